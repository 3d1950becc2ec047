//! Counted things: a number and the noun it counts.

use crate::mention::atom::{Atoms, Gap};
use crate::mention::noun::{self, Counted, Grammar};
use crate::mention::value::{self, Date, Figure, Lead, ValueKind, ValueMention};
use crate::span::Span;

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
    let atoms = Atoms::new(text, within);
    let mut figures: Vec<FigureMention> = Vec::new();
    for (place, value) in values.iter().enumerate() {
        let start = atoms.at(value.span.start());
        let end = atoms.at(value.span.end());
        let counted = match &value.kind {
            ValueKind::Number(number) => count(&atoms, start, end).map(|noun| (number.clone(), noun)),
            ValueKind::Percent(number) => share(&atoms, start, end).map(|noun| (format!("{number}%"), noun)),
            ValueKind::Ratio(ratio) => ratio_unit(&atoms, start, end).map(|noun| (ratio.clone(), noun)),
            _ => None,
        };
        let Some((number, noun)) = counted else { continue };
        let goal = is_goal(&atoms, start, noun.end);
        let as_of = if goal { None } else { dated(&values[..place]) };
        let span = atoms.span(start.min(noun.start), end.max(noun.end));
        if figures.last().is_some_and(|last| last.span.overlaps(span)) {
            continue;
        }
        figures.push(FigureMention { span, figure: Figure { number, unit: noun.unit, bound: value.bound, goal, as_of } });
    }
    figures
}

/// The figure of a filled statistics line: a `label` such as "Facebook Users" and its printed `value`.
///
/// `None` where the label is no statistic or the value is not one number or percentage.
#[must_use]
pub fn statistic(label: &str, value: &str) -> Option<Figure> {
    const NO_COUNT: &[&str] = &[
        "address", "amount", "budget", "code", "cost", "date", "fax", "id", "no", "number", "page", "phone", "ref",
        "tel", "telephone", "version", "year", "years",
    ];
    let label: String = label
        .trim()
        .trim_end_matches([':', '-', '–', ' '])
        .chars()
        .map(|c| if matches!(c, '‑' | '‐' | '–') { '-' } else { c })
        .collect();
    // "Internet users, percentage of population" names the unit first.
    let label = label.split([',', '(']).next()?.trim();
    let label = label.strip_prefix("Total ").or_else(|| label.strip_prefix("total ")).unwrap_or(label);
    let words: Vec<&str> = label.split_whitespace().collect();
    let wordy = words.first()?.starts_with(char::is_alphabetic) && words.len() <= 5 && !label.contains(['.', '!', '?']);
    if !wordy || words.iter().any(|word| NO_COUNT.contains(&word.to_lowercase().as_str())) {
        return None;
    }
    let value = value.trim();
    // A year in brackets or a note may follow the number.
    let printed = value.split_once('(').map_or(value, |(number, _)| number).trim();
    let values = value::values(printed, Span::new(0, printed.len()));
    let [only] = values.as_slice() else { return None };
    if only.span.end() != printed.len() || (only.span.start() != 0 && only.bound.is_none()) {
        return None;
    }
    let number = match &only.kind {
        ValueKind::Number(number) => number.clone(),
        ValueKind::Percent(number) => format!("{number}%"),
        _ => return None,
    };
    let unit = match label.strip_prefix("Population") {
        Some(rest) => format!("population{rest}"),
        None => label.to_owned(),
    };
    Some(Figure { number, unit, bound: only.bound, goal: false, as_of: None })
}

/// What a number counts, in atoms.
struct Unit {
    unit: String,
    start: usize,
    end: usize,
}

impl Unit {
    fn behind(start: usize, noun: Counted) -> Self {
        Self { unit: noun.words, start, end: noun.end }
    }
}

/// The noun behind a number; "a population of 83 million" has it before.
fn count(atoms: &Atoms<'_>, start: usize, end: usize) -> Option<Unit> {
    if is_age(atoms, start) {
        return None;
    }
    let worded = atoms.is_letters(start);
    let back = atoms.before(start, 1);
    let definite = matches!(back, "the" | "these" | "those" | "both" | "its" | "their" | "our" | "his" | "her")
        || back.ends_with("’s")
        || back.ends_with("'s");
    // "the two sides", "One Laptop", "one of": a word that refers or is part of a name counts nothing new.
    let name = worded && atoms.is_capital(start) && atoms.is_capital(end) && start > 0;
    if matches!(atoms.text(start), "1" | "one" | "One") && end == start + 1 || (worded && definite) || name {
        return None;
    }
    let direct = (atoms.gap(end) < Gap::Paragraph).then(|| noun::counted(atoms, end, Grammar::Plural)).flatten();
    match direct {
        Some(noun) if noun::is_time(&noun.head) || noun::is_empty_noun(&noun.head) => None,
        Some(noun) => Some(Unit::behind(start, noun)),
        None => population(atoms, start),
    }
}

/// "a population of over 83 million", "its resident population is 3.5 million".
fn population(atoms: &Atoms<'_>, start: usize) -> Option<Unit> {
    let from = value::bound_before(atoms, start).map_or(start, |(_, from)| from);
    let noun = (1..=4).map_while(|back| from.checked_sub(back)).find(|at| atoms.lower(*at) == "population")?;
    let linked = (noun + 1..from).all(|at| {
        matches!(atoms.lower(at), "of" | "is" | "was" | "has" | "reached" | "totaled" | "totals" | "currently" | "now" | "stands" | "at" | ":")
    });
    (linked && from > noun + 1).then(|| Unit { unit: "population".to_owned(), start: noun, end: start + 1 })
}

