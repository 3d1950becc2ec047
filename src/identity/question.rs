//! What documents leave open: which things may be one, and which were joined on weak evidence.

use super::compare::compare;
use super::decision::{Decisions, Ruling};
use super::describe::{Profile, of_entry};
use super::evidence::{Decision, Verdict};
use super::gather::EntryKeys;
use super::index::{Index, Indexed};
use super::key::keys;
use super::update::Joiner;
use super::world::World;
use crate::store::{Pattern, Store, StoreError, provenance_of};
use crate::vocab::{oa, prov};
use oxrdf::vocab::rdf;
use oxrdf::{GraphName, NamedNode, NamedOrBlankNode, Term};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What was joined with less is asked about.
const WEAK: f64 = 0.86;

/// A key that so many things share tells nothing.
const CROWD: usize = 200;

/// How many sentences are shown of each side.
const QUOTES: usize = 2;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// Are the two one thing?
    Merge,
    /// Are they one thing, as was taken on weak evidence?
    Split,
    /// Is it this thing of the lexicon?
    Known,
}

/// One side of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// An IRI that stays the same whatever other documents say.
    pub iri: String,
    /// Its names, the one to show first.
    pub names: Vec<String>,
    /// Local names of its classes.
    pub classes: BTreeSet<String>,
    /// The documents that speak of it; none for an entry of the lexicon.
    pub documents: BTreeSet<String>,
    /// Sentences that speak of it.
    pub quotes: Vec<String>,
}

/// A question to a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What is asked.
    pub asked: Asked,
    /// The two sides; the second one would stand for both.
    pub sides: [Side; 2],
    /// How much speaks for one thing, 0 to 1.
    pub score: f64,
    /// What speaks for and against, in words.
    pub evidence: Vec<String>,
}

impl Question {
    /// The ruling that answers it.
    #[must_use]
    pub fn ruling(
        &self,
        same: bool,
        who: Option<String>,
        when: Option<String>,
        why: Option<String>,
    ) -> Ruling {
        let [a, b] = &self.sides;
        let label = |side: &Side| side.names.first().cloned().unwrap_or_default();
        Ruling {
            subject: a.iri.clone(),
            object: b.iri.clone(),
            same,
            labels: [label(a), label(b)],
            who,
            when,
            why,
        }
    }
}

