//! Stage 4, link: mentions become entities of the document, and of the lexicon where it knows them.

use crate::ontology::ClassId;
use crate::span::Span;
use oxrdf::NamedNode;

/// An entity of one document, by its place in [`crate::relate::Extraction::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// A thing that a document names.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its narrowest class.
    pub class: ClassId,
    /// The name within `BASE/entity/`: the lexicon's where it knows the thing, else made of the
    /// name (and of the jurisdiction or document where the name alone does not tell).
    pub slug: String,
    /// Names as the document prints them, the fullest first, without leading "the".
    pub labels: Vec<String>,
    /// Where it is named or referred to, in order.
    pub mentions: Vec<Span>,
    /// IRI of the lexicon's entry.
    pub known: Option<String>,
    /// The lexicon's own name for it, which then is the one to show, so that a thing bears the
    /// same name whichever document speaks of it.
    pub preferred: Option<String>,
    /// IRIs of the same thing elsewhere, from the lexicon.
    pub same_as: Vec<NamedNode>,
    /// The country or body whose it is, where the name alone does not tell.
    pub jurisdiction: Option<EntityId>,
}
