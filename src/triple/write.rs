//! Quads as files: one order, one set of prefixes, every RDF format.

use crate::iri::Base;
use oxrdf::vocab::rdf;
use oxrdf::{GraphNameRef, NamedNodeRef, NamedOrBlankNodeRef, QuadRef, TermRef, TripleRef};
use oxrdfio::{RdfFormat, RdfSerializer};
use std::cmp::Ordering;
use std::io::{self, Write};

/// Writes quads in a format, with the prefixes of `base` declared, and gives the writer back.
///
/// A format with graphs (TriG, N-Quads, JSON-LD) gets the quads one by one as they come. A format
/// without (Turtle, N-Triples, RDF/XML) gets the union of all graphs, sorted by [`order`], each
/// triple once; for that the references, not the quads, are held in memory.
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
            serializer.serialize_triple(triple)?;
        }
    }
    serializer.finish()
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
