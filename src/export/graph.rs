//! The entity graph: entities as nodes, facts between entities as edges, in petgraph.

use super::style::Group;
use crate::ontology::{ClassId, Ontology};
use crate::vocab::{dcterms, oa, pol, prov, skos};
use oxrdf::vocab::rdf;
use oxrdf::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Local name of the property that tells where something is.
pub const LOCATION: &str = "location";

/// Entities and the facts between them. Nodes stand in the order of their IRIs, edges in the order
/// of source, property and target; two entities can have several edges, one for each property.
#[derive(Clone, Debug, Default)]
pub struct EntityGraph {
    pub(super) graph: DiGraph<Node, Edge>,
    pub(super) documents: Vec<Document>,
}

/// A source document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its IRI, which is also the name of the graph of its facts.
    pub iri: NamedNode,
    /// What it is called.
    pub title: String,
}

/// An entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its IRI.
    pub iri: NamedNode,
    /// The name to show.
    pub label: String,
    /// Its other names, sorted.
    pub aliases: Vec<String>,
    /// Its class; where documents differ, the one that most of them give.
    pub class: ClassId,
    /// Local name of the class, such as `Program`.
    pub class_name: String,
    /// English name of the class, such as "program".
    pub class_label: String,
    /// The names of the places where it is, by the facts of `pol:location`, sorted.
    pub places: Vec<String>,
    /// Which color it has.
    pub group: Group,
    /// The documents that name it: places in [`EntityGraph::documents`], ascending.
    pub documents: Vec<usize>,
}

/// A fact between two entities, told once or more.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Its property.
    pub property: NamedNode,
    /// Local name of the property, such as `launchedBy`.
    pub name: String,
    /// English name of the property, such as "launched by".
    pub label: String,
    /// The documents that tell it: places in [`EntityGraph::documents`], ascending.
    pub documents: Vec<usize>,
    /// How sure the surest of its statements is, 0 to 1.
    pub confidence: Option<f64>,
    /// How many statements tell it; where provenance is not given, how many documents.
    pub count: usize,
    /// The words of its surest statement.
    pub quote: Option<String>,
}

impl EntityGraph {
    /// Collects the graph from the quads of the model in [`crate::triple`], in any order.
    ///
    /// An entity is what has a class of `ontology` that is neither a structured value nor one of the
    /// terms of provenance. Facts with literals and structured values are left out, and so are quads
    /// of other models.
    #[must_use]
    pub fn from_quads(quads: impl IntoIterator<Item = Quad>, ontology: &Ontology) -> Self {
        let mut found = Found::new(ontology);
        for quad in quads {
            found.take(quad);
        }
        found.finish()
    }

    /// The graph itself.
    #[must_use]
    pub fn graph(&self) -> &DiGraph<Node, Edge> {
        &self.graph
    }

    /// The documents that name the entities, in the order of their IRIs.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// How many edges begin or end at a node; an edge from a node to itself counts twice.
    #[must_use]
    pub fn degree(&self, node: NodeIndex) -> usize {
        use petgraph::Direction::{Incoming, Outgoing};
        self.graph.edges_directed(node, Outgoing).count() + self.graph.edges_directed(node, Incoming).count()
    }

    /// How large to draw a node: 10 for one without edges, 5 more with each fourfold of them.
    #[must_use]
    pub fn size(&self, node: NodeIndex) -> u32 {
        let steps = (self.degree(node) + 1).ilog2();
        10 + steps * 5 / 2
    }

    /// The titles of documents, joined by "; ".
    #[must_use]
    pub fn titles(&self, documents: &[usize]) -> String {
        let titles: Vec<&str> = documents.iter().map(|at| self.documents[*at].title.as_str()).collect();
        titles.join("; ")
    }

    /// Edges with their ends, in the order of the graph.
    pub(super) fn edges(&self) -> impl Iterator<Item = (NodeIndex, NodeIndex, &Edge)> {
        self.graph.edge_references().map(|edge| (edge.source(), edge.target(), edge.weight()))
    }

    /// The groups that occur, in the order of legends.
    pub(super) fn groups(&self) -> Vec<Group> {
        let there: BTreeSet<Group> = self.graph.node_weights().map(|node| node.group).collect();
        Group::ALL.into_iter().filter(|group| there.contains(group)).collect()
    }
}

/// What has been seen of one entity.
#[derive(Default)]
struct Seen {
    classes: BTreeMap<ClassId, BTreeSet<NamedNode>>,
    names: BTreeMap<String, usize>,
    aliases: BTreeSet<String>,
}

