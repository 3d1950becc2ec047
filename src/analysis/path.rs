//! The shortest way from one entity to another, with the facts along it.

use crate::export::EntityGraph;
use crate::export::graph::Edge;
use petgraph::graph::{NodeIndex, UnGraph};
use std::collections::BTreeMap;

/// What a step costs, and how much more the least sure one.
const STEP: u32 = 1000;
const DOUBT: f64 = 100.0;

/// From one entity to the next.
#[derive(Clone, Debug)]
pub struct Step<'g> {
    /// The entity that the step leaves.
    pub from: NodeIndex,
    /// The entity that it reaches.
    pub to: NodeIndex,
    /// The facts between the two, in the order of the graph; at least one.
    pub facts: Vec<Fact<'g>>,
}

/// A fact along the way.
#[derive(Clone, Copy, Debug)]
pub struct Fact<'g> {
    /// Its property, quote and documents.
    pub edge: &'g Edge,
    /// Whether its subject is where the step begins.
    pub forward: bool,
}

/// The shortest path between two entities, against the direction of facts too; of equally short ones
/// the one whose facts are surest, then the one whose entities come first. Empty from an entity to
/// itself, `None` where nothing connects them.
#[must_use]
pub fn path(graph: &EntityGraph, from: NodeIndex, to: NodeIndex) -> Option<Vec<Step<'_>>> {
    let whole = graph.graph();
    let mut between: BTreeMap<(NodeIndex, NodeIndex), Vec<petgraph::graph::EdgeIndex>> =
        BTreeMap::new();
    for edge in whole.edge_indices() {
        if let Some((a, b)) = whole.edge_endpoints(edge).filter(|(a, b)| a != b) {
            between.entry((a.min(b), a.max(b))).or_default().push(edge);
        }
    }
    let mut lines: UnGraph<(), u32> = UnGraph::with_capacity(whole.node_count(), between.len());
    for _ in whole.node_indices() {
        lines.add_node(());
    }
    for ((a, b), edges) in &between {
        let sure = edges.iter().filter_map(|edge| whole[*edge].confidence);
        let doubt = 1.0 - sure.fold(0.0, f64::max).clamp(0.0, 1.0);
        lines.add_edge(*a, *b, STEP + (DOUBT * doubt).round() as u32);
    }
    let cost = |edge: petgraph::graph::EdgeReference<'_, u32>| *edge.weight();
    let (_, nodes) = petgraph::algo::astar(&lines, from, |node| node == to, cost, |_| 0)?;
    let step = |pair: &[NodeIndex]| {
        let (from, to) = (pair[0], pair[1]);
        let facts = between[&(from.min(to), from.max(to))]
            .iter()
            .map(|edge| Fact {
                edge: &whole[*edge],
                forward: whole.edge_endpoints(*edge).is_some_and(|(a, _)| a == from),
            });
        let facts = facts.collect();
        Step { from, to, facts }
    };
    Some(nodes.windows(2).map(step).collect())
}
