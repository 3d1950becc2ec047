//! Rows of tables: who signed and ratified a treaty, and records of which each row is one.

use super::field::{Pair, field};
use super::{Own, Shape};
use crate::link::EntityId;
use crate::relate::fact::{Facts, Source};
use crate::segment::BlockKind;
use crate::span::Span;
use crate::value::{Value, ValueKind, values};

/// What a row says by the heads of its columns.
pub(super) fn row(shape: &Shape<'_>, index: usize, facts: &mut Facts<'_>) {
    let block = &shape.segments.blocks[index];
    let BlockKind::Row { columns, cells, .. } = &block.kind else {
        return;
    };
    let own = Own::of_block(shape.sentences, index);
    let rules = facts.knowledge.rules;
    let heads: Vec<&str> = columns.iter().map(|head| head.of(shape.text)).collect();
    let is = |place: usize, set: &str| rules.is_key_of(set, heads[place]);
    let width = heads.len().min(cells.len());
    let joins = |place: &usize| is(*place, "signature-column") || is(*place, "ratification-column");
    let party = (0..width).find(|place| is(*place, "party-column"));
    if let Some(party) = party
        && (0..width).any(|place| joins(&place))
    {
        let Some(country) = named(own, cells[party], facts) else {
            return;
        };
        let Some(treaty) = treaty(shape, index, facts) else {
            return;
        };
        for place in (0..width)
            .filter(joins)
            .filter(|at| is_filled(shape.text, cells[*at]))
        {
            let source = Source::new("treaty-row", 93, block.span);
            for (set, name) in [
                ("signature-column", "signatory"),
                ("ratification-column", "ratifiedBy"),
            ] {
                if is(place, set) {
                    let property = facts.property(name);
                    facts.relation(treaty, property, country, &source, (None, None));
                }
            }
        }
        return;
    }
    let Some(subject) = named(own, cells[0], facts) else {
        return;
    };
    for place in 1..width {
        let pair = Pair {
            text: shape.text,
            key: heads[place],
            value: cells[place],
            quote: block.span,
        };
        field(&pair, own, (subject, true), facts);
    }
}

/// "Signed: 5 May 2010", "Ratified: 6 June 2011" below the name of a treaty: of the document's country.
pub(super) fn joined(
    shape: &Shape<'_>,
    index: usize,
    pair: &Pair<'_>,
    facts: &mut Facts<'_>,
) -> bool {
    let rules = facts.knowledge.rules;
    let signed = rules.is_key_of("signature-column", pair.key);
    let ratified = rules.is_key_of("ratification-column", pair.key);
    let (true, Some(country)) = (signed || ratified, facts.linked.country) else {
        return false;
    };
    let block = &shape.segments.blocks[index];
    let Some(treaty) = block.heading.and_then(|heading| {
        Own::of_block(shape.sentences, heading)
            .mentions(&facts.linked)
            .filter_map(|(.., entity)| entity)
            .find(|entity| facts.is_a(*entity, "Treaty"))
    }) else {
        return false;
    };
    if !is_filled(shape.text, pair.value) {
        return true;
    }
    let source = Source::new("treaty-row", 90, pair.quote);
    let name = if signed { "signatory" } else { "ratifiedBy" };
    let property = facts.property(name);
    facts.relation(treaty, property, country, &source, (None, None));
    let date = values(shape.text, pair.value)
        .iter()
        .find_map(|value| match value.kind {
            ValueKind::Date(date) => Some(date),
            _ => None,
        });
    // Where nothing tells when it was signed, the country's accession is its date.
    let property = facts.property("date");
    if let Some(date) = date.filter(|_| signed || !facts.has(treaty, property)) {
        facts.literal(treaty, property, Value::Date(date), &source);
    }
    true
}

/// The entity that a cell opens with.
fn named(own: Own<'_>, cell: Span, facts: &Facts<'_>) -> Option<EntityId> {
    own.mentions(&facts.linked)
        .filter(|(_, mention, _)| cell.contains(mention.span))
        .find_map(|(.., entity)| entity)
}

/// Whether a cell tells that the act took place: a date, a mark, but no dash and no "no".
fn is_filled(text: &str, cell: Span) -> bool {
    let words = cell.of(text);
    let dated = values(text, cell)
        .iter()
        .any(|value| matches!(value.kind, ValueKind::Date(_) | ValueKind::Yearless { .. }));
    dated
        || matches!(
            words.to_lowercase().as_str(),
            "x" | "yes" | "✓" | "✔" | "+" | "signed" | "ratified"
        )
}

/// The treaty that a table of parties is about: what its heading or the last heading before it names, else the last
/// one named above it.
fn treaty(shape: &Shape<'_>, index: usize, facts: &Facts<'_>) -> Option<EntityId> {
    /// So many blocks a table can stand below the name of its treaty.
    const REACH: usize = 300;
    let is_treaty =
        |entity: &EntityId| facts.is_a(*entity, "Treaty") || facts.is_a(*entity, "Agreement");
    let BlockKind::Row { header, .. } = shape.segments.blocks[index].kind else {
        return None;
    };
    let first = |block: usize| {
        Own::of_block(shape.sentences, block)
            .mentions(&facts.linked)
            .filter_map(|(.., entity)| entity)
            .find(is_treaty)
    };
    let heads = (header.saturating_sub(REACH)..header).rev();
    heads
        .clone()
        .filter(|block| {
            matches!(
                shape.segments.blocks[*block].kind,
                BlockKind::Heading | BlockKind::RecordHeading
            )
        })
        .find_map(first)
        .or_else(|| heads.clone().find_map(first))
}
