//! The order in which the pieces of a page are read: columns one after the other, rows of tables cell by cell.

use super::piece::{Piece, level, sort};
use super::table;
use super::words::Words;

/// A part of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// Lines of running text, from the top down, that share a left and right edge.
    Flow {
        /// The lines.
        lines: Vec<Piece>,
        /// Whether they stand in one of several columns.
        column: bool,
    },
    /// A table: its rows of cells.
    Table(Vec<Vec<String>>),
}

/// A column within a column within a column is read as it stands.
const DEPTH: usize = 3;

/// The parts of a region, in reading order. The pieces come sorted.
pub(super) fn parts(pieces: Vec<Piece>, words: &Words, depth: usize) -> Vec<Part> {
    let rows = rows(pieces);
    let mut out: Vec<Part> = Vec::new();
    let (mut at, mut below) = (0, false);
    while at < rows.len() {
        let taken = band(&rows[at..]);
        if taken.rows > 1 {
            out.extend(settle(
                rows[at..at + taken.rows].concat(),
                &taken.gutters,
                words,
                depth,
            ));
            below = false;
        } else {
            let line = one(&rows[at]);
            match out.last_mut() {
                Some(Part::Flow { lines, .. }) if below => lines.push(line),
                _ => out.push(Part::Flow {
                    lines: vec![line],
                    column: depth > 0,
                }),
            }
            below = true;
        }
        at += taken.rows;
    }
    out
}

/// Pieces of one line together.
pub(super) fn rows(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row) if level(&row[0], &piece) => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    rows
}

/// Rows from the top that the same white gutters cut, or a single row.
struct Band {
    rows: usize,
    /// The middles of the gutters, from the left.
    gutters: Vec<f64>,
}

/// What the pieces of some rows cover, as ranges from the left that do not touch.
#[derive(Clone, Default)]
struct Cover(Vec<(f64, f64, usize)>);

impl Cover {
    /// Adds a row; each range counts the pieces that it is made of.
    fn add(&mut self, row: &[Piece]) {
        for piece in row {
            let near = piece.size * 0.2;
            let (mut left, mut right, mut count) = (piece.left, piece.right, 1);
            self.0.retain(|range| {
                let apart = range.1 + near <= left || right + near <= range.0;
                if !apart {
                    left = left.min(range.0);
                    right = right.max(range.1);
                    count += range.2;
                }
                apart
            });
            let place = self.0.partition_point(|range| range.0 < left);
            self.0.insert(place, (left, right, count));
        }
    }

    fn gutters(&self) -> Vec<f64> {
        let middle = |pair: &[(f64, f64, usize)]| f64::midpoint(pair[0].1, pair[1].0);
        self.0.windows(2).map(middle).collect()
    }

    /// Whether more than one range is made of several pieces.
    fn is_cut(&self) -> bool {
        self.0.iter().filter(|range| range.2 > 1).count() > 1
    }
}

/// The band that opens at the first of `rows`.
fn band(rows: &[Vec<Piece>]) -> Band {
    /// So many rows tell whether columns open here.
    const AHEAD: usize = 8;
    let single = Band {
        rows: 1,
        gutters: Vec::new(),
    };
    let mut cover = Cover::default();
    let mut ahead = 0;
    for (at, row) in rows.iter().take(AHEAD).enumerate() {
        let mut next = cover.clone();
        next.add(row);
        if at > 0 && is_apart(&rows[at - 1], row) || cover.is_cut() && !next.is_cut() {
            break;
        }
        cover = next;
        ahead = at + 1;
    }
    let opens = cover.is_cut() && ahead >= 2 && (rows[0].len() > 1 || is_beside(&rows[..ahead]));
    if !opens {
        return single;
    }
    let mut taken = 0;
    cover = Cover::default();
    while let Some(row) = rows.get(taken) {
        let mut next = cover.clone();
        next.add(row);
        if taken > 0 {
            let above = &rows[taken - 1];
            // A heading below a table, or a line that lies across its columns, is none of its rows.
            let other = row.len() == 1
                && (row[0].size > above[0].size * 1.15 || next.0.len() < cover.0.len())
                && is_short(&rows[..taken]);
            if taken >= ahead && !next.is_cut() || is_apart(above, row) || other {
                break;
            }
        }
        cover = next;
        taken += 1;
    }
    if taken < 2 || !cover.is_cut() {
        return single;
    }
    Band {
        rows: taken,
        gutters: cover.gutters(),
    }
}

