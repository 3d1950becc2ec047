//! Cytoscape's formats: CX2, the exchange format of Cytoscape 3.10 and NDEx, and cyjs, the elements of
//! Cytoscape.js.
//!
//! CX2: <https://cytoscape.org/cx/cx2/specification/cytoscape-exchange-format-specification-(version-2)/>;
//! cyjs: <https://js.cytoscape.org/#notation/elements-json>. Both name nodes by their number, keep the
//! IRI as an attribute, and bring a style that takes label, color and size from the attributes.

use super::column::{Attributes, Column, EDGE, Kind, NODE};
use super::layout::{self, Point, ROOM};
use super::{Caption, EntityGraph};
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// A graph with the places of its nodes.
struct Placed<'g> {
    graph: &'g EntityGraph,
    places: Vec<Point>,
}

impl<'g> Placed<'g> {
    fn new(graph: &'g EntityGraph) -> Self {
        Self {
            graph,
            places: layout::places(graph, |_| ROOM),
        }
    }

    fn node(&self, at: NodeIndex) -> NodeData<'_> {
        let node = &self.graph.graph[at];
        NodeData {
            name: &node.label,
            color: node.group.color().hex(),
            size: self.graph.size(at),
            attributes: Attributes::new(self.graph, at, NODE),
        }
    }

    fn edge(&self, at: EdgeIndex) -> EdgeData<'_> {
        let edge = &self.graph.graph[at];
        EdgeData {
            interaction: &edge.label,
            weight: edge.count,
            attributes: Attributes::new(self.graph, at, EDGE),
        }
    }
}

/// What Cytoscape's tables show of a node.
#[derive(Serialize)]
struct NodeData<'g> {
    name: &'g str,
    color: String,
    size: u32,
    #[serde(flatten)]
    attributes: Attributes<'g, NodeIndex>,
}

/// What Cytoscape's tables show of an edge.
#[derive(Serialize)]
struct EdgeData<'g> {
    interaction: &'g str,
    weight: usize,
    #[serde(flatten)]
    attributes: Attributes<'g, EdgeIndex>,
}

pub(super) fn cx2(graph: &EntityGraph, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Nodes<'g> {
        #[serde(serialize_with = "cx2_nodes")]
        nodes: &'g Placed<'g>,
    }
    #[derive(Serialize)]
    struct Edges<'g> {
        #[serde(serialize_with = "cx2_edges")]
        edges: &'g Placed<'g>,
    }
    let placed = Placed::new(graph);
    let count = |name: &str, count: usize| json!({"name": name, "elementCount": count});
    let aspects = [
        json!({"CXVersion": "2.0", "hasFragments": false}),
        json!({"metaData": [
            count("attributeDeclarations", 1),
            count("networkAttributes", 1),
            count("nodes", graph.graph.node_count()),
            count("edges", graph.graph.edge_count()),
            count("visualProperties", 1),
        ]}),
        json!({"attributeDeclarations": [{
            "networkAttributes": {"name": {"d": "string"}, "description": {"d": "string"}},
            "nodes": declared(&[("name", "string"), ("color", "string"), ("size", "integer")], NODE),
            "edges": declared(&[("interaction", "string"), ("weight", "integer")], EDGE),
        }]}),
        json!({"networkAttributes": [{"name": caption.title, "description": caption.notes.join(" ")}]}),
    ];
    for (at, aspect) in aspects.iter().enumerate() {
        out.write_all(if at == 0 { b"[\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, aspect)?;
    }
    out.write_all(b",\n")?;
    serde_json::to_writer(&mut *out, &Nodes { nodes: &placed })?;
    out.write_all(b",\n")?;
    serde_json::to_writer(&mut *out, &Edges { edges: &placed })?;
    out.write_all(b",\n")?;
    serde_json::to_writer(&mut *out, &json!({"visualProperties": [cx2_style(graph)]}))?;
    out.write_all(b",\n{\"status\":[{\"success\":true}]}\n]\n")
}

fn cx2_nodes<S: Serializer>(placed: &Placed<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Node<'g> {
        id: usize,
        x: f64,
        y: f64,
        v: NodeData<'g>,
    }
    serializer.collect_seq(placed.graph.graph.node_indices().map(|at| Node {
        id: at.index(),
        x: rounded(placed.places[at.index()].x),
        y: rounded(placed.places[at.index()].y),
        v: placed.node(at),
    }))
}

fn cx2_edges<S: Serializer>(placed: &Placed<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Edge<'g> {
        id: usize,
        s: usize,
        t: usize,
        v: EdgeData<'g>,
    }
    serializer.collect_seq(placed.graph.graph.edge_references().map(|edge| Edge {
        id: edge.id().index(),
        s: edge.source().index(),
        t: edge.target().index(),
        v: placed.edge(edge.id()),
    }))
}

