//! Dates and periods. Only a printed year makes a date.

pub(crate) mod lead;

use crate::value::Date;
use crate::value::atom::{Atoms, Gap};
use crate::value::noun;
use crate::value::number;
use lead::skip_modifiers;

/// Marks that may be glued to the front of a date.
const OPENING: &str = "([\"“‘'«*•";

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A moment or a period at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    /// One date.
    Moment(Date),
    /// From a date to another.
    Period(Date, Date),
    /// A month or a day of it without a year; the year of the date is 0.
    Yearless(Date),
}

/// The date or period at `at`, and the place after it.
pub(crate) fn time(atoms: &Atoms<'_>, at: usize) -> Option<(Time, usize)> {
    if let Some((start, end, next)) = school_year(atoms, at) {
        return Some((Time::Period(year_only(start), year_only(end)), next));
    }
    if let Some((first, next)) = moment(atoms, at) {
        let second = connector(atoms, next, at).and_then(|second| moment(atoms, second));
        return Some(match second {
            Some((second, next)) if second > first => (Time::Period(first, second), next),
            _ => (Time::Moment(first), next),
        });
    }
    let (first, next) = yearless(atoms, at)?;
    // "12-14 May 2010", "May to July 2010", "28 February - 2 March 2012": the year stands behind the second.
    let second = connector(atoms, next, at).and_then(|second| {
        moment(atoms, second).or_else(|| {
            let (day, next) = day(atoms, second)?;
            let (year, next) = year_behind(atoms, next)?;
            Some((
                Date {
                    year,
                    month: first.month,
                    day: Some(day),
                },
                next,
            ))
        })
    });
    if let Some((second, next)) = second {
        let first = Date {
            year: second.year,
            month: first.month.or(second.month),
            day: first.day,
        };
        if first < second {
            return Some((Time::Period(first, second), next));
        }
    }
    // "11 March 11, 2011": the day in front is a name's or an error, the date behind it is whole.
    let whole = (at + 1..next).find(|at| moment(atoms, *at).is_some());
    let end = if atoms.is_digits(at) {
        whole.unwrap_or(next)
    } else {
        next
    };
    first.month.map(|_| (Time::Yearless(first), end))
}

/// One date with its year at `at`.
pub(crate) fn moment(atoms: &Atoms<'_>, at: usize) -> Option<(Date, usize)> {
    if let Some(found) = numeric(atoms, at) {
        return Some(found);
    }
    if let Some((date, next)) = yearless(atoms, at)
        && date.month.is_some()
    {
        let (year, next) = year_behind(atoms, next)?;
        return Some((Date { year, ..date }, next));
    }
    bare_year(atoms, at).map(|year| (year_only(year), at + 1))
}

/// `2010-05-12`, `12.05.2010`, `12/05/2010` (day first unless that cannot be), `21-Apr-2008`, `05/2010`.
fn numeric(atoms: &Atoms<'_>, at: usize) -> Option<(Date, usize)> {
    let joined = |mark: usize| {
        (atoms.is_mark(mark, "-‑./") && atoms.is_glued(mark) && atoms.is_glued(mark + 1))
            .then(|| atoms.text(mark))
    };
    let two = |at: usize| {
        (atoms.is_digits(at) && atoms.text(at).len() <= 2)
            .then(|| atoms.text(at).parse::<u8>().ok())
            .flatten()
    };
    if (atoms.is_glued(at) && at > 0 && !atoms.is_mark(at - 1, OPENING)) || !atoms.is_digits(at) {
        return None;
    }
    let mark = joined(at + 1)?;
    let long = joined(at + 3).filter(|second| *second == mark);
    let ends = |next: usize| {
        !(atoms.is_glued(next) && (atoms.is_letters(next) || atoms.is_digits(next)))
            && joined(next).is_none_or(|_| !atoms.is_digits(next + 1))
    };
    let date = |year, month, day| {
        let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
        fits.then_some((
            Date {
                year,
                month: Some(month),
                day: Some(day),
            },
            at + 5,
        ))
    };
    if let Some(year) = plausible_year(atoms, at) {
        let (month, day) = (two(at + 2)?, long.and_then(|_| two(at + 4)));
        return match day {
            Some(day) if mark != "/" || month <= 12 => date(year, month, day),
            // `2010-05` cannot be a period, `2010-12` is read as one.
            None if matches!(mark, "-" | "‑") && atoms.text(at + 2).len() == 2 && ends(at + 3) => {
                let month_only = (1..=12).contains(&month) && u16::from(month) <= year % 100;
                month_only.then_some((
                    Date {
                        year,
                        month: Some(month),
                        day: None,
                    },
                    at + 3,
                ))
            }
            _ => None,
        };
    }
    let first = two(at)?;
    if long.is_some() && ends(at + 5) {
        let year = plausible_year(atoms, at + 4)?;
        return match (month_name(atoms, at + 2), two(at + 2)) {
            (Some(month), _) => date(year, month, first),
            (None, Some(second)) if second > 12 => date(year, first, second),
            (None, Some(second)) => date(year, second, first),
            _ => None,
        };
    }
    let year = plausible_year(atoms, at + 2).filter(|_| mark != "-" && ends(at + 3))?;
    let month = atoms.text(at).len() == 2 && (1..=12).contains(&first);
    month.then_some((
        Date {
            year,
            month: Some(first),
            day: None,
        },
        at + 3,
    ))
}

