//! What `--sync` has to take out: documents of the given folders whose files are gone.

use crate::cli::source::Source;
use oxrdf::NamedNode;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use tripolis::store::DocumentRecord;

/// Stored documents whose files are gone, with the SHA-256 of what was in them.
#[derive(Clone, Debug, Default)]
pub(super) struct Missing(BTreeMap<NamedNode, String>);

impl Missing {
    /// Looks for documents of `records` that were read from below `paths` and are not among `sources`.
    /// Where a path is gone or holds no document any more, nothing is missed unless `allow_empty`; the
    /// paths left alone are given as well.
    pub(super) fn find(
        records: Vec<DocumentRecord>,
        paths: &[PathBuf],
        sources: &[Source],
        allow_empty: bool,
    ) -> (Self, Vec<PathBuf>) {
        let there: BTreeSet<PathBuf> = sources
            .iter()
            .filter(|source| source.path.exists())
            .map(|source| absolute(&source.path))
            .collect();
        let mut missing = BTreeMap::new();
        let mut spared = BTreeSet::new();
        for record in records {
            let file = absolute(Path::new(&record.source));
            let root = paths.iter().find(|root| is_below(&file, root));
            let Some(root) = root.filter(|_| !is_there(&file, &there)) else {
                continue;
            };
            let below = absolute(root);
            if allow_empty || there.iter().any(|path| path.starts_with(&below)) {
                missing.insert(record.iri, record.content_hash);
            } else {
                spared.insert(root.clone());
            }
        }
        (Self(missing), spared.into_iter().collect())
    }

    /// Whether the document is one of them.
    pub(super) fn contains(&self, document: &NamedNode) -> bool {
        self.0.contains_key(document)
    }

    /// Finds the one that held the same bytes; it is missed no longer.
    pub(super) fn take(&mut self, content_hash: &str) -> Option<NamedNode> {
        let mut all = self.0.iter();
        let (document, _) = all.find(|(_, hash)| *hash == content_hash)?;
        let document = document.clone();
        self.0.remove(&document);
        Some(document)
    }

    /// It has been read after all.
    pub(super) fn is_read(&mut self, document: &NamedNode) {
        self.0.remove(document);
    }

    /// The documents, by IRI.
    pub(super) fn into_documents(self) -> Vec<NamedNode> {
        self.0.into_keys().collect()
    }
}

/// Whether a document was read from `root` or a file below; one of standard input never was.
fn is_below(file: &Path, root: &Path) -> bool {
    root.as_os_str() != "-" && file.starts_with(absolute(root))
}

/// Whether its file is there: the path itself, or the one that it is a member of.
fn is_there(file: &Path, there: &BTreeSet<PathBuf>) -> bool {
    file.ancestors().any(|path| there.contains(path))
}

/// The path from the root of the file system, without `.` and `..`.
fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut folded = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::ParentDir => {
                folded.pop();
            }
            Component::CurDir => {}
            part => folded.push(part),
        }
    }
    folded
}
