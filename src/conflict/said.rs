//! One side of a conflict: what a document says, and the words with which it does.

use crate::ontology::local_name;
use crate::store::{Pattern, Store, StoreError, provenance_of};
use crate::vocab::{dcterms, oa, pol, prov, skos};
use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedNodeRef, Quad, Term};
use std::collections::BTreeMap;

/// What one document says.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Side {
    /// The title of the document.
    pub document: String,
    /// The local name of the property.
    pub property: String,
    /// The name or value of the object.
    pub object: String,
    /// The words; empty where no statement tells.
    pub quote: String,
}

/// What one document says, with all that it is compared by.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) document: NamedNode,
    pub(super) side: Side,
    pub(super) object: Term,
    /// The parts of a figure, budget or penalty; empty of anything else.
    pub(super) parts: BTreeMap<NamedNode, Term>,
    /// What tells the object from another one, whatever its node is called.
    pub(super) essence: String,
    /// When the fact began to hold, where that is said.
    pub(super) valid_from: Option<Term>,
    /// When it ceased to hold.
    pub(super) valid_to: Option<Term>,
}

/// What a document says of a subject by a property, one of its facts.
pub(super) fn said_by(
    store: &Store,
    document: &NamedNode,
    subject: &NamedNode,
    property: &NamedNode,
    object: &Term,
) -> Result<Said, StoreError> {
    let mut parts = BTreeMap::new();
    if let Term::NamedNode(node) = object {
        for quad in about(store, node, document)? {
            parts.insert(quad.predicate, quad.object);
        }
        // An entity has parts of its own, which are no part of this fact.
        if !parts.contains_key(&pol::PRINTED.into_owned()) {
            parts.clear();
        }
    }
    let essence = if parts.is_empty() {
        object.to_string()
    } else {
        let shown = parts
            .iter()
            .map(|(property, part)| format!("{property} {part}\n"));
        shown.collect()
    };
    let statement = statement(
        store,
        document,
        |said| {
            let is = |term: NamedNodeRef<'_>, wanted: &Term| {
                said.get(&term.into_owned()) == Some(wanted)
            };
            is(rdf::PREDICATE, &property.clone().into()) && is(rdf::OBJECT, object)
        },
        subject,
        rdf::SUBJECT,
    )?;
    let name = match object {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => match parts.get(&pol::PRINTED.into_owned()) {
            Some(Term::Literal(printed)) => printed.value().to_owned(),
            _ => name_of(store, node.as_ref())?,
        },
        other => other.to_string(),
    };
    Ok(Said {
        document: document.clone(),
        side: Side {
            document: title(store, document)?,
            property: local_name(property.as_ref().as_str()).to_owned(),
            object: name,
            quote: quote(store, document, &statement)?,
        },
        object: object.clone(),
        parts,
        essence,
        valid_from: statement.get(&pol::VALID_FROM.into_owned()).cloned(),
        valid_to: statement.get(&pol::VALID_TO.into_owned()).cloned(),
    })
}

/// That a document gives a thing a class, with the words of a fact in which it stands.
pub(super) fn side_of_class(
    store: &Store,
    document: &NamedNode,
    subject: &NamedNode,
    class: &str,
) -> Result<Side, StoreError> {
    let mut found = statement(store, document, |_| true, subject, rdf::SUBJECT)?;
    if found.is_empty() {
        found = statement(store, document, |_| true, subject, rdf::OBJECT)?;
    }
    Ok(Side {
        document: title(store, document)?,
        property: "type".to_owned(),
        object: local_name(class).to_owned(),
        quote: quote(store, document, &found)?,
    })
}

/// The preferred name of an entity, the first in order; the end of its IRI where it has none.
pub(super) fn name_of(store: &Store, entity: NamedNodeRef<'_>) -> Result<String, StoreError> {
    let names = store.sorted_quads(Pattern {
        subject: Some(entity.into()),
        predicate: Some(skos::PREF_LABEL),
        ..Pattern::default()
    })?;
    let mut names: Vec<String> = names.iter().filter_map(|quad| text(&quad.object)).collect();
    names.sort_unstable();
    Ok(names
        .into_iter()
        .next()
        .unwrap_or_else(|| local_name(entity.as_str()).to_owned()))
}

/// What is said of a statement of this document, the first in order that has this subject (or object) and
/// is wanted; nothing if there is none.
fn statement(
    store: &Store,
    document: &NamedNode,
    wanted: impl Fn(&BTreeMap<NamedNode, Term>) -> bool,
    entity: &NamedNode,
    role: NamedNodeRef<'_>,
) -> Result<BTreeMap<NamedNode, Term>, StoreError> {
    let graph = provenance_of(document.as_ref());
    for quad in store.sorted_quads(Pattern {
        predicate: Some(role),
        object: Some(entity.as_ref().into()),
        graph: Some(graph.as_ref().into()),
        ..Pattern::default()
    })? {
        let said = store.quads(Pattern {
            subject: Some(quad.subject.as_ref()),
            graph: Some(graph.as_ref().into()),
            ..Pattern::default()
        });
        let said = said
            .map(|quad| quad.map(|quad| (quad.predicate, quad.object)))
            .collect::<Result<BTreeMap<_, _>, _>>()?;
        if wanted(&said) {
            return Ok(said);
        }
    }
    Ok(BTreeMap::new())
}

/// The words of a statement's passage.
fn quote(
    store: &Store,
    document: &NamedNode,
    statement: &BTreeMap<NamedNode, Term>,
) -> Result<String, StoreError> {
    let Some(Term::NamedNode(passage)) = statement.get(&prov::WAS_QUOTED_FROM.into_owned()) else {
        return Ok(String::new());
    };
    let quads = about(store, passage, &provenance_of(document.as_ref()))?;
    let exact = quads.iter().find(|quad| quad.predicate == oa::EXACT);
    Ok(exact
        .and_then(|quad| text(&quad.object))
        .unwrap_or_default())
}

fn title(store: &Store, document: &NamedNode) -> Result<String, StoreError> {
    let title = store.source_text(document.as_ref(), dcterms::TITLE)?;
    Ok(if title.is_empty() {
        document.as_str().to_owned()
    } else {
        title
    })
}

fn about(store: &Store, node: &NamedNode, graph: &NamedNode) -> Result<Vec<Quad>, StoreError> {
    store.sorted_quads(Pattern {
        subject: Some(node.as_ref().into()),
        graph: Some(graph.as_ref().into()),
        ..Pattern::default()
    })
}

fn text(term: &Term) -> Option<String> {
    match term {
        Term::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    }
}
