//! The terms that an ontology's graph declares, and what it says of them.

use super::{ClassId, OntologyError, id};
use crate::vocab::owl;
use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{Graph, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, TermRef};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, HashMap};

/// The declared terms of one kind, in order.
pub(super) struct Declared {
    pub(super) iris: Vec<NamedNode>,
    pub(super) places: HashMap<NamedNode, u16>,
}

impl Declared {
    pub(super) fn new(graph: &Graph, kinds: &[NamedNodeRef<'_>]) -> Result<Self, OntologyError> {
        let mut iris: Vec<NamedNode> = kinds
            .iter()
            .flat_map(|kind| graph.subjects_for_predicate_object(rdf::TYPE, *kind))
            .filter_map(|subject| match subject {
                NamedOrBlankNodeRef::NamedNode(iri) => Some(iri.into_owned()),
                NamedOrBlankNodeRef::BlankNode(_) => None,
            })
            .collect();
        iris.sort_unstable();
        iris.dedup();
        if iris.len() > usize::from(u16::MAX) {
            return Err(OntologyError::TooMany(iris.len()));
        }
        let mut names = BTreeMap::new();
        for iri in &iris {
            if let Some(first) = names.insert(local_name(iri.as_str()), iri) {
                return Err(OntologyError::Ambiguous {
                    first: first.as_str().to_owned(),
                    second: iri.as_str().to_owned(),
                });
            }
        }
        let places = iris
            .iter()
            .enumerate()
            .map(|(at, iri)| (iri.clone(), id(at)))
            .collect();
        Ok(Self { iris, places })
    }

    pub(super) fn names<I>(&self, make: fn(u16) -> I) -> FxHashMap<String, I> {
        let name =
            |(at, iri): (usize, &NamedNode)| (local_name(iri.as_str()).to_owned(), make(id(at)));
        self.iris.iter().enumerate().map(name).collect()
    }

    /// The declared classes that stand as `subject predicate class`, unions taken apart.
    pub(super) fn used(
        &self,
        graph: &Graph,
        subject: NamedNodeRef<'_>,
        predicate: NamedNodeRef<'_>,
        role: &'static str,
    ) -> Result<Vec<ClassId>, OntologyError> {
        let mut found = Vec::new();
        for object in graph.objects_for_subject_predicate(subject, predicate) {
            match object {
                TermRef::NamedNode(iri) => found.extend(self.find(iri, role)?),
                TermRef::BlankNode(node) => {
                    for member in union(graph, node.into()) {
                        found.extend(self.find(member, role)?);
                    }
                }
                _ => (),
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// `None` for a term of a foreign vocabulary; an undeclared one of our own is a typing error.
    fn find(
        &self,
        iri: NamedNodeRef<'_>,
        role: &'static str,
    ) -> Result<Option<ClassId>, OntologyError> {
        if let Some(place) = self.places.get(&iri.into_owned()) {
            return Ok(Some(ClassId(*place)));
        }
        let space = namespace(iri.as_str());
        if self.iris.iter().any(|own| namespace(own.as_str()) == space) {
            return Err(OntologyError::Undeclared {
                term: iri.as_str().to_owned(),
                role,
            });
        }
        Ok(None)
    }
}

/// The IRIs in the `owl:unionOf` list of a blank node.
fn union<'g>(graph: &'g Graph, node: NamedOrBlankNodeRef<'g>) -> Vec<NamedNodeRef<'g>> {
    let mut members = Vec::new();
    let mut rest = graph.object_for_subject_predicate(node, owl::UNION_OF);
    // A list longer than the graph runs in a circle.
    for _ in 0..graph.len() {
        let Some(TermRef::BlankNode(cell)) = rest else {
            break;
        };
        if let Some(TermRef::NamedNode(iri)) = graph.object_for_subject_predicate(cell, rdf::FIRST)
        {
            members.push(iri);
        }
        rest = graph.object_for_subject_predicate(cell, rdf::REST);
    }
    members
}

/// The English label, or the first one without a language.
pub(super) fn label(graph: &Graph, subject: NamedNodeRef<'_>) -> Option<String> {
    graph
        .objects_for_subject_predicate(subject, rdfs::LABEL)
        .filter_map(|term| match term {
            TermRef::Literal(literal) if matches!(literal.language(), None | Some("en")) => {
                Some((literal.language().is_none(), literal.value()))
            }
            _ => None,
        })
        .min()
        .map(|(_, label)| label.to_owned())
}

fn namespace(iri: &str) -> &str {
    &iri[..iri.len() - local_name(iri).len()]
}

/// What stands behind the last `#` or `/` of an IRI.
pub(crate) fn local_name(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}
