//! Runs frames, phrases and rules over the sentences of a document, with what the context carries on.

use super::clause;
use super::fact::{Facts, Source};
use super::frame::{self, Clause, Halt, entities};
use super::item::Line;
use super::law::{self, cite, cite::Legal};
use super::{age, count, sequence, when};
use crate::diag::Diagnostic;
use crate::link::EntityId;
use crate::mention::{MentionKind, Sentence, is_preposition};
use crate::ontology::ClassId;
use crate::read::Document;
use crate::rules::{Emit, Pattern, Phrase, Rules, Trigger};
use crate::segment::{Block, BlockKind, Segments};
use crate::span::Span;
use crate::value::{Value, ValueKind};
use std::collections::HashMap;
use std::ops::Range;

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
                theme: heading_theme(segments, sentences, block.heading, facts),
                clock: when::Clock {
                    report: context.clock.report,
                    ..when::Clock::default()
                },
                ..Context::default()
            };
        }
        if last != Some(sentence.block) {
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

/// What a heading names alone: the theme of what stands below it.
fn heading_theme(
    segments: &Segments,
    sentences: &[Sentence],
    heading: Option<usize>,
    facts: &Facts<'_>,
) -> Option<EntityId> {
    let heading = heading?;
    if !matches!(
        segments.blocks[heading].kind,
        BlockKind::RecordHeading | BlockKind::Heading
    ) {
        return None;
    }
    let index = sentences.partition_point(|sentence| sentence.block < heading);
    let sentence = sentences
        .get(index)
        .filter(|sentence| sentence.block == heading)?;
    let line = Line::new(index, sentence, &facts.linked);
    (0..line.items.len()).find_map(|at| {
        line.entity(at)
            .filter(|_| line.range(at, at).len() * 2 >= sentence.span.len())
    })
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
    let mut line = Line::new(index, sentence, &facts.linked);
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
    if let Some(theme) = theme_of(&line, &clauses, facts) {
        context.theme = Some(theme);
    }
}

/// Classes of what a text goes on to speak of; who acts changes from sentence to sentence.
const THEMES: &[&str] = &[
    "Initiative",
    "Event",
    "Website",
    "Network",
    "Agreement",
    "Publication",
    "Product",
];

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

/// What a sentence leaves as the thing spoken of.
fn theme_of(line: &Line<'_>, clauses: &[Clause], facts: &Facts<'_>) -> Option<EntityId> {
    let about = |entity: &EntityId| THEMES.iter().any(|class| facts.is_a(*entity, class));
    let first = (0..line.items.len())
        .filter(|at| line.mention_kind(*at) != Some(MentionKind::Pronoun))
        .filter_map(|at| line.entity(at))
        .find(about);
    clauses
        .iter()
        .flat_map(|clause| entities(line, &clause.theme))
        .find(about)
        .or(first)
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
                    say_phrase(line, at, &rules.phrases[*place], clauses, facts, context);
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
    if let Some(context) = context {
        roles.insert("context".to_owned(), vec![context]);
    }
    say_all(line, &pattern.emit, &roles, &found.values, &source, facts);
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
                    facts.settle(*subject, "Organization");
                    facts.settle(*object, "Organization");
                    facts.relation(*subject, emit.property, *object, source, (None, None));
                }
            } else if let Some(value) = values.get(&*emit.object).and_then(|at| line.value(*at)) {
                facts.settle(*subject, "Organization");
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

/// What a prepositional phrase took.
pub(super) struct Taken {
    /// What it speaks of.
    pub(super) themes: Vec<EntityId>,
    /// Its objects, as items.
    pub(super) objects: Vec<usize>,
    /// The item behind it.
    pub(super) end: usize,
}

/// Reads a prepositional phrase at `at`, unless it halts before it is whole.
pub(super) fn take_phrase(
    line: &Line<'_>,
    at: usize,
    phrase: &Phrase,
    clauses: &[Clause],
    facts: &Facts<'_>,
    context: Option<EntityId>,
) -> Result<Taken, Halt> {
    let tree = facts.knowledge.ontology;
    let mut found = sequence::Match::default();
    let behind = sequence::forward(line, &phrase.words, at, tree, &mut found).ok_or(Halt::Words)?;
    let acting = tree
        .class("Organization")
        .is_some_and(|body| phrase.object.contains(&body));
    let closed = |norm: &str| {
        is_preposition(norm)
            || matches!(
                norm,
                "name" | "title" | "slogan" | "motto" | "and" | "which" | "that" | "who" | "no"
            )
    };
    let list = line
        .named(behind, 4, acting, closed)
        .ok_or(Halt::NoOther(behind))?;
    let objects: Vec<usize> = list
        .members
        .iter()
        .copied()
        .filter(|at| sequence::of_class(line, *at, &phrase.object, tree))
        .collect();
    if objects.is_empty() {
        return Err(Halt::Other(list.members[0]));
    }
    let spoken = Spoken { clauses, context };
    let themes = spoken.themes(line, at..list.end, phrase, facts);
    if themes.is_empty() {
        return Err(Halt::NoTheme);
    }
    Ok(Taken {
        themes,
        objects,
        end: list.end,
    })
}

/// Says what a prepositional phrase at `at` adds to the theme that it speaks of.
fn say_phrase(
    line: &Line<'_>,
    at: usize,
    phrase: &Phrase,
    clauses: &[Clause],
    facts: &mut Facts<'_>,
    context: Option<EntityId>,
) {
    let Ok(taken) = take_phrase(line, at, phrase, clauses, facts, context) else {
        return;
    };
    let source = Source::new(
        &phrase.name,
        phrase.confidence.hundredths(),
        line.range(at, taken.end - 1),
    );
    for theme in taken.themes {
        for object in entities(line, &taken.objects) {
            for emit in &phrase.emit {
                facts.settle_as(object, &phrase.object);
                let (subject, object) = emit.sides(theme, object);
                facts.relation(subject, emit.property, object, &source, (None, None));
            }
        }
    }
}

/// What a phrase can speak of.
struct Spoken<'c> {
    clauses: &'c [Clause],
    /// What the entry is about.
    context: Option<EntityId>,
}

