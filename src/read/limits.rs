//! How much of the machine one document may take, and why a document is refused.

use super::SourceFormat;
use serde::{Deserialize, Serialize};

/// Bounds on what is read of one file. Each has its own [`ReadError`], so that a refusal names the one it met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of the file as it is.
    pub bytes: u64,
    /// Bytes of all that is unpacked from it, and of the text that is read out of it.
    pub unpacked: u64,
    /// How many times as many bytes may come out of packed ones; the first [`Limits::SLACK`] bytes are free.
    pub ratio: u64,
    /// How deep elements, lists, tables or parts of a message may stand in each other.
    pub nesting: usize,
    /// Blocks of text, cells of tables included.
    pub blocks: usize,
    /// Seconds by the clock that a reader may take.
    pub seconds: u64,
    /// Bytes of memory that the process of a reader may take.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            unpacked: 256 << 20,
            ratio: 200,
            nesting: 512,
            blocks: 1_000_000,
            seconds: 60,
            memory: 2 << 30,
        }
    }
}

impl Limits {
    /// So many unpacked bytes are no bomb, however small the packed ones.
    pub const SLACK: u64 = 1 << 20;

    /// Holds what came out of a packed file against the limits.
    ///
    /// # Errors
    ///
    /// [`ReadError::Unpacked`] or [`ReadError::Ratio`].
    pub const fn unpacked(&self, packed: u64, unpacked: u64) -> Result<(), ReadError> {
        if unpacked > self.unpacked {
            return Err(ReadError::Unpacked {
                limit: self.unpacked,
            });
        }
        self.ratio(packed, unpacked)
    }

    /// Holds the ratio alone against the limits, for files of many documents, whose size has no bound.
    ///
    /// # Errors
    ///
    /// [`ReadError::Ratio`].
    pub const fn ratio(&self, packed: u64, unpacked: u64) -> Result<(), ReadError> {
        if unpacked > Self::SLACK && unpacked / self.ratio > packed {
            return Err(ReadError::Ratio { limit: self.ratio });
        }
        Ok(())
    }
}

/// Why bytes are no document. Places are bytes from 0, limits are those of [`Limits`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ReadError {
    /// No text, and no other format that is known.
    #[error("this is a binary file of a format that is not known (byte {place})")]
    Binary {
        /// The first zero byte, or the first control character.
        place: usize,
    },
    /// Nothing but white space.
    #[error("the document is empty")]
    Empty,
    /// A format that is known and not read.
    #[error("{0} is not read")]
    Unsupported(SourceFormat),
    /// The file is not what its format asks for.
    #[error("this is no sound {format}: {reason}")]
    Damaged {
        /// The format.
        format: SourceFormat,
        /// What is wrong, in the words of the reader.
        reason: String,
    },
    /// The gzip or Zstandard stream around it breaks off.
    #[error("it cannot be unpacked: {reason}")]
    Packing {
        /// What is wrong, in the words of the unpacker.
        reason: String,
    },
    /// A password is needed.
    #[error("the {0} is encrypted")]
    Encrypted(SourceFormat),
    /// No text layer, as in scans.
    #[error("the {0} holds pictures and no text")]
    Pictures(SourceFormat),
    /// The document asks for what is not in it.
    #[error("the {0} defines entities of its own or asks for files outside of it")]
    External(SourceFormat),
    /// The text is in a language that the rules do not cover.
    #[error("this is {language}; only English is covered")]
    Language {
        /// The English name of the language.
        language: String,
    },
    /// The file is too large.
    #[error("larger than {}", size(*.limit))]
    Large {
        /// The most bytes.
        limit: u64,
    },
    /// More comes out of it than may.
    #[error("more than {} come out of it", size(*.limit))]
    Unpacked {
        /// The most bytes.
        limit: u64,
    },
    /// It is packed more tightly than documents are.
    #[error(
        "it unpacks to more than {limit} times its size, as archives do that are made to do harm"
    )]
    Ratio {
        /// The highest ratio.
        limit: u64,
    },
    /// Elements stand too deep in each other.
    #[error("its parts are nested more than {limit} deep")]
    Nesting {
        /// The deepest level.
        limit: usize,
    },
    /// Too many blocks or cells.
    #[error("it holds more than {limit} blocks or cells")]
    Blocks {
        /// The most blocks.
        limit: usize,
    },
    /// The reader took too long.
    #[error("reading it takes more than {seconds} seconds")]
    Time {
        /// The most seconds.
        seconds: u64,
    },
    /// The reader of the format failed: out of memory, stack overflow or a fault of its own.
    #[error(
        "the reader of this {0} broke off; it asked for too much memory, or the file is damaged"
    )]
    Broke(SourceFormat),
}

impl ReadError {
    /// What the user can do about it.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Binary { .. } => {
                "export it as one of the formats that `tripolis ingest --help` lists"
            }
            Self::Language { .. } => {
                "translate it first; or give --any-language to look for names and facts in it all the same"
            }
            Self::Empty => "there is nothing to read in it",
            Self::Unsupported(_) => "export it as plain text, HTML or PDF",
            Self::Packing { .. } => "fetch or copy the file once more",
            Self::Damaged { .. } => "open it in the program that made it and save it anew",
            Self::Encrypted(_) => "save a copy without a password",
            Self::Pictures(_) => {
                "run it through text recognition (OCR) first, as with `ocrmypdf IN OUT`"
            }
            Self::External(_) => "open it in the program that made it and save it anew",
            Self::Large { .. } | Self::Unpacked { .. } | Self::Blocks { .. } => {
                "split it into smaller documents"
            }
            Self::Ratio { .. } => "if you trust it, unpack it yourself and name what is inside",
            Self::Nesting { .. } | Self::Time { .. } | Self::Broke(_) => {
                "export it as plain text, if you trust it"
            }
        }
    }
}

/// A number of bytes as people read it.
fn size(bytes: u64) -> String {
    match bytes {
        0..=0xffff => format!("{bytes} bytes"),
        0x1_0000..=0xf_ffff => format!("{} KiB", bytes >> 10),
        _ => format!("{} MiB", bytes >> 20),
    }
}
