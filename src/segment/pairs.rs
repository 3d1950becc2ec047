//! Lines of keys and values: "Funder: A", "Project ID: P1 Country: X Status: Active", "Staff: 42; volunteers: 150",
//! "Approval Date 5-May-2010 Closing Date 4-May-2014".

use super::shape::is_statement;
use crate::rules::Rules;
use crate::span::Span;

/// A key has at most so many words.
const KEY_WORDS: usize = 7;

/// A key and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// The key without its colon.
    pub(super) key: Span,
    /// All behind it, up to the next key.
    pub(super) value: Span,
}

/// The pairs of a line in order, with what stands before the first; none unless the line opens with a
/// key or holds three that the rules know.
pub(super) fn pairs(text: &str, span: Span, rules: &Rules) -> (Span, Vec<Pair>) {
    let keys = keys(text, span, rules);
    let none = (Span::new(span.start(), span.start()), Vec::new());
    let Some(first) = keys.first().map(|key| key.start()) else {
        return none;
    };
    if first != span.start() && keys.len() < 2 {
        return none;
    }
    let mut out = Vec::with_capacity(keys.len());
    for (place, key) in keys.iter().enumerate() {
        let end = keys.get(place + 1).map_or(span.end(), |next| next.start());
        let body = &text[key.end()..end];
        let opened =
            body.trim_start_matches([':', ' ', '\t', '\n', '.', '-', '–', '—', '\u{a0}', '…']);
        let value = opened.trim_end_matches([' ', ';', '|', '\t', '•', '·', '\n', ',', '\u{a0}']);
        let start = end - opened.len();
        let last = place + 1 == keys.len();
        let value = if last {
            value
        } else {
            without_section(value, rules)
        };
        out.push(Pair {
            key: *key,
            value: Span::new(start, start + value.len()),
        });
    }
    (Span::new(span.start(), first).trim(text), out)
}

/// A value without the heading of a section that runs into it: "World Bank Key Dates".
fn without_section<'t>(value: &'t str, rules: &Rules) -> &'t str {
    let heading = |word: &&str| {
        word.starts_with(char::is_uppercase) && rules.in_set("heading-word", &word.to_lowercase())
    };
    let words = value.rsplit(' ').take_while(heading).count();
    if words < 2 {
        return value;
    }
    let (at, _) = value.rmatch_indices(' ').nth(words - 1).unwrap_or((0, ""));
    value[..at].trim_end()
}

/// The keys of a line: each ends with a colon and opens the line, follows a separator, or is one that the
/// rules know.
fn keys(text: &str, span: Span, rules: &Rules) -> Vec<Span> {
    /// What stands for the colon where cells of extracted tables lose it.
    const DATE: &str = " Date ";
    let line = span.of(text);
    let mut out: Vec<Span> = Vec::new();
    let mut floor = 0;
    let colons = line.match_indices(':').map(|(at, _)| (at, true));
    let mut ends: Vec<(usize, bool)> = colons.collect();
    if line.contains(DATE) {
        let dates = line.match_indices(DATE);
        ends.extend(dates.map(|(at, _)| (at + DATE.len() - 1, false)));
        ends.sort_unstable();
    }
    for (colon, printed) in ends {
        let behind = &line[colon + usize::from(printed)..];
        // "16:9", "http://"; a colon at the end waits for the lines below.
        let dated = || {
            behind
                .trim_start()
                .starts_with(|c: char| c.is_ascii_digit())
        };
        if colon < floor || !behind.starts_with(char::is_whitespace) || !printed && !dated() {
            continue;
        }
        let before = &line[floor..colon];
        let separator = before
            .rfind(['|', ';', '\t', '•', '·'])
            .map(|at| floor + at + before[at..].chars().next().map_or(1, char::len_utf8));
        let opens = floor == 0 && separator.is_none();
        let from = separator.unwrap_or(floor);
        let whole = Span::new(span.start() + from, span.start() + colon).trim(text);
        let known = known_suffix(text, whole, rules);
        let key = if printed
            && (opens || separator.is_some())
            && is_plain_key(whole.of(text), opens, rules)
        {
            // "Jane Roe Status: closed" does not open with its key.
            Some(known.filter(|_| !opens).unwrap_or(whole))
        } else {
            known
        };
        if let Some(key) = key {
            out.push(key);
            floor = colon + usize::from(printed);
        }
    }
    out
}

/// The longest end of `whole` that the rules know as a key and that opens with a capital.
fn known_suffix(text: &str, whole: Span, rules: &Rules) -> Option<Span> {
    let words = whole.of(text);
    let starts = words
        .char_indices()
        .filter(|(at, c)| {
            c.is_uppercase() && (*at == 0 || words[..*at].ends_with(char::is_whitespace))
        })
        .map(|(at, _)| at);
    // Only the last few words can be the key.
    let near = words
        .rmatch_indices(char::is_whitespace)
        .nth(KEY_WORDS - 1)
        .map_or(0, |(at, _)| at);
    let keys: Vec<Span> = starts
        .filter(|at| *at >= near)
        .map(|at| Span::new(whole.start() + at, whole.end()))
        .filter(|key| {
            let words = key.of(text);
            let even = words.matches('(').count() == words.matches(')').count();
            even && !words.contains(|c: char| c.is_ascii_digit() || matches!(c, '"' | '“' | '”'))
        })
        .collect();
    // "Roads Project Project Stage": words that only modify a key may belong to the value before it.
    let exact = keys.iter().position(|key| rules.is_exact_key(key.of(text)));
    let Some(exact) = exact else {
        return keys.into_iter().find(|key| rules.is_column(key.of(text)));
    };
    let mut first = exact;
    while let Some(before) = first.checked_sub(1)
        && rules.in_set(
            "key-adjective",
            &text[keys[before].start()..keys[first].start()]
                .trim()
                .to_lowercase(),
        )
    {
        first = before;
    }
    Some(keys[first])
}

/// What may stand before a colon as a key though no rule knows it: a few words.
fn is_plain_key(key: &str, opens: bool, rules: &Rules) -> bool {
    let words = key.split_whitespace().count();
    (1..=if opens { 5 } else { 3 }).contains(&words)
        && (opens || !is_statement(key, rules))
        && key.starts_with(char::is_alphabetic)
        && !key.contains(['.', '“', '"', ','])
}

/// A key and its value parted by a tab, dotted leaders or a dash: "Donor ..... UNICEF", "Donor – UNICEF".
pub(super) fn leader(text: &str, span: Span, rules: &Rules) -> Option<Pair> {
    let line = span.of(text);
    let (at, mark) = ["...", "…", "\t", " – ", " — ", " - "]
        .iter()
        .find_map(|mark| Some((line.find(mark)?, mark)))?;
    let key = Span::new(span.start(), span.start() + at).trim(text);
    let body = line[at + mark.len()..].trim_start_matches(['.', '…', ' ', '\t', '-', '–', '—']);
    let known = key.of(text).split_whitespace().count() <= KEY_WORDS
        && !rules.field(key.of(text)).is_empty();
    (known && !body.is_empty()).then(|| Pair {
        key,
        value: Span::new(span.end() - body.len(), span.end()),
    })
}
