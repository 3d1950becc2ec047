//! A picture: labeled boxes in layers, lines by family, legend, title and source note.

mod legend;
mod lines;
mod measure;

use super::layout::{self, Point, Size};
use super::style::Color;
use super::xml::Xml;
use super::{Caption, EntityGraph};
use legend::Legend;
use measure::{width, wrap};
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// One type scale, in pixels.
const TITLE: f64 = 22.0;
const TEXT: f64 = 12.0;
const SMALL: f64 = 10.0;

const MARGIN: f64 = 28.0;
const WIDEST_LABEL: f64 = 190.0;
const MOST_LINES: usize = 3;
const LINE_HEIGHT: f64 = 14.0;
const PADDING: f64 = 8.0;
const INK: Color = Color(0x22, 0x22, 0x22);
const FAINT: Color = Color(0x5c, 0x5c, 0x5c);
const PAPER: Color = Color(0xff, 0xff, 0xff);
const FONT: &str = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

pub(super) fn write(graph: &EntityGraph, caption: &Caption, out: &mut dyn Write) -> io::Result<()> {
    let labels: Vec<Label> = graph
        .graph
        .node_indices()
        .map(|at| Label::new(graph, at))
        .collect();
    let layout = layout::layered(graph, |at| labels[at.index()].size);

    let notes = notes(graph, caption);
    let legend = Legend::new(graph);
    let inner = layout
        .size
        .width
        .max(width(&caption.title, TITLE))
        .max(legend.widest())
        .max(480.0);
    let notes: Vec<String> = notes
        .iter()
        .flat_map(|note| wrap(note, TEXT, inner, usize::MAX))
        .collect();
    let legend_top = MARGIN + TITLE + 14.0 + notes.len() as f64 * 16.0;
    let legend_height = legend.height(inner);
    let top = legend_top + legend_height + 18.0;
    let page = Size {
        width: inner + 2.0 * MARGIN,
        height: top + layout.size.height + MARGIN,
    };

    let mut xml = Xml::new(out)?;
    let (w, h) = (number(page.width), number(page.height));
    xml.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("width", &w),
            ("height", &h),
            ("viewBox", &format!("0 0 {w} {h}")),
            ("font-family", FONT),
            ("font-size", &number(TEXT)),
            ("fill", &INK.hex()),
            ("role", "img"),
        ],
    )?;
    xml.text("title", &[], &caption.title)?;
    xml.text("desc", &[], &notes.join(" "))?;
    lines::arrowheads(&mut xml)?;
    xml.empty(
        "rect",
        &[
            ("width", "100%"),
            ("height", "100%"),
            ("fill", &PAPER.hex()),
        ],
    )?;
    text(
        &mut xml,
        MARGIN,
        MARGIN + TITLE * 0.8,
        TITLE,
        INK,
        "bold",
        &caption.title,
    )?;
    for (at, note) in notes.iter().enumerate() {
        text(
            &mut xml,
            MARGIN,
            MARGIN + TITLE + 14.0 + at as f64 * 16.0,
            TEXT,
            FAINT,
            "normal",
            note,
        )?;
    }
    legend.write(&mut xml, legend_top, inner)?;

    let origin = Point {
        x: MARGIN + (inner - layout.size.width) / 2.0,
        y: top,
    };
    xml.open(
        "g",
        &[(
            "transform",
            &format!("translate({} {})", number(origin.x), number(origin.y)),
        )],
    )?;
    lines::write(&mut xml, graph, &layout, &labels)?;
    for at in graph.graph.node_indices() {
        labels[at.index()].write(&mut xml, graph, at, layout.nodes[at.index()])?;
    }
    xml.close("g")?;
    xml.close("svg")?;
    xml.finish()
}

/// What stands below the title.
fn notes(graph: &EntityGraph, caption: &Caption) -> Vec<String> {
    let named: BTreeSet<usize> = graph
        .graph
        .node_weights()
        .flat_map(|node| node.documents.iter().copied())
        .collect();
    let named: Vec<usize> = named.into_iter().collect();
    let mut notes = caption.notes.clone();
    notes.push(
        "The small print of a box gives its class and where it is. An arrow reads from its tail: “Program → launched by → Ministry”."
            .to_owned(),
    );
    if !named.is_empty() {
        notes.push(format!(
            "Source: what these documents say: {}.",
            graph.titles(&named).collect::<Vec<_>>().join("; ")
        ));
    }
    notes
}

/// The inside of a box.
struct Label {
    lines: Vec<String>,
    small: String,
    size: Size,
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
        xml.text(
            "title",
            &[],
            &format!(
                "{} ({})\n{}",
                node.label,
                node.class_label,
                node.iri.as_str()
            ),
        )?;
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
        let first = middle.y - height / 2.0 + LINE_HEIGHT + 1.0;
        for (at, line) in self.lines.iter().enumerate() {
            centered(
                xml,
                middle.x,
                first + at as f64 * LINE_HEIGHT,
                TEXT,
                INK,
                line,
            )?;
        }
        centered(
            xml,
            middle.x,
            middle.y + height / 2.0 - 6.0,
            SMALL,
            FAINT,
            &self.small,
        )?;
        xml.close("g")
    }
}

fn text(
    xml: &mut Xml<'_>,
    x: f64,
    y: f64,
    size: f64,
    color: Color,
    weight: &str,
    content: &str,
) -> io::Result<()> {
    xml.text(
        "text",
        &[
            ("x", &number(x)),
            ("y", &number(y)),
            ("font-size", &number(size)),
            ("font-weight", weight),
            ("fill", &color.hex()),
        ],
        content,
    )
}

fn centered(
    xml: &mut Xml<'_>,
    x: f64,
    y: f64,
    size: f64,
    color: Color,
    content: &str,
) -> io::Result<()> {
    xml.text(
        "text",
        &[
            ("x", &number(x)),
            ("y", &number(y)),
            ("font-size", &number(size)),
            ("text-anchor", "middle"),
            ("fill", &color.hex()),
        ],
        content,
    )
}

/// A coordinate with one decimal, so that pictures stay small and equal on every machine.
fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    // Minus zero would print its sign.
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}
