//! The IRIs of the graph: base, slugs, documents, passages and entities.

use crate::span::Span;
use oxrdf::{NamedNode, NamedNodeRef};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Where the graph's own resources live when nothing else is said.
pub const DEFAULT_BASE: &str = "https://w3id.org/tripolis/";

/// The prefixes that every file, query and page of the project declares, in alphabetical order;
/// [`Base::prefixes`] adds the one of the entities.
pub const PREFIXES: &[(&str, &str)] = &[
    ("dcterms", "http://purl.org/dc/terms/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("pol", "https://w3id.org/tripolis/ontology#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The IRI below which entities and documents are named; ends in `/` or `#`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Base(Arc<str>);

/// A base that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no base for IRIs: it must be an absolute IRI that ends in `/` or `#`")]
pub struct BaseError(String);

impl Default for Base {
    fn default() -> Self {
        Self(DEFAULT_BASE.into())
    }
}

impl Base {
    /// Checks and keeps a base.
    ///
    /// # Errors
    ///
    /// If `iri` is no absolute IRI, or does not end in `/` or `#`.
    pub fn new(iri: &str) -> Result<Self, BaseError> {
        if iri.ends_with(['/', '#']) && NamedNode::new(iri).is_ok() {
            Ok(Self(iri.into()))
        } else {
            Err(BaseError(iri.to_owned()))
        }
    }

    /// The base itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `BASE/entity/SLUG`.
    #[must_use]
    pub fn entity(&self, slug: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}entity/{slug}", self.0))
    }

    /// `BASE/doc/SLUG`: the document, and the named graph of its facts.
    #[must_use]
    pub fn document(&self, id: &DocumentId) -> NamedNode {
        NamedNode::new_unchecked(format!("{}doc/{id}", self.0))
    }

    /// `BASE/doc/SLUG/provenance`: the named graph of a document's statements and passages.
    #[must_use]
    pub fn provenance(&self, id: &DocumentId) -> NamedNode {
        NamedNode::new_unchecked(format!("{}doc/{id}/provenance", self.0))
    }

    /// `BASE/ingests`: the named graph of the store's history.
    #[must_use]
    pub fn ingests(&self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}ingests", self.0))
    }

    /// `BASE/doc/SLUG#char=START,END` (RFC 5147); `code_points` counts Unicode code points from 0.
    #[must_use]
    pub fn passage(&self, id: &DocumentId, code_points: Span) -> NamedNode {
        NamedNode::new_unchecked(format!(
            "{}doc/{id}#char={},{}",
            self.0,
            code_points.start(),
            code_points.end()
        ))
    }

    /// `BASE/doc/SLUG/statement/KEY`: a statement of a document.
    #[must_use]
    pub fn statement(&self, id: &DocumentId, key: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}doc/{id}/statement/{key}", self.0))
    }

    /// `BASE/doc/SLUG/value/KEY`: a structured value of a document.
    #[must_use]
    pub fn value(&self, id: &DocumentId, key: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}doc/{id}/value/{key}", self.0))
    }

    /// The prefixes to declare with this base, in alphabetical order: [`PREFIXES`] and `entity:`.
    /// Documents get none, since their parts would read worse as CURIEs.
    #[must_use]
    pub fn prefixes(&self) -> Vec<(&'static str, String)> {
        let mut prefixes: Vec<(&'static str, String)> = PREFIXES
            .iter()
            .map(|(name, iri)| (*name, (*iri).to_owned()))
            .collect();
        prefixes.push(("entity", format!("{}entity/", self.0)));
        prefixes.sort_unstable();
        prefixes
    }

    /// The part of `iri` behind `BASE/doc/`, by which people know a document; all of it if it is none of this base.
    #[must_use]
    pub fn document_name<'i>(&self, iri: &'i str) -> &'i str {
        let name = iri.strip_prefix(&*self.0);
        name.and_then(|rest| rest.strip_prefix("doc/"))
            .unwrap_or(iri)
    }

    /// The part of `iri` behind `BASE/entity/`, if it is an entity of this base.
    #[must_use]
    pub fn entity_slug<'i>(&self, iri: NamedNodeRef<'i>) -> Option<&'i str> {
        iri.as_str().strip_prefix(&*self.0)?.strip_prefix("entity/")
    }
}

/// The name of a document within its store: a slug, or slugs joined by `/` for files in folders.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(Arc<str>);

impl DocumentId {
    /// Makes an identifier of a path or a title: folders stay apart, the last extension goes,
    /// the rest becomes slugs. Anything without a letter or digit is `document`.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let stem = match name.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() && !extension.contains('/') => stem,
            _ => name,
        };
        let parts: Vec<String> = stem
            .split(['/', '\\'])
            .map(slug)
            .filter(|part| !part.is_empty())
            .collect();
        Self(if parts.is_empty() {
            "document".into()
        } else {
            parts.join("/").into()
        })
    }

    /// Makes an identifier of a key that names a document wherever it lies, such as a number of a data set or an
    /// address: the scheme goes, slashes part it, the rest becomes slugs. A key that would be very long, or that has
    /// no letter or digit, is told apart by its SHA-256.
    #[must_use]
    pub fn of_key(key: &str) -> Self {
        let path = key.split_once("://").map_or(key, |(_, path)| path);
        let parts: Vec<String> = path.split('/').map(slug).collect();
        let parts: Vec<&str> = parts
            .iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        let name = parts.join("/");
        if !name.is_empty() && name.len() <= Self::LONGEST {
            return Self(name.into());
        }
        let digest = Sha256::digest(key.as_bytes());
        let hash: String = digest[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let start = cut(&name, Self::LONGEST / 2);
        let gap = if start.is_empty() { "" } else { "-" };
        Self(format!("{start}{gap}{hash}").into())
    }

    /// Names made of keys are no longer, in bytes: they become parts of IRIs and of file names.
    const LONGEST: usize = 200;

    /// The identifier of the document with this number, from 1, in a file of many.
    #[must_use]
    pub fn part(&self, number: u64) -> Self {
        Self(format!("{self}/{number}").into())
    }

    /// The identifier as it stands in IRIs.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for DocumentId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Takes the identifier as it was written, which is not made a slug once more.
impl<'d> Deserialize<'d> for DocumentId {
    fn deserialize<D: Deserializer<'d>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|written| Self(written.into()))
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The first bytes of a name, whole characters, without a dash or slash at the end.
fn cut(name: &str, most: usize) -> &str {
    let end = (0..=most.min(name.len()))
        .rev()
        .find(|end| name.is_char_boundary(*end));
    name[..end.unwrap_or(0)].trim_end_matches(['-', '/'])
}

/// Whether a name ends with a word in lower case, which documents print or not: "eTwinning program".
pub(crate) fn ends_small(label: &str) -> bool {
    label
        .rsplit_once(' ')
        .is_some_and(|(_, last)| last.starts_with(char::is_lowercase))
}

/// Lower-case words of letters and digits joined by hyphens; marks are taken off Latin letters,
/// other scripts stay as they are (IRIs hold them, RFC 3987).
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |c: char| {
        if is_combining_mark(c) || matches!(c, '\'' | '’' | '®' | '™') {
            return;
        }
        if !c.is_alphanumeric() {
            gap = true;
            return;
        }
        if std::mem::take(&mut gap) && !out.is_empty() {
            out.push('-');
        }
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(c.to_lowercase());
        }
    };
    if text.is_ascii() {
        text.chars().for_each(push);
    } else {
        text.nfkd().for_each(&mut push);
    }
    out
}
