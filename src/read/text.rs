//! Plain text: taken as it stands, its lines tell the rest.

use super::{Composed, ReadError};

/// The text of the bytes, without a byte order mark.
///
/// # Errors
///
/// If the bytes look binary or are no UTF-8.
pub(super) fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(place) = body.iter().position(|byte| *byte == 0) {
        return Err(ReadError::Binary { place });
    }
    let text = std::str::from_utf8(body).map_err(|error| ReadError::Encoding {
        place: error.valid_up_to(),
        line: body[..error.valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1,
    })?;
    Ok(text.to_owned())
}

/// A text without blocks of its own.
pub(super) fn read(bytes: &[u8]) -> Result<Composed, ReadError> {
    Ok(Composed {
        text: decode(bytes)?,
        ..Composed::default()
    })
}
