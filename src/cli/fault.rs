//! From what went wrong to what the user reads: kind, cause chain, hint and exit status.

use std::error::Error;
use std::process::ExitCode;

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Fault {
    /// Some documents failed; the rest is done. Status 1.
    Documents,
    /// The user asked for something that cannot be. Status 2.
    Usage(Box<dyn Error + Send + Sync>),
    /// The store or the disk failed. Status 3.
    World(Box<dyn Error + Send + Sync>),
}

impl Fault {
    /// Wrong usage.
    pub(crate) fn usage(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Usage(error.into())
    }

    /// The store or the disk failed.
    pub(crate) fn world(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::World(error.into())
    }

    /// Prints the fault with its causes to standard error and gives the exit status.
    pub(crate) fn report(&self) -> ExitCode {
        let (error, status) = match self {
            Self::Documents => return ExitCode::from(1),
            Self::Usage(error) => (error, 2),
            Self::World(error) => (error, 3),
        };
        eprintln!("error: {error}");
        let mut cause = error.source();
        while let Some(inner) = cause {
            eprintln!("  because {inner}");
            cause = inner.source();
        }
        ExitCode::from(status)
    }
}
