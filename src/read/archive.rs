//! Zip containers, as office documents and books are: opened here alone, and counted as they are unpacked.

use super::{Limits, ReadError, SourceFormat, packed};
use std::io::Cursor;
use zip::ZipArchive;
use zip::result::ZipError;

/// A zip container of a document, with a count of all that was unpacked from it.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    format: SourceFormat,
    limits: Limits,
}

impl<'b> Archive<'b> {
    /// The most entries of a container.
    const ENTRIES: usize = 20_000;

    /// Opens a container.
    ///
    /// # Errors
    ///
    /// If it is damaged or encrypted, or has too many entries.
    pub(super) fn open(
        format: SourceFormat,
        bytes: &'b [u8],
        limits: &Limits,
    ) -> Result<Self, ReadError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| fault(format, &error))?;
        if zip.len() > Self::ENTRIES {
            return Err(ReadError::Blocks {
                limit: Self::ENTRIES,
            });
        }
        Ok(Self {
            zip,
            format,
            limits: limits.clone(),
        })
    }

    /// The bytes of an entry; `None` where there is none of this name.
    ///
    /// # Errors
    ///
    /// If it is damaged or encrypted, or the limits are passed: what one entry unpacks to is held against its own size,
    /// and the sum of all entries that were read against [`Limits::unpacked`].
    pub(super) fn entry(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        match self.zip.index_for_name(name) {
            Some(at) => self.unpack(at).map(Some),
            None => Ok(None),
        }
    }

    /// The bytes of an entry without which a document is none.
    ///
    /// # Errors
    ///
    /// As [`Archive::entry`], and if it is not there.
    pub(super) fn required(&mut self, name: &str) -> Result<Vec<u8>, ReadError> {
        let format = self.format;
        self.entry(name)?.ok_or_else(|| ReadError::Damaged {
            format,
            reason: format!("it has no `{name}`"),
        })
    }

    /// Unpacks every entry once and drops it, so that a parser of another's making can be handed the container.
    ///
    /// # Errors
    ///
    /// As [`Archive::entry`].
    pub(super) fn check(mut self) -> Result<(), ReadError> {
        (0..self.zip.len()).try_for_each(|at| self.unpack(at).map(drop))
    }

    fn unpack(&mut self, at: usize) -> Result<Vec<u8>, ReadError> {
        let format = self.format;
        let file = self
            .zip
            .by_index(at)
            .map_err(|error| fault(format, &error))?;
        let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
        let out =
            packed::drain(file, packed, &self.limits, packed::damaged).map_err(
                |error| match error {
                    ReadError::Packing { reason } => ReadError::Damaged { format, reason },
                    other => other,
                },
            )?;
        // What is left is for the other entries.
        self.limits.unpacked = self.limits.unpacked.saturating_sub(out.len() as u64);
        Ok(out)
    }
}

/// What is wrong with a container, in the words of the user.
fn fault(format: SourceFormat, error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Encrypted(format),
        other => ReadError::Damaged {
            format,
            reason: other.to_string(),
        },
    }
}
