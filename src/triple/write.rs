//! Quads as files: one order, one set of prefixes, every RDF format.

use crate::iri::Base;
use oxrdf::vocab::rdf;
use oxrdf::{
    GraphNameRef, Literal, NamedNodeRef, NamedOrBlankNodeRef, QuadRef, TermRef, TripleRef,
};
use oxrdfio::{RdfFormat, RdfSerializer};
use std::cmp::Ordering;
use std::io::{self, Write};

/// Writes quads in a format, with the prefixes of `base` declared, and gives the writer back.
///
/// A format with graphs (TriG, N-Quads, JSON-LD) gets the quads one by one as they come. A format
/// without (Turtle, N-Triples, RDF/XML) gets the union of all graphs, sorted by [`order`], each
/// triple once; for that the references, not the quads, are held in memory. Characters of literals
/// that XML cannot hold ([`is_xml`]) are left out of RDF/XML.
///
/// # Errors
///
/// If the writer fails.
pub fn write_quads<'q, W: Write>(
    quads: impl IntoIterator<Item = QuadRef<'q>>,
    format: RdfFormat,
    base: &Base,
    writer: W,
) -> io::Result<W> {
    let mut serializer = serializer(format, base).for_writer(writer);
    if format.supports_datasets() {
        for quad in quads {
            serializer.serialize_quad(quad)?;
        }
    } else {
        let mut triples: Vec<TripleRef<'_>> = quads.into_iter().map(TripleRef::from).collect();
        triples.sort_unstable_by(|a, b| triple_order(*a, *b));
        triples.dedup();
        for triple in triples {
            match printable(triple.object).filter(|_| format == RdfFormat::RdfXml) {
                Some(literal) => {
                    let triple = TripleRef::new(triple.subject, triple.predicate, literal.as_ref());
                    serializer.serialize_triple(triple)?;
                }
                None => serializer.serialize_triple(triple)?,
            }
        }
    }
    serializer.finish()
}

/// Whether XML 1.0 can hold a character, be it as a reference (production `Char`).
#[must_use]
pub const fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// A literal without the characters that XML cannot hold, if it has any.
fn printable(term: TermRef<'_>) -> Option<Literal> {
    let TermRef::Literal(literal) = term else {
        return None;
    };
    if literal.value().chars().all(is_xml) {
        return None;
    }
    let text: String = literal.value().chars().filter(|c| is_xml(*c)).collect();
    Some(match literal.language() {
        Some(language) => Literal::new_language_tagged_literal_unchecked(text, language),
        None => Literal::new_typed_literal(text, literal.datatype()),
    })
}

/// A serializer for a format, with the prefixes of `base` declared.
pub fn serializer(format: RdfFormat, base: &Base) -> RdfSerializer {
    base.prefixes().into_iter().fold(
        RdfSerializer::from_format(format),
        |serializer, (name, iri)| {
            serializer
                .with_prefix(name, iri)
                .expect("the prefixes of a checked base are IRIs")
        },
    )
}

/// The order of quads in files: by graph, subject, predicate (`rdf:type` first) and object.
#[must_use]
pub fn order(a: QuadRef<'_>, b: QuadRef<'_>) -> Ordering {
    graph(a.graph_name)
        .cmp(&graph(b.graph_name))
        .then_with(|| triple_order(TripleRef::from(a), TripleRef::from(b)))
}

fn triple_order(a: TripleRef<'_>, b: TripleRef<'_>) -> Ordering {
    subject(a.subject)
        .cmp(&subject(b.subject))
        .then_with(|| predicate(a.predicate).cmp(&predicate(b.predicate)))
        .then_with(|| object(a.object, b.object))
}

fn graph(name: GraphNameRef<'_>) -> (u8, &str) {
    match name {
        GraphNameRef::DefaultGraph => (0, ""),
        GraphNameRef::NamedNode(iri) => (1, iri.as_str()),
        GraphNameRef::BlankNode(node) => (2, node.as_str()),
    }
}

fn subject(node: NamedOrBlankNodeRef<'_>) -> (u8, &str) {
    match node {
        NamedOrBlankNodeRef::NamedNode(iri) => (0, iri.as_str()),
        NamedOrBlankNodeRef::BlankNode(node) => (1, node.as_str()),
    }
}

fn predicate(iri: NamedNodeRef<'_>) -> (bool, &str) {
    (iri != rdf::TYPE, iri.as_str())
}

fn object(a: TermRef<'_>, b: TermRef<'_>) -> Ordering {
    fn parts(term: TermRef<'_>) -> (u8, &str, &str, &str) {
        match term {
            TermRef::NamedNode(iri) => (0, iri.as_str(), "", ""),
            TermRef::BlankNode(node) => (1, node.as_str(), "", ""),
            TermRef::Literal(literal) => (
                2,
                literal.value(),
                literal.datatype().as_str(),
                literal.language().unwrap_or_default(),
            ),
            TermRef::Triple(_) => (3, "", "", ""),
        }
    }
    match (a, b) {
        (TermRef::Triple(a), TermRef::Triple(b)) => triple_order(a.as_ref(), b.as_ref()),
        _ => parts(a).cmp(&parts(b)),
    }
}
