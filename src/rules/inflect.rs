//! English inflection: the forms of regular verbs, and the singular of regular nouns.

use super::Form;
use std::borrow::Cow;

/// The forms of a regular verb, each with its name.
pub(super) fn forms(lemma: &str) -> [(Form, String); 4] {
    let last = lemma.chars().next_back().unwrap_or(' ');
    let before = lemma.chars().rev().nth(1).unwrap_or(' ');
    let consonant_y = last == 'y' && !is_vowel(before);
    let third = if consonant_y {
        format!("{}ies", &lemma[..lemma.len() - 1])
    } else if lemma.ends_with(['s', 'x', 'z', 'o'])
        || lemma.ends_with("ch")
        || lemma.ends_with("sh")
    {
        format!("{lemma}es")
    } else {
        format!("{lemma}s")
    };
    let stem = if doubles(lemma) {
        format!("{lemma}{last}")
    } else {
        lemma.to_owned()
    };
    let past = if last == 'e' {
        format!("{lemma}d")
    } else if consonant_y {
        format!("{}ied", &lemma[..lemma.len() - 1])
    } else {
        format!("{stem}ed")
    };
    let gerund = if last == 'e' && before != 'e' {
        format!("{}ing", &lemma[..lemma.len() - 1])
    } else {
        format!("{stem}ing")
    };
    [
        (Form::Base, lemma.to_owned()),
        (Form::Third, third),
        (Form::PastOrParticiple, past),
        (Form::Gerund, gerund),
    ]
}

/// Whether the last consonant doubles: one syllable of consonant, vowel, consonant ("plan"), or a listed end.
fn doubles(lemma: &str) -> bool {
    let chars: Vec<char> = lemma.chars().collect();
    let [.., a, b, c] = chars[..] else {
        return false;
    };
    let vowels = chars.iter().filter(|c| is_vowel(**c)).count();
    !is_vowel(a)
        && is_vowel(b)
        && !is_vowel(c)
        && !matches!(c, 'w' | 'x' | 'y')
        && (vowels == 1
            || lemma.ends_with("mit")
            || lemma.ends_with("fer")
            || lemma.ends_with("gram"))
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The singular of a regular plural; anything else as it is.
pub(crate) fn singular(noun: &str) -> Cow<'_, str> {
    if let Some(stem) = noun.strip_suffix("ies")
        && stem.len() > 1
    {
        return Cow::Owned(format!("{stem}y"));
    }
    for end in ["sses", "shes", "ches", "xes"] {
        if noun.ends_with(end) {
            return Cow::Borrowed(&noun[..noun.len() - 2]);
        }
    }
    match noun.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => Cow::Borrowed(stem),
        _ => Cow::Borrowed(noun),
    }
}

/// "Information and communication technologies" and "ICT" are the same words to a name; `words` are sorted.
pub(crate) fn spell_ict(words: &mut Vec<String>) {
    const LONG: [&str; 3] = ["communication", "information", "technology"];
    let has = |long: &str| {
        words
            .binary_search_by(|word| word.as_str().cmp(long))
            .is_ok()
    };
    if !LONG.iter().all(|long| has(long)) {
        return;
    }
    words.retain(|word| !LONG.contains(&word.as_str()));
    if let Err(place) = words.binary_search_by(|word| word.as_str().cmp("ict")) {
        words.insert(place, "ict".to_owned());
    }
}
