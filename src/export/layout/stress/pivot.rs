//! First places by PivotMDS: the two directions in which the distances to some nodes differ most.

use crate::export::layout::Point;
use petgraph::graph::{NodeIndex, UnGraph};

/// How many nodes are pivots.
const PIVOTS: usize = 60;
/// Steps of the power iteration.
const STEPS: usize = 100;

/// Places in units of the distances; `names` tell apart nodes that have the same distances to all
/// pivots.
pub(super) fn places(part: &UnGraph<(), f64>, distances: &[Vec<f32>], names: &[u64]) -> Vec<Point> {
    let count = part.node_count();
    let mut pivots: Vec<usize> = (0..count).collect();
    pivots.sort_by_key(|at| {
        let degree = part.neighbors(NodeIndex::new(*at)).count();
        (std::cmp::Reverse(degree), names[*at])
    });
    pivots.truncate(PIVOTS);

    // Squared distances to the pivots, centered by row and by column.
    let mut rows: Vec<Vec<f64>> = distances
        .iter()
        .map(|row| {
            let squares = pivots
                .iter()
                .map(|at| f64::from(row[*at]) * f64::from(row[*at]));
            let squares: Vec<f64> = squares.collect();
            let mean = squares.iter().sum::<f64>() / squares.len() as f64;
            squares.into_iter().map(|square| square - mean).collect()
        })
        .collect();
    for column in 0..pivots.len() {
        let mean = rows.iter().map(|row| row[column]).sum::<f64>() / count as f64;
        for row in &mut rows {
            row[column] = (mean - row[column]) / 2.0;
        }
    }

    let first = direction(&rows, pivots.len(), None);
    let second = direction(&rows, pivots.len(), Some(&first));
    // The spread of a direction is what the distances spread in it, not its square.
    let along = |direction: &[f64]| -> Vec<f64> {
        let values: Vec<f64> = rows.iter().map(|row| dot(row, direction)).collect();
        let norm = dot(&values, &values).sqrt().max(1e-12);
        let spread = (norm / (pivots.len() as f64).sqrt()).sqrt() * (count as f64).sqrt().sqrt();
        values.iter().map(|value| value / norm * spread).collect()
    };
    let jitter = |bits: u64| f64::from((bits & 0xffff) as u16) / 65536.0 - 0.5;
    along(&first)
        .into_iter()
        .zip(along(&second))
        .zip(names)
        .map(|((x, y), name)| Point {
            x: x + 0.5 * jitter(name >> 8),
            y: y + 0.5 * jitter(name >> 32),
        })
        .collect()
}

/// The direction of largest spread, at right angles to another.
fn direction(rows: &[Vec<f64>], width: usize, other: Option<&[f64]>) -> Vec<f64> {
    // Any start will do that is not at right angles to the result.
    let mut direction: Vec<f64> = (0..width).map(|at| 1.0 / (at + 1) as f64).collect();
    for _ in 0..STEPS {
        let mut next = vec![0.0; width];
        for row in rows {
            let along = dot(row, &direction);
            for (sum, value) in next.iter_mut().zip(row) {
                *sum += along * value;
            }
        }
        if let Some(other) = other {
            let along = dot(&next, other);
            for (value, other) in next.iter_mut().zip(other) {
                *value -= along * other;
            }
        }
        let norm = dot(&next, &next).sqrt();
        if norm < 1e-12 {
            break;
        }
        direction = next.into_iter().map(|value| value / norm).collect();
    }
    direction
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