/// What has been seen of one statement.
#[derive(Default)]
struct Statement {
    subject: Option<NamedNode>,
    predicate: Option<NamedNode>,
    object: Option<NamedNode>,
    confidence: Option<f64>,
    passage: Option<NamedNode>,
}

/// What the statements of a fact add up to.
#[derive(Default)]
struct Told {
    count: usize,
    /// Confidence and passage of the surest statement.
    best: Option<(f64, NamedNode)>,
}

type Triple = (NamedNode, NamedNode, NamedNode);

/// The graph while quads come in, in any order.
struct Found<'o> {
    ontology: &'o Ontology,
    classes: HashMap<NamedNode, ClassId>,
    entities: BTreeMap<NamedNode, Seen>,
    names: Vec<(NamedNode, String, bool)>,
    links: BTreeMap<Triple, BTreeSet<NamedNode>>,
    statements: HashMap<NamedNode, Statement>,
    quotes: HashMap<NamedNode, String>,
    titles: HashMap<NamedNode, String>,
}

impl<'o> Found<'o> {
    fn new(ontology: &'o Ontology) -> Self {
        let apart: Vec<ClassId> = ["StructuredValue", "Document", "Statement", "Passage"]
            .into_iter()
            .filter_map(|name| ontology.class(name))
            .collect();
        let classes = ontology
            .classes()
            .filter(|(class, _)| !apart.iter().any(|other| ontology.is_a(*class, *other)))
            .map(|(class, info)| (info.iri.clone(), class))
            .collect();
        Self {
            ontology,
            classes,
            entities: BTreeMap::new(),
            names: Vec::new(),
            links: BTreeMap::new(),
            statements: HashMap::new(),
            quotes: HashMap::new(),
            titles: HashMap::new(),
        }
    }

