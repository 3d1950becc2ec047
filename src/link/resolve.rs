//! Which entity a mention stands for: by its name, its description or what stands beside it.

use super::ring::{KeyId, Reading};
use super::{Candidate, EntityId, Linker, key, refer};
use crate::mention::token::{Token, TokenKind};
use crate::mention::{Mention, MentionKind, Sentence, is_definite, is_determiner, is_preposition};
use crate::ontology::ClassId;
use crate::rules::Form;
use crate::span::Span;
use std::collections::BTreeSet;

/// A shortened name has at most so many content words.
const SHORTENED: usize = 4;

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
                    .unwrap_or_else(|| self.create(mention, true)),
            ),
            MentionKind::Definite => Some(
                self.apposed(index, sentence, place)
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

    /// "With funding from A it developed", "Run by A, it has": only a phrase without a clause of its own stands before
    /// the pronoun, so that it means none of the names there.
    fn is_fronted(&self, sentence: &Sentence, mention: &Mention) -> bool {
        /// A fronted phrase has at most so many words.
        const REACH: usize = 40;
        let rules = self.knowledge.rules;
        let before = &sentence.tokens[..mention.tokens.0];
        let form = |token: &Token, wanted: &[Form]| {
            let forms = rules.verbs.get(&token.norm);
            forms.is_some_and(|forms| forms.iter().any(|form| wanted.contains(&form.form)))
        };
        let Some((first, rest)) = before.split_first() else {
            return false;
        };
        let in_name = |at: usize| {
            let holds = |name: &Mention| (name.tokens.0..name.tokens.1).contains(&at);
            sentence.mentions.iter().any(holds)
        };
        // Behind a name or an article a subject of its own opens the sentence.
        let opens = first.kind == TokenKind::Word && !is_determiner(&first.norm) && !in_name(0);
        if !opens || rest.len() > REACH {
            return false;
        }
        let clause = (0..rest.len()).filter(|at| !in_name(at + 1)).any(|at| {
            let told = form(
                &rest[at],
                &[Form::Past, Form::PastOrParticiple, Form::Third],
            );
            let passive = rest.get(at + 1).is_some_and(|next| next.norm == "by");
            rules.in_set("finite", &rest[at].norm) || told && !passive
        });
        !clause
    }

    /// Whether a pronoun stands right behind a verb.
    fn is_object(&self, sentence: &Sentence, mention: &Mention) -> bool {
        mention.tokens.0.checked_sub(1).is_some_and(|before| {
            self.knowledge
                .rules
                .verbs
                .contains_key(&sentence.tokens[before].norm)
        })
    }

    /// "Through its program the Ministry built …": the first body that the sentence names behind a pronoun
    /// at its start.
    fn named_ahead(&mut self, sentence: &Sentence, place: usize) -> Option<EntityId> {
        // "Since its launch by UNICEF it …": what a preposition governs is not who the pronoun speaks of.
        let governed = |mention: &Mention| {
            let before = sentence.tokens[..mention.tokens.0]
                .iter()
                .rfind(|token| !is_definite(&token.norm));
            before.is_some_and(|token| is_preposition(&token.norm))
        };
        let next = sentence.mentions[place + 1..].iter().find(|mention| {
            mention.kind == MentionKind::Name
                && !governed(mention)
                && mention
                    .class
                    .is_some_and(|class| self.knowledge.is_a(class, "Organization"))
        })?;
        Some(self.name(sentence, next))
    }

    /// Finds or makes the entity of a name.
    fn name(&mut self, sentence: &Sentence, mention: &Mention) -> EntityId {
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

    /// "Open Schools II" behind "the Open Schools program": what counts on is of the class of what it counts.
    fn sequel(&mut self, mention: &Mention) -> Option<ClassId> {
        let name = mention.names.first().filter(|_| mention.class.is_none())?;
        let (own, number) = name.rsplit_once(' ')?;
        let counts =
            (2..=4).contains(&number.len()) && number.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
        if !counts {
            return None;
        }
        let base = Mention {
            names: vec![own.to_owned()],
            ..mention.clone()
        };
        let class = self
            .by_name(&base)
            .and_then(|id| self.linked.get(id).class)?;
        self.knowledge
            .is_any(class, &["Initiative", "Event", "Publication"])
            .then_some(class)
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
            names: vec![span.of(self.text).to_owned()],
            entry: Some(entry),
            jurisdiction: None,
            period: None,
        };
        let id = self.name(sentence, &own);
        self.linked.get_mut(id).mentions.push(span);
    }

    /// "NRA" where the document itself calls its National Reading Agency so: that body, whoever else in the world
    /// bears the acronym.
    fn own_acronym(&self, mention: &Mention) -> Option<EntityId> {
        let entry = mention.entry?;
        let [name] = &mention.names[..] else {
            return None;
        };
        if name.len() < 2 || !name.chars().all(char::is_uppercase) {
            return None;
        }
        self.linked.find_last(|known| {
            known.entry != Some(entry)
                && known.labels.len() > 1
                && known.labels.iter().any(|label| label == name)
                && self.compatible(known.class, mention.class)
        })
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

    /// The latest entity that shares a key with the mention, its fullest name tried first.
    pub(super) fn by_name(&mut self, mention: &Mention) -> Option<EntityId> {
        let reading = self.reading(mention);
        for name in &mention.names {
            let keys = self.ring.keys(name, reading, self.knowledge);
            let found = keys.iter().find_map(|key| {
                let holders = self.ring.holders(*key).iter().rev().copied();
                self.fitting(mention, holders)
            });
            if found.is_some() {
                return found;
            }
        }
        self.by_initials(mention)
    }

    /// The latest entity that the mention is short for, or that is short for the mention: "MoES" and "Ministry of
    /// Education and Science", without a bracket that says so.
    fn by_initials(&mut self, mention: &Mention) -> Option<EntityId> {
        if mention.entry.is_some() {
            return None;
        }
        let name = mention.names.first()?;
        let short = !name.contains(' ');
        let key = self.ring.id(key::initials(name)?);
        let fits = |id: &EntityId| {
            let known = self.linked.get(*id);
            // One thing has one acronym, and an acronym stands for one name.
            let free = known
                .labels
                .iter()
                .all(|label| label.contains(' ') == short);
            free && known.entry.is_none() && self.compatible(known.class, mention.class)
        };
        self.ring.holders(key).iter().rev().copied().find(fits)
    }

    /// The first of `ids` that the mention can stand for.
    fn fitting(
        &self,
        mention: &Mention,
        mut ids: impl Iterator<Item = EntityId>,
    ) -> Option<EntityId> {
        let fits = |id: &EntityId| {
            let known = self.linked.get(*id);
            let one_entry =
                known.entry.is_none() || mention.entry.is_none() || known.entry == mention.entry;
            one_entry && self.compatible(known.class, mention.class) && !other_years(known, mention)
        };
        ids.find(fits)
    }

    /// Whether one thing can be of both classes, as far as they are known.
    pub(super) fn compatible(&self, a: Option<ClassId>, b: Option<ClassId>) -> bool {
        let (Some(a), Some(b)) = (a, b) else {
            return true;
        };
        let tree = self.knowledge.ontology;
        tree.is_a(a, b)
            || tree.is_a(b, a)
            || ["Organization", "Initiative", "Place", "LegalInstrument"]
                .iter()
                .any(|top| self.knowledge.is_a(a, top) && self.knowledge.is_a(b, top))
    }

    /// A shortened name behind "the": "the National Strategy", "the State Program 2008-2012".
    fn part(&self, mention: &Mention) -> Option<EntityId> {
        let class = mention.class?;
        let words = key::bag(mention.names.last()?);
        if words.is_empty() || words.len() > SHORTENED {
            return None;
        }
        // Years tell one program from the next.
        let years = key::bag(mention.names.first()?)
            .into_iter()
            .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let wanted: Vec<String> = words.into_iter().chain(years).collect();
        // "The Ministry of Communications" is short for that "of Communications and Technology"; "the Ministry of
        // Education" is none for that "of Science and Education".
        let opens = self
            .knowledge
            .is_a(class, "Ministry")
            .then(|| key::fold(&mention.names[0]));
        self.linked.find_last(|known| {
            known.class == Some(class)
                && opens.as_ref().is_none_or(|opens| {
                    known
                        .labels
                        .iter()
                        .any(|label| key::fold(label).starts_with(opens.as_str()))
                })
                && known.entry.is_none()
                && known
                    .bags
                    .iter()
                    .any(|whole| wanted.iter().all(|word| whole.contains(word)))
        })
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
    fn reading(&self, mention: &Mention) -> Reading {
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
        let candidate = self.linked.get_mut(id);
        candidate.class = candidate.class.or(mention.class);
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

/// Whether both bear years and none in common: "Strategy 2008-2013" and "Strategy 2014-2017".
fn other_years(known: &Candidate, mention: &Mention) -> bool {
    let (known, own) = (years(&known.labels), years(&mention.names));
    !known.is_empty() && !own.is_empty() && known.is_disjoint(&own)
}

/// The words of names that are years.
fn years(names: &[String]) -> BTreeSet<&str> {
    let year = |word: &&str| word.len() == 4 && word.starts_with(['1', '2']);
    names
        .iter()
        .flat_map(|name| name.split(|c: char| !c.is_ascii_digit()))
        .filter(year)
        .collect()
}

/// "It is part of the Eastern Partnership": a whole, which is no short name of its part "Eastern Partnership Connect".
fn is_whole(sentence: &Sentence, mention: &Mention) -> bool {
    let before = sentence.tokens[..mention.tokens.0].iter().rev();
    let words: Vec<&str> = before.take(3).map(|token| token.norm.as_str()).collect();
    matches!(words[..], ["the", "of", "part" | "component"])
}
