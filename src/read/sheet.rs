//! Spreadsheets: rows as records under their headings, from XLSX, XLS, ODS and files of separated values.
//!
//! The readers fill a [`Grid`]; it parts what blank rows part, sets titles above their table, and writes the rows.

mod excel;
mod ods;
mod separated;

pub(super) use excel::{xls, xlsx};
pub(super) use ods::ods;
pub(super) use separated::csv;

use super::{At, Composer, Limits, ReadError};
use std::collections::BTreeMap;

/// The cells of a sheet that hold words, by row and column, both from 0.
struct Grid {
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
    count: usize,
    most: usize,
}

/// A row has no more columns.
const COLUMNS: u32 = 1_024;

impl Grid {
    fn new(limits: &Limits) -> Self {
        Self {
            rows: BTreeMap::new(),
            count: 0,
            most: limits.blocks,
        }
    }

    /// Sets a cell; blank ones take no room.
    fn set(&mut self, row: u32, column: u32, words: &str) -> Result<(), ReadError> {
        let words = words.trim();
        if words.is_empty() || column >= COLUMNS {
            return Ok(());
        }
        self.count += 1;
        if self.count > self.most {
            return Err(ReadError::Blocks { limit: self.most });
        }
        let cells = self.rows.entry(row).or_default();
        cells.insert(column, words.to_owned());
        Ok(())
    }

    /// Fills the rows that a cell is merged over, from its first row to `last`, with its words.
    fn merge(&mut self, row: u32, column: u32, last: u32) -> Result<(), ReadError> {
        let Some(words) = self
            .rows
            .get(&row)
            .and_then(|cells| cells.get(&column))
            .cloned()
        else {
            return Ok(());
        };
        // Only rows that hold something else are records.
        let below: Vec<u32> = self
            .rows
            .range(row..=last)
            .skip(1)
            .map(|(row, _)| *row)
            .collect();
        below
            .into_iter()
            .try_for_each(|row| self.set(row, column, &words))
    }

    /// Writes the sheet; `name` is what it is called, if it has a name.
    fn write(self, name: Option<&str>, composer: &mut Composer<'_>) -> Result<(), ReadError> {
        if let Some(name) = name {
            composer.place(At::Sheet(name.to_owned()));
        }
        let rows: Vec<(u32, BTreeMap<u32, String>)> = self.rows.into_iter().collect();
        // What a blank row parts are tables of their own.
        for table in rows.chunk_by(|above, below| above.0 + 1 == below.0) {
            composer.part();
            write_table(table, composer)?;
        }
        composer.part();
        Ok(())
    }
}

/// Writes rows that stand together: lines of a title, then the row that heads the others.
fn write_table(
    rows: &[(u32, BTreeMap<u32, String>)],
    composer: &mut Composer<'_>,
) -> Result<(), ReadError> {
    let titles = rows.iter().take_while(|(_, cells)| cells.len() < 2).count();
    let (titles, rows) = rows.split_at(titles);
    for (_, cells) in titles {
        for words in cells.values() {
            composer.paragraph(words)?;
        }
    }
    let columns = rows.iter().flat_map(|(_, cells)| cells.keys()).copied();
    let (Some(first), Some(last)) = (columns.clone().min(), columns.max()) else {
        return Ok(());
    };
    composer.part();
    for (_, cells) in rows {
        let words = |column| cells.get(&column).map_or("", String::as_str);
        let row: Vec<&str> = (first..=last).map(words).collect();
        composer.row(&row)?;
    }
    Ok(())
}
