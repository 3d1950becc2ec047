//! The timeline of a country: programs as bars with those who take part; agreements, laws and events as
//! marks.

use super::Picture;
use super::boxes::tip;
use super::legend::{Key, Mark, diamond};
use super::measure::{width, wrap};
use super::page::{FAINT, RULE, SMALL, TEXT, Text, number, page};
use crate::export::layout::{Point, Size};
use crate::export::style::{Family, Group};
use crate::export::xml::Xml;
use crate::export::{Caption, EntityGraph};
use crate::value::Date;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::BTreeSet;
use std::io;

const WIDTH: f64 = 1100.0;
const AXIS: f64 = 26.0;
const BAR_ROW: f64 = 44.0;
const MARK_ROW: f64 = 22.0;
const BAR: f64 = 9.0;
/// How far a bar without an end fades out, in years.
const FADE: f64 = 1.0;

/// What stands on the line: from when, to when, in years.
struct Item {
    at: NodeIndex,
    from: f64,
    to: Option<f64>,
}

pub(super) fn draw(
    graph: &EntityGraph,
    country: NodeIndex,
    caption: &Caption,
) -> io::Result<Picture> {
    let (mut bars, mut marks, mut undated) = (Vec::new(), Vec::new(), 0);
    for at in members(graph, country) {
        let node = &graph.graph[at];
        let is_bar = node.group == Group::Initiative;
        if !is_bar && !matches!(node.group, Group::Agreement | Group::Law | Group::Event) {
            continue;
        }
        let (from, to) = (node.period.from.map(start), node.period.to.map(end));
        let Some(from) = from.or(node.period.to.map(start)) else {
            undated += 1;
            continue;
        };
        let item = Item { at, from, to };
        if is_bar { &mut bars } else { &mut marks }.push(item);
    }
    for items in [&mut bars, &mut marks] {
        items.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.at.cmp(&b.at)));
    }
    let scale = Scale::of(bars.iter().chain(&marks));
    let marks = lanes(graph, &scale, marks);
    let body = Size {
        width: WIDTH,
        height: AXIS
            + bars.len() as f64 * BAR_ROW
            + marks.len() as f64 * MARK_ROW
            + if marks.is_empty() { 0.0 } else { MARK_ROW },
    };

    let mut keys = vec![Key::new(
        Mark::Bar(Group::Initiative.color()),
        "program, strategy: from its start to its end; fading out where no end is told",
    )];
    let there: BTreeSet<Group> = marks
        .iter()
        .flatten()
        .map(|mark| graph.graph[mark.at].group)
        .collect();
    keys.extend(
        there
            .into_iter()
            .map(|group| Key::new(Mark::Diamond(group.color()), group.label())),
    );
    let caption = match undated {
        0 => caption.clone(),
        1 => caption.with_note("Left out: 1 entity without a date."),
        count => caption.with_note(format!("Left out: {count} entities without a date.")),
    };
    page(&caption, keys, body, |xml| {
        fade(xml)?;
        scale.write(xml, body.height)?;
        for (row, bar) in bars.iter().enumerate() {
            write_bar(xml, graph, &scale, bar, AXIS + row as f64 * BAR_ROW)?;
        }
        let top = AXIS + bars.len() as f64 * BAR_ROW + MARK_ROW;
        for (row, lane) in marks.iter().enumerate() {
            for mark in lane {
                let y = top + row as f64 * MARK_ROW;
                write_mark(xml, graph, &scale, mark, y)?;
            }
        }
        Ok(())
    })
}

