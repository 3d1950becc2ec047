//! The index of descriptions in the store: which documents describe a thing of this key.
//!
//! It is the graph `BASE/identity/index`, written in one transaction with the documents:
//!
//! ```turtle
//! <…/doc/kenya/entity/national-ict-policy>
//!     pol:identityKey "i:national-ict-policy" , "n:ict nsnl plc" , "d:https://…/doc/kenya" ;
//!     pol:identityForm "{\"told\":{…},\"canonical\":{…}}" .
//! ```

use super::canonical::Canonical;
use super::describe::Description;
use crate::iri::Base;
use crate::store::{Pattern, Store, StoreError};
use crate::vocab::pol;
use oxrdf::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The graph in which the IRIs of extraction point at those that stand for them: `BASE/identity`.
#[must_use]
pub fn identity_graph(base: &Base) -> NamedNode {
    NamedNode::new_unchecked(format!("{}identity", base.as_str()))
}

/// The graph of the index: `BASE/identity/index`.
#[must_use]
pub fn index_graph(base: &Base) -> NamedNode {
    NamedNode::new_unchecked(format!("{}identity/index", base.as_str()))
}

/// The graph of the decisions that were read last: `BASE/identity/decisions`.
#[must_use]
pub fn decisions_graph(base: &Base) -> NamedNode {
    NamedNode::new_unchecked(format!("{}identity/decisions", base.as_str()))
}

/// What the index holds of one description.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indexed {
    /// The description.
    pub told: Description,
    /// What stands for it.
    pub canonical: Canonical,
}

/// The index of a store.
pub(super) struct Index<'s> {
    store: &'s Store,
    graph: NamedNode,
}

impl<'s> Index<'s> {
    pub(super) fn new(store: &'s Store, base: &Base) -> Self {
        Self {
            store,
            graph: index_graph(base),
        }
    }

    /// The occurrences of a key, in order.
    pub(super) fn of_key(&self, key: &str) -> Result<Vec<String>, StoreError> {
        let key = Literal::new_simple_literal(key);
        let found = self.store.quads(Pattern {
            predicate: Some(pol::IDENTITY_KEY),
            object: Some(key.as_ref().into()),
            graph: Some(self.graph.as_ref().into()),
            ..Pattern::default()
        });
        let mut occurrences = found
            .map(|quad| quad.map(occurrence))
            .collect::<Result<Vec<_>, _>>()?;
        occurrences.sort_unstable();
        Ok(occurrences)
    }

    /// What is held of an occurrence.
    pub(super) fn get(&self, occurrence: &str) -> Result<Option<Indexed>, StoreError> {
        let subject = NamedNode::new_unchecked(occurrence);
        let mut found = self.store.quads(Pattern {
            subject: Some(subject.as_ref().into()),
            predicate: Some(pol::IDENTITY_FORM),
            graph: Some(self.graph.as_ref().into()),
            ..Pattern::default()
        });
        found
            .next()
            .transpose()
            .map(|quad| quad.and_then(|quad| form(&quad)))
    }

    /// What a document describes, by occurrence.
    pub(super) fn of_document(
        &self,
        document: NamedNodeRef<'_>,
    ) -> Result<BTreeMap<String, Indexed>, StoreError> {
        let mut found = BTreeMap::new();
        for occurrence in self.of_key(&document_key(document.as_str()))? {
            if let Some(indexed) = self.get(&occurrence)? {
                found.insert(occurrence, indexed);
            }
        }
        Ok(found)
    }

    /// All that is held, by occurrence.
    pub(super) fn all(&self) -> Result<BTreeMap<String, Indexed>, StoreError> {
        let mut found = BTreeMap::new();
        for quad in self.store.quads(Pattern {
            predicate: Some(pol::IDENTITY_FORM),
            graph: Some(self.graph.as_ref().into()),
            ..Pattern::default()
        }) {
            let quad = quad?;
            if let Some(indexed) = form(&quad) {
                found.insert(occurrence(quad), indexed);
            }
        }
        Ok(found)
    }

    /// The quads by which an occurrence stands in the index.
    pub(super) fn quads_of(&self, occurrence: &str) -> Result<Vec<Quad>, StoreError> {
        let subject = NamedNode::new_unchecked(occurrence);
        self.store.sorted_quads(Pattern {
            subject: Some(subject.as_ref().into()),
            graph: Some(self.graph.as_ref().into()),
            ..Pattern::default()
        })
    }

    /// The quads by which it shall stand there.
    pub(super) fn quads(&self, indexed: &Indexed, keys: &[String]) -> Vec<Quad> {
        let subject = NamedNode::new_unchecked(indexed.told.occurrence());
        let quad = |predicate, text: &str| {
            Quad::new(
                subject.clone(),
                predicate,
                Literal::new_simple_literal(text),
                self.graph.clone(),
            )
        };
        let document = document_key(&indexed.told.document);
        let mut quads: Vec<Quad> = keys
            .iter()
            .chain([&document])
            .map(|key| quad(pol::IDENTITY_KEY, key))
            .collect();
        // Strings and sets of strings can always be written.
        let form = serde_json::to_string(indexed).unwrap_or_default();
        quads.push(quad(pol::IDENTITY_FORM, &form));
        quads
    }
}

fn document_key(document: &str) -> String {
    format!("d:{document}")
}

fn occurrence(quad: Quad) -> String {
    match quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.into_string(),
        NamedOrBlankNode::BlankNode(node) => node.into_string(),
    }
}

/// What a quad of the index holds; none if another program wrote it.
fn form(quad: &Quad) -> Option<Indexed> {
    match &quad.object {
        Term::Literal(text) => serde_json::from_str(text.value()).ok(),
        _ => None,
    }
}
