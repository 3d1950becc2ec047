//! Dates that stand beside a thing, in its name, or behind a participle that speaks of what the section is about.

use super::{Clock, date_at, is_exact, say_date};
use crate::link::EntityId;
use crate::mention::MentionKind;
use crate::relate::fact::{Facts, Source};
use crate::relate::frame::Clause;
use crate::relate::item::{ItemKind, Line};
use crate::rules::Form;
use crate::span::Span;
use crate::value::{Date, Value, ValueKind};

/// Says the dates that no clause of the sentence says.
pub(super) fn say(
    line: &Line<'_>,
    clauses: &[Clause],
    clock: &Clock,
    facts: &mut Facts<'_>,
    context: Option<EntityId>,
) {
    for at in 0..line.items.len() {
        if let Some(entity) = line.entity(at) {
            let named = in_name(line, at, facts.is_a(entity, "LegalInstrument"));
            let found = named
                .or_else(|| year_before(line, at))
                .filter(|_| is_instrument(entity, facts))
                .or_else(|| behind(line, at, entity, clock, facts));
            if let Some((date, printed)) = found {
                let property = facts.property("date");
                let source = Source::new("date-beside", 85, line.range(at, at).join(printed));
                facts.literal(entity, property, Value::Date(date), &source);
            }
        } else if line.is_word(at) {
            participle(line, at, clauses, clock, facts, context);
        }
    }
}

/// Whether the entity is a law, decree, treaty or agreement, whose date often stands in its name.
fn is_instrument(entity: EntityId, facts: &Facts<'_>) -> bool {
    !facts.is_a(entity, "Article")
        && (facts.is_a(entity, "LegalInstrument") || facts.is_a(entity, "Agreement"))
}

/// "Education Act of 1994", "the 1995 Constitution", "Law of 5 May 2010", "Decree No. 3/2012 of 18 January".
fn in_name(line: &Line<'_>, at: usize, numbered: bool) -> Option<(Date, Span)> {
    let ItemKind::Mention(place) = line.items.get(at)?.kind else {
        return None;
    };
    let mention = &line.sentence.mentions[place];
    if mention.kind != MentionKind::Name && mention.kind != MentionKind::Description {
        return None;
    }
    // Behind the name, "of 18 January" may stand apart.
    let mut reach = mention.span;
    let mut next = at + 1;
    while matches!(line.norm(next), "," | "of" | "dated") {
        next += 1;
    }
    if numbered
        && next > at + 1
        && let Some(value) = line.value(next)
    {
        reach = reach.join(value.span);
    }
    let inside = line
        .sentence
        .values
        .iter()
        .filter(|value| reach.contains(value.span) && value.lead.is_none_or(is_exact));
    let mut year = None;
    let mut found = None;
    for value in inside {
        match value.kind {
            ValueKind::Date(date) => found = found.or(Some((date, value.span))),
            ValueKind::Yearless { month, day } => {
                year = year.or_else(|| numbered_year(mention));
                if let Some(year) = year {
                    let date = Date {
                        year,
                        month: Some(month),
                        day,
                    };
                    found = Some((date, value.span));
                }
            }
            _ => {}
        }
    }
    found
}

/// "the 1995 Constitution", "under 2009 Education Law": the year right before the name.
fn year_before(line: &Line<'_>, at: usize) -> Option<(Date, Span)> {
    let before = at.checked_sub(1)?;
    let value = line.value(before).filter(|value| value.lead.is_none())?;
    match value.kind {
        ValueKind::Date(date) if date.month.is_none() => Some((date, value.span)),
        _ => None,
    }
}

/// The year of a number: "No. 3/2012".
fn numbered_year(mention: &crate::mention::Mention) -> Option<u16> {
    let name = mention.names.first()?;
    name.match_indices('/').find_map(|(slash, _)| {
        let digits: String = name[slash + 1..]
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        let year = digits.parse::<u16>().ok()?;
        (digits.len() == 4 && (1900..=2100).contains(&year)).then_some(year)
    })
}

