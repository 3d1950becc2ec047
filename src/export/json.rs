//! Node-link JSON: `{directed, multigraph, graph, nodes, links}`, as D3 and networkx take it.

use super::Caption;
use super::column::{Attributes, EDGE, NODE};
use super::graph::EntityGraph;
use petgraph::visit::EdgeRef;
use serde::{Serialize, Serializer};
use std::io::{self, Write};

#[derive(Serialize)]
struct NodeLink<'g> {
    directed: bool,
    multigraph: bool,
    graph: About<'g>,
    #[serde(serialize_with = "nodes")]
    nodes: &'g EntityGraph,
    #[serde(serialize_with = "links")]
    links: &'g EntityGraph,
}

#[derive(Serialize)]
struct About<'g> {
    title: &'g str,
    notes: &'g [String],
    documents: Vec<Document<'g>>,
}

#[derive(Serialize)]
struct Document<'g> {
    iri: &'g str,
    title: &'g str,
}

#[derive(Serialize)]
struct Node<'g> {
    id: &'g str,
    label: &'g str,
    color: String,
    size: u32,
    #[serde(flatten)]
    attributes: Attributes<'g, petgraph::graph::NodeIndex>,
}

#[derive(Serialize)]
struct Link<'g> {
    source: &'g str,
    target: &'g str,
    /// Tells apart the links between the same nodes.
    key: &'g str,
    label: &'g str,
    weight: usize,
    #[serde(flatten)]
    attributes: Attributes<'g, petgraph::graph::EdgeIndex>,
}

fn nodes<S: Serializer>(graph: &EntityGraph, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(graph.graph.node_indices().map(|at| {
        let node = &graph.graph[at];
        Node {
            id: node.iri.as_str(),
            label: &node.label,
            color: node.group.color().hex(),
            size: graph.size(at),
            attributes: Attributes {
                graph,
                at,
                columns: NODE,
            },
        }
    }))
}

fn links<S: Serializer>(graph: &EntityGraph, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(graph.graph.edge_references().map(|edge| Link {
        source: graph.graph[edge.source()].iri.as_str(),
        target: graph.graph[edge.target()].iri.as_str(),
        key: &edge.weight().name,
        label: &edge.weight().label,
        weight: edge.weight().count,
        attributes: Attributes {
            graph,
            at: edge.id(),
            columns: EDGE,
        },
    }))
}

pub(super) fn write(graph: &EntityGraph, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let documents = graph.documents.iter().map(|document| Document {
        iri: document.iri.as_str(),
        title: &document.title,
    });
    let whole = NodeLink {
        directed: true,
        multigraph: true,
        graph: About {
            title: &caption.title,
            notes: &caption.notes,
            documents: documents.collect(),
        },
        nodes: graph,
        links: graph,
    };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    out.write_all(b"\n")
}
