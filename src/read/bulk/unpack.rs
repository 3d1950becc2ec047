//! Packed bulk files (gzip, Zstandard): unpacked while they are read, and counted.

use crate::read::packed::{LAYERS, Packing};
use crate::read::{Limits, ReadError};
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes that come one after the other.
pub type Stream = Box<dyn BufRead + Send>;

/// So many bytes are read at a time; the format of a file is told by no more than these.
const BUFFER: usize = 64 << 10;

/// A stream without its packing. Where more comes out than [`Limits::ratio`] lets, reading it fails, and ends.
///
/// # Errors
///
/// If the stream cannot be read.
pub fn unpacked(stream: impl Read + Send + 'static, limits: &Limits) -> io::Result<Stream> {
    let packed = Arc::new(AtomicU64::new(0));
    let counted = Counted {
        inner: stream,
        count: packed.clone(),
    };
    let mut stream: Stream = Box::new(BufReader::with_capacity(BUFFER, counted));
    for _ in 0..LAYERS {
        let head = stream.fill_buf()?;
        let unpacked: Box<dyn Read + Send> = match Packing::of(head) {
            Some(Packing::Gzip) => Box::new(flate2::bufread::MultiGzDecoder::new(stream)),
            Some(Packing::Zstandard) => Box::new(zstd::stream::read::Decoder::with_buffer(stream)?),
            None => break,
        };
        let bounded = Bounded {
            inner: unpacked,
            packed: packed.clone(),
            unpacked: 0,
            limits: limits.clone(),
            over: false,
        };
        stream = Box::new(BufReader::with_capacity(BUFFER, bounded));
    }
    Ok(stream)
}

/// Counts the bytes that are read.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.count.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Holds what comes out of a decoder against what went in.
struct Bounded<R> {
    inner: R,
    packed: Arc<AtomicU64>,
    unpacked: u64,
    limits: Limits,
    over: bool,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.over {
            return Ok(0);
        }
        let read = self.inner.read(out);
        self.unpacked += *read.as_ref().unwrap_or(&0) as u64;
        let packed = self.packed.load(Ordering::Relaxed);
        let fine = self.limits.ratio(packed, self.unpacked);
        self.over = fine.is_err() || read.is_err();
        fine.map_err(|error: ReadError| io::Error::other(error))?;
        read
    }
}
