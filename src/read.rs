//! Stage 1, read: bytes become a document with text, and with the structure that its format tells.
//!
//! Each format has a reader. Text and Markdown stay byte for byte as they are; the readers of all other formats write
//! blocks into a [`Composer`], so that a text looks the same whatever it was read from. [`content`] finds the format
//! and asks its reader; it holds to [`Limits`], yet a foreign parser may still loop or ask for all memory: who reads
//! files of unknown origin calls it in a process of its own.

mod archive;
pub mod bulk;
mod charset;
mod compose;
mod docx;
mod epub;
mod fingerprint;
mod format;
mod html;
mod language;
mod limits;
mod mail;
mod markdown;
mod metadata;
mod odt;
mod opendocument;
mod packed;
mod pdf;
mod sheet;
mod story;
mod text;
mod xml;

pub use compose::{Composed, Composer};
pub use format::SourceFormat;
pub use language::{SHORTEST, foreign};
pub use limits::{Limits, ReadError};
pub use metadata::Metadata;
pub use packed::unpacked_name;

use crate::diag::{Diagnostic, Severity};
use crate::iri::DocumentId;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// A document as later stages see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// From where on the text stands on which page, sheet or part, in order; empty where there are none.
    pub places: Vec<Place>,
    /// What the document says of itself.
    pub about: Metadata,
    /// What its reader has to say of it.
    pub notes: Vec<Note>,
}

/// What a reader makes of the bytes of a document: all of a [`Document`] but its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The format it was read as.
    pub format: SourceFormat,
    /// As in [`Document::text`].
    pub text: String,
    /// As in [`Document::markup`].
    pub markup: Vec<Span>,
    /// As in [`Document::blocks`].
    pub blocks: Vec<MarkedBlock>,
    /// As in [`Document::places`].
    pub places: Vec<Place>,
    /// As in [`Document::about`].
    pub about: Metadata,
    /// As in [`Document::notes`].
    pub notes: Vec<Note>,
}

/// From byte `start` of the text on, up to the next place, the text stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The first byte.
    pub start: usize,
    /// Where that is.
    pub at: At,
}

/// A part of a document as people find it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum At {
    /// A page, from 1.
    Page(u32),
    /// The sheet of a workbook.
    Sheet(String),
    /// The chapter of a book.
    Chapter(String),
    /// Below a heading.
    Section(String),
}

/// What a reader has to say of a document, beside its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// A document is attached, which is not read.
    Attachment(String),
    /// Its character encoding was not said and was guessed: the name of the encoding.
    Encoding(String),
    /// A page could not be read.
    Page {
        /// The page, from 1.
        page: u32,
        /// Why.
        reason: String,
    },
}

/// A block as the format marks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkedBlock {
    /// Its range in the text, markup of the block itself (`#`, `-`) left out.
    pub span: Span,
    /// What it is.
    pub kind: MarkedKind,
}

/// What a format can say of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkedKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A further line of the paragraph before, not joined with it.
    Line,
    /// A list item.
    Item,
    /// A cell of a table.
    Cell {
        /// Whether it opens a row.
        first: bool,
    },
}

impl Document {
    /// Reads a document from its bytes, within the usual [`Limits`].
    ///
    /// `name` is what the identifier is made of, `source` what the user called it; the format follows from the bytes,
    /// else from the extension of `source`, else it is plain text.
    ///
    /// # Errors
    ///
    /// If the bytes are no document of their format, pass a limit, or hold no text.
    pub fn read(name: &str, source: &str, bytes: &[u8]) -> Result<Self, ReadError> {
        let content = content(source, bytes, &Limits::default())?;
        Ok(Self::new(name, source, hash(bytes), content))
    }

    /// A document of what was read, under its name; `hash` is that of the bytes as they are on the disk.
    #[must_use]
    pub fn new(name: &str, source: &str, hash: String, content: Content) -> Self {
        Self {
            id: DocumentId::new(unpacked_name(name)),
            source: source.to_owned(),
            format: content.format,
            hash,
            text: content.text,
            markup: content.markup,
            blocks: content.blocks,
            places: content.places,
            about: content.about,
            notes: content.notes,
        }
    }

    /// The page, sheet or part where byte `offset` of the text stands.
    #[must_use]
    pub fn at(&self, offset: usize) -> Option<&At> {
        let behind = self.places.partition_point(|place| place.start <= offset);
        Some(&self.places[behind.checked_sub(1)?].at)
    }
}

