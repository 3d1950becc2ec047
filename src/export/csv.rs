//! Tables of nodes and edges: with the headers that Gephi's import knows, and with those of Neo4j's bulk
//! import beside a script that runs it.
//!
//! Gephi: `Id`, `Label`; `Source`, `Target`, `Type`, `Weight`. Neo4j:
//! <https://neo4j.com/docs/operations-manual/current/import/>.

use super::column::{Column, EDGE, Kind, NODE, Value};
use super::text::printable;
use super::{Caption, EntityGraph};
use ::csv::{Terminator, WriterBuilder};
use petgraph::visit::EdgeRef;
use std::borrow::Cow;
use std::io::{self, Write};

type Table<'w> = ::csv::Writer<&'w mut dyn Write>;

/// A table as RFC 4180 has it.
fn table(out: &mut dyn Write) -> Table<'_> {
    WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out)
}

/// `Id,Label,…,Color`, one row for each node.
pub(super) fn nodes(graph: &EntityGraph, _: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let mut table = table(out);
    let names = NODE.iter().map(|column| column.name);
    table.write_record(["Id", "Label"].into_iter().chain(names).chain(["Color"]))?;
    for at in graph.graph.node_indices() {
        let node = &graph.graph[at];
        table.write_field(node.iri.as_str())?;
        table.write_field(&node.label)?;
        for column in NODE {
            table.write_field(&*cell(graph, column, at))?;
        }
        table.write_field(node.group.color().hex())?;
        table.write_record(None::<&[u8]>)?;
    }
    table.flush()
}

/// `Source,Target,Type,Label,Weight,…`, one row for each edge.
pub(super) fn edges(graph: &EntityGraph, _: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let mut table = table(out);
    let names = EDGE.iter().map(|column| column.name);
    let head = ["Source", "Target", "Type", "Label", "Weight"];
    table.write_record(head.into_iter().chain(names))?;
    let kind = if graph.is_directed() {
        "Directed"
    } else {
        "Undirected"
    };
    for edge in graph.graph.edge_references() {
        table.write_field(graph.graph[edge.source()].iri.as_str())?;
        table.write_field(graph.graph[edge.target()].iri.as_str())?;
        table.write_field(kind)?;
        table.write_field(&edge.weight().label)?;
        table.write_field(edge.weight().count.to_string())?;
        for column in EDGE {
            table.write_field(&*cell(graph, column, edge.id()))?;
        }
        table.write_record(None::<&[u8]>)?;
    }
    table.flush()
}

fn cell<'g, Index>(graph: &'g EntityGraph, column: &Column<Index>, at: Index) -> Cow<'g, str> {
    (column.value)(graph, at).map_or_else(Cow::default, Value::text)
}

/// Between the parts of a list: a character that no printable text holds. The script names it too.
const BETWEEN: &str = "\u{1f}";

/// `iri:ID(Entity),name,…,:LABEL`: a node is an `Entity` and what its class says.
pub(super) fn neo4j_nodes(graph: &EntityGraph, _: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let mut table = table(out);
    table.write_field("iri:ID(Entity)")?;
    table.write_field("name")?;
    let columns = || NODE.iter().filter(|column| column.name != "iri");
    for column in columns() {
        table.write_field(neo4j_header(column))?;
    }
    table.write_field(":LABEL")?;
    table.write_record(None::<&[u8]>)?;
    for at in graph.graph.node_indices() {
        let node = &graph.graph[at];
        table.write_field(node.iri.as_str())?;
        table.write_field(&*printable(&node.label))?;
        for column in columns() {
            table.write_field(neo4j_cell(graph, column, at))?;
        }
        table.write_field(["Entity", &node.class_name].join(BETWEEN))?;
        table.write_record(None::<&[u8]>)?;
    }
    table.flush()
}

/// `:START_ID(Entity),:END_ID(Entity),:TYPE,label,weight:long,…`.
pub(super) fn neo4j_edges(graph: &EntityGraph, _: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let mut table = table(out);
    for header in [
        ":START_ID(Entity)",
        ":END_ID(Entity)",
        ":TYPE",
        "label",
        "weight:long",
    ] {
        table.write_field(header)?;
    }
    for column in EDGE {
        table.write_field(neo4j_header(column))?;
    }
    table.write_record(None::<&[u8]>)?;
    for edge in graph.graph.edge_references() {
        table.write_field(graph.graph[edge.source()].iri.as_str())?;
        table.write_field(graph.graph[edge.target()].iri.as_str())?;
        table.write_field(relationship(&edge.weight().name))?;
        table.write_field(&*printable(&edge.weight().label))?;
        table.write_field(edge.weight().count.to_string())?;
        for column in EDGE {
            table.write_field(neo4j_cell(graph, column, edge.id()))?;
        }
        table.write_record(None::<&[u8]>)?;
    }
    table.flush()
}

fn neo4j_header<Index>(column: &Column<Index>) -> String {
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::List => "string[]",
        Kind::Integer => "long",
        Kind::Number => "double",
    };
    format!("{}:{kind}", column.name)
}

fn neo4j_cell<Index>(graph: &EntityGraph, column: &Column<Index>, at: Index) -> String {
    let text = match (column.value)(graph, at) {
        Some(Value::List(parts)) => {
            let parts: Vec<Cow<'_, str>> = parts.into_iter().map(printable).collect();
            return parts.join(BETWEEN);
        }
        Some(value) => value.text(),
        None => Cow::default(),
    };
    printable(&text).into_owned()
}

/// The type of a relationship, as Neo4j's style has it: `launchedBy` is `LAUNCHED_BY`.
fn relationship(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut before = '_';
    for c in name.chars() {
        match c {
            c if c.is_alphanumeric() => {
                if c.is_uppercase() && before.is_lowercase() {
                    out.push('_');
                }
                out.extend(c.to_uppercase());
            }
            _ if !out.ends_with('_') => out.push('_'),
            _ => {}
        }
        before = c;
    }
    out
}

/// The script that brings both tables into a database.
pub(super) fn neo4j_script(_: &EntityGraph, _: &Caption, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(
        br#"#!/bin/sh
# Brings nodes.csv and relationships.csv into a database of Neo4j 5 that does not exist yet.
# usage: sh import.sh [DATABASE [OPTION...]], on the machine of the server, while the database is stopped
# example: sh import.sh tripolis --overwrite-destination=true
set -eu
here=$(cd "$(dirname "$0")" && pwd)
database=${1:-neo4j}
[ $# -eq 0 ] || shift
exec neo4j-admin database import full "$database" \
    --nodes="$here/nodes.csv" --relationships="$here/relationships.csv" \
    --id-type=string --array-delimiter=U+001F --multiline-fields=true "$@"
"#,
    )
}
