//! Sentences of a block.

use super::{Block, BlockKind};
use crate::rules::Rules;
use crate::span::Span;
use crate::value::{ValueKind, values};

/// A sentence holds at most so many bytes; what is longer is no prose, and would cost more than its length.
const LONGEST: usize = 6_000;

/// So many bytes of a block are cut into sentences at a time.
const PIECE: usize = 16 * 1024;

/// A dateline takes at most so many bytes.
const DATELINE: usize = 90;

/// The sentences of a block, its bullet, entry date and article head left out.
pub(super) fn sentences(text: &str, block: &Block, rules: &Rules) -> Vec<Span> {
    match &block.kind {
        BlockKind::Heading
        | BlockKind::RecordHeading
        | BlockKind::PublicationTitle { .. }
        | BlockKind::Header
        | BlockKind::Statistic { .. } => vec![body(text, block)],
        BlockKind::Row { cells, .. } => {
            let filled = cells.iter().filter(|cell| !cell.is_empty());
            filled.copied().collect()
        }
        BlockKind::Listing { lead } => {
            let mut out = split(text, *lead, rules);
            if let Some(last) = out.last_mut() {
                *last = Span::new(last.start(), block.span.end());
            }
            out
        }
        BlockKind::Paragraph => match dateline(text, block.span) {
            Some(line) => {
                let mut out = vec![line];
                let rest = Span::new(line.end(), block.span.end());
                let marks: &[char] = &['-', '–', '—', ' ', '\n', '\u{a0}'];
                let opened = rest.of(text).trim_start_matches(marks).len();
                out.extend(split(
                    text,
                    Span::new(rest.end() - opened, rest.end()),
                    rules,
                ));
                out
            }
            None => split(text, block.span, rules),
        },
        _ => split(text, body(text, block), rules),
    }
}

/// Cuts running text into sentences.
fn split(text: &str, body: Span, rules: &Rules) -> Vec<Span> {
    if body.len() <= LONGEST && is_single(body.of(text)) {
        return vec![body];
    }
    let mut out: Vec<Span> = Vec::new();
    // The splitter seeks the end of each open quotation in all that follows: it is given a piece at a time.
    for piece in cut(text, body, PIECE, &[". "]) {
        for boundary in sentencex::get_sentence_boundaries("en", piece.of(text)) {
            let span = Span::new(
                piece.start() + boundary.start_byte,
                piece.start() + boundary.end_byte,
            )
            .trim(text);
            if span.is_empty() {
                continue;
            }
            match out.last_mut() {
                Some(last) if !ends_sentence(text, *last, span, rules) => *last = last.join(span),
                _ => out.push(span),
            }
        }
    }
    out.iter()
        .flat_map(|span| unglued(text, *span, rules))
        .flat_map(|span| cut(text, span, LONGEST, &["; ", ", "]))
        .collect()
}

/// Cuts what is longer than `longest` bytes behind the last of `marks`, the first of them that stands there, or at
/// least between words.
fn cut(text: &str, whole: Span, longest: usize, marks: &[&str]) -> Vec<Span> {
    let mut out = Vec::with_capacity(1);
    let mut rest = whole;
    while rest.len() > longest {
        let window = &text[rest.start()..text.floor_char_boundary(rest.start() + longest)];
        let length = marks
            .iter()
            .find_map(|mark| window.rfind(mark))
            .map(|mark| mark + 1)
            .or_else(|| window.rfind(char::is_whitespace))
            .filter(|length| *length > 0)
            .unwrap_or(window.len());
        let place = rest.start() + length;
        out.push(Span::new(rest.start(), place));
        rest = Span::new(place, rest.end()).trim(text);
    }
    out.push(rest);
    out
}

/// Mends what the splitter cuts too early: behind an initialism, an abbreviation or before a lower-case letter.
fn ends_sentence(text: &str, last: Span, next: Span, rules: &Rules) -> bool {
    let first = next.of(text).chars().next().unwrap_or(' ');
    let word = last
        .of(text)
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“'))
        .next()
        .unwrap_or_default();
    let Some(word) = word.strip_suffix('.') else {
        return !first.is_lowercase();
    };
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    let short = word.to_lowercase();
    let abbreviated = rules.in_set("abbreviation", &short)
        || first.is_ascii_digit() && rules.in_set("numbered-abbreviation", &short);
    !(first.is_lowercase() || initial || abbreviated)
}

/// Parts what the splitter leaves together: "… in 2006.The ministry …", "… schools.[2] Based …", "(i) Reach. The
/// program …".
fn unglued(text: &str, span: Span, rules: &Rules) -> Vec<Span> {
    let words = span.of(text);
    let mut out = Vec::new();
    let mut start = 0;
    for (at, _) in words.match_indices('.') {
        let Some(behind) = glued(words, at).or_else(|| missed(words, at, rules)) else {
            continue;
        };
        out.push(Span::new(span.start() + start, span.start() + behind).trim(text));
        start = behind;
    }
    out.push(Span::new(span.start() + start, span.end()).trim(text));
    out.retain(|part| !part.is_empty());
    out
}

