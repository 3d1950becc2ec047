//! Stage 1, read: bytes become a document with text, and with the structure that its format tells.

use crate::diag::Diagnostic;
use crate::iri::DocumentId;
use crate::span::Span;

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
    /// A row of a table.
    Row,
}

/// Why bytes are no document.
#[derive(Debug, thiserror::Error)]
#[error("{0:?}")]
pub struct ReadError(pub Box<Diagnostic>);
