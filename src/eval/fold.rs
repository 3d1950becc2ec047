//! When two labels or two literals are the same to the scorer.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Words that do not tell labels apart where they need not be equal.
const STOP: &[&str] = &["the", "a", "an", "of", "and", "for", "in", "on", "to", "s"];

/// A label with its differences of spelling taken off: case, accents, marks and articles.
pub(super) fn fold(text: &str) -> String {
    let small: Vec<char> = text
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|c| canonical_combining_class(*c) == 0)
        .collect();
    let mut out = String::with_capacity(small.len());
    for (at, c) in small.iter().enumerate() {
        let is_digit = |at: Option<usize>| {
            at.and_then(|at| small.get(at))
                .is_some_and(|c| c.is_numeric())
        };
        match c {
            // A dot or colon stays within a number.
            '.' | ':' if is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) => out.push(*c),
            'ß' => out.push_str("ss"),
            'ς' => out.push('σ'),
            '%' | '_' => out.push(*c),
            _ if c.is_alphanumeric() => out.push(*c),
            _ => out.push(' '),
        }
    }
    let words = out.split_whitespace();
    words
        .filter(|word| !matches!(*word, "the" | "a" | "an"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The words of a folded label that tell it from others.
pub(super) fn telling(folded: &str) -> BTreeSet<String> {
    folded
        .split(' ')
        .filter(|word| !word.is_empty() && !STOP.contains(word))
        .map(str::to_owned)
        .collect()
}

/// How much two sets of words have in common, from 0 to 1.
pub(super) fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let common = a.intersection(b).count();
    common as f64 / (a.len() + b.len() - common) as f64
}

/// A literal of a property in the form that is compared: of a figure the number and the counted noun.
pub(super) fn literal(property: &str, text: &str) -> String {
    match property {
        "figure" => {
            let folded = fold(&text.replace(',', ""));
            let words: Vec<&str> = folded.split(' ').collect();
            match words[..] {
                [number, .., noun] => format!("{number} {}", stem(noun)),
                _ => folded,
            }
        }
        "budget" => fold(&text.replace(',', "")),
        _ => fold(text),
    }
}

/// A noun in the singular, or what its plural shares with it.
fn stem(word: &str) -> String {
    match word.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => word.trim_end_matches('s').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        assert_eq!(fold("The Ministry of  Éducation"), "ministry of education");
        assert_eq!(
            fold("Straße 4.5, e-gov.az: 1:16"),
            "strasse 4.5 e gov az 1:16"
        );
        assert_eq!(fold("“A” & U.S."), "u s");
        assert_eq!(fold("50% teachers"), "50% teachers");
    }

    #[test]
    fn literals_compare_by_what_they_count() {
        assert_eq!(literal("figure", "4,521 rural schools"), "4521 school");
        assert_eq!(literal("figure", "3 member countries"), "3 country");
        assert_eq!(literal("budget", "USD 1,000.50"), "usd 1000.50");
        assert_eq!(literal("date", "2006-03"), "2006 03");
    }

    #[test]
    fn words_that_tell_nothing_do_not_overlap() {
        let (a, b) = (fold("Law on Mass Media"), fold("the Mass Media Law"));
        assert_eq!(overlap(&telling(&a), &telling(&b)), 1.0);
        assert_eq!(overlap(&telling("of the"), &telling("of the")), 0.0);
    }
}
