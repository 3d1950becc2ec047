//! Bulk files: JSON Lines, WARC and Parquet hold many documents, which are given one after the other.
//!
//! A file is never held as a whole, so memory does not grow with it. What is wrong with one document is told with its
//! number, and the next one follows.

mod http;
mod jsonl;
#[cfg(feature = "parquet")]
mod parquet;
mod record;
mod unpack;
mod warc;

pub use record::{Field, FieldNames};
pub use unpack::{Stream, unpacked};

use super::{Content, Document, Limits, Metadata, ReadError, SourceFormat};
use crate::iri::DocumentId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Seek};

/// A document as a bulk file holds it, not read yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its line, record or row in the file, from 1.
    pub number: u64,
    /// What its identifier is made of: its own id, else its address; `None` where the file tells neither.
    pub key: Option<String>,
    /// Its format.
    pub format: SourceFormat,
    /// Its bytes. Where a member is handed from process to process, they are UTF-8.
    #[serde(with = "as_text")]
    pub bytes: Vec<u8>,
    /// What the file tells of it.
    pub about: Metadata,
}

impl Member {
    /// The document of what was read of it. What the file tells of it goes before what it says of itself.
    ///
    /// `file` is the identifier of the file, `source` what the user called it.
    #[must_use]
    pub fn document(&self, file: &DocumentId, source: &str, mut content: Content) -> Document {
        let own = std::mem::take(&mut content.about);
        let told = self.about.clone();
        let mut document = Document::new(
            "",
            &format!("{source}/{}", self.number),
            self.hash(),
            content,
        );
        document.id = self.id(file);
        document.about = Metadata {
            title: told.title.or(own.title),
            date: told.date.or(own.date),
            publisher: told.publisher.or(own.publisher),
            address: told.address.or(own.address),
            language: told.language.or(own.language),
            retrieved: told.retrieved.or(own.retrieved),
        };
        document
    }

    /// SHA-256 of the bytes and of what is told of them; when they were fetched makes no difference.
    fn hash(&self) -> String {
        let Metadata {
            title,
            date,
            publisher,
            address,
            language,
            retrieved: _,
        } = &self.about;
        let mut hash = Sha256::new_with_prefix(&self.bytes);
        for told in [title, date, publisher, address, language]
            .into_iter()
            .flatten()
        {
            hash.update([0]);
            hash.update(told);
        }
        super::hexadecimal(&hash.finalize())
    }

    /// Its identifier in a store: made of its key, else of the file's name and its number.
    #[must_use]
    pub fn id(&self, file: &DocumentId) -> DocumentId {
        match &self.key {
            Some(key) => DocumentId::of_key(key),
            None => file.part(self.number),
        }
    }
}

/// What is wrong with one document of a bulk file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{error}")]
pub struct MemberError {
    /// The line, record or row, from 1.
    pub number: u64,
    /// What is wrong.
    pub error: BulkError,
}

