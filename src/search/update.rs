//! Bringing the index up to date with the store: what it lacks is added, what it holds too much goes.

use super::entry::{Source, entries};
use super::rank::Texts;
use super::schema::{VERSION, kind};
use super::{Index, SearchError};
use crate::store::Store;
use oxrdf::NamedNode;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};
use tantivy::collector::DocSetCollector;
use tantivy::directory::error::LockError;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{IndexWriter, TantivyDocument, TantivyError, Term};

/// Memory that the writer holds words in before it writes them out, in bytes.
pub const WRITER_MEMORY: usize = 48 * 1024 * 1024;
/// So many documents are read from the archive at once.
const BATCH: usize = 64;
/// So long another process may hold the index to bring it up to date.
const PATIENCE: Duration = Duration::from_secs(120);

/// Documents whose entries have to be made or have to go.
#[derive(Debug, Default, PartialEq, Eq)]
struct Difference {
    make: BTreeMap<NamedNode, String>,
    remove: BTreeSet<String>,
}

impl Difference {
    fn is_none(&self) -> bool {
        self.make.is_empty() && self.remove.is_empty()
    }
}

impl Index {
    /// Brings the index up to date with the store. Where nothing changed, nothing is written.
    ///
    /// Words are held in [`WRITER_MEMORY`] bytes, and the text of at most 64 documents beside them.
    ///
    /// # Errors
    ///
    /// If the archive of the store cannot be read, or the index cannot be written.
    pub fn update(&self, store: &Store) -> Result<(), SearchError> {
        if self.difference(store)?.is_none() {
            return Ok(());
        }
        let mut writer = self.writer()?;
        // Whoever held the index before may have done the work.
        self.reload()?;
        let difference = self.difference(store)?;
        if difference.is_none() {
            return Ok(());
        }
        for document in difference.make.keys().map(NamedNode::as_str) {
            writer.delete_term(Term::from_field_text(self.fields().document, document));
        }
        for document in &difference.remove {
            writer.delete_term(Term::from_field_text(self.fields().document, document));
        }
        let make: Vec<_> = difference.make.iter().collect();
        for batch in make.chunks(BATCH) {
            let made: Vec<_> = batch
                .par_iter()
                .map(|(iri, version)| self.made(store, iri, version))
                .collect::<Result<_, _>>()?;
            for entry in made.into_iter().flatten() {
                writer
                    .add_document(entry)
                    .map_err(|error| self.fault(error))?;
            }
        }
        let mut commit = writer.prepare_commit().map_err(|error| self.fault(error))?;
        commit.set_payload(VERSION);
        commit.commit().map_err(|error| self.fault(error))?;
        writer
            .wait_merging_threads()
            .map_err(|error| self.fault(error))?;
        self.reload()?;
        Ok(())
    }

    /// The entries of one version.
    fn made(
        &self,
        store: &Store,
        iri: &NamedNode,
        version: &str,
    ) -> Result<Vec<TantivyDocument>, SearchError> {
        let archived = store.archived_as(version)?;
        let source = Source {
            iri: iri.as_ref(),
            version,
            document: &archived.document,
            quads: &archived.quads,
        };
        Ok(entries(self.fields(), &source))
    }

    /// One thread writes, so that the same documents give the same index.
    fn writer(&self) -> Result<IndexWriter, SearchError> {
        let start = Instant::now();
        loop {
            match self.engine().writer_with_num_threads(1, WRITER_MEMORY) {
                Err(TantivyError::LockFailure(LockError::LockBusy, _))
                    if start.elapsed() < PATIENCE =>
                {
                    std::thread::sleep(Duration::from_millis(50));
                }
                other => return other.map_err(|error| self.fault(error)),
            }
        }
    }

    /// What the store holds otherwise than the index.
    fn difference(&self, store: &Store) -> Result<Difference, SearchError> {
        let mut held = self.versions()?;
        let mut difference = Difference::default();
        for (document, version) in store.versions()? {
            if held.remove(document.as_str()).as_ref() != Some(&version) {
                difference.make.insert(document, version);
            }
        }
        difference.remove = held.into_keys().collect();
        Ok(difference)
    }

    /// The documents in the index, each with its version.
    fn versions(&self) -> Result<BTreeMap<String, String>, SearchError> {
        let fault = |error| self.fault(error);
        let searcher = self.searcher();
        let own = Term::from_field_text(self.fields().kind, kind::DOCUMENT);
        let own = TermQuery::new(own, IndexRecordOption::Basic);
        let found = searcher.search(&own, &DocSetCollector).map_err(fault)?;
        let mut documents = Texts::new(&searcher, "document", found.len());
        let mut versions = Texts::new(&searcher, "version", found.len());
        let mut held = BTreeMap::new();
        for address in found {
            let document = documents.of(address).map_err(fault)?.to_owned();
            held.insert(document, versions.of(address).map_err(fault)?.to_owned());
        }
        Ok(held)
    }
}
