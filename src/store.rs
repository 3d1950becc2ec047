//! The embedded Oxigraph store: documents go in and out whole.
//!
//! A document is two named graphs, what it says and where it says it; [`Store::put`] brings both up
//! to date in one transaction and writes only the quads that differ; an [`Update`] does so for several.
//! [`DocumentGraphs`] is what goes in, [`DocumentRecord`] what comes back, [`stats::Stats`] the summary
//! of it all. Beside the quads stands the archive: [`Store::archive`] keeps what was read and found,
//! text and quads, and [`Store::archived`] gives it back.
//!
//! With the feature `rocksdb` the store is a RocksDB in a folder. Without it, Oxigraph keeps the
//! quads in memory and the folder holds one N-Quads file; everything else is the same.
//!
//! Only this module and [`query`](crate::query) name Oxigraph's engine.

mod archive;
mod document;
mod error;
#[cfg(not(feature = "rocksdb"))]
mod file;
mod folder;
pub mod history;
mod knowledge;
#[cfg(feature = "rocksdb")]
mod rocks;
pub mod stats;
mod update;

pub use archive::ArchivedDocument;
pub use document::{Change, DocumentGraphs, DocumentRecord, StrayQuad, document_of, provenance_of};
pub use error::StoreError;
pub use update::Update;

use crate::read::Document;
use crate::triple::order;
use crate::vocab::{dcterms, pol};
use archive::Archive;
#[cfg(not(feature = "rocksdb"))]
use file as backend;
use folder::Folder;
use oxigraph::store::{StorageError, Store as Engine, Transaction};
use oxrdf::vocab::rdf;
use oxrdf::{
    GraphNameRef, LiteralRef, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad,
    QuadRef, Term, TermRef, Triple,
};
#[cfg(feature = "rocksdb")]
use rocks as backend;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The folder within the store's that the search index may have; a backup takes it along.
pub const SEARCH: &str = "search";

/// The graph of the ontology itself.
pub const ONTOLOGY_GRAPH: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/tripolis/ontology");

/// A store of documents, open for as long as this lives.
pub struct Store {
    engine: Engine,
    /// None in memory. Behind the engine, so that the lock outlives it.
    folder: Option<Folder>,
    archive: Archive,
    writable: bool,
    /// Held from reading the old quads to writing the new: the engine itself would let two
    /// writers take turns in between.
    writing: Mutex<()>,
}

/// Which quads to look for; what is left out is anything.
///
/// ```
/// # use tripolis::store::Pattern;
/// # use tripolis::vocab::pol;
/// let rules = Pattern { predicate: Some(pol::RULE), ..Pattern::default() };
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Pattern<'a> {
    /// The subject.
    pub subject: Option<NamedOrBlankNodeRef<'a>>,
    /// The predicate.
    pub predicate: Option<NamedNodeRef<'a>>,
    /// The object.
    pub object: Option<TermRef<'a>>,
    /// The graph.
    pub graph: Option<GraphNameRef<'a>>,
}

impl Store {
    /// Opens the store in `folder` for this process alone; makes folder and store if need be.
    ///
    /// # Errors
    ///
    /// Every [`StoreError`] but [`StoreError::Missing`] and [`StoreError::OpenedToRead`].
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, StoreError> {
        let folder = Folder::to_write(folder.as_ref())?;
        Ok(Self::new(backend::open(folder.path())?, Some(folder), true))
    }

    /// Opens the store in `folder` for reading, together with other readers; changes nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError::Missing`] if nothing was ever stored there, [`StoreError::Locked`] while a
    /// process writes, and the other faults of a folder that cannot be read.
    pub fn open_read_only(folder: impl AsRef<Path>) -> Result<Self, StoreError> {
        let folder = Folder::to_read(folder.as_ref())?;
        Ok(Self::new(
            backend::open_read_only(folder.path())?,
            Some(folder),
            false,
        ))
    }

    /// Makes an empty store that is gone when dropped.
    ///
    /// # Errors
    ///
    /// If the engine cannot start.
    pub fn memory() -> Result<Self, StoreError> {
        let engine = Engine::new().map_err(|error| StoreError::engine(Path::new(""), error))?;
        Ok(Self::new(engine, None, true))
    }

    fn new(engine: Engine, folder: Option<Folder>, writable: bool) -> Self {
        Self {
            engine,
            archive: Archive::of(folder.as_ref().map(Folder::path)),
            folder,
            writable,
            writing: Mutex::new(()),
        }
    }

