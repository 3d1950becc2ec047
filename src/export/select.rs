//! Choosing what to show of an entity graph: by class, property, document, country, period, confidence,
//! neighborhood and number, as it is or in a simpler shape; or by a query.

mod country;
mod links;
mod shape;

use super::graph::{EntityGraph, Node};
use super::period::Period;
use crate::ontology::{ClassId, Ontology};
pub use links::{Links, LinksError};
use petgraph::graph::{DiGraph, NodeIndex};
pub use shape::Projection;
use std::collections::{BTreeSet, VecDeque};

/// What to keep; the default keeps everything. Conditions add up, alternatives within one are any of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Local names of classes: entities of these classes and of those below them.
    pub classes: Vec<String>,
    /// Local names of properties: facts with these, and the entities at their ends.
    pub properties: Vec<String>,
    /// Local names of properties whose facts go, and with them the entities that then stand alone.
    pub without: Vec<String>,
    /// Titles or IRIs of documents: what these name and tell.
    pub documents: Vec<String>,
    /// Names of countries: each country, what is located in it, and what documents about it name and tell.
    pub countries: Vec<String>,
    /// What held or ran in this period; what has no known time stays.
    pub period: Option<Period>,
    /// An entity and what stands near it.
    pub around: Option<Around>,
    /// Facts at least this sure, 0 to 1; facts of unknown confidence go.
    pub min_confidence: Option<f64>,
    /// Whether all facts of two entities become one edge, as heavy as they together.
    pub collapse: bool,
    /// Entities of one class, linked by what they share.
    pub project: Option<Projection>,
    /// The most connected entities, at most so many, without those that then stand alone.
    pub limit: Option<usize>,
}

/// A neighborhood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// Name, IRI, or `entity:SLUG` of the entity in the middle.
    pub entity: String,
    /// How many facts to go from it, against their direction too.
    pub depth: usize,
}

/// Why a selection cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectError {
    /// A name that nothing bears.
    #[error("no {what} is called `{name}`; there {}", listed(.known))]
    Unknown {
        /// What was looked for: "class", "property", "document" or "country".
        what: &'static str,
        /// The name.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// An entity that is not there.
    #[error("no entity is called `{name}`{}", .near.as_ref().map(|near| format!("; did you mean {near}?")).unwrap_or_default())]
    NoEntity {
        /// The name.
        name: String,
        /// The entities whose names contain it, the first few.
        near: Option<String>,
    },
    /// A name that several entities bear.
    #[error("`{name}` may be {}; give one of these IRIs", .candidates.join(" or "))]
    Ambiguous {
        /// The name.
        name: String,
        /// IRIs and labels of the entities.
        candidates: Vec<String>,
    },
}

fn listed(known: &[String]) -> String {
    if known.is_empty() {
        "are none".to_owned()
    } else {
        format!("are {}", known.join(", "))
    }
}

impl EntityGraph {
    /// The part of the graph that a selection keeps, and a sentence for each reduction that a reader
    /// of the result should know of.
    ///
    /// # Errors
    ///
    /// If the selection names a class, property, document or entity that is not there, or if several
    /// entities bear the name.
    pub fn select(
        &self,
        selection: &Selection,
        ontology: &Ontology,
    ) -> Result<(Self, Vec<String>), SelectError> {
        let mut kept = self.by_facts(selection, ontology)?;
        if let Some(around) = &selection.around {
            kept = kept.near(kept.find(&around.entity)?, around.depth);
        }
        let mut notes = Vec::new();
        let facts = kept.graph.edge_count();
        if kept
            .graph
            .edge_weights()
            .any(|edge| selection.without.contains(&edge.name))
        {
            kept = kept
                .keep(
                    |_| true,
                    |_, edge, _| !selection.without.contains(&edge.name),
                )
                .without_loners();
        }
        if kept.graph.edge_count() < facts {
            notes.push(format!(
                "Left out: {} facts of {}.",
                facts - kept.graph.edge_count(),
                selection.without.join(" and ")
            ));
        }
        if let Some(projection) = &selection.project {
            kept = kept.projected(projection, ontology)?;
        }
        if selection.collapse {
            kept = kept.collapsed();
        }
        if let Some(limit) = selection
            .limit
            .filter(|limit| *limit < kept.graph.node_count())
        {
            let core = kept.most_connected(limit);
            notes.push(format!(
                "Shown are the {} most connected of {} entities and {} of {} facts between them.",
                core.graph.node_count(),
                kept.graph.node_count(),
                core.graph.edge_count(),
                kept.graph.edge_count(),
            ));
            kept = core;
        }
        Ok((kept, notes))
    }

