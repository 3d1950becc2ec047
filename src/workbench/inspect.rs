//! All that is found in a text: tokens, values, mentions with the entities they stand for, rules and their facts.

use crate::diag::Diagnostic;
use crate::link::EntityId;
use crate::mention::{Mention, Sentence};
use crate::pipeline::Engine;
use crate::read::Document;
use crate::relate::{Extraction, Fact, Object};
use crate::rules::Score;
use crate::span::Span;
use crate::{link, mention, relate, segment};
use std::collections::HashMap;
use std::sync::Arc;

/// All that is found in a text.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// The sentences with their tokens, values and mentions.
    pub sentences: Vec<Sentence>,
    /// Entities and facts.
    pub found: Extraction,
    /// What the text breaks off.
    pub diagnostics: Vec<Diagnostic>,
    /// Which entity is mentioned where.
    mentioned: HashMap<Span, EntityId>,
}

/// A rule that fired, with the words that it matched.
#[derive(Clone, Debug)]
pub struct Fired<'f> {
    /// The rule.
    pub rule: &'f Arc<str>,
    /// The words that it matched.
    pub quote: Span,
    /// How sure it is.
    pub confidence: Score,
    /// What it said.
    pub facts: Vec<&'f Fact>,
}

/// Finds all that there is in a document.
#[must_use]
pub fn inspect(engine: &Engine, document: &Document) -> Inspection {
    let knowledge = engine.knowledge();
    let segments = segment::segment(document, &engine.rules);
    let sentences = mention::mentions(document, &segments, knowledge);
    let linked = link::link(document, &segments, &sentences, knowledge);
    let found = relate::relate(document, &segments, &sentences, linked, knowledge);
    let entities = found.output.entities.iter().zip(0..);
    let mentioned = entities.flat_map(|(entity, place)| {
        let mentions = entity.mentions.iter();
        mentions.map(move |span| (*span, EntityId(place)))
    });
    Inspection {
        mentioned: mentioned.collect(),
        sentences,
        found: found.output,
        diagnostics: found.diagnostics,
    }
}

impl Inspection {
    /// The entity that a mention stands for, if one is left of it.
    #[must_use]
    pub fn entity(&self, mention: &Mention) -> Option<EntityId> {
        self.mentioned.get(&mention.span).copied()
    }

    /// The name to show of an entity.
    #[must_use]
    pub fn name(&self, entity: EntityId) -> &str {
        let labels = &self.found.entities[entity.0 as usize].labels;
        labels.first().map_or("", String::as_str)
    }

    /// A fact as subject, property and object, entities in brackets.
    #[must_use]
    pub fn words(&self, fact: &Fact, engine: &Engine) -> [String; 3] {
        let name = |entity| format!("[{}]", self.name(entity));
        [
            name(fact.subject),
            engine.ontology.property_info(fact.property).name.clone(),
            match &fact.object {
                Object::Entity(entity) => name(*entity),
                Object::Value(value) => value.to_string(),
            },
        ]
    }

    /// The rules that fired, in the order of the words that they matched.
    #[must_use]
    pub fn fired(&self) -> Vec<Fired<'_>> {
        let mut out: Vec<Fired<'_>> = Vec::new();
        for fact in &self.found.facts {
            let known = out
                .iter_mut()
                .find(|fired| *fired.rule == fact.rule && fired.quote == fact.quote);
            match known {
                Some(fired) => fired.facts.push(fact),
                None => out.push(Fired {
                    rule: &fact.rule,
                    quote: fact.quote,
                    confidence: fact.confidence,
                    facts: vec![fact],
                }),
            }
        }
        out
    }
}
