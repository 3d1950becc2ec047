//! Readers of formats that others define, in a process of their own: what a file makes them do ends there.
//!
//! The parent starts this binary with the hidden command `read-worker`, and writes to its standard input one line of
//! JSON (format, limits, number of bytes) and the bytes. The worker bounds its own memory and processor time (where the
//! system knows such bounds), reads, writes the content or the refusal as JSON to its standard output, and ends. The
//! parent kills it when the time by the clock is over; the worker ends itself when its standard input is closed, as
//! happens when the parent ends in whatever way.

mod rows;

pub(super) use rows::Rows;

use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use tripolis::read::{Content, Limits, Opened, ReadError, SourceFormat};

/// The name of the hidden command.
const COMMAND: &str = "read-worker";

/// What stands before the bytes.
#[derive(Debug, Serialize, Deserialize)]
struct Request {
    format: SourceFormat,
    limits: Limits,
    bytes: usize,
}

/// What the process is to do if it was started as a worker, which then is all that it does.
pub(super) fn asked() -> Option<ExitCode> {
    let arguments: Vec<_> = std::env::args_os().skip(1).take(3).collect();
    let arguments: Vec<_> = arguments.iter().map(|argument| argument.to_str()).collect();
    match arguments[..] {
        [Some(COMMAND)] => Some(answer().unwrap_or(ExitCode::FAILURE)),
        [Some(rows::COMMAND), Some(request)] => Some(rows::run(request)),
        _ => None,
    }
}

/// Reads a file in a worker process.
///
/// # Errors
///
/// What the reader refuses; [`ReadError::Time`] where the clock ran out, [`ReadError::Broke`] where the process died.
pub(super) fn read(opened: &Opened<'_>, limits: &Limits) -> Result<Content, ReadError> {
    let broke = || ReadError::Broke(opened.format);
    let request = Request {
        format: opened.format,
        limits: limits.clone(),
        bytes: opened.bytes.len(),
    };
    let mut head = serde_json::to_vec(&request).map_err(|_| broke())?;
    head.push(b'\n');
    let mut child = Guard(started(&[COMMAND], Stdio::piped()).map_err(|_| broke())?);
    let (Some(mut input), Some(mut output)) = (child.0.stdin.take(), child.0.stdout.take()) else {
        return Err(broke());
    };
    let (sender, answer) = mpsc::channel();
    thread::scope(|scope| {
        // Its standard input stays open for as long as the worker is wanted.
        let writer = scope.spawn(move || {
            let sent = input
                .write_all(&head)
                .and_then(|()| input.write_all(&opened.bytes))
                .and_then(|()| input.flush());
            sent.map(|()| input)
        });
        scope.spawn(move || {
            let mut bytes = Vec::new();
            let read = output.read_to_end(&mut bytes).map(|_| bytes);
            let _ = sender.send(read);
        });
        let said = answer.recv_timeout(Duration::from_secs(limits.seconds));
        // Both threads end with the worker.
        child.end();
        drop(writer.join());
        match said {
            Err(_) => Err(ReadError::Time {
                seconds: limits.seconds,
            }),
            Ok(Err(_)) => Err(broke()),
            Ok(Ok(bytes)) => serde_json::from_slice(&bytes)
                .unwrap_or_else(|_| Err(child.death(opened.format, limits))),
        }
    })
}

/// Starts a worker: this very program, even if its file was replaced since.
fn started(arguments: &[&str], input: Stdio) -> std::io::Result<Child> {
    let program = if cfg!(target_os = "linux") {
        "/proc/self/exe".into()
    } else {
        std::env::current_exe()?
    };
    Command::new(program)
        .args(arguments)
        .stdin(input)
        .stdout(Stdio::piped())
        // A parser that panics has nothing to say to the user.
        .stderr(Stdio::null())
        .spawn()
}

/// A worker that does not outlive the one who waits for it.
struct Guard(Child);

impl Guard {
    fn end(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }

    /// Why a worker ended without an answer.
    fn death(&mut self, format: SourceFormat, limits: &Limits) -> ReadError {
        let status = self.0.wait();
        if status.is_ok_and(by_processor_time) {
            return ReadError::Time {
                seconds: limits.seconds,
            };
        }
        ReadError::Broke(format)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.end();
    }
}

/// Whether the system ended a process that used up its processor time.
#[cfg(unix)]
fn by_processor_time(status: std::process::ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    /// `SIGXCPU`, the same number on Linux and macOS.
    const SIGNAL: i32 = 24;
    status.signal() == Some(SIGNAL)
}

#[cfg(not(unix))]
fn by_processor_time(_: std::process::ExitStatus) -> bool {
    false
}

/// The worker's own part: reads one request, answers, and ends.
fn answer() -> Option<ExitCode> {
    let mut input = BufReader::new(std::io::stdin());
    let mut head = String::new();
    input.read_line(&mut head).ok()?;
    let request: Request = serde_json::from_str(&head).ok()?;
    let mut bytes = vec![0; request.bytes];
    input.read_exact(&mut bytes).ok()?;
    bound(&request.limits);
    thread::spawn(move || {
        // Nothing more comes: the end of the stream is that of the parent.
        let _ = input.read(&mut [0]);
        std::process::exit(1);
    });
    let opened = Opened {
        format: request.format,
        bytes: bytes.into(),
    };
    let answer = guarded(move || opened.read(&request.limits))?;
    let bytes = serde_json::to_vec(&answer).ok()?;
    let mut output = std::io::stdout().lock();
    output.write_all(&bytes).ok()?;
    output.flush().ok()?;
    Some(ExitCode::SUCCESS)
}

/// Parsers that go down into what is nested get so much of a stack.
const STACK: usize = 64 << 20;

/// What a parser gives on a stack of that size; a panic is caught by the runtime of its thread, and is no answer.
fn guarded<T: Send + 'static>(parse: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let parser = thread::Builder::new().stack_size(STACK).spawn(parse);
    parser.ok()?.join().ok()
}

/// Bounds memory and processor time of this process, and lets it write no file.
#[cfg(unix)]
fn bound(limits: &Limits) {
    use rlimit::Resource;
    let set = |resource: Resource, limit: u64| {
        // A tighter bound of the system stays.
        let _ = resource.set(limit, limit);
    };
    set(Resource::CPU, limits.seconds);
    set(Resource::CORE, 0);
    set(Resource::FSIZE, 0);
    // Address space that is only reserved does not count, as the allocator takes much of it.
    set(Resource::DATA, limits.memory);
}

#[cfg(not(unix))]
fn bound(_: &Limits) {}
