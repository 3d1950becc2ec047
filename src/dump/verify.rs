//! Reading a dump back and comparing it with what was to be written.

use super::Format;
use crate::triple::order;
use oxrdf::dataset::CanonicalizationAlgorithm;
use oxrdf::{
    BlankNode, Dataset, GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, QuadRef, Term,
};
use oxrdfio::{RdfParseError, RdfParser};
use rio_api::model as rio;
use rio_api::parser::{QuadsParser, TriplesParser};
use rio_turtle::{NQuadsParser, NTriplesParser, TriGParser, TurtleError, TurtleParser};
use std::io::{self, BufRead};

/// The first difference between what was to be written and what was read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// A quad that should be in the file.
    #[error("missing: {0}")]
    Missing(Box<Quad>),
    /// A quad that should not.
    #[error("not asked for: {0}")]
    Added(Box<Quad>),
}

/// Why a file is not what was to be written.
#[derive(Debug, thiserror::Error)]
pub enum ReadBackError {
    /// It cannot be read.
    #[error("the file cannot be read")]
    Io(#[from] io::Error),
    /// It is not of its format.
    #[error("the parser refuses it: {0}")]
    Syntax(String),
    /// It says something else.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
}

impl From<TurtleError> for ReadBackError {
    fn from(error: TurtleError) -> Self {
        Self::Syntax(error.to_string())
    }
}

impl From<RdfParseError> for ReadBackError {
    fn from(error: RdfParseError) -> Self {
        match error {
            RdfParseError::Io(error) => Self::Io(error),
            RdfParseError::Syntax(error) => Self::Syntax(error.to_string()),
        }
    }
}

/// Reads a file and compares it with the quads that it should hold, up to the names of blank nodes.
///
/// Turtle, TriG, N-Triples and N-Quads are read by rio_turtle, which shares no code with the
/// serializer; JSON-LD and RDF/XML by the serializer's own family, for want of another.
///
/// # Errors
///
/// If the file cannot be read, is not of the format, or holds other quads.
pub fn verify(file: impl BufRead, format: Format, expected: &[Quad]) -> Result<(), ReadBackError> {
    let mut read = Vec::with_capacity(expected.len());
    match format {
        Format::Turtle => {
            TurtleParser::new(file, None).parse_all(&mut |triple| keep_triple(triple, &mut read))?
        }
        Format::NTriples => {
            NTriplesParser::new(file).parse_all(&mut |triple| keep_triple(triple, &mut read))?
        }
        Format::TriG => {
            TriGParser::new(file, None).parse_all(&mut |quad| keep_quad(quad, &mut read))?
        }
        Format::NQuads => {
            NQuadsParser::new(file).parse_all(&mut |quad| keep_quad(quad, &mut read))?
        }
        Format::JsonLd | Format::RdfXml => {
            for quad in RdfParser::from_format(format.rdf()).for_reader(file) {
                read.push(quad?);
            }
        }
    }
    Ok(compare(expected, &read)?)
}

/// Compares two sets of quads, up to the names of blank nodes.
fn compare(expected: &[Quad], read: &[Quad]) -> Result<(), Mismatch> {
    let (expected, read) = (canonical(expected), canonical(read));
    let (mut left, mut right) = (expected.iter().peekable(), read.iter().peekable());
    loop {
        let found = match (left.peek(), right.peek()) {
            (None, None) => return Ok(()),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(a), Some(b)) => order(a.as_ref(), b.as_ref()),
        };
        match found {
            std::cmp::Ordering::Less => {
                return Err(Mismatch::Missing(Box::new(
                    expected[expected.len() - left.len()].clone(),
                )));
            }
            std::cmp::Ordering::Greater => {
                return Err(Mismatch::Added(Box::new(
                    read[read.len() - right.len()].clone(),
                )));
            }
            std::cmp::Ordering::Equal => {
                left.next();
                right.next();
            }
        }
    }
}

/// The quads sorted, each once, with blank nodes named by what is said of them.
fn canonical(quads: &[Quad]) -> Vec<Quad> {
    // Few quads have blank nodes, and naming them anew costs more than all the rest.
    let (blank, mut ground): (Vec<&Quad>, Vec<&Quad>) =
        quads.iter().partition(|quad| has_blank(quad.as_ref()));
    ground.sort_unstable_by(|a, b| order(a.as_ref(), b.as_ref()));
    let mut blank: Dataset = blank.into_iter().map(Quad::as_ref).collect();
    blank.canonicalize(CanonicalizationAlgorithm::Unstable);
    let mut all: Vec<Quad> = ground
        .into_iter()
        .cloned()
        .chain(blank.iter().map(QuadRef::into_owned))
        .collect();
    all.sort_by(|a, b| order(a.as_ref(), b.as_ref()));
    all.dedup();
    all
}

