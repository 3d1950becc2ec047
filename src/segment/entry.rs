//! Dated entries in all their printed forms: "2006 - …", "March 2006: …", "(2006) …", "2006–2008 — …".

use super::{Block, BlockKind};
use crate::span::Span;
use crate::value::{Date, ValueKind, date, values};

/// So many characters an entry's date and its mark can take.
const HEAD: usize = 45;
/// So many characters a text of its own has at least.
const BODY: usize = 20;

/// A line that opens with its date.
pub(super) fn entry(text: &str, span: Span) -> Option<BlockKind> {
    let line = span.of(text);
    let (printed, after) = bracketed(line).or_else(|| marked(line))?;
    after.chars().nth(BODY - 1)?;
    let printed = Span::new(span.start(), span.start() + printed.len()).trim(text);
    if matches!(
        printed.of(text),
        "Ongoing" | "Present" | "Current" | "Continuing"
    ) {
        return Some(BlockKind::Entry {
            date: None,
            printed,
        });
    }
    opening(printed.of(text)).map(|date| BlockKind::Entry {
        date: Some(date),
        printed,
    })
}

/// A line that is a date and nothing else: the heading of an entry.
pub(super) fn heading(text: &str, span: Span) -> Option<Date> {
    opening(span.of(text).trim_end_matches([':', '.', '-', '–', ' ']))
}

/// "(2006) The ministry …", "[March 2006] …".
fn bracketed(line: &str) -> Option<(&str, &str)> {
    if !line.starts_with(['(', '[']) {
        return None;
    }
    let close = line.find([')', ']']).filter(|close| *close < HEAD)?;
    let (printed, after) = line.split_at(close + 1);
    Some((printed, after.trim_start_matches([':', '-', '–', '—', ' '])))
}

/// "2006 - The ministry …", "In March 2006: …", "2006. The ministry …", "2006 | …".
fn marked(line: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    for (at, c) in line.char_indices().take(HEAD) {
        let (before, behind) = (&line[..at], &line[at + c.len_utf8()..]);
        let spaced =
            before.ends_with(char::is_whitespace) || behind.starts_with(char::is_whitespace);
        let parts = match c {
            '-' | '–' | '—' | ':' => spaced,
            '|' | '\t' => true,
            // A full stop behind a bare year; "12. …" is an item.
            '.' => at == 4 && before.bytes().all(|byte| byte.is_ascii_digit()) && spaced,
            _ => false,
        };
        if parts && !is_range(before, c, behind) {
            end = at + c.len_utf8();
            break;
        }
    }
    let after = line[end..].trim_start_matches(['-', '–', '—', ':', '|', '\t', ' ', '\u{a0}']);
    (end > 0).then(|| {
        (
            line[..end].trim_end_matches(['-', '–', '—', ':', '.', '|', '\t', ' ']),
            after,
        )
    })
}

/// "2006 - 2008": the dash stands within a period.
fn is_range(before: &str, mark: char, behind: &str) -> bool {
    let first = behind.split_whitespace().next().unwrap_or_default();
    let first = first.trim_end_matches([',', ':', '-', '–', '—']);
    mark != ':'
        && mark != '|'
        && before.trim_end().ends_with(|c: char| c.is_ascii_digit())
        && (date::whole(first).is_some() || matches!(first, "present" | "now" | "today"))
}

/// The date of a printed entry head, the first of a period.
fn opening(printed: &str) -> Option<Date> {
    if !date::may_be_date(printed) {
        return None;
    }
    let inner = printed.trim_matches(['(', ')', '[', ']', ' ']);
    let inner = ["In ", "On ", "Since ", "From ", "Early ", "Late ", "Mid-"]
        .iter()
        .find_map(|lead| inner.strip_prefix(lead))
        .unwrap_or(inner);
    date::whole(inner).or_else(|| {
        let [value] = &values(inner, Span::new(0, inner.len()))[..] else {
            return None;
        };
        match value.kind {
            ValueKind::Period { start, .. } if value.span.len() == inner.len() => start,
            _ => None,
        }
    })
}

/// The date of an entry as later stages use it.
impl Block {
    /// The date that opens the entry, if the block is one and has one.
    #[must_use]
    pub fn entry_date(&self) -> Option<(Date, Span)> {
        match self.kind {
            BlockKind::Entry {
                date: Some(date),
                printed,
            } => Some((date, printed)),
            _ => None,
        }
    }
}
