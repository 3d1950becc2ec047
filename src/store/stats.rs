//! What is in a store, counted.

use super::{Pattern, Store, StoreError};
use crate::vocab::POL;
use oxigraph::sparql::{QueryEvaluationError, QueryResults, QuerySolution, SparqlEvaluator};
use oxrdf::vocab::rdfs;
use oxrdf::{NamedNode, Term};
use std::path::Path;

/// Numbers of things in a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stats {
    /// Documents.
    pub documents: u64,
    /// Entities that the documents name, each counted once.
    pub entities: u64,
    /// Entities by class, the most frequent class first. An entity counts in each class that a
    /// document gives it.
    pub classes: Vec<Count>,
    /// Facts: triples that at least one statement states, each counted once.
    pub facts: u64,
    /// Facts by property, the most frequent property first.
    pub properties: Vec<Count>,
    /// Statements: a fact has one for each time that a document says it.
    pub statements: u64,
    /// Stretches of text that statements quote.
    pub passages: u64,
    /// Quads of all graphs.
    pub quads: u64,
    /// Size of the store's files in bytes; none in memory.
    pub bytes: Option<u64>,
}

/// How often a class or property occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The class or property.
    pub iri: NamedNode,
    /// Its English label in the store, else its local name.
    pub label: String,
    /// How often.
    pub count: u64,
}

/// Values with parts of their own, such as figures, are named below their document and are no entities.
const ENTITIES: &str = "
    GRAPH ?provenance { ?document a pol:Document }
    GRAPH ?document { ?entity a ?name }
    FILTER (STRSTARTS(STR(?name), STR(pol:)))
    FILTER (!STRSTARTS(STR(?entity), CONCAT(STR(?document), '/')))";

const FACTS: &str = "
    SELECT DISTINCT ?subject ?name ?object WHERE {
        GRAPH ?provenance {
            ?statement rdf:subject ?subject ; rdf:predicate ?name ; rdf:object ?object
        }
    }";

impl Stats {
    /// Counts what is in `store`.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub fn of(store: &Store) -> Result<Self, StoreError> {
        let properties = named(
            store,
            &format!("SELECT ?name (COUNT(*) AS ?count) WHERE {{ {{ {FACTS} }} }} GROUP BY ?name"),
        )?;
        Ok(Self {
            documents: instances(store, "pol:Document")?,
            entities: total(
                store,
                &format!("SELECT (COUNT(DISTINCT ?entity) AS ?count) WHERE {{ {ENTITIES} }}"),
            )?,
            classes: named(
                store,
                &format!(
                    "SELECT ?name (COUNT(DISTINCT ?entity) AS ?count) WHERE {{ {ENTITIES} }} GROUP BY ?name"
                ),
            )?,
            facts: properties.iter().map(|property| property.count).sum(),
            properties,
            statements: instances(store, "pol:Statement")?,
            passages: instances(store, "pol:Passage")?,
            quads: store.len()? as u64,
            bytes: store.size_on_disk()?,
        })
    }
}

/// Counts the nodes of a class in all graphs; each stands in one.
fn instances(store: &Store, class: &str) -> Result<u64, StoreError> {
    total(
        store,
        &format!("SELECT (COUNT(*) AS ?count) WHERE {{ GRAPH ?graph {{ ?node a {class} }} }}"),
    )
}

/// Runs a query of one row and the column `?count`.
fn total(store: &Store, query: &str) -> Result<u64, StoreError> {
    Ok(rows(store, query)?.first().map_or(0, count))
}

/// Runs a query of the columns `?name` and `?count`, and adds the labels; most frequent first.
fn named(store: &Store, query: &str) -> Result<Vec<Count>, StoreError> {
    let mut counts = Vec::new();
    for row in rows(store, query)? {
        if let Some(Term::NamedNode(iri)) = row.get("name") {
            counts.push(Count {
                label: label(store, iri)?,
                count: count(&row),
                iri: iri.clone(),
            });
        }
    }
    counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.iri.cmp(&b.iri)));
    Ok(counts)
}

fn count(row: &QuerySolution) -> u64 {
    match row.get("count") {
        Some(Term::Literal(number)) => number.value().parse().unwrap_or(0),
        _ => 0,
    }
}

/// The English label if there is one, else one without language, else the local name.
fn label(store: &Store, iri: &NamedNode) -> Result<String, StoreError> {
    let mut best: Option<(bool, String)> = None;
    for quad in store.quads(Pattern {
        subject: Some(iri.as_ref().into()),
        predicate: Some(rdfs::LABEL),
        ..Pattern::default()
    }) {
        let Term::Literal(literal) = quad?.object else {
            continue;
        };
        let foreign = match literal.language() {
            Some("en") => false,
            None => true,
            Some(_) => continue,
        };
        let candidate = (foreign, literal.value().to_owned());
        if best.as_ref().is_none_or(|best| candidate < *best) {
            best = Some(candidate);
        }
    }
    let local = || {
        iri.as_str()
            .rsplit(['#', '/'])
            .next()
            .unwrap_or(iri.as_str())
            .to_owned()
    };
    Ok(best.map_or_else(local, |(_, label)| label))
}

fn rows(store: &Store, query: &str) -> Result<Vec<QuerySolution>, StoreError> {
    let fault = |error| StoreError::evaluation(store.path().unwrap_or(Path::new("")), error);
    let query = format!(
        "PREFIX pol: <{POL}> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> {query}"
    );
    let results = SparqlEvaluator::new()
        .parse_query(&query)
        .map_err(|error| fault(QueryEvaluationError::Unexpected(error.into())))?
        .on_store(store.engine())
        .execute()
        .map_err(fault)?;
    match results {
        QueryResults::Solutions(solutions) => solutions.collect::<Result<_, _>>().map_err(fault),
        QueryResults::Boolean(_) | QueryResults::Graph(_) => Ok(Vec::new()),
    }
}
