//! Documents and knowledge files from the disk: the only place where the binary reads what users name.

use super::{Common, Fault, worker};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::Read;
use std::path::{Path, PathBuf};
use tripolis::iri::DocumentId;
use tripolis::pipeline::{Engine, KnowledgeFiles};
use tripolis::read::bulk::{BulkError, MemberError};
use tripolis::read::{
    Content, Document, Limits, Opened, ReadError, SourceFormat, foreign, hash, unpacked_name,
};
use tripolis::validate::Shapes;

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
    /// The file holds no documents, though its format could.
    #[error("{path}: {error}\n  hint: {}", error.hint())]
    Bulk {
        /// The path.
        path: String,
        /// Why.
        error: BulkError,
    },
    /// A document of a bulk file cannot be had.
    #[error("{path}: {unit} {}: {}\n  hint: {}", fault.number, fault.error, fault.error.hint())]
    Member {
        /// The path of the file.
        path: String,
        /// What its number counts.
        unit: &'static str,
        /// The number and what is wrong.
        fault: MemberError,
    },
    /// Two documents have one identifier.
    #[error(
        "{path}: its name `{id}` is that of {first} as well\n  hint: only the first of them is read; give them identifiers of their own, or name their field with --id-field"
    )]
    Twin {
        /// The path of the file, and the number of the document.
        path: String,
        /// The identifier.
        id: DocumentId,
        /// Where the other one is.
        first: String,
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
            // What a person decided is no knowledge that documents are read with.
            if name == super::decisions::FILE {
                continue;
            }
            if name.ends_with(".ttl") || name.ends_with(".rules") || name.ends_with(".jsonld") {
                let text = std::fs::read_to_string(&path)
                    .map_err(|error| Fault::usage(format!("{}: {error}", path.display())))?;
                files.put(&name, text);
            }
        }
    }
    Engine::new(files, common.base.clone()).map_err(Fault::usage)
}

/// The shapes that the knowledge of `engine` holds documents to.
pub(crate) fn shapes(engine: &Engine) -> Result<Shapes, Fault> {
    let shapes = engine.file("shapes.ttl").unwrap_or_default();
    Shapes::from_turtle(shapes, &engine.ontology).map_err(Fault::usage)
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

    /// Reads one document.
    pub(crate) fn read(&self, source: &Source) -> Result<Document, SourceError> {
        self.read_as(source, None)
    }

    /// Reads one document; its own bytes and name tell its format, unless `from` does.
    pub(crate) fn read_as(
        &self,
        source: &Source,
        from: Option<SourceFormat>,
    ) -> Result<Document, SourceError> {
        let bytes = self.bytes(source).map_err(|error| SourceError::Io {
            path: source.path.display().to_string(),
            error,
        })?;
        self.read_bytes(source, from, &bytes)
    }

    /// Reads a document whose bytes are there.
    pub(crate) fn read_bytes(
        &self,
        source: &Source,
        from: Option<SourceFormat>,
        bytes: &[u8],
    ) -> Result<Document, SourceError> {
        let path = source.path.display().to_string();
        let content = Opened::new(&path, bytes, &self.limits)
            .and_then(|opened| self.content(from.unwrap_or(opened.format), &opened.bytes));
        match content {
            Ok(content) => Ok(Document::new(&source.name, &path, hash(bytes), content)),
            Err(error) => Err(SourceError::Read { path, error }),
        }
    }

    /// The limits that it holds to.
    pub(crate) const fn limits(&self) -> &Limits {
        &self.limits
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

    /// Reads bytes of a format: plain ones here, all others in a process of their own. A text in a language that is not
    /// covered is refused.
    pub(crate) fn content(&self, format: SourceFormat, bytes: &[u8]) -> Result<Content, ReadError> {
        let opened = Opened {
            format,
            bytes: bytes.into(),
        };
        let content = if format.is_plain() {
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
