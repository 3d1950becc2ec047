//! What is wrong or worth saying about an input: data for the caller, never printed here.

use crate::span::Span;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing is missing.
    Note,
    /// Something was left out of the result.
    Warning,
    /// The input as a whole gives no result.
    Error,
}

/// One finding about an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable name such as `penalty-without-number`; never used again for something else.
    pub code: &'static str,
    /// What was found: lower case, no full stop.
    pub message: String,
    /// Where in the input, in bytes; `None` when it concerns the whole.
    pub span: Option<Span>,
    /// What the reader can do next.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// A diagnostic about the whole input, without a hint.
    #[must_use]
    pub fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            span: None,
            hints: Vec::new(),
        }
    }

    /// The same, at a place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The same, with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// A result together with what was found on the way to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Warned<T> {
    /// The result.
    pub output: T,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
}
