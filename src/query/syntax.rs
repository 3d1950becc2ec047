//! What is wrong with a text that is no SPARQL: the place the user typed, and a hint.

use super::lexer::{self, Kind, Token, Uneven, other_half, tokens};
use super::near::near;
use super::prefixes::Prefixes;
use crate::span::Span;
use std::fmt::Write;

/// Why a text is no SPARQL query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct SyntaxError {
    /// The line of the text, from 1.
    pub line: usize,
    /// The column in Unicode code points, from 1.
    pub column: usize,
    /// The faulty bytes of the text; empty at its end.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// Words that open a clause, for slips of the pen and for completion.
pub const KEYWORDS: &[&str] = &[
    "ASC",
    "ASK",
    "AVG",
    "BASE",
    "BIND",
    "BOUND",
    "BY",
    "COALESCE",
    "CONCAT",
    "CONSTRUCT",
    "CONTAINS",
    "COUNT",
    "DESC",
    "DESCRIBE",
    "DISTINCT",
    "EXISTS",
    "FILTER",
    "FROM",
    "GRAPH",
    "GROUP",
    "GROUP_CONCAT",
    "HAVING",
    "IF",
    "IN",
    "LANG",
    "LCASE",
    "LIMIT",
    "MAX",
    "MIN",
    "MINUS",
    "NAMED",
    "NOT",
    "OFFSET",
    "OPTIONAL",
    "ORDER",
    "PREFIX",
    "REDUCED",
    "REGEX",
    "REPLACE",
    "SAMPLE",
    "SELECT",
    "SEPARATOR",
    "STR",
    "STRENDS",
    "STRLEN",
    "STRSTARTS",
    "SUBSTR",
    "SUM",
    "UCASE",
    "UNDEF",
    "UNION",
    "VALUES",
    "WHERE",
    "YEAR",
];

const UPDATES: &[&str] = &[
    "insert", "delete", "load", "clear", "drop", "create", "copy", "move", "add",
];

impl SyntaxError {
    /// The fault that the parser's words (`error at LINE:COLUMN: expected …`) tell of.
    pub(super) fn of_parser(text: &str, words: &str, prefixes: &Prefixes) -> Self {
        let (offset, expected) = place(text, words);
        let fault = Fault::find(text, offset, expected, prefixes);
        let (line, column) = line_and_column(text, fault.span.start());
        Self {
            line,
            column,
            span: fault.span,
            message: fault.message,
            hint: fault.hint,
        }
    }

    /// The line with a caret under the fault, and the hint: what a terminal shows.
    /// `name` is the file or the origin of the text.
    #[must_use]
    pub fn excerpt(&self, text: &str, name: &str) -> String {
        let line = text.lines().nth(self.line - 1).unwrap_or("");
        let margin = " ".repeat(self.line.to_string().len());
        // Tabs are kept in the margin, so that the caret stands where the eye sees the fault.
        let before: String = line
            .chars()
            .take(self.column - 1)
            .map(|c| if c == '\t' { '\t' } else { ' ' })
            .collect();
        let shown = self.span.of(text).lines().next().unwrap_or("");
        let carets = "^".repeat(shown.chars().count().max(1));
        let mut out = format!(
            "{}\n{margin}--> {name}:{}:{}\n{margin} |\n{} | {line}\n{margin} | {before}{carets}",
            self.message, self.line, self.column, self.line
        );
        if let Some(hint) = &self.hint {
            let _ = write!(out, "\n{margin} = hint: {hint}");
        }
        out
    }
}

/// The byte and the expectation in the words of the parser.
fn place<'w>(text: &str, words: &'w str) -> (usize, &'w str) {
    let parsed = words.strip_prefix("error at ").and_then(|rest| {
        let (line, rest) = rest.split_once(':')?;
        let (column, rest) = rest.split_once(": expected ")?;
        Some((
            line.parse::<usize>().ok()?,
            column.parse::<usize>().ok()?,
            rest,
        ))
    });
    let Some((line, column, expected)) = parsed else {
        return (text.len(), words);
    };
    let start: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let offset: usize = text[start..]
        .chars()
        .take(column - 1)
        .map(char::len_utf8)
        .sum();
    (start + offset, expected)
}

fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (
        before.matches('\n').count() + 1,
        before[start..].chars().count() + 1,
    )
}

struct Fault {
    span: Span,
    message: String,
    hint: Option<String>,
}