/// The open questions of a store, those first to which the answer is the most likely to be yes.
///
/// # Errors
///
/// If the store cannot be read.
pub fn questions(store: &Store, joiner: &Joiner<'_>) -> Result<Vec<Question>, StoreError> {
    let index = Index::new(store, joiner.world().base);
    let survey = Survey::new(index.all()?, joiner.world(), joiner.entries());
    let mut questions = Vec::new();
    for ((a, b), (asked, verdict)) in survey.pairs(joiner.decisions()) {
        let sides = [survey.side(store, &a)?, survey.side(store, &b)?];
        let evidence = verdict.evidence.iter().map(ToString::to_string).collect();
        questions.push(Question {
            asked,
            sides,
            score: verdict.score,
            evidence,
        });
    }
    questions.sort_by(|a, b| {
        let key = |question: &Question| {
            let [a, b] = &question.sides;
            (
                Reverse((question.score * 1000.0) as i64),
                question.asked,
                a.iri.clone(),
                b.iri.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    Ok(questions)
}

/// A description of the index, or an entry of the lexicon.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Told(String),
    Entry(usize),
}

/// All that a store describes.
struct Survey<'w, 'k> {
    world: &'w World<'k>,
    profiles: BTreeMap<Place, Profile>,
    /// What stands for each.
    stands: BTreeMap<Place, String>,
    /// The places that stand behind each IRI.
    behind: BTreeMap<String, BTreeSet<Place>>,
    /// For each IRI of extraction, those that stand for it.
    locals: BTreeMap<String, BTreeSet<String>>,
    by_key: BTreeMap<String, BTreeSet<Place>>,
}

impl<'w, 'k> Survey<'w, 'k> {
    fn new(all: BTreeMap<String, Indexed>, world: &'w World<'k>, entries: &EntryKeys) -> Self {
        let mut survey = Self {
            world,
            profiles: BTreeMap::new(),
            stands: BTreeMap::new(),
            behind: BTreeMap::new(),
            locals: BTreeMap::new(),
            by_key: BTreeMap::new(),
        };
        for (occurrence, Indexed { told, canonical }) in all {
            let profile = Profile::new(told, world);
            for key in keys(&profile, world) {
                for entry in entries.of_key(&key) {
                    let place = Place::Entry(*entry);
                    let block = survey.by_key.entry(key.clone()).or_default();
                    block.insert(place.clone());
                    if survey.profiles.contains_key(&place) {
                        continue;
                    }
                    let told = of_entry(*entry, world);
                    let iri = told.local.clone();
                    survey.put(place, Profile::new(told, world), iri);
                }
                survey
                    .by_key
                    .entry(key)
                    .or_default()
                    .insert(Place::Told(occurrence.clone()));
            }
            survey.put(Place::Told(occurrence), profile, canonical.iri);
        }
        survey
    }

    fn put(&mut self, place: Place, profile: Profile, stands: String) {
        self.locals
            .entry(profile.description.local.clone())
            .or_default()
            .insert(stands.clone());
        self.behind
            .entry(stands.clone())
            .or_default()
            .insert(place.clone());
        self.stands.insert(place.clone(), stands);
        self.profiles.insert(place, profile);
    }

    /// The pairs to ask about: of each two things the pair for which most speaks.
    fn pairs(&self, decisions: &Decisions) -> BTreeMap<(Place, Place), (Asked, Verdict)> {
        let mut best: BTreeMap<(&str, &str), (Place, Place, Asked, Verdict)> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for block in self.by_key.values() {
            let block: Vec<&Place> = self.one_of_each(block);
            if block.len() > CROWD {
                continue;
            }
            for (at, a) in block.iter().enumerate() {
                for b in &block[at + 1..] {
                    // Things that share several keys meet in several blocks.
                    if !seen.insert((*a, *b)) {
                        continue;
                    }
                    let Some((asked, verdict)) = self.ask(a, b, decisions) else {
                        continue;
                    };
                    let pair = (self.stands[*a].as_str(), self.stands[*b].as_str());
                    let pair = (pair.0.min(pair.1), pair.0.max(pair.1));
                    if best
                        .get(&pair)
                        .is_none_or(|known| known.3.score < verdict.score)
                    {
                        best.insert(pair, ((*a).clone(), (*b).clone(), asked, verdict));
                    }
                }
            }
        }
        best.into_values()
            .map(|(a, b, asked, verdict)| ((a, b), (asked, verdict)))
            .collect()
    }

    /// The places of a block, but of those that extraction gave one IRI and that are one thing only the first.
    fn one_of_each<'b>(&self, block: &'b BTreeSet<Place>) -> Vec<&'b Place> {
        let mut seen = BTreeSet::new();
        let new = |place: &&Place| {
            seen.insert((
                &self.profiles[*place].description.local,
                &self.stands[*place],
            ))
        };
        block.iter().filter(new).collect()
    }

    fn ask(&self, a: &Place, b: &Place, decisions: &Decisions) -> Option<(Asked, Verdict)> {
        let (one, other) = (&self.profiles[a], &self.profiles[b]);
        let documents = [one, other].map(|side| &side.description.document);
        // What extraction kept apart in one document is not asked about.
        if documents[0] == documents[1] && !documents[0].is_empty() {
            return None;
        }
        let verdict = compare(one, other, self.world);
        let joined = self.stands[a] == self.stands[b];
        let entry = matches!(a, Place::Entry(_)) || matches!(b, Place::Entry(_));
        let asked = match verdict.decision {
            Decision::Different => return None,
            Decision::Same if joined && verdict.score < WEAK => Asked::Split,
            // Something else keeps the two apart: other members of the two, or an acronym of several things.
            Decision::Maybe | Decision::Same if !joined => {
                if entry {
                    Asked::Known
                } else {
                    Asked::Merge
                }
            }
            _ => return None,
        };
        let both_entries = matches!((a, b), (Place::Entry(_), Place::Entry(_)));
        (!both_entries && !self.is_settled(a, b, decisions)).then_some((asked, verdict))
    }

    /// Whether a decision tells of any of what is one with the two.
    fn is_settled(&self, a: &Place, b: &Place, decisions: &Decisions) -> bool {
        if decisions.is_empty() {
            return false;
        }
        let named = |place: &Place| -> BTreeSet<String> {
            let all = self.behind[&self.stands[place]]
                .iter()
                .map(|place| &self.profiles[place].description);
            all.flat_map(|told| [told.local.clone(), told.occurrence()])
                .filter(|iri| decisions.mentions(iri))
                .collect()
        };
        let (left, right) = (named(a), named(b));
        left.iter()
            .any(|a| right.iter().any(|b| decisions.settles(a, b)))
    }

    /// What is shown of a place: of all that is one with it.
    fn side(&self, store: &Store, place: &Place) -> Result<Side, StoreError> {
        let told = &self.profiles[place].description;
        let members = &self.behind[&self.stands[place]];
        let mut side = Side {
            iri: if self.locals[&told.local].len() == 1 {
                told.local.clone()
            } else {
                told.occurrence()
            },
            names: told.labels.clone(),
            classes: told.classes.clone(),
            documents: BTreeSet::new(),
            quotes: Vec::new(),
        };
        for member in members {
            let other = &self.profiles[member].description;
            if other.document.is_empty()
                || other.local != told.local && !matches!(place, Place::Entry(_))
            {
                continue;
            }
            side.documents.insert(other.document.clone());
            if side.quotes.len() < QUOTES {
                side.quotes
                    .extend(quote(store, &self.stands[place], &other.document)?);
            }
        }
        Ok(side)
    }
}

/// A sentence in which a document speaks of a thing.
fn quote(store: &Store, iri: &str, document: &str) -> Result<Option<String>, StoreError> {
    let thing = NamedNode::new_unchecked(iri);
    let document = NamedNode::new_unchecked(document);
    let graph = GraphName::NamedNode(provenance_of(document.as_ref()));
    let mut quotes = BTreeSet::new();
    for role in [rdf::SUBJECT, rdf::OBJECT] {
        for quad in store.quads(Pattern {
            predicate: Some(role),
            object: Some(thing.as_ref().into()),
            graph: Some(graph.as_ref()),
            ..Pattern::default()
        }) {
            let NamedOrBlankNode::NamedNode(statement) = quad?.subject else {
                continue;
            };
            let Some(Term::NamedNode(passage)) = object(store, &statement, prov::WAS_QUOTED_FROM)?
            else {
                continue;
            };
            if let Some(Term::Literal(text)) = object(store, &passage, oa::EXACT)? {
                quotes.insert(
                    text.value()
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" "),
                );
            }
        }
    }
    Ok(quotes.into_iter().min_by_key(|quote| quote.chars().count()))
}

fn object(
    store: &Store,
    subject: &NamedNode,
    predicate: oxrdf::NamedNodeRef<'_>,
) -> Result<Option<Term>, StoreError> {
    let mut found = store.quads(Pattern {
        subject: Some(subject.as_ref().into()),
        predicate: Some(predicate),
        ..Pattern::default()
    });
    found
        .next()
        .transpose()
        .map(|quad| quad.map(|quad| quad.object))
}
