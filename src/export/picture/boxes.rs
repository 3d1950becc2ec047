//! A small entity graph: labeled boxes in layers, arrows by family.

use super::Picture;
use super::legend::{Key, Mark};
use super::lines;
use super::measure::{width, wrap};
use super::page::{FAINT, SMALL, TEXT, Text, number, page};
use crate::export::layout::layered::layered;
use crate::export::layout::{Point, Size};
use crate::export::xml::Xml;
use crate::export::{Caption, EntityGraph};
use petgraph::graph::NodeIndex;
use std::io;

const WIDEST_LABEL: f64 = 190.0;
const MOST_LINES: usize = 3;
const LINE_HEIGHT: f64 = 14.0;
const PADDING: f64 = 8.0;

pub(super) fn draw(graph: &EntityGraph, caption: &Caption) -> io::Result<Picture> {
    let labels: Vec<Label> = graph
        .graph
        .node_indices()
        .map(|at| Label::new(graph, at))
        .collect();
    let layout = layered(graph, |at| labels[at.index()].size);
    let mut keys = Key::groups(graph, Mark::Box);
    keys.extend(Key::families(graph));
    let caption = caption.with_note(
        "The small print of a box gives its class and where it is. An arrow reads from its tail: “Program → launched by → Ministry”.",
    );
    page(&caption, keys, layout.size, |xml| {
        lines::write(xml, graph, &layout, &labels)?;
        for at in graph.graph.node_indices() {
            labels[at.index()].write(xml, graph, at, layout.nodes[at.index()])?;
        }
        Ok(())
    })
}

/// The inside of a box.
pub(super) struct Label {
    lines: Vec<String>,
    small: String,
    pub(super) size: Size,
}

impl Label {
    fn new(graph: &EntityGraph, at: NodeIndex) -> Self {
        let node = &graph.graph[at];
        let lines = wrap(&node.label, TEXT, WIDEST_LABEL, MOST_LINES);
        let mut small = node.class_label.clone();
        if !node.places.is_empty() {
            small = format!("{small} · {}", node.places.join(", "));
        }
        let small = wrap(&small, SMALL, WIDEST_LABEL, 1).concat();
        let widest = lines
            .iter()
            .map(|line| width(line, TEXT))
            .fold(width(&small, SMALL), f64::max);
        let size = Size {
            width: (widest + 2.0 * PADDING).max(60.0),
            height: lines.len() as f64 * LINE_HEIGHT + SMALL + 9.0,
        };
        Self { lines, small, size }
    }

    fn write(
        &self,
        xml: &mut Xml<'_>,
        graph: &EntityGraph,
        at: NodeIndex,
        middle: Point,
    ) -> io::Result<()> {
        let node = &graph.graph[at];
        let Size { width, height } = self.size;
        xml.open("g", &[])?;
        xml.text("title", &[], &tip(graph, at))?;
        xml.empty(
            "rect",
            &[
                ("x", &number(middle.x - width / 2.0)),
                ("y", &number(middle.y - height / 2.0)),
                ("width", &number(width)),
                ("height", &number(height)),
                ("rx", &number(node.group.roundness() * 14.0)),
                ("fill", &node.group.color().tint().hex()),
                ("stroke", &node.group.color().hex()),
                ("stroke-width", "1.5"),
            ],
        )?;
        let (x, first) = (middle.x, middle.y - height / 2.0 + LINE_HEIGHT + 1.0);
        for (at, line) in self.lines.iter().enumerate() {
            let y = first + at as f64 * LINE_HEIGHT;
            Text::new(line, Point { x, y }).centered().write(xml)?;
        }
        let y = middle.y + height / 2.0 - 6.0;
        let small = Text::new(&self.small, Point { x, y }).size(SMALL);
        small.color(FAINT).centered().write(xml)?;
        xml.close("g")
    }
}

/// What a browser shows when the pointer rests on a node.
pub(super) fn tip(graph: &EntityGraph, at: NodeIndex) -> String {
    let node = &graph.graph[at];
    format!(
        "{} ({})\n{}",
        node.label,
        node.class_label,
        node.iri.as_str()
    )
}
