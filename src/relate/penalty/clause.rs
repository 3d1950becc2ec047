//! The punishments of one clause: kinds and measures, paired from left to right.

use super::kind;
use super::measure::{self, Measure};
use crate::diag::{Diagnostic, Severity, Warned};
use crate::value::PenaltyKind;
use crate::value::atom::Atoms;

/// A punishment in atoms.
pub(super) struct Set {
    pub(super) kind: PenaltyKind,
    pub(super) measure: Measure,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The punishments of the clause from atom `start` to before `end`, and what is wrong with them.
pub(super) fn read(atoms: &Atoms<'_>, start: usize, end: usize) -> Warned<Vec<Set>> {
    let mut reader = Reader {
        atoms,
        end,
        set: Vec::new(),
        diagnostics: Vec::new(),
    };
    reader.read(start);
    Warned {
        output: reader.set,
        diagnostics: reader.diagnostics,
    }
}

/// Reads one clause from left to right.
struct Reader<'a, 't> {
    atoms: &'a Atoms<'t>,
    end: usize,
    set: Vec<Set>,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_, '_> {
    fn read(&mut self, start: usize) {
        // Kinds that wait for the measure of the next one ("restriction of freedom or imprisonment for two years").
        let mut waiting: Vec<(PenaltyKind, usize, usize)> = Vec::new();
        let mut loose: Option<Measure> = None;
        let mut at = start;
        while at < self.end {
            if let Some((kind, behind)) = kind::kind(self.atoms, at) {
                let led =
                    loose.take_if(|measure| fits(kind, measure) && self.touches(measure.end, at));
                if let Some(measure) = led {
                    let start = measure.start;
                    self.push(kind, measure, start, behind);
                    at = behind;
                    continue;
                }
                self.settle(loose.take());
                let (next, same) = self.measured(kind, at, behind);
                if let Some(measure) = next {
                    for (kind, start, end) in waiting.drain(..) {
                        if kind != PenaltyKind::Fine && measure.is_time() && self.joined(end, at) {
                            self.push(
                                kind,
                                Measure {
                                    start,
                                    ..measure.clone()
                                },
                                start,
                                end,
                            );
                        }
                    }
                    let end = measure.end;
                    self.push(kind, measure, at, end);
                    at = end;
                } else {
                    if same.is_none() {
                        waiting.retain(|(_, _, end)| self.joined(*end, at));
                        waiting.push((kind, at, behind));
                    }
                    at = same.unwrap_or(behind);
                }
            } else if let Some(measure) =
                measure::measure(self.atoms, at).filter(|measure| measure.end <= self.end)
            {
                at = measure.end;
                self.settle(loose.replace(measure));
            } else {
                at += 1;
            }
        }
        self.settle(loose);
    }

    fn push(&mut self, kind: PenaltyKind, measure: Measure, start: usize, end: usize) {
        self.set.push(Set {
            kind,
            measure,
            start,
            end,
        });
    }

    /// The measure behind a kind; or, if it has none of its own, the place after what stands there instead.
    fn measured(
        &mut self,
        kind: PenaltyKind,
        start: usize,
        behind: usize,
    ) -> (Option<Measure>, Option<usize>) {
        let mut at = behind;
        let reach = if kind == PenaltyKind::DeprivationOfRights {
            40
        } else {
            10
        };
        while at < self.end && at < behind + reach {
            if let Some(measure) = measure::measure(self.atoms, at)
                .filter(|measure| fits(kind, measure) && measure.end <= self.end)
            {
                return (Some(measure), None);
            }
            if let Some(end) = same_term(self.atoms, at) {
                let last = self
                    .set
                    .last()
                    .map(|last| last.measure.clone())
                    .filter(|measure| fits(kind, measure));
                return (
                    last.map(|measure| Measure {
                        start,
                        end,
                        ..measure
                    }),
                    Some(end),
                );
            }
            if let Some(end) = measure::missing(self.atoms, at) {
                let span = self.atoms.span(start, end);
                self.diagnostics.push(
                    Diagnostic::new(
                        Severity::Warning,
                        "penalty-without-number",
                        "a punishment names a unit without a number",
                    )
                    .at(span)
                    .hint("compare the sentence with the law itself and supply the number"),
                );
                return (None, Some(end));
            }
            let word = self.atoms.lower(at);
            if self.atoms.before(start, 1) == "life"
                || (word == "life" && kind == PenaltyKind::Imprisonment)
            {
                let end = if word == "life" { at + 1 } else { behind };
                return (
                    Some(Measure {
                        least: None,
                        most: None,
                        unit: "life".to_owned(),
                        start,
                        end,
                    }),
                    None,
                );
            }
            let far =
                kind == PenaltyKind::DeprivationOfRights && kind::kind(self.atoms, at).is_none();
            if !far && !is_connector(word) {
                break;
            }
            at += 1;
        }
        let life = kind == PenaltyKind::Imprisonment && self.atoms.before(start, 1) == "life";
        let measure = life.then(|| Measure {
            least: None,
            most: None,
            unit: "life".to_owned(),
            start,
            end: behind,
        });
        (measure, None)
    }

