//! Rows of cells: tables under a header, and rows that stand alone.

use super::Reader;
use crate::segment::BlockKind;
use crate::segment::pairs::pairs;
use crate::segment::plain::Line;
use crate::span::Span;

impl Reader<'_> {
    /// A run of rows under a header; a row alone is a line of its own.
    pub(super) fn table(&mut self, at: usize) -> usize {
        let rows = self.lines[at..]
            .iter()
            .enumerate()
            .take_while(|(offset, line)| !line.cells.is_empty() && (*offset == 0 || !line.apart))
            .count();
        let head = &self.lines[at].cells;
        let words = |cell: &Span| cell.of(self.text).split_whitespace().count() <= 8;
        let titled = head
            .iter()
            .filter(|cell| !cell.is_empty())
            .all(|cell| words(cell) && cell.of(self.text).chars().any(char::is_alphabetic));
        let known = head
            .iter()
            .filter(|cell| self.rules.is_column(cell.of(self.text)))
            .count();
        if rows >= 2 && titled && known * 2 >= head.len() {
            let header = self.out.len();
            let columns: Vec<Span> = head.clone();
            self.push(BlockKind::Header, self.lines[at].span);
            for line in &self.lines[at + 1..at + rows] {
                let kind = BlockKind::Row {
                    header,
                    columns: columns.clone(),
                    cells: line.cells.clone(),
                };
                self.push(kind, line.span);
            }
            return rows;
        }
        for line in &self.lines[at..at + rows] {
            self.loose_row(line);
        }
        rows
    }

    /// A row without a header: a key with its value, or cells that stand each on its own.
    fn loose_row(&mut self, line: &Line) {
        if let [key, value] = line.cells[..]
            && self.rules.is_key(key.of(self.text))
            && !value.is_empty()
        {
            let key = Span::new(
                key.start(),
                key.start() + key.of(self.text).trim_end_matches([':', ' ']).len(),
            );
            return self.push(BlockKind::KeyValue { key, value }, line.span);
        }
        if self.named_row(line) {
            return;
        }
        let (_, found) = pairs(self.text, line.span, self.rules);
        if found.len() >= 2 {
            for pair in found.iter().filter(|pair| !pair.value.is_empty()) {
                let kind = BlockKind::KeyValue {
                    key: pair.key,
                    value: pair.value,
                };
                self.push(kind, pair.key.join(pair.value));
            }
            return;
        }
        // Bars part what a gap may only set apart.
        if line.heading.is_none() && !line.span.of(self.text).contains('|') {
            return self.push(BlockKind::Paragraph, line.span);
        }
        for cell in line.cells.iter().filter(|cell| !cell.is_empty()) {
            self.push(BlockKind::Item, *cell);
        }
    }
    /// "Convention on X | Signed: 5 May 2010 | In force": a name, and what the keys behind it say of it.
    fn named_row(&mut self, line: &Line) -> bool {
        let pair = |cell: Span| {
            let (_, found) = pairs(self.text, cell, self.rules);
            match found[..] {
                [pair] if self.rules.is_column(pair.key.of(self.text)) => Some(pair),
                _ => None,
            }
        };
        let [name, cells @ ..] = &line.cells[..] else {
            return false;
        };
        let words = name.of(self.text);
        let named = words.split_whitespace().count() >= 2
            && words.starts_with(char::is_uppercase)
            && pairs(self.text, *name, self.rules).1.is_empty();
        let found: Vec<_> = cells.iter().map(|cell| (*cell, pair(*cell))).collect();
        if !named || found.iter().all(|(_, pair)| pair.is_none()) {
            return false;
        }
        let outer = (self.heading, self.entry);
        self.push(BlockKind::Heading, *name);
        for (cell, pair) in found {
            match pair.filter(|pair| !pair.value.is_empty()) {
                Some(pair) => {
                    let (key, value) = (pair.key, pair.value);
                    self.push(BlockKind::KeyValue { key, value }, cell);
                }
                None if !cell.is_empty() => self.push(BlockKind::Item, cell),
                None => {}
            }
        }
        (self.heading, self.entry) = outer;
        true
    }
}
