//! Runs frames, phrases and rules over the sentences of a document, with what the context carries on.

use super::clause;
use super::fact::{Facts, Source};
use super::frame::{self, Clause, entities};
use super::item::{ItemKind, Line};
use super::{age, count, law, sequence, when};
use crate::link::EntityId;
use crate::mention::{MentionKind, Sentence, is_preposition};
use crate::ontology::ClassId;
use crate::read::Document;
use crate::rules::{Emit, Phrase, Trigger};
use crate::segment::{BlockKind, Segments};
use crate::value::{Value, ValueKind};
use std::collections::HashMap;

/// What the sentences before carry on into the next.
#[derive(Clone, Copy, Debug, Default)]
struct Context {
    clock: when::Clock,
    /// What the entry or section is about.
    theme: Option<EntityId>,
    group: Option<usize>,
}

/// Finds what the running text says.
pub(super) fn sentences(
    document: &Document,
    segments: &Segments,
    sentences: &[Sentence],
    facts: &mut Facts<'_>,
) {
    let mut context = Context::default();
    for (index, sentence) in sentences.iter().enumerate() {
        let block = &segments.blocks[sentence.block];
        if matches!(
            block.kind,
            BlockKind::Statistic { .. }
                | BlockKind::PublicationTitle { .. }
                | BlockKind::RecordHeading
        ) {
            continue;
        }
        let group = block.entry.or(block.heading).unwrap_or(sentence.block);
        if context.group != Some(group) {
            context = Context {
                group: Some(group),
                theme: heading_theme(segments, sentences, block.heading, facts),
                ..Context::default()
            };
        }
        if let Some((date, printed)) = block.entry_date()
            && index
                .checked_sub(1)
                .is_none_or(|before| sentences[before].block != sentence.block)
        {
            context.clock = when::Clock {
                opening: Some((date, printed)),
                same: Some(date),
                entry: Some(date),
            };
        } else if index
            .checked_sub(1)
            .is_none_or(|before| sentences[before].block != sentence.block)
        {
            // A follow-on paragraph starts from the entry's date again.
            context.clock.same = context.clock.entry.or(context.clock.same);
        }
        speak(document, index, sentence, facts, &mut context);
    }
}

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

fn speak(
    document: &Document,
    index: usize,
    sentence: &Sentence,
    facts: &mut Facts<'_>,
    context: &mut Context,
) {
    law::decrees(document, index, sentence, facts);
    let line = Line::new(index, sentence, &facts.linked);
    let mut clauses = frame::clauses(&line, facts);
    when::date_clauses(&line, &mut clauses, &mut context.clock);
    frame::say(&line, &clauses, facts);
    if !clauses.is_empty() {
        context.clock.opening = None;
    }
    // Classes may have been settled by the frames.
    let line = Line::new(index, sentence, &facts.linked);
    sequences(&line, &clauses, facts, context.theme);
    when::say(&line, &clauses, facts, context.theme);
    count::say(document, &line, &clauses, facts, context.theme);
    law::say(document, &line, facts);
    ages(document, sentence, facts);
    if let Some(theme) = theme_of(&line, &clauses, facts) {
        context.theme = Some(theme);
    }
}

