//! `tripolis export`: the entity graph for a graph tool, or as a picture.

use super::query::{self, Question};
use super::{Common, Fault, entities, fault, source};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tripolis::analysis;
use tripolis::export::{
    Around, Caption, EntityGraph, Format, Links, Period, Projection, Selection, TooLarge,
};
use tripolis::ontology::Ontology;
use tripolis::query::prefixes::Prefixes;
use tripolis::store::Store;

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
#[command(after_help = after_help())]
pub(crate) struct Args {
    /// What to write; see below
    #[arg(value_name = "FORMAT")]
    format: Format,
    /// File to write, or a folder where a format is several files; standard output without it, which
    /// of several files takes the one with the edges
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Keep entities of this class and of those below it, such as Program; may be given several times
    #[arg(long = "class", value_name = "CLASS")]
    classes: Vec<String>,
    /// Keep facts with this property, such as partner; may be given several times
    #[arg(long = "property", value_name = "PROPERTY")]
    properties: Vec<String>,
    /// Leave out facts with this property [default: location for html and pictures]
    #[arg(long, value_name = "PROPERTY")]
    without: Option<Vec<String>>,
    /// Keep what this document names and tells; may be given several times
    #[arg(long = "document", value_name = "DOCUMENT")]
    documents: Vec<String>,
    /// Keep a country, what is located in it, and what documents about it name and tell; may be given
    /// several times
    #[arg(long = "country", value_name = "COUNTRY")]
    countries: Vec<String>,
    /// Keep what ran or held in a period, such as 2005..2010, 2015.. or 2007, and what has no known time
    #[arg(long, value_name = "FROM..TO")]
    period: Option<Period>,
    /// Keep an entity, by name or IRI, and what stands near it
    #[arg(long, value_name = "ENTITY")]
    around: Option<String>,
    /// How many facts to go from it
    #[arg(long, value_name = "N", default_value_t = 1, requires = "around")]
    depth: usize,
    /// Keep facts at least this sure, 0 to 1
    #[arg(long, value_name = "SCORE", value_parser = score)]
    min_confidence: Option<f64>,
    /// Draw what the query of a file gives: SELECT ?source ?target ?label, with ?weight if you like, or
    /// CONSTRUCT; the other choices choose from that
    #[arg(long, value_name = "FILE")]
    query: Option<PathBuf>,
    /// Make one edge of all facts of two entities, as heavy as they together
    #[arg(long)]
    collapse: bool,
    /// Link entities of this class by what they share, such as organizations by programs
    #[arg(long, value_name = "CLASS")]
    project: Option<String>,
    /// Count only what they share of this class
    #[arg(long, value_name = "CLASS", requires = "project")]
    through: Option<String>,
    /// Keep the N most connected entities; 0 keeps all [default: 80 for pictures, 3000 for html, else all]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Heading of the file
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "Programs, bodies and laws, and what documents say of them"
    )]
    title: String,
}

fn after_help() -> String {
    let mut help = "Which tool wants which format:\n".to_owned();
    for format in Format::ALL {
        help.push_str(&format!("  {format:<11}{}\n", format.readers()));
    }
    help.push_str(
        "
Examples:
  tripolis export gexf --out graph.gexf
  tripolis export svg --around Microsoft --depth 2 --out microsoft.svg
  tripolis export html --out graph.html
  tripolis export png --limit 300 --out map.png
  tripolis export csv --out tables          (tables/nodes.csv and tables/edges.csv)
  tripolis export dot --class Initiative --class Organization | dot -Tpdf > graph.pdf
  tripolis export json --property partner --min-confidence 0.8
  tripolis export gexf --country Kazakhstan --period 2005..2010 --out kazakhstan.gexf
  tripolis export graphml --project Organization --through Initiative --out who-shares-programs.graphml
  tripolis export neo4j --out neo4j          (then, at the server: sh neo4j/import.sh)
  tripolis export dot --query mine.rq",
    );
    help
}

fn score(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(score) if (0.0..=1.0).contains(&score) => Ok(score),
        _ => Err("a score is a number from 0 to 1".to_owned()),
    }
}

/// Runs the command.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let selection = selection(args);
    let engine = source::engine(common)?;
    let store = Store::open_read_only(&common.store).map_err(Fault::world)?;
    let whole = entities::of(&store, &engine)?;
    let whole = match &args.query {
        Some(file) => drawn(file, &whole, &engine.ontology, &store, common)?,
        None => whole,
    };
    let (mut graph, notes) = whole
        .select(&selection, &engine.ontology)
        .map_err(Fault::usage)?;
    if args.format.prints_attributes() {
        let measures = analysis::measure(&graph);
        graph.measure(measures);
    }
    for note in &notes {
        eprintln!("note: {note}");
    }
    if graph.graph().node_count() == 0 {
        eprintln!("note: no entity is left to show");
    }
    if !args.format.holds_every_character() {
        for dropped in graph.dropped() {
            eprintln!("warning: {dropped}: {} cannot hold them", args.format);
        }
    }
    let caption = Caption {
        title: args.title.clone(),
        notes,
    };
    match &args.out {
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            tripolis::export::write(&graph, args.format, &caption, &mut out)
                .and_then(|()| out.flush())
                .map_err(|error| refused(&error).unwrap_or_else(|| fault::output(error)))?;
        }
        Some(path) => tripolis::export::write_to(&graph, args.format, &caption, path)
            .map_err(|error| refused(&error.source).unwrap_or_else(|| Fault::world(error)))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// What the query of a file draws.
fn drawn(
    file: &Path,
    whole: &EntityGraph,
    ontology: &Ontology,
    store: &Store,
    common: &Common,
) -> Result<EntityGraph, Fault> {
    let prefixes = Prefixes::new(&common.base);
    let question = Question::of_file(file)?.prepare(&BTreeMap::new(), None, &prefixes)?;
    let (columns, rows) = question.answer(store)?.terms().map_err(query::fault)?;
    whole
        .linked(&Links { columns, rows }, ontology)
        .map_err(Fault::usage)
}

/// The fault of a graph that the format cannot hold.
fn refused(error: &io::Error) -> Option<Fault> {
    let error = error.get_ref()?.downcast_ref::<TooLarge>()?;
    Some(Fault::usage(error.clone()))
}

/// What is kept: what was asked for, and the format's own measure where nothing was said.
fn selection(args: &Args) -> Selection {
    let default_without = || {
        let wanted = |property: &&&str| !args.properties.iter().any(|asked| asked == **property);
        args.format
            .default_without()
            .iter()
            .filter(wanted)
            .map(|property| (*property).to_owned())
            .collect()
    };
    Selection {
        classes: args.classes.clone(),
        properties: args.properties.clone(),
        without: args.without.clone().unwrap_or_else(default_without),
        documents: args.documents.clone(),
        countries: args.countries.clone(),
        period: args.period,
        collapse: args.collapse,
        project: args.project.clone().map(|class| Projection {
            class,
            through: args.through.clone(),
        }),
        around: args.around.clone().map(|entity| Around {
            entity,
            depth: args.depth,
        }),
        min_confidence: args.min_confidence,
        limit: match args.limit {
            None => args.format.default_limit(),
            Some(limit) => (limit > 0).then_some(limit),
        },
    }
}
