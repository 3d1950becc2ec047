//! The facts as lines: below the boxes, from side to side, through their bends.

use super::boxes::Label;
use super::page::number;
use crate::export::EntityGraph;
use crate::export::layout::layered::Layout;
use crate::export::layout::{Point, Size};
use crate::export::style::Family;
use crate::export::xml::Xml;
use std::collections::BTreeMap;
use std::io;

/// The distance between lines that run together, in pixels.
const ASIDE: f64 = 2.5;

/// The facts of one family from one entity to another: one line.
struct Line {
    source: usize,
    target: usize,
    family: Family,
    begin: Point,
    end: Point,
    /// How far it keeps from the others between the same entities, on its way between the boxes.
    aside: f64,
    /// What is told of it, a line of text for each fact.
    tip: String,
}

/// One end of a line at a node.
struct End {
    /// The height from which the line comes.
    height: f64,
    /// Which line.
    line: usize,
    /// Whether the line begins here.
    begins: bool,
}

/// Draws the lines.
pub(super) fn write(
    xml: &mut Xml<'_>,
    graph: &EntityGraph,
    layout: &Layout,
    labels: &[Label],
) -> io::Result<()> {
    let mut lines = collect(graph);
    fasten(&mut lines, layout, labels);
    for line in &lines {
        let (low, high) = (line.source.min(line.target), line.source.max(line.target));
        let bends = &layout.bends[&(low, high)];
        let mut way = vec![line.begin];
        let bends = bends.iter().map(|bend| Point {
            y: bend.y + line.aside,
            ..*bend
        });
        if low == line.source {
            way.extend(bends);
        } else {
            way.extend(bends.rev());
        }
        way.push(line.end);
        let mark = format!("url(#{:?})", line.family);
        let (path, color) = (curve(&way), line.family.color().hex());
        let mut attributes = vec![
            ("d", path.as_str()),
            ("fill", "none"),
            ("stroke", &color),
            ("stroke-width", "1.2"),
            ("stroke-opacity", "0.7"),
            ("marker-end", &mark),
        ];
        if !line.family.dashes().is_empty() {
            attributes.push(("stroke-dasharray", line.family.dashes()));
        }
        xml.open("path", &attributes)?;
        xml.text("title", &[], &line.tip)?;
        xml.close("path")?;
    }
    Ok(())
}

fn collect(graph: &EntityGraph) -> Vec<Line> {
    let mut tips: BTreeMap<(usize, usize, Family), String> = BTreeMap::new();
    for (source, target, edge) in graph.edges().filter(|(source, target, _)| source != target) {
        let tip = tips
            .entry((source.index(), target.index(), Family::of(&edge.name)))
            .or_default();
        if !tip.is_empty() {
            tip.push('\n');
        }
        let (from, to) = (&graph.graph[source].label, &graph.graph[target].label);
        tip.push_str(&format!("{from} → {} → {to}", edge.label));
        if let Some(quote) = &edge.quote {
            tip.push_str(&format!(": “{quote}”"));
        }
    }
    let mut between: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let line = |((source, target, family), tip): ((usize, usize, Family), String)| {
        let aside = between
            .entry((source.min(target), source.max(target)))
            .or_default();
        let line = Line {
            source,
            target,
            family,
            begin: Point::default(),
            end: Point::default(),
            aside: *aside,
            tip,
        };
        *aside += ASIDE;
        line
    };
    tips.into_iter().map(line).collect()
}

/// Fastens each line to its source and its target: spread over the side that faces the other end, in
/// the order in which the lines arrive.
fn fasten(lines: &mut [Line], layout: &Layout, labels: &[Label]) {
    // For each node, left and right side apart.
    let mut sides: BTreeMap<(usize, bool), Vec<End>> = BTreeMap::new();
    for (number, line) in lines.iter().enumerate() {
        let (source, target) = (line.source, line.target);
        let bends = &layout.bends[&(source.min(target), source.max(target))];
        let (near_source, near_target) = if source < target {
            (bends.first(), bends.last())
        } else {
            (bends.last(), bends.first())
        };
        let (a, b) = (layout.nodes[source], layout.nodes[target]);
        let right = a.x < b.x;
        let begin = End {
            height: near_source.unwrap_or(&b).y,
            line: number,
            begins: true,
        };
        let end = End {
            height: near_target.unwrap_or(&a).y,
            line: number,
            begins: false,
        };
        sides.entry((source, right)).or_default().push(begin);
        sides.entry((target, !right)).or_default().push(end);
    }
    for ((node, right), mut ends) in sides {
        ends.sort_by(|a, b| {
            a.height
                .total_cmp(&b.height)
                .then((a.line, a.begins).cmp(&(b.line, b.begins)))
        });
        let Size { width, height } = labels[node].size;
        let middle = layout.nodes[node];
        let x = if right {
            middle.x + width / 2.0
        } else {
            middle.x - width / 2.0
        };
        let step = ((height - 12.0) / ends.len() as f64).min(7.0);
        let first = middle.y - step * (ends.len() - 1) as f64 / 2.0;
        for (at, end) in ends.into_iter().enumerate() {
            let port = Point {
                x,
                y: first + step * at as f64,
            };
            if end.begins {
                lines[end.line].begin = port;
            } else {
                lines[end.line].end = port;
            }
        }
    }
}

/// A smooth line through points that leaves and meets each of them level.
fn curve(way: &[Point]) -> String {
    let mut path = format!("M{} {}", number(way[0].x), number(way[0].y));
    for pair in way.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let middle = number((a.x + b.x) / 2.0);
        path.push_str(&format!(
            "C{middle} {} {middle} {} {} {}",
            number(a.y),
            number(b.y),
            number(b.x),
            number(b.y)
        ));
    }
    path
}

/// The heads of arrows, one for each family.
pub(super) fn arrowheads(xml: &mut Xml<'_>) -> io::Result<()> {
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
        xml.empty(
            "path",
            &[("d", "M0 0.5L8 4L0 7.5Z"), ("fill", &family.color().hex())],
        )?;
        xml.close("marker")?;
    }
    xml.close("defs")
}
