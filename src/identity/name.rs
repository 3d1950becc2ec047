//! Names made comparable: what of two spellings is the same, and how close two names come.

use super::World;
use super::spelling::{fold, paired};
use crate::rules;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// Words that a name may carry or not.
const SMALL: &[&str] = &[
    "the", "a", "an", "of", "and", "for", "in", "on", "to", "s", "de", "la", "del", "da", "do",
    "at", "by", "with", "its", "from",
];

/// An acronym has so many letters; a longer word in capitals is a word.
const ACRONYM: RangeInclusive<usize> = 2..=10;

/// A name, cut into what tells it from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As printed.
    pub(super) text: String,
    /// The content words in Latin letters and the singular, sorted, without doubles.
    pub(super) words: Vec<String>,
    /// The same words as printed one after the other.
    pub(super) run: Vec<String>,
    /// Whether its own country was cut off.
    pub(super) is_local: bool,
    /// Numbers, ordinals and other marks that tell one of a series from the next.
    pub(super) marks: BTreeSet<String>,
    /// Years.
    pub(super) years: BTreeSet<u16>,
    /// The letters of an acronym, in lower case.
    pub(super) acronym: Option<String>,
    /// The first letters of the words of a full name, in lower case.
    pub(super) initials: String,
}

/// How close two names come, the closest last.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum Closeness {
    /// They have nothing to do with each other.
    Apart,
    /// They share words, and each has its own: this part of all.
    Overlap(f64),
    /// One has all the words of the other, and further ones: this part of all.
    Part(f64),
    /// One is an acronym of the first letters of the other.
    Initials,
    /// They differ in spelling alone, as transliterations do.
    Sound,
    /// They are the same words.
    Same,
}

impl Name {
    /// Cuts a name. Quotation marks, a leading article and an acronym in brackets behind it do not count.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bare = bare(text);
        let acronym = acronym(bare);
        let mut run: Vec<String> = Vec::new();
        let (mut marks, mut years) = (BTreeSet::new(), BTreeSet::new());
        let spelled = spelled_out(bare);
        for word in fold(&spelled).split(' ').filter(|word| !word.is_empty()) {
            if let Some(period) = years_of(word) {
                years.extend(period);
            } else if let Some(mark) = mark(word) {
                marks.insert(mark);
            } else if !SMALL.contains(&word) {
                run.push(stem(word));
            }
        }
        Self {
            text: text.to_owned(),
            words: bag(&run),
            run,
            is_local: false,
            marks,
            years,
            initials: if acronym.is_some() {
                String::new()
            } else {
                initials(bare)
            },
            acronym,
        }
    }

    /// The name without some of its words; the same where none would be left.
    #[must_use]
    pub(super) fn without(&self, drop: impl Fn(&str) -> bool) -> Self {
        let mut name = self.clone();
        name.run.retain(|word| !drop(word));
        name.words = bag(&name.run);
        if name.words.is_empty() {
            self.clone()
        } else {
            name
        }
    }

    /// The name with one word in the place of another.
    #[must_use]
    pub(super) fn with(mut self, word: &str, other: &str) -> Self {
        for own in self.run.iter_mut().filter(|own| *own == word) {
            other.clone_into(own);
        }
        self.words = bag(&self.run);
        self
    }

    /// The name of what is a country's, without the country and with a mark in its place: "Kenyan Education Portal" and
    /// "Education Portal of the Republic of Kenya" are the same then. None for a name without the country, or with one
    /// other word alone: "Bank of Kenya" and "Kenyan Bank" may be two.
    #[must_use]
    pub(super) fn of_country(&self, country: &str, world: &World<'_>) -> Option<Self> {
        let own = |at: usize| {
            self.run
                .get(at)
                .is_some_and(|word| world.is_of_country(country, word))
        };
        let goes = |at: usize| {
            own(at)
                || world.is_state_form(&self.run[at])
                    && (own(at + 1) || at.checked_sub(1).is_some_and(own))
        };
        let places = 0..self.run.len();
        if !places.clone().any(own) {
            return None;
        }
        let run: Vec<String> = places
            .filter(|at| !goes(*at))
            .map(|at| self.run[at].clone())
            .collect();
        let mut marks = self.marks.clone();
        marks.insert(format!("@{country}"));
        let words = bag(&run);
        (words.len() >= 2).then(|| Self {
            words,
            run,
            marks,
            ..self.clone()
        })
    }

    /// Whether a word of it is no plain word of policy texts, so that it stands for one thing anywhere.
    #[must_use]
    pub(super) fn is_distinctive(&self, world: &World<'_>) -> bool {
        match &self.acronym {
            Some(letters) => letters.chars().count() >= 4,
            None => self.words.iter().any(|word| !world.is_plain(word)),
        }
    }

    /// How close another name comes.
    #[must_use]
    pub(super) fn closeness(&self, other: &Self, world: &World<'_>) -> Closeness {
        if self.marks != other.marks {
            return Closeness::Apart;
        }
        match (&self.acronym, &other.acronym) {
            (Some(a), Some(b)) if a == b => return Closeness::Same,
            (Some(a), None) if other.initials == *a && a.len() >= 3 => return Closeness::Initials,
            (None, Some(b)) if self.initials == *b && b.len() >= 3 => return Closeness::Initials,
            (Some(_), Some(_)) => return Closeness::Apart,
            _ => {}
        }
        if self.words.is_empty() || other.words.is_empty() {
            return Closeness::Apart;
        }
        // "Cyber Security" and "Cybersecurity".
        let letters = |name: &'_ Self| name.run.concat();
        if self.words == other.words || letters(self) == letters(other) {
            return Closeness::Same;
        }
        let (own, foreign) = rest(&self.words, &other.words);
        let sounded = paired(&own, &foreign, world);
        let shared = self.words.len() - own.len() + sounded;
        let part = shared as f64 / (self.words.len() + other.words.len() - shared) as f64;
        match (own.len() - sounded, foreign.len() - sounded) {
            (0, 0) => Closeness::Sound,
            _ if shared == 0 => Closeness::Apart,
            (0, _) | (_, 0) => Closeness::Part(part),
            _ => Closeness::Overlap(part),
        }
    }
}

