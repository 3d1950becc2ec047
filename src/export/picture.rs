//! Pictures: drawn as SVG, and from that as PNG and PDF with a font of their own.
//!
//! Of an entity graph two pictures can be drawn: labeled boxes in layers where there are few entities,
//! and a map of discs where there are many. [`Picture::timeline`] and
//! [`Picture::partners`] draw what an analyst draws by
//! hand: the programs of a country through the years, and who takes part in what.

// What all pictures share: the page around them.
mod legend;
mod measure;
mod page;
// The pictures.
mod boxes;
mod lines;
mod map;
mod matrix;
mod timeline;
// Other forms of them.
mod render;

pub use matrix::Columns;

use super::{Caption, EntityGraph, Format};
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// How many entities boxes can show; more are drawn as a map.
const MOST_BOXES: usize = 100;

/// Writes a picture of the graph as SVG.
pub(super) fn svg(graph: &EntityGraph, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    Picture::of(graph, caption)?.write(Format::Svg, out)
}

/// Writes it as PNG.
pub(super) fn png(graph: &EntityGraph, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    Picture::of(graph, caption)?.write(Format::Png, out)
}

/// Writes it as PDF.
pub(super) fn pdf(graph: &EntityGraph, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    Picture::of(graph, caption)?.write(Format::Pdf, out)
}

/// A finished picture.
#[derive(Clone, Debug)]
pub struct Picture {
    svg: String,
}

impl Picture {
    /// A timeline of a country: programs as bars with who takes part in them; agreements, laws and events
    /// as marks.
    ///
    /// What belongs to a country is what is located in it or in a place of it, what it or a body located
    /// there takes part in, and what is told by documents that bear its name in their title. What has no
    /// date is counted in a note.
    ///
    /// # Errors
    ///
    /// Only if memory runs out.
    pub fn timeline(
        graph: &EntityGraph,
        country: NodeIndex,
        caption: &Caption,
    ) -> io::Result<Self> {
        timeline::draw(graph, country, &sourced(graph, caption))
    }

    /// A matrix: organizations by the programs in which they take part or the countries in which they
    /// are active; the `limit` most connected of both.
    ///
    /// # Errors
    ///
    /// Only if memory runs out.
    pub fn partners(
        graph: &EntityGraph,
        columns: Columns,
        limit: usize,
        caption: &Caption,
    ) -> io::Result<Self> {
        matrix::draw(graph, columns, limit, &sourced(graph, caption))
    }

    /// A picture of an entity graph.
    fn of(graph: &EntityGraph, caption: &Caption) -> io::Result<Self> {
        let caption = &sourced(graph, caption);
        if graph.graph.node_count() <= MOST_BOXES {
            boxes::draw(graph, caption)
        } else {
            map::draw(graph, caption)
        }
    }

    /// The picture as SVG.
    #[must_use]
    pub fn svg(&self) -> &str {
        &self.svg
    }

    /// Writes the picture as [`Format::Png`] or [`Format::Pdf`], and as SVG for all other formats.
    ///
    /// PNG has two pixels for each pixel of the SVG, or fewer where a side would have more than 8192.
    /// Characters that the font lacks (it has Latin, Greek, Cyrillic, Armenian and Georgian) are empty
    /// boxes in PNG and PDF.
    ///
    /// # Errors
    ///
    /// If the writer fails, or if the picture is too large for memory.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Png => out.write_all(&render::png(&self.svg)?),
            Format::Pdf => out.write_all(&render::pdf(&self.svg)?),
            _ => out.write_all(self.svg.as_bytes()),
        }
    }
}

/// The caption with a note that names the documents of a graph.
fn sourced(graph: &EntityGraph, caption: &Caption) -> Caption {
    let documents: BTreeSet<usize> = graph
        .graph
        .node_weights()
        .flat_map(|node| node.documents.iter().copied())
        .collect();
    let documents: Vec<usize> = documents.into_iter().collect();
    let titles: Vec<&str> = graph.titles(&documents).collect();
    let mut caption = caption.clone();
    caption.notes.extend(source(&titles));
    caption
}

/// The note that names the sources; the first ones where they are many.
fn source(titles: &[&str]) -> Option<String> {
    const MOST: usize = 12;
    let named = titles[..titles.len().min(MOST)].join("; ");
    match titles.len() {
        0 => None,
        count if count > MOST => Some(format!(
            "Source: what {count} documents say: {named}; and {} more.",
            count - MOST
        )),
        _ => Some(format!("Source: what these documents say: {named}.")),
    }
}
