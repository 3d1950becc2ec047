//! What makes two names the same: folded text, or the same bag of words within one jurisdiction.

use crate::mention::{Knowledge, Mention};
use crate::ontology::ClassId;
use std::sync::Arc;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A name made comparable.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// The folded text.
    Text(String),
    /// The sorted content words, for a body within its jurisdiction or an initiative.
    Words(Vec<String>, Option<usize>),
    /// The folded text of the fullest name of a mention, with the state that the mention names.
    Printed(String, Option<usize>),
    /// The first letters of the content words: what an acronym may be short for.
    Initials(String),
}

/// Initials of fewer letters say too little.
const INITIALS: usize = 3;

/// A single word of fewer letters stands for no longer name.
const SHORTENED: usize = 5;

/// Lower case without marks, punctuation as one space.
pub(super) fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    let mut push = |c: char| {
        if !c.is_alphanumeric() {
            gap = true;
            return;
        }
        if std::mem::take(&mut gap) && !out.is_empty() {
            out.push(' ');
        }
        out.push(c);
    };
    if name.is_ascii() {
        let letters = name.bytes().map(|byte| byte.to_ascii_lowercase());
        letters.map(char::from).for_each(push);
    } else {
        name.nfkd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(char::to_lowercase)
            .for_each(&mut push);
    }
    out
}

/// The content words of a name in the singular, small words left out.
pub(super) fn bag(name: &str) -> Vec<String> {
    bag_of_folded(&fold(name))
}

fn bag_of_folded(folded: &str) -> Vec<String> {
    let mut words: Vec<String> = folded
        .split(' ')
        .filter(|word| {
            !matches!(
                *word,
                "" | "the" | "a" | "an" | "of" | "and" | "for" | "in" | "on" | "to" | "s" | "de"
            )
        })
        .map(|word| crate::rules::singular(word).into_owned())
        .collect();
    words.sort_unstable();
    words.dedup();
    crate::rules::spell_ict(&mut words);
    words
}

/// The keys of a name; `country` gives the words of the country that `scope` is.
pub(super) fn keys(
    name: &str,
    scope: Option<usize>,
    class: Option<ClassId>,
    knowledge: Knowledge<'_>,
    country: impl FnOnce(usize) -> Arc<[String]>,
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
        let mut words = bag_of_folded(&folded);
        if let Some(country) = scope.map(country) {
            words.retain(|word| country.binary_search(word).is_err());
        }
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
    if is("Person") {
        let own = without_titles(&folded, knowledge);
        if own.contains(' ') {
            keys.push(Key::Words(bag_of_folded(own), None));
        }
        keys.push(Key::Text(own.to_owned()));
        return keys;
    }
    let bag = bag_of_folded(&folded);
    keys.push(Key::Text(folded));
    if is("Initiative") {
        let words: Vec<String> = bag
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
        if bag.len() >= 2 {
            keys.push(Key::Words(bag, None));
        }
        if let Some(plain) = without_legal_form(name, knowledge) {
            keys.push(Key::Text(plain));
        }
    }
    keys
}

/// Keys by which a shorter name finds what the mention calls `name`: the surname of a person; the initials of anything
/// else, and its name without the head: "Kite Foundation" and "Kite".
pub(super) fn short(name: &str, mention: &Mention, knowledge: Knowledge<'_>) -> Vec<Key> {
    let Some(class) = mention.class else {
        return Vec::new();
    };
    let folded = fold(name);
    if knowledge.is_a(class, "Person") {
        let own = without_titles(&folded, knowledge);
        let surname = own.rsplit_once(' ').filter(|_| !name.contains(" of "));
        return surname
            .map(|(_, surname)| Key::Text(surname.to_owned()))
            .into_iter()
            .collect();
    }
    let initials = first_letters(name);
    let initials = (initials.len() >= INITIALS).then_some(Key::Initials(initials));
    let headless = mention
        .entry
        .is_none()
        .then(|| without_head(&folded, class, knowledge))
        .flatten();
    let behind = mention
        .entry
        .is_none()
        .then(|| behind_head(&folded, class, knowledge))
        .flatten();
    initials
        .into_iter()
        .chain(headless.map(Key::Text))
        .chain(behind.map(Key::Text))
        .collect()
}

