//! Letters joined to pieces of lines: words that stand in a row with nothing but word spaces between them.

use super::draw::{Drawn, Glyph, Rule};
use unicode_normalization::UnicodeNormalization as _;

/// A piece of a line. Lengths are as in [`Glyph`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// Its words.
    pub(super) text: String,
    /// Where it starts.
    pub(super) left: f64,
    /// Where it ends.
    pub(super) right: f64,
    /// The line that it stands on.
    pub(super) base: f64,
    /// The size of its letters.
    pub(super) size: f64,
    /// Where its first word ends.
    pub(super) word: f64,
    /// Whether it is set in bold.
    pub(super) bold: bool,
    /// Whether a bullet or a number stood before it.
    pub(super) item: bool,
}

/// The share of an em from which on a gap parts words.
const WORD: f64 = 0.17;

/// The pieces of a page, from the top down and from left to right.
pub(super) fn pieces(drawn: &Drawn) -> Vec<Piece> {
    let mut writer = Writer {
        walls: walls(&drawn.rules),
        spaced: is_spaced(&drawn.glyphs),
        out: Vec::new(),
        last: None,
        space: false,
    };
    for glyph in &drawn.glyphs {
        writer.take(glyph);
    }
    let mut pieces = writer.out;
    pieces.retain(|piece| !piece.text.trim().is_empty());
    sort(&mut pieces);
    bulleted(joined(pieces))
}

/// Sorts pieces into lines from the top, each from its left end.
pub(super) fn sort(pieces: &mut [Piece]) {
    pieces.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    // Pieces of one line may stand a hair apart.
    let mut start = 0;
    while start < pieces.len() {
        let base = pieces[start].base;
        let near = pieces[start].size * 0.25;
        let same = pieces[start..].partition_point(|piece| piece.base - base <= near);
        let end = start + same.max(1);
        pieces[start..end].sort_by(|a, b| a.left.total_cmp(&b.left));
        start = end;
    }
}

/// Whether two pieces stand on one line.
pub(super) fn level(a: &Piece, b: &Piece) -> bool {
    (a.base - b.base).abs() <= a.size.min(b.size) * 0.25
}

/// The upright rules, by their places.
fn walls(rules: &[Rule]) -> Vec<Rule> {
    let mut walls: Vec<Rule> = rules.iter().copied().filter(|rule| !rule.across).collect();
    walls.sort_by(|a, b| a.at.total_cmp(&b.at));
    walls
}

/// Whether the page draws the spaces between its words; otherwise only gaps tell them.
fn is_spaced(glyphs: &[Glyph]) -> bool {
    let (mut drawn, mut gaps) = (0_usize, 0_usize);
    for pair in glyphs.windows(2) {
        let [a, b] = pair else { continue };
        let same = (a.base - b.base).abs() < 0.1 * a.size;
        let gap = b.left - a.right;
        if b.letter.is_whitespace() {
            drawn += 1;
        } else if same && !a.letter.is_whitespace() && gap > WORD * a.size && gap < a.size {
            gaps += 1;
        }
    }
    drawn >= gaps * 4
}

struct Writer {
    walls: Vec<Rule>,
    spaced: bool,
    out: Vec<Piece>,
    last: Option<Glyph>,
    /// Whether a space was drawn behind the last letter.
    space: bool,
}

impl Writer {
    fn take(&mut self, glyph: &Glyph) {
        if glyph.letter.is_whitespace() {
            self.space = true;
            return;
        }
        // A letter drawn twice, a hair apart, is a poor man's bold.
        let twice = self.last.is_some_and(|last| {
            last.letter == glyph.letter
                && (last.base - glyph.base).abs() < 0.1 * last.size
                && (last.left - glyph.left).abs() < 0.15 * (last.right - last.left)
        });
        if twice {
            return;
        }
        if self.follows(glyph) {
            self.append(glyph);
        } else {
            self.out.push(Piece {
                text: plain(glyph.letter),
                left: glyph.left,
                right: glyph.right,
                base: glyph.base,
                size: glyph.size,
                word: glyph.right,
                bold: glyph.bold,
                item: false,
            });
        }
        self.last = Some(*glyph);
        self.space = false;
    }

    /// Whether a letter goes on with the piece before it.
    fn follows(&self, glyph: &Glyph) -> bool {
        let Some(piece) = self.out.last() else {
            return false;
        };
        let size = piece.size.max(glyph.size);
        let shift = piece.base - glyph.base;
        let level = shift.abs() < 0.15 * size;
        let script = glyph.size < 0.85 * piece.size && (-0.3..0.6).contains(&(shift / size))
            || piece.size < 0.85 * glyph.size && (-0.6..0.3).contains(&(shift / size));
        let gap = glyph.left - piece.right;
        let widest = match (self.space, self.spaced) {
            (true, _) => 3.0,
            (false, true) => 0.2,
            (false, false) => 1.2,
        };
        (level || script)
            && (-0.6 * size..widest * size).contains(&gap)
            && !self.is_walled(piece.right, glyph.left, glyph.base)
    }

