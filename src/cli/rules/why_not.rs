//! `tripolis rules why-not`: how far a rule comes in a sentence, and what stops it.

use crate::cli::{Common, Fault, fault, source, table};
use serde_json::json;
use std::process::ExitCode;
use tripolis::query::near::near;
use tripolis::read::Document;
use tripolis::relate::trace::{End, Step};
use tripolis::workbench::rule_names;
use tripolis::workbench::why_not::{Answer, why_not};

/// Arguments of `rules why-not`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis rules why-not funded \"USAID did not fund the Reading Project.\"
  tripolis rules why-not is-member-of \"Estonia is a founder of the Council of Europe.\"")]
pub(super) struct Args {
    /// A frame, phrase or rule, by its name
    rule: String,
    /// The sentence, or a text; \n breaks a line
    #[arg(value_name = "TEXT")]
    text: String,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// Forms of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Each attempt with a mark below the word where it stops
    Text,
    /// One object
    Json,
}

/// Runs the command.
pub(super) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let engine = source::engine(common)?;
    let document = super::document(&args.text)?;
    let Some(answer) = why_not(&engine, &args.rule, &document) else {
        let names = rule_names(&engine.rules);
        let near = near(&args.rule, names.iter().map(|(name, _)| &**name), 3);
        let hint = if near.is_empty() {
            "rules are declared in ontology/rules; facts name the rule that found them".to_owned()
        } else {
            format!("did you mean {}?", near.join(", "))
        };
        return Err(Fault::usage(format!(
            "there is no rule `{}`\n  hint: {hint}",
            args.rule
        )));
    };
    fault::say(&match args.format {
        Format::Text => text(&args.rule, &document, &answer),
        Format::Json => json(&document, &answer),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn text(rule: &str, document: &Document, answer: &Answer) -> String {
    if answer.steps.is_empty() {
        let words = answer.words.join(", ");
        return format!("`{rule}` begins nowhere: the text has none of its words\n  {words}\n");
    }
    let steps = answer.steps.iter().map(|step| picture(document, step));
    steps.collect::<Vec<_>>().join("\n")
}

/// The sentence with the words that the rule took and the one where it stopped, marked below.
fn picture(document: &Document, step: &Step) -> String {
    let text = &document.text;
    let sentence = table::harmless(step.sentence.of(text));
    let column = |at: usize| text[step.sentence.start()..at].chars().count();
    let mut marks = vec![' '; sentence.chars().count() + 1];
    let mut mark = |from: usize, to: usize, with: char| {
        if let Some(marks) = marks.get_mut(column(from)..column(to)) {
            marks.fill(with);
        }
    };
    mark(step.took.start(), step.took.end(), '-');
    match step.at {
        Some(at) => mark(at.start(), at.end(), '^'),
        // It stopped where the sentence ends.
        None if !matches!(step.end, End::Said(_) | End::SaidBy { .. }) => {
            if let Some(last) = marks.last_mut() {
                *last = '^';
            }
        }
        None => {}
    }
    let marks: String = marks.into_iter().collect();
    format!(
        "{sentence}\n{}\n  {}\n",
        marks.trim_end(),
        table::harmless(&step.end.to_string())
    )
}

fn json(document: &Document, answer: &Answer) -> String {
    let text = &document.text;
    let steps = answer.steps.iter().map(|step| {
        json!({
            "sentence": step.sentence.of(text),
            "took": step.took.of(text),
            "stopped_at": step.at.map(|at| at.of(text)),
            "says": match &step.end {
                End::Said(fact) => Some(fact),
                _ => None,
            },
            "because": step.end.to_string(),
        })
    });
    let object = json!({"words": answer.words, "steps": steps.collect::<Vec<_>>()});
    format!("{object:#}\n")
}
