//! Stage 2, segment: a text becomes blocks (entries, records, items, lines) and sentences.
//!
//! `plain` mends lines, `record` gives each its kind by the forms that `entry`, `article`, `publication` and
//! `pairs` know and what `shape` sees in a line, `sentence` cuts blocks into sentences.

mod article;
mod entry;
mod pairs;
mod plain;
mod publication;
mod record;
mod sentence;
mod shape;

use crate::read::Document;
use crate::rules::Rules;
use crate::span::Span;
use crate::value::Date;

/// A document's blocks, in order.
#[derive(Clone, Debug, Default)]
pub struct Segments {
    /// The blocks, none overlapping.
    pub blocks: Vec<Block>,
}

/// A stretch of text that stands on its own.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its place, bullets and entry dates included.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Its sentences, in order; bullets and entry dates left out.
    pub sentences: Vec<Span>,
    /// The heading that governs it, as a place in [`Segments::blocks`].
    pub heading: Option<usize>,
    /// The dated entry it belongs to, as a place in [`Segments::blocks`]: itself, or the one before it.
    pub entry: Option<usize>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// A line above the blocks that it governs.
    Heading,
    /// Running text.
    Paragraph,
    /// "2006 - …": text that opens with its date. The span is the printed date.
    Entry {
        /// The date; `None` for "Ongoing - …".
        date: Option<Date>,
        /// Where it is printed.
        printed: Span,
    },
    /// A list item.
    Item,
    /// "Article 147, Criminal Code. Slander. …", or "Article 12" above its text.
    Article {
        /// The number as printed.
        number: Span,
        /// The name of the law, if it stands on the line.
        law: Option<Span>,
        /// The title of the article.
        title: Option<Span>,
        /// Whether it is a chapter.
        chapter: bool,
    },
    /// "Funder: World Bank", on one line or over a heading-like key and the lines below.
    KeyValue {
        /// The key without its colon.
        key: Span,
        /// All behind it.
        value: Span,
    },
    /// A lead-in and the list that completes it: "The project is funded by:" / "- A" / "- B".
    Listing {
        /// The lead-in.
        lead: Span,
    },
    /// The row that heads a table.
    Header,
    /// A row below it.
    Row {
        /// The place of the header in [`Segments::blocks`].
        header: usize,
        /// The cells of the header.
        columns: Vec<Span>,
        /// The cells of the row, empty ones included.
        cells: Vec<Span>,
    },
    /// "Population" / "45,925,301".
    Statistic {
        /// The label line.
        label: Span,
        /// The value line.
        value: Span,
    },
    /// The title line of a publication record: "Title (2012)".
    PublicationTitle {
        /// The title.
        title: Span,
        /// The printed year.
        year: Option<(Date, Span)>,
        /// The author line below, if there is one.
        author: Option<Span>,
    },
    /// A heading that names the organization or thing that the paragraph below describes.
    RecordHeading,
}

/// Splits a document into blocks and sentences.
///
/// Where the format marked blocks, those are taken; otherwise the lines of the text tell. `rules` know the keys of
/// records and the words that head sections.
#[must_use]
pub fn segment(document: &Document, rules: &Rules) -> Segments {
    let lines = plain::lines(document);
    let mut blocks = record::blocks(&document.text, &lines, rules);
    for block in &mut blocks {
        block.sentences = sentence::sentences(&document.text, block, rules);
    }
    Segments { blocks }
}
