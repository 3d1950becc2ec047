//! The words that lead a date: which preposition, and what only narrows the date.

use crate::value::Lead;
use crate::value::atom::{Atoms, Gap};

/// The preposition that leads the date at `at`, and where it starts.
pub(crate) fn lead(atoms: &Atoms<'_>, at: usize) -> Option<(Lead, usize)> {
    const LEADS: &[(&str, Lead)] = &[
        ("no later than", Lead::By),
        ("not later than", Lead::By),
        ("starting from", Lead::From),
        ("starting in", Lead::From),
        ("starting on", Lead::From),
        ("beginning in", Lead::From),
        ("beginning from", Lead::From),
        ("commencing on", Lead::From),
        ("with effect from", Lead::From),
        ("as from", Lead::From),
        ("as of", Lead::AsOf),
        ("as at", Lead::AsOf),
        ("up to", Lead::Until),
        ("prior to", Lead::Before),
        ("since", Lead::Since),
        ("from", Lead::From),
        ("until", Lead::Until),
        ("till", Lead::Until),
        ("through", Lead::Until),
        ("by", Lead::By),
        ("before", Lead::Before),
        ("after", Lead::After),
        ("following", Lead::After),
        ("in", Lead::In),
        ("on", Lead::In),
        ("during", Lead::In),
        ("at", Lead::In),
    ];
    let mut start = at;
    for _ in 0..=6 {
        let found = LEADS.iter().find_map(|(phrase, lead)| {
            let place = atoms.before_phrase(start, phrase)?;
            Some((*lead, place))
        });
        if found.is_some() {
            return found;
        }
        start = start.checked_sub(1)?;
        if !is_modifier(atoms, start) || atoms.gap(start + 1) == Gap::Paragraph {
            return None;
        }
    }
    None
}

/// The place after the words that only narrow a date: "the end of", "early", "mid-", "the summer of".
pub(crate) fn skip_modifiers(atoms: &Atoms<'_>, at: usize) -> usize {
    (at..at + 6)
        .find(|at| !is_modifier(atoms, *at))
        .unwrap_or(at)
}

fn is_modifier(atoms: &Atoms<'_>, at: usize) -> bool {
    const MODIFIERS: &[&str] = &[
        "the",
        "end",
        "of",
        "beginning",
        "start",
        "middle",
        "close",
        "early",
        "late",
        "mid",
        "year",
        "years",
        "spring",
        "summer",
        "autumn",
        "fall",
        "winter",
        "first",
        "second",
        "third",
        "fourth",
        "quarter",
        "half",
        "academic",
        "school",
        "fiscal",
        "period",
        "month",
    ];
    MODIFIERS.contains(&atoms.lower(at))
        || (atoms.is_mark(at, "-‑,") && at > 0 && atoms.lower(at - 1) == "mid")
}
