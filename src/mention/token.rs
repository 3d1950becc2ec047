//! Words and punctuation of a text, with their places.

use crate::span::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner hyphens, apostrophes, dots and digits: `e-school`, `U.S.`, `Côte`.
    Word,
    /// Starts with a digit: `4,521`, `2008`.
    Number,
    /// One mark of punctuation or symbol.
    Mark,
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its place.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Its text in lower case, a possessive `'s` cut off.
    pub norm: String,
    /// Whether its first letter is a capital.
    pub capital: bool,
}

/// The text in lower case.
impl AsRef<str> for Token {
    fn as_ref(&self) -> &str {
        &self.norm
    }
}

impl Token {
    /// Whether the token is the mark `mark`.
    #[must_use]
    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark && self.norm.chars().eq([mark])
    }
}

/// The tokens of `text[within]`, in order. A possessive `'s` or `’s` is a token of its own (norm `'s`);
/// ranges in `markup` (sorted) are passed over.
///
/// Typographic apostrophes and dashes are folded in `norm` (`’` to `'`; `–`, `—` and `‑` to `-`).
#[must_use]
pub fn tokens(text: &str, within: Span, markup: &[Span]) -> Vec<Token> {
    let mut out = Vec::with_capacity(within.len() / 5);
    let mut at = within.start();
    let mut masked = &markup[markup.partition_point(|span| span.end() <= within.start())..];
    while at < within.end() {
        if let [first, rest @ ..] = masked
            && first.start() <= at
        {
            at = at.max(first.end());
            masked = rest;
            continue;
        }
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        let limit = masked
            .first()
            .map_or(within.end(), |span| span.start().min(within.end()));
        if c.is_alphanumeric() {
            let end = word_end(text, at, limit);
            word(text, Span::new(at, end), &mut out);
            at = end;
        } else {
            let end = at + c.len_utf8();
            if c == '\n'
                && let Some(behind) = list_break(&text[at..within.end()])
            {
                let span = Span::new(at, at + behind);
                push_break(span, &mut out);
                at = span.end();
                continue;
            }
            if !c.is_whitespace() && !is_ignorable(c) {
                out.push(Token {
                    span: Span::new(at, end),
                    kind: TokenKind::Mark,
                    norm: fold_mark(c).to_string(),
                    capital: false,
                });
            }
            at = end;
        }
    }
    out
}

/// The words of `tokens` as `text` prints them: white space folded, markup between them left out.
#[must_use]
pub fn printed(text: &str, tokens: &[Token]) -> String {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return String::new();
    };
    let gap = |pair: &[Token]| &text[pair[0].span.end()..pair[1].span.start()];
    if tokens.windows(2).all(|pair| matches!(gap(pair), "" | " ")) {
        return first.span.join(last.span).of(text).to_owned();
    }
    let mut out = String::new();
    let mut before: Option<Span> = None;
    for token in tokens {
        let gap = before.map_or("", |before| &text[before.end()..token.span.start()]);
        if gap.contains(char::is_whitespace) {
            out.push(' ');
        }
        out.push_str(token.span.of(text));
        before = Some(token.span);
    }
    out
}

/// A word in lower case, its marks folded.
fn fold_word(word: &str) -> String {
    // Within a word all marks of ASCII stand for themselves.
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.chars()
        .filter(|c| !is_ignorable(*c))
        .map(fold_mark)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Where the item starts that a line break and a bullet open, in bytes from the break.
fn list_break(rest: &str) -> Option<usize> {
    let item = rest.trim_start();
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    let bullet = if (1..=2).contains(&digits) {
        item[digits..]
            .starts_with(['.', ')'])
            .then_some(digits + 1)?
    } else {
        let first = item.chars().next()?;
        matches!(
            first,
            '•' | '◦' | '▪' | '●' | '·' | '‣' | '■' | '\u{f0b7}' | '-' | '*' | '–'
        )
        .then_some(first.len_utf8())?
    };
    let spaced = item[bullet..].starts_with(char::is_whitespace);
    spaced.then_some(rest.len() - item.len() + bullet)
}

/// The break between two items reads as a semicolon, unless a mark or "and" stands before it.
fn push_break(span: Span, out: &mut Vec<Token>) {
    let marked = out
        .last()
        .is_some_and(|last| matches!(last.norm.as_str(), "," | ";" | ":" | "and" | "or" | "&"));
    if !marked {
        out.push(Token {
            span,
            kind: TokenKind::Mark,
            norm: ";".to_owned(),
            capital: false,
        });
    }
}

fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '®' | '™' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}'
    )
}

fn fold_mark(c: char) -> char {
    match c {
        '’' | '‘' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '–' | '—' | '‑' | '‒' | '−' => '-',
        other => other,
    }
}

/// Where the word that starts at `at` ends: inner hyphens, apostrophes, dots and commas of numbers belong to it.
fn word_end(text: &str, at: usize, limit: usize) -> usize {
    let rest = &text[at..limit];
    if let Some(length) = plain_word(rest.as_bytes()) {
        return at + length;
    }
    let mut chars = rest.char_indices().peekable();
    let mut end = at;
    let mut previous = ' ';
    while let Some((offset, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let inner = match c {
            _ if c.is_alphanumeric() || is_ignorable(c) => true,
            '-' | '‑' | '/' | '_' | '@' | '&' => {
                next.is_some_and(char::is_alphanumeric) && (c != '/' || !previous.is_lowercase())
            }
            '\'' | '’' => next.is_some_and(char::is_alphabetic),
            ',' => previous.is_ascii_digit() && next.is_some_and(|n| n.is_ascii_digit()),
            '.' => {
                next.is_some_and(char::is_alphanumeric)
                    && (!previous.is_lowercase() || next.is_some_and(char::is_lowercase))
                    || is_initialism(&rest[..offset])
            }
            // "Open School+"
            '+' => {
                previous.is_alphabetic() && next.is_none_or(|n| !n.is_alphanumeric() && n != '+')
            }
            _ => false,
        };
        if !inner {
            break;
        }
        previous = c;
        end = at + offset + c.len_utf8();
    }
    end
}

/// The length of the word that a text starts with, if it is of plain letters and digits and what stands behind
/// cannot belong to it, as with most words.
fn plain_word(text: &[u8]) -> Option<usize> {
    let length = text
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let ends = match text.get(length) {
        None => true,
        Some(b',' | b'.') => text
            .get(length + 1)
            .is_none_or(|next| next.is_ascii() && !next.is_ascii_alphanumeric()),
        Some(byte) => byte.is_ascii() && !b"-/_@&'".contains(byte),
    };
    (ends && length > 0).then_some(length)
}

/// `U.S` or `U`: single capitals with dots between, so that the dot behind belongs to the word.
fn is_initialism(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
        })
}

fn word(text: &str, span: Span, out: &mut Vec<Token>) {
    let whole = span.of(text);
    let possessive = ["'s", "’s"]
        .iter()
        .find(|end| whole.ends_with(**end) && whole.len() > end.len());
    let body = Span::new(
        span.start(),
        span.end() - possessive.map_or(0, |end| end.len()),
    );
    let first = whole.chars().next().unwrap_or(' ');
    let kind = if first.is_ascii_digit() {
        TokenKind::Number
    } else {
        TokenKind::Word
    };
    out.push(Token {
        span: body,
        kind,
        norm: fold_word(body.of(text)),
        capital: first.is_uppercase(),
    });
    if possessive.is_some() {
        out.push(Token {
            span: Span::new(body.end(), span.end()),
            kind: TokenKind::Mark,
            norm: "'s".to_owned(),
            capital: false,
        });
    }
}
