//! `tripolis ingest` and `tripolis remove`.

use super::{Common, Fault, fault, source};
use comfy_table::{CellAlignment, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::path::PathBuf;
use std::process::ExitCode;
use tripolis::iri::DocumentId;
use tripolis::pipeline::Engine;
use tripolis::read::Document;
use tripolis::store::{Change, DocumentGraphs, Store, StoreError};
use tripolis::validate::{Severity, Shapes, Violation};

/// How many documents are read before they are stored.
const BATCH: usize = 64;

/// Arguments of `ingest`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis ingest data
  tripolis ingest profile.txt notes.md --store graph
  cat news.txt | tripolis ingest -

A document is stored whole or not at all. One that the store already holds, read with the same
knowledge, is skipped; a changed one takes the place of the old. A document that breaks a shape
is refused unless --allow-invalid is given.")]
pub(crate) struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Store documents that break a shape as well
    #[arg(long)]
    allow_invalid: bool,
    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

/// Arguments of `remove`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis remove azerbaijan
  tripolis remove profiles/kenya.md

A document is named as `tripolis stats` lists it, or by the path that it was read from.")]
pub(crate) struct RemoveArgs {
    /// Documents
    #[arg(required = true, value_name = "DOCUMENT")]
    documents: Vec<String>,
}

/// What became of one document.
struct Row {
    document: String,
    outcome: &'static str,
    counts: Option<(usize, usize)>,
    quads: String,
}

/// A document read and turned into quads, or found to be stored already.
enum Reading {
    Current(DocumentId),
    Read {
        document: Document,
        entities: usize,
        facts: usize,
        quads: Vec<oxrdf::Quad>,
        violations: Vec<Violation>,
    },
}

/// Runs `ingest`.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let engine = source::engine(common)?;
    let shapes = Shapes::from_turtle(
        engine.file("shapes.ttl").unwrap_or_default(),
        &engine.ontology,
    )
    .map_err(Fault::usage)?;
    let (mut sources, faults) = source::sources(&args.paths);
    let mut failed = faults.len();
    faults.iter().for_each(|error| fault::print(error));
    failed += refuse_twins(&mut sources);
    if sources.is_empty() {
        return if failed > 0 {
            Err(Fault::Documents)
        } else {
            Err(Fault::usage(source::NO_DOCUMENT))
        };
    }
    let store = Store::open(&common.store).map_err(Fault::world)?;
    put_ontology(&store, &engine).map_err(Fault::world)?;
    let progress = progress(args.quiet, sources.len());
    let reader = source::Reader::new(common);
    let mut rows = Vec::new();
    for batch in sources.chunks(BATCH) {
        let read: Vec<_> = batch
            .par_iter()
            .map(|source| read(&engine, &store, &shapes, &reader, source))
            .collect();
        for result in read {
            progress.inc(1);
            match result {
                Ok(Ok(reading)) => {
                    match progress.suspend(|| keep(&store, &engine, reading, args.allow_invalid)) {
                        Ok(row) => rows.push(row),
                        Err(None) => failed += 1,
                        Err(Some(error)) => return Err(Fault::world(error)),
                    }
                }
                Ok(Err(error)) => {
                    progress.suspend(|| fault::print(&error));
                    failed += 1;
                }
                Err(error) => return Err(Fault::world(error)),
            }
        }
    }
    progress.finish_and_clear();
    store.flush().map_err(Fault::world)?;
    store.sweep().map_err(Fault::world)?;
    if !args.quiet {
        report(&rows, failed);
    }
    if failed > 0 {
        Err(Fault::Documents)
    } else {
        Ok(ExitCode::SUCCESS)
    }
}

/// Two files of one name would take each other's place: the later ones are refused.
fn refuse_twins(sources: &mut Vec<source::Source>) -> usize {
    let mut seen: std::collections::BTreeMap<DocumentId, PathBuf> =
        std::collections::BTreeMap::new();
    let before = sources.len();
    sources.retain(|source| {
        let id = DocumentId::new(&source.name);
        match seen.get(&id) {
            Some(first) if *first != source.path => {
                eprintln!("error: {}: its name `{id}` is that of {} as well\n  hint: rename one of them, or ingest the folder that holds both", source.path.display(), first.display());
                false
            }
            Some(_) => false,
            None => {
                seen.insert(id, source.path.clone());
                true
            }
        }
    });
    before - sources.len()
}

fn put_ontology(store: &Store, engine: &Engine) -> Result<(), StoreError> {
    store
        .put_knowledge(tripolis::store::ONTOLOGY_GRAPH, engine.ontology_triples())
        .map(|_| ())
}

fn progress(quiet: bool, documents: usize) -> ProgressBar {
    if quiet || documents < 8 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} documents, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(documents as u64).with_style(style)
}

