//! What a search finds: entities by their names, and passages with what the store says of them.

use super::compile::{Target, compile};
use super::question::Question;
use super::rank::{All, Counts, Found, Numbers, Texts, passages};
use super::scope::OfStore;
use super::{Index, SearchError};
use crate::store::{Pattern, Store, document_of, provenance_of};
use crate::vocab::{POL, dcterms, prov, skos};
use oxrdf::vocab::rdf;
use oxrdf::{
    GraphName, GraphNameRef, Literal, LiteralRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term,
    TermRef,
};
use std::collections::{BTreeMap, BTreeSet};
use tantivy::schema::Value;
use tantivy::{DocAddress, Searcher, TantivyDocument};

/// Entities looked up for each one that is asked for: some may have become one since, or be gone.
const SPARE: usize = 3;
/// What gives a thing its names.
const NAMES: [NamedNodeRef<'static>; 3] = [skos::PREF_LABEL, skos::ALT_LABEL, dcterms::TITLE];

/// An entity that was found by its name.
#[derive(Clone, Debug, PartialEq)]
pub struct NameHit {
    /// The entity.
    pub entity: NamedNode,
    /// Its chief name.
    pub name: String,
    /// The name that was found, where it is another.
    pub found: Option<String>,
    /// Local names of its classes.
    pub classes: BTreeSet<String>,
    /// Facts of which it is a side, as the documents state them.
    pub facts: u64,
    /// Documents that have the name for it.
    pub documents: usize,
    /// How well it fits; more is better.
    pub score: f64,
}

/// A passage that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct PassageHit {
    /// `BASE/doc/SLUG#char=START,END`.
    pub iri: NamedNode,
    /// The document.
    pub document: NamedNode,
    /// Its title.
    pub title: String,
    /// The passage, white space folded.
    pub text: String,
    /// The headings above it, the outermost first.
    pub headings: Vec<String>,
    /// The page, sheet or chapter, where the document has any.
    pub place: Option<String>,
    /// First code point in the document's text.
    pub start: u64,
    /// The code point behind the last.
    pub end: u64,
    /// Number of facts that are quoted from it.
    pub facts: u64,
    /// How well it fits; more is better.
    pub score: f64,
    /// The quotes of its facts, in code points.
    quotes: Vec<(u64, u64)>,
}

impl PassageHit {
    /// The entities that the facts in the passage are about, as the store has them now, each with its name.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn entities(&self, store: &Store) -> Result<BTreeMap<NamedNode, String>, SearchError> {
        let mut sides = BTreeSet::new();
        for (start, end) in &self.quotes {
            let passage =
                NamedNode::new_unchecked(format!("{}#char={start},{end}", self.document.as_str()));
            let quoted = Pattern {
                predicate: Some(prov::WAS_QUOTED_FROM),
                object: Some(passage.as_ref().into()),
                ..Pattern::default()
            };
            for quad in store.quads(quoted) {
                let statement = quad?.subject;
                for side in [rdf::SUBJECT, rdf::OBJECT] {
                    let of = Pattern {
                        subject: Some(statement.as_ref()),
                        predicate: Some(side),
                        ..Pattern::default()
                    };
                    for quad in store.quads(of) {
                        if let Term::NamedNode(side) = quad?.object {
                            sides.insert(side);
                        }
                    }
                }
            }
        }
        let mut named = BTreeMap::new();
        for side in sides {
            // The document's own name for it is at hand; a thing that many documents name has many.
            let own = named_in(store, side.as_ref(), self.document.as_ref())?;
            let name = match own {
                Some(name) => Some(name),
                None => chief_name(store, side.as_ref())?,
            };
            if let Some(name) = name {
                named.insert(side, name);
            }
        }
        Ok(named)
    }
}

