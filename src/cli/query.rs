//! `tripolis query` and `tripolis queries`.

use super::{Common, Fault, shell, table};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tripolis::query::answer::{Answer, AnswerError, Cell, Rows};
use tripolis::query::format::{Form, Format};
use tripolis::query::named::{Library, NamedQuery, is_name};
use tripolis::query::near::near;
use tripolis::query::parameter::{Parameter, ParameterError, assignment};
use tripolis::query::prefixes::Prefixes;
use tripolis::query::{Query, QueryError};
use tripolis::store::Store;

const QUERY_EXAMPLES: &str = "\
Examples:
  tripolis query partners --param program=\"National PC Project\"
  tripolis query \"SELECT ?law WHERE { ?law a pol:Law }\" --format csv
  tripolis query --file mine.rq
  echo \"ASK { ?x a pol:Treaty }\" | tripolis query -
  tripolis query \"SELECT ?name ?text WHERE {
      SERVICE pol:search { ?hit pol:matches 'distance learning' ; pol:text ?text ; pol:entity ?e }
      ?e a pol:Program ; skos:prefLabel ?name }\"
  tripolis query                        (on a terminal: a shell)

The default graph is the union of all documents and the ontology; GRAPH ?doc { … } tells which
document says a fact, and COUNT(DISTINCT …) counts what several documents say only once. The
prefixes of the project (pol: entity: doc: skos: …) need not be declared.

SERVICE pol:search finds passages by their words (pol:matches, with pol:document, pol:text, pol:heading,
pol:place, pol:facts, pol:entity) and entities by their names (pol:named); both know pol:score and
pol:limit. The words are written as for `tripolis search`. There is no other SERVICE.";

const QUERIES_EXAMPLES: &str = "\
Examples:
  tripolis queries                      every named query with its parameters
  tripolis queries partners             the whole description and the text of one
  tripolis queries --format json";

/// Arguments of `query`.
#[derive(Debug, clap::Args)]
#[command(after_help = QUERY_EXAMPLES)]
pub(crate) struct Args {
    /// Name of a query (see `tripolis queries`), SPARQL, or - for SPARQL from standard input
    #[arg(value_name = "NAME|SPARQL")]
    question: Option<String>,
    /// Run the query of a file
    #[arg(long, value_name = "FILE", conflicts_with = "question")]
    file: Option<PathBuf>,
    /// Value of a parameter; may be given several times
    #[arg(long = "param", value_name = "NAME=VALUE")]
    parameters: Vec<String>,
    /// table, csv, tsv, json, xml; for CONSTRUCT and DESCRIBE turtle, ntriples, trig, nquads, rdfxml, jsonld
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    folder: Folder,
}

/// Arguments of `queries`.
#[derive(Debug, clap::Args)]
#[command(after_help = QUERIES_EXAMPLES)]
pub(crate) struct ListArgs {
    /// Show all of one query
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// table or json
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: ListFormat,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum ListFormat {
    Table,
    Json,
}

/// Where named queries come from beside the built-in ones.
#[derive(Debug, clap::Args)]
pub(crate) struct Folder {
    /// Folder whose .rq files join the built-in queries, or take the place of those of the same name
    #[arg(long, value_name = "DIR")]
    queries: Option<PathBuf>,
}

impl Folder {
    fn library(&self) -> Result<Library, Fault> {
        let mut library = Library::built_in().map_err(Fault::world)?;
        if let Some(folder) = &self.queries {
            let unreadable = |error: io::Error| Fault::usage(Unreadable(folder.clone(), error));
            let mut files = BTreeSet::new();
            for entry in std::fs::read_dir(folder).map_err(unreadable)? {
                files.insert(entry.map_err(unreadable)?.path());
            }
            for file in files
                .iter()
                .filter(|file| file.extension().is_some_and(|extension| extension == "rq"))
            {
                library.add(read_query(file)?);
            }
        }
        Ok(library)
    }
}

/// A file or folder of queries that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("`{}` cannot be read", .0.display())]
struct Unreadable(PathBuf, #[source] io::Error);

fn read_query(file: &Path) -> Result<NamedQuery, Fault> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Fault::usage(Unreadable(file.to_owned(), error)))?;
    let name = file
        .file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    NamedQuery::read(&name, &text).map_err(Fault::usage)
}

/// A query to be run: its text, where it came from, and the values of parameters that are not given.
pub(crate) struct Question {
    pub(crate) origin: String,
    pub(crate) text: String,
    pub(crate) defaults: BTreeMap<String, String>,
}

impl Question {
    /// SPARQL as it was typed.
    pub(crate) fn typed(text: String) -> Self {
        Self {
            origin: "query".to_owned(),
            text,
            defaults: BTreeMap::new(),
        }
    }

