//! Stage 4, link: mentions become entities of the document, and of the lexicon where it knows them.
//!
//! [`link`] walks the sentences once. A name is held against names before it by its `key`s, a description
//! or reference against what the `focus` holds: the way of each kind of mention stands in `resolve` and
//! `refer`, what the form of a record adds in `record`. When relate has found the facts, `slugs`
//! picks the entities that stay and names them.

mod appose;
mod country;
mod family;
mod focus;
mod headline;
mod index;
mod key;
mod pronoun;
mod record;
mod refer;
mod resolve;
mod ring;
mod same;
mod slugs;

use crate::iri::DocumentId;
use crate::mention::{Knowledge, MentionKind, Sentence};
use crate::ontology::ClassId;
use crate::read::Document;
use crate::segment::{BlockKind, Segments};
use crate::span::Span;
use focus::Focus;
use index::Index;
use oxrdf::NamedNode;
use ring::{KeyId, KeyRing, Reading};
use std::collections::{HashMap, HashSet};

/// Links the mentions of a document: finds which of them stand for one thing.
///
/// `sentences` are those of `document`, cut by `segments`.
#[must_use]
pub fn link(
    document: &Document,
    segments: &Segments,
    sentences: &[Sentence],
    knowledge: Knowledge<'_>,
) -> Linked {
    let mut linker = Linker {
        knowledge,
        segments,
        linked: Linked {
            of: sentences
                .iter()
                .map(|sentence| vec![None; sentence.mentions.len()])
                .collect(),
            families: family::of(knowledge),
            ..Linked::default()
        },
        ring: KeyRing::default(),
        entered: HashSet::new(),
        by_entry: HashMap::new(),
        starts: sentences
            .iter()
            .map(|sentence| sentence.span.start())
            .collect(),
        profile: country::of(sentences, knowledge),
        focus: Focus::default(),
        group: Vec::new(),
        text: &document.text,
        record: None,
    };
    linker.linked.country = linker.profile.map(|entry| linker.open_country(entry));
    linker.run(sentences);
    linker.name_country(sentences);
    linker.linked
}

/// The final entities: those that a fact uses or that have a name and a class, with their slugs, and
/// where each candidate went.
///
/// `used` tells for each candidate whether a fact speaks of it.
pub(crate) fn finish(
    linked: &Linked,
    used: &[bool],
    document: &DocumentId,
    knowledge: Knowledge<'_>,
) -> (Vec<Entity>, Vec<Option<EntityId>>) {
    slugs::finish(linked, used, document, knowledge)
}

/// An entity of one document, by its place in [`crate::relate::Extraction::entities`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

impl EntityId {
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A thing that a document names.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its narrowest class.
    pub class: ClassId,
    /// The name within `BASE/entity/`: the lexicon's where it knows the thing, else made of the
    /// name (and of the jurisdiction or document where the name alone does not tell).
    pub slug: String,
    /// Names as the document prints them, the fullest first, without leading "the".
    pub labels: Vec<String>,
    /// Where it is named or referred to, in order.
    pub mentions: Vec<Span>,
    /// IRI of the lexicon's entry.
    pub known: Option<String>,
    /// The lexicon's own name for it, which then is the one to show, so that a thing bears the
    /// same name whichever document speaks of it.
    pub preferred: Option<String>,
    /// IRIs of the same thing elsewhere, from the lexicon.
    pub same_as: Vec<NamedNode>,
    /// The country or body whose it is, where the name alone does not tell.
    pub jurisdiction: Option<EntityId>,
}

/// A thing while its facts are still to be found: its class may be open, and one that is only described
/// waits for a fact that speaks of it.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Its narrowest class, once something tells it.
    pub(crate) class: Option<ClassId>,
    /// Its names as printed, without a leading article.
    pub(crate) labels: Vec<String>,
    /// Where it is named or referred to.
    pub(crate) mentions: Vec<Span>,
    /// The lexicon's entry.
    pub(crate) entry: Option<usize>,
    /// The country whose it is, as an entry of the lexicon.
    pub(crate) jurisdiction: Option<usize>,
    /// Only described, never named.
    pub(crate) described: bool,
    /// Whether a sentence says its class in words.
    told: bool,
    keys: Vec<KeyId>,
    /// The content words of each label.
    bags: Vec<Vec<String>>,
}

impl Candidate {
    /// Adds a name as printed, its leading article left out, unless it is there.
    fn call(&mut self, label: &str) {
        let label = without_article(label);
        if !label.is_empty() && !self.labels.iter().any(|known| known == label) {
            self.labels.push(label.to_owned());
            self.bags.push(key::bag(label));
        }
    }

