//! Dates and periods: which of them dates what.

use super::fact::{Facts, Source};
use super::frame::{Clause, entities};
use super::item::{ItemKind, Line};
use crate::link::EntityId;
use crate::span::Span;
use crate::value::{Date, Lead, Value, ValueKind};

/// The date of an entry, and how it is carried on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    /// The date that opens the entry, until a first sentence has used it.
    pub(super) opening: Option<(Date, Span)>,
    /// The date that "the same year" means.
    pub(super) same: Option<Date>,
    /// The date of the entry, whoever used it.
    pub(super) entry: Option<Date>,
}

/// Gives each clause its date: its own, the entry's, or that of "the same year".
pub(super) fn date_clauses(line: &Line<'_>, clauses: &mut [Clause], clock: &mut Clock) {
    for at in 0..line.items.len() {
        let Some(date) = date_at(line, at, clock) else {
            continue;
        };
        if let Some(verb) = dated_verb(line, clauses, at) {
            give(clauses, verb, date);
        }
        clock.same = Some(date.0);
    }
    if let Some(date) = clock.opening
        && let Some(first) = clauses.first()
    {
        let verb = first.at;
        give(clauses, verb, date);
    }
}

/// The date that the item says of what happens, with its place; "by 2020" or "since 2010" date something else.
fn date_at(line: &Line<'_>, at: usize, clock: &Clock) -> Option<(Date, Span)> {
    let Some(value) = line.value(at) else {
        let same = line.norm(at) == "same" && line.norm(at + 1) == "year";
        let date = clock.same.filter(|_| same)?;
        let year = Date {
            month: None,
            day: None,
            ..date
        };
        let from = at - usize::from(at > 0 && line.norm(at - 1) == "the");
        return Some((year, line.range(from, at + 1)));
    };
    match value.kind {
        ValueKind::Date(date) if value.lead.is_none_or(is_exact) => Some((date, value.span)),
        // "in June" is of the entry's year.
        ValueKind::Yearless { month, day } if value.lead.is_none_or(is_exact) => {
            let year = clock.entry?.year;
            let date = Date {
                year,
                month: Some(month),
                day,
            };
            Some((date, value.span))
        }
        _ => None,
    }
}

/// Whether a lead leaves a date the day of the event itself.
fn is_exact(lead: Lead) -> bool {
    !matches!(
        lead,
        Lead::By | Lead::Before | Lead::After | Lead::Until | Lead::Since
    )
}

/// The verb that a date at `at` belongs to: the one before it, unless the sentence or clause opens with the date.
fn dated_verb(line: &Line<'_>, clauses: &[Clause], at: usize) -> Option<usize> {
    let before = clauses.iter().rfind(|clause| clause.at < at);
    let after = clauses.iter().find(|clause| clause.at > at);
    let previous = at.checked_sub(1).map_or("", |before| line.norm(before));
    let opens = line.norm(at + 1) == "," || at <= 1 || matches!(previous, "and" | ",");
    let clause = if opens && previous != "in" {
        after.or(before)
    } else {
        before.or(after)
    };
    clause.map(|clause| clause.at)
}

/// Dates the clauses of a verb that have no date yet.
fn give(clauses: &mut [Clause], verb: usize, date: (Date, Span)) {
    for clause in clauses
        .iter_mut()
        .filter(|clause| clause.at == verb && clause.date.is_none())
    {
        clause.date = Some(date);
    }
}

/// Says the dates of clauses, the periods of names, and the periods of clauses.
pub(super) fn say(
    line: &Line<'_>,
    clauses: &[Clause],
    facts: &mut Facts<'_>,
    context: Option<EntityId>,
) {
    clause_dates(line, clauses, facts);
    name_periods(line, facts);
    periods(line, clauses, facts, context);
}

/// Each clause's date, as the property that its frame names.
fn clause_dates(line: &Line<'_>, clauses: &[Clause], facts: &mut Facts<'_>) {
    let (rules, tree) = (facts.knowledge.rules, facts.knowledge.ontology);
    for clause in clauses {
        let property = rules.frames[clause.frame].date;
        let (Some((date, printed)), Some(property)) = (clause.date, property) else {
            continue;
        };
        let name = &tree.property_info(property).name;
        let quote = line.range(clause.quote.0, clause.quote.1).join(printed);
        let source = Source::new("clause-date", 85, quote);
        for theme in entities(line, &clause.theme) {
            say_date(facts, theme, name, date, &source);
        }
    }
}

/// "State Program for 2008-2012": the period that a name carries.
fn name_periods(line: &Line<'_>, facts: &mut Facts<'_>) {
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

/// "from 2008 to 2012", "until 2012": how long the initiative of the clause, or the nearest, lasts.
fn periods(line: &Line<'_>, clauses: &[Clause], facts: &mut Facts<'_>, context: Option<EntityId>) {
    for at in 0..line.items.len() {
        let Some(value) = line.value(at) else {
            continue;
        };
        let (start, end) = match (&value.kind, value.lead) {
            (_, Some(Lead::By | Lead::Before | Lead::After)) => continue,
            // "since 2008" alone says nothing of when it began as an initiative.
            (ValueKind::Period { end: None, .. }, Some(Lead::Since)) => continue,
            (ValueKind::Period { start, end }, _) => (*start, *end),
            (ValueKind::Date(date), Some(Lead::Until)) => (None, Some(*date)),
            _ => continue,
        };
        let clause = clauses
            .iter()
            .filter(|clause| clause.at < at)
            .max_by_key(|clause| clause.at);
        let themes = clause
            .map(|clause| entities(line, &clause.theme))
            .filter(|themes| themes.iter().any(|theme| facts.is_a(*theme, "Initiative")))
            .or_else(|| nearest_initiative(line, at, facts).map(|theme| vec![theme]))
            .unwrap_or_else(|| context.into_iter().collect());
        let source = Source::new("period", 75, line.sentence.span);
        for theme in themes {
            if facts.is_a(theme, "Initiative") {
                say_period(facts, theme, (start, end), &source);
            }
        }
    }
}

/// Says the ends of a period, as far as they are known.
pub(super) fn say_period(
    facts: &mut Facts<'_>,
    entity: EntityId,
    (start, end): (Option<Date>, Option<Date>),
    source: &Source,
) {
    for (name, date) in [("startDate", start), ("endDate", end)] {
        if let Some(date) = date {
            let property = facts.property(name);
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

/// A start of an initiative or organization is also the date of its launch; anything else has a date only.
pub(super) fn say_date(
    facts: &mut Facts<'_>,
    theme: EntityId,
    property: &str,
    date: Date,
    source: &Source,
) {
    let lasting = facts.is_a(theme, "Initiative") || facts.is_a(theme, "Organization");
    let names: &[&str] = match property {
        "startDate" if lasting => &["startDate", "date"],
        "endDate" if lasting => &["endDate"],
        _ => &["date"],
    };
    for name in names {
        let property = facts.property(name);
        facts.literal(theme, property, Value::Date(date), source);
    }
}