    pub(crate) fn named(query: &NamedQuery) -> Self {
        Self {
            origin: format!("{}.rq", query.name),
            text: query.text.clone(),
            defaults: query.decorators.defaults.clone(),
        }
    }

    /// The query of a file.
    pub(crate) fn of_file(file: &Path) -> Result<Self, Fault> {
        Ok(Self {
            origin: file.display().to_string(),
            ..Self::named(&read_query(file)?)
        })
    }

    /// Checks everything that can be checked without a store.
    pub(crate) fn prepare(
        &self,
        given: &BTreeMap<String, String>,
        format: Option<Format>,
        prefixes: &Prefixes,
    ) -> Result<Prepared, Fault> {
        let fault = |error| self.fault(error);
        let query = Query::parse(&self.text, prefixes).map_err(fault)?;
        let form = query.form();
        let format = format.unwrap_or(Format::default_of(form));
        if !format.suits(form) {
            let what = match form {
                Form::Rows => "SELECT gives rows",
                Form::Graph => "CONSTRUCT and DESCRIBE give a graph",
                Form::Truth => "ASK gives yes or no",
            };
            let names = Format::names_for(form);
            return Err(Fault::usage(format!(
                "{what}, which {format} does not hold; use one of {names}"
            )));
        }
        let query = query.bind(given, &self.defaults, prefixes).map_err(fault)?;
        Ok(Prepared {
            query,
            form,
            format,
        })
    }

    fn fault(&self, error: QueryError) -> Fault {
        match error {
            QueryError::Syntax(error) => Fault::usage(error.excerpt(&self.text, &self.origin)),
            error => fault(error),
        }
    }
}

/// The fault of a query that parsed.
pub(crate) fn fault(error: QueryError) -> Fault {
    if error.is_of_the_question() {
        Fault::usage(error)
    } else {
        Fault::world(error)
    }
}

/// A query that is ready to run.
pub(crate) struct Prepared {
    query: Query,
    form: Form,
    format: Format,
}

impl Prepared {
    /// Runs the query.
    pub(crate) fn answer(self, store: &Store) -> Result<Answer, Fault> {
        self.query.evaluate(store).map_err(fault)
    }

    /// Runs the query and writes its answer to standard output.
    pub(crate) fn run(self, store: &Store, prefixes: &Prefixes) -> Result<(), Fault> {
        let answer = self.query.evaluate(store).map_err(fault)?;
        match show(answer, self.form, self.format, prefixes) {
            Err(AnswerError::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(AnswerError::Query(error)) => Err(fault(error)),
            Err(error) => Err(Fault::world(error)),
            Ok(()) => Ok(()),
        }
    }
}

fn show(
    answer: Answer,
    form: Form,
    format: Format,
    prefixes: &Prefixes,
) -> Result<(), AnswerError> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    if format != Format::Table {
        return answer.write(format, prefixes, out);
    }
    let rows = answer.rows(prefixes)?;
    match rows.rows.first().and_then(|row| row.first()) {
        Some(truth) if form == Form::Truth => writeln!(out, "{}", truth.text)?,
        _ => out.write_all(table::answer(&rows).as_bytes())?,
    }
    out.flush()?;
    Ok(())
}

/// Runs `query`.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let library = args.folder.library()?;
    let prefixes = Prefixes::new(&common.base);
    let given = assignments(args.parameters.iter().map(String::as_str)).map_err(Fault::usage)?;
    let question = match (&args.file, args.question.as_deref()) {
        (Some(file), _) => Question::of_file(file)?,
        (None, Some("-")) => Question::typed(standard_input()?),
        (None, Some(name)) if is_name(name) => Question::named(find(&library, name)?),
        (None, Some(text)) => Question::typed(text.to_owned()),
        (None, None) if io::stdin().is_terminal() && io::stdout().is_terminal() => {
            let store = open(common)?;
            return shell::run(&store, &library, prefixes, args.format);
        }
        (None, None) => {
            return Err(Fault::usage(
                "no query is given: name one that `tripolis queries` lists, write SPARQL, or - to read it from standard input",
            ));
        }
    };
    let prepared = question.prepare(&given, args.format, &prefixes)?;
    prepared.run(&open(common)?, &prefixes)?;
    Ok(ExitCode::SUCCESS)
}

/// Opens the store for reading.
pub(crate) fn open(common: &Common) -> Result<Store, Fault> {
    Store::open_read_only(&common.store).map_err(Fault::world)
}

