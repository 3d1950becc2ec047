//! How long an initiative lasts: periods of names and clauses, verbs of beginning and ending.

use super::{Clock, is_exact, say_date};
use crate::link::EntityId;
use crate::mention::MentionKind;
use crate::relate::fact::{Facts, Source};
use crate::relate::frame::{Clause, entities};
use crate::relate::item::{ItemKind, Line};
use crate::span::Span;
use crate::value::{Date, Lead, Value, ValueKind};

/// "State Program for 2008-2012": the period that a name carries.
pub(super) fn names(line: &Line<'_>, facts: &mut Facts<'_>) {
    for mention in &line.sentence.mentions {
        let Some((start, end, span)) = mention.period else {
            continue;
        };
        let at = line
            .items
            .iter()
            .position(|item| item.span.overlaps(span) && matches!(item.kind, ItemKind::Mention(_)));
        if let Some(entity) = at.and_then(|at| line.entity(at)) {
            let source = Source::new("period-in-name", 95, mention.span);
            say_period(facts, entity, (start, end), &source);
        }
    }
}

/// Says the periods of a sentence, and what begins or ends in it.
pub(super) fn say(
    line: &Line<'_>,
    clauses: &[Clause],
    clock: &Clock,
    facts: &mut Facts<'_>,
    context: Option<EntityId>,
) {
    for at in 0..line.items.len() {
        if line.value(at).is_some() {
            period(line, at, clauses, facts, context);
        } else if line.is_word(at) {
            turn(line, at, clauses, clock, facts, context);
        }
    }
}

/// "from 2008 to 2012", "until 2012": how long the initiative of the clause, or the nearest, lasts.
fn period(
    line: &Line<'_>,
    at: usize,
    clauses: &[Clause],
    facts: &mut Facts<'_>,
    context: Option<EntityId>,
) {
    let Some(value) = line.value(at) else { return };
    let (start, end) = match (&value.kind, value.lead) {
        (_, Some(Lead::By | Lead::Before | Lead::After | Lead::AsOf)) => return,
        (ValueKind::Period { start, end: None }, Some(Lead::Since)) => {
            since(line, at, *start, clauses, facts);
            return;
        }
        // "data from 2020" tells where something comes from.
        (ValueKind::Period { end: None, .. }, _) if is_origin(line, at) => return,
        // "was expected to reach 500 readers until 2009" sets a term to a goal.
        (_, Some(Lead::Until)) if is_goal(line, at) => return,
        (ValueKind::Period { start, end }, _) => (*start, *end),
        (ValueKind::Date(date), Some(Lead::Until)) => (None, Some(*date)),
        _ => return,
    };
    let source = Source::new("period", 75, line.sentence.span);
    let themes = if at > 0 && line.norm(at - 1) == "(" {
        bracketed(line, at - 1, facts).into_iter().collect()
    } else {
        clauses
            .iter()
            .filter(|clause| clause.at < at)
            .max_by_key(|clause| clause.at)
            .map(|clause| entities(line, &clause.theme))
            .filter(|themes| themes.iter().any(|theme| facts.is_a(*theme, "Initiative")))
            .or_else(|| nearest_initiative(line, at, facts).map(|theme| vec![theme]))
            .unwrap_or_else(|| context.into_iter().collect())
    };
    for theme in themes {
        if facts.is_a(theme, "Initiative") {
            say_period(facts, theme, (start, end), &source);
        }
    }
}

/// Whether what leads up to the date is hoped for.
fn is_goal(line: &Line<'_>, at: usize) -> bool {
    (0..at).any(|at| {
        matches!(
            line.norm(at),
            "expected" | "aimed" | "aims" | "planned" | "hoped" | "intended" | "target" | "goal"
        )
    })
}

/// Whether the date only tells where or of when the noun before it is.
fn is_origin(line: &Line<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| line.norm(before));
    let onward = matches!(line.norm(at + 1), "on" | "onwards" | "onward");
    !onward
        && matches!(
            before,
            "data"
                | "figures"
                | "statistics"
                | "report"
                | "survey"
                | "study"
                | "photo"
                | "estimate"
                | "estimates"
                | "results"
                | "census"
                | "version"
        )
}

/// What stands right before the bracket: the thing whose period it holds. A name of an open class with a period is
/// that of a program.
fn bracketed(line: &Line<'_>, bracket: usize, facts: &mut Facts<'_>) -> Option<EntityId> {
    let mut before = bracket.checked_sub(1)?;
    if matches!(line.norm(before), "\"" | "'" | "”" | "’") {
        before = before.checked_sub(1)?;
    }
    let entity = line.entity(before)?;
    if line.mention_kind(before) == Some(MentionKind::Name) {
        facts.settle(entity, "Program");
    }
    Some(entity)
}

