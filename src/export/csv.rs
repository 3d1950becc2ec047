//! Tables of nodes and edges with the headers that Gephi's import knows (RFC 4180).

use super::column::{Column, EDGE, NODE};
use super::{Caption, EntityGraph};
use petgraph::visit::EdgeRef;
use std::borrow::Cow;
use std::io::{self, Write};

/// `Id,Label,…,Color`, one row for each node.
pub(super) fn nodes(graph: &EntityGraph, _: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let names = NODE.iter().map(|column| column.name.into());
    row(
        out,
        [Cow::from("Id"), "Label".into()]
            .into_iter()
            .chain(names)
            .chain(["Color".into()]),
    )?;
    for at in graph.graph.node_indices() {
        let node = &graph.graph[at];
        let values = NODE.iter().map(|column| cell(graph, column, at));
        let head = [Cow::from(node.iri.as_str()), node.label.as_str().into()];
        row(
            out,
            head.into_iter()
                .chain(values)
                .chain([node.group.color().hex().into()]),
        )?;
    }
    Ok(())
}

/// `Source,Target,Type,Label,Weight,…`, one row for each edge.
pub(super) fn edges(graph: &EntityGraph, _: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let names = EDGE.iter().map(|column| column.name.into());
    let head = ["Source", "Target", "Type", "Label", "Weight"].map(Cow::from);
    row(out, head.into_iter().chain(names))?;
    for reference in graph.graph.edge_references() {
        let (source, target, edge) = (reference.source(), reference.target(), reference.weight());
        let head = [
            Cow::from(graph.graph[source].iri.as_str()),
            graph.graph[target].iri.as_str().into(),
            "Directed".into(),
            edge.label.as_str().into(),
            edge.count.to_string().into(),
        ];
        row(
            out,
            head.into_iter().chain(
                EDGE.iter()
                    .map(|column| cell(graph, column, reference.id())),
            ),
        )?;
    }
    Ok(())
}

fn cell<'g, Index>(graph: &'g EntityGraph, column: &Column<Index>, at: Index) -> Cow<'g, str> {
    (column.value)(graph, at).map_or_else(Cow::default, |value| value.text())
}

fn row<'c>(out: &mut dyn Write, cells: impl Iterator<Item = Cow<'c, str>>) -> io::Result<()> {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        if cell.contains([',', '"', '\n', '\r']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}
