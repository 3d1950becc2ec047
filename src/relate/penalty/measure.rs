//! How much of a punishment: a number or range with its unit.

use crate::value::atom::Atoms;
use crate::value::{money, number};

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

const TIMES: &[(&str, &str)] = &[
    ("year", "years"),
    ("month", "months"),
    ("week", "weeks"),
    ("day", "days"),
    ("hour", "hours"),
];

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
    let first_unit = first
        .unit
        .clone()
        .map(|unit| (unit, first.end))
        .or_else(|| unit(atoms, first.end));
    let after = first_unit.as_ref().map_or(first.end, |(_, end)| *end);
    if let Some((second_side, second, unit, end)) =
        second(atoms, after, between, first_unit.as_ref())
    {
        if let Some(months) = whole_months(atoms, after, first_unit.as_ref(), &unit, second_side) {
            let (amount, unit) = years_and_months(&first.amount, &second.amount, &unit, months)?;
            return Some(build(side, amount, unit, at, end));
        }
        let swapped = side == Some(Side::Most) && second_side == Some(Side::Least);
        let (least, most, unit) = alike(
            first.amount,
            first_unit.map(|(unit, _)| unit),
            second.amount,
            unit,
        );
        let (least, most) = if swapped {
            (most, least)
        } else {
            (least, most)
        };
        return Some(Measure {
            least,
            most,
            unit,
            start: at,
            end,
        });
    }
    let (unit, end) = first_unit?;
    Some(build(side, first.amount, unit, at, end))
}

/// The place after bounds and a unit that stand at `at` without any number: "up to years".
pub(super) fn missing(atoms: &Atoms<'_>, at: usize) -> Option<usize> {
    let (_, next) = sides(atoms, at);
    if next == at {
        return None;
    }
    unit(atoms, next).map(|(_, end)| end)
}

fn build(side: Option<Side>, amount: String, unit: String, start: usize, end: usize) -> Measure {
    let (least, most) = match side {
        Some(Side::Most) => (None, Some(amount)),
        Some(Side::Least) => (Some(amount), None),
        None => (Some(amount.clone()), Some(amount)),
    };
    Measure {
        least,
        most,
        unit,
        start,
        end,
    }
}

/// Both ends of a range in one unit: "six months to two years" becomes 6 to 24 months.
/// Where no exact factor leads from one to the other ("15 days to 3 months") only the most is kept.
fn alike(
    first: String,
    first_unit: Option<String>,
    second: String,
    unit: String,
) -> (Option<String>, Option<String>, String) {
    let Some(first_unit) = first_unit.filter(|first| *first != unit) else {
        return (Some(first), Some(second), unit);
    };
    let factor = match (first_unit.as_str(), unit.as_str()) {
        ("months", "years") => Some(12),
        ("days", "weeks") => Some(7),
        ("hours", "days") => Some(24),
        _ => None,
    };
    let product = factor.and_then(|factor| second.parse::<u32>().ok()?.checked_mul(factor));
    match product {
        Some(product) => (Some(first), Some(product.to_string()), first_unit),
        None => (None, Some(second), unit),
    }
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
        // Its words stand among those that set a side: "from two up to five years".
        "up" => link,
        "to" | "and" | "but" => link + 1,
        _ if comma == 0 && atoms.is_dash(link) => link + 1,
        _ if comma == 1 => link,
        _ => return None,
    };
    let (side, number_at) = sides(atoms, next);
    let second = amount(atoms, number_at)?;
    let (unit, end) = second
        .unit
        .clone()
        .map(|unit| (unit, second.end))
        .or_else(|| unit(atoms, second.end))?;
    let linked = match atoms.lower(link) {
        "to" => comma == 0,
        "and" => {
            between
                || side.is_some()
                || (unit == "months" && first.is_some_and(|(unit, _)| unit == "years"))
        }
        "but" | "up" => side.is_some(),
        _ if comma == 0 && atoms.is_dash(link) => true,
        _ => false,
    };
    let time = |unit: &str| TIMES.iter().any(|(_, plural)| *plural == unit);
    let alike = first.is_none_or(|(first, _)| *first == unit || (time(first) && time(&unit)));
    (linked && alike).then_some((side, second, unit, end))
}

/// Whether "4 years and 6 months" is one term; gives the months of a year.
fn whole_months(
    atoms: &Atoms<'_>,
    link: usize,
    first: Option<&(String, usize)>,
    unit: &str,
    side: Option<Side>,
) -> Option<u32> {
    (atoms.lower(link) == "and"
        && side.is_none()
        && unit == "months"
        && first.is_some_and(|(unit, _)| unit == "years"))
    .then_some(12)
}

