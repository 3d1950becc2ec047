//! Stage 1, read: bytes become a document with text, and with the structure that its format tells.

mod markdown;

use crate::iri::DocumentId;
use crate::span::Span;
use sha2::{Digest, Sha256};

/// A document as later stages see it.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name within the store.
    pub id: DocumentId,
    /// Where it came from, as the user gave it: a path, or `-`.
    pub source: String,
    /// The format it was read as.
    pub format: SourceFormat,
    /// SHA-256 of the bytes, in hexadecimal.
    pub hash: String,
    /// The text that every span points into.
    pub text: String,
    /// Ranges of `text` that are markup and no words, in order.
    pub markup: Vec<Span>,
    /// Blocks that the format itself tells, in order; empty where the text has to tell.
    pub blocks: Vec<MarkedBlock>,
}

/// A format that documents are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceFormat {
    /// Plain text, UTF-8.
    Text,
    /// Markdown (CommonMark with tables).
    Markdown,
}

/// A block as the format marks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkedBlock {
    /// Its range in the text, markup of the block itself (`#`, `-`) left out.
    pub span: Span,
    /// What it is.
    pub kind: MarkedKind,
}

/// What a format can say of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkedKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list item.
    Item,
    /// A cell of a table.
    Cell {
        /// Whether it opens a row.
        first: bool,
    },
}

/// Why bytes are no document. Places are bytes from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// A zero byte: no text.
    #[error("this is a binary file: byte {place} is zero")]
    Binary {
        /// The first zero byte.
        place: usize,
    },
    /// No UTF-8.
    #[error("line {line} is no UTF-8 (byte {place})")]
    Encoding {
        /// The first byte that is wrong.
        place: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// Nothing but white space.
    #[error("the document is empty")]
    Empty,
}

impl ReadError {
    /// What the user can do about it.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Binary { .. } => {
                "plain text and Markdown are read; export the document as one of them"
            }
            Self::Encoding { .. } => {
                "convert it first, as with `iconv -f WINDOWS-1252 -t UTF-8 FILE`"
            }
            Self::Empty => "there is nothing to read in it",
        }
    }
}

impl Document {
    /// Reads a document from its bytes.
    ///
    /// `name` is what the identifier is made of, `source` what the user called it; the format follows
    /// from the extension of `source` (`.md` and `.markdown` are Markdown, anything else plain text).
    ///
    /// # Errors
    ///
    /// If the bytes are no UTF-8, look binary, or hold no text.
    pub fn read(name: &str, source: &str, bytes: &[u8]) -> Result<Self, ReadError> {
        let format = SourceFormat::of(source);
        let hash = hash(bytes);
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
        if text.trim().is_empty() {
            return Err(ReadError::Empty);
        }
        let (blocks, markup) = match format {
            SourceFormat::Text => (Vec::new(), Vec::new()),
            SourceFormat::Markdown => markdown::structure(text),
        };
        Ok(Self {
            id: DocumentId::new(name),
            source: source.to_owned(),
            format,
            hash,
            text: text.to_owned(),
            markup,
            blocks,
        })
    }
}

impl SourceFormat {
    /// The format that a file name tells.
    #[must_use]
    pub fn of(name: &str) -> Self {
        match name
            .rsplit_once('.')
            .map(|(_, extension)| extension.to_ascii_lowercase())
            .as_deref()
        {
            Some("md" | "markdown") => Self::Markdown,
            _ => Self::Text,
        }
    }

    /// Whether a file found in a folder is taken to be a document.
    #[must_use]
    pub fn takes(name: &str) -> bool {
        let extension = name
            .rsplit_once('.')
            .map(|(_, extension)| extension.to_ascii_lowercase());
        matches!(
            extension.as_deref(),
            Some("md" | "markdown" | "txt" | "text")
        )
    }
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}
