//! What cannot be meant: rules that never fire or say nothing new, names that mislead, promises not kept.

mod classes;
mod names;
mod promises;
mod shadow;
mod words;

use crate::pipeline::Engine;
use crate::relate::READERS;
use crate::rules::Place;

/// Something that is wrong with rules or lexicon.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where it is declared; entries of the lexicon have no place.
    pub place: Option<Place>,
    /// A stable name for the kind of finding, such as `dead-word`.
    pub code: &'static str,
    /// The rule or the name.
    pub of: String,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// All that is wrong with the rules and the lexicon of an engine, rules in the order of their files.
#[must_use]
pub fn lint(engine: &Engine) -> Vec<Finding> {
    let mut out = Vec::new();
    words::check(&engine.rules, &mut out);
    classes::check(&engine.rules, &engine.ontology, &mut out);
    shadow::check(&engine.rules, &engine.ontology, &mut out);
    readers(engine, &mut out);
    promises::check(engine, &mut out);
    names::check(engine, &mut out);
    out.sort();
    out.dedup();
    out
}

/// Finds confidences of readers that there are not.
fn readers(engine: &Engine, out: &mut Vec<Finding>) {
    let unknown = engine.rules.readers.iter();
    let unknown = unknown.filter(|(name, _)| !READERS.contains(&name.as_str()));
    out.extend(unknown.map(|(name, reader)| {
        of_rule(
            name,
            &reader.place,
            "unknown-reader",
            "the code has no reader of this name".to_owned(),
            &format!("readers are {}", READERS.join(", ")),
        )
    }));
}

/// A finding about a rule.
fn of_rule(name: &str, place: &Place, code: &'static str, message: String, hint: &str) -> Finding {
    Finding {
        place: Some(place.clone()),
        code,
        of: name.to_owned(),
        message,
        hint: hint.to_owned(),
    }
}
