//! What `--sync` has to take out: documents of the given folders whose files are gone, or are no longer in their file.

use crate::cli::source::Source;
use oxrdf::NamedNode;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use tripolis::store::DocumentRecord;

/// Stored documents that are no longer where they were read from.
#[derive(Clone, Debug, Default)]
pub(super) struct Missing(BTreeMap<NamedNode, Gone>);

/// What is known of one of them.
#[derive(Clone, Debug)]
struct Gone {
    /// SHA-256 of what was in it.
    content_hash: String,
    /// The file of many documents that held it and is still there: it is missing unless that file gives it again.
    file: Option<PathBuf>,
}

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
            let place = absolute(Path::new(&record.source));
            let root = paths.iter().find(|root| is_below(&place, root));
            let Some(root) = root.filter(|_| !there.contains(&place)) else {
                continue;
            };
            let file = place.ancestors().find(|path| there.contains(*path));
            let below = absolute(root);
            if allow_empty || there.iter().any(|path| path.starts_with(&below)) {
                let gone = Gone {
                    content_hash: record.content_hash,
                    file: file.map(Path::to_owned),
                };
                missing.insert(record.iri, gone);
            } else {
                spared.insert(root.clone());
            }
        }
        (Self(missing), spared.into_iter().collect())
    }

    /// Leaves alone the documents of a file that could not be read as a whole, and tells how many they are.
    pub(super) fn spare(&mut self, file: &str) -> usize {
        let (file, before) = (absolute(Path::new(file)), self.0.len());
        self.0.retain(|_, gone| gone.file.as_ref() != Some(&file));
        before - self.0.len()
    }

    /// All files of the run have been read: what they did not give again is gone.
    pub(super) fn settle(&mut self) {
        self.0.values_mut().for_each(|gone| gone.file = None);
    }

    /// Whether the document is surely one of them.
    pub(super) fn contains(&self, document: &NamedNode) -> bool {
        self.0.get(document).is_some_and(|gone| gone.file.is_none())
    }

    /// Finds the one that surely is gone and held the same bytes; it is missed no longer.
    pub(super) fn take(&mut self, content_hash: &str) -> Option<NamedNode> {
        let mut all = self.0.iter();
        let (document, _) =
            all.find(|(_, gone)| gone.file.is_none() && gone.content_hash == content_hash)?;
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

/// The path from the root of the file system, without `.` and `..`.
pub(super) fn absolute(path: &Path) -> PathBuf {
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
