//! Why a store cannot be opened, read or written: each case with the place and what to do.

use oxigraph::sparql::QueryEvaluationError;
use oxigraph::store::StorageError;
use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

/// What went wrong with a store. The fault is always the world's, never a document's.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Nothing was ever stored there.
    #[error(
        "there is no store in `{}`; fill one with `tripolis ingest`, or name another folder with `--store`",
        .path.display()
    )]
    Missing {
        /// The folder.
        path: PathBuf,
    },
    /// The path, or one above it, is a file.
    #[error("`{}` is no folder; name a folder for the store with `--store`", .path.display())]
    NotAFolder {
        /// The path.
        path: PathBuf,
    },
    /// The folder belongs to something else.
    #[error(
        "`{}` holds other files and no store; name an empty or a new folder with `--store`",
        .path.display()
    )]
    NotAStore {
        /// The folder.
        path: PathBuf,
    },
    /// The store was made by a program that was built with the other backend.
    #[error(
        "the store in `{}` is kept {kept}, which this build of tripolis cannot read; \
         build it {build} the feature `rocksdb`, or name another folder with `--store`",
        .path.display()
    )]
    OtherBuild {
        /// The folder.
        path: PathBuf,
        /// How the store is kept.
        kept: &'static str,
        /// What the build that reads it needs: `with` or `without`.
        build: &'static str,
    },
    /// A process is writing, or one is reading while this one wants to write.
    #[error(
        "the store in `{}` is in use by another process; try again when that one has ended",
        .path.display()
    )]
    Locked {
        /// The folder.
        path: PathBuf,
    },
    /// The folder may not be written.
    #[error(
        "the store in `{}` cannot be written; give yourself write access to the folder, \
         or name another one with `--store`",
        .path.display()
    )]
    ReadOnly {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The folder or a file of it may not be read.
    #[error(
        "the store in `{}` cannot be read; give yourself read access to the folder and its files",
        .path.display()
    )]
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The program asked to write through a store that it opened for reading.
    #[error("the store in `{}` was opened for reading and cannot be changed", .path.display())]
    OpenedToRead {
        /// The folder.
        path: PathBuf,
    },
    /// No room is left. What was committed before stays.
    #[error(
        "the disk of the store in `{}` is full; make room and run the command again, \
         what was stored before is intact",
        .path.display()
    )]
    Full {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: Box<dyn Error + Send + Sync>,
    },
    /// The files are there and make no sense.
    #[error(
        "the store in `{}` is damaged; restore it from a copy, or delete the folder and ingest again",
        .path.display()
    )]
    Corrupt {
        /// The folder.
        path: PathBuf,
        /// What the engine says.
        source: Box<dyn Error + Send + Sync>,
    },
    /// Any other failure of the disk or the engine.
    #[error("the store in `{}` failed; look at the cause, then run the command again", .path.display())]
    Io {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl StoreError {
    /// Sorts a failure of the file system while something in `path` was written.
    pub(super) fn writing(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly {
                path: path.to_owned(),
                source: source.into(),
            },
            _ => Self::reading(path, source),
        }
    }

    /// Sorts a failure of the file system while something in `path` was read.
    pub(super) fn reading(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                Self::NotAFolder { path }
            }
            io::ErrorKind::PermissionDenied => Self::Unreadable {
                path,
                source: source.into(),
            },
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::Full {
                path,
                source: source.into(),
            },
            _ => Self::Io { path, source },
        }
    }

    /// Sorts a failure of the engine; `path` is the store's folder.
    pub(super) fn engine(path: &Path, error: StorageError) -> Self {
        let corrupt = |source| Self::Corrupt {
            path: path.to_owned(),
            source,
        };
        match error {
            StorageError::Io(source) => match refined(&source) {
                Refined::Locked => Self::Locked {
                    path: path.to_owned(),
                },
                // The folder was looked at before: what is missing is a file of the store.
                Refined::Kind(io::ErrorKind::NotFound) => corrupt(source.into()),
                Refined::Kind(kind) if kind != source.kind() => {
                    Self::writing(path, io::Error::new(kind, source))
                }
                Refined::Kind(_) => Self::writing(path, source),
            },
            StorageError::Corruption(source) => corrupt(source.into()),
            // RocksDB's "Invalid argument": its files are those of another database.
            other => corrupt(other.into()),
        }
    }

    /// Sorts a failure of a query that this crate wrote itself.
    pub(super) fn evaluation(path: &Path, error: QueryEvaluationError) -> Self {
        match error {
            QueryEvaluationError::Dataset(source) => match source.downcast::<StorageError>() {
                Ok(storage) => Self::engine(path, *storage),
                Err(source) => Self::Corrupt {
                    path: path.to_owned(),
                    source,
                },
            },
            other => Self::Io {
                path: path.to_owned(),
                source: io::Error::other(other),
            },
        }
    }
}

/// What an I/O error of the engine is about.
enum Refined {
    Locked,
    Kind(io::ErrorKind),
}

/// RocksDB hands over text: what it says of locks and access is read out of its message
/// (`env/fs_posix.cc` of its sources); the remaining kinds Oxigraph reads itself.
fn refined(error: &io::Error) -> Refined {
    if error.kind() != io::ErrorKind::Other {
        return Refined::Kind(error.kind());
    }
    let message = error.to_string();
    if message.contains("lock hold by current process")
        || (message.contains("While lock file") && message.contains("temporarily unavailable"))
    {
        Refined::Locked
    } else if message.contains("Permission denied") {
        Refined::Kind(io::ErrorKind::PermissionDenied)
    } else if message.contains("Read-only file system") {
        Refined::Kind(io::ErrorKind::ReadOnlyFilesystem)
    } else {
        Refined::Kind(io::ErrorKind::Other)
    }
}
