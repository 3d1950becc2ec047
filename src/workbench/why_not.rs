//! How far one rule comes in a text, and what stops it.

use super::rule_names;
use crate::pipeline::Engine;
use crate::read::Document;
use crate::relate::trace::{self, Step};
use crate::rules::{Element, Rules, Trigger};
use crate::{link, mention, segment};
use std::collections::BTreeSet;

/// What became of a rule in a text.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The words with which the rule begins, in order.
    pub words: Vec<String>,
    /// What happened at each of them that the text has.
    pub steps: Vec<Step>,
}

/// Follows the rule called `rule` through a document; `None` if there is no such rule.
#[must_use]
pub fn why_not(engine: &Engine, rule: &str, document: &Document) -> Option<Answer> {
    let rules = &engine.rules;
    rule_names(rules)
        .iter()
        .any(|(name, _)| **name == *rule)
        .then(|| {
            let knowledge = engine.knowledge();
            let segments = segment::segment(document, &engine.rules);
            let sentences = mention::mentions(document, &segments, knowledge);
            let linked = link::link(document, &segments, &sentences, knowledge);
            let steps = trace::trace(document, &segments, &sentences, linked, knowledge, rule);
            let words = words(rules, rule).into_iter().collect();
            Answer { words, steps }
        })
}

/// The words with which a rule begins: forms of its verbs and its nominals, or those that it is sought by.
fn words(rules: &Rules, name: &str) -> BTreeSet<String> {
    let is_named = |frame: &usize| *rules.frames[*frame].name == *name;
    let verbs = rules
        .verbs
        .iter()
        .filter(|(_, forms)| forms.iter().flat_map(|form| &form.frames).any(is_named));
    let nominals = rules
        .nominals
        .iter()
        .filter(|(_, frames)| frames.iter().any(is_named));
    let triggers = rules.triggers.iter().filter(|(_, triggers)| {
        triggers.iter().any(|trigger| match trigger {
            Trigger::Phrase(place) => *rules.phrases[*place].name == *name,
            Trigger::Pattern(place, element) => {
                let pattern = &rules.patterns[*place];
                *pattern.name == *name && matches!(pattern.elements[*element], Element::Words(_))
            }
        })
    });
    verbs
        .map(|(word, _)| word)
        .chain(nominals.map(|(word, _)| word))
        .chain(triggers.map(|(word, _)| word))
        .cloned()
        .collect()
}
