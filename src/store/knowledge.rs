//! Graphs of knowledge in the form in which two readings of one file are equal.

use oxigraph::model::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxrdf::{BlankNode, Graph, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Puts triples into `graph` and gives their blank nodes names that depend on content alone.
///
/// A parser names the nodes of `[ … ]` anew each time; left so, the ontology would seem changed at
/// each ingest. Blank nodes belong to a whole store, so the graph's name enters theirs.
pub(super) fn quads(
    graph: NamedNodeRef<'_>,
    triples: impl IntoIterator<Item = Triple>,
) -> Vec<Quad> {
    let mut content: Graph = triples.into_iter().collect();
    if content
        .iter()
        .any(|triple| triple.subject.is_blank_node() || triple.object.is_blank_node())
    {
        content.canonicalize(CanonicalizationAlgorithm::Rdfc10 {
            hash_algorithm: CanonicalizationHashAlgorithm::Sha256,
        });
    }
    let mut prefix = "g".to_owned();
    for byte in Sha256::digest(graph.as_str()).iter().take(8) {
        // Writing to a string cannot fail.
        let _ = write!(prefix, "{byte:02x}");
    }
    let own = |node: BlankNode| BlankNode::new_unchecked(format!("{prefix}{}", node.as_str()));
    content
        .iter()
        .map(|triple| {
            let triple = triple.into_owned();
            let subject = match triple.subject {
                NamedOrBlankNode::BlankNode(node) => own(node).into(),
                subject @ NamedOrBlankNode::NamedNode(_) => subject,
            };
            let object = match triple.object {
                Term::BlankNode(node) => own(node).into(),
                object => object,
            };
            Quad::new(subject, triple.predicate, object, graph.into_owned())
        })
        .collect()
}
