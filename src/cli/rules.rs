//! `tripolis rules`: the workbench, where analysts try the rules and look after them.

mod coverage;
mod lint;
mod test;
mod why_not;

use super::{Common, Fault};
use clap::Subcommand;
use std::process::ExitCode;
use tripolis::read::Document;
use tripolis::workbench::examples;

/// Arguments of `rules`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis rules test \"The Reading Project was funded by USAID.\"
  tripolis rules why-not funded \"USAID did not fund the Reading Project.\"
  tripolis rules lint --ontology my-ontology
  tripolis rules coverage data")]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show all that is found in a sentence, and the rules that find it
    Test(test::Args),
    /// Show how far a rule comes in a sentence, and what stops it
    WhyNot(why_not::Args),
    /// Find rules that never fire or say nothing new, names that mislead, and examples that do not hold
    Lint(lint::Args),
    /// List what no rule speaks of: sentences with mentions and a verb that give no fact
    Coverage(coverage::Args),
}

/// Runs the command.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    match &args.command {
        Command::Test(args) => test::run(args, common),
        Command::WhyNot(args) => why_not::run(args, common),
        Command::Lint(args) => lint::run(args, common),
        Command::Coverage(args) => coverage::run(args, common),
    }
}

/// A sentence of the command line as a document.
fn document(text: &str) -> Result<Document, Fault> {
    examples::document(text).map_err(|error| {
        let hint = error.hint();
        Fault::usage(format!("the text: {error}\n  hint: {hint}"))
    })
}
