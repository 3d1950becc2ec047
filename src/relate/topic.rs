//! What a text speaks of where a sentence does not say it: what a page, a heading, a paragraph or the sentence before is about.

use super::fact::Facts;
use super::frame::{Clause, entities};
use super::item::Line;
use crate::link::EntityId;
use crate::mention::{MentionKind, Sentence, is_preposition};
use crate::read::Document;
use crate::segment::{Block, BlockKind, Segments};

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

/// A page speaks of the thing that it names so often, and twice as often as any other.
const OFTEN: usize = 3;

/// What a page is about as a whole: the initiative, event or portal that its title names, else the one that it names most.
/// A text of dated entries is about many things.
pub(super) fn page_theme(
    segments: &Segments,
    sentences: &[Sentence],
    facts: &Facts<'_>,
) -> Option<EntityId> {
    if segments.blocks.iter().any(|block| block.entry.is_some()) {
        return None;
    }
    let title = sentences
        .iter()
        .enumerate()
        .take_while(|(_, sentence)| sentence.block == 0);
    let titled = title
        .flat_map(|(index, sentence)| {
            let mentions = sentence.mentions.iter().enumerate();
            let named = mentions.filter(|(_, mention)| mention.kind == MentionKind::Name);
            named.filter_map(move |(place, _)| facts.linked.entity(index, place))
        })
        .find(|entity| is_thing(*entity, facts));
    titled.or_else(|| most_named(facts))
}

/// Whether a heading may name something of its own, which what stands below it then is about: "3.2 Book Days", but not
/// "What we have done" or "Project Results".
pub(super) fn is_titled(document: &Document, block: &Block, facts: &Facts<'_>) -> bool {
    let rules = facts.knowledge.rules;
    let words = block.span.of(&document.text).split_whitespace();
    let words = words.filter(|word| word.starts_with(char::is_alphabetic));
    words.skip(1).any(|word| {
        let norm = word.to_lowercase();
        word.starts_with(char::is_uppercase) && !rules.in_set("heading-word", &norm)
    })
}

/// The thing that is named or referred to most.
fn most_named(facts: &Facts<'_>) -> Option<EntityId> {
    let (mut most, mut first, mut second) = (None, 0, 0);
    for (place, candidate) in facts.linked.candidates.iter().enumerate() {
        let id = EntityId(place as u32);
        if candidate.described || !is_thing(id, facts) {
            continue;
        }
        let count = candidate.mentions.len();
        if count > first {
            (most, first, second) = (Some(id), count, first);
        } else {
            second = second.max(count);
        }
    }
    most.filter(|_| first >= OFTEN && first >= second * 2)
}

/// Whether a text can go on to speak of the entity.
fn is_thing(entity: EntityId, facts: &Facts<'_>) -> bool {
    THEMES.iter().any(|class| facts.is_a(entity, class))
}

/// What a heading names alone: the theme of what stands below it.
pub(super) fn heading_theme(
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
    let records = &facts.linked.records;
    if let Ok(place) = records.binary_search_by_key(&heading, |(block, _)| *block) {
        return Some(records[place].1);
    }
    let index = sentences.partition_point(|sentence| sentence.block < heading);
    let sentence = sentences
        .get(index)
        .filter(|sentence| sentence.block == heading)?;
    let line = Line::new(index, sentence, &facts.linked, facts.knowledge.rules);
    (0..line.items.len()).find_map(|at| {
        line.entity(at)
            .filter(|_| line.range(at, at).len() * 2 >= sentence.span.len())
    })
}

/// The body that a paragraph opens with: "Acme, based in Nairobi, is …" goes on about it.
pub(super) fn leader(line: &Line<'_>, facts: &Facts<'_>) -> Option<EntityId> {
    let first = line.before_mention(0, 1, is_preposition)?;
    let leads = line.mention_kind(first) == Some(MentionKind::Name)
        && !matches!(line.norm(first + 1), "and" | "'s");
    line.entity(first)
        .filter(|entity| leads && facts.is_a(*entity, "Organization"))
}

/// What a sentence leaves as the thing spoken of.
pub(super) fn theme_of(line: &Line<'_>, clauses: &[Clause], facts: &Facts<'_>) -> Option<EntityId> {
    let about = |entity: &EntityId| is_thing(*entity, facts);
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
