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
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut count = 0;
    for row in &found {
        let row = cells(walk, row);
        count += row.len();
        if count > walk.limits.blocks {
            return Err(ReadError::Blocks {
                limit: walk.limits.blocks,
            });
        }
        rows.push(row);
    }
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
        let mut grid = Grid::default();
        for row in rows {
            walk.composer.row(&grid.line(row))?;
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

/// Puts each cell into its column.
#[derive(Debug, Default)]
struct Grid {
    /// Words that rows above hang down, by column, and for how many rows more.
    hanging: Vec<(usize, String)>,
}

impl Grid {
    /// The cells of the next row by their columns: one that takes several rows is said in each of them, one that takes
    /// several columns leaves the others empty.
    fn line(&mut self, row: Vec<Cell>) -> Vec<String> {
        let mut line: Vec<String> = Vec::new();
        for cell in row {
            self.hang(&mut line);
            for at in 0..cell.columns {
                let column = line.len();
                let words = if at == 0 {
                    cell.words.clone()
                } else {
                    String::new()
                };
                if self.hanging.len() <= column {
                    self.hanging.resize(column + 1, (0, String::new()));
                }
                self.hanging[column] = (cell.rows - 1, words.clone());
                line.push(words);
            }
        }
        self.hang(&mut line);
        line
    }

    /// Says what hangs down into the next columns.
    fn hang(&mut self, line: &mut Vec<String>) {
        while let Some((left, words)) = self
            .hanging
            .get_mut(line.len())
            .filter(|(left, _)| *left > 0)
        {
            *left -= 1;
            line.push(words.clone());
        }
    }
}
