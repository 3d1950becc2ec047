//! The graph that a query draws: rows of source, target and label, or triples.

use crate::export::graph::{Edge, EntityGraph, Node, tail};
use crate::export::period::Period;
use crate::export::style::Group;
use crate::ontology::{ClassId, Ontology};
use crate::vocab::skos;
use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedNode, Term};
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::BTreeMap;

/// An answer to a query: the names of its columns, and its rows.
///
/// Rows of a SELECT have `source` and `target`, and may have `label` and `weight`; those of a CONSTRUCT have
/// `subject`, `property` and `object`.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// A term, or none, for each column.
    pub rows: Vec<Vec<Option<Term>>>,
}

/// Why an answer is no graph.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinksError {
    /// A column is missing.
    #[error(
        "the query gives no ?{0}\n  hint: SELECT ?source ?target ?label, with ?weight if you like, or CONSTRUCT"
    )]
    Column(&'static str),
    /// The end of a link is no IRI.
    #[error("row {row} of the answer: {term} is no IRI, and cannot be a node")]
    Node {
        /// The number of the row, from 1.
        row: usize,
        /// What stands there.
        term: String,
    },
}

/// A link of an answer, before its nodes are known.
struct Link {
    source: NamedNode,
    target: NamedNode,
    label: Term,
    weight: usize,
}

/// What the triples of a CONSTRUCT say of nodes.
#[derive(Default)]
struct Said {
    label: Option<String>,
    class: Option<ClassId>,
}

impl EntityGraph {
    /// The graph of a query's answer. What the entity graph knows of an entity or a fact stays with it;
    /// a fact it does not know is as heavy as `weight` says, or as often as it is repeated.
    ///
    /// # Errors
    ///
    /// If a column is missing or the end of a link is no IRI.
    pub fn linked(&self, answer: &Links, ontology: &Ontology) -> Result<Self, LinksError> {
        let mut said: BTreeMap<NamedNode, Said> = BTreeMap::new();
        let links = read(answer, &mut said, ontology)?;
        let known: BTreeMap<&str, NodeIndex> = self
            .graph
            .node_indices()
            .map(|at| (self.graph[at].iri.as_str(), at))
            .collect();
        let mut nodes: BTreeMap<&NamedNode, NodeIndex> = links
            .iter()
            .flat_map(|link| [&link.source, &link.target])
            .map(|iri| (iri, NodeIndex::default()))
            .collect();
        let mut graph = DiGraph::new();
        for (iri, at) in &mut nodes {
            let node = known.get(iri.as_str()).map(|at| self.graph[*at].clone());
            let node = node.or_else(|| unknown(iri, said.get(*iri), ontology));
            *at = node.map_or_else(NodeIndex::end, |node| graph.add_node(node));
        }
        let mut edges: BTreeMap<(NodeIndex, NodeIndex, String), Edge> = BTreeMap::new();
        for link in &links {
            let (source, target) = (nodes[&link.source], nodes[&link.target]);
            if source == NodeIndex::end() || target == NodeIndex::end() {
                continue;
            }
            let label = text(&link.label);
            let fact = known
                .get(link.source.as_str())
                .zip(known.get(link.target.as_str()))
                .and_then(|(source, target)| {
                    self.graph
                        .edges_connecting(*source, *target)
                        .map(|edge| edge.weight())
                        .find(|edge| {
                            edge.property.as_str() == label
                                || edge.name == label
                                || edge.label == label
                        })
                });
            edges
                .entry((source, target, label))
                .and_modify(|edge| edge.count += if fact.is_some() { 0 } else { link.weight })
                .or_insert_with(|| fact.cloned().unwrap_or_else(|| self.stated(link, ontology)));
        }
        for ((source, target, _), edge) in edges {
            graph.add_edge(source, target, edge);
        }
        Ok(Self {
            graph,
            documents: self.documents.clone(),
            ..Self::default()
        })
    }

    /// The edge of a link that is no known fact.
    fn stated(&self, link: &Link, ontology: &Ontology) -> Edge {
        let (property, name) = match &link.label {
            Term::NamedNode(property) => (property.clone(), tail(property.as_str()).to_owned()),
            other => (skos::RELATED.into_owned(), text(other)),
        };
        let label = ontology
            .properties()
            .find(|(_, info)| info.iri == property)
            .map_or_else(|| name.clone(), |(_, info)| info.label.clone());
        Edge {
            property,
            name,
            label,
            documents: Vec::new(),
            confidence: None,
            count: link.weight,
            quote: None,
            period: Period::default(),
        }
    }
}

fn read(
    answer: &Links,
    said: &mut BTreeMap<NamedNode, Said>,
    ontology: &Ontology,
) -> Result<Vec<Link>, LinksError> {
    let column = |name: &str| answer.columns.iter().position(|column| column == name);
    let triples = column("property").is_some();
    let (source, target, label) = if triples {
        ("subject", "object", "property")
    } else {
        ("source", "target", "label")
    };
    let (label, weight) = (column(label), column("weight"));
    let source = column(source).ok_or(LinksError::Column(source))?;
    let target = column(target).ok_or(LinksError::Column(target))?;
    let mut links = Vec::new();
    for (number, row) in answer.rows.iter().enumerate() {
        let term = |at: Option<usize>| at.and_then(|at| row.get(at)?.as_ref());
        let (label, weight) = (term(label), term(weight));
        let node = |at: usize| match term(Some(at)) {
            Some(Term::NamedNode(node)) => Ok(node.clone()),
            other => Err(LinksError::Node {
                row: number + 1,
                term: other.map_or_else(|| "nothing".to_owned(), ToString::to_string),
            }),
        };
        if triples && let Some(Term::NamedNode(property)) = label {
            let subject = node(source)?;
            match (property.as_ref(), term(Some(target))) {
                (rdf::TYPE, Some(Term::NamedNode(class))) => {
                    let class = ontology.classes().find(|(_, info)| info.iri == *class);
                    said.entry(subject).or_default().class = class.map(|(class, _)| class);
                    continue;
                }
                (rdfs::LABEL | skos::PREF_LABEL, Some(Term::Literal(name))) => {
                    said.entry(subject).or_default().label = Some(name.value().to_owned());
                    continue;
                }
                // Facts with values draw no line.
                (_, Some(Term::Literal(_))) => continue,
                _ => {}
            }
        }
        let weight = match weight {
            Some(Term::Literal(weight)) => weight.value().parse().unwrap_or(1),
            _ => 1,
        };
        links.push(Link {
            source: node(source)?,
            target: node(target)?,
            label: label
                .cloned()
                .unwrap_or_else(|| skos::RELATED.into_owned().into()),
            weight,
        });
    }
    Ok(links)
}

/// A node that the entity graph does not know; none if the ontology has no class for it.
fn unknown(iri: &NamedNode, said: Option<&Said>, ontology: &Ontology) -> Option<Node> {
    let class = said
        .and_then(|said| said.class)
        .or_else(|| ontology.class("Entity"))?;
    let info = ontology.class_info(class);
    Some(Node {
        iri: iri.clone(),
        label: said
            .and_then(|said| said.label.clone())
            .unwrap_or_else(|| tail(iri.as_str()).to_owned()),
        aliases: Vec::new(),
        class,
        class_name: info.name.clone(),
        class_label: info.label.clone(),
        places: Vec::new(),
        group: Group::of(class, ontology),
        documents: Vec::new(),
        period: Period::default(),
        measures: None,
    })
}

fn text(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}
