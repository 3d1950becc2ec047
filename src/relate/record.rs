//! Facts that the shape of a text says: statistics, records of organizations and publications, articles,
//! tables, key-value lines.

mod component;
mod field;
mod publication;
mod table;

use super::fact::{Facts, Source};
use super::item::Line;
use super::law;
use crate::diag::Diagnostic;
use crate::link::{EntityId, Linked};
use crate::mention::token::Token;
use crate::mention::{Mention, MentionKind, Sentence};
use crate::read::Document;
use crate::segment::{Block, BlockKind, Segments};
use crate::span::Span;
use crate::value::{Date, Value, ValueKind, figure};
use field::{Pair, field};
use publication::{Publication, publication};

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

/// A value of more words is running text.
const VALUE_WORDS: usize = 80;

/// Finds what records say.
pub(super) fn records(
    document: &Document,
    segments: &Segments,
    sentences: &[Sentence],
    facts: &mut Facts<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let shape = Shape {
        text: &document.text,
        segments,
        sentences,
    };
    let mut law = None;
    for (index, block) in segments.blocks.iter().enumerate() {
        let own = Own::of_block(sentences, index);
        match &block.kind {
            BlockKind::Statistic { label, value } => {
                statistic(shape.text, facts.linked.country, *label, *value, facts);
            }
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
                publication(shape.text, &printed, own, facts);
            }
            BlockKind::Article { law: named, .. } => {
                let known = match named {
                    Some(named) => named_within(own, *named, facts),
                    None => shape.statute(index, law, facts),
                };
                let body = shape.below(index);
                law::article(
                    document,
                    block,
                    (own.sentences, body),
                    known,
                    facts,
                    diagnostics,
                );
            }
            BlockKind::RecordHeading => {
                organization(own, shape.below(index), facts);
                law = shape.law(index, facts).or(law);
            }
            BlockKind::Heading => law = shape.law(index, facts).or(law),
            BlockKind::KeyValue { key, value } => shape.pair(index, (*key, *value), facts),
            BlockKind::Row { .. } => table::row(&shape, index, facts),
            _ => {}
        }
        if matches!(block.kind, BlockKind::Heading | BlockKind::Paragraph) {
            shape.held(index, facts);
        }
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) {
            shape.keyed(index, facts);
        }
        if block.kind == BlockKind::Item {
            component::item(&shape, index, facts);
        }
    }
}

/// The blocks of a document and what stands in them.
#[derive(Clone, Copy)]
struct Shape<'s> {
    text: &'s str,
    segments: &'s Segments,
    sentences: &'s [Sentence],
}

