//! A page to look around in the graph: one file that needs no network and no other file.
//!
//! The page is `html/page.html` with its style, its script and the graph put in. The graph is JSON inside
//! a script element of a type that no browser runs; `<` is written as an escape of JSON, so that no
//! name can end the element.

use super::json::documents;
use super::layout::{Size, places};
use super::style::{Family, Group};
use super::{Caption, EntityGraph};
use serde_json::{Value, json};
use std::io::{self, Write};

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Writes the page.
pub(super) fn write(graph: &EntityGraph, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let data = serde_json::to_string(&data(graph, caption))?.replace('<', "\\u003c");
    let parts = [
        ("{{title}}", escape(&caption.title)),
        ("{{style}}", STYLE.to_owned()),
        ("{{data}}", data),
        ("{{script}}", SCRIPT.to_owned()),
    ];
    // Each mark is looked for behind the one before, so that no text put in is taken for a mark.
    let mut rest = PAGE;
    for (mark, content) in parts {
        let (before, after) = rest.split_once(mark).unwrap_or((rest, ""));
        out.write_all(before.as_bytes())?;
        out.write_all(content.as_bytes())?;
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

/// What the script draws: nodes and edges by their places in lists.
fn data(graph: &EntityGraph, caption: &Caption) -> Value {
    let room = |at| {
        let side = f64::from(graph.size(at)) + 14.0;
        Size {
            width: side * 2.0,
            height: side,
        }
    };
    let middles = places(graph, room);
    let nodes = graph.graph.node_indices().map(|at| {
        let (node, place) = (&graph.graph[at], middles[at.index()]);
        json!({
            "iri": node.iri.as_str(),
            "label": node.label,
            "aliases": node.aliases,
            "class": node.class_label,
            "group": Group::ALL.iter().position(|group| *group == node.group),
            "places": node.places,
            "documents": node.documents,
            "period": (!node.period.is_open()).then(|| node.period.to_string()),
            "size": graph.size(at),
            "x": place.x.round(),
            "y": place.y.round(),
        })
    });
    let edges = graph.edges().map(|(source, target, edge)| {
        json!({
            "source": source.index(),
            "target": target.index(),
            "label": edge.label,
            "family": Family::ALL.iter().position(|family| *family == Family::of(&edge.name)),
            "documents": edge.documents,
            "confidence": edge.confidence,
            "quote": edge.quote,
        })
    });
    let group = |group: Group| json!({ "label": group.label(), "color": group.color().hex() });
    let family = |family: Family| json!({ "label": family.label(), "color": family.color().hex() });
    json!({
        "title": caption.title,
        "notes": caption.notes,
        "groups": Group::ALL.map(group),
        "families": Family::ALL.map(family),
        "documents": documents(graph),
        "nodes": nodes.collect::<Vec<_>>(),
        "edges": edges.collect::<Vec<_>>(),
    })
}

/// Text as HTML holds it.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
