//! From what a reader calls an entity to the entity: by name, CURIE or IRI.

use super::QueryError;
use super::near::near;
use super::prefixes::Prefixes;
use crate::iri::slug;
use crate::ontology::local_name;
use crate::store::{Pattern, Store};
use crate::vocab::{owl, skos};
use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{
    GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term, TermRef,
};
use std::collections::{BTreeMap, BTreeSet};

/// Whom a text may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// One entity.
    One(NamedNode),
    /// Several entities bear the name.
    Several(Vec<Candidate>),
    /// None does; these names lie near.
    None(Vec<String>),
}

/// One of several entities of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Its chief name.
    pub name: String,
    /// Labels of its classes.
    pub classes: Vec<String>,
    /// The documents (their graphs) that name it.
    pub documents: Vec<NamedNode>,
    /// The entity.
    pub iri: NamedNode,
}

/// Finds the entity that `text` means. A name is compared without regard to case, marks and
/// punctuation; a chief name goes before another name.
///
/// # Errors
///
/// When the store cannot be read.
pub fn find(store: &Store, prefixes: &Prefixes, text: &str) -> Result<Found, QueryError> {
    if let Some(iri) = prefixes.expand(text)
        && (quads(store, Some(iri.as_ref()), None, None)?.len() > 0
            || quads(store, None, None, Some(iri.as_ref().into()))?.len() > 0)
    {
        return Ok(Found::One(stands_for(store, iri)?));
    }
    let wanted = slug(text);
    let mut bearers: [BTreeSet<NamedNode>; 2] = Default::default();
    let mut names = BTreeSet::new();
    for (rank, property) in [skos::PREF_LABEL, skos::ALT_LABEL].into_iter().enumerate() {
        for quad in quads(store, None, Some(property), None)? {
            let (NamedOrBlankNode::NamedNode(subject), Term::Literal(name)) =
                (quad.subject, quad.object)
            else {
                continue;
            };
            if slug(name.value()) == wanted {
                bearers[rank].insert(subject);
            }
            names.insert(name.value().to_owned());
        }
    }
    let [chief, other] = bearers;
    let found = if chief.is_empty() { other } else { chief };
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (None, _) => {
            let near = near(text, names.iter().map(String::as_str), 5);
            Ok(Found::None(near.into_iter().map(str::to_owned).collect()))
        }
        (Some(one), None) => Ok(Found::One(one)),
        (Some(first), Some(second)) => {
            let all = [first, second].into_iter().chain(found);
            let mut candidates = all
                .map(|iri| candidate(store, iri))
                .collect::<Result<Vec<_>, _>>()?;
            candidates.sort_unstable();
            Ok(Found::Several(candidates))
        }
    }
}

/// The IRI that stands for a thing, where the one that its document gave it is no longer used.
fn stands_for(store: &Store, iri: NamedNode) -> Result<NamedNode, QueryError> {
    let told: Vec<Quad> = quads(store, Some(iri.as_ref()), None, None)?.collect();
    let is_old = |quad: &Quad| {
        quad.predicate == owl::SAME_AS && quad.graph_name.to_string().ends_with("identity>")
    };
    Ok(match told.first() {
        Some(quad) if told.iter().all(is_old) => match &quad.object {
            Term::NamedNode(stands) => stands.clone(),
            _ => iri,
        },
        _ => iri,
    })
}

fn candidate(store: &Store, iri: NamedNode) -> Result<Candidate, QueryError> {
    let documents = graphs_naming(store, iri.as_ref())?;
    Ok(Candidate {
        name: name_of(store, iri.as_ref())?.unwrap_or_default(),
        classes: classes_of(store, iri.as_ref())?.into_values().collect(),
        documents,
        iri,
    })
}

fn graphs_naming(store: &Store, iri: NamedNodeRef<'_>) -> Result<Vec<NamedNode>, QueryError> {
    let graphs: BTreeSet<NamedNode> = quads(store, Some(iri), Some(rdf::TYPE), None)?
        .filter_map(|quad| match quad.graph_name {
            GraphName::NamedNode(graph) => Some(graph),
            _ => None,
        })
        .collect();
    Ok(graphs.into_iter().collect())
}

/// The first of a thing's chief names in the order of the alphabet; English goes before other languages.
pub(super) fn name_of(store: &Store, iri: NamedNodeRef<'_>) -> Result<Option<String>, QueryError> {
    Ok(store.first_text(Pattern {
        subject: Some(iri.into()),
        predicate: Some(skos::PREF_LABEL),
        ..Pattern::default()
    })?)
}

/// A term's English label in the ontology, or else its local name.
pub(super) fn label_of(store: &Store, term: NamedNodeRef<'_>) -> Result<String, QueryError> {
    let label = store.first_text(Pattern {
        subject: Some(term.into()),
        predicate: Some(rdfs::LABEL),
        ..Pattern::default()
    })?;
    Ok(label.unwrap_or_else(|| local_name(term.as_str()).to_owned()))
}

/// The classes that documents give a thing, with their labels.
pub(super) fn classes_of(
    store: &Store,
    iri: NamedNodeRef<'_>,
) -> Result<BTreeMap<NamedNode, String>, QueryError> {
    let mut classes = BTreeMap::new();
    for quad in quads(store, Some(iri), Some(rdf::TYPE), None)? {
        if let Term::NamedNode(class) = quad.object {
            let label = label_of(store, class.as_ref())?;
            classes.insert(class, label);
        }
    }
    Ok(classes)
}

/// The quads of a pattern, in all graphs, sorted.
pub(super) fn quads(
    store: &Store,
    subject: Option<NamedNodeRef<'_>>,
    predicate: Option<NamedNodeRef<'_>>,
    object: Option<TermRef<'_>>,
) -> Result<std::vec::IntoIter<Quad>, QueryError> {
    let subject = subject.map(NamedOrBlankNodeRef::from);
    Ok(store
        .sorted_quads(Pattern {
            subject,
            predicate,
            object,
            graph: None,
        })?
        .into_iter())
}
