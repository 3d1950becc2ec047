//! The entity graph as RDF: Turtle that Neo4j's neosemantics takes as nodes and relationships, and JSON-LD
//! framed for an entity.
//!
//! Unlike a dump, neither holds statement nodes: an entity has its name, class, sources and measures, and
//! its facts lead to other entities. Attributes that are no property of the ontology are terms of
//! `https://w3id.org/tripolis/graph#`.

use super::column::{Attributes, NODE, Value};
use super::graph::Edge;
use super::{Caption, EntityGraph};
use crate::vocab::{POL, dcterms, skos};
use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term, Triple};
use oxrdfio::{RdfFormat, RdfSerializer};
use petgraph::Direction::{Incoming, Outgoing};
use petgraph::graph::{EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Namespace of what the graph tells of an entity.
const GRAPH: &str = "https://w3id.org/tripolis/graph#";

/// How neosemantics is told to read the file.
const N10S: &str = "\
# For Neo4j with neosemantics (n10s), in a database of its own:
#   CREATE CONSTRAINT n10s_unique_uri FOR (r:Resource) REQUIRE r.uri IS UNIQUE;
#   CALL n10s.graphconfig.init({handleVocabUris: 'IGNORE', handleMultival: 'ARRAY',
#     multivalPropList: ['http://www.w3.org/2004/02/skos/core#altLabel',
#       'https://w3id.org/tripolis/graph#places', 'https://w3id.org/tripolis/graph#documents']});
#   CALL n10s.rdf.import.fetch('file:///PATH/TO/THIS.ttl', 'Turtle');
";

pub(super) fn n10s(graph: &EntityGraph, _: &Caption, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(N10S.as_bytes())?;
    let mut serializer = RdfSerializer::from_format(RdfFormat::Turtle);
    for (prefix, iri) in [
        ("pol", POL),
        ("graph", GRAPH),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("skos", "http://www.w3.org/2004/02/skos/core#"),
        ("dcterms", "http://purl.org/dc/terms/"),
    ] {
        serializer = serializer
            .with_prefix(prefix, iri)
            .map_err(io::Error::other)?;
    }
    let mut writer = serializer.for_writer(&mut *out);
    for at in graph.graph.node_indices() {
        let node = &graph.graph[at];
        let mut say = |predicate: NamedNodeRef<'_>, object: Term| {
            writer.serialize_triple(&Triple::new(node.iri.clone(), predicate, object))
        };
        say(
            rdf::TYPE,
            NamedNode::new_unchecked(format!("{POL}{}", node.class_name)).into(),
        )?;
        say(rdfs::LABEL, Literal::from(node.label.as_str()).into())?;
        for column in NODE {
            let term = format!("{GRAPH}{}", column.name);
            let (predicate, is_iri) = match column.name {
                "iri" | "class" => continue,
                "aliases" => (skos::ALT_LABEL, false),
                "sources" => (dcterms::SOURCE, true),
                _ => (NamedNodeRef::new_unchecked(&term), false),
            };
            let literal = |text: &str| Term::from(Literal::from(text));
            match (column.value)(graph, at) {
                None => {}
                Some(Value::Text(text)) => say(predicate, literal(&text))?,
                Some(Value::List(parts)) if is_iri => {
                    for part in parts {
                        say(predicate, NamedNode::new_unchecked(part).into())?;
                    }
                }
                Some(Value::List(parts)) => {
                    for part in parts {
                        say(predicate, literal(part))?;
                    }
                }
                Some(Value::Integer(number)) => {
                    let number = Literal::new_typed_literal(number.to_string(), xsd::INTEGER);
                    say(predicate, number.into())?;
                }
                Some(Value::Number(number)) => say(predicate, Literal::from(number).into())?,
            }
        }
        for edge in graph.graph.edges_directed(at, Outgoing) {
            let target = graph.graph[edge.target()].iri.clone();
            say(edge.weight().property.as_ref(), target.into())?;
        }
    }
    writer.finish()?;
    Ok(())
}