/// `NAME=VALUE` pairs by name.
pub(crate) fn assignments<'t>(
    texts: impl Iterator<Item = &'t str>,
) -> Result<BTreeMap<String, String>, ParameterError> {
    let mut given = BTreeMap::new();
    for text in texts {
        let (name, value) = assignment(text)?;
        if given.insert(name.clone(), value).is_some() {
            return Err(ParameterError::Twice(name));
        }
    }
    Ok(given)
}

fn standard_input() -> Result<String, Fault> {
    let mut text = String::new();
    io::stdin()
        .read_to_string(&mut text)
        .map_err(Fault::usage)?;
    Ok(text)
}

/// The query of a name, or a fault that names those near it.
pub(crate) fn find<'l>(library: &'l Library, name: &str) -> Result<&'l NamedQuery, Fault> {
    library.get(name).ok_or_else(|| {
        let near = near(name, library.iter().map(|query| query.name.as_str()), 3);
        let hint = if near.is_empty() {
            "`tripolis queries` lists them".to_owned()
        } else {
            format!("did you mean {}?", near.join(", "))
        };
        Fault::usage(format!("there is no query `{name}`; {hint}"))
    })
}

/// Runs `queries`.
pub(crate) fn list(args: &ListArgs, common: &Common) -> Result<ExitCode, Fault> {
    let library = args.folder.library()?;
    let prefixes = Prefixes::new(&common.base);
    let chosen: Vec<&NamedQuery> = match &args.name {
        Some(name) => vec![find(&library, name)?],
        None => library.iter().collect(),
    };
    let text = match (args.format, &args.name) {
        (ListFormat::Json, _) => json(&chosen, &prefixes)?,
        (ListFormat::Table, None) => overview(&chosen, &prefixes)?,
        (ListFormat::Table, Some(_)) => chosen.iter().map(|query| whole(query)).collect(),
    };
    write_out(&text)
}

/// Writes text to standard output; a reader that has gone away is no fault.
pub(crate) fn write_out(text: &str) -> Result<ExitCode, Fault> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Fault::world(error)),
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn parameters(query: &NamedQuery, prefixes: &Prefixes) -> Result<Vec<Parameter>, Fault> {
    let parsed =
        Query::parse(&query.text, prefixes).map_err(|error| Question::named(query).fault(error))?;
    Ok(parsed.parameters().to_vec())
}

/// The table of names, summaries and parameters; the shell shows it as well.
pub(crate) fn overview(queries: &[&NamedQuery], prefixes: &Prefixes) -> Result<String, Fault> {
    let cell = |text: &str| Cell {
        text: text.to_owned(),
        is_number: false,
    };
    let mut rows = Vec::new();
    for query in queries {
        let list: Vec<String> = parameters(query, prefixes)?
            .iter()
            .map(
                |parameter| match query.decorators.defaults.get(&parameter.name) {
                    Some(value) if value.is_empty() => {
                        format!("{} ({}, any)", parameter.name, parameter.kind)
                    }
                    Some(value) => format!("{} ({}, {value})", parameter.name, parameter.kind),
                    None if parameter.optional => {
                        format!("{} ({}, optional)", parameter.name, parameter.kind)
                    }
                    None => format!("{} ({}, needed)", parameter.name, parameter.kind),
                },
            )
            .collect();
        rows.push(vec![
            cell(&query.name),
            cell(&query.decorators.summary),
            cell(&list.join("; ")),
        ]);
    }
    let columns = ["name", "summary", "parameters (type, default)"]
        .map(str::to_owned)
        .to_vec();
    Ok(table::plain(&Rows { columns, rows }))
}

fn whole(query: &NamedQuery) -> String {
    let head = &query.decorators;
    let body: Vec<&str> = query
        .text
        .lines()
        .filter(|line| !line.starts_with("#+"))
        .collect();
    format!(
        "{}\n\n{}\n\ntags: {}\n\n{}\n",
        head.summary,
        head.description,
        head.tags.join(", "),
        body.join("\n").trim()
    )
}

fn json(queries: &[&NamedQuery], prefixes: &Prefixes) -> Result<String, Fault> {
    let mut all = Vec::new();
    for query in queries {
        let list: Vec<serde_json::Value> = parameters(query, prefixes)?
            .iter()
            .map(|parameter| {
                serde_json::json!({
                    "name": parameter.name,
                    "type": parameter.kind.to_string(),
                    "optional": parameter.optional,
                    "default": query.decorators.defaults.get(&parameter.name),
                })
            })
            .collect();
        all.push(serde_json::json!({
            "name": query.name,
            "summary": query.decorators.summary,
            "description": query.decorators.description,
            "tags": query.decorators.tags,
            "parameters": list,
            "query": query.text,
        }));
    }
    let text = serde_json::to_string_pretty(&all).map_err(Fault::world)?;
    Ok(text + "\n")
}
