//! Which value stands at a place: the longest reading wins.

use super::bound::bound_before;
use super::{Bound, Date, Lead, ValueKind, ValueMention};
use crate::value::atom::{AtomKind, Atoms};
use crate::value::date::{self, Time, lead};
use crate::value::{money, noun, number};

/// What stands at a place: a value, or something that only looks like one.
pub(super) struct Read {
    pub(super) mention: Option<ValueMention>,
    pub(super) end: usize,
}

/// Whether a value can start at `at`; most words of a text are passed over by this alone.
pub(super) fn opens(atoms: &Atoms<'_>, at: usize) -> bool {
    match atoms.kind(at) {
        Some(AtomKind::Digits) => true,
        // A currency's sign.
        Some(AtomKind::Mark) => atoms.text(at) == "$" || !atoms.text(at).is_ascii(),
        // A currency's code or a month before digits, or a word of a number or date.
        Some(AtomKind::Letters) => {
            atoms.is_digits(at + 1)
                || atoms.is_digits(at + 2)
                || number::is_number_word(atoms.lower(at))
                || date::is_month(atoms.lower(at))
        }
        None => false,
    }
}

/// What stands at `at`, if a value or what looks like one [`opens`] there.
pub(super) fn read(atoms: &Atoms<'_>, at: usize) -> Option<Read> {
    let mention = |start, end, kind, bound, lead| {
        Some(Read {
            mention: Some(ValueMention {
                span: atoms.span(start, end),
                kind,
                bound,
                lead,
            }),
            end,
        })
    };
    let nothing = |end| Some(Read { mention: None, end });
    if let Some((money, end)) = money::led(atoms, at) {
        return mention(
            at,
            end,
            ValueKind::Money(money),
            bound_before(atoms, at).map(|(bound, _)| bound),
            None,
        );
    }
    if let Some((time, end)) = date::time(atoms, at) {
        let lead = lead::lead(atoms, at);
        let start = lead.map_or(at, |(_, start)| start);
        let lead = lead.map(|(lead, _)| lead);
        return match (time, lead) {
            // "May" alone may be a verb.
            (
                Time::Yearless(Date {
                    month: Some(month),
                    day,
                    ..
                }),
                _,
            ) if day.is_some() || lead.is_some() => {
                mention(at, end, ValueKind::Yearless { month, day }, None, lead)
            }
            (Time::Yearless(_), _) => nothing(end),
            (Time::Period(first, last), _) => {
                let kind = ValueKind::Period {
                    start: Some(first),
                    end: Some(last),
                };
                mention(at, end, kind, None, lead)
            }
            (Time::Moment(date), Some(Lead::Since | Lead::From)) => mention(
                start,
                end,
                ValueKind::Period {
                    start: Some(date),
                    end: None,
                },
                None,
                lead,
            ),
            (Time::Moment(date), Some(Lead::Until | Lead::By)) => mention(
                start,
                end,
                ValueKind::Period {
                    start: None,
                    end: Some(date),
                },
                None,
                lead,
            ),
            (Time::Moment(date), _) => mention(at, end, ValueKind::Date(date), None, lead),
        };
    }
    if let Some((ordinal, end)) = number::ordinal(atoms, at) {
        return mention(at, end, ValueKind::Ordinal(ordinal), None, None);
    }
    if atoms.is_digits(at) {
        if let Some(end) = number::telephone(atoms, at) {
            return nothing(end);
        }
        if number::is_label(atoms, at) {
            return nothing(label_end(atoms, at));
        }
        if let Some((ratio, end)) = ratio(atoms, at) {
            return mention(at, end, ValueKind::Ratio(ratio), None, None);
        }
    } else if number::is_label(atoms, at) {
        return None;
    }
    let Some((number, mut end)) = number::number(atoms, at) else {
        return if atoms.is_digits(at) {
            nothing(number::code_end(atoms, at))
        } else {
            None
        };
    };
    let mut bound = bound_before(atoms, at).map(|(bound, _)| bound);
    if let Some((currency, end)) = money::currency_behind(atoms, end) {
        return mention(
            at,
            end,
            ValueKind::Money(money::money(currency, number)),
            bound,
            None,
        );
    }
    if let Some(end) = percent_sign(atoms, end) {
        return mention(at, end, ValueKind::Percent(number.to_string()), bound, None);
    }
    if atoms.is_mark(end, "+") && atoms.is_glued(end) {
        bound = bound.or(Some(Bound::AtLeast));
        end += 1;
    }
    mention(at, end, ValueKind::Number(number.to_string()), bound, None)
}

/// The place after a percent sign or word.
fn percent_sign(atoms: &Atoms<'_>, at: usize) -> Option<usize> {
    if atoms.is_mark(at, "%") || atoms.lower(at) == "percent" {
        return Some(at + 1);
    }
    atoms.after_phrase(at, "per cent")
}

/// `1:16`, unless it is a time of day; "30 per 1,000".
fn ratio(atoms: &Atoms<'_>, at: usize) -> Option<(String, usize)> {
    let first = atoms.text(at);
    if (atoms.is_glued(at) && at > 0 && !atoms.is_mark(at - 1, "([")) || first.starts_with('0') {
        return None;
    }
    if atoms.is_mark(at + 1, ":") && atoms.is_glued(at + 1) && atoms.is_glued(at + 2) {
        let second = atoms.text(at + 2);
        if !atoms.is_digits(at + 2) || second.starts_with('0') || atoms.is_mark(at + 3, ":/") {
            return None;
        }
        let hour = first.len() == 2 && first <= "23"
            || atoms.before(at, 1) == "at"
            || matches!(atoms.lower(at + 3), "am" | "pm" | "a" | "p");
        let time = hour && second.len() == 2 && second < "60";
        return (!time).then(|| (format!("{first}:{second}"), at + 3));
    }
    let (number, next) = number::number(atoms, at)?;
    if atoms.lower(next) != "per" || !atoms.is_digits(next + 1) {
        return None;
    }
    let (base, end) = number::number(atoms, next + 1)?;
    Some((format!("{number}:{base}"), end))
}

/// The place after the number of a label and those that run on from it: "Articles 12 and 13", "grades 1 to 9".
fn label_end(atoms: &Atoms<'_>, at: usize) -> usize {
    let end = number::code_end(atoms, at);
    let runs_on = matches!(atoms.lower(end), "to" | "and" | "or") || atoms.is_dash(end);
    if runs_on && atoms.is_digits(end + 1) && !noun::is_counted(atoms, end + 2) {
        return number::code_end(atoms, end + 1);
    }
    end
}
