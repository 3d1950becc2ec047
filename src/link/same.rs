//! Which entity named before bears the name of a mention: by its keys, its initials, a shortened form.

use super::key::Key;
use super::ring::KeyId;
use super::{Candidate, EntityId, Linker, key};
use crate::mention::Mention;
use crate::ontology::ClassId;
use std::collections::BTreeSet;

/// A shortened name has at most so many content words.
const SHORTENED: usize = 4;

impl Linker<'_> {
    /// "NRA" where the document itself calls its National Reading Agency so: that body, whoever else in the world
    /// bears the acronym.
    pub(super) fn own_acronym(&self, mention: &Mention) -> Option<EntityId> {
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
        self.by_initials(mention).or_else(|| self.namesake(mention))
    }

    /// The entity that the document calls by the very words of the mention, whatever class each of its sentences makes one
    /// guess.
    fn namesake(&mut self, mention: &Mention) -> Option<EntityId> {
        let printed = self.printed(mention)?;
        let holders = self.ring.holders(printed).iter().rev().copied();
        holders
            .into_iter()
            .find(|id| self.linked.get(*id).entry.is_none())
    }

    /// The key of the fullest name as printed, of what the lexicon does not know.
    pub(super) fn printed(&mut self, mention: &Mention) -> Option<KeyId> {
        let name = mention.names.first().filter(|_| mention.entry.is_none())?;
        Some(
            self.ring
                .id(Key::Printed(key::fold(name), mention.jurisdiction)),
        )
    }

    /// The latest entity that the mention is short for, or that is short for the mention: "MoES" and "Ministry of
    /// Education and Science", without a bracket that says so.
    pub(super) fn by_initials(&mut self, mention: &Mention) -> Option<EntityId> {
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
    pub(super) fn fitting(
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
    pub(super) fn part(&self, mention: &Mention) -> Option<EntityId> {
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

    /// "Open Schools II" behind "the Open Schools program": what counts on is of the class of what it counts.
    pub(super) fn sequel(&mut self, mention: &Mention) -> Option<ClassId> {
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
