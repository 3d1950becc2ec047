//! The store brought up to date: documents come and go with what they make one, or no longer.

use super::canonical::{Canonical, canonical};
use super::cluster::cluster;
use super::decision::Decisions;
use super::describe::{Description, Profile, describe, slug_of};
use super::gather::{EntryKeys, Gatherer};
use super::index::{Index, Indexed, decisions_graph, identity_graph};
use super::key::keys;
use super::rewrite::rewrite;
use super::spelling::fold;
use super::world::World;
use crate::store::{DocumentGraphs, Pattern, Store, StoreError, Update};
use crate::vocab::owl;
use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{GraphName, NamedNode, NamedNodeRef, Quad, Triple};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// A document that comes, with the quads that extraction gave it and the name of its version in the archive; or that
/// goes.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// `BASE/doc/SLUG`.
    pub document: NamedNode,
    /// Its quads and its version; none if it goes.
    pub version: Option<(Vec<Quad>, String)>,
}

impl Arrival {
    /// A document that comes.
    #[must_use]
    pub fn of(document: NamedNode, quads: Vec<Quad>, version: String) -> Self {
        Self {
            document,
            version: Some((quads, version)),
        }
    }

    /// A document that goes.
    #[must_use]
    pub fn gone(document: NamedNode) -> Self {
        Self {
            document,
            version: None,
        }
    }
}

/// Joins the things of documents that come into the store.
pub struct Joiner<'k> {
    world: World<'k>,
    decisions: Decisions,
    /// Made when they are first asked for: where nothing is to be joined, they are not.
    entries: OnceLock<EntryKeys>,
}

/// What a document has become, ready to be written.
type Texts = BTreeMap<String, (Vec<Quad>, String)>;

impl<'k> Joiner<'k> {
    /// Puts knowledge and decisions together.
    #[must_use]
    pub fn new(world: World<'k>, decisions: Decisions) -> Self {
        Self {
            world,
            decisions,
            entries: OnceLock::new(),
        }
    }