/// Words sorted, without doubles, "information and communication technology" as "ICT".
fn bag(run: &[String]) -> Vec<String> {
    let mut words = run.to_vec();
    words.sort_unstable();
    words.dedup();
    rules::spell_ict(&mut words);
    words
}

/// The words that only the one or the other has, both sorted.
fn rest<'w>(a: &'w [String], b: &'w [String]) -> (Vec<&'w str>, Vec<&'w str>) {
    let only = |from: &'w [String], other: &[String]| {
        from.iter()
            .filter(|word| other.binary_search(word).is_err())
            .map(String::as_str)
            .collect()
    };
    (only(a, b), only(b, a))
}

/// Without what stands around a name and is no part of it.
fn bare(text: &str) -> &str {
    let quotes = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '„')
    };
    let mut bare = text.trim_matches(quotes);
    if let Some((before, inside)) = bare
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("))
        && !before.is_empty()
        && (acronym(inside).is_some() || years_of(inside).is_some())
    {
        bare = before.trim_matches(quotes);
    }
    for article in ["the ", "The ", "THE "] {
        bare = bare.strip_prefix(article).unwrap_or(bare);
    }
    bare
}

/// The letters of an acronym: one word, two capitals at least, few small letters.
fn acronym(name: &str) -> Option<String> {
    if name.contains(' ') {
        return None;
    }
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    let small = letters.chars().filter(|c| c.is_lowercase()).count();
    let starts = letters.chars().next().is_some_and(char::is_uppercase);
    (starts && capitals >= 2 && small < capitals && ACRONYM.contains(&(capitals + small)))
        .then(|| fold(&letters))
}

/// The first letters of the capitalized words of a name.
fn initials(name: &str) -> String {
    name.split([' ', '-'])
        .filter(|word| word.starts_with(char::is_uppercase))
        .filter_map(|word| fold(word).chars().next())
        .collect()
}

/// The singular, in American spelling, and the noun of an adjective in "-ional": "educational" is of "education".
fn stem(word: &str) -> String {
    let singular = rules::singular(word);
    let word = match &*singular {
        "programme" => "program",
        "centre" => "center",
        "labour" => "labor",
        "defence" => "defense",
        "neighbourhood" => "neighborhood",
        other => other,
    };
    let mut word = word.replace("isation", "ization");
    if word.starts_with("organis") {
        word.replace_range(6..7, "z");
    }
    // "National", "regional", "international" are words of their own.
    match word.strip_suffix("al") {
        Some(noun) if noun.ends_with("ion") && noun.len() > 6 && !noun.ends_with("nation") => {
            noun.to_owned()
        }
        _ => word,
    }
}

/// A name with those abbreviations in full that names hold as words; "IT" is no pronoun in a name, and "e-learning" is
/// electronic.
fn spelled_out(name: &str) -> String {
    const SHORT: &[(&str, &str)] = &[
        ("IT", "information technology"),
        ("US", "United States"),
        ("U.S.", "United States"),
        ("UK", "United Kingdom"),
        ("U.K.", "United Kingdom"),
        ("UN", "United Nations"),
        ("EU", "European Union"),
    ];
    let word = |word: &str| {
        let long = SHORT.iter().find(|(short, _)| *short == word);
        let electronic = || word.strip_prefix("e-").or_else(|| word.strip_prefix("E-"));
        match long {
            Some((_, long)) => (*long).to_owned(),
            None => electronic().map_or_else(|| word.to_owned(), |of| format!("electronic {of}")),
        }
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// The year, or first and last year of a period: "2008", "2008-2012" folds to two words.
fn years_of(word: &str) -> Option<Vec<u16>> {
    let year = |word: &str| {
        let year: u16 = word.parse().ok().filter(|_| word.len() == 4)?;
        (1800..2200).contains(&year).then_some(year)
    };
    match word.split_once(['-', '–']) {
        Some((from, to)) => Some(vec![year(from)?, year(to)?]),
        None => Some(vec![year(word)?]),
    }
}

/// What a word counts: "ii", "2" and "second" are one mark.
fn mark(word: &str) -> Option<String> {
    const ORDINALS: &[&[&str]] = &[
        &["first", "1st", "i"],
        &["second", "2nd", "ii"],
        &["third", "3rd", "iii"],
        &["fourth", "4th", "iv"],
        &["fifth", "5th", "v"],
        &["sixth", "6th", "vi"],
        &["seventh", "7th", "vii"],
        &["eighth", "8th", "viii"],
        &["ninth", "9th", "ix"],
        &["tenth", "10th", "x"],
    ];
    if let Some(place) = ORDINALS.iter().position(|forms| forms.contains(&word)) {
        return Some((place + 1).to_string());
    }
    word.starts_with(|c: char| c.is_ascii_digit())
        .then(|| word.to_owned())
}
