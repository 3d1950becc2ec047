//! A map: nodes as far apart as they are in the graph, equal for equal graphs and much alike for graphs
//! that differ little.
//!
//! Places begin as those of PivotMDS (Brandes and Pich, "Eigensolver Methods for Progressive
//! Multidimensional Scaling of Large Data", 2006) with the most connected nodes as pivots; stochastic
//! gradient descent takes them on (Zheng, Pawar and Goodman, "Graph Drawing by Stochastic Gradient
//! Descent", 2018). What is left to chance there is told here by the nodes' names: the order of the
//! pairs, and which of two mirror images is drawn. At last boxes that overlap are pushed apart.
//! Only operations are used whose results IEEE 754 fixes to the last bit, so that a picture is the same
//! on every machine.

mod apart;
mod pivot;

use super::{Point, Size, shelves};
use crate::export::EntityGraph;
use petgraph::graph::{NodeIndex, UnGraph};
use rayon::prelude::*;
use rustworkx_core::shortest_path::dijkstra;
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

/// How much of the page the boxes of a part may take, before they are pushed apart.
const DENSITY: f64 = 0.4;
/// The most pixels that a unit of distance may have.
const LARGEST: f64 = 60.0;
const BETWEEN_PARTS: f64 = 36.0;
/// How often all pairs are looked at.
const ROUNDS: usize = 24;
/// How far the first round may move a pair, in parts of its squared distance, and what is left of that
/// from round to round.
const STEP: f64 = 4.0;
const COOLING: f64 = 0.83;

/// A part of the graph that hangs together.
struct Part {
    /// Places of its nodes in the whole.
    nodes: Vec<usize>,
    /// Where they stand, in their order.
    places: Vec<Point>,
}

/// The middles of boxes of given sizes, and the size of the page, which begins at 0, 0.
pub(in crate::export) fn places(
    graph: &EntityGraph,
    size: impl Fn(NodeIndex) -> Size,
) -> (Vec<Point>, Size) {
    let sizes: Vec<Size> = graph.graph.node_indices().map(size).collect();
    let lines = lines(graph);
    let names: Vec<u64> = graph
        .graph
        .node_weights()
        .map(|node| hash(node.iri.as_str()))
        .collect();
    let mut places = vec![Point::default(); sizes.len()];
    let mut parts: Vec<(Part, Point, Size)> = parts(&lines)
        .into_iter()
        .map(|nodes| {
            let (part, names, sizes) = (
                subgraph(&lines, &nodes),
                nodes.iter().map(|at| names[*at]).collect::<Vec<_>>(),
                nodes.iter().map(|at| sizes[*at]).collect::<Vec<_>>(),
            );
            let mut places = shape(&part, &names);
            scale(&mut places, &sizes);
            apart::push(&mut places, &sizes);
            let (corner, room) = bounds(&places, &sizes);
            (Part { nodes, places }, corner, room)
        })
        .collect();
    // The largest first; of equal ones the one whose first node comes first.
    parts.sort_by_key(|(part, _, _)| (std::cmp::Reverse(part.nodes.len()), part.nodes[0]));
    let rooms: Vec<Size> = parts.iter().map(|(_, _, room)| *room).collect();
    let (shelves, whole) = shelves(&rooms, BETWEEN_PARTS);
    for ((part, corner, _), shelf) in parts.into_iter().zip(shelves) {
        for (at, place) in part.nodes.into_iter().zip(part.places) {
            places[at] = Point {
                x: place.x - corner.x + shelf.x,
                y: place.y - corner.y + shelf.y,
            };
        }
    }
    (places, whole)
}

/// The graph without directions, each pair once; a line is the longer, the more its ends have around
/// them that they do not share, so that there is room around hubs.
fn lines(graph: &EntityGraph) -> UnGraph<(), f64> {
    let around: Vec<BTreeSet<usize>> = graph
        .graph
        .node_indices()
        .map(|at| {
            let around = graph.graph.neighbors_undirected(at);
            around.map(NodeIndex::index).collect()
        })
        .collect();
    let mut lines = UnGraph::with_capacity(around.len(), graph.graph.edge_count());
    for _ in &around {
        lines.add_node(());
    }
    for (at, neighbors) in around.iter().enumerate() {
        for other in neighbors.range(at + 1..) {
            let (small, large) = if neighbors.len() < around[*other].len() {
                (neighbors, &around[*other])
            } else {
                (&around[*other], neighbors)
            };
            let shared = small.iter().filter(|node| large.contains(node)).count();
            let own = small.len() + large.len() - 2 * shared;
            let (from, to) = (NodeIndex::new(at), NodeIndex::new(*other));
            lines.add_edge(from, to, (own as f64).sqrt());
        }
    }
    lines
}

/// The parts that hang together, each with its nodes in order.
fn parts(lines: &UnGraph<(), f64>) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = rustworkx_core::connectivity::connected_components(lines)
        .into_iter()
        .map(|part| {
            let mut part: Vec<usize> = part.into_iter().map(NodeIndex::index).collect();
            part.sort_unstable();
            part
        })
        .collect();
    parts.sort_unstable();
    parts
}

fn subgraph(lines: &UnGraph<(), f64>, nodes: &[usize]) -> UnGraph<(), f64> {
    let mut part = UnGraph::new_undirected();
    let mut places = vec![None; lines.node_count()];
    for at in nodes {
        places[*at] = Some(part.add_node(()));
    }
    for edge in lines.edge_indices() {
        if let Some((a, b)) = lines.edge_endpoints(edge)
            && let (Some(a), Some(b)) = (places[a.index()], places[b.index()])
        {
            part.add_edge(a, b, lines[edge]);
        }
    }
    part
}

