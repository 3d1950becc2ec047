//! Simpler graphs made of the entity graph: one edge for each pair, and links by what is shared.

use super::SelectError;
use crate::export::graph::{Edge, EntityGraph};
use crate::export::period::Period;
use crate::ontology::{ClassId, Ontology};
use crate::vocab::skos;
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};

/// Entities of one class, linked where they have a neighbor in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection {
    /// Local name of the class that stays, such as `Organization`.
    pub class: String,
    /// Local name of the class of what they share; without it, whatever is not of the first.
    pub through: Option<String>,
}

/// How many of the things that two entities share are named on their edge.
const NAMED: usize = 3;

impl EntityGraph {
    /// One edge for each pair of entities that has any, as heavy as all its facts together.
    pub(super) fn collapsed(&self) -> Self {
        let mut pairs: BTreeMap<(NodeIndex, NodeIndex), Edge> = BTreeMap::new();
        for (source, target, edge) in self.edges() {
            pairs
                .entry((source, target))
                .and_modify(|whole| add(whole, edge))
                .or_insert_with(|| edge.clone());
        }
        self.with_edges(pairs.into_iter())
    }

    /// The entities of a class, linked without direction by what they share; the weight of an edge
    /// counts that. A thing with n such neighbors gives n · (n − 1) / 2 links.
    pub(super) fn projected(
        &self,
        projection: &Projection,
        ontology: &Ontology,
    ) -> Result<Self, SelectError> {
        let kept = self.class(&projection.class, ontology)?;
        let through = match &projection.through {
            Some(name) => Some(self.class(name, ontology)?),
            None => None,
        };
        let is = |at: NodeIndex, class: ClassId| ontology.is_a(self.graph[at].class, class);
        let mut pairs: BTreeMap<(NodeIndex, NodeIndex), Vec<NodeIndex>> = BTreeMap::new();
        for shared in self.graph.node_indices() {
            if is(shared, kept) || through.is_some_and(|class| !is(shared, class)) {
                continue;
            }
            let ends: BTreeSet<NodeIndex> = self
                .graph
                .neighbors_undirected(shared)
                .filter(|at| is(*at, kept))
                .collect();
            for one in &ends {
                for other in
                    ends.range((std::ops::Bound::Excluded(one), std::ops::Bound::Unbounded))
                {
                    pairs.entry((*one, *other)).or_default().push(shared);
                }
            }
        }
        let mut linked = self.with_edges(
            pairs
                .into_iter()
                .map(|(ends, shared)| (ends, self.sharing(&shared))),
        );
        linked.undirected = true;
        Ok(linked
            .keep(|at| is(at, kept), |_, _, _| true)
            .without_loners())
    }

    /// The edge of two entities that share these.
    fn sharing(&self, shared: &[NodeIndex]) -> Edge {
        let mut names: Vec<&str> = shared
            .iter()
            .take(NAMED)
            .map(|at| self.graph[*at].label.as_str())
            .collect();
        let more = format!("{} more", shared.len().saturating_sub(NAMED));
        if shared.len() > NAMED {
            names.push(&more);
        }
        let mut period = Period::default();
        let mut documents = BTreeSet::new();
        for at in shared {
            period.widen(self.graph[*at].period);
            documents.extend(&self.graph[*at].documents);
        }
        Edge {
            property: skos::RELATED.into_owned(),
            name: "shares".to_owned(),
            label: names.join("; "),
            documents: documents.into_iter().collect(),
            confidence: None,
            count: shared.len(),
            quote: None,
            period,
        }
    }

    /// The same nodes with other edges.
    pub(super) fn with_edges(
        &self,
        edges: impl Iterator<Item = ((NodeIndex, NodeIndex), Edge)>,
    ) -> Self {
        let mut graph = self.clone();
        graph.graph.clear_edges();
        for ((source, target), edge) in edges {
            graph.graph.add_edge(source, target, edge);
        }
        graph
    }
}

/// Adds a fact to the edge that stands for all of a pair: both names, all documents, the quote of the
/// surest.
fn add(whole: &mut Edge, edge: &Edge) {
    if edge.confidence > whole.confidence {
        whole.confidence = edge.confidence;
        whole.quote.clone_from(&edge.quote);
        whole.name.clone_from(&edge.name);
    }
    whole.property = skos::RELATED.into_owned();
    whole.label = format!("{}; {}", whole.label, edge.label);
    whole.count += edge.count;
    whole.documents.extend(&edge.documents);
    whole.documents.sort_unstable();
    whole.documents.dedup();
    whole.period.widen(edge.period);
}
