//! Dates and periods: which of them dates what.

use super::fact::{Facts, Source};
use super::frame::{Clause, entities};
use super::item::{ItemKind, Line};
use crate::link::EntityId;
use crate::value::{Date, Lead, Value, ValueKind};
use crate::span::Span;

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
        let date = match line.value(at) {
            Some(value) => match (value.kind.clone(), value.lead) {
                (ValueKind::Date(_), Some(Lead::By | Lead::Before | Lead::After | Lead::Until | Lead::Since)) => continue,
                (ValueKind::Date(date), _) => (complete(date, clock), value.span),
                _ => continue,
            },
            None if line.norm(at) == "same" && line.norm(at + 1) == "year" => match clock.same {
                Some(date) => (Date { month: None, day: None, ..date }, line.range(at, at + 1)),
                None => continue,
            },
            None => continue,
        };
        let before = clauses.iter().rposition(|clause| clause.at < at);
        let after = clauses.iter().position(|clause| clause.at > at);
        // A date belongs to the verb before it, unless the sentence or the clause opens with it.
        let opens = line.norm(at + 1) == "," || at <= 1 || (at >= 2 && matches!(line.norm(at - 1), "and" | ",") );
        let place = match (before, after) {
            (Some(before), Some(after)) if opens && clauses[after].at > at && line.norm(at.saturating_sub(1)) != "in" => {
                let _ = before;
                Some(after)
            }
            (Some(before), _) => Some(before),
            (None, after) => after,
        };
        if let Some(place) = place {
            let verb = clauses[place].at;
            for clause in clauses.iter_mut().filter(|clause| clause.at == verb && clause.date.is_none()) {
                clause.date = Some(date);
            }
        }
        clock.same = Some(date.0);
    }
    if let Some((date, printed)) = clock.opening
        && let Some(first) = clauses.first()
    {
        let verb = first.at;
        for clause in clauses.iter_mut().filter(|clause| clause.at == verb && clause.date.is_none()) {
            clause.date = Some((date, printed));
        }
    }
}

/// A month without a year takes the entry's year.
fn complete(date: Date, clock: &Clock) -> Date {
    match clock.opening {
        Some((opening, _)) if date.year == 0 => Date { year: opening.year, ..date },
        _ => date,
    }
}

/// Says the dates of clauses, the periods of names, and the periods of clauses.
pub(super) fn say(line: &Line<'_>, clauses: &[Clause], facts: &mut Facts<'_>, context: Option<EntityId>) {
    for clause in clauses {
        let rule = facts.knowledge.rules.frames[clause.frame].clone();
        if let (Some((date, printed)), Some(property)) = (clause.date, rule.date) {
            let name = facts.knowledge.ontology.property_info(property).name.clone();
            let quote = line.range(clause.quote.0, clause.quote.1).join(printed);
            let source = Source::new("clause-date", 85, quote);
            for theme in entities(line, &clause.theme) {
                say_date(facts, theme, &name, date, &source);
            }
        }
    }
    for mention in &line.sentence.mentions {
        let Some((start, end, span)) = mention.period else { continue };
        let at = line.items.iter().position(|item| item.span.overlaps(span) && matches!(item.kind, ItemKind::Mention(_)));
        let Some(entity) = at.and_then(|at| line.entity(at)) else { continue };
        let source = Source::new("period-in-name", 95, mention.span);
        for (property, date) in [("startDate", start), ("endDate", end)] {
            if let Some(date) = date {
                let property = facts.property(property);
                facts.literal(entity, property, Value::Date(date), &source);
            }
        }
    }
    for at in 0..line.items.len() {
        let Some(value) = line.value(at) else { continue };
        let (start, end) = match value.kind {
            _ if matches!(value.lead, Some(Lead::By | Lead::Before | Lead::After)) => continue,
            ValueKind::Period { start, end } => (start, end),
            ValueKind::Date(date) if value.lead == Some(Lead::Until) => (None, Some(date)),
            _ => continue,
        };
        let clause = clauses.iter().filter(|clause| clause.at < at).max_by_key(|clause| clause.at);
        let theme = clause
            .map(|clause| entities(line, &clause.theme))
            .filter(|theme| theme.iter().any(|theme| facts.is_a(*theme, "Initiative")))
            .or_else(|| nearest_initiative(line, at, facts).map(|theme| vec![theme]))
            .or_else(|| context.map(|theme| vec![theme]))
            .unwrap_or_default();
        let source = Source::new("period", 75, line.sentence.span);
        for theme in theme {
            if !facts.is_a(theme, "Initiative") {
                continue;
            }
            if let Some(date) = start.filter(|_| end.is_some() || value.lead != Some(Lead::Since)) {
                let property = facts.property("startDate");
                facts.literal(theme, property, Value::Date(date), &source);
            }
            if let Some(date) = end {
                let property = facts.property("endDate");
                facts.literal(theme, property, Value::Date(date), &source);
            }
        }
    }
}

fn nearest_initiative(line: &Line<'_>, at: usize, facts: &Facts<'_>) -> Option<EntityId> {
    (0..at).rev().filter_map(|at| line.entity(at)).find(|entity| facts.is_a(*entity, "Initiative"))
}

/// A start of an initiative or organization is also the date of its launch; anything else has a date only.
pub(super) fn say_date(facts: &mut Facts<'_>, theme: EntityId, property: &str, date: Date, source: &Source) {
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
