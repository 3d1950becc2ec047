//! Text as XML can hold it, and an account of what it cannot.

use super::graph::EntityGraph;
use crate::triple::is_xml;
use oxrdf::{NamedNode, NamedOrBlankNode};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

/// Characters that XML forbids even as references, and that are therefore dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// The entity, or the subject of the fact.
    pub subject: NamedOrBlankNode,
    /// Where they stand: "name", "quote", or the local name of a property.
    pub place: String,
    /// The characters, each once.
    pub characters: BTreeSet<char>,
}

impl Dropped {
    /// What a text loses; nothing for most.
    pub(crate) fn of(
        subject: impl Into<NamedOrBlankNode>,
        place: &str,
        text: &str,
    ) -> Option<Self> {
        let characters: BTreeSet<char> = text.chars().filter(|c| !is_xml(*c)).collect();
        (!characters.is_empty()).then(|| Self {
            subject: subject.into(),
            place: place.to_owned(),
            characters,
        })
    }
}

impl fmt::Display for Dropped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let characters: Vec<String> = self
            .characters
            .iter()
            .map(|character| format!("U+{:04X}", u32::from(*character)))
            .collect();
        write!(
            formatter,
            "dropped {} from a {} of {}",
            characters.join(", "),
            self.place,
            self.subject
        )
    }
}

impl EntityGraph {
    /// The characters of names and quotes that formats without room for every character lose.
    #[must_use]
    pub fn dropped(&self) -> Vec<Dropped> {
        let mut found = Vec::new();
        let mut look = |entity: &NamedNode, place, text: &str| {
            found.extend(Dropped::of(entity.clone(), place, text))
        };
        for node in self.graph.node_weights() {
            look(&node.iri, "name", &node.label);
        }
        for (source, _, edge) in self.edges() {
            look(
                &self.graph[source].iri,
                "quote",
                edge.quote.as_deref().unwrap_or_default(),
            );
        }
        found
    }
}

/// The text without the characters that XML 1.0 forbids.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_xml) {
        text.into()
    } else {
        text.chars().filter(|c| is_xml(*c)).collect()
    }
}
