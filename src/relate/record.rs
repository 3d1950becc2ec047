//! Facts that the shape of a text says: statistics, records of organizations and publications,
//! article lines, key-value lines.

use super::fact::{Facts, Source};
use super::item::Line;
use super::law;
use crate::diag::Diagnostic;
use crate::link::EntityId;
use crate::value::figure;
use crate::value::{Value, ValueKind};
use crate::mention::{MentionKind, Sentence};
use crate::read::Document;
use crate::segment::{Block, BlockKind, Segments};
use crate::span::Span;

/// Finds what records say.
pub(super) fn records(
    document: &Document,
    segments: &Segments,
    sentences: &[Sentence],
    facts: &mut Facts<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut subject = None;
    for (index, block) in segments.blocks.iter().enumerate() {
        let first = sentences.partition_point(|sentence| sentence.block < index);
        let end = sentences.partition_point(|sentence| sentence.block <= index);
        let own = &sentences[first..end];
        match &block.kind {
            BlockKind::Statistic { label, value } => statistic(document, *label, *value, facts),
            BlockKind::PublicationTitle { title, year, author } => publication(document, block, *title, *year, *author, first, own, facts),
            BlockKind::Article { law, .. } => {
                let known = named_within(own, first, *law, facts);
                law::article(document, block, own, known, facts, diagnostics);
            }
            BlockKind::RecordHeading => organization(segments, sentences, index, first, own, facts),
            BlockKind::KeyValue { key, value } => {
                statistic(document, *key, *value, facts);
                let key = key.of(&document.text).to_lowercase();
                subject = subject.or_else(|| main_initiative(facts));
                field(document, &key, *value, block.span, first, own, subject, facts);
            }
            _ => {}
        }
    }
}

/// The entity of the mention that fills most of `span`.
fn named_within(own: &[Sentence], first: usize, span: Span, facts: &Facts<'_>) -> Option<EntityId> {
    own.iter().enumerate().find_map(|(offset, sentence)| {
        sentence.mentions.iter().enumerate().find_map(|(place, mention)| {
            (span.contains(mention.span) && mention.span.len() * 2 > span.len()).then(|| facts.linked.entity(first + offset, place)).flatten()
        })
    })
}

fn statistic(document: &Document, label: Span, value: Span, facts: &mut Facts<'_>) {
    let text = &document.text;
    let (Some(country), Some(figure)) = (facts.linked.country, figure::statistic(label.of(text), value.of(text))) else { return };
    let property = facts.property("figure");
    facts.literal(country, property, Value::Figure(figure), &Source::new("statistic", 95, label.join(value)));
}

#[allow(clippy::too_many_arguments, reason = "the parts of one record")]
fn publication(
    document: &Document,
    block: &Block,
    title: Span,
    year: Option<(crate::value::Date, Span)>,
    author: Option<Span>,
    first: usize,
    own: &[Sentence],
    facts: &mut Facts<'_>,
) {
    let text = &document.text;
    let Some(class) = facts.knowledge.ontology.class("Publication") else { return };
    let name = title.of(text).trim_matches(['“', '”', '"']).to_owned();
    let mut labels = vec![name.clone()];
    if let Some((date, _)) = year {
        labels.push(format!("{name} ({date})"));
    }
    // Names inside a title are not listed.
    for (offset, sentence) in own.iter().enumerate() {
        for (place, mention) in sentence.mentions.iter().enumerate() {
            if title.contains(mention.span) && let Some(entity) = facts.linked.entity(first + offset, place) {
                facts.linked.forget(entity, mention.span);
            }
        }
    }
    let entity = facts.linked.add(class, labels, title);
    if let Some((date, printed)) = year {
        let property = facts.property("date");
        facts.literal(entity, property, Value::Date(date), &Source::new("publication-year", 95, title.join(printed)));
    }
    let Some(author) = author else { return };
    let creator = facts.property("creator");
    let source = Source::new("author-line", 92, author);
    let mut given = false;
    for (offset, sentence) in own.iter().enumerate() {
        for (place, mention) in sentence.mentions.iter().enumerate() {
            if !author.contains(mention.span) {
                continue;
            }
            if let Some(agent) = facts.linked.entity(first + offset, place) {
                facts.settle(agent, author_class(mention.span.of(text)));
                given |= facts.relation(entity, creator, agent, &source, (None, None));
            }
        }
    }
    if !given {
        for name in author.of(text).split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let class = facts.knowledge.ontology.class(author_class(name));
            let Some(class) = class else { continue };
            let agent = facts.linked.add(class, vec![name.to_owned()], author);
            facts.relation(entity, creator, agent, &source, (None, None));
        }
    }
    let _ = block;
}

