//! When two objects of one property can both hold.

use super::constraint::Constraints;
use super::said::Said;
use crate::vocab::{is_date, pol, schema};
use oxrdf::{NamedNode, NamedNodeRef, Term};
use std::collections::BTreeMap;

/// How far a number that is "about" right may be off, of its size.
const ABOUT: f64 = 0.1;

/// Whether two things that are said of one subject by a property that has one value can both hold.
pub(super) fn agree(
    constraints: &Constraints,
    property: &NamedNode,
    one: &Said,
    other: &Said,
) -> bool {
    // What changed in time is said of different times.
    if differ(one.valid_from.as_ref(), other.valid_from.as_ref())
        || ends_first(one, other)
        || ends_first(other, one)
    {
        return true;
    }
    if one.parts.is_empty() || other.parts.is_empty() {
        return terms_agree(&one.object, &other.object);
    }
    let part = |said: &'_ Said, part: &NamedNode| said.parts.get(part).cloned();
    let per = constraints.per.get(property).into_iter().flatten();
    let mut unless = constraints.unless.get(property).into_iter().flatten();
    // A value that does not tell one of these parts is compared with none.
    let same_case = per
        .into_iter()
        .all(|key| match (part(one, key), part(other, key)) {
            (Some(one), Some(other)) => one == other,
            _ => false,
        })
        && unless.all(|key| part(one, key) == part(other, key));
    !same_case || amounts_agree(&one.parts, &other.parts)
}

/// Whether one date is before another one, as far as both tell.
pub(super) fn comes_before(one: &Term, other: &Term) -> bool {
    match (one, other) {
        (Term::Literal(one), Term::Literal(other)) => {
            let shared = one.value().len().min(other.value().len());
            match (one.value().get(..shared), other.value().get(..shared)) {
                (Some(one), Some(other)) => one < other,
                _ => false,
            }
        }
        _ => false,
    }
}

fn differ(one: Option<&Term>, other: Option<&Term>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if !terms_agree(one, other))
}

fn ends_first(one: &Said, other: &Said) -> bool {
    matches!((&one.valid_to, &other.valid_from), (Some(end), Some(begin)) if comes_before(end, begin))
}

/// Whether two terms are the same, or dates of which one is the more exact.
fn terms_agree(one: &Term, other: &Term) -> bool {
    match (one, other) {
        (Term::Literal(one), Term::Literal(other)) => {
            let (a, b) = (one.value(), other.value());
            let dates = is_date(one.datatype()) && is_date(other.datatype());
            a == b || dates && (a.starts_with(b) || b.starts_with(a))
        }
        (one, other) => one == other,
    }
}

/// Whether the numbers of two values leave room for each other; what has another unit is not compared.
fn amounts_agree(one: &BTreeMap<NamedNode, Term>, other: &BTreeMap<NamedNode, Term>) -> bool {
    let part = |of: &BTreeMap<NamedNode, Term>, part: NamedNodeRef<'_>| {
        of.get(&part.into_owned()).cloned()
    };
    if part(one, pol::UNIT) != part(other, pol::UNIT) {
        return true;
    }
    let numbers = [pol::VALUE, schema::VALUE, pol::MINIMUM, pol::MAXIMUM];
    numbers
        .into_iter()
        .all(|number| match (range(one, number), range(other, number)) {
            (Some((low, high)), Some((from, to))) => low <= to && from <= high,
            _ => true,
        })
}

/// The numbers that a value leaves room for, from the least to the most.
fn range(parts: &BTreeMap<NamedNode, Term>, number: NamedNodeRef<'_>) -> Option<(f64, f64)> {
    let text = |part: NamedNodeRef<'_>| match parts.get(&part.into_owned()) {
        Some(Term::Literal(literal)) => Some(literal.value()),
        _ => None,
    };
    let value: f64 = text(number)?.parse().ok()?;
    Some(match text(pol::BOUND) {
        Some("over" | "at-least") => (value, f64::INFINITY),
        Some("up-to") => (f64::NEG_INFINITY, value),
        Some("about") => (value - value.abs() * ABOUT, value + value.abs() * ABOUT),
        _ => (value, value),
    })
}
