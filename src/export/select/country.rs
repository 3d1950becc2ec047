//! What belongs to a country: what is located in it, and what documents about it name and tell.

use super::SelectError;
use crate::export::graph::{EntityGraph, LOCATION};
use crate::ontology::Ontology;
use petgraph::Direction::Incoming;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::BTreeSet;

/// What belongs to the countries that were asked for.
pub(super) struct Countries {
    /// The countries and what is located in them.
    pub(super) places: BTreeSet<NodeIndex>,
    /// The documents about them.
    documents: BTreeSet<usize>,
}

impl Countries {
    /// Whether one of these documents is about them.
    pub(super) fn tell(&self, documents: &[usize]) -> bool {
        documents.iter().any(|at| self.documents.contains(at))
    }
}

impl EntityGraph {
    /// What belongs to the countries of these names; none if there are no names.
    pub(super) fn countries(
        &self,
        names: &[String],
        ontology: &Ontology,
    ) -> Result<Option<Countries>, SelectError> {
        if names.is_empty() {
            return Ok(None);
        }
        let country = ontology.class("Country");
        let known = || {
            let is = |at: &NodeIndex| {
                country.is_some_and(|country| ontology.is_a(self.graph[*at].class, country))
            };
            self.graph.node_indices().filter(is)
        };
        let mut open = Vec::new();
        for name in names {
            let wanted = name.trim().to_lowercase();
            let named = |at: &NodeIndex| {
                let node = &self.graph[*at];
                std::iter::once(&node.label)
                    .chain(&node.aliases)
                    .any(|name| name.to_lowercase() == wanted)
                    || node.iri.as_str() == name
            };
            let found = known().find(named).ok_or_else(|| SelectError::Unknown {
                what: "country",
                name: name.clone(),
                known: known().map(|at| self.graph[at].label.clone()).collect(),
            })?;
            open.push(found);
        }
        let iris: Vec<_> = open.iter().map(|at| &self.graph[*at].iri).collect();
        let about = self.documents.iter().enumerate();
        let documents = about
            .filter(|(_, document)| document.country.as_ref().is_some_and(|c| iris.contains(&c)))
            .map(|(at, _)| at)
            .collect();
        let mut places: BTreeSet<NodeIndex> = open.iter().copied().collect();
        while let Some(place) = open.pop() {
            for edge in self.graph.edges_directed(place, Incoming) {
                if edge.weight().name == LOCATION && places.insert(edge.source()) {
                    open.push(edge.source());
                }
            }
        }
        Ok(Some(Countries { places, documents }))
    }
}
