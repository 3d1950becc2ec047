//! What a number counts: the noun behind it or before it.

use crate::value::atom::{Atoms, Gap};
use crate::value::bound::bound_before;
use crate::value::noun::{self, Counted, Grammar};
use crate::value::number;

/// What a number counts, in atoms.
pub(super) struct Unit {
    pub(super) unit: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Unit {
    fn behind(start: usize, noun: Counted) -> Self {
        Self {
            unit: noun.words,
            start,
            end: noun.end,
        }
    }
}

/// The noun behind a number; "a population of 83 million" has it before.
///
/// Only `whole` numbers count things; others measure.
pub(super) fn count(atoms: &Atoms<'_>, start: usize, end: usize, whole: bool) -> Option<Unit> {
    let part = atoms.before(start, 1) == "in" && matches!(atoms.before(start, 2), "one" | "1");
    if is_age(atoms, start) || part || atoms.before(start, 1) == "per" {
        return None;
    }
    let worded = atoms.is_letters(start);
    let back = atoms.before(start, 1);
    let definite = matches!(
        back,
        "the" | "these" | "those" | "both" | "its" | "their" | "our" | "his" | "her"
    ) || back.ends_with("’s")
        || back.ends_with("'s");
    // "the two sides", "One Laptop", "one of": a word that refers or is part of a name counts nothing new.
    let name = worded && atoms.is_capital(start) && atoms.is_capital(end) && start > 0;
    if matches!(atoms.text(start), "1" | "one" | "One") && end == start + 1
        || (worded && definite)
        || name
    {
        return None;
    }
    if let Some(unit) = population(atoms, start) {
        return Some(unit);
    }
    let direct = (atoms.gap(end) < Gap::Paragraph)
        .then(|| noun::counted(atoms, end, Grammar::Plural))
        .flatten();
    match direct {
        Some(noun)
            if noun::is_time(&noun.head)
                || noun::is_empty_noun(&noun.head)
                || noun::is_payment(&noun.head) =>
        {
            None
        }
        Some(noun) if !whole && !noun::is_measure(&noun.head) => None,
        // "two projects: A and B": what is named needs no count.
        Some(noun) if worded && atoms.is_mark(noun.end, ":") => None,
        Some(noun) => Some(Unit::behind(start, noun)),
        // "The number of users grew to 2.4 million."
        None => rate_before(atoms, start).filter(|unit| {
            let named = unit
                .start
                .checked_sub(2)
                .is_some_and(|at| atoms.reads(at, "number of"));
            named && noun::is_plural(atoms.lower(unit.end - 1))
        }),
    }
}

/// A further member of a series by years, which leaves the noun out: ", 250 in 2006".
pub(super) fn elided(atoms: &Atoms<'_>, start: usize, end: usize, noun: &str) -> Option<Unit> {
    let listed = matches!(atoms.before(start, 1), "," | "and" | "another");
    (listed && atoms.lower(end) == "in").then(|| Unit {
        unit: noun.to_owned(),
        start,
        end,
    })
}

/// "a population of over 83 million", "its resident population is 3.5 million".
fn population(atoms: &Atoms<'_>, start: usize) -> Option<Unit> {
    let from = bound_before(atoms, start).map_or(start, |(_, from)| from);
    let noun = (1..=4)
        .map_while(|back| from.checked_sub(back))
        .find(|at| atoms.lower(*at) == "population")?;
    let linked = (noun + 1..from).all(|at| {
        matches!(
            atoms.lower(at),
            "of" | "is"
                | "was"
                | "has"
                | "reached"
                | "totaled"
                | "totals"
                | "currently"
                | "now"
                | "stands"
                | "at"
                | ":"
        )
    });
    (linked && from > noun + 1).then(|| Unit {
        unit: "population".to_owned(),
        start: noun,
        end: start + 1,
    })
}

/// What a percentage is taken of.
pub(super) fn share(atoms: &Atoms<'_>, start: usize, end: usize) -> Option<Unit> {
    // "from 3% to 9%": the value after counts.
    let next = end + usize::from(atoms.is_mark(end, ")"));
    if atoms.lower(end) == "to" && atoms.is_digits(end + 1) && atoms.before(start, 1) == "from" {
        return None;
    }
    if atoms.lower(next) == "of" {
        let mut at = next + 1;
        while is_determiner(atoms, at) {
            at += 1;
        }
        let noun = noun::counted(atoms, at, Grammar::Any)?;
        return (!noun::is_time(&noun.head)
            && !noun::is_payment(&noun.head)
            && !noun::is_empty_noun(&noun.head))
        .then(|| Unit::behind(start, noun));
    }
    if let Some(noun) = noun::counted(atoms, end, Grammar::Plural) {
        return (!noun::is_empty_noun(&noun.head)).then(|| Unit::behind(start, noun));
    }
    rate_before(atoms, start)
}

fn is_determiner(atoms: &Atoms<'_>, at: usize) -> bool {
    let word = atoms.lower(at);
    matches!(
        word,
        "the"
            | "its"
            | "all"
            | "their"
            | "his"
            | "her"
            | "our"
            | "a"
            | "an"
            | "total"
            | "those"
            | "these"
            | "this"
            | "such"
    ) || word.ends_with("’s")
        || word.ends_with("'s")
}

/// "a literacy rate of 92%", "Internet penetration rose from 3% to 9%": the noun stands before.
fn rate_before(atoms: &Atoms<'_>, start: usize) -> Option<Unit> {
    const TRENDS: &[&str] = &[
        "rose",
        "risen",
        "grew",
        "grown",
        "increased",
        "increase",
        "climbed",
        "jumped",
        "fell",
        "fallen",
        "dropped",
        "decreased",
        "declined",
        "went",
        "gone",
        "moved",
        "came",
        "shrank",
        "reached",
        "is",
        "was",
        "stands",
        "stood",
    ];
    let mut end = bound_before(atoms, start).map_or(start, |(_, from)| from);
    let word = atoms.before(end, 1);
    if word == "of" {
        end -= 1;
    } else {
        if word == "to" {
            // Back over "from 3%", if it is there.
            let from = (2..=6)
                .map_while(|back| end.checked_sub(back))
                .find(|at| atoms.lower(*at) == "from");
            end = from.unwrap_or(end - 1);
        } else if word == "at" {
            end -= 1;
        }
        // "went down to", "is up at"
        end -= usize::from(matches!(atoms.before(end, 1), "down" | "up" | "back"));
        let verb = end.checked_sub(1)?;
        if !TRENDS.contains(&atoms.lower(verb)) {
            return None;
        }
        end = verb;
        while matches!(
            atoms.before(end, 1),
            "has" | "have" | "had" | "been" | "was" | "were"
        ) {
            end -= 1;
        }
    }
    let (first, end) = noun_before(atoms, end)?;
    let words: Vec<&str> = (first..end)
        .filter(|at| *at + 1 == end || !noun::is_adjective(atoms.text(*at), atoms.lower(*at)))
        .map(|at| atoms.text(at))
        .collect();
    Some(Unit {
        unit: words.join(" "),
        start: first,
        end,
    })
}

/// The noun with its modifiers that ends before `end`, adjectives in front left out; behind a phrase of place or
/// of whom it is, the noun before that: "dropout in the schools concerned".
fn noun_before(atoms: &Atoms<'_>, end: usize) -> Option<(usize, usize)> {
    const PHRASES: usize = 2;
    let mut end = end;
    for _ in 0..=PHRASES {
        let mut first = end;
        while first > 0
            && end - first < 4
            && atoms.is_letters(first - 1)
            && !noun::is_boundary(atoms.lower(first - 1))
        {
            first -= 1;
        }
        let mut opener = first;
        while opener > 0 && is_determiner(atoms, opener - 1) {
            opener -= 1;
        }
        let before = atoms.before(opener, 1);
        let measured = matches!(
            atoms.before(opener, 2),
            "share" | "percentage" | "proportion" | "number" | "majority" | "part"
        );
        let place = matches!(before, "in" | "among" | "at" | "across" | "within" | "for")
            || before == "of" && !measured && opener > 1;
        if place && opener > 1 {
            end = opener - 1;
            continue;
        }
        while first < end && noun::is_adjective(atoms.text(first), atoms.lower(first)) {
            first += 1;
        }
        let head = atoms.before(end, 1);
        let plain = !noun::is_time(head) && head != "total" && !noun::is_empty_noun(head);
        return (first < end && plain).then_some((first, end));
    }
    None
}

/// "1:16 computer to student ratio", "a student-computer ratio of 1:16".
pub(super) fn ratio_unit(atoms: &Atoms<'_>, start: usize, end: usize) -> Option<Unit> {
    let pair = |first: usize| {
        let linked = matches!(atoms.lower(first + 1), "to" | "per")
            || atoms.is_dash(first + 1)
            || atoms.is_mark(first + 1, "/:");
        let nouns = atoms.is_letters(first) && atoms.is_letters(first + 2);
        let plain =
            !noun::is_boundary(atoms.lower(first)) && !noun::is_boundary(atoms.lower(first + 2));
        (linked && nouns && plain)
            .then(|| format!("{} to {}", atoms.text(first), atoms.text(first + 2)))
    };
    if let Some(unit) = pair(end) {
        return Some(Unit {
            unit,
            start,
            end: end + 3,
        });
    }
    let ratio = (1..=8)
        .map_while(|back| start.checked_sub(back))
        .find(|at| atoms.lower(*at) == "ratio")?;
    // "the pupil-to-desk ratio", "the ratio of pupils to desks"
    let hyphened = ratio.checked_sub(5).filter(|first| {
        atoms.is_dash(first + 1)
            && matches!(atoms.lower(first + 2), "to" | "per")
            && atoms.is_dash(first + 3)
            && atoms.is_letters(*first)
    });
    if let Some(first) = hyphened {
        return Some(Unit {
            unit: format!("{} to {}", atoms.text(first), atoms.text(first + 4)),
            start: first,
            end,
        });
    }
    let first = if atoms.lower(ratio + 1) == "of" && pair(ratio + 2).is_some() {
        ratio + 2
    } else {
        ratio.checked_sub(3)?
    };
    pair(first).map(|unit| Unit {
        unit,
        start: first,
        end,
    })
}

/// "one computer for every nine students", "20 students per computer": the ratio and its two nouns.
pub(super) fn worded_ratio(
    atoms: &Atoms<'_>,
    start: usize,
    end: usize,
    first: &str,
) -> Option<(String, Unit)> {
    let plain = |at: usize| {
        atoms.is_letters(at) && !atoms.is_capital(at) && !noun::is_boundary(atoms.lower(at))
    };
    let one = plain(end).then_some(end)?;
    let (second, base) = if let Some(next) = ["for every", "for each", "to every", "per every"]
        .iter()
        .find_map(|phrase| atoms.after_phrase(one + 1, phrase))
    {
        match number::number(atoms, next) {
            Some((base, next)) => (next, base.to_string()),
            None => (next, "1".to_owned()),
        }
    } else if atoms.lower(one + 1) == "per" {
        match number::number(atoms, one + 2) {
            Some((base, next)) => (next, base.to_string()),
            None => (one + 2, "1".to_owned()),
        }
    } else {
        return None;
    };
    let person = !noun::is_time(atoms.lower(second)) && !noun::is_payment(atoms.lower(one));
    (plain(second) && person).then(|| {
        (
            format!("{first}:{base}"),
            Unit {
                unit: format!(
                    "{} to {}",
                    singular(atoms.lower(one)),
                    singular(atoms.lower(second))
                ),
                start,
                end: second + 1,
            },
        )
    })
}

/// The singular of a regular plural.
fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let plural = noun::is_plural(word);
    word.strip_suffix('s')
        .filter(|_| plural)
        .unwrap_or(word)
        .to_owned()
}

/// "under the age of 18", "aged 12", "children under 14".
fn is_age(atoms: &Atoms<'_>, start: usize) -> bool {
    (1..=3).any(|back| matches!(atoms.before(start, back), "age" | "aged" | "ages"))
}
