//! Figures and budgets: what is counted, and of which initiative, event, network, body or country.

use super::fact::{Facts, Source};
use super::frame::{Clause, entities};
use super::item::Line;
use crate::link::EntityId;
use crate::read::Document;
use crate::value::figure;
use crate::value::{Value, ValueKind};

/// Says the figures and budgets of a sentence.
pub(super) fn say(
    document: &Document,
    line: &Line<'_>,
    clauses: &[Clause],
    facts: &mut Facts<'_>,
    context: Option<EntityId>,
) {
    let text = &document.text;
    for found in figure::figures(text, line.sentence.span, &line.sentence.values) {
        // Numbers inside names are no figures.
        if line.sentence.mentions.iter().any(|mention| {
            mention.span.overlaps(found.span)
                && mention
                    .names
                    .first()
                    .is_some_and(|name| name.contains(found.span.of(text)))
        }) {
            continue;
        }
        let at = line.at_offset(found.span.start());
        let Some(owner) = owner(line, at, clauses, facts, context, "figure") else {
            continue;
        };
        let from = bound_start(line, at);
        let quote = line.range(from, at).join(found.span);
        let source = Source::new("figure", if found.figure.goal { 60 } else { 80 }, quote);
        let property = facts.property("figure");
        facts.literal(owner, property, Value::Figure(found.figure), &source);
    }
    for at in 0..line.items.len() {
        let Some(value) = line.value(at) else {
            continue;
        };
        let ValueKind::Money(money) = &value.kind else {
            continue;
        };
        let Some(owner) = owner(line, at, clauses, facts, context, "budget") else {
            continue;
        };
        let source = Source::new("budget", 75, line.sentence.span);
        let property = facts.property("budget");
        facts.literal(owner, property, Value::Money(money.clone()), &source);
    }
}

/// The item that opens the words of a number's bound: "more than", "up to", "at least".
fn bound_start(line: &Line<'_>, number: usize) -> usize {
    const BOUNDS: &[&str] = &[
        "over",
        "more",
        "than",
        "up",
        "to",
        "at",
        "least",
        "about",
        "nearly",
        "around",
        "some",
        "almost",
        "close",
        "approximately",
        "under",
        "less",
        "no",
        "fewer",
        "as",
        "many",
    ];
    let bounded = line
        .value(number)
        .is_some_and(|value| value.bound.is_some());
    let mut start = number;
    while bounded && start > 0 && BOUNDS.contains(&line.norm(start - 1)) {
        start -= 1;
    }
    start
}

/// Whose figure it is: what its clause is about, the sentence's first thing that can have one, or
/// what the entry is about.
fn owner(
    line: &Line<'_>,
    at: usize,
    clauses: &[Clause],
    facts: &Facts<'_>,
    context: Option<EntityId>,
    property: &str,
) -> Option<EntityId> {
    let property = facts.property(property);
    let tree = facts.knowledge.ontology;
    let can = |entity: &EntityId| {
        facts
            .linked
            .get(*entity)
            .class
            .is_some_and(|class| tree.takes_subject(property, class))
            && !facts.is_a(*entity, "Country")
            && !facts.is_a(*entity, "GovernmentBody")
    };
    let near = clauses
        .iter()
        .filter(|clause| clause.quote.0 <= at)
        .max_by_key(|clause| clause.at)
        .or_else(|| clauses.first())
        .and_then(|clause| {
            entities(line, &clause.theme)
                .into_iter()
                .find(|entity| can(entity))
        });
    let initiative = |entity: &EntityId| can(entity) && !facts.is_a(*entity, "Organization");
    near.or_else(|| {
        (0..line.items.len())
            .filter_map(|at| line.entity(at))
            .find(initiative)
    })
    .or(context.filter(|entity| can(entity)))
    .or_else(|| {
        (0..at.min(line.items.len()))
            .filter_map(|at| line.entity(at))
            .find(|entity| can(entity))
    })
}
