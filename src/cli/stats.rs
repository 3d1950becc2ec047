//! `tripolis stats`: what is in the store, as a table for people or for programs.

use super::{Common, Fault};
use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::process::ExitCode;
use tripolis::store::Store;
use tripolis::store::stats::{Count, Stats};

/// Arguments of `stats`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How to print the numbers
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// How to print the numbers.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One object
    Json,
    /// Columns kind, iri, label, count
    Csv,
    /// The same columns, tab-separated
    Tsv,
}

/// Runs the command.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let store = Store::open_read_only(&common.store).map_err(Fault::world)?;
    let stats = Stats::of(&store).map_err(Fault::world)?;
    let text = match args.format {
        Format::Table => table(&stats),
        Format::Json => format!("{:#}\n", json(&stats)),
        Format::Csv => rows(&stats, ',', csv_cell),
        Format::Tsv => rows(&stats, '\t', |cell| cell.replace(['\t', '\n', '\r'], " ")),
    };
    match io::stdout().lock().write_all(text.as_bytes()) {
        // The reader has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        done => done.map(|()| ExitCode::SUCCESS).map_err(Fault::world),
    }
}

/// The totals by name, in the order in which they are printed.
fn totals(stats: &Stats) -> Vec<(&'static str, u64)> {
    let mut totals = vec![
        ("documents", stats.documents),
        ("entities", stats.entities),
        ("facts", stats.facts),
        ("statements", stats.statements),
        ("passages", stats.passages),
        ("quads", stats.quads),
    ];
    totals.extend(stats.bytes.map(|bytes| ("bytes", bytes)));
    totals
}

fn table(stats: &Stats) -> String {
    let mut out = String::new();
    let mut section = |title: &str, rows: &mut dyn Iterator<Item = (String, u64)>| {
        let mut table = Table::new();
        table.load_style(NOTHING);
        for (name, count) in rows {
            table.add_row([format!("  {name}"), grouped(count)]);
        }
        if let Some(column) = table.column_mut(1) {
            column.set_cell_alignment(CellAlignment::Right);
            out.push_str(&format!("{title}\n{table}\n\n"));
        }
    };
    section(
        "In the store",
        &mut totals(stats)
            .into_iter()
            .map(|(name, count)| (name.to_owned(), count)),
    );
    let counts = |counts: &[Count]| {
        counts
            .iter()
            .map(|c| (c.label.clone(), c.count))
            .collect::<Vec<_>>()
    };
    section("Entities by class", &mut counts(&stats.classes).into_iter());
    section(
        "Facts by property",
        &mut counts(&stats.properties).into_iter(),
    );
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Digits in groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

fn json(stats: &Stats) -> Value {
    let counts = |counts: &[Count]| -> Value {
        let count = |c: &Count| json!({"iri": c.iri.as_str(), "label": c.label, "count": c.count});
        counts.iter().map(count).collect()
    };
    let mut object: serde_json::Map<String, Value> = totals(stats)
        .into_iter()
        .map(|(name, count)| (name.to_owned(), count.into()))
        .collect();
    object.insert("classes".to_owned(), counts(&stats.classes));
    object.insert("properties".to_owned(), counts(&stats.properties));
    object.into()
}

fn rows(stats: &Stats, separator: char, cell: impl Fn(&str) -> String) -> String {
    let mut out = format!("kind{separator}iri{separator}label{separator}count\n");
    let mut row = |kind: &str, iri: &str, label: &str, count: u64| {
        out.push_str(&format!(
            "{kind}{separator}{}{separator}{}{separator}{count}\n",
            cell(iri),
            cell(label)
        ));
    };
    for (name, count) in totals(stats) {
        row("total", "", name, count);
    }
    for (kind, counts) in [("class", &stats.classes), ("property", &stats.properties)] {
        for count in counts {
            row(kind, count.iri.as_str(), &count.label, count.count);
        }
    }
    out
}

/// A cell of CSV (RFC 4180).
fn csv_cell(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
