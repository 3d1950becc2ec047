//! A picture: labeled boxes in layers, lines by family, legend, title and source note.

mod measure;

use super::layout::{self, Point, Size};
use super::style::{Color, Family};
use super::xml::Xml;
use super::{Caption, EntityGraph};
use measure::{width, wrap};
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};
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
    let (graph, places) = fold_places(graph);
    let labels: Vec<Label> = graph.graph.node_indices().map(|at| Label::new(&graph, at, &places)).collect();
    let layout = layout::layered(&graph, |at| labels[at.index()].size);

    let notes = notes(&graph, caption);
    let legend = Legend::new(&graph);
    let inner = layout.size.width.max(width(&caption.title, TITLE)).max(legend.widest()).max(480.0);
    let notes: Vec<String> = notes.iter().flat_map(|note| wrap(note, TEXT, inner, usize::MAX)).collect();
    let legend_top = MARGIN + TITLE + 14.0 + notes.len() as f64 * 16.0;
    let legend_height = legend.height(inner);
    let top = legend_top + legend_height + 18.0;
    let page = Size { width: inner + 2.0 * MARGIN, height: top + layout.size.height + MARGIN };

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
    arrowheads(&mut xml)?;
    xml.empty("rect", &[("width", "100%"), ("height", "100%"), ("fill", &PAPER.hex())])?;
    text(&mut xml, MARGIN, MARGIN + TITLE * 0.8, TITLE, INK, "bold", &caption.title)?;
    for (at, note) in notes.iter().enumerate() {
        text(&mut xml, MARGIN, MARGIN + TITLE + 14.0 + at as f64 * 16.0, TEXT, FAINT, "normal", note)?;
    }
    legend.write(&mut xml, legend_top, inner)?;

    let origin = Point { x: MARGIN + (inner - layout.size.width) / 2.0, y: top };
    xml.open("g", &[("transform", &format!("translate({} {})", number(origin.x), number(origin.y)))])?;
    lines(&mut xml, &graph, &layout, &labels)?;
    for at in graph.graph.node_indices() {
        labels[at.index()].write(&mut xml, &graph, at, layout.nodes[at.index()])?;
    }
    xml.close("g")?;
    xml.close("svg")?;
    xml.finish()
}

/// Takes the lines to places off the picture and gives their names for the boxes' small print, since a
/// country that everything lies in would be a knot of lines that tells nothing.
fn fold_places(graph: &EntityGraph) -> (EntityGraph, BTreeMap<String, BTreeSet<String>>) {
    let mut places: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (source, target, edge) in graph.edges() {
        if edge.name == "location" {
            let here = places.entry(graph.graph[source].iri.as_str().to_owned()).or_default();
            here.insert(graph.graph[target].label.clone());
        }
    }
    (graph.keep(|_| true, |_, edge, _| edge.name != "location").without_loners(), places)
}

/// What stands below the title.
fn notes(graph: &EntityGraph, caption: &Caption) -> Vec<String> {
    let named: BTreeSet<usize> = graph.graph.node_weights().flat_map(|node| node.documents.iter().copied()).collect();
    let named: Vec<usize> = named.into_iter().collect();
    let mut notes = caption.notes.clone();
    notes.push("Where something is stands in the small print of its box. An arrow reads from its tail: “Program → launched by → Ministry”.".to_owned());
    if !named.is_empty() {
        notes.push(format!("Source: what these documents say: {}.", graph.titles(&named)));
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
    fn new(graph: &EntityGraph, at: NodeIndex, places: &BTreeMap<String, BTreeSet<String>>) -> Self {
        let node = &graph.graph[at];
        let lines = wrap(&node.label, TEXT, WIDEST_LABEL, MOST_LINES);
        let mut small = node.class_label.clone();
        if let Some(here) = places.get(node.iri.as_str()) {
            let here: Vec<&str> = here.iter().map(String::as_str).collect();
            small = format!("{small} · {}", here.join(", "));
        }
        let small = wrap(&small, SMALL, WIDEST_LABEL, 1).concat();
        let widest = lines.iter().map(|line| width(line, TEXT)).fold(width(&small, SMALL), f64::max);
        let size = Size {
            width: (widest + 2.0 * PADDING).max(60.0),
            height: lines.len() as f64 * LINE_HEIGHT + SMALL + 9.0,
        };
        Self { lines, small, size }
    }

    fn write(&self, xml: &mut Xml<'_>, graph: &EntityGraph, at: NodeIndex, middle: Point) -> io::Result<()> {
        let node = &graph.graph[at];
        let Size { width, height } = self.size;
        xml.open("g", &[])?;
        xml.text("title", &[], &format!("{} ({})\n{}", node.label, node.class_label, node.iri.as_str()))?;
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
            centered(xml, middle.x, first + at as f64 * LINE_HEIGHT, TEXT, INK, line)?;
        }
        centered(xml, middle.x, middle.y + height / 2.0 - 6.0, SMALL, FAINT, &self.small)?;
        xml.close("g")
    }
}

