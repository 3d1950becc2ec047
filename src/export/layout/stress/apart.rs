//! Pushes boxes apart until none overlaps another, or time is up.

use crate::export::layout::{Point, Size};

const ROUNDS: usize = 200;
/// The least room between two boxes, in pixels.
const GAP: f64 = 3.0;

/// Moves the middles of boxes; of two that overlap, each goes half the way that is shorter.
pub(super) fn push(places: &mut [Point], sizes: &[Size]) {
    let widest = sizes.iter().map(|size| size.width).fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..places.len()).collect();
    for _ in 0..ROUNDS {
        order.sort_by(|a, b| places[*a].x.total_cmp(&places[*b].x).then(a.cmp(b)));
        let mut moved = false;
        for first in 0..order.len() {
            for second in first + 1..order.len() {
                let (a, b) = (order[first], order[second]);
                if places[b].x - places[a].x > widest + GAP {
                    break;
                }
                moved |= part(places, sizes, a, b);
            }
        }
        if !moved {
            break;
        }
    }
}

/// Parts two boxes; whether they had to be.
fn part(places: &mut [Point], sizes: &[Size], a: usize, b: usize) -> bool {
    let (dx, dy) = (places[b].x - places[a].x, places[b].y - places[a].y);
    let over = (
        (sizes[a].width + sizes[b].width) / 2.0 + GAP - dx.abs(),
        (sizes[a].height + sizes[b].height) / 2.0 + GAP - dy.abs(),
    );
    if over.0 <= 0.1 || over.1 <= 0.1 {
        return false;
    }
    if over.0 < over.1 {
        let way = over.0 / 2.0 * if dx < 0.0 { -1.0 } else { 1.0 };
        places[a].x -= way;
        places[b].x += way;
    } else {
        let way = over.1 / 2.0 * if dy < 0.0 { -1.0 } else { 1.0 };
        places[a].y -= way;
        places[b].y += way;
    }
    true
}
