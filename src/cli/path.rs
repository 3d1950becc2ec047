//! `tripolis path`: by which facts two entities are connected, each with its words.

use super::table::harmless;
use super::{Common, Fault, entities, fault};
use petgraph::graph::NodeIndex;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write;
use std::process::ExitCode;
use tripolis::analysis::{self, Fact, Step};
use tripolis::export::graph::LOCATION;
use tripolis::export::{EntityGraph, Selection};

/// Arguments of `path`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis path \"National PC Project\" UNESCO
  tripolis path entity:microsoft entity:world-bank --format json

The path is the shortest one, facts read against their direction too; of equally short ones the one
whose facts are surest. An arrow tells the direction of a fact: A → launched by → B, or B ← launched
by ← A. Facts of location are passed over, since everything is connected by its country;
--without none takes them as well.")]
pub(crate) struct Args {
    /// Name, IRI or entity:SLUG of the first entity
    #[arg(value_name = "A")]
    from: String,
    /// Name, IRI or entity:SLUG of the second
    #[arg(value_name = "B")]
    to: String,
    /// Pass over facts with this property; may be given several times
    #[arg(long, value_name = "PROPERTY", default_values_t = [LOCATION.to_owned()])]
    without: Vec<String>,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// How a path is told.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// To read, each fact with its words
    Text,
    /// A row for each fact
    Tsv,
    /// The steps with their facts
    Json,
}

/// Runs the command.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let (whole, engine) = entities::whole(common)?;
    let selection = Selection {
        without: entities::properties(&args.without),
        ..Selection::default()
    };
    // Both must be there, even where no fact but a location tells of them.
    let ends = [&args.from, &args.to].map(|name| whole.find(name));
    let [from, to] = ends.map(|end| end.map(|at| whole.graph()[at].iri.as_str().to_owned()));
    let (from, to) = (from.map_err(Fault::usage)?, to.map_err(Fault::usage)?);
    let (graph, _) = whole
        .select(&selection, &engine.ontology)
        .map_err(Fault::usage)?;
    let steps = match (graph.find(&from), graph.find(&to)) {
        (Ok(from), Ok(to)) => analysis::path(&graph, from, to),
        // Nothing that counts is said of one of them.
        _ => None,
    };
    if steps.is_none() {
        let without = selection.without.join(", ");
        let passed = (!without.is_empty()).then(|| format!(" without facts of {without}"));
        eprintln!("note: nothing connects them{}", passed.unwrap_or_default());
    }
    let text = match args.format {
        Format::Text => steps.map_or_else(String::new, |steps| text(&graph, &steps)),
        Format::Tsv => tsv(&graph, &steps.unwrap_or_default()),
        Format::Json => json(&graph, steps.as_deref()),
    };
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).map_err(fault::output)?;
    Ok(ExitCode::SUCCESS)
}

fn text(graph: &EntityGraph, steps: &[Step<'_>]) -> String {
    let mut out = String::new();
    for step in steps {
        let [from, to] = [step.from, step.to].map(|at| harmless(&graph.graph()[at].label));
        for Fact { edge, forward } in &step.facts {
            let arrow = if *forward { '→' } else { '←' };
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{from} {arrow} {} {arrow} {to}", edge.label);
            let documents = graph.titles(&edge.documents).collect::<Vec<_>>().join(", ");
            let _ = match &edge.quote {
                Some(quote) => writeln!(out, "    “{}”  in {documents}", harmless(quote)),
                None => writeln!(out, "    in {documents}"),
            };
        }
    }
    let _ = match steps.len() {
        0 => writeln!(out, "they are one entity"),
        1 => writeln!(out, "1 step"),
        count => writeln!(out, "{count} steps"),
    };
    out
}

fn tsv(graph: &EntityGraph, steps: &[Step<'_>]) -> String {
    let mut out = String::from("step\tsubject\tproperty\tobject\tconfidence\tdocuments\tquote\n");
    for (number, step) in steps.iter().enumerate() {
        for fact in &step.facts {
            let (subject, object) = ends(step, *fact);
            let row = [
                (number + 1).to_string(),
                graph.graph()[subject].label.clone(),
                fact.edge.name.clone(),
                graph.graph()[object].label.clone(),
                fact.edge
                    .confidence
                    .map(|sure| sure.to_string())
                    .unwrap_or_default(),
                graph
                    .titles(&fact.edge.documents)
                    .collect::<Vec<_>>()
                    .join("; "),
                fact.edge.quote.clone().unwrap_or_default(),
            ];
            out.push_str(&row.map(|cell| harmless(&cell)).join("\t"));
            out.push('\n');
        }
    }
    out
}

fn json(graph: &EntityGraph, steps: Option<&[Step<'_>]>) -> String {
    let entity = |at: NodeIndex| {
        let node = &graph.graph()[at];
        json!({ "iri": node.iri.as_str(), "label": node.label, "class": node.class_name })
    };
    let step = |step: &Step<'_>| {
        let facts = step.facts.iter().map(|fact| {
            let (subject, object) = ends(step, *fact);
            json!({
                "subject": graph.graph()[subject].iri.as_str(),
                "property": fact.edge.name,
                "object": graph.graph()[object].iri.as_str(),
                "confidence": fact.edge.confidence,
                "documents": graph.titles(&fact.edge.documents).collect::<Vec<_>>(),
                "quote": fact.edge.quote,
            })
        });
        let facts: Vec<Value> = facts.collect();
        json!({ "from": entity(step.from), "to": entity(step.to), "facts": facts })
    };
    let steps = steps.map(|steps| steps.iter().map(step).collect::<Vec<_>>());
    format!("{:#}\n", json!(steps))
}

/// The subject and the object of a fact.
fn ends(step: &Step<'_>, fact: Fact<'_>) -> (NodeIndex, NodeIndex) {
    if fact.forward {
        (step.from, step.to)
    } else {
        (step.to, step.from)
    }
}
