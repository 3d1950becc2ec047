//! From what went wrong to what the user reads: kind, cause chain, hint and exit status.

use std::error::Error;
use std::process::ExitCode;
use tripolis::diag::{Diagnostic, Severity};
use tripolis::read::Document;
use tripolis::span::Span;

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

/// Says on standard error what is wrong with one document.
pub(crate) fn print(error: &dyn Error) {
    eprintln!("error: {error}");
}

/// Line and column, in characters, where a span starts; both from 1.
pub(crate) fn place(text: &str, span: Span) -> (usize, usize) {
    let lines = text[..span.start()].matches('\n').count();
    (lines + 1, column(text, span))
}

/// The column, in characters, where a span starts; from 1.
fn column(text: &str, span: Span) -> usize {
    let line = text[..span.start()].rsplit('\n').next();
    line.unwrap_or_default().chars().count() + 1
}

/// Says on standard error what was found in a document, with line and column.
pub(crate) fn diagnostics(document: &Document, found: &[Diagnostic]) {
    eprint!("{}", told(document, found));
}

/// What was found in a document, with line and column, as it is said.
pub(crate) fn told(document: &Document, found: &[Diagnostic]) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    // Lines are counted on from the place before.
    let (mut counted, mut lines) = (0, 0);
    for diagnostic in found {
        let kind = match diagnostic.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let place = diagnostic.span.map_or_else(String::new, |span| {
            if span.start() < counted {
                (counted, lines) = (0, 0);
            }
            lines += document.text[counted..span.start()].matches('\n').count();
            counted = span.start();
            format!(":{}:{}", lines + 1, column(&document.text, span))
        });
        let _ = writeln!(
            out,
            "{kind}: {}{place}: {} [{}]",
            document.source, diagnostic.message, diagnostic.code
        );
        for hint in &diagnostic.hints {
            let _ = writeln!(out, "  hint: {hint}");
        }
    }
    out
}

/// Prints a command's answer.
pub(crate) fn say(text: &str) -> Result<(), Fault> {
    use std::io::Write;
    std::io::stdout()
        .lock()
        .write_all(text.as_bytes())
        .map_err(output)
}

/// What it means that output could not be written: a reader that went away is no fault.
pub(crate) fn output(error: std::io::Error) -> Fault {
    if error.kind() == std::io::ErrorKind::BrokenPipe {
        std::process::exit(0);
    }
    Fault::world(error)
}
