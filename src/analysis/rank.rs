//! PageRank (Brin and Page, 1998) in time linear in the edges; petgraph's own looks at each pair of
//! nodes.

use petgraph::graph::DiGraph;
use petgraph::visit::EdgeRef;

const DAMPING: f64 = 0.85;
const MOST_ROUNDS: usize = 100;
const ENOUGH: f64 = 1e-10;

/// The rank of each node; together they are 1. What a node without outgoing edges has goes to all.
pub(super) fn page_rank<N, E>(graph: &DiGraph<N, E>) -> Vec<f64> {
    let count = graph.node_count() as f64;
    let leaving: Vec<f64> = graph
        .node_indices()
        .map(|node| graph.edges(node).count() as f64)
        .collect();
    let mut ranks = vec![1.0 / count; graph.node_count()];
    for _ in 0..MOST_ROUNDS {
        let kept = ranks
            .iter()
            .zip(&leaving)
            .filter(|(_, edges)| **edges == 0.0);
        let kept: f64 = kept.map(|(rank, _)| rank).sum();
        let mut next = vec![(1.0 - DAMPING + DAMPING * kept) / count; ranks.len()];
        for edge in graph.edge_references() {
            let from = edge.source().index();
            next[edge.target().index()] += DAMPING * ranks[from] / leaving[from];
        }
        let change: f64 = next.iter().zip(&ranks).map(|(a, b)| (a - b).abs()).sum();
        ranks = next;
        if change < ENOUGH {
            break;
        }
    }
    ranks
}
