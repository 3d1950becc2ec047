//! "Did you mean": words of the index near those that it does not hold.

use super::Index;
use super::SearchError;
use super::question::{Node, Question};
use super::words::words;
use std::collections::BTreeMap;
use tantivy::Term;

/// Words with fewer letters have too many neighbors.
const SHORTEST: usize = 4;

impl Index {
    /// The search with each word that stands in no document replaced by the nearest one that does, the more frequent
    /// first; none if there is no such word.
    ///
    /// # Errors
    ///
    /// If the index cannot be read.
    pub fn suggestion(
        &self,
        text: &str,
        question: &Question,
    ) -> Result<Option<String>, SearchError> {
        let mut unknown = Vec::new();
        collect(&question.node, &mut unknown);
        let mut better = text.to_owned();
        for word in unknown {
            for part in words(&word) {
                let written = part.span.of(&word);
                if part.form.chars().count() < SHORTEST || self.holds(&part.form, &part.stem)? {
                    continue;
                }
                if let Some(near) = self.nearest(&part.form)? {
                    better = better.replace(written, &near);
                }
            }
        }
        Ok((better != text).then_some(better))
    }

    fn holds(&self, form: &str, stem: &str) -> Result<bool, SearchError> {
        let searcher = self.searcher();
        let fields = self.fields();
        for (field, text) in [
            (fields.form, form),
            (fields.text, stem),
            (fields.name, stem),
            (fields.heading, stem),
        ] {
            let found = searcher.doc_freq(&Term::from_field_text(field, text));
            if found.map_err(|error| self.fault(error))? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The word of the index that is the fewest edits away, two at most; of several the most frequent.
    fn nearest(&self, form: &str) -> Result<Option<String>, SearchError> {
        let most = if form.chars().count() < 8 { 1 } else { 2 };
        let mut found: BTreeMap<String, (usize, u64)> = BTreeMap::new();
        for segment in self.searcher().segment_readers() {
            let index = segment
                .inverted_index(self.fields().form)
                .map_err(|error| self.fault(error))?;
            let io = |error: std::io::Error| self.fault(error.into());
            let mut terms = index.terms().stream().map_err(io)?;
            while terms.advance() {
                let Ok(term) = std::str::from_utf8(terms.key()) else {
                    continue;
                };
                if let Some(edits) = distance(form, term, most) {
                    let count = u64::from(terms.value().doc_freq);
                    found.entry(term.to_owned()).or_insert((edits, 0)).1 += count;
                }
            }
        }
        let best = found
            .into_iter()
            .min_by(|(a, (near, often)), (b, (far, seldom))| {
                near.cmp(far).then(seldom.cmp(often)).then(a.cmp(b))
            });
        Ok(best.map(|(word, _)| word))
    }
}

/// The words that a search needs.
fn collect(node: &Node, words: &mut Vec<String>) {
    match node {
        Node::Word(text) | Node::Phrase(text) => words.push(text.clone()),
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| collect(part, words)),
        Node::Prefix(_) | Node::Fuzzy(..) | Node::Field(..) | Node::Not(_) => {}
    }
}

/// Edits between two words, letters that changed places counting as one (optimal string alignment), if they are at
/// most so many.
pub(super) fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most * 4 {
        return None;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        if row.iter().all(|edits| *edits > most) {
            return None;
        }
        before = std::mem::replace(&mut above, row);
    }
    above.pop().filter(|edits| *edits <= most)
}