/// What belongs to a country, as `queries/timeline.rq` has it.
fn members(graph: &EntityGraph, country: NodeIndex) -> BTreeSet<NodeIndex> {
    let into = |at: NodeIndex| graph.graph.edges_directed(at, Direction::Incoming);
    let within = |at: NodeIndex, property: &'static str| {
        into(at)
            .filter(move |edge| edge.weight().name == property)
            .map(|edge| edge.source())
    };
    let mut places = BTreeSet::from([country]);
    let mut open = vec![country];
    while let Some(place) = open.pop() {
        open.extend(within(place, "partOf").filter(|part| places.insert(*part)));
    }
    let mut members: BTreeSet<NodeIndex> = into(country).map(|edge| edge.source()).collect();
    for place in &places {
        members.extend(within(*place, "location"));
    }
    for body in within(country, "location") {
        members.extend(into(body).map(|edge| edge.source()));
    }
    let name = graph.graph[country].label.to_lowercase();
    let titled: Vec<bool> = graph
        .documents
        .iter()
        .map(|document| document.title.to_lowercase().contains(&name))
        .collect();
    members.extend(graph.graph.node_indices().filter(|at| {
        let documents = &graph.graph[*at].documents;
        documents.iter().any(|document| titled[*document])
    }));
    members
}

/// Where a date begins, in years.
fn start(date: Date) -> f64 {
    let month = date.month.map_or(0.0, |month| f64::from(month - 1));
    let day = date.day.map_or(0.0, |day| f64::from(day - 1));
    f64::from(date.year) + (month + day / 31.0) / 12.0
}

/// Where a date ends, in years.
fn end(date: Date) -> f64 {
    let step = match (date.month, date.day) {
        (None, _) => 1.0,
        (Some(_), None) => 1.0 / 12.0,
        (Some(_), Some(_)) => 1.0 / 372.0,
    };
    start(date) + step
}

/// The years of the line.
struct Scale {
    first: i32,
    last: i32,
}

impl Scale {
    fn of<'i>(items: impl Iterator<Item = &'i Item>) -> Self {
        let (mut first, mut last) = (f64::INFINITY, f64::NEG_INFINITY);
        for item in items {
            first = first.min(item.from);
            last = last.max(item.to.unwrap_or(item.from + FADE));
        }
        if first > last {
            (first, last) = (2000.0, 2001.0);
        }
        let (first, last) = (first.floor() as i32, last.ceil() as i32);
        let last = last.max(first + 1);
        Self { first, last }
    }

    fn x(&self, year: f64) -> f64 {
        (year - f64::from(self.first)) / f64::from(self.last - self.first) * WIDTH
    }

    /// The lines of the years; of many only each second, fifth and so on bears its number.
    fn write(&self, xml: &mut Xml<'_>, height: f64) -> io::Result<()> {
        let years = self.last - self.first;
        let most = (WIDTH / 44.0) as i32;
        let step = [1, 2, 5, 10, 20, 50, 100]
            .into_iter()
            .find(|step| years / step <= most)
            .unwrap_or(500);
        for year in (self.first..=self.last).filter(|year| year % step == 0) {
            let x = self.x(f64::from(year));
            let line = format!("M{} 18V{}", number(x), number(height));
            xml.empty("path", &[("d", &line), ("stroke", &RULE.hex())])?;
            let label = year.to_string();
            let text = Text::new(&label, Point { x, y: 12.0 }).color(FAINT);
            text.centered().write(xml)?;
        }
        Ok(())
    }
}

/// The gradient of bars without an end.
fn fade(xml: &mut Xml<'_>) -> io::Result<()> {
    let color = Group::Initiative.color().hex();
    xml.open("defs", &[])?;
    xml.open("linearGradient", &[("id", "fade")])?;
    xml.empty("stop", &[("offset", "0"), ("stop-color", &color)])?;
    let end = [
        ("offset", "1"),
        ("stop-color", color.as_str()),
        ("stop-opacity", "0"),
    ];
    xml.empty("stop", &end)?;
    xml.close("linearGradient")?;
    xml.close("defs")
}

