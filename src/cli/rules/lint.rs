//! `tripolis rules lint`: what is wrong with rules and lexicon.

use crate::cli::{Common, Fault, fault, source};
use serde_json::json;
use std::fmt::Write;
use std::process::ExitCode;
use tripolis::workbench::lint::{Finding, lint};

/// Arguments of `rules lint`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis rules lint
  tripolis rules lint --ontology my-ontology --format json

Exit status 1: something was found.")]
pub(super) struct Args {
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// Forms of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Lines for people
    Text,
    /// An array of objects, one a finding
    Json,
}

/// Runs the command: findings to standard output.
pub(super) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let engine = source::engine(common)?;
    let findings = lint(&engine);
    fault::say(&match args.format {
        Format::Text => text(&findings),
        Format::Json => json(&findings),
    })?;
    if findings.is_empty() {
        Ok(ExitCode::SUCCESS)
    } else {
        Err(Fault::Documents)
    }
}

fn text(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return "nothing found\n".to_owned();
    }
    let mut out = String::new();
    for finding in findings {
        let place = finding.place.as_ref().map_or_else(
            || "lexicon".to_owned(),
            |place| format!("{}:{}", place.file, place.line),
        );
        writeln!(
            out,
            "{place}: {}: {} [{}]\n  hint: {}",
            finding.of, finding.message, finding.code, finding.hint
        )
        .expect("a string takes all");
    }
    writeln!(out, "{} found", findings.len()).expect("a string takes all");
    out
}

fn json(findings: &[Finding]) -> String {
    let objects = findings.iter().map(|finding| {
        json!({
            "file": finding.place.as_ref().map(|place| &*place.file),
            "line": finding.place.as_ref().map(|place| place.line),
            "of": finding.of,
            "code": finding.code,
            "message": finding.message,
            "hint": finding.hint,
        })
    });
    format!("{:#}\n", serde_json::Value::Array(objects.collect()))
}
