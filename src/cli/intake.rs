//! What the user names, one document after the other: files as they are, bulk files document by document.

use super::fault;
use super::source::{Reader, Source, SourceError};
use super::worker::Rows;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs::File;
use std::io::{self, BufRead, Read, Seek};
use tripolis::iri::DocumentId;
use tripolis::read::bulk::{self, FieldNames, Input, Member, MemberError, Members, Passed, Stream};
use tripolis::read::{Document, Limits, SourceFormat, unpacked_name};

/// How documents are to be read.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct Options {
    /// Format of what is read, whatever its name and content say
    #[arg(long, value_name = "FORMAT", value_parser = format(), hide_possible_values = true,
          long_help = "Format of what is read, whatever its name and content say: txt, md, html, pdf, docx, odt, xlsx, \
          ods, csv, epub, eml, jsonl, warc or parquet. Standard input needs it for formats that its first bytes do not tell")]
    from: Option<SourceFormat>,
    /// Field of JSON Lines or column of Parquet that holds the document [else: text, content, body, markdown, md, html, raw_html]
    #[arg(long, value_name = "NAME")]
    text_field: Option<String>,
    /// Field or column that holds its identifier [else: id, _id, doc_id, document_id, and then its address]
    #[arg(long, value_name = "NAME")]
    id_field: Option<String>,
}

/// Takes the extensions of the formats for their names.
fn format() -> impl TypedValueParser<Value = SourceFormat> {
    let values = SourceFormat::all().map(|format| {
        let names = format.extensions();
        PossibleValue::new(names[0]).aliases(&names[1..])
    });
    PossibleValuesParser::new(values)
        .map(|name| SourceFormat::of_name(&format!("input.{name}")).unwrap_or(SourceFormat::Text))
}

/// A document that is still to be read.
pub(crate) enum Item {
    /// A file.
    File(Source, Option<SourceFormat>),
    /// Standard input.
    Bytes(Source, Option<SourceFormat>, Vec<u8>),
    /// A document of a bulk file.
    Member {
        /// The identifier of the file.
        file: DocumentId,
        /// What the user calls the file.
        path: String,
        /// The document.
        member: Box<Member>,
    },
}

/// The next documents.
#[derive(Default)]
pub(crate) struct Batch {
    /// Those that are to be read.
    pub(crate) items: Vec<Item>,
    /// How many could not be had; the user has been told.
    pub(crate) refused: usize,
}

impl Batch {
    /// Whether nothing is left.
    pub(crate) const fn is_end(&self) -> bool {
        self.items.is_empty() && self.refused == 0
    }
}

/// What comes next.
enum Next {
    Item(Item),
    Refused,
}

impl Item {
    /// Reads the document.
    pub(crate) fn read(&self, reader: &Reader) -> Result<Document, SourceError> {
        match self {
            Self::File(source, format) => reader.read_as(source, *format),
            Self::Bytes(source, format, bytes) => reader.read_bytes(source, *format, bytes),
            Self::Member { file, path, member } => {
                let content = reader.content(member.format, &member.bytes);
                let content = content.map_err(|error| SourceError::Read {
                    path: format!("{path}/{}", member.number),
                    error,
                })?;
                Ok(member.document(file, path, content))
            }
        }
    }

    /// About how many bytes it takes in memory.
    fn size(&self) -> u64 {
        match self {
            Self::File(source, _) => source.path.metadata().map_or(0, |known| known.len()),
            Self::Bytes(_, _, bytes) => bytes.len() as u64,
            Self::Member { member, .. } => member.bytes.len() as u64,
        }
    }
}

/// All that the user names, in order.
pub(crate) struct Intake {
    waiting: VecDeque<Source>,
    open: Option<Bulk>,
    options: Options,
    limits: Limits,
    /// The identifiers that were given, each with the first document that has it.
    seen: BTreeMap<DocumentId, String>,
    /// The bulk files that did not give all of their documents.
    broken: BTreeSet<String>,
}

