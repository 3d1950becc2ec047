//! What a person decided: curated Turtle, which outlives the store.
//!
//! ```turtle
//! entity:national-pc owl:sameAs entity:peoples-computer-project .
//! [] a rdf:Statement ;
//!     rdf:subject entity:national-pc ; rdf:predicate owl:sameAs ; rdf:object entity:peoples-computer-project ;
//!     dcterms:creator "M. Rahimova" ; dcterms:created "2026-11-24T17:12:10Z"^^xsd:dateTime ; rdfs:comment "the translation" .
//! ```
//!
//! IRIs are those that extraction gives (`BASE/entity/SLUG`, which means the thing in all documents), those of the
//! lexicon, or `BASE/doc/DOCUMENT/entity/SLUG` for the thing as one document has it. None of them changes with other
//! documents.

use super::describe::Description;
use crate::ontology::turtle::{self, SyntaxError};
use crate::vocab::owl;
use oxrdf::{NamedNode, NamedOrBlankNode, Term, Triple};
use std::collections::BTreeSet;
use std::fmt::Write;

/// All that was decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Pairs of one thing, the second one to stand for both.
    same: BTreeSet<(String, String)>,
    /// Pairs of two things.
    different: BTreeSet<(String, String)>,
    named: BTreeSet<String>,
}

/// One decision, with who took it, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// The one.
    pub subject: String,
    /// The other, which stands for both if they are one.
    pub object: String,
    /// Whether they are one.
    pub same: bool,
    /// Names of both, for those who read the file.
    pub labels: [String; 2],
    /// Who decided.
    pub who: Option<String>,
    /// When, as `xsd:dateTime`.
    pub when: Option<String>,
    /// Why.
    pub why: Option<String>,
}

impl Decisions {
    /// Reads decisions from the text of a Turtle file; what else it says does not matter. `file` is for errors.
    ///
    /// # Errors
    ///
    /// If it is no Turtle, with the place.
    pub fn from_turtle(file: &str, text: &str) -> Result<Self, SyntaxError> {
        let mut decisions = Self::default();
        for quad in turtle::quads(file, text) {
            decisions.note(&Triple::from(quad?));
        }
        Ok(decisions)
    }

    /// The decisions among triples.
    #[must_use]
    pub fn from_triples<'t>(triples: impl IntoIterator<Item = &'t Triple>) -> Self {
        let mut decisions = Self::default();
        triples
            .into_iter()
            .for_each(|triple| decisions.note(triple));
        decisions
    }

    fn note(&mut self, triple: &Triple) {
        let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) =
            (&triple.subject, &triple.object)
        else {
            return;
        };
        let place = if triple.predicate == owl::SAME_AS {
            &mut self.same
        } else if triple.predicate == owl::DIFFERENT_FROM {
            &mut self.different
        } else {
            return;
        };
        let (subject, object) = (subject.as_str().to_owned(), object.as_str().to_owned());
        self.named.extend([subject.clone(), object.clone()]);
        place.insert((subject, object));
    }

    /// Takes other decisions in.
    pub fn extend(&mut self, other: Self) {
        self.same.extend(other.same);
        self.different.extend(other.different);
        self.named.extend(other.named);
    }

    /// The decisions as triples, in order.
    pub fn triples(&self) -> impl Iterator<Item = Triple> {
        let triple = |(subject, object): &(String, String), predicate| {
            let node = NamedNode::new_unchecked;
            Triple::new(node(subject.clone()), predicate, node(object.clone()))
        };
        let same = self.same.iter().map(move |pair| triple(pair, owl::SAME_AS));
        same.chain(
            self.different
                .iter()
                .map(move |pair| triple(pair, owl::DIFFERENT_FROM)),
        )
    }

    /// Whether nothing was decided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.named.is_empty()
    }

    /// Whether it was decided what two IRIs are to each other, in either order.
    #[must_use]
    pub fn settles(&self, a: &str, b: &str) -> bool {
        let has = |a: &str, b: &str| {
            let pair = (a.to_owned(), b.to_owned());
            self.same.contains(&pair) || self.different.contains(&pair)
        };
        has(a, b) || has(b, a)
    }

    /// Whether a decision speaks of this IRI.
    #[must_use]
    pub fn mentions(&self, iri: &str) -> bool {
        self.named.contains(iri)
    }

    /// The IRIs that decisions put beside this one.
    pub(super) fn beside<'d>(&'d self, iri: &'d str) -> impl Iterator<Item = &'d str> {
        let pairs = self.same.iter().chain(&self.different);
        pairs.filter_map(move |(a, b)| match iri {
            _ if a == iri => Some(b.as_str()),
            _ if b == iri => Some(a.as_str()),
            _ => None,
        })
    }

    /// Whether a decision speaks of this description, in all documents or in its own.
    pub(super) fn names(&self, told: &Description) -> bool {
        !self.is_empty() && (self.mentions(&told.local) || self.mentions(&told.occurrence()))
    }

    /// Whether a person let this description stand for another.
    pub(super) fn points_at(&self, told: &Description) -> bool {
        let occurrence = told.occurrence();
        self.same
            .iter()
            .any(|(_, object)| *object == told.local || *object == occurrence)
    }

    /// The pairs that are one thing, or two.
    pub(super) fn pairs(&self, same: bool) -> impl Iterator<Item = (&str, &str)> {
        let pairs = if same { &self.same } else { &self.different };
        pairs.iter().map(|(a, b)| (a.as_str(), b.as_str()))
    }

    /// The IRIs of which the decisions are others in `other`.
    #[must_use]
    pub fn changed(&self, other: &Self) -> BTreeSet<String> {
        let same = self.same.symmetric_difference(&other.same);
        let different = self.different.symmetric_difference(&other.different);
        same.chain(different)
            .flat_map(|(a, b)| [a.clone(), b.clone()])
            .collect()
    }
}

/// The head of a file of decisions.
pub const HEAD: &str = "\
# Decisions on which names are one thing and which are two, as `tripolis review` took them.
# The file is read at every ingest and may be edited by hand.

@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
";

impl Ruling {
    /// The ruling as Turtle, to be put behind [`HEAD`] or other rulings.
    #[must_use]
    pub fn turtle(&self) -> String {
        let predicate = if self.same {
            "owl:sameAs"
        } else {
            "owl:differentFrom"
        };
        let (subject, object) = (iri(&self.subject), iri(&self.object));
        let mut out = format!("\n{subject} {predicate} {object} .\n");
        for (node, label) in [(&subject, &self.labels[0]), (&object, &self.labels[1])] {
            if !label.is_empty() {
                // Writing to a string cannot fail.
                let _ = writeln!(out, "{node} rdfs:label {} .", quoted(label));
            }
        }
        let mut notes = String::new();
        let said = [
            ("dcterms:creator", &self.who, ""),
            ("dcterms:created", &self.when, "^^xsd:dateTime"),
            ("rdfs:comment", &self.why, ""),
        ];
        for (property, value, datatype) in said {
            if let Some(value) = value.as_ref().filter(|value| !value.is_empty()) {
                let _ = write!(notes, " ;\n    {property} {}{datatype}", quoted(value));
            }
        }
        if !notes.is_empty() {
            let _ = writeln!(
                out,
                "[] a rdf:Statement ;\n    rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {object}{notes} ."
            );
        }
        out
    }
}

fn iri(iri: &str) -> String {
    NamedNode::new_unchecked(iri).to_string()
}

fn quoted(text: &str) -> String {
    oxrdf::Literal::new_simple_literal(text).to_string()
}
