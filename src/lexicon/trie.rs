//! All folded names as a trie of words and marks: what names start at a place of a folded text.
//!
//! A step of the trie is one look-up by the number of a word, so that a text costs the same however many
//! names there are, and a lexicon is ready as soon as its names are read.

use rustc_hash::FxHashMap;

/// The trie.
#[derive(Clone, Debug, Default)]
pub(super) struct Trie {
    /// The numbers of the words and marks of names.
    words: FxHashMap<Box<str>, u32>,
    /// From a node by a word to the next node; names start from node 0.
    steps: FxHashMap<(u32, u32), u32>,
    /// The letters and marks of ASCII that names begin with, as bits.
    first: u128,
    /// For each node, the name that ends there.
    names: Vec<Option<u32>>,
}

impl Trie {
    /// A trie of names, each given with its number.
    pub(super) fn new<'n>(names: impl IntoIterator<Item = (&'n str, u32)>) -> Self {
        let mut trie = Self {
            names: vec![None],
            ..Self::default()
        };
        for (name, number) in names {
            let mut node = 0;
            if let Some(first) = name.bytes().next().filter(u8::is_ascii) {
                trie.first |= 1 << first;
            }
            for word in pieces(name).map(|piece| piece.text) {
                let next = trie.words.len() as u32;
                let word = match trie.words.get(word) {
                    Some(known) => *known,
                    None => *trie.words.entry(word.into()).or_insert(next),
                };
                let next = trie.names.len() as u32;
                node = *trie.steps.entry((node, word)).or_insert(next);
                if node == next {
                    trie.names.push(None);
                }
            }
            trie.names[node as usize] = Some(number);
        }
        trie
    }

    /// Calls `found` with start, end and number of every name in a folded text that begins and ends with
    /// whole words.
    pub(super) fn scan(&self, folded: &str, mut found: impl FnMut(usize, usize, u32)) {
        // Walks that wait for their next piece: where each began, and its node.
        let mut open: Vec<(usize, u32)> = Vec::new();
        let mut behind_word = false;
        let mut at = 0;
        while let Some(piece) = piece(&folded[at..]) {
            let start = at;
            at += piece.text.len();
            let begins = !behind_word && self.begins(piece);
            behind_word = piece.is_word;
            if open.is_empty() && !begins {
                continue;
            }
            let Some(word) = self.words.get(piece.text) else {
                open.clear();
                continue;
            };
            if begins {
                open.push((start, 0));
            }
            let cut = !piece.is_word && folded[at..].starts_with(in_word);
            open.retain_mut(|(start, node)| {
                let Some(next) = self.steps.get(&(*node, *word)) else {
                    return false;
                };
                *node = *next;
                if let Some(name) = self.names[*next as usize].filter(|_| !cut) {
                    found(*start, at, name);
                }
                true
            });
        }
    }

    /// Whether a name may begin with a piece: some name begins with this letter or mark.
    fn begins(&self, piece: Piece<'_>) -> bool {
        let first = piece.text.as_bytes()[0];
        !first.is_ascii() || self.first >> first & 1 == 1
    }
}

/// A word of a text, or a mark between two words.
#[derive(Clone, Copy, Debug)]
struct Piece<'t> {
    text: &'t str,
    is_word: bool,
}

/// The piece that a text starts with.
fn piece(text: &str) -> Option<Piece<'_>> {
    let first = *text.as_bytes().first()?;
    let (length, is_word) = if first.is_ascii() && !is_word_byte(first) {
        (1, false)
    } else {
        match (word_length(text), text.chars().next()?.len_utf8()) {
            (0, mark) => (mark, false),
            (length, _) => (length, true),
        }
    };
    Some(Piece {
        text: &text[..length],
        is_word,
    })
}

/// The words of a text and what stands between them, mark by mark.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let piece = piece(rest)?;
        rest = &rest[piece.text.len()..];
        Some(piece)
    })
}

/// The length of the word that a text starts with.
fn word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let length = bytes.iter().take_while(|byte| is_word_byte(**byte)).count();
    match bytes.get(length) {
        Some(byte) if !byte.is_ascii() => text.find(|c| !in_word(c)).unwrap_or(text.len()),
        _ => length,
    }
}

const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::Trie;

    fn found(names: &[&str], text: &str) -> Vec<(usize, usize, u32)> {
        let trie = Trie::new(names.iter().copied().zip(0..));
        let mut found = Vec::new();
        trie.scan(text, |start, end, name| found.push((start, end, name)));
        found
    }

    #[test]
    fn whole_words_only() {
        let names = ["bank", "world bank", "at&t", "c++"];
        assert_eq!(found(&names, "the world bank"), [(4, 14, 1), (10, 14, 0)]);
        assert_eq!(found(&names, "banks, embank, bank_"), []);
        assert_eq!(found(&names, "at&t and c++, c++x"), [(0, 4, 2), (9, 12, 3)]);
    }

    #[test]
    fn words_of_other_scripts_hold_together() {
        assert_eq!(found(&["ko"], "kо ko ко"), [(4, 6, 0)]);
    }
}
