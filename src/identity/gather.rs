//! From some descriptions to all that may be one with them: over the keys that they share, as far as it goes.

use super::compare::compare;
use super::decision::Decisions;
use super::describe::{Description, Profile, of_entry, slug_of};
use super::evidence::Decision;
use super::index::{Index, Indexed};
use super::key::keys;
use super::world::World;
use crate::store::StoreError;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The entries of the lexicon by key. Places are left out: their names are matched when documents are read.
pub(super) struct EntryKeys(FxHashMap<String, Vec<usize>>);

impl EntryKeys {
    pub(super) fn new(world: &World<'_>) -> Self {
        let mut entries: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let place = world.ontology.class("Place");
        for (at, entry) in world.lexicon.entries().iter().enumerate() {
            if place.is_some_and(|place| world.ontology.is_a(entry.class, place)) {
                continue;
            }
            for key in keys(&Profile::new(of_entry(at, world), world), world) {
                entries.entry(key).or_default().push(at);
            }
        }
        Self(entries)
    }

    pub(super) fn of_key(&self, key: &str) -> &[usize] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }
}

/// Descriptions and the pairs of them that are to be compared.
#[derive(Default)]
pub(super) struct Gathered {
    /// In the order of their occurrences.
    pub(super) profiles: Vec<Profile>,
    pub(super) pairs: BTreeSet<(usize, usize)>,
}

/// A walk over the index, with the descriptions of documents that are about to change in the place of the index's.
pub(super) struct Gatherer<'g, 'k> {
    index: &'g Index<'g>,
    world: &'g World<'k>,
    entries: &'g EntryKeys,
    decisions: &'g Decisions,
    /// Documents whose entries in the index no longer count.
    changed: BTreeSet<&'g str>,
    /// What these now describe, by key.
    fresh: BTreeMap<String, BTreeSet<String>>,
    /// All that was met, by occurrence.
    met: BTreeMap<String, Profile>,
    /// Those whose own neighbors are met.
    visited: BTreeSet<String>,
    pairs: BTreeSet<(String, String)>,
    queue: VecDeque<String>,
}

impl<'g, 'k> Gatherer<'g, 'k> {
    pub(super) fn new(
        index: &'g Index<'g>,
        world: &'g World<'k>,
        entries: &'g EntryKeys,
        decisions: &'g Decisions,
        changed: impl IntoIterator<Item = &'g str>,
        fresh: Vec<Description>,
    ) -> Self {
        let mut gatherer = Self {
            index,
            world,
            entries,
            decisions,
            changed: changed.into_iter().collect(),
            fresh: BTreeMap::new(),
            met: BTreeMap::new(),
            visited: BTreeSet::new(),
            pairs: BTreeSet::new(),
            queue: VecDeque::new(),
        };
        for told in fresh {
            let occurrence = told.occurrence();
            let profile = Profile::new(told, world);
            for key in keys(&profile, world) {
                gatherer
                    .fresh
                    .entry(key)
                    .or_default()
                    .insert(occurrence.clone());
            }
            gatherer.met.insert(occurrence.clone(), profile);
            gatherer.queue.push_back(occurrence);
        }
        gatherer
    }

    /// Adds what was one with a description that goes.
    pub(super) fn seed_old(&mut self, old: &Indexed) -> Result<(), StoreError> {
        let profile = Profile::new(old.told.clone(), self.world);
        for key in keys(&profile, self.world) {
            for occurrence in self.index.of_key(&key)? {
                let Some(indexed) = self.index.get(&occurrence)? else {
                    continue;
                };
                let near = indexed.canonical.iri == old.canonical.iri
                    || indexed.told.local == old.told.local;
                if near && !self.changed.contains(indexed.told.document.as_str()) {
                    self.meet(&occurrence)?;
                    self.queue.push_back(occurrence);
                }
            }
        }
        Ok(())
    }

