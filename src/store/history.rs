//! The history of a store: which run put, changed, renamed or took out which document, and which
//! version it had then.
//!
//! It is a graph of its own, `BASE/ingests`, written in the transactions of the documents:
//!
//! ```turtle
//! <…/ingests/7> a prov:Activity ; pol:ingestNumber 7 ; prov:endedAtTime "2026-11-24T17:12:10Z"^^xsd:dateTime .
//! <…/ingests/7/doc/azerbaijan> a pol:DocumentChange ; prov:wasGeneratedBy <…/ingests/7> ;
//!     dcterms:isVersionOf <…/doc/azerbaijan> ; pol:change "changed" ; pol:archived "…" .
//! ```
//!
//! Of each document the present version and some former ones stay in the archive; an older change keeps
//! its place here and loses its `pol:archived`.

use super::{Pattern, Store, StoreError, Update};
use crate::vocab::{dcterms, pol, prov};
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeMap;

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// It was new.
    Added,
    /// Its text, or the knowledge that read it, became another.
    Changed,
    /// It was there under another name.
    Moved,
    /// It was taken out.
    Removed,
}

impl What {
    const ALL: [Self; 4] = [Self::Added, Self::Changed, Self::Moved, Self::Removed];

    /// As the graph and the reports say it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Moved => "moved",
            Self::Removed => "removed",
        }
    }
}

/// What one run did to one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentChange {
    /// The number of the run, from 1.
    pub ingest: u64,
    /// The document.
    pub document: NamedNode,
    /// What became of it.
    pub what: What,
    /// The name of its version in the archive afterwards; none where it was taken out or the version is
    /// kept no longer.
    pub archived: Option<String>,
    /// What it was called before, if it was moved.
    pub moved_from: Option<NamedNode>,
}

/// All that the store remembers of its runs.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// When each run took place, as `xsd:dateTime`, by its number.
    pub ingests: BTreeMap<u64, String>,
    /// The changes of each document, the latest first.
    changes: BTreeMap<NamedNode, Vec<DocumentChange>>,
}

impl History {
    /// Reads the history in `graph`.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn read(store: &Store, graph: NamedNodeRef<'_>) -> Result<Self, StoreError> {
        let mut nodes: BTreeMap<NamedNode, BTreeMap<NamedNode, Term>> = BTreeMap::new();
        for quad in store.quads(Pattern {
            graph: Some(graph.into()),
            ..Pattern::default()
        }) {
            let quad = quad?;
            if let NamedOrBlankNode::NamedNode(node) = quad.subject {
                nodes
                    .entry(node)
                    .or_default()
                    .insert(quad.predicate, quad.object);
            }
        }
        let mut history = Self::default();
        for about in nodes.values() {
            if let (Some(number), Some(time)) = (
                number(about.get(&pol::INGEST_NUMBER.into_owned())),
                text(about.get(&prov::ENDED_AT_TIME.into_owned())),
            ) {
                history.ingests.insert(number, time);
            }
        }
        for about in nodes.values() {
            if let Some(change) = change(about, &nodes) {
                let of = history.changes.entry(change.document.clone()).or_default();
                of.push(change);
            }
        }
        for changes in history.changes.values_mut() {
            changes.sort_by_key(|change| std::cmp::Reverse(change.ingest));
        }
        Ok(history)
    }

    /// All documents that it tells of, also those that are gone.
    pub fn documents(&self) -> impl Iterator<Item = &NamedNode> {
        self.changes.keys()
    }

    /// What became of a document, the latest first; where it was moved, on under its former name.
    #[must_use]
    pub fn changes(&self, document: &NamedNode) -> Vec<&DocumentChange> {
        let mut found: Vec<&DocumentChange> = Vec::new();
        let mut name = document;
        loop {
            let until = found.last().map_or(u64::MAX, |change| change.ingest);
            let before = found.len();
            for change in self.changes.get(name).into_iter().flatten() {
                // The run that moved it took it out under its former name.
                if change.ingest < until {
                    found.push(change);
                    if change.moved_from.is_some() {
                        break;
                    }
                }
            }
            match found.last().and_then(|change| change.moved_from.as_ref()) {
                Some(former) if found.len() > before => name = former,
                _ => return found,
            }
        }
    }

    /// The last change of a document up to a run: how it was then; none if it was not there yet.
    #[must_use]
    pub fn as_of(&self, document: &NamedNode, ingest: u64) -> Option<&DocumentChange> {
        let changes = self.changes(document);
        changes.into_iter().find(|change| change.ingest <= ingest)
    }

    /// Whether the document went on under another name after a run.
    #[must_use]
    pub fn was_moved_after(&self, document: &NamedNode, ingest: u64) -> bool {
        let mut changes = self.changes.values().flatten();
        changes.any(|change| change.ingest > ingest && change.moved_from.as_ref() == Some(document))
    }
}

