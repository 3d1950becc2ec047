//! Prefixes that a query need not declare, and the way between IRIs and CURIEs.

use crate::iri::Base;
use oxrdf::{NamedNode, NamedNodeRef};

/// Vocabularies that the ontology aligns with, beside those that every file declares.
const ALIGNED: &[(&str, &str)] = &[
    ("eli", "http://data.europa.eu/eli/ontology#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("org", "http://www.w3.org/ns/org#"),
];

/// The prefixes of one base, in the order of their names.
#[derive(Clone, Debug)]
pub struct Prefixes(Vec<(&'static str, String)>);

impl Prefixes {
    /// The well-known prefixes, and `entity:` and `doc:` below `base`.
    #[must_use]
    pub fn new(base: &Base) -> Self {
        let mut all = base.prefixes();
        all.extend(ALIGNED.iter().map(|&(name, iri)| (name, iri.to_owned())));
        all.push(("doc", format!("{}doc/", base.as_str())));
        all.sort_unstable();
        Self(all)
    }

    /// Every prefix, without its colon, and its IRI.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, iri)| (*name, iri.as_str()))
    }

    /// The IRI of a prefix given without its colon.
    #[must_use]
    pub fn get(&self, prefix: &str) -> Option<&str> {
        self.iter().find(|(name, _)| *name == prefix).map(|(_, iri)| iri)
    }

    /// A CURIE for readers (W3C CURIE syntax: the part behind the colon may hold `/` and `#`),
    /// by the longest namespace that fits; `<IRI>` where none does.
    #[must_use]
    pub fn compact(&self, iri: NamedNodeRef<'_>) -> String {
        let iri = iri.as_str();
        self.iter()
            .filter_map(|(name, space)| Some((space.len(), name, iri.strip_prefix(space)?)))
            .filter(|(_, _, local)| !local.is_empty())
            .max_by_key(|(length, _, _)| *length)
            .map_or_else(|| format!("<{iri}>"), |(_, name, local)| format!("{name}:{local}"))
    }

    /// The IRI that a reader wrote as a CURIE of a known prefix, or in full with or without `<>`.
    #[must_use]
    pub fn expand(&self, text: &str) -> Option<NamedNode> {
        let text = text.trim();
        if let Some(iri) = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            return NamedNode::new(iri).ok();
        }
        let (prefix, local) = text.split_once(':')?;
        match self.get(prefix) {
            Some(space) => NamedNode::new(format!("{space}{local}")).ok(),
            // `enitty:x` is a slip of the pen, not an IRI of the scheme `enitty`.
            None if local.starts_with("//") || prefix == "urn" => NamedNode::new(text).ok(),
            None => None,
        }
    }
}
