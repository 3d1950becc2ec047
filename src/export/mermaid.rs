//! A Mermaid flowchart, for Markdown pages: of small graphs alone, since Mermaid draws no others.
//!
//! <https://mermaid.js.org/syntax/flowchart.html>

use super::text::printable;
use super::{Caption, EntityGraph};
use std::fmt::Write as _;
use std::io::{self, Write};

/// What Mermaid draws unless its page is configured otherwise: `maxEdges` and `maxTextSize`.
const MOST_EDGES: usize = 500;
const MOST_CHARACTERS: usize = 50_000;

/// A graph that a format cannot hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{nodes} entities and {edges} facts are too many for Mermaid, which draws up to {MOST_EDGES} lines and {MOST_CHARACTERS} characters\n  hint: choose fewer, as with --limit 40, --around ENTITY or --class Program, or take svg"
)]
pub struct TooLarge {
    nodes: usize,
    edges: usize,
}

pub(super) fn write(graph: &EntityGraph, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let too_large = || {
        io::Error::other(TooLarge {
            nodes: graph.graph.node_count(),
            edges: graph.graph.edge_count(),
        })
    };
    if graph.graph.edge_count() > MOST_EDGES {
        return Err(too_large());
    }
    let text = chart(graph, caption);
    if text.chars().count() > MOST_CHARACTERS {
        return Err(too_large());
    }
    out.write_all(text.as_bytes())
}

fn chart(graph: &EntityGraph, caption: &Caption) -> String {
    let mut out = format!("---\ntitle: {}\n---\nflowchart LR\n", yaml(&caption.title));
    // Writing to a string cannot fail.
    let mut line = |text: std::fmt::Arguments<'_>| {
        let _ = writeln!(out, "  {text}");
    };
    for at in graph.graph.node_indices() {
        let node = &graph.graph[at];
        let label = quoted(&node.label);
        line(format_args!(
            "n{}[\"{label}\"]:::{:?}",
            at.index(),
            node.group
        ));
    }
    let arrow = if graph.is_directed() { "-->" } else { "---" };
    for (source, target, edge) in graph.edges() {
        let label = quoted(&edge.label);
        line(format_args!(
            "n{} {arrow}|\"{label}\"| n{}",
            source.index(),
            target.index()
        ));
    }
    for group in graph.groups() {
        let color = group.color();
        line(format_args!(
            "classDef {group:?} fill:{},stroke:{},color:#222222",
            color.tint().hex(),
            color.hex()
        ));
    }
    for at in graph.graph.node_indices() {
        let iri = &graph.graph[at].iri;
        line(format_args!(
            "click n{} href \"{}\"",
            at.index(),
            iri.as_str().replace('"', "%22")
        ));
    }
    out
}

/// The inside of a quoted string; Mermaid knows character references by number, without the ampersand.
fn quoted(text: &str) -> String {
    let text = printable(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '"' | '#' | '&' | '<' | '>' | '`' | '\\' | ';' => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// A double-quoted string of YAML, whose escapes are those of JSON.
fn yaml(text: &str) -> String {
    serde_json::Value::from(&*printable(text)).to_string()
}
