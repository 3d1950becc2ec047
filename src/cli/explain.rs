//! `tripolis explain`.

use super::query::{fault, open, write_out};
use super::{Common, Fault};
use std::fmt::Write;
use std::process::ExitCode;
use tripolis::query::account::{Account, Fact, account};
use tripolis::query::entity::{Candidate, Found, find};
use tripolis::query::prefixes::Prefixes;

const EXAMPLES: &str = "\
Examples:
  tripolis explain \"National PC Project\"
  tripolis explain entity:microsoft
  tripolis explain https://w3id.org/tripolis/entity/microsoft --format json";

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Name, CURIE or IRI of the entity
    #[arg(value_name = "ENTITY")]
    entity: String,
    /// text or json
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ExplainFormat,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum ExplainFormat {
    Text,
    Json,
}

/// Runs the command.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let prefixes = Prefixes::new(&common.base);
    let store = open(common)?;
    let iri = match find(&store, &prefixes, &args.entity).map_err(fault)? {
        Found::One(iri) => iri,
        Found::Several(candidates) => {
            return Err(Fault::usage(ambiguous(
                &args.entity,
                &candidates,
                &prefixes,
            )));
        }
        Found::None(near) => return Err(Fault::usage(unknown(&args.entity, &near))),
    };
    let account = account(&store, iri.as_ref()).map_err(fault)?;
    let text = match args.format {
        ExplainFormat::Text => text(&account, &prefixes),
        ExplainFormat::Json => json(&account)?,
    };
    write_out(&text)
}

fn ambiguous(name: &str, candidates: &[Candidate], prefixes: &Prefixes) -> String {
    let mut out = format!("`{name}` names {} entities:", candidates.len());
    for candidate in candidates {
        let documents: Vec<_> = candidate
            .documents
            .iter()
            .map(|d| prefixes.compact(d.as_ref()))
            .collect();
        let _ = write!(
            out,
            "\n  {}  {} ({}) in {}",
            prefixes.compact(candidate.iri.as_ref()),
            candidate.name,
            candidate.classes.join(", "),
            documents.join(", ")
        );
    }
    if let Some(first) = candidates.first() {
        let _ = write!(
            out,
            "\nname one: tripolis explain {}",
            prefixes.compact(first.iri.as_ref())
        );
    }
    out
}

fn unknown(name: &str, near: &[String]) -> String {
    if near.is_empty() {
        format!(
            "nothing in the store is called `{name}`; `tripolis query shared-entities` and `tripolis stats` show what there is"
        )
    } else {
        format!(
            "nothing in the store is called `{name}`; did you mean {}?",
            near.join(", ")
        )
    }
}

fn text(account: &Account, prefixes: &Prefixes) -> String {
    let mut out = String::new();
    let mut names = account.names.iter();
    let curie = prefixes.compact(account.iri.as_ref());
    match names.next() {
        Some((name, _)) => drop(writeln!(out, "{name}  {curie}")),
        None => drop(writeln!(out, "{curie}")),
    }
    let mut line = |label: &str, values: Vec<String>| {
        if !values.is_empty() {
            let _ = writeln!(out, "  {label}: {}", values.join("; "));
        }
    };
    line("is a", account.classes.values().cloned().collect());
    line("also called", names.map(|(name, _)| name.clone()).collect());
    line(
        "same as",
        account
            .same_as
            .iter()
            .map(|iri| prefixes.compact(iri.as_ref()))
            .collect(),
    );
    for (inverse, title) in [
        (false, "What documents say of it"),
        (true, "Where it is named in facts of others"),
    ] {
        let facts: Vec<&Fact> = account
            .facts
            .iter()
            .filter(|fact| fact.inverse == inverse)
            .collect();
        if facts.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{title}");
        let mut property = None;
        for fact in facts {
            if property != Some(&fact.property) {
                property = Some(&fact.property);
                let arrow = if inverse { "← " } else { "" };
                let _ = writeln!(out, "\n  {arrow}{}", fact.property);
            }
            fact_lines(&mut out, fact, prefixes);
        }
    }
    if account.facts.is_empty() {
        out.push_str("\nNo document states a fact about it.\n");
    }
    // Text of documents may hold anything; nothing of it may steer the terminal.
    out.chars()
        .filter(|c| *c == '\n' || !c.is_control())
        .collect()
}

fn fact_lines(out: &mut String, fact: &Fact, prefixes: &Prefixes) {
    let time = match (&fact.valid_from, &fact.valid_to) {
        (Some(from), Some(to)) => format!("  from {from} to {to}"),
        (Some(from), None) => format!("  since {from}"),
        (None, Some(to)) => format!("  until {to}"),
        (None, None) => String::new(),
    };
    let curie = fact
        .other_iri
        .as_ref()
        .map(|iri| prefixes.compact(iri.as_ref()));
    // The IRI of a value says nothing that its words do not.
    let curie = curie
        .filter(|curie| curie.starts_with("entity:"))
        .map(|curie| format!("  {curie}"));
    let _ = writeln!(out, "    {}{}{time}", fact.other, curie.unwrap_or_default());
    let part = match (&fact.page, &fact.section) {
        (Some(page), _) => format!(", page {page}"),
        (None, Some(section)) => format!(", “{section}”"),
        (None, None) => String::new(),
    };
    let place = fact
        .place
        .map(|(start, end)| format!("{part} {start}–{end}"))
        .unwrap_or_default();
    let quote = fact.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(out, "      “{quote}”");
    let _ = writeln!(
        out,
        "      {}{place}, rule {}, confidence {}",
        fact.document, fact.rule, fact.confidence
    );
}

fn json(account: &Account) -> Result<String, Fault> {
    let facts: Vec<serde_json::Value> = account
        .facts
        .iter()
        .map(|fact| {
            serde_json::json!({
                "direction": if fact.inverse { "in" } else { "out" },
                "property": fact.property_iri.as_str(),
                "label": fact.property,
                "other": fact.other,
                "iri": fact.other_iri.as_ref().map(|iri| iri.as_str()),
                "document": fact.document,
                "passage": fact.passage.as_ref().map(|iri| iri.as_str()),
                "start": fact.place.map(|(start, _)| start),
                "end": fact.place.map(|(_, end)| end),
                "page": fact.page,
                "section": fact.section,
                "quote": fact.quote,
                "rule": fact.rule,
                "confidence": fact.confidence.parse::<f64>().ok(),
                "validFrom": fact.valid_from,
                "validTo": fact.valid_to,
            })
        })
        .collect();
    let names: Vec<serde_json::Value> = account
        .names
        .iter()
        .map(|(name, language)| serde_json::json!({ "name": name, "language": language }))
        .collect();
    let whole = serde_json::json!({
        "iri": account.iri.as_str(),
        "classes": account.classes.keys().map(|iri| iri.as_str()).collect::<Vec<_>>(),
        "names": names,
        "sameAs": account.same_as.iter().map(|iri| iri.as_str()).collect::<Vec<_>>(),
        "facts": facts,
    });
    Ok(serde_json::to_string_pretty(&whole).map_err(Fault::world)? + "\n")
}