    /// Replaces the two graphs of a document in one transaction: afterwards, also after a crash,
    /// either all of it is there or all of what was there before.
    ///
    /// # Errors
    ///
    /// If the store was opened for reading, or cannot be read or written.
    pub fn put(&self, document: &DocumentGraphs) -> Result<Change, StoreError> {
        let mut update = Update::default();
        update.put(document);
        self.apply(&update)
    }

    /// Keeps what was read and found in a document, and gives the name under which it is kept. It comes
    /// before the transaction that names it ([`DocumentGraphs::archived_as`]); what no transaction names
    /// goes with the next [`sweep`](Self::sweep). When this returns, the version is on the disk.
    ///
    /// # Errors
    ///
    /// If the store was opened for reading, or cannot be written.
    pub fn archive(&self, document: &Document, quads: &[Quad]) -> Result<String, StoreError> {
        self.check_writable()?;
        self.archive.write(document, quads)
    }

    /// A document as it was read and found last; none if it is not there, or was stored without.
    ///
    /// # Errors
    ///
    /// If the store cannot be read, or what it holds is not what was written.
    pub fn archived(
        &self,
        document: NamedNodeRef<'_>,
    ) -> Result<Option<ArchivedDocument>, StoreError> {
        let name = self.source_text(document, pol::ARCHIVED)?;
        let named = Some(name).filter(|name| !name.is_empty());
        named.map(|name| self.archived_as(&name)).transpose()
    }

    /// The name of a document's version and the version itself, as [`archived`](Self::archived) gives it.
    ///
    /// # Errors
    ///
    /// If the store cannot be read, or what it holds is not what was written.
    pub fn archived_version(
        &self,
        document: NamedNodeRef<'_>,
    ) -> Result<Option<(String, ArchivedDocument)>, StoreError> {
        let name = self.source_text(document, pol::ARCHIVED)?;
        let version = self.archived(document)?;
        Ok(version.map(|version| (name, version)))
    }

    /// The version that is kept under this name, as [`DocumentRecord::archived`] gives it.
    ///
    /// # Errors
    ///
    /// If there is none, or what is there is not what was written.
    pub fn archived_as(&self, name: &str) -> Result<ArchivedDocument, StoreError> {
        self.archive.read(name)
    }

