//! GEXF 1.3: attributes, the colors, sizes and places that Gephi opens with, and for its timeline when
//! nodes and edges begin and end.
//!
//! <https://gexf.net/schema.html>; what is seen is in the namespace of the schema's module `viz`.

use super::column::{Column, EDGE, NODE, Value};
use super::layout::{self, ROOM};
use super::period::Period;
use super::xml::Xml;
use super::{Caption, EntityGraph};
use petgraph::visit::EdgeRef;
use std::io::{self, Write};

const NAMESPACE: &str = "http://gexf.net/1.3";
const VIZ: &str = "http://gexf.net/1.3/viz";
const SCHEMA: &str = "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd";

pub(super) fn write(graph: &EntityGraph, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let places = layout::places(graph, |_| ROOM);
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
    let creator = concat!("tripolis ", env!("CARGO_PKG_VERSION"));
    xml.text("creator", &[], creator)?;
    xml.text("title", &[], &caption.title)?;
    xml.text("description", &[], &caption.notes.join(" "))?;
    xml.close("meta")?;

    let edges = if graph.is_directed() {
        "directed"
    } else {
        "undirected"
    };
    let timed = graph
        .graph
        .node_weights()
        .any(|node| !node.period.is_open())
        || graph
            .graph
            .edge_weights()
            .any(|edge| !edge.period.is_open());
    let whole = [
        ("defaultedgetype", edges),
        ("mode", if timed { "dynamic" } else { "static" }),
        ("timeformat", "date"),
        ("timerepresentation", "interval"),
    ];
    xml.open("graph", if timed { &whole } else { &whole[..2] })?;
    declare(&mut xml, "node", NODE)?;
    declare(&mut xml, "edge", EDGE)?;

    xml.open("nodes", &[])?;
    for at in graph.graph.node_indices() {
        let node = &graph.graph[at];
        open(
            &mut xml,
            "node",
            &[("id", node.iri.as_str()), ("label", &node.label)],
            node.period,
        )?;
        values(&mut xml, graph, NODE, at)?;
        let color = node.group.color();
        let parts = [color.0, color.1, color.2].map(|part| part.to_string());
        xml.empty(
            "viz:color",
            &[("r", &parts[0]), ("g", &parts[1]), ("b", &parts[2])],
        )?;
        // Gephi's y axis points up.
        let place = places[at.index()];
        let (x, y) = (format!("{:.1}", place.x), format!("{:.1}", -place.y));
        xml.empty("viz:position", &[("x", &x), ("y", &y), ("z", "0.0")])?;
        xml.empty("viz:size", &[("value", &graph.size(at).to_string())])?;
        xml.close("node")?;
    }
    xml.close("nodes")?;

    xml.open("edges", &[])?;
    for reference in graph.graph.edge_references() {
        let edge = reference.weight();
        let about = [
            ("id", &*reference.id().index().to_string()),
            ("source", graph.graph[reference.source()].iri.as_str()),
            ("target", graph.graph[reference.target()].iri.as_str()),
            // Edges of one kind between the same nodes would be merged.
            ("kind", &edge.name),
            ("label", &edge.label),
            ("weight", &edge.count.to_string()),
        ];
        open(&mut xml, "edge", &about, edge.period)?;
        values(&mut xml, graph, EDGE, reference.id())?;
        xml.close("edge")?;
    }
    xml.close("edges")?;
    xml.close("graph")?;
    xml.close("gexf")?;
    xml.finish()
}

fn declare<Index>(xml: &mut Xml<'_>, class: &str, columns: &[Column<Index>]) -> io::Result<()> {
    xml.open("attributes", &[("class", class)])?;
    for column in columns {
        let (name, kind) = (column.name, column.kind.gexf());
        xml.empty(
            "attribute",
            &[("id", name), ("title", name), ("type", kind)],
        )?;
    }
    xml.close("attributes")
}

/// Opens an element with its first and last day.
fn open(xml: &mut Xml<'_>, name: &str, about: &[(&str, &str)], period: Period) -> io::Result<()> {
    let (start, end) = (period.first_day(), period.last_day());
    let days = [("start", start.as_deref()), ("end", end.as_deref())];
    let days = days
        .into_iter()
        .filter_map(|(name, day)| Some((name, day?)));
    let attributes: Vec<(&str, &str)> = about.iter().copied().chain(days).collect();
    xml.open(name, &attributes)
}

fn values<Index: Copy>(
    xml: &mut Xml<'_>,
    graph: &EntityGraph,
    columns: &[Column<Index>],
    at: Index,
) -> io::Result<()> {
    xml.open("attvalues", &[])?;
    for column in columns {
        if let Some(value) = (column.value)(graph, at).map(Value::text) {
            xml.empty("attvalue", &[("for", column.name), ("value", &value)])?;
        }
    }
    xml.close("attvalues")
}
