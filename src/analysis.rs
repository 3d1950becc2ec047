//! What the form of the entity graph tells: which entities weigh most, what belongs together, which
//! facts alone hold parts together, and by which facts two entities are connected.
//!
//! Directions count for PageRank only: elsewhere a fact connects its two entities either way, and
//! several facts between the same two are one line. All results are the same for equal graphs.

pub mod path;
mod rank;

pub use path::{Fact, Step, path};

use crate::export::EntityGraph;
use crate::export::graph::Measures;
use leiden_rs::{GraphDataBuilder, Leiden, LeidenConfig};
use petgraph::graph::{NodeIndex, UnGraph};
use rustworkx_core::centrality::betweenness_centrality;
use std::collections::BTreeMap;

/// In larger graphs betweenness is not measured, since it takes nodes times edges, and is 0.
pub const MOST_BETWEENNESS: usize = 20_000;

/// Where the search for communities begins; any number does, always the same.
const SEED: u64 = 1;

/// Measures the nodes of a graph, in their order.
///
/// Betweenness is that of Freeman, computed after Brandes; communities are those of the Leiden
/// algorithm by modularity, lines weighing as much as they have facts, numbered by size.
#[must_use]
pub fn measure(graph: &EntityGraph) -> Vec<Measures> {
    let lines = lines(graph);
    let betweenness = if lines.node_count() <= MOST_BETWEENNESS {
        // Never in several threads: they would add up in an order of their own.
        betweenness_centrality(&lines, false, true, usize::MAX)
    } else {
        vec![None; lines.node_count()]
    };
    let communities = communities(&lines);
    rank::page_rank(graph.graph())
        .into_iter()
        .zip(betweenness)
        .zip(communities)
        .map(|((pagerank, betweenness), community)| Measures {
            betweenness: rounded(betweenness.unwrap_or_default()),
            pagerank: rounded(pagerank),
            community,
        })
        .collect()
}

/// The pairs of entities whose facts alone hold two parts of the graph together, each part of at least
/// two entities; ascending.
#[must_use]
pub fn bridges(graph: &EntityGraph) -> Vec<(NodeIndex, NodeIndex)> {
    let lines = lines(graph);
    let mut bridges: Vec<_> = rustworkx_core::connectivity::bridges(&lines)
        .into_iter()
        .map(|(a, b)| (a.min(b), a.max(b)))
        .filter(|(a, b)| {
            [a, b]
                .iter()
                .all(|end| lines.neighbors(**end).nth(1).is_some())
        })
        .collect();
    bridges.sort_unstable();
    bridges.dedup();
    bridges
}

/// The graph without directions and loops, each pair once, weighing as much as it has facts.
fn lines(graph: &EntityGraph) -> UnGraph<(), f64> {
    let graph = graph.graph();
    let mut weights: BTreeMap<(NodeIndex, NodeIndex), f64> = BTreeMap::new();
    for edge in graph.edge_indices() {
        if let Some((a, b)) = graph.edge_endpoints(edge).filter(|(a, b)| a != b) {
            *weights.entry((a.min(b), a.max(b))).or_default() += 1.0;
        }
    }
    let mut lines = UnGraph::with_capacity(graph.node_count(), weights.len());
    for _ in graph.node_indices() {
        lines.add_node(());
    }
    for ((a, b), weight) in weights {
        lines.add_edge(a, b, weight);
    }
    lines
}

/// The number of each node's community: 0 is the largest, of equal ones the one whose first node comes
/// first.
fn communities(lines: &UnGraph<(), f64>) -> Vec<usize> {
    let alone = || (0..lines.node_count()).collect();
    let found = || -> Result<Vec<usize>, leiden_rs::error::LeidenError> {
        let mut builder = GraphDataBuilder::new(lines.node_count());
        for edge in lines.edge_indices() {
            if let Some((a, b)) = lines.edge_endpoints(edge) {
                builder.add_edge(a.index(), b.index(), lines[edge])?;
            }
        }
        let config = LeidenConfig::builder().seed(SEED).build();
        let output = Leiden::new(config).run(&builder.build()?)?;
        Ok(output.partition.as_slice().to_vec())
    };
    // A graph without lines has no modularity: then each node stands alone.
    let found = if lines.edge_count() == 0 {
        alone()
    } else {
        found().unwrap_or_else(|_| alone())
    };
    let mut members: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (at, community) in found.iter().enumerate() {
        members.entry(*community).or_insert((0, at)).0 += 1;
    }
    let mut order: Vec<(std::cmp::Reverse<usize>, usize, usize)> = members
        .into_iter()
        .map(|(community, (size, first))| (std::cmp::Reverse(size), first, community))
        .collect();
    order.sort_unstable();
    let numbers: BTreeMap<usize, usize> = order
        .into_iter()
        .enumerate()
        .map(|(number, (_, _, community))| (community, number))
        .collect();
    found.iter().map(|community| numbers[community]).collect()
}

/// Six decimals, which say all and stay the same where sums differ in their last bits.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
