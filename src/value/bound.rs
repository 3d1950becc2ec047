//! The words before a number that bound it.

use super::Bound;
use crate::value::atom::Atoms;

/// The bound that the words before `at` set, and where they start.
pub(crate) fn bound_before(atoms: &Atoms<'_>, at: usize) -> Option<(Bound, usize)> {
    const BOUNDS: &[(Bound, &[&str])] = &[
        (
            Bound::AtLeast,
            &[
                "at least",
                "a minimum of",
                "no less than",
                "not less than",
                "no fewer than",
                "not fewer than",
            ],
        ),
        (
            Bound::UpTo,
            &[
                "up to",
                "no more than",
                "not more than",
                "less than",
                "fewer than",
                "at most",
                "a maximum of",
                "not exceeding",
                "under",
                "as many as",
            ],
        ),
        (
            Bound::Over,
            &[
                "over",
                "more than",
                "above",
                "in excess of",
                "exceeding",
                "greater than",
            ],
        ),
        (
            Bound::About,
            &[
                "about",
                "around",
                "some",
                "nearly",
                "almost",
                "approximately",
                "roughly",
                "close to",
                "an estimated",
                "circa",
                "approx",
                "approx .",
            ],
        ),
    ];
    let total = ["a total of", "an additional", "another", "a further"];
    let at = atoms.phrase_before(at, &total).unwrap_or(at);
    let found = BOUNDS
        .iter()
        .filter_map(|(bound, phrases)| Some((*bound, atoms.phrase_before(at, phrases)?)))
        .min_by_key(|(_, start)| *start)?;
    Some(found)
}
