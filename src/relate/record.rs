//! Facts that the shape of a text says: statistics, records of organizations and publications, articles,
//! tables, key-value lines.

mod body;
mod component;
mod field;
mod held;
mod keyed;
mod publication;
mod table;

use super::fact::Facts;
use super::law;
use crate::diag::Diagnostic;
use crate::link::{EntityId, Linked};
use crate::mention::{Mention, MentionKind, Sentence};
use crate::read::Document;
use crate::segment::{Block, BlockKind, Segments};
use crate::span::Span;
use body::organization;
use keyed::statistic;
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
        survey: segments
            .blocks
            .first()
            .is_some_and(|title| facts.knowledge.is_survey(title.span.of(&document.text))),
    };
    let mut law = None;
    let mut lead = None;
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
            BlockKind::Paragraph if shape.survey => law = shape.law(index, facts).or(law),
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
            component::item(&shape, (index, lead), facts);
        } else {
            lead = Some(index);
        }
    }
}

/// The blocks of a document and what stands in them.
#[derive(Clone, Copy)]
struct Shape<'s> {
    text: &'s str,
    segments: &'s Segments,
    sentences: &'s [Sentence],
    /// Whether the document speaks about laws and is none itself.
    survey: bool,
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