    /// The entity of a name, IRI or `entity:SLUG`; names are compared without regard to case.
    ///
    /// # Errors
    ///
    /// If no entity or several bear the name.
    pub fn find(&self, name: &str) -> Result<NodeIndex, SelectError> {
        let slug = name
            .strip_prefix("entity:")
            .map(|slug| format!("/entity/{slug}"));
        let by_iri = self.graph.node_indices().find(|at| {
            let iri = self.graph[*at].iri.as_str();
            iri == name
                || slug
                    .as_ref()
                    .is_some_and(|slug| iri.ends_with(slug.as_str()))
        });
        if let Some(node) = by_iri {
            return Ok(node);
        }
        let wanted = name.trim().to_lowercase();
        let names = |node: &Node, fits: &dyn Fn(&str) -> bool| {
            fits(&node.label.to_lowercase())
                || node.aliases.iter().any(|alias| fits(&alias.to_lowercase()))
        };
        let named = |fits: &dyn Fn(&str) -> bool| -> Vec<NodeIndex> {
            self.graph
                .node_indices()
                .filter(|at| names(&self.graph[*at], fits))
                .collect()
        };
        match named(&|name| name == wanted)[..] {
            [node] => Ok(node),
            [] => {
                let near = named(&|name| name.contains(&wanted));
                let labels: Vec<String> = near
                    .iter()
                    .take(5)
                    .map(|at| format!("`{}`", self.graph[*at].label))
                    .collect();
                let near = (!labels.is_empty()).then(|| labels.join(", "));
                Err(SelectError::NoEntity {
                    name: name.to_owned(),
                    near,
                })
            }
            ref several => Err(SelectError::Ambiguous {
                name: name.to_owned(),
                candidates: several
                    .iter()
                    .map(|at| &self.graph[*at])
                    .map(|node| {
                        format!(
                            "<{}> ({}, {})",
                            node.iri.as_str(),
                            node.label,
                            node.class_label
                        )
                    })
                    .collect(),
            }),
        }
    }

