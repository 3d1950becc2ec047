//! What the colors and dashes mean, in rows.

use super::measure::width;
use super::{INK, MARGIN, TEXT, number, text};
use crate::export::EntityGraph;
use crate::export::style::{Color, Family};
use crate::export::xml::Xml;
use std::collections::BTreeSet;
use std::io;

const ROW: f64 = 22.0;
const SWATCH: f64 = 26.0;

/// The entries that a graph needs.
pub(super) struct Legend {
    boxes: Vec<(String, Color, f64)>,
    lines: Vec<Family>,
}

impl Legend {
    pub(super) fn new(graph: &EntityGraph) -> Self {
        let there: BTreeSet<Family> = graph
            .graph
            .edge_weights()
            .map(|edge| Family::of(&edge.name))
            .collect();
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
        boxes
            .chain(self.lines.iter().map(|family| family.label()))
            .collect()
    }

    pub(super) fn widest(&self) -> f64 {
        self.entries()
            .iter()
            .map(|label| entry_width(label))
            .fold(0.0, f64::max)
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

    pub(super) fn height(&self, inner: f64) -> f64 {
        self.flow(inner)
            .last()
            .map_or(0.0, |(_, row)| (*row + 1) as f64 * ROW)
    }

    pub(super) fn write(&self, xml: &mut Xml<'_>, top: f64, inner: f64) -> io::Result<()> {
        for (at, ((x, row), label)) in self.flow(inner).into_iter().zip(self.entries()).enumerate()
        {
            let (x, y) = (MARGIN + x, top + row as f64 * ROW + 6.0);
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
                        (
                            "d",
                            &format!("M{} {}h{}", number(x), number(y), number(SWATCH - 2.0)),
                        ),
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
