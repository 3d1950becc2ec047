//! Punishments that a law's text sets.

mod clause;
mod grade;
mod kind;
mod measure;

use crate::diag::Warned;
use crate::value::atom::Atoms;
use crate::value::Penalty;
use crate::span::Span;

/// A punishment as a text prints it.
#[derive(Clone, Debug, PartialEq)]
pub struct PenaltyMention {
    /// The words of its kind and measure.
    pub span: Span,
    /// What it is.
    pub penalty: Penalty,
}

/// The punishments set in `within`, the running text of one law article or a sentence, in order.
///
/// A punishment whose number is missing in the text ("for up to years") is left out with the
/// diagnostic `penalty-without-number`. Imprisonment for life has neither side and the unit `life`.
///
/// # Panics
///
/// If `within` is outside `text` or cuts a character.
#[must_use]
pub fn penalties(text: &str, within: Span) -> Warned<Vec<PenaltyMention>> {
    let atoms = Atoms::new(text, within);
    let mut found = Warned::<Vec<PenaltyMention>>::default();
    for bounds in grade::clauses(&atoms) {
        let Warned {
            output: set,
            diagnostics,
        } = clause::read(&atoms, bounds.0, bounds.1);
        found.diagnostics.extend(diagnostics);
        let (Some(first), Some(last)) = (set.first(), set.last()) else {
            continue;
        };
        let grade = grade::grade(
            &atoms,
            bounds,
            (first.start, last.end),
            !found.output.is_empty(),
        );
        found
            .output
            .extend(set.into_iter().map(|set| PenaltyMention {
                span: atoms.span(set.start, set.end),
                penalty: Penalty {
                    kind: set.kind,
                    minimum: set.measure.least,
                    maximum: set.measure.most,
                    unit: set.measure.unit,
                    condition: grade.condition,
                    aggravated: grade.aggravated,
                },
            }));
    }
    found
}
