//! `tripolis central`: the entities that weigh most in the graph, as a table.

use super::{Common, Fault, entities, fault, table};
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::ExitCode;
use tripolis::analysis;
use tripolis::export::graph::{LOCATION, Measures};
use tripolis::export::{EntityGraph, Selection};
use tripolis::query::answer::{Cell, Rows};

/// Arguments of `central`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis central
  tripolis central --class Organization --by pagerank
  tripolis central --by-class --limit 3
  tripolis central --bridges --format tsv

Measures of an entity:
  degree       how many others it shares a fact with
  betweenness  share of the shortest paths between others that lead over it, 0 to 1
  pagerank     how much others point to it that are pointed to themselves; all together are 1
  community    number of the group in which it stands, 0 is the largest; groups have more facts
               inside than between them (Leiden)
The first three sort, descending. The same measures go into every export.")]
pub(crate) struct Args {
    /// By which measure to sort
    #[arg(long, value_name = "MEASURE", default_value = "betweenness")]
    by: By,
    /// List only entities of this class and of those below it; may be given several times
    #[arg(long = "class", value_name = "CLASS")]
    classes: Vec<String>,
    /// List the first of each class
    #[arg(long)]
    by_class: bool,
    /// List the pairs that alone hold two parts of the graph together
    #[arg(long, conflicts_with_all = ["classes", "by_class"])]
    bridges: bool,
    /// How many to list; 0 lists all
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Pass over facts with this property; may be given several times, `none` takes all facts
    #[arg(long, value_name = "PROPERTY", default_values_t = [LOCATION.to_owned()])]
    without: Vec<String>,
    /// Form of the output
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

/// A measure that sorts.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum By {
    /// How many others it shares a fact with
    Degree,
    /// Share of the shortest paths that lead over it
    Betweenness,
    /// How much others point to it
    Pagerank,
}

/// How the rows are told.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// To read
    Table,
    /// A row for each entity
    Tsv,
    /// An object for each entity
    Json,
}

/// Runs the command.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let (whole, engine) = entities::whole(common)?;
    let select = |classes: &[String]| {
        let selection = Selection {
            classes: classes.to_vec(),
            without: entities::properties(&args.without),
            ..Selection::default()
        };
        whole
            .select(&selection, &engine.ontology)
            .map_err(Fault::usage)
    };
    // What is measured is the whole graph, whatever is listed.
    let (graph, _) = select(&[])?;
    let rows = if args.bridges {
        bridges(&graph, args.limit)
    } else {
        // `select` knows what stands below a class.
        let (listed, _) = select(&args.classes)?;
        let listed = listed.graph().node_weights();
        let listed: BTreeSet<&str> = listed.map(|node| node.iri.as_str()).collect();
        entities(&graph, &listed, args)
    };
    let text = match args.format {
        Format::Table => table::answer(&rows),
        Format::Tsv => table::tsv(&rows),
        Format::Json => table::json(&rows),
    };
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).map_err(fault::output)?;
    Ok(ExitCode::SUCCESS)
}

fn entities(graph: &EntityGraph, listed: &BTreeSet<&str>, args: &Args) -> Rows {
    let measures = analysis::measure(graph);
    let mut order: Vec<NodeIndex> = graph
        .graph()
        .node_indices()
        .filter(|at| listed.contains(graph.graph()[*at].iri.as_str()))
        .collect();
    let weight = |at: NodeIndex| {
        let Measures {
            betweenness,
            pagerank,
            ..
        } = measures[at.index()];
        match args.by {
            By::Degree => neighbors(graph, at) as f64,
            By::Betweenness => betweenness,
            By::Pagerank => pagerank,
        }
    };
    order.sort_by(|a, b| {
        let more = || neighbors(graph, *b).cmp(&neighbors(graph, *a));
        weight(*b)
            .total_cmp(&weight(*a))
            .then_with(more)
            .then(a.cmp(b))
    });
    let limit = if args.limit == 0 {
        usize::MAX
    } else {
        args.limit
    };
    if args.by_class {
        let mut classes: BTreeMap<&str, Vec<NodeIndex>> = BTreeMap::new();
        for at in order {
            let class = classes.entry(&graph.graph()[at].class_label).or_default();
            if class.len() < limit {
                class.push(at);
            }
        }
        order = classes.into_values().flatten().collect();
    } else {
        order.truncate(limit);
    }
    let row = |at: NodeIndex| {
        let (node, measures) = (&graph.graph()[at], &measures[at.index()]);
        vec![
            words(&node.label),
            words(&node.class_label),
            number(neighbors(graph, at)),
            number(measures.betweenness),
            number(measures.pagerank),
            number(measures.community),
            words(node.iri.as_str()),
        ]
    };
    let columns = [
        "entity",
        "class",
        "degree",
        "betweenness",
        "pagerank",
        "community",
        "iri",
    ];
    let mut rows = Rows {
        columns: columns.map(str::to_owned).to_vec(),
        rows: order.into_iter().map(row).collect(),
    };
    // An IRI takes half of a table and tells a reader nothing.
    if matches!(args.format, Format::Table) {
        rows.columns.pop();
        for row in &mut rows.rows {
            row.pop();
        }
    }
    rows
}

/// The bridges, those first that join the most connected entities.
fn bridges(graph: &EntityGraph, limit: usize) -> Rows {
    let mut bridges = analysis::bridges(graph);
    let weight = |(a, b): (NodeIndex, NodeIndex)| neighbors(graph, a).min(neighbors(graph, b));
    bridges.sort_by_key(|pair| (std::cmp::Reverse(weight(*pair)), *pair));
    if limit > 0 {
        bridges.truncate(limit);
    }
    let row = |(a, b): (NodeIndex, NodeIndex)| {
        let steps = analysis::path(graph, a, b).unwrap_or_default();
        let facts = steps.iter().flat_map(|step| &step.facts);
        let facts: Vec<String> = facts
            .map(|fact| {
                format!(
                    "{}{}",
                    if fact.forward { "" } else { "← " },
                    fact.edge.label
                )
            })
            .collect();
        let label = |at: NodeIndex| words(&graph.graph()[at].label);
        vec![label(a), words(&facts.join(", ")), label(b)]
    };
    Rows {
        columns: ["entity", "facts", "other"].map(str::to_owned).to_vec(),
        rows: bridges.into_iter().map(row).collect(),
    }
}

fn neighbors(graph: &EntityGraph, at: NodeIndex) -> usize {
    let others: BTreeSet<NodeIndex> = graph.graph().neighbors_undirected(at).collect();
    others.len() - usize::from(others.contains(&at))
}

fn words(text: &str) -> Cell {
    Cell {
        text: text.to_owned(),
        is_number: false,
    }
}

fn number(number: impl ToString) -> Cell {
    Cell {
        text: number.to_string(),
        is_number: true,
    }
}
