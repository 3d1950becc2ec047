//! The entity graph: entities as nodes, facts between entities as edges, in petgraph.

mod collect;

use super::period::Period;
use super::style::Group;
use crate::ontology::{ClassId, Ontology};
use collect::Found;
use oxrdf::{NamedNode, Quad};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::BTreeSet;

/// Local name of the property that tells where something is.
pub const LOCATION: &str = "location";

/// Entities and the facts between them. Nodes stand in the order of their IRIs, edges in the order
/// of source, property and target; two entities can have several edges, one for each property.
#[derive(Clone, Debug, Default)]
pub struct EntityGraph {
    pub(super) graph: DiGraph<Node, Edge>,
    pub(super) documents: Vec<Document>,
    /// See [`EntityGraph::is_directed`].
    pub(super) undirected: bool,
    /// See [`EntityGraph::center`].
    pub(super) center: Option<NodeIndex>,
}

/// A source document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its IRI, which is also the name of the graph of its facts.
    pub iri: NamedNode,
    /// What it is called.
    pub title: String,
    /// The country that it is about, where that is known.
    pub country: Option<NamedNode>,
}

/// An entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its IRI.
    pub iri: NamedNode,
    /// The name to show.
    pub label: String,
    /// Its other names, sorted.
    pub aliases: Vec<String>,
    /// Its class; where documents differ, the one that most of them give.
    pub class: ClassId,
    /// Local name of the class, such as `Program`.
    pub class_name: String,
    /// English name of the class, such as "program".
    pub class_label: String,
    /// The names of the places where it is, by the facts of `pol:location`, sorted.
    pub places: Vec<String>,
    /// Which color it has.
    pub group: Group,
    /// The documents that name it: places in [`EntityGraph::documents`], ascending.
    pub documents: Vec<usize>,
    /// When it ran or held, by its dates in all documents.
    pub period: Period,
    /// Its weight in the graph, once that has been measured.
    pub measures: Option<Measures>,
}

/// How much a node weighs in its graph, and what it stands together with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measures {
    /// Share of the shortest paths between others that pass it, 0 to 1.
    pub betweenness: f64,
    /// PageRank; those of all nodes add up to 1.
    pub pagerank: f64,
    /// Number of its community, from 0.
    pub community: usize,
}

/// A fact between two entities, told once or more.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Its property.
    pub property: NamedNode,
    /// Local name of the property, such as `launchedBy`.
    pub name: String,
    /// English name of the property, such as "launched by".
    pub label: String,
    /// The documents that tell it: places in [`EntityGraph::documents`], ascending.
    pub documents: Vec<usize>,
    /// How sure the surest of its statements is, 0 to 1.
    pub confidence: Option<f64>,
    /// How many statements tell it; where provenance is not given, how many documents.
    pub count: usize,
    /// The words of its surest statement.
    pub quote: Option<String>,
    /// When it held, where its statements tell.
    pub period: Period,
}

impl EntityGraph {
    /// Collects the graph from the quads of the model in [`crate::triple`], in any order.
    ///
    /// An entity is what has a class of `ontology` that is neither a structured value nor one of the
    /// terms of provenance. Facts with literals and structured values are left out, and so are quads
    /// of other models.
    #[must_use]
    pub fn from_quads(quads: impl IntoIterator<Item = Quad>, ontology: &Ontology) -> Self {
        let mut found = Found::new(ontology);
        for quad in quads {
            found.take(quad);
        }
        found.finish()
    }

    /// The graph itself.
    #[must_use]
    pub fn graph(&self) -> &DiGraph<Node, Edge> {
        &self.graph
    }

    /// Whether its edges lead from a source to a target; those of a projection do not.
    #[must_use]
    pub fn is_directed(&self) -> bool {
        !self.undirected
    }

    /// The entity around which the graph was cut out.
    #[must_use]
    pub fn center(&self) -> Option<NodeIndex> {
        self.center
    }

    /// The documents that name the entities, in the order of their IRIs.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// How many edges begin or end at a node; an edge from a node to itself counts twice.
    #[must_use]
    pub fn degree(&self, node: NodeIndex) -> usize {
        use petgraph::Direction::{Incoming, Outgoing};
        self.graph.edges_directed(node, Outgoing).count()
            + self.graph.edges_directed(node, Incoming).count()
    }

    /// How large to draw a node: 10 for one without edges, 5 more with each fourfold of them.
    #[must_use]
    pub fn size(&self, node: NodeIndex) -> u32 {
        let steps = (self.degree(node) + 1).ilog2();
        10 + steps * 5 / 2
    }

    /// Gives each node its measures, in the order of the nodes; every format that prints attributes then shows them.
    pub fn measure(&mut self, measures: impl IntoIterator<Item = Measures>) {
        for (node, measures) in self.graph.node_weights_mut().zip(measures) {
            node.measures = Some(measures);
        }
    }

    /// The titles of documents.
    pub fn titles(&self, documents: &[usize]) -> impl Iterator<Item = &str> {
        documents
            .iter()
            .map(|at| self.documents[*at].title.as_str())
    }

    /// The IRIs of documents.
    pub fn sources(&self, documents: &[usize]) -> impl Iterator<Item = &str> {
        documents.iter().map(|at| self.documents[*at].iri.as_str())
    }

    /// Edges with their ends, in the order of the graph.
    pub(super) fn edges(&self) -> impl Iterator<Item = (NodeIndex, NodeIndex, &Edge)> {
        self.graph
            .edge_references()
            .map(|edge| (edge.source(), edge.target(), edge.weight()))
    }

    /// The groups that occur, in the order of legends.
    pub(super) fn groups(&self) -> Vec<Group> {
        let there: BTreeSet<Group> = self.graph.node_weights().map(|node| node.group).collect();
        Group::ALL
            .into_iter()
            .filter(|group| there.contains(group))
            .collect()
    }
}

/// What stands behind the last `#` or `/` of an IRI.
pub(super) fn tail(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}
