//! Ages that a country's law sets: of majority, of consent, of marriage.

use crate::span::Span;

/// An age as a text prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeMention {
    /// The words that say it.
    pub span: Span,
    /// The local name of the property: `ageOfMajority`, `ageOfConsent`, `ageOfMarriageWomen`, `ageOfMarriageMen`.
    pub property: &'static str,
    /// The age in years.
    pub age: u32,
}

/// The ages set in `sentence`.
#[must_use]
pub fn ages(text: &str, sentence: Span) -> Vec<AgeMention> {
    let _ = (text, sentence);
    Vec::new()
}
