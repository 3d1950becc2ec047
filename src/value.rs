//! Values a text prints: numbers, dates, periods, money, counted things.

// From the finest cut of the text to counted things.
pub(crate) mod atom;
pub(crate) mod bound;
pub mod date;
pub mod figure;
pub(crate) mod money;
pub(crate) mod noun;
pub(crate) mod number;
mod read;

use crate::span::Span;
use crate::value::atom::Atoms;
use std::fmt;

/// A value as a text prints it.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueMention {
    /// The words of the value, without those of its bound; a period's own prepositions are inside.
    pub span: Span,
    /// What it is.
    pub kind: ValueKind,
    /// How a number bounds the true one.
    pub bound: Option<Bound>,
    /// The preposition that leads a date or an open period.
    pub lead: Option<Lead>,
}

/// The kinds of printed values. Numbers are plain digits, their decimals kept as printed.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueKind {
    /// A number: `4521`, `33.8`.
    Number(String),
    /// A percentage, without its sign: `58.70`.
    Percent(String),
    /// A ratio: `1:16`.
    Ratio(String),
    /// "5th", "third".
    Ordinal(u32),
    /// A moment.
    Date(Date),
    /// A month, or a day of it, whose year the text gives elsewhere or nowhere: "in June".
    Yearless {
        /// The month, 1 to 12.
        month: u8,
        /// The day, 1 to 31.
        day: Option<u8>,
    },
    /// A stretch of time, open on one side after "since" or "until".
    Period {
        /// Its begin.
        start: Option<Date>,
        /// Its end.
        end: Option<Date>,
    },
    /// An amount of money.
    Money(Money),
}

/// The preposition before a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lead {
    /// "in", "on", "during", "at the end of".
    In,
    /// "since".
    Since,
    /// "from", "starting in".
    From,
    /// "until", "till", "through".
    Until,
    /// "by": the date of a result, or the term of a goal.
    By,
    /// "as of".
    AsOf,
    /// "before", "prior to": the date lies outside what is dated.
    Before,
    /// "after", "following": the date lies outside what is dated.
    After,
}

/// All values printed in `within`, in order, not overlapping; the longest reading wins:
/// money before number, period before date, date before number.
///
/// # Panics
///
/// If `within` is outside `text` or cuts a character.
#[must_use]
pub fn values(text: &str, within: Span) -> Vec<ValueMention> {
    let atoms = Atoms::new(text, within);
    let mut values: Vec<ValueMention> = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let read = read::opens(&atoms, at).then(|| read::read(&atoms, at));
        let Some(read) = read.flatten() else {
            at += 1;
            continue;
        };
        at = read.end;
        let Some(mention) = read.mention else {
            continue;
        };
        // An open period reaches back over words read before: "since the first half of 2010".
        while values
            .last()
            .is_some_and(|last| last.span.end() > mention.span.start())
        {
            values.pop();
        }
        values.push(mention);
    }
    values
}

/// A date as exact as the text gives it (ISO 8601: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day, 1 to 31; only with a month.
    pub day: Option<u8>,
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(formatter, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(formatter, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

/// How a printed number bounds the true one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// "over", "more than".
    Over,
    /// "up to", "no more than", "less than".
    UpTo,
    /// "at least", "a minimum of".
    AtLeast,
    /// "about", "nearly", "some".
    About,
}

/// A counted result, goal or size.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The number in plain digits, with `%` behind it or `a:b` where the text says so: `4521`, `50%`, `1:16`.
    pub number: String,
    /// The counted noun as printed, without adjectives: `schools`.
    pub unit: String,
    /// How the number bounds the true one.
    pub bound: Option<Bound>,
    /// Whether it is a goal or plan rather than a result.
    pub goal: bool,
    /// The date at which it held.
    pub as_of: Option<Date>,
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// ISO 4217 code.
    pub currency: String,
    /// The amount in plain digits, scale words multiplied out: `14380000`, `12.5`.
    pub amount: String,
}

/// The kind of a punishment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PenaltyKind {
    /// A sum to pay.
    Fine,
    /// Prison, deprivation of freedom, custody.
    Imprisonment,
    /// Public or community works.
    PublicWorks,
    /// Corrective works.
    CorrectiveWork,
    /// Restriction of freedom, probation, house arrest.
    RestrictionOfFreedom,
    /// Loss of the right to hold posts or do an activity.
    DeprivationOfRights,
    /// Anything else.
    Other,
}

impl PenaltyKind {
    /// The name that the annotation guide prints.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Imprisonment => "imprisonment",
            Self::PublicWorks => "public-works",
            Self::CorrectiveWork => "corrective-work",
            Self::RestrictionOfFreedom => "restriction-of-freedom",
            Self::DeprivationOfRights => "deprivation-of-rights",
            Self::Other => "other",
        }
    }
}

/// One kind and grade of punishment.
#[derive(Clone, Debug, PartialEq)]
pub struct Penalty {
    /// Its kind.
    pub kind: PenaltyKind,
    /// The least, in `unit`, plain digits; `None` where the text sets none.
    pub minimum: Option<String>,
    /// The most, in `unit`, plain digits; `None` where the text sets none.
    pub maximum: Option<String>,
    /// The unit, plural: `years`, `months`, `hours`, `financial-units`, or an ISO 4217 code.
    pub unit: String,
    /// The words under which this grade applies.
    pub condition: Option<Span>,
    /// Whether it is a heavier grade than the first.
    pub aggravated: bool,
}

/// The object of a fact that is no entity.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A date.
    Date(Date),
    /// A counted thing.
    Figure(Figure),
    /// Money.
    Money(Money),
    /// A punishment.
    Penalty(Penalty),
    /// An integer, such as an age.
    Integer(u32),
    /// Words as printed, such as an article's number.
    Text(String),
}

/// As the annotation guide prints the literal: `4521 schools`, `USD 14380000`, `imprisonment 4..8 years`.
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(formatter),
            Self::Figure(figure) => write!(formatter, "{} {}", figure.number, figure.unit),
            Self::Money(money) => write!(formatter, "{} {}", money.currency, money.amount),
            Self::Penalty(penalty) => {
                let side = |side: &Option<String>| side.clone().unwrap_or_default();
                write!(formatter, "{}", penalty.kind.name())?;
                if penalty.minimum.is_some() || penalty.maximum.is_some() {
                    write!(
                        formatter,
                        " {}..{} {}",
                        side(&penalty.minimum),
                        side(&penalty.maximum),
                        penalty.unit
                    )?;
                }
                Ok(())
            }
            Self::Integer(number) => number.fmt(formatter),
            Self::Text(text) => formatter.write_str(text),
        }
    }
}
