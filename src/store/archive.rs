//! The archive beside the quads: each version of a document as it was read, in a file named by its content.
//!
//! A version is written and synced before the transaction that names it, so that a name always leads
//! to a whole file; what no quad names any more is swept away afterwards. A store in memory keeps the
//! same bytes in a map.

use super::StoreError;
use crate::read::{Document, hash};
use crate::triple::order;
use oxrdf::Quad;
use oxrdfio::{RdfFormat, RdfParser};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::NamedTempFile;

/// The folder within the store's.
const FOLDER: &str = "archive";
/// What a file is called behind its hash.
const EXTENSION: &str = "zst";
/// Compression of Zstandard: its default, which packs a document in about a millisecond.
const LEVEL: i32 = 3;

/// A version of a document: what was read, and the quads of what was found in it, before any entity
/// was taken to be one with an entity of another document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedDocument {
    /// The document, with the text that its quotes point into.
    pub document: Document,
    /// Its quads, sorted by [`order`].
    pub quads: Vec<Quad>,
}

impl ArchivedDocument {
    /// The bytes of a version: a line of JSON with the document, then the quads as sorted N-Quads.
    fn pack(document: &Document, quads: &[Quad]) -> io::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec(document)?;
        bytes.push(b'\n');
        let mut sorted: Vec<_> = quads.iter().map(Quad::as_ref).collect();
        sorted.sort_unstable_by(|a, b| order(*a, *b));
        sorted.dedup();
        for quad in sorted {
            writeln!(bytes, "{quad} .")?;
        }
        Ok(bytes)
    }

    fn unpack(bytes: &[u8]) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let line = bytes.iter().position(|byte| *byte == b'\n');
        let (document, quads) = bytes.split_at(line.ok_or("its first line has no end")?);
        Ok(Self {
            document: serde_json::from_slice(document)?,
            quads: RdfParser::from_format(RdfFormat::NQuads)
                .for_slice(quads)
                .collect::<Result<_, _>>()?,
        })
    }
}

/// Where the versions are.
#[derive(Debug)]
pub(super) enum Archive {
    /// In this folder, which is made with the first one.
    Folder(PathBuf),
    /// In memory, compressed as files would be.
    Memory(Mutex<BTreeMap<String, Vec<u8>>>),
}

impl Archive {
    /// The archive of the store in `folder`, else one in memory.
    pub(super) fn of(folder: Option<&Path>) -> Self {
        folder.map_or_else(
            || Self::Memory(Mutex::default()),
            |folder| Self::Folder(folder.join(FOLDER)),
        )
    }

    /// Keeps a version and gives its name: the SHA-256 of its bytes, in hexadecimal.
    pub(super) fn write(&self, document: &Document, quads: &[Quad]) -> Result<String, StoreError> {
        let fault = |error| StoreError::writing(self.path(), error);
        let bytes = ArchivedDocument::pack(document, quads).map_err(fault)?;
        let name = hash(&bytes);
        match self {
            Self::Memory(files) => {
                let packed = zstd::encode_all(bytes.as_slice(), LEVEL).map_err(fault)?;
                let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
                files.insert(name.clone(), packed);
            }
            // What stands there under its name was synced before it got it.
            Self::Folder(folder) if file(folder, &name).exists() => {}
            Self::Folder(folder) => {
                let packed = zstd::encode_all(bytes.as_slice(), LEVEL).map_err(fault)?;
                write_file(folder, &name, &packed).map_err(fault)?;
            }
        }
        Ok(name)
    }

    /// The version of this name, checked against it.
    pub(super) fn read(&self, name: &str) -> Result<ArchivedDocument, StoreError> {
        let corrupt = |source: Box<dyn Error + Send + Sync>| StoreError::Corrupt {
            path: self.path().to_owned(),
            source: format!("the archived version `{name}`: {source}").into(),
        };
        let packed = match self {
            Self::Memory(files) => {
                let files = files.lock().unwrap_or_else(PoisonError::into_inner);
                files.get(name).cloned()
            }
            Self::Folder(folder) => match fs::read(file(folder, name)) {
                Ok(packed) => Some(packed),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(StoreError::reading(folder, error)),
            },
        };
        let packed = packed.ok_or_else(|| corrupt("is missing".into()))?;
        let bytes = zstd::decode_all(packed.as_slice()).map_err(|error| corrupt(error.into()))?;
        if hash(&bytes) != name {
            return Err(corrupt("its bytes are others than its name tells".into()));
        }
        ArchivedDocument::unpack(&bytes).map_err(corrupt)
    }

    /// Takes away what is not named in `named`, also what a process left that was killed, and says how
    /// many files went.
    pub(super) fn sweep(&self, named: &BTreeSet<String>) -> Result<usize, StoreError> {
        match self {
            Self::Memory(files) => {
                let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
                let before = files.len();
                files.retain(|name, _| named.contains(name));
                Ok(before - files.len())
            }
            Self::Folder(folder) => {
                let mut gone = 0;
                for path in self.files()? {
                    let name = path.file_stem().and_then(|stem| stem.to_str());
                    let whole = path.extension().is_some_and(|found| found == EXTENSION);
                    if whole && name.is_some_and(|name| named.contains(name)) {
                        continue;
                    }
                    fs::remove_file(&path).map_err(|error| StoreError::writing(folder, error))?;
                    gone += 1;
                }
                Ok(gone)
            }
        }
    }

    /// Sum of the sizes of its files, in bytes.
    pub(super) fn size(&self) -> Result<u64, StoreError> {
        let sizes = self.files()?.into_iter().map(|path| path.metadata());
        sizes
            .map(|data| data.map(|data| data.len()))
            .sum::<io::Result<u64>>()
            .map_err(|error| StoreError::reading(self.path(), error))
    }

    /// Gives the store in `target` the same files: by hard links, since none is ever changed, or as copies
    /// where the file system has no links.
    pub(super) fn backup(&self, target: &Path) -> Result<(), StoreError> {
        let files = self.files()?;
        let target = target.join(FOLDER);
        let copy = |path: &PathBuf| -> io::Result<()> {
            let Some(name) = path.file_name() else {
                return Ok(());
            };
            let place = target.join(name);
            fs::hard_link(path, &place).or_else(|_| fs::copy(path, &place).map(drop))
        };
        fs::create_dir_all(&target)
            .and_then(|()| files.iter().try_for_each(copy))
            .map_err(|error| StoreError::writing(&target, error))
    }

    /// All files of the folder, none in memory.
    fn files(&self) -> Result<Vec<PathBuf>, StoreError> {
        let Self::Folder(folder) = self else {
            return Ok(Vec::new());
        };
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(StoreError::reading(folder, error)),
        };
        let paths = entries.map(|entry| entry.map(|entry| entry.path()));
        paths
            .collect::<io::Result<_>>()
            .map_err(|error| StoreError::reading(folder, error))
    }

    fn path(&self) -> &Path {
        match self {
            Self::Folder(folder) => folder,
            Self::Memory(_) => Path::new(""),
        }
    }
}

fn file(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.{EXTENSION}"))
}

/// Writes a file that has its name only when it is whole and on the disk.
fn write_file(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut new = NamedTempFile::new_in(folder)?;
    new.write_all(bytes)?;
    new.as_file().sync_all()?;
    new.persist(file(folder, name))?;
    sync_folder(folder)
}

/// Brings the names in a folder to the disk.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere folders cannot be opened; the file system's own log has to do.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
