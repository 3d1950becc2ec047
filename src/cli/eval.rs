//! `tripolis eval`: what is found in documents, held against gold files.

mod print;

use super::{Common, Fault, fault, source};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tripolis::eval::baseline::{Baseline, Change};
use tripolis::eval::gold::Sheet;
use tripolis::eval::{Case, evaluate, hold_out};
use tripolis::ontology::ClassId;
use tripolis::pipeline::Engine;
use tripolis::read::SourceFormat;

/// Arguments of `eval`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis eval data/gold
  tripolis eval data/gold --list
  tripolis eval tests/review --rules
  tripolis eval data/gold tests/review --baseline tests/eval/baseline.tsv
  tripolis eval data/gold --hold-out 5

A gold file NAME.tsv belongs to the document NAME.txt or NAME.md beside it, or in the folder above.
Exit status 1: a figure of all documents fell below the baseline, or a file cannot be read.")]
pub(crate) struct Args {
    /// Folders of gold files
    #[arg(required = true, value_name = "GOLD_DIR")]
    folders: Vec<PathBuf>,
    /// List each missing (-) and spurious (+) fact with its sentence
    #[arg(long)]
    list: bool,
    /// List each rule with the facts that it gave, those that are right, and the confidence that it has earned
    #[arg(long)]
    rules: bool,
    /// Compare with the figures of this file
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the figures to this file
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// How far a figure may lie from the baseline
    #[arg(long, value_name = "SHARE", default_value_t = 0.005)]
    tolerance: f64,
    /// Score N times more, each time without the names of another Nth part of the lexicon; 1 leaves out all at once
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=100))]
    hold_out: Option<u16>,
    /// The class whose entries are left out, or `all`
    #[arg(
        long,
        value_name = "CLASS",
        default_value = "Organization",
        requires = "hold_out"
    )]
    hold_out_of: String,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Forms of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Tables for people
    Table,
    /// One object
    Json,
    /// One row a figure: scope, name, measure, right, found, given, wanted, precision, recall, F1
    Tsv,
}

/// Runs the command: figures to standard output, files that cannot be read to standard error.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let engine = source::engine(common)?;
    let held_class = held_class(args, &engine)?;
    let earlier = args.baseline.as_deref().map(read_baseline).transpose()?;
    let reader = source::Reader::new(common);
    let mut failed = false;
    let mut cases = Vec::new();
    for folder in &args.folders {
        for gold in gold_files(folder)? {
            match case(&gold, &reader) {
                Ok(case) => cases.push(case),
                Err(error) => {
                    failed = true;
                    fault::print(&*error);
                }
            }
        }
    }
    if cases.is_empty() && !failed {
        return Err(Fault::usage(
            "there is no gold file among the folders\n  hint: gold files are called NAME.tsv",
        ));
    }
    let report = evaluate(&engine, &cases);
    let now = Baseline::of(&report);
    let changes: Option<Vec<Change>> = earlier.map(|earlier| earlier.changes(&now, args.tolerance));
    let held = args
        .hold_out
        .map(|folds| hold_out::hold_out(&engine, &cases, usize::from(folds), held_class));
    let shown = print::Shown {
        cases: &cases,
        report: &report,
        list: args.list,
        rules: args.rules,
        held: held.as_deref(),
        changes: changes.as_deref(),
    };
    let text = match args.format {
        Format::Table => shown.table(),
        Format::Json => shown.json(),
        Format::Tsv => shown.tsv(),
    };
    fault::say(&text)?;
    if let Some(file) = &args.write_baseline {
        std::fs::write(file, now.print())
            .map_err(|error| Fault::world(format!("{}: {error}", file.display())))?;
    }
    let worse = changes.iter().flatten().any(Change::is_worse);
    if failed || worse {
        Err(Fault::Documents)
    } else {
        Ok(ExitCode::SUCCESS)
    }
}

/// The class whose entries are left out; `None`: all.
fn held_class(args: &Args, engine: &Engine) -> Result<Option<ClassId>, Fault> {
    let name = &args.hold_out_of;
    if name == "all" {
        return Ok(None);
    }
    let class = engine.ontology.class(name);
    class.map(Some).ok_or_else(|| {
        Fault::usage(format!(
            "--hold-out-of: the ontology has no class `{name}`\n  hint: name a class such as Organization, or `all`"
        ))
    })
}

fn read_baseline(file: &Path) -> Result<Baseline, Fault> {
    let told = |error: &dyn std::fmt::Display| Fault::usage(format!("{}: {error}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| told(&error))?;
    Baseline::read(&text).map_err(|error| told(&error))
}

/// The gold files of a folder, in the order of their names; those of folders in it are not read.
fn gold_files(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let told = |error| Fault::usage(format!("{}: {error}", folder.display()));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(told)? {
        let path = entry.map_err(told)?.path();
        if path.is_file() && path.extension().is_some_and(|extension| extension == "tsv") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A gold file with its document.
fn case(gold: &Path, reader: &source::Reader) -> Result<Case, Box<dyn std::error::Error>> {
    let place = gold.display();
    let name = gold.file_stem().unwrap_or_default();
    let text = std::fs::read_to_string(gold).map_err(|error| format!("{place}: {error}"))?;
    let sheet = Sheet::read(&text).map_err(|error| format!("{place}: {error}"))?;
    let folder = gold.parent().unwrap_or(Path::new("."));
    let beside = |folder: &Path| {
        let extensions = SourceFormat::all().flat_map(SourceFormat::extensions);
        let paths = extensions.filter(|extension| **extension != "tsv");
        let stem = folder.join(name);
        paths
            .map(|extension| stem.with_extension(extension))
            .find(|path| path.is_file())
    };
    let path = beside(folder)
        .or_else(|| beside(folder.parent()?))
        .ok_or_else(|| {
            let name = name.to_string_lossy();
            format!("{place}: its document is not there\n  hint: put {name}.txt, or {name} in another format that is read, beside it or in the folder above")
        })?;
    let name = name.to_string_lossy().into_owned();
    let document = reader.read(&source::Source {
        path,
        name: name.clone(),
    })?;
    Ok(Case {
        name,
        document,
        gold: sheet,
    })
}