/// A day, a month or both: "12 May", "the 2nd of May", "May 12", "May". The year of the result is 0.
fn yearless(atoms: &Atoms<'_>, at: usize) -> Option<(Date, usize)> {
    if let Some((month, next)) = month(atoms, at) {
        let bare = (
            Date {
                year: 0,
                month: Some(month),
                day: None,
            },
            next,
        );
        return Some(match day(atoms, next) {
            Some((day, next))
                if atoms.gap(bare.1) < Gap::Paragraph && !noun::is_counted(atoms, next) =>
            {
                (
                    Date {
                        day: Some(day),
                        ..bare.0
                    },
                    next,
                )
            }
            _ => bare,
        });
    }
    let (day, next) = day(atoms, at)?;
    let of = next + usize::from(atoms.lower(next) == "of");
    Some(match month(atoms, of) {
        Some((month, next)) => (
            Date {
                year: 0,
                month: Some(month),
                day: Some(day),
            },
            next,
        ),
        None => (
            Date {
                year: 0,
                month: None,
                day: Some(day),
            },
            next,
        ),
    })
}

/// A year behind a day or month: "May, 2010", "May of 2010", "May 2010".
fn year_behind(atoms: &Atoms<'_>, at: usize) -> Option<(u16, usize)> {
    let at = at
        + usize::from(
            atoms.is_mark(at, ",/")
                || atoms.lower(at) == "of"
                || (atoms.is_dash(at) && atoms.is_glued(at)),
        );
    let year = plausible_year(atoms, at)?;
    (atoms.gap(at) < Gap::Paragraph && !continues(atoms, at + 1)).then_some((year, at + 1))
}

fn day(atoms: &Atoms<'_>, at: usize) -> Option<(u8, usize)> {
    let digits = atoms.text(at);
    if !atoms.is_digits(at)
        || digits.len() > 2
        || (atoms.is_glued(at)
            && at > 0
            && !atoms.is_dash(at - 1)
            && !atoms.is_mark(at - 1, OPENING))
    {
        return None;
    }
    let day = digits.parse().ok().filter(|day| (1..=31).contains(day))?;
    let ordinal = number::ordinal(atoms, at).is_some();
    let next = at + 1 + usize::from(ordinal);
    (!continues(atoms, next)).then_some((day, next))
}

fn month(atoms: &Atoms<'_>, at: usize) -> Option<(u8, usize)> {
    let month = month_name(atoms, at)?;
    let short = atoms.text(at).len() <= 4 && atoms.is_mark(at + 1, ".") && atoms.is_glued(at + 1);
    Some((month, at + 1 + usize::from(short)))
}

fn month_name(atoms: &Atoms<'_>, at: usize) -> Option<u8> {
    if !atoms.is_capital(at) {
        return None;
    }
    let word = atoms.lower(at);
    let short = word.len() == 3 || word == "sept";
    let place = MONTHS
        .iter()
        .position(|month| *month == word || (short && month.starts_with(word)))?;
    u8::try_from(place + 1).ok()
}

/// Whether a word in lower case is the name of a month or starts with its first three letters.
pub(crate) fn is_month(word: &str) -> bool {
    word.get(..3)
        .is_some_and(|start| MONTHS.iter().any(|month| month.starts_with(start)))
}

