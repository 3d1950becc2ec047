//! The tokens of a SPARQL text, coarse but never failing: enough for hints, for the shell, and to see what is unclosed.

use crate::span::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A keyword, prefixed name, number or language tag.
    Word,
    /// `?name` or `$name`.
    Variable,
    /// `<…>`.
    Iri,
    /// A string in any of the four quotes.
    Text {
        /// Whether the closing quote is there.
        closed: bool,
    },
    /// `#` to the end of the line.
    Comment,
    /// `{`, `(` or `[`.
    Open(char),
    /// `}`, `)` or `]`.
    Close(char),
    /// Any other character.
    Sign(char),
}

/// A token and its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its bytes in the text.
    pub span: Span,
}

/// The tokens of `text`, white space left out.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (kind, length) = token(rest, first);
        out.push(Token { kind, span: Span::new(at, at + length) });
        at += length;
    }
    out
}

fn token(rest: &str, first: char) -> (Kind, usize) {
    match first {
        '#' => (Kind::Comment, rest.find('\n').unwrap_or(rest.len())),
        '"' | '\'' => quoted(rest, first),
        '<' => match iri_length(rest) {
            Some(length) => (Kind::Iri, length),
            None => (Kind::Sign('<'), 1),
        },
        '{' | '(' | '[' => (Kind::Open(first), 1),
        '}' | ')' | ']' => (Kind::Close(first), 1),
        '?' | '$' => match run(&rest[1..], |c| c.is_alphanumeric() || c == '_') {
            0 => (Kind::Sign(first), 1),
            length => (Kind::Variable, 1 + length),
        },
        _ => {
            let name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.' | '@' | '%' | '\\');
            match rest[..run(rest, name)].trim_end_matches('.').len() {
                0 => (Kind::Sign(first), first.len_utf8()),
                length => (Kind::Word, length),
            }
        }
    }
}

fn run(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}

/// `<` opens an IRI only when a `>` follows before anything that no IRI holds.
fn iri_length(rest: &str) -> Option<usize> {
    let end = 1 + rest[1..].find(|c: char| c == '>' || c.is_whitespace() || "<\"{}|^`".contains(c))?;
    rest[end..].starts_with('>').then_some(end + 1)
}

fn quoted(rest: &str, quote: char) -> (Kind, usize) {
    let triple: String = [quote; 3].iter().collect();
    let (mark, lines) = if rest.starts_with(&triple) { (triple, true) } else { (quote.into(), false) };
    let mut at = mark.len();
    while let Some(c) = rest[at..].chars().next() {
        if rest[at..].starts_with(&mark) {
            return (Kind::Text { closed: true }, at + mark.len());
        }
        if c == '\n' && !lines {
            break;
        }
        at += c.len_utf8();
        if c == '\\' {
            at += rest[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    (Kind::Text { closed: false }, at)
}

/// Where braces and quotes do not come out even.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uneven {
    /// The brace or quote at the span is never closed.
    Unclosed(char, Span),
    /// The brace at the span closes nothing, or another sort of brace.
    Unopened(char, Span),
}

/// The first brace or quote that has no other half; the innermost of those left open.
#[must_use]
pub fn uneven(text: &str) -> Option<Uneven> {
    let mut open: Vec<(char, Span)> = Vec::new();
    for token in tokens(text) {
        match token.kind {
            Kind::Text { closed: false } => {
                let quote = text[token.span.start()..].chars().next().unwrap_or('"');
                return Some(Uneven::Unclosed(quote, token.span));
            }
            Kind::Open(c) => open.push((c, token.span)),
            Kind::Close(c) => match open.pop() {
                Some((opened, _)) if other_half(opened) == c => {}
                _ => return Some(Uneven::Unopened(c, token.span)),
            },
            _ => {}
        }
    }
    open.pop().map(|(c, span)| Uneven::Unclosed(c, span))
}

/// The brace that closes `open`.
#[must_use]
pub fn other_half(open: char) -> char {
    match open {
        '{' => '}',
        '(' => ')',
        '[' => ']',
        other => other,
    }
}