/// JSON-LD 1.1. Around an entity: that entity with its neighbors embedded in its facts, both ways, and the
/// rest under `@included`. Else: all entities, each with references to those its facts lead to.
pub(super) fn json_ld(graph: &EntityGraph, _: &Caption, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"@context\":")?;
    serde_json::to_writer(&mut *out, &context(graph))?;
    let mut embedded = BTreeSet::new();
    if let Some(center) = graph.center {
        let entity = framed(graph, center, &mut embedded)?;
        for (key, value) in &entity {
            write!(out, ",\n{}:", Json::from(key.as_str()))?;
            serde_json::to_writer(&mut *out, value)?;
        }
    }
    out.write_all(if graph.center.is_some() {
        b",\n\"@included\":["
    } else {
        b",\n\"@graph\":["
    })?;
    let mut first = true;
    for at in graph.graph.node_indices() {
        // What is embedded has been described; its facts with others than the center have not.
        let described = embedded.contains(&at);
        let facts = facts(graph, at, |edge| {
            Some(edge.source()) != graph.center && Some(edge.target()) != graph.center
        });
        if described && facts.is_empty() {
            continue;
        }
        let mut entity = if described {
            Map::from_iter([("iri".to_owned(), graph.graph[at].iri.as_str().into())])
        } else {
            description(graph, at)?
        };
        entity.extend(facts);
        out.write_all(if first { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &entity)?;
        first = false;
    }
    out.write_all(b"\n]}\n")
}

/// Which term each key stands for.
fn context(graph: &EntityGraph) -> Map<String, Json> {
    let mut context = Map::from_iter([("@version".to_owned(), json!(1.1))]);
    let mut add = |key: &str, term: Json| context.insert(key.to_owned(), term);
    for column in NODE {
        match column.name {
            "iri" => add("iri", "@id".into()),
            "class" => add("class", "@type".into()),
            "aliases" => add("aliases", skos::ALT_LABEL.as_str().into()),
            "sources" => add(
                "sources",
                json!({"@id": dcterms::SOURCE.as_str(), "@type": "@id"}),
            ),
            name => add(name, format!("{GRAPH}{name}").into()),
        };
    }
    add("label", rdfs::LABEL.as_str().into());
    for node in graph.graph.node_weights() {
        add(&node.class_name, format!("{POL}{}", node.class_name).into());
    }
    for edge in graph.graph.edge_weights() {
        add(
            key(edge),
            json!({"@id": edge.property.as_str(), "@type": "@id"}),
        );
    }
    context
}

/// The key of a fact: the name of a property of the ontology, else the IRI.
fn key(edge: &Edge) -> &str {
    match edge.property.as_str().strip_prefix(POL) {
        Some(name) if name == edge.name => name,
        _ => edge.property.as_str(),
    }
}

/// What is known of an entity by itself.
fn description(graph: &EntityGraph, at: NodeIndex) -> io::Result<Map<String, Json>> {
    let mut entity = Map::from_iter([(
        "label".to_owned(),
        Json::from(graph.graph[at].label.as_str()),
    )]);
    if let Json::Object(attributes) = serde_json::to_value(Attributes::new(graph, at, NODE))? {
        entity.extend(attributes);
    }
    Ok(entity)
}

/// An entity's facts with references to other entities.
fn facts<'g>(
    graph: &'g EntityGraph,
    at: NodeIndex,
    told: impl Fn(&EdgeReference<'g, Edge>) -> bool,
) -> Map<String, Json> {
    let mut facts = Map::new();
    for edge in graph.graph.edges_directed(at, Outgoing).filter(told) {
        push(
            &mut facts,
            key(edge.weight()),
            graph.graph[edge.target()].iri.as_str().into(),
        );
    }
    facts
}

/// The entity in the middle; its neighbors are described where they first appear.
fn framed(
    graph: &EntityGraph,
    center: NodeIndex,
    embedded: &mut BTreeSet<NodeIndex>,
) -> io::Result<Map<String, Json>> {
    let mut entity = description(graph, center)?;
    embedded.insert(center);
    let mut embed = |at: NodeIndex| {
        if embedded.insert(at) {
            description(graph, at).map(Json::Object)
        } else {
            Ok(graph.graph[at].iri.as_str().into())
        }
    };
    for edge in graph.graph.edges_directed(center, Outgoing) {
        let value = embed(edge.target())?;
        push(&mut entity, key(edge.weight()), value);
    }
    let mut reverse = Map::new();
    for edge in graph.graph.edges_directed(center, Incoming) {
        if edge.source() != center {
            let value = embed(edge.source())?;
            push(&mut reverse, key(edge.weight()), value);
        }
    }
    if !reverse.is_empty() {
        entity.insert("@reverse".to_owned(), Json::Object(reverse));
    }
    Ok(entity)
}

fn push(object: &mut Map<String, Json>, key: &str, value: Json) {
    // Anything else of this name is an attribute of the entity's own.
    if let Json::Array(values) = object.entry(key).or_insert_with(|| Json::Array(Vec::new())) {
        values.push(value);
    }
}
