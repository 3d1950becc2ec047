//! Words that no text can give, since tokens are cut otherwise.

use super::{Finding, of_rule};
use crate::mention::token::tokens;
use crate::rules::{self, Element, Place, Rules};
use crate::span::Span;
use std::collections::BTreeSet;

/// Finds words of sequences and verbs that no token is.
pub(super) fn check(rules: &Rules, out: &mut Vec<Finding>) {
    for phrase in &rules.phrases {
        elements(&phrase.name, &phrase.place, &phrase.words, out);
    }
    for pattern in &rules.patterns {
        elements(&pattern.name, &pattern.place, &pattern.elements, out);
    }
    let mut dead: BTreeSet<(usize, &str)> = BTreeSet::new();
    for (form, verbs) in &rules.verbs {
        for verb in verbs {
            // An amount of money is a value, no word.
            let is_word = |word: &String| word == rules::MONEY || is_token(word);
            if !is_token(form) || !verb.tail.iter().all(|words| words.iter().any(is_word)) {
                dead.extend(verb.frames.iter().map(|frame| (*frame, &*verb.lemma)));
            }
        }
    }
    for (word, frames) in &rules.nominals {
        if !is_token(word) {
            dead.extend(frames.iter().map(|frame| (*frame, word.as_str())));
        }
    }
    for (frame, word) in dead {
        let frame = &rules.frames[frame];
        out.push(finding(&frame.name, &frame.place, word, true));
    }
}

/// The words of a sequence. One that must be there and can never be makes the whole useless.
fn elements(name: &str, place: &Place, elements: &[Element], out: &mut Vec<Finding>) {
    for element in elements {
        let (Element::Words(words) | Element::Maybe(words)) = element else {
            continue;
        };
        let needed = matches!(element, Element::Words(_));
        if words.is_empty() && needed {
            out.push(of_rule(
                name,
                place,
                "never-fires",
                "a set without words must be there".to_owned(),
                "give the set words, or take it out",
            ));
        }
        let none = needed && words.iter().all(|word| !is_token(word));
        let dead = words.iter().filter(|word| !is_token(word));
        out.extend(dead.map(|word| finding(name, place, word, none)));
    }
}

fn finding(name: &str, place: &Place, word: &str, never: bool) -> Finding {
    of_rule(
        name,
        place,
        if never { "never-fires" } else { "dead-word" },
        format!("no token of a text is `{word}`"),
        "write one step for each word; a verb's particle is one word",
    )
}

/// Whether a text can have `word` as a token, alone or behind another one (`'s`).
fn is_token(word: &str) -> bool {
    let behind = format!("x{word}");
    [word, &behind].into_iter().any(|text| {
        let cut = tokens(text, Span::new(0, text.len()), &[]);
        let alone = text.len() == word.len();
        cut.last().is_some_and(|token| token.norm == *word) && (cut.len() == 1 || !alone)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_told_from_what_is_cut_otherwise() {
        for word in ["with", ",", "'s", "co-fund", "e-school", ")"] {
            assert!(is_token(word), "{word}");
        }
        for word in ["carry out", "co/op-", "With", "a,b", ""] {
            assert!(!is_token(word), "{word}");
        }
    }
}