    /// Walks on until nothing new may be one with what was met.
    pub(super) fn gather(mut self) -> Result<Gathered, StoreError> {
        while let Some(occurrence) = self.queue.pop_front() {
            if self.visited.insert(occurrence.clone()) {
                self.visit(&occurrence)?;
            }
        }
        self.met
            .retain(|occurrence, _| self.visited.contains(occurrence));
        let visited: Vec<&String> = self.met.keys().collect();
        let place = |occurrence: &String| visited.binary_search(&occurrence).ok();
        let pairs = self
            .pairs
            .iter()
            .filter_map(|(a, b)| Some((place(a)?, place(b)?)))
            .collect();
        let profiles = self.met.into_values().collect();
        Ok(Gathered { profiles, pairs })
    }

    fn visit(&mut self, occurrence: &str) -> Result<(), StoreError> {
        let profile = self.met[occurrence].clone();
        let mut near = BTreeSet::new();
        for key in keys(&profile, self.world) {
            for other in self.index.of_key(&key)? {
                if self.meet(&other)? {
                    near.insert(other);
                }
            }
            near.extend(self.fresh.get(&key).into_iter().flatten().cloned());
            for entry in self.entries.of_key(&key) {
                near.insert(self.meet_entry(*entry));
            }
        }
        near.extend(self.decided(&profile)?);
        near.remove(occurrence);
        for other in near {
            let pair = if occurrence < other.as_str() {
                (occurrence.to_owned(), other.clone())
            } else {
                (other.clone(), occurrence.to_owned())
            };
            // Compared from the other side, which was visited then.
            if self.pairs.contains(&pair) {
                continue;
            }
            let (a, b) = (&self.met[&pair.0], &self.met[&pair.1]);
            let same_name = a.description.local == b.description.local;
            let joined = same_name
                || compare(a, b, self.world).decision == Decision::Same
                || self
                    .decisions
                    .settles(&a.description.local, &b.description.local)
                || self.decisions.names(&a.description) && self.decisions.names(&b.description);
            self.pairs.insert(pair);
            if joined {
                self.queue.push_back(other);
            }
        }
        Ok(())
    }

    /// Takes an occurrence of the index in; `false` if it no longer counts.
    fn meet(&mut self, occurrence: &str) -> Result<bool, StoreError> {
        if self.met.contains_key(occurrence) {
            return Ok(true);
        }
        let Some(indexed) = self.index.get(occurrence)? else {
            return Ok(false);
        };
        if self.changed.contains(indexed.told.document.as_str()) {
            return Ok(false);
        }
        self.met.insert(
            occurrence.to_owned(),
            Profile::new(indexed.told, self.world),
        );
        Ok(true)
    }

    fn meet_entry(&mut self, entry: usize) -> String {
        let told = of_entry(entry, self.world);
        let iri = told.local.clone();
        let world = self.world;
        self.met
            .entry(iri.clone())
            .or_insert_with(|| Profile::new(told, world));
        iri
    }

    /// What decisions put beside a description.
    fn decided(&mut self, profile: &Profile) -> Result<Vec<String>, StoreError> {
        let told = &profile.description;
        if !self.decisions.names(told) {
            return Ok(Vec::new());
        }
        let occurrence = told.occurrence();
        let decisions = self.decisions;
        let others = decisions
            .beside(&told.local)
            .chain(decisions.beside(&occurrence));
        let mut found = Vec::new();
        for iri in others {
            found.extend(self.meant_by(iri)?);
        }
        Ok(found)
    }

    /// The occurrences that an IRI of a decision means, and the entry.
    fn meant_by(&mut self, iri: &str) -> Result<Vec<String>, StoreError> {
        let slug = slug_of(iri);
        let mut found = Vec::new();
        let whole = self.world.base.entity(slug).as_str() == iri;
        let key = format!("i:{slug}");
        let fresh: Vec<String> = self
            .fresh
            .get(&key)
            .into_iter()
            .flatten()
            .cloned()
            .collect();
        for occurrence in self.index.of_key(&key)?.into_iter().chain(fresh) {
            if (whole || occurrence == iri) && self.meet(&occurrence)? {
                found.push(occurrence);
            }
        }
        if let Some(entry) = self.world.entry(slug).filter(|_| whole) {
            found.push(self.meet_entry(entry));
        }
        Ok(found)
    }
}
