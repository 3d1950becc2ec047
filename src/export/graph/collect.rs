//! From quads in any order to the entity graph.

use super::{Document, Edge, EntityGraph, LOCATION, Node, tail};
use crate::export::period::{Period, date};
use crate::export::style::Group;
use crate::ontology::{ClassId, Ontology};
use crate::value::Date;
use crate::vocab::{dcterms, oa, pol, prov, skos};
use oxrdf::vocab::rdf;
use oxrdf::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use petgraph::graph::DiGraph;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What has been seen of one entity.
#[derive(Default)]
struct Seen {
    classes: BTreeMap<ClassId, BTreeSet<NamedNode>>,
    names: BTreeMap<String, usize>,
    aliases: BTreeSet<String>,
    period: Period,
    /// When it happened, where it has no period.
    moment: Period,
}

/// What has been seen of one statement.
#[derive(Default)]
struct Statement {
    subject: Option<NamedNode>,
    predicate: Option<NamedNode>,
    object: Option<NamedNode>,
    confidence: Option<f64>,
    passage: Option<NamedNode>,
    period: Period,
}

/// What the statements of a fact add up to.
#[derive(Default)]
struct Told {
    count: usize,
    /// Confidence and passage of the surest statement.
    best: Option<(f64, NamedNode)>,
    period: Period,
}

type Triple = (NamedNode, NamedNode, NamedNode);

/// The graph while quads come in, in any order.
pub(super) struct Found<'o> {
    ontology: &'o Ontology,
    classes: HashMap<NamedNode, ClassId>,
    entities: BTreeMap<NamedNode, Seen>,
    names: Vec<(NamedNode, String, bool)>,
    links: BTreeMap<Triple, BTreeSet<NamedNode>>,
    statements: HashMap<NamedNode, Statement>,
    quotes: HashMap<NamedNode, String>,
    titles: HashMap<NamedNode, String>,
    /// The dates of entities, with the names of their properties.
    dates: Vec<(NamedNode, NamedNode, Date)>,
    /// The countries that documents are about.
    countries: HashMap<NamedNode, NamedNode>,
    event: Option<ClassId>,
}

