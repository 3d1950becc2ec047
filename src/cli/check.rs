//! `tripolis check`: documents or RDF files against the SHACL shapes.

use super::intake::{Intake, Options};
use super::{Common, Fault, fault, source};
use comfy_table::{ContentArrangement, Table, presets::UTF8_HORIZONTAL_ONLY};
use oxrdf::{Quad, Term};
use oxrdfio::{RdfFormat, RdfParser};
use serde_json::{Value, json};
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tripolis::iri::Base;
use tripolis::pipeline::Engine;
use tripolis::validate::{Severity, Shapes, Violation};

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis check profile.txt
  tripolis check out/dump/graph.ttl --format json
  tripolis check data --ontology my-ontology
  tripolis check news.jsonl --text-field article

Exit status 1: a shape is broken, or a file cannot be read. Warnings alone leave it at 0.")]
pub(crate) struct Args {
    /// Documents, RDF files (.ttl .nt .trig .nq .rdf .jsonld), folders of them, or - for a document on standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
    #[command(flatten)]
    reading: Options,
}

/// So many bytes of documents, or so many documents, are held at a time.
const AT_A_TIME: (u64, usize) = (1 << 20, 64);

/// Forms of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table for people
    Table,
    /// An array of objects, one a finding
    Json,
}

/// One thing found in one file.
struct Finding {
    file: String,
    /// Line and column from 1, where the file is a document and the words were found.
    line: Option<(usize, usize)>,
    violation: Violation,
}

/// Runs the command: findings to standard output, files that cannot be read to standard error.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let engine = source::engine(common)?;
    let shapes = source::shapes(&engine)?;
    let (graphs, documents) = sort(&args.paths);
    let mut findings = Vec::new();
    let mut checked = 0;
    let mut failed = false;

    for path in &graphs {
        match quads(path) {
            Ok(quads) => {
                checked += 1;
                let found = shapes.validate(&quads).map_err(Fault::world)?;
                let file = path.display().to_string();
                findings.extend(found.into_iter().map(|violation| Finding {
                    file: file.clone(),
                    line: None,
                    violation,
                }));
            }
            Err(error) => {
                failed = true;
                fault::print(&error);
            }
        }
    }
    if !documents.is_empty() {
        let (sources, faults) = source::sources(&documents);
        failed |= !faults.is_empty();
        faults.iter().for_each(|error| fault::print(error));
        let reader = source::Reader::new(common);
        let mut intake = Intake::new(sources, &args.reading, reader.limits());
        loop {
            let batch = intake.batch(AT_A_TIME);
            if batch.is_end() {
                break;
            }
            failed |= batch.refused > 0;
            for item in &batch.items {
                match item.read(&reader) {
                    Ok(document) => {
                        checked += 1;
                        findings.extend(document_findings(&engine, &shapes, &document)?);
                    }
                    Err(error) => {
                        failed = true;
                        fault::print(&error);
                    }
                }
            }
        }
    }

    let mut out = io::stdout().lock();
    match args.format {
        Format::Table => table(&findings, checked, &common.base, &mut out),
        Format::Json => serde_json::to_writer_pretty(
            &mut out,
            &findings.iter().map(object).collect::<Vec<Value>>(),
        )
        .map_err(io::Error::from)
        .and_then(|()| writeln!(out)),
    }
    .map_err(fault::output)?;
    let broken = findings
        .iter()
        .any(|found| found.violation.severity == Severity::Violation);
    if failed || broken {
        Err(Fault::Documents)
    } else {
        Ok(ExitCode::SUCCESS)
    }
}

/// The RDF files among the paths, those in folders included, and the paths where documents may be.
fn sort(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let (mut graphs, mut documents) = (Vec::new(), Vec::new());
    for path in paths {
        if path.is_dir() {
            let mut found = Vec::new();
            // A folder that cannot be read is told of when its documents are looked for.
            let _ = source::walk(path, path, &mut found);
            graphs.extend(
                found
                    .into_iter()
                    .map(|(_, path)| path)
                    .filter(|path| rdf(path).is_some()),
            );
            documents.push(path.clone());
        } else if rdf(path).is_some() {
            graphs.push(path.clone());
        } else {
            documents.push(path.clone());
        }
    }
    (graphs, documents)
}