/// Reads one document. Outer error: the store; inner error: the document.
fn read(
    engine: &Engine,
    store: &Store,
    shapes: &Shapes,
    reader: &source::Reader,
    source: &source::Source,
) -> Result<Result<Reading, source::SourceError>, StoreError> {
    let document = match reader.read(source) {
        Ok(document) => document,
        Err(error) => return Ok(Err(error)),
    };
    if store.is_current(
        engine.base.document(&document.id).as_ref(),
        &document.hash,
        engine.version(),
    )? {
        return Ok(Ok(Reading::Current(document.id)));
    }
    let found = engine.extract(&document);
    fault::diagnostics(&document, &found.diagnostics);
    let (entities, facts) = (found.output.entities.len(), found.output.facts.len());
    let quads = engine.triples(&document, &found.output);
    let violations = match shapes.validate(&quads) {
        Ok(violations) => violations,
        Err(error) => {
            return Ok(Err(source::SourceError::Shapes {
                path: document.source,
                error,
            }));
        }
    };
    Ok(Ok(Reading::Read {
        document,
        entities,
        facts,
        quads,
        violations,
    }))
}

/// Stores what was read; `None` if the document is refused.
fn keep(
    store: &Store,
    engine: &Engine,
    reading: Reading,
    allow_invalid: bool,
) -> Result<Row, Option<StoreError>> {
    let (document, entities, facts, quads, violations) = match reading {
        Reading::Current(id) => {
            return Ok(Row {
                document: id.to_string(),
                outcome: "unchanged",
                counts: None,
                quads: String::new(),
            });
        }
        Reading::Read {
            document,
            entities,
            facts,
            quads,
            violations,
        } => (document, entities, facts, quads, violations),
    };
    let broken = violations
        .iter()
        .filter(|violation| violation.severity == Severity::Violation)
        .count();
    if broken > 0 {
        let found: Vec<_> = violations
            .iter()
            .map(|violation| violation.diagnostic(&document.text))
            .collect();
        fault::diagnostics(&document, &found);
        if !allow_invalid {
            eprintln!(
                "error: {}: refused, it breaks {broken} shapes\n  hint: look at it with `tripolis check`, or take it with --allow-invalid",
                document.source
            );
            return Err(None);
        }
    }
    let version = store.archive(&document, &quads).map_err(Some)?;
    let iri = engine.base.document(&document.id);
    let graphs = DocumentGraphs::new(iri, quads)
        .expect("the triple stage writes into the document's own graphs")
        .archived_as(&version);
    let change = store.put(&graphs).map_err(Some)?;
    let (outcome, quads) = match change {
        Change::Added { quads } => ("added", format!("+{quads}")),
        Change::Changed { added, removed } => ("changed", format!("+{added} -{removed}")),
        Change::Unchanged => ("unchanged", String::new()),
    };
    Ok(Row {
        document: document.id.to_string(),
        outcome,
        counts: Some((entities, facts)),
        quads,
    })
}

/// Prints a table of what was done.
fn report(rows: &[Row], failed: usize) {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_header(["document", "", "entities", "facts", "quads"]);
    for row in rows {
        let (entities, facts) = row
            .counts
            .map_or_else(Default::default, |(entities, facts)| {
                (entities.to_string(), facts.to_string())
            });
        table.add_row([
            row.document.clone(),
            row.outcome.to_owned(),
            entities,
            facts,
            row.quads.clone(),
        ]);
    }
    for column in 2..=4 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    println!("{table}");
    let count = |outcome: &str| rows.iter().filter(|row| row.outcome == outcome).count();
    println!(
        "{} documents: {} added, {} changed, {} unchanged, {failed} refused",
        rows.len() + failed,
        count("added"),
        count("changed"),
        count("unchanged")
    );
}

/// Runs `remove`.
pub(crate) fn remove(args: &RemoveArgs, common: &Common) -> Result<ExitCode, Fault> {
    if !common.store.exists() {
        return Err(Fault::world(
            Store::open_read_only(&common.store)
                .map(|_| "")
                .err()
                .map_or_else(
                    || "the store went away".to_owned(),
                    |error| error.to_string(),
                ),
        ));
    }
    let store = Store::open(&common.store).map_err(Fault::world)?;
    let known = store.documents().map_err(Fault::world)?;
    let mut failed = false;
    for name in &args.documents {
        let iri = common.base.document(&DocumentId::new(name));
        let found = known.iter().find(|record| {
            record.iri == iri || record.source == *name || record.iri.as_str() == name
        });
        match found {
            Some(record) => {
                let quads = store
                    .remove(record.iri.as_ref())
                    .map_err(Fault::world)?
                    .unwrap_or(0);
                println!("{}: removed, -{quads} quads", record.title);
            }
            None => {
                eprintln!(
                    "error: the store holds no document `{name}`\n  hint: `tripolis query documents` lists them"
                );
                failed = true;
            }
        }
    }
    store.flush().map_err(Fault::world)?;
    store.sweep().map_err(Fault::world)?;
    if failed {
        Err(Fault::Documents)
    } else {
        Ok(ExitCode::SUCCESS)
    }
}
