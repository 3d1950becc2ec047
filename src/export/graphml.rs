//! GraphML: typed attributes, labels, colors; and as yEd writes it, with the shapes that it draws.
//!
//! <http://graphml.graphdrawing.org/specification.html>; yEd's elements:
//! <https://yed.yworks.com/support/manual/graphml.html>.

use super::column::{Column, EDGE, NODE, Value};
use super::layout::{self, Point, Size};
use super::style::Family;
use super::xml::Xml;
use super::{Caption, EntityGraph};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::io::{self, Write};

const NAMESPACE: &str = "http://graphml.graphdrawing.org/xmlns";
const SCHEMA: &str =
    "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd";
const YED_SCHEMA: &str = "http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd";
const YED: &str = "http://www.yworks.com/xml/graphml";

/// Keys of yEd's own that have no name.
const NODE_GRAPHICS: &str = "nodegraphics";
const EDGE_GRAPHICS: &str = "edgegraphics";

pub(super) fn write(graph: &EntityGraph, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    document(graph, caption, None, out)
}

/// With boxes, lines and places for yEd.
pub(super) fn yed(graph: &EntityGraph, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let places = layout::places(graph, |at| room(graph, at));
    document(graph, caption, Some(&places), out)
}

fn document(
    graph: &EntityGraph,
    caption: &Caption,
    places: Option<&[Point]>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    let head = [
        ("xmlns", NAMESPACE),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ("xmlns:y", YED),
        ("xsi:schemaLocation", YED_SCHEMA),
    ];
    match places {
        Some(_) => xml.open("graphml", &head)?,
        None => xml.open("graphml", &[head[0], head[1], (head[3].0, SCHEMA)])?,
    }
    for name in ["title", "note"] {
        key(&mut xml, "graph", name, "string")?;
    }
    for (name, kind) in [("label", "string"), ("color", "string"), ("size", "double")] {
        key(&mut xml, "node", name, kind)?;
    }
    for column in NODE {
        key(&mut xml, "node", column.name, column.kind.graphml())?;
    }
    for (name, kind) in [("label", "string"), ("weight", "double")] {
        key(&mut xml, "edge", name, kind)?;
    }
    for column in EDGE {
        key(&mut xml, "edge", column.name, column.kind.graphml())?;
    }
    if places.is_some() {
        for (of, graphics) in [("node", NODE_GRAPHICS), ("edge", EDGE_GRAPHICS)] {
            xml.empty(
                "key",
                &[("id", graphics), ("for", of), ("yfiles.type", graphics)],
            )?;
        }
        // What yEd opens on a click.
        key(&mut xml, "node", "url", "string")?;
        key(&mut xml, "edge", "description", "string")?;
    }

    let edges = if graph.is_directed() {
        "directed"
    } else {
        "undirected"
    };
    xml.open("graph", &[("id", "entities"), ("edgedefault", edges)])?;
    data(&mut xml, "graph.title", &caption.title)?;
    data(&mut xml, "graph.note", &caption.notes.join(" "))?;
    let columns = Keyed::of("node", NODE);
    for at in graph.graph.node_indices() {
        let node = &graph.graph[at];
        xml.open("node", &[("id", &format!("n{}", at.index()))])?;
        data(&mut xml, "node.label", &node.label)?;
        data(&mut xml, "node.color", &node.group.color().hex())?;
        data(&mut xml, "node.size", &graph.size(at).to_string())?;
        columns.write(&mut xml, graph, at)?;
        if let Some(places) = places {
            data(&mut xml, "node.url", node.iri.as_str())?;
            shape(&mut xml, graph, at, places[at.index()])?;
        }
        xml.close("node")?;
    }
    let columns = Keyed::of("edge", EDGE);
    for edge in graph.graph.edge_references() {
        let ends = [edge.source(), edge.target()].map(|end| format!("n{}", end.index()));
        let id = format!("e{}", edge.id().index());
        xml.open(
            "edge",
            &[("id", &id), ("source", &ends[0]), ("target", &ends[1])],
        )?;
        data(&mut xml, "edge.label", &edge.weight().label)?;
        data(&mut xml, "edge.weight", &edge.weight().count.to_string())?;
        columns.write(&mut xml, graph, edge.id())?;
        if places.is_some() {
            let quote = edge.weight().quote.as_deref().unwrap_or_default();
            data(&mut xml, "edge.description", quote)?;
            line(&mut xml, graph, edge.weight())?;
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

fn data(xml: &mut Xml<'_>, key: &str, value: &str) -> io::Result<()> {
    xml.text("data", &[("key", key)], value)
}

/// Columns with the ids of their keys.
struct Keyed<Index: 'static>(Vec<(String, &'static Column<Index>)>);

impl<Index: Copy> Keyed<Index> {
    fn of(kind: &str, columns: &'static [Column<Index>]) -> Self {
        let id = |column: &Column<Index>| format!("{kind}.{}", column.name);
        Self(columns.iter().map(|column| (id(column), column)).collect())
    }

    fn write(&self, xml: &mut Xml<'_>, graph: &EntityGraph, at: Index) -> io::Result<()> {
        for (key, column) in &self.0 {
            if let Some(value) = (column.value)(graph, at).map(Value::text) {
                data(xml, key, &value)?;
            }
        }
        Ok(())
    }
}

/// The box of a node in yEd, wide enough for its label in 12 points.
fn room(graph: &EntityGraph, at: NodeIndex) -> Size {
    let letters = graph.graph[at].label.chars().count().min(200) as f64;
    Size {
        width: letters.mul_add(7.0, 20.0),
        height: f64::from(graph.size(at)) + 14.0,
    }
}

fn shape(xml: &mut Xml<'_>, graph: &EntityGraph, at: NodeIndex, middle: Point) -> io::Result<()> {
    let node = &graph.graph[at];
    let (room, color) = (room(graph, at), node.group.color());
    let number = |number: f64| format!("{number:.1}");
    xml.open("data", &[("key", NODE_GRAPHICS)])?;
    xml.open("y:ShapeNode", &[])?;
    xml.empty(
        "y:Geometry",
        &[
            ("height", &number(room.height)),
            ("width", &number(room.width)),
            ("x", &number(middle.x - room.width / 2.0)),
            ("y", &number(middle.y - room.height / 2.0)),
        ],
    )?;
    xml.empty(
        "y:Fill",
        &[("color", &color.tint().hex()), ("transparent", "false")],
    )?;
    let hex = color.hex();
    xml.empty(
        "y:BorderStyle",
        &[("color", &hex), ("type", "line"), ("width", "1.0")],
    )?;
    xml.text("y:NodeLabel", &[("textColor", "#222222")], &node.label)?;
    let kind = if node.group.roundness() > 0.0 {
        "roundrectangle"
    } else {
        "rectangle"
    };
    xml.empty("y:Shape", &[("type", kind)])?;
    xml.close("y:ShapeNode")?;
    xml.close("data")
}

fn line(xml: &mut Xml<'_>, graph: &EntityGraph, edge: &super::graph::Edge) -> io::Result<()> {
    let target = if graph.is_directed() {
        "standard"
    } else {
        "none"
    };
    xml.open("data", &[("key", EDGE_GRAPHICS)])?;
    xml.open("y:PolyLineEdge", &[])?;
    let color = Family::of(&edge.name).color().hex();
    xml.empty(
        "y:LineStyle",
        &[("color", &color), ("type", "line"), ("width", "1.0")],
    )?;
    xml.empty("y:Arrows", &[("source", "none"), ("target", target)])?;
    xml.text(
        "y:EdgeLabel",
        &[("fontSize", "9"), ("textColor", "#555555")],
        &edge.label,
    )?;
    xml.close("y:PolyLineEdge")?;
    xml.close("data")
}
