//! Figures and budgets: what is counted or set aside, and of which initiative, event, network, body or country.

mod owner;

use super::fact::{Facts, Source};
use super::frame::Clause;
use super::item::Line;
use crate::link::EntityId;
use crate::read::Document;
use crate::value::figure::{self, FigureMention};
use crate::value::{Value, ValueKind};
use owner::Owners;

/// Says the figures and budgets of a sentence.
pub(super) fn say(
    document: &Document,
    line: &Line<'_>,
    clauses: &[Clause],
    facts: &mut Facts<'_>,
    context: Option<EntityId>,
) {
    figures(document, line, clauses, facts, context);
    budgets(line, clauses, facts, context);
}

/// Says what a sentence counts.
fn figures(
    document: &Document,
    line: &Line<'_>,
    clauses: &[Clause],
    facts: &mut Facts<'_>,
    context: Option<EntityId>,
) {
    let text = &document.text;
    let found = figure::figures(text, line.sentence.span, &line.sentence.values);
    let counted: Vec<(usize, FigureMention)> = found
        .into_iter()
        .filter(|found| !is_in_name(line, found, text))
        .map(|found| (line.at_offset(found.span.start()), found))
        .collect();
    let places: Vec<usize> = counted.iter().map(|(at, _)| *at).collect();
    let owners = Owners {
        line,
        clauses,
        context,
        counted: &places,
    };
    let property = facts.property("figure");
    for (at, found) in counted {
        let Some(owner) = owners.of_figure(at, &found, facts) else {
            continue;
        };
        let quote = line.range(bound_start(line, at), at).join(found.span);
        let source = if found.figure.goal {
            Source::new("figure-goal", 60, quote)
        } else {
            Source::new("figure", 80, quote)
        };
        facts.literal(owner, property, Value::Figure(found.figure), &source);
    }
}

/// Numbers inside names are no figures.
fn is_in_name(line: &Line<'_>, found: &FigureMention, text: &str) -> bool {
    line.sentence.mentions.iter().any(|mention| {
        mention.span.overlaps(found.span)
            && mention
                .names
                .first()
                .is_some_and(|name| name.contains(found.span.of(text)))
    })
}

/// Says what money a sentence gives to an initiative.
fn budgets(line: &Line<'_>, clauses: &[Clause], facts: &mut Facts<'_>, context: Option<EntityId>) {
    let owners = Owners {
        line,
        clauses,
        context,
        counted: &[],
    };
    let property = facts.property("budget");
    for value in &line.sentence.values {
        let ValueKind::Money(money) = &value.kind else {
            continue;
        };
        // A description may hold the money: "a EUR 2 million grant".
        let at = line.at_offset(value.span.start());
        let Some(owner) = owners.of_budget(at, facts) else {
            continue;
        };
        let source = Source::new("budget", 75, line.sentence.span);
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
