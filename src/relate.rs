//! Stage 5, relate: what the text says of the entities, by the rules of `ontology/rules`.

pub mod age;
pub mod penalty;

mod clause;
mod count;
mod fact;
mod frame;
mod item;
mod law;
mod phrase;
mod record;
mod sequence;
mod speak;
mod topic;
pub mod trace;
mod when;

use crate::diag::Warned;
use crate::link::{Entity, EntityId, Linked};
use crate::mention::{Knowledge, Sentence};
use crate::ontology::PropertyId;
use crate::read::Document;
use crate::rules::Score;
use crate::segment::Segments;
use crate::span::Span;
use crate::value::{Date, Value};
use std::sync::Arc;

/// The readers that the code itself has: what the shape of a text or of a value says without a rule.
/// Rule files may say how sure each of them is.
pub const READERS: &[&str] = &[
    "age",
    "article-cited",
    "article-line",
    "author-line",
    "begins-or-ends",
    "budget",
    "clause-date",
    "component",
    "date-beside",
    "decree-of",
    "figure",
    "figure-goal",
    "participle-date",
    "penalty",
    "penalty-reported",
    "period",
    "period-in-name",
    "place-and-date",
    "publication-year",
    "record-field",
    "since",
    "statistic",
    "treaty-row",
];

/// All that one document says.
#[derive(Clone, Debug, Default)]
pub struct Extraction {
    /// What it names, in the order of first mention.
    pub entities: Vec<Entity>,
    /// What it says of them, in the order of the quotes; no two alike in subject, property and object.
    pub facts: Vec<Fact>,
    /// The country that the document is about.
    pub country: Option<EntityId>,
}

/// One thing that a document says.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Whom it is said of.
    pub subject: EntityId,
    /// What is said.
    pub property: PropertyId,
    /// The other side.
    pub object: Object,
    /// The words that say it: a range of the document's text.
    pub quote: Span,
    /// The rule that found it.
    pub rule: Arc<str>,
    /// How sure the rule is.
    pub confidence: Score,
    /// When the fact itself began to hold, where the text says so.
    pub valid_from: Option<Date>,
    /// When the fact itself ceased to hold, where the text says so.
    pub valid_to: Option<Date>,
}

/// The object of a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    /// Another entity of the document.
    Entity(EntityId),
    /// A value.
    Value(Value),
}

/// Finds the facts of a document.
///
/// Diagnostics name values that the text breaks off, such as a penalty without its number.
#[must_use]
pub fn relate(
    document: &Document,
    segments: &Segments,
    sentences: &[Sentence],
    linked: Linked,
    knowledge: Knowledge<'_>,
) -> Warned<Extraction> {
    let mut facts = fact::Facts::new(linked, knowledge);
    let mut diagnostics = Vec::new();
    record::records(document, segments, sentences, &mut facts, &mut diagnostics);
    speak::sentences(
        document,
        segments,
        sentences,
        &mut facts,
        &mut diagnostics,
        |_| (),
    );
    Warned {
        output: facts.finish(&document.id),
        diagnostics,
    }
}
