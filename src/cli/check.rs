//! `tripolis check`.

use super::{Common, Fault};
use std::process::ExitCode;

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// Runs the command.
pub(crate) fn run(_args: &Args, _common: &Common) -> Result<ExitCode, Fault> {
    Ok(ExitCode::SUCCESS)
}
