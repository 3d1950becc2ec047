//! Stage 4, link: mentions become entities of the document, and of the lexicon where it knows them.

mod key;
mod refer;
mod slugs;

use crate::iri::DocumentId;
use crate::mention::{Knowledge, Mention, MentionKind, Sentence};
use crate::ontology::ClassId;
use crate::read::Document;
use crate::segment::{BlockKind, Segments};
use crate::span::Span;
use key::Key;
use oxrdf::NamedNode;
use std::collections::HashMap;

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

/// A document's entities while its facts are still to be found: a class may be open, and a thing that
/// is only described waits for a fact that speaks of it.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) class: Option<ClassId>,
    pub(crate) labels: Vec<String>,
    pub(crate) mentions: Vec<Span>,
    pub(crate) entry: Option<usize>,
    pub(crate) jurisdiction: Option<usize>,
    /// Only described, never named.
    pub(crate) described: bool,
    keys: Vec<Key>,
}

/// Entities of a document, and which mention stands for which.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    pub(crate) candidates: Vec<Candidate>,
    /// For each sentence, for each of its mentions, its entity.
    pub(crate) of: Vec<Vec<Option<EntityId>>>,
    /// The country that the document is about.
    pub(crate) country: Option<EntityId>,
    families: HashMap<ClassId, u8>,
}

impl Linked {
    /// The entity of a mention.
    pub(crate) fn entity(&self, sentence: usize, mention: usize) -> Option<EntityId> {
        self.of[sentence][mention]
    }

    pub(crate) fn get(&self, id: EntityId) -> &Candidate {
        &self.candidates[id.index()]
    }

    /// An office such as "President of the Republic of X": the one named before with the same first word, or a new one.
    pub(crate) fn office(&mut self, class: ClassId, name: &str, mention: Span) -> EntityId {
        let head = |label: &str| label.split_once(" of ").map(|(head, _)| key::fold(head));
        let found = self.candidates.iter().position(|known| known.class == Some(class) && known.labels.iter().any(|label| head(label).is_some() && head(label) == head(name)));
        match found {
            Some(index) => {
                push_label(&mut self.candidates[index].labels, name);
                EntityId(index as u32)
            }
            None => self.add(class, vec![name.to_owned()], mention),
        }
    }

    /// Takes one mention from an entity; a name left without any is no entity.
    pub(crate) fn forget(&mut self, id: EntityId, mention: Span) {
        self.candidates[id.index()].mentions.retain(|known| *known != mention);
    }

    /// Adds a thing that no mention of the text stage found, such as an article of a law.
    pub(crate) fn add(&mut self, class: ClassId, labels: Vec<String>, mention: Span) -> EntityId {
        let found = self.candidates.iter().position(|known| {
            known.class == Some(class) && known.labels.first().is_some_and(|label| key::fold(label) == key::fold(&labels[0]))
        });
        if let Some(index) = found {
            self.candidates[index].mentions.push(mention);
            for label in labels {
                push_label(&mut self.candidates[index].labels, &label);
            }
            return EntityId(index as u32);
        }
        self.candidates.push(Candidate {
            class: Some(class),
            labels,
            mentions: vec![mention],
            entry: None,
            jurisdiction: None,
            described: false,
            keys: Vec::new(),
        });
        EntityId((self.candidates.len() - 1) as u32)
    }
}

fn push_label(labels: &mut Vec<String>, label: &str) {
    let label = without_article(label);
    if !label.is_empty() && !labels.iter().any(|known| known == label) {
        labels.push(label.to_owned());
    }
}

/// Labels carry no leading "the".
fn without_article(label: &str) -> &str {
    ["the ", "The ", "a ", "an ", "A ", "An "].iter().find_map(|article| label.strip_prefix(article)).unwrap_or(label)
}

/// Links the mentions of a document.
#[must_use]
pub fn link(document: &Document, segments: &Segments, sentences: &[Sentence], knowledge: Knowledge<'_>) -> Linked {
    let mut linker = Linker {
        knowledge,
        segments,
        linked: Linked { of: sentences.iter().map(|sentence| vec![None; sentence.mentions.len()]).collect(), families: families(knowledge), ..Linked::default() },
        by_key: HashMap::new(),
        by_entry: HashMap::new(),
        profile: profile(sentences, knowledge),
        focus: refer::Focus::default(),
        text: &document.text,
        record: None,
    };
    if let Some(entry) = linker.profile {
        linker.linked.country = linker.country(sentences, entry);
    }
    linker.run(sentences);
    linker.linked
}

