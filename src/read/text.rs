//! Plain text: taken as it stands, its lines tell the rest.

use super::{Composed, ReadError, charset};

/// A text without blocks of its own.
pub(super) fn read(bytes: &[u8]) -> Result<Composed, ReadError> {
    let decoded = charset::decode(bytes, None)?;
    Ok(Composed {
        text: decoded.text,
        notes: decoded.note.into_iter().collect(),
        ..Composed::default()
    })
}
