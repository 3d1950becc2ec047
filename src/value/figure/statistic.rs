//! Filled lines of statistics: a label and a number.

use crate::span::Span;
use crate::value::{Figure, ValueKind, values};

/// The figure of a filled statistics line: a `label` such as "Facebook Users" and its printed `value`.
///
/// `None` where the label is no statistic or the value is not one number or percentage.
#[must_use]
pub fn statistic(label: &str, value: &str) -> Option<Figure> {
    const NO_COUNT: &[&str] = &[
        "address",
        "amount",
        "average",
        "budget",
        "code",
        "comments",
        "cost",
        "date",
        "downloads",
        "fax",
        "hits",
        "id",
        "likes",
        "no",
        "number",
        "page",
        "pages",
        "phone",
        "rating",
        "ref",
        "score",
        "shares",
        "tel",
        "telephone",
        "version",
        "views",
        "votes",
        "year",
        "years",
    ];
    let label: String = label
        .trim()
        .trim_end_matches([':', '-', '–', ' '])
        .chars()
        .map(|c| {
            if matches!(c, '‑' | '‐' | '–') {
                '-'
            } else {
                c
            }
        })
        .collect();
    // A sentence behind a key is none.
    if value.trim_end().ends_with(['.', ',', ';', ':', '!', '?']) {
        return None;
    }
    // "Internet users, percentage of population" names the unit first.
    let label = label.split([',', '(']).next()?.trim();
    let label = label
        .strip_prefix("Total ")
        .or_else(|| label.strip_prefix("total "))
        .unwrap_or(label);
    let words: Vec<&str> = label.split_whitespace().collect();
    let wordy = words.first()?.starts_with(char::is_alphabetic)
        && words.len() <= 5
        && !label.contains(['.', '!', '?']);
    if !wordy
        || words
            .iter()
            .any(|word| NO_COUNT.contains(&word.to_lowercase().as_str()))
    {
        return None;
    }
    let value = value.trim();
    // A year in brackets or a note may follow the number.
    let printed = value
        .split_once('(')
        .map_or(value, |(number, _)| number)
        .trim();
    let values = values(printed, Span::new(0, printed.len()));
    let [only] = values.as_slice() else {
        return None;
    };
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
    Some(Figure {
        number,
        unit,
        bound: only.bound,
        goal: false,
        as_of: None,
    })
}
