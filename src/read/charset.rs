//! Character encodings: bytes become text, whatever they were written in.
//!
//! A byte order mark decides; else bytes that are sound UTF-8 are UTF-8, whatever the document declares, since text in
//! another encoding hardly ever is; else what it declares; else what the bytes look like (chardetng, as Firefox does).

use super::{Note, ReadError};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A text, and what is to be said of how it was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text, without a byte order mark.
    pub(super) text: String,
    /// That its encoding was guessed, if it was.
    pub(super) note: Option<Note>,
}

/// Decodes a text; `declared` is the label of an encoding that it names itself.
///
/// # Errors
///
/// [`ReadError::Binary`] if it is no text at all.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, ReadError> {
    let (encoding, guessed) = encoding(bytes, declared);
    if !matches!(encoding.name(), "UTF-16LE" | "UTF-16BE")
        && let Some(place) = bytes.iter().position(|byte| *byte == 0)
    {
        return Err(ReadError::Binary { place });
    }
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    if let Some(place) = binary(&text) {
        return Err(ReadError::Binary { place });
    }
    let note = guessed.then(|| Note::Encoding(encoding.name().to_owned()));
    Ok(Decoded {
        text: text.into_owned(),
        note,
    })
}

/// The encoding of a text, and whether it was guessed.
fn encoding(bytes: &[u8], declared: Option<&str>) -> (&'static Encoding, bool) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding, false);
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        // ISO-2022-JP is ASCII byte by byte.
        let escapes =
            declared.filter(|known| !known.is_ascii_compatible() && bytes.contains(&0x1b));
        return (escapes.unwrap_or(UTF_8), false);
    }
    if let Some(wide) = wide(bytes) {
        return (wide, true);
    }
    match declared {
        Some(known) if known != UTF_8 && known != UTF_16BE && known != UTF_16LE => (known, false),
        _ => (guess(bytes), true),
    }
}

/// UTF-16 without a byte order mark: every other byte of Latin text is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    const HEAD: usize = 1024;
    let head = &bytes[..bytes.len().min(HEAD)];
    let zeros = |parity: usize| {
        let at = head.iter().skip(parity).step_by(2);
        at.filter(|byte| **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 4 + 1;
    match (even >= many, odd >= many) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// What bytes look like that are no UTF-8.
fn guess(bytes: &[u8]) -> &'static Encoding {
    /// So many bytes from the first one that is not ASCII on are enough.
    const SAMPLE: usize = 1 << 18;
    let from = bytes.iter().position(|byte| *byte > 127).unwrap_or(0);
    let sample = &bytes[from..bytes.len().min(from + SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Where a text turns out to be none: more than one character in thirty is a control character or could not be decoded.
fn binary(text: &str) -> Option<usize> {
    const HEAD: usize = 4096;
    let strange =
        |c: char| (c.is_control() && !c.is_whitespace() && c != '\u{1b}') || c == '\u{fffd}';
    let head = text.char_indices().take(HEAD);
    let (count, bad) = head.fold((0, 0), |(count, bad), (_, c)| {
        (count + 1, bad + usize::from(strange(c)))
    });
    if bad * 30 > count {
        text.char_indices()
            .find(|(_, c)| strange(*c))
            .map(|(at, _)| at)
    } else {
        None
    }
}
