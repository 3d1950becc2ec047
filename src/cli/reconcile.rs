//! `tripolis reconcile`: a user's own list held against the graph.

use super::{Common, Fault, decisions, fault, source};
use std::path::PathBuf;
use std::process::ExitCode;
use tripolis::identity::reconcile::{Match, Reconciler};
use tripolis::identity::update::Joiner;
use tripolis::store::Store;

/// The columns that are added.
const ADDED: [&str; 5] = ["iri", "label", "class", "score", "candidates"];

/// Arguments of `reconcile`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis reconcile partners.csv --column name
  tripolis reconcile ministries.csv --column Ministry --class GovernmentBody --country Kenya
  tripolis reconcile grants.csv --column donor --country-column country --threshold 0.9

The list is printed as CSV with the columns iri, label, class, score and candidates added: the thing of the
graph or the lexicon that a row means, how sure that is (0 to 1), and the others that it may mean, each as
IRI and score. Rows of which nothing scores as much as the threshold, or two things the same, keep the first four
empty.")]
pub(crate) struct Args {
    /// A CSV file with a heading; - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The column that holds the names
    #[arg(long, value_name = "NAME")]
    column: String,
    /// Only things of this class of the ontology, such as Organization
    #[arg(long, value_name = "CLASS")]
    class: Option<String>,
    /// The country of all rows: name, code or slug
    #[arg(long, value_name = "COUNTRY", conflicts_with = "country_column")]
    country: Option<String>,
    /// The column that holds the country of each row
    #[arg(long, value_name = "NAME")]
    country_column: Option<String>,
    /// What scores less is no match
    #[arg(long, value_name = "SCORE", default_value_t = 0.85)]
    threshold: f64,
}

/// Runs the command.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let engine = source::engine(common)?;
    let store = Store::open_read_only(&common.store).map_err(Fault::world)?;
    let joiner = Joiner::new(engine.world(), decisions::read(common)?);
    let class = args.class.as_deref().map(|name| {
        engine.ontology.class(name).ok_or_else(|| Fault::usage(format!("the ontology has no class `{name}`\n  hint: see `tripolis stats` for those of the store")))
    });
    let class = class.transpose()?;
    let country = |named: &str| joiner.world().country(named);
    let of_all = args.country.as_deref().map(|named| {
        country(named).ok_or_else(|| Fault::usage(format!("the lexicon has no country `{named}`\n  hint: give its name or its code of two letters")))
    });
    let of_all = of_all.transpose()?;
    let reconciler = Reconciler::new(&store, &joiner).map_err(Fault::world)?;
    let input: Box<dyn std::io::Read> = if args.file.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        let open = std::fs::File::open(&args.file);
        Box::new(open.map_err(|error| told(args, &error))?)
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let heading = reader
        .headers()
        .map_err(|error| told(args, &error))?
        .clone();
    let place = |name: &str| {
        let found = heading
            .iter()
            .position(|column| column.trim_matches(['\u{feff}', ' ']) == name);
        found.ok_or_else(|| {
            Fault::usage(format!(
                "{}: there is no column `{name}`\n  hint: it has {}",
                args.file.display(),
                heading.iter().collect::<Vec<_>>().join(", ")
            ))
        })
    };
    let name = place(&args.column)?;
    let of_row = args.country_column.as_deref().map(place).transpose()?;
    let mut out = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    out.write_record(heading.iter().chain(ADDED))
        .map_err(Fault::world)?;
    for row in reader.records() {
        let row = row.map_err(|error| told(args, &error))?;
        let cell = |place: usize| row.get(place).unwrap_or_default().trim();
        let country = of_all.or_else(|| of_row.and_then(|place| country(cell(place))));
        let matches = reconciler
            .matches(cell(name), class, country)
            .map_err(Fault::world)?;
        let width = heading.len();
        let own = (0..width).map(|place| row.get(place).unwrap_or_default());
        out.write_record(
            own.map(str::to_owned)
                .chain(added(&matches, args.threshold)),
        )
        .map_err(Fault::world)?;
    }
    let bytes = out
        .into_inner()
        .map_err(|error| Fault::world(error.to_string()))?;
    fault::say(&String::from_utf8_lossy(&bytes))?;
    Ok(ExitCode::SUCCESS)
}

fn told(args: &Args, error: &dyn std::fmt::Display) -> Fault {
    Fault::usage(format!("{}: {error}", args.file.display()))
}

/// The cells that are added to a row.
fn added(matches: &[Match], threshold: f64) -> [String; 5] {
    let best = matches.first().filter(|best| best.score >= threshold);
    let tied = matches
        .get(1)
        .is_some_and(|next| best.is_some_and(|best| next.score >= best.score));
    let best = best.filter(|_| !tied);
    let others: Vec<String> = matches
        .iter()
        .skip(usize::from(best.is_some()))
        .take(5)
        .map(|found| format!("{} ({:.2})", found.iri, found.score))
        .collect();
    let score = best.map(|best| format!("{:.2}", best.score));
    [
        best.map(|best| best.iri.clone()).unwrap_or_default(),
        best.map(|best| best.label.clone()).unwrap_or_default(),
        best.map(|best| best.class.clone()).unwrap_or_default(),
        score.unwrap_or_default(),
        others.join("; "),
    ]
}
