//! `tripolis convert`: documents to facts on standard output, without a store.

use super::{Common, Fault, fault, source};
use oxrdfio::RdfFormat;
use rayon::prelude::*;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use tripolis::triple::rows;
use tripolis::triple::write_quads;

/// Arguments of `convert`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis convert profile.txt --to turtle
  tripolis convert data --to tsv > facts.tsv
  cat news.txt | tripolis convert - --to nquads")]
pub(crate) struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "turtle")]
    to: Format,
}

/// What documents are converted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Rows of entities and facts with quotes and offsets
    Tsv,
    /// RDF triples, readable
    Turtle,
    /// RDF quads, readable: facts and provenance in graphs of their own
    Trig,
    /// RDF quads, one a line
    Nquads,
    /// RDF triples, one a line
    Ntriples,
    /// JSON-LD
    Jsonld,
    /// RDF/XML
    Rdfxml,
}

impl Format {
    const fn rdf(self) -> Option<RdfFormat> {
        Some(match self {
            Self::Tsv => return None,
            Self::Turtle => RdfFormat::Turtle,
            Self::Trig => RdfFormat::TriG,
            Self::Nquads => RdfFormat::NQuads,
            Self::Ntriples => RdfFormat::NTriples,
            Self::Jsonld => RdfFormat::JsonLd {
                profile: oxrdfio::JsonLdProfileSet::empty(),
            },
            Self::Rdfxml => RdfFormat::RdfXml,
        })
    }
}

/// Runs the command: documents in the order of their names, faults to standard error, the others go on.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let engine = source::engine(common)?;
    let (sources, faults) = source::sources(&args.paths);
    let mut failed = !faults.is_empty();
    for error in &faults {
        fault::print(error);
    }
    if sources.is_empty() && faults.is_empty() {
        return Err(Fault::usage(source::NO_DOCUMENT));
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut quads = Vec::new();
    for chunk in sources.chunks(64) {
        let read: Vec<_> = chunk
            .par_iter()
            .map(|source| {
                source::read(source).map(|document| {
                    let found = engine.extract(&document);
                    let output = match args.to {
                        Format::Tsv => {
                            Output::Rows(rows(&document, &found.output, &engine.ontology))
                        }
                        _ => Output::Quads(engine.triples(&document, &found.output)),
                    };
                    (document, output, found.diagnostics)
                })
            })
            .collect();
        for result in read {
            match result {
                Ok((document, output, diagnostics)) => {
                    fault::diagnostics(&document, &diagnostics);
                    match output {
                        Output::Rows(rows) => {
                            out.write_all(rows.as_bytes()).map_err(fault::output)?
                        }
                        Output::Quads(more) => quads.extend(more),
                    }
                }
                Err(error) => {
                    failed = true;
                    fault::print(&error);
                }
            }
        }
    }
    if let Some(format) = args.to.rdf() {
        write_quads(
            quads.iter().map(oxrdf::Quad::as_ref),
            format,
            &engine.base,
            &mut out,
        )
        .map_err(fault::output)?;
    }
    out.flush().map_err(fault::output)?;
    if failed {
        Err(Fault::Documents)
    } else {
        Ok(ExitCode::SUCCESS)
    }
}

enum Output {
    Rows(String),
    Quads(Vec<oxrdf::Quad>),
}