/// A bar, its name above it, and who takes part behind the name.
fn write_bar(
    xml: &mut Xml<'_>,
    graph: &EntityGraph,
    scale: &Scale,
    bar: &Item,
    top: f64,
) -> io::Result<()> {
    let end = bar.to.filter(|end| *end > bar.from);
    let (x, right) = (
        scale.x(bar.from),
        scale.x(end.unwrap_or(bar.from + FADE)).min(WIDTH),
    );
    let color = Group::Initiative.color().hex();
    xml.open("g", &[])?;
    xml.text("title", &[], &tip(graph, bar.at))?;
    xml.empty(
        "rect",
        &[
            ("x", &number(x)),
            ("y", &number(top + 30.0)),
            ("width", &number((right - x).max(4.0))),
            ("height", &number(BAR)),
            ("rx", "3"),
            ("fill", if end.is_some() { &color } else { "url(#fade)" }),
        ],
    )?;
    let name = wrap(&graph.graph[bar.at].label, TEXT, WIDTH * 0.6, 1).concat();
    let parties = wrap(&parties(graph, bar.at), SMALL, WIDTH * 0.8, 1).concat();
    // Bold is wider by a tenth.
    let widest = (width(&name, TEXT) * 1.1).max(width(&parties, SMALL));
    let x = x.min(WIDTH - widest).max(0.0);
    Text::new(&name, Point { x, y: top + 14.0 })
        .bold()
        .write(xml)?;
    let small = Text::new(&parties, Point { x, y: top + 26.0 });
    small.size(SMALL).color(FAINT).write(xml)?;
    xml.close("g")
}

/// "by … · funded by … · with …"
fn parties(graph: &EntityGraph, at: NodeIndex) -> String {
    let named = |family: Family, lead: &str| {
        let mut names: Vec<(petgraph::graph::EdgeIndex, &str)> = graph
            .graph
            .edges(at)
            .filter(|edge| Family::of(&edge.weight().name) == family)
            .map(|edge| (edge.id(), graph.graph[edge.target()].label.as_str()))
            .collect();
        names.sort_unstable();
        let mut seen = BTreeSet::new();
        let names: Vec<&str> = names
            .into_iter()
            .filter_map(|(_, name)| seen.insert(name).then_some(name))
            .collect();
        (!names.is_empty()).then(|| format!("{lead} {}", names.join(", ")))
    };
    [
        named(Family::Doing, "by"),
        named(Family::Help, "funded or supported by"),
        named(Family::Together, "with"),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" · ")
}

/// Marks in rows, as few as keep their names apart.
fn lanes(graph: &EntityGraph, scale: &Scale, marks: Vec<Item>) -> Vec<Vec<Item>> {
    let mut lanes: Vec<(f64, Vec<Item>)> = Vec::new();
    for mark in marks {
        let (left, right) = reach(graph, scale, &mark);
        let right = right + 16.0;
        match lanes.iter_mut().find(|(taken, _)| *taken <= left) {
            Some((taken, lane)) => {
                *taken = right;
                lane.push(mark);
            }
            None => lanes.push((right, vec![mark])),
        }
    }
    lanes.into_iter().map(|(_, lane)| lane).collect()
}

/// From where to where a mark and its name reach; the name stands on the left where the page ends.
fn reach(graph: &EntityGraph, scale: &Scale, mark: &Item) -> (f64, f64) {
    let (x, name) = (
        scale.x(mark.from),
        width(&mark_name(graph, mark), TEXT) + 10.0,
    );
    if x + name <= WIDTH {
        (x - 6.0, x + name)
    } else {
        (x - name, x + 6.0)
    }
}

fn mark_name(graph: &EntityGraph, mark: &Item) -> String {
    wrap(&graph.graph[mark.at].label, TEXT, WIDTH / 3.0, 1).concat()
}

fn write_mark(
    xml: &mut Xml<'_>,
    graph: &EntityGraph,
    scale: &Scale,
    mark: &Item,
    y: f64,
) -> io::Result<()> {
    let x = scale.x(mark.from);
    xml.open("g", &[])?;
    xml.text("title", &[], &tip(graph, mark.at))?;
    diamond(xml, Point { x, y }, graph.graph[mark.at].group.color())?;
    let (_, right) = reach(graph, scale, mark);
    let name = mark_name(graph, mark);
    let text = |x| Text::new(&name, Point { x, y: y + 4.0 });
    if right > x + 6.0 {
        text(x + 10.0).write(xml)?;
    } else {
        text(x - 10.0).ending().write(xml)?;
    }
    xml.close("g")
}
