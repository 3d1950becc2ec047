//! Examples: those that do not hold, and rules that show too few.

use super::{Finding, of_rule};
use crate::mention::{is_determiner, is_preposition};
use crate::pipeline::Engine;
use crate::rules::{Element, Place, Rules};
use crate::workbench::examples::{Failure, failures};
use crate::workbench::rule_names;

/// The set of words that say nothing by themselves, besides prepositions and determiners.
const FUNCTION_WORDS: &str = "function-word";

/// Runs the examples, and finds rules without enough of them.
pub(super) fn check(engine: &Engine, out: &mut Vec<Finding>) {
    let rules = &engine.rules;
    out.extend(failures(engine).into_iter().map(failure));
    for (name, place) in rule_names(rules) {
        let shows = |positive: bool| {
            let mut examples = rules.examples.iter();
            examples.any(|example| example.rule == name && example.expected.is_some() == positive)
        };
        if !shows(true) {
            out.push(of_rule(
                &name,
                &place,
                "no-example",
                "no `test` shows what the rule finds".to_owned(),
                "add `test \"…\" => COUNT PROPERTY`",
            ));
        }
        if !shows(false) && misfires(rules, &name) {
            out.push(of_rule(
                &name,
                &place,
                "no-counterexample",
                "all its words are function words, and no `not` shows where it must keep silent"
                    .to_owned(),
                "add `not \"…\"`: a text with these words that says something else",
            ));
        }
    }
}

fn failure(failure: Failure) -> Finding {
    let Failure { example, found } = failure;
    let place = Place {
        file: example.file.as_str().into(),
        line: example.line,
    };
    let message = match (found, example.expected) {
        (None, _) => "the text of the example cannot be read".to_owned(),
        (Some(found), Some((count, _))) => {
            format!(
                "the rule gives {found} facts, not {count}: \"{}\"",
                example.text
            )
        }
        (Some(found), None) => {
            format!(
                "the rule gives {found} facts, and must give none: \"{}\"",
                example.text
            )
        }
    };
    let hint = format!(
        "tripolis rules why-not {} \"…\" shows how far it comes",
        example.rule
    );
    of_rule(&example.rule, &place, "example-fails", message, &hint)
}

/// Whether a rule can misfire: one of its sequences has none but function words and marks that must be there.
fn misfires(rules: &Rules, name: &str) -> bool {
    let bare = |elements: &[Element]| {
        elements.iter().all(|element| match element {
            Element::Words(words) => words.iter().all(|word| is_function_word(rules, word)),
            _ => true,
        })
    };
    let phrases = rules.phrases.iter().filter(|phrase| *phrase.name == *name);
    let patterns = rules
        .patterns
        .iter()
        .filter(|pattern| *pattern.name == *name);
    phrases
        .map(|phrase| &phrase.words)
        .chain(patterns.map(|pattern| &pattern.elements))
        .any(|elements| bare(elements))
}

fn is_function_word(rules: &Rules, word: &str) -> bool {
    is_preposition(word)
        || is_determiner(word)
        || !word.contains(char::is_alphanumeric)
        || rules.in_set(FUNCTION_WORDS, word)
}
