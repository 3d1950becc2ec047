//! From lines to blocks: entries, records, articles, key-value lines, headings.

use super::plain::Line;
use super::{Block, BlockKind};
use crate::span::Span;
use crate::value::Date;
use crate::value::date;

/// Gives each line its kind and ties blocks to the heading and the entry that govern them.
pub(super) fn blocks(text: &str, lines: &[Line]) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(lines.len());
    let (mut heading, mut entry) = (None, None);
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let next = lines.get(at + 1);
        let in_publications = out
            .iter()
            .rev()
            .take(3)
            .any(|block| matches!(block.kind, BlockKind::PublicationTitle { .. }));
        let (kind, taken) = kind(text, line, next, lines.get(at + 2), in_publications);
        let place = out.len();
        match kind {
            BlockKind::Heading => (heading, entry) = (Some(place), None),
            BlockKind::RecordHeading | BlockKind::PublicationTitle { .. } => {
                (heading, entry) = (Some(place), None)
            }
            BlockKind::Entry { .. } => (heading, entry) = (None, Some(place)),
            BlockKind::Statistic { .. } | BlockKind::Article { .. } => {
                (heading, entry) = (None, None)
            }
            BlockKind::Paragraph | BlockKind::Item | BlockKind::KeyValue { .. } => {}
        }
        let governing = heading.filter(|above| *above != place);
        out.push(Block {
            span: lines[at..at + taken]
                .iter()
                .fold(line.span, |all, line| all.join(line.span)),
            kind,
            sentences: Vec::new(),
            heading: governing,
            entry,
        });
        at += taken;
    }
    out
}

/// The kind of a line, seen with the two below it, and how many lines it takes.
fn kind(
    text: &str,
    line: &Line,
    next: Option<&Line>,
    third: Option<&Line>,
    in_publications: bool,
) -> (BlockKind, usize) {
    let words = line.span.of(text);
    if let Some(entry) = entry(text, line.span) {
        return (entry, 1);
    }
    if let Some(article) = article(text, line.span) {
        return (article, 1);
    }
    if line.heading == Some(true) {
        return match publication(text, line, next, third) {
            Some(found) => found,
            None if next
                .is_some_and(|next| next.heading.is_none() && is_prose(next.span.of(text)))
                && is_name(words) =>
            {
                (BlockKind::RecordHeading, 1)
            }
            None => (BlockKind::Heading, 1),
        };
    }
    if let Some(next) = next
        && !line.item
        && is_short(words)
        && is_value_line(next.span.of(text))
        && !words.ends_with(['.', ':'])
        && words.chars().any(char::is_alphabetic)
        && !is_value_line(words)
    {
        return (
            BlockKind::Statistic {
                label: line.span,
                value: next.span,
            },
            2,
        );
    }
    if !line.item
        && let Some(found) = publication(text, line, next, third)
    {
        return found;
    }
    if let Some((key, value)) = key_value(text, line.span) {
        return (BlockKind::KeyValue { key, value }, 1);
    }
    if !line.item {
        // Author above title, within a list of publications.
        if in_publications
            && is_author(words)
            && let Some(next) = next
            && publication(text, next, third, None).is_none()
            && (5..=25).contains(&next.span.of(text).split_whitespace().count())
            && is_heading(first_chars(next.span.of(text), 80))
            && !next.span.of(text).ends_with('.')
        {
            return (
                BlockKind::PublicationTitle {
                    title: next.span,
                    year: None,
                    author: Some(line.span),
                },
                2,
            );
        }
        if is_heading(words) && next.is_some() {
            let named = next.is_some_and(|next| {
                is_prose(next.span.of(text)) && !next.item && entry(text, next.span).is_none()
            });
            return (
                if named && is_name(words) {
                    BlockKind::RecordHeading
                } else {
                    BlockKind::Heading
                },
                1,
            );
        }
    }
    (
        if line.item {
            BlockKind::Item
        } else {
            BlockKind::Paragraph
        },
        1,
    )
}

/// "2006 - text", "March 2006 – text", "Ongoing - text".
fn entry(text: &str, span: Span) -> Option<BlockKind> {
    let line = span.of(text);
    let head = first_chars(line, 30);
    let dash = head.char_indices().find(|(at, c)| {
        matches!(c, '-' | '–' | '—' | ':')
            && (head[..*at].ends_with(char::is_whitespace)
                || head[at + c.len_utf8()..].starts_with(char::is_whitespace))
    })?;
    let before = head[..dash.0].trim_end();
    let after = line[dash.0 + dash.1.len_utf8()..].trim_start();
    if after.chars().nth(19).is_none()
        || after.starts_with(|c: char| c.is_ascii_digit())
            && dash.1 != ':'
            && date::whole(
                &after
                    .chars()
                    .take_while(char::is_ascii_digit)
                    .collect::<String>(),
            )
            .is_some()
    {
        return None;
    }
    let printed = Span::new(span.start(), span.start() + before.len());
    if matches!(before, "Ongoing" | "Present" | "Current") {
        return Some(BlockKind::Entry {
            date: None,
            printed,
        });
    }
    date::whole(before).map(|date| BlockKind::Entry {
        date: Some(date),
        printed,
    })
}

