//! What people write into a search: words, "phrases", `AND`, `OR`, `NOT`, `prefix*`, `fuzzy~`, `field:value`.
//!
//! Words side by side are all looked for. The language is small and its faults have a place, so it is read here
//! rather than by tantivy's parser, whose own fields and ranges mean nothing to our readers.

use crate::span::Span;
use std::fmt;

/// Deeper parentheses are a slip, or hostile.
const DEEPEST: usize = 32;
/// Longer searches, in bytes, are pasted texts.
const LONGEST: usize = 4096;

/// A search that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub(super) node: Node,
}

/// A part of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// One word.
    Word(String),
    /// Words one behind the other.
    Phrase(String),
    /// What begins so.
    Prefix(String),
    /// What is written so but for at most so many letters.
    Fuzzy(String, u8),
    /// What stands in a field, and the character at which that was written, from 1.
    Field(Field, String, Option<usize>),
    /// All of them.
    And(Vec<Self>),
    /// Any of them.
    Or(Vec<Self>),
    /// What is not so.
    Not(Box<Self>),
}

/// Fields by which a search is narrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The class of an entity, or of one that the passage has facts of; classes below it count.
    Class,
    /// The document, or a folder of documents.
    Document,
    /// The country that the passage or the entity has to do with.
    Country,
    /// The headings above the passage.
    Heading,
    /// Passages that name this year or a later one.
    After,
    /// Passages that name this year or an earlier one.
    Before,
}

impl Field {
    /// All fields with their names.
    const ALL: [(&'static str, Self); 6] = [
        ("class", Self::Class),
        ("document", Self::Document),
        ("country", Self::Country),
        ("heading", Self::Heading),
        ("after", Self::After),
        ("before", Self::Before),
    ];
}

/// What is wrong with a search, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionError {
    /// The character at which it is wrong, from 1; none where it is the whole.
    pub place: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl fmt::Display for QuestionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the search cannot be read")?;
        if let Some(place) = self.place {
            write!(formatter, ", character {place}")?;
        }
        write!(formatter, ": {}\n  hint: {}", self.message, self.hint)
    }
}

impl std::error::Error for QuestionError {}

impl Question {
    /// Reads a search.
    ///
    /// # Errors
    ///
    /// If a quotation mark or parenthesis is left open, an operator lacks what it joins, a field is unknown, or
    /// nothing is to be looked for.
    pub fn parse(text: &str) -> Result<Self, QuestionError> {
        if text.len() > LONGEST {
            return Err(QuestionError {
                place: None,
                message: format!("it is longer than {LONGEST} bytes"),
                hint: "take a few words or one phrase of it".to_owned(),
            });
        }
        let tokens = tokens(text)?;
        let mut parser = Parser {
            text,
            tokens: &tokens,
            next: 0,
        };
        let node = parser.any(0)?;
        if let Some((Token::Close, span)) = parser.peek() {
            return Err(parser.fault(
                span.start(),
                "this parenthesis closes nothing",
                "take it out, or put it into quotation marks",
            ));
        }
        match node {
            Some(node) => Ok(Self { node }),
            None => Err(QuestionError {
                place: None,
                message: "there is nothing to look for".to_owned(),
                hint: "write a word, as in `tripolis search \"distance learning\"`".to_owned(),
            }),
        }
    }

    /// The search narrowed by a field, as if `field:value` stood beside it.
    #[must_use]
    pub fn within(self, field: Field, value: &str) -> Self {
        let filter = Node::Field(field, value.to_owned(), None);
        let node = match self.node {
            Node::And(mut all) => {
                all.push(filter);
                Node::And(all)
            }
            other => Node::And(vec![other, filter]),
        };
        Self { node }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Leaf(Node),
}

struct Parser<'t> {
    text: &'t str,
    tokens: &'t [(Token, Span)],
    next: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<(&Token, Span)> {
        self.tokens
            .get(self.next)
            .map(|(token, span)| (token, *span))
    }

    fn fault(&self, at: usize, message: &str, hint: &str) -> QuestionError {
        fault(self.text, at, message, hint)
    }

