//! Facts in the making: each is held against the ontology before it is kept.

use super::{Fact, Object};
use crate::link::{EntityId, Linked};
use crate::mention::Knowledge;
use crate::ontology::{ClassId, PropertyId};
use crate::rules::Score;
use crate::span::Span;
use crate::value::{Date, Value};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The facts of one document while they are found.
pub(super) struct Facts<'k> {
    pub(super) linked: Linked,
    pub(super) knowledge: Knowledge<'k>,
    list: Vec<Fact>,
    places: HashMap<(EntityId, PropertyId, String), usize>,
    /// Subjects with the properties of which they have a value.
    valued: HashSet<(EntityId, PropertyId)>,
    /// The first fact of each subject that says who adopted it, as a place in `list`.
    adopted: HashMap<EntityId, usize>,
    /// What a block is about by its shape alone.
    pub(super) themes: HashMap<usize, EntityId>,
}

/// How a fact was found.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) rule: Arc<str>,
    pub(super) confidence: Score,
    pub(super) quote: Span,
}

/// A side of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Whom it is said of.
    Subject,
    /// What is said of it.
    Object,
}

impl Source {
    /// That `rule` found a fact in `quote`, with a confidence in hundredths.
    pub(super) fn new(rule: &str, hundredths: u8, quote: Span) -> Self {
        Self {
            rule: rule.into(),
            confidence: Score::new(hundredths),
            quote,
        }
    }
}

impl<'k> Facts<'k> {
    /// None yet, of the entities of `linked`.
    pub(super) fn new(linked: Linked, knowledge: Knowledge<'k>) -> Self {
        Self {
            linked,
            knowledge,
            list: Vec::new(),
            places: HashMap::new(),
            valued: HashSet::new(),
            adopted: HashMap::new(),
            themes: HashMap::new(),
        }
    }

    /// The property called `name`, one that the code itself names.
    ///
    /// # Panics
    ///
    /// If the ontology declares none of that name.
    pub(super) fn property(&self, name: &str) -> PropertyId {
        self.knowledge
            .ontology
            .property(name)
            .expect("the engine checked that the ontology declares NAMED_PROPERTIES")
    }

    /// Whether the entity is of the class called `class` or narrower.
    pub(super) fn is_a(&self, entity: EntityId, class: &str) -> bool {
        self.linked
            .get(entity)
            .class
            .is_some_and(|known| self.knowledge.is_a(known, class))
    }

    /// Whether the entity is of one of `classes`, or of a class still open.
    pub(super) fn fits(&self, entity: EntityId, classes: &[ClassId]) -> bool {
        let tree = self.knowledge.ontology;
        classes.is_empty()
            || self
                .linked
                .get(entity)
                .class
                .is_none_or(|known| classes.iter().any(|class| tree.is_a(known, *class)))
    }

    /// Whether the entity may stand for one of `classes`; an open class may for a body or an initiative only.
    pub(super) fn may_fill(&self, entity: EntityId, classes: &[ClassId], theme: bool) -> bool {
        let tree = self.knowledge.ontology;
        let candidate = self.linked.get(entity);
        let names: &[&str] = if theme {
            &["Organization", "Initiative"]
        } else {
            &["Organization"]
        };
        let open = candidate.class.is_none()
            && names.iter().any(|name| {
                tree.class(name)
                    .is_some_and(|class| classes.contains(&class))
            });
        open || candidate.class.is_some() && self.fits(entity, classes)
    }

    /// Whether `subject` has some value of `property` already.
    pub(super) fn has(&self, subject: EntityId, property: PropertyId) -> bool {
        self.valued.contains(&(subject, property))
    }

    /// Who issued a decree that acts in a sentence: "by the Order of the President".
    pub(super) fn issuer(&self, entity: EntityId) -> Option<EntityId> {
        let place = *self.adopted.get(&entity)?;
        match self.list[place].object {
            Object::Entity(agent) if self.is_a(entity, "Decree") => Some(agent),
            _ => None,
        }
    }

    /// Gives an entity a class where its own form told none.
    pub(super) fn settle(&mut self, entity: EntityId, class: &str) {
        let class = self.knowledge.ontology.class(class);
        let candidate = &mut self.linked.candidates[entity.index()];
        candidate.class = candidate.class.or(class);
    }

    /// Gives an entity of an open class the one that a role of `classes` tells.
    pub(super) fn settle_as(&mut self, entity: EntityId, classes: &[ClassId]) {
        let tree = self.knowledge.ontology;
        let body = tree
            .class("Organization")
            .is_some_and(|body| classes.contains(&body))
            || classes.is_empty();
        self.settle(entity, if body { "Organization" } else { "Program" });
    }

    /// Gives an entity of an open class the one that a side of `property` takes: a body where it may, else a program.
    pub(super) fn settle_for(&mut self, entity: EntityId, property: PropertyId, side: Side) {
        let tree = self.knowledge.ontology;
        let body = tree.class("Organization").is_some_and(|body| match side {
            Side::Subject => tree.takes_subject(property, body),
            Side::Object => tree.takes_object(property, body),
        });
        self.settle(entity, if body { "Organization" } else { "Program" });
    }

