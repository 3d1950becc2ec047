//! What the colors, shapes and dashes mean, in rows.

use super::measure::width;
use super::page::{TEXT, Text, number};
use crate::export::EntityGraph;
use crate::export::layout::Point;
use crate::export::style::{Color, Family, Group};
use crate::export::xml::Xml;
use std::collections::BTreeSet;
use std::io;

const ROW: f64 = 22.0;
const SWATCH: f64 = 26.0;

/// An entry: what is drawn, and what it means.
pub(super) struct Key {
    mark: Mark,
    label: String,
}

/// What an entry shows.
pub(super) enum Mark {
    /// A box, its corners rounded as those of its group.
    Box(Group),
    /// A disc.
    Disc(Color),
    /// A line with an arrowhead.
    Line(Family),
    /// A diamond.
    Diamond(Color),
    /// A bar.
    Bar(Color),
}

impl Key {
    pub(super) fn new(mark: Mark, label: impl Into<String>) -> Self {
        let label = label.into();
        Self { mark, label }
    }

    /// The entries for the groups of a graph.
    pub(super) fn groups(graph: &EntityGraph, mark: impl Fn(Group) -> Mark) -> Vec<Self> {
        let entry = |group: Group| Self::new(mark(group), group.label());
        graph.groups().into_iter().map(entry).collect()
    }

    /// The entries for the lines of a graph.
    pub(super) fn families(graph: &EntityGraph) -> impl Iterator<Item = Self> {
        let edges = graph.graph.edge_weights();
        let there: BTreeSet<Family> = edges.map(|edge| Family::of(&edge.name)).collect();
        there
            .into_iter()
            .map(|family| Self::new(Mark::Line(family), family.label()))
    }

    fn width(&self) -> f64 {
        SWATCH + 4.0 + width(&self.label, TEXT) + 22.0
    }
}

/// Entries in rows; lines begin a row of their own.
pub(super) struct Legend {
    keys: Vec<Key>,
}

impl Legend {
    pub(super) fn new(keys: Vec<Key>) -> Self {
        Self { keys }
    }

    pub(super) fn widest(&self) -> f64 {
        self.keys.iter().map(Key::width).fold(0.0, f64::max)
    }

    /// The left end and the row of each entry.
    fn flow(&self, inner: f64) -> Vec<(f64, usize)> {
        let is_line = |key: &Key| matches!(key.mark, Mark::Line(_));
        let first_line = self.keys.iter().position(is_line);
        let (mut x, mut row) = (0.0, 0);
        let mut places = Vec::new();
        for (at, key) in self.keys.iter().enumerate() {
            if x > 0.0 && (Some(at) == first_line || x + key.width() > inner) {
                (x, row) = (0.0, row + 1);
            }
            places.push((x, row));
            x += key.width();
        }
        places
    }

    pub(super) fn height(&self, inner: f64) -> f64 {
        let last = self.flow(inner).last().copied();
        last.map_or(0.0, |(_, row)| (row + 1) as f64 * ROW)
    }

    pub(super) fn write(&self, xml: &mut Xml<'_>, inner: f64) -> io::Result<()> {
        for ((x, row), key) in self.flow(inner).into_iter().zip(&self.keys) {
            let y = row as f64 * ROW + 6.0;
            key.mark.write(xml, x, y)?;
            let place = Point {
                x: x + SWATCH + 4.0,
                y: y + 4.0,
            };
            Text::new(&key.label, place).write(xml)?;
        }
        Ok(())
    }
}

impl Mark {
    /// Draws it with its left end at a place.
    fn write(&self, xml: &mut Xml<'_>, x: f64, y: f64) -> io::Result<()> {
        let middle = Point {
            x: x + SWATCH / 2.0 - 2.0,
            y,
        };
        match self {
            Self::Box(group) => xml.empty(
                "rect",
                &[
                    ("x", &number(x)),
                    ("y", &number(y - 6.0)),
                    ("width", &number(SWATCH - 4.0)),
                    ("height", "12"),
                    ("rx", &number(group.roundness() * 6.0)),
                    ("fill", &group.color().tint().hex()),
                    ("stroke", &group.color().hex()),
                    ("stroke-width", "1.5"),
                ],
            ),
            Self::Disc(color) => xml.empty(
                "circle",
                &[
                    ("cx", &number(middle.x)),
                    ("cy", &number(y)),
                    ("r", "6"),
                    ("fill", &color.hex()),
                ],
            ),
            Self::Line(family) => xml.empty(
                "path",
                &[
                    (
                        "d",
                        &format!("M{} {}h{}", number(x), number(y), SWATCH - 2.0),
                    ),
                    ("stroke", &family.color().hex()),
                    ("stroke-width", "1.6"),
                    ("stroke-dasharray", family.dashes()),
                    ("marker-end", &format!("url(#{family:?})")),
                ],
            ),
            Self::Diamond(color) => diamond(xml, middle, *color),
            Self::Bar(color) => xml.empty(
                "rect",
                &[
                    ("x", &number(x)),
                    ("y", &number(y - 5.0)),
                    ("width", &number(SWATCH - 4.0)),
                    ("height", "10"),
                    ("rx", "3"),
                    ("fill", &color.hex()),
                ],
            ),
        }
    }
}

/// A small diamond around a point.
pub(super) fn diamond(xml: &mut Xml<'_>, middle: Point, color: Color) -> io::Result<()> {
    let (x, y) = (number(middle.x), number(middle.y - 6.0));
    xml.empty(
        "path",
        &[
            ("d", &format!("M{x} {y}l6 6l-6 6l-6-6z")),
            ("fill", &color.hex()),
        ],
    )
}