/// What a percentage is taken of.
fn share(atoms: &Atoms<'_>, start: usize, end: usize) -> Option<Unit> {
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
        return (!noun::is_time(&noun.head)).then(|| Unit::behind(start, noun));
    }
    if let Some(noun) = noun::counted(atoms, end, Grammar::Plural) {
        return (!matches!(noun.head.as_str(), "points")).then(|| Unit::behind(start, noun));
    }
    rate_before(atoms, start)
}

fn is_determiner(atoms: &Atoms<'_>, at: usize) -> bool {
    let word = atoms.lower(at);
    matches!(word, "the" | "its" | "all" | "their" | "his" | "her" | "our" | "a" | "an" | "total" | "those" | "these" | "this" | "such")
        || word.ends_with("’s")
        || word.ends_with("'s")
}

/// "a literacy rate of 92%", "Internet penetration rose from 3% to 9%": the noun stands before.
fn rate_before(atoms: &Atoms<'_>, start: usize) -> Option<Unit> {
    const TRENDS: &[&str] = &[
        "rose", "risen", "grew", "grown", "increased", "increase", "climbed", "jumped", "fell", "fallen", "dropped", "decreased",
        "declined", "went", "reached", "is", "was", "stands", "stood",
    ];
    let mut end = value::bound_before(atoms, start).map_or(start, |(_, from)| from);
    let word = atoms.before(end, 1);
    if word == "of" {
        end -= 1;
    } else {
        if word == "to" {
            // Back over "from 3%".
            let from = (2..=6).map_while(|back| end.checked_sub(back)).find(|at| atoms.lower(*at) == "from")?;
            end = from;
        } else if word == "at" {
            end -= 1;
        }
        let verb = end.checked_sub(1)?;
        if !TRENDS.contains(&atoms.lower(verb)) {
            return None;
        }
        end = verb;
        while matches!(atoms.before(end, 1), "has" | "have" | "had" | "been" | "was" | "were") {
            end -= 1;
        }
    }
    let mut first = end;
    while first > 0 && end - first < 4 && atoms.is_letters(first - 1) && !noun::is_boundary(atoms.lower(first - 1)) {
        first -= 1;
    }
    while first < end && noun::is_adjective(atoms.text(first), atoms.lower(first)) {
        first += 1;
    }
    if first == end || noun::is_time(atoms.lower(end - 1)) || atoms.lower(end - 1) == "total" {
        return None;
    }
    let words: Vec<&str> = (first..end)
        .filter(|at| *at + 1 == end || !noun::is_adjective(atoms.text(*at), atoms.lower(*at)))
        .map(|at| atoms.text(at))
        .collect();
    Some(Unit { unit: words.join(" "), start: first, end })
}

/// "1:16 computer to student ratio", "a student-computer ratio of 1:16".
fn ratio_unit(atoms: &Atoms<'_>, start: usize, end: usize) -> Option<Unit> {
    let pair = |first: usize| {
        let linked = matches!(atoms.lower(first + 1), "to" | "per") || atoms.is_dash(first + 1) || atoms.is_mark(first + 1, "/:");
        let nouns = atoms.is_letters(first) && atoms.is_letters(first + 2);
        let plain = !noun::is_boundary(atoms.lower(first)) && !noun::is_boundary(atoms.lower(first + 2));
        (linked && nouns && plain).then(|| format!("{} to {}", atoms.text(first), atoms.text(first + 2)))
    };
    if let Some(unit) = pair(end) {
        return Some(Unit { unit, start, end: end + 3 });
    }
    let ratio = (1..=8).map_while(|back| start.checked_sub(back)).find(|at| atoms.lower(*at) == "ratio")?;
    let first = ratio.checked_sub(3)?;
    pair(first).map(|unit| Unit { unit, start: first, end })
}

/// "under the age of 18", "aged 12", "children under 14".
fn is_age(atoms: &Atoms<'_>, start: usize) -> bool {
    (1..=3).any(|back| matches!(atoms.before(start, back), "age" | "aged" | "ages"))
}

/// Whether the clause speaks of what is meant to be.
fn is_goal(atoms: &Atoms<'_>, start: usize, end: usize) -> bool {
    const WISHES: &[&str] = &[
        "will", "would", "shall", "plans", "planned", "planning", "aims", "aim", "aimed", "aiming", "intends", "intended",
        "expected", "expects", "hopes", "goal", "goals", "target", "targets", "objective", "objectives", "seeks", "envisages", "envisaged", "envisions",
        "foresees", "scheduled", "projected",
    ];
    const BEFORE: usize = 40;
    const BEHIND: usize = 12;
    let wish = |at: usize| {
        WISHES.contains(&atoms.lower(at))
            || (atoms.lower(at) == "plan" && atoms.lower(at + 1) == "to")
            || (atoms.lower(at) == "to" && atoms.lower(at + 1) == "be" && atoms.before(at, 1) != "proved")
    };
    (1..=BEFORE)
        .map_while(|back| start.checked_sub(back))
        .take_while(|at| !atoms.is_mark(*at, ";") && !(atoms.is_mark(*at, ".") && atoms.is_capital(*at + 1)))
        .any(wish)
        || (end..end + BEHIND).take_while(|at| *at < atoms.len() && !atoms.is_mark(*at, ".;,")).any(wish)
}

/// The date of a result: "By February 2011, over 11,500 …".
fn dated(before: &[ValueMention]) -> Option<Date> {
    before.iter().rev().find_map(|value| match (&value.kind, value.lead) {
        (ValueKind::Period { start: None, end: Some(date) }, Some(Lead::By)) => Some(*date),
        (ValueKind::Date(date), Some(Lead::AsOf)) => Some(*date),
        _ => None,
    })
}
