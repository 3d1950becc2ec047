//! Rules that say nothing which another does not say as surely.

use super::{Finding, of_rule};
use crate::ontology::{ClassId, Ontology, PropertyId};
use crate::rules::{Element, Emit, Frame, Pattern, Phrase, Rules};
use std::collections::BTreeMap;

const HINT: &str =
    "take it out, raise its confidence, or let the other one leave these words to it";

/// Finds shadowed sequences, and verbs that a second frame repeats.
pub(super) fn check(rules: &Rules, tree: &Ontology, out: &mut Vec<Finding>) {
    for (place, phrase) in rules.phrases.iter().enumerate() {
        let shadows = |(other, by): &(usize, &Phrase)| {
            let covers = |a: &Phrase, b: &Phrase| hides_phrase(a, b, tree);
            *other != place && covers(by, phrase) && (*other < place || !covers(phrase, by))
        };
        if let Some((_, by)) = rules.phrases.iter().enumerate().find(shadows) {
            out.push(of_rule(
                &phrase.name,
                &phrase.place,
                "shadowed",
                format!("`{}` (line {}) says all of this", by.name, by.place.line),
                HINT,
            ));
        }
    }
    for (place, pattern) in rules.patterns.iter().enumerate() {
        let shadows = |(other, by): &(usize, &Pattern)| {
            let covers = |a: &Pattern, b: &Pattern| hides_pattern(a, b, tree);
            *other != place && covers(by, pattern) && (*other < place || !covers(pattern, by))
        };
        if let Some((_, by)) = rules.patterns.iter().enumerate().find(shadows) {
            out.push(of_rule(
                &pattern.name,
                &pattern.place,
                "shadowed",
                format!("`{}` (line {}) says all of this", by.name, by.place.line),
                HINT,
            ));
        }
    }
    for (lemma, frames) in lemmas(rules) {
        for (at, place) in frames.iter().enumerate() {
            let frame = &rules.frames[*place];
            let shadows = |(other, by): &(usize, &usize)| {
                let by = &rules.frames[**by];
                let covers = |a: &Frame, b: &Frame| hides_frame(a, b, tree);
                *other != at && covers(by, frame) && (*other < at || !covers(frame, by))
            };
            if let Some((_, by)) = frames.iter().enumerate().find(shadows) {
                let by = &rules.frames[*by].name;
                out.push(of_rule(
                    &frame.name,
                    &frame.place,
                    "shadowed",
                    format!("`{by}` says all that the verb `{lemma}` says here"),
                    HINT,
                ));
            }
        }
    }
}

/// The frames of each verb.
fn lemmas(rules: &Rules) -> BTreeMap<&str, Vec<usize>> {
    let mut out = BTreeMap::new();
    for form in rules.verbs.values().flatten() {
        out.entry(&*form.lemma).or_insert_with(|| {
            let mut frames = form.frames.clone();
            frames.dedup();
            frames
        });
    }
    out
}

fn hides_frame(by: &Frame, of: &Frame, tree: &Ontology) -> bool {
    by.confidence >= of.confidence
        && all_said(&by.emit, &of.emit, |a, b| a == b)
        && of.date.is_none_or(|date| by.date == Some(date))
        && wider(&by.theme, &of.theme, tree)
        && wider(&by.agent, &of.agent, tree)
}

fn hides_phrase(by: &Phrase, of: &Phrase, tree: &Ontology) -> bool {
    by.confidence >= of.confidence
        && all_said(&by.emit, &of.emit, |a, b| a == b)
        && wider(&by.theme, &of.theme, tree)
        && wider(&by.object, &of.object, tree)
        && takes_all(&by.words, &of.words, tree)
}

fn hides_pattern(by: &Pattern, of: &Pattern, tree: &Ontology) -> bool {
    by.confidence >= of.confidence
        && all_said(&roles_by_place(by), &roles_by_place(of), |a, b| a == b)
        && takes_all(&by.elements, &of.elements, tree)
}

/// What a sequence says, its roles named by their place in it: names differ from rule to rule.
fn roles_by_place(pattern: &Pattern) -> Vec<(Option<usize>, PropertyId, Option<usize>)> {
    let place = |name: &str| {
        pattern.elements.iter().position(|element| match element {
            Element::Mention { role, .. } | Element::Value { role, .. } => **role == *name,
            _ => false,
        })
    };
    let said = |emit: &Emit| (place(&emit.subject), emit.property, place(&emit.object));
    pattern.emit.iter().map(said).collect()
}

fn all_said<T>(by: &[T], of: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    of.iter()
        .all(|emit| by.iter().any(|known| same(known, emit)))
}

/// Whether all that is of `narrow` is of `wide`; no classes stand for any.
fn wider(wide: &[ClassId], narrow: &[ClassId], tree: &Ontology) -> bool {
    wide.is_empty()
        || !narrow.is_empty()
            && narrow
                .iter()
                .all(|class| wide.iter().any(|known| tree.is_a(*class, *known)))
}

/// Whether a sequence matches, step by step, all that another one does.
fn takes_all(by: &[Element], of: &[Element], tree: &Ontology) -> bool {
    by.len() == of.len() && by.iter().zip(of).all(|(by, of)| takes(by, of, tree))
}

fn takes(by: &Element, of: &Element, tree: &Ontology) -> bool {
    let holds = |by: &[String], of: &[String]| of.iter().all(|word| by.contains(word));
    match (by, of) {
        (Element::Words(by) | Element::Maybe(by), Element::Words(of))
        | (Element::Maybe(by), Element::Maybe(of)) => holds(by, of),
        (
            Element::Mention {
                classes: by,
                list: by_list,
                ..
            },
            Element::Mention {
                classes: of,
                list: of_list,
                ..
            },
        ) => by_list == of_list && wider(by, of, tree),
        (Element::Value { kind: by, .. }, Element::Value { kind: of, .. }) => by == of,
        (Element::Gap(by), Element::Gap(of)) => by >= of,
        _ => false,
    }
}
