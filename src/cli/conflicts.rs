//! `tripolis conflicts`: facts of the store that cannot both hold, each with its words.

use super::table::harmless;
use super::{Common, Fault, fault, source};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write;
use std::process::ExitCode;
use tripolis::conflict::{Conflict, Constraints, Side, conflicts};
use tripolis::store::Store;

/// Arguments of `conflicts`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis conflicts
  tripolis conflicts --format tsv > to-check.tsv

A conflict is one of four kinds:
  value      one thing has two values of a property that can have one: start and end, the age of
             majority, a figure of the same unit and date, a penalty of the same kind
  order      a thing ends before it starts
  class      a thing is of two classes that have nothing in common
  direction  each of two things is part or successor of the other
Which properties and classes are meant is said in ontology/policy.ttl (owl:FunctionalProperty,
owl:AsymmetricProperty, owl:disjointWith, pol:oneValuePer, pol:unlessOther, pol:graded,
pol:notAfter).
\"2010\" and \"May 2010\" agree, as do \"over 500\" and \"520\".
The exit status is 0 whether or not there are conflicts.")]
pub(crate) struct Args {
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// How conflicts are told.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// To read, each side with its words
    Table,
    /// A row for each conflict
    Tsv,
    /// An object for each conflict
    Json,
}

/// Runs the command.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let engine = source::engine(common)?;
    let constraints = Constraints::of(&engine.ontology_triples());
    let store = Store::open_read_only(&common.store).map_err(Fault::world)?;
    let found = conflicts(&store, &constraints).map_err(Fault::world)?;
    let text = match args.format {
        Format::Table => table(&found),
        Format::Tsv => tsv(&found),
        Format::Json => json(&found),
    };
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).map_err(fault::output)?;
    Ok(ExitCode::SUCCESS)
}

fn table(found: &[Conflict]) -> String {
    let mut out = String::new();
    for conflict in found {
        let subject = harmless(&conflict.subject);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{subject}  ({})", conflict.kind.name());
        for side in [&conflict.first, &conflict.second] {
            let (object, document) = (harmless(&side.object), harmless(&side.document));
            let _ = writeln!(out, "  {}  {object}  in {document}", side.property);
            if !side.quote.is_empty() {
                let _ = writeln!(out, "      “{}”", harmless(&side.quote));
            }
        }
    }
    let _ = match found.len() {
        0 => writeln!(out, "no conflicts"),
        1 => writeln!(out, "1 conflict"),
        count => writeln!(out, "{count} conflicts"),
    };
    out
}

fn tsv(found: &[Conflict]) -> String {
    let mut out = String::from("kind\tsubject\tsubject_iri");
    for number in [1, 2] {
        for part in ["document", "property", "object", "quote"] {
            let _ = write!(out, "\t{part}_{number}");
        }
    }
    out.push('\n');
    for conflict in found {
        let mut row = vec![
            conflict.kind.name().to_owned(),
            harmless(&conflict.subject),
            conflict.subject_iri.clone(),
        ];
        for side in [&conflict.first, &conflict.second] {
            let parts = [&side.document, &side.property, &side.object, &side.quote];
            row.extend(parts.map(|part| harmless(part)));
        }
        out.push_str(&row.join("\t"));
        out.push('\n');
    }
    out
}

fn json(found: &[Conflict]) -> String {
    let side = |side: &Side| {
        json!({
            "document": side.document,
            "property": side.property,
            "object": side.object,
            "quote": side.quote,
        })
    };
    let all = found.iter().map(|conflict| {
        json!({
            "kind": conflict.kind.name(),
            "subject": { "iri": conflict.subject_iri, "name": conflict.subject },
            "sides": [side(&conflict.first), side(&conflict.second)],
        })
    });
    format!("{:#}\n", Value::Array(all.collect()))
}
