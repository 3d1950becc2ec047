//! Facts that the shape of a text says: statistics, records of organizations and publications,
//! article lines, key-value lines.

use super::fact::{Facts, Source};
use super::item::Line;
use super::{law, when};
use crate::diag::Diagnostic;
use crate::link::{EntityId, Linked};
use crate::mention::token::Token;
use crate::mention::{Mention, MentionKind, Sentence};
use crate::ontology::PropertyId;
use crate::read::Document;
use crate::segment::{BlockKind, Segments};
use crate::span::Span;
use crate::value::{Date, Value, ValueKind, figure};

/// The sentences of one block.
#[derive(Clone, Copy)]
struct Own<'s> {
    /// The place of the first among all sentences.
    first: usize,
    sentences: &'s [Sentence],
}

impl<'s> Own<'s> {
    fn of_block(sentences: &'s [Sentence], block: usize) -> Self {
        let first = sentences.partition_point(|sentence| sentence.block < block);
        let end = sentences.partition_point(|sentence| sentence.block <= block);
        Self {
            first,
            sentences: &sentences[first..end],
        }
    }

    /// The mentions of the block, each with its sentence and the entity that it stands for.
    fn mentions(
        self,
        linked: &Linked,
    ) -> impl Iterator<Item = (&'s Sentence, &'s Mention, Option<EntityId>)> {
        self.sentences
            .iter()
            .enumerate()
            .flat_map(move |(offset, sentence)| {
                let mentions = sentence.mentions.iter().enumerate();
                mentions.map(move |(place, mention)| {
                    let entity = linked.entity(self.first + offset, place);
                    (sentence, mention, entity)
                })
            })
    }
}

/// A line of a list of publications.
struct Publication {
    title: Span,
    year: Option<(Date, Span)>,
    author: Option<Span>,
}

/// A line "KEY: VALUE" of a record.
struct Field<'t> {
    /// In lower case.
    key: &'t str,
    value: Span,
    quote: Span,
}

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
        let own = Own::of_block(sentences, index);
        match &block.kind {
            BlockKind::Statistic { label, value } => statistic(document, *label, *value, facts),
            BlockKind::PublicationTitle {
                title,
                year,
                author,
            } => {
                let printed = Publication {
                    title: *title,
                    year: *year,
                    author: *author,
                };
                publication(&document.text, &printed, own, facts);
            }
            BlockKind::Article { law, .. } => {
                let known = named_within(own, *law, facts);
                law::article(document, block, own.sentences, known, facts, diagnostics);
            }
            BlockKind::RecordHeading => {
                let described = sentences
                    .iter()
                    .filter(|sentence| segments.blocks[sentence.block].heading == Some(index));
                organization(own, described, facts);
            }
            BlockKind::KeyValue { key, value } => {
                statistic(document, *key, *value, facts);
                subject = subject.or_else(|| main_initiative(facts));
                if let Some(subject) = subject {
                    let line = Field {
                        key: &key.of(&document.text).to_lowercase(),
                        value: *value,
                        quote: block.span,
                    };
                    field(&line, own, subject, facts);
                }
            }
            _ => {}
        }
    }
}

/// The entity of the first mention that fills most of `span`.
fn named_within(own: Own<'_>, span: Span, facts: &Facts<'_>) -> Option<EntityId> {
    own.mentions(&facts.linked)
        .filter(|(_, mention, _)| {
            span.contains(mention.span) && mention.span.len() * 2 > span.len()
        })
        .find_map(|(.., entity)| entity)
}

/// "Population: 10 million" says a figure of the document's country.
fn statistic(document: &Document, label: Span, value: Span, facts: &mut Facts<'_>) {
    let text = &document.text;
    let (Some(country), Some(figure)) = (
        facts.linked.country,
        figure::statistic(label.of(text), value.of(text)),
    ) else {
        return;
    };
    let property = facts.property("figure");
    facts.literal(
        country,
        property,
        Value::Figure(figure),
        &Source::new("statistic", 95, label.join(value)),
    );
}

/// A publication with its date and authors.
fn publication(text: &str, printed: &Publication, own: Own<'_>, facts: &mut Facts<'_>) {
    let Some(class) = facts.knowledge.ontology.class("Publication") else {
        return;
    };
    let title = printed.title;
    let name = title.of(text).trim_matches(['“', '”', '"']);
    let mut labels = vec![name.to_owned()];
    if let Some((date, _)) = printed.year {
        labels.push(format!("{name} ({date})"));
    }
    // Names inside a title are not listed.
    let inside: Vec<(EntityId, Span)> = own
        .mentions(&facts.linked)
        .filter(|(_, mention, _)| title.contains(mention.span))
        .filter_map(|(_, mention, entity)| Some((entity?, mention.span)))
        .collect();
    for (entity, span) in inside {
        facts.linked.forget(entity, span);
    }
    let entity = facts.linked.add(class, labels, title);
    if let Some((date, year)) = printed.year {
        let property = facts.property("date");
        let source = Source::new("publication-year", 95, closed(text, title.join(year)));
        facts.literal(entity, property, Value::Date(date), &source);
    }
    if let Some(author) = printed.author {
        authors(text, entity, author, own, facts);
    }
}