impl<'s> Shape<'s> {
    /// The sentences that the heading at `index` governs.
    fn below(self, index: usize) -> &'s [Sentence] {
        let start = self
            .sentences
            .partition_point(|sentence| sentence.block <= index);
        let governed = self.sentences[start..]
            .iter()
            .take_while(|sentence| self.segments.blocks[sentence.block].heading == Some(index));
        &self.sentences[start..start + governed.count()]
    }

    /// The law that a heading names: what the articles below it belong to.
    fn law(self, index: usize, facts: &Facts<'_>) -> Option<EntityId> {
        Own::of_block(self.sentences, index)
            .mentions(&facts.linked)
            .filter_map(|(.., entity)| entity)
            .find(|entity| facts.is_a(*entity, "LegalInstrument"))
    }

    /// The law that an article or chapter without one belongs to: the law that the document itself is, else the one that
    /// a heading above names.
    fn statute(self, index: usize, above: Option<EntityId>, facts: &Facts<'_>) -> Option<EntityId> {
        let chapter = matches!(
            self.segments.blocks[index].kind,
            BlockKind::Article { chapter: true, .. }
        );
        self.record(index, facts).or(above.filter(|_| !chapter))
    }

    /// The law that the document itself is.
    fn record(self, index: usize, facts: &Facts<'_>) -> Option<EntityId> {
        let records = &facts.linked.records;
        let opened = records.partition_point(|(block, _)| *block <= index);
        let (_, entity) = records[opened.checked_sub(1)?];
        facts.is_a(entity, "LegalInstrument").then_some(entity)
    }

    /// "Key: value", of what the record is about; a number of a country is a statistic.
    fn pair(self, index: usize, (key, value): (Span, Span), facts: &mut Facts<'_>) {
        let block = &self.segments.blocks[index];
        let about = self.about(index, facts);
        let counted = about
            .filter(|about| facts.is_a(*about, "Organization"))
            .or(facts.linked.country);
        let rules = facts.knowledge.rules;
        // "Parties: 5" counts no people of a country.
        if counted == about
            || !rules.is_column(key.of(self.text))
            || rules.is_key_of("plain-key", key.of(self.text))
        {
            statistic(self.text, counted, key, value, facts);
        }
        let pair = Pair {
            text: self.text,
            key: key.of(self.text),
            value,
            quote: block.span,
        };
        if table::joined(&self, index, &pair, facts) {
            return;
        }
        let words = value.of(self.text);
        if words.split_whitespace().count() > VALUE_WORDS
            || rules.in_set("no-value", &words.to_lowercase())
            || words
                .split_whitespace()
                .all(|word| rules.in_set("heading-word", &word.to_lowercase()))
        {
            return;
        }
        let own = Own::of_block(self.sentences, index);
        match about {
            Some(subject) => field(&pair, own, (subject, true), facts),
            None => {
                if let Some(subject) = main_initiative(facts) {
                    field(&pair, own, (subject, false), facts);
                }
            }
        }
    }

    /// What the record that the block at `index` belongs to is about: what its "Title:" line or its heading names,
    /// whichever stands closer.
    fn about(self, index: usize, facts: &Facts<'_>) -> Option<EntityId> {
        let records = &facts.linked.records;
        let opened = records.partition_point(|(block, _)| *block <= index);
        let record = opened.checked_sub(1).map(|place| records[place]);
        let heading = self.segments.blocks[index]
            .heading
            .and_then(|heading| Some((heading, self.heading(heading, facts)?)));
        let closer = record
            .into_iter()
            .chain(heading)
            .max_by_key(|(block, _)| *block);
        closer.map(|(_, entity)| entity)
    }

    /// "Lisbon, 5 May 2022" below a title: where and when the event was held, the treaty made or the report written;
    /// "Hill Street 5, Lisbon" below the name of a body: where it is.
    fn held(self, index: usize, facts: &mut Facts<'_>) {
        /// A line of place and date has at most so many words and marks.
        const LENGTH: usize = 16;
        let own = Own::of_block(self.sentences, index);
        let Some(sentence) = own.sentences.first() else {
            return;
        };
        let near = index
            .checked_sub(1)
            .and_then(|above| self.heading(above, facts));
        let heading = || {
            let heading = self.segments.blocks[index].heading?;
            let body = self.heading(heading, facts)?;
            facts.is_a(body, "Organization").then_some(body)
        };
        let Some(above) = near.or_else(heading) else {
            return;
        };
        let is_one = |classes: &[&str]| classes.iter().any(|class| facts.is_a(above, class));
        let body = is_one(&["Organization"]);
        if !body && !is_one(&["Event", "Treaty", "Agreement", "Publication"])
            || sentence.tokens.len() > LENGTH
        {
            return;
        }
        let line = Line::new(own.first, sentence, &facts.linked);
        let rules = facts.knowledge.rules;
        let place = |at: usize| {
            line.entity(at).filter(|entity| {
                facts.is_a(*entity, "Place") || !body && facts.linked.get(*entity).class.is_none()
            })
        };
        let plain = (0..line.items.len()).all(|at| {
            line.value(at).is_some()
                || place(at).is_some()
                || !line.is_word(at) && !line.is_mention(at)
                || line.norm(at).starts_with(|c: char| c.is_ascii_digit())
                || rules.in_set("held-word", line.norm(at))
                || body && rules.in_set("address-word", line.norm(at))
        });
        let dates: Vec<Date> = (0..line.items.len())
            .filter_map(|at| match line.value(at)?.kind {
                ValueKind::Date(date) => Some(date),
                ValueKind::Period { start, .. } => start,
                _ => None,
            })
            .collect();
        let places: Vec<EntityId> = (0..line.items.len()).filter_map(place).collect();
        if !plain || !body && dates.len() != 1 {
            return;
        }
        let source = Source::new("place-and-date", 90, sentence.span);
        if let [date] = dates[..]
            && !body
        {
            let property = facts.property("date");
            facts.literal(above, property, Value::Date(date), &source);
        }
        let sited = body || facts.is_a(above, "Event");
        for place in places {
            facts.settle(place, "City");
            if sited {
                let property = facts.property("location");
                facts.relation(above, property, place, &source, (None, None));
            }
        }
    }

    /// Sentences of running text that are a key and its value: "Partners: A, B."
    fn keyed(self, index: usize, facts: &mut Facts<'_>) {
        /// A key ends within so many bytes.
        const KEY: usize = 60;
        let own = Own::of_block(self.sentences, index);
        for (offset, sentence) in own.sentences.iter().enumerate() {
            let words = sentence.span.of(self.text);
            let Some((key, value)) = words.split_once(": ").filter(|(key, _)| key.len() <= KEY)
            else {
                continue;
            };
            let known = key.starts_with(char::is_uppercase) && key.split_whitespace().count() <= 8;
            let (key, subject) = match self.of_whom(own.first + offset, sentence, key, facts) {
                Some((key, whom)) => (key, Some(whom)),
                None => (key, self.about(index, facts)),
            };
            let known = known && !facts.knowledge.rules.field(key).is_empty();
            let Some(subject) = subject.filter(|_| known) else {
                continue;
            };
            let start = sentence.span.end() - value.len();
            let pair = Pair {
                text: self.text,
                key,
                value: Span::new(start, sentence.span.end()),
                quote: sentence.span,
            };
            let own = Own {
                first: own.first + offset,
                sentences: &own.sentences[offset..=offset],
            };
            if !facts.is_a(subject, "LegalInstrument") {
                field(&pair, own, (subject, true), facts);
            }
        }
    }

    /// "Members of the Council: A, B": the key, and whose it is.
    fn of_whom<'t>(
        self,
        index: usize,
        sentence: &Sentence,
        key: &'t str,
        facts: &Facts<'_>,
    ) -> Option<(&'t str, EntityId)> {
        let (own, whom) = key.split_once(" of ")?;
        let start = sentence.span.start() + key.len() - whom.len();
        let place = sentence.mentions.iter().position(|mention| {
            mention.span.start() >= start && mention.span.end() <= start + whom.len()
        })?;
        Some((own, facts.linked.entity(index, place)?))
    }

    /// What a heading names that a record can be about.
    fn heading(self, index: usize, facts: &Facts<'_>) -> Option<EntityId> {
        let block: &Block = &self.segments.blocks[index];
        if !matches!(block.kind, BlockKind::Heading | BlockKind::RecordHeading) {
            return None;
        }
        Own::of_block(self.sentences, index)
            .mentions(&facts.linked)
            .filter(|(sentence, mention, _)| {
                mention.kind == MentionKind::Name && mention.span.len() * 2 >= sentence.span.len()
            })
            .filter_map(|(.., entity)| entity)
            .find(|entity| !facts.is_a(*entity, "Place") && !facts.is_a(*entity, "Person"))
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

/// "Population: 10 million" says a figure of the document's country, "Staff: 42" one of the body.
fn statistic(
    text: &str,
    counted: Option<EntityId>,
    label: Span,
    value: Span,
    facts: &mut Facts<'_>,
) {
    let (Some(counted), Some(figure)) =
        (counted, figure::statistic(label.of(text), value.of(text)))
    else {
        return;
    };
    let property = facts.property("figure");
    facts.literal(
        counted,
        property,
        Value::Figure(figure),
        &Source::new("statistic", 95, label.join(value)),
    );
}

/// A heading that names what the paragraph describes: its class, if open, is that of the first
/// reference in the paragraph ("The portal provides …").
fn organization(own: Own<'_>, described: &[Sentence], facts: &mut Facts<'_>) {
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
    // "Public portal with …": what it is opens the text.
    let opening = described
        .first()
        .and_then(|sentence| sentence.mentions.first())
        .filter(|mention| mention.kind == MentionKind::Description && mention.tokens.0 <= 2);
    let told = opening
        .into_iter()
        .chain(
            described
                .iter()
                .flat_map(|sentence| &sentence.mentions)
                .filter(|mention| {
                    matches!(mention.kind, MentionKind::Reference | MentionKind::Definite)
                }),
        )
        .filter_map(|mention| mention.class)
        .find(|class| !facts.knowledge.is_any(*class, &["Place", "Person"]))
        .map(|class| tree.class_info(class).name.as_str());
    if let Some(told) = told {
        facts.settle(entity, told);
    } else if is_body(entity, described, facts) {
        facts.settle(entity, "Organization");
    }
}

/// Whether the text below a heading speaks of a body by that name: it says the name again, or opens with a verb that has
/// the name as its subject ("Runs …", "Founded in …").
fn is_body(entity: EntityId, described: &[Sentence], facts: &Facts<'_>) -> bool {
    let labels = &facts.linked.get(entity).labels;
    let first = |label: &String| label.split(' ').next().map(str::to_lowercase);
    let names: Vec<String> = labels.iter().filter_map(first).collect();
    let again = described.iter().any(|sentence| {
        sentence
            .tokens
            .iter()
            .any(|token| token.capital && names.contains(&token.norm))
    });
    let acts = described
        .first()
        .and_then(|sentence| sentence.tokens.first())
        .is_some_and(|token| facts.knowledge.rules.verbs.contains_key(&token.norm));
    again || acts
}

/// The initiative that a record of keys and values is about: the first one named.
fn main_initiative(facts: &Facts<'_>) -> Option<EntityId> {
    (0..facts.linked.candidates.len() as u32)
        .map(EntityId)
        .find(|id| facts.is_a(*id, "Initiative") && !facts.linked.get(*id).described)
}
