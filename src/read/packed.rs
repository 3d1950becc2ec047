//! Files packed as a whole, gzip and Zstandard: unpacked before anything else looks at them, and counted as they come.

use super::{Limits, ReadError};
use std::borrow::Cow;
use std::io::Read;

/// So many layers of packing are taken off; more are no document.
pub(super) const LAYERS: usize = 3;

/// The bytes of a file with its packing taken off, and its name without the packing's extension.
///
/// # Errors
///
/// If more comes out than the limits let, or the stream is damaged.
pub(super) fn unpack<'b>(
    name: &'b str,
    bytes: &'b [u8],
    limits: &Limits,
) -> Result<(&'b str, Cow<'b, [u8]>), ReadError> {
    let (mut name, mut body) = (name, Cow::Borrowed(bytes));
    for layer in 0.. {
        let out = match Packing::of(&body) {
            None => break,
            Some(_) if layer == LAYERS => return Err(ReadError::Nesting { limit: LAYERS }),
            Some(Packing::Gzip) => {
                let stream = flate2::read::MultiGzDecoder::new(&*body);
                drain(stream, body.len(), limits, damaged)?
            }
            Some(Packing::Zstandard) => {
                let stream = zstd::stream::read::Decoder::new(&*body).map_err(damaged)?;
                drain(stream, body.len(), limits, damaged)?
            }
        };
        body = Cow::Owned(out);
        name = unpacked_name(name);
    }
    Ok((name, body))
}

/// A file name without the extension of a packing: `profile.html` for `profile.html.gz`.
#[must_use]
pub fn unpacked_name(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((inner, extension))
            if extension.eq_ignore_ascii_case("gz") || extension.eq_ignore_ascii_case("zst") =>
        {
            inner
        }
        _ => name,
    }
}

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// RFC 1952.
    Gzip,
    /// RFC 8878.
    Zstandard,
}

impl Packing {
    /// What the first bytes tell.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x1f\x8b\x08") {
            Some(Self::Gzip)
        } else if bytes.starts_with(b"\x28\xb5\x2f\xfd") {
            Some(Self::Zstandard)
        } else {
            None
        }
    }
}

/// All bytes of a stream that `packed` bytes are unpacked to, held against the limits as they come; `fault` says what a
/// stream that cannot be read means.
pub(super) fn drain<E: From<ReadError>>(
    mut stream: impl Read,
    packed: usize,
    limits: &Limits,
    fault: impl Fn(std::io::Error) -> E,
) -> Result<Vec<u8>, E> {
    /// So many bytes are looked at together.
    const STEP: u64 = 64 << 10;
    let mut out = Vec::new();
    while stream
        .by_ref()
        .take(STEP)
        .read_to_end(&mut out)
        .map_err(&fault)?
        > 0
    {
        limits.unpacked(packed as u64, out.len() as u64)?;
    }
    Ok(out)
}

pub(super) fn damaged(error: std::io::Error) -> ReadError {
    ReadError::Packing {
        reason: error.to_string(),
    }
}
