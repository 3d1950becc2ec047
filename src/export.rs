//! The entity graph for graph tools, and pictures of it.
//!
//! [`EntityGraph::from_quads`] collects entities and the facts between them, [`EntityGraph::select`]
//! keeps the part that was asked for, and [`write()`] gives it to a tool in the tool's own format:
//!
//! ```text
//! quads → EntityGraph → select → write(Format)
//! ```
//!
//! [`Format`] is the one place that knows the formats; each has its writer in a file of its own.
//! Attributes that tools see are declared once, in `column`, and colors once, in [`style`].
//! Equal graphs give equal bytes.

// What is written.
mod column;
pub mod graph;
pub mod select;
pub mod style;
mod text;
// Where it goes.
pub mod format;
pub mod place;
// Where it stands on a page.
mod layout;
// The formats.
mod csv;
mod dot;
mod gexf;
mod graphml;
mod json;
mod svg;
mod xml;

pub use format::Format;
pub use graph::EntityGraph;
pub use select::{Around, SelectError, Selection};
pub use text::Dropped;
pub(crate) use text::printable;

use std::io::{self, Write};

/// What a file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caption {
    /// The heading, such as "Policy documents: who works with whom".
    pub title: String,
    /// What is shown and what was left out, a sentence each.
    pub notes: Vec<String>,
}

/// Writes a graph in a format.
///
/// [`Format::Csv`] writes its edges; [`write_nodes`] gives its other half.
///
/// # Errors
///
/// If the writer fails.
pub fn write(
    graph: &EntityGraph,
    format: Format,
    caption: &Caption,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::GraphMl => graphml::write(graph, caption, out),
        Format::Gexf => gexf::write(graph, caption, out),
        Format::Dot => dot::write(graph, caption, out),
        Format::Svg => svg::write(graph, caption, out),
        Format::Csv => csv::edges(graph, out),
        Format::Json => json::write(graph, caption, out),
    }
}

/// Writes the nodes of a graph as CSV, to stand beside the edges of [`Format::Csv`].
///
/// # Errors
///
/// If the writer fails.
pub fn write_nodes(graph: &EntityGraph, out: &mut dyn Write) -> io::Result<()> {
    csv::nodes(graph, out)
}
