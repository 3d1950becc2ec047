//! Layers from left to right by rust-sugiyama, lines led between the boxes.
//!
//! The layout is run twice. The first run gives each node its layer; lines that pass a layer then get
//! a bend of their own in it, so that the second run keeps room for them between the boxes.

use super::{Point, Size, shelves};
use crate::export::EntityGraph;
use petgraph::graph::NodeIndex;
use petgraph::stable_graph::StableDiGraph;
use rust_sugiyama::configure::{Config, CrossingMinimization, RankingType};
use std::collections::{BTreeMap, BTreeSet};

/// Places on a page that begins at 0, 0.
pub(in crate::export) struct Layout {
    /// The middle of each node.
    pub(in crate::export) nodes: Vec<Point>,
    /// Where the line between two nodes bends, from the one with the lower index to the other: at the
    /// left and the right end of each layer that it passes, so that it runs level between the boxes.
    pub(in crate::export) bends: BTreeMap<(usize, usize), Vec<Point>>,
    pub(in crate::export) size: Size,
}

/// Neighbors are swapped where there are no more boxes and bends than this.
const MOST_SWAPPED: usize = 600;
/// Distances in pixels.
const BETWEEN_LAYERS: f64 = 70.0;
const BETWEEN_BOXES: f64 = 9.0;
const BETWEEN_PARTS: f64 = 44.0;
const BEND: f64 = 5.0;
/// How much higher than its fullest layer a part may be.
const SLACK: f64 = 1.15;

/// Layers from left to right; parts that do not hang together stand one below the other.
pub(in crate::export) fn layered(graph: &EntityGraph, size: impl Fn(NodeIndex) -> Size) -> Layout {
    let sizes: Vec<Size> = graph.graph.node_indices().map(size).collect();
    let mut lines: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    for (source, target, _) in graph.edges() {
        let (source, target) = (source.index(), target.index());
        if source != target {
            // The first of several edges sets the direction.
            lines
                .entry((source.min(target), source.max(target)))
                .or_insert((source, target));
        }
    }
    let flat = draw(&sizes, lines.values().copied());
    let layers = flat.layers();

    // Bends take places behind the nodes.
    let mut boxes = sizes.clone();
    let mut pieces = Vec::new();
    let mut chains: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (pair, (source, target)) in &lines {
        let (from, to) = if layers[*source] <= layers[*target] {
            (*source, *target)
        } else {
            (*target, *source)
        };
        let mut chain = Vec::new();
        let mut last = from;
        for _ in layers[from] + 1..layers[to] {
            boxes.push(Size {
                width: 0.0,
                height: BEND,
            });
            pieces.push((last, boxes.len() - 1));
            last = boxes.len() - 1;
            chain.push(last);
        }
        pieces.push((last, to));
        if from != pair.0 {
            chain.reverse();
        }
        chains.insert(*pair, chain);
    }
    let mut drawn = draw(&boxes, pieces.into_iter());
    drawn.tighten(&boxes);
    drawn.spread(&boxes);
    drawn.squeeze(&boxes);
    let size = drawn.stack(&boxes);
    let halves = drawn.halves(&boxes);
    let bends = chains
        .into_iter()
        .map(|(pair, chain)| {
            let leftward = drawn.places[pair.0].x > drawn.places[pair.1].x;
            let ends = chain.into_iter().flat_map(|at| {
                let (Point { x, y }, half) = (drawn.places[at], halves[at]);
                let (left, right) = (Point { x: x - half, y }, Point { x: x + half, y });
                if leftward {
                    [right, left]
                } else {
                    [left, right]
                }
            });
            (pair, ends.collect())
        })
        .collect();
    drawn.places.truncate(sizes.len());
    Layout {
        nodes: drawn.places,
        bends,
        size,
    }
}

/// Boxes as rust-sugiyama leaves them.
struct Drawn {
    places: Vec<Point>,
    /// The boxes of each part, parts in order of size.
    parts: Vec<Vec<usize>>,
}

fn draw(boxes: &[Size], lines: impl Iterator<Item = (usize, usize)>) -> Drawn {
    let mut graph: StableDiGraph<(), ()> = StableDiGraph::new();
    let nodes: Vec<_> = boxes.iter().map(|_| graph.add_node(())).collect();
    for (from, to) in lines {
        graph.add_edge(nodes[from], nodes[to], ());
    }
    let config = Config {
        minimum_length: 1,
        vertex_spacing: BETWEEN_BOXES,
        dummy_vertices: true,
        dummy_size: 1.0,
        ranking_type: RankingType::MinimizeEdgeLength,
        c_minimization: CrossingMinimization::Barycenter,
        // Swapping neighbors takes long on many boxes.
        transpose: boxes.len() <= MOST_SWAPPED,
    };
    // The layers of rust-sugiyama lie below each other: turned by swapping the axes.
    let room = |node: NodeIndex, (): &()| {
        (
            boxes[node.index()].height,
            boxes[node.index()].width + BETWEEN_LAYERS,
        )
    };
    let mut places = vec![Point::default(); boxes.len()];
    let mut parts = Vec::new();
    for (part, _, _) in rust_sugiyama::from_graph(&graph, &room, &config) {
        for (node, (x, y)) in &part {
            places[node.index()] = Point { x: *y, y: *x };
        }
        let mut part: Vec<usize> = part.into_iter().map(|(node, _)| node.index()).collect();
        part.sort_unstable();
        parts.push(part);
    }
    parts.sort_by_key(|part| (std::cmp::Reverse(part.len()), part.first().copied()));
    Drawn { places, parts }
}

