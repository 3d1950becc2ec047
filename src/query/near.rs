//! Which of the known names a mistyped one may have meant.

use crate::iri::slug;
use std::collections::BTreeSet;

/// At most `count` of `names` that lie near `typed`, nearest first: few edits apart, or with words in common.
pub fn near<'n>(
    typed: &str,
    names: impl IntoIterator<Item = &'n str>,
    count: usize,
) -> Vec<&'n str> {
    let typed = slug(typed);
    // "of", "the" and "and" are in too many names to tell one.
    let words: BTreeSet<&str> = typed
        .split('-')
        .filter(|word| word.chars().count() > 3)
        .collect();
    let mut found: Vec<(usize, &str)> = names
        .into_iter()
        .filter_map(|name| {
            let folded = slug(name);
            let edits = distance(&typed, &folded);
            if edits * 3 <= typed.chars().count().max(3) {
                return Some((edits, name));
            }
            // A word counts as shared when a slip of the pen parts them.
            let is_shared = |word: &&str| {
                words
                    .iter()
                    .any(|typed| distance(typed, word) * 4 <= typed.chars().count())
            };
            let shared = folded.split('-').filter(is_shared).count();
            let parted = words.len().max(folded.split('-').count()) - shared;
            // Half of the typed words found: behind every name that a slip of the pen explains.
            (shared > 0 && shared * 2 >= words.len()).then_some((100 + parted, name))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
        .into_iter()
        .map(|(_, name)| name)
        .take(count)
        .collect()
}

/// Edits (insert, delete, replace one character) between two texts.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replace = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replace.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