/// The folded name of an initiative, a charity or a business without the word that says what it is.
fn without_head(folded: &str, class: ClassId, knowledge: Knowledge<'_>) -> Option<String> {
    const OWN_NAMES: &[&str] = &[
        "Program",
        "Company",
        "NonGovernmentalOrganization",
        "Website",
        "Network",
    ];
    let (own, head) = folded.rsplit_once(' ')?;
    let rules = knowledge.rules;
    let single = !own.contains(' ');
    // "National Network", "Education Project" are no "National" and no "Education".
    let common = rules.in_set("modifier", own) || rules.in_set("heading-word", own);
    (knowledge.is_any(class, OWN_NAMES)
        && rules.heads.contains_key(head)
        && !(single && (own.len() < SHORTENED || common)))
        .then(|| own.to_owned())
}

/// The folded name of an initiative or a body without the word before it that says what it is: "Plan Kite", "Association
/// Kite".
fn behind_head(folded: &str, class: ClassId, knowledge: Knowledge<'_>) -> Option<String> {
    let (head, own) = folded.split_once(' ')?;
    let rules = knowledge.rules;
    let said = rules.leads.contains_key(head) || rules.heads.contains_key(head);
    (said
        && knowledge.is_any(class, &["Initiative", "Organization"])
        && !own.contains(' ')
        && own.len() >= SHORTENED - 1
        && !rules.in_set("modifier", own)
        && !rules.in_set("heading-word", own))
    .then(|| own.to_owned())
}

/// The key that holds an acronym against full names before it, or a full name against acronyms.
pub(super) fn initials(name: &str) -> Option<Key> {
    if name.contains(' ') {
        let initials = first_letters(name);
        return (initials.len() >= INITIALS).then_some(Key::Text(initials));
    }
    let capitals: String = name.chars().filter(|c| c.is_uppercase()).collect();
    let small = name.chars().filter(|c| !c.is_uppercase()).count();
    (capitals.chars().count() >= INITIALS && small <= 2)
        .then(|| Key::Initials(capitals.to_lowercase()))
}

/// The first letters of the content words of a name, in small letters.
fn first_letters(name: &str) -> String {
    name.split([' ', '-'])
        .filter(|word| word.starts_with(char::is_uppercase))
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The words of a person's folded name behind the last title: "president paul kagame".
fn without_titles<'n>(folded: &'n str, knowledge: Knowledge<'_>) -> &'n str {
    let mut own = folded;
    let mut rest = folded;
    while let Some((word, behind)) = rest.split_once(' ') {
        if knowledge.rules.in_set("title", word) {
            own = behind;
        }
        rest = behind;
    }
    own
}

/// The folded name of a business without what tells its legal form: "Acme Ltd." and "Acme".
fn without_legal_form(name: &str, knowledge: Knowledge<'_>) -> Option<String> {
    let folded = fold(name);
    let mut rest = folded.as_str();
    let mut letters = 0;
    while let Some((before, word)) = rest.rsplit_once(' ') {
        // "S.A." folds to two letters.
        letters = if word.len() == 1 { letters + 1 } else { 0 };
        let form = knowledge.rules.in_set("legal-form", word);
        let dotted = letters > 0
            && before
                .rsplit(' ')
                .next()
                .is_some_and(|word| word.len() == 1);
        if !form && !dotted && letters < 2 {
            break;
        }
        rest = before;
    }
    (rest.len() < folded.len() && rest.len() > 2).then(|| rest.to_owned())
}

/// Words of a country's names and demonyms, which a body's name may carry or not, in order.
pub(super) fn country_words(entry: usize, knowledge: Knowledge<'_>) -> Arc<[String]> {
    let entry = &knowledge.lexicon.entries()[entry];
    let mut words: Vec<String> = entry
        .names
        .iter()
        .map(|name| name.text.as_str())
        .chain(entry.demonyms.iter().map(String::as_str))
        .flat_map(bag)
        .collect();
    words.sort_unstable();
    words.into()
}
