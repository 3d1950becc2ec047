//! Runs frames, phrases and rules over the sentences of a document, with what the context carries on.

use super::fact::{Facts, Side, Source};
use super::frame::{self, Clause, entities};
use super::item::Line;
use super::law::{self, cite, cite::Legal};
use super::topic::{heading_theme, is_titled, leader, page_theme, theme_of};
use super::{age, count, phrase, sequence, when};
use crate::diag::Diagnostic;
use crate::link::EntityId;
use crate::mention::{Sentence, is_preposition};
use crate::read::Document;
use crate::rules::{Emit, Pattern, Rules, Trigger};
use crate::segment::{Block, BlockKind, Segments};
use crate::span::Span;
use crate::value::{Value, ValueKind};
use std::collections::HashMap;

/// What the sentences before carry on into the next.
#[derive(Clone, Copy, Debug, Default)]
struct Context {
    clock: when::Clock,
    /// What the entry or section is about.
    theme: Option<EntityId>,
    /// What the paragraph above a list is about, which each item of the list starts from again.
    intro: Option<EntityId>,
    legal: Legal,
    group: Option<usize>,
    /// Whether the next sentence opens its block.
    opens: bool,
}

/// A sentence about which all is said, as its rules saw it.
pub(super) struct Scene<'s> {
    pub(super) line: &'s Line<'s>,
    pub(super) clauses: &'s [Clause],
    pub(super) facts: &'s Facts<'s>,
    /// What the entry is about.
    pub(super) context: Option<EntityId>,
}

/// Finds what the running text says; `watch` is shown each sentence in turn.
pub(super) fn sentences(
    document: &Document,
    segments: &Segments,
    sentences: &[Sentence],
    facts: &mut Facts<'_>,
    diagnostics: &mut Vec<Diagnostic>,
    mut watch: impl FnMut(&Scene<'_>),
) {
    let mut context = Context::default();
    let page = page_theme(segments, sentences, facts);
    let mut last = None;
    for (index, sentence) in sentences.iter().enumerate() {
        let block = &segments.blocks[sentence.block];
        // Records says what these say.
        let is_record = matches!(
            block.kind,
            BlockKind::Statistic { .. }
                | BlockKind::PublicationTitle { .. }
                | BlockKind::Header
                | BlockKind::Row { .. }
                | BlockKind::RecordHeading
        );
        if is_record {
            continue;
        }
        let item = block.kind == BlockKind::Item;
        let mut group = block.entry.or(block.heading).unwrap_or(sentence.block);
        if item && block.entry.or(block.heading).is_none() {
            // A list goes on with what stands above it.
            group = context.group.unwrap_or(group);
        }
        if context.group != Some(group) {
            context = Context {
                group: Some(group),
                theme: heading_theme(segments, sentences, block.heading, facts).or(page.filter(
                    |_| {
                        let heading = block.heading.map(|place| &segments.blocks[place]);
                        !heading.is_some_and(|heading| is_titled(document, heading, facts))
                    },
                )),
                clock: when::Clock {
                    report: context.clock.report,
                    ..when::Clock::default()
                },
                ..Context::default()
            };
        }
        context.opens = last != Some(sentence.block);
        if context.opens {
            context.legal.enter_block();
            if item {
                context.theme = context.intro.or(context.theme);
            }
        }
        if let Some(theme) = facts.themes.get(&sentence.block) {
            context.theme = Some(*theme);
        }
        if last.replace(sentence.block) != Some(sentence.block) {
            match block.entry_date() {
                Some((date, printed)) => {
                    context.clock = when::Clock {
                        opening: Some((date, printed)),
                        same: Some(date),
                        entry: Some(date),
                        ..context.clock
                    };
                }
                // A follow-on paragraph starts from the entry's date again.
                None => context.clock.same = context.clock.entry.or(context.clock.same),
            }
        }
        let stated = is_article(block)
            || block
                .heading
                .is_some_and(|heading| is_article(&segments.blocks[heading]));
        // "Age of majority: 18" says it with its key.
        let stating = match block.kind {
            BlockKind::KeyValue { .. } => block.span,
            _ => sentence.span,
        };
        ages(document, stating, facts);
        speak(
            document,
            (index, sentence),
            stated,
            facts,
            &mut context,
            diagnostics,
            &mut watch,
        );
        if !item {
            context.intro = context.theme;
        }
    }
}

/// Whether the block states an article of a law.
fn is_article(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Article { .. })
}

