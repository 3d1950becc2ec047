//! Full text search over what documents say and what things are called.
//!
//! An [`Index`] stands beside the quads, in the folder `search` of the store's, or in memory for a store in memory. It
//! is made of the archive: each document's entries carry the version of which they were made, and whoever opens an
//! index brings it up to date first, whatever befell it. What it tells of entities and facts is looked up in the store,
//! so that nothing is found which the store no longer says.
//!
//! A [`Question`] is what people write: words, `"phrases"`, `AND`, `OR`, `NOT`, `prefix*`, `fuzzy~` and
//! `field:value`. [`Index::names`] finds entities, [`Index::passages`] blocks of text; [`Marker`] tells which words
//! of a text were meant, and [`Index::suggestion`] what may have been meant where nothing is found.
//!
//! Words are compared by their stems, without case and marks; acronyms keep their capitals. The engine is tantivy.

mod compile;
mod entry;
mod hit;
mod passage;
mod question;
mod rank;
mod schema;
mod scope;
mod suggest;
mod update;
mod words;

pub use compile::Marker;
pub use hit::{NameHit, PassageHit};
pub use question::{Field, Question, QuestionError};
pub use update::WRITER_MEMORY;

use crate::store::{SEARCH, Store, StoreError};
use schema::{Fields, VERSION};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tantivy::directory::MmapDirectory;
use tantivy::{IndexReader, ReloadPolicy, Searcher, TantivyError};

/// Why a search gives no answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The search was not written well.
    #[error(transparent)]
    Question(#[from] QuestionError),
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index cannot be read or written.
    #[error("the search index in `{}` failed\n  hint: delete that folder; it is built anew from the store", path.display())]
    Index {
        /// Its folder, empty in memory.
        path: PathBuf,
        /// What the engine says.
        source: TantivyError,
    },
}

impl SearchError {
    /// Whether searching otherwise would help, rather than mending the store or the disk.
    #[must_use]
    pub fn is_of_the_question(&self) -> bool {
        matches!(self, Self::Question(_))
    }
}

/// The search index of a store.
pub struct Index {
    engine: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
    /// Empty in memory.
    path: PathBuf,
}

impl Index {
    /// Opens the index of a store and brings it up to date; makes it if there is none, or if the one there cannot be
    /// used. A store that was opened for reading has its index all the same; where its folder may not be written,
    /// an index that is not up to date is made in memory.
    ///
    /// # Errors
    ///
    /// If the store or the index cannot be read, or the index cannot be written.
    pub fn open(store: &Store) -> Result<Self, SearchError> {
        let Some(folder) = store.path() else {
            return Self::in_memory(store);
        };
        let folder = folder.join(SEARCH);
        let opened = Self::in_folder(&folder).and_then(|index| {
            index.update(store)?;
            Ok(index)
        });
        match opened {
            Err(SearchError::Index { source, .. }) if is_forbidden(&source) => {
                Self::in_memory(store)
            }
            // A store that cannot be read is no better for another index.
            Err(SearchError::Index { .. }) => {
                let index = Self::anew(&folder)?;
                index.update(store)?;
                Ok(index)
            }
            opened => opened,
        }
    }

    fn in_memory(store: &Store) -> Result<Self, SearchError> {
        let (schema, fields) = schema::schema();
        let engine = tantivy::Index::create_in_ram(schema);
        let index = Self::new(engine, fields, Path::new(""))?;
        index.update(store)?;
        Ok(index)
    }

    /// The index in a folder, if it is of this version; an empty one if there is nothing.
    fn in_folder(folder: &Path) -> Result<Self, SearchError> {
        let fault = |source| SearchError::Index {
            path: folder.to_owned(),
            source,
        };
        let (schema, fields) = schema::schema();
        fs::create_dir_all(folder).map_err(|error| fault(error.into()))?;
        let directory = MmapDirectory::open(folder).map_err(|error| fault(error.into()))?;
        let engine = tantivy::Index::open_or_create(directory, schema).map_err(fault)?;
        let meta = engine.load_metas().map_err(fault)?;
        if !meta.segments.is_empty() && meta.payload.as_deref() != Some(VERSION) {
            let other = "it was made by another version".to_owned();
            return Err(fault(TantivyError::SchemaError(other)));
        }
        Self::new(engine, fields, folder)
    }

    /// An empty index in the place of one that cannot be used.
    fn anew(folder: &Path) -> Result<Self, SearchError> {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(SearchError::Index {
                path: folder.to_owned(),
                source: error.into(),
            }),
            _ => Self::in_folder(folder),
        }
    }

    fn new(engine: tantivy::Index, fields: Fields, path: &Path) -> Result<Self, SearchError> {
        schema::register(&engine);
        let reader = engine
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|source| SearchError::Index {
                path: path.to_owned(),
                source,
            })?;
        Ok(Self {
            engine,
            reader,
            fields,
            path: path.to_owned(),
        })
    }

    fn engine(&self) -> &tantivy::Index {
        &self.engine
    }

    fn fields(&self) -> &Fields {
        &self.fields
    }

    fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    fn reload(&self) -> Result<(), SearchError> {
        self.reader.reload().map_err(|error| self.fault(error))
    }

    fn fault(&self, source: TantivyError) -> SearchError {
        SearchError::Index {
            path: self.path.clone(),
            source,
        }
    }
}

/// Whether the folder may not be written.
fn is_forbidden(error: &TantivyError) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return matches!(
                error.kind(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
            );
        }
        cause = error.source();
    }
    false
}