/// The final entities: those that a fact uses or that have a name and a class, with their slugs, and
/// where each candidate went.
pub(crate) fn finish(
    linked: &Linked,
    used: &[bool],
    document: &DocumentId,
    knowledge: Knowledge<'_>,
) -> (Vec<Entity>, Vec<Option<EntityId>>) {
    slugs::finish(linked, used, document, knowledge)
}

/// The country that most mentions name.
fn profile(sentences: &[Sentence], knowledge: Knowledge<'_>) -> Option<usize> {
    let country = knowledge.ontology.class("Country")?;
    let mut counts: HashMap<usize, (usize, usize)> = HashMap::new();
    for (order, mention) in sentences.iter().flat_map(|sentence| &sentence.mentions).enumerate() {
        let entries = knowledge.lexicon.entries();
        let of = mention.entry.filter(|entry| entries[*entry].class == country).or(mention.jurisdiction.filter(|entry| entries[*entry].class == country));
        if let Some(entry) = of {
            let count = counts.entry(entry).or_insert((0, order));
            count.0 += 1;
        }
    }
    counts.into_iter().max_by_key(|(_, (count, first))| (*count, std::cmp::Reverse(*first))).map(|(entry, _)| entry)
}

struct Linker<'k> {
    knowledge: Knowledge<'k>,
    segments: &'k Segments,
    linked: Linked,
    by_key: HashMap<Key, Vec<EntityId>>,
    by_entry: HashMap<usize, EntityId>,
    profile: Option<usize>,
    focus: refer::Focus,
    text: &'k str,
    /// What the record of keys and values is about.
    record: Option<EntityId>,
}

