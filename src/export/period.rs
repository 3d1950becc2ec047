//! Stretches of time as documents give them: by the year, the month or the day.

use crate::value::Date;
use std::fmt;
use std::str::FromStr;

/// From a date to a date, either of which may be open or as vague as a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// When it begins.
    pub from: Option<Date>,
    /// When it ends, that date included.
    pub to: Option<Date>,
}

/// What is no period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no period; write 2005..2010, 2005-06.., ..2010-12-31 or 2007")]
pub struct PeriodError(String);

impl Period {
    /// Whether nothing is known of it.
    #[must_use]
    pub fn is_open(self) -> bool {
        self == Self::default()
    }

    /// The first day, `YYYY-MM-DD`.
    #[must_use]
    pub fn first_day(self) -> Option<String> {
        self.from.map(|date| first_day(date).to_string())
    }

    /// The last day, `YYYY-MM-DD`; none where documents let it end before it begins.
    #[must_use]
    pub fn last_day(self) -> Option<String> {
        let last = last_day(self.to?);
        let sound = self.from.is_none_or(|from| first_day(from) <= last);
        sound.then(|| last.to_string())
    }

    /// Whether both have a day in common, as far as is known: open ends reach any day.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let before = |end: Option<Date>, start: Option<Date>| match (end, start) {
            (Some(end), Some(start)) => last_day(end) < first_day(start),
            _ => false,
        };
        !before(self.to, other.from) && !before(other.to, self.from)
    }

    /// Widens it to hold what another source knows: the earliest beginning, the latest end.
    pub(super) fn widen(&mut self, other: Self) {
        self.from = [self.from, other.from]
            .into_iter()
            .flatten()
            .min_by_key(|date| first_day(*date));
        self.to = [self.to, other.to]
            .into_iter()
            .flatten()
            .max_by_key(|date| last_day(*date));
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let fault = || PeriodError(text.to_owned());
        let end = |part: &str| match part {
            "" => Ok(None),
            _ => date(part).map(Some).ok_or_else(fault),
        };
        match text.split_once("..") {
            Some(("", "")) => Err(fault()),
            Some((from, to)) => Ok(Self {
                from: end(from)?,
                to: end(to)?,
            }),
            None => {
                let date = date(text).ok_or_else(fault)?;
                Ok(Self {
                    from: Some(date),
                    to: Some(date),
                })
            }
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(from) = self.from {
            write!(formatter, "{from}")?;
        }
        formatter.write_str("..")?;
        if let Some(to) = self.to {
            write!(formatter, "{to}")?;
        }
        Ok(())
    }
}

/// A date as `xsd:gYear`, `xsd:gYearMonth` or `xsd:date` without a zone writes it.
pub(super) fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let mut number = |digits: usize| -> Option<Option<u16>> {
        match parts.next() {
            None => Some(None),
            Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
                part.parse().ok().map(Some)
            }
            Some(_) => None,
        }
    };
    let (year, month, day) = (number(4)??, number(2)?, number(2)?);
    if number(0)?.is_some() || month.is_some_and(|month| !(1..=12).contains(&month)) {
        return None;
    }
    let narrow = |part: Option<u16>| part.and_then(|part| u8::try_from(part).ok());
    let (month, day) = (narrow(month), narrow(day));
    let sound = match (month, day) {
        (Some(month), Some(day)) => (1..=days(year, month)).contains(&day),
        _ => true,
    };
    sound.then_some(Date { year, month, day })
}

fn first_day(date: Date) -> Date {
    Date {
        month: Some(date.month.unwrap_or(1)),
        day: Some(date.day.unwrap_or(1)),
        ..date
    }
}

fn last_day(date: Date) -> Date {
    let month = date.month.unwrap_or(12);
    Date {
        month: Some(month),
        day: Some(date.day.unwrap_or_else(|| days(date.year, month))),
        ..date
    }
}

/// How many days a month has.
fn days(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}