impl Index {
    /// The entities whose names fit, the best first, then those of more facts, then by name and IRI; `limit` at most,
    /// else all.
    ///
    /// # Errors
    ///
    /// If the question names what the store does not know, or store or index cannot be read.
    pub fn names(
        &self,
        store: &Store,
        question: &Question,
        limit: Option<usize>,
    ) -> Result<Vec<NameHit>, SearchError> {
        let searcher = self.searcher();
        let found = self.found(&searcher, store, question, Target::Names)?;
        let mut groups = self.groups(&searcher, found)?;
        groups.sort_unstable_by(|a, b| b.score.cmp(&a.score).then_with(|| a.entity.cmp(&b.entity)));
        groups.truncate(limit.map_or(usize::MAX, |limit| {
            limit.saturating_mul(SPARE).saturating_add(SPARE)
        }));
        let mut hits: BTreeMap<NamedNode, NameHit> = BTreeMap::new();
        for group in groups {
            for hit in self.named(&searcher, store, &group)? {
                match hits.get_mut(&hit.entity) {
                    Some(known) => {
                        known.facts += hit.facts;
                        known.documents += hit.documents;
                        if hit.score > known.score {
                            known.score = hit.score;
                            known.found = hit.found;
                        }
                    }
                    None => {
                        hits.insert(hit.entity.clone(), hit);
                    }
                }
            }
        }
        let mut hits: Vec<NameHit> = hits.into_values().collect();
        hits.sort_by(|a, b| {
            (b.score.total_cmp(&a.score))
                .then(b.facts.cmp(&a.facts))
                .then_with(|| a.name.cmp(&b.name))
                .then_with(|| a.entity.cmp(&b.entity))
        });
        hits.truncate(limit.unwrap_or(usize::MAX));
        Ok(hits)
    }

    /// The passages that fit, the best first, then by document and place; `limit` at most, else all.
    ///
    /// # Errors
    ///
    /// If the question names what the store does not know, or store or index cannot be read.
    pub fn passages(
        &self,
        store: &Store,
        question: &Question,
        limit: Option<usize>,
    ) -> Result<Vec<PassageHit>, SearchError> {
        let searcher = self.searcher();
        let found = self.found(&searcher, store, question, Target::Passages)?;
        let ranked = passages(&searcher, found, limit).map_err(|error| self.fault(error))?;
        let mut titles = BTreeMap::new();
        // The texts lie in blocks that are unpacked once each when they are read in the order of the index.
        let mut by_address: Vec<(usize, Found)> = ranked.into_iter().enumerate().collect();
        by_address.sort_unstable_by_key(|(_, hit)| hit.address);
        let mut hits = Vec::with_capacity(by_address.len());
        for (rank, hit) in by_address {
            hits.push((rank, self.passage(&searcher, store, hit, &mut titles)?));
        }
        hits.sort_unstable_by_key(|(rank, _)| *rank);
        Ok(hits.into_iter().map(|(_, hit)| hit).collect())
    }

    fn found(
        &self,
        searcher: &Searcher,
        store: &Store,
        question: &Question,
        target: Target,
    ) -> Result<Vec<Found>, SearchError> {
        let query = compile(question, self.fields(), target, &OfStore::new(store))?;
        searcher
            .search_with_statistics_provider(&query, &All, &Counts(searcher))
            .map_err(|error| self.fault(error))
    }

