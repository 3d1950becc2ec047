//! Node-link JSON: `{directed, multigraph, graph, nodes, links}`, as D3 and networkx take it.

use super::{Caption, EntityGraph};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct NodeLink<'g> {
    directed: bool,
    multigraph: bool,
    graph: About<'g>,
    nodes: Vec<Node<'g>>,
    links: Vec<Link<'g>>,
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
#[serde(rename_all = "camelCase")]
struct Node<'g> {
    id: &'g str,
    label: &'g str,
    aliases: &'g [String],
    class: &'g str,
    class_label: &'g str,
    places: &'g [String],
    documents: Vec<&'g str>,
    degree: usize,
    color: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Link<'g> {
    source: &'g str,
    target: &'g str,
    /// Tells apart the links between the same nodes.
    key: &'g str,
    property: &'g str,
    label: &'g str,
    documents: Vec<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
    count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<&'g str>,
}

pub(super) fn write(graph: &EntityGraph, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let iris = |documents: &[usize]| {
        documents
            .iter()
            .map(|at| graph.documents[*at].iri.as_str())
            .collect()
    };
    let documents = graph.documents.iter();
    let nodes = graph.graph.node_indices().map(|at| {
        let node = &graph.graph[at];
        Node {
            id: node.iri.as_str(),
            label: &node.label,
            aliases: &node.aliases,
            class: &node.class_name,
            class_label: &node.class_label,
            places: &node.places,
            documents: iris(&node.documents),
            degree: graph.degree(at),
            color: node.group.color().hex(),
        }
    });
    let links = graph.edges().map(|(source, target, edge)| Link {
        source: graph.graph[source].iri.as_str(),
        target: graph.graph[target].iri.as_str(),
        key: &edge.name,
        property: edge.property.as_str(),
        label: &edge.label,
        documents: iris(&edge.documents),
        confidence: edge.confidence,
        count: edge.count,
        quote: edge.quote.as_deref(),
    });
    let whole = NodeLink {
        directed: true,
        multigraph: true,
        graph: About {
            title: &caption.title,
            notes: &caption.notes,
            documents: documents
                .map(|document| Document {
                    iri: document.iri.as_str(),
                    title: &document.title,
                })
                .collect(),
        },
        nodes: nodes.collect(),
        links: links.collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    out.write_all(b"\n")
}
