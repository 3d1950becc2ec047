//! The quads of a document under the IRIs and names that stand for its things.

use super::canonical::Canonical;
use crate::vocab::skos;
use oxrdf::{Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, HashSet};

/// The language of names, as extraction writes them.
const LANGUAGE: &str = "en";

/// Puts the IRIs that stand for things in the place of those that extraction gave, by `names`. A thing shows the name
/// that stands for it in every document; what its document calls it becomes another name of it.
#[must_use]
pub fn rewrite(quads: Vec<Quad>, names: &BTreeMap<String, Canonical>) -> Vec<Quad> {
    let chief: BTreeMap<&str, &str> = names
        .values()
        .map(|stands| (stands.iri.as_str(), stands.label.as_str()))
        .collect();
    let mut out = Vec::with_capacity(quads.len());
    let mut named = HashSet::new();
    for mut quad in quads {
        if let NamedOrBlankNode::NamedNode(node) = &quad.subject
            && let Some(stands) = names.get(node.as_str())
        {
            quad.subject = NamedNode::new_unchecked(stands.iri.clone()).into();
        }
        if let Term::NamedNode(node) = &quad.object
            && let Some(stands) = names.get(node.as_str())
        {
            quad.object = NamedNode::new_unchecked(stands.iri.clone()).into();
        }
        let is_name = quad.predicate == skos::PREF_LABEL || quad.predicate == skos::ALT_LABEL;
        let label = match &quad.subject {
            NamedOrBlankNode::NamedNode(node) if is_name => chief.get(node.as_str()).copied(),
            _ => None,
        };
        let Some(label) = label else {
            out.push(quad);
            continue;
        };
        if named.insert(quad.subject.clone()) {
            let name = Literal::new_language_tagged_literal_unchecked(label, LANGUAGE);
            out.push(Quad::new(
                quad.subject.clone(),
                skos::PREF_LABEL,
                name,
                quad.graph_name.clone(),
            ));
        }
        if !matches!(&quad.object, Term::Literal(name) if name.value() == label) {
            quad.predicate = skos::ALT_LABEL.into_owned();
            out.push(quad);
        }
    }
    out
}
