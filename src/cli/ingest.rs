//! `tripolis ingest` and `tripolis remove`.

use super::{Common, Fault};
use std::process::ExitCode;

/// Arguments of `ingest`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// Arguments of `remove`.
#[derive(Debug, clap::Args)]
pub(crate) struct RemoveArgs {}

/// Runs `ingest`.
pub(crate) fn run(_args: &Args, _common: &Common) -> Result<ExitCode, Fault> {
    Ok(ExitCode::SUCCESS)
}

/// Runs `remove`.
pub(crate) fn remove(_args: &RemoveArgs, _common: &Common) -> Result<ExitCode, Fault> {
    Ok(ExitCode::SUCCESS)
}
