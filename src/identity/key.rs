//! Keys by which descriptions find each other: two that share none are never compared.

use super::describe::Profile;
use super::name::Name;
use super::spelling::{fold, sound};
use super::world::{Kind, World};
use std::collections::BTreeSet;

/// Names of more words give no keys for a name that lacks one of them.
const SHORTENED: usize = 8;

/// The keys of a description, sorted.
///
/// | key | of |
/// | --- | --- |
/// | `i:SLUG` | the IRI that extraction gave it |
/// | `n:WORDS` | a full name by the sound of its words, in any order, small words left out |
/// | `r:LETTERS` | a full name written in one word |
/// | `a:LETTERS` | an acronym, or the first letters of a full name |
/// | `p:WORD` | the last word of a person's name |
///
/// A full name has a second key with the country, `n:kenya:…`; bodies of states that are named by plain words have that
/// one alone, since they are never one with another state's. Within a country, a name of three words and more also has a
/// key for each word that another might lack.
#[must_use]
pub fn keys(profile: &Profile, world: &World<'_>) -> Vec<String> {
    let mut keys = BTreeSet::new();
    if let Some((_, slug)) = profile.description.local.rsplit_once("/entity/") {
        keys.insert(format!("i:{slug}"));
    }
    for name in &profile.names {
        of_name(name, profile, world, &mut keys);
    }
    keys.into_iter().collect()
}

fn of_name(name: &Name, profile: &Profile, world: &World<'_>, keys: &mut BTreeSet<String>) {
    if let Some(letters) = &name.acronym {
        keys.insert(format!("a:{letters}"));
        return;
    }
    if name.initials.chars().count() >= 3 {
        keys.insert(format!("a:{}", name.initials));
    }
    if profile.kind == Kind::Person
        && !profile.is_office
        && let Some(last) = last_word(name)
    {
        keys.insert(format!("p:{}", sound(&last)));
    }
    let country = profile.country().unwrap_or_default();
    let bound = profile.kind == Kind::State || profile.is_office;
    let sounds: BTreeSet<String> = name.words.iter().map(|word| sound(word)).collect();
    let marks: String = name.marks.iter().map(|mark| format!(" {mark}")).collect();
    let all: Vec<&str> = sounds.iter().map(String::as_str).collect();
    let words = all.join(" ");
    if !bound || name.is_distinctive(world) {
        keys.insert(format!("n:{words}{marks}"));
    }
    keys.insert(format!("n:{country}:{words}{marks}"));
    keys.insert(format!("r:{country}:{}{marks}", name.run.concat()));
    if !(3..=SHORTENED).contains(&all.len()) {
        return;
    }
    for left in 0..all.len() {
        let fewer: Vec<&str> = all
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != left)
            .map(|(_, word)| *word)
            .collect();
        keys.insert(format!("n:{country}:{}{marks}", fewer.join(" ")));
    }
}

/// The last word of a person's name as it is printed.
fn last_word(name: &Name) -> Option<String> {
    let folded = fold(&name.text);
    folded
        .rsplit(' ')
        .next()
        .filter(|word| word.chars().count() > 2)
        .map(str::to_owned)
}
