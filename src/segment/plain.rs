//! Lines of a text: what stands alone, what a hard wrap has torn, what is a bullet.

use crate::read::{Document, MarkedKind};
use crate::span::Span;

/// A logical line: a paragraph, heading or item with hard wraps mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The text of the line, trimmed, without its bullet.
    pub(super) span: Span,
    /// Whether a bullet or number stood before it.
    pub(super) item: bool,
    /// Whether the format itself says that it is a heading.
    pub(super) heading: Option<bool>,
    /// Blank lines stand before it.
    pub(super) apart: bool,
}

/// The logical lines of a document.
pub(super) fn lines(document: &Document) -> Vec<Line> {
    if document.blocks.is_empty() {
        return of_text(&document.text, Span::new(0, document.text.len()));
    }
    let mut out = Vec::new();
    for block in &document.blocks {
        let inner = match block.kind {
            MarkedKind::Heading(_) => {
                out.push(Line {
                    span: block.span.trim(&document.text),
                    item: false,
                    heading: Some(true),
                    apart: true,
                });
                continue;
            }
            MarkedKind::Item | MarkedKind::Cell => {
                vec![Line {
                    span: block.span.trim(&document.text),
                    item: true,
                    heading: Some(false),
                    apart: false,
                }]
            }
            MarkedKind::Paragraph => {
                let mut lines = of_text(&document.text, block.span);
                if let Some(first) = lines.first_mut() {
                    first.apart = true;
                }
                lines
            }
        };
        out.extend(inner);
    }
    out
}

fn of_text(text: &str, within: Span) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let mut at = within.start();
    let mut apart = true;
    for raw in within.of(text).split_inclusive('\n') {
        let span = Span::new(at, at + raw.len()).trim(text);
        at += raw.len();
        if span.is_empty() {
            apart = true;
            continue;
        }
        let (item, span) = without_bullet(text, span);
        if span.is_empty() {
            continue;
        }
        match out.last_mut() {
            Some(last) if !apart && !item && is_torn(last.span.of(text), span.of(text)) => {
                last.span = last.span.join(span);
            }
            _ => out.push(Line {
                span,
                item,
                heading: None,
                apart,
            }),
        }
        apart = false;
    }
    out
}

/// Whether a hard wrap parts the two lines: the first is long and ends inside a sentence.
fn is_torn(first: &str, second: &str) -> bool {
    if is_keyed(second) || is_keyed(first) {
        return false;
    }
    let last_line = first.rsplit('\n').next().unwrap_or(first).trim();
    let long = last_line.chars().count() >= 50;
    let open = !last_line.ends_with(['.', '!', '?', ':', ';']);
    let continues = second.chars().next().is_some_and(char::is_lowercase);
    (long && (open || continues))
        || (open && continues && last_line.chars().count() >= 25)
        || (long
            && first.chars().count() >= 60
            && last_line.chars().count() <= 100
            && !ends_paragraph(last_line, second))
}

/// "Budget: EUR 5 million": a line of a record.
fn is_keyed(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, value)| {
        key.split_whitespace().count() <= 4
            && key.starts_with(char::is_uppercase)
            && key.chars().all(|c| {
                c.is_alphabetic() || c.is_whitespace() || matches!(c, '-' | '/' | '(' | ')')
            })
            && value.starts_with(' ')
    })
}

fn ends_paragraph(last_line: &str, second: &str) -> bool {
    last_line.ends_with([':', ';'])
        || last_line.chars().count() > 100
        || second.chars().count() < 20
}

/// Cuts a bullet (`•`, `-`, `*`, `1.`, `(a)`) off a line.
fn without_bullet(text: &str, span: Span) -> (bool, Span) {
    let line = span.of(text);
    let mut chars = line.chars();
    let first = chars.next().unwrap_or(' ');
    let second = chars.next().unwrap_or(' ');
    if matches!(
        first,
        '•' | '◦' | '▪' | '●' | '·' | '‣' | '\u{f0b7}' | '-' | '*' | '–'
    ) && second.is_whitespace()
    {
        return (
            true,
            Span::new(span.start() + first.len_utf8(), span.end()).trim(text),
        );
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) {
        let rest = &line[digits..];
        if let Some(after) = rest.strip_prefix(['.', ')'])
            && after.starts_with(char::is_whitespace)
        {
            return (
                true,
                Span::new(span.start() + digits + 1, span.end()).trim(text),
            );
        }
    }
    (false, span)
}