    /// `all OR all …`; none where there is nothing.
    fn any(&mut self, depth: usize) -> Result<Option<Node>, QuestionError> {
        let mut branches = Vec::new();
        let mut or: Option<Span> = None;
        loop {
            match (self.all(depth)?, or) {
                (Some(node), _) => branches.push(node),
                (None, Some(span)) => return Err(self.lacks("OR", span, "behind")),
                (None, None) => {}
            }
            match self.peek() {
                Some((Token::Or, span)) if branches.is_empty() => {
                    return Err(self.lacks("OR", span, "before"));
                }
                Some((Token::Or, span)) => {
                    or = Some(span);
                    self.next += 1;
                }
                _ => break,
            }
        }
        Ok(join(branches, Node::Or))
    }

    /// `part AND part …`, where AND may be left out.
    fn all(&mut self, depth: usize) -> Result<Option<Node>, QuestionError> {
        let mut parts = Vec::new();
        let mut and: Option<Span> = None;
        loop {
            match self.peek() {
                Some((Token::And, span)) => {
                    if parts.is_empty() || and.is_some() {
                        return Err(self.lacks("AND", span, "before"));
                    }
                    and = Some(span);
                    self.next += 1;
                }
                None | Some((Token::Or | Token::Close, _)) => break,
                Some(_) => {
                    parts.extend(self.part(depth)?);
                    and = None;
                }
            }
        }
        match and {
            Some(span) => Err(self.lacks("AND", span, "behind")),
            None => Ok(join(parts, Node::And)),
        }
    }

    /// A word, a phrase, a group, or NOT before one of them.
    fn part(&mut self, depth: usize) -> Result<Option<Node>, QuestionError> {
        let Some((token, span)) = self.peek() else {
            return Ok(None);
        };
        let token = token.clone();
        self.next += 1;
        if depth > DEEPEST {
            let hint = "write it with fewer parentheses";
            return Err(self.fault(span.start(), "this is nested too deeply", hint));
        }
        match token {
            Token::Leaf(node) => Ok(Some(node)),
            Token::Not => {
                if matches!(
                    self.peek(),
                    None | Some((Token::And | Token::Or | Token::Close, _))
                ) {
                    return Err(self.lacks("NOT", span, "behind"));
                }
                Ok(self.part(depth + 1)?.map(|node| Node::Not(Box::new(node))))
            }
            Token::Open => {
                let inner = self.any(depth + 1)?;
                match self.peek() {
                    Some((Token::Close, _)) => self.next += 1,
                    _ => {
                        return Err(self.fault(
                            span.start(),
                            "this parenthesis is never closed",
                            "write ) behind what belongs together",
                        ));
                    }
                }
                Ok(inner)
            }
            Token::And | Token::Or | Token::Close => Ok(None),
        }
    }

    fn lacks(&self, operator: &str, span: Span, side: &str) -> QuestionError {
        self.fault(
            span.start(),
            &format!("{operator} has nothing {side} it"),
            "write a word there, or put the operator into quotation marks if you mean the word",
        )
    }
}

/// One part as it is, several as a group.
fn join(mut parts: Vec<Node>, group: fn(Vec<Node>) -> Node) -> Option<Node> {
    if parts.len() > 1 {
        return Some(group(parts));
    }
    parts.pop()
}

/// The character that stands at byte `at`, from 1.
fn place(text: &str, at: usize) -> usize {
    text[..at].chars().count() + 1
}

fn fault(text: &str, at: usize, message: &str, hint: &str) -> QuestionError {
    QuestionError {
        place: Some(place(text, at)),
        message: message.to_owned(),
        hint: hint.to_owned(),
    }
}

/// Quotation marks as keyboards and word processors make them.
const QUOTES: [char; 4] = ['"', '“', '”', '„'];

fn tokens(text: &str) -> Result<Vec<(Token, Span)>, QuestionError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        let token = match c {
            c if c.is_whitespace() => continue,
            '(' => Token::Open,
            ')' => Token::Close,
            '-' if text[at..]
                .starts_with(|c: char| c.is_alphanumeric() || c == '(' || QUOTES.contains(&c)) =>
            {
                Token::Not
            }
            c if QUOTES.contains(&c) => Token::Leaf(Node::Phrase(quoted(text, start, &mut at)?)),
            _ => {
                at = end_of_word(text, start);
                word(text, start, &mut at)?
            }
        };
        tokens.push((token, Span::new(start, at)));
    }
    Ok(tokens)
}

