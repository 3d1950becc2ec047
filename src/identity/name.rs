//! Names made comparable: what of two spellings is the same, and how close two names come.

use super::World;
use crate::rules;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words that a name may carry or not.
const SMALL: &[&str] = &[
    "the", "a", "an", "of", "and", "for", "in", "on", "to", "s", "de", "la", "del", "da", "do",
    "at", "by", "with", "its", "from",
];

/// An acronym has so many letters; a longer word in capitals is a word.
const ACRONYM: RangeInclusive<usize> = 2..=10;

/// Words shorter than this are not compared by their sound.
const SOUNDED: usize = 6;

/// A name, cut into what tells it from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As printed.
    pub(super) text: String,
    /// The content words in Latin letters and the singular, sorted, without doubles.
    pub(super) words: Vec<String>,
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
        let mut words = BTreeSet::new();
        let (mut marks, mut years) = (BTreeSet::new(), BTreeSet::new());
        let spelled = spelled_out(bare);
        for word in fold(&spelled).split(' ').filter(|word| !word.is_empty()) {
            if let Some(period) = years_of(word) {
                years.extend(period);
            } else if let Some(mark) = mark(word) {
                marks.insert(mark);
            } else if !SMALL.contains(&word) {
                words.insert(stem(word));
            }
        }
        spell_ict(&mut words);
        Self {
            text: text.to_owned(),
            words: words.into_iter().collect(),
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
        name.words.retain(|word| !drop(word));
        if name.words.is_empty() {
            self.clone()
        } else {
            name
        }
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
        if self.words == other.words {
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

/// How many of the words on the one side sound as one on the other.
fn paired(own: &[&str], foreign: &[&str], world: &World<'_>) -> usize {
    let mut free: Vec<&str> = foreign.to_vec();
    own.iter()
        .filter(|word| {
            let found = free
                .iter()
                .position(|other| sounds_alike(word, other, world));
            found.map(|place| free.swap_remove(place)).is_some()
        })
        .count()
}

/// Whether two words are spellings of one name: they have the same consonants and differ in few letters. Plain words
/// and names of countries are spelled in one way only.
fn sounds_alike(a: &str, b: &str, world: &World<'_>) -> bool {
    let long = a.chars().count().min(b.chars().count());
    long >= SOUNDED
        && !world.is_plain(a)
        && !world.is_plain(b)
        && !world.is_country_word(a)
        && !world.is_country_word(b)
        && sound(a) == sound(b)
        && differ_little(&one_way(a), &one_way(b))
        // "Karimov" and "Karimova" are two persons.
        && !(format!("{a}a") == b || format!("{b}a") == a)
}

/// Whether at most every third letter must change to make one word the other.
fn differ_little(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, one) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let change = corner + usize::from(one != other);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()] * 3 <= a.len().min(b.len()).max(3)
}

/// A word with the consonants that transliterations write in several ways in one way.
fn one_way(word: &str) -> String {
    const SOUNDS: &[(&str, char)] = &[
        ("tch", 'c'),
        ("dzh", 'j'),
        ("sch", 's'),
        ("kh", 'h'),
        ("gh", 'g'),
        ("zh", 'j'),
        ("dj", 'j'),
        ("sh", 's'),
        ("ch", 'c'),
        ("ts", 'c'),
        ("ph", 'f'),
        ("th", 't'),
        ("ck", 'k'),
        ("q", 'k'),
        ("w", 'v'),
        ("x", 'h'),
        ("z", 's'),
        ("y", 'i'),
    ];
    let mut out = String::with_capacity(word.len());
    // "Yevgeny" and "Evgenii".
    let mut rest = word
        .strip_prefix('y')
        .filter(|rest| rest.starts_with('e'))
        .unwrap_or(word);
    while let Some(c) = rest.chars().next() {
        let found = SOUNDS.iter().find(|(from, _)| rest.starts_with(from));
        let (letter, length) = found.map_or((c, c.len_utf8()), |(from, to)| (*to, from.len()));
        rest = &rest[length..];
        out.push(letter);
    }
    out
}

/// What is left of a word when spellings of one sound are made one: the basis of keys for other spellings.
///
/// Consonants that transliterations write in several ways become one letter; vowels behind the first letter and doubled
/// letters go.
#[must_use]
pub(super) fn sound(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for letter in one_way(word).chars() {
        let vowel = matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u');
        if out.is_empty() || !vowel && !out.ends_with(letter) {
            out.push(letter);
        }
    }
    out
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

/// Lower case, Latin letters without marks, punctuation as one space.
#[must_use]
pub(super) fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    let mut push = |c: char| {
        if is_combining_mark(c) || matches!(c, '\'' | '’' | 'ʼ' | 'ʻ' | '.') {
            return;
        }
        if !c.is_alphanumeric() && c != '+' {
            gap = true;
            return;
        }
        if std::mem::take(&mut gap) && !out.is_empty() {
            out.push(' ');
        }
        match latin(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    };
    name.replace('&', " and ")
        .nfkd()
        .flat_map(char::to_lowercase)
        .for_each(&mut push);
    out
}

/// The Latin spelling of a small letter of other alphabets: Cyrillic as most passports write it, the letters of Turkic
/// and Nordic languages that have no mark to take off.
const fn latin(c: char) -> Option<&'static str> {
    Some(match c {
        'ə' => "a",
        'ı' => "i",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ß' => "ss",
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' | 'ғ' => "g",
        'д' => "d",
        'е' | 'э' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ы' | 'й' => "i",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'ң' => "ng",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ү' | 'ұ' => "u",
        'ф' => "f",
        'х' | 'һ' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
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

/// A name with those abbreviations in full that names hold as words; "IT" is no pronoun in a name.
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
    let word = |word| {
        SHORT
            .iter()
            .find(|(short, _)| *short == word)
            .map_or(word, |(_, long)| *long)
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// "Information and communication technologies" and "ICT" are the same words to a name.
fn spell_ict(words: &mut BTreeSet<String>) {
    const LONG: [&str; 3] = ["communication", "information", "technology"];
    if LONG.iter().all(|long| words.contains(*long)) {
        words.retain(|word| !LONG.contains(&word.as_str()));
        words.insert("ict".to_owned());
    }
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
