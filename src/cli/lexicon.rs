//! `tripolis lexicon`: entries made of lists that users have.

use super::{Common, Fault, fault, source};
use oxrdfio::RdfFormat;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tripolis::lexicon::import::{HEAD, ImportError, Record, Sieve, iati, ror, skos};

/// Arguments of `lexicon`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis lexicon import ror ror-data.json --country Kenya --to my-ontology/lexicon/ror.ttl
  tripolis lexicon import skos themes.ttl --class Program --verbose")]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make entries of a list
    Import(ImportArgs),
}

/// Arguments of `lexicon import`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis lexicon import ror v1.63-ror-data_schema_v2.json --to my-ontology/lexicon/ror.ttl
  tripolis lexicon import iati organisations.csv --country Kenya > kenya.ttl
  tripolis lexicon import skos themes.ttl --class Program --verbose

ror: the JSON dump of the Research Organization Registry, schema v2. iati: an organization list as CSV, XML
or JSON. skos: a vocabulary as Turtle, RDF/XML, N-Triples or JSON-LD, told by its extension.

Names that would mislead are left out: common words, names that several records share, names that the lexicon
knows already. A record whose own name is such is left out as a whole. Use the entries with --ontology.")]
struct ImportArgs {
    /// What the list is
    #[arg(value_enum)]
    form: Form,
    /// The list
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write the entries to a file; by default to standard output
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    /// Only records of this country: name, code or slug
    #[arg(long, value_name = "COUNTRY")]
    country: Option<String>,
    /// The class of concepts that tell none
    #[arg(long, value_name = "CLASS", default_value = "Organization")]
    class: String,
    /// Name all that is left out
    #[arg(long, short)]
    verbose: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Form {
    /// Research Organization Registry
    Ror,
    /// International Aid Transparency Initiative
    Iati,
    /// Simple Knowledge Organization System
    Skos,
}

/// Runs the command.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let Command::Import(args) = &args.command;
    let engine = source::engine(common)?;
    if engine.ontology.class(&args.class).is_none() {
        return Err(Fault::usage(format!(
            "the ontology has no class `{}`",
            args.class
        )));
    }
    let code = args.country.as_deref().map(|named| {
        let slug = engine.world().country(named).ok_or_else(|| Fault::usage(format!("the lexicon has no country `{named}`\n  hint: give its name or its code of two letters")))?;
        let entry = engine.lexicon.entries().iter().find(|entry| entry.slug == slug);
        Ok(entry.and_then(|entry| entry.iso.clone()))
    });
    let code: Option<Option<String>> = code.transpose()?;
    let wanted = |record: &Record| code.as_ref().is_none_or(|code| record.country == *code);
    let is_word = |word: &str| {
        ["common-word", "plain-word"]
            .iter()
            .any(|set| engine.rules.in_set(set, word))
    };
    let mut sieve = Sieve::new(&engine.lexicon, is_word);
    read(args, |record| {
        if wanted(&record) {
            sieve.count(&record);
        }
    })?;
    let mut out: Box<dyn Write> = match &args.to {
        Some(path) => {
            Box::new(BufWriter::new(File::create(path).map_err(|error| {
                Fault::world(format!("{}: {error}", path.display()))
            })?))
        }
        None => Box::new(BufWriter::new(std::io::stdout().lock())),
    };
    out.write_all(
        format!(
            "# Entries made of {} by `tripolis lexicon import`.\n\n{HEAD}",
            name(&args.file)
        )
        .as_bytes(),
    )
    .map_err(fault::output)?;
    let (mut entries, mut records, mut names) = (0, 0, 0);
    let mut failed = None;
    read(args, |record| {
        if !wanted(&record) || failed.is_some() {
            return;
        }
        let mut left_out = Vec::new();
        if let Some(entry) = sieve.entry(&record, &mut left_out) {
            entries += 1;
            failed = out.write_all(entry.as_bytes()).err();
        }
        for left in left_out {
            *(if left.whole { &mut records } else { &mut names }) += 1;
            if args.verbose {
                let what = if left.whole { "record" } else { "name" };
                eprintln!(
                    "left out: {what} `{}` of {}: {}",
                    left.name, left.id, left.reason
                );
            }
        }
    })?;
    failed
        .map_or(Ok(()), Err)
        .and_then(|()| out.flush())
        .map_err(fault::output)?;
    let hint = if args.verbose || records + names == 0 {
        ""
    } else {
        "; --verbose names them"
    };
    eprintln!("{entries} entries; left out: {records} records, {names} names{hint}");
    Ok(ExitCode::SUCCESS)
}

/// Reads the list from its start.
fn read(args: &ImportArgs, each: impl FnMut(Record)) -> Result<(), Fault> {
    let told = |error: ImportError| {
        let text = format!("{}: {error}", args.file.display());
        Fault::usage(text)
    };
    let file = File::open(&args.file).map_err(|error| told(error.into()))?;
    let file = BufReader::with_capacity(1 << 16, file);
    match args.form {
        Form::Ror => ror::read(file, each),
        Form::Iati => iati::read(file, each),
        Form::Skos => skos::read(file, format(&args.file), &args.class, each),
    }
    .map_err(told)
}

/// The format that an extension tells; Turtle if none.
fn format(path: &Path) -> RdfFormat {
    let extension = path.extension().and_then(|extension| extension.to_str());
    match extension {
        Some("xml" | "owl") => RdfFormat::RdfXml,
        other => other
            .and_then(RdfFormat::from_extension)
            .unwrap_or(RdfFormat::Turtle),
    }
}

fn name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
