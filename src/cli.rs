//! The command line: what each command takes, and where its answer goes.

mod central;
mod check;
mod clock;
mod conflicts;
mod convert;
mod decisions;
mod diff;
mod dump;
mod entities;
mod eval;
mod explain;
mod export;
mod fault;
mod ingest;
mod intake;
mod lexicon;
mod path;
mod picture;
mod query;
mod reconcile;
mod remove;
mod review;
mod rules;
mod search;
mod shell;
mod source;
mod stats;
mod table;
mod worker;

use clap::{Parser, Subcommand};
use fault::Fault;
use std::path::PathBuf;
use std::process::ExitCode;
use tripolis::iri::{Base, DEFAULT_BASE};

/// Policy documents to a knowledge graph in which every fact shows its sentence.
#[derive(Debug, Parser)]
#[command(name = "tripolis", version, about, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Common {
    /// Folder of the store
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "TRIPOLIS_STORE",
        default_value = ".tripolis"
    )]
    store: PathBuf,
    /// IRI below which entities and documents are named; ends in / or #
    #[arg(long, global = true, value_name = "IRI", default_value = DEFAULT_BASE, value_parser = base)]
    base: Base,
    /// Folder whose files take the place of the built-in ontology's files of the same name, or stand beside them
    #[arg(long, global = true, value_name = "DIR")]
    ontology: Option<PathBuf>,
    /// Read documents that are not in English as well, though the rules are made for English
    #[arg(long, global = true)]
    any_language: bool,
    /// File of the decisions that `review` takes; by default tripolis.decisions.ttl beside the store's folder
    #[arg(long, global = true, value_name = "FILE")]
    decisions: Option<PathBuf>,
}

fn base(text: &str) -> Result<Base, String> {
    Base::new(text).map_err(|error| error.to_string())
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Turn documents into facts on standard output, without a store
    Convert(convert::Args),
    /// Read documents into the store
    Ingest(ingest::Args),
    /// Take documents out of the store
    Remove(remove::Args),
    /// Tell which facts came, went or changed between documents, versions or runs
    Diff(diff::Args),
    /// Find facts that cannot both hold
    Conflicts(conflicts::Args),
    /// Show what is in the store
    Stats(stats::Args),
    /// Ask the store: SPARQL or a named query; alone on a terminal, a shell
    Query(query::Args),
    /// List the named queries
    Queries(query::ListArgs),
    /// Find passages and entities by words
    Search(search::Args),
    /// Show what is known of an entity, each fact with its sentence
    Explain(explain::Args),
    /// Show by which facts two entities are connected
    Path(path::Args),
    /// List the entities that weigh most in the graph
    Central(central::Args),
    /// Answer what documents leave open: which things are one
    Review(review::Args),
    /// Make entries of the lexicon of lists that others keep
    Lexicon(lexicon::Args),
    /// Hold a list of names against the graph
    Reconcile(reconcile::Args),
    /// Hold documents or RDF files against the SHACL shapes
    Check(check::Args),
    /// Try the rules and look after them
    Rules(rules::Args),
    /// Hold what is found in documents against gold files
    Eval(eval::Args),
    /// Write the entity graph for a graph tool, or as a picture
    Export(export::Args),
    /// Draw the timeline of a country, or who takes part in what
    Picture(picture::Args),
    /// Write the store as RDF files into a folder
    Dump(dump::Args),
}

/// Parses the command line, runs the command, and gives the exit status of the design:
/// 0 done, 1 some documents failed, 2 wrong usage, 3 the store or the disk failed.
pub(crate) fn main() -> ExitCode {
    if let Some(done) = worker::asked() {
        return done;
    }
    let cli = Cli::parse();
    let common = &cli.common;
    let done = match &cli.command {
        Command::Convert(args) => convert::run(args, common),
        Command::Ingest(args) => ingest::run(args, common),
        Command::Remove(args) => remove::run(args, common),
        Command::Diff(args) => diff::run(args, common),
        Command::Conflicts(args) => conflicts::run(args, common),
        Command::Stats(args) => stats::run(args, common),
        Command::Query(args) => query::run(args, common),
        Command::Queries(args) => query::list(args, common),
        Command::Search(args) => search::run(args, common),
        Command::Explain(args) => explain::run(args, common),
        Command::Path(args) => path::run(args, common),
        Command::Central(args) => central::run(args, common),
        Command::Lexicon(args) => lexicon::run(args, common),
        Command::Reconcile(args) => reconcile::run(args, common),
        Command::Review(args) => review::run(args, common),
        Command::Check(args) => check::run(args, common),
        Command::Rules(args) => rules::run(args, common),
        Command::Eval(args) => eval::run(args, common),
        Command::Export(args) => export::run(args, common),
        Command::Picture(args) => picture::run(args, common),
        Command::Dump(args) => dump::run(args, common),
    };
    match done {
        Ok(code) => code,
        Err(fault) => fault.report(),
    }
}
