//! The compile step: verb forms and triggers, from which matching starts.

use super::Parser;
use crate::rules::{Element, Form, Pattern, Rules, Trigger, VerbForm, inflect};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::sync::Arc;

impl Parser<'_> {
    /// The rules, ready for matching.
    pub(super) fn compile(mut self) -> Rules {
        self.inflect_verbs();
        for (word, frame) in self.nominals {
            self.rules.nominals.entry(word).or_default().push(frame);
        }
        self.rules.triggers = triggers(&self.rules);
        for ((name, words), number) in self.rules.sets.iter().zip(0..) {
            self.rules.set_numbers.insert(name.clone(), number);
            for word in words {
                let sets = self.rules.members.entry(word.clone()).or_default();
                sets.push(number);
            }
        }
        self.rules
    }

    /// Enters every form of every lemma that a frame names.
    fn inflect_verbs(&mut self) {
        for ((verb, tail), frames) in std::mem::take(&mut self.lemmas) {
            let steps = tail.iter().map(|words| format!("_{}", words.join("|")));
            let name: Arc<str> = format!("{verb}{}", steps.collect::<String>()).into();
            let tail: Arc<[Vec<String>]> = tail.into();
            for (form, text) in self.forms(&verb) {
                self.rules.verbs.entry(text).or_default().push(VerbForm {
                    lemma: name.clone(),
                    tail: tail.clone(),
                    form,
                    frames: frames.clone(),
                });
            }
        }
        // The longer a verb's tail, the more it tells.
        for known in self.rules.verbs.values_mut() {
            known.sort_by_key(|form| (Reverse(form.tail.len()), form.lemma.clone(), form.form));
        }
    }

    /// All forms of a verb, the irregular ones in place of the regular.
    pub(super) fn forms(&self, lemma: &str) -> Vec<(Form, String)> {
        let mut forms: Vec<(Form, String)> = inflect::forms(lemma).into();
        if let Some(irregular) = self.irregular.get(lemma) {
            forms.retain(|(form, _)| *form != Form::PastOrParticiple);
            if irregular[0] == irregular[1] {
                forms.push((Form::PastOrParticiple, irregular[0].clone()));
            } else {
                forms.push((Form::Past, irregular[0].clone()));
                forms.push((Form::Participle, irregular[1].clone()));
            }
            if let Some(gerund) = irregular.get(2) {
                forms.retain(|(form, _)| *form != Form::Gerund);
                forms.push((Form::Gerund, gerund.clone()));
            }
        }
        forms
    }
}

/// Which phrases and patterns can start with, or around, which word.
fn triggers(rules: &Rules) -> FxHashMap<String, Vec<Trigger>> {
    let mut out: FxHashMap<String, Vec<Trigger>> = FxHashMap::default();
    let mut add = |words: &[String], trigger: &dyn Fn() -> Trigger| {
        for word in words {
            out.entry(word.clone()).or_default().push(trigger());
        }
    };
    for (index, phrase) in rules.phrases.iter().enumerate() {
        if let Some(Element::Words(words)) = phrase.words.first() {
            add(words, &|| Trigger::Phrase(index));
        }
    }
    for (index, pattern) in rules.patterns.iter().enumerate() {
        if let Some((place, words)) = anchor(pattern) {
            add(words, &|| Trigger::Pattern(index, place));
        }
    }
    out
}

/// The element from which a pattern is sought: its rarest words, for which their length stands in.
fn anchor(pattern: &Pattern) -> Option<(usize, &Vec<String>)> {
    pattern
        .elements
        .iter()
        .enumerate()
        .filter_map(|(place, element)| match element {
            Element::Words(words) => Some((place, words)),
            _ => None,
        })
        .max_by_key(|(place, words)| (words.iter().map(String::len).min(), Reverse(*place)))
}