    /// Whether only small words stand between the end of a measure and the kind at `at`: "years’ imprisonment".
    fn touches(&self, end: usize, at: usize) -> bool {
        at <= end + 4
            && (end..at).all(|at| {
                matches!(
                    self.atoms.lower(at),
                    "’" | "'"
                        | "of"
                        | "in"
                        | "a"
                        | "an"
                        | "the"
                        | "long"
                        | "unpaid"
                        | "compulsory"
                        | "administrative"
                        | "mandatory"
                        | "rigorous"
                        | "strict"
                        | "under"
                        | "-"
                )
            })
    }

    /// Whether only "or", "and" and commas stand between two kinds.
    fn joined(&self, end: usize, at: usize) -> bool {
        end <= at
            && at <= end + 3
            && (end..at).all(|at| matches!(self.atoms.lower(at), "or" | "and" | "," | "/" | "a"))
    }

    /// Gives a measure without a kind the kind that its unit means, where the clause speaks of punishment.
    fn settle(&mut self, measure: Option<Measure>) {
        const REACH: usize = 14;
        let Some(measure) = measure else { return };
        let penal = |at: usize| {
            let word = self.atoms.lower(at);
            matches!(
                word,
                "penalty"
                    | "penalties"
                    | "sentence"
                    | "sentenced"
                    | "fined"
                    | "liable"
                    | "sanction"
                    | "increased"
                    | "term"
            ) || word.starts_with("punish")
        };
        let context = (1..=REACH)
            .map_while(|back| measure.start.checked_sub(back))
            .any(penal);
        let direct = matches!(
            self.atoms.before(measure.start, 1),
            "is" | "be" | "to" | "by" | "of"
        );
        let kind = match (measure.is_time(), measure.unit.as_str()) {
            (false, _) => PenaltyKind::Fine,
            (true, "hours") if direct => PenaltyKind::PublicWorks,
            (true, "years" | "months") if direct => PenaltyKind::Imprisonment,
            _ => return,
        };
        if context {
            let (start, end) = (measure.start, measure.end);
            self.push(kind, measure, start, end);
        }
    }
}

fn fits(kind: PenaltyKind, measure: &Measure) -> bool {
    measure.is_time() != (kind == PenaltyKind::Fine)
}

fn same_term(atoms: &Atoms<'_>, at: usize) -> Option<usize> {
    [
        "the same term",
        "the same period",
        "the same duration",
        "the same length",
        "the same time",
        "a similar term",
        "an equal term",
    ]
    .iter()
    .find_map(|phrase| atoms.after_phrase(at, phrase))
}

/// Words that may stand between a kind and its measure: "for a term of", "in the amount of".
fn is_connector(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "a"
            | "an"
            | "the"
            | "term"
            | "terms"
            | "period"
            | "duration"
            | "sentence"
            | "lasting"
            | "in"
            | "amount"
            | "sum"
            | "equal"
            | "equivalent"
            | "ranging"
            | "either"
            | "description"
            | "any"
            | "with"
            | "strict"
            | "regime"
            | "maximum"
            | "is"
            | "be"
            | "to"
            | ","
            | "colony"
    )
}