/// Whether the first of some rows stands beside those below: as a line of another column.
fn is_beside(rows: &[Vec<Piece>]) -> bool {
    let (a, b) = (&rows[0][0], &rows[1][0]);
    let near = b.base - a.base < a.size.max(b.size);
    // The right column may start higher, beside a heading of the left one.
    rows[1].len() == 1 && near && a.right < b.left
        || rows[1..].iter().any(|row| row[0].right < a.left)
}

/// Whether the pieces of rows are short, as the cells of a table are.
fn is_short(rows: &[Vec<Piece>]) -> bool {
    /// Lines of columns have more letters.
    const LETTERS: usize = 28;
    let letters: usize = rows.iter().flatten().map(|piece| piece.text.len()).sum();
    letters < rows.iter().flatten().count() * LETTERS
}

/// Whether white space parts two rows so that the lower one belongs to something else.
fn is_apart(above: &[Piece], below: &[Piece]) -> bool {
    let ems = if above.len() > 1 && below.len() > 1 {
        4.5
    } else {
        2.6
    };
    below[0].base - above[0].base > above[0].size.max(below[0].size) * ems
}

/// A band as columns or as a table.
fn settle(mut band: Vec<Piece>, gutters: &[f64], words: &Words, depth: usize) -> Vec<Part> {
    if depth < DEPTH
        && let Some(gutter) = widest(&band, gutters)
    {
        let (left, right): (Vec<Piece>, Vec<Piece>) =
            band.into_iter().partition(|piece| piece.left < gutter);
        let mut out = parts(left, words, depth + 1);
        out.extend(parts(right, words, depth + 1));
        return out;
    }
    sort(&mut band);
    vec![Part::Table(table::aligned(band, gutters, words))]
}

/// The widest gutter that parts running text from running text.
fn widest(band: &[Piece], gutters: &[f64]) -> Option<f64> {
    let width = |gutter: &f64| {
        let left = band.iter().filter(|piece| piece.left < *gutter);
        let right = band.iter().filter(|piece| piece.left >= *gutter);
        right.map(|piece| piece.left).fold(f64::MAX, f64::min)
            - left.map(|piece| piece.right).fold(f64::MIN, f64::max)
    };
    let parts_prose = |gutter: &&f64| {
        let (left, right): (Vec<Piece>, Vec<Piece>) = band
            .iter()
            .cloned()
            .partition(|piece| piece.left < **gutter);
        match (is_prose(&left), is_prose(&right)) {
            (true, true) => true,
            // A column of headings, lists and tables does not keep the lines of the other.
            (true, false) | (false, true) => !is_aligned(&left, &right),
            (false, false) => false,
        }
    };
    let of = gutters.iter().filter(parts_prose);
    of.max_by(|a, b| width(a).total_cmp(&width(b))).copied()
}

/// Whether the pieces are lines of running text: long, as wide as the column, and going on from one to the next.
fn is_prose(column: &[Piece]) -> bool {
    let lines: Vec<Piece> = rows(column.to_vec()).iter().map(|row| one(row)).collect();
    if lines.len() < 3 {
        return false;
    }
    let left = lines.iter().map(|line| line.left).fold(f64::MAX, f64::min);
    let right = lines.iter().map(|line| line.right).fold(f64::MIN, f64::max);
    let full = lines
        .iter()
        .filter(|line| line.right - left >= (right - left) * 0.7)
        .count();
    let letters: usize = lines.iter().map(|line| line.text.len()).sum();
    let lower = lines
        .iter()
        .filter(|line| line.text.starts_with(char::is_lowercase))
        .count();
    full * 2 >= lines.len() && letters >= lines.len() * 20 && lower * 6 >= lines.len()
}

/// Whether most lines on the right stand on a line of the left, as the cells of a table do.
fn is_aligned(left: &[Piece], right: &[Piece]) -> bool {
    let on_line = |piece: &&Piece| left.iter().any(|other| level(other, piece));
    right.iter().filter(on_line).count() * 5 > right.len() * 3
}

/// The pieces of a row as one.
fn one(row: &[Piece]) -> Piece {
    let mut line = row[0].clone();
    for piece in &row[1..] {
        line.text.push(' ');
        line.text.push_str(&piece.text);
        line.right = line.right.max(piece.right);
        line.bold &= piece.bold;
    }
    line
}
