//! Punishments that a law's text sets.

use crate::diag::Warned;
use crate::mention::value::Penalty;
use crate::span::Span;

/// A punishment as a text prints it.
#[derive(Clone, Debug, PartialEq)]
pub struct PenaltyMention {
    /// The words of its kind and measure.
    pub span: Span,
    /// What it is.
    pub penalty: Penalty,
}

/// The punishments set in `within`, the running text of one law article or a sentence.
#[must_use]
pub fn penalties(text: &str, within: Span) -> Warned<Vec<PenaltyMention>> {
    let _ = (text, within);
    Warned::default()
}
