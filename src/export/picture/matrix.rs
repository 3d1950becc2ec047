//! Who takes part in what: organizations by programs or by countries.

use super::Picture;
use super::boxes::tip;
use super::legend::{Key, Mark};
use super::measure::{width, wrap};
use super::page::{FAINT, RULE, SMALL, TEXT, Text, number, page};
use crate::export::layout::{Point, Size};
use crate::export::style::{Family, Group};
use crate::export::xml::Xml;
use crate::export::{Caption, EntityGraph};
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

const CELL: f64 = 22.0;
const WIDEST_NAME: f64 = 260.0;
/// Column heads stand on a slope of one to one.
const SLOPE: f64 = std::f64::consts::FRAC_1_SQRT_2;

/// What the columns of a matrix are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// Programs and strategies; a cell tells how the organization takes part.
    Programs,
    /// Countries; a cell counts the programs that connect the organization with the country.
    Countries,
}

/// What connects a row and a column.
#[derive(Default)]
struct Cell {
    families: BTreeSet<Family>,
    programs: BTreeSet<NodeIndex>,
}

type Cells = BTreeMap<(NodeIndex, NodeIndex), Cell>;

pub(super) fn draw(
    graph: &EntityGraph,
    columns: Columns,
    limit: usize,
    caption: &Caption,
) -> io::Result<Picture> {
    let cells = match columns {
        Columns::Programs => by_programs(graph),
        Columns::Countries => by_countries(graph),
    };
    let all = (
        axis(&cells, |key| key.0, usize::MAX).len(),
        axis(&cells, |key| key.1, usize::MAX).len(),
    );
    let heads: BTreeSet<NodeIndex> = axis(&cells, |key| key.1, limit).into_iter().collect();
    let cells: Cells = cells
        .into_iter()
        .filter(|(key, _)| heads.contains(&key.1))
        .collect();
    let rows = axis(&cells, |key| key.0, limit);
    let heads = heads_by_rows(&cells, &rows);
    let mut caption = caption.clone();
    if (rows.len(), heads.len()) != all {
        caption = caption.with_note(format!(
            "Shown are the {} most connected of {} organizations and {} of {} columns.",
            rows.len(),
            all.0,
            heads.len(),
            all.1
        ));
    }

    let name = |at: &NodeIndex| wrap(&graph.graph[*at].label, TEXT, WIDEST_NAME, 1).concat();
    let widest = |names: &[NodeIndex]| {
        let widths = names.iter().map(|at| width(&name(at), TEXT));
        widths.fold(0.0, f64::max)
    };
    let slope = widest(&heads) * SLOPE;
    let corner = Point {
        x: widest(&rows) + 14.0,
        y: slope + 14.0,
    };
    let body = Size {
        width: corner.x + heads.len() as f64 * CELL + slope,
        height: corner.y + rows.len() as f64 * CELL,
    };
    page(&caption, keys(columns), body, |xml| {
        for (row, at) in rows.iter().enumerate() {
            let y = corner.y + (row as f64 + 0.5) * CELL;
            line(
                xml,
                (0.0, y + CELL / 2.0),
                (corner.x + heads.len() as f64 * CELL, y + CELL / 2.0),
            )?;
            let place = Point {
                x: corner.x - 8.0,
                y: y + 4.0,
            };
            xml.open("g", &[])?;
            xml.text("title", &[], &tip(graph, *at))?;
            Text::new(&name(at), place).ending().write(xml)?;
            xml.close("g")?;
        }
        for (column, at) in heads.iter().enumerate() {
            let x = corner.x + (column as f64 + 0.5) * CELL;
            line(xml, (x, corner.y), (x, body.height))?;
            let turn = format!("rotate(-45 {} {})", number(x + 3.0), number(corner.y - 6.0));
            let place = Point {
                x: x + 3.0,
                y: corner.y - 6.0,
            };
            xml.open("g", &[])?;
            xml.text("title", &[], &tip(graph, *at))?;
            Text::new(&name(at), place).write_with(xml, &[("transform", &turn)])?;
            xml.close("g")?;
        }
        for (row, organization) in rows.iter().enumerate() {
            for (column, head) in heads.iter().enumerate() {
                let middle = Point {
                    x: corner.x + (column as f64 + 0.5) * CELL,
                    y: corner.y + (row as f64 + 0.5) * CELL,
                };
                if let Some(cell) = cells.get(&(*organization, *head)) {
                    cell.write(xml, columns, middle)?;
                }
            }
        }
        Ok(())
    })
}

