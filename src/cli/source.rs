//! Documents and knowledge files from the disk: the only place where the binary reads what users name.

use super::{Common, Fault, worker};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::Read;
use std::path::{Path, PathBuf};
use tripolis::iri::DocumentId;
use tripolis::pipeline::{Engine, KnowledgeFiles};
use tripolis::read::{
    Content, Document, Limits, Opened, ReadError, SourceFormat, foreign, hash, unpacked_name,
};

/// What is said when the paths hold nothing to read.
pub(crate) const NO_DOCUMENT: &str = "there is no document among the paths\n  hint: `tripolis ingest --help` lists the formats that are read";

/// Where a document comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// The path, or `-` for standard input.
    pub(crate) path: PathBuf,
    /// What its identifier is made of: the path within the folder that the user named.
    pub(crate) name: String,
}

/// Why a document cannot be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SourceError {
    /// The file cannot be read.
    #[error("{path}: {error}\n  hint: check the path, and that you may read what is there")]
    Io {
        /// The path.
        path: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// The shapes could not be held against it.
    #[error("{path}: {error}")]
    Shapes {
        /// The path.
        path: String,
        /// Why.
        error: tripolis::validate::ValidateError,
    },
    /// The file is no document.
    #[error("{path}: {error}\n  hint: {}", error.hint())]
    Read {
        /// The path.
        path: String,
        /// Why.
        error: ReadError,
    },
}

/// Loads the built-in knowledge, with the files of `--ontology` in its place or beside it.
pub(crate) fn engine(common: &Common) -> Result<Engine, Fault> {
    let mut files = KnowledgeFiles::built_in();
    if let Some(folder) = &common.ontology {
        let mut found = Vec::new();
        walk(folder, folder, &mut found)
            .map_err(|error| Fault::usage(format!("--ontology {}: {error}", folder.display())))?;
        for (name, path) in found {
            if name.ends_with(".ttl") || name.ends_with(".rules") || name.ends_with(".jsonld") {
                let text = std::fs::read_to_string(&path)
                    .map_err(|error| Fault::usage(format!("{}: {error}", path.display())))?;
                files.put(&name, text);
            }
        }
    }
    Engine::new(files, common.base.clone()).map_err(Fault::usage)
}

/// The documents that the paths name: files as they are, folders with all documents in them, in order.
/// Hidden files, links that lead out of a folder, and files of other kinds are left out.
pub(crate) fn sources(paths: &[PathBuf]) -> (Vec<Source>, Vec<SourceError>) {
    let (mut out, mut faults) = (Vec::new(), Vec::new());
    for path in paths {
        if path.is_dir() {
            let mut found = Vec::new();
            if let Err(error) = walk(path, path, &mut found) {
                faults.push(SourceError::Io {
                    path: path.display().to_string(),
                    error,
                });
            }
            out.extend(
                found
                    .into_iter()
                    .filter(|(name, _)| SourceFormat::takes(name))
                    .map(|(name, path)| Source {
                        name: unpacked_name(&name).to_owned(),
                        path,
                    }),
            );
        } else {
            let name = path.file_name().map_or_else(
                || "document".to_owned(),
                |name| name.to_string_lossy().into_owned(),
            );
            let name = if path.as_os_str() == "-" {
                "stdin".to_owned()
            } else {
                name
            };
            out.push(Source {
                path: path.clone(),
                name: unpacked_name(&name).to_owned(),
            });
        }
    }
    tell_apart(&mut out);
    (out, faults)
}

/// Files of one folder and name in different formats are told apart: the first in order has the name alone, the others
/// have it with their extension.
fn tell_apart(sources: &mut [Source]) {
    let mut seen: BTreeMap<DocumentId, Option<String>> = BTreeMap::new();
    for source in sources {
        let extension = source
            .name
            .rsplit_once('.')
            .map(|(_, extension)| extension.to_owned());
        match seen.entry(DocumentId::new(&source.name)) {
            Entry::Vacant(free) => drop(free.insert(extension)),
            Entry::Occupied(first) => {
                if let Some(own) = extension.filter(|own| first.get().as_ref() != Some(own)) {
                    source.name = format!("{}.{own}", source.name);
                }
            }
        }
    }
}

/// The formats that are read, with their extensions, as `--help` lists them.
pub(crate) fn formats() -> String {
    let each = SourceFormat::all().map(|format| {
        let extensions = format
            .extensions()
            .iter()
            .map(|extension| format!(".{extension}"));
        format!("{format} ({})", extensions.collect::<Vec<_>>().join(", "))
    });
    let formats = each.collect::<Vec<_>>().join(", ");
    format!("{formats}; each also packed as .gz or .zst")
}

/// How many of `sources` to take at a time: one at least, else no more than so many bytes and documents.
pub(crate) fn batch(sources: &[Source], (bytes, documents): (u64, usize)) -> usize {
    let mut total = 0;
    let fits = |source: &&Source| {
        total += source.path.metadata().map_or(0, |known| known.len());
        total <= bytes
    };
    let count = sources.iter().take(documents).take_while(fits).count();
    count.max(1).min(sources.len())
}

/// Files below `folder` in the order of their names, as names within `root` and paths.
pub(crate) fn walk(
    root: &Path,
    folder: &Path,
    out: &mut Vec<(String, PathBuf)>,
) -> std::io::Result<()> {
    let mut entries: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let kind = entry.file_type()?;
        if entry.file_name().to_string_lossy().starts_with('.') || kind.is_symlink() {
            continue;
        }
        if kind.is_dir() {
            walk(root, &path, out)?;
        } else if let Ok(name) = path.strip_prefix(root) {
            out.push((name.to_string_lossy().replace('\\', "/"), path));
        }
    }
    Ok(())
}

/// How documents are read.
pub(crate) struct Reader {
    limits: Limits,
    /// Whether documents are read that are not in English.
    any_language: bool,
}

impl Reader {
    /// As the command line says.
    pub(crate) fn new(common: &Common) -> Self {
        Self {
            limits: Limits::default(),
            any_language: common.any_language,
        }
    }

    /// Reads one document: plain formats here, all others in a process of their own.
    pub(crate) fn read(&self, source: &Source) -> Result<Document, SourceError> {
        let path = source.path.display().to_string();
        let bytes = self.bytes(source).map_err(|error| SourceError::Io {
            path: path.clone(),
            error,
        })?;
        let content = self.content(&path, &bytes);
        match content {
            Ok(content) => Ok(Document::new(&source.name, &path, hash(&bytes), content)),
            Err(error) => Err(SourceError::Read { path, error }),
        }
    }

    /// The bytes of a file, one more than the limit at most.
    fn bytes(&self, source: &Source) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let most = self.limits.bytes + 1;
        if source.path.as_os_str() == "-" {
            let input = std::io::stdin().lock();
            input.take(most).read_to_end(&mut bytes)?;
        } else {
            let file = std::fs::File::open(&source.path)?;
            file.take(most).read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    }

    fn content(&self, path: &str, bytes: &[u8]) -> Result<Content, ReadError> {
        let opened = Opened::new(path, bytes, &self.limits)?;
        let content = if opened.format.is_plain() {
            opened.read(&self.limits)?
        } else {
            worker::read(&opened, &self.limits)?
        };
        match foreign(&content.text).filter(|_| !self.any_language) {
            Some(language) => Err(ReadError::Language {
                language: language.to_owned(),
            }),
            None => Ok(content),
        }
    }
}
