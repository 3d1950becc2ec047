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
pub mod period;
pub mod select;
pub mod style;
mod text;
// Where it goes.
pub mod format;
pub mod place;
// Where it stands on a page.
mod layout;
// The formats.
mod canvas;
mod csv;
mod cytoscape;
mod dot;
mod gexf;
mod graphml;
mod html;
mod json;
mod mermaid;
pub mod picture;
mod rdf;
mod xml;

pub use format::Format;
pub use graph::EntityGraph;
pub use mermaid::TooLarge;
pub use period::Period;
pub use select::{Around, Links, LinksError, Projection, SelectError, Selection};
pub use text::Dropped;
pub(crate) use text::printable;

use format::Files;
use place::PlaceError;
use std::io::{self, Write};
use std::path::Path;

/// What a file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caption {
    /// The heading, such as "Policy documents: who works with whom".
    pub title: String,
    /// What is shown and what was left out, a sentence each.
    pub notes: Vec<String>,
}

impl Caption {
    /// The same with one more note.
    fn with_note(&self, note: impl Into<String>) -> Self {
        let mut caption = self.clone();
        caption.notes.push(note.into());
        caption
    }
}

/// Writes a graph in a format; of one that is several files, the one with the edges.
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
    match format.files() {
        Files::One(writer) => writer(graph, caption, out),
        Files::Folder(files) => match files.first() {
            Some((_, writer)) => writer(graph, caption, out),
            None => Ok(()),
        },
    }
}

/// Writes a graph to `path`: a file, or for a format that is several files a folder, which is made if
/// need be. What was there stays until all that is new is written.
///
/// # Errors
///
/// If the folder cannot be made, or writing or renaming fails.
pub fn write_to(
    graph: &EntityGraph,
    format: Format,
    caption: &Caption,
    path: &Path,
) -> Result<(), PlaceError> {
    let files = match format.files() {
        Files::One(writer) => return place::replace(path, |out| writer(graph, caption, out)),
        Files::Folder(files) => files,
    };
    std::fs::create_dir_all(path).map_err(|source| PlaceError {
        path: path.to_owned(),
        source,
    })?;
    let waiting = files
        .iter()
        .map(|(name, writer)| place::prepare(&path.join(name), |out| writer(graph, caption, out)))
        .collect::<Result<Vec<_>, _>>()?;
    waiting.into_iter().try_for_each(place::Waiting::appear)
}