/// A bulk file of which documents are still to come.
struct Bulk {
    file: DocumentId,
    path: String,
    members: Opened,
    /// How many faults there were.
    faults: usize,
}

/// What documents come from.
enum Opened {
    /// This process.
    Members(Members),
    /// A worker.
    Rows(Box<Rows>),
}

impl Opened {
    fn next(&mut self) -> Option<Result<Member, MemberError>> {
        match self {
            Self::Members(members) => members.next(),
            Self::Rows(rows) => rows.next(),
        }
    }

    /// What the numbers of documents count.
    const fn unit(&self) -> &'static str {
        match self {
            Self::Members(members) => members.unit(),
            Self::Rows(_) => "row",
        }
    }

    /// What was passed over, by its kind.
    fn passed(&self) -> Passed {
        match self {
            Self::Members(members) => members.passed(),
            Self::Rows(_) => Passed::default(),
        }
    }
}

/// So many faults of one bulk file are told one by one.
const TOLD: usize = 100;

impl Intake {
    /// The documents of `sources`, read as `options` say.
    pub(crate) fn new(sources: Vec<Source>, options: &Options, limits: &Limits) -> Self {
        let named = |source: &Source| {
            (
                DocumentId::new(&source.name),
                source.path.display().to_string(),
            )
        };
        Self {
            seen: sources.iter().rev().map(named).collect(),
            waiting: sources.into(),
            open: None,
            broken: BTreeSet::new(),
            options: options.clone(),
            limits: limits.clone(),
        }
    }

    /// The next documents, until they are as many or as large as that.
    pub(crate) fn batch(&mut self, (bytes, documents): (u64, usize)) -> Batch {
        let (mut batch, mut total) = (Batch::default(), 0);
        while batch.items.len() + batch.refused < documents && total < bytes {
            match self.next() {
                Some(Next::Item(item)) => {
                    total += item.size();
                    batch.items.push(item);
                }
                Some(Next::Refused) => batch.refused += 1,
                None => break,
            }
        }
        batch
    }

    /// The paths of the bulk files of which not all documents could be had, so far.
    pub(crate) const fn broken(&self) -> &BTreeSet<String> {
        &self.broken
    }

    fn next(&mut self) -> Option<Next> {
        loop {
            if let Some(bulk) = &mut self.open {
                match bulk.next(&mut self.seen) {
                    Some(Next::Refused) => {
                        self.broken.insert(bulk.path.clone());
                        return Some(Next::Refused);
                    }
                    Some(next) => return Some(next),
                    None => self.open = None,
                }
            }
            let source = self.waiting.pop_front()?;
            let path = source.path.display().to_string();
            match self.open(source) {
                Ok(Some(item)) => return Some(Next::Item(item)),
                Ok(None) => {}
                Err(error) => {
                    fault::print(&error);
                    self.broken.insert(path);
                    return Some(Next::Refused);
                }
            }
        }
    }

