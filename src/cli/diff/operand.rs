//! What is compared: documents of the store as they are or were, and files.

use super::{open, quads_of_file};
use crate::cli::{Common, Fault};
use oxrdf::{NamedNode, Quad};
use std::collections::BTreeSet;
use std::path::Path;
use tripolis::iri::DocumentId;
use tripolis::store::history::{DocumentChange, History, What};
use tripolis::store::{Pattern, Store, provenance_of};

/// Two readings to be compared.
pub(super) struct Compared {
    /// What they are of.
    pub(super) document: String,
    /// Which reading the first one is.
    pub(super) before: String,
    /// Which reading the second one is.
    pub(super) after: String,
    /// Quads of the first one.
    pub(super) old: Vec<Quad>,
    /// Quads of the second one.
    pub(super) new: Vec<Quad>,
}

/// Finds what the user names.
pub(super) struct Operands<'c> {
    common: &'c Common,
}

/// The store with what it remembers.
struct Remembered {
    store: Store,
    history: History,
}

impl<'c> Operands<'c> {
    pub(super) const fn new(common: &'c Common) -> Self {
        Self { common }
    }

    /// Two files, documents or versions. Documents as they are in the store are compared under the names
    /// that its entities have there; with a file or a version, as they were extracted.
    pub(super) fn pair(&self, old: &str, new: &str) -> Result<Compared, Fault> {
        let is_file = |name: &str| Path::new(name).is_file();
        let versions = is_file(old) || is_file(new) || at(old).1.is_some() || at(new).1.is_some();
        let quads = |name: &str| {
            if is_file(name) {
                quads_of_file(name, self.common)
            } else if versions {
                self.version(name)
            } else {
                let remembered = self.remembered()?;
                let document = self.find(&remembered, name)?;
                stored(&remembered.store, &document)
            }
        };
        Ok(Compared {
            document: format!("{old} and {new}"),
            before: old.to_owned(),
            after: new.to_owned(),
            old: quads(old)?,
            new: quads(new)?,
        })
    }

    /// A document before its last change and now.
    pub(super) fn before_and_now(&self, name: &str) -> Result<Compared, Fault> {
        let remembered = self.remembered()?;
        let document = self.find(&remembered, name)?;
        let changes = remembered.history.changes(&document);
        let now = changes.first().and_then(|change| change.archived.clone());
        let former = changes
            .into_iter()
            .skip(1)
            .find(|change| change.archived.is_some() && change.archived != now);
        let Some(former) = former else {
            return Err(Fault::usage(format!(
                "the store keeps no former version of `{}`\n  hint: one is kept when the document is ingested again after a change; to compare it with another document, name both",
                self.short(&document)
            )));
        };
        Ok(Compared {
            document: self.short(&document),
            before: format!("ingest {}", former.ingest),
            after: "now".to_owned(),
            old: archived(&remembered.store, Some(former))?,
            new: archived_now(&remembered.store, &document)?,
        })
    }

    /// The documents that changed since a run, all or only this one.
    pub(super) fn since(&self, name: Option<&str>, ingest: u64) -> Result<Vec<Compared>, Fault> {
        let Remembered { store, history } = self.remembered()?;
        if ingest > 0 && !history.ingests.contains_key(&ingest) {
            let last = history.ingests.keys().last().copied().unwrap_or(0);
            return Err(Fault::usage(format!(
                "there was no ingest {ingest}; the last one that changed something was {last}\n  hint: `tripolis query ingests` lists them"
            )));
        }
        let records = store.documents().map_err(Fault::world)?;
        let present: BTreeSet<NamedNode> = records.into_iter().map(|record| record.iri).collect();
        let remembered = Remembered { store, history };
        let wanted = name.map(|name| self.find(&remembered, name)).transpose()?;
        let Remembered { store, history } = remembered;
        let all: BTreeSet<&NamedNode> = present.iter().chain(history.documents()).collect();
        let mut compared = Vec::new();
        for document in all {
            let is_there = present.contains(document);
            let was = history.as_of(document, ingest);
            let other = wanted.as_ref().is_some_and(|wanted| wanted != document);
            // What was moved is compared under its new name.
            if other || !is_there && history.was_moved_after(document, ingest) {
                continue;
            }
            let is_gone = was.is_none_or(|was| was.what == What::Removed);
            if was.is_some_and(|was| was.archived.is_none()) && !is_gone {
                eprintln!(
                    "warning: {}: its version of ingest {ingest} is kept no longer\n  hint: `tripolis ingest --keep-versions N` keeps more",
                    self.short(document)
                );
                continue;
            }
            let old = archived(&store, was)?;
            let new = if is_there {
                archived_now(&store, document)?
            } else {
                Vec::new()
            };
            if old != new {
                compared.push(Compared {
                    document: self.short(document),
                    before: if is_gone {
                        "not there".to_owned()
                    } else {
                        format!("ingest {ingest}")
                    },
                    after: if is_there { "now" } else { "not there" }.to_owned(),
                    old,
                    new,
                });
            }
        }
        Ok(compared)
    }

