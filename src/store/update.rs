//! What is written in one transaction: graphs that are replaced whole, and quads that only come or go.

use super::document::{DocumentGraphs, provenance_of};
use super::knowledge;
use oxrdf::{GraphName, NamedNode, NamedNodeRef, Quad, Triple};
use std::collections::{BTreeSet, HashSet};

/// A change of the store that happens as a whole or not at all; see [`Store::apply`](super::Store::apply).
///
/// ```
/// # use tripolis::store::{DocumentGraphs, Store, Update};
/// # use oxrdf::NamedNode;
/// # let store = Store::memory()?;
/// # let new = DocumentGraphs::new(NamedNode::new_unchecked("https://example.org/doc/a"), vec![])?;
/// # let old = NamedNode::new_unchecked("https://example.org/doc/b");
/// let mut renamed = Update::default();
/// renamed.put(&new);
/// renamed.remove(old.as_ref());
/// store.apply(&renamed)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Update {
    /// Graphs that shall hold exactly those of `quads` that stand in them.
    pub(super) graphs: BTreeSet<NamedNode>,
    pub(super) quads: HashSet<Quad>,
    /// Quads of other graphs that come.
    pub(super) inserted: Vec<Quad>,
    /// Quads of other graphs that go.
    pub(super) deleted: Vec<Quad>,
}

impl Update {
    /// Replaces the two graphs of a document; where it was put before, this time counts.
    pub fn put(&mut self, document: &DocumentGraphs) {
        self.empty(document.document());
        self.empty(document.provenance());
        self.quads.extend(document.quads().iter().cloned());
    }

    /// Takes a document out.
    pub fn remove(&mut self, document: NamedNodeRef<'_>) {
        self.empty(document);
        self.empty(provenance_of(document).as_ref());
    }

    /// Replaces a graph that is no document's. Blank nodes are renamed by content, so that the same
    /// triples read again are no change.
    pub fn put_knowledge(
        &mut self,
        graph: NamedNodeRef<'_>,
        triples: impl IntoIterator<Item = Triple>,
    ) {
        self.empty(graph);
        self.quads.extend(knowledge::quads(graph, triples));
    }

    /// Adds quads to graphs that are not replaced, if anything changes in those that are.
    pub fn insert(&mut self, quads: impl IntoIterator<Item = Quad>) {
        self.inserted.extend(quads);
    }

    /// Takes quads out of graphs that are not replaced, if anything changes in those that are.
    pub fn delete(&mut self, quads: impl IntoIterator<Item = Quad>) {
        self.deleted.extend(quads);
    }

    fn empty(&mut self, graph: NamedNodeRef<'_>) {
        if !self.graphs.insert(graph.into_owned()) {
            let name = GraphName::from(graph.into_owned());
            self.quads.retain(|quad| quad.graph_name != name);
        }
    }
}
