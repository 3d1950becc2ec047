//! Records with named fields (the objects of JSON Lines, the rows of Parquet): which field tells what.

use super::{BulkError, Member};
use crate::read::{Metadata, SourceFormat, metadata};
use serde::{Deserialize, Serialize};

/// What a field of a record tells of its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What the identifier is made of.
    Id,
    /// The document as plain text.
    Text,
    /// The document as Markdown.
    Markdown,
    /// The document as HTML.
    Html,
    /// Its address.
    Url,
    /// Its title.
    Title,
    /// When it was published.
    Date,
    /// Who published it.
    Publisher,
    /// Its language.
    Language,
}

impl Field {
    /// All fields. Of those that hold the document, the first that a record fills is read.
    pub const ALL: [Self; 9] = [
        Self::Id,
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Url,
        Self::Title,
        Self::Date,
        Self::Publisher,
        Self::Language,
    ];

    /// The names under which it is looked for; where a record has several, the first that is filled counts.
    #[must_use]
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Id => &["id", "_id", "doc_id", "document_id"],
            Self::Text => &["text", "content", "body"],
            Self::Markdown => &["markdown", "md"],
            Self::Html => &["html", "raw_html"],
            Self::Url => &["url", "link", "uri"],
            Self::Title => &["title", "headline"],
            Self::Date => &["date", "published", "timestamp"],
            Self::Publisher => &["publisher", "site_name", "domain"],
            Self::Language => &["language", "lang"],
        }
    }

    /// Whether it holds the document itself.
    pub(super) const fn holds_text(self) -> bool {
        self.format().is_some()
    }

    /// The format of the document, for the fields that hold it.
    const fn format(self) -> Option<SourceFormat> {
        match self {
            Self::Text => Some(SourceFormat::Text),
            Self::Markdown => Some(SourceFormat::Markdown),
            Self::Html => Some(SourceFormat::Html),
            _ => None,
        }
    }
}

/// The names that the user's files give to the fields that matter most.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldNames {
    /// The field that holds the document; `None` looks for those of [`Field::names`].
    pub text: Option<String>,
    /// The field that holds its identifier.
    pub id: Option<String>,
}

/// A field, and how far back its name stands among those that it may have.
pub(super) type Column = (Field, usize);

impl FieldNames {
    /// What a field of this name tells.
    pub(super) fn column(&self, name: &str) -> Option<Column> {
        if let Some(text) = &self.text {
            let listed = |field: &Field| field.holds_text() && field.names().contains(&name);
            if text == name {
                return Some((
                    Field::ALL.into_iter().find(listed).unwrap_or(Field::Text),
                    0,
                ));
            }
            if Field::ALL.iter().any(listed) {
                return None;
            }
        }
        if let Some(id) = &self.id {
            if id == name {
                return Some((Field::Id, 0));
            }
            if Field::Id.names().contains(&name) {
                return None;
            }
        }
        Field::ALL.into_iter().find_map(|field| {
            let rank = field.names().iter().position(|known| *known == name)?;
            Some((field, rank))
        })
    }

    /// That no field holds the document; `others` are names of the record that tell nothing.
    pub(super) fn no_text<S: AsRef<str>>(&self, others: &[S]) -> BulkError {
        let list = |names: &mut dyn Iterator<Item = &str>| {
            let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
            names.join(", ")
        };
        let holding = Field::ALL.into_iter().filter(|field| field.holds_text());
        let mut usual = holding.flat_map(Field::names).copied();
        BulkError::NoText {
            names: match &self.text {
                Some(name) => format!("`{name}`"),
                None => list(&mut usual),
            },
            others: list(&mut others.iter().map(AsRef::as_ref)),
        }
    }
}

/// The fields of one record, while it is read.
#[derive(Debug, Default)]
pub(super) struct Record {
    values: [Option<(usize, String)>; Field::ALL.len()],
    /// Some of the names that tell nothing, for the message where the document is missing.
    others: Vec<String>,
}

impl Record {
    /// So many names are enough for a message.
    const OTHERS: usize = 8;

    /// Takes a value; an empty one, or one under a name that stands further back, changes nothing.
    pub(super) fn put(&mut self, (field, rank): Column, value: String) {
        let slot = &mut self.values[field as usize];
        if !value.trim().is_empty() && slot.as_ref().is_none_or(|(held, _)| rank <= *held) {
            *slot = Some((rank, value));
        }
    }

    /// Takes note of a name that tells nothing.
    pub(super) fn pass(&mut self, name: &str) {
        if self.others.len() < Self::OTHERS {
            self.others.push(name.chars().take(40).collect());
        }
    }

    fn take(&mut self, field: Field) -> Option<String> {
        self.values[field as usize].take().map(|(_, value)| value)
    }

    /// The document of the record.
    ///
    /// # Errors
    ///
    /// If no field holds one.
    pub(super) fn member(mut self, number: u64, names: &FieldNames) -> Result<Member, BulkError> {
        let body = Field::ALL.into_iter().find_map(|field| {
            let format = field.format()?;
            Some((format, self.take(field)?))
        });
        let Some((format, body)) = body else {
            return Err(names.no_text(&self.others));
        };
        let address = self.take(Field::Url);
        Ok(Member {
            number,
            key: self.take(Field::Id).or_else(|| address.clone()),
            format,
            bytes: body.into_bytes(),
            about: Metadata {
                title: self.take(Field::Title),
                date: self.take(Field::Date).as_deref().and_then(metadata::date),
                publisher: self.take(Field::Publisher),
                language: self
                    .take(Field::Language)
                    .as_deref()
                    .and_then(metadata::language),
                address: address.as_deref().and_then(metadata::address),
                retrieved: None,
            },
        })
    }
}
