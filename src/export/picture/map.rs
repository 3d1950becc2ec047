//! A large entity graph: discs by importance, faded lines, names where there is room for them.

use super::Picture;
use super::boxes::tip;
use super::legend::{Key, Mark};
use super::measure::{width, wrap};
use super::page::{PAPER, Text, number, page};
use crate::export::layout::stress::places;
use crate::export::layout::{Point, Size};
use crate::export::style::{Family, Group};
use crate::export::xml::Xml;
use crate::export::{Caption, EntityGraph};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;
use std::io;

/// How many names have a place kept for them, the most important first.
const MOST_NAMES: usize = 300;
const WIDEST_NAME: f64 = 130.0;
const MOST_LINES: usize = 2;
/// Room around a disc without a name.
const AROUND: f64 = 3.0;

/// A disc with the lines of its name.
struct Spot {
    radius: f64,
    lines: Vec<String>,
    font: f64,
    /// Whether its place has room for its name.
    named: bool,
    middle: Point,
}

pub(super) fn draw(graph: &EntityGraph, caption: &Caption) -> io::Result<Picture> {
    let mut spots: Vec<Spot> = graph
        .graph
        .node_indices()
        .map(|at| Spot::new(graph, at))
        .collect();
    let mut order: Vec<usize> = (0..spots.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(graph.degree(NodeIndex::new(*at))));
    for at in order.iter().take(MOST_NAMES) {
        spots[*at].named = true;
    }
    let (middles, size) = places(graph, |at| spots[at.index()].room());
    for (spot, middle) in spots.iter_mut().zip(middles) {
        spot.settle(middle);
    }
    let shown = give_names(&mut spots, &order, size);

    let mut keys = Key::groups(graph, |group| Mark::Disc(group.color()));
    keys.extend(Key::families(graph));
    let mut caption =
        caption.with_note("A larger disc has more facts; a line is a fact or several of one kind.");
    if shown < spots.len() {
        caption = caption.with_note(format!(
            "{shown} of {} entities have room for their name; in a browser, pointing at a disc or line tells the rest.",
            spots.len()
        ));
    }
    page(&caption, keys, size, |xml| {
        lines(xml, graph, &spots)?;
        for (at, spot) in spots.iter().enumerate() {
            spot.disc(xml, graph, NodeIndex::new(at))?;
        }
        spots.iter().try_for_each(|spot| spot.name(xml))
    })
}

/// Lets names stand only where they cover no disc and no other name; how many do.
fn give_names(spots: &mut [Spot], order: &[usize], size: Size) -> usize {
    let mut grid = Grid::default();
    for spot in spots.iter() {
        let (width, height) = (2.0 * spot.radius, 2.0 * spot.radius);
        grid.take(Area::around(spot.middle, Size { width, height }));
    }
    let mut shown = 0;
    for at in order {
        let spot = &mut spots[*at];
        let area = spot.name_area();
        let inside =
            area.left > -1.0 && area.right < size.width + 1.0 && area.bottom < size.height + 1.0;
        spot.named = inside && grid.is_free(&area);
        if spot.named {
            grid.take(area);
            shown += 1;
        }
    }
    shown
}

/// The facts as straight lines, one for each family between two entities.
fn lines(xml: &mut Xml<'_>, graph: &EntityGraph, spots: &[Spot]) -> io::Result<()> {
    let opacity = if graph.graph.edge_count() > 1000 {
        "0.3"
    } else {
        "0.5"
    };
    let mut tips: BTreeMap<(usize, usize, Family), Vec<String>> = BTreeMap::new();
    for (source, target, edge) in graph.edges().filter(|(source, target, _)| source != target) {
        let (from, to) = (&graph.graph[source].label, &graph.graph[target].label);
        let key = (source.index(), target.index(), Family::of(&edge.name));
        let tip = format!("{from} → {} → {to}", edge.label);
        tips.entry(key).or_default().push(tip);
    }
    xml.open("g", &[("fill", "none"), ("stroke-opacity", opacity)])?;
    for ((source, target, family), tips) in tips {
        let (a, b) = (spots[source].middle, spots[target].middle);
        let way = format!(
            "M{} {}L{} {}",
            number(a.x),
            number(a.y),
            number(b.x),
            number(b.y)
        );
        let color = family.color().hex();
        let mut attributes = vec![("d", way.as_str()), ("stroke", &color)];
        if !family.dashes().is_empty() {
            attributes.push(("stroke-dasharray", family.dashes()));
        }
        xml.open("path", &attributes)?;
        xml.text("title", &[], &tips.join("\n"))?;
        xml.close("path")?;
    }
    xml.close("g")
}

