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
#[command(after_help = "Examples:
  tripolis stats
  tripolis stats --format json")]
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
    let totals = totals(stats).into_iter().map(|(name, count)| match name {
        "bytes" => ("size on disk", size(count)),
        name => (name, grouped(count)),
    });
    let counts = |counts: &[Count]| -> String {
        section(
            counts
                .iter()
                .map(|count| (count.label.as_str(), grouped(count.count))),
        )
    };
    let mut out = format!("In the store\n{}", section(totals));
    for (title, counts) in [
        ("Entities by class", counts(&stats.classes)),
        ("Facts by property", counts(&stats.properties)),
    ] {
        if !counts.is_empty() {
            out.push_str(&format!("\n{title}\n{counts}"));
        }
    }
    out
}

/// Names to the left, numbers to the right; nothing if there are none.
fn section<'r>(rows: impl Iterator<Item = (&'r str, String)>) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING);
    for (name, number) in rows {
        table.add_row([format!("  {name}"), number]);
    }
    match table.column_mut(1) {
        Some(column) => column.set_cell_alignment(CellAlignment::Right),
        None => return String::new(),
    };
    format!("{}\n", table.trim_fmt())
}

/// Bytes in the unit that leaves few digits.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", grouped(bytes / 1_000_000), bytes / 100_000 % 10),
    }
}

/// Digits in groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
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