fn change(
    about: &BTreeMap<NamedNode, Term>,
    nodes: &BTreeMap<NamedNode, BTreeMap<NamedNode, Term>>,
) -> Option<DocumentChange> {
    let of = |property: NamedNodeRef<'_>| about.get(&property.into_owned());
    let named = text(of(pol::CHANGE))?;
    let ingest = nodes.get(&node(of(prov::WAS_GENERATED_BY))?)?;
    Some(DocumentChange {
        ingest: number(ingest.get(&pol::INGEST_NUMBER.into_owned()))?,
        document: node(of(dcterms::IS_VERSION_OF))?,
        what: What::ALL.into_iter().find(|what| what.name() == named)?,
        archived: text(of(pol::ARCHIVED)),
        moved_from: node(of(pol::MOVED_FROM)),
    })
}

fn text(term: Option<&Term>) -> Option<String> {
    match term {
        Some(Term::Literal(literal)) => Some(literal.value().to_owned()),
        _ => None,
    }
}

fn number(term: Option<&Term>) -> Option<u64> {
    text(term)?.parse().ok()
}

fn node(term: Option<&Term>) -> Option<NamedNode> {
    match term {
        Some(Term::NamedNode(node)) => Some(node.clone()),
        _ => None,
    }
}

/// Writes the history of one run.
#[derive(Clone, Debug)]
pub struct Recorder {
    graph: NamedNode,
    number: u64,
    time: String,
    former: usize,
}

impl Recorder {
    /// Begins a run, whose number follows that of the last. `time` is an `xsd:dateTime`; `former` says how
    /// many former versions of each document are kept beside the present one.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn begin(
        store: &Store,
        graph: NamedNode,
        time: String,
        former: usize,
    ) -> Result<Self, StoreError> {
        let mut last = 0;
        for quad in store.quads(Pattern {
            predicate: Some(pol::INGEST_NUMBER),
            graph: Some(graph.as_ref().into()),
            ..Pattern::default()
        }) {
            last = last.max(number(Some(&quad?.object)).unwrap_or(0));
        }
        Ok(Self {
            graph,
            number: last + 1,
            time,
            former,
        })
    }

    /// Puts into `update`, which puts the document or takes it out, what is to be remembered of that.
    ///
    /// `archived` names the version that the document has afterwards, `moved_from` what it was called before.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn record(
        &self,
        store: &Store,
        update: &mut Update,
        what: What,
        document: NamedNodeRef<'_>,
        archived: Option<&str>,
        moved_from: Option<NamedNodeRef<'_>>,
    ) -> Result<(), StoreError> {
        let ingest = self.node(&self.number.to_string());
        let base = self.graph.as_str().trim_end_matches("ingests");
        let tail = document.as_str().strip_prefix(base);
        let tail = tail.unwrap_or(document.as_str());
        let change = self.node(&format!("{}/{tail}", self.number));
        let plain = |text: &str| Term::from(Literal::new_simple_literal(text));
        let typed = |text: &str, datatype| Term::from(Literal::new_typed_literal(text, datatype));
        let mut about = vec![
            (&ingest, rdf::TYPE, prov::ACTIVITY.into()),
            (
                &ingest,
                pol::INGEST_NUMBER,
                typed(&self.number.to_string(), xsd::INTEGER),
            ),
            (
                &ingest,
                prov::ENDED_AT_TIME,
                typed(&self.time, xsd::DATE_TIME),
            ),
            (&change, rdf::TYPE, pol::DOCUMENT_CHANGE.into()),
            (&change, prov::WAS_GENERATED_BY, ingest.clone().into()),
            (
                &change,
                dcterms::IS_VERSION_OF,
                document.into_owned().into(),
            ),
            (&change, pol::CHANGE, plain(what.name())),
        ];
        if let Some(version) = archived {
            about.push((&change, pol::ARCHIVED, plain(version)));
        }
        if let Some(former) = moved_from {
            about.push((&change, pol::MOVED_FROM, former.into_owned().into()));
        }
        update.insert(about.into_iter().map(|(subject, property, object)| {
            Quad::new(subject.clone(), property, object, self.graph.clone())
        }));
        update.delete(self.outdated(store, document)?);
        Ok(())
    }

    /// What names versions of a document that are one too many when another one comes.
    fn outdated(&self, store: &Store, document: NamedNodeRef<'_>) -> Result<Vec<Quad>, StoreError> {
        let mut named = Vec::new();
        let graph = Some(self.graph.as_ref().into());
        for change in store.quads(Pattern {
            predicate: Some(dcterms::IS_VERSION_OF),
            object: Some(document.into()),
            graph,
            ..Pattern::default()
        }) {
            let change = change?.subject;
            let of = |property| Pattern {
                subject: Some(change.as_ref()),
                predicate: Some(property),
                object: None,
                graph,
            };
            let ingest = store.sorted_quads(of(prov::WAS_GENERATED_BY))?;
            let number = ingest.first().and_then(|quad| match &quad.object {
                Term::NamedNode(node) => node.as_str().rsplit('/').next()?.parse::<u64>().ok(),
                _ => None,
            });
            for quad in store.quads(of(pol::ARCHIVED)) {
                named.push((number, quad?));
            }
        }
        named.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
        Ok(named
            .into_iter()
            .skip(self.former)
            .map(|(_, quad)| quad)
            .collect())
    }

    fn node(&self, tail: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}/{tail}", self.graph.as_str()))
    }
}
