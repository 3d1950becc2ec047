//! `tripolis diff`: which facts came, went or changed between two documents, files, versions or runs.

mod operand;
mod print;

use super::{Common, Fault, fault, source};
use operand::{Compared, Operands};
use std::io::Write;
use std::process::ExitCode;
use tripolis::store::Store;

/// Arguments of `diff`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis diff strategy                      the version before against the present one
  tripolis diff strategy@3 strategy@5         as they were after two runs of ingest
  tripolis diff strategy-2019 strategy-2024   two documents of the store
  tripolis diff old.docx new.pdf              two files, read without storing them
  tripolis diff --since 3                     the whole store since a run of ingest
  tripolis diff --since 3 --format patch > changes.rdfp

A fact counts as changed where the same subject and property have another object. Runs are numbered
from 1; `tripolis query ingests` lists them. The patch is an RDF Patch: applied to the quads as they were
extracted before, it gives those of now.")]
pub(crate) struct Args {
    /// A document of the store, with @N as it was after run N, or a file
    #[arg(value_name = "A", required_unless_present = "since")]
    old: Option<String>,
    /// What to compare it with
    #[arg(value_name = "B", conflicts_with = "since")]
    new: Option<String>,
    /// Compare the store, or document A alone, with what it was after this run of ingest
    #[arg(long, value_name = "INGEST")]
    since: Option<u64>,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// How differences are told.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// To read, each fact with its words before and now
    Table,
    /// A row for each fact
    Tsv,
    /// An object for each fact
    Json,
    /// RDF Patch of all quads
    Patch,
}

/// Runs the command.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let operands = Operands::new(common);
    let compared: Vec<Compared> = match (&args.old, &args.new, args.since) {
        (Some(old), Some(new), _) => vec![operands.pair(old, new)?],
        (document, _, Some(since)) => operands.since(document.as_deref(), since)?,
        (Some(document), None, None) => vec![operands.before_and_now(document)?],
        (None, ..) => Vec::new(),
    };
    let text = match args.format {
        Format::Table => print::table(&compared),
        Format::Tsv => print::tsv(&compared),
        Format::Json => print::json(&compared),
        Format::Patch => print::patch(&compared),
    };
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).map_err(fault::output)?;
    Ok(ExitCode::SUCCESS)
}

/// The store, to read.
fn open(common: &Common) -> Result<Store, Fault> {
    Store::open_read_only(&common.store).map_err(Fault::world)
}

/// What a file gives, read as `ingest` would.
fn quads_of_file(path: &str, common: &Common) -> Result<Vec<oxrdf::Quad>, Fault> {
    let engine = source::engine(common)?;
    let (sources, _) = source::sources(&[path.into()]);
    let source = sources
        .first()
        .ok_or_else(|| Fault::usage(source::NO_DOCUMENT))?;
    let document = source::Reader::new(common)
        .read(source)
        .map_err(Fault::usage)?;
    let found = engine.extract(&document);
    fault::diagnostics(&document, &found.diagnostics);
    Ok(engine.triples(&document, &found.output))
}
