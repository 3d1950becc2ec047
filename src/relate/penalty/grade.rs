//! Heavier grades of an offence, and the words under which they apply.

use crate::value::atom::{Atoms, Gap};
use crate::span::Span;

/// What a clause says of the punishments it sets.
pub(super) struct Grade {
    pub(super) aggravated: bool,
    pub(super) condition: Option<Span>,
}

/// The clauses of an article's text, as first atom and the atom after the last: sentences, and what
/// follows a semicolon when a condition opens there.
pub(super) fn clauses(atoms: &Atoms<'_>) -> Vec<(usize, usize)> {
    let mut clauses = Vec::new();
    let mut start = 0;
    for at in 0..atoms.len() {
        let next = at + 1;
        let stop = atoms.is_mark(at, ".!?")
            && (next == atoms.len()
                || (!atoms.is_glued(next) && !atoms.is_letters(next) || atoms.is_capital(next))
                    && !is_abbreviation(atoms, at));
        let turn =
            atoms.is_mark(at, ";") && matches!(atoms.lower(next), "if" | "where" | "when" | "the");
        if stop || turn || atoms.gap(next) == Gap::Paragraph {
            clauses.push((start, next));
            start = next;
        }
    }
    clauses
}

fn is_abbreviation(atoms: &Atoms<'_>, dot: usize) -> bool {
    matches!(
        atoms.before(dot, 1),
        "no" | "art" | "arts" | "sec" | "para" | "ch" | "u" | "s"
    ) && !atoms.before(dot, 1).is_empty()
}

/// The grade of the punishments from atom `set.0` to before `set.1` in `clause`; `graded` says that
/// the text has set others before.
pub(super) fn grade(
    atoms: &Atoms<'_>,
    clause: (usize, usize),
    set: (usize, usize),
    graded: bool,
) -> Grade {
    const TRIGGERS: &[&str] = &[
        "increased",
        "increase",
        "increases",
        "aggravated",
        "aggravating",
        "enhanced",
        "heavier",
        "doubled",
        "raised",
        "severer",
    ];
    let trigger = (clause.0..clause.1).any(|at| TRIGGERS.contains(&atoms.lower(at)));
    let same = same_act(atoms, clause.0);
    let condition = if same {
        act(atoms, clause, set.0)
    } else {
        opening(atoms, clause, set.0)
    };
    let condition = condition.or_else(|| closing(atoms, clause, set.1));
    Grade {
        aggravated: trigger || same || (graded && condition.is_some()),
        condition,
    }
}

fn same_act(atoms: &Atoms<'_>, at: usize) -> bool {
    let noun = |word: &str| {
        matches!(
            word,
            "act"
                | "acts"
                | "action"
                | "actions"
                | "offence"
                | "offences"
                | "offense"
                | "offenses"
                | "crime"
                | "deed"
                | "deeds"
                | "conduct"
        )
    };
    (atoms.reads(at, "the same") && noun(atoms.lower(at + 2)))
        || (atoms.lower(at) == "same" && noun(atoms.lower(at + 1)))
}

/// "The same act committed by an organized group": up to the verb of the sentence.
fn act(atoms: &Atoms<'_>, clause: (usize, usize), first: usize) -> Option<Span> {
    let verb = (clause.0 + 2..first).find(|at| {
        matches!(
            atoms.lower(*at),
            "will"
                | "shall"
                | "is"
                | "are"
                | "entails"
                | "entail"
                | "leads"
                | "lead"
                | "carries"
                | "carry"
                | "may"
                | "increases"
                | "must"
                | "attracts"
                | "results"
                | "incurs"
        )
    })?;
    Some(trimmed(atoms, clause.0, verb))
}

/// "Where the offence was committed against a minor, …": up to the main clause.
fn opening(atoms: &Atoms<'_>, clause: (usize, usize), first: usize) -> Option<Span> {
    if !is_condition(atoms, clause.0) {
        return None;
    }
    let main = |at: &usize| {
        matches!(
            atoms.lower(*at + 1),
            "the"
                | "a"
                | "an"
                | "this"
                | "it"
                | "he"
                | "she"
                | "they"
                | "imprisonment"
                | "punishment"
                | "such"
                | "there"
                | "that"
        )
    };
    let commas = || (clause.0..first).rev().filter(|at| atoms.is_mark(*at, ","));
    let comma = commas().find(main).or_else(|| commas().next())?;
    Some(trimmed(atoms, clause.0, comma))
}

/// "… if the victim was under the age of fourteen": to the end of the clause.
fn closing(atoms: &Atoms<'_>, clause: (usize, usize), after: usize) -> Option<Span> {
    const REACH: usize = 12;
    let start = (after..clause.1.min(after + REACH)).find(|at| is_condition(atoms, *at))?;
    Some(trimmed(atoms, start, clause.1))
}

fn is_condition(atoms: &Atoms<'_>, at: usize) -> bool {
    matches!(atoms.lower(at), "where" | "if" | "when" | "provided")
        || [
            "in case",
            "in cases",
            "in the event",
            "in the case",
            "in aggravating",
        ]
        .iter()
        .any(|phrase| atoms.reads(at, phrase))
}

/// The bytes of the atoms without a closing mark.
fn trimmed(atoms: &Atoms<'_>, start: usize, mut end: usize) -> Span {
    while end > start + 1 && atoms.is_mark(end - 1, ".,;:!?") {
        end -= 1;
    }
    atoms.span(start, end)
}
