//! `tripolis rules coverage`: sentences with mentions and a verb that give no fact.

use crate::cli::{Common, Fault, fault, source, table};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;
use tripolis::query::answer::{Cell, Rows};
use tripolis::read::Document;
use tripolis::workbench::coverage::{Silence, coverage};

/// Arguments of `rules coverage`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis rules coverage data
  tripolis rules coverage reports/ --limit 20 --format json")]
pub(super) struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How many patterns to list
    #[arg(long, value_name = "COUNT", default_value_t = 50)]
    limit: usize,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Forms of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table for people
    Table,
    /// An array of objects, one a pattern
    Json,
}

/// Runs the command: patterns to standard output, files that cannot be read to standard error.
pub(super) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let engine = source::engine(common)?;
    let (sources, faults) = source::sources(&args.paths);
    let mut failed = !faults.is_empty();
    faults.iter().for_each(|error| fault::print(error));
    if sources.is_empty() && !failed {
        return Err(Fault::usage(source::NO_DOCUMENT));
    }
    let mut documents = Vec::with_capacity(sources.len());
    let reader = source::Reader::new(common);
    for source in &sources {
        match reader.read(source) {
            Ok(document) => documents.push(document),
            Err(error) => {
                failed = true;
                fault::print(&error);
            }
        }
    }
    let mut silences = coverage(&engine, &documents);
    silences.truncate(args.limit);
    fault::say(&match args.format {
        Format::Table => rows(&silences, &documents),
        Format::Json => json(&silences, &documents),
    })?;
    if failed {
        Err(Fault::Documents)
    } else {
        Ok(ExitCode::SUCCESS)
    }
}

/// `source:line:column` of the first sentence of a pattern, and its words.
fn example(silence: &Silence, documents: &[Document]) -> (String, (usize, usize), String) {
    let document = &documents[silence.document];
    let place = fault::place(&document.text, silence.sentence);
    let words = silence.sentence.of(&document.text);
    (document.source.clone(), place, table::harmless(words))
}

fn rows(silences: &[Silence], documents: &[Document]) -> String {
    if silences.is_empty() {
        return "every sentence with a mention and a verb gives a fact\n".to_owned();
    }
    let row = |silence: &Silence| {
        let (source, (line, column), words) = example(silence, documents);
        [
            (silence.count.to_string(), true),
            (silence.pattern.clone(), false),
            (format!("{source}:{line}:{column}"), false),
            (words, false),
        ]
        .map(|(text, is_number)| Cell { text, is_number })
        .into()
    };
    table::plain(&Rows {
        columns: ["count", "pattern", "first at", "sentence"]
            .map(str::to_owned)
            .into(),
        rows: silences.iter().map(row).collect(),
    })
}

fn json(silences: &[Silence], documents: &[Document]) -> String {
    let objects = silences.iter().map(|silence| {
        let (source, (line, column), words) = example(silence, documents);
        json!({
            "count": silence.count,
            "pattern": silence.pattern,
            "source": source,
            "line": line,
            "column": column,
            "sentence": words,
        })
    });
    format!("{:#}\n", Value::Array(objects.collect()))
}
