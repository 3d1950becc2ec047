//! The rows of a Parquet file, read in a process of its own and handed over one by one.
//!
//! The worker gets the file as its standard input, and names and limits as an argument. It writes one line of JSON
//! that tells whether the file could be opened, then one a row. A parser that fails takes the worker with it and
//! nothing else; the rows before were read.

use super::{Guard, bound, guarded, started};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::process::{ChildStdout, ExitCode, Stdio};
use tripolis::read::bulk::{BulkError, FieldNames, Input, Member, MemberError, Members};
use tripolis::read::{Limits, SourceFormat};

/// The name of the hidden command.
pub(super) const COMMAND: &str = "rows-worker";

/// What the worker is told.
#[derive(Debug, Serialize, Deserialize)]
struct Request {
    names: FieldNames,
    limits: Limits,
}

/// Rows as a worker reads them.
pub(in crate::cli) struct Rows {
    worker: Guard,
    lines: BufReader<ChildStdout>,
    line: Vec<u8>,
    /// The last row that came.
    number: u64,
    done: bool,
}

impl Rows {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// As [`Members::open`]; [`BulkError::Broke`] where the worker dies over it.
    pub(in crate::cli) fn open(
        file: File,
        names: FieldNames,
        limits: &Limits,
    ) -> Result<Self, BulkError> {
        let mut limits = limits.clone();
        // A file of many documents takes its time: so many bytes a second are slow.
        limits.seconds += file.metadata()?.len() >> 20;
        let request =
            serde_json::to_string(&Request { names, limits }).map_err(|_| BulkError::Broke)?;
        let mut worker = Guard(started(&[COMMAND, &request], Stdio::from(file))?);
        let lines = worker.0.stdout.take().ok_or(BulkError::Broke)?;
        let mut rows = Self {
            worker,
            lines: BufReader::new(lines),
            line: Vec::new(),
            number: 0,
            done: false,
        };
        rows.answer::<Result<(), BulkError>>()
            .unwrap_or(Err(BulkError::Broke))
            .map(|()| rows)
    }

    /// The next line; `None` where there is none, or the worker died within it.
    fn answer<A: for<'d> Deserialize<'d>>(&mut self) -> Option<A> {
        self.line.clear();
        self.lines.read_until(b'\n', &mut self.line).ok()?;
        serde_json::from_slice(&self.line).ok()
    }
}

impl Iterator for Rows {
    type Item = Result<Member, MemberError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next: Option<Self::Item> = self.answer();
        match &next {
            Some(Ok(member)) => self.number = member.number,
            Some(Err(fault)) => self.number = fault.number,
            None => {
                self.done = true;
                let ended = self.worker.0.wait();
                if !ended.is_ok_and(|status| status.success()) {
                    let (number, error) = (self.number + 1, BulkError::Broke);
                    return Some(Err(MemberError { number, error }));
                }
            }
        }
        next
    }
}

/// The worker's own part.
pub(super) fn run(request: &str) -> ExitCode {
    let Ok(request) = serde_json::from_str::<Request>(request) else {
        return ExitCode::FAILURE;
    };
    let Some(file) = standard_input() else {
        return ExitCode::FAILURE;
    };
    bound(&request.limits);
    match guarded(move || write(file, request)) {
        Some(Ok(())) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn write(file: File, request: Request) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout());
    let mut say =
        |line: serde_json::Result<String>| -> std::io::Result<()> { writeln!(out, "{}", line?) };
    let rows = Members::open(
        SourceFormat::Parquet,
        Input::File(file),
        request.names,
        &request.limits,
    );
    say(serde_json::to_string(
        &rows.as_ref().map(|_| ()).map_err(Clone::clone),
    ))?;
    for row in rows.into_iter().flatten() {
        say(serde_json::to_string(&row))?;
    }
    out.flush()
}

/// Standard input as the file that it is.
#[cfg(unix)]
fn standard_input() -> Option<File> {
    use std::os::fd::AsFd;
    std::io::stdin()
        .as_fd()
        .try_clone_to_owned()
        .ok()
        .map(File::from)
}

/// Standard input as the file that it is.
#[cfg(windows)]
fn standard_input() -> Option<File> {
    use std::os::windows::io::AsHandle;
    std::io::stdin()
        .as_handle()
        .try_clone_to_owned()
        .ok()
        .map(File::from)
}