/// The RDF format that a file's extension tells. Those that other files share (`.xml`, `.json`,
/// `.txt`) do not count.
fn rdf(path: &Path) -> Option<RdfFormat> {
    match path.extension()?.to_str()? {
        extension @ ("ttl" | "nt" | "trig" | "nq" | "rdf" | "jsonld") => {
            RdfFormat::from_extension(extension)
        }
        _ => None,
    }
}

/// Why an RDF file cannot be checked.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {error}")]
struct GraphError {
    path: String,
    error: oxrdfio::RdfParseError,
}

fn quads(path: &Path) -> Result<Vec<Quad>, GraphError> {
    let fault = |error| GraphError {
        path: path.display().to_string(),
        error,
    };
    let file = std::fs::File::open(path).map_err(|error| fault(error.into()))?;
    RdfParser::from_format(rdf(path).unwrap_or(RdfFormat::NQuads))
        .for_reader(BufReader::new(file))
        .collect::<Result<_, _>>()
        .map_err(fault)
}

/// What is broken in the graphs that a document gives.
fn document_findings(
    engine: &Engine,
    shapes: &Shapes,
    document: &tripolis::read::Document,
) -> Result<Vec<Finding>, Fault> {
    let quads = engine.quads(document);
    fault::diagnostics(document, &quads.diagnostics);
    let found = shapes.validate(&quads.output).map_err(Fault::world)?;
    let line = |violation: &Violation| {
        let span = violation.place.as_ref()?.span(&document.text)?;
        Some(fault::place(&document.text, span))
    };
    Ok(found
        .into_iter()
        .map(|violation| Finding {
            file: document.source.clone(),
            line: line(&violation),
            violation,
        })
        .collect())
}

fn table(
    findings: &[Finding],
    checked: usize,
    base: &Base,
    out: &mut impl Write,
) -> io::Result<()> {
    let files = if checked == 1 { "file" } else { "files" };
    if findings.is_empty() {
        return writeln!(out, "{checked} {files} checked: no shape is broken");
    }
    let prefixes = base.prefixes();
    let mut table = Table::new();
    table
        .load_style(UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(["where", "", "what", "of", "found", "words"]);
    for Finding {
        file,
        line,
        violation,
    } in findings
    {
        let place = violation.place.as_ref();
        let place_in_file = match (line, place) {
            (Some((line, column)), _) => format!("{file}:{line}:{column}"),
            (None, Some(place)) => format!("{file} #char={},{}", place.start, place.end),
            (None, None) => file.clone(),
        };
        table.add_row([
            place_in_file,
            violation.severity.to_string(),
            violation.message.clone(),
            short(&violation.focus, &prefixes),
            violation
                .value
                .as_ref()
                .map(|value| short(value, &prefixes))
                .unwrap_or_default(),
            place
                .map(|place| place.quote.replace(['\n', '\r', '\t'], " "))
                .unwrap_or_default(),
        ]);
    }
    writeln!(out, "{table}")?;
    let broken = findings
        .iter()
        .filter(|found| found.violation.severity == Severity::Violation);
    let broken = broken.count();
    writeln!(
        out,
        "{checked} {files} checked; violations: {broken}, warnings and notes: {}",
        findings.len() - broken
    )
}

/// A term as people read it: a CURIE where a prefix fits.
fn short(term: &Term, prefixes: &[(&str, String)]) -> String {
    let Term::NamedNode(node) = term else {
        return term.to_string();
    };
    prefixes
        .iter()
        .filter_map(|(name, iri)| Some((iri.len(), name, node.as_str().strip_prefix(&**iri)?)))
        .filter(|(_, _, local)| !local.contains(['/', '#']))
        .max()
        .map_or_else(
            || node.to_string(),
            |(_, name, local)| format!("{name}:{local}"),
        )
}

fn object(finding: &Finding) -> Value {
    let Finding {
        file,
        line,
        violation,
    } = finding;
    let place = violation.place.as_ref();
    json!({
        "file": file,
        "line": line.map(|(line, _)| line),
        "column": line.map(|(_, column)| column),
        "severity": violation.severity.to_string(),
        "message": violation.message,
        "focus": violation.focus.to_string(),
        "path": violation.path,
        "value": violation.value.as_ref().map(Term::to_string),
        "document": place.map(|place| place.document.as_str()),
        "start": place.map(|place| place.start),
        "end": place.map(|place| place.end),
        "quote": place.map(|place| &place.quote),
    })
}