    /// All documents that have a version in the archive, each with the name of it.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn versions(&self) -> Result<BTreeMap<NamedNode, String>, StoreError> {
        let mut versions = BTreeMap::new();
        for quad in self.quads(Pattern {
            predicate: Some(pol::ARCHIVED),
            ..Pattern::default()
        }) {
            let quad = quad?;
            if let (NamedOrBlankNode::NamedNode(document), Term::Literal(name)) =
                (quad.subject, quad.object)
                && quad.graph_name == provenance_of(document.as_ref()).into()
            {
                versions.insert(document, name.value().to_owned());
            }
        }
        Ok(versions)
    }

    /// Takes those versions out of the archive that no quad names, and says how many went. For the end
    /// of a batch.
    ///
    /// # Errors
    ///
    /// If the store was opened for reading, or cannot be read or written.
    pub fn sweep(&self) -> Result<usize, StoreError> {
        self.check_writable()?;
        let _one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut named = BTreeSet::new();
        for quad in self.quads(Pattern {
            predicate: Some(pol::ARCHIVED),
            ..Pattern::default()
        }) {
            if let Term::Literal(name) = quad?.object {
                named.insert(name.value().to_owned());
            }
        }
        self.archive.sweep(&named)
    }

    /// Replaces a graph that is no document's, such as [`ONTOLOGY_GRAPH`], in one transaction.
    /// Blank nodes are renamed by content, so that the same file read again is no change.
    ///
    /// # Errors
    ///
    /// If the store was opened for reading, or cannot be read or written.
    pub fn put_knowledge(
        &self,
        graph: NamedNodeRef<'_>,
        triples: impl IntoIterator<Item = Triple>,
    ) -> Result<Change, StoreError> {
        let mut update = Update::default();
        update.put_knowledge(graph, triples);
        self.apply(&update)
    }

    /// Takes a document out, both graphs in one transaction, and says how many quads went;
    /// none if it is not there.
    ///
    /// # Errors
    ///
    /// If the store was opened for reading, or cannot be read or written.
    pub fn remove(&self, document: NamedNodeRef<'_>) -> Result<Option<usize>, StoreError> {
        let mut update = Update::default();
        update.remove(document);
        match self.apply(&update)? {
            Change::Changed { removed, .. } => Ok(Some(removed)),
            Change::Added { .. } | Change::Unchanged => Ok(None),
        }
    }

    /// Whether the document is there, read from bytes of this hash with knowledge of this version.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn is_current(
        &self,
        document: NamedNodeRef<'_>,
        content_hash: &str,
        knowledge_version: &str,
    ) -> Result<bool, StoreError> {
        let provenance = provenance_of(document);
        let says = |property, value: &str| {
            let value = LiteralRef::new_simple_literal(value);
            self.engine
                .contains(QuadRef::new(document, property, value, provenance.as_ref()))
                .map_err(|error| self.fault(error))
        };
        Ok(says(pol::CONTENT_HASH, content_hash)?
            && says(pol::KNOWLEDGE_VERSION, knowledge_version)?)
    }

    /// Whether the document is there.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn holds(&self, document: NamedNodeRef<'_>) -> Result<bool, StoreError> {
        let provenance = provenance_of(document);
        let typed = QuadRef::new(document, rdf::TYPE, pol::DOCUMENT, provenance.as_ref());
        self.engine
            .contains(typed)
            .map_err(|error| self.fault(error))
    }

    /// All documents, by IRI.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn documents(&self) -> Result<Vec<DocumentRecord>, StoreError> {
        let mut iris = BTreeSet::new();
        let typed = Pattern {
            predicate: Some(rdf::TYPE),
            object: Some(pol::DOCUMENT.into()),
            ..Pattern::default()
        };
        for quad in self.quads(typed) {
            if let NamedOrBlankNode::NamedNode(iri) = quad?.subject {
                iris.insert(iri);
            }
        }
        iris.into_iter().map(|iri| self.record(iri)).collect()
    }

    fn record(&self, iri: NamedNode) -> Result<DocumentRecord, StoreError> {
        let text = |property| self.source_text(iri.as_ref(), property);
        Ok(DocumentRecord {
            title: text(dcterms::TITLE)?,
            source: text(dcterms::SOURCE)?,
            content_hash: text(pol::CONTENT_HASH)?,
            knowledge_version: text(pol::KNOWLEDGE_VERSION)?,
            archived: text(pol::ARCHIVED)?,
            iri,
        })
    }

    /// The first text that a pattern finds, in the order of the alphabet, English before others.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn first_text(&self, pattern: Pattern<'_>) -> Result<Option<String>, StoreError> {
        let mut first = None;
        for quad in self.quads(pattern) {
            if let Term::Literal(text) = quad?.object {
                let place = (text.language() != Some("en"), text.value().to_owned());
                if first.as_ref().is_none_or(|known| place < *known) {
                    first = Some(place);
                }
            }
        }
        Ok(first.map(|(_, text)| text))
    }

    /// What a document's provenance says of the document itself, empty where it says nothing.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn source_text(
        &self,
        document: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
    ) -> Result<String, StoreError> {
        let mut values = BTreeSet::new();
        for quad in self.quads(Pattern {
            subject: Some(document.into()),
            predicate: Some(property),
            object: None,
            graph: Some(provenance_of(document).as_ref().into()),
        }) {
            values.insert(match quad?.object {
                Term::NamedNode(node) => node.into_string(),
                Term::Literal(literal) => literal.value().to_owned(),
                _ => continue,
            });
        }
        Ok(values.pop_first().unwrap_or_default())
    }

    /// The quads of a pattern, as they stand at this moment, in no particular order.
    /// An item is an error if the store cannot be read on.
    pub fn quads(&self, pattern: Pattern<'_>) -> impl Iterator<Item = Result<Quad, StoreError>> {
        let Pattern {
            subject,
            predicate,
            object,
            graph,
        } = pattern;
        let path = self.path().map(Path::to_owned).unwrap_or_default();
        self.engine
            .quads_for_pattern(subject, predicate, object, graph)
            .map(move |quad| quad.map_err(|error| StoreError::engine(&path, error)))
    }

    /// The quads of a pattern, in the [`order`] of all that the program writes.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn sorted_quads(&self, pattern: Pattern<'_>) -> Result<Vec<Quad>, StoreError> {
        let mut quads = self.quads(pattern).collect::<Result<Vec<_>, _>>()?;
        quads.sort_unstable_by(|a, b| order(a.as_ref(), b.as_ref()));
        Ok(quads)
    }

    /// Number of quads.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn len(&self) -> Result<usize, StoreError> {
        self.engine.len().map_err(|error| self.fault(error))
    }

    /// Whether there is no quad.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        self.engine.is_empty().map_err(|error| self.fault(error))
    }

    /// The folder; none for a store in memory.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.folder.as_ref().map(Folder::path)
    }

    /// Bytes that the store and its archive take on the disk; none for a store in memory.
    ///
    /// # Errors
    ///
    /// If the folder cannot be read.
    pub fn size_on_disk(&self) -> Result<Option<u64>, StoreError> {
        let Some(folder) = &self.folder else {
            return Ok(None);
        };
        Ok(Some(folder.size()? + self.archive.size()?))
    }

    /// Brings everything through to the disk. What [`put`](Self::put) has answered outlives this
    /// process anyhow; after this it outlives the machine's power too. For the end of a batch.
    ///
    /// # Errors
    ///
    /// If the store cannot be written.
    pub fn flush(&self) -> Result<(), StoreError> {
        match &self.folder {
            Some(folder) if self.writable => backend::flush(folder.path(), &self.engine),
            _ => Ok(()),
        }
    }

    /// Makes a copy of the store as it is now in the folder `target`, which must not exist yet.
    /// Others may read the copy while this store goes on to be written.
    ///
    /// # Errors
    ///
    /// If `target` exists or cannot be written, or the store is in memory.
    pub fn backup(&self, target: &Path) -> Result<(), StoreError> {
        let _one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let refused = match &self.folder {
            None => io::ErrorKind::Unsupported,
            Some(_) if target.exists() => io::ErrorKind::AlreadyExists,
            Some(folder) => {
                backend::backup(folder.path(), &self.engine, target)?;
                self.archive.backup(target)?;
                return folder.link(SEARCH, target);
            }
        };
        Err(StoreError::Io {
            path: target.to_owned(),
            source: refused.into(),
        })
    }

    /// Oxigraph's store, for [`query`](crate::query) alone.
    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Sorts what the engine reports.
    pub(crate) fn fault(&self, error: StorageError) -> StoreError {
        StoreError::engine(self.path().unwrap_or(Path::new("")), error)
    }

    /// Writes all that an update tells, or nothing if its graphs hold it already.
    ///
    /// # Errors
    ///
    /// If the store was opened for reading, or cannot be read or written.
    pub fn apply(&self, update: &Update) -> Result<Change, StoreError> {
        self.check_writable()?;
        let fault = |error| self.fault(error);
        let new = &update.quads;
        // A writer that panicked has left nothing behind: its transaction was dropped.
        let _one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut transaction = self.engine.start_transaction().map_err(fault)?;
        let mut old = HashSet::new();
        for graph in &update.graphs {
            for quad in transaction.quads_for_pattern(None, None, None, Some(graph.into())) {
                old.insert(quad.map_err(fault)?);
            }
        }
        let mut added = Vec::new();
        let mut respelled = Vec::new();
        for quad in new.difference(&old) {
            if transaction.contains(quad).map_err(fault)? {
                respelled.push(quad);
            } else {
                added.push(quad);
            }
        }
        let kept = spellings(&respelled).map_err(fault)?;
        let removed: Vec<&Quad> = old
            .iter()
            .filter(|quad| !new.contains(quad) && !kept.contains(quad))
            .collect();
        let change = match (added.len(), removed.len()) {
            (0, 0) => return Ok(Change::Unchanged),
            (added, 0) if old.is_empty() => Change::Added { quads: added },
            (added, removed) => Change::Changed { added, removed },
        };
        for quad in removed.into_iter().chain(&update.deleted) {
            transaction.remove(quad);
        }
        for quad in added.into_iter().chain(&update.inserted) {
            transaction.insert(quad);
        }
        let filled: HashSet<_> = new.iter().map(|quad| quad.graph_name.as_ref()).collect();
        for graph in &update.graphs {
            if !filled.contains(&graph.into()) {
                transaction.remove_named_graph(graph).map_err(fault)?;
            }
        }
        self.commit(transaction)?;
        Ok(change)
    }

    fn check_writable(&self) -> Result<(), StoreError> {
        if self.writable {
            return Ok(());
        }
        let path = self.path().map(Path::to_owned).unwrap_or_default();
        Err(StoreError::OpenedToRead { path })
    }

    fn commit(&self, transaction: Transaction<'_>) -> Result<(), StoreError> {
        match &self.folder {
            Some(folder) => backend::commit(folder.path(), transaction),
            None => transaction.commit().map_err(|error| self.fault(error)),
        }
    }
}

/// The forms in which the engine gives quads back: it keeps numbers and dates as values, so that
/// `"1.0"^^xsd:decimal` returns as `"1"`. Rarely called with anything.
fn spellings(quads: &[&Quad]) -> Result<HashSet<Quad>, StorageError> {
    if quads.is_empty() {
        return Ok(HashSet::new());
    }
    let scratch = Engine::new()?;
    scratch.extend(quads.iter().map(|quad| (*quad).clone()))?;
    scratch.iter().collect()
}
