//! What texts of DOCX and ODT have in common: paragraphs and lists, tables with merged cells, notes behind their block.

use super::{Composer, ReadError};

/// Writes the blocks of a text as they come.
pub(super) struct Story<'s, 'l> {
    composer: &'s mut Composer<'l>,
    /// How many tables are open; those in a cell of another are read as words of that cell.
    depth: usize,
    table: Table,
    notes: Vec<String>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
}

/// How a cell is merged with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Merge {
    /// It covers so many columns and rows.
    Over(usize, usize),
    /// The cell above covers it.
    Above,
}

/// The table that is open.
#[derive(Default)]
struct Table {
    row: Vec<String>,
    cell: String,
    /// For each column: how many of the rows below the last cell covers, and its words.
    covers: Vec<(usize, String)>,
}

/// A row has no more columns.
const COLUMNS: usize = 1_024;

impl<'s, 'l> Story<'s, 'l> {
    /// A text that is written into a composer.
    pub(super) const fn new(composer: &'s mut Composer<'l>) -> Self {
        Self {
            composer,
            depth: 0,
            table: Table {
                row: Vec::new(),
                cell: String::new(),
                covers: Vec::new(),
            },
            notes: Vec::new(),
        }
    }

    /// Writes a block; lines of it that end by intention are parted by line breaks.
    ///
    /// # Errors
    ///
    /// If a limit is passed, as for all methods below.
    pub(super) fn block(&mut self, kind: Kind, text: &str) -> Result<(), ReadError> {
        let mut lines = text.split('\n').filter(|line| !line.trim().is_empty());
        if self.depth > 0 {
            for line in lines {
                self.table.add(line.trim());
            }
            return Ok(());
        }
        let Some(first) = lines.next() else {
            return self.settle();
        };
        match kind {
            Kind::Heading(level) => self.composer.heading(level, first)?,
            Kind::Paragraph => self.composer.paragraph(first)?,
            Kind::Item => self.composer.item(first)?,
        }
        for line in lines {
            self.composer.line(line)?;
        }
        self.settle()
    }

    /// Keeps a footnote or endnote for the end of its block.
    pub(super) fn note(&mut self, text: String) {
        self.notes.push(text);
    }

    /// Writes the notes of the block that is done.
    fn settle(&mut self) -> Result<(), ReadError> {
        for note in std::mem::take(&mut self.notes) {
            self.composer.paragraph(&note)?;
        }
        Ok(())
    }

    /// A table opens.
    pub(super) fn open_table(&mut self) {
        if self.depth == 0 {
            self.table = Table::default();
            self.composer.part();
        }
        self.depth += 1;
    }

    /// It closes.
    ///
    /// # Errors
    ///
    /// If a limit is passed.
    pub(super) fn close_table(&mut self) -> Result<(), ReadError> {
        self.depth = self.depth.saturating_sub(1);
        if self.depth > 0 {
            return Ok(());
        }
        self.composer.part();
        self.settle()
    }

    /// A cell closes: it stands `times` times side by side.
    pub(super) fn close_cell(&mut self, merge: Merge, times: usize) {
        if self.depth == 1 {
            self.table.close_cell(merge, times);
        }
    }

    /// A row closes.
    ///
    /// # Errors
    ///
    /// If a limit is passed.
    pub(super) fn close_row(&mut self) -> Result<(), ReadError> {
        if self.depth != 1 {
            return Ok(());
        }
        let row = std::mem::take(&mut self.table.row);
        self.composer.row(&row)
    }
}

impl Table {
    /// Adds a paragraph to the open cell.
    fn add(&mut self, line: &str) {
        if !self.cell.is_empty() {
            let closed = self.cell.ends_with(|c: char| c.is_ascii_punctuation());
            self.cell.push_str(if closed { " " } else { "; " });
        }
        self.cell.push_str(line);
    }

    fn close_cell(&mut self, merge: Merge, times: usize) {
        let mut words = std::mem::take(&mut self.cell);
        let (columns, rows) = match merge {
            Merge::Over(columns, rows) => (columns, rows),
            Merge::Above => {
                words = self.covered(self.row.len());
                (1, 0)
            }
        };
        for _ in 0..times {
            let column = self.row.len();
            if column >= COLUMNS {
                break;
            }
            if rows > 0 {
                self.covers
                    .resize(self.covers.len().max(column + 1), (0, String::new()));
                self.covers[column] = (rows - 1, words.clone());
            }
            self.row.push(words.clone());
            // Covered columns stand empty.
            let end = (column + columns.max(1)).min(COLUMNS);
            self.row.resize(self.row.len().max(end), String::new());
        }
    }

    /// The words of the cell above that covers this column; none if a cell to the left covers it.
    fn covered(&mut self, column: usize) -> String {
        match self.covers.get_mut(column) {
            Some((rows, words)) if *rows > 0 => {
                *rows -= 1;
                words.clone()
            }
            _ => String::new(),
        }
    }
}
