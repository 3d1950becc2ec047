//! What `class:` and `document:` stand for in a store.

use super::SearchError;
use super::question::QuestionError;
use crate::iri::slug;
use crate::store::{DocumentRecord, ONTOLOGY_GRAPH, Pattern, Store};
use crate::vocab::{POL, owl};
use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedOrBlankNode, Term};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// The classes and documents of a store, read when they are asked for.
pub(super) struct OfStore<'s> {
    store: &'s Store,
    documents: OnceCell<Vec<DocumentRecord>>,
}

impl<'s> OfStore<'s> {
    /// Looks into a store.
    pub(super) fn new(store: &'s Store) -> Self {
        Self {
            store,
            documents: OnceCell::new(),
        }
    }

    fn records(&self) -> Result<&[DocumentRecord], SearchError> {
        if let Some(known) = self.documents.get() {
            return Ok(known);
        }
        let read = self.store.documents()?;
        Ok(self.documents.get_or_init(|| read))
    }

    /// The classes of the ontology.
    fn tree(&self) -> Result<Tree, SearchError> {
        let local = |iri: &str| iri.strip_prefix(POL).map(str::to_owned);
        let mut names = BTreeMap::new();
        let mut below: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let classes = Pattern {
            predicate: Some(rdf::TYPE),
            object: Some(owl::CLASS.into()),
            graph: Some(ONTOLOGY_GRAPH.into()),
            ..Pattern::default()
        };
        for quad in self.store.quads(classes) {
            if let NamedOrBlankNode::NamedNode(class) = quad?.subject
                && let Some(name) = local(class.as_str())
            {
                names.insert(name.to_lowercase(), name);
            }
        }
        let parents = Pattern {
            predicate: Some(rdfs::SUB_CLASS_OF),
            graph: Some(ONTOLOGY_GRAPH.into()),
            ..Pattern::default()
        };
        for quad in self.store.quads(parents) {
            let quad = quad?;
            if let (NamedOrBlankNode::NamedNode(child), Term::NamedNode(parent)) =
                (&quad.subject, &quad.object)
                && let (Some(child), Some(parent)) = (local(child.as_str()), local(parent.as_str()))
            {
                below
                    .entry(parent.to_lowercase())
                    .or_default()
                    .push(child.to_lowercase());
            }
        }
        Ok(Tree { names, below })
    }
}

/// Classes by their local names in small letters.
struct Tree {
    /// The local names as they are written.
    names: BTreeMap<String, String>,
    /// Of each class those right below it.
    below: BTreeMap<String, Vec<String>>,
}

impl OfStore<'_> {
    /// The classes, in small letters, that are the named one or lie below it.
    pub(super) fn classes(
        &self,
        name: &str,
        place: Option<usize>,
    ) -> Result<Vec<String>, SearchError> {
        let Tree { names, below } = self.tree()?;
        let local = name.rsplit([':', '#', '/']).next().unwrap_or(name);
        let wanted: String = local.split_whitespace().collect::<String>().to_lowercase();
        if !names.contains_key(&wanted) {
            let near = nearest(
                &wanted,
                names.iter().map(|(low, name)| (low.clone(), name.clone())),
            );
            return Err(unknown(
                ("class", name),
                place,
                near,
                "`tripolis query \"SELECT ?c WHERE { ?c a owl:Class }\"` lists them",
            ));
        }
        let (mut found, mut open) = (BTreeSet::new(), vec![wanted]);
        while let Some(class) = open.pop() {
            open.extend(
                below
                    .get(&class)
                    .into_iter()
                    .flatten()
                    .filter(|c| !found.contains(*c))
                    .cloned(),
            );
            found.insert(class);
        }
        Ok(found.into_iter().collect())
    }

    /// The IRIs of the documents of a name, an IRI, a title, or in a folder.
    pub(super) fn documents(
        &self,
        name: &str,
        place: Option<usize>,
    ) -> Result<Vec<String>, SearchError> {
        let documents = self.records()?;
        let id = |record: &DocumentRecord| {
            let iri = record.iri.as_str();
            iri.split_once("/doc/").map_or(iri, |(_, id)| id).to_owned()
        };
        let wanted = name.trim_end_matches('/');
        let sought = slug(wanted);
        let is_meant = |record: &&DocumentRecord| {
            let id = id(record);
            record.iri.as_str() == wanted
                || id == wanted
                || id
                    .strip_prefix(wanted)
                    .is_some_and(|rest| rest.starts_with('/'))
                || record.source == name
                || slug(&record.title) == sought
        };
        let found: Vec<String> = documents
            .iter()
            .filter(is_meant)
            .map(|record| record.iri.as_str().to_owned())
            .collect();
        if found.is_empty() {
            let near = nearest(
                &sought,
                documents
                    .iter()
                    .map(|record| (slug(&id(record)), id(record))),
            );
            return Err(unknown(
                ("document", name),
                place,
                near,
                "`tripolis query documents` lists them",
            ));
        }
        Ok(found)
    }
}

/// The known names that begin like the one wanted, or are a few letters off.
fn nearest(wanted: &str, known: impl Iterator<Item = (String, String)>) -> Vec<String> {
    let most = wanted.chars().count() / 3;
    let mut near: Vec<(usize, String)> = known
        .filter_map(|(key, name)| {
            let edits = super::suggest::distance(wanted, &key, most);
            let begins = key.starts_with(wanted) && !wanted.is_empty();
            edits
                .or(begins.then_some(most + 1))
                .map(|edits| (edits, name))
        })
        .collect();
    near.sort();
    near.into_iter().map(|(_, name)| name).take(3).collect()
}

fn unknown(
    (what, name): (&str, &str),
    place: Option<usize>,
    near: Vec<String>,
    otherwise: &str,
) -> SearchError {
    let hint = if near.is_empty() {
        otherwise.to_owned()
    } else {
        format!("did you mean {}?", near.join(", "))
    };
    SearchError::Question(QuestionError {
        place,
        message: format!("there is no {what} `{name}`"),
        hint,
    })
}