impl Fault {
    /// Known slips first, each with a hint made for it; else what the parser expected.
    fn find(text: &str, offset: usize, expected: &str, prefixes: &Prefixes) -> Self {
        let all: Vec<_> = tokens(text)
            .into_iter()
            .filter(|token| token.kind != Kind::Comment)
            .collect();
        let word = |span: Span| span.of(text);
        let Some(last) = all.last() else {
            return Self::new(
                Span::new(text.len(), text.len()),
                "the query is empty",
                "try `SELECT * WHERE { ?s ?p ?o } LIMIT 10`, or a name that `tripolis queries` lists",
            );
        };
        let first = all[0];
        if UPDATES.contains(&word(first.span).to_ascii_lowercase().as_str()) {
            return Self::new(
                first.span,
                format!(
                    "`{}` would change the store, and queries only read",
                    word(first.span)
                ),
                "documents enter with `tripolis ingest` and leave with `tripolis remove`",
            );
        }
        let declared: Vec<&str> = all
            .windows(2)
            .filter(|pair| word(pair[0].span).eq_ignore_ascii_case("prefix"))
            .map(|pair| word(pair[1].span).trim_end_matches(':'))
            .collect();
        let undeclared = all
            .iter()
            .filter(|token| token.kind == Kind::Word)
            .find_map(|token| {
                let (prefix, _) = word(token.span).split_once(':')?;
                let known =
                    prefix == "_" || declared.contains(&prefix) || prefixes.get(prefix).is_some();
                (!known && !prefix.contains('@')).then_some((token.span, prefix))
            });
        if let Some((span, prefix)) = undeclared {
            let names: Vec<&str> = prefixes
                .iter()
                .map(|(name, _)| name)
                .chain(declared)
                .collect();
            let hint = match near(prefix, names.iter().copied(), 1).first() {
                Some(meant) => format!("did you mean `{meant}:`?"),
                None => format!(
                    "add `PREFIX {prefix}: <…>` at the top; known without it: {}",
                    names.join(", ")
                ),
            };
            return Self::new(span, format!("prefix `{prefix}:` is not declared"), hint);
        }
        match lexer::uneven(text) {
            Some(Uneven::Unclosed(quote @ ('"' | '\''), span)) => {
                return Self::new(
                    span,
                    "this string is never closed",
                    format!("end it with {quote}"),
                );
            }
            Some(Uneven::Unclosed(open, span)) => {
                return Self::new(
                    span,
                    format!("this `{open}` is never closed"),
                    format!("add a `{}`", other_half(open)),
                );
            }
            Some(Uneven::Unopened(close, span)) => {
                return Self::new(
                    span,
                    format!("this `{close}` closes nothing"),
                    "take it out, or open it before",
                );
            }
            None => {}
        }
        if let Some(path) = path_over_variable(&all, text) {
            let hint = "a property path holds no variables: name the thing in the middle, `?a ?p ?b . ?b pol:partOf ?c`";
            return Self::new(
                path,
                format!("`{}` makes a path of a variable", word(path)),
                hint,
            );
        }
        let at = all.iter().position(|token| token.span.end() > offset);
        let tried = tried_as_keyword(&all, offset, expected, text);
        let Some(place) = tried.or(at) else {
            let end = Span::new(last.span.end(), last.span.end());
            return Self::new(end, "the query ends too early", expectation(expected));
        };
        let at = all[place];
        let typed = word(at.span);
        if tried.is_none() {
            // Keywords that were tried and fit not may have drawn the parser past the fault.
            return Self::new(
                at.span,
                format!("the query goes wrong at `{typed}` or a little before"),
                "see that each triple ends in `.` or `;`, and that `(… AS ?name)` names each expression",
            );
        }
        let before = place
            .checked_sub(1)
            .map(|before| word(all[before].span).to_ascii_uppercase());
        let awaits_variable = matches!(
            before.as_deref(),
            Some("SELECT" | "DISTINCT" | "REDUCED" | "BY")
        );
        let hint = match near(typed, KEYWORDS.iter().copied(), 1).first() {
            _ if awaits_variable => format!("a variable is written `?{typed}`"),
            Some(meant) if !meant.eq_ignore_ascii_case(typed) => format!("did you mean `{meant}`?"),
            _ => expectation(expected),
        };
        Self::new(at.span, format!("`{typed}` is not expected here"), hint)
    }

    fn new(span: Span, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            hint: Some(hint.into()),
        }
    }
}

/// The parser reads as many characters as a keyword has and then compares: its place is behind the
/// word that did not fit. Gives the last bare word that stands one of these keywords before the place.
fn tried_as_keyword(all: &[Token], offset: usize, expected: &str, text: &str) -> Option<usize> {
    let lengths: Vec<usize> = expected
        .trim_start_matches("one of ")
        .split(", ")
        .filter(|item| item.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
        .map(str::len)
        .collect();
    let is_tried = |token: &Token| {
        let start = token.span.start();
        start < offset && lengths.contains(&text[start..offset].chars().count())
    };
    all.iter().rposition(|token| {
        token.kind == Kind::Word && !token.span.of(text).contains(':') && is_tried(token)
    })
}

/// `?p/pol:partOf`: the sign between them. A call as in `?n / xsd:decimal(?m)` is arithmetic.
fn path_over_variable(all: &[Token], text: &str) -> Option<Span> {
    let is_open = |token: Option<&Token>| token.is_some_and(|token| token.kind == Kind::Open('('));
    all.windows(3).enumerate().find_map(|(index, three)| {
        let is_path = three[0].kind == Kind::Variable
            && matches!(three[1].kind, Kind::Sign('/' | '|' | '^'))
            && three[2].kind == Kind::Word
            && three[2].span.of(text).contains(':');
        (is_path && !is_open(all.get(index + 3))).then_some(three[1].span)
    })
}

/// What the parser expected, in the reader's words; the names of grammar rules' character classes say nothing.
fn expectation(expected: &str) -> String {
    let list: Vec<&str> = expected
        .trim_start_matches("one of ")
        .split(", ")
        .map(|item| item.trim_matches('"'))
        .filter(|item| !item.starts_with('[') && !item.is_empty() && *item != "#")
        .collect();
    match list.len() {
        0 => "see `tripolis queries NAME` for a query that works".to_owned(),
        1..=12 => format!("here may stand: {}", list.join(" ")),
        _ => format!("here may stand: {} …", list[..12].join(" ")),
    }
}
