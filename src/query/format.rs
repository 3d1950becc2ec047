//! The forms in which an answer can be written: one place for each one's name, extension and media type.

use oxigraph::sparql::results::QueryResultsFormat;
use oxrdfio::{JsonLdProfileSet, RdfFormat};
use std::fmt;
use std::str::FromStr;

/// What a query gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `SELECT`: rows.
    Rows,
    /// `CONSTRUCT` and `DESCRIBE`: a graph.
    Graph,
    /// `ASK`: yes or no.
    Truth,
}

/// A form in which an answer can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns for the eye.
    Table,
    /// One of the W3C's forms for rows.
    Rows(QueryResultsFormat),
    /// One of the W3C's forms for graphs.
    Graph(RdfFormat),
}

impl Format {
    /// Every format, in the order in which help names them.
    pub const ALL: [Self; 11] = [
        Self::Table,
        Self::Rows(QueryResultsFormat::Csv),
        Self::Rows(QueryResultsFormat::Tsv),
        Self::Rows(QueryResultsFormat::Json),
        Self::Rows(QueryResultsFormat::Xml),
        Self::Graph(RdfFormat::Turtle),
        Self::Graph(RdfFormat::NTriples),
        Self::Graph(RdfFormat::TriG),
        Self::Graph(RdfFormat::NQuads),
        Self::Graph(RdfFormat::RdfXml),
        Self::Graph(RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }),
    ];

    /// The name that `--format` takes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Rows(QueryResultsFormat::Csv) => "csv",
            Self::Rows(QueryResultsFormat::Tsv) => "tsv",
            Self::Rows(QueryResultsFormat::Json) => "json",
            Self::Graph(RdfFormat::Turtle) => "turtle",
            Self::Graph(RdfFormat::NTriples) => "ntriples",
            Self::Graph(RdfFormat::TriG) => "trig",
            Self::Graph(RdfFormat::NQuads) => "nquads",
            Self::Graph(RdfFormat::RdfXml) => "rdfxml",
            Self::Graph(RdfFormat::JsonLd { .. }) => "jsonld",
            // The engine may learn more formats than ALL offers; XML and N3 stand for the rest.
            Self::Rows(_) => "xml",
            Self::Graph(_) => "n3",
        }
    }

    /// The extension of a file in this format, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Table => "txt",
            Self::Rows(format) => format.file_extension(),
            Self::Graph(format) => format.file_extension(),
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Table => "text/plain; charset=utf-8",
            Self::Rows(format) => format.media_type(),
            Self::Graph(format) => format.media_type(),
        }
    }

    /// Whether an answer of this form can be written so. A table shows a graph as its triples.
    #[must_use]
    pub fn suits(self, form: Form) -> bool {
        match self {
            Self::Table => true,
            Self::Rows(_) => form != Form::Graph,
            Self::Graph(_) => form == Form::Graph,
        }
    }

    /// The format of an answer when nobody asks for one.
    #[must_use]
    pub fn default_of(form: Form) -> Self {
        if form == Form::Graph { Self::Graph(RdfFormat::Turtle) } else { Self::Table }
    }

    /// The names of the formats that suit `form`, separated by commas.
    #[must_use]
    pub fn names_for(form: Form) -> String {
        let names: Vec<_> =
            Self::ALL.into_iter().filter(|format| format.suits(form)).map(Self::name).collect();
        names.join(", ")
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// A name that is no format's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no format; there are {names}", names = Format::ALL.map(Format::name).join(", "))]
pub struct UnknownFormat(String);

impl FromStr for Format {
    type Err = UnknownFormat;

    /// By name, or by file extension (`ttl`, `nt`, `srj`).
    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        let folded = text.to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|format| format.name() == folded)
            .or_else(|| Self::ALL.into_iter().find(|format| format.extension() == folded))
            .ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}