fn declared<Index>(own: &[(&str, &str)], columns: &[Column<Index>]) -> Map<String, Value> {
    let kind = |kind: Kind| match kind {
        Kind::Text => "string",
        Kind::List => "list_of_string",
        Kind::Integer => "integer",
        Kind::Number => "double",
    };
    let columns = columns
        .iter()
        .map(|column| (column.name, kind(column.kind)));
    own.iter()
        .copied()
        .chain(columns)
        .map(|(name, kind)| (name.to_owned(), json!({"d": kind})))
        .collect()
}

fn cx2_style(graph: &EntityGraph) -> Value {
    let pass = |attribute: &str, kind: &str| json!({"type": "PASSTHROUGH", "definition": {"attribute": attribute, "type": kind}});
    let arrow = arrow(graph);
    json!({
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#ffffff"},
            "node": {"NODE_SHAPE": "ellipse", "NODE_LABEL_FONT_SIZE": 9, "NODE_BORDER_WIDTH": 0},
            "edge": {"EDGE_TARGET_ARROW_SHAPE": arrow, "EDGE_WIDTH": 1, "EDGE_LINE_COLOR": "#999999",
                "EDGE_LABEL_FONT_SIZE": 7},
        },
        "nodeMapping": {
            "NODE_LABEL": pass("name", "string"),
            "NODE_BACKGROUND_COLOR": pass("color", "string"),
            "NODE_WIDTH": pass("size", "integer"),
            "NODE_HEIGHT": pass("size", "integer"),
        },
        "edgeMapping": {"EDGE_LABEL": pass("interaction", "string")},
    })
}

pub(super) fn cyjs(graph: &EntityGraph, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Whole<'g> {
        format_version: &'static str,
        generated_by: &'static str,
        target_cytoscapejs_version: &'static str,
        data: Value,
        elements: Elements<'g>,
        style: Value,
        layout: Value,
    }
    #[derive(Serialize)]
    struct Elements<'g> {
        #[serde(serialize_with = "cyjs_nodes")]
        nodes: &'g Placed<'g>,
        #[serde(serialize_with = "cyjs_edges")]
        edges: &'g Placed<'g>,
    }
    let placed = &Placed::new(graph);
    let whole = Whole {
        format_version: "1.0",
        generated_by: concat!("tripolis ", env!("CARGO_PKG_VERSION")),
        target_cytoscapejs_version: "~3.0",
        data: json!({"name": caption.title, "description": caption.notes.join(" ")}),
        elements: Elements {
            nodes: placed,
            edges: placed,
        },
        style: cyjs_style(graph),
        layout: json!({"name": "preset"}),
    };
    serde_json::to_writer(&mut *out, &whole)?;
    out.write_all(b"\n")
}

fn cyjs_nodes<S: Serializer>(placed: &Placed<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Node<'g> {
        data: Data<'g>,
        position: Position,
    }
    #[derive(Serialize)]
    struct Data<'g> {
        id: String,
        #[serde(flatten)]
        data: NodeData<'g>,
    }
    #[derive(Serialize)]
    struct Position {
        x: f64,
        y: f64,
    }
    serializer.collect_seq(placed.graph.graph.node_indices().map(|at| Node {
        data: Data {
            id: format!("n{}", at.index()),
            data: placed.node(at),
        },
        position: Position {
            x: rounded(placed.places[at.index()].x),
            y: rounded(placed.places[at.index()].y),
        },
    }))
}

fn cyjs_edges<S: Serializer>(placed: &Placed<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Edge<'g> {
        data: Data<'g>,
    }
    #[derive(Serialize)]
    struct Data<'g> {
        id: String,
        source: String,
        target: String,
        #[serde(flatten)]
        data: EdgeData<'g>,
    }
    serializer.collect_seq(placed.graph.graph.edge_references().map(|edge| Edge {
        data: Data {
            id: format!("e{}", edge.id().index()),
            source: format!("n{}", edge.source().index()),
            target: format!("n{}", edge.target().index()),
            data: placed.edge(edge.id()),
        },
    }))
}

fn cyjs_style(graph: &EntityGraph) -> Value {
    let arrow = arrow(graph);
    json!([
        {"selector": "node", "style": {
            "label": "data(name)", "background-color": "data(color)", "width": "data(size)",
            "height": "data(size)", "font-size": 9, "text-wrap": "wrap", "text-max-width": 120,
        }},
        {"selector": "edge", "style": {
            "label": "data(interaction)", "curve-style": "bezier", "target-arrow-shape": arrow,
            "width": 1, "line-color": "#999999", "target-arrow-color": "#999999", "font-size": 7,
        }},
    ])
}

/// The head of an edge.
fn arrow(graph: &EntityGraph) -> &'static str {
    if graph.is_directed() {
        "triangle"
    } else {
        "none"
    }
}

/// To a tenth, which is exact enough for a place.
fn rounded(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}