    /// Whether an upright rule parts the two places on a line.
    fn is_walled(&self, left: f64, right: f64, base: f64) -> bool {
        let first = self.walls.partition_point(|wall| wall.at < left - 1.0);
        self.walls[first..]
            .iter()
            .take_while(|wall| wall.at <= right + 1.0)
            .any(|wall| wall.from < base && base - 1.0 < wall.to)
    }

    fn append(&mut self, glyph: &Glyph) {
        let Some(piece) = self.out.last_mut() else {
            return;
        };
        let gap = glyph.left - piece.right;
        let raised = piece.base - glyph.base > 0.1 * piece.size && glyph.size < 0.85 * piece.size;
        let after = piece.text.chars().next_back().unwrap_or(' ');
        let note = raised
            && (glyph.letter.is_ascii_digit() || "*†‡".contains(glyph.letter))
            && !after.is_ascii_digit()
            && piece
                .text
                .split_whitespace()
                .next_back()
                .is_some_and(|word| word.len() > 2);
        let parted = self.space || gap > WORD * piece.size.min(glyph.size);
        if !parted && piece.word >= piece.right {
            piece.word = glyph.right;
        }
        piece.right = piece.right.max(glyph.right);
        if note {
            // The sign of a footnote is no part of the word.
            return;
        }
        if parted {
            piece.text.push(' ');
        }
        piece.text.push_str(&plain(glyph.letter));
        if glyph.size > piece.size && !raised {
            piece.size = glyph.size;
            piece.base = glyph.base;
        }
        piece.bold &= glyph.bold;
    }
}

/// A letter as it is written without typography: ligatures taken apart, bullets of symbol fonts as bullets.
fn plain(letter: char) -> String {
    match letter {
        '\u{fb00}'..='\u{fb06}' => letter.nfkc().collect(),
        '\u{f0a7}' | '\u{f0b7}' | '\u{f0d8}' | '\u{f0fc}' => "•".to_owned(),
        // It stands for tables here.
        super::TABLE => String::new(),
        _ => letter.to_string(),
    }
}

/// Joins pieces of one line that touch, in whatever order they were drawn.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match out.last_mut() {
            Some(last)
                if level(last, &piece)
                    && (-0.3 * last.size..WORD * last.size)
                        .contains(&(piece.left - last.right))
                    && (last.size / piece.size - 1.0).abs() < 0.2
                    && !is_bullet(&last.text) =>
            {
                if last.word >= last.right {
                    last.word = piece.word;
                }
                last.text.push_str(&piece.text);
                last.right = last.right.max(piece.right);
                last.bold &= piece.bold;
            }
            _ => out.push(piece),
        }
    }
    out
}

/// Joins bullets and numbers with the words that they open.
fn bulleted(pieces: Vec<Piece>) -> Vec<Piece> {
    /// So many ems lie between them at most.
    const APART: f64 = 5.0;
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for mut piece in pieces {
        let opened = out.last().is_some_and(|last| {
            is_bullet(&last.text)
                && (last.base - piece.base).abs() < piece.size * 0.45
                && (0.0..APART * piece.size).contains(&(piece.left - last.right + 1.0))
        });
        if opened && let Some(bullet) = out.pop() {
            piece.item = true;
            // A number is kept: it may be part of a title.
            if !bullet.text.starts_with(is_mark) {
                piece.text = format!("{} {}", bullet.text, piece.text);
            }
            piece.left = bullet.left;
        } else if let Some((mark, words)) = piece.text.split_once(' ')
            && mark.chars().all(is_mark)
        {
            piece.item = true;
            piece.text = words.to_owned();
        }
        out.push(piece);
    }
    // A bullet without words is a dot.
    out.retain(|piece| !piece.text.chars().all(is_mark));
    out
}

fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        '•' | '◦' | '▪' | '●' | '·' | '‣' | '■' | '□' | '➢' | '✓' | '–'
    )
}

/// `•`, `1.`, `a)`, `(iv)`.
fn is_bullet(text: &str) -> bool {
    let mut letters = text.chars();
    if let (Some(first), None) = (letters.next(), letters.next()) {
        return is_mark(first) || first == '-';
    }
    let Some(number) = text.strip_suffix(['.', ')']) else {
        return false;
    };
    let number = number.strip_prefix('(').unwrap_or(number);
    number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit())
        || number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_lowercase())
        || number.len() <= 4 && number.bytes().all(|byte| b"ivx".contains(&byte))
}