    /// The fact that says so, whichever rule found it.
    pub(super) fn known(
        &self,
        subject: EntityId,
        property: PropertyId,
        object: &Object,
    ) -> Option<&Fact> {
        let place = self.places.get(&(subject, property, key(object)))?;
        Some(&self.list[*place])
    }

    /// Adds that `subject` has `property` `object`, if the ontology allows it.
    pub(super) fn relation(
        &mut self,
        subject: EntityId,
        property: PropertyId,
        object: EntityId,
        source: &Source,
        time: (Option<Date>, Option<Date>),
    ) -> bool {
        let tree = self.knowledge.ontology;
        let (Some(from), Some(to)) = (
            self.linked.get(subject).class,
            self.linked.get(object).class,
        ) else {
            return false;
        };
        if subject == object
            || !tree.takes_subject(property, from)
            || !tree.takes_object(property, to)
        {
            return false;
        }
        self.push(subject, property, Object::Entity(object), source, time);
        true
    }

    /// Adds that `subject` has the literal `value`.
    pub(super) fn literal(
        &mut self,
        subject: EntityId,
        property: PropertyId,
        value: Value,
        source: &Source,
    ) -> bool {
        let tree = self.knowledge.ontology;
        let Some(from) = self.linked.get(subject).class else {
            return false;
        };
        if !tree.takes_subject(property, from) {
            return false;
        }
        self.valued.insert((subject, property));
        self.push(
            subject,
            property,
            Object::Value(value),
            source,
            (None, None),
        );
        true
    }

    fn push(
        &mut self,
        subject: EntityId,
        property: PropertyId,
        object: Object,
        source: &Source,
        time: (Option<Date>, Option<Date>),
    ) {
        let key = key(&object);
        let adopts = property == self.property("adoptedBy");
        let told = self.knowledge.rules.readers.get(&*source.rule);
        let fact = Fact {
            subject,
            property,
            object,
            quote: source.quote,
            rule: source.rule.clone(),
            confidence: told.map_or(source.confidence, |reader| reader.confidence),
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
                if adopts {
                    self.adopted.entry(subject).or_insert(self.list.len());
                }
                self.list.push(fact);
            }
        }
    }

    /// Dates of a year alone, where the same thing has a day or month of that year too.
    fn coarse_dates(&self) -> HashSet<usize> {
        let exact: HashSet<(EntityId, PropertyId, u16)> = self
            .list
            .iter()
            .filter_map(|fact| match fact.object {
                Object::Value(Value::Date(date)) if date.month.is_some() => {
                    Some((fact.subject, fact.property, date.year))
                }
                _ => None,
            })
            .collect();
        let is_coarse = |fact: &Fact| match fact.object {
            Object::Value(Value::Date(date)) => {
                date.month.is_none() && exact.contains(&(fact.subject, fact.property, date.year))
            }
            _ => false,
        };
        (0..self.list.len())
            .filter(|place| is_coarse(&self.list[*place]))
            .collect()
    }

    /// The facts and entities, renumbered.
    pub(super) fn finish(self, document: &crate::iri::DocumentId) -> super::Extraction {
        let mut used = vec![false; self.linked.candidates.len()];
        // Where or when alone does not make a thing of a description.
        let weak: Vec<PropertyId> = ["location", "figure", "date", "startDate", "endDate"]
            .iter()
            .map(|name| self.property(name))
            .collect();
        for fact in self
            .list
            .iter()
            .filter(|fact| !weak.contains(&fact.property))
        {
            used[fact.subject.index()] = true;
            if let Object::Entity(object) = &fact.object {
                used[object.index()] = true;
            }
        }
        let coarse = self.coarse_dates();
        let (entities, places) = crate::link::finish(&self.linked, &used, document, self.knowledge);
        let mut facts: Vec<Fact> = self
            .list
            .into_iter()
            .enumerate()
            .filter(|(place, _)| !coarse.contains(place))
            .filter_map(|(_, mut fact)| {
                fact.subject = places[fact.subject.index()]?;
                if let Object::Entity(object) = &mut fact.object {
                    *object = places[object.index()]?;
                }
                Some(fact)
            })
            .collect();
        facts.sort_by(|a, b| {
            (a.quote, a.subject, a.property)
                .cmp(&(b.quote, b.subject, b.property))
                .then_with(|| match (&a.object, &b.object) {
                    (Object::Entity(a), Object::Entity(b)) => a.cmp(b),
                    (Object::Entity(_), Object::Value(_)) => std::cmp::Ordering::Less,
                    (Object::Value(_), Object::Entity(_)) => std::cmp::Ordering::Greater,
                    (Object::Value(a), Object::Value(b)) => a.to_string().cmp(&b.to_string()),
                })
        });
        let country = self.linked.country.and_then(|id| places[id.index()]);
        super::Extraction {
            entities,
            facts,
            country,
        }
    }
}

/// By what facts of one subject and property are told apart.
fn key(object: &Object) -> String {
    match object {
        Object::Entity(entity) => format!("#{}", entity.0),
        Object::Value(value) => value.to_string(),
    }
}
