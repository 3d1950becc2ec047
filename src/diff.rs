//! What differs between two readings of documents: facts that came, went or changed, and the quads.
//!
//! Facts are compared by what they say: subject, property and object, a figure, budget or penalty by its
//! parts and not by its name, so that two documents can be compared as well as two versions of one.

pub mod patch;

use crate::ontology::local_name;
use crate::vocab::{oa, pol, prov, skos};
use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A fact with the words that say it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// The name of the subject.
    pub subject: String,
    /// The subject.
    pub subject_iri: String,
    /// The local name of the property.
    pub property: String,
    /// The property.
    pub property_iri: String,
    /// The name or value of the object.
    pub object: String,
    /// The words; empty where no statement tells.
    pub quote: String,
}

/// What became of a fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Only the second reading says it.
    Came(Fact),
    /// Only the first reading says it.
    Went(Fact),
    /// The second reading says something else of the same subject by the same property.
    Changed {
        /// What was said.
        old: Fact,
        /// What is said.
        new: Fact,
    },
}

impl Difference {
    /// In a word.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Came(_) => "came",
            Self::Went(_) => "went",
            Self::Changed { .. } => "changed",
        }
    }

    /// The fact before, if there was one.
    #[must_use]
    pub const fn old(&self) -> Option<&Fact> {
        match self {
            Self::Came(_) => None,
            Self::Went(old) | Self::Changed { old, .. } => Some(old),
        }
    }

    /// The fact now, if there is one.
    #[must_use]
    #[expect(clippy::new_ret_no_self, reason = "old and new are the two sides")]
    pub const fn new(&self) -> Option<&Fact> {
        match self {
            Self::Went(_) => None,
            Self::Came(new) | Self::Changed { new, .. } => Some(new),
        }
    }
}

/// What differs between the facts of two readings, each given by the quads of its documents; ordered by the
/// name of the subject, then by property.
#[must_use]
pub fn diff(old: &[Quad], new: &[Quad]) -> Vec<Difference> {
    let (old, new) = (facts(old), facts(new));
    type Sides<'f> = (Vec<&'f Fact>, Vec<&'f Fact>);
    let mut groups: BTreeMap<(&str, &str), Sides<'_>> = BTreeMap::new();
    for (key, fact) in old.iter().filter(|(key, _)| !new.contains_key(*key)) {
        groups.entry((&key.0, &key.1)).or_default().0.push(fact);
    }
    for (key, fact) in new.iter().filter(|(key, _)| !old.contains_key(*key)) {
        groups.entry((&key.0, &key.1)).or_default().1.push(fact);
    }
    let mut found = Vec::new();
    for (went, came) in groups.into_values() {
        let both = went.len().min(came.len());
        found.extend(
            went.iter()
                .zip(&came)
                .map(|(old, new)| Difference::Changed {
                    old: (*old).clone(),
                    new: (*new).clone(),
                }),
        );
        found.extend(
            went[both..]
                .iter()
                .map(|fact| Difference::Went((*fact).clone())),
        );
        found.extend(
            came[both..]
                .iter()
                .map(|fact| Difference::Came((*fact).clone())),
        );
    }
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found
}

/// Where a difference stands among the others.
fn order(difference: &Difference) -> (&str, &str, Option<&Fact>, Option<&Fact>) {
    let (old, new) = (difference.old(), difference.new());
    let (subject, property) = old
        .or(new)
        .map_or(("", ""), |fact| (&fact.subject, &fact.property));
    (subject, property, old, new)
}

/// What tells a fact from another one: subject, property and what the object is.
type Key = (String, String, String);

/// What a node is said to be.
type About<'q> = HashMap<&'q NamedNode, Vec<(&'q NamedNode, &'q Term)>>;

/// The facts that the statements among these quads state.
fn facts(quads: &[Quad]) -> BTreeMap<Key, Fact> {
    let mut about: About<'_> = HashMap::new();
    for quad in quads {
        if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
            about
                .entry(node)
                .or_default()
                .push((&quad.predicate, &quad.object));
        }
    }
    let mut found = BTreeMap::new();
    for said in about.values() {
        let one = |property| {
            let mut all = said.iter().filter(|(predicate, _)| **predicate == property);
            all.next().map(|(_, object)| *object)
        };
        let (Some(Term::NamedNode(subject)), Some(Term::NamedNode(property)), Some(object)) =
            (one(rdf::SUBJECT), one(rdf::PREDICATE), one(rdf::OBJECT))
        else {
            continue;
        };
        let passage =
            one(prov::WAS_QUOTED_FROM).and_then(|passage| text(&about, passage, oa::EXACT));
        let key = (
            subject.as_str().to_owned(),
            property.as_str().to_owned(),
            essence(&about, object),
        );
        let fact = Fact {
            subject: name(&about, &Term::from(subject.clone())),
            subject_iri: key.0.clone(),
            property: local_name(property.as_str()).to_owned(),
            property_iri: key.1.clone(),
            object: name(&about, object),
            quote: passage.unwrap_or_default(),
        };
        // Of several documents that say the same, the first quote in order stands for all.
        let kept = found.entry(key).or_insert_with(|| fact.clone());
        if fact < *kept {
            *kept = fact;
        }
    }
    found
}

/// What an object is, whatever its node is called: the parts of a value, else the term.
fn essence(about: &About<'_>, object: &Term) -> String {
    let parts = match object {
        Term::NamedNode(node) => about.get(node).filter(|said| is_value(said)),
        _ => None,
    };
    let Some(parts) = parts else {
        return object.to_string();
    };
    let parts: BTreeSet<String> = parts.iter().map(|(p, o)| format!("{p} {o}")).collect();
    parts.into_iter().collect::<Vec<_>>().join("\n")
}

/// Whether a node is a figure, budget or penalty.
fn is_value(said: &[(&NamedNode, &Term)]) -> bool {
    said.iter()
        .any(|(predicate, _)| **predicate == pol::PRINTED)
}

/// What a term is called: the label of an entity, the printed form of a value, the text of a literal.
fn name(about: &About<'_>, term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => text(about, term, skos::PREF_LABEL)
            .or_else(|| text(about, term, pol::PRINTED))
            .unwrap_or_else(|| local_name(node.as_str()).to_owned()),
        other => other.to_string(),
    }
}

/// The first text, in order, that a node has by a property.
fn text(about: &About<'_>, node: &Term, property: oxrdf::NamedNodeRef<'_>) -> Option<String> {
    let Term::NamedNode(node) = node else {
        return None;
    };
    let said = about.get(node)?.iter();
    said.filter(|(predicate, _)| **predicate == property)
        .filter_map(|(_, object)| match object {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        })
        .min()
}
