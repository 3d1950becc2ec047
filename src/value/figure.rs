//! Counted things: a number and the noun it counts.

mod statistic;
mod unit;

pub use statistic::statistic;

use crate::span::Span;
use crate::value::atom::Atoms;
use crate::value::{Date, Figure, Lead, ValueKind, ValueMention};
use unit::{count, elided, ratio_unit, share, worded_ratio};

/// A counted thing as a text prints it.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureMention {
    /// From the number to the noun, or from the noun to the number.
    pub span: Span,
    /// What is counted.
    pub figure: Figure,
}

/// The counted things of `within`, a sentence, among its `values`.
///
/// # Panics
///
/// If `within` is outside `text` or cuts a character.
#[must_use]
pub fn figures(text: &str, within: Span, values: &[ValueMention]) -> Vec<FigureMention> {
    let counts = |value: &ValueMention| {
        matches!(
            value.kind,
            ValueKind::Number(_) | ValueKind::Percent(_) | ValueKind::Ratio(_)
        )
    };
    if !values.iter().any(counts) {
        return Vec::new();
    }
    let atoms = Atoms::new(text, within);
    let mut figures: Vec<FigureMention> = Vec::new();
    // The last noun counted, for "100 schools in 2005, 250 in 2006".
    let mut counted_last: Option<String> = None;
    for (place, value) in values.iter().enumerate() {
        let start = atoms.at(value.span.start());
        let end = atoms.at(value.span.end());
        let counted = match &value.kind {
            ValueKind::Number(number) => {
                let whole = !number.contains('.');
                // "2018 highlights"
                if start == 0 && is_year(value.span.of(text)) {
                    continue;
                }
                let series = values
                    .get(place + 1)
                    .is_some_and(|next| is_date(next) && atoms.at(next.span.start()) == end + 1);
                count(&atoms, start, end, whole)
                    .or_else(|| {
                        if series {
                            elided(&atoms, start, end, counted_last.as_deref()?)
                        } else {
                            None
                        }
                    })
                    .map(|noun| (number.clone(), noun))
            }
            ValueKind::Percent(number) => {
                share(&atoms, start, end).map(|noun| (format!("{number}%"), noun))
            }
            ValueKind::Ratio(ratio) => {
                ratio_unit(&atoms, start, end).map(|noun| (ratio.clone(), noun))
            }
            _ => None,
        };
        let worded = match &value.kind {
            ValueKind::Number(number) => worded_ratio(&atoms, start, end, number),
            _ => None,
        };
        let Some((number, noun)) = worded.or(counted) else {
            continue;
        };
        if matches!(value.kind, ValueKind::Number(_)) {
            counted_last = Some(noun.unit.clone());
        }
        let goal = is_goal(&atoms, start, noun.end);
        let as_of = if goal { None } else { dated(&values[..place]) };
        let span = atoms.span(start.min(noun.start), end.max(noun.end));
        if figures.last().is_some_and(|last| last.span.overlaps(span)) {
            continue;
        }
        figures.push(FigureMention {
            span,
            figure: Figure {
                number,
                unit: noun.unit,
                bound: value.bound,
                goal,
                as_of,
            },
        });
    }
    figures
}

/// Whether a number is printed as a year is.
fn is_year(printed: &str) -> bool {
    printed.len() == 4 && (printed.starts_with("19") || printed.starts_with("20"))
}

fn is_date(value: &ValueMention) -> bool {
    matches!(value.kind, ValueKind::Date(_))
}

/// Whether the clause speaks of what is meant to be.
fn is_goal(atoms: &Atoms<'_>, start: usize, end: usize) -> bool {
    const WISHES: &[&str] = &[
        "will",
        "would",
        "shall",
        "plans",
        "planned",
        "planning",
        "aims",
        "aim",
        "aimed",
        "aiming",
        "intends",
        "intended",
        "expected",
        "expects",
        "hopes",
        "goal",
        "goals",
        "target",
        "targets",
        "objective",
        "objectives",
        "seeks",
        "envisages",
        "envisaged",
        "envisions",
        "foresees",
        "scheduled",
        "projected",
    ];
    const BEFORE: usize = 40;
    const BEHIND: usize = 12;
    let wish = |at: usize| {
        WISHES.contains(&atoms.lower(at))
            || (atoms.lower(at) == "plan" && atoms.lower(at + 1) == "to")
            || (atoms.lower(at) == "to"
                && atoms.lower(at + 1) == "be"
                && atoms.before(at, 1) != "proved")
    };
    (1..=BEFORE)
        .map_while(|back| start.checked_sub(back))
        .take_while(|at| {
            !(atoms.is_mark(*at, ";") || atoms.is_mark(*at, ".") && atoms.is_capital(*at + 1))
        })
        .any(wish)
        || (end..end + BEHIND)
            .take_while(|at| *at < atoms.len() && !atoms.is_mark(*at, ".;,"))
            .any(wish)
}

/// The date of a result: "By February 2011, over 11,500 …".
fn dated(before: &[ValueMention]) -> Option<Date> {
    before
        .iter()
        .rev()
        .find_map(|value| match (&value.kind, value.lead) {
            (
                ValueKind::Period {
                    start: None,
                    end: Some(date),
                },
                Some(Lead::By),
            ) => Some(*date),
            (ValueKind::Date(date), Some(Lead::AsOf)) => Some(*date),
            _ => None,
        })
}
