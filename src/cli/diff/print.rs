//! Differences as text, rows, JSON and RDF Patch.

use super::operand::Compared;
use crate::cli::table::harmless;
use oxrdf::Quad;
use serde_json::{Value, json};
use std::fmt::Write;
use tripolis::diff::{Difference, Fact, diff, patch::patch as rdf_patch};

/// To read: what came, went and changed of each, with the words.
pub(super) fn table(compared: &[Compared]) -> String {
    let mut out = String::new();
    let (mut came, mut went, mut changed) = (0, 0, 0);
    for each in compared {
        let found = diff(&each.old, &each.new);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}: {} → {}", each.document, each.before, each.after);
        for difference in &found {
            match difference {
                Difference::Came(_) => came += 1,
                Difference::Went(_) => went += 1,
                Difference::Changed { .. } => changed += 1,
            }
            paragraph(&mut out, difference);
        }
        if found.is_empty() {
            let _ = writeln!(out, "  the facts are the same");
        }
    }
    let _ = writeln!(out, "{changed} changed, {came} came, {went} went");
    out
}

fn paragraph(out: &mut String, difference: &Difference) {
    let (old, new) = (difference.old(), difference.new());
    let Some(fact) = old.or(new) else { return };
    let object = match (old, new) {
        (Some(old), Some(new)) if old.object != new.object => {
            format!("{} → {}", old.object, new.object)
        }
        _ => fact.object.clone(),
    };
    let _ = writeln!(
        out,
        "  {:<8} {}  {}  {}",
        difference.name(),
        harmless(&fact.subject),
        fact.property,
        harmless(&object)
    );
    for (when, fact) in [("was", old), ("now", new)] {
        if let Some(fact) = fact.filter(|fact| !fact.quote.is_empty()) {
            let _ = writeln!(out, "           {when}  “{}”", harmless(&fact.quote));
        }
    }
}

/// A row for each difference, under a line with the names of the columns.
pub(super) fn tsv(compared: &[Compared]) -> String {
    let mut out = String::from(
        "document\tchange\tsubject\tproperty\told\tnew\told_quote\tnew_quote\tsubject_iri\tproperty_iri\n",
    );
    for each in compared {
        for difference in diff(&each.old, &each.new) {
            let (old, new) = (difference.old(), difference.new());
            let Some(fact) = old.or(new) else { continue };
            let of = |fact: Option<&Fact>, part: fn(&Fact) -> &str| harmless(fact.map_or("", part));
            let row = [
                harmless(&each.document),
                difference.name().to_owned(),
                harmless(&fact.subject),
                fact.property.clone(),
                of(old, |fact| &fact.object),
                of(new, |fact| &fact.object),
                of(old, |fact| &fact.quote),
                of(new, |fact| &fact.quote),
                fact.subject_iri.clone(),
                fact.property_iri.clone(),
            ];
            out.push_str(&row.join("\t"));
            out.push('\n');
        }
    }
    out
}

/// An array with an object for each difference.
pub(super) fn json(compared: &[Compared]) -> String {
    let side = |fact: Option<&Fact>| {
        fact.map_or(
            Value::Null,
            |fact| json!({ "object": fact.object, "quote": fact.quote }),
        )
    };
    let all: Vec<Value> = compared
        .iter()
        .flat_map(|each| {
            let found = diff(&each.old, &each.new);
            let objects = found.into_iter().filter_map(|difference| {
                let (old, new) = (difference.old(), difference.new());
                let fact = old.or(new)?;
                Some(json!({
                    "document": each.document,
                    "change": difference.name(),
                    "subject": { "iri": fact.subject_iri, "name": fact.subject },
                    "property": { "iri": fact.property_iri, "name": fact.property },
                    "old": side(old),
                    "new": side(new),
                }))
            });
            objects.collect::<Vec<_>>()
        })
        .collect();
    format!("{:#}\n", Value::Array(all))
}

/// One patch of all quads.
pub(super) fn patch(compared: &[Compared]) -> String {
    let all = |of: fn(&Compared) -> &[Quad]| -> Vec<Quad> {
        compared.iter().flat_map(|each| of(each).to_vec()).collect()
    };
    rdf_patch(&all(|each| &each.old), &all(|each| &each.new))
}