impl Linker<'_> {
    fn run(&mut self, sentences: &[Sentence]) {
        let mut heading: Option<(usize, Option<EntityId>)> = None;
        for (index, sentence) in sentences.iter().enumerate() {
            let block = &self.segments.blocks[sentence.block];
            self.focus.enter(sentence.block, block.entry.unwrap_or(sentence.block));
            if matches!(block.kind, BlockKind::RecordHeading | BlockKind::Heading) {
                self.focus.clear();
            }
            let governing = block.heading.and_then(|place| heading.filter(|(at, _)| *at == place).and_then(|(_, entity)| entity));
            for (place, mention) in sentence.mentions.iter().enumerate() {
                let ahead = if mention.kind == MentionKind::Pronoun && mention.tokens.0 == 1 { self.named_ahead(sentence, place) } else { None };
                let apposed = (mention.kind == MentionKind::Description).then(|| self.apposed(index, sentence, place)).flatten();
                let entity = apposed.or_else(|| self.resolve(sentence, mention, governing, ahead));
                self.linked.of[index][place] = entity;
                if let Some(entity) = entity {
                    self.linked.candidates[entity.index()].mentions.push(mention.span);
                    let thing = self.linked.get(entity).class.is_some_and(|class| self.is_thing(class));
                    self.focus.see(entity, matches!(mention.kind, MentionKind::Name | MentionKind::Reference), thing);
                }
            }
            if matches!(block.kind, BlockKind::RecordHeading) {
                let entity = self.record(index, sentence);
                heading = Some((sentence.block, entity));
            }
            self.name_record(index, sentence);
            self.focus.end_sentence();
        }
    }

    /// "Cybercrime@EAP, a project of …": the description speaks of the name before the comma.
    fn apposed(&mut self, index: usize, sentence: &Sentence, place: usize) -> Option<EntityId> {
        let mention = &sentence.mentions[place];
        let comma = mention.tokens.0.checked_sub(1).filter(|at| sentence.tokens[*at].is_mark(','))?;
        let before = sentence.mentions[..place].iter().rposition(|name| name.kind == MentionKind::Name && name.tokens.1 == comma)?;
        let id = self.linked.of[index][before]?;
        let known = self.linked.get(id).class;
        let family = |class: Option<ClassId>| class.map(|class| self.linked.family(class));
        if known.is_some() && family(known) != family(mention.class) {
            return None;
        }
        self.linked.candidates[id.index()].class = known.or(mention.class);
        Some(id)
    }

    /// "Title: X", "Acronym: Y" of a record name one thing.
    fn name_record(&mut self, index: usize, sentence: &Sentence) {
        let BlockKind::KeyValue { key, value } = &self.segments.blocks[sentence.block].kind else { return };
        let key = key.of(self.text).to_lowercase();
        let rules = self.knowledge.rules;
        let (title, alias) = (rules.in_set("title-key", &key), rules.in_set("alias-key", &key));
        if !title && !alias {
            return;
        }
        let printed = value.of(self.text).to_owned();
        let whole = sentence.mentions.iter().position(|mention| mention.span.len() * 10 >= value.len() * 9);
        let id = match whole.and_then(|place| self.linked.of[index][place]) {
            Some(id) => id,
            None => {
                let Some(mention) = sentence.mentions.first() else { return };
                let named = Mention { names: vec![printed], span: *value, kind: MentionKind::Name, entry: None, class: None, ..mention.clone() };
                self.by_name(&named).unwrap_or_else(|| self.create(&named, false))
            }
        };
        let candidate = &mut self.linked.candidates[id.index()];
        if candidate.mentions.is_empty() {
            candidate.mentions.push(*value);
        }
        if title {
            candidate.class = candidate.class.or_else(|| self.knowledge.ontology.class("Program"));
            self.record = Some(id);
        } else if let Some(record) = self.record.filter(|record| *record != id) {
            self.merge(id, record);
        }
    }

    /// Makes `from` the same as `into`.
    fn merge(&mut self, from: EntityId, into: EntityId) {
        let old = self.linked.candidates[from.index()].clone();
        let new = &mut self.linked.candidates[into.index()];
        old.labels.iter().for_each(|label| push_label(&mut new.labels, label));
        new.mentions.extend(old.mentions);
        new.class = new.class.or(old.class);
        self.linked.candidates[from.index()].labels.clear();
        self.linked.candidates[from.index()].mentions.clear();
        for ids in self.by_key.values_mut() {
            ids.iter_mut().filter(|id| **id == from).for_each(|id| *id = into);
        }
        for of in self.linked.of.iter_mut().flatten().filter(|of| **of == Some(from)) {
            *of = Some(into);
        }
    }

    fn resolve(&mut self, sentence: &Sentence, mention: &Mention, governing: Option<EntityId>, ahead: Option<EntityId>) -> Option<EntityId> {
        match mention.kind {
            MentionKind::Demonym => None,
            MentionKind::Name => Some(self.name(sentence, mention)),
            MentionKind::Description => Some(self.open(mention)),
            MentionKind::Definite => Some(self.definite(mention)),
            MentionKind::Reference => self.refer(mention, governing),
            // "Through its program the Ministry built …": what is named next.
            MentionKind::Pronoun if mention.tokens.0 == 1 && sentence.tokens[0].norm != "," => ahead.or_else(|| self.focus.pronoun(governing)),
            MentionKind::Pronoun => self.focus.pronoun(governing),
        }
    }

    /// The first body that the sentence names behind the mention at `place`.
    fn named_ahead(&mut self, sentence: &Sentence, place: usize) -> Option<EntityId> {
        let tree = self.knowledge.ontology;
        let body = tree.class("Organization")?;
        let next = sentence.mentions[place + 1..].iter().find(|mention| {
            mention.kind == MentionKind::Name && mention.class.is_some_and(|class| tree.is_a(class, body))
        })?;
        Some(self.name(sentence, next))
    }

    /// A record's heading is one name as a whole: "iEARN - Azerbaijan", "Save the Children - Azerbaijan".
    fn record(&mut self, index: usize, sentence: &Sentence) -> Option<EntityId> {
        let whole = sentence.mentions.iter().position(|mention| mention.span.len() * 2 >= sentence.span.len() && mention.kind == MentionKind::Name);
        whole.and_then(|place| self.linked.of[index][place])
    }

    /// What "it" means more often than who acts: initiatives, events, portals, agreements.
    fn is_thing(&self, class: ClassId) -> bool {
        let tree = self.knowledge.ontology;
        ["Initiative", "Event", "Website", "Network", "Agreement", "Publication"].iter().any(|top| tree.class(top).is_some_and(|top| tree.is_a(class, top)))
    }

    fn country(&mut self, sentences: &[Sentence], entry: usize) -> Option<EntityId> {
        let first = sentences.iter().flat_map(|sentence| &sentence.mentions).find(|mention| mention.entry == Some(entry) || mention.jurisdiction == Some(entry))?;
        let mut mention = first.clone();
        mention.entry = Some(entry);
        mention.names = vec![self.knowledge.lexicon.entries()[entry].label.clone()];
        mention.class = Some(self.knowledge.lexicon.entries()[entry].class);
        let id = self.create(&mention, false);
        self.linked.candidates[id.index()].mentions.clear();
        self.linked.candidates[id.index()].labels.clear();
        Some(id)
    }

    /// Finds or makes the entity of a name.
    fn name(&mut self, sentence: &Sentence, mention: &Mention) -> EntityId {
        let definite = mention.tokens.0.checked_sub(1).is_some_and(|before| crate::mention::is_definite(&sentence.tokens[before].norm));
        let found = match mention.entry {
            Some(entry) => self.by_entry.get(&entry).copied(),
            None => self.by_name(mention).or_else(|| definite.then(|| self.part(mention)).flatten()),
        };
        match found {
            Some(id) => {
                self.widen(id, mention);
                id
            }
            None => self.create(mention, false),
        }
    }

    fn by_name(&self, mention: &Mention) -> Option<EntityId> {
        let scope = self.scope(mention);
        for name in &mention.names {
            for key in key::keys(name, scope, mention.class, self.knowledge) {
                let found = self.by_key.get(&key).into_iter().flatten().rev().find(|id| {
                    let known = self.linked.get(**id);
                    self.compatible(known.class, mention.class) && (known.entry.is_none() || mention.entry.is_none() || known.entry == mention.entry)
                });
                if let Some(id) = found {
                    return Some(*id);
                }
            }
        }
        None
    }

    fn compatible(&self, a: Option<ClassId>, b: Option<ClassId>) -> bool {
        match (a, b) {
            (Some(a), Some(b)) => {
                let tree = self.knowledge.ontology;
                tree.is_a(a, b) || tree.is_a(b, a) || ["Organization", "Initiative", "Place", "LegalInstrument"].iter().any(|top| {
                    tree.class(top).is_some_and(|top| tree.is_a(a, top) && tree.is_a(b, top))
                })
            }
            _ => true,
        }
    }

    /// A shortened name behind "the": "the National Strategy", "the State Program 2008-2012".
    fn part(&self, mention: &Mention) -> Option<EntityId> {
        let class = mention.class?;
        let words = key::bag(mention.names.last()?);
        let full = key::bag(mention.names.first()?);
        if words.is_empty() || words.len() > 4 {
            return None;
        }
        self.linked.candidates.iter().enumerate().rev().find_map(|(index, known)| {
            let fits = known.class.is_some_and(|other| other == class)
                && known.entry.is_none()
                && known.labels.iter().any(|label| {
                    let whole = key::bag(label);
                    words.iter().all(|word| whole.contains(word))
                        && full.iter().filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).all(|word| whole.contains(word))
                });
            fits.then_some(EntityId(index as u32))
        })
    }

    fn scope(&self, mention: &Mention) -> Option<usize> {
        mention.jurisdiction.or(self.profile)
    }

    fn create(&mut self, mention: &Mention, described: bool) -> EntityId {
        let id = EntityId(self.linked.candidates.len() as u32);
        self.linked.candidates.push(Candidate {
            class: mention.class,
            labels: Vec::new(),
            mentions: Vec::new(),
            entry: mention.entry,
            jurisdiction: None,
            described,
            keys: Vec::new(),
        });
        if let Some(entry) = mention.entry {
            self.by_entry.insert(entry, id);
        }
        self.widen(id, mention);
        id
    }

    /// Adds the names of one more mention to an entity.
    fn widen(&mut self, id: EntityId, mention: &Mention) {
        let scope = self.scope(mention);
        let candidate = &mut self.linked.candidates[id.index()];
        candidate.class = candidate.class.or(mention.class);
        candidate.jurisdiction = candidate.jurisdiction.or(mention.jurisdiction);
        for name in &mention.names {
            push_label(&mut candidate.labels, name);
            for key in key::keys(name, scope, mention.class, self.knowledge) {
                if !candidate.keys.contains(&key) {
                    candidate.keys.push(key.clone());
                    self.by_key.entry(key).or_default().push(id);
                }
            }
        }
        if let Some(entry) = mention.entry {
            let known = &self.knowledge.lexicon.entries()[entry];
            for name in &known.names {
                for key in key::keys(&name.text, scope, mention.class, self.knowledge) {
                    let ids = self.by_key.entry(key).or_default();
                    if !ids.contains(&id) {
                        ids.push(id);
                    }
                }
            }
        }
    }

    fn open(&mut self, mention: &Mention) -> EntityId {
        self.create(mention, true)
    }

    /// "the annual competition to find teachers": the same as one before if its words are, else new.
    fn definite(&mut self, mention: &Mention) -> EntityId {
        let words = key::bag(&mention.names[0]);
        let earlier = self.linked.candidates.iter().enumerate().rev().find_map(|(index, known)| {
            let same = known.class == mention.class
                && known.class.is_some()
                && known.labels.iter().any(|label| {
                    let other = key::bag(label);
                    let shared = words.iter().filter(|word| other.contains(word)).count();
                    shared * 10 >= words.len().max(other.len()) * 7
                });
            same.then_some(EntityId(index as u32))
        });
        match earlier {
            Some(id) => id,
            None => self.create(mention, true),
        }
    }

    fn refer(&mut self, mention: &Mention, governing: Option<EntityId>) -> Option<EntityId> {
        let class = mention.class?;
        let tree = self.knowledge.ontology;
        let name = &tree.class_info(class).name;
        let head = mention.names.first().map(|name| name.to_lowercase()).unwrap_or_default();
        let last = head.split_whitespace().last().unwrap_or_default().to_owned();
        if name == "Country" {
            return self.linked.country;
        }
        let fits = |id: EntityId, linked: &Linked| {
            linked.get(id).class.is_none_or(|known| tree.is_a(known, class) || tree.is_a(class, known))
        };
        if let Some(id) = governing
            && (fits(id, &self.linked) || tree.class("Organization").is_some_and(|top| tree.is_a(class, top)))
        {
            return Some(id);
        }
        let labeled = |id: EntityId, linked: &Linked| {
            linked.get(id).labels.iter().any(|label| key::bag(label).contains(&crate::rules::singular(&last)))
        };
        let recent: Vec<EntityId> = self.focus.recent().into_iter().filter(|id| fits(*id, &self.linked)).collect();
        let first = |wanted: &dyn Fn(EntityId) -> bool| recent.iter().copied().find(|id| wanted(*id));
        let found = first(&|id| labeled(id, &self.linked) && self.focus.is_here(id))
            .or_else(|| first(&|id| self.focus.is_here(id)))
            .or_else(|| first(&|id| labeled(id, &self.linked) && self.focus.is_near(id)))
            .or_else(|| first(&|id| self.focus.is_near(id)))
            .or_else(|| first(&|id| labeled(id, &self.linked)));
        if found.is_some() {
            return found;
        }
        // "the project" of a strategy; "the initiative" of a website.
        let top = tree.class("Initiative").filter(|top| tree.is_a(class, *top));
        if let Some(top) = top {
            return self.focus.recent().into_iter().find(|id| self.focus.is_near(*id) && self.linked.get(*id).class.is_some_and(|known| tree.is_a(known, top)));
        }
        if last == "government" || last == "parliament" {
            let mut named = mention.clone();
            named.names = vec![mention.names[0].clone()];
            named.jurisdiction = self.profile;
            return Some(self.by_name(&named).unwrap_or_else(|| self.create(&named, false)));
        }
        None
    }
}

impl Linked {
    /// Which family of classes a class belongs to, so that lists hold members of one family.
    pub(crate) fn family(&self, class: ClassId) -> u8 {
        self.families.get(&class).copied().unwrap_or(0)
    }
}

/// Families of classes: agents, places, initiatives and events, legal instruments, the rest.
fn families(knowledge: Knowledge<'_>) -> HashMap<ClassId, u8> {
    let tree = knowledge.ontology;
    tree.classes()
        .map(|(class, _)| {
            let tops = [("Organization", 1), ("Person", 1), ("Place", 2), ("Initiative", 3), ("Event", 3), ("LegalInstrument", 4)];
            let family = tops.iter().find(|(top, _)| tree.class(top).is_some_and(|top| tree.is_a(class, top)));
            (class, family.map_or(5, |(_, family)| *family))
        })
        .collect()
}
