//! Matches the sequences of phrases and rules against the items of a sentence, from their trigger words.

use super::item::{ItemKind, Line, List};
use crate::mention::{MentionKind, is_determiner, is_preposition};
use crate::ontology::{ClassId, Ontology};
use crate::rules::{Element, Pattern, ValueSort};
use crate::value::ValueKind;
use std::collections::HashMap;

/// What a sequence took.
#[derive(Clone, Debug, Default)]
pub(super) struct Match {
    /// First item.
    pub(super) start: usize,
    /// The item behind the last one.
    pub(super) end: usize,
    /// Mentions by role, as places in the items.
    pub(super) roles: HashMap<String, Vec<usize>>,
    /// Values by role, as places in the items.
    pub(super) values: HashMap<String, usize>,
}

/// Matches `elements[place]` at item `at`, the earlier elements before it and the later ones behind it.
pub(super) fn around(
    line: &Line<'_>,
    pattern: &Pattern,
    place: usize,
    at: usize,
    tree: &Ontology,
) -> Option<Match> {
    let elements = &pattern.elements;
    let mut found = Match {
        start: at,
        end: at,
        ..Match::default()
    };
    let end = forward(line, &elements[place..], at, tree, &mut found)?;
    found.end = end;
    found.start = backward(line, &elements[..place], at, tree, &mut found)?;
    (found.start == 0 || !pattern.opens).then_some(found)
}

/// Matches `elements` from item `at` on; the item behind the last one taken.
pub(super) fn forward(
    line: &Line<'_>,
    elements: &[Element],
    at: usize,
    tree: &Ontology,
    found: &mut Match,
) -> Option<usize> {
    let Some((first, rest)) = elements.split_first() else {
        return Some(at);
    };
    match first {
        Element::Words(words) => {
            let at = skip(line, at, words);
            has(words, line.noun(at)).then_some(())?;
            forward(line, rest, at + 1, tree, found)
        }
        Element::Maybe(words) => {
            let next = skip(line, at, words);
            if has(words, line.noun(next))
                && let Some(end) = forward(line, rest, next + 1, tree, found)
            {
                return Some(end);
            }
            forward(line, rest, at, tree, found)
        }
        Element::Mention {
            role,
            classes,
            list,
        } => {
            let first = line.before_mention(at, 3, |norm| {
                is_preposition(norm)
                    || matches!(norm, "name" | "title" | "slogan" | "motto")
                    || matches!(
                        norm,
                        "and" | "or" | "which" | "that" | "not" | "was" | "is" | "are" | "were"
                    )
            })?;
            let first = if of_class(line, first, classes, tree) {
                first
            } else {
                line.possessed(first)
            };
            if !of_class(line, first, classes, tree) {
                return None;
            }
            let taken = if *list {
                line.list(first)
            } else {
                List {
                    members: vec![first],
                    end: first + 1,
                }
            };
            let end = forward(line, rest, taken.end, tree, found)?;
            found.roles.insert(role.to_string(), taken.members);
            Some(end)
        }
        Element::Value { role, kind } => {
            let mut next = at;
            while is_determiner(line.norm(next))
                || matches!(line.norm(next), "in" | "on" | "over" | "about")
            {
                next += 1;
            }
            let value = line.value(next)?;
            let fits = matches!(
                (kind, &value.kind),
                (ValueSort::Date, ValueKind::Date(_))
                    | (ValueSort::Period, ValueKind::Period { .. })
                    | (ValueSort::Money, ValueKind::Money(_))
                    | (ValueSort::Number, ValueKind::Number(_))
            );
            if !fits {
                return None;
            }
            let end = forward(line, rest, next + 1, tree, found)?;
            found.values.insert(role.to_string(), next);
            Some(end)
        }
        Element::Gap(limit) => {
            for skipped in 0..=*limit {
                if let Some(end) = forward(line, rest, at + skipped, tree, found) {
                    return Some(end);
                }
                let item = line.items.get(at + skipped)?;
                let far = *limit > 8;
                if !far
                    && (item.kind == ItemKind::Mark && matches!(item.norm, "," | ";" | ":" | ".")
                        || line.is_mention(at + skipped))
                {
                    return None;
                }
            }
            None
        }
    }
}