    /// The knowledge.
    #[must_use]
    pub fn world(&self) -> &World<'k> {
        &self.world
    }

    /// The decisions.
    #[must_use]
    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }

    /// The lexicon's entries by key.
    pub(super) fn entries(&self) -> &EntryKeys {
        self.entries.get_or_init(|| EntryKeys::new(&self.world))
    }

    /// Adds to `update` what documents that come or go change: their own graphs, those of other documents whose things
    /// they join or part, the index, and the graph of old IRIs. Gives the other documents that are rewritten.
    ///
    /// Nothing may be written to the store between this and [`Store::apply`].
    ///
    /// # Errors
    ///
    /// If the store cannot be read, or a document that is to be rewritten is not in its archive.
    pub fn arrive(
        &self,
        store: &Store,
        arrivals: Vec<Arrival>,
        update: &mut Update,
    ) -> Result<BTreeSet<String>, StoreError> {
        let index = Index::new(store, self.world.base);
        let mut texts = Texts::new();
        let mut gone = BTreeSet::new();
        let mut fresh = Vec::new();
        let mut old = BTreeMap::new();
        for arrival in arrivals {
            old.extend(index.of_document(arrival.document.as_ref())?);
            let Some((quads, version)) = arrival.version else {
                update.remove(arrival.document.as_ref());
                gone.insert(arrival.document.into_string());
                continue;
            };
            fresh.extend(self.described(arrival.document.as_ref(), &quads));
            texts.insert(arrival.document.into_string(), (quads, version));
        }
        let changed: BTreeSet<String> = texts.keys().chain(&gone).cloned().collect();
        let named = changed.iter().map(String::as_str);
        let mut gatherer = Gatherer::new(
            &index,
            &self.world,
            self.entries(),
            &self.decisions,
            named,
            fresh,
        );
        for indexed in old.values() {
            gatherer.seed_old(indexed)?;
        }
        let gathered = gatherer.gather()?;
        let things = cluster(
            &gathered.profiles,
            &gathered.pairs,
            &self.decisions,
            &self.world,
        );
        let stand = canonical(&gathered.profiles, &things, &self.decisions);
        let mut found: BTreeMap<String, (&Profile, Canonical)> = BTreeMap::new();
        for (members, stands) in things.iter().zip(stand) {
            for place in members {
                let profile = &gathered.profiles[*place];
                if !profile.description.document.is_empty() {
                    let occurrence = profile.description.occurrence();
                    found.insert(occurrence, (profile, stands.clone()));
                }
            }
        }
        self.point(
            store,
            old.values().map(|indexed| &indexed.told),
            &found,
            update,
        )?;
        let rewritten = self.enter(&index, &changed, old, &found, update)?;
        self.write(store, &index, &rewritten, texts, &found, update)?;
        Ok(rewritten)
    }

    /// What the quads of a document describe, as far as it may be one with something: what the lexicon knows is found by
    /// its entry.
    fn described(&self, document: NamedNodeRef<'_>, quads: &[Quad]) -> Vec<Description> {
        let mut all = describe(document, quads, &self.world);
        all.retain(|told| {
            let Some(entry) = self.world.entry(slug_of(&told.local)) else {
                return true;
            };
            let names = &self.world.lexicon.entries()[entry].names;
            let known = |label: &String| names.iter().any(|name| fold(&name.text) == fold(label));
            self.decisions.names(told) || !told.labels.iter().all(known)
        });
        all
    }

    /// Brings the index up to date and gives the documents, but for those that `changed`, whose things bear another name
    /// now.
    fn enter(
        &self,
        index: &Index<'_>,
        changed: &BTreeSet<String>,
        mut old: BTreeMap<String, Indexed>,
        found: &BTreeMap<String, (&Profile, Canonical)>,
        update: &mut Update,
    ) -> Result<BTreeSet<String>, StoreError> {
        let mut rewritten = BTreeSet::new();
        for (occurrence, (profile, stands)) in found {
            let told = &profile.description;
            let new = Indexed {
                told: told.clone(),
                canonical: stands.clone(),
            };
            let before = match old.remove(occurrence) {
                Some(before) => Some(before),
                None => index.get(occurrence)?,
            };
            if before.as_ref() == Some(&new) {
                continue;
            }
            if !changed.contains(&told.document) {
                rewritten.insert(told.document.clone());
            }
            if before.is_some() {
                update.delete(index.quads_of(occurrence)?);
            }
            update.insert(index.quads(&new, &keys(profile, &self.world)));
        }
        for occurrence in old.keys() {
            update.delete(index.quads_of(occurrence)?);
        }
        Ok(rewritten)
    }

    /// Writes the documents that come, and those of which things bear another name.
    fn write(
        &self,
        store: &Store,
        index: &Index<'_>,
        rewritten: &BTreeSet<String>,
        mut texts: Texts,
        found: &BTreeMap<String, (&Profile, Canonical)>,
        update: &mut Update,
    ) -> Result<(), StoreError> {
        for document in rewritten {
            let iri = NamedNode::new_unchecked(document.clone());
            let Some((version, archived)) = store.archived_version(iri.as_ref())? else {
                continue;
            };
            texts.insert(document.clone(), (archived.quads, version));
        }
        for (document, (quads, version)) in texts {
            let iri = NamedNode::new_unchecked(document);
            let mut names: BTreeMap<String, Canonical> = BTreeMap::new();
            for indexed in index.of_document(iri.as_ref())?.into_values() {
                names.insert(indexed.told.local, indexed.canonical);
            }
            for (told, stands) in found
                .values()
                .map(|(profile, stands)| (&profile.description, stands))
                .filter(|(told, _)| told.document == iri.as_str())
            {
                names.insert(told.local.clone(), stands.clone());
            }
            let quads = rewrite(quads, &names);
            if let Ok(graphs) = DocumentGraphs::new(iri, quads) {
                update.put(&graphs.archived_as(&version));
            }
        }
        Ok(())
    }

    /// Lets the IRIs of extraction point at those that stand for them.
    fn point<'d>(
        &self,
        store: &Store,
        old: impl Iterator<Item = &'d Description>,
        found: &BTreeMap<String, (&Profile, Canonical)>,
        update: &mut Update,
    ) -> Result<(), StoreError> {
        let graph = identity_graph(self.world.base);
        let mut targets: BTreeMap<&str, BTreeSet<&str>> = old
            .map(|told| (told.local.as_str(), BTreeSet::new()))
            .collect();
        for (profile, stands) in found.values() {
            let told = &profile.description;
            targets.entry(&told.local).or_default().insert(&stands.iri);
        }
        for (local, stands) in targets {
            let subject = NamedNode::new_unchecked(local);
            let predicate = if stands.len() == 1 {
                owl::SAME_AS
            } else {
                rdfs::SEE_ALSO
            };
            let wanted: Vec<Quad> = stands
                .into_iter()
                .filter(|iri| *iri != local)
                .map(|iri| {
                    Quad::new(
                        subject.clone(),
                        predicate,
                        NamedNode::new_unchecked(iri),
                        graph.clone(),
                    )
                })
                .collect();
            let there: Vec<Quad> = store.sorted_quads(Pattern {
                subject: Some(subject.as_ref().into()),
                graph: Some(graph.as_ref().into()),
                ..Pattern::default()
            })?;
            update.delete(there.iter().filter(|quad| !wanted.contains(*quad)).cloned());
            update.insert(wanted.into_iter().filter(|quad| !there.contains(quad)));
        }
        Ok(())
    }

    /// Adds to `update` what other decisions than those that the store was made with change: the documents that speak of
    /// their things are joined anew. `false` if they are the same.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn apply_decisions(&self, store: &Store, update: &mut Update) -> Result<bool, StoreError> {
        let graph = decisions_graph(self.world.base);
        let kept = store.sorted_quads(Pattern {
            graph: Some(graph.as_ref().into()),
            ..Pattern::default()
        })?;
        let kept: Vec<Triple> = kept.into_iter().map(Triple::from).collect();
        let before = Decisions::from_triples(&kept);
        if before == self.decisions {
            return Ok(false);
        }
        update.put_knowledge(graph.as_ref(), self.decisions.triples());
        let mut documents = BTreeSet::new();
        for iri in self.decisions.changed(&before) {
            documents.extend(self.documents_of(store, &iri)?);
        }
        let mut arrivals = Vec::new();
        for document in documents {
            if let Some((version, archived)) = store.archived_version(document.as_ref())? {
                arrivals.push(Arrival::of(document, archived.quads, version));
            }
        }
        self.arrive(store, arrivals, update)?;
        Ok(true)
    }

    /// The documents that speak of what an IRI of a decision means.
    fn documents_of(&self, store: &Store, iri: &str) -> Result<BTreeSet<NamedNode>, StoreError> {
        let Some((before, slug)) = iri.rsplit_once("/entity/") else {
            return Ok(BTreeSet::new());
        };
        let base = self.world.base.as_str();
        if before.starts_with(&format!("{base}doc/")) {
            return Ok(BTreeSet::from([NamedNode::new_unchecked(before)]));
        }
        let index = Index::new(store, self.world.base);
        let mut documents = BTreeSet::new();
        for occurrence in index.of_key(&format!("i:{slug}"))? {
            documents.extend(
                occurrence
                    .rsplit_once("/entity/")
                    .map(|(document, _)| NamedNode::new_unchecked(document)),
            );
        }
        // What the lexicon knows is not in the index.
        let subject = NamedNode::new_unchecked(iri);
        for quad in store.quads(Pattern {
            subject: Some(subject.as_ref().into()),
            predicate: Some(rdf::TYPE),
            ..Pattern::default()
        }) {
            if let GraphName::NamedNode(graph) = quad?.graph_name {
                documents.insert(graph);
            }
        }
        Ok(documents)
    }
}
