//! The whole graph as RDF files, each read back and compared before it appears.
//!
//! [`dump`] writes every file beside its place, reads it back with a parser of another family
//! (rio_turtle for what oxttl wrote), compares the quads, and only when all files passed gives them
//! their names. Equal quads give equal bytes.

mod verify;

pub use verify::{Mismatch, ReadBackError, verify};

use crate::export::place::{self, PlaceError, Waiting};
use crate::export::{Dropped, printable};
use crate::iri::Base;
use crate::triple::{order, write_quads};
use oxrdf::{Literal, Quad, Term, Triple};
use oxrdfio::{JsonLdProfileSet, RdfFormat};
use std::fmt;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// A format of dumps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Turtle.
    Turtle,
    /// TriG: Turtle with graphs.
    TriG,
    /// N-Quads.
    NQuads,
    /// N-Triples.
    NTriples,
    /// JSON-LD.
    JsonLd,
    /// RDF/XML.
    RdfXml,
}

impl Format {
    /// All formats, in the order of the help.
    pub const ALL: [Self; 6] = [
        Self::Turtle,
        Self::TriG,
        Self::NQuads,
        Self::NTriples,
        Self::JsonLd,
        Self::RdfXml,
    ];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Turtle => "turtle",
            Self::TriG => "trig",
            Self::NQuads => "nquads",
            Self::NTriples => "ntriples",
            Self::JsonLd => "jsonld",
            Self::RdfXml => "rdfxml",
        }
    }

    /// The format as the parsers and serializers know it, with its extension and media type.
    #[must_use]
    pub const fn rdf(self) -> RdfFormat {
        match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::TriG => RdfFormat::TriG,
            Self::NQuads => RdfFormat::NQuads,
            Self::NTriples => RdfFormat::NTriples,
            Self::JsonLd => RdfFormat::JsonLd {
                profile: JsonLdProfileSet::empty(),
            },
            Self::RdfXml => RdfFormat::RdfXml,
        }
    }

    /// What its file is called.
    #[must_use]
    pub fn file_name(self) -> String {
        format!("tripolis.{}", self.rdf().file_extension())
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// A name that is no format's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no dump format; there are turtle, trig, nquads, ntriples, jsonld and rdfxml")]
pub struct UnknownFormat(String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// A file that appeared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dumped {
    /// Where it is.
    pub path: PathBuf,
    /// Its format.
    pub format: Format,
    /// How many quads it holds; triples, where its format has no graphs.
    pub statements: usize,
    /// Characters that its format cannot hold: those that XML forbids, in RDF/XML.
    pub dropped: Vec<Dropped>,
}

/// Why a dump failed; then no file of it has appeared, unless the last renames failed.
#[derive(Debug, thiserror::Error)]
pub enum DumpError {
    /// A file could not be written.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// The folder could not be made.
    #[error("cannot make the folder `{}`", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file that was just written does not read back as what was to be written.
    #[error("`{}` does not read back as what was written, so no file has appeared", path.display())]
    ReadBack {
        /// Where the file was to appear.
        path: PathBuf,
        /// The first difference, or what the parser says.
        source: ReadBackError,
    },
}

/// Writes quads into the folder, a file for each format, and makes the folder if need be.
///
/// The quads are sorted first. Formats without graphs get the union of all graphs.
///
/// # Errors
///
/// If the folder takes no files, or if a file does not read back as the quads.
pub fn dump(
    mut quads: Vec<Quad>,
    base: &Base,
    folder: &Path,
    formats: &[Format],
) -> Result<Vec<Dumped>, DumpError> {
    quads.sort_unstable_by(|a, b| order(a.as_ref(), b.as_ref()));
    quads.dedup();
    let triples = union(&quads);
    fs::create_dir_all(folder).map_err(|source| DumpError::Folder {
        path: folder.to_owned(),
        source,
    })?;

    let mut waiting: Vec<(Waiting, Dumped)> = Vec::new();
    for format in formats {
        let path = folder.join(format.file_name());
        let mut dropped = Vec::new();
        let expected = match format {
            Format::RdfXml => &without_control(&triples, &mut dropped),
            _ if format.rdf().supports_datasets() => &quads,
            _ => &triples,
        };
        let file = place::prepare(&path, |out| {
            write_quads(expected.iter().map(Quad::as_ref), format.rdf(), base, out).map(|_| ())
        })?;
        let read_back = File::open(file.path())
            .map_err(ReadBackError::Io)
            .and_then(|written| {
                verify(
                    BufReader::with_capacity(1 << 16, written),
                    *format,
                    expected,
                )
            });
        if let Err(source) = read_back {
            return Err(DumpError::ReadBack { path, source });
        }
        waiting.push((
            file,
            Dumped {
                path,
                format: *format,
                statements: expected.len(),
                dropped,
            },
        ));
    }
    let mut dumped = Vec::new();
    for (file, about) in waiting {
        file.appear()?;
        dumped.push(about);
    }
    Ok(dumped)
}

/// The triples of all graphs, sorted, each once, as quads of the default graph.
fn union(quads: &[Quad]) -> Vec<Quad> {
    let mut triples: Vec<Quad> = quads
        .iter()
        .map(|quad| Triple::from(quad.clone()).in_graph(oxrdf::GraphName::DefaultGraph))
        .collect();
    triples.sort_unstable_by(|a, b| order(a.as_ref(), b.as_ref()));
    triples.dedup();
    triples
}

/// The triples as XML can hold them, and what they lose; the serializer would write a file that no
/// XML parser but its own reads.
fn without_control(triples: &[Quad], dropped: &mut Vec<Dropped>) -> Vec<Quad> {
    let mut kept = triples.to_vec();
    for quad in &mut kept {
        let Term::Literal(literal) = &quad.object else {
            continue;
        };
        let property = quad.predicate.as_str();
        let name = property.rsplit(['#', '/']).next().unwrap_or(property);
        let Some(loss) = Dropped::of(quad.subject.clone(), name, literal.value()) else {
            continue;
        };
        dropped.push(loss);
        let text = printable(literal.value());
        quad.object = match literal.language() {
            Some(language) => Literal::new_language_tagged_literal_unchecked(text, language),
            None => Literal::new_typed_literal(text, literal.datatype()),
        }
        .into();
    }
    kept
}