    fn remembered(&self) -> Result<Remembered, Fault> {
        let store = open(self.common)?;
        let graph = self.common.base.ingests();
        let history = History::read(&store, graph.as_ref()).map_err(Fault::world)?;
        Ok(Remembered { store, history })
    }

    /// The quads of a document as it was extracted, now or after the run that stands behind its `@`.
    fn version(&self, name: &str) -> Result<Vec<Quad>, Fault> {
        let remembered = self.remembered()?;
        let (name, ingest) = at(name);
        let document = self.find(&remembered, name)?;
        let Some(ingest) = ingest else {
            return archived_now(&remembered.store, &document);
        };
        match remembered.history.as_of(&document, ingest) {
            Some(change) if change.archived.is_some() => archived(&remembered.store, Some(change)),
            Some(_) => Err(Fault::usage(format!(
                "the version of `{name}` after ingest {ingest} is not kept\n  hint: `tripolis ingest --keep-versions N` keeps more"
            ))),
            None => Err(Fault::usage(format!(
                "the store did not hold `{name}` after ingest {ingest}\n  hint: `tripolis query ingests` lists what each run did"
            ))),
        }
    }

    /// A document that is or was there, by its name, its path or its IRI.
    fn find(&self, remembered: &Remembered, name: &str) -> Result<NamedNode, Fault> {
        let iri = self.common.base.document(&DocumentId::new(name));
        let records = remembered.store.documents().map_err(Fault::world)?;
        let mut known = records.into_iter();
        let stored = known.find(|record| {
            record.iri == iri || record.source == name || record.iri.as_str() == name
        });
        let mut gone = remembered.history.documents();
        stored
            .map(|record| record.iri)
            .or_else(|| gone.find(|document| **document == iri).cloned())
            .ok_or_else(|| {
                Fault::usage(format!(
                    "there is no file and no document of the store called `{name}`\n  hint: `tripolis query documents` lists the documents"
                ))
            })
    }

    fn short(&self, document: &NamedNode) -> String {
        let base = &self.common.base;
        base.document_name(document.as_str()).to_owned()
    }
}

/// A name, and the number behind its `@`.
fn at(name: &str) -> (&str, Option<u64>) {
    match name.rsplit_once('@') {
        Some((document, number)) => match number.parse() {
            Ok(number) => (document, Some(number)),
            Err(_) => (name, None),
        },
        None => (name, None),
    }
}

/// The quads of the version that a document had after a change; none where it was not there.
fn archived(store: &Store, change: Option<&DocumentChange>) -> Result<Vec<Quad>, Fault> {
    match change.and_then(|change| change.archived.as_deref()) {
        Some(name) => {
            let version = store.archived_as(name).map_err(Fault::world)?;
            Ok(version.quads)
        }
        None => Ok(Vec::new()),
    }
}

/// The quads of the present version, as they were extracted.
fn archived_now(store: &Store, document: &NamedNode) -> Result<Vec<Quad>, Fault> {
    let version = store.archived(document.as_ref()).map_err(Fault::world)?;
    version.map_or_else(|| stored(store, document), |version| Ok(version.quads))
}

/// The quads of a document as they are in the store.
fn stored(store: &Store, document: &NamedNode) -> Result<Vec<Quad>, Fault> {
    let provenance = provenance_of(document.as_ref());
    let mut quads = Vec::new();
    for graph in [document, &provenance] {
        let of_graph = store.sorted_quads(Pattern {
            graph: Some(graph.as_ref().into()),
            ..Pattern::default()
        });
        quads.extend(of_graph.map_err(Fault::world)?);
    }
    Ok(quads)
}