/// Two or three capitalized words without a body's head are a person's name.
fn author_class(name: &str) -> &'static str {
    let words: Vec<&str> = name.split_whitespace().collect();
    let plain = words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase) && word.chars().skip(1).all(|c| c.is_lowercase() || matches!(c, '.' | '-' | '’')));
    if (2..=3).contains(&words.len()) && plain { "Person" } else { "Organization" }
}

/// A heading that names what the paragraph describes: its class, if open, is that of the first
/// reference in the paragraph ("The portal provides …").
fn organization(segments: &Segments, sentences: &[Sentence], index: usize, first: usize, own: &[Sentence], facts: &mut Facts<'_>) {
    let named = own.iter().enumerate().find_map(|(offset, sentence)| {
        sentence.mentions.iter().enumerate().find_map(|(place, mention)| {
            (mention.kind == MentionKind::Name && mention.span.len() * 2 >= sentence.span.len()).then(|| facts.linked.entity(first + offset, place)).flatten()
        })
    });
    let Some(entity) = named else { return };
    if facts.linked.get(entity).class.is_none() {
        let tree = facts.knowledge.ontology;
        let told = sentences
            .iter()
            .filter(|sentence| segments.blocks[sentence.block].heading == Some(index))
            .flat_map(|sentence| &sentence.mentions)
            .find(|mention| matches!(mention.kind, MentionKind::Reference | MentionKind::Definite))
            .and_then(|mention| mention.class)
            .map(|class| tree.class_info(class).name.clone());
        facts.settle(entity, told.as_deref().unwrap_or("Organization"));
    }
}

/// The initiative that a record of keys and values is about: the first one named.
fn main_initiative(facts: &Facts<'_>) -> Option<EntityId> {
    (0..facts.linked.candidates.len() as u32).map(EntityId).find(|id| facts.is_a(*id, "Initiative") && !facts.linked.get(*id).described)
}

/// "Funder: A": the key names the property, the value its objects.
#[allow(clippy::too_many_arguments, reason = "the parts of one line")]
fn field(
    document: &Document,
    key: &str,
    value: Span,
    quote: Span,
    first: usize,
    own: &[Sentence],
    subject: Option<EntityId>,
    facts: &mut Facts<'_>,
) {
    let rules = facts.knowledge.rules;
    let (Some(subject), Some(properties)) = (subject, rules.fields.get(key)) else { return };
    let source = Source::new("record-field", 90, quote);
    for property in properties.clone() {
        let name = facts.knowledge.ontology.property_info(property).name.clone();
        for (offset, sentence) in own.iter().enumerate() {
            let line = Line::new(first + offset, sentence, &facts.linked);
            for at in 0..line.items.len() {
                if !value.contains(line.range(at, at)) {
                    continue;
                }
                if let Some(object) = line.entity(at) {
                    facts.settle(object, "Organization");
                    facts.relation(subject, property, object, &source, (None, None));
                }
                match line.value(at).map(|value| value.kind.clone()) {
                    Some(ValueKind::Money(money)) if name == "budget" => {
                        facts.literal(subject, property, Value::Money(money), &source);
                    }
                    Some(ValueKind::Date(date)) if matches!(name.as_str(), "date" | "startDate" | "endDate") => {
                        facts.literal(subject, property, Value::Date(date), &source);
                    }
                    Some(ValueKind::Period { start, end }) if name == "startDate" => {
                        for (name, date) in [("startDate", start), ("endDate", end)] {
                            if let Some(date) = date {
                                let property = facts.property(name);
                                facts.literal(subject, property, Value::Date(date), &source);
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    let _ = document;
}
