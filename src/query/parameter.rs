//! Parameters in the BASIL form: the name of a variable tells the parameter's name and type.

use super::prefixes::Prefixes;
use oxrdf::vocab::xsd;
use oxrdf::{Literal, NamedNode, Term};
use std::fmt;

/// What values a parameter takes, and which term they become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `?_name`: words, a plain string.
    Text,
    /// `?_name_iri`: a CURIE or an IRI.
    Iri,
    /// `?_name_integer`.
    Integer,
    /// `?_name_decimal`, `?_name_number`.
    Decimal,
    /// `?_name_date`: `YYYY-MM-DD`.
    Date,
    /// `?_name_boolean`.
    Boolean,
    /// `?_name_en`, `?_name_en_us`: words in a language.
    Language(String),
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => formatter.write_str("text"),
            Self::Iri => formatter.write_str("iri"),
            Self::Integer => formatter.write_str("integer"),
            Self::Decimal => formatter.write_str("decimal"),
            Self::Date => formatter.write_str("date"),
            Self::Boolean => formatter.write_str("boolean"),
            Self::Language(tag) => write!(formatter, "text@{tag}"),
        }
    }
}

impl Kind {
    /// A value of this kind, for messages.
    #[must_use]
    pub fn example(&self) -> &'static str {
        match self {
            Self::Text | Self::Language(_) => "\"National PC Project\"",
            Self::Iri => "entity:microsoft",
            Self::Integer => "2010",
            Self::Decimal => "0.75",
            Self::Date => "2010-03-31",
            Self::Boolean => "true",
        }
    }

    /// The term for a value as the user typed it.
    fn term(&self, value: &str, prefixes: &Prefixes) -> Option<Term> {
        Some(match self {
            Self::Text => Literal::new_simple_literal(value).into(),
            Self::Language(tag) => Literal::new_language_tagged_literal(value, tag).ok()?.into(),
            Self::Iri => prefixes.expand(value)?.into(),
            Self::Integer => typed(value.parse::<i64>().ok()?.to_string(), xsd::INTEGER.into()),
            Self::Decimal if is_decimal(value) => typed(value.to_owned(), xsd::DECIMAL.into()),
            Self::Date if is_date(value) => typed(value.to_owned(), xsd::DATE.into()),
            Self::Boolean => typed(value.parse::<bool>().ok()?.to_string(), xsd::BOOLEAN.into()),
            Self::Decimal | Self::Date => return None,
        })
    }
}

fn typed(value: String, datatype: NamedNode) -> Term {
    Literal::new_typed_literal(value, datatype).into()
}

fn is_decimal(value: &str) -> bool {
    let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
    digits.chars().any(|c| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.matches('.').count() <= 1
}

fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let number = |part: &str, length: usize| {
        (part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// A parameter of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The variable that stands for it, without `?`.
    pub variable: String,
    /// The name that `--param` takes.
    pub name: String,
    /// What it takes.
    pub kind: Kind,
    /// `?__name`: where nothing is given, the variable stays a variable.
    pub optional: bool,
}

impl Parameter {
    /// The parameter that a variable (without `?`) stands for, if its name is of the BASIL form.
    #[must_use]
    pub fn of_variable(variable: &str) -> Option<Self> {
        let (optional, rest) = match variable.strip_prefix("__") {
            Some(rest) => (true, rest),
            None => (false, variable.strip_prefix('_')?),
        };
        let (name, kind) = split_kind(rest);
        if name.is_empty() || name.starts_with('_') {
            return None;
        }
        Some(Self { variable: variable.to_owned(), name: name.to_owned(), kind, optional })
    }

    /// The term for a value as the user typed it.
    ///
    /// # Errors
    ///
    /// [`ParameterError::Invalid`] when the value is not of the parameter's kind.
    pub fn term(&self, value: &str, prefixes: &Prefixes) -> Result<Term, ParameterError> {
        self.kind.term(value.trim(), prefixes).ok_or_else(|| ParameterError::Invalid {
            name: self.name.clone(),
            value: value.to_owned(),
            kind: self.kind.clone(),
        })
    }
}

fn split_kind(rest: &str) -> (&str, Kind) {
    let Some((name, last)) = rest.rsplit_once('_') else { return (rest, Kind::Text) };
    let is_code = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_lowercase());
    match last {
        "iri" => (name, Kind::Iri),
        "integer" => (name, Kind::Integer),
        "decimal" | "number" => (name, Kind::Decimal),
        "date" => (name, Kind::Date),
        "boolean" => (name, Kind::Boolean),
        "literal" => (name, Kind::Text),
        last if is_code(last) => match name.rsplit_once('_') {
            Some((name, language)) if is_code(language) => {
                (name, Kind::Language(format!("{language}-{}", last.to_ascii_uppercase())))
            }
            _ => (name, Kind::Language(last.to_owned())),
        },
        _ => (rest, Kind::Text),
    }
}

/// What is wrong with the parameters given to a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParameterError {
    /// A needed parameter is not given.
    #[error("parameter `{name}` ({kind}) is missing: give it as --param {name}={}", .kind.example())]
    Missing {
        /// Its name.
        name: String,
        /// Its kind.
        kind: Kind,
    },
    /// A parameter is given that the query does not have.
    #[error("the query has no parameter `{name}`{}", list_of(.known))]
    Unknown {
        /// The name given.
        name: String,
        /// The names that the query has.
        known: Vec<String>,
    },
    /// A value is not of the parameter's kind.
    #[error("`{value}` does not fit parameter `{name}`, which takes {}, such as --param {name}={}", describe(.kind), .kind.example())]
    Invalid {
        /// Its name.
        name: String,
        /// The value given.
        value: String,
        /// Its kind.
        kind: Kind,
    },
    /// `--param` was given something without `=`.
    #[error("`{0}` gives no value: write --param NAME=VALUE, such as --param program=\"National PC Project\"")]
    Malformed(String),
    /// A parameter is given twice.
    #[error("parameter `{0}` is given twice")]
    Twice(String),
}

fn list_of(names: &[String]) -> String {
    if names.is_empty() {
        "; it has none at all".to_owned()
    } else {
        format!("; it has {}", names.join(", "))
    }
}

fn describe(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Language(_) => "words",
        Kind::Iri => "an IRI or a CURIE of a known prefix",
        Kind::Integer => "a whole number",
        Kind::Decimal => "a decimal number",
        Kind::Date => "a date of the form YYYY-MM-DD",
        Kind::Boolean => "true or false",
    }
}

/// Splits `NAME=VALUE` as `--param` takes it.
///
/// # Errors
///
/// [`ParameterError::Malformed`] without `=` or without a name.
pub fn assignment(text: &str) -> Result<(String, String), ParameterError> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().trim_start_matches(['?', '_']).to_owned(), value.to_owned()))
        }
        _ => Err(ParameterError::Malformed(text.to_owned())),
    }
}
