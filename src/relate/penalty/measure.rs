//! How much of a punishment: a number or range with its unit.

use crate::mention::atom::Atoms;
use crate::mention::{money, number};

/// A number or range with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) least: Option<String>,
    pub(super) most: Option<String>,
    /// As the annotation guide prints it: plural, words joined by hyphens; or an ISO 4217 code.
    pub(super) unit: String,
    /// The first atom.
    pub(super) start: usize,
    /// The atom after the last one.
    pub(super) end: usize,
}

impl Measure {
    /// Whether it measures time.
    pub(super) fn is_time(&self) -> bool {
        TIMES.iter().any(|(_, plural)| *plural == self.unit)
    }
}

const TIMES: &[(&str, &str)] =
    &[("year", "years"), ("month", "months"), ("week", "weeks"), ("day", "days"), ("hour", "hours")];

/// Which side of a range the words before a number set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Least,
    Most,
}

/// The measure that starts at `at`, words of its bounds included.
pub(super) fn measure(atoms: &Atoms<'_>, at: usize) -> Option<Measure> {
    let (side, number_at) = sides(atoms, at);
    let between = (at..number_at).any(|at| atoms.lower(at) == "between");
    let first = amount(atoms, number_at)?;
    let first_unit = first.unit.clone().map(|unit| (unit, first.end)).or_else(|| unit(atoms, first.end));
    let after = first_unit.as_ref().map_or(first.end, |(_, end)| *end);
    if let Some((second_side, second, unit, end)) = second(atoms, after, between, first_unit.as_ref()) {
        if let Some(months) = whole_months(atoms, after, first_unit.as_ref(), &unit, second_side) {
            let (amount, unit) = years_and_months(&first.amount, &second.amount, &unit, months)?;
            return Some(build(side, amount, None, unit, at, end));
        }
        let swapped = side == Some(Side::Most) && second_side == Some(Side::Least);
        let (least, most) =
            if swapped { (second.amount, first.amount) } else { (first.amount, second.amount) };
        return Some(build(None, least, Some(most), unit, at, end));
    }
    let (unit, end) = first_unit?;
    Some(build(side, first.amount, None, unit, at, end))
}

/// The place after bounds and a unit that stand at `at` without any number: "up to years".
pub(super) fn missing(atoms: &Atoms<'_>, at: usize) -> Option<usize> {
    let (_, next) = sides(atoms, at);
    if next == at {
        return None;
    }
    unit(atoms, next).map(|(_, end)| end)
}

fn build(side: Option<Side>, first: String, second: Option<String>, unit: String, start: usize, end: usize) -> Measure {
    let (least, most) = match (second, side) {
        (Some(second), _) => (Some(first), Some(second)),
        (None, Some(Side::Most)) => (None, Some(first)),
        (None, Some(Side::Least)) => (Some(first), None),
        (None, None) => (Some(first.clone()), Some(first)),
    };
    Measure { least, most, unit, start, end }
}

/// The second half of a range at `at`: "to 1,000 units", "and not exceeding seven years".
fn second(
    atoms: &Atoms<'_>,
    at: usize,
    between: bool,
    first: Option<&(String, usize)>,
) -> Option<(Option<Side>, Amount, String, usize)> {
    let comma = usize::from(atoms.is_mark(at, ","));
    let link = at + comma;
    let next = match atoms.lower(link) {
        "to" | "and" | "but" | "or" => link + 1,
        _ if comma == 0 && atoms.is_dash(link) => link + 1,
        _ if comma == 1 => link,
        _ => return None,
    };
    let (side, number_at) = sides(atoms, next);
    let second = amount(atoms, number_at)?;
    let (unit, end) = second.unit.clone().map(|unit| (unit, second.end)).or_else(|| unit(atoms, second.end))?;
    let linked = match atoms.lower(link) {
        "to" => comma == 0,
        "and" => between || side.is_some() || (unit == "months" && first.is_some_and(|(unit, _)| unit == "years")),
        "but" => side.is_some(),
        _ if comma == 0 && atoms.is_dash(link) => true,
        _ => false,
    };
    (linked && first.is_none_or(|(first, _)| *first == unit || unit == "months")).then_some((side, second, unit, end))
}

/// Whether "4 years and 6 months" is one term; gives the months of a year.
fn whole_months(
    atoms: &Atoms<'_>,
    link: usize,
    first: Option<&(String, usize)>,
    unit: &str,
    side: Option<Side>,
) -> Option<u32> {
    (atoms.lower(link) == "and" && side.is_none() && unit == "months" && first.is_some_and(|(unit, _)| unit == "years"))
        .then_some(12)
}

