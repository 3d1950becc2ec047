//! Which entity a mention stands for: by its name, its description or what stands beside it.

use super::ring::{KeyId, Reading};
use super::{Candidate, EntityId, Linker, key, refer};
use crate::mention::token::Token;
use crate::mention::{Mention, MentionKind, Sentence, is_definite};
use crate::span::Span;

/// The body that opens the name of an instrument has at most so many words.
const ISSUER: usize = 6;

impl Linker<'_> {
    /// The entity of the mention at `place`, known or new; `governing` is what the heading above names.
    pub(super) fn resolve(
        &mut self,
        index: usize,
        sentence: &Sentence,
        place: usize,
        governing: Option<EntityId>,
    ) -> Option<EntityId> {
        let mention = &sentence.mentions[place];
        match mention.kind {
            MentionKind::Demonym => None,
            MentionKind::Name => Some(
                self.renamed(index, sentence, place)
                    .unwrap_or_else(|| self.name(sentence, mention)),
            ),
            MentionKind::Description => Some(
                self.apposed(index, sentence, place)
                    .or_else(|| self.headed(sentence, mention, governing))
                    .or_else(|| self.carried(index, sentence, mention))
                    .unwrap_or_else(|| self.create(mention, true)),
            ),
            MentionKind::Definite => Some(
                self.apposed(index, sentence, place)
                    .or_else(|| self.carried(index, sentence, mention))
                    .unwrap_or_else(|| self.definite(mention)),
            ),
            MentionKind::Reference if refer::is_counted(mention) => {
                self.group = self.counted(mention)?;
                let others = self.group[1..].to_vec();
                self.linked.others.insert((index, place), others);
                self.group.first().copied()
            }
            MentionKind::Reference => self
                .announced(sentence, place)
                .or_else(|| self.carried(index, sentence, mention))
                .or_else(|| self.refer(mention, governing)),
            MentionKind::Pronoun if sentence.tokens[mention.tokens.0].norm == "we" => {
                // What someone is quoted with is no word of the page's own.
                let quoted = |token: &Token| matches!(token.norm.as_str(), "\"" | "“" | "”");
                self.linked
                    .home
                    .filter(|_| !sentence.tokens.iter().any(quoted))
            }
            MentionKind::Pronoun => {
                // "Intel, through their program": the name right before.
                let fronted = self.is_fronted(sentence, mention);
                let near = place.checked_sub(1).filter(|before| {
                    let name = &sentence.mentions[*before];
                    let between = &sentence.tokens[name.tokens.1..mention.tokens.0];
                    name.kind == MentionKind::Name
                        && (1..=2).contains(&between.len())
                        && between[0].is_mark(',')
                        && !fronted
                });
                if let Some(entity) = near.and_then(|before| self.linked.of[index][before]) {
                    return Some(entity);
                }
                let ahead = (mention.tokens.0 == 1)
                    .then(|| self.named_ahead(sentence, place))
                    .flatten();
                // ", it …" goes on with what was spoken of.
                ahead
                    .filter(|_| sentence.tokens[0].norm != ",")
                    .or_else(|| {
                        let object = self.is_object(sentence, mention);
                        self.focus.pronoun(governing, object, fronted)
                    })
            }
        }
    }

    /// Finds or makes the entity of a name.
    pub(super) fn name(&mut self, sentence: &Sentence, mention: &Mention) -> EntityId {
        if let Some(own) = self.own_acronym(mention) {
            return own;
        }
        let before = mention.tokens.0.checked_sub(1);
        let definite = before.is_some_and(|before| is_definite(&sentence.tokens[before].norm));
        let found = match mention.entry {
            Some(entry) => self.by_entry.get(&entry).copied(),
            None => self.by_name(mention).or_else(|| {
                let short = definite && !is_whole(sentence, mention);
                short.then(|| self.part(mention)).flatten()
            }),
        };
        match found {
            Some(id) => {
                self.widen(id, mention);
                id
            }
            None => {
                let class = self.sequel(mention);
                let id = self.create(mention, false);
                let candidate = self.linked.get_mut(id);
                candidate.class = candidate.class.or(class);
                id
            }
        }
    }

    /// "the African Union Convention on …": the known body that opens the name of an instrument is spoken of too.
    pub(super) fn issuer(&mut self, sentence: &Sentence, mention: &Mention) {
        let instrument = mention.kind == MentionKind::Name
            && mention
                .class
                .is_some_and(|class| self.knowledge.is_any(class, &["Treaty", "Decree"]));
        if !instrument {
            return;
        }
        let lexicon = self.knowledge.lexicon;
        let printed = mention.span.of(self.text);
        let ends: Vec<usize> = printed
            .match_indices([' ', '\'', '’'])
            .map(|(at, _)| at)
            .take(ISSUER)
            .collect();
        let body = ends.into_iter().rev().find_map(|end| {
            let entry = lexicon.by_name(&printed[..end])?;
            let class = lexicon.entries()[entry].class;
            self.knowledge
                .is_a(class, "Organization")
                .then_some((end, entry, class))
        });
        let Some((end, entry, class)) = body else {
            return;
        };
        let span = Span::new(mention.span.start(), mention.span.start() + end);
        let own = Mention {
            span,
            tokens: (mention.tokens.0, mention.tokens.0 + 1),
            kind: MentionKind::Name,
            class: Some(class),
            told: false,
            names: vec![span.of(self.text).to_owned()],
            entry: Some(entry),
            jurisdiction: None,
            period: None,
        };
        let id = self.name(sentence, &own);
        self.linked.get_mut(id).mentions.push(span);
    }

    /// "the company Acme": the name right behind a reference, of one kind with it.
    fn announced(&mut self, sentence: &Sentence, place: usize) -> Option<EntityId> {
        let reference = &sentence.mentions[place];
        let next = sentence.mentions.get(place + 1)?;
        let person = reference
            .class
            .is_some_and(|class| self.knowledge.is_a(class, "Person"));
        let comma = person
            && sentence
                .tokens
                .get(reference.tokens.1)
                .is_some_and(|token| token.is_mark(','));
        let follows = next.kind == MentionKind::Name
            && next.tokens.0 == reference.tokens.1 + usize::from(comma)
            && next.class.is_some()
            && self.compatible(reference.class, next.class);
        follows.then(|| self.name(sentence, next))
    }

    /// "the annual competition to find teachers": the same as one before if most of its words are, else new.
    fn definite(&mut self, mention: &Mention) -> EntityId {
        let words = key::bag(&mention.names[0]);
        let alike = |other: &Vec<String>| {
            let shared = words.iter().filter(|word| other.contains(word)).count();
            shared * 10 >= words.len().max(other.len()) * 7
        };
        let earlier = self.linked.find_last(|known| {
            known.class.is_some() && known.class == mention.class && known.bags.iter().any(alike)
        });
        earlier.unwrap_or_else(|| self.create(mention, true))
    }

    /// How the mention's name is read: within its own country, else within the document's.
    pub(super) fn reading(&self, mention: &Mention) -> Reading {
        Reading {
            scope: mention.jurisdiction.or(self.profile),
            class: mention.class,
        }
    }

    /// A new entity; the mention itself is not yet noted.
    pub(super) fn create(&mut self, mention: &Mention, described: bool) -> EntityId {
        let id = self.linked.push(Candidate {
            class: mention.class,
            labels: Vec::new(),
            bags: Vec::new(),
            mentions: Vec::new(),
            entry: mention.entry,
            jurisdiction: None,
            described,
            told: false,
            keys: Vec::new(),
        });
        if let Some(entry) = mention.entry {
            self.by_entry.insert(entry, id);
        }
        self.widen(id, mention);
        id
    }

    /// Adds the names of one more mention to an entity, and those that the lexicon gives it.
    pub(super) fn widen(&mut self, id: EntityId, mention: &Mention) {
        let reading = self.reading(mention);
        if let Some(printed) = self
            .printed(mention)
            .filter(|_| mention.kind == MentionKind::Name)
            && !self.ring.holders(printed).contains(&id)
        {
            self.ring.hold(printed, id);
        }
        let candidate = self.linked.get_mut(id);
        let told = mention
            .class
            .filter(|_| mention.told && candidate.entry.is_none());
        candidate.class = told
            .filter(|_| !candidate.told)
            .or(candidate.class)
            .or(mention.class);
        candidate.told |= told.is_some();
        candidate.jurisdiction = candidate.jurisdiction.or(mention.jurisdiction);
        candidate.described &= mention.kind != MentionKind::Name;
        for name in &mention.names {
            candidate.call(name);
            let own = self.ring.keys(name, reading, self.knowledge);
            let short = key::short(name, mention, self.knowledge);
            let short: Vec<KeyId> = short.into_iter().map(|key| self.ring.id(key)).collect();
            for key in own.iter().copied().chain(short) {
                if !candidate.keys.contains(&key) {
                    candidate.keys.push(key);
                    self.ring.hold(key, id);
                }
            }
        }
        if let Some(entry) = mention.entry {
            self.know(id, entry, reading);
        }
    }

    /// Lets an entity be found by all names that the lexicon gives its entry.
    pub(super) fn know(&mut self, id: EntityId, entry: usize, reading: Reading) {
        // They are the same each time.
        if !self.entered.insert((id, reading)) {
            return;
        }
        for name in &self.knowledge.lexicon.entries()[entry].names {
            for key in &*self.ring.keys(&name.text, reading, self.knowledge) {
                if !self.ring.holders(*key).contains(&id) {
                    self.ring.hold(*key, id);
                }
            }
        }
    }
}

/// "It is part of the Eastern Partnership": a whole, which is no short name of its part "Eastern Partnership Connect".
fn is_whole(sentence: &Sentence, mention: &Mention) -> bool {
    let before = sentence.tokens[..mention.tokens.0].iter().rev();
    let words: Vec<&str> = before.take(3).map(|token| token.norm.as_str()).collect();
    matches!(words[..], ["the", "of", "part" | "component"])
}