/// "Since 2007 the fund runs the program": an initiative that was launched or run since then.
fn since(
    line: &Line<'_>,
    at: usize,
    start: Option<Date>,
    clauses: &[Clause],
    facts: &mut Facts<'_>,
) {
    let rules = facts.knowledge.rules;
    let tree = facts.knowledge.ontology;
    let runs = |clause: &&Clause| {
        rules.frames[clause.frame].emit.iter().any(|emit| {
            matches!(
                tree.property_info(emit.property).name.as_str(),
                "implementedBy" | "launchedBy"
            )
        })
    };
    let Some(clause) = clauses
        .iter()
        .filter(runs)
        .min_by_key(|clause| clause.at.abs_diff(at))
    else {
        return;
    };
    let source = Source::new("since", 75, line.sentence.span);
    for theme in entities(line, &clause.theme) {
        if facts.is_a(theme, "Initiative") {
            say_period(facts, theme, (start, None), &source);
        }
    }
}

/// Forms of verbs that say without an object that something begins.
const BEGINNINGS: &[&str] = &[
    "started",
    "starts",
    "start",
    "began",
    "begins",
    "begin",
    "begun",
    "commenced",
    "commences",
    "commence",
];

/// Forms of verbs that say that something ends, and their nouns.
const ENDINGS: &[&str] = &[
    "ended",
    "ends",
    "end",
    "finished",
    "finishes",
    "finish",
    "closed",
    "closes",
    "close",
    "closure",
    "completed",
    "completion",
    "concluded",
    "concludes",
    "expired",
    "expires",
    "expire",
    "discontinued",
    "terminated",
    "ceased",
];

/// "The project will end in 2026", "until its closure in 2013", "is to be completed by 2020", "which began in May 2010".
fn turn(
    line: &Line<'_>,
    at: usize,
    clauses: &[Clause],
    clock: &Clock,
    facts: &mut Facts<'_>,
    context: Option<EntityId>,
) {
    let norm = line.norm(at);
    let begins = BEGINNINGS.contains(&norm);
    let before = at.checked_sub(1).map_or("", |before| line.norm(before));
    if !(begins || ENDINGS.contains(&norm))
        || matches!(before, "not" | "the" | "never")
        || clauses.iter().any(|clause| clause.at == at)
    {
        return;
    }
    let Some((date, printed)) = date_behind(line, at, begins, clock) else {
        return;
    };
    let subject = (0..at)
        .rev()
        .take_while(|at| !matches!(line.norm(*at), ";" | ":"))
        .find(|at| line.is_mention(*at));
    let initiative = |entity: &EntityId| facts.is_a(*entity, "Initiative");
    let theme = match subject {
        Some(at) => line.entity(at).filter(initiative),
        None => context.filter(initiative),
    };
    let Some(theme) = theme else { return };
    let source = Source::new("begins-or-ends", 80, line.range(at, at).join(printed));
    let name = if begins { "startDate" } else { "endDate" };
    say_date(facts, theme, name, date, &source);
}

/// The date that follows a verb of beginning or ending, with nothing but small words between.
fn date_behind(line: &Line<'_>, at: usize, begins: bool, clock: &Clock) -> Option<(Date, Span)> {
    const REACH: usize = 4;
    let place = (at + 1..at + REACH).find(|at| {
        !matches!(
            line.norm(*at),
            "in" | "on" | "by" | "until" | "at" | "the" | "end" | "of" | "early" | "late" | "mid"
        )
    })?;
    let value = line.value(place)?;
    let exact = value.lead.is_none_or(is_exact);
    let date = match &value.kind {
        ValueKind::Date(date) if exact => Some(*date),
        ValueKind::Yearless { month, day } if exact => clock.in_year(*month, *day),
        ValueKind::Period {
            start: None,
            end: Some(end),
        } if !begins => Some(*end),
        _ => None,
    }?;
    Some((date, value.span))
}

/// Says the ends of a period, as far as they are known. Nothing starts or ends twice.
pub(in crate::relate) fn say_period(
    facts: &mut Facts<'_>,
    entity: EntityId,
    (start, end): (Option<Date>, Option<Date>),
    source: &Source,
) {
    for (name, date) in [("startDate", start), ("endDate", end)] {
        let property = facts.property(name);
        if let Some(date) = date
            && !facts.has(entity, property)
        {
            facts.literal(entity, property, Value::Date(date), source);
        }
    }
}

fn nearest_initiative(line: &Line<'_>, at: usize, facts: &Facts<'_>) -> Option<EntityId> {
    (0..at)
        .rev()
        .filter_map(|at| line.entity(at))
        .find(|entity| facts.is_a(*entity, "Initiative"))
}