/// Says what one sentence says, frames first, since phrases lean on their clauses.
fn speak(
    document: &Document,
    (index, sentence): (usize, &Sentence),
    stated: bool,
    facts: &mut Facts<'_>,
    context: &mut Context,
    diagnostics: &mut Vec<Diagnostic>,
    watch: &mut impl FnMut(&Scene<'_>),
) {
    law::decrees(document, index, sentence, facts);
    let mut line = Line::new(index, sentence, &facts.linked, facts.knowledge.rules);
    listed(&line, facts);
    line.refresh(&facts.linked);
    let mut clauses = frame::clauses(&line, facts);
    when::date_clauses(&line, &mut clauses, &mut context.clock);
    frame::say(&line, &clauses, facts);
    if !clauses.is_empty() {
        context.clock.opening = None;
    }
    // Classes may have been settled by the frames.
    line.refresh(&facts.linked);
    sequences(&line, &clauses, facts, context.theme);
    when::say(&line, &clauses, &context.clock, facts, context.theme);
    count::say(document, &line, &clauses, facts, context.theme);
    cite::say(
        document,
        &line,
        stated,
        &mut context.legal,
        facts,
        diagnostics,
    );
    watch(&Scene {
        line: &line,
        clauses: &clauses,
        facts,
        context: context.theme,
    });
    let led = || context.opens.then(|| leader(&line, facts)).flatten();
    if let Some(theme) = theme_of(&line, &clauses, facts).or_else(led) {
        context.theme = Some(theme);
    }
}

/// "CIA.gov, Internet World Stats and Acme": a name whose class is open is a body in a list of bodies and sites.
fn listed(line: &Line<'_>, facts: &mut Facts<'_>) {
    let mut open = Vec::new();
    let mut at = 0;
    while at < line.items.len() {
        if !line.is_mention(at) {
            at += 1;
            continue;
        }
        let list = line.list(at);
        let members = entities(line, &list.members);
        if members
            .iter()
            .any(|entity| facts.is_a(*entity, "Organization") || facts.is_a(*entity, "Website"))
        {
            open.extend(
                members
                    .into_iter()
                    .filter(|entity| facts.linked.get(*entity).class.is_none()),
            );
        }
        at = list.end.max(at + 1);
    }
    for entity in open {
        facts.settle(entity, "Organization");
    }
}

/// Tries the phrases and rules that a word of the sentence may start.
fn sequences(
    line: &Line<'_>,
    clauses: &[Clause],
    facts: &mut Facts<'_>,
    context: Option<EntityId>,
) {
    let rules = facts.knowledge.rules;
    for at in 0..line.items.len() {
        for trigger in triggers(line, at, rules) {
            match trigger {
                Trigger::Phrase(place) => {
                    phrase::say(line, at, &rules.phrases[*place], clauses, facts, context);
                }
                Trigger::Pattern(place, element) => {
                    say_pattern(line, at, &rules.patterns[*place], *element, facts, context);
                }
            }
        }
    }
}

/// What may start with, or around, the word at `at`. Names and values have no word of their own, so that
/// nothing starts there.
pub(super) fn triggers<'r>(
    line: &Line<'_>,
    at: usize,
    rules: &'r Rules,
) -> impl Iterator<Item = &'r Trigger> {
    let noun = line.noun(at);
    let known = (!noun.is_empty()).then(|| rules.triggers.get(noun));
    known.flatten().into_iter().flatten()
}

/// What a rule says where its element `element` stands at `at`.
fn say_pattern(
    line: &Line<'_>,
    at: usize,
    pattern: &Pattern,
    element: usize,
    facts: &mut Facts<'_>,
    context: Option<EntityId>,
) {
    let tree = facts.knowledge.ontology;
    let Some(found) = sequence::around(line, pattern, element, at, tree) else {
        return;
    };
    let source = Source::new(
        &pattern.name,
        pattern.confidence.hundredths(),
        line.range(found.start, found.end - 1),
    );
    let mut roles: HashMap<String, Vec<EntityId>> = found
        .roles
        .iter()
        .map(|(role, items)| (role.clone(), entities(line, items)))
        .collect();
    let subject = pattern.opens.then(|| subject_behind(line, found.end));
    let context = subject.flatten().or(context);
    if let Some(context) = context.filter(|entity| facts.fits(*entity, &pattern.context)) {
        roles.insert("context".to_owned(), vec![context]);
    }
    say_all(line, &pattern.emit, &roles, &found.values, &source, facts);
}

/// "Founded in 1966, it is owned by …": whom the clause behind an opening participle speaks of.
fn subject_behind(line: &Line<'_>, end: usize) -> Option<EntityId> {
    /// The opening phrase ends within so many items.
    const REACH: usize = 16;
    let comma = (end..end + REACH).find(|at| line.norm(*at) == ",")?;
    let subject = line.before_mention(comma + 1, 1, is_preposition)?;
    let behind = line.list(subject).end;
    let tells = line.is_word(behind) && !matches!(line.norm(behind), "and" | "which" | "of");
    line.entity(subject).filter(|_| tells)
}

/// Says each `emit` of a rule for all that fill its roles.
fn say_all(
    line: &Line<'_>,
    emit: &[Emit],
    roles: &HashMap<String, Vec<EntityId>>,
    values: &HashMap<String, usize>,
    source: &Source,
    facts: &mut Facts<'_>,
) {
    for emit in emit {
        let Some(subjects) = roles.get(&*emit.subject) else {
            continue;
        };
        for subject in subjects {
            if let Some(objects) = roles.get(&*emit.object) {
                for object in objects {
                    facts.settle_for(*subject, emit.property, Side::Subject);
                    facts.settle_for(*object, emit.property, Side::Object);
                    facts.relation(*subject, emit.property, *object, source, (None, None));
                }
            } else if let Some(value) = values.get(&*emit.object).and_then(|at| line.value(*at)) {
                facts.settle_for(*subject, emit.property, Side::Subject);
                let value = match &value.kind {
                    ValueKind::Date(date) => Value::Date(*date),
                    ValueKind::Money(money) => Value::Money(money.clone()),
                    _ => continue,
                };
                facts.literal(*subject, emit.property, value, source);
            }
        }
    }
}

/// The ages that a law names, of the document's country.
fn ages(document: &Document, within: Span, facts: &mut Facts<'_>) {
    let Some(country) = facts.linked.country else {
        return;
    };
    for found in age::ages(&document.text, within) {
        let Some(property) = facts.knowledge.ontology.property(found.property) else {
            continue;
        };
        facts.literal(
            country,
            property,
            Value::Integer(found.age),
            &Source::new("age", 95, found.span),
        );
    }
}