/// Draws the facts below the boxes, from side to side, through their bends.
fn lines(xml: &mut Xml<'_>, graph: &EntityGraph, layout: &layout::Layout, labels: &[Label]) -> io::Result<()> {
    let ports = ports(graph, layout, labels);
    for (number, (source, target, edge)) in graph.edges().enumerate() {
        if source == target {
            continue;
        }
        let (begin, end) = ports[number];
        let (low, high) = (source.index().min(target.index()), source.index().max(target.index()));
        let mut way = vec![begin];
        let bends = &layout.bends[&(low, high)];
        if low == source.index() { way.extend(bends) } else { way.extend(bends.iter().rev()) }
        way.push(end);
        let family = Family::of(&edge.name);
        xml.open(
            "path",
            &[
                ("d", &curve(&way)),
                ("fill", "none"),
                ("stroke", &family.color().hex()),
                ("stroke-width", "1.2"),
                ("stroke-opacity", "0.65"),
                ("stroke-dasharray", family.dashes()),
                ("marker-end", &format!("url(#{family:?})")),
            ],
        )?;
        let told = edge.quote.as_deref().map(|quote| format!("\n“{quote}”")).unwrap_or_default();
        let (from, to) = (&graph.graph[source].label, &graph.graph[target].label);
        xml.text("title", &[], &format!("{from} — {} → {to}{told}", edge.label))?;
        xml.close("path")?;
    }
    Ok(())
}

/// Where each edge leaves its source and meets its target: spread over the side that faces the other
/// end, in the order in which the lines arrive.
fn ports(graph: &EntityGraph, layout: &layout::Layout, labels: &[Label]) -> Vec<(Point, Point)> {
    // For each node and side: the edges with the height from which they come.
    let mut sides: BTreeMap<(usize, bool), Vec<(f64, usize, bool)>> = BTreeMap::new();
    for (number, (source, target, _)) in graph.edges().enumerate() {
        let (source, target) = (source.index(), target.index());
        if source == target {
            continue;
        }
        let bends = &layout.bends[&(source.min(target), source.max(target))];
        let (near_source, near_target) =
            if source < target { (bends.first(), bends.last()) } else { (bends.last(), bends.first()) };
        let (a, b) = (layout.nodes[source], layout.nodes[target]);
        let right = a.x < b.x;
        sides.entry((source, right)).or_default().push((near_source.unwrap_or(&b).y, number, true));
        sides.entry((target, !right)).or_default().push((near_target.unwrap_or(&a).y, number, false));
    }
    let mut ports = vec![(Point::default(), Point::default()); graph.graph.edge_count()];
    for ((node, right), mut ends) in sides {
        ends.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let Size { width, height } = labels[node].size;
        let middle = layout.nodes[node];
        let step = ((height - 12.0) / ends.len() as f64).min(7.0);
        let first = middle.y - step * (ends.len() - 1) as f64 / 2.0;
        for (at, (_, number, begins)) in ends.into_iter().enumerate() {
            let x = if right { middle.x + width / 2.0 } else { middle.x - width / 2.0 };
            let port = Point { x, y: first + step * at as f64 };
            if begins {
                ports[number].0 = port;
            } else {
                ports[number].1 = port;
            }
        }
    }
    ports
}

/// A smooth line through points that leaves and meets each of them level.
fn curve(way: &[Point]) -> String {
    let mut path = format!("M{} {}", number(way[0].x), number(way[0].y));
    for pair in way.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let middle = number((a.x + b.x) / 2.0);
        path.push_str(&format!("C{middle} {} {middle} {} {} {}", number(a.y), number(b.y), number(b.x), number(b.y)));
    }
    path
}

