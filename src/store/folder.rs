//! The folder of a store: what stands in it, and who may use it.
//!
//! Any number of processes may read, or one may write. The engine would let a reader in beside
//! a writer and then show it whatever is half there, so a lock of our own stands before it.

use super::StoreError;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Empty; its lock says who uses the store, and the file itself that the folder is one.
/// The lock goes with the process that holds it, however that ends.
const LOCK: &str = "tripolis.lock";
/// The file by which a RocksDB is known.
const ROCKSDB: &str = "CURRENT";
/// The file of the build without RocksDB.
pub(super) const QUADS: &str = "quads.nq";

/// The folder of an open store, locked for as long as this lives.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// None where a reader may not even make the lock file: then nobody here can write either.
    _lock: Option<File>,
}

/// What a folder holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Nothing,
    /// A store that was begun, and no data yet.
    Begun,
    RocksDb,
    Quads,
    /// A RocksDB that lost the file which names its parts; opened, it would begin anew over them.
    Headless,
    Foreign,
}

impl Folder {
    /// Makes the folder if need be, and takes it for this process alone.
    pub(super) fn to_write(path: &Path) -> Result<Self, StoreError> {
        let fault = |error| StoreError::writing(path, error);
        fs::create_dir_all(path).map_err(fault)?;
        check(path)?;
        let options = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .to_owned();
        let lock = options.open(path.join(LOCK)).map_err(fault)?;
        taken(path, lock.try_lock())?;
        Ok(Self {
            path: path.to_owned(),
            _lock: Some(lock),
        })
    }

    /// Takes the folder of a store that is there, together with other readers.
    pub(super) fn to_read(path: &Path) -> Result<Self, StoreError> {
        match check(path) {
            Ok(Content::RocksDb | Content::Quads) => {}
            Ok(_) => {
                return Err(StoreError::Missing {
                    path: path.to_owned(),
                });
            }
            Err(StoreError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                return Err(StoreError::Missing {
                    path: path.to_owned(),
                });
            }
            Err(error) => return Err(error),
        }
        let file = path.join(LOCK);
        let lock = match File::open(&file) {
            Ok(lock) => Some(lock),
            // A copy or a backup: make the lock where that is allowed.
            Err(error) if error.kind() == io::ErrorKind::NotFound => File::create_new(&file).ok(),
            Err(error) => return Err(StoreError::reading(path, error)),
        };
        if let Some(lock) = &lock {
            taken(path, lock.try_lock_shared())?;
        }
        Ok(Self {
            path: path.to_owned(),
            _lock: lock,
        })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the store in `target` the files of the folder `name` within this one, if there is one: by hard links, for
    /// a folder whose files are never changed but only replaced.
    pub(super) fn link(&self, name: &str, target: &Path) -> Result<(), StoreError> {
        let entries = match fs::read_dir(self.path.join(name)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(StoreError::reading(&self.path, error)),
        };
        let target = target.join(name);
        fs::create_dir_all(&target)
            .and_then(|()| {
                for entry in entries {
                    let entry = entry?;
                    // Locks are of this store alone.
                    if !entry.file_name().to_string_lossy().ends_with(".lock") {
                        link(&entry.path(), &target.join(entry.file_name()))?;
                    }
                }
                Ok(())
            })
            .map_err(|error| StoreError::writing(&target, error))
    }

    /// Sum of the sizes of its files, in bytes.
    pub(super) fn size(&self) -> Result<u64, StoreError> {
        let fault = |error| StoreError::reading(&self.path, error);
        let mut size = 0;
        for entry in fs::read_dir(&self.path).map_err(fault)? {
            match entry.and_then(|entry| entry.metadata()) {
                Ok(data) if data.is_file() => size += data.len(),
                Ok(_) => {}
                // The engine drops files at any time.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(fault(error)),
            }
        }
        Ok(size)
    }
}

/// Links a file, or copies it where the file system has no links.
fn link(file: &Path, place: &Path) -> io::Result<()> {
    fs::hard_link(file, place).or_else(|_| fs::copy(file, place).map(drop))
}

/// Says what the folder holds, if it is a store of this build or can become one.
fn check(path: &Path) -> Result<Content, StoreError> {
    let content = content(path).map_err(|error| StoreError::reading(path, error))?;
    let path = path.to_owned();
    match content {
        Content::Foreign => Err(StoreError::NotAStore { path }),
        Content::Headless => Err(StoreError::Corrupt {
            path,
            source: format!("its file `{ROCKSDB}` is missing").into(),
        }),
        Content::RocksDb if cfg!(not(feature = "rocksdb")) => Err(StoreError::OtherBuild {
            path,
            kept: "in RocksDB",
            build: "with",
        }),
        Content::Quads if cfg!(feature = "rocksdb") => Err(StoreError::OtherBuild {
            path,
            kept: "as N-Quads",
            build: "without",
        }),
        content => Ok(content),
    }
}

fn content(path: &Path) -> io::Result<Content> {
    let (mut lock, mut tables, mut others) = (false, false, false);
    for entry in fs::read_dir(path)? {
        let name = entry?.file_name();
        if name == ROCKSDB {
            return Ok(Content::RocksDb);
        } else if name == QUADS {
            return Ok(Content::Quads);
        } else if name == LOCK {
            lock = true;
        } else {
            others = true;
            tables |= Path::new(&name)
                .extension()
                .is_some_and(|e| e == "sst" || e == "log");
        }
    }
    Ok(match (lock, tables, others) {
        (true, true, _) => Content::Headless,
        // The others are what a process left that was killed while it made the store.
        (true, false, _) => Content::Begun,
        (false, _, true) => Content::Foreign,
        (false, _, false) => Content::Nothing,
    })
}

fn taken(path: &Path, tried: Result<(), TryLockError>) -> Result<(), StoreError> {
    match tried {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(StoreError::Locked {
            path: path.to_owned(),
        }),
        // Some network file systems know no locks; RocksDB's own has the last word there.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        Err(TryLockError::Error(error)) => Err(StoreError::Io {
            path: path.to_owned(),
            source: error,
        }),
    }
}
