//! Documents read and turned into quads, many at a time, before one after the other is stored.

use crate::cli::fault;
use crate::cli::intake::Item;
use crate::cli::source::{Reader, Source, SourceError};
use std::collections::BTreeMap;
use std::path::PathBuf;
use tripolis::iri::DocumentId;
use tripolis::pipeline::Engine;
use tripolis::read::Document;
use tripolis::store::{Store, StoreError};
use tripolis::validate::{Shapes, Violation};

/// A document read and turned into quads, or found to be stored already.
pub(super) enum Reading {
    /// The store holds it, read with the same knowledge.
    Current(DocumentId),
    /// It is to be stored.
    Read(Box<Found>),
}

/// What was found in a document.
pub(super) struct Found {
    pub(super) document: Document,
    /// Its [`Document::fingerprint`].
    pub(super) fingerprint: String,
    pub(super) entities: usize,
    pub(super) facts: usize,
    pub(super) quads: Vec<oxrdf::Quad>,
    pub(super) violations: Vec<Violation>,
}

/// What came of reading. Outer error: the store; inner error: the document.
pub(super) type Read = Result<Result<Reading, SourceError>, StoreError>;

/// Reads one document.
pub(super) fn read(
    engine: &Engine,
    store: &Store,
    shapes: &Shapes,
    reader: &Reader,
    item: &Item,
) -> Read {
    let document = match item.read(reader) {
        Ok(document) => document,
        Err(error) => return Ok(Err(error)),
    };
    if store.is_current(
        engine.base.document(&document.id).as_ref(),
        &document.hash,
        engine.version(),
    )? {
        return Ok(Ok(Reading::Current(document.id)));
    }
    let found = engine.extract(&document);
    fault::diagnostics(&document, &found.diagnostics);
    let (entities, facts) = (found.output.entities.len(), found.output.facts.len());
    let quads = engine.triples(&document, &found.output);
    let violations = match shapes.validate(&quads) {
        Ok(violations) => violations,
        Err(error) => {
            return Ok(Err(SourceError::Shapes {
                path: document.source,
                error,
            }));
        }
    };
    Ok(Ok(Reading::Read(Box::new(Found {
        fingerprint: document.fingerprint(),
        document,
        entities,
        facts,
        quads,
        violations,
    }))))
}

/// Two files of one name would take each other's place: the later ones are refused.
pub(super) fn refuse_twins(sources: &mut Vec<Source>) -> usize {
    let mut seen: BTreeMap<DocumentId, PathBuf> = BTreeMap::new();
    let before = sources.len();
    sources.retain(|source| {
        let id = DocumentId::new(&source.name);
        match seen.get(&id) {
            Some(first) if *first != source.path => {
                eprintln!("error: {}: its name `{id}` is that of {} as well\n  hint: rename one of them, or ingest the folder that holds both", source.path.display(), first.display());
                false
            }
            Some(_) => false,
            None => {
                seen.insert(id, source.path.clone());
                true
            }
        }
    });
    before - sources.len()
}