fn keys(columns: Columns) -> Vec<Key> {
    match columns {
        Columns::Programs => [Family::Doing, Family::Help, Family::Together]
            .into_iter()
            .map(|family| Key::new(Mark::Disc(family.color()), family.label()))
            .collect(),
        Columns::Countries => vec![Key::new(
            Mark::Disc(Group::Initiative.color()),
            "programs in which the organization and the country take part; the number counts them",
        )],
    }
}

fn line(xml: &mut Xml<'_>, from: (f64, f64), to: (f64, f64)) -> io::Result<()> {
    let way = format!(
        "M{} {}L{} {}",
        number(from.0),
        number(from.1),
        number(to.0),
        number(to.1)
    );
    xml.empty("path", &[("d", &way), ("stroke", &RULE.hex())])
}

fn is_organization(graph: &EntityGraph, at: NodeIndex) -> bool {
    matches!(
        graph.graph[at].group,
        Group::Government | Group::International | Group::Company | Group::Organization
    )
}

/// The facts between programs and organizations.
fn by_programs(graph: &EntityGraph) -> Cells {
    let mut cells = Cells::new();
    for (program, body, edge) in graph.edges() {
        let family = Family::of(&edge.name);
        if graph.graph[program].group == Group::Initiative
            && is_organization(graph, body)
            && family != Family::Structure
        {
            let cell = cells.entry((body, program)).or_default();
            cell.families.insert(family);
        }
    }
    cells
}

/// The programs of organizations, by the countries that take part in them or in which they run.
fn by_countries(graph: &EntityGraph) -> Cells {
    let mut countries: BTreeMap<NodeIndex, BTreeSet<NodeIndex>> = BTreeMap::new();
    for (program, country, _) in graph.edges() {
        if graph.graph[country].class_name == "Country" {
            countries.entry(program).or_default().insert(country);
        }
    }
    let mut cells = Cells::new();
    for (body, program) in by_programs(graph).into_keys() {
        // A program without a country of its own runs where those do who run it.
        let own = countries.get(&program).or_else(|| countries.get(&body));
        for country in own.into_iter().flatten() {
            let cell = cells.entry((body, *country)).or_default();
            cell.programs.insert(program);
        }
    }
    cells
}

/// The most connected rows or columns, in that order, then in that of the graph.
fn axis(
    cells: &Cells,
    side: impl Fn(&(NodeIndex, NodeIndex)) -> NodeIndex,
    limit: usize,
) -> Vec<NodeIndex> {
    let mut counts: BTreeMap<NodeIndex, usize> = BTreeMap::new();
    for key in cells.keys() {
        *counts.entry(side(key)).or_default() += 1;
    }
    let mut order: Vec<(NodeIndex, usize)> = counts.into_iter().collect();
    order.sort_by_key(|(at, count)| (std::cmp::Reverse(*count), *at));
    order.truncate(limit);
    order.into_iter().map(|(at, _)| at).collect()
}

/// The columns, those of the upper rows on the left, so that marks stand together.
fn heads_by_rows(cells: &Cells, rows: &[NodeIndex]) -> Vec<NodeIndex> {
    let mut heads = Vec::new();
    let mut seen = BTreeSet::new();
    for row in rows {
        for (_, head) in cells.keys().filter(|(body, _)| body == row) {
            if seen.insert(*head) {
                heads.push(*head);
            }
        }
    }
    heads
}

impl Cell {
    fn write(&self, xml: &mut Xml<'_>, columns: Columns, middle: Point) -> io::Result<()> {
        match columns {
            Columns::Programs => {
                let radius = if self.families.len() > 1 { 4.0 } else { 6.0 };
                let first = middle.x - (self.families.len() as f64 - 1.0) * (radius + 0.5);
                for (at, family) in self.families.iter().enumerate() {
                    let x = first + at as f64 * (2.0 * radius + 1.0);
                    disc(xml, Point { x, ..middle }, radius, &family.color().hex())?;
                }
                Ok(())
            }
            Columns::Countries => {
                let count = self.programs.len();
                let radius = (6.0 + count as f64).min(CELL / 2.0 - 0.5);
                disc(xml, middle, radius, &Group::Initiative.color().tint().hex())?;
                let label = count.to_string();
                let place = Point {
                    y: middle.y + 3.5,
                    ..middle
                };
                let text = Text::new(&label, place).size(SMALL);
                text.color(FAINT).centered().bold().write(xml)
            }
        }
    }
}

fn disc(xml: &mut Xml<'_>, middle: Point, radius: f64, color: &str) -> io::Result<()> {
    xml.empty(
        "circle",
        &[
            ("cx", &number(middle.x)),
            ("cy", &number(middle.y)),
            ("r", &number(radius)),
            ("fill", color),
        ],
    )
}
