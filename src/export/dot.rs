//! DOT for Graphviz: boxes from left to right in the colors of their groups, with a legend.

use super::style::Family;
use super::text::printable;
use super::{Caption, EntityGraph};
use std::io::{self, Write};

/// Labels longer than this many characters are broken into lines.
const LINE: usize = 28;

pub(super) fn write(graph: &EntityGraph, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let title: Vec<String> = std::iter::once(&caption.title)
        .chain(&caption.notes)
        .map(|line| quoted(line))
        .collect();
    writeln!(out, "// Draw with: dot -Tsvg FILE -o picture.svg")?;
    let (kind, arrow) = if graph.is_directed() {
        ("digraph", "->")
    } else {
        ("graph", "--")
    };
    writeln!(out, "{kind} entities {{")?;
    writeln!(
        out,
        "  graph [charset=\"UTF-8\" rankdir=LR ranksep=1.2 nodesep=0.12 splines=true concentrate=false"
    )?;
    writeln!(
        out,
        "    labelloc=t labeljust=l fontname=\"Helvetica\" fontsize=16 label=\"{}\\l\"];",
        title.join("\\l")
    )?;
    writeln!(
        out,
        "  node [shape=box style=\"rounded,filled\" fontname=\"Helvetica\" fontsize=11 height=0.3 margin=\"0.1,0.05\"];"
    )?;
    writeln!(
        out,
        "  edge [fontname=\"Helvetica\" fontsize=8 fontcolor=\"#555555\" arrowsize=0.6];"
    )?;
    for at in graph.graph.node_indices() {
        let node = &graph.graph[at];
        let color = node.group.color();
        let lines: Vec<String> = lines(&node.label).iter().map(|line| quoted(line)).collect();
        writeln!(
            out,
            "  n{} [label=\"{}\" tooltip=\"{}, {}\" URL=\"{}\" color=\"{}\" fillcolor=\"{}\"];",
            at.index(),
            lines.join("\\n"),
            quoted(&node.label),
            quoted(&node.class_label),
            quoted(node.iri.as_str()),
            color.hex(),
            color.tint().hex(),
        )?;
    }
    for (source, target, edge) in graph.edges() {
        let tip = edge.quote.as_deref().unwrap_or(&edge.label);
        writeln!(
            out,
            "  n{} {arrow} n{} [label=\"{}\" tooltip=\"{}\" color=\"{}\"];",
            source.index(),
            target.index(),
            quoted(&edge.label),
            quoted(tip),
            Family::of(&edge.name).color().hex(),
        )?;
    }
    writeln!(out, "  subgraph cluster_legend {{")?;
    writeln!(
        out,
        "    label=\"Legend\" fontsize=12 color=\"#bbbbbb\" margin=8;"
    )?;
    let groups = graph.groups();
    for (number, group) in groups.iter().enumerate() {
        let color = group.color();
        writeln!(
            out,
            "    legend{number} [label=\"{}\" color=\"{}\" fillcolor=\"{}\"];",
            quoted(group.label()),
            color.hex(),
            color.tint().hex(),
        )?;
    }
    writeln!(out, "  }}")?;
    writeln!(out, "}}")
}

/// A label in lines of about [`LINE`] characters, broken between words.
fn lines(label: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in label.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < LINE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The inside of a quoted string that Graphviz shows as `text`: it knows backslash escapes and
/// HTML's character references.
fn quoted(text: &str) -> String {
    let text = printable(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
