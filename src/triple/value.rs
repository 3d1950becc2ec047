//! From the values a text prints to literals and value nodes.

use super::graph::{Graphs, Node, Object};
use crate::value::{Bound, Date, Figure, Money, Penalty, Value};
use crate::vocab::{pol, schema};
use oxrdf::NamedNode;
use oxrdf::vocab::{rdf, xsd};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// The object that stands for `value`: a literal, or the node of the IRI that `node` gives, which is then
/// described.
///
/// `text` is the document's, into which conditions point.
pub(super) fn object<'o>(
    value: &'o Value,
    node: impl FnOnce() -> NamedNode,
    text: &'o str,
    graphs: &mut Graphs<'o>,
) -> Object<'o> {
    match value {
        Value::Date(value) => return date(*value),
        Value::Integer(number) => return Object::typed(number.to_string(), xsd::INTEGER),
        Value::Text(text) => return Object::plain(text),
        Value::Figure(_) | Value::Money(_) | Value::Penalty(_) => {}
    }
    let node = graphs.node(node());
    match value {
        Value::Figure(value) => figure(value, node, graphs),
        Value::Money(value) => money(value, node, graphs),
        Value::Penalty(value) => penalty(value, node, text, graphs),
        Value::Date(_) | Value::Integer(_) | Value::Text(_) => {}
    }
    let mut printed = value.to_string();
    printed.truncate(printed.trim_end().len());
    graphs.fact(node, pol::PRINTED, Object::plain(printed));
    node.into()
}

/// Puts all that tells `value` from another one into `hash`; places in the text do not.
pub(super) fn identify(value: &Value, text: &str, hash: &mut Sha256) {
    hash.update(value.to_string());
    let details = match value {
        Value::Figure(figure) => {
            let bound = figure.bound.map_or("", bound_name);
            let as_of = figure
                .as_of
                .map(|date| date.to_string())
                .unwrap_or_default();
            format!("\n{bound}\n{}\n{as_of}", figure.goal)
        }
        Value::Penalty(penalty) => {
            let condition = penalty.condition.map_or("", |span| span.of(text));
            format!("\n{}\n{condition}", penalty.aggravated)
        }
        Value::Date(_) | Value::Money(_) | Value::Integer(_) | Value::Text(_) => return,
    };
    hash.update(details);
}

/// A date as a literal as exact as the date.
pub(super) fn date(date: Date) -> Object<'static> {
    let datatype = match date {
        Date { month: None, .. } => xsd::G_YEAR,
        Date { day: None, .. } => xsd::G_YEAR_MONTH,
        Date { .. } => xsd::DATE,
    };
    Object::typed(date.to_string(), datatype)
}

fn figure<'o>(figure: &'o Figure, node: Node, graphs: &mut Graphs<'o>) {
    graphs.fact(node, rdf::TYPE, pol::FIGURE);
    let (number, unit) = match figure.number.strip_suffix('%') {
        Some(percent) => (percent, Cow::Owned(format!("% {}", figure.unit))),
        None => (&*figure.number, Cow::Borrowed(figure.unit.as_str())),
    };
    // A ratio is no number: its printed form has to do.
    if let Some(number) = number_literal(number) {
        graphs.fact(node, pol::VALUE, number);
    }
    if !unit.trim_end().is_empty() {
        graphs.fact(node, pol::UNIT, Object::plain(unit.trim_end().to_owned()));
    }
    if let Some(bound) = figure.bound {
        graphs.fact(node, pol::BOUND, Object::plain(bound_name(bound)));
    }
    graphs.fact(node, pol::IS_GOAL, boolean(figure.goal));
    if let Some(as_of) = figure.as_of {
        graphs.fact(node, pol::AS_OF, date(as_of));
    }
}

fn money<'o>(money: &'o Money, node: Node, graphs: &mut Graphs<'o>) {
    graphs.fact(node, rdf::TYPE, pol::BUDGET);
    graphs.fact(node, rdf::TYPE, schema::MONETARY_AMOUNT);
    if let Some(amount) = number_literal(&money.amount) {
        graphs.fact(node, schema::VALUE, amount);
    }
    graphs.fact(node, schema::CURRENCY, Object::plain(&money.currency));
}

fn penalty<'o>(penalty: &'o Penalty, node: Node, text: &'o str, graphs: &mut Graphs<'o>) {
    graphs.fact(node, rdf::TYPE, pol::PENALTY);
    graphs.fact(node, pol::PENALTY_KIND, Object::plain(penalty.kind.name()));
    let sides = [
        (pol::MINIMUM, &penalty.minimum),
        (pol::MAXIMUM, &penalty.maximum),
    ];
    for (term, side) in sides {
        if let Some(number) = side.as_deref().and_then(number_literal) {
            graphs.fact(node, term, number);
        }
    }
    if sides.iter().any(|(_, side)| side.is_some()) {
        graphs.fact(node, pol::UNIT, Object::plain(&penalty.unit));
    }
    if let Some(days) = penalty
        .maximum
        .as_deref()
        .and_then(|most| days(most, &penalty.unit))
    {
        graphs.fact(node, pol::MAXIMUM_DAYS, days);
    }
    if let Some(condition) = penalty.condition {
        graphs.fact(node, pol::CONDITION, Object::plain(condition.of(text)));
    }
    graphs.fact(node, pol::AGGRAVATED, boolean(penalty.aggravated));
}

fn boolean(value: bool) -> Object<'static> {
    Object::typed(if value { "true" } else { "false" }, xsd::BOOLEAN)
}

/// The name of a bound in the graph.
const fn bound_name(bound: Bound) -> &'static str {
    match bound {
        Bound::Over => "over",
        Bound::UpTo => "up-to",
        Bound::AtLeast => "at-least",
        Bound::About => "about",
    }
}

/// A number of `unit`s in days; hours and sums of money are no terms that days compare.
fn days(number: &str, unit: &str) -> Option<Object<'static>> {
    let factor = match unit {
        "years" => 365,
        "months" => 30,
        "weeks" => 7,
        "days" => 1,
        _ => return None,
    };
    let (whole, fraction) = match number.split_once('.') {
        Some(parts) => parts,
        None => (number, ""),
    };
    let digits: u64 = format!("{whole}{fraction}").parse().ok()?;
    let scaled = digits.checked_mul(factor)?.to_string();
    let places = fraction.len();
    let scaled = format!("{scaled:0>width$}", width = places + 1);
    let (whole, fraction) = scaled.split_at(scaled.len() - places);
    number_literal(&if places == 0 {
        whole.to_owned()
    } else {
        format!("{whole}.{fraction}")
    })
}

/// Plain digits, with or without a fraction, in their canonical form; `None` for anything else.
fn number_literal(digits: &str) -> Option<Object<'static>> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(fraction) {
        return None;
    }
    // The store keeps values rather than spellings, so both ways to print must agree from the start.
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    };
    Some(match fraction.trim_end_matches('0') {
        "" => Object::typed(whole.to_owned(), xsd::INTEGER),
        fraction => Object::typed(format!("{whole}.{fraction}"), xsd::DECIMAL),
    })
}