impl Spoken<'_> {
    /// What a phrase speaks of: the mention right before it, else what the clause it stands in is
    /// about, else the nearest fitting mention before it or behind it, else what the entry is about.
    fn themes(
        &self,
        line: &Line<'_>,
        phrase: Range<usize>,
        rule: &Phrase,
        facts: &Facts<'_>,
    ) -> Vec<EntityId> {
        let is = |entity: &EntityId, classes: &[ClassId]| {
            facts.linked.get(*entity).class.is_some() && facts.fits(*entity, classes)
        };
        let beside = |entity: &EntityId| !rule.beside.is_empty() && is(entity, &rule.beside);
        let fits = |entity: &EntityId| is(entity, &rule.theme) || beside(entity);
        if let Some(entity) = self.right_before(line, phrase.start).filter(fits) {
            return vec![entity];
        }
        let about = |clause: &Clause| -> Option<Vec<EntityId>> {
            let mut themes = entities(line, &clause.theme);
            themes.retain(fits);
            (!themes.is_empty()).then_some(themes)
        };
        // Clauses stand in the order of their verbs.
        let place = |end: usize| self.clauses.partition_point(|clause| clause.at < end);
        let before = self.clauses[..place(phrase.start)].last();
        let behind = self.clauses[place(phrase.start + 1)..].first();
        // "…, and in Kenya the Portal was opened": the phrase opens the clause behind it.
        let opens = behind.is_some_and(|clause| clause.quote.0 >= phrase.end)
            && opens_clause(line, &phrase);
        let clause = match opens {
            true => behind.and_then(about),
            false => before.and_then(about).or_else(|| behind.and_then(about)),
        };
        if let Some(themes) = clause {
            return themes;
        }
        let left = (0..phrase.start)
            .rev()
            .filter_map(|at| line.entity(at))
            .find(fits);
        // Only a phrase that opens the sentence speaks of what follows.
        let right = (phrase.end..line.items.len())
            .filter(|_| phrase.start < 2)
            .filter_map(|at| line.entity(at))
            .find(fits);
        left.or(right)
            .or(self.context.filter(fits))
            .filter(|entity| !beside(entity))
            .into_iter()
            .collect()
    }

    /// The mention right before a phrase, marks and adverbs between passed over, unless it acts or is
    /// itself part of a phrase.
    fn right_before(&self, line: &Line<'_>, at: usize) -> Option<EntityId> {
        let passed =
            |norm: &str| matches!(norm, "," | ")" | "\"" | "'" | "and") || clause::is_adverb(norm);
        let mut last = at.checked_sub(1)?;
        while passed(line.norm(last)) {
            last = last.checked_sub(1)?;
        }
        let entity = line.entity(last)?;
        let acts = self
            .clauses
            .iter()
            .any(|clause| clause.agents.contains(&last));
        let opening = line
            .phrase_start(last)
            .checked_sub(1)
            .map_or("", |at| line.norm(at));
        let in_phrase = is_preposition(opening) && opening != "of";
        (!acts && !in_phrase).then_some(entity)
    }
}

/// Whether a phrase stands between the end of one clause and the subject of the next.
fn opens_clause(line: &Line<'_>, phrase: &Range<usize>) -> bool {
    let before = phrase.start.checked_sub(1).map_or(";", |at| line.norm(at));
    let subject = || line.before_mention(phrase.end, 2, is_preposition);
    matches!(before, "," | ";" | "and") && (line.norm(phrase.end) == "," || subject().is_some())
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
