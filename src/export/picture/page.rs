//! The page around a picture: title, notes, legend, source; one type scale and one ink for all.

use super::Picture;
use super::legend::{Key, Legend};
use super::measure::{width, wrap};
use crate::export::Caption;
use crate::export::layout::{Point, Size};
use crate::export::style::Color;
use crate::export::xml::Xml;
use std::io;

/// One type scale, in pixels.
pub(super) const TITLE: f64 = 22.0;
pub(super) const TEXT: f64 = 12.0;
pub(super) const SMALL: f64 = 10.0;

pub(super) const INK: Color = Color(0x22, 0x22, 0x22);
pub(super) const FAINT: Color = Color(0x5c, 0x5c, 0x5c);
pub(super) const RULE: Color = Color(0xdd, 0xdd, 0xdd);
pub(super) const PAPER: Color = Color(0xff, 0xff, 0xff);

const MARGIN: f64 = 28.0;
const LEAST_WIDTH: f64 = 480.0;
const NOTE_HEIGHT: f64 = 16.0;
/// The last one is what PNG and PDF take.
const FONT: &str = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans Condensed', sans-serif";

/// Draws a page with a body of a size; `draw` draws from the point 0, 0 on.
///
/// # Errors
///
/// Those of `draw`.
pub(super) fn page(
    caption: &Caption,
    keys: Vec<Key>,
    body: Size,
    draw: impl FnOnce(&mut Xml<'_>) -> io::Result<()>,
) -> io::Result<Picture> {
    let legend = Legend::new(keys);
    let inner = body
        .width
        .max(width(&caption.title, TITLE))
        .max(legend.widest())
        .max(LEAST_WIDTH);
    let notes: Vec<String> = caption
        .notes
        .iter()
        .flat_map(|note| wrap(note, TEXT, inner, usize::MAX))
        .collect();
    let legend_top = MARGIN + TITLE + 14.0 + notes.len() as f64 * NOTE_HEIGHT;
    let top = legend_top + legend.height(inner) + 18.0;
    let (w, h) = (
        number(inner + 2.0 * MARGIN),
        number(top + body.height + MARGIN),
    );

    let mut bytes = Vec::new();
    let mut xml = Xml::new(&mut bytes)?;
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
    super::lines::arrowheads(&mut xml)?;
    let paper = [
        ("width", "100%"),
        ("height", "100%"),
        ("fill", &PAPER.hex()),
    ];
    xml.empty("rect", &paper)?;
    let place = |x, y| Point { x, y };
    Text::new(&caption.title, place(MARGIN, MARGIN + TITLE * 0.8))
        .size(TITLE)
        .bold()
        .write(&mut xml)?;
    for (at, note) in notes.iter().enumerate() {
        let y = MARGIN + TITLE + 14.0 + at as f64 * NOTE_HEIGHT;
        Text::new(note, place(MARGIN, y))
            .color(FAINT)
            .write(&mut xml)?;
    }
    shifted(&mut xml, place(MARGIN, legend_top), |xml| {
        legend.write(xml, inner)
    })?;
    let origin = place(MARGIN + (inner - body.width) / 2.0, top);
    shifted(&mut xml, origin, draw)?;
    xml.close("svg")?;
    xml.finish()?;
    let svg = String::from_utf8(bytes).map_err(io::Error::other)?;
    Ok(Picture { svg })
}

/// Draws something with its point 0, 0 at another place.
fn shifted(
    xml: &mut Xml<'_>,
    origin: Point,
    draw: impl FnOnce(&mut Xml<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let transform = format!("translate({} {})", number(origin.x), number(origin.y));
    xml.open("g", &[("transform", &transform)])?;
    draw(xml)?;
    xml.close("g")
}

/// A line of text.
pub(super) struct Text<'t> {
    content: &'t str,
    place: Point,
    size: f64,
    color: Color,
    weight: &'static str,
    anchor: &'static str,
}

impl<'t> Text<'t> {
    /// Text that begins at a place on its base line.
    pub(super) fn new(content: &'t str, place: Point) -> Self {
        Self {
            content,
            place,
            size: TEXT,
            color: INK,
            weight: "normal",
            anchor: "start",
        }
    }

    pub(super) fn size(self, size: f64) -> Self {
        Self { size, ..self }
    }

    pub(super) fn color(self, color: Color) -> Self {
        Self { color, ..self }
    }

    pub(super) fn bold(self) -> Self {
        Self {
            weight: "bold",
            ..self
        }
    }

    /// The place is its middle.
    pub(super) fn centered(self) -> Self {
        Self {
            anchor: "middle",
            ..self
        }
    }

    /// The place is its end.
    pub(super) fn ending(self) -> Self {
        Self {
            anchor: "end",
            ..self
        }
    }

    pub(super) fn write(&self, xml: &mut Xml<'_>) -> io::Result<()> {
        self.write_with(xml, &[])
    }

    /// Writes it with further attributes.
    pub(super) fn write_with(&self, xml: &mut Xml<'_>, more: &[(&str, &str)]) -> io::Result<()> {
        let (x, y) = (number(self.place.x), number(self.place.y));
        let (size, color) = (number(self.size), self.color.hex());
        let mut attributes = vec![("x", x.as_str()), ("y", &y)];
        if self.size != TEXT {
            attributes.push(("font-size", &size));
        }
        if self.color != INK {
            attributes.push(("fill", &color));
        }
        if self.weight != "normal" {
            attributes.push(("font-weight", self.weight));
        }
        if self.anchor != "start" {
            attributes.push(("text-anchor", self.anchor));
        }
        attributes.extend(more);
        xml.text("text", &attributes, self.content)
    }
}

/// A coordinate with one decimal, so that pictures stay small and equal on every machine.
pub(super) fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    // Minus zero would print its sign.
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}