fn years_and_months(years: &str, months: &str, unit: &str, in_year: u32) -> Option<(String, String)> {
    let (years, months): (u32, u32) = (years.parse().ok()?, months.parse().ok()?);
    if months * 2 == in_year {
        return Some((format!("{years}.5"), "years".to_owned()));
    }
    Some((years.checked_mul(in_year)?.checked_add(months)?.to_string(), unit.to_owned()))
}

/// The words before a number that set a side, and the place after them.
fn sides(atoms: &Atoms<'_>, at: usize) -> (Option<Side>, usize) {
    const MOST: &[&str] = &[
        "up to", "not more than", "no more than", "not exceeding", "not to exceed", "does not exceed", "a maximum of", "maximum of", "the maximum of",
        "less than", "at most", "no longer than", "not longer than", "which may extend to", "that may extend to",
        "which may extend up to", "extending to", "as much as", "not greater than", "not above",
    ];
    const LEAST: &[&str] = &[
        "at least", "not less than", "no less than", "a minimum of", "minimum of", "more than", "over", "exceeding",
        "which shall not be less than", "not under",
    ];
    const NEITHER: &[&str] = &["from", "between", "a term of", "a period of", "about"];
    let longest = |phrases: &[&str], at: usize| phrases.iter().filter_map(|phrase| atoms.after_phrase(at, phrase)).max();
    let (mut side, mut next) = (None, at);
    for _ in 0..3 {
        let (most, least) = (longest(MOST, next), longest(LEAST, next));
        let place = match (most, least) {
            (Some(most), least) if least.is_none_or(|least| least <= most) => {
                side = Some(Side::Most);
                most
            }
            (_, Some(least)) => {
                side = Some(Side::Least);
                least
            }
            _ => match longest(NEITHER, next) {
                Some(place) => place,
                None => break,
            },
        };
        next = place;
    }
    (side, next)
}

/// A number with the currency that leads it.
struct Amount {
    amount: String,
    unit: Option<String>,
    end: usize,
}

fn amount(atoms: &Atoms<'_>, at: usize) -> Option<Amount> {
    let mut amount = if let Some((money, end)) = money::led(atoms, at) {
        Amount { amount: money.amount, unit: Some(money.currency), end }
    } else if matches!(atoms.lower(at), "a" | "an") && unit(atoms, at + 1).is_some() {
        Amount { amount: "1".to_owned(), unit: None, end: at + 1 }
    } else {
        let (number, end) = number::measure(atoms, at)?;
        Amount { amount: number.trimmed().to_string(), unit: None, end }
    };
    // "five (5) years" says it twice.
    if atoms.is_mark(amount.end, "(") && atoms.is_mark(amount.end + 2, ")") {
        amount.end += 3;
    }
    Some(amount)
}

/// The unit at `at`, and the place after it.
fn unit(atoms: &Atoms<'_>, at: usize) -> Option<(String, usize)> {
    const LAST: &[&str] = &["amounts", "indexes", "indices", "salaries", "units", "wages"];
    const LONGEST: usize = 4;
    let at = at + usize::from(atoms.is_dash(at) && atoms.is_glued(at));
    let word = atoms.lower(at);
    let bare = word.trim_end_matches("’s").trim_end_matches("'s");
    if let Some((_, plural)) = TIMES.iter().find(|(singular, plural)| bare == *singular || bare == *plural) {
        let apostrophe = atoms.is_mark(at + 1, "’'") && atoms.is_glued(at + 1);
        return Some(((*plural).to_owned(), at + 1 + usize::from(apostrophe)));
    }
    if matches!(word, "calendar" | "full" | "working") {
        return unit(atoms, at + 1).filter(|(unit, _)| TIMES.iter().any(|(_, plural)| plural == unit));
    }
    if let Some((currency, end)) = money::currency_behind(atoms, at) {
        return Some((currency.to_owned(), end));
    }
    if let Some(end) = ["times the minimum wage", "times the minimum monthly wage", "minimum wage"]
        .iter()
        .find_map(|phrase| atoms.after_phrase(at, phrase))
    {
        return Some(("minimum-wages".to_owned(), end));
    }
    let last = (at..at + LONGEST)
        .take_while(|at| atoms.is_letters(*at) && !crate::mention::noun::is_boundary(atoms.lower(*at)))
        .find(|at| LAST.contains(&atoms.lower(*at)))?;
    let words: Vec<&str> = (at..=last).map(|at| atoms.lower(at)).collect();
    Some((words.join("-"), last + 1))
}
