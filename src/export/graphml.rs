//! GraphML: typed attributes, labels, colors.

use super::column::{EDGE, NODE};
use super::xml::Xml;
use super::{Caption, EntityGraph};
use petgraph::visit::EdgeRef;
use std::io::{self, Write};

const NAMESPACE: &str = "http://graphml.graphdrawing.org/xmlns";
const SCHEMA: &str =
    "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd";

pub(super) fn write(graph: &EntityGraph, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    xml.open(
        "graphml",
        &[
            ("xmlns", NAMESPACE),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", SCHEMA),
        ],
    )?;
    for (id, kind) in [("label", "string"), ("color", "string"), ("size", "double")] {
        key(&mut xml, "node", id, kind)?;
    }
    for column in NODE {
        key(&mut xml, "node", column.name, column.kind.graphml())?;
    }
    for (id, kind) in [("label", "string"), ("weight", "double")] {
        key(&mut xml, "edge", id, kind)?;
    }
    for column in EDGE {
        key(&mut xml, "edge", column.name, column.kind.graphml())?;
    }
    for id in ["title", "note"] {
        key(&mut xml, "graph", id, "string")?;
    }

    xml.open("graph", &[("id", "entities"), ("edgedefault", "directed")])?;
    xml.text("data", &[("key", "graph.title")], &caption.title)?;
    xml.text("data", &[("key", "graph.note")], &caption.notes.join(" "))?;
    for at in graph.graph.node_indices() {
        let node = &graph.graph[at];
        xml.open("node", &[("id", &format!("n{}", at.index()))])?;
        xml.text("data", &[("key", "node.label")], &node.label)?;
        xml.text("data", &[("key", "node.color")], &node.group.color().hex())?;
        xml.text("data", &[("key", "node.size")], &graph.size(at).to_string())?;
        for column in NODE {
            if let Some(value) = (column.value)(graph, at) {
                xml.text(
                    "data",
                    &[("key", &format!("node.{}", column.name))],
                    &value.text(),
                )?;
            }
        }
        xml.close("node")?;
    }
    for reference in graph.graph.edge_references() {
        let number = reference.id().index();
        let (source, target, edge) = (reference.source(), reference.target(), reference.weight());
        let (id, source, target) = (
            format!("e{number}"),
            format!("n{}", source.index()),
            format!("n{}", target.index()),
        );
        xml.open(
            "edge",
            &[("id", &id), ("source", &source), ("target", &target)],
        )?;
        xml.text("data", &[("key", "edge.label")], &edge.label)?;
        xml.text("data", &[("key", "edge.weight")], &edge.count.to_string())?;
        for column in EDGE {
            if let Some(value) = (column.value)(graph, reference.id()) {
                xml.text(
                    "data",
                    &[("key", &format!("edge.{}", column.name))],
                    &value.text(),
                )?;
            }
        }
        xml.close("edge")?;
    }
    xml.close("graph")?;
    xml.close("graphml")?;
    xml.finish()
}

/// Keys of nodes and edges share a space of ids, so an id begins with what it belongs to.
fn key(xml: &mut Xml<'_>, of: &str, name: &str, kind: &str) -> io::Result<()> {
    let id = format!("{of}.{name}");
    xml.empty(
        "key",
        &[
            ("id", &id),
            ("for", of),
            ("attr.name", name),
            ("attr.type", kind),
        ],
    )
}
