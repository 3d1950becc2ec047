//! Names of a user's list, held against the things of a store and of the lexicon.

use super::compare::compare;
use super::describe::{Description, Profile, of_entry};
use super::evidence::{Bar, Decision, Verdict};
use super::index::Index;
use super::key::keys;
use super::update::Joiner;
use super::world::Kind;
use crate::ontology::ClassId;
use crate::store::{Pattern, Store, StoreError};
use crate::vocab::skos;
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// A thing that a name may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Its IRI in the graph.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// Local name of its narrowest class.
    pub class: String,
    /// How much speaks for it, 0 to 1.
    pub score: f64,
}

/// What names are held against: the index of a store, and the lexicon.
pub struct Reconciler<'r, 'k> {
    joiner: &'r Joiner<'k>,
    /// The index by key: descriptions and the IRIs that stand for them.
    by_key: FxHashMap<String, Vec<usize>>,
    things: Vec<(Profile, String, String)>,
    /// What tells the names that the store shows.
    store: &'r Store,
}

impl<'r, 'k> Reconciler<'r, 'k> {
    /// Reads the index of a store.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn new(store: &'r Store, joiner: &'r Joiner<'k>) -> Result<Self, StoreError> {
        let world = joiner.world();
        let index = Index::new(store, world.base);
        let mut by_key: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let mut things = Vec::new();
        for indexed in index.all()?.into_values() {
            let profile = Profile::new(indexed.told, world);
            for key in keys(&profile, world) {
                by_key.entry(key).or_default().push(things.len());
            }
            things.push((profile, indexed.canonical.iri, indexed.canonical.label));
        }
        Ok(Self {
            joiner,
            by_key,
            things,
            store,
        })
    }

    /// The things that a name may mean, the likeliest first; only those of a class, and preferably of a country.
    ///
    /// The name is compared as that of a thing of the candidate's own class: a list tells seldom what its rows are.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn matches(
        &self,
        name: &str,
        class: Option<ClassId>,
        country: Option<&str>,
    ) -> Result<Vec<Match>, StoreError> {
        if name.is_empty() {
            return Ok(Vec::new());
        }
        let world = self.joiner.world();
        let mut found: BTreeMap<String, Match> = BTreeMap::new();
        let mut put = |iri: &str, label: &str, class: &str, score: f64| {
            let better = found.get(iri).is_none_or(|known| known.score < score);
            if better && score > 0.0 {
                let (iri, label, class) = (iri.to_owned(), label.to_owned(), class.to_owned());
                found.insert(
                    iri.clone(),
                    Match {
                        iri,
                        label,
                        class,
                        score,
                    },
                );
            }
        };
        let keys = self.keys(name, country);
        for place in self.near(&keys) {
            let (profile, iri, label) = &self.things[place];
            if self.is_of(profile, class) {
                put(
                    iri,
                    label,
                    &narrowest(&profile.description),
                    self.score(name, profile, country),
                );
            }
        }
        let by_name = world.lexicon.by_name(name);
        let entries = self.entries_near(&keys).into_iter().chain(by_name);
        for entry in entries.collect::<BTreeSet<_>>() {
            let profile = Profile::new(of_entry(entry, world), world);
            if !self.is_of(&profile, class) {
                continue;
            }
            let told = &profile.description;
            // The lexicon's own names are sure, but for those that several countries' bodies bear.
            let score = self.score(name, &profile, country);
            let sure = by_name == Some(entry) && score > 0.0;
            let score = if sure { score.max(0.95) } else { score };
            let shown = self
                .shown(&told.local)?
                .unwrap_or_else(|| told.labels[0].clone());
            put(&told.local, &shown, &narrowest(told), score);
        }
        let mut matches: Vec<Match> = found.into_values().collect();
        matches.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.iri.cmp(&b.iri)));
        Ok(matches)
    }

    fn is_of(&self, profile: &Profile, class: Option<ClassId>) -> bool {
        let tree = self.joiner.world().ontology;
        class.is_none_or(|class| profile.classes.iter().any(|own| tree.is_a(*own, class)))
    }

    /// How much speaks for a row's meaning this thing.
    fn score(&self, name: &str, thing: &Profile, country: Option<&str>) -> f64 {
        let world = self.joiner.world();
        let told = Description {
            classes: thing.description.classes.clone(),
            labels: vec![name.to_owned()],
            // A row of a body of a state has the country that the list tells.
            scope: country
                .map(str::to_owned)
                .filter(|_| thing.kind == Kind::State),
            about: country.map(str::to_owned),
            ..Description::default()
        };
        let verdict: Verdict = compare(&Profile::new(told, world), thing, world);
        match verdict.decision {
            Decision::Same => verdict.score,
            Decision::Maybe => verdict.score.min(0.8),
            Decision::Different if verdict.bar == Bar::All => 0.0,
            Decision::Different => verdict.score.min(0.4),
        }
    }

    /// The places of things that share a key with a name, whatever its class.
    fn near(&self, keys: &BTreeSet<String>) -> BTreeSet<usize> {
        keys.iter()
            .filter_map(|key| self.by_key.get(key))
            .flatten()
            .copied()
            .collect()
    }

    fn entries_near(&self, keys: &BTreeSet<String>) -> BTreeSet<usize> {
        keys.iter()
            .flat_map(|key| self.joiner.entries().of_key(key))
            .copied()
            .collect()
    }

    fn keys(&self, name: &str, country: Option<&str>) -> BTreeSet<String> {
        let world = self.joiner.world();
        let sorts = [
            "GovernmentBody",
            "Organization",
            "Program",
            "Person",
            "Publication",
        ];
        let told = |class: &str| Description {
            classes: BTreeSet::from([class.to_owned()]),
            labels: vec![name.to_owned()],
            about: country.map(str::to_owned),
            ..Description::default()
        };
        sorts
            .iter()
            .flat_map(|class| keys(&Profile::new(told(class), world), world))
            .collect()
    }

    /// The name that the store shows of a thing; none if it holds no such thing.
    fn shown(&self, iri: &str) -> Result<Option<String>, StoreError> {
        let subject = NamedNode::new_unchecked(iri);
        let named = self.store.sorted_quads(Pattern {
            subject: Some(NamedNodeRef::from(&subject).into()),
            predicate: Some(skos::PREF_LABEL),
            ..Pattern::default()
        })?;
        let label = named
            .into_iter()
            .find_map(|quad| match (quad.subject, quad.object) {
                (NamedOrBlankNode::NamedNode(_), Term::Literal(label)) => {
                    Some(label.value().to_owned())
                }
                _ => None,
            });
        Ok(label)
    }
}

/// The class to show: a description has one, seldom two.
fn narrowest(told: &Description) -> String {
    told.classes.first().cloned().unwrap_or_default()
}