impl Drawn {
    /// The boxes of a part by their layers, from left to right, each from top to bottom.
    fn columns(&self, part: &[usize]) -> Vec<Vec<usize>> {
        let xs: BTreeSet<i64> = part.iter().map(|at| tenths(self.places[*at].x)).collect();
        let mut columns = vec![Vec::new(); xs.len()];
        for at in part {
            let column = xs.range(..tenths(self.places[*at].x)).count();
            columns[column].push(*at);
        }
        for column in &mut columns {
            column.sort_by(|a, b| {
                self.places[*a]
                    .y
                    .total_cmp(&self.places[*b].y)
                    .then(a.cmp(b))
            });
        }
        columns
    }

    /// The layer of each box within its part.
    fn layers(&self) -> Vec<usize> {
        let mut layers = vec![0; self.places.len()];
        for part in &self.parts {
            for (layer, column) in self.columns(part).into_iter().enumerate() {
                for at in column {
                    layers[at] = layer;
                }
            }
        }
        layers
    }

    /// For each box, half the width of its layer.
    fn halves(&self, boxes: &[Size]) -> Vec<f64> {
        let mut halves = vec![0.0; boxes.len()];
        for part in &self.parts {
            for column in self.columns(part) {
                let half = column
                    .iter()
                    .map(|at| boxes[*at].width / 2.0)
                    .fold(0.0, f64::max);
                for at in column {
                    halves[at] = half;
                }
            }
        }
        halves
    }

    /// Draws a part together until it is little higher than the fullest of its layers needs.
    fn tighten(&mut self, boxes: &[Size]) {
        for part in &self.parts {
            let needed = |column: &Vec<usize>| {
                column
                    .iter()
                    .map(|at| boxes[*at].height + BETWEEN_BOXES)
                    .sum::<f64>()
            };
            let least = self.columns(part).iter().map(needed).fold(0.0, f64::max);
            let ys = part.iter().map(|at| self.places[*at].y);
            let height =
                ys.clone().fold(f64::NEG_INFINITY, f64::max) - ys.fold(f64::INFINITY, f64::min);
            if height > 0.0 {
                let factor = (least * SLACK / height).min(1.0);
                for at in part {
                    self.places[*at].y *= factor;
                }
            }
        }
    }

    /// Pushes boxes of one layer apart until none touches another.
    fn spread(&mut self, boxes: &[Size]) {
        for part in self.parts.clone() {
            for column in self.columns(&part) {
                for pair in column.windows(2) {
                    let apart =
                        (boxes[pair[0]].height + boxes[pair[1]].height) / 2.0 + BETWEEN_BOXES / 2.0;
                    let least = self.places[pair[0]].y + apart;
                    self.places[pair[1]].y = self.places[pair[1]].y.max(least);
                }
            }
        }
    }

    /// Takes away the height in which no box of a part stands.
    fn squeeze(&mut self, boxes: &[Size]) {
        for part in self.parts.clone() {
            let mut order: Vec<(f64, f64, usize)> = part
                .iter()
                .map(|at| {
                    (
                        self.places[*at].y - boxes[*at].height / 2.0,
                        boxes[*at].height,
                        *at,
                    )
                })
                .collect();
            order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
            let (mut bottom, mut taken) = (f64::INFINITY, 0.0);
            for (top, height, at) in order {
                taken += (top - bottom - 2.0 * BETWEEN_BOXES).max(0.0);
                bottom = if bottom.is_finite() {
                    bottom.max(top + height)
                } else {
                    top + height
                };
                self.places[at].y -= taken;
            }
        }
    }

    /// Sets the parts on shelves of a page that is wider than high, and gives the size of all.
    fn stack(&mut self, boxes: &[Size]) -> Size {
        let bounds: Vec<(Point, Size)> = self
            .parts
            .iter()
            .map(|part| self.bounds(part, boxes))
            .collect();
        let sizes: Vec<Size> = bounds.iter().map(|(_, size)| *size).collect();
        let (shelves, whole) = shelves(&sizes, BETWEEN_PARTS);
        for ((part, (corner, _)), shelf) in self.parts.iter().zip(bounds).zip(shelves) {
            for at in part {
                self.places[*at].x += shelf.x - corner.x;
                self.places[*at].y += shelf.y - corner.y;
            }
        }
        whole
    }

    /// The upper left corner of a part, and its size.
    fn bounds(&self, part: &[usize], boxes: &[Size]) -> (Point, Size) {
        let mut low = Point {
            x: f64::INFINITY,
            y: f64::INFINITY,
        };
        let mut high = Point {
            x: f64::NEG_INFINITY,
            y: f64::NEG_INFINITY,
        };
        for at in part {
            let (middle, half) = (
                self.places[*at],
                Size {
                    width: boxes[*at].width / 2.0,
                    height: boxes[*at].height / 2.0,
                },
            );
            low = Point {
                x: low.x.min(middle.x - half.width),
                y: low.y.min(middle.y - half.height),
            };
            high = Point {
                x: high.x.max(middle.x + half.width),
                y: high.y.max(middle.y + half.height),
            };
        }
        (
            low,
            Size {
                width: high.x - low.x,
                height: high.y - low.y,
            },
        )
    }
}

fn tenths(x: f64) -> i64 {
    (x * 10.0).round() as i64
}
