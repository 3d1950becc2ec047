//! JSON Canvas 1.0, which Obsidian opens: a card for each entity, an arrow for each fact.
//!
//! <https://jsoncanvas.org/spec/1.0/>

use super::layout::{self, Point, Size};
use super::style::Family;
use super::{Caption, EntityGraph};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use serde::{Serialize, Serializer};
use std::io::{self, Write};

/// A card in pixels; the space that the layout keeps free is a little larger.
const WIDTH: i64 = 260;
const HEIGHT: i64 = 100;
const ROOM: Size = Size {
    width: 320.0,
    height: 130.0,
};

#[derive(Serialize)]
struct Canvas<'g> {
    #[serde(serialize_with = "nodes")]
    nodes: (&'g EntityGraph, Vec<Point>),
    #[serde(serialize_with = "edges")]
    edges: &'g EntityGraph,
}

pub(super) fn write(graph: &EntityGraph, _: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let canvas = Canvas {
        nodes: (graph, layout::places(graph, |_| ROOM)),
        edges: graph,
    };
    serde_json::to_writer_pretty(&mut *out, &canvas)?;
    out.write_all(b"\n")
}

fn nodes<S: Serializer>(
    (graph, places): &(&EntityGraph, Vec<Point>),
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Node {
        id: String,
        r#type: &'static str,
        text: String,
        x: i64,
        y: i64,
        width: i64,
        height: i64,
        color: String,
    }
    serializer.collect_seq(graph.graph.node_indices().map(|at| {
        let place = places[at.index()];
        Node {
            id: format!("n{}", at.index()),
            r#type: "text",
            text: card(graph, at),
            x: place.x.round() as i64 - WIDTH / 2,
            y: place.y.round() as i64 - HEIGHT / 2,
            width: WIDTH,
            height: HEIGHT,
            color: graph.graph[at].group.color().hex(),
        }
    }))
}

/// The Markdown of a card: name, class, and the documents that name it.
fn card(graph: &EntityGraph, at: NodeIndex) -> String {
    let node = &graph.graph[at];
    let titles: Vec<String> = graph.titles(&node.documents).map(markdown).collect();
    format!(
        "**[{}](<{}>)**\n{}\n\n*{}*",
        markdown(&node.label),
        node.iri.as_str(),
        markdown(&node.class_label),
        titles.join(", ")
    )
}

fn edges<S: Serializer>(graph: &EntityGraph, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Edge<'g> {
        id: String,
        from_node: String,
        to_node: String,
        to_end: &'static str,
        color: String,
        label: &'g str,
    }
    serializer.collect_seq(graph.graph.edge_references().map(|edge| Edge {
        id: format!("e{}", edge.id().index()),
        from_node: format!("n{}", edge.source().index()),
        to_node: format!("n{}", edge.target().index()),
        to_end: if graph.is_directed() { "arrow" } else { "none" },
        color: Family::of(&edge.weight().name).color().hex(),
        label: &edge.weight().label,
    }))
}

/// The text with what Markdown would read as markup escaped, on one line.
fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            c => {
                if c.is_ascii_punctuation()
                    && !matches!(c, ',' | '.' | ';' | ':' | '/' | '(' | ')' | '\'' | '-')
                {
                    out.push('\\');
                }
                out.push(c);
            }
        }
    }
    out
}