/// Why a bulk file gives no document, or not this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum BulkError {
    /// The file, or what it is packed in, cannot be read; nothing follows.
    #[error("it breaks off: {reason}")]
    Io {
        /// What the system or the decoder says.
        reason: String,
    },
    /// A limit is passed.
    #[error(transparent)]
    Limit(#[from] ReadError),
    /// A line is longer than a document may be.
    #[error("the line is longer than {} MiB", limit >> 20)]
    LongLine {
        /// The most bytes.
        limit: u64,
    },
    /// A line is no JSON object.
    #[error("column {column}: {reason}")]
    Json {
        /// The byte in the line, from 1.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// No field holds the document.
    #[error("no field holds a text: {names} {} looked for{}", if names.contains(',') { "were" } else { "was" }, beside(others))]
    NoText {
        /// The names under which it was looked for.
        names: String,
        /// Some of those that are there.
        others: String,
    },
    /// What stands where a record should start is none.
    #[error("what stands here is no WARC record")]
    NoRecord,
    /// The headers of a record are too long.
    #[error("its headers are longer than {} KiB", limit >> 10)]
    LongHeaders {
        /// The most bytes.
        limit: u64,
    },
    /// The file ends within a record.
    #[error("the file ends within its headers")]
    CutOff,
    /// A record does not tell how long it is.
    #[error("it has no Content-Length")]
    NoLength,
    /// A record is longer than a document may be.
    #[error("it says that it is {length} bytes long; more than {} MiB are not read", limit >> 20)]
    LongRecord {
        /// What it says.
        length: u64,
        /// The most bytes.
        limit: u64,
    },
    /// A record does not end where it says.
    #[error("it says that it is {length} bytes long, and does not end there")]
    Length {
        /// What it says.
        length: u64,
    },
    /// A response is no HTTP.
    #[error("its HTTP response cannot be read: {reason}")]
    Http {
        /// What is wrong.
        reason: String,
    },
    /// A content coding that is not known.
    #[error("its content coding `{name}` is not known")]
    Coding {
        /// The coding.
        name: String,
    },
    /// The file is no sound Parquet.
    #[error("this is no sound Parquet: {reason}")]
    Parquet {
        /// What is wrong.
        reason: String,
    },
    /// A format that holds one document.
    #[error("{0} holds one document, and no list of them")]
    Single(SourceFormat),
    /// The reader of the file failed: out of memory or time, or by a fault of its own.
    #[error("the reader broke off; it asked for too much memory or time, or the file is damaged")]
    Broke,
    /// Parquet is not built in.
    #[error("this build does not read Parquet")]
    NoParquet,
}

/// A limit that was passed while a stream was unpacked is told as such.
impl From<io::Error> for BulkError {
    fn from(error: io::Error) -> Self {
        let limit = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<ReadError>());
        limit.cloned().map_or_else(
            || Self::Io {
                reason: error.to_string(),
            },
            Self::Limit,
        )
    }
}

/// Bytes that are a text, as a string.
mod as_text {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&String::from_utf8_lossy(bytes))
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Vec<u8>, D::Error> {
        String::deserialize(from).map(String::into_bytes)
    }
}

/// What a record has instead of a text.
fn beside(others: &str) -> String {
    if others.is_empty() {
        String::new()
    } else {
        format!(", it has {others}")
    }
}

impl BulkError {
    /// What the user can do about it.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Io { .. } => "get the file anew; what stands before the break was read",
            Self::Limit(error) => error.hint(),
            Self::LongLine { .. } | Self::LongRecord { .. } => "split it into smaller documents",
            Self::Json { .. } => "each line is a JSON object of its own, as `jq -c .` writes them",
            Self::NoText { .. } => "name the field that holds the document with --text-field",
            Self::NoRecord | Self::LongHeaders { .. } | Self::NoLength | Self::Length { .. } => {
                "the file is damaged there; reading goes on with the next record that opens"
            }
            Self::CutOff => "get the file anew; what stands before was read",
            Self::Http { .. } | Self::Coding { .. } => {
                "the page was not archived as a server sends pages; fetch it anew"
            }
            Self::Parquet { .. } => "write the file anew, as with pandas' `to_parquet`",
            Self::Single(_) => "the formats of many documents are jsonl, warc and parquet",
            Self::Broke => "write the file anew, or as JSON Lines",
            Self::NoParquet => "build with `--features parquet`, or write the table as JSON Lines",
        }
    }

    /// Whether nothing can follow it.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Io { .. } | Self::NoParquet | Self::CutOff | Self::Broke
        )
    }
}

/// A bulk file to read from.
pub enum Input {
    /// Bytes one after the other, unpacked.
    Stream(Stream),
    /// A file, which Parquet needs, as it is read from its end.
    File(File),
}

/// The records of a file that are no documents, such as requests and pictures, by what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passed(BTreeMap<String, u64>);

