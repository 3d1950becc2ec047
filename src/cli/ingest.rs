//! `tripolis ingest`: documents into the store, each whole or not at all.

mod keep;
mod reading;
mod report;
mod sync;

use super::intake::{Intake, Item, Options};
use super::{Common, Fault, clock, decisions, fault, search, source};
use indicatif::{ProgressBar, ProgressStyle};
use keep::{Allowed, Keeper};
use rayon::prelude::*;
use report::Row;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;
use sync::Missing;
use tripolis::identity::update::Joiner;
use tripolis::iri::DocumentId;
use tripolis::store::history::Recorder;
use tripolis::store::{ONTOLOGY_GRAPH, Store};

/// So many bytes of documents, or so many documents, are read before they are stored.
const AT_A_TIME: (u64, usize) = (16 << 20, 64);

/// What `--help` says below the options.
const EXAMPLES: &str = "Examples:
  tripolis ingest data
  tripolis ingest profile.txt notes.md --store graph
  tripolis ingest --sync reports
  cat news.txt | tripolis ingest -
  tripolis ingest news.jsonl.gz crawl.warc.gz --text-field article

A document is stored whole or not at all. One that the store already holds, read with the same
knowledge, is skipped; a changed one takes the place of the old, whose text and facts are kept as a
former version for `tripolis diff`. A document with the same words as another one, be it in another
format, is not stored a second time, so that no fact counts twice. A document that breaks a shape is
refused unless --allow-invalid is given.

With --sync the store holds afterwards what the given folders hold: documents whose files are gone are
removed, and one whose file was moved or renamed is renamed. So are documents that a file of many (JSON
Lines, WARC, Parquet) no longer gives, if all of it could be read. Documents of other folders stay. A
folder that is missing or holds no document removes nothing unless --allow-empty is given.";

/// Arguments of `ingest`.
#[derive(Debug, clap::Args)]
#[command(after_help = format!("{EXAMPLES}\n\nFormats: {}.", source::formats()))]
pub(crate) struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Remove documents of these folders whose files are gone, rename those whose files were moved
    #[arg(long)]
    sync: bool,
    /// With --sync, take a missing or empty folder for one whose documents are all gone
    #[arg(long, requires = "sync")]
    allow_empty: bool,
    /// Store documents that break a shape as well
    #[arg(long)]
    allow_invalid: bool,
    /// Store documents with the same words as another one as well
    #[arg(long)]
    allow_duplicates: bool,
    /// How many former versions of each document are kept beside the present one
    #[arg(long, value_name = "N", default_value_t = 9)]
    keep_versions: usize,
    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    reading: Options,
}

/// Runs the command.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let engine = source::engine(common)?;
    let shapes = source::shapes(&engine)?;
    let (mut sources, faults) = source::sources(&args.paths);
    let mut failed = faults.len();
    faults.iter().for_each(|error| fault::print(error));
    failed += reading::refuse_twins(&mut sources);
    if args.allow_empty {
        sources.retain(|source| source.path.as_os_str() == "-" || source.path.exists());
    }
    if sources.is_empty() && !args.allow_empty {
        return if failed > 0 {
            Err(Fault::Documents)
        } else {
            Err(Fault::usage(source::NO_DOCUMENT))
        };
    }
    let joiner = Joiner::new(engine.world(), decisions::read(common)?);
    let store = Store::open(&common.store).map_err(Fault::world)?;
    store
        .put_knowledge(ONTOLOGY_GRAPH, engine.ontology_triples())
        .map_err(Fault::world)?;
    decisions::apply(&store, &joiner).map_err(Fault::world)?;
    let recorder = Recorder::begin(
        &store,
        engine.base.ingests(),
        clock::now(),
        args.keep_versions,
    )
    .map_err(Fault::world)?;
    let missing = if args.sync && faults.is_empty() {
        let (missing, spared) = missing(args, &store, &sources)?;
        failed += spared;
        missing
    } else {
        Missing::default()
    };
    let keeper = Keeper {
        store: &store,
        engine: &engine,
        joiner: &joiner,
        recorder,
        allowed: Allowed {
            invalid: args.allow_invalid,
            duplicates: args.allow_duplicates,
        },
        missing,
        pending: sources
            .iter()
            .map(|source| engine.base.document(&DocumentId::new(&source.name)))
            .collect(),
        files: sources
            .iter()
            .map(|source| sync::absolute(&source.path))
            .collect(),
        members: BTreeSet::new(),
        deferred: Vec::new(),
    };
    let reader = source::Reader::new(common);
    let read = |item: &Item| reading::read(&engine, &store, &shapes, &reader, item);
    let progress = progress(args.quiet, sources.len());
    let intake = Intake::new(sources, &args.reading, reader.limits());
    let (rows, refused) = read_and_keep(keeper, intake, read, &progress)?;
    failed += refused;
    store.flush().map_err(Fault::world)?;
    store.sweep().map_err(Fault::world)?;
    search::keep_up(&store)?;
    if !args.quiet {
        report::print(&rows, failed);
    }
    if failed > 0 {
        Err(Fault::Documents)
    } else {
        Ok(ExitCode::SUCCESS)
    }
}

/// Reads all documents, many at a time, and stores them one after the other; tells how many were refused.
fn read_and_keep(
    mut keeper: Keeper<'_>,
    mut intake: Intake,
    read: impl Fn(&Item) -> reading::Read + Sync,
    progress: &ProgressBar,
) -> Result<(Vec<Row>, usize), Fault> {
    let (mut rows, mut refused) = (Vec::new(), 0);
    loop {
        let batch = progress.suspend(|| intake.batch(AT_A_TIME));
        if batch.is_end() {
            break;
        }
        refused += batch.refused;
        progress.inc(batch.refused as u64);
        let results: Vec<_> = batch.items.par_iter().map(&read).collect();
        for (item, result) in batch.items.iter().zip(results) {
            progress.inc(1);
            let kept = match result.map_err(Fault::world)? {
                Ok(reading) => progress.suspend(|| keeper.keep(reading)),
                Err(error) => {
                    progress.suspend(|| fault::print(&error));
                    keeper.spare(item);
                    refused += 1;
                    continue;
                }
            };
            match kept.map_err(Fault::world)? {
                keep::Kept::Done(row) => rows.push(row),
                keep::Kept::Refused => refused += 1,
                keep::Kept::Deferred => {}
            }
        }
    }
    progress.finish_and_clear();
    for kept in keeper
        .keep_deferred(intake.broken())
        .map_err(Fault::world)?
    {
        match kept {
            keep::Kept::Done(row) => rows.push(row),
            keep::Kept::Refused | keep::Kept::Deferred => refused += 1,
        }
    }
    rows.extend(keeper.remove_missing().map_err(Fault::world)?);
    rows.sort_by(|a, b| a.document.cmp(&b.document));
    Ok((rows, refused))
}

/// The documents whose files are gone, and how many paths were left alone because they hold nothing.
fn missing(
    args: &Args,
    store: &Store,
    sources: &[source::Source],
) -> Result<(Missing, usize), Fault> {
    let records = store.documents().map_err(Fault::world)?;
    let (missing, spared) = Missing::find(records, &args.paths, sources, args.allow_empty);
    for path in &spared {
        eprintln!(
            "error: {}: holds no document, so none of its documents was removed\n  hint: if all of them are to go, say so with --allow-empty",
            path.display()
        );
    }
    Ok((missing, spared.len()))
}

fn progress(quiet: bool, documents: usize) -> ProgressBar {
    if quiet || documents < 8 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} documents, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(documents as u64).with_style(style)
}
