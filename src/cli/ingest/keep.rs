//! Storing one document: new, changed, moved or the same as another, with its place in the history.

use super::reading::{Found, Reading};
use super::report::{Outcome, Row};
use super::sync::{Missing, absolute};
use crate::cli::fault;
use crate::cli::intake::Item;
use oxrdf::{LiteralRef, NamedNode, NamedNodeRef, NamedOrBlankNode};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use tripolis::identity::update::{Arrival, Joiner};
use tripolis::pipeline::Engine;
use tripolis::store::history::{Recorder, What};
use tripolis::store::{Change, Pattern, Store, StoreError, Update};
use tripolis::validate::Severity;
use tripolis::vocab::{dcterms, pol};

/// What the user allows to be stored.
#[derive(Clone, Copy, Debug)]
pub(super) struct Allowed {
    /// Documents that break a shape.
    pub(super) invalid: bool,
    /// Documents that say what another one says.
    pub(super) duplicates: bool,
}

/// Stores the documents of a run, one after the other.
pub(super) struct Keeper<'r> {
    pub(super) store: &'r Store,
    pub(super) engine: &'r Engine,
    /// Makes one what is one in several documents.
    pub(super) joiner: &'r Joiner<'r>,
    pub(super) recorder: Recorder,
    pub(super) allowed: Allowed,
    /// Stored documents whose files are gone: another file may turn out to hold them.
    pub(super) missing: Missing,
    /// Documents of this run that were not looked at yet, but for those in files of many.
    pub(super) pending: BTreeSet<NamedNode>,
    /// The files of this run.
    pub(super) files: BTreeSet<PathBuf>,
    /// Documents in files of many that were looked at.
    pub(super) members: BTreeSet<NamedNode>,
    /// Documents alike to one that was pending when they came.
    #[expect(clippy::vec_box, reason = "they come in boxes and go on in them")]
    pub(super) deferred: Vec<Box<Found>>,
}

/// What became of a document that was read.
pub(super) enum Kept {
    /// This is to be reported.
    Done(Row),
    /// It is not stored, and the user has been told why.
    Refused,
    /// It is looked at again when all others are stored.
    Deferred,
}

