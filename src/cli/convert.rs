//! `tripolis convert`: documents to facts on standard output, without a store.

use super::intake::{Intake, Item, Options};
use super::source::{self, Reader, SourceError};
use super::{Common, Fault, fault};
use oxrdf::Quad;
use oxrdfio::RdfFormat;
use rayon::prelude::*;
use std::io::{BufWriter, Stdout, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use tripolis::pipeline::Engine;
use tripolis::triple::{rows, write_quads};

/// Arguments of `convert`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis convert profile.txt --to turtle
  tripolis convert data --to tsv > facts.tsv
  cat news.txt | tripolis convert - --to nquads
  zcat news.jsonl.gz | tripolis convert - --from jsonl --to tsv

JSON Lines, WARC and Parquet hold many documents, one a line, record or row; all of them are read,
and what is wrong with one of them is told with its number.")]
pub(crate) struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "turtle")]
    to: Format,
    #[command(flatten)]
    reading: Options,
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
    /// The text as it was read, which quotes and offsets point into
    Text,
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
            Self::Tsv | Self::Text => return None,
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

/// So many bytes of documents are read at a time, or so many documents: what is held in memory does not
/// grow with their number.
const AT_A_TIME: (u64, usize) = (1024 * 1024, 128);

/// Lines of N-Quads take about so many times the bytes of their document.
const LINES: usize = 8;

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
    let reader = source::Reader::new(common);
    let mut writer = Writer::new(args.to, &engine);
    let mut ready: Vec<Converted> = Vec::new();
    let mut intake = Intake::new(sources, &args.reading, reader.limits());
    let mut now = intake.batch(AT_A_TIME);
    // While some documents are read, what was found in those before is written, and the next are fetched.
    while !(now.is_end() && ready.is_empty()) {
        failed |= now.refused > 0;
        let ((written, later), next) = rayon::join(
            || {
                (
                    writer.write(std::mem::take(&mut ready)),
                    intake.batch(AT_A_TIME),
                )
            },
            || {
                let each = now.items.par_iter();
                each.map(|item| convert(&reader, item, args.to, &engine))
                    .collect::<Vec<_>>()
            },
        );
        failed |= written.map_err(fault::output)?;
        (now, ready) = (later, next);
    }
    writer.finish().map_err(fault::output)?;
    if failed {
        Err(Fault::Documents)
    } else {
        Ok(ExitCode::SUCCESS)
    }
}

/// What one document gave, what was found wrong in it before; or why it gave nothing.
type Converted = Result<(String, Output), SourceError>;

/// What a document is converted to.
enum Output {
    /// As it is written.
    Bytes(Vec<u8>),
    /// To be serialized with those of other documents.
    Quads(Vec<Quad>),
}

fn convert(reader: &Reader, item: &Item, to: Format, engine: &Engine) -> Converted {
    let document = item.read(reader)?;
    let found = engine.extract(&document);
    let output = match to {
        Format::Tsv => Output::Bytes(rows(&document, &found.output, &engine.ontology).into_bytes()),
        Format::Text => Output::Bytes(document.text.clone().into_bytes()),
        Format::Nquads => {
            let mut lines = Vec::with_capacity(document.text.len() * LINES);
            engine.write_nquads(&document, &found.output, &mut lines);
            Output::Bytes(lines)
        }
        _ => Output::Quads(engine.triples(&document, &found.output)),
    };
    Ok((fault::told(&document, &found.diagnostics), output))
}

/// Writes to standard output.
struct Writer<'e> {
    out: BufWriter<Stdout>,
    engine: &'e Engine,
    format: Option<RdfFormat>,
    /// Where the quads of all documents make one text.
    quads: Vec<Quad>,
}

impl<'e> Writer<'e> {
    fn new(to: Format, engine: &'e Engine) -> Self {
        Self {
            out: BufWriter::with_capacity(1 << 20, std::io::stdout()),
            engine,
            format: to.rdf(),
            quads: Vec::new(),
        }
    }

    /// Writes what some documents gave, or keeps it for the end; whether one of them failed.
    fn write(&mut self, converted: Vec<Converted>) -> std::io::Result<bool> {
        let mut failed = false;
        for result in converted {
            match result {
                Ok((told, output)) => {
                    eprint!("{told}");
                    match output {
                        Output::Bytes(bytes) => self.out.write_all(&bytes)?,
                        Output::Quads(quads) => self.quads.extend(quads),
                    }
                }
                Err(error) => {
                    failed = true;
                    fault::print(&error);
                }
            }
        }
        Ok(failed)
    }

    fn finish(mut self) -> std::io::Result<()> {
        if let Some(format) = self.format {
            let quads = self.quads.iter().map(Quad::as_ref);
            write_quads(quads, format, &self.engine.base, &mut self.out)?;
        }
        self.out.flush()
    }
}
