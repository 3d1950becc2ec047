//! HTML.

use super::{Composer, Limits, Metadata, ReadError, SourceFormat};

/// Reads a page.
pub(super) fn read(
    _bytes: &[u8],
    _limits: &Limits,
    _composer: &mut Composer<'_>,
) -> Result<Metadata, ReadError> {
    Err(ReadError::Unsupported(SourceFormat::Html))
}
