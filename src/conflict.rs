//! Facts that cannot both hold, of different documents or of one, each with its words.
//!
//! What cannot hold together is said by the ontology ([`Constraints`]), not here. Nothing is decided: a
//! reader of both sentences is to judge. Dates of different exactness agree ("2010", "May 2010"), as do
//! figures whose bounds leave room for each other ("over 500", "520").

mod compare;
mod constraint;
mod said;

pub use constraint::Constraints;
pub use said::Side;

use crate::store::{Pattern, Store, StoreError};
use compare::{agree, comes_before};
use oxrdf::vocab::rdf;
use oxrdf::{GraphName, NamedNode, NamedOrBlankNode, Term};
use said::{Said, name_of, said_by, side_of_class};
use std::collections::{BTreeMap, BTreeSet};

/// Why two facts cannot both hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A property that has one value has two.
    Value,
    /// What begins ends before.
    Order,
    /// Nothing is of both classes.
    Class,
    /// Each is said of the other, which only one can be of the other.
    Direction,
}

impl Kind {
    /// In a word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Order => "order",
            Self::Class => "class",
            Self::Direction => "direction",
        }
    }
}

/// Two facts that cannot both hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// The name of what both speak of.
    pub subject: String,
    /// What both speak of.
    pub subject_iri: String,
    /// Why.
    pub kind: Kind,
    /// The one fact.
    pub first: Side,
    /// The other one.
    pub second: Side,
}

/// Finds the facts of a store that cannot both hold, ordered by the name of what they speak of.
///
/// Of one thing and property, each value is held against the first that it does not agree with.
///
/// # Errors
///
/// If the store cannot be read.
pub fn conflicts(store: &Store, constraints: &Constraints) -> Result<Vec<Conflict>, StoreError> {
    let mut found = Vec::new();
    for property in constraints.single() {
        values(store, constraints, property, &mut found)?;
    }
    for (first, last) in &constraints.ordered {
        dates(store, first, last, &mut found)?;
    }
    for property in &constraints.asymmetric {
        directions(store, property, &mut found)?;
    }
    classes(store, constraints, &mut found)?;
    found.sort();
    found.dedup();
    Ok(found)
}

/// The things that have a property, with its objects and the documents (graphs) that say so.
type Spoken = BTreeMap<NamedNode, BTreeSet<(String, NamedNode)>>;

/// Who has this property: by subject, the objects as text and the documents.
fn subjects(
    store: &Store,
    property: &NamedNode,
) -> Result<BTreeMap<NamedNode, Vec<(Term, NamedNode)>>, StoreError> {
    let mut found: BTreeMap<NamedNode, Vec<(Term, NamedNode)>> = BTreeMap::new();
    for quad in store.quads(Pattern {
        predicate: Some(property.as_ref()),
        ..Pattern::default()
    }) {
        let quad = quad?;
        if let (NamedOrBlankNode::NamedNode(subject), GraphName::NamedNode(document)) =
            (quad.subject, quad.graph_name)
        {
            found
                .entry(subject)
                .or_default()
                .push((quad.object, document));
        }
    }
    for objects in found.values_mut() {
        objects.sort_by_cached_key(|(object, document)| (document.clone(), object.to_string()));
    }
    Ok(found)
}

/// Things with two values of a property that has one.
fn values(
    store: &Store,
    constraints: &Constraints,
    property: &NamedNode,
    found: &mut Vec<Conflict>,
) -> Result<(), StoreError> {
    for (subject, objects) in subjects(store, property)? {
        let distinct: BTreeSet<String> = objects.iter().map(|(o, _)| o.to_string()).collect();
        if distinct.len() < 2 {
            continue;
        }
        let said = objects
            .iter()
            .map(|(object, document)| said_by(store, document, &subject, property, object))
            .collect::<Result<Vec<Said>, _>>()?;
        let mut heard: Vec<&Said> = Vec::new();
        for new in &said {
            // The same value is heard once, whoever else says it.
            if heard.iter().any(|old| old.essence == new.essence) {
                continue;
            }
            let against = heard.iter().find(|old| {
                let grades = constraints.graded.contains(property) && are_grades(old, new, &said);
                !grades && !agree(constraints, property, old, new)
            });
            if let Some(old) = against {
                found.push(conflict(
                    store,
                    &subject,
                    Kind::Value,
                    &old.side,
                    &new.side,
                )?);
            }
            heard.push(new);
        }
    }
    Ok(())
}

