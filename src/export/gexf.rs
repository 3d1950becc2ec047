//! GEXF 1.3: attributes, and the colors, sizes and places that Gephi opens with.

use super::column::{EDGE, NODE};
use super::layout::{self, Size};
use super::xml::Xml;
use super::{Caption, EntityGraph};
use petgraph::visit::EdgeRef;
use std::io::{self, Write};

const NAMESPACE: &str = "http://gexf.net/1.3";
const VIZ: &str = "http://gexf.net/1.3/viz";
const SCHEMA: &str = "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd";

/// Room for a node with its label in Gephi's units.
const ROOM: Size = Size {
    width: 120.0,
    height: 24.0,
};

pub(super) fn write(graph: &EntityGraph, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let layout = layout::places(graph, |_| ROOM);
    let mut xml = Xml::new(out)?;
    xml.open(
        "gexf",
        &[
            ("xmlns", NAMESPACE),
            ("xmlns:viz", VIZ),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", SCHEMA),
            ("version", "1.3"),
        ],
    )?;
    xml.open("meta", &[])?;
    xml.text(
        "creator",
        &[],
        concat!("tripolis ", env!("CARGO_PKG_VERSION")),
    )?;
    xml.text("title", &[], &caption.title)?;
    xml.text("description", &[], &caption.notes.join(" "))?;
    xml.close("meta")?;
    xml.open(
        "graph",
        &[("defaultedgetype", "directed"), ("mode", "static")],
    )?;

    xml.open("attributes", &[("class", "node")])?;
    for column in NODE {
        attribute(&mut xml, column.name, column.kind.gexf())?;
    }
    xml.close("attributes")?;
    xml.open("attributes", &[("class", "edge")])?;
    for column in EDGE {
        attribute(&mut xml, column.name, column.kind.gexf())?;
    }
    xml.close("attributes")?;

    xml.open("nodes", &[])?;
    for at in graph.graph.node_indices() {
        let node = &graph.graph[at];
        xml.open("node", &[("id", node.iri.as_str()), ("label", &node.label)])?;
        xml.open("attvalues", &[])?;
        for column in NODE {
            if let Some(value) = (column.value)(graph, at) {
                xml.empty(
                    "attvalue",
                    &[("for", column.name), ("value", &value.text())],
                )?;
            }
        }
        xml.close("attvalues")?;
        let color = node.group.color();
        xml.empty(
            "viz:color",
            &[
                ("r", &color.0.to_string()),
                ("g", &color.1.to_string()),
                ("b", &color.2.to_string()),
            ],
        )?;
        // Gephi's y axis points up.
        let place = layout[at.index()];
        xml.empty(
            "viz:position",
            &[
                ("x", &format!("{:.1}", place.x)),
                ("y", &format!("{:.1}", -place.y)),
                ("z", "0.0"),
            ],
        )?;
        xml.empty("viz:size", &[("value", &graph.size(at).to_string())])?;
        xml.close("node")?;
    }
    xml.close("nodes")?;

    xml.open("edges", &[])?;
    for reference in graph.graph.edge_references() {
        let number = reference.id().index();
        let (source, target, edge) = (reference.source(), reference.target(), reference.weight());
        xml.open(
            "edge",
            &[
                ("id", &number.to_string()),
                ("source", graph.graph[source].iri.as_str()),
                ("target", graph.graph[target].iri.as_str()),
                // Edges of one kind between the same nodes would be merged.
                ("kind", &edge.name),
                ("label", &edge.label),
                ("weight", &edge.count.to_string()),
            ],
        )?;
        xml.open("attvalues", &[])?;
        for column in EDGE {
            if let Some(value) = (column.value)(graph, reference.id()) {
                xml.empty(
                    "attvalue",
                    &[("for", column.name), ("value", &value.text())],
                )?;
            }
        }
        xml.close("attvalues")?;
        xml.close("edge")?;
    }
    xml.close("edges")?;
    xml.close("graph")?;
    xml.close("gexf")?;
    xml.finish()
}

fn attribute(xml: &mut Xml<'_>, name: &str, kind: &str) -> io::Result<()> {
    xml.empty(
        "attribute",
        &[("id", name), ("title", name), ("type", kind)],
    )
}
