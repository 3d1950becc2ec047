//! The keys of one document's names: each is worked out once, and tells which entities bear it.

use super::EntityId;
use super::key::{self, Key};
use crate::mention::Knowledge;
use crate::ontology::ClassId;
use std::collections::HashMap;
use std::sync::Arc;

/// A key, by its place in [`KeyRing::holders`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct KeyId(u32);

/// What makes the keys of a name besides the name: the country within which it is sought, and its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Reading {
    pub(super) scope: Option<usize>,
    pub(super) class: Option<ClassId>,
}

/// The keys of a name in one reading, the surest first.
type NameKeys = (Reading, Arc<[KeyId]>);

/// The keys met so far.
#[derive(Default)]
pub(super) struct KeyRing {
    ids: HashMap<Key, KeyId>,
    /// For each key, the entities that bear it, the latest last.
    holders: Vec<Vec<EntityId>>,
    /// For each name, its keys in each reading met.
    names: HashMap<String, Vec<NameKeys>>,
    /// For each country, the words of its names.
    countries: HashMap<usize, Arc<[String]>>,
}

impl KeyRing {
    /// The keys of a name, the surest first.
    pub(super) fn keys(
        &mut self,
        name: &str,
        reading: Reading,
        knowledge: Knowledge<'_>,
    ) -> Arc<[KeyId]> {
        let known = self.names.get(name).into_iter().flatten();
        for (of, keys) in known {
            if *of == reading {
                return Arc::clone(keys);
            }
        }
        let keys = key::keys(name, reading.scope, reading.class, knowledge, |country| {
            let words = self.countries.entry(country);
            Arc::clone(words.or_insert_with(|| key::country_words(country, knowledge)))
        });
        let keys: Arc<[KeyId]> = keys.into_iter().map(|key| self.id(key)).collect();
        let readings = self.names.entry(name.to_owned()).or_default();
        readings.push((reading, Arc::clone(&keys)));
        keys
    }

    /// The place of a key, new or not.
    pub(super) fn id(&mut self, key: Key) -> KeyId {
        let next = KeyId(self.holders.len() as u32);
        let id = *self.ids.entry(key).or_insert(next);
        if id == next {
            self.holders.push(Vec::new());
        }
        id
    }

    /// The entities that bear a key, the latest last.
    pub(super) fn holders(&self, key: KeyId) -> &[EntityId] {
        &self.holders[key.0 as usize]
    }

    /// Notes that `entity` bears a key.
    pub(super) fn hold(&mut self, key: KeyId, entity: EntityId) {
        self.holders[key.0 as usize].push(entity);
    }

    /// All keys of a name, in whatever reading it was met.
    pub(super) fn known(&self, name: &str) -> impl Iterator<Item = KeyId> {
        let readings = self.names.get(name).into_iter().flatten();
        readings.flat_map(|(_, keys)| keys.iter().copied())
    }

    /// Gives those of `keys` that `from` bears to `into`.
    pub(super) fn hand_over(&mut self, keys: &[KeyId], from: EntityId, into: EntityId) {
        for key in keys {
            let holders = &mut self.holders[key.0 as usize];
            for id in holders.iter_mut().filter(|id| **id == from) {
                *id = into;
            }
        }
    }
}
