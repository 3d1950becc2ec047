//! JSON for programs: node-link, as D3 and networkx take it, and graphology's serialization, which
//! sigma.js draws.
//!
//! Both name nodes by their IRIs. graphology: <https://graphology.github.io/serialization.html>;
//! node-link: `{directed, multigraph, graph, nodes, links}`, networkx's `node_link_data`.

use super::column::{Attributes, EDGE, NODE};
use super::layout::{self, Point, ROOM};
use super::{Caption, EntityGraph};
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::io::{self, Write};

pub(super) fn node_link(
    graph: &EntityGraph,
    caption: &Caption,
    out: &mut dyn Write,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Whole<'g> {
        directed: bool,
        multigraph: bool,
        graph: Value,
        #[serde(serialize_with = "nodes")]
        nodes: &'g EntityGraph,
        #[serde(serialize_with = "links")]
        links: &'g EntityGraph,
    }
    let whole = Whole {
        directed: graph.is_directed(),
        multigraph: true,
        graph: about(graph, caption),
        nodes: graph,
        links: graph,
    };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    out.write_all(b"\n")
}

/// What the file says of itself.
fn about(graph: &EntityGraph, caption: &Caption) -> Value {
    json!({"title": caption.title, "notes": caption.notes, "documents": documents(graph)})
}

/// The documents that the graph was taken from, in their order.
pub(super) fn documents(graph: &EntityGraph) -> Vec<Value> {
    let documents = graph.documents.iter();
    documents
        .map(|document| json!({"iri": document.iri.as_str(), "title": document.title}))
        .collect()
}

fn nodes<S: Serializer>(graph: &EntityGraph, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Node<'g> {
        id: &'g str,
        label: &'g str,
        color: String,
        size: u32,
        #[serde(flatten)]
        attributes: Attributes<'g, NodeIndex>,
    }
    serializer.collect_seq(graph.graph.node_indices().map(|at| {
        let node = &graph.graph[at];
        Node {
            id: node.iri.as_str(),
            label: &node.label,
            color: node.group.color().hex(),
            size: graph.size(at),
            attributes: Attributes::new(graph, at, NODE),
        }
    }))
}

fn links<S: Serializer>(graph: &EntityGraph, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Link<'g> {
        source: &'g str,
        target: &'g str,
        /// Tells apart the links between the same nodes.
        key: &'g str,
        label: &'g str,
        weight: usize,
        #[serde(flatten)]
        attributes: Attributes<'g, EdgeIndex>,
    }
    serializer.collect_seq(graph.graph.edge_references().map(|edge| Link {
        source: graph.graph[edge.source()].iri.as_str(),
        target: graph.graph[edge.target()].iri.as_str(),
        key: &edge.weight().name,
        label: &edge.weight().label,
        weight: edge.weight().count,
        attributes: Attributes::new(graph, edge.id(), EDGE),
    }))
}

pub(super) fn graphology(
    graph: &EntityGraph,
    caption: &Caption,
    out: &mut dyn Write,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Whole<'g> {
        attributes: Value,
        options: Value,
        #[serde(serialize_with = "keyed_nodes")]
        nodes: (&'g EntityGraph, Vec<Point>),
        #[serde(serialize_with = "keyed_edges")]
        edges: &'g EntityGraph,
    }
    let kind = if graph.is_directed() {
        "directed"
    } else {
        "undirected"
    };
    let whole = Whole {
        attributes: about(graph, caption),
        options: json!({"type": kind, "multi": true, "allowSelfLoops": true}),
        nodes: (graph, layout::places(graph, |_| ROOM)),
        edges: graph,
    };
    serde_json::to_writer(&mut *out, &whole)?;
    out.write_all(b"\n")
}

fn keyed_nodes<S: Serializer>(
    (graph, places): &(&EntityGraph, Vec<Point>),
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Node<'g> {
        key: &'g str,
        attributes: Drawn<'g>,
    }
    /// What sigma.js draws, and the rest.
    #[derive(Serialize)]
    struct Drawn<'g> {
        label: &'g str,
        color: String,
        size: f64,
        x: f64,
        y: f64,
        #[serde(flatten)]
        attributes: Attributes<'g, NodeIndex>,
    }
    serializer.collect_seq(graph.graph.node_indices().map(|at| {
        let node = &graph.graph[at];
        let place = places[at.index()];
        Node {
            key: node.iri.as_str(),
            attributes: Drawn {
                label: &node.label,
                color: node.group.color().hex(),
                // sigma.js takes pixels on the screen at any zoom.
                size: f64::from(graph.size(at)) / 4.0,
                x: place.x.round(),
                // Its y axis points up.
                y: -place.y.round(),
                attributes: Attributes::new(graph, at, NODE),
            },
        }
    }))
}

fn keyed_edges<S: Serializer>(graph: &EntityGraph, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Edge<'g> {
        key: String,
        source: &'g str,
        target: &'g str,
        undirected: bool,
        attributes: Drawn<'g>,
    }
    #[derive(Serialize)]
    struct Drawn<'g> {
        label: &'g str,
        weight: usize,
        #[serde(flatten)]
        attributes: Attributes<'g, EdgeIndex>,
    }
    serializer.collect_seq(graph.graph.edge_references().map(|edge| Edge {
        key: format!("e{}", edge.id().index()),
        source: graph.graph[edge.source()].iri.as_str(),
        target: graph.graph[edge.target()].iri.as_str(),
        undirected: !graph.is_directed(),
        attributes: Drawn {
            label: &edge.weight().label,
            weight: edge.weight().count,
            attributes: Attributes::new(graph, edge.id(), EDGE),
        },
    }))
}