    /// The `limit` nodes with the most neighbors, without those that then have none.
    ///
    /// Of equally connected ones those with the better connected neighbor stay, then those whose IRI
    /// comes first.
    #[must_use]
    pub fn most_connected(&self, limit: usize) -> Self {
        let neighbors = |node: NodeIndex| {
            self.graph
                .neighbors_undirected(node)
                .filter(|other| *other != node)
                .collect::<BTreeSet<_>>()
        };
        let counts: Vec<usize> = self
            .graph
            .node_indices()
            .map(|node| neighbors(node).len())
            .collect();
        let best = |node: NodeIndex| {
            neighbors(node)
                .iter()
                .map(|other| counts[other.index()])
                .max()
                .unwrap_or(0)
        };
        let mut order: Vec<_> = self
            .graph
            .node_indices()
            .map(|node| (counts[node.index()], best(node), node))
            .collect();
        order.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then(a.2.cmp(&b.2)));
        let top = |count: usize| {
            let top: BTreeSet<NodeIndex> =
                order.iter().take(count).map(|(_, _, node)| *node).collect();
            self.keep(|node| top.contains(&node), |_, _, _| true)
                .without_loners()
        };
        // Loners leave room for the next ones.
        let (mut count, mut core) = (limit, top(limit));
        while core.graph.node_count() < limit && count < order.len() {
            count += limit - core.graph.node_count();
            let more = top(count);
            if more.graph.node_count() > limit {
                break;
            }
            core = more;
        }
        core
    }

    /// The nodes that have an edge, and all edges.
    #[must_use]
    pub fn without_loners(&self) -> Self {
        self.keep(
            |node| self.graph.neighbors_undirected(node).next().is_some(),
            |_, _, _| true,
        )
    }

    /// The nodes at most `depth` edges from one, and the edges between them.
    fn near(&self, center: NodeIndex, depth: usize) -> Self {
        let mut reached = BTreeSet::from([center]);
        let mut open = VecDeque::from([(center, 0)]);
        while let Some((node, distance)) = open.pop_front() {
            if distance < depth {
                for next in self.graph.neighbors_undirected(node) {
                    if reached.insert(next) {
                        open.push_back((next, distance + 1));
                    }
                }
            }
        }
        let mut near = self.clone();
        near.center = Some(center);
        near.keep(|node| reached.contains(&node), |_, _, _| true)
    }

    /// What classes, properties, documents and confidence leave.
    fn by_facts(&self, selection: &Selection, ontology: &Ontology) -> Result<Self, SelectError> {
        let classes = selection
            .classes
            .iter()
            .map(|name| self.class(name, ontology))
            .collect::<Result<Vec<_>, _>>()?;
        for name in selection.properties.iter().chain(&selection.without) {
            if ontology.property(name).is_none() {
                let known: BTreeSet<_> = self
                    .graph
                    .edge_weights()
                    .map(|edge| edge.name.clone())
                    .collect();
                return Err(SelectError::Unknown {
                    what: "property",
                    name: name.clone(),
                    known: known.into_iter().collect(),
                });
            }
        }
        let mut documents = BTreeSet::new();
        for name in &selection.documents {
            let place = self
                .documents
                .iter()
                .position(|document| document.title == *name || document.iri.as_str() == name);
            documents.insert(place.ok_or_else(|| {
                SelectError::Unknown {
                    what: "document",
                    name: name.clone(),
                    known: self
                        .documents
                        .iter()
                        .map(|document| document.title.clone())
                        .collect(),
                }
            })?);
        }
        let told =
            |by: &[usize]| documents.is_empty() || by.iter().any(|at| documents.contains(at));
        let countries = self.countries(&selection.countries, ontology)?;
        let period = selection.period.unwrap_or_default();
        let kept = self.keep(
            |at| {
                let node = &self.graph[at];
                (classes.is_empty()
                    || classes
                        .iter()
                        .any(|class| ontology.is_a(node.class, *class)))
                    && told(&node.documents)
                    && countries.as_ref().is_none_or(|countries| {
                        countries.places.contains(&at) || countries.tell(&node.documents)
                    })
                    && period.overlaps(node.period)
            },
            |source, edge, target| {
                (selection.properties.is_empty() || selection.properties.contains(&edge.name))
                    && told(&edge.documents)
                    && countries.as_ref().is_none_or(|countries| {
                        countries.tell(&edge.documents)
                            || [source, target]
                                .iter()
                                .any(|at| countries.places.contains(at))
                    })
                    && period.overlaps(edge.period)
                    && selection
                        .min_confidence
                        .is_none_or(|least| edge.confidence.is_some_and(|sure| sure >= least))
            },
        );
        Ok(if selection.properties.is_empty() {
            kept
        } else {
            kept.without_loners()
        })
    }

    /// The class of a name.
    fn class(&self, name: &str, ontology: &Ontology) -> Result<ClassId, SelectError> {
        let unknown = || SelectError::Unknown {
            what: "class",
            name: name.to_owned(),
            known: self
                .graph
                .node_weights()
                .map(|node| node.class_name.clone())
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
        };
        ontology.class(name).ok_or_else(unknown)
    }

    /// The nodes and edges that pass, in the same order.
    pub(super) fn keep(
        &self,
        node_passes: impl Fn(NodeIndex) -> bool,
        edge_passes: impl Fn(NodeIndex, &super::graph::Edge, NodeIndex) -> bool,
    ) -> Self {
        let mut graph = DiGraph::new();
        let mut places = vec![None; self.graph.node_count()];
        for node in self.graph.node_indices().filter(|node| node_passes(*node)) {
            places[node.index()] = Some(graph.add_node(self.graph[node].clone()));
        }
        for (source, target, edge) in self.edges() {
            if let (Some(from), Some(to)) = (places[source.index()], places[target.index()])
                && edge_passes(source, edge, target)
            {
                graph.add_edge(from, to, edge.clone());
            }
        }
        Self {
            graph,
            documents: self.documents.clone(),
            undirected: self.undirected,
            center: self.center.and_then(|center| places[center.index()]),
        }
    }
}