/// The authors of a line: the mentions in it, else its names between commas.
fn authors(text: &str, publication: EntityId, line: Span, own: Own<'_>, facts: &mut Facts<'_>) {
    let creator = facts.property("creator");
    let source = Source::new("author-line", 92, line);
    let linked: Vec<(EntityId, Span)> = own
        .mentions(&facts.linked)
        .filter(|(_, mention, _)| line.contains(mention.span))
        .filter_map(|(_, mention, entity)| Some((entity?, mention.span)))
        .collect();
    let mut given = false;
    for (agent, span) in linked {
        facts.settle(agent, author_class(span.of(text)));
        given |= facts.relation(publication, creator, agent, &source, (None, None));
    }
    if given {
        return;
    }
    let names = line.of(text).split(',').map(str::trim);
    for name in names.filter(|name| !name.is_empty()) {
        if let Some(class) = facts.knowledge.ontology.class(author_class(name)) {
            let agent = facts.linked.add(class, vec![name.to_owned()], line);
            facts.relation(publication, creator, agent, &source, (None, None));
        }
    }
}

/// Two or three capitalized words without a body's head are a person's name.
fn author_class(name: &str) -> &'static str {
    let words: Vec<&str> = name.split_whitespace().collect();
    let plain = words.iter().all(|word| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word
                .chars()
                .skip(1)
                .all(|c| c.is_lowercase() || matches!(c, '.' | '-' | '’'))
    });
    if (2..=3).contains(&words.len()) && plain {
        "Person"
    } else {
        "Organization"
    }
}

/// A heading that names what the paragraph describes: its class, if open, is that of the first
/// reference in the paragraph ("The portal provides …").
fn organization<'s>(
    own: Own<'_>,
    described: impl Iterator<Item = &'s Sentence>,
    facts: &mut Facts<'_>,
) {
    let named = own
        .mentions(&facts.linked)
        .filter(|(sentence, mention, _)| {
            // "Core Facts", "Background" head a section and name nothing.
            let rules = facts.knowledge.rules;
            let plain = |token: &Token| rules.in_set("heading-word", &token.norm);
            mention.kind == MentionKind::Name
                && mention.span.len() * 2 >= sentence.span.len()
                && !sentence.tokens.iter().all(plain)
        })
        .find_map(|(.., entity)| entity);
    let Some(entity) = named else { return };
    let tree = facts.knowledge.ontology;
    let told = described
        .flat_map(|sentence| &sentence.mentions)
        .find(|mention| matches!(mention.kind, MentionKind::Reference | MentionKind::Definite))
        .and_then(|mention| mention.class)
        .map_or("Organization", |class| &tree.class_info(class).name);
    facts.settle(entity, told);
}

/// The initiative that a record of keys and values is about: the first one named.
fn main_initiative(facts: &Facts<'_>) -> Option<EntityId> {
    (0..facts.linked.candidates.len() as u32)
        .map(EntityId)
        .find(|id| facts.is_a(*id, "Initiative") && !facts.linked.get(*id).described)
}

/// "Funder: A": the key names the property, the value its objects.
fn field(line: &Field<'_>, own: Own<'_>, subject: EntityId, facts: &mut Facts<'_>) {
    let Some(properties) = facts.knowledge.rules.fields.get(line.key) else {
        return;
    };
    let source = Source::new("record-field", 90, line.quote);
    for property in properties {
        for (offset, sentence) in own.sentences.iter().enumerate() {
            let items = Line::new(own.first + offset, sentence, &facts.linked);
            for at in 0..items.items.len() {
                if !line.value.contains(items.range(at, at)) {
                    continue;
                }
                if let Some(object) = items.entity(at) {
                    facts.settle(object, "Organization");
                    facts.relation(subject, *property, object, &source, (None, None));
                }
                if let Some(value) = items.value(at) {
                    field_value(subject, *property, &value.kind, &source, facts);
                }
            }
        }
    }
}

/// A value of a field, where it is of the sort that the property takes.
fn field_value(
    subject: EntityId,
    property: PropertyId,
    value: &ValueKind,
    source: &Source,
    facts: &mut Facts<'_>,
) {
    let name = &facts.knowledge.ontology.property_info(property).name;
    match (name.as_str(), value) {
        ("budget", ValueKind::Money(money)) => {
            facts.literal(subject, property, Value::Money(money.clone()), source);
        }
        ("date" | "startDate" | "endDate", ValueKind::Date(date)) => {
            facts.literal(subject, property, Value::Date(*date), source);
        }
        ("startDate", ValueKind::Period { start, end }) => {
            when::say_period(facts, subject, (*start, *end), source);
        }
        _ => {}
    }
}

/// A span with the bracket that closes right behind it.
fn closed(text: &str, span: Span) -> Span {
    let bracket = text[span.end()..].starts_with(')');
    Span::new(span.start(), span.end() + usize::from(bracket))
}
