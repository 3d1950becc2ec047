//! Where nodes stand: in layers where there are few, by their distances in the graph where there are
//! many, on a spiral where there are too many to look at.

pub(super) mod layered;
pub(super) mod stress;

use super::graph::EntityGraph;
use petgraph::graph::NodeIndex;

/// More nodes than this are laid on a spiral: all distances between them would take minutes and
/// gigabytes, and the picture would show nothing.
const MOST: usize = 4000;

/// The room that a node takes, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// The room of a node with its label in the units of graph tools.
pub(super) const ROOM: Size = Size {
    width: 120.0,
    height: 24.0,
};

/// A place; x goes to the right, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Places for graphs of any size: the middles of boxes that have the sizes that `size` tells.
pub(super) fn places(graph: &EntityGraph, size: impl Fn(NodeIndex) -> Size) -> Vec<Point> {
    if graph.graph.node_count() <= MOST {
        stress::places(graph, size).0
    } else {
        spiral(graph)
    }
}

/// Nodes at equal distances on a spiral, the most connected in the middle.
fn spiral(graph: &EntityGraph) -> Vec<Point> {
    let mut order: Vec<NodeIndex> = graph.graph.node_indices().collect();
    order.sort_by_key(|node| (std::cmp::Reverse(graph.degree(*node)), *node));
    let golden = std::f64::consts::PI * (3.0 - 5.0_f64.sqrt());
    let mut places = vec![Point::default(); order.len()];
    for (at, node) in order.into_iter().enumerate() {
        let (angle, radius) = (golden * at as f64, 30.0 * (at as f64).sqrt());
        places[node.index()] = Point {
            x: radius * angle.cos(),
            y: radius * angle.sin(),
        };
    }
    places
}

/// How much wider than high a page of several parts should be.
const LANDSCAPE: f64 = 1.6;

/// Sets rectangles on shelves of a page that is wider than high, in their order and `gap` apart: the
/// upper left corner of each, and the size of all.
fn shelves(parts: &[Size], gap: f64) -> (Vec<Point>, Size) {
    let area: f64 = parts
        .iter()
        .map(|part| (part.width + gap) * (part.height + gap))
        .sum();
    let widest = parts
        .iter()
        .map(|part| part.width)
        .fold((area * LANDSCAPE).sqrt(), f64::max);
    let (mut whole, mut shelf) = (Size::default(), Point::default());
    let corners = parts.iter().map(|part| {
        if shelf.x > 0.0 && shelf.x + part.width > widest {
            shelf = Point {
                x: 0.0,
                y: whole.height + gap,
            };
        }
        let corner = shelf;
        shelf.x += part.width + gap;
        whole.width = whole.width.max(shelf.x - gap);
        whole.height = whole.height.max(shelf.y + part.height);
        corner
    });
    (corners.collect(), whole)
}
