//! Facts in the making: each is held against the ontology before it is kept.

use super::{Fact, Object};
use crate::rules::Score;
use crate::link::{EntityId, Linked};
use crate::mention::Knowledge;
use crate::mention::value::{Date, Value};
use crate::ontology::{ClassId, PropertyId};
use crate::span::Span;
use std::collections::HashMap;
use std::sync::Arc;

/// The facts of one document while they are found.
pub(super) struct Facts<'k> {
    pub(super) linked: Linked,
    pub(super) knowledge: Knowledge<'k>,
    list: Vec<Fact>,
    places: HashMap<(EntityId, PropertyId, String), usize>,
}

/// How a fact was found.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) rule: Arc<str>,
    pub(super) confidence: Score,
    pub(super) quote: Span,
}

impl Source {
    pub(super) fn new(rule: &str, hundredths: u8, quote: Span) -> Self {
        Self { rule: rule.into(), confidence: Score::new(hundredths), quote }
    }
}

impl<'k> Facts<'k> {
    pub(super) fn new(linked: Linked, knowledge: Knowledge<'k>) -> Self {
        Self { linked, knowledge, list: Vec::new(), places: HashMap::new() }
    }

    pub(super) fn property(&self, name: &str) -> PropertyId {
        self.knowledge.ontology.property(name).expect("the ontology declares the properties that the code names")
    }

    pub(super) fn is_a(&self, entity: EntityId, class: &str) -> bool {
        let tree = self.knowledge.ontology;
        self.linked.get(entity).class.is_some_and(|known| tree.class(class).is_some_and(|class| tree.is_a(known, class)))
    }

    /// Whether the entity is of one of `classes`, or of a class still open.
    pub(super) fn fits(&self, entity: EntityId, classes: &[ClassId]) -> bool {
        let tree = self.knowledge.ontology;
        classes.is_empty()
            || self.linked.get(entity).class.is_none_or(|known| classes.iter().any(|class| tree.is_a(known, *class)))
    }

    /// Gives an entity a class where its own form told none.
    pub(super) fn settle(&mut self, entity: EntityId, class: &str) {
        let class = self.knowledge.ontology.class(class);
        let candidate = &mut self.linked.candidates[entity.index()];
        candidate.class = candidate.class.or(class);
    }

    /// Adds that `subject` has `property` `object`, if the ontology allows it.
    pub(super) fn relation(&mut self, subject: EntityId, property: PropertyId, object: EntityId, source: &Source, time: (Option<Date>, Option<Date>)) -> bool {
        let tree = self.knowledge.ontology;
        let (Some(from), Some(to)) = (self.linked.get(subject).class, self.linked.get(object).class) else { return false };
        if subject == object || !tree.takes_subject(property, from) || !tree.takes_object(property, to) {
            return false;
        }
        self.push(subject, property, Object::Entity(object), format!("#{}", object.0), source, time);
        true
    }

    /// Adds that `subject` has the literal `value`.
    pub(super) fn literal(&mut self, subject: EntityId, property: PropertyId, value: Value, source: &Source) -> bool {
        let tree = self.knowledge.ontology;
        let Some(from) = self.linked.get(subject).class else { return false };
        if !tree.takes_subject(property, from) {
            return false;
        }
        let printed = value.to_string();
        self.push(subject, property, Object::Value(value), printed, source, (None, None));
        true
    }

    /// Whether something is already said.
    pub(super) fn has(&self, subject: EntityId, property: PropertyId) -> bool {
        self.list.iter().any(|fact| fact.subject == subject && fact.property == property)
    }

    fn push(&mut self, subject: EntityId, property: PropertyId, object: Object, key: String, source: &Source, time: (Option<Date>, Option<Date>)) {
        let fact = Fact {
            subject,
            property,
            object,
            quote: source.quote,
            rule: source.rule.clone(),
            confidence: source.confidence,
            valid_from: time.0,
            valid_to: time.1,
        };
        match self.places.entry((subject, property, key)) {
            std::collections::hash_map::Entry::Occupied(place) => {
                let known = &mut self.list[*place.get()];
                if fact.confidence > known.confidence {
                    *known = fact;
                }
            }
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(self.list.len());
                self.list.push(fact);
            }
        }
    }

    /// The facts and entities, renumbered.
    pub(super) fn finish(self, document: &crate::iri::DocumentId) -> super::Extraction {
        let mut used = vec![false; self.linked.candidates.len()];
        for fact in &self.list {
            used[fact.subject.index()] = true;
            if let Object::Entity(object) = &fact.object {
                used[object.index()] = true;
            }
        }
        let (entities, places) = crate::link::finish(&self.linked, &used, document, self.knowledge);
        let mut facts: Vec<Fact> = self
            .list
            .into_iter()
            .filter_map(|mut fact| {
                fact.subject = places[fact.subject.index()]?;
                if let Object::Entity(object) = &mut fact.object {
                    *object = places[object.index()]?;
                }
                Some(fact)
            })
            .collect();
        facts.sort_by(|a, b| {
            (a.quote, a.subject, a.property).cmp(&(b.quote, b.subject, b.property)).then_with(|| match (&a.object, &b.object) {
                (Object::Entity(a), Object::Entity(b)) => a.cmp(b),
                (Object::Entity(_), Object::Value(_)) => std::cmp::Ordering::Less,
                (Object::Value(_), Object::Entity(_)) => std::cmp::Ordering::Greater,
                (Object::Value(a), Object::Value(b)) => a.to_string().cmp(&b.to_string()),
            })
        });
        super::Extraction { entities, facts }
    }
}