    fn passage(
        &self,
        searcher: &Searcher,
        store: &Store,
        hit: Found,
        titles: &mut BTreeMap<String, String>,
    ) -> Result<PassageHit, SearchError> {
        let fields = self.fields();
        let entry: TantivyDocument = searcher
            .doc(hit.address)
            .map_err(|error| self.fault(error))?;
        let texts = |field| entry.get_all(field).filter_map(|value| value.as_str());
        let number = |field| {
            entry
                .get_first(field)
                .and_then(|value| value.as_u64())
                .unwrap_or(0)
        };
        let document = NamedNode::new_unchecked(texts(fields.document).next().unwrap_or_default());
        let title = match titles.get(document.as_str()) {
            Some(title) => title.clone(),
            None => {
                let title = text_of(store, document.as_ref(), dcterms::TITLE)?.unwrap_or_default();
                titles.insert(document.as_str().to_owned(), title.clone());
                title
            }
        };
        let (start, end) = (number(fields.start), number(fields.end));
        let quote = |text: &str| {
            let (start, end) = text.split_once(',')?;
            Some((start.parse().ok()?, end.parse().ok()?))
        };
        Ok(PassageHit {
            iri: NamedNode::new_unchecked(format!("{}#char={start},{end}", document.as_str())),
            title,
            text: texts(fields.text).next().unwrap_or_default().to_owned(),
            headings: texts(fields.heading).map(str::to_owned).collect(),
            place: texts(fields.place).next().map(str::to_owned),
            start,
            end,
            facts: number(fields.facts),
            score: hit.score as f64 / 1000.0,
            quotes: texts(fields.quote).filter_map(quote).collect(),
            document,
        })
    }

    /// Names that are found, put together by entity.
    fn groups(&self, searcher: &Searcher, found: Vec<Found>) -> Result<Vec<Group>, SearchError> {
        let fault = |error| self.fault(error);
        let mut entities = Texts::new(searcher, "entity", found.len());
        let mut documents = Texts::new(searcher, "document", found.len());
        let mut counts = Numbers::new(searcher, "facts");
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        for hit in found {
            let entity = entities.of(hit.address).map_err(fault)?.to_owned();
            let document = documents.of(hit.address).map_err(fault)?.to_owned();
            let facts = counts.of(hit.address).map_err(fault)?;
            let group = groups.entry(entity.clone()).or_insert_with(|| Group {
                entity,
                ..Group::default()
            });
            group
                .documents
                .entry(document)
                .and_modify(|(best, _)| {
                    if hit.score > best.score {
                        *best = hit;
                    }
                })
                .or_insert((hit, facts));
        }
        let mut groups: Vec<Group> = groups.into_values().collect();
        for group in &mut groups {
            let best = group
                .documents
                .values()
                .map(|(hit, _)| hit.score)
                .max()
                .unwrap_or(0);
            let facts: u64 = group.documents.values().map(|(_, facts)| facts).sum();
            // Of two names that fit alike, the thing that more is said of is meant more often.
            let weight = 1.0 + (1.0 + facts as f64).ln() / 10.0;
            group.score = (best as f64 * weight).round() as u64;
        }
        Ok(groups)
    }

    /// The entities of a group as the store has them now: one, unless documents took them apart.
    fn named(
        &self,
        searcher: &Searcher,
        store: &Store,
        group: &Group,
    ) -> Result<Vec<NameHit>, SearchError> {
        let own = NamedNode::new_unchecked(&group.entity);
        let homes = homes(store, own.as_ref())?;
        let mut hits: BTreeMap<NamedNode, (Found, NameHit)> = BTreeMap::new();
        for (document, (found, facts)) in &group.documents {
            let bearers = if homes.contains(document) {
                vec![own.clone()]
            } else {
                let (name, language) = self.name(searcher, found.address)?;
                bearers(store, document, &name, &language)?
            };
            for entity in bearers {
                let (best, hit) = hits.entry(entity.clone()).or_insert_with(|| {
                    let hit = NameHit {
                        entity,
                        name: String::new(),
                        found: None,
                        classes: BTreeSet::new(),
                        facts: 0,
                        documents: 0,
                        score: group.score as f64 / 1000.0,
                    };
                    (*found, hit)
                });
                hit.facts += facts;
                hit.documents += 1;
                if found.score > best.score {
                    *best = *found;
                }
            }
        }
        let mut named = Vec::new();
        for (best, mut hit) in hits.into_values() {
            let (found, _) = self.name(searcher, best.address)?;
            let chief = chief_name(store, hit.entity.as_ref())?;
            hit.name = chief.unwrap_or_else(|| found.clone());
            hit.found = (hit.name != found).then_some(found);
            hit.classes = classes(store, hit.entity.as_ref())?;
            named.push(hit);
        }
        Ok(named)
    }