impl Passed {
    /// So many kinds are told apart: they are words of the file, which may make up ever new ones.
    const KINDS: usize = 64;

    fn count(&mut self, kind: String) {
        let known = self.0.len() < Self::KINDS || self.0.contains_key(&kind);
        *self
            .0
            .entry(if known { kind } else { "others".to_owned() })
            .or_default() += 1;
    }

    /// What was passed over and how often, by its name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.0.iter().map(|(kind, count)| (kind.as_str(), *count))
    }
}

/// A file without a name that holds what a stream holds.
///
/// # Errors
///
/// If the stream cannot be read, or the disk is full.
pub fn spooled(mut stream: Stream) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(&mut stream, &mut file)?;
    file.rewind()?;
    Ok(file)
}

/// The documents of a bulk file, in its order.
///
/// The reader of Parquet may fail in ways of its own on damaged files: who reads files of unknown origin takes those
/// in a process of their own.
pub struct Members {
    source: Source,
    done: bool,
}

/// What members come from.
enum Source {
    Lines(jsonl::Lines<Stream>),
    Records(warc::Records<Stream>),
    #[cfg(feature = "parquet")]
    Rows(Box<parquet::Rows>),
}

impl Members {
    /// Opens a bulk file of a format.
    ///
    /// `names` tells the fields of records; `limits` bounds each document, and how tightly they may be packed.
    ///
    /// # Errors
    ///
    /// If the file cannot hold a document, whatever its records are.
    pub fn open(
        format: SourceFormat,
        input: Input,
        names: FieldNames,
        limits: &Limits,
    ) -> Result<Self, BulkError> {
        let stream = |input| -> Stream {
            match input {
                Input::Stream(stream) => stream,
                Input::File(file) => Box::new(io::BufReader::new(file)),
            }
        };
        let source = match format {
            SourceFormat::JsonLines => {
                Source::Lines(jsonl::Lines::new(stream(input), names, limits.bytes))
            }
            SourceFormat::Warc => {
                Source::Records(warc::Records::new(stream(input), limits.clone()))
            }
            SourceFormat::Parquet => Self::rows(input, names, limits)?,
            other => return Err(BulkError::Single(other)),
        };
        Ok(Self {
            source,
            done: false,
        })
    }

    #[cfg(feature = "parquet")]
    fn rows(input: Input, names: FieldNames, limits: &Limits) -> Result<Source, BulkError> {
        match input {
            Input::File(file) => {
                let rows = parquet::Rows::new(file, names, limits.clone())?;
                Ok(Source::Rows(Box::new(rows)))
            }
            Input::Stream(stream) => Self::rows(Input::File(spooled(stream)?), names, limits),
        }
    }

    #[cfg(not(feature = "parquet"))]
    fn rows(_: Input, _: FieldNames, _: &Limits) -> Result<Source, BulkError> {
        Err(BulkError::NoParquet)
    }

    /// What the number of a member counts: lines, records or rows.
    #[must_use]
    pub const fn unit(&self) -> &'static str {
        match self.source {
            Source::Lines(_) => "line",
            Source::Records(_) => "record",
            #[cfg(feature = "parquet")]
            Source::Rows(_) => "row",
        }
    }

    /// What was passed over so far.
    #[must_use]
    pub fn passed(&self) -> Passed {
        match &self.source {
            Source::Records(records) => records.passed().clone(),
            _ => Passed::default(),
        }
    }
}

impl Iterator for Members {
    type Item = Result<Member, MemberError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = match &mut self.source {
            Source::Lines(lines) => lines.next(),
            Source::Records(records) => records.next(),
            #[cfg(feature = "parquet")]
            Source::Rows(rows) => rows.next(),
        };
        self.done = match &next {
            Some(Ok(_)) => false,
            Some(Err(fault)) => fault.error.is_final(),
            None => true,
        };
        next
    }
}
