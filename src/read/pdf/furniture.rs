//! What stands around the text of a page: running headers and footers, page numbers.

use super::piece::Piece;
use std::collections::BTreeMap;

/// The share of a page, from its top and from its bottom, where headers and footers stand.
const EDGE: f64 = 0.13;

/// What repeats at the edges of the pages of a document.
#[derive(Debug, Default)]
pub(super) struct Furniture {
    /// The lines that each text stands on, in order.
    seen: BTreeMap<String, Vec<f64>>,
    pages: usize,
}

impl Furniture {
    /// Looks at the pages: their pieces, sorted, and their heights.
    pub(super) fn of<'p>(pages: impl Iterator<Item = (&'p [Piece], f64)>) -> Self {
        let mut out = Self::default();
        for (pieces, height) in pages {
            out.pages += 1;
            for piece in pieces.iter().filter(|piece| is_edge(piece, height)) {
                out.seen
                    .entry(pattern(&piece.text))
                    .or_default()
                    .push(piece.base);
            }
        }
        for bases in out.seen.values_mut() {
            bases.sort_by(f64::total_cmp);
        }
        out
    }

    /// Takes headers, footers and page numbers out of a page.
    pub(super) fn clear(&self, pieces: &mut Vec<Piece>, height: f64) {
        let marked: Vec<bool> = pieces
            .iter()
            .map(|piece| is_edge(piece, height) && (self.repeats(piece) || is_number(&piece.text)))
            .collect();
        let head = marked.iter().take_while(|marked| **marked).count();
        let tail = marked.iter().rev().take_while(|marked| **marked).count();
        let tail = tail.min(marked.len() - head);
        // The first line of a table repeats too, but stands close to what is below.
        let head = if is_close(pieces, head) { 0 } else { head };
        let end = pieces.len() - tail;
        let end = if is_close(pieces, end) {
            pieces.len()
        } else {
            end
        };
        pieces.truncate(end);
        pieces.drain(..head.min(end));
    }

    fn repeats(&self, piece: &Piece) -> bool {
        /// Printed lines do not move by more.
        const NEAR: f64 = 3.0;
        let least = if self.pages < 4 { 2 } else { 3 };
        self.seen.get(&pattern(&piece.text)).is_some_and(|bases| {
            let first = bases.partition_point(|base| *base < piece.base - NEAR);
            let last = bases.partition_point(|base| *base <= piece.base + NEAR);
            last - first >= least
        })
    }
}

/// Whether little space parts the pieces before `at` from those behind.
fn is_close(pieces: &[Piece], at: usize) -> bool {
    let (Some(above), Some(below)) = (
        at.checked_sub(1).and_then(|at| pieces.get(at)),
        pieces.get(at),
    ) else {
        return false;
    };
    below.base - above.base < above.size.max(below.size) * 1.5
}

fn is_edge(piece: &Piece, height: f64) -> bool {
    piece.base < height * EDGE || piece.base > height * (1.0 - EDGE)
}

/// A text with its numbers left open.
fn pattern(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            if !out.ends_with('#') {
                out.push('#');
            }
        } else {
            out.push(letter);
        }
    }
    out
}

/// `7`, `- 7 -`, `Page 7 of 9`, `vii`.
fn is_number(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let lower = bare.to_lowercase();
    let rest = lower.strip_prefix("page").unwrap_or(&lower);
    let parts = rest
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty());
    let digits = |part: &str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let roman = |part: &str| part.len() <= 6 && part.bytes().all(|byte| b"ivxlc".contains(&byte));
    let numbers = parts.filter(|part| *part != "of").collect::<Vec<_>>();
    matches!(numbers.len(), 1 | 2) && numbers.iter().all(|part| digits(part) || roman(part))
        && (numbers.len() == 1 || lower.contains(['/', 'o']))
        // A year is a title more often than a page.
        && !(bare.len() == 4 && digits(bare))
}