/// What a sentence leaves as the thing spoken of.
fn theme_of(line: &Line<'_>, clauses: &[Clause], facts: &Facts<'_>) -> Option<EntityId> {
    let about = |entity: &EntityId| {
        [
            "Initiative",
            "Event",
            "Website",
            "Network",
            "Agreement",
            "Publication",
            "Product",
        ]
        .iter()
        .any(|class| facts.is_a(*entity, class))
    };
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

fn sequences(
    line: &Line<'_>,
    clauses: &[Clause],
    facts: &mut Facts<'_>,
    context: Option<EntityId>,
) {
    let rules = facts.knowledge.rules;
    for at in 0..line.items.len() {
        let Some(triggers) = rules
            .triggers
            .get(line.norm(at))
            .filter(|_| !line.norm(at).is_empty())
        else {
            continue;
        };
        for trigger in triggers {
            match trigger {
                Trigger::Phrase(place) => {
                    let phrase = &rules.phrases[*place];
                    say_phrase(line, at, phrase, clauses, facts, context);
                }
                Trigger::Pattern(place, element) => {
                    let pattern = &rules.patterns[*place];
                    if let Some(found) = sequence::around(
                        line,
                        &pattern.elements,
                        *element,
                        at,
                        facts.knowledge.ontology,
                    ) {
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
                        let wants_context = pattern
                            .emit
                            .iter()
                            .any(|emit| &*emit.subject == "context" || &*emit.object == "context");
                        if wants_context && let Some(context) = context {
                            roles.insert("context".to_owned(), vec![context]);
                        }
                        say_all(line, &pattern.emit, &roles, &found.values, &source, facts);
                    }
                }
            }
        }
    }
}

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

fn say_phrase(
    line: &Line<'_>,
    at: usize,
    phrase: &Phrase,
    clauses: &[Clause],
    facts: &mut Facts<'_>,
    context: Option<EntityId>,
) {
    let tree = facts.knowledge.ontology;
    let mut found = sequence::Match::default();
    let Some(behind) = sequence::forward(line, &phrase.words, at, tree, &mut found) else {
        return;
    };
    let Some(first) = line.before_mention(behind, 4, |norm| {
        is_preposition(norm)
            || matches!(norm, "name" | "title" | "slogan" | "motto")
            || matches!(norm, "and" | "which" | "that" | "who")
    }) else {
        return;
    };
    let list = line.list(first);
    let objects: Vec<usize> = list
        .members
        .iter()
        .copied()
        .filter(|at| sequence::of_class(line, *at, &phrase.object, tree))
        .collect();
    if objects.is_empty() {
        return;
    }
    let themes = themes_for(line, at, &phrase.theme, clauses, facts, context, list.end);
    let source = Source::new(
        &phrase.name,
        phrase.confidence.hundredths(),
        line.range(at, list.end - 1),
    );
    for theme in themes {
        for object in entities(line, &objects) {
            for emit in &phrase.emit {
                facts.settle_as(object, &phrase.object);
                let (subject, object) = if &*emit.subject == "theme" {
                    (theme, object)
                } else {
                    (object, theme)
                };
                facts.relation(subject, emit.property, object, &source, (None, None));
            }
        }
    }
}

/// What a phrase at `at` speaks of: the mention right before it, else what the clause it stands in is
/// about, else the nearest fitting mention before it or behind it, else what the entry is about.
fn themes_for(
    line: &Line<'_>,
    at: usize,
    classes: &[ClassId],
    clauses: &[Clause],
    facts: &Facts<'_>,
    context: Option<EntityId>,
    end: usize,
) -> Vec<EntityId> {
    let fits = |entity: &EntityId| {
        facts.linked.get(*entity).class.is_some() && facts.fits(*entity, classes)
    };
    let mut before = at;
    while before > 0
        && (matches!(line.norm(before - 1), "," | ")" | "\"" | "'" | "and")
            || clause::is_adverb(line.norm(before - 1)))
    {
        before -= 1;
    }
    if let Some(entity) = before
        .checked_sub(1)
        .and_then(|at| line.entity(at))
        .filter(fits)
    {
        let is_agent = clauses
            .iter()
            .any(|clause| clause.agents.contains(&(before - 1)));
        let opening = line
            .phrase_start(before - 1)
            .checked_sub(1)
            .map_or("", |at| line.norm(at));
        let in_phrase = is_preposition(opening) && opening != "of";
        if !is_agent && !in_phrase {
            return vec![entity];
        }
    }
    let of = |clause: &Clause| -> Vec<EntityId> {
        entities(line, &clause.theme)
            .into_iter()
            .filter(fits)
            .collect()
    };
    let inside = clauses
        .iter()
        .filter(|clause| clause.at < at)
        .max_by_key(|clause| clause.at)
        .map(of)
        .filter(|themes| !themes.is_empty());
    if let Some(themes) = inside {
        return themes;
    }
    let ahead = clauses
        .iter()
        .filter(|clause| clause.at > at)
        .min_by_key(|clause| clause.at)
        .map(of)
        .filter(|themes| !themes.is_empty());
    if let Some(themes) = ahead {
        return themes;
    }
    let objects_of = |at: usize| matches!(line.items[at].kind, ItemKind::Mention(_));
    let left = (0..at)
        .rev()
        .filter(|at| objects_of(*at))
        .filter_map(|at| line.entity(at))
        .find(fits);
    let right = (end..line.items.len())
        .filter(|at| objects_of(*at))
        .filter_map(|at| line.entity(at))
        .find(fits);
    left.or(if at < 2 { right } else { None })
        .or(context.filter(fits))
        .into_iter()
        .collect()
}

fn ages(document: &Document, sentence: &Sentence, facts: &mut Facts<'_>) {
    let Some(country) = facts.linked.country else {
        return;
    };
    for found in age::ages(&document.text, sentence.span) {
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