    fn name(
        &self,
        searcher: &Searcher,
        address: DocAddress,
    ) -> Result<(String, String), SearchError> {
        let entry: TantivyDocument = searcher.doc(address).map_err(|error| self.fault(error))?;
        let text = |field| {
            let value = entry.get_first(field);
            value
                .and_then(|value| value.as_str())
                .unwrap_or_default()
                .to_owned()
        };
        Ok((text(self.fields().name), text(self.fields().language)))
    }
}

/// Names of one entity, as it was read.
#[derive(Default)]
struct Group {
    entity: String,
    /// Of each document the name that fits best, and the number of facts.
    documents: BTreeMap<String, (Found, u64)>,
    /// Thousandths.
    score: u64,
}

/// The documents that have a name for an entity.
fn homes(store: &Store, entity: NamedNodeRef<'_>) -> Result<BTreeSet<String>, SearchError> {
    let mut homes = BTreeSet::new();
    for property in NAMES {
        for quad in store.quads(Pattern {
            subject: Some(entity.into()),
            predicate: Some(property),
            ..Pattern::default()
        }) {
            if let GraphName::NamedNode(graph) = quad?.graph_name {
                homes.insert(document_of(graph.as_str()).to_owned());
            }
        }
    }
    Ok(homes)
}

/// What bears a name in a document that called something else by it when it was read.
fn bearers(
    store: &Store,
    document: &str,
    name: &str,
    language: &str,
) -> Result<Vec<NamedNode>, SearchError> {
    let literal = if language.is_empty() {
        Literal::new_simple_literal(name)
    } else {
        Literal::new_language_tagged_literal_unchecked(name, language)
    };
    let mut found = BTreeSet::new();
    let document = NamedNode::new_unchecked(document);
    for graph in [provenance_of(document.as_ref()), document] {
        for quad in store.quads(Pattern {
            object: Some(TermRef::Literal(LiteralRef::from(&literal))),
            graph: Some(GraphNameRef::NamedNode(graph.as_ref())),
            ..Pattern::default()
        }) {
            let quad = quad?;
            if let NamedOrBlankNode::NamedNode(subject) = quad.subject
                && NAMES.contains(&quad.predicate.as_ref())
            {
                found.insert(subject);
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// The first of a thing's chief names in the order of the alphabet, English before others; a document's title.
fn chief_name(store: &Store, iri: NamedNodeRef<'_>) -> Result<Option<String>, SearchError> {
    match text_of(store, iri, skos::PREF_LABEL)? {
        Some(name) => Ok(Some(name)),
        None => text_of(store, iri, dcterms::TITLE),
    }
}

/// The chief name that a document has for a thing.
fn named_in(
    store: &Store,
    iri: NamedNodeRef<'_>,
    document: NamedNodeRef<'_>,
) -> Result<Option<String>, SearchError> {
    store
        .first_text(Pattern {
            subject: Some(iri.into()),
            predicate: Some(skos::PREF_LABEL),
            graph: Some(document.into()),
            ..Pattern::default()
        })
        .map_err(SearchError::from)
}

fn text_of(
    store: &Store,
    subject: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Option<String>, SearchError> {
    store
        .first_text(Pattern {
            subject: Some(subject.into()),
            predicate: Some(property),
            ..Pattern::default()
        })
        .map_err(SearchError::from)
}

fn classes(store: &Store, iri: NamedNodeRef<'_>) -> Result<BTreeSet<String>, SearchError> {
    let mut classes = BTreeSet::new();
    for quad in store.quads(Pattern {
        subject: Some(iri.into()),
        predicate: Some(rdf::TYPE),
        ..Pattern::default()
    }) {
        if let Term::NamedNode(class) = quad?.object
            && let Some(local) = class.as_str().strip_prefix(POL)
        {
            classes.insert(local.to_owned());
        }
    }
    Ok(classes)
}