fn arrowheads(xml: &mut Xml<'_>) -> io::Result<()> {
    xml.open("defs", &[])?;
    for family in Family::ALL {
        xml.open(
            "marker",
            &[
                ("id", &format!("{family:?}")),
                ("viewBox", "0 0 8 8"),
                ("refX", "7.5"),
                ("refY", "4"),
                ("markerWidth", "7"),
                ("markerHeight", "7"),
                ("markerUnits", "userSpaceOnUse"),
                ("orient", "auto"),
            ],
        )?;
        xml.empty("path", &[("d", "M0 0.5L8 4L0 7.5Z"), ("fill", &family.color().hex())])?;
        xml.close("marker")?;
    }
    xml.close("defs")
}

/// What the colors and dashes mean, in rows.
struct Legend {
    boxes: Vec<(String, Color, f64)>,
    lines: Vec<Family>,
}

const LEGEND_ROW: f64 = 22.0;
const SWATCH: f64 = 26.0;

impl Legend {
    fn new(graph: &EntityGraph) -> Self {
        let there: BTreeSet<Family> = graph.graph.edge_weights().map(|edge| Family::of(&edge.name)).collect();
        Self {
            boxes: graph
                .groups()
                .into_iter()
                .map(|group| (group.label().to_owned(), group.color(), group.roundness()))
                .collect(),
            lines: there.into_iter().collect(),
        }
    }

    fn entries(&self) -> Vec<&str> {
        let boxes = self.boxes.iter().map(|(label, _, _)| label.as_str());
        boxes.chain(self.lines.iter().map(|family| family.label())).collect()
    }

    fn widest(&self) -> f64 {
        self.entries().iter().map(|label| entry_width(label)).fold(0.0, f64::max)
    }

    /// The left end and the row of each entry; lines begin a row of their own.
    fn flow(&self, inner: f64) -> Vec<(f64, usize)> {
        let (mut x, mut row) = (0.0, 0);
        let mut places = Vec::new();
        for (at, label) in self.entries().into_iter().enumerate() {
            if x > 0.0 && (at == self.boxes.len() || x + entry_width(label) > inner) {
                (x, row) = (0.0, row + 1);
            }
            places.push((x, row));
            x += entry_width(label);
        }
        places
    }

    fn height(&self, inner: f64) -> f64 {
        self.flow(inner).last().map_or(0.0, |(_, row)| (*row + 1) as f64 * LEGEND_ROW)
    }

    fn write(&self, xml: &mut Xml<'_>, top: f64, inner: f64) -> io::Result<()> {
        for (at, ((x, row), label)) in self.flow(inner).into_iter().zip(self.entries()).enumerate() {
            let (x, y) = (MARGIN + x, top + row as f64 * LEGEND_ROW + 6.0);
            if let Some((_, color, roundness)) = self.boxes.get(at) {
                xml.empty(
                    "rect",
                    &[
                        ("x", &number(x)),
                        ("y", &number(y - 6.0)),
                        ("width", &number(SWATCH - 4.0)),
                        ("height", "12"),
                        ("rx", &number(roundness * 6.0)),
                        ("fill", &color.tint().hex()),
                        ("stroke", &color.hex()),
                        ("stroke-width", "1.5"),
                    ],
                )?;
            } else {
                let family = self.lines[at - self.boxes.len()];
                xml.empty(
                    "path",
                    &[
                        ("d", &format!("M{} {}h{}", number(x), number(y), number(SWATCH - 2.0))),
                        ("stroke", &family.color().hex()),
                        ("stroke-width", "1.6"),
                        ("stroke-dasharray", family.dashes()),
                        ("marker-end", &format!("url(#{family:?})")),
                    ],
                )?;
            }
            text(xml, x + SWATCH + 4.0, y + 4.0, TEXT, INK, "normal", label)?;
        }
        Ok(())
    }
}

fn entry_width(label: &str) -> f64 {
    SWATCH + 4.0 + width(label, TEXT) + 22.0
}

fn text(xml: &mut Xml<'_>, x: f64, y: f64, size: f64, color: Color, weight: &str, content: &str) -> io::Result<()> {
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

fn centered(xml: &mut Xml<'_>, x: f64, y: f64, size: f64, color: Color, content: &str) -> io::Result<()> {
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
