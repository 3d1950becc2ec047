//! `tripolis search`: what is found, as a person reads it and as programs do.

use super::{Common, Fault, fault, query, table};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::IsTerminal;
use std::process::ExitCode;
use tripolis::query::answer::{Cell, Rows};
use tripolis::search::{Field, Index, Marker, NameHit, PassageHit, Question, SearchError};
use tripolis::span::Span;
use tripolis::store::Store;

/// Words of a passage that are shown on a terminal, in bytes.
const EXCERPT: usize = 400;
/// Names of entities that are shown below a passage.
const NAMES: usize = 8;

const EXAMPLES: &str = "\
Examples:
  tripolis search \"distance learning\"
  tripolis search '\"distance learning\" AND (UNESCO OR Microsoft) NOT pilot'
  tripolis search \"educat* minstry~\" --text --document kazakhstan
  tripolis search \"ministry country:Kazakhstan\" --names --class Organization --format json

Words side by side must all stand in a passage or in the headings above it; \"…\" finds them one behind
the other. OR, NOT (or -word) and parentheses work as usual. prefix* finds what begins so; word~ and
word~2 what is one or two letters off. Endings, case and accents do not matter, except that an acronym
in capitals is one: WHO is not who.

Fields narrow a search: class:Program (and classes below it), document:NAME (or a folder),
country:Kazakhstan, heading:education, after:2010 and before:2015 (years that the passage names, both
included). A value of several words stands in quotation marks: country:\"United Kingdom\".";

/// Arguments of `search`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// What to look for
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    /// Only entities, by their names
    #[arg(long, conflicts_with = "text")]
    names: bool,
    /// Only passages
    #[arg(long)]
    text: bool,
    /// Only entities of this class, and passages with facts about one
    #[arg(long, value_name = "CLASS")]
    class: Option<String>,
    /// Only this document, or this folder of documents
    #[arg(long, value_name = "DOCUMENT")]
    document: Option<String>,
    /// At most so many names, and as many passages
    #[arg(long, value_name = "N", default_value = "10")]
    limit: usize,
    /// How hits are printed
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For reading
    Table,
    /// One line for each hit
    Tsv,
    /// One object
    Json,
}

/// What was found.
struct Hits {
    names: Vec<NameHit>,
    passages: Vec<(PassageHit, Vec<(String, String)>)>,
    suggestion: Option<String>,
}

/// Runs `search`. That nothing is found is no fault.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let text = args.words.join(" ");
    let asked = Question::parse(&text).map_err(|error| of(error.into()))?;
    let mut question = asked.clone();
    for (field, value) in [
        (Field::Class, &args.class),
        (Field::Document, &args.document),
    ] {
        if let Some(value) = value {
            question = question.within(field, value);
        }
    }
    let store = query::open(common)?;
    let index = Index::open(&store).map_err(of)?;
    let hits = find(&store, &index, &question, args).map_err(of)?;
    let hits = Hits {
        suggestion: match hits.names.is_empty() && hits.passages.is_empty() {
            true => index.suggestion(&text, &asked).map_err(of)?,
            false => None,
        },
        ..hits
    };
    let marker = Marker::of(&asked);
    fault::say(&match args.format {
        Format::Table => shown(&hits, &marker, std::io::stdout().is_terminal()),
        Format::Tsv => lines(&hits),
        Format::Json => object(&hits, &marker)?,
    })?;
    Ok(ExitCode::SUCCESS)
}

fn find(
    store: &Store,
    index: &Index,
    question: &Question,
    args: &Args,
) -> Result<Hits, SearchError> {
    let limit = Some(args.limit);
    let names = match args.text {
        true => Vec::new(),
        false => index.names(store, question, limit)?,
    };
    let passages = match args.names {
        true => Vec::new(),
        false => index.passages(store, question, limit)?,
    };
    let with_entities = |hit: PassageHit| {
        let entities = hit.entities(store)?;
        let named = entities
            .into_iter()
            .map(|(iri, name)| (iri.into_string(), name));
        Ok((hit, named.collect()))
    };
    Ok(Hits {
        names,
        passages: passages
            .into_iter()
            .map(with_entities)
            .collect::<Result<_, SearchError>>()?,
        suggestion: None,
    })
}

/// Brings the search index up to date with what a command changed. Were this left out, the next search would do it.
pub(crate) fn keep_up(store: &Store) -> Result<(), Fault> {
    Index::open(store).map(drop).map_err(of)
}

/// The fault of a search.
fn of(error: SearchError) -> Fault {
    super::query::fault(error.into())
}

/// Names as a table, then each passage under its place.
fn shown(hits: &Hits, marker: &Marker, is_terminal: bool) -> String {
    let mut out = String::new();
    if !hits.names.is_empty() {
        out.push_str(&table::plain(&names(&hits.names)));
    }
    for (hit, entities) in &hits.passages {
        if !out.is_empty() {
            out.push('\n');
        }
        let mut head = vec![hit.title.clone()];
        head.extend(hit.place.clone());
        head.extend(hit.headings.iter().cloned());
        let _ = writeln!(out, "{}", table::harmless(&head.join(" › ")));
        let _ = writeln!(
            out,
            "  {}",
            excerpt(&hit.text, &marker.places(&hit.text), is_terminal)
        );
        if hit.facts > 0 {
            let mut names: Vec<&str> = entities.iter().map(|(_, name)| name.as_str()).collect();
            names.sort_unstable();
            let rest = names.len().saturating_sub(NAMES);
            names.truncate(NAMES);
            let more = if rest > 0 {
                format!(" and {rest} more")
            } else {
                String::new()
            };
            let _ = writeln!(
                out,
                "  {}: {}{more}",
                counted(hit.facts, "fact"),
                table::harmless(&names.join("; "))
            );
        }
    }
    if out.is_empty() {
        out.push_str("nothing found\n");
    }
    if let Some(better) = &hits.suggestion {
        let _ = writeln!(out, "did you mean: {better}");
    }
    out
}