/// Whether a text is one line without a mark that could end a sentence before its own end: nothing to split.
fn is_single(body: &str) -> bool {
    let inner = body.strip_suffix(['.', '!', '?']).unwrap_or(body);
    !inner.is_empty()
        && inner.chars().all(|c| match c {
            '.' | '!' | '?' | '\n' => false,
            '“' | '”' | '‘' | '’' | '–' | '—' => true,
            _ => c.is_ascii() || c.is_alphabetic(),
        })
}

/// Where the next sentence starts, if the full stop at `at` stands behind a plain word and before one that opens
/// sentences.
fn missed(words: &str, at: usize, rules: &Rules) -> Option<usize> {
    let behind = &words[at + 1..];
    if !behind.starts_with(char::is_whitespace) {
        return None;
    }
    let next = behind.split_whitespace().next()?;
    let opens = next.starts_with(char::is_uppercase)
        && rules.in_set("opener", &next.to_lowercase())
        || next.starts_with('(')
            && behind.trim_start()[1..].starts_with(|c: char| c.is_ascii_alphabetic());
    let last = words[..at].rsplit(char::is_whitespace).next()?;
    let plain = last.trim_start_matches(['(', '"', '“']);
    let ends = plain.chars().filter(|c| c.is_alphanumeric()).count() >= 3
        && !plain.contains('.')
        && !rules.in_set("abbreviation", &plain.to_lowercase())
        && !rules.in_set("numbered-abbreviation", &plain.to_lowercase())
        || plain.ends_with(['%', ')']);
    (opens && ends).then_some(at + 1)
}

/// Where the next sentence starts, if the full stop at `at` ends one without a space.
fn glued(words: &str, at: usize) -> Option<usize> {
    let mut before = words[..at].chars().rev();
    let last = before.next()?;
    let ends =
        last == ')' || before.next().is_some_and(char::is_alphanumeric) && last.is_alphanumeric();
    let behind = &words[at + 1..];
    // "[2] Based": a note stands between.
    let noted = behind.strip_prefix('[').and_then(|note| {
        let close = note.find(']').filter(|close| {
            (1..=3).contains(close) && note[..*close].bytes().all(|byte| byte.is_ascii_digit())
        })?;
        let rest = note[close + 1..].trim_start();
        rest.starts_with(char::is_uppercase)
            .then(|| words.len() - rest.len())
    });
    if noted.is_some() {
        return noted.filter(|_| ends);
    }
    let end = behind.find(char::is_whitespace)?;
    let word = &behind[..end];
    let opens = word.chars().next().is_some_and(char::is_uppercase)
        && word.chars().skip(1).all(|c| c.is_lowercase() || c == ',')
        && word.chars().count() >= 2;
    let previous = words[..at].rsplit(char::is_whitespace).next()?;
    // "info.Example", "A.Smith", "www.": a name of the net or of a person.
    let plain = previous.chars().all(|c| {
        c.is_alphanumeric() || matches!(c, ')' | '(' | '”' | '-' | '’' | '\'' | ',' | '%')
    }) && previous.chars().count() >= 3;
    (ends && opens && plain && (last.is_lowercase() || last.is_ascii_digit() || last == ')'))
        .then_some(at + 1)
}

/// "BAKU, 5 March –", "Iquitos, 14 May 2019 (Wire) –": where and when a report was filed.
fn dateline(text: &str, block: Span) -> Option<Span> {
    let line = block.of(text);
    let mut limit = line.len().min(DATELINE);
    while !line.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = &line[..limit];
    let at = [" – ", " — ", " -- ", " - "]
        .iter()
        .filter_map(|mark| head.find(mark))
        .min()?;
    let place = &head[..at];
    let words = place.split_whitespace();
    let dated = values(place, Span::new(0, place.len()))
        .iter()
        .any(|value| matches!(value.kind, ValueKind::Date(_) | ValueKind::Yearless { .. }));
    let plain = words
        .clone()
        .all(|word| !word.starts_with(char::is_lowercase) || word == "of" || word == "and");
    let city = place.split(',').next().unwrap_or_default();
    let capitals = city.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && city.chars().all(|c| !c.is_lowercase());
    let fits = plain
        && place.starts_with(|c: char| c.is_uppercase())
        && words.count() <= 12
        && (dated && (place.contains(',') || capitals) || capitals && place.contains(','));
    fits.then(|| Span::new(block.start(), block.start() + at).trim(text))
}

fn body(text: &str, block: &Block) -> Span {
    let start = match &block.kind {
        BlockKind::Entry { printed, .. } => {
            let rest = &text[printed.end()..block.span.end()];
            let marks: usize = rest
                .chars()
                .take_while(|c| {
                    c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '|' | ',' | ']')
                })
                .map(char::len_utf8)
                .sum();
            printed.end() + marks
        }
        BlockKind::Article {
            number, law, title, ..
        } => title.or(*law).unwrap_or(*number).end(),
        BlockKind::KeyValue { value, .. } => value.start(),
        _ => block.span.start(),
    };
    let body = Span::new(start, block.span.end());
    let marks: &[char] = match block.kind {
        BlockKind::Article { .. } => &['.', ' ', ')', ':', '-', '–', '—'],
        _ => &['.', ' ', ')'],
    };
    let rest = body.of(text).trim_start_matches(marks);
    Span::new(body.end() - rest.len(), body.end()).trim(text)
}