/// What stands up to the closing mark; `at` is behind the opening one, and goes behind the closing one.
fn quoted(text: &str, start: usize, at: &mut usize) -> Result<String, QuestionError> {
    let Some(length) = text[*at..].find(QUOTES) else {
        let hint = "write \" behind the last word of the phrase";
        return Err(fault(
            text,
            start,
            "this quotation mark is never closed",
            hint,
        ));
    };
    let inner = text[*at..*at + length].to_owned();
    *at += length
        + text[*at + length..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
    Ok(inner)
}

fn end_of_word(text: &str, start: usize) -> usize {
    text[start..]
        .find(|c: char| c.is_whitespace() || matches!(c, '(' | ')') || QUOTES.contains(&c))
        .map_or(text.len(), |length| start + length)
}

/// An operator, a field with its value, or a word with its mark; `at` is behind it.
fn word(text: &str, start: usize, at: &mut usize) -> Result<Token, QuestionError> {
    let written = &text[start..*at];
    match written {
        "AND" | "&&" => return Ok(Token::And),
        "OR" | "||" => return Ok(Token::Or),
        "NOT" => return Ok(Token::Not),
        _ => {}
    }
    if let Some((name, value)) = written.split_once(':')
        && !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphabetic())
        && !value.starts_with("//")
    {
        let field = field(text, start, name)?;
        let mut value = value.to_owned();
        if value.is_empty() && text[*at..].starts_with(QUOTES) {
            let open = *at;
            *at += text[open..].chars().next().map_or(0, char::len_utf8);
            value = quoted(text, open, at)?;
        }
        if value.trim().is_empty() {
            let message = format!("`{name}:` has no value");
            return Err(fault(
                text,
                start,
                &message,
                "write the value right behind the colon, in quotation marks if it has several words",
            ));
        }
        if matches!(field, Field::After | Field::Before) && year(&value).is_none() {
            let message = format!("`{value}` is no year");
            return Err(fault(
                text,
                start,
                &message,
                "write it in four digits, as in after:2010",
            ));
        }
        return Ok(Token::Leaf(Node::Field(
            field,
            value,
            Some(place(text, start)),
        )));
    }
    leaf(text, start, written).map(Token::Leaf)
}

fn leaf(text: &str, start: usize, written: &str) -> Result<Node, QuestionError> {
    if let Some(stem) = written.strip_suffix('*') {
        if stem.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
            let hint = "write two letters or more before the *";
            return Err(fault(text, start, "this would find every word", hint));
        }
        if !stem.contains('*') {
            return Ok(Node::Prefix(stem.to_owned()));
        }
    }
    if written.contains('*') {
        let hint = "write * at the end of a word only, as in educat*";
        return Err(fault(text, start, "a * stands inside this word", hint));
    }
    let fuzzy = [("~1", 1), ("~2", 2), ("~", 1)];
    for (mark, distance) in fuzzy {
        if let Some(word) = written.strip_suffix(mark) {
            if word.chars().filter(|c| c.is_alphanumeric()).count() < 3 {
                let hint = "write three letters or more before the ~";
                return Err(fault(text, start, "this would find too many words", hint));
            }
            return Ok(Node::Fuzzy(word.to_owned(), distance));
        }
    }
    Ok(Node::Word(written.to_owned()))
}

fn field(text: &str, start: usize, name: &str) -> Result<Field, QuestionError> {
    let known = Field::ALL
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    known.map(|(_, field)| *field).ok_or_else(|| {
        let all: Vec<String> = Field::ALL
            .iter()
            .map(|(name, _)| format!("{name}:"))
            .collect();
        let hint = format!(
            "there are {}; put a word that holds a colon into quotation marks",
            all.join(", ")
        );
        fault(text, start, &format!("there is no field `{name}`"), &hint)
    })
}

/// A year of four digits.
pub(super) fn year(text: &str) -> Option<u64> {
    (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}