    fn take(&mut self, quad: Quad) {
        let (NamedOrBlankNode::NamedNode(subject), GraphName::NamedNode(graph)) = (quad.subject, quad.graph_name)
        else {
            return;
        };
        let predicate = quad.predicate;
        match quad.object {
            Term::NamedNode(object) => self.take_link(subject, predicate, object, graph),
            Term::Literal(literal) => {
                let text = literal.value();
                match predicate.as_ref() {
                    skos::PREF_LABEL => self.names.push((subject, text.to_owned(), true)),
                    skos::ALT_LABEL => self.names.push((subject, text.to_owned(), false)),
                    pol::CONFIDENCE => self.statements.entry(subject).or_default().confidence = text.parse().ok(),
                    oa::EXACT => {
                        self.quotes.insert(subject, text.to_owned());
                    }
                    dcterms::TITLE => {
                        self.titles.insert(subject, text.to_owned());
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn take_link(&mut self, subject: NamedNode, predicate: NamedNode, object: NamedNode, graph: NamedNode) {
        match predicate.as_ref() {
            rdf::TYPE => {
                if let Some(class) = self.classes.get(&object) {
                    self.entities.entry(subject).or_default().classes.entry(*class).or_default().insert(graph);
                }
            }
            rdf::SUBJECT => self.statements.entry(subject).or_default().subject = Some(object),
            rdf::PREDICATE => self.statements.entry(subject).or_default().predicate = Some(object),
            rdf::OBJECT => self.statements.entry(subject).or_default().object = Some(object),
            prov::WAS_QUOTED_FROM => self.statements.entry(subject).or_default().passage = Some(object),
            _ => {
                self.links.entry((subject, predicate, object)).or_default().insert(graph);
            }
        }
    }

    fn finish(mut self) -> EntityGraph {
        for (subject, name, preferred) in std::mem::take(&mut self.names) {
            if let Some(seen) = self.entities.get_mut(&subject) {
                if preferred {
                    *seen.names.entry(name).or_default() += 1;
                } else {
                    seen.aliases.insert(name);
                }
            }
        }
        let entities = &self.entities;
        self.links.retain(|(subject, _, object), _| entities.contains_key(subject) && entities.contains_key(object));

        let named = self.entities.values().flat_map(|seen| seen.classes.values().flatten());
        let told = self.links.values().flatten();
        let graphs: BTreeSet<&NamedNode> = named.chain(told).collect();
        let places: HashMap<&NamedNode, usize> = graphs.iter().enumerate().map(|(at, iri)| (*iri, at)).collect();
        let place = |graphs: &BTreeSet<NamedNode>| graphs.iter().map(|iri| places[iri]).collect::<Vec<usize>>();
        let documents = graphs
            .iter()
            .map(|iri| Document {
                iri: (*iri).clone(),
                title: self.titles.get(*iri).cloned().unwrap_or_else(|| tail(iri.as_str()).to_owned()),
            })
            .collect();

        let mut graph = DiGraph::with_capacity(self.entities.len(), self.links.len());
        let mut indices = HashMap::with_capacity(self.entities.len());
        for (iri, seen) in &self.entities {
            indices.insert(iri, graph.add_node(node(iri, seen, &place, self.ontology)));
        }
        let told = self.told();
        let properties: HashMap<&str, &str> =
            self.ontology.properties().map(|(_, info)| (info.iri.as_str(), info.label.as_str())).collect();
        for (triple, graphs) in &self.links {
            let (subject, property, object) = triple;
            let (from, to) = (indices[subject], indices[object]);
            let told = told.get(triple);
            let best = told.and_then(|told| told.best.as_ref());
            let name = tail(property.as_str()).to_owned();
            let edge = Edge {
                property: property.clone(),
                label: properties.get(property.as_str()).map_or_else(|| name.clone(), |label| (*label).to_owned()),
                name,
                documents: place(graphs),
                confidence: best.map(|(confidence, _)| *confidence),
                count: told.map_or(graphs.len(), |told| told.count),
                quote: best.and_then(|(_, passage)| self.quotes.get(passage).cloned()),
            };
            if edge.name == LOCATION {
                let place = graph[to].label.clone();
                graph[from].places.push(place);
            }
            graph.add_edge(from, to, edge);
        }
        for node in graph.node_weights_mut() {
            node.places.sort_unstable();
            node.places.dedup();
        }
        EntityGraph { graph, documents }
    }

    /// The statements between entities, summed up by what they say.
    fn told(&self) -> HashMap<Triple, Told> {
        let mut sums: HashMap<Triple, Told> = HashMap::new();
        for statement in self.statements.values() {
            let (Some(subject), Some(predicate), Some(object)) =
                (&statement.subject, &statement.predicate, &statement.object)
            else {
                continue;
            };
            let told = sums.entry((subject.clone(), predicate.clone(), object.clone())).or_default();
            told.count += 1;
            if let (Some(confidence), Some(passage)) = (statement.confidence, &statement.passage) {
                // Statements come in no order: of equally sure ones the first passage wins.
                let better = told.best.as_ref().is_none_or(|(best, at)| {
                    confidence.total_cmp(best).then_with(|| at.as_str().cmp(passage.as_str())).is_gt()
                });
                if better {
                    told.best = Some((confidence, passage.clone()));
                }
            }
        }
        sums
    }
}

fn node(iri: &NamedNode, seen: &Seen, place: &impl Fn(&BTreeSet<NamedNode>) -> Vec<usize>, ontology: &Ontology) -> Node {
    // The class that most documents give; of equals the narrower, then the first.
    let (class, _) = seen
        .classes
        .iter()
        .max_by(|(a, a_graphs), (b, b_graphs)| {
            let depth = |class: ClassId| ontology.classes().filter(|(other, _)| ontology.is_a(class, *other)).count();
            a_graphs.len().cmp(&b_graphs.len()).then_with(|| depth(**a).cmp(&depth(**b))).then_with(|| b.cmp(a))
        })
        .expect("an entity is seen by its class");
    let all: BTreeSet<NamedNode> = seen.classes.values().flatten().cloned().collect();
    // The name that most documents give; of equals the longest, then the first.
    let label = seen
        .names
        .iter()
        .max_by(|(a, a_count), (b, b_count)| {
            a_count.cmp(b_count).then_with(|| a.chars().count().cmp(&b.chars().count())).then_with(|| b.cmp(a))
        })
        .map(|(name, _)| name)
        .or(seen.aliases.first())
        .map_or_else(|| tail(iri.as_str()), String::as_str);
    let aliases = seen.names.keys().chain(&seen.aliases).filter(|name| *name != label).collect::<BTreeSet<_>>();
    let info = ontology.class_info(*class);
    Node {
        iri: iri.clone(),
        label: label.to_owned(),
        aliases: aliases.into_iter().cloned().collect(),
        class: *class,
        class_name: info.name.clone(),
        class_label: info.label.clone(),
        places: Vec::new(),
        group: Group::of(*class, ontology),
        documents: place(&all),
    }
}

/// What stands behind the last `#` or `/` of an IRI.
fn tail(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}
