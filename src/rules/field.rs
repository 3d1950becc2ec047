//! Keys of records: which properties "Project partners" or "Executing Agency(ies)" say.

use super::Rules;
use super::inflect::singular;
use crate::ontology::PropertyId;

/// What a key says of the thing that its record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The property.
    pub property: PropertyId,
    /// Whether the value is the subject: "Members: A" says that A is a member.
    pub inverse: bool,
}

impl Field {
    /// Subject and object, of what the record is about and its value.
    pub(crate) fn sides<T>(self, about: T, value: T) -> (T, T) {
        if self.inverse {
            (value, about)
        } else {
            (about, value)
        }
    }
}

/// Sets of keys that open a record or stand in one without a property of their own.
const KEY_SETS: &[&str] = &["title-key", "alias-key", "plain-key"];

/// Sets of words that head the columns of a table of treaties.
const COLUMN_SETS: &[&str] = &[
    "party-column",
    "signature-column",
    "ratification-column",
    "force-column",
];

impl Rules {
    /// What a key says; nothing where no `field` knows it.
    #[must_use]
    pub fn field(&self, key: &str) -> &[Field] {
        self.readings(key)
            .find_map(|reading| self.fields.get(&reading))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether a key belongs to the set of keys called `name`.
    #[must_use]
    pub fn is_key_of(&self, name: &str, key: &str) -> bool {
        self.in_set(name, &key.to_lowercase())
            || self
                .readings(key)
                .any(|reading| self.in_set(name, &reading))
    }

    /// Whether a record can have such a key, whatever it says.
    #[must_use]
    pub fn is_key(&self, key: &str) -> bool {
        !self.field(key).is_empty() || KEY_SETS.iter().any(|name| self.is_key_of(name, key))
    }

    /// Whether the rules hold a key as it stands, no word of it left out.
    #[must_use]
    pub fn is_exact_key(&self, key: &str) -> bool {
        let (whole, printed) = (fold(key), key.to_lowercase());
        self.fields.contains_key(&whole)
            || KEY_SETS
                .iter()
                .chain(COLUMN_SETS)
                .any(|name| self.in_set(name, &printed) || self.in_set(name, &whole))
    }

    /// Whether the head of a table's column tells what stands below it.
    #[must_use]
    pub fn is_column(&self, head: &str) -> bool {
        self.is_key(head) || COLUMN_SETS.iter().any(|name| self.is_key_of(name, head))
    }

    /// The ways to read a key, the fullest first: whole, without the words that only modify it, and its
    /// parts between commas, strokes and "and".
    fn readings(&self, key: &str) -> impl Iterator<Item = String> {
        let whole = fold(key);
        let parts: Vec<String> = key
            .split(['/', ',', '&'])
            .flat_map(|part| part.split(" and "))
            .map(fold)
            .filter(|part| *part != whole)
            .collect();
        std::iter::once(whole)
            .chain(parts)
            .flat_map(|part| {
                let plain = self.without_modifiers(&part);
                [Some(part), plain].into_iter().flatten()
            })
            .filter(|reading| !reading.is_empty())
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// "total project cost" is a "cost", "our donors in 2018" are "donors".
    fn without_modifiers(&self, key: &str) -> Option<String> {
        let kept: Vec<&str> = key
            .split(' ')
            .filter(|word| !self.in_set("key-modifier", word) && !is_year(word))
            .collect();
        let plain = kept.join(" ");
        (plain != key && !plain.is_empty()).then_some(plain)
    }
}

/// Whether a word of a key is a year.
fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A key in lower case and in the singular, brackets and marks left out.
pub(super) fn fold(key: &str) -> String {
    let mut plain = String::with_capacity(key.len());
    let mut depth = 0_usize;
    for c in key.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            c if c.is_alphanumeric() || c == '\'' => plain.extend(c.to_lowercase()),
            _ => plain.push(' '),
        }
    }
    let words: Vec<_> = plain.split_whitespace().map(singular).collect();
    words.join(" ")
}