/// "Article 147, Criminal Code. Slander. …".
fn article(text: &str, span: Span) -> Option<BlockKind> {
    let line = span.of(text);
    let rest = ["Article ", "Art. ", "Section "]
        .iter()
        .find_map(|head| line.strip_prefix(head))?;
    let start = span.end() - rest.len();
    let comma = rest.find(',')?;
    let number = &rest[..comma];
    if number.len() > 12 || !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let law_start = start + comma + 1;
    let behind = &text[law_start..span.end()];
    let stop = behind
        .find(". ")
        .or_else(|| behind.ends_with('.').then(|| behind.len() - 1))?;
    let law = Span::new(law_start, law_start + stop).trim(text);
    if law.of(text).split_whitespace().count() > 14 {
        return None;
    }
    let after = Span::new(law_start + stop + 1, span.end()).trim(text);
    let title_end = after
        .of(text)
        .find(". ")
        .or_else(|| after.of(text).ends_with('.').then(|| after.len() - 1));
    let title = title_end
        .map(|end| Span::new(after.start(), after.start() + end).trim(text))
        .filter(|title| {
            is_title(title.of(text)) && title.of(text).split_whitespace().count() <= 25
        });
    Some(BlockKind::Article {
        number: Span::new(start, start + comma).trim(text),
        law,
        title,
    })
}

/// "Key: value" with a short key of words.
fn key_value(text: &str, span: Span) -> Option<(Span, Span)> {
    let line = span.of(text);
    let colon = line.find(':')?;
    let key = &line[..colon];
    let value = Span::new(span.start() + colon + 1, span.end()).trim(text);
    let good = count_words(key, 6) <= 5
        && key.starts_with(char::is_alphabetic)
        && !key.contains(['.', '“', '"'])
        && !value.is_empty()
        && line[colon + 1..].starts_with(char::is_whitespace);
    good.then(|| {
        (
            Span::new(span.start(), span.start() + key.trim_end().len()),
            value,
        )
    })
}

/// "Title (2012)" above an author line or a summary.
fn publication(
    text: &str,
    line: &Line,
    next: Option<&Line>,
    third: Option<&Line>,
) -> Option<(BlockKind, usize)> {
    let words = line.span.of(text);
    let (title, year) = match words
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
    {
        Some((title, inside)) if inside.len() == 4 => {
            let start = line.span.start() + title.len() + 1;
            let date = date::whole(inside)?;
            (
                Span::new(
                    line.span.start(),
                    line.span.start() + title.trim_end().len(),
                ),
                Some((date, Span::new(start, start + 4))),
            )
        }
        _ => return None,
    };
    if title.of(text).split_whitespace().count() < 2 {
        return None;
    }
    let author = next
        .filter(|next| is_author(next.span.of(text)) && third.is_some())
        .map(|next| next.span);
    let taken = 1 + usize::from(author.is_some());
    Some((
        BlockKind::PublicationTitle {
            title,
            year,
            author,
        },
        taken,
    ))
}

/// A line of names and nothing else: "Petra Jeney", "UNESCO, Freedom House".
fn is_author(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.len() <= 9
        && !line.ends_with(['.', ':', ';', ')'])
        && !line.starts_with("The ")
        && words.iter().all(|word| {
            word.chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || !c.is_alphabetic())
                || matches!(
                    word.trim_matches(','),
                    "and" | "of" | "the" | "for" | "in" | "de" | "on" | "von" | "van" | "al" | "et"
                )
        })
}

/// The number of words of a line, counted up to `most`: lines may be whole paragraphs.
fn count_words(line: &str, most: usize) -> usize {
    line.split_whitespace().take(most).count()
}

/// The first `count` characters of a line.
fn first_chars(line: &str, count: usize) -> &str {
    let end = line.char_indices().nth(count);
    end.map_or(line, |(end, _)| &line[..end])
}

fn is_short(line: &str) -> bool {
    count_words(line, 7) <= 6 && line.chars().nth(60).is_none()
}

fn is_value_line(line: &str) -> bool {
    line.len() <= 24
        && line.starts_with(|c: char| c.is_ascii_digit())
        && line.chars().all(|c| {
            c.is_ascii_digit() || matches!(c, ',' | '.' | '%' | ' ' | '\u{a0}' | '\u{202f}')
        })
}

/// Short, without the end of a sentence, and starting like a title.
fn is_heading(line: &str) -> bool {
    let count = count_words(line, 15);
    (1..=14).contains(&count)
        && !line.ends_with(['.', ';', ',', ':', '!', '?'])
        && line.starts_with(|c: char| {
            c.is_uppercase()
                || c.is_ascii_digit()
                || matches!(c, '“' | '"' | '‘')
                || line.chars().nth(1).is_some_and(char::is_uppercase)
        })
}

/// A heading that reads like a name: most of its longer words are capitalized.
fn is_name(line: &str) -> bool {
    let long: Vec<&str> = line
        .split_whitespace()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3)
        .collect();
    let capital = long
        .iter()
        .filter(|word| word.chars().any(char::is_uppercase))
        .count();
    !long.is_empty() && capital * 3 >= long.len() * 2
}

fn is_prose(line: &str) -> bool {
    let count = count_words(line, 25);
    count >= 7 && line.trim_end().ends_with(['.', '!', '?', '”', '"']) || count >= 25
}

fn is_title(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next().is_some_and(|first| {
        first.starts_with(|c: char| c.is_uppercase())
            && !matches!(
                first,
                "This" | "The" | "States" | "Defines" | "Imposes" | "It" | "Anyone"
            )
    }) && {
        let long: Vec<&str> = line
            .split_whitespace()
            .filter(|word| word.len() > 4)
            .collect();
        long.iter()
            .filter(|word| word.starts_with(|c: char| c.is_uppercase()))
            .count()
            * 2
            >= long.len()
    }
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
