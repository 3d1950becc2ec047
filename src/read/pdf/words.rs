//! Words that a line end cuts: joined again, and the hyphens of compounds kept.

use super::piece::Piece;
use rustc_hash::FxHashSet;

/// The words that stand whole in a document; they tell how cut ones are written.
#[derive(Debug, Default)]
pub(super) struct Words(FxHashSet<String>);

impl Words {
    /// Learns the words of pieces.
    pub(super) fn learn(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            let words = piece.text.split_whitespace().map(bare);
            let whole = words.filter(|word| word.len() > 3 && !word.ends_with(is_hyphen));
            self.0.extend(whole);
        }
    }

    /// Sets the words of a line behind those of the lines before it.
    pub(super) fn glue(&self, text: &mut String, line: &str) {
        if line.is_empty() || text.is_empty() {
            text.push_str(line);
        } else if let Some(kept) = self.cut(text, line) {
            if !kept {
                text.pop();
            }
            text.push_str(line);
        } else {
            text.push(' ');
            text.push_str(line);
        }
    }

    /// Whether the line end cuts a word or compound; if so, whether its hyphen stays.
    pub(super) fn cut(&self, text: &str, line: &str) -> Option<bool> {
        /// They are set before words with a hyphen.
        const BEFORE: [&str; 8] = [
            "non", "self", "cross", "multi", "well", "long", "short", "high",
        ];
        let hyphen = text.chars().next_back().filter(|last| is_hyphen(*last))?;
        if hyphen == '\u{ad}' {
            return Some(false);
        }
        let head = text.rsplit(char::is_whitespace).next()?;
        let head = bare(&head[..head.len() - hyphen.len_utf8()]);
        let tail = bare(line.split_whitespace().next()?);
        // "2008 -" is a dash; "2008-" before "2012" and "Hewlett-" before "Packard" are compounds.
        if head.is_empty() {
            return None;
        }
        if !line.starts_with(char::is_lowercase) || head.contains(|c: char| c.is_ascii_digit()) {
            // "pre- and post-war": the first hyphen hangs.
            return Some(true);
        }
        if matches!(tail.as_str(), "and" | "or" | "to") {
            return None;
        }
        let compound = format!("{head}-{tail}");
        let known = |word: &str| self.0.contains(word);
        let short = BEFORE.contains(&head.as_str());
        let letter = head.chars().count() == 1;
        Some(
            letter
                || known(&compound)
                || !known(&format!("{head}{tail}")) && (short || head.contains('-')),
        )
    }
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}')
}

/// A word in lower case, without the signs around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric() && !is_hyphen(c))
        .to_lowercase()
}