impl Keeper<'_> {
    /// Stores what was read. Of documents alike to one that this run has not looked at yet, which may be
    /// about to change, it is decided in [`Keeper::keep_deferred`].
    pub(super) fn keep(&mut self, reading: Reading) -> Result<Kept, StoreError> {
        let found = match reading {
            Reading::Current(id) => {
                self.seen(&self.engine.base.document(&id));
                return Ok(Kept::Done(Row {
                    document: id.to_string(),
                    outcome: Outcome::Unchanged,
                    counts: None,
                    quads: String::new(),
                }));
            }
            Reading::Read(found) => found,
        };
        self.seen(&self.engine.base.document(&found.document.id));
        let alike = self.alike(&found)?;
        for other in &alike {
            if self.is_open(other)? {
                self.deferred.push(found);
                return Ok(Kept::Deferred);
            }
        }
        self.store(*found, &alike)
    }

    /// A document that cannot be read stays as it is stored.
    pub(super) fn spare(&mut self, item: &Item) {
        if let Item::Member { file, member, .. } = item {
            self.seen(&self.engine.base.document(&member.id(file)));
        }
    }

    /// Stores what was left for the end, when all files have been read; of those of `broken` not all documents could be.
    pub(super) fn keep_deferred(
        &mut self,
        broken: &BTreeSet<String>,
    ) -> Result<Vec<Kept>, StoreError> {
        for file in broken {
            let spared = self.missing.spare(file);
            if spared > 0 {
                eprintln!(
                    "note: {file}: not all of it could be read, so {spared} documents that it no longer gives were not removed"
                );
            }
        }
        self.missing.settle();
        let deferred = std::mem::take(&mut self.deferred);
        let mut to_come: BTreeMap<NamedNode, String> = deferred
            .iter()
            .map(|found| {
                let iri = self.engine.base.document(&found.document.id);
                (iri, found.fingerprint.clone())
            })
            .collect();
        let mut kept = Vec::new();
        for found in deferred {
            to_come.remove(&self.engine.base.document(&found.document.id));
            // One whose new text is still to come says something else than what the store has of it.
            let stays = |other: &NamedNode| {
                let new = to_come.get(other);
                new.is_none_or(|new| *new == found.fingerprint)
            };
            let mut alike = self.alike(&found)?;
            alike.retain(stays);
            kept.push(self.store(*found, &alike)?);
        }
        Ok(kept)
    }

    /// Whether a document of this run is still to be stored, and may then say something else.
    fn is_open(&self, document: &NamedNode) -> Result<bool, StoreError> {
        let base = &self.engine.base;
        let mut deferred = self.deferred.iter();
        Ok(self.pending.contains(document)
            || deferred.any(|found| base.document(&found.document.id) == *document)
            || !self.members.contains(document) && self.is_member(document)?)
    }

    /// Whether a stored document was read from within a file of this run.
    fn is_member(&self, document: &NamedNode) -> Result<bool, StoreError> {
        let source = self.store.first_text(Pattern {
            subject: Some(document.into()),
            predicate: Some(dcterms::SOURCE),
            ..Pattern::default()
        })?;
        Ok(source.is_some_and(|source| {
            let place = absolute(Path::new(&source));
            place
                .ancestors()
                .skip(1)
                .any(|path| self.files.contains(path))
        }))
    }

    /// A document of this run has been read.
    fn seen(&mut self, document: &NamedNode) {
        if !self.pending.remove(document) {
            self.members.insert(document.clone());
        }
        self.missing.is_read(document);
    }

    /// Takes out the documents whose files are gone.
    pub(super) fn remove_missing(&mut self) -> Result<Vec<Row>, StoreError> {
        let missing = std::mem::take(&mut self.missing);
        let documents = missing.into_documents();
        documents
            .iter()
            .map(|document| self.remove(document.as_ref(), Outcome::Removed))
            .collect()
    }

    /// Other documents of the store with the same text, but for those whose files are gone.
    fn alike(&self, found: &Found) -> Result<Vec<NamedNode>, StoreError> {
        if self.allowed.duplicates {
            return Ok(Vec::new());
        }
        let own = self.engine.base.document(&found.document.id);
        let mut alike = Vec::new();
        for quad in self.store.quads(Pattern {
            predicate: Some(pol::TEXT_HASH),
            object: Some(LiteralRef::new_simple_literal(&found.fingerprint).into()),
            ..Pattern::default()
        }) {
            if let NamedOrBlankNode::NamedNode(other) = quad?.subject
                && other != own
                && !self.missing.contains(&other)
            {
                alike.push(other);
            }
        }
        alike.sort_unstable();
        Ok(alike)
    }

    /// Stores what was read, unless it says what one of `alike` says.
    fn store(&mut self, found: Found, alike: &[NamedNode]) -> Result<Kept, StoreError> {
        let iri = self.engine.base.document(&found.document.id);
        if let Some(other) = alike.first() {
            let outcome = Outcome::SameAs(self.name(other));
            return self.remove(iri.as_ref(), outcome).map(Kept::Done);
        }
        if !self.is_valid(&found) {
            return Ok(Kept::Refused);
        }
        let Found {
            document,
            entities,
            facts,
            quads,
            ..
        } = found;
        let version = self.store.archive(&document, &quads)?;
        let is_new = !self.store.holds(iri.as_ref())?;
        let former = Some(&document.hash).filter(|_| is_new);
        let former = former.and_then(|hash| self.missing.take(hash));
        let mut update = Update::default();
        let came = Arrival::of(iri.clone(), quads, version.clone());
        let gone = former.iter().cloned().map(Arrival::gone);
        let arrivals = std::iter::once(came).chain(gone).collect();
        self.joiner.arrive(self.store, arrivals, &mut update)?;
        let what = match (&former, is_new) {
            (Some(_), _) => What::Moved,
            (None, true) => What::Added,
            (None, false) => What::Changed,
        };
        self.recorder.record(
            self.store,
            &mut update,
            what,
            iri.as_ref(),
            Some(&version),
            former.as_ref().map(NamedNode::as_ref),
        )?;
        let (outcome, quads) = match self.store.apply(&update)? {
            Change::Added { quads } => (Outcome::Added, format!("+{quads}")),
            Change::Changed { added, removed } => {
                // Where the document is new, others were written anew: it joined or parted their things.
                let own = if is_new {
                    Outcome::Added
                } else {
                    Outcome::Changed
                };
                let outcome = former.map_or(own, |former| Outcome::Moved(self.name(&former)));
                (outcome, format!("+{added} -{removed}"))
            }
            Change::Unchanged => (Outcome::Unchanged, String::new()),
        };
        Ok(Kept::Done(Row {
            document: document.id.to_string(),
            outcome,
            counts: Some((entities, facts)),
            quads,
        }))
    }

    /// Takes a document out, if it is there.
    fn remove(&self, document: NamedNodeRef<'_>, outcome: Outcome) -> Result<Row, StoreError> {
        let mut update = Update::default();
        let gone = vec![Arrival::gone(document.into_owned())];
        self.joiner.arrive(self.store, gone, &mut update)?;
        self.recorder
            .record(self.store, &mut update, What::Removed, document, None, None)?;
        let quads = match self.store.apply(&update)? {
            Change::Changed { removed, .. } => format!("-{removed}"),
            Change::Added { .. } | Change::Unchanged => String::new(),
        };
        Ok(Row {
            document: self.name(&document.into_owned()),
            outcome,
            counts: None,
            quads,
        })
    }

    /// Tells which shapes a document breaks; whether it may be stored.
    fn is_valid(&self, found: &Found) -> bool {
        let (document, violations) = (&found.document, &found.violations);
        let broken = violations
            .iter()
            .filter(|violation| violation.severity == Severity::Violation)
            .count();
        if broken == 0 {
            return true;
        }
        let told: Vec<_> = violations
            .iter()
            .map(|violation| violation.diagnostic(&document.text))
            .collect();
        fault::diagnostics(document, &told);
        if !self.allowed.invalid {
            eprintln!(
                "error: {}: refused, it breaks {broken} shapes\n  hint: look at it with `tripolis check`, or take it with --allow-invalid",
                document.source
            );
        }
        self.allowed.invalid
    }

    /// A document as reports name it.
    fn name(&self, document: &NamedNode) -> String {
        let base = &self.engine.base;
        base.document_name(document.as_str()).to_owned()
    }
}
