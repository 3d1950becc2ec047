//! Tables for the eye: aligned, wrapped to the terminal's width.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use serde_json::{Map, Value};
use std::io::IsTerminal;
use tripolis::query::answer::{Cell, Rows};

/// Columns where the width is not the terminal's: in a pipe or a file.
const WIDTH_ELSEWHERE: u16 = 120;

/// Below this a table is no table.
const LEAST_WIDTH: u16 = 40;

/// The table of an answer and a line that counts its rows.
pub(crate) fn answer(rows: &Rows) -> String {
    let count = match rows.rows.len() {
        0 => return "no rows\n".to_owned(),
        1 => "1 row".to_owned(),
        count => format!("{count} rows"),
    };
    format!("{}\n{count}\n", grid(rows, width()))
}

/// The table alone.
pub(crate) fn plain(rows: &Rows) -> String {
    format!("{}\n", grid(rows, width()))
}

/// The rows as tab-separated values under the names of the columns.
pub(crate) fn tsv(rows: &Rows) -> String {
    let mut out = format!("{}\n", rows.columns.join("\t"));
    for row in &rows.rows {
        let cells: Vec<String> = row.iter().map(|cell| harmless(&cell.text)).collect();
        out.push_str(&cells.join("\t"));
        out.push('\n');
    }
    out
}

/// The rows as an array of objects whose keys are the names of the columns.
pub(crate) fn json(rows: &Rows) -> String {
    let value = |cell: &Cell| match cell.text.parse::<serde_json::Number>() {
        Ok(number) if cell.is_number => Value::Number(number),
        _ => Value::String(cell.text.clone()),
    };
    let object = |row: &Vec<Cell>| -> Value {
        let columns = rows.columns.iter().cloned();
        columns
            .zip(row.iter().map(value))
            .collect::<Map<_, _>>()
            .into()
    };
    let rows: Vec<Value> = rows.rows.iter().map(object).collect();
    format!("{:#}\n", Value::Array(rows))
}

/// `None` lets the table ask the terminal.
fn width() -> Option<u16> {
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    (!std::io::stdout().is_terminal()).then(|| told().unwrap_or(WIDTH_ELSEWHERE))
}

fn grid(rows: &Rows, width: Option<u16>) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    // Some terminals tell a width of 0 or of a few columns, in which nothing can be read.
    let width = width.or_else(|| table.width());
    table.set_width(width.map_or(WIDTH_ELSEWHERE, |width| width.max(LEAST_WIDTH)));
    table.set_header(rows.columns.iter().map(|name| harmless(name)));
    for row in &rows.rows {
        table.add_row(row.iter().map(|cell| harmless(&cell.text)));
    }
    for (index, column) in table.column_iter_mut().enumerate() {
        let mut cells = rows
            .rows
            .iter()
            .filter_map(|row| row.get(index))
            .filter(|cell| !cell.text.is_empty());
        let is_numeric = cells.clone().next().is_some() && cells.all(|cell: &Cell| cell.is_number);
        if is_numeric {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}

/// Text of documents may hold anything; nothing of it may steer the terminal or break a row.
pub(crate) fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, is_number: bool) -> Cell {
        Cell {
            text: text.to_owned(),
            is_number,
        }
    }

    #[test]
    fn fits_the_width_and_aligns_numbers_to_the_right() {
        let rows = Rows {
            columns: vec!["program".to_owned(), "computers".to_owned()],
            rows: vec![
                vec![
                    cell("a program with a name that is too long for the line", false),
                    cell("7", true),
                ],
                vec![
                    cell("bell\u{7} and \u{1b}[31mred", false),
                    cell("11500", true),
                ],
            ],
        };
        let text = grid(&rows, Some(40));
        assert!(
            text.lines().all(|line| line.chars().count() <= 40),
            "{text}"
        );
        assert!(text.contains("┆         7 │"), "{text}");
        assert!(text.contains("┆     11500 │"), "{text}");
        assert!(
            !text.contains('\u{1b}') && !text.contains('\u{7}'),
            "{text:?}"
        );
    }
}