fn has_blank(quad: QuadRef<'_>) -> bool {
    quad.subject.is_blank_node() || quad.object.is_blank_node() || quad.graph_name.is_blank_node()
}

fn keep_triple(triple: rio::Triple<'_>, read: &mut Vec<Quad>) -> Result<(), ReadBackError> {
    read.push(Quad::new(
        subject(triple.subject)?,
        NamedNode::new_unchecked(triple.predicate.iri),
        object(triple.object)?,
        GraphName::DefaultGraph,
    ));
    Ok(())
}

fn keep_quad(quad: rio::Quad<'_>, read: &mut Vec<Quad>) -> Result<(), ReadBackError> {
    let graph = match quad.graph_name {
        None => GraphName::DefaultGraph,
        Some(rio::GraphName::NamedNode(node)) => NamedNode::new_unchecked(node.iri).into(),
        Some(rio::GraphName::BlankNode(node)) => BlankNode::new_unchecked(node.id).into(),
    };
    read.push(Quad::new(
        subject(quad.subject)?,
        NamedNode::new_unchecked(quad.predicate.iri),
        object(quad.object)?,
        graph,
    ));
    Ok(())
}

fn subject(subject: rio::Subject<'_>) -> Result<NamedOrBlankNode, ReadBackError> {
    Ok(match subject {
        rio::Subject::NamedNode(node) => NamedNode::new_unchecked(node.iri).into(),
        rio::Subject::BlankNode(node) => BlankNode::new_unchecked(node.id).into(),
        rio::Subject::Triple(_) => return Err(quoted()),
    })
}

fn object(object: rio::Term<'_>) -> Result<Term, ReadBackError> {
    Ok(match object {
        rio::Term::NamedNode(node) => NamedNode::new_unchecked(node.iri).into(),
        rio::Term::BlankNode(node) => BlankNode::new_unchecked(node.id).into(),
        rio::Term::Literal(rio::Literal::Simple { value }) => {
            Literal::new_simple_literal(value).into()
        }
        rio::Term::Literal(rio::Literal::LanguageTaggedString { value, language }) => {
            Literal::new_language_tagged_literal_unchecked(value, language).into()
        }
        rio::Term::Literal(rio::Literal::Typed { value, datatype }) => {
            Literal::new_typed_literal(value, NamedNode::new_unchecked(datatype.iri)).into()
        }
        rio::Term::Triple(_) => return Err(quoted()),
    })
}

/// The graph model has no triples within triples, so none can have been written.
fn quoted() -> ReadBackError {
    ReadBackError::Syntax("a triple stands within a triple".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quads(turtle: &str) -> Vec<Quad> {
        RdfParser::from_format(oxrdfio::RdfFormat::Turtle)
            .for_slice(turtle)
            .map(|quad| quad.expect("the test's Turtle is well-formed"))
            .collect()
    }

    const TWO: &str = "<http://x/a> <http://x/p> \"one\"@en , \"1\"^^<http://x/t> .";

    #[test]
    fn what_was_written_passes() {
        assert!(verify(TWO.as_bytes(), Format::Turtle, &quads(TWO)).is_ok());
    }

    #[test]
    fn a_missing_an_added_and_a_changed_quad_are_found() {
        let one = "<http://x/a> <http://x/p> \"one\"@en .";
        let missing =
            verify(one.as_bytes(), Format::Turtle, &quads(TWO)).expect_err("one is missing");
        assert_eq!(
            missing.to_string(),
            "missing: <http://x/a> <http://x/p> \"1\"^^<http://x/t>"
        );
        let added = verify(TWO.as_bytes(), Format::Turtle, &quads(one)).expect_err("one too many");
        assert!(added.to_string().starts_with("not asked for: "), "{added}");
        let changed = TWO.replace("@en", "@fr");
        assert!(verify(changed.as_bytes(), Format::Turtle, &quads(TWO)).is_err());
    }

    #[test]
    fn blank_nodes_are_compared_by_what_is_said_of_them() {
        let (a, b) = (
            "_:a <http://x/p> _:b . _:b <http://x/q> 1 .",
            "_:x <http://x/q> 1 . _:y <http://x/p> _:x .",
        );
        assert!(verify(a.as_bytes(), Format::Turtle, &quads(b)).is_ok());
        let other = "_:x <http://x/q> 2 . _:y <http://x/p> _:x .";
        assert!(verify(a.as_bytes(), Format::Turtle, &quads(other)).is_err());
    }

    #[test]
    fn broken_files_are_refused() {
        let error = verify(
            "<http://x/a> <http://x/p> .".as_bytes(),
            Format::Turtle,
            &[],
        )
        .expect_err("no object");
        assert!(matches!(error, ReadBackError::Syntax(_)));
    }
}
