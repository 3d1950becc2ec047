//! `tripolis dump`: the store as RDF files, each read back before it appears.

use super::{Common, Fault, fault};
use oxrdf::GraphName;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use tripolis::dump::{Format, dump};
use tripolis::identity::index::index_graph;
use tripolis::store::{Pattern, Store};

/// Arguments of `dump`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis dump public
  tripolis dump public --format turtle --format nquads

The files are called tripolis.ttl, .trig, .nq, .nt, .jsonld and .rdf. TriG, N-Quads and JSON-LD keep
the graphs of documents, of their provenance and of the ontology apart; the others hold the union.
When which document came, changed or went is left out unless asked for, so that the same documents give
the same files. Every file is read back and compared with the store before any of them appears.")]
pub(crate) struct Args {
    /// Folder for the files; it is made if need be
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// turtle, trig, nquads, ntriples, jsonld or rdfxml; may be given several times [default: all]
    #[arg(long = "format", value_name = "FORMAT")]
    formats: Vec<Format>,
    /// Write the history of the store as well, the graph BASE/ingests
    #[arg(long)]
    history: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let store = Store::open_read_only(&common.store).map_err(Fault::world)?;
    let mut quads = store
        .quads(Pattern::default())
        .collect::<Result<Vec<_>, _>>()
        .map_err(Fault::world)?;
    // How things were joined is of use to this store alone.
    let index = GraphName::from(index_graph(&common.base));
    quads.retain(|quad| quad.graph_name != index);
    if !args.history {
        let history = GraphName::from(common.base.ingests());
        quads.retain(|quad| quad.graph_name != history);
    }
    let mut formats = if args.formats.is_empty() {
        Format::ALL.to_vec()
    } else {
        args.formats.clone()
    };
    formats.sort_unstable();
    formats.dedup();
    let dumped = dump(quads, &common.base, &args.folder, &formats).map_err(Fault::world)?;
    let mut out = io::stdout().lock();
    for file in dumped {
        let unit = if file.format.rdf().supports_datasets() {
            "quads"
        } else {
            "triples"
        };
        writeln!(
            out,
            "{}: {} {unit}, read back",
            file.path.display(),
            file.statements
        )
        .map_err(fault::output)?;
        for dropped in &file.dropped {
            eprintln!("warning: {dropped}: {} cannot hold them", file.format);
        }
    }
    Ok(ExitCode::SUCCESS)
}
