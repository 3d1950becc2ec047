//! ODS: the tables of an OpenDocument spreadsheet (ISO/IEC 26300), with what their cells show.

use super::Grid;
use crate::read::xml::{Element, Node, Xml};
use crate::read::{Composer, Limits, Metadata, ReadError, SourceFormat, opendocument};

const FORMAT: SourceFormat = SourceFormat::Ods;

/// Reads a spreadsheet.
///
/// # Errors
///
/// If the file is damaged or encrypted, defines entities, or passes a limit.
pub(in crate::read) fn ods(
    bytes: &[u8],
    limits: &Limits,
    composer: &mut Composer<'_>,
) -> Result<Metadata, ReadError> {
    let (mut archive, body) = opendocument::open(FORMAT, bytes, limits)?;
    let mut xml = Xml::new(FORMAT, &body, limits);
    while let Some(node) = xml.next()? {
        let Node::Open(element) = node else { continue };
        match element.name.as_str() {
            "table" => table(&mut xml, element.get("name"), limits, composer)?,
            "tracked-changes" => xml.skip()?,
            _ => {}
        }
    }
    opendocument::properties(FORMAT, &mut archive, limits)
}

/// A cell that is open.
struct Cell {
    /// Its value, if that says more than what it shows.
    value: Option<String>,
    text: String,
    columns: u32,
    rows: u32,
}

/// Reads the table that has just opened.
fn table(
    xml: &mut Xml<'_>,
    name: Option<&str>,
    limits: &Limits,
    composer: &mut Composer<'_>,
) -> Result<(), ReadError> {
    let mut grid = Grid::new(limits);
    let (mut row, mut column, mut rows) = (0_u32, 0_u32, 1_u32);
    let mut open: Option<Cell> = None;
    let mut merged: Vec<(u32, u32, u32)> = Vec::new();
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(element) => match element.name.as_str() {
                "annotation" | "title" | "desc" => xml.skip()?,
                "table-row" => (column, rows) = (0, repeated(&element, "number-rows-repeated")),
                "table-cell" => open = Some(cell(&element)),
                "covered-table-cell" => {
                    column = column.saturating_add(repeated(&element, "number-columns-repeated"));
                    xml.skip()?;
                }
                "s" | "tab" | "line-break" => push(&mut open, " "),
                "p" => push(&mut open, " "),
                _ => {}
            },
            Node::Text(text) => push(&mut open, &text),
            Node::Close(name) => match name.as_str() {
                "table-cell" => {
                    let Some(cell) = open.take() else { continue };
                    let words = cell.value.unwrap_or(cell.text);
                    let end = column.saturating_add(cell.columns);
                    if !words.trim().is_empty() {
                        for row in row..row.saturating_add(rows) {
                            for column in column..end.min(super::COLUMNS) {
                                grid.set(row, column, &words)?;
                            }
                        }
                        if cell.rows > 1 {
                            merged.push((row, column, row.saturating_add(cell.rows - 1)));
                        }
                    }
                    column = end;
                }
                "table-row" => row = row.saturating_add(rows),
                "table" => break,
                _ => {}
            },
        }
    }
    for (row, column, last) in merged {
        grid.merge(row, column, last)?;
    }
    grid.write(name, composer)
}

fn cell(element: &Element) -> Cell {
    // A day is shown as the country has it; its value is the same everywhere.
    let day = element
        .get("date-value")
        .map(|value| value.split('T').next().unwrap_or(value));
    Cell {
        value: day.map(str::to_owned),
        text: String::new(),
        columns: repeated(element, "number-columns-repeated"),
        rows: repeated(element, "number-rows-spanned"),
    }
}

fn repeated(element: &Element, name: &str) -> u32 {
    u32::try_from(element.count(name))
        .unwrap_or(u32::MAX)
        .max(1)
}

fn push(open: &mut Option<Cell>, text: &str) {
    if let Some(cell) = open {
        cell.text.push_str(text);
    }
}