fn years_and_months(
    years: &str,
    months: &str,
    unit: &str,
    in_year: u32,
) -> Option<(String, String)> {
    let (years, months): (u32, u32) = (years.parse().ok()?, months.parse().ok()?);
    if months * 2 == in_year {
        return Some((format!("{years}.5"), "years".to_owned()));
    }
    Some((
        years.checked_mul(in_year)?.checked_add(months)?.to_string(),
        unit.to_owned(),
    ))
}

/// The words before a number that set a side, and the place after them.
fn sides(atoms: &Atoms<'_>, at: usize) -> (Option<Side>, usize) {
    const MOST: &[&str] = &[
        "up to",
        "not more than",
        "no more than",
        "not exceeding",
        "not to exceed",
        "does not exceed",
        "a maximum of",
        "maximum of",
        "the maximum of",
        "less than",
        "at most",
        "no longer than",
        "not longer than",
        "which may extend to",
        "that may extend to",
        "which may extend up to",
        "extending to",
        "as much as",
        "not greater than",
        "not above",
        "may extend to",
        "which can extend to",
        "of up to",
        "until",
        "not to be more than",
        "shall not exceed",
        "may not exceed",
        "shall not be more than",
        "not be more than",
    ];
    const LEAST: &[&str] = &[
        "at least",
        "not less than",
        "no less than",
        "a minimum of",
        "minimum of",
        "more than",
        "over",
        "exceeding",
        "which shall not be less than",
        "not under",
        "shall not be less than",
        "not be less than",
        "not fewer than",
        "no fewer than",
    ];
    const NEITHER: &[&str] = &["from", "between", "a term of", "a period of", "about"];
    let longest = |phrases: &[&str], at: usize| {
        phrases
            .iter()
            .filter_map(|phrase| atoms.after_phrase(at, phrase))
            .max()
    };
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
        Amount {
            amount: money.amount,
            unit: Some(money.currency),
            end,
        }
    } else if matches!(atoms.lower(at), "a" | "an") && unit(atoms, at + 1).is_some() {
        Amount {
            amount: "1".to_owned(),
            unit: None,
            end: at + 1,
        }
    } else {
        let (number, end) = number::measure(atoms, at)?;
        Amount {
            amount: number.trimmed().to_string(),
            unit: None,
            end,
        }
    };
    // "five (5) years" says it twice.
    if atoms.is_mark(amount.end, "(") && atoms.is_mark(amount.end + 2, ")") {
        amount.end += 3;
    }
    Some(amount)
}

/// The unit at `at`, and the place after it.
fn unit(atoms: &Atoms<'_>, at: usize) -> Option<(String, usize)> {
    // Names of money that several countries share stand for themselves.
    const LAST: &[&str] = &[
        "amounts",
        "dinars",
        "dirhams",
        "francs",
        "indexes",
        "indices",
        "pesos",
        "rials",
        "riyals",
        "rupees",
        "salaries",
        "shillings",
        "units",
        "wages",
    ];
    const LONGEST: usize = 4;
    let at = at + usize::from(atoms.is_dash(at) && atoms.is_glued(at));
    let word = atoms.lower(at);
    let bare = word.trim_end_matches("’s").trim_end_matches("'s");
    if let Some((_, plural)) = TIMES
        .iter()
        .find(|(singular, plural)| bare == *singular || bare == *plural)
    {
        let apostrophe = atoms.is_mark(at + 1, "’'") && atoms.is_glued(at + 1);
        return Some(((*plural).to_owned(), at + 1 + usize::from(apostrophe)));
    }
    if matches!(word, "calendar" | "full" | "working") {
        return unit(atoms, at + 1)
            .filter(|(unit, _)| TIMES.iter().any(|(_, plural)| plural == unit));
    }
    if let Some((currency, end)) = money::currency_behind(atoms, at) {
        return Some((currency.to_owned(), end));
    }
    if let Some(end) = [
        "times the minimum wage",
        "times the minimum monthly wage",
        "minimum wage",
    ]
    .iter()
    .find_map(|phrase| atoms.after_phrase(at, phrase))
    {
        return Some(("minimum-wages".to_owned(), end));
    }
    let last = (at..at + LONGEST)
        .take_while(|at| {
            atoms.is_letters(*at) && !crate::value::noun::is_boundary(atoms.lower(*at))
        })
        .find(|at| LAST.contains(&atoms.lower(*at)))?;
    let words: Vec<&str> = (at..=last).map(|at| atoms.lower(at)).collect();
    Some((words.join("-"), last + 1))
}