    /// Takes all names away.
    fn unname(&mut self) -> Vec<String> {
        self.bags.clear();
        std::mem::take(&mut self.labels)
    }
}

/// Entities of a document, and which mention stands for which.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    /// The entities found so far; an [`EntityId`] is a place here until [`finish`] renumbers them.
    pub(crate) candidates: Vec<Candidate>,
    /// For each sentence, for each of its mentions, its entity.
    pub(crate) of: Vec<Vec<Option<EntityId>>>,
    /// What a mention that counts several things stands for beside its entity: "both parties".
    pub(crate) others: HashMap<(usize, usize), Vec<EntityId>>,
    /// The country that the document is about.
    pub(crate) country: Option<EntityId>,
    /// What records are about: the block that names it, and the entity.
    pub(crate) records: Vec<(usize, EntityId)>,
    /// The first body named, for which "we" stands.
    pub(crate) home: Option<EntityId>,
    /// The headlines whose words all have capitals, in order.
    headlines: Vec<Span>,
    /// The family of each class.
    families: Vec<u8>,
    /// The candidates by name, as far as things were added to what the mentions gave.
    index: Index,
}

impl Linked {
    /// The entity of a mention.
    pub(crate) fn entity(&self, sentence: usize, mention: usize) -> Option<EntityId> {
        self.of[sentence][mention]
    }

    /// The entities of a mention: more than one where it counts them.
    pub(crate) fn entities(&self, sentence: usize, mention: usize) -> Vec<EntityId> {
        let others = self.others.get(&(sentence, mention));
        let first = self.entity(sentence, mention);
        first
            .into_iter()
            .chain(others.into_iter().flatten().copied())
            .collect()
    }

    /// The entity itself.
    pub(crate) fn get(&self, id: EntityId) -> &Candidate {
        &self.candidates[id.index()]
    }

    fn get_mut(&mut self, id: EntityId) -> &mut Candidate {
        &mut self.candidates[id.index()]
    }

    /// The last entity that is as `wanted`, not too far back: that also bounds what a look-up costs.
    fn find_last(&self, wanted: impl Fn(&Candidate) -> bool) -> Option<EntityId> {
        let near = self.candidates.len().saturating_sub(focus::REACH);
        let place = near + self.candidates[near..].iter().rposition(wanted)?;
        Some(EntityId(place as u32))
    }

    /// Adds a name to an entity that the index may know.
    fn call(&mut self, id: EntityId, label: &str) {
        self.index.call(id, label);
        self.get_mut(id).call(label);
    }

    fn push(&mut self, candidate: Candidate) -> EntityId {
        self.candidates.push(candidate);
        EntityId((self.candidates.len() - 1) as u32)
    }

    /// An office such as "President of the Republic of X": the one named before with the same words
    /// before "of", or a new one.
    pub(crate) fn office(&mut self, class: ClassId, name: &str, mention: Span) -> EntityId {
        let mut index = std::mem::take(&mut self.index);
        index.read(&self.candidates);
        let found = index.office(name, |id| self.get(id).class == Some(class));
        self.index = index;
        match found {
            Some(id) => {
                self.call(id, name);
                id
            }
            None => self.add(class, vec![name.to_owned()], mention),
        }
    }

    /// Takes one mention from an entity; a name left without any is no entity.
    pub(crate) fn forget(&mut self, id: EntityId, mention: Span) {
        self.get_mut(id).mentions.retain(|known| *known != mention);
    }

    /// Adds a thing that no mention of the text stage found, such as an article of a law, or widens the one
    /// of that class and first label. `labels` holds one at least.
    pub(crate) fn add(&mut self, class: ClassId, labels: Vec<String>, mention: Span) -> EntityId {
        let mut index = std::mem::take(&mut self.index);
        index.read(&self.candidates);
        let found = index.name(&labels[0], |id| self.get(id).class == Some(class));
        self.index = index;
        if let Some(id) = found {
            self.get_mut(id).mentions.push(mention);
            for label in labels {
                self.call(id, &label);
            }
            return id;
        }
        self.push(Candidate {
            class: Some(class),
            bags: labels.iter().map(|label| key::bag(label)).collect(),
            labels,
            mentions: vec![mention],
            entry: None,
            jurisdiction: None,
            described: false,
            told: false,
            keys: Vec::new(),
        })
    }

    /// The family of places; that of agents is the one before.
    pub(crate) const PLACE_FAMILY: u8 = family::PLACES;

