//! Records: what a heading or a "Title:" line names, and which names are of one thing.

use super::{EntityId, Linker};
use crate::mention::{Mention, MentionKind, Sentence};
use crate::ontology::ClassId;
use crate::segment::{Block, BlockKind};
use crate::span::Span;

/// Properties that only a record of a project gives to what it is about.
const PROJECT_FIELDS: &[&str] = &[
    "budget",
    "fundedBy",
    "implementedBy",
    "startDate",
    "endDate",
    "partner",
];

/// The author line of a report stands at most so many blocks from its start.
const PUBLICATION_HEAD: usize = 6;

/// The title of a statute stands at most so many blocks above its first article.
const STATUTE_HEAD: usize = 12;

impl Linker<'_> {
    /// The heading that names what a record without a "Title:" line is about, with the class of it: the last above its
    /// first key, or above the first article of a statute.
    pub(super) fn title_block(&self) -> Option<(usize, &'static str)> {
        let blocks = &self.segments.blocks;
        let rules = self.knowledge.rules;
        let key = |block: &Block| match &block.kind {
            BlockKind::KeyValue { key, .. } => Some(key.of(self.text)),
            _ => None,
        };
        if let Some(first) = blocks
            .iter()
            .position(|block| matches!(block.kind, BlockKind::Article { law: None, .. }))
        {
            let statute = self.statute(first);
            if statute.is_some() {
                return statute;
            }
        }
        let is_title =
            |block: &Block| key(block).is_some_and(|key| rules.is_key_of("title-key", key));
        if blocks.iter().any(is_title) {
            return None;
        }
        if let Some(first) = blocks
            .iter()
            .position(|block| key(block).is_some_and(|key| rules.is_key_of("publication-key", key)))
        {
            return (first <= PUBLICATION_HEAD)
                .then(|| self.headings(first).next())
                .flatten()
                .map(|title| (title, "Publication"));
        }
        let first = blocks
            .iter()
            .position(|block| self.is_project_field(block))?;
        let title = self.headings(first).next_back()?;
        if blocks[title..first].iter().any(is_text) {
            return None;
        }
        // Records under headings of their own are not about the title.
        let own = blocks.iter().filter(|block| {
            let elsewhere = block.heading.is_some_and(|heading| {
                heading != title && matches!(blocks[heading].kind, BlockKind::RecordHeading)
            });
            self.is_project_field(block) && !elsewhere
        });
        (own.count() >= 2).then_some((title, "Program"))
    }

    /// Whether the heading at `index` names what a record right below it is about, and of which class the record is:
    /// one with a line "Type: NGO", or one of several.
    pub(super) fn record_heading(&self, index: usize) -> Option<ClassId> {
        let blocks = &self.segments.blocks;
        let words = blocks[index].span.of(self.text);
        let rules = self.knowledge.rules;
        if blocks[index].kind != BlockKind::Heading || rules.is_key(words) {
            return None;
        }
        let pairs = || {
            let below = blocks[index + 1..].iter();
            let own = below.take_while(|block| block.heading == Some(index));
            own.map_while(|block| match &block.kind {
                BlockKind::KeyValue { key, value } => {
                    Some((key.of(self.text), value.of(self.text)))
                }
                _ => None,
            })
        };
        if pairs().any(|(key, _)| rules.is_key_of("title-key", key)) {
            return None;
        }
        let (_, kind) = pairs().find(|(key, _)| rules.is_key_of("type-key", key))?;
        let words: Vec<String> = kind.split_whitespace().map(str::to_lowercase).collect();
        let told = rules.head(&words).map(|head| head.class);
        let topics = ["Organization", "Initiative", "Event", "Website"];
        told.filter(|class| self.knowledge.is_any(*class, &topics))
            .or_else(|| {
                self.knowledge
                    .ontology
                    .class(self.told_class(index, "").unwrap_or("Organization"))
            })
    }

    /// Makes what a heading above a record names what the record is about.
    pub(super) fn head_record(&mut self, index: usize, sentence: &Sentence, class: ClassId) {
        let id = match self.heading(index, sentence) {
            Some(id) => id,
            None => {
                let printed = sentence.span.of(self.text);
                let named = whole(sentence, sentence.span, names_of(printed));
                let id = self.create(&named, false);
                self.linked.get_mut(id).mentions.push(sentence.span);
                self.linked.of[index].fill(Some(id));
                self.focus.see(id, true, true);
                id
            }
        };
        let candidate = self.linked.get_mut(id);
        candidate.class = candidate.class.or(Some(class));
        self.begin_record(sentence.block, id);
    }

    /// The heading that names the law whose articles start at the block `first`.
    fn statute(&self, first: usize) -> Option<(usize, &'static str)> {
        let blocks = &self.segments.blocks;
        let class = |block: &Block| {
            let words = block.span.of(self.text);
            if self.knowledge.is_survey(words) {
                return None;
            }
            let named = words
                .split(|c: char| !c.is_alphanumeric())
                .find_map(|word| self.knowledge.rules.head(&[word.to_lowercase().as_str()]))?;
            ["Law", "Treaty", "Decree"]
                .into_iter()
                .find(|class| self.knowledge.is_a(named.class, class))
        };
        let articles = blocks[first..].iter().filter(|block| {
            matches!(
                block.kind,
                BlockKind::Article {
                    law: None,
                    chapter: false,
                    ..
                }
            )
        });
        if articles.count() < 2 {
            return None;
        }
        let near = first.saturating_sub(STATUTE_HEAD);
        (near..first).find_map(|place| {
            let block = &blocks[place];
            let is_heading = matches!(block.kind, BlockKind::Heading | BlockKind::RecordHeading);
            Some((place, class(block).filter(|_| is_heading)?))
        })
    }

    /// The headings before `end` that name something, in order.
    fn headings(&self, end: usize) -> impl DoubleEndedIterator<Item = usize> {
        let rules = self.knowledge.rules;
        let names = move |block: &Block| {
            let words = block.span.of(self.text);
            let section = words
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .all(|word| rules.in_set("heading-word", &word.to_lowercase()));
            matches!(block.kind, BlockKind::Heading | BlockKind::RecordHeading)
                && words.split_whitespace().count() >= 2
                && !section
                && !rules.is_key(words)
        };
        let blocks = self.segments.blocks[..end].iter().enumerate();
        blocks
            .filter(move |(_, block)| names(block))
            .map(|(place, _)| place)
    }

    fn is_project_field(&self, block: &Block) -> bool {
        let BlockKind::KeyValue { key, .. } = &block.kind else {
            return false;
        };
        let fields = self.knowledge.rules.field(key.of(self.text));
        fields.iter().any(|field| {
            let name = &self.knowledge.ontology.property_info(field.property).name;
            PROJECT_FIELDS.contains(&name.as_str())
        })
    }

    /// Makes the title of a record one entity of `class`, unless a name with a class of its own fills it.
    pub(super) fn title(&mut self, index: usize, sentence: &Sentence, class: &str) -> bool {
        let topics = [
            "Initiative",
            "Event",
            "Website",
            "Network",
            "LegalInstrument",
            "Publication",
        ];
        let filled = sentence.mentions.iter().any(|mention| {
            mention.span.len() * 2 >= sentence.span.len()
                && mention
                    .class
                    .is_some_and(|class| self.knowledge.is_any(class, &topics))
        });
        if filled {
            return false;
        }
        let printed = sentence.span.of(self.text);
        let named = whole(sentence, sentence.span, names_of(printed));
        let id = self.create(&named, false);
        let class = self.knowledge.ontology.class(class);
        let candidate = self.linked.get_mut(id);
        candidate.class = class;
        candidate.mentions.push(sentence.span);
        self.linked.of[index].fill(Some(id));
        self.focus.enter(sentence.block, sentence.block);
        self.focus.see(id, true, true);
        self.focus.end_sentence();
        self.begin_record(sentence.block, id);
        true
    }

    /// Notes that the record from `block` on is about `id`.
    pub(super) fn begin_record(&mut self, block: usize, id: EntityId) {
        self.record = Some(id);
        self.linked.records.push((block, id));
    }

    /// What a record's heading names: the name that fills half of it at least, such as "iEARN - Azerbaijan".
    pub(super) fn heading(&self, index: usize, sentence: &Sentence) -> Option<EntityId> {
        let whole = sentence.mentions.iter().position(|mention| {
            mention.span.len() * 2 >= sentence.span.len() && mention.kind == MentionKind::Name
        })?;
        self.linked.entity(index, whole)
    }

    /// "Title: X", "Acronym: Y" of a record name one thing.
    pub(super) fn name_record(&mut self, index: usize, sentence: &Sentence) {
        let BlockKind::KeyValue { key, value } = &self.segments.blocks[sentence.block].kind else {
            return;
        };
        let key = key.of(self.text);
        let rules = self.knowledge.rules;
        let is_title = rules.is_key_of("title-key", key);
        if !is_title && !rules.is_key_of("alias-key", key) {
            return;
        }
        let filling = sentence
            .mentions
            .iter()
            .position(|mention| mention.span.len() * 10 >= value.len() * 9);
        let id = match filling.and_then(|place| self.linked.entity(index, place)) {
            Some(id) => id,
            None => {
                let name = value.of(self.text);
                let named = whole(sentence, *value, vec![name.to_owned()]);
                self.by_name(&named)
                    .or_else(|| self.longer(name))
                    .unwrap_or_else(|| self.create(&named, false))
            }
        };
        let class = self.told_class(sentence.block, key).unwrap_or("Program");
        let class = self.knowledge.ontology.class(class);
        let candidate = self.linked.get_mut(id);
        if candidate.mentions.is_empty() {
            candidate.mentions.push(*value);
        }
        if is_title {
            candidate.class = candidate.class.or(class);
            self.begin_record(sentence.block, id);
        } else if let Some(record) = self.record.filter(|record| *record != id) {
            self.merge(id, record);
        }
    }

    /// The class of what a "Title:" line names: the other keys of its record tell it, if any.
    fn told_class(&self, block: usize, key: &str) -> Option<&'static str> {
        let rules = self.knowledge.rules;
        let record = self.segments.blocks[block + 1..]
            .iter()
            .take(12)
            .filter_map(|block| match &block.kind {
                BlockKind::KeyValue { key, .. } => Some(key.of(self.text)),
                _ => None,
            })
            .take_while(|key| !rules.is_key_of("title-key", key));
        for key in std::iter::once(key).chain(record) {
            let says = |sets: &str| rules.is_key_of(sets, key);
            match () {
                () if says("program-key") => return Some("Program"),
                () if says("publication-key") => return Some("Publication"),
                () if says("event-key") => return Some("Event"),
                () if says("body-key") => return Some("Organization"),
                () => {}
            }
        }
        None
    }

    /// The initiative named before whose name holds all of `name` and a word or two more.
    fn longer(&self, name: &str) -> Option<EntityId> {
        let words = name.split_whitespace().count();
        self.linked
            .find_last(|known| {
                known
                    .class
                    .is_some_and(|class| self.knowledge.is_a(class, "Initiative"))
                    && known.labels.iter().any(|label| {
                        label.contains(name) && label.split_whitespace().count() <= words + 2
                    })
            })
            .filter(|_| words >= 3)
    }

    /// Makes `from` the same as `into`; `from` stays as a place without names, so that ids keep their meaning.
    fn merge(&mut self, from: EntityId, into: EntityId) {
        let old = self.linked.get_mut(from);
        let (labels, mentions) = (old.unname(), std::mem::take(&mut old.mentions));
        let (class, entry) = (old.class, old.entry);
        let mut keys = old.keys.clone();
        // No sentence before the first mention speaks of it.
        let first = mentions
            .iter()
            .min()
            .map_or(usize::MAX, |span| span.start());
        let first = self.starts.partition_point(|start| *start <= first);
        let new = self.linked.get_mut(into);
        for label in &labels {
            new.call(label);
        }
        new.mentions.extend(mentions);
        new.class = new.class.or(class);
        for name in entry.map_or(&[][..], |entry| {
            &self.knowledge.lexicon.entries()[entry].names
        }) {
            keys.extend(self.ring.known(&name.text));
        }
        self.ring.hand_over(&keys, from, into);
        let later = &mut self.linked.of[first.saturating_sub(1)..];
        let by_mention = later.iter_mut().flatten().flatten();
        for id in by_mention.filter(|id| **id == from) {
            *id = into;
        }
    }
}

/// The names that a title gives: all of it, what stands before a colon, and what stands before and in brackets.
fn names_of(printed: &str) -> Vec<String> {
    let mut names = vec![printed.to_owned()];
    names.extend(printed.split_once(": ").map(|(name, _)| name.to_owned()));
    let bracketed = printed
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("))
        .filter(|(name, inside)| !name.contains(": ") && inside.len() > 1);
    if let Some((name, inside)) = bracketed {
        names.extend([name.trim().to_owned(), inside.to_owned()]);
    }
    names
}

/// Whether a block is running text of some length.
fn is_text(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Entry { .. })
        && (block.sentences.len() > 1 || block.span.len() > 200)
}

/// A mention of all of `span` by `names`, within a sentence that may hold none.
fn whole(sentence: &Sentence, span: Span, names: Vec<String>) -> Mention {
    Mention {
        span,
        tokens: (0, sentence.tokens.len()),
        kind: MentionKind::Name,
        class: None,
        told: false,
        names,
        entry: None,
        jurisdiction: None,
        period: None,
    }
}