fn counted(count: u64, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}

fn names(hits: &[NameHit]) -> Rows {
    let cell = |text: String, is_number| Cell { text, is_number };
    let rows = hits.iter().map(|hit| {
        let name = match &hit.found {
            Some(found) => format!("{} ({found})", hit.name),
            None => hit.name.clone(),
        };
        vec![
            cell(name, false),
            cell(
                hit.classes.iter().cloned().collect::<Vec<_>>().join(", "),
                false,
            ),
            cell(hit.facts.to_string(), true),
            cell(hit.documents.to_string(), true),
        ]
    });
    Rows {
        columns: ["name", "class", "facts", "documents"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.collect(),
    }
}

/// The part of a text around the first words that were looked for; these stand out where a terminal shows them.
fn excerpt(text: &str, marks: &[Span], is_terminal: bool) -> String {
    let first = marks.first().map_or(0, |mark| mark.start());
    let mut from = if text.len() <= EXCERPT {
        0
    } else {
        first.saturating_sub(EXCERPT / 4)
    };
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let mut to = text.len().min(from + EXCERPT);
    while !text.is_char_boundary(to) {
        to += 1;
    }
    // Cut between words.
    if from > 0 {
        from += text[from..first].find(' ').map_or(0, |at| at + 1);
    }
    if to < text.len() {
        to = text[from..to].rfind(' ').map_or(to, |at| from + at);
    }
    let mut out = String::new();
    out.push_str(if from > 0 { "… " } else { "" });
    let mut at = from;
    for mark in marks
        .iter()
        .filter(|mark| mark.start() >= from && mark.end() <= to)
    {
        out.push_str(&table::harmless(&text[at..mark.start()]));
        let word = table::harmless(mark.of(text));
        match is_terminal {
            true => {
                let _ = write!(out, "\u{1b}[1m{word}\u{1b}[0m");
            }
            false => out.push_str(&word),
        }
        at = mark.end();
    }
    out.push_str(&table::harmless(&text[at..to]));
    out.push_str(if to < text.len() { " …" } else { "" });
    out
}

/// One line for each hit.
fn lines(hits: &Hits) -> String {
    let mut out = String::from(
        "kind\tscore\tiri\tname\tclass\tdocument\tplace\tstart\tend\tfacts\tentities\ttext\n",
    );
    let mut line = |cells: [String; 12]| {
        let cells = cells.map(|cell| table::harmless(&cell));
        let _ = writeln!(out, "{}", cells.join("\t"));
    };
    let none = String::new;
    for hit in &hits.names {
        line([
            "name".to_owned(),
            hit.score.to_string(),
            hit.entity.as_str().to_owned(),
            hit.name.clone(),
            hit.classes.iter().cloned().collect::<Vec<_>>().join(" "),
            none(),
            none(),
            none(),
            none(),
            hit.facts.to_string(),
            none(),
            hit.found.clone().unwrap_or_default(),
        ]);
    }
    for (hit, entities) in &hits.passages {
        let iris: Vec<&str> = entities.iter().map(|(iri, _)| iri.as_str()).collect();
        line([
            "passage".to_owned(),
            hit.score.to_string(),
            hit.iri.as_str().to_owned(),
            hit.title.clone(),
            none(),
            hit.document.as_str().to_owned(),
            hit.place.clone().unwrap_or_default(),
            hit.start.to_string(),
            hit.end.to_string(),
            hit.facts.to_string(),
            iris.join(" "),
            hit.text.clone(),
        ]);
    }
    out
}

/// All hits as one object; `marks` are pairs of code points in `text`.
fn object(hits: &Hits, marker: &Marker) -> Result<String, Fault> {
    let names: Vec<_> = hits
        .names
        .iter()
        .map(|hit| {
            json!({
                "entity": hit.entity.as_str(),
                "name": hit.name,
                "found": hit.found,
                "classes": hit.classes,
                "facts": hit.facts,
                "documents": hit.documents,
                "score": hit.score,
            })
        })
        .collect();
    let passages: Vec<_> = hits
        .passages
        .iter()
        .map(|(hit, entities)| {
            let points = tripolis::span::CodePoints::new(&hit.text);
            let marks: Vec<_> = marker
                .places(&hit.text)
                .iter()
                .map(|mark| [points.at(mark.start()), points.at(mark.end())])
                .collect();
            json!({
                "iri": hit.iri.as_str(),
                "document": hit.document.as_str(),
                "title": hit.title,
                "place": hit.place,
                "headings": hit.headings,
                "start": hit.start,
                "end": hit.end,
                "text": hit.text,
                "marks": marks,
                "facts": hit.facts,
                "entities": entities.iter().cloned().collect::<BTreeMap<_, _>>(),
                "score": hit.score,
            })
        })
        .collect();
    let all = json!({ "names": names, "passages": passages, "suggestion": hits.suggestion });
    serde_json::to_string_pretty(&all)
        .map(|text| text + "\n")
        .map_err(Fault::world)
}