/// Whether one document gives both values, as the grades of one thing.
fn are_grades(one: &Said, other: &Said, said: &[Said]) -> bool {
    let gives = |document: &NamedNode, value: &Said| {
        said.iter()
            .any(|said| said.document == *document && said.essence == value.essence)
    };
    gives(&one.document, other) || gives(&other.document, one)
}

/// Things that end before they begin.
fn dates(
    store: &Store,
    first: &NamedNode,
    last: &NamedNode,
    found: &mut Vec<Conflict>,
) -> Result<(), StoreError> {
    let ends = subjects(store, last)?;
    for (subject, begins) in subjects(store, first)? {
        let Some(ends) = ends.get(&subject) else {
            continue;
        };
        let mut pairs = begins
            .iter()
            .flat_map(|begin| ends.iter().map(move |end| (begin, end)));
        let wrong = pairs.find(|((begin, _), (end, _))| comes_before(end, begin));
        if let Some(((begin, of_begin), (end, of_end))) = wrong {
            let begin = said_by(store, of_begin, &subject, first, begin)?.side;
            let end = said_by(store, of_end, &subject, last, end)?.side;
            found.push(conflict(store, &subject, Kind::Order, &begin, &end)?);
        }
    }
    Ok(())
}

/// Pairs of things of which each is said to be to the other what only one can be.
fn directions(
    store: &Store,
    property: &NamedNode,
    found: &mut Vec<Conflict>,
) -> Result<(), StoreError> {
    let all = subjects(store, property)?;
    for (subject, objects) in &all {
        for (object, document) in objects {
            let Term::NamedNode(other) = object else {
                continue;
            };
            let back = all.get(other).and_then(|objects| {
                let own = Term::from(subject.clone());
                objects.iter().find(|(object, _)| *object == own)
            });
            if let Some((own, of_other)) = back.filter(|_| subject <= other) {
                let there = said_by(store, document, subject, property, object)?.side;
                let back = said_by(store, of_other, other, property, own)?.side;
                found.push(conflict(store, subject, Kind::Direction, &there, &back)?);
            }
        }
    }
    Ok(())
}

/// Things of two classes that have nothing in common.
fn classes(
    store: &Store,
    constraints: &Constraints,
    found: &mut Vec<Conflict>,
) -> Result<(), StoreError> {
    let mut spoken: Spoken = BTreeMap::new();
    for (subject, objects) in subjects(store, &rdf::TYPE.into_owned())? {
        for (class, document) in objects {
            if let Term::NamedNode(class) = class
                && constraints.is_apart(&class)
            {
                let of = spoken.entry(subject.clone()).or_default();
                of.insert((class.into_string(), document));
            }
        }
    }
    for (subject, said) in spoken.iter().filter(|(_, said)| said.len() > 1) {
        let mut pairs = said
            .iter()
            .flat_map(|first| said.iter().map(move |second| (first, second)));
        let apart = pairs.find(|((a, _), (b, _))| a < b && constraints.are_disjoint(a, b));
        if let Some(((class, document), (other, of_other))) = apart {
            let side = |class: &str, document| side_of_class(store, document, subject, class);
            let (first, second) = (side(class, document)?, side(other, of_other)?);
            found.push(conflict(store, subject, Kind::Class, &first, &second)?);
        }
    }
    Ok(())
}

fn conflict(
    store: &Store,
    subject: &NamedNode,
    kind: Kind,
    first: &Side,
    second: &Side,
) -> Result<Conflict, StoreError> {
    Ok(Conflict {
        subject: name_of(store, subject.as_ref())?,
        subject_iri: subject.as_str().to_owned(),
        kind,
        first: first.clone(),
        second: second.clone(),
    })
}