/// Matches `elements` so that the last one ends before item `at`; the first item taken.
pub(super) fn backward(
    line: &Line<'_>,
    elements: &[Element],
    at: usize,
    tree: &Ontology,
    found: &mut Match,
) -> Option<usize> {
    let Some((last, rest)) = elements.split_last() else {
        return Some(at);
    };
    let before = |at: usize| at.checked_sub(1);
    match last {
        Element::Words(words) => {
            let mut place = before(at)?;
            while !has(words, line.noun(place))
                && line.is_word(place)
                && (is_determiner(line.norm(place)) || super::clause::is_adverb(line.norm(place)))
            {
                place = before(place)?;
            }
            has(words, line.noun(place)).then_some(())?;
            backward(line, rest, place, tree, found)
        }
        Element::Maybe(words) => {
            let mut place = before(at);
            while let Some(passed) = place
                && is_determiner(line.norm(passed))
                && !has(words, line.norm(passed))
            {
                place = before(passed);
            }
            if let Some(place) = place
                && has(words, line.noun(place))
                && let Some(start) = backward(line, rest, place, tree, found)
            {
                return Some(start);
            }
            backward(line, rest, at, tree, found)
        }
        Element::Mention {
            role,
            classes,
            list,
        } => {
            let mut place = before(at)?;
            while !line.is_mention(place)
                && (is_determiner(line.norm(place))
                    || super::clause::is_adverb(line.norm(place))
                    || matches!(line.norm(place), "\"" | "'" | ")" | "("))
            {
                place = before(place)?;
            }
            if !line.is_mention(place) || !of_class(line, place, classes, tree) {
                return None;
            }
            let taken = if *list {
                line.list_back(place)
            } else {
                List {
                    members: vec![place],
                    end: place + 1,
                }
            };
            let start = line.phrase_start(taken.members[0]);
            let start = backward(line, rest, start, tree, found)?;
            found.roles.insert(role.to_string(), taken.members);
            Some(start)
        }
        Element::Value { role, .. } => {
            let place = before(at)?;
            line.value(place)?;
            let start = backward(line, rest, place, tree, found)?;
            found.values.insert(role.to_string(), place);
            Some(start)
        }
        Element::Gap(limit) => {
            for skipped in 0..=*limit {
                let place = at.checked_sub(skipped)?;
                if let Some(start) = backward(line, rest, place, tree, found) {
                    return Some(start);
                }
                let item = &line.items[place.checked_sub(1)?];
                if item.kind == ItemKind::Mark && matches!(item.norm, ";" | ":" | "." | ",") {
                    return None;
                }
            }
            None
        }
    }
}

fn has(words: &[String], norm: &str) -> bool {
    !norm.is_empty()
        && words
            .binary_search_by(|word| word.as_str().cmp(norm))
            .is_ok()
}

/// Determiners and adverbs between the words of a sequence are passed over.
fn skip(line: &Line<'_>, at: usize, words: &[String]) -> usize {
    let mut next = at;
    while next < at + 3
        && line.is_word(next)
        && !has(words, line.noun(next))
        && (is_determiner(line.norm(next)) || super::clause::is_adverb(line.norm(next)))
    {
        next += 1;
    }
    next
}

/// Whether the mention at `at` may fill a role of these classes; a name whose class is open may fill
/// any, a pronoun none but by its entity.
pub(super) fn of_class(line: &Line<'_>, at: usize, classes: &[ClassId], tree: &Ontology) -> bool {
    match line.class(at) {
        Some(Some(class)) => {
            classes.is_empty() || classes.iter().any(|wanted| tree.is_a(class, *wanted))
        }
        // A name whose class is open may be a body or an initiative, no place.
        Some(None) => {
            line.mention_kind(at) == Some(MentionKind::Name)
                && (classes.is_empty()
                    || ["Organization", "Initiative"].iter().any(|name| {
                        tree.class(name)
                            .is_some_and(|class| classes.contains(&class))
                    }))
        }
        None => false,
    }
}