    /// Opens a source: a single document, or a bulk file, whose documents come next.
    fn open(&mut self, source: Source) -> Result<Option<Item>, SourceError> {
        let path = source.path.display().to_string();
        let fault = |error| SourceError::Io {
            path: path.clone(),
            error,
        };
        let is_standard = source.path.as_os_str() == "-";
        let (stream, file, format) = match self.told(&source, is_standard) {
            Ok(told) => told,
            // The reader of single documents says what is wrong with it.
            Err(_) if !is_standard => return Ok(Some(Item::File(source, self.options.from))),
            Err(error) => return Err(fault(error)),
        };
        if !format.is_bulk() {
            return self
                .single(source, file.is_none().then_some(stream))
                .map(Some)
                .map_err(fault);
        }
        let names = FieldNames {
            text: self.options.text_field.clone(),
            id: self.options.id_field.clone(),
        };
        let members = if format == SourceFormat::Parquet {
            let file = match file {
                // What was read to tell the format is read again.
                Some(mut file) if unpacked_name(&path) == path => {
                    file.rewind().map_err(fault)?;
                    file
                }
                _ => bulk::spooled(stream).map_err(fault)?,
            };
            Rows::open(file, names, &self.limits).map(|rows| Opened::Rows(Box::new(rows)))
        } else {
            Members::open(format, Input::Stream(stream), names, &self.limits).map(Opened::Members)
        };
        let members = members.map_err(|error| SourceError::Bulk {
            path: path.clone(),
            error,
        })?;
        let file = DocumentId::new(unpacked_name(&source.name));
        // The file itself is no document.
        if self.seen.get(&file).is_some_and(|first| *first == path) {
            self.seen.remove(&file);
        }
        self.open = Some(Bulk {
            file,
            path,
            members,
            faults: 0,
        });
        Ok(None)
    }

    /// A source without its packing, as the file that it is, and the format that its first bytes or its name tell.
    fn told(
        &self,
        source: &Source,
        is_standard: bool,
    ) -> io::Result<(Stream, Option<File>, SourceFormat)> {
        let (mut stream, file) = if is_standard {
            (bulk::unpacked(io::stdin(), &self.limits)?, None)
        } else {
            let file = File::open(&source.path)?;
            let again = file.try_clone()?;
            (bulk::unpacked(file, &self.limits)?, Some(again))
        };
        let head = stream.fill_buf()?;
        let path = source.path.to_string_lossy();
        let told = || SourceFormat::of(unpacked_name(&path), head);
        let format = self.options.from.unwrap_or_else(told);
        Ok((stream, file, format))
    }

    /// A source that is one document; `stream` is there for one that can be read only once.
    fn single(&self, source: Source, stream: Option<Stream>) -> io::Result<Item> {
        let Some(stream) = stream else {
            return Ok(Item::File(source, self.options.from));
        };
        let mut bytes = Vec::new();
        stream.take(self.limits.bytes + 1).read_to_end(&mut bytes)?;
        Ok(Item::Bytes(source, self.options.from, bytes))
    }
}

impl Bulk {
    /// The next document, or none at the end, where it is told what was passed over.
    fn next(&mut self, seen: &mut BTreeMap<DocumentId, String>) -> Option<Next> {
        let error = match self.members.next() {
            Some(Ok(member)) => {
                let source = format!("{}/{}", self.path, member.number);
                match seen.entry(member.id(&self.file)) {
                    Entry::Vacant(entry) => {
                        entry.insert(source);
                        let (file, path) = (self.file.clone(), self.path.clone());
                        return Some(Next::Item(Item::Member {
                            file,
                            path,
                            member: Box::new(member),
                        }));
                    }
                    Entry::Occupied(entry) => SourceError::Twin {
                        path: source,
                        id: entry.key().clone(),
                        first: entry.get().clone(),
                    },
                }
            }
            Some(Err(fault)) => SourceError::Member {
                path: self.path.clone(),
                unit: self.members.unit(),
                fault,
            },
            None => {
                self.close();
                return None;
            }
        };
        self.faults += 1;
        if self.faults <= TOLD {
            fault::print(&error);
        }
        Some(Next::Refused)
    }

    fn close(&self) {
        let more = self.faults.saturating_sub(TOLD);
        if more > 0 {
            eprintln!(
                "error: {}: {more} more of its {}s were refused",
                self.path,
                self.members.unit()
            );
        }
        let passed = self.members.passed();
        let mut kinds = passed
            .iter()
            .map(|(kind, count)| format!("{count} {kind}"))
            .peekable();
        if kinds.peek().is_some() {
            let kinds: Vec<String> = kinds.collect();
            eprintln!(
                "note: {}: passed over what is no document: {}",
                self.path,
                kinds.join(", ")
            );
        }
    }
}
