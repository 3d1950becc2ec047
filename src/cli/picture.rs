//! `tripolis picture`: the pictures that an analyst draws by hand.

use super::{Common, Fault, entities, fault};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use tripolis::export::picture::{Columns, Picture};
use tripolis::export::{Caption, Format, place};

/// Arguments of `picture`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis picture timeline Azerbaijan --out azerbaijan.svg
  tripolis picture partners --out partners.png
  tripolis picture partners --by countries --limit 20 --out countries.pdf

A picture of the graph itself is written by `tripolis export svg`, png or pdf.")]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

/// What is drawn.
#[derive(Debug, clap::Subcommand)]
enum What {
    /// The programs of a country as bars with their partners; its agreements, laws and events as marks
    #[command(after_help = "Example:
  tripolis picture timeline Azerbaijan --out azerbaijan.pdf")]
    Timeline {
        /// Name, IRI or entity:SLUG of the country
        #[arg(value_name = "COUNTRY")]
        country: String,
        #[command(flatten)]
        to: To,
    },
    /// Organizations by the programs or the countries in which they take part, as a matrix
    #[command(after_help = "Example:
  tripolis picture partners --by countries --out partners.svg")]
    Partners {
        /// What the columns are
        #[arg(long, value_name = "COLUMNS", default_value = "programs")]
        by: By,
        /// How many rows and columns at most, the most connected first
        #[arg(long, value_name = "N", default_value_t = 30)]
        limit: usize,
        #[command(flatten)]
        to: To,
    },
}

/// The columns of a matrix.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum By {
    /// Programs and strategies
    Programs,
    /// Countries
    Countries,
}

/// Where a picture goes.
#[derive(Debug, clap::Args)]
struct To {
    /// File to write, whose extension tells the format: svg, png or pdf; standard output without it
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Format, where no extension tells it: svg, png or pdf [default: svg]
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    to: Option<Format>,
    /// Heading of the picture
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
}

fn format(name: &str) -> Result<Format, String> {
    match name.parse() {
        Ok(format @ (Format::Svg | Format::Png | Format::Pdf)) => Ok(format),
        _ => Err("a picture is svg, png or pdf".to_owned()),
    }
}

/// Runs the command.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    let (graph, _) = entities::whole(common)?;
    let caption = |to: &To, title: String| Caption {
        title: to.title.clone().unwrap_or(title),
        notes: Vec::new(),
    };
    let (drawn, to) = match &args.what {
        What::Timeline { country, to } => {
            let country = graph.find(country).map_err(Fault::usage)?;
            let title = format!(
                "{}: programs, agreements and laws through the years",
                graph.graph()[country].label
            );
            (Picture::timeline(&graph, country, &caption(to, title)), to)
        }
        What::Partners { by, limit, to } => {
            let (columns, title) = match by {
                By::Programs => (Columns::Programs, "Who takes part in which program"),
                By::Countries => (Columns::Countries, "Who is active in which country"),
            };
            let caption = caption(to, title.to_owned());
            (Picture::partners(&graph, columns, *limit, &caption), to)
        }
    };
    let picture = drawn.map_err(fault::output)?;
    let named = to.out.as_ref().and_then(|path| path.extension()?.to_str());
    let format = match (to.to, named) {
        (Some(format), _) => format,
        (None, Some(extension)) => format(extension).map_err(Fault::usage)?,
        (None, None) => Format::Svg,
    };
    match &to.out {
        Some(path) => {
            place::replace(path, |out| picture.write(format, out)).map_err(Fault::world)?;
        }
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            picture
                .write(format, &mut out)
                .and_then(|()| out.flush())
                .map_err(fault::output)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
