//! What makes two names the same: folded text, or the same bag of words within one jurisdiction.

use crate::mention::Knowledge;
use crate::ontology::ClassId;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A name made comparable.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// The folded text.
    Text(String),
    /// The sorted content words, for a body within its jurisdiction or an initiative.
    Words(Vec<String>, Option<usize>),
}

/// Lower case without marks, punctuation as one space.
pub(super) fn fold(name: &str) -> String {
    let plain: String = name
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The content words of a name in the singular, small words left out.
pub(super) fn bag(name: &str) -> Vec<String> {
    let mut words: Vec<String> = fold(name)
        .split(' ')
        .filter(|word| {
            !matches!(
                *word,
                "" | "the" | "a" | "an" | "of" | "and" | "for" | "in" | "on" | "to" | "s" | "de"
            )
        })
        .map(crate::rules::singular)
        .collect();
    words.sort();
    words.dedup();
    words
}

/// The keys of a name.
pub(super) fn keys(
    name: &str,
    scope: Option<usize>,
    class: Option<ClassId>,
    knowledge: Knowledge<'_>,
) -> Vec<Key> {
    let folded = fold(name);
    let tree = knowledge.ontology;
    let is = |top: &str| {
        class.is_some_and(|class| tree.class(top).is_some_and(|top| tree.is_a(class, top)))
    };
    let mut keys = Vec::new();
    // An office is told apart by its state as a body is: "President of X", "President of the Republic of X".
    let office = is("Person") && name.contains(" of ");
    if is("GovernmentBody") || office {
        let country: Vec<String> = scope
            .map(|entry| country_words(entry, knowledge))
            .unwrap_or_default();
        let words: Vec<String> = bag(name)
            .into_iter()
            .filter(|word| !country.contains(word))
            .collect();
        keys.push(Key::Words(words, scope));
        // Initials say the whole name: "NADS".
        if !name.contains(' ') {
            keys.push(Key::Text(folded));
        }
        return keys;
    }
    if folded.is_empty() {
        return keys;
    }
    keys.push(Key::Text(folded));
    if is("Initiative") {
        let words: Vec<String> = bag(name)
            .into_iter()
            .filter(|word| {
                !matches!(
                    word.as_str(),
                    "program" | "programme" | "project" | "initiative" | "campaign" | "pilot"
                )
            })
            .collect();
        if words.len() >= 2 {
            keys.push(Key::Words(words, None));
        }
    } else if is("Organization") || class.is_none() {
        let words = bag(name);
        if words.len() >= 2 {
            keys.push(Key::Words(words, None));
        }
    }
    keys
}

/// Words of a country's names and demonyms, which a body's name may carry or not.
fn country_words(entry: usize, knowledge: Knowledge<'_>) -> Vec<String> {
    let entry = &knowledge.lexicon.entries()[entry];
    entry
        .names
        .iter()
        .map(|name| name.text.as_str())
        .chain(entry.demonyms.iter().map(String::as_str))
        .flat_map(bag)
        .collect()
}
