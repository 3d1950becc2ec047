//! Dates and periods: which of them dates what.

mod beside;
mod period;

use super::fact::{Facts, Source};
use super::frame::{Clause, entities};
use super::item::Line;
use crate::link::EntityId;
use crate::span::Span;
use crate::value::{Date, Lead, Value, ValueKind};

pub(super) use period::say_period;

/// The date of an entry, and how it is carried on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    /// The date that opens the entry, until a first sentence has used it.
    pub(super) opening: Option<(Date, Span)>,
    /// The date that "the same year" means.
    pub(super) same: Option<Date>,
    /// The date of the entry, whoever used it.
    pub(super) entry: Option<Date>,
    /// The day of the report, as its first line prints it.
    pub(super) report: Option<Date>,
}

impl Clock {
    /// A month or day of the year that the text is in: the entry's, else that of the date before.
    fn in_year(&self, month: u8, day: Option<u8>) -> Option<Date> {
        let year = self.entry.or(self.same).or(self.report)?.year;
        Some(Date {
            year,
            month: Some(month),
            day,
        })
    }
}

/// Gives each clause its date: its own, the entry's, or that of "the same year".
pub(super) fn date_clauses(line: &Line<'_>, clauses: &mut [Clause], clock: &mut Clock) {
    let dateline = dateline(line);
    for at in 0..line.items.len() {
        let Some(date) = date_at(line, at, clock) else {
            continue;
        };
        if dateline == Some(at) {
            // The day of the report, not of what it reports.
            clock.report = Some(date.0);
            continue;
        }
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

/// The day that opens a report: "GENEVA, 5 May 2010 – …", "5 May 2010 (Agency) – …".
fn dateline(line: &Line<'_>) -> Option<usize> {
    const REACH: usize = 6;
    const BRACKET: usize = 5;
    let at = (0..line.items.len().min(REACH)).find(|at| line.value(*at).is_some())?;
    let day = matches!(&line.value(at)?.kind, ValueKind::Date(date) if date.day.is_some());
    let plain = (0..at).all(|at| !line.is_word(at) || line.norm(at).len() > 3);
    let mut end = at + 1;
    if line.norm(end) == "(" {
        end = (end..end + BRACKET).find(|at| line.norm(*at) == ")")? + 1;
    }
    // "News | 5 May 2010" stands alone.
    let dash =
        matches!(line.norm(end), "-" | "–" | "—" | "--" | ":" | "/") || end >= line.items.len();
    (day && plain && dash && line.value(at)?.lead.is_none()).then_some(at)
}

/// The date that the item says of what happens, with its place; "by 2020" or "since 2010" date something else.
fn date_at(line: &Line<'_>, at: usize, clock: &Clock) -> Option<(Date, Span)> {
    let Some(value) = line.value(at) else {
        return report_year(line, at, clock).or_else(|| relative_year(line, at, clock));
    };
    let exact = value.lead.is_none_or(is_exact);
    match value.kind {
        ValueKind::Date(date) if exact => Some((date, value.span)),
        // "in June" is of the entry's year.
        ValueKind::Yearless { month, day } if exact => {
            Some((clock.in_year(month, day)?, value.span))
        }
        // "from 3 to 5 May 2010" is the time of something that begins on its first day.
        ValueKind::Period {
            start: Some(start),
            end: Some(end),
        } if is_of_days(start, end) => Some((start, value.span)),
        _ => None,
    }
}

/// Whether both ends are days at most some weeks apart.
fn is_of_days(start: Date, end: Date) -> bool {
    let months = |date: Date| u32::from(date.year) * 12 + u32::from(date.month.unwrap_or(0));
    start.day.is_some() && end.day.is_some() && months(end) - months(start).min(months(end)) <= 1
}

/// "last year", "this year", "today", "this morning": by the day of the report.
fn report_year(line: &Line<'_>, at: usize, clock: &Clock) -> Option<(Date, Span)> {
    let report = clock.report?;
    let parts = ["morning", "afternoon", "evening"];
    let today = line.norm(at) == "today";
    if today || line.norm(at) == "this" && parts.contains(&line.norm(at + 1)) {
        return Some((report, line.range(at, at + usize::from(!today))));
    }
    let year = match (line.norm(at), line.norm(at + 1)) {
        ("last", "year") => report.year.checked_sub(1)?,
        ("this", "year") => report.year,
        _ => return None,
    };
    let date = Date {
        year,
        month: None,
        day: None,
    };
    Some((date, line.range(at, at + 1)))
}

/// "the same year", "a year later", "two years earlier", "the following year".
fn relative_year(line: &Line<'_>, at: usize, clock: &Clock) -> Option<(Date, Span)> {
    let norm = line.norm(at);
    let (shift, from, to) = match (norm, line.norm(at + 1)) {
        ("same", "year") => (0, at, at + 1),
        ("following" | "next", "year") => (1, at, at + 1),
        ("previous" | "preceding", "year") => (-1, at, at + 1),
        ("year" | "years", "later" | "earlier") => {
            let before = at.checked_sub(1)?;
            let count = match (
                line.norm(before),
                line.value(before).map(|value| &value.kind),
            ) {
                ("a" | "one", _) => 1,
                (_, Some(ValueKind::Number(number))) => {
                    number.parse::<i32>().ok().filter(|years| *years < 100)?
                }
                _ => return None,
            };
            let sign = if line.norm(at + 1) == "later" { 1 } else { -1 };
            (sign * count, before, at + 1)
        }
        _ => return None,
    };
    let known = clock.same?;
    let year = u16::try_from(i32::from(known.year) + shift).ok()?;
    let date = Date {
        year,
        month: None,
        day: None,
    };
    let from = from - usize::from(from > 0 && line.norm(from - 1) == "the");
    Some((date, line.range(from, to)))
}

/// Whether a lead leaves a date the day of the event itself.
fn is_exact(lead: Lead) -> bool {
    !matches!(
        lead,
        Lead::By | Lead::Before | Lead::After | Lead::Until | Lead::Since | Lead::AsOf
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

/// Says the dates of clauses, of things with a date beside them or in their names, and periods.
pub(super) fn say(
    line: &Line<'_>,
    clauses: &[Clause],
    clock: &Clock,
    facts: &mut Facts<'_>,
    context: Option<EntityId>,
) {
    period::names(line, facts);
    clause_dates(line, clauses, facts);
    beside::say(line, clauses, clock, facts, context);
    period::say(line, clauses, clock, facts, context);
}

/// Each clause's date, as the property that its frame names.
fn clause_dates(line: &Line<'_>, clauses: &[Clause], facts: &mut Facts<'_>) {
    let (rules, tree) = (facts.knowledge.rules, facts.knowledge.ontology);
    let joining = facts.property("participant");
    for clause in clauses {
        let property = rules.frames[clause.frame].date;
        let (Some((date, printed)), Some(property)) = (clause.date, property) else {
            continue;
        };
        // "In 2010, 40 schools joined T": the day of those who join a program, whoever they are.
        let joins = rules.frames[clause.frame]
            .emit
            .iter()
            .any(|emit| emit.property == joining);
        let name = &tree.property_info(property).name;
        let quote = line.range(clause.quote.0, clause.quote.1).join(printed);
        let source = Source::new("clause-date", 85, quote);
        let others = joins && clause.agents.is_empty();
        for theme in entities(line, &clause.theme) {
            if others && facts.is_a(theme, "Initiative") {
                continue;
            }
            say_date(facts, theme, name, date, &source);
        }
    }
}

/// A start of an initiative or organization is also the date of its launch; anything else has a date only.
/// Nothing starts or ends twice.
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
        if *name == "date" || !facts.has(theme, property) {
            facts.literal(theme, property, Value::Date(date), source);
        }
    }
}
