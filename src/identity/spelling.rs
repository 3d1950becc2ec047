//! Spellings: letters of other alphabets in Latin ones, and words that transliterations write in several ways.

use super::World;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words shorter than this are not compared by their sound.
const SOUNDED: usize = 6;

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

/// How many of the words on the one side sound as one on the other.
pub(super) fn paired(own: &[&str], foreign: &[&str], world: &World<'_>) -> usize {
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
