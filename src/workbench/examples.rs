//! The examples that rules carry, run: each rule must find what it promises and leave the rest alone.

use crate::pipeline::Engine;
use crate::read::{Document, ReadError};
use crate::rules::Example;
use rayon::prelude::*;

/// An example that does not hold.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The example.
    pub example: Example,
    /// How many facts the rule gave; `None` if the text is no document.
    pub found: Option<usize>,
}

/// The examples that do not hold, in the order of the files.
#[must_use]
pub fn failures(engine: &Engine) -> Vec<Failure> {
    let examples = &engine.rules.examples;
    examples
        .par_iter()
        .filter_map(|example| failure(engine, example))
        .collect()
}

fn failure(engine: &Engine, example: &Example) -> Option<Failure> {
    let told = |found| {
        Some(Failure {
            example: example.clone(),
            found,
        })
    };
    let Ok(document) = document(&example.text) else {
        return told(None);
    };
    let facts = engine.extract(&document).output.facts;
    let own = facts.iter().filter(|fact| fact.rule == example.rule);
    let (found, expected) = match example.expected {
        Some((count, property)) => (own.filter(|fact| fact.property == property).count(), count),
        None => (own.count(), 0),
    };
    if found == expected {
        None
    } else {
        told(Some(found))
    }
}

/// A text as an analyst writes it, `\n` for a line break, as a document.
///
/// # Errors
///
/// If the text is no document.
pub fn document(text: &str) -> Result<Document, ReadError> {
    Document::read("text", "text", text.replace("\\n", "\n").as_bytes())
}