impl<'o> Found<'o> {
    pub(super) fn new(ontology: &'o Ontology) -> Self {
        let apart: Vec<ClassId> = [
            "StructuredValue",
            "Document",
            "DocumentChange",
            "Statement",
            "Passage",
        ]
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
            dates: Vec::new(),
            countries: HashMap::new(),
            event: ontology.class("Event"),
        }
    }

    pub(super) fn take(&mut self, quad: Quad) {
        let (NamedOrBlankNode::NamedNode(subject), GraphName::NamedNode(graph)) =
            (quad.subject, quad.graph_name)
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
                    pol::CONFIDENCE => {
                        self.statements.entry(subject).or_default().confidence = text.parse().ok()
                    }
                    oa::EXACT => {
                        self.quotes.insert(subject, text.to_owned());
                    }
                    dcterms::TITLE => {
                        self.titles.insert(subject, text.to_owned());
                    }
                    pol::VALID_FROM => {
                        self.statements.entry(subject).or_default().period.from = date(text)
                    }
                    pol::VALID_TO => {
                        self.statements.entry(subject).or_default().period.to = date(text)
                    }
                    pol::DATE | pol::START_DATE | pol::END_DATE => {
                        self.dates
                            .extend(date(text).map(|date| (subject, predicate, date)));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn take_link(
        &mut self,
        subject: NamedNode,
        predicate: NamedNode,
        object: NamedNode,
        graph: NamedNode,
    ) {
        match predicate.as_ref() {
            rdf::TYPE => {
                if let Some(class) = self.classes.get(&object) {
                    self.entities
                        .entry(subject)
                        .or_default()
                        .classes
                        .entry(*class)
                        .or_default()
                        .insert(graph);
                }
            }
            rdf::SUBJECT => self.statements.entry(subject).or_default().subject = Some(object),
            rdf::PREDICATE => self.statements.entry(subject).or_default().predicate = Some(object),
            rdf::OBJECT => self.statements.entry(subject).or_default().object = Some(object),
            dcterms::SPATIAL => {
                self.countries.insert(subject, object);
            }
            prov::WAS_QUOTED_FROM => {
                self.statements.entry(subject).or_default().passage = Some(object)
            }
            _ => {
                self.links
                    .entry((subject, predicate, object))
                    .or_default()
                    .insert(graph);
            }
        }
    }

    pub(super) fn finish(mut self) -> EntityGraph {
        for (subject, name, preferred) in std::mem::take(&mut self.names) {
            if let Some(seen) = self.entities.get_mut(&subject) {
                if preferred {
                    *seen.names.entry(name).or_default() += 1;
                } else {
                    seen.aliases.insert(name);
                }
            }
        }
        for (subject, property, date) in std::mem::take(&mut self.dates) {
            if let Some(seen) = self.entities.get_mut(&subject) {
                seen.dated(property.as_ref(), date);
            }
        }
        let entities = &self.entities;
        self.links.retain(|(subject, _, object), _| {
            entities.contains_key(subject) && entities.contains_key(object)
        });

        let named = self
            .entities
            .values()
            .flat_map(|seen| seen.classes.values().flatten());
        let told = self.links.values().flatten();
        let graphs: BTreeSet<&NamedNode> = named.chain(told).collect();
        let places: HashMap<&NamedNode, usize> = graphs
            .iter()
            .enumerate()
            .map(|(at, iri)| (*iri, at))
            .collect();
        let place = |graphs: &BTreeSet<NamedNode>| {
            graphs.iter().map(|iri| places[iri]).collect::<Vec<usize>>()
        };
        let documents = graphs
            .iter()
            .map(|iri| Document {
                iri: (*iri).clone(),
                title: self
                    .titles
                    .get(*iri)
                    .cloned()
                    .unwrap_or_else(|| tail(iri.as_str()).to_owned()),
                country: self.countries.get(*iri).cloned(),
            })
            .collect();

        let mut graph = DiGraph::with_capacity(self.entities.len(), self.links.len());
        let mut indices = HashMap::with_capacity(self.entities.len());
        for (iri, seen) in &self.entities {
            indices.insert(iri, graph.add_node(self.node(iri, seen, &place)));
        }
        let told = self.told();
        let properties: HashMap<&str, &str> = self
            .ontology
            .properties()
            .map(|(_, info)| (info.iri.as_str(), info.label.as_str()))
            .collect();
        for (triple, graphs) in &self.links {
            let (subject, property, object) = triple;
            let (from, to) = (indices[subject], indices[object]);
            let told = told.get(triple);
            let best = told.and_then(|told| told.best.as_ref());
            let name = tail(property.as_str()).to_owned();
            let edge = Edge {
                property: property.clone(),
                label: properties
                    .get(property.as_str())
                    .map_or_else(|| name.clone(), |label| (*label).to_owned()),
                name,
                documents: place(graphs),
                confidence: best.map(|(confidence, _)| *confidence),
                count: told.map_or(graphs.len(), |told| told.count),
                quote: best.and_then(|(_, passage)| self.quotes.get(passage).cloned()),
                period: told.map_or_else(Period::default, |told| told.period),
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
        EntityGraph {
            graph,
            documents,
            undirected: false,
            center: None,
        }
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
            let told = sums
                .entry((subject.clone(), predicate.clone(), object.clone()))
                .or_default();
            told.count += 1;
            told.period.widen(statement.period);
            if let (Some(confidence), Some(passage)) = (statement.confidence, &statement.passage) {
                // Statements come in no order: of equally sure ones the first passage wins.
                let better = told.best.as_ref().is_none_or(|(best, at)| {
                    confidence
                        .total_cmp(best)
                        .then_with(|| at.as_str().cmp(passage.as_str()))
                        .is_gt()
                });
                if better {
                    told.best = Some((confidence, passage.clone()));
                }
            }
        }
        sums
    }

    fn node(
        &self,
        iri: &NamedNode,
        seen: &Seen,
        place: &impl Fn(&BTreeSet<NamedNode>) -> Vec<usize>,
    ) -> Node {
        let ontology = self.ontology;
        // The class that most documents give; of equals the narrower, then the first.
        let (class, _) = seen
            .classes
            .iter()
            .max_by(|(a, a_graphs), (b, b_graphs)| {
                let depth = |class: ClassId| {
                    ontology
                        .classes()
                        .filter(|(other, _)| ontology.is_a(class, *other))
                        .count()
                };
                a_graphs
                    .len()
                    .cmp(&b_graphs.len())
                    .then_with(|| depth(**a).cmp(&depth(**b)))
                    .then_with(|| b.cmp(a))
            })
            .expect("an entity is seen by its class");
        let all: BTreeSet<NamedNode> = seen.classes.values().flatten().cloned().collect();
        // The name that most documents give; of equals the longest, then the first.
        let label = seen
            .names
            .iter()
            .max_by(|(a, a_count), (b, b_count)| {
                a_count
                    .cmp(b_count)
                    .then_with(|| a.chars().count().cmp(&b.chars().count()))
                    .then_with(|| b.cmp(a))
            })
            .map(|(name, _)| name)
            .or(seen.aliases.first())
            .map_or_else(|| tail(iri.as_str()), String::as_str);
        let aliases = seen
            .names
            .keys()
            .chain(&seen.aliases)
            .filter(|name| *name != label)
            .collect::<BTreeSet<_>>();
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
            period: seen.period(self.event.is_some_and(|event| ontology.is_a(*class, event))),
            measures: None,
        }
    }
}

impl Seen {
    fn dated(&mut self, property: NamedNodeRef<'_>, date: Date) {
        let (from, to) = (Some(date), Some(date));
        match property {
            pol::START_DATE => self.period.widen(Period { from, to: None }),
            pol::END_DATE => self.period.widen(Period { from: None, to }),
            _ => self.moment.widen(Period { from, to }),
        }
    }

    /// Its period, else from its moment on: what was signed or launched stays, an event is over.
    fn period(&self, is_event: bool) -> Period {
        if !self.period.is_open() {
            return self.period;
        }
        Period {
            to: self.moment.to.filter(|_| is_event),
            ..self.moment
        }
    }
}
