//! Counted things: a number and the noun it counts.

use crate::mention::value::{Figure, ValueMention};
use crate::span::Span;

/// A counted thing as a text prints it.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureMention {
    /// From the number to the noun.
    pub span: Span,
    /// What is counted.
    pub figure: Figure,
}

/// The counted things of `within`, a sentence, among its `values`.
#[must_use]
pub fn figures(text: &str, within: Span, values: &[ValueMention]) -> Vec<FigureMention> {
    let _ = (text, within, values);
    Vec::new()
}

/// The figure of a filled statistics line: a `label` such as "Facebook Users" and its printed `value`.
#[must_use]
pub fn statistic(label: &str, value: &str) -> Option<Figure> {
    let _ = (label, value);
    None
}