impl Note {
    /// The note as it is told to the user.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            Self::Attachment(name) => Diagnostic::new(
                Severity::Warning,
                "attachment-not-read",
                format!("`{name}` is attached to it and is not read"),
            )
            .hint("save the attachment as a file of its own and name that"),
            Self::Encoding(name) => Diagnostic::new(
                Severity::Note,
                "encoding-guessed",
                format!("it does not say how its characters are encoded; read as {name}"),
            )
            .hint("if letters come out wrong, convert it first, as with `iconv -f WINDOWS-1251 -t UTF-8 FILE`"),
            Self::Page { page, reason } => Diagnostic::new(
                Severity::Warning,
                "page-not-read",
                format!("page {page} is not read: {reason}"),
            )
            .hint("print the page to a new PDF, or run it through text recognition (OCR)"),
        }
    }
}

/// Reads the content of a document from its bytes; `source` is its name, the format follows from bytes and name.
///
/// # Errors
///
/// If the bytes are no document of their format, pass a limit, or hold no text.
pub fn content(source: &str, bytes: &[u8], limits: &Limits) -> Result<Content, ReadError> {
    Opened::new(source, bytes, limits)?.read(limits)
}

/// A file whose packing is taken off and whose format is known, and of which no reader has seen anything yet.
#[derive(Clone, Debug)]
pub struct Opened<'b> {
    /// Its format.
    pub format: SourceFormat,
    /// Its bytes, unpacked.
    pub bytes: Cow<'b, [u8]>,
}

impl<'b> Opened<'b> {
    /// Opens a file named `source`.
    ///
    /// # Errors
    ///
    /// If it is larger than the limits let, packed or unpacked, or its packing is damaged.
    pub fn new(source: &'b str, bytes: &'b [u8], limits: &Limits) -> Result<Self, ReadError> {
        if bytes.len() as u64 > limits.bytes {
            return Err(ReadError::Large {
                limit: limits.bytes,
            });
        }
        let (name, bytes) = packed::unpack(source, bytes, limits)?;
        let format = SourceFormat::of(name, &bytes);
        Ok(Self { format, bytes })
    }

    /// Asks the reader of its format.
    ///
    /// # Errors
    ///
    /// As [`content`].
    pub fn read(&self, limits: &Limits) -> Result<Content, ReadError> {
        let content = match self.format {
            SourceFormat::Markdown => markdown::read(&self.bytes)?,
            SourceFormat::Text => laid(self.format, text::read(&self.bytes)?, Metadata::default()),
            format => composed(format, &self.bytes, limits)?,
        };
        if content.text.trim().is_empty() {
            return Err(ReadError::Empty);
        }
        Ok(content)
    }
}

/// Asks the reader of a format that writes into a [`Composer`].
fn composed(format: SourceFormat, bytes: &[u8], limits: &Limits) -> Result<Content, ReadError> {
    let mut composer = Composer::new(limits);
    let about = match format {
        SourceFormat::Epub => epub::read(bytes, limits, &mut composer)?,
        SourceFormat::Html => html::read(bytes, limits, &mut composer)?,
        SourceFormat::Pdf => pdf::read(bytes, limits, &mut composer)?,
        SourceFormat::Docx => docx::read(bytes, limits, &mut composer)?,
        SourceFormat::Odt => odt::read(bytes, limits, &mut composer)?,
        SourceFormat::Xlsx => sheet::xlsx(bytes, limits, &mut composer)?,
        SourceFormat::Xls => sheet::xls(bytes, limits, &mut composer)?,
        SourceFormat::Ods => sheet::ods(bytes, limits, &mut composer)?,
        SourceFormat::Csv => sheet::csv(bytes, limits, &mut composer)?,
        SourceFormat::Mail => mail::read(bytes, limits, &mut composer)?,
        _ => return Err(ReadError::Unsupported(format)),
    };
    Ok(laid(format, composer.finish(), about))
}

/// The content of a text that has no markup.
fn laid(format: SourceFormat, composed: Composed, about: Metadata) -> Content {
    Content {
        format,
        text: composed.text,
        markup: Vec::new(),
        blocks: composed.blocks,
        places: composed.places,
        about,
        notes: composed.notes,
    }
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(digest: &[u8]) -> String {
    use std::fmt::Write as _;
    digest
        .iter()
        .fold(String::with_capacity(64), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}