/// The places of a part, in units of its lines.
fn shape(part: &UnGraph<(), f64>, names: &[u64]) -> Vec<Point> {
    let count = part.node_count();
    if count < 2 {
        return vec![Point::default(); count];
    }
    let distances: Vec<Vec<f32>> = (0..count)
        .into_par_iter()
        .map(|from| distances(part, NodeIndex::new(from)))
        .collect();
    let mut places = pivot::places(part, &distances, names);
    descend(&mut places, &distances, names);
    turn(&mut places, part, names);
    places
}

/// The distances from a node to all others of its part.
fn distances(part: &UnGraph<(), f64>, from: NodeIndex) -> Vec<f32> {
    let reached: Result<Vec<Option<f64>>, std::convert::Infallible> =
        dijkstra(part, from, None, |edge| Ok(*edge.weight()), None);
    let Ok(reached) = reached;
    let mut distances = vec![0.0; part.node_count()];
    for (at, distance) in reached.into_iter().enumerate() {
        distances[at] = distance.unwrap_or_default() as f32;
    }
    distances
}

/// Moves pairs towards their distances, each less from round to round.
fn descend(places: &mut [Point], distances: &[Vec<f32>], names: &[u64]) {
    let mut pairs: Vec<(u32, u16, u16)> = Vec::with_capacity(places.len() * places.len() / 2);
    for (at, name) in names.iter().enumerate() {
        for (other, second) in names.iter().enumerate().skip(at + 1) {
            // Symmetric, and the same wherever the two stand in a larger graph.
            let mixed = (name ^ second).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
            pairs.push((mixed as u32, at as u16, other as u16));
        }
    }
    pairs.par_sort_unstable();
    let mut step = STEP;
    for _ in 0..ROUNDS {
        for (_, at, other) in &pairs {
            let (at, other) = (usize::from(*at), usize::from(*other));
            let wanted = f64::from(distances[at][other]);
            let share = (step / (wanted * wanted)).min(1.0);
            let (dx, dy) = (
                places[at].x - places[other].x,
                places[at].y - places[other].y,
            );
            let there = (dx * dx + dy * dy).sqrt().max(1e-9);
            let shift = share * (there - wanted) / (2.0 * there);
            places[at].x -= shift * dx;
            places[at].y -= shift * dy;
            places[other].x += shift * dx;
            places[other].y += shift * dy;
        }
        step *= COOLING;
    }
}

/// Turns a part so that it is wider than high, and mirrors it as the names of its hubs say.
fn turn(places: &mut [Point], part: &UnGraph<(), f64>, names: &[u64]) {
    let count = places.len() as f64;
    let middle = Point {
        x: places.iter().map(|place| place.x).sum::<f64>() / count,
        y: places.iter().map(|place| place.y).sum::<f64>() / count,
    };
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for place in places.iter_mut() {
        place.x -= middle.x;
        place.y -= middle.y;
        xx += place.x * place.x;
        xy += place.x * place.y;
        yy += place.y * place.y;
    }
    // Half the angle of the direction (xx − yy, 2xy).
    let length = ((xx - yy) * (xx - yy) + 4.0 * xy * xy).sqrt().max(1e-12);
    let double = (xx - yy) / length;
    let cos = ((1.0 + double) / 2.0).max(0.0).sqrt();
    let sin = ((1.0 - double) / 2.0).max(0.0).sqrt() * if xy < 0.0 { -1.0 } else { 1.0 };
    let (mut left, mut up) = (0.0, 0.0);
    for (at, place) in places.iter_mut().enumerate() {
        *place = Point {
            x: cos * place.x + sin * place.y,
            y: cos * place.y - sin * place.x,
        };
        let degree = part.neighbors(NodeIndex::new(at)).count() as f64;
        let sign = |bit: u64| if names[at] >> bit & 1 == 0 { 1.0 } else { -1.0 };
        left += degree * degree * sign(0) * place.x;
        up += degree * degree * sign(1) * place.y;
    }
    for place in places {
        place.x *= if left < 0.0 { -1.0 } else { 1.0 };
        place.y *= if up < 0.0 { -1.0 } else { 1.0 };
    }
}

/// Enlarges a part until it has room for its boxes.
fn scale(places: &mut [Point], sizes: &[Size]) {
    let none = vec![Size::default(); sizes.len()];
    let (_, room) = bounds(places, &none);
    let needed: f64 = sizes
        .iter()
        .map(|size| size.width * size.height)
        .sum::<f64>()
        / DENSITY;
    let factor = (needed / (room.width * room.height.max(room.width / 4.0)).max(1e-9)).sqrt();
    let factor = factor.min(LARGEST);
    for place in places {
        place.x *= factor;
        place.y *= factor;
    }
}

/// The upper left corner and the size of what boxes cover.
fn bounds(places: &[Point], sizes: &[Size]) -> (Point, Size) {
    let (mut low, mut high) = (
        Point {
            x: f64::INFINITY,
            y: f64::INFINITY,
        },
        Point {
            x: f64::NEG_INFINITY,
            y: f64::NEG_INFINITY,
        },
    );
    for (place, size) in places.iter().zip(sizes) {
        low.x = low.x.min(place.x - size.width / 2.0);
        low.y = low.y.min(place.y - size.height / 2.0);
        high.x = high.x.max(place.x + size.width / 2.0);
        high.y = high.y.max(place.y + size.height / 2.0);
    }
    let size = Size {
        width: (high.x - low.x).max(0.0),
        height: (high.y - low.y).max(0.0),
    };
    (low, size)
}

/// A number for a name, the same on every machine and in every version.
fn hash(name: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    name.hash(&mut hasher);
    // The low bits of FxHash alone are poor.
    hasher
        .finish()
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .rotate_left(29)
}
