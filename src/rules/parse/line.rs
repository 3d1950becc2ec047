//! Lines of a rule file: statements, comments, and the small forms that many parts share.

use crate::rules::{Place, RuleError, Score};

/// One line with its place.
#[derive(Clone, Copy)]
pub(super) struct Line<'f> {
    pub(super) file: &'f str,
    /// From 1.
    pub(super) number: usize,
    /// The line without its comment.
    pub(super) text: &'f str,
}

impl<'f> Line<'f> {
    /// A fault at `part`, a slice of this line, else at its start.
    pub(super) fn fault(&self, part: &str, message: impl Into<String>) -> RuleError {
        let offset = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
        let (column, width) = match offset {
            Some(offset) if offset + part.len() <= self.text.len() => (
                self.text[..offset].chars().count() + 1,
                part.chars().count(),
            ),
            _ => (1, 1),
        };
        RuleError {
            file: self.file.to_owned(),
            line: self.number,
            column,
            width,
            text: self.text.to_owned(),
            message: message.into(),
            hint: None,
        }
    }

    /// Where the line stands.
    pub(super) fn place(&self) -> Place {
        Place {
            file: self.file.into(),
            line: self.number,
        }
    }

    /// The first word and the rest.
    pub(super) fn split(&self) -> (&'f str, &'f str) {
        let body = self.text.trim();
        body.split_once(char::is_whitespace)
            .map_or((body, ""), |(word, rest)| (word, rest.trim()))
    }

    /// `NAME = words…`, words going on over indented lines.
    pub(super) fn assignment(
        &self,
        rest: &'f str,
        parts: &[Self],
    ) -> Result<(&'f str, Vec<&'f str>), RuleError> {
        let (name, words) = rest.split_once('=').ok_or_else(|| {
            self.fault(rest, "expected `NAME = words`")
                .hint("such as `set support = support~ back~`")
        })?;
        let mut all: Vec<&str> = words.split_whitespace().collect();
        all.extend(parts.iter().flat_map(|line| line.text.split_whitespace()));
        Ok((name.trim(), all))
    }

    /// The text in straight quotes that `rest` opens with, and what stands behind it.
    pub(super) fn quoted<'r>(&self, rest: &'r str) -> Result<(&'r str, &'r str), RuleError> {
        let inner = rest.strip_prefix('"').ok_or_else(|| {
            self.fault(rest, "expected a text in straight quotes")
                .hint("such as `not \"Estonia did not launch the Book Portal.\"`")
        })?;
        let (text, behind) = inner.split_once('"').ok_or_else(|| {
            self.fault(rest, "the quote is not closed")
                .hint("a text stands on one line; write \\n for a line break in it")
        })?;
        Ok((text, behind.trim()))
    }

    /// A confidence from 0 to 1.
    pub(super) fn score(&self, text: &str) -> Result<Score, RuleError> {
        text.parse::<f64>()
            .ok()
            .filter(|score| (0.0..=1.0).contains(score))
            .map(|score| Score::new((score * 100.0).round() as u8))
            .ok_or_else(|| {
                self.fault(text, format!("`{text}` is no confidence"))
                    .hint("a number from 0 to 1")
            })
    }
}

/// What to do about a fault.
pub(super) trait Hint {
    /// Adds what to do next.
    fn hint(self, hint: impl Into<String>) -> Self;
}

impl Hint for RuleError {
    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The statements of a file: a line in the first column with the indented lines below it.
pub(super) fn statements<'f>(
    file: &'f str,
    text: &'f str,
) -> Result<Vec<Vec<Line<'f>>>, RuleError> {
    let mut out: Vec<Vec<Line<'f>>> = Vec::new();
    for (index, raw) in text.lines().enumerate() {
        let text = without_comment(raw);
        if text.trim().is_empty() {
            continue;
        }
        let line = Line {
            file,
            number: index + 1,
            text,
        };
        if !text.starts_with(char::is_whitespace) {
            out.push(vec![line]);
            continue;
        }
        let Some(statement) = out.last_mut() else {
            return Err(line
                .fault(text.trim(), "an indented line needs a statement above it")
                .hint("start statements such as `rule NAME` in the first column"));
        };
        statement.push(line);
    }
    Ok(out)
}

/// Cuts a comment: a `#` at the start of a line or behind white space, outside quotes.
fn without_comment(line: &str) -> &str {
    let mut quoted = false;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '#' if !quoted && before.is_whitespace() => return line[..at].trim_end(),
            _ => {}
        }
        before = c;
    }
    line.trim_end()
}
