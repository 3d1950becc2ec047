//! The form of the index: what is looked for, what narrows a search, what is shown.
//!
//! Three kinds of entries share it. A *document* entry tells which version of a document the others of the same
//! document were made of; a *passage* entry is a block of its text; a *name* entry is a name that it has for an
//! entity.

use super::words::Words;
use tantivy::Index;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// Changes whenever entries are made otherwise than before; an index of another version is built anew.
pub(super) const VERSION: &str = "tripolis-search-1";

/// How a kind of entry is called in the index.
pub(super) mod kind {
    /// One of each document.
    pub(crate) const DOCUMENT: &str = "document";
    /// A block of a document's text.
    pub(crate) const PASSAGE: &str = "passage";
    /// A name that a document has for an entity.
    pub(crate) const NAME: &str = "name";
}

const STEMS: &str = "stems";
const FORMS: &str = "forms";

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// One of [`kind`].
    pub(super) kind: Field,
    /// IRI of the document.
    pub(super) document: Field,
    /// Name of the archived version.
    pub(super) version: Field,
    /// Words of a passage.
    pub(super) text: Field,
    /// Headings above a passage, the outermost first.
    pub(super) heading: Field,
    /// A name.
    pub(super) name: Field,
    /// The language of a name, empty where none is told.
    pub(super) language: Field,
    /// The words of all of these as they are written.
    pub(super) form: Field,
    /// IRI of the entity as the document was read, before any was taken to be one with another.
    pub(super) entity: Field,
    /// Local names of classes, in small letters.
    pub(super) class: Field,
    /// Slugs of countries.
    pub(super) country: Field,
    /// Years that a passage names.
    pub(super) year: Field,
    /// Number of facts.
    pub(super) facts: Field,
    /// First code point of a passage.
    pub(super) start: Field,
    /// Code point behind its last.
    pub(super) end: Field,
    /// Page, sheet or chapter.
    pub(super) place: Field,
    /// Code points of the quotes in a passage, as `START,END`.
    pub(super) quote: Field,
}

/// The schema, and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let words = |tokenizer, record| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(record)
                .set_fieldnorms(record != IndexRecordOption::Basic),
        )
    };
    let stems = words(STEMS, IndexRecordOption::WithFreqsAndPositions);
    let forms = words(FORMS, IndexRecordOption::Basic);
    let mut schema = Schema::builder();
    let fields = Fields {
        kind: schema.add_text_field("kind", STRING),
        document: schema.add_text_field("document", STRING | FAST | STORED),
        version: schema.add_text_field("version", TextOptions::default().set_fast("raw")),
        text: schema.add_text_field("text", stems.clone().set_stored()),
        heading: schema.add_text_field("heading", stems.clone().set_stored()),
        name: schema.add_text_field("name", stems.set_stored()),
        language: schema.add_text_field("language", STORED),
        form: schema.add_text_field("form", forms),
        entity: schema.add_text_field(
            "entity",
            TextOptions::default().set_fast("raw").set_stored(),
        ),
        class: schema.add_text_field("class", STRING),
        country: schema.add_text_field("country", STRING),
        year: schema.add_u64_field("year", INDEXED | FAST),
        facts: schema.add_u64_field("facts", FAST | STORED),
        start: schema.add_u64_field("start", FAST | STORED),
        end: schema.add_u64_field("end", STORED),
        place: schema.add_text_field("place", STORED),
        quote: schema.add_text_field("quote", STORED),
    };
    (schema.build(), fields)
}

/// Tells an index how to read words.
pub(super) fn register(index: &Index) {
    index.tokenizers().register(STEMS, Words::STEMS);
    index.tokenizers().register(FORMS, Words::FORMS);
}
