//! Tables: rows of cells, records of keys and values, or mere layout.

use super::walk::Walk;
use super::{attribute, name};
use crate::read::ReadError;
use dom_query::NodeRef;

/// A cell spans so many columns or rows at most.
const SPAN: usize = 64;

/// A cell as it is written.
#[derive(Clone, Debug, Default)]
struct Cell {
    words: String,
    /// `th`.
    head: bool,
    /// How many columns it takes.
    columns: usize,
    /// How many rows it takes.
    rows: usize,
}

/// Writes a table.
pub(super) fn write(walk: &mut Walk<'_, '_>, node: &NodeRef<'_>) -> Result<(), ReadError> {
    let mut found = Vec::new();
    let mut captions = Vec::new();
    rows(node, &mut found, &mut captions);
    if is_layout(node, &found) {
        walk.children(node)?;
        return walk.flush();
    }
    walk.composer.part();
    for caption in captions {
        let words = walk.cell(&caption);
        walk.composer.paragraph(&words)?;
    }
    let rows: Vec<Vec<Cell>> = found.iter().map(|row| cells(walk, row)).collect();
    if is_record(&rows) {
        walk.fresh();
        for row in &rows {
            match row.as_slice() {
                [key, value] if !value.words.is_empty() => walk.pair(&key.words, &value.words)?,
                [only] | [only, _] => {
                    walk.composer.paragraph(&only.words)?;
                    walk.fresh();
                }
                _ => {}
            }
        }
        walk.fresh();
    } else {
        for row in spread(rows) {
            walk.composer.row(&row)?;
        }
    }
    walk.composer.part();
    Ok(())
}

/// The rows of a table, those of tables within it left out.
fn rows<'p>(node: &NodeRef<'p>, out: &mut Vec<NodeRef<'p>>, captions: &mut Vec<NodeRef<'p>>) {
    for child in node.children_it(false) {
        match name(&child).as_str() {
            "tr" => out.push(child),
            "thead" | "tbody" | "tfoot" => rows(&child, out, captions),
            "caption" => captions.push(child),
            _ => {}
        }
    }
}

/// Whether a table only lays blocks out: it holds tables or headings, or no row of two cells.
fn is_layout(node: &NodeRef<'_>, rows: &[NodeRef<'_>]) -> bool {
    let wide = rows.iter().any(|row| row.element_children().len() > 1);
    let role = attribute(node, "role");
    !wide
        || role.is_some_and(|role| matches!(role.as_str(), "presentation" | "none"))
        || node.descendants_it().any(|below| {
            matches!(
                name(&below).as_str(),
                "table" | "h1" | "h2" | "h3" | "article" | "dl"
            )
        })
}

fn cells(walk: &mut Walk<'_, '_>, row: &NodeRef<'_>) -> Vec<Cell> {
    let span = |cell: &NodeRef<'_>, key: &str| {
        let span = attribute(cell, key).and_then(|span| span.parse().ok());
        span.unwrap_or(1).clamp(1, SPAN)
    };
    let mut out = Vec::new();
    for cell in row.children_it(false) {
        let name = name(&cell);
        if matches!(name.as_str(), "td" | "th") && !walk.drops(&cell, &name) {
            out.push(Cell {
                words: walk.cell(&cell),
                head: name == "th",
                columns: span(&cell, "colspan"),
                rows: span(&cell, "rowspan"),
            });
        }
    }
    out
}

/// Whether each row is a key with its value: the key a `th`, or with a colon. A heading over both columns may stand
/// between.
fn is_record(rows: &[Vec<Cell>]) -> bool {
    let pairs = || rows.iter().filter(|row| row.len() > 1);
    let keyed = |row: &Vec<Cell>| match row.as_slice() {
        [key, value] => !value.head && (key.head || key.words.ends_with(':')),
        _ => false,
    };
    pairs().next().is_some() && pairs().all(keyed)
}

/// Rows in which each cell stands in its column: a cell that takes several rows is said in each of them, one that
/// takes several columns leaves the others empty.
fn spread(rows: Vec<Vec<Cell>>) -> Vec<Vec<String>> {
    // Words of the rows above, by column, and for how many rows more.
    let mut hanging: Vec<(usize, String)> = Vec::new();
    let mut out = Vec::new();
    for row in rows {
        let mut line: Vec<String> = Vec::new();
        let mut cells = row.into_iter();
        loop {
            let column = line.len();
            if let Some((left, words)) = hanging.get_mut(column).filter(|(left, _)| *left > 0) {
                *left -= 1;
                line.push(words.clone());
                continue;
            }
            let Some(cell) = cells.next() else { break };
            for at in 0..cell.columns {
                let words = if at == 0 {
                    cell.words.clone()
                } else {
                    String::new()
                };
                if hanging.len() <= line.len() {
                    hanging.resize(line.len() + 1, (0, String::new()));
                }
                hanging[line.len()] = (cell.rows - 1, words.clone());
                line.push(words);
            }
        }
        out.push(line);
    }
    out
}
