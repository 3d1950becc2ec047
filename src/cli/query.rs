//! `tripolis query` and `tripolis queries`.

use super::{Common, Fault};
use std::process::ExitCode;

/// Arguments of `query`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// Arguments of `queries`.
#[derive(Debug, clap::Args)]
pub(crate) struct ListArgs {}

/// Runs `query`.
pub(crate) fn run(_args: &Args, _common: &Common) -> Result<ExitCode, Fault> {
    Ok(ExitCode::SUCCESS)
}

/// Runs `queries`.
pub(crate) fn list(_args: &ListArgs, _common: &Common) -> Result<ExitCode, Fault> {
    Ok(ExitCode::SUCCESS)
}
