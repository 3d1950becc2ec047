//! `tripolis review`: what documents leave open, put to a person, whose answers last.

mod answers;

use super::{Common, Fault, clock, decisions, fault, search, source, table};
use answers::{Answer, read_answers, write_questions};
use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use tripolis::identity::decision::{HEAD, Ruling};
use tripolis::identity::question::{Asked, Question, Side, questions};
use tripolis::identity::update::Joiner;
use tripolis::store::Store;

/// Arguments of `review`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis review
  tripolis review --list
  tripolis review --export questions.tsv
  tripolis review --answers questions.tsv --by \"M. Rahimova\"

Each question shows two names, what speaks for their being one thing, and sentences of both. The answers
are y (one thing), n (two things), s (skip) and q (quit); a word behind y or n is kept as the reason. They
go to the decisions file, tripolis.decisions.ttl beside the store's folder or the file of --decisions, which
is read at every ingest: a decision holds when the store is deleted and made anew. The store follows at
once. With --export, fill in the column `answer` (y or n), and `why` if you like, and hand the file to
--answers.")]
pub(crate) struct Args {
    /// Print the questions and ask nothing
    #[arg(long, conflicts_with_all = ["export", "answers"])]
    list: bool,
    /// Write the questions to a TSV file, to be answered there; - for standard output
    #[arg(long, value_name = "FILE", conflicts_with = "answers")]
    export: Option<PathBuf>,
    /// Take answers from such a file
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// Who decides, as it is noted
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Ask only where so much speaks for one thing, 0 to 1
    #[arg(long, value_name = "SCORE", default_value_t = 0.0)]
    least: f64,
}

/// Runs the command.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    // Told before a store is made where there is none.
    drop(Store::open_read_only(&common.store).map_err(Fault::world)?);
    let engine = source::engine(common)?;
    let joiner = Joiner::new(engine.world(), decisions::read(common)?);
    let store = Store::open(&common.store).map_err(Fault::world)?;
    decisions::apply(&store, &joiner).map_err(Fault::world)?;
    let mut open = questions(&store, &joiner).map_err(Fault::world)?;
    open.retain(|question| question.score >= args.least);
    if args.list {
        let told: String = open
            .iter()
            .enumerate()
            .map(|(at, question)| told(question, at, open.len(), common))
            .collect();
        fault::say(&told)?;
        fault::say(&format!("{} open questions\n", open.len()))?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(path) = &args.export {
        write_questions(path, &open)?;
        return Ok(ExitCode::SUCCESS);
    }
    let rulings = match &args.answers {
        Some(path) => rulings(read_answers(path)?, args),
        None => ask(&open, args, common)?,
    };
    keep(&rulings, common)?;
    let joiner = Joiner::new(engine.world(), decisions::read(common)?);
    decisions::apply(&store, &joiner).map_err(Fault::world)?;
    store.flush().map_err(Fault::world)?;
    search::keep_up(&store)?;
    let file = decisions::path(common);
    fault::say(&format!(
        "{} decisions written to {}\n",
        rulings.len(),
        file.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Asks one question after the other, until they or the answers end.
fn ask(open: &[Question], args: &Args, common: &Common) -> Result<Vec<Ruling>, Fault> {
    let mut rulings = Vec::new();
    let mut lines = std::io::stdin().lock().lines();
    for (at, question) in open.iter().enumerate() {
        fault::say(&told(question, at, open.len(), common))?;
        loop {
            print!("one thing? [y/n/s/q] ");
            std::io::stdout().flush().map_err(fault::output)?;
            let Some(line) = lines.next() else {
                return Ok(rulings);
            };
            let line = line.map_err(Fault::world)?;
            let (word, why) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
            let same = match word.to_lowercase().as_str() {
                "y" | "yes" => true,
                "n" | "no" => false,
                "s" | "skip" => break,
                "q" | "quit" => return Ok(rulings),
                _ => continue,
            };
            let why = Some(why.trim().to_owned()).filter(|why| !why.is_empty());
            rulings.push(question.ruling(same, args.by.clone(), Some(clock::now()), why));
            break;
        }
    }
    Ok(rulings)
}

/// A question as it is shown.
fn told(question: &Question, at: usize, of: usize, common: &Common) -> String {
    let asked = match question.asked {
        Asked::Merge => "Are these one thing?",
        Asked::Split => "Taken to be one thing: are they?",
        Asked::Known => "Is it this thing of the lexicon?",
    };
    let mut out = format!("\n{}/{of}  {asked}  ({:.2})\n", at + 1, question.score);
    for side in &question.sides {
        show(side, common, &mut out);
    }
    for evidence in &question.evidence {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  · {}", table::harmless(evidence));
    }
    out
}

fn show(side: &Side, common: &Common, out: &mut String) {
    let names: Vec<String> = side
        .names
        .iter()
        .take(4)
        .map(|name| table::harmless(name))
        .collect();
    let classes: Vec<&str> = side.classes.iter().map(String::as_str).collect();
    let _ = writeln!(out, "  {}  ({})", names.join(" / "), classes.join(", "));
    let documents: Vec<&str> = side
        .documents
        .iter()
        .take(5)
        .map(|iri| common.base.document_name(iri))
        .collect();
    let more = side.documents.len().saturating_sub(documents.len());
    match documents[..] {
        [] => out.push_str("    in the lexicon\n"),
        _ => {
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            let _ = writeln!(out, "    in {}{more}", documents.join(", "));
        }
    }
    for quote in &side.quotes {
        let _ = writeln!(out, "    “{}”", table::harmless(quote));
    }
}

fn rulings(answers: Vec<Answer>, args: &Args) -> Vec<Ruling> {
    let ruling = |answer: Answer| Ruling {
        subject: answer.subject,
        object: answer.object,
        same: answer.same,
        labels: answer.labels,
        who: args.by.clone(),
        when: Some(clock::now()),
        why: answer.why,
    };
    answers.into_iter().map(ruling).collect()
}

/// Adds rulings to the decisions file.
fn keep(rulings: &[Ruling], common: &Common) -> Result<(), Fault> {
    if rulings.is_empty() {
        return Ok(());
    }
    let path = decisions::path(common);
    let fault = |error: std::io::Error| Fault::world(format!("{}: {error}", path.display()));
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(&path)
        .map_err(fault)?;
    let mut text = String::new();
    if file.metadata().map_err(fault)?.len() == 0 {
        text.push_str(HEAD);
    }
    text.extend(rulings.iter().map(Ruling::turtle));
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(fault)
}