    /// Which family of classes a class belongs to, so that lists hold members of one family.
    pub(crate) fn family(&self, class: ClassId) -> u8 {
        self.families[class.index()]
    }
}

/// One walk over the sentences, with what it knows by then.
struct Linker<'k> {
    knowledge: Knowledge<'k>,
    segments: &'k Segments,
    text: &'k str,
    linked: Linked,
    ring: KeyRing,
    /// Whether the names that the lexicon gives an entity are on the ring.
    entered: HashSet<(EntityId, Reading)>,
    by_entry: HashMap<usize, EntityId>,
    /// Where each sentence starts.
    starts: Vec<usize>,
    /// The country that the document is about, as an entry of the lexicon.
    profile: Option<usize>,
    focus: Focus,
    /// What the last reference that counts pointed at: "both parties".
    group: Vec<EntityId>,
    /// What the record of keys and values is about.
    record: Option<EntityId>,
}

impl Linker<'_> {
    fn run(&mut self, sentences: &[Sentence]) {
        // The last heading that names a record: its block and what it names.
        let mut heading: Option<(usize, Option<EntityId>)> = None;
        let title = self.title_block();
        for (index, sentence) in sentences.iter().enumerate() {
            let block = &self.segments.blocks[sentence.block];
            let titled = title.filter(|(place, _)| *place == sentence.block);
            if let Some((_, class)) = titled
                && self.title(index, sentence, class)
            {
                heading = Some((sentence.block, self.record));
                continue;
            }
            self.focus
                .enter(sentence.block, block.entry.unwrap_or(sentence.block));
            if matches!(block.kind, BlockKind::RecordHeading | BlockKind::Heading) {
                self.focus.clear();
            }
            let governing = heading
                .filter(|(place, _)| block.heading == Some(*place))
                .and_then(|(_, entity)| entity);
            for place in 0..sentence.mentions.len() {
                if let Some(entity) = self.resolve(index, sentence, place, governing) {
                    self.see(index, sentence, place, entity);
                }
                self.issuer(sentence, &sentence.mentions[place]);
            }
            if matches!(block.kind, BlockKind::RecordHeading | BlockKind::Heading) {
                let named = self.heading(index, sentence).filter(|named| {
                    block.kind == BlockKind::RecordHeading || self.is_topic(*named)
                });
                heading = Some((sentence.block, named));
                if titled.is_none()
                    && let Some(class) = self.record_heading(sentence.block)
                {
                    self.head_record(index, sentence, class);
                    heading = Some((sentence.block, self.record));
                }
                if let Some(named) = named.filter(|_| titled.is_some()) {
                    self.begin_record(sentence.block, named);
                }
            }
            if headline::is_headline(self.text, sentence, self.knowledge.rules) {
                self.linked.headlines.push(sentence.span);
            }
            self.name_record(index, sentence);
            self.focus.end_sentence();
        }
    }

    /// Notes that a mention stands for `entity`.
    fn see(&mut self, index: usize, sentence: &Sentence, place: usize, entity: EntityId) {
        let mention = &sentence.mentions[place];
        self.linked.of[index][place] = Some(entity);
        self.linked.get_mut(entity).mentions.push(mention.span);
        let leads = matches!(
            mention.kind,
            MentionKind::Name | MentionKind::Reference | MentionKind::Pronoun
        );
        let class = self.linked.get(entity).class;
        let thing = class.is_some_and(|class| self.is_thing(class));
        self.focus.see(entity, leads, thing);
        let body = mention.kind == MentionKind::Name
            && class.is_some_and(|class| self.knowledge.is_a(class, "Organization"));
        self.linked.home = self.linked.home.or(body.then_some(entity));
    }

    /// Whether a section headed by an entity speaks of it: not so one headed by a place or a person.
    fn is_topic(&self, id: EntityId) -> bool {
        self.linked
            .get(id)
            .class
            .is_some_and(|class| self.is_thing(class))
    }

    /// What "it" means more often than who acts: initiatives, events, portals, agreements.
    fn is_thing(&self, class: ClassId) -> bool {
        self.knowledge.is_any(
            class,
            &[
                "Initiative",
                "Event",
                "Website",
                "Network",
                "Agreement",
                "Publication",
                "LegalInstrument",
            ],
        )
    }
}

/// Labels carry no leading "the".
fn without_article(label: &str) -> &str {
    ["the ", "The ", "a ", "an ", "A ", "An "]
        .iter()
        .find_map(|article| label.strip_prefix(article))
        .unwrap_or(label)
}
