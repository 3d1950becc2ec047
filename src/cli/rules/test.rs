//! `tripolis rules test`: all that is found in a sentence.

use crate::cli::{Common, Fault, fault, source, table};
use serde_json::{Value, json};
use std::fmt::Write;
use std::process::ExitCode;
use tripolis::mention::{MentionKind, Sentence};
use tripolis::pipeline::Engine;
use tripolis::query::answer::{Cell, Rows};
use tripolis::read::Document;
use tripolis::span::Span;
use tripolis::value::{Date, ValueKind, ValueMention};
use tripolis::workbench::inspect::{Inspection, inspect};

/// Arguments of `rules test`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis rules test \"In 2005 UNESCO launched the Reading Project.\"
  tripolis rules test \"Funder: USAID\\nPartners: IREX\" --format json")]
pub(super) struct Args {
    /// The sentence, or a text; \n breaks a line
    #[arg(value_name = "TEXT")]
    text: String,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// Forms of what is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Tables for people
    Table,
    /// One object
    Json,
}

/// Runs the command.
pub(super) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let engine = source::engine(common)?;
    let document = super::document(&args.text)?;
    let shown = Shown {
        engine: &engine,
        document: &document,
        found: inspect(&engine, &document),
    };
    fault::diagnostics(&document, &shown.found.diagnostics);
    fault::say(&match args.format {
        Format::Table => shown.table(),
        Format::Json => format!("{:#}\n", shown.json()),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// What was found, with what it was found in.
struct Shown<'s> {
    engine: &'s Engine,
    document: &'s Document,
    found: Inspection,
}

impl Shown<'_> {
    fn words(&self, span: Span) -> String {
        table::harmless(span.of(&self.document.text))
    }

    fn class(&self, class: Option<tripolis::ontology::ClassId>) -> &str {
        class.map_or("", |class| &self.engine.ontology.class_info(class).name)
    }

    fn table(&self) -> String {
        let mut out = String::new();
        for sentence in &self.found.sentences {
            let tokens: Vec<&str> = sentence.tokens.iter().map(|token| &*token.norm).collect();
            writeln!(out, "{}", self.words(sentence.span)).expect("a string takes all");
            writeln!(out, "tokens  {}", table::harmless(&tokens.join(" · ")))
                .expect("a string takes all");
            out.push_str(&self.mentions(sentence));
            out.push('\n');
        }
        out.push_str(&self.fired());
        out
    }

    /// Mentions and values of a sentence.
    fn mentions(&self, sentence: &Sentence) -> String {
        let mut rows: Vec<(Span, [String; 4])> = Vec::new();
        for mention in &sentence.mentions {
            let entity = self.found.entity(mention);
            let class = entity
                .map(|entity| self.found.found.entities[entity.0 as usize].class)
                .or(mention.class);
            let name = entity.map_or("", |entity| self.found.name(entity));
            let row = [
                self.words(mention.span),
                kind(mention.kind).to_owned(),
                self.class(class).to_owned(),
                table::harmless(name),
            ];
            rows.push((mention.span, row));
        }
        for value in &sentence.values {
            let row = [
                self.words(value.span),
                sort(value).to_owned(),
                String::new(),
                printed(&value.kind),
            ];
            rows.push((value.span, row));
        }
        rows.sort_by_key(|(span, _)| *span);
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        grid(["words", "is a", "class", "stands for"], rows)
    }

    fn fired(&self) -> String {
        let mut rows = Vec::new();
        for fired in self.found.fired() {
            for fact in fired.facts {
                rows.push([
                    fired.rule.to_string(),
                    table::harmless(&self.found.words(fact, self.engine).join(" ")),
                    fact.confidence.to_string(),
                    self.words(fired.quote),
                ]);
            }
        }
        if rows.is_empty() {
            return "no rule fired; `tripolis rules why-not RULE \"…\"` shows how far a rule comes\n"
                .to_owned();
        }
        grid(["rule", "says", "confidence", "from"], rows)
    }

    fn json(&self) -> Value {
        let sentences = self.found.sentences.iter().map(|sentence| {
            json!({
                "text": sentence.span.of(&self.document.text),
                "tokens": sentence.tokens.iter().map(|token| json!({
                    "text": token.span.of(&self.document.text),
                    "norm": token.norm,
                })).collect::<Vec<_>>(),
                "mentions": sentence.mentions.iter().map(|mention| {
                    let entity = self.found.entity(mention);
                    json!({
                        "text": mention.span.of(&self.document.text),
                        "kind": kind(mention.kind),
                        "class": mention.class.map(|class| self.class(Some(class))),
                        "entity": entity.map(|entity| self.found.name(entity)),
                        "entity_class": entity.map(|entity| {
                            self.class(Some(self.found.found.entities[entity.0 as usize].class))
                        }),
                    })
                }).collect::<Vec<_>>(),
                "values": sentence.values.iter().map(|value| json!({
                    "text": value.span.of(&self.document.text),
                    "kind": sort(value),
                    "value": printed(&value.kind),
                })).collect::<Vec<_>>(),
            })
        });
        let fired = self.found.fired();
        let fired = fired.iter().map(|fired| {
            json!({
                "rule": &**fired.rule,
                "quote": fired.quote.of(&self.document.text),
                "confidence": f64::from(fired.confidence.hundredths()) / 100.0,
                "facts": fired.facts.iter().map(|fact| {
                    let [subject, property, object] = self.found.words(fact, self.engine);
                    json!({"subject": subject, "property": property, "object": object})
                }).collect::<Vec<_>>(),
            })
        });
        json!({
            "sentences": sentences.collect::<Vec<_>>(),
            "rules": fired.collect::<Vec<_>>(),
        })
    }
}

fn grid<const N: usize>(columns: [&str; N], rows: Vec<[String; N]>) -> String {
    let cell = |text: String| Cell {
        text,
        is_number: false,
    };
    table::plain(&Rows {
        columns: columns.map(str::to_owned).into(),
        rows: rows.into_iter().map(|row| row.map(cell).into()).collect(),
    })
}

fn kind(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Name => "name",
        MentionKind::Description => "description",
        MentionKind::Definite => "definite description",
        MentionKind::Reference => "reference",
        MentionKind::Pronoun => "pronoun",
        MentionKind::Demonym => "demonym",
    }
}

fn sort(value: &ValueMention) -> &'static str {
    match value.kind {
        ValueKind::Number(_) => "number",
        ValueKind::Percent(_) => "percentage",
        ValueKind::Ratio(_) => "ratio",
        ValueKind::Ordinal(_) => "ordinal",
        ValueKind::Date(_) => "date",
        ValueKind::Yearless { .. } => "date without year",
        ValueKind::Period { .. } => "period",
        ValueKind::Money(_) => "money",
    }
}

/// A value as facts write it.
fn printed(value: &ValueKind) -> String {
    let side = |date: &Option<Date>| date.map_or_else(String::new, |date| date.to_string());
    match value {
        ValueKind::Number(number) | ValueKind::Ratio(number) => number.clone(),
        ValueKind::Percent(number) => format!("{number}%"),
        ValueKind::Ordinal(number) => number.to_string(),
        ValueKind::Date(date) => date.to_string(),
        ValueKind::Yearless { month, day: None } => format!("--{month:02}"),
        ValueKind::Yearless {
            month,
            day: Some(day),
        } => format!("--{month:02}-{day:02}"),
        ValueKind::Period { start, end } => format!("{}..{}", side(start), side(end)),
        ValueKind::Money(money) => format!("{} {}", money.currency, money.amount),
    }
}
