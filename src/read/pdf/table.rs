//! Tables: told by the rules that are drawn, or by columns that white space parts.

use super::draw::Rule;
use super::order;
use super::piece::Piece;
use super::words::Words;

/// A grid of rules. Lengths are as in [`Rule`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid {
    /// The places of its upright rules, from the left.
    across: Vec<f64>,
    /// The places of its level rules, from the top.
    down: Vec<f64>,
}

/// So near two rules are one, and so near rules meet.
const NEAR: f64 = 3.0;

/// The grids of a page, from the top.
pub(super) fn grids(rules: &[Rule]) -> Vec<Grid> {
    /// A page with more lines shows drawings.
    const MOST: usize = 3_000;
    let (levels, walls): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|rule| rule.across);
    if rules.len() > MOST || walls.is_empty() {
        return Vec::new();
    }
    // Rules that meet belong to one grid.
    let mut group: Vec<usize> = (0..levels.len() + walls.len()).collect();
    for (i, level) in levels.iter().enumerate() {
        for (j, wall) in walls.iter().enumerate() {
            let meet = (level.from - NEAR..=level.to + NEAR).contains(&wall.at)
                && (wall.from - NEAR..=wall.to + NEAR).contains(&level.at);
            if meet {
                let (a, b) = (root(&mut group, i), root(&mut group, levels.len() + j));
                group[a.max(b)] = a.min(b);
            }
        }
    }
    let roots: Vec<usize> = (0..group.len()).map(|at| root(&mut group, at)).collect();
    let mut found: Vec<Grid> = Vec::new();
    for (at, _) in roots.iter().enumerate().filter(|(at, root)| at == *root) {
        let places = |rules: &[Rule], offset: usize| {
            let of = rules.iter().enumerate();
            let mine = of.filter(|(place, _)| roots[offset + place] == at);
            distinct(mine.map(|(_, rule)| rule.at).collect())
        };
        let (down, across) = (places(&levels, 0), places(&walls, levels.len()));
        if down.len() >= 2 && across.len() >= 3 {
            found.push(Grid { across, down });
        }
    }
    found.sort_by(|a, b| a.down[0].total_cmp(&b.down[0]));
    found
}

fn root(group: &mut [usize], at: usize) -> usize {
    let mut top = at;
    while group[top] != top {
        top = group[top];
    }
    let mut at = at;
    while group[at] != top {
        at = std::mem::replace(&mut group[at], top);
    }
    top
}

/// Places that are not the same, in order.
fn distinct(mut places: Vec<f64>) -> Vec<f64> {
    places.sort_by(f64::total_cmp);
    places.dedup_by(|next, last| *next - *last < NEAR);
    places
}

impl Grid {
    /// The cell where a piece stands: row, then column.
    fn cell(&self, piece: &Piece) -> Option<(usize, usize)> {
        let middle = piece.base - piece.size * 0.3;
        let row = self.down.partition_point(|place| *place <= middle);
        let column = self
            .across
            .partition_point(|place| *place <= piece.left + 1.0);
        let inside =
            (1..self.down.len()).contains(&row) && (1..self.across.len()).contains(&column);
        inside.then(|| (row - 1, column - 1))
    }

    /// The rows of the table, and the place of its first piece; its pieces are taken out of `pieces`.
    pub(super) fn take(
        &self,
        pieces: &mut Vec<Piece>,
        words: &Words,
    ) -> Option<(Piece, Vec<Vec<String>>)> {
        let (rows, columns) = (self.down.len() - 1, self.across.len() - 1);
        let mut cells: Vec<Vec<Vec<&Piece>>> = vec![vec![Vec::new(); columns]; rows];
        for piece in pieces.iter() {
            if let Some((row, column)) = self.cell(piece) {
                cells[row][column].push(piece);
            }
        }
        cells.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let full = |row: &&Vec<Vec<&Piece>>| row.iter().filter(|cell| !cell.is_empty()).count() > 1;
        let first = cells.iter().flatten().flatten().next().copied().cloned();
        if cells.iter().filter(full).count() < 2 {
            return None;
        }
        let used: Vec<bool> = (0..columns)
            .map(|column| cells.iter().any(|row| !row[column].is_empty()))
            .collect();
        let told = |row: &Vec<Vec<&Piece>>| {
            let cells = row.iter().zip(&used).filter(|(_, used)| **used);
            cells.map(|(cell, _)| text(cell, words)).collect()
        };
        let table: Vec<Vec<String>> = cells.iter().map(told).collect();
        pieces.retain(|piece| self.cell(piece).is_none());
        Some((first?, table))
    }
}

/// The words of a cell, line by line.
fn text(pieces: &[&Piece], words: &Words) -> String {
    let mut out = String::new();
    for piece in pieces {
        words.glue(&mut out, &piece.text);
    }
    out
}

/// The rows of a table that only white space tells; `gutters` part its columns.
pub(super) fn aligned(pieces: Vec<Piece>, gutters: &[f64], words: &Words) -> Vec<Vec<String>> {
    /// The lines of one cell stand so many ems below each other at most.
    const CLOSE: f64 = 1.27;
    let columns = gutters.len() + 1;
    let lines = order::rows(pieces);
    let gaps: Vec<f64> = lines
        .windows(2)
        .map(|pair| pair[1][0].base - pair[0][0].base)
        .collect();
    let size = lines[0][0].size;
    // Where rows stand apart, lines that stand close belong to one row.
    let wide = gaps.iter().filter(|gap| **gap > size * 1.3).count();
    let loose = wide * 6 >= lines.len() && gaps.iter().any(|gap| *gap <= size * CLOSE);
    let column = |piece: &Piece| gutters.partition_point(|gutter| *gutter < piece.left);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let close = at > 0 && (!loose || gaps[at - 1] <= size * CLOSE);
        let opens = line.iter().any(|piece| column(piece) == 0);
        // A line that fills all columns does not go on with a row that is full.
        let full = |row: &Vec<String>| row.iter().all(|cell| !cell.is_empty());
        let whole = line.len() >= columns && rows.last().is_some_and(full);
        let goes_on = at > 0 && close && (loose || !opens) && !whole;
        if !goes_on {
            rows.push(vec![String::new(); columns]);
        }
        let Some(row) = rows.last_mut() else { continue };
        for piece in line {
            words.glue(&mut row[column(piece)], &piece.text);
        }
    }
    rows
}