impl Spot {
    fn new(graph: &EntityGraph, at: NodeIndex) -> Self {
        let size = f64::from(graph.size(at));
        let font = (size / 2.0 + 4.0).clamp(10.0, 18.0);
        Self {
            radius: size / 2.0 - 1.0,
            lines: wrap(
                &graph.graph[at].label,
                font,
                WIDEST_NAME * font / 10.0,
                MOST_LINES,
            ),
            font,
            named: false,
            middle: Point::default(),
        }
    }

    fn name_size(&self) -> Size {
        let widest = self.lines.iter().map(|line| width(line, self.font));
        Size {
            width: widest.fold(0.0, f64::max) + 4.0,
            height: self.lines.len() as f64 * self.font * 1.15 + 2.0,
        }
    }

    /// The room of the disc and of the name below it.
    fn room(&self) -> Size {
        let disc = 2.0 * self.radius + AROUND;
        if !self.named {
            return Size {
                width: disc,
                height: disc,
            };
        }
        let name = self.name_size();
        Size {
            width: disc.max(name.width),
            height: disc + name.height,
        }
    }

    /// Sets the disc at the upper edge of its room.
    fn settle(&mut self, middle: Point) {
        let lift = self.room().height / 2.0 - self.radius - AROUND / 2.0;
        let y = if self.named {
            middle.y - lift
        } else {
            middle.y
        };
        self.middle = Point { x: middle.x, y };
    }

    /// Where the name stands.
    fn name_area(&self) -> Area {
        let size = self.name_size();
        let y = self.middle.y + self.radius + 1.0 + size.height / 2.0;
        Area::around(
            Point {
                x: self.middle.x,
                y,
            },
            size,
        )
    }

    fn disc(&self, xml: &mut Xml<'_>, graph: &EntityGraph, at: NodeIndex) -> io::Result<()> {
        let group: Group = graph.graph[at].group;
        xml.open(
            "circle",
            &[
                ("cx", &number(self.middle.x)),
                ("cy", &number(self.middle.y)),
                ("r", &number(self.radius)),
                ("fill", &group.color().hex()),
                ("stroke", &PAPER.hex()),
            ],
        )?;
        xml.text("title", &[], &tip(graph, at))?;
        xml.close("circle")
    }

    fn name(&self, xml: &mut Xml<'_>) -> io::Result<()> {
        if !self.named {
            return Ok(());
        }
        let top = self.middle.y + self.radius + 1.0;
        for (at, line) in self.lines.iter().enumerate() {
            let y = top + self.font * (0.95 + at as f64 * 1.15);
            let text = Text::new(
                line,
                Point {
                    x: self.middle.x,
                    y,
                },
            )
            .size(self.font);
            // White around the letters keeps them apart from the lines below.
            let halo = [
                ("stroke", PAPER.hex()),
                ("stroke-width", "3".to_owned()),
                ("stroke-linejoin", "round".to_owned()),
                ("paint-order", "stroke".to_owned()),
                ("pointer-events", "none".to_owned()),
            ];
            let halo: Vec<(&str, &str)> = halo
                .iter()
                .map(|(key, value)| (*key, value.as_str()))
                .collect();
            text.centered().write_with(xml, &halo)?;
        }
        Ok(())
    }
}

/// A rectangle.
#[derive(Clone, Copy)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn around(middle: Point, size: Size) -> Self {
        Self {
            left: middle.x - size.width / 2.0,
            top: middle.y - size.height / 2.0,
            right: middle.x + size.width / 2.0,
            bottom: middle.y + size.height / 2.0,
        }
    }

    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// The cells of a grid that it touches.
    fn cells(&self) -> impl Iterator<Item = (i64, i64)> {
        let cell = |x: f64| (x / Grid::CELL).floor() as i64;
        let (columns, rows) = (
            cell(self.left)..=cell(self.right),
            cell(self.top)..=cell(self.bottom),
        );
        columns.flat_map(move |column| rows.clone().map(move |row| (column, row)))
    }
}

/// What is taken on the page, by cells, so that looking at the near ones is enough.
#[derive(Default)]
struct Grid {
    cells: BTreeMap<(i64, i64), Vec<Area>>,
}

impl Grid {
    const CELL: f64 = 64.0;

    fn take(&mut self, area: Area) {
        for cell in area.cells() {
            self.cells.entry(cell).or_default().push(area);
        }
    }

    fn is_free(&self, area: &Area) -> bool {
        area.cells().all(|cell| {
            let taken = self.cells.get(&cell);
            taken.is_none_or(|taken| !taken.iter().any(|other| other.meets(area)))
        })
    }
}