/// Words between a thing and its date.
const DATING: &[&str] = &[
    "dated",
    "signed",
    "adopted",
    "enacted",
    "issued",
    "passed",
    "concluded",
    "approved",
    "promulgated",
    "published",
    "released",
    "done",
    "held",
];

/// "the Forum in May 2010", "the Library Act, adopted on 5 May 2010", "the decree dated 2010", "Final report, May 2010".
fn behind(
    line: &Line<'_>,
    at: usize,
    entity: EntityId,
    clock: &Clock,
    facts: &Facts<'_>,
) -> Option<(Date, Span)> {
    let event = facts.is_a(entity, "Event");
    let publication = facts.is_a(entity, "Publication");
    let agreement = facts.is_a(entity, "Agreement");
    let named = matches!(
        line.mention_kind(at),
        Some(MentionKind::Name | MentionKind::Description | MentionKind::Definite)
    );
    if !named && !event {
        return None;
    }
    let strategy = facts.is_a(entity, "Strategy");
    if !(event || publication || strategy || is_instrument(entity, facts)) {
        return None;
    }
    let mut next = at + 1;
    while matches!(line.norm(next), "\"" | "'" | "”" | "’") {
        next += 1;
    }
    let comma = line.norm(next) == ",";
    next += usize::from(comma);
    let bracket = line.norm(next) == "(";
    next += usize::from(bracket);
    let participle = DATING.contains(&line.norm(next));
    next += usize::from(participle);
    let preposition = line.norm(next);
    let led = matches!(preposition, "in" | "on" | "of" | "from");
    next += usize::from(led);
    let fits = match preposition {
        "of" => !participle,
        _ if strategy => false,
        "in" | "on" => participle || event || agreement && !comma,
        "from" => event,
        _ => bracket || participle || event || publication && comma,
    };
    let (date, span) = date_at(line, next, clock).filter(|_| fits)?;
    let period = matches!(line.value(next)?.kind, ValueKind::Period { .. });
    (!period || event).then_some((date, span))
}

/// "Enacted in 2010", "Founded 1987", "Software firm, est. 2014": what the section is about, or the thing before it.
fn participle(
    line: &Line<'_>,
    at: usize,
    clauses: &[Clause],
    clock: &Clock,
    facts: &mut Facts<'_>,
    context: Option<EntityId>,
) {
    let opens = at == 0 || matches!(line.norm(at - 1), "," | "(" | ";" | "-" | "–" | "—" | "/");
    if !opens || clauses.iter().any(|clause| clause.at == at) {
        return;
    }
    let mut next = at + 1;
    while matches!(line.norm(next), "in" | "on" | "." | ":" | "back") {
        next += 1;
    }
    let Some((date, printed)) = date_at(line, next, clock) else {
        return;
    };
    let rules = facts.knowledge.rules;
    let norm = match line.norm(at) {
        "est" | "estd" => "established",
        norm => norm,
    };
    let forms = rules.verbs.get(norm);
    let frames: Vec<usize> = forms
        .into_iter()
        .flatten()
        .filter(|form| matches!(form.form, Form::PastOrParticiple | Form::Participle))
        .flat_map(|form| form.frames.iter().copied())
        .collect();
    for frame in frames {
        let frame = &rules.frames[frame];
        let Some(property) = frame.date else { continue };
        let fits = |entity: &EntityId| {
            facts.linked.get(*entity).class.is_some() && facts.fits(*entity, &frame.theme)
        };
        let before = (0..at).rev().find_map(|at| line.entity(at));
        let theme = match before {
            Some(entity) => Some(entity).filter(fits),
            None => context.filter(fits),
        };
        let Some(theme) = theme else { continue };
        let name = &facts.knowledge.ontology.property_info(property).name;
        let source = Source::new("participle-date", 80, line.range(at, at).join(printed));
        say_date(facts, theme, name, date, &source);
        return;
    }
}
