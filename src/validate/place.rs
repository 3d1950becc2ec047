//! From a broken shape back to the words in the document.

use crate::span::Span;
use crate::vocab::{dcterms, oa, prov};
use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::HashMap;

/// Where a document says something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The IRI of the document.
    pub document: NamedNode,
    /// Offset of the first character, in code points from 0.
    pub start: usize,
    /// Offset behind the last character, in code points.
    pub end: usize,
    /// The words.
    pub quote: String,
}

impl Place {
    /// The place as bytes of the document's text; `None` if it is not the text of this place.
    #[must_use]
    pub fn span(&self, text: &str) -> Option<Span> {
        let start = text.char_indices().nth(self.start).map(|(at, _)| at)?;
        text[start..]
            .starts_with(&self.quote)
            .then(|| Span::new(start, start + self.quote.len()))
    }
}

/// The statements and passages among some quads.
pub(super) struct Places<'q> {
    of: HashMap<&'q NamedOrBlankNode, Vec<(&'q NamedNode, &'q Term)>>,
    /// Statements by their subject, and by their object where it is a node.
    statements: HashMap<String, Vec<&'q NamedOrBlankNode>>,
}

impl<'q> Places<'q> {
    pub(super) fn new(quads: &'q [Quad]) -> Self {
        let mut of: HashMap<_, Vec<_>> = HashMap::new();
        let mut statements: HashMap<_, Vec<_>> = HashMap::new();
        for quad in quads {
            of.entry(&quad.subject)
                .or_default()
                .push((&quad.predicate, &quad.object));
            let side = quad.predicate == rdf::SUBJECT || quad.predicate == rdf::OBJECT;
            if side && !quad.object.is_literal() {
                statements
                    .entry(quad.object.to_string())
                    .or_default()
                    .push(&quad.subject);
            }
        }
        Self { of, statements }
    }

    /// The place of a passage or statement; of the first statement that says `property` of `focus`,
    /// and says `value` where that is not `focus` itself; or of the first fact that has `focus` as its object.
    pub(super) fn find(
        &self,
        focus: &Term,
        property: Option<&str>,
        value: Option<&Term>,
    ) -> Option<Place> {
        let Term::NamedNode(node) = focus else {
            return None;
        };
        let node = NamedOrBlankNode::from(node.clone());
        if let Some(place) = self.passage(&node).or_else(|| self.quoted(&node)) {
            return Some(place);
        }
        let about = self.statements.get(&focus.to_string())?;
        let says = |statement: &NamedOrBlankNode, term, wanted: &Term| {
            self.value(statement, term) == Some(wanted)
        };
        let of_property: Vec<_> = about
            .iter()
            .copied()
            .filter(|statement| match self.value(statement, rdf::PREDICATE) {
                Some(Term::NamedNode(said)) => property == Some(said.as_str()),
                _ => false,
            })
            .filter(|statement| says(statement, rdf::SUBJECT, focus))
            .collect();
        let statement = if of_property.is_empty() {
            about
                .iter()
                .find(|statement| says(statement, rdf::OBJECT, focus))
        } else {
            match value.filter(|value| *value != focus) {
                Some(value) => of_property
                    .iter()
                    .find(|said| says(said, rdf::OBJECT, value)),
                None => of_property.first(),
            }
        };
        self.quoted(statement?)
    }

    fn quoted(&self, statement: &NamedOrBlankNode) -> Option<Place> {
        match self.value(statement, prov::WAS_QUOTED_FROM)? {
            Term::NamedNode(passage) => self.passage(&passage.clone().into()),
            _ => None,
        }
    }

    fn passage(&self, node: &NamedOrBlankNode) -> Option<Place> {
        let literal = |term| match self.value(node, term)? {
            Term::Literal(literal) => Some(literal.value()),
            _ => None,
        };
        let Term::NamedNode(document) = self.value(node, dcterms::IS_PART_OF)? else {
            return None;
        };
        Some(Place {
            document: document.clone(),
            start: literal(oa::START)?.parse().ok()?,
            end: literal(oa::END)?.parse().ok()?,
            quote: literal(oa::EXACT)?.to_owned(),
        })
    }

    fn value(&self, node: &NamedOrBlankNode, predicate: NamedNodeRef<'_>) -> Option<&'q Term> {
        let (_, object) = self
            .of
            .get(node)?
            .iter()
            .find(|(said, _)| said.as_ref() == predicate)?;
        Some(object)
    }
}