/// `2012/13`, `2012/2013`, `2012–13`: two years running, or a short period.
fn school_year(atoms: &Atoms<'_>, at: usize) -> Option<(u16, u16, usize)> {
    let start = plausible_year(atoms, at)?;
    if (atoms.is_glued(at) && at > 0 && !atoms.is_mark(at - 1, OPENING)) || !atoms.is_digits(at + 2)
    {
        return None;
    }
    let slash = atoms.is_mark(at + 1, "/");
    if !(slash || atoms.is_dash(at + 1)) || !atoms.is_glued(at + 1) || !atoms.is_glued(at + 2) {
        return None;
    }
    // `2002/58/EC` is a law.
    if atoms.is_glued(at + 3)
        && (atoms.is_letters(at + 3)
            || atoms.is_mark(at + 3, "/")
            || (atoms.is_dash(at + 3) && atoms.is_digits(at + 4)))
    {
        return None;
    }
    let second = atoms.text(at + 2);
    let end = match second.len() {
        4 => plausible_year(atoms, at + 2)?,
        2 => {
            start - start % 100
                + second.parse::<u16>().ok()?
                + if start % 100 == 99 { 100 } else { 0 }
        }
        _ => return None,
    };
    let fits = if slash { end == start + 1 } else { end > start };
    fits.then_some((start, end, at + 3))
}

/// The place after a dash or word that leads from one date to the next.
fn connector(atoms: &Atoms<'_>, at: usize, first: usize) -> Option<usize> {
    let word = atoms.lower(at);
    let between = first > 0 && (1..=4).any(|back| atoms.before(first, back) == "between");
    let next = match word {
        "and" if between => at + 1,
        "to" | "till" | "until" | "through" => at + 1,
        _ if atoms.is_dash(at) => at + 1,
        _ => return None,
    };
    let next = if word == "up" { at + 2 } else { next };
    Some(skip_modifiers(atoms, next))
}

/// A year by itself, not the count of what follows.
fn bare_year(atoms: &Atoms<'_>, at: usize) -> Option<u16> {
    let year = plausible_year(atoms, at)?;
    if continues(atoms, at + 1) || number::is_label(atoms, at) {
        return None;
    }
    if atoms.is_glued(at) && at > 0 {
        let back = at - 1;
        let period = atoms.is_dash(back) || atoms.is_mark(back, "([\"“‘’'»«,;*•");
        // The digits of `+994-2010` or `№2010` are none.
        if !period {
            return None;
        }
    }
    const TEMPORAL: &[&str] = &[
        "in",
        "since",
        "until",
        "till",
        "during",
        "through",
        "before",
        "after",
        "year",
        "the",
        "mid",
        "early",
        "late",
        "end",
        "beginning",
        "summer",
        "spring",
        "autumn",
        "winter",
        "its",
        "their",
    ];
    let back = atoms.before(at, 1);
    let temporal = TEMPORAL.contains(&back)
        || (back == "of"
            && matches!(
                atoms.before(at, 2),
                "end"
                    | "beginning"
                    | "start"
                    | "middle"
                    | "half"
                    | "quarter"
                    | "summer"
                    | "spring"
                    | "autumn"
                    | "winter"
            ))
        || (back == "by" && atoms.before(at, 2).is_empty());
    (temporal || !noun::is_counted(atoms, at + 1)).then_some(year)
}

/// Four digits from 1900 to 2100.
fn plausible_year(atoms: &Atoms<'_>, at: usize) -> Option<u16> {
    if !atoms.is_digits(at) || atoms.text(at).len() != 4 {
        return None;
    }
    atoms
        .text(at)
        .parse()
        .ok()
        .filter(|year| (1900..=2100).contains(year))
}

/// Whether more of a number or word is glued behind the digits: `1990s`, `2010.5`, `2000%`.
fn continues(atoms: &Atoms<'_>, at: usize) -> bool {
    let joined =
        |at: usize| atoms.is_glued(at) && atoms.is_glued(at + 1) && atoms.is_digits(at + 1);
    (atoms.is_glued(at)
        && atoms.is_letters(at)
        && !matches!(atoms.lower(at), "st" | "nd" | "rd" | "th"))
        || (atoms.is_mark(at, "%"))
        || (atoms.is_mark(at, ".:/") && joined(at))
        || (atoms.is_mark(at, ",") && joined(at) && atoms.text(at + 1).len() == 3)
}

const fn year_only(year: u16) -> Date {
    Date {
        year,
        month: None,
        day: None,
    }
}

/// Whether `text` is short enough for a date or a period and has a digit: what keeps running text from being read
/// for one.
pub(crate) fn may_be_date(text: &str) -> bool {
    /// Longer than any date or period is printed.
    const LONGEST: usize = 120;
    text.len() <= LONGEST && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The date that is the whole of `text`, and nothing else: "2006", "March 2005", "24.06.1999".
#[must_use]
pub fn whole(text: &str) -> Option<Date> {
    use super::{ValueKind, values};
    let text = text.trim();
    if !may_be_date(text) {
        return None;
    }
    let [value] = &values(text, crate::span::Span::new(0, text.len()))[..] else {
        return None;
    };
    match value.kind {
        ValueKind::Date(date) if value.span.len() == text.len() => Some(date),
        _ => None,
    }
}
