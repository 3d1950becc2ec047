//! `SERVICE pol:search { … }`: full text search inside SPARQL.
//!
//! What stands inside is a description of one hit. No variable of the query is known there, as SPARQL has it for every
//! SERVICE, so the hits do not depend on the rest of the query: each search runs once, before the query, and its hits
//! take its place as VALUES. Joins, OPTIONAL and the like then work as for any other table, and the optimizer knows
//! how many rows there are.
//!
//! The models are Jena's `text:query` and QLever's `ql:contains-word`.

use super::QueryError;
use super::substitute;
use crate::search::{Index, NameHit, PassageHit, Question, SearchError};
use crate::store::Store;
use crate::vocab::search as term;
use oxrdf::vocab::xsd;
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term, Variable};
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

/// Whether this is the name of the one service that there is.
pub(super) fn is_search(name: &NamedNodePattern) -> bool {
    matches!(name, NamedNodePattern::NamedNode(name) if *name == term::SERVICE)
}

/// A pattern inside `SERVICE pol:search` that describes no hit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("SERVICE pol:search: {message}\n  hint: {hint}")]
pub struct ServiceError {
    message: String,
    hint: &'static str,
}

impl ServiceError {
    fn new(message: impl Into<String>, hint: &'static str) -> Self {
        Self {
            message: message.into(),
            hint,
        }
    }
}

/// Checks all searches of a query without running them.
pub(super) fn check(query: &Query) -> Result<(), QueryError> {
    let mut fault = None;
    substitute::services(&mut query.clone(), &mut |inner, silent| {
        let checked = Request::of(inner).and_then(|request| {
            Question::parse(&request.words).map_err(|error| SearchError::from(error).into())
        });
        match checked {
            Err(error) if !silent => fault = fault.take().or(Some(error)),
            _ => {}
        }
        None
    });
    fault.map_or(Ok(()), Err)
}

/// Runs all searches of a query and puts their hits in their places.
pub(super) fn run(query: &mut Query, store: &Store) -> Result<(), QueryError> {
    let mut index = None;
    let mut fault = None;
    substitute::services(
        query,
        &mut |inner, silent| match hits(inner, store, &mut index) {
            Ok(table) => Some(table),
            // A SERVICE that is silent and fails is the empty solution (SPARQL 1.1 Federated Query, section 4).
            Err(_) if silent => Some(GraphPattern::Values {
                variables: Vec::new(),
                bindings: vec![Vec::new()],
            }),
            Err(error) => {
                fault = fault.take().or(Some(error));
                None
            }
        },
    );
    fault.map_or(Ok(()), Err)
}

fn hits(
    inner: &GraphPattern,
    store: &Store,
    index: &mut Option<Index>,
) -> Result<GraphPattern, QueryError> {
    let request = Request::of(inner)?;
    let question = Question::parse(&request.words).map_err(SearchError::from)?;
    let index = match index {
        Some(index) => index,
        None => index.insert(Index::open(store)?),
    };
    // Terms that are given shut hits out, which then do not count.
    let limit = request.limit.filter(|_| !request.shuts_out());
    let mut table = Table::of(&request);
    if request.is_of_names {
        for hit in index.names(store, &question, limit)? {
            table.add(&[name(&hit)]);
            if table.is_full() {
                break;
            }
        }
    } else {
        let entities = request.asks(term::ENTITY);
        for hit in index.passages(store, &question, limit)? {
            table.add(&passage(&hit, store, entities)?);
            // What follows would be looked up for nothing.
            if table.is_full() {
                break;
            }
        }
    }
    Ok(table.finish())
}

/// What a pattern asks of a hit.
struct Request<'p> {
    is_of_names: bool,
    words: String,
    limit: Option<usize>,
    /// The hit itself.
    subject: &'p TermPattern,
    /// What else is asked of it.
    asked: Vec<(NamedNodeRef<'p>, &'p TermPattern)>,
}

/// What may be asked of a passage, and of a name.
const OF_PASSAGES: &[NamedNodeRef<'static>] = &[
    term::SCORE,
    term::DOCUMENT,
    term::TEXT,
    term::HEADING,
    term::PLACE,
    term::ENTITY,
    term::FACTS,
];
const OF_NAMES: &[NamedNodeRef<'static>] = &[term::SCORE, term::TEXT, term::FACTS];

const HINT: &str = "write it as in SERVICE pol:search { ?hit pol:matches \"distance learning\" ; pol:document ?document ; pol:text ?text }";

impl<'p> Request<'p> {
    fn of(inner: &'p GraphPattern) -> Result<Self, QueryError> {
        let mut triples = Vec::new();
        if !gather(inner, &mut triples) {
            let message = "there is more inside than triples about one hit";
            return Err(ServiceError::new(
                message,
                "put FILTER, OPTIONAL and other patterns behind its closing brace",
            )
            .into());
        }
        let Some(first) = triples.first() else {
            return Err(ServiceError::new("there is nothing inside", HINT).into());
        };
        let mut request = Self {
            is_of_names: false,
            words: String::new(),
            limit: None,
            subject: &first.subject,
            asked: Vec::new(),
        };
        let mut words = None;
        for triple in triples {
            if triple.subject != *request.subject {
                let hint = "take a SERVICE block of its own for each search";
                return Err(ServiceError::new("there are several hits inside", hint).into());
            }
            let NamedNodePattern::NamedNode(property) = &triple.predicate else {
                return Err(ServiceError::new("a variable stands as a property", HINT).into());
            };
            let property = property.as_ref();
            if property == term::MATCHES || property == term::NAMED {
                if words.is_some() {
                    let hint = "join the words with AND or OR in one text";
                    return Err(ServiceError::new("words are given twice", hint).into());
                }
                request.is_of_names = property == term::NAMED;
                words = Some(text(&triple.object)?);
            } else if property == term::LIMIT {
                request.limit = Some(count(&triple.object)?);
            } else {
                request.asked.push((property, &triple.object));
            }
        }
        let Some(words) = words else {
            return Err(ServiceError::new("no words are given", HINT).into());
        };
        request.words = words;
        request.check()?;
        Ok(request)
    }

    fn check(&self) -> Result<(), ServiceError> {
        let (known, kind) = match self.is_of_names {
            true => (OF_NAMES, "an entity found by its name"),
            false => (OF_PASSAGES, "a passage"),
        };
        match self
            .asked
            .iter()
            .find(|(property, _)| !known.contains(property))
        {
            None => Ok(()),
            Some((property, _)) => {
                let hint = match self.is_of_names {
                    true => {
                        "pol:named goes with pol:score, pol:text, pol:facts and pol:limit; ask for all else behind the closing brace"
                    }
                    false => {
                        "pol:matches goes with pol:score, pol:document, pol:text, pol:heading, pol:place, pol:entity, pol:facts and pol:limit"
                    }
                };
                Err(ServiceError::new(
                    format!("{property} is nothing that {kind} has"),
                    hint,
                ))
            }
        }
    }

    fn asks(&self, property: NamedNodeRef<'_>) -> bool {
        self.asked.iter().any(|(asked, _)| *asked == property)
    }

    /// Whether some hits may be none, since a term is given or a variable stands twice.
    fn shuts_out(&self) -> bool {
        let terms =
            || std::iter::once(self.subject).chain(self.asked.iter().map(|(_, object)| *object));
        let given = terms()
            .any(|term| !matches!(term, TermPattern::Variable(_) | TermPattern::BlankNode(_)));
        let mut variables: Vec<_> = terms()
            .filter(|term| matches!(term, TermPattern::Variable(_)))
            .map(ToString::to_string)
            .collect();
        let all = variables.len();
        variables.sort_unstable();
        variables.dedup();
        given || self.asks(term::ENTITY) || variables.len() < all
    }
}

/// Gathers the triples of a pattern that has nothing else.
fn gather<'p>(pattern: &'p GraphPattern, triples: &mut Vec<&'p TriplePattern>) -> bool {
    match pattern {
        GraphPattern::Bgp { patterns } => {
            triples.extend(patterns);
            true
        }
        GraphPattern::Join { left, right } => gather(left, triples) && gather(right, triples),
        _ => false,
    }
}

fn text(object: &TermPattern) -> Result<String, ServiceError> {
    match object {
        TermPattern::Literal(words) => Ok(words.value().to_owned()),
        TermPattern::Variable(variable) => Err(ServiceError::new(
            format!("{variable} has no value there"),
            "write the words as text, or as the parameter of a query such as ?_words: variables of the query are not known inside SERVICE",
        )),
        _ => Err(ServiceError::new("the words are no text", HINT)),
    }
}

fn count(object: &TermPattern) -> Result<usize, ServiceError> {
    let number = match object {
        TermPattern::Literal(number) => number.value().parse().ok(),
        _ => None,
    };
    number.ok_or_else(|| {
        ServiceError::new(
            "pol:limit is no whole number",
            "write it as in pol:limit 20",
        )
    })
}

/// One way to read a hit: its term, and what its properties are.
struct Reading {
    hit: Term,
    values: Vec<(NamedNodeRef<'static>, Term)>,
}

fn score(score: f64) -> Term {
    Literal::new_typed_literal(format!("{score}"), xsd::DECIMAL).into()
}

fn number(number: u64) -> Term {
    Literal::new_typed_literal(number.to_string(), xsd::INTEGER).into()
}

fn plain(text: &str) -> Term {
    Literal::new_simple_literal(text).into()
}

fn name(hit: &NameHit) -> Reading {
    Reading {
        hit: hit.entity.clone().into(),
        values: vec![
            (term::SCORE, score(hit.score)),
            (term::TEXT, plain(hit.found.as_ref().unwrap_or(&hit.name))),
            (term::FACTS, number(hit.facts)),
        ],
    }
}

/// A passage, once for each of its entities if they are asked for.
fn passage(hit: &PassageHit, store: &Store, entities: bool) -> Result<Vec<Reading>, SearchError> {
    let reading = |entity: Option<NamedNode>| {
        let mut values = vec![
            (term::SCORE, score(hit.score)),
            (term::DOCUMENT, hit.document.clone().into()),
            (term::TEXT, plain(&hit.text)),
            // OPTIONAL cannot stand inside, so these are empty where there are none.
            (term::HEADING, plain(&hit.headings.join(" › "))),
            (term::PLACE, plain(hit.place.as_deref().unwrap_or_default())),
            (term::FACTS, number(hit.facts)),
        ];
        values.extend(entity.map(|entity| (term::ENTITY, entity.into())));
        Reading {
            hit: hit.iri.clone().into(),
            values,
        }
    };
    if !entities {
        return Ok(vec![reading(None)]);
    }
    let entities = hit.entities(store)?;
    Ok(entities
        .into_keys()
        .map(|entity| reading(Some(entity)))
        .collect())
}

/// The hits as rows of the variables that stand in the pattern.
struct Table<'p> {
    request: &'p Request<'p>,
    variables: Vec<Variable>,
    rows: Vec<Vec<Option<GroundTerm>>>,
    /// Hits that gave a row.
    hits: usize,
}

impl<'p> Table<'p> {
    fn of(request: &'p Request<'p>) -> Self {
        let mut variables = Vec::new();
        for object in
            std::iter::once(request.subject).chain(request.asked.iter().map(|(_, object)| *object))
        {
            if let TermPattern::Variable(variable) = object
                && !variables.contains(variable)
            {
                variables.push(variable.clone());
            }
        }
        Self {
            request,
            variables,
            rows: Vec::new(),
            hits: 0,
        }
    }

    /// Whether there are as many hits as are wanted.
    fn is_full(&self) -> bool {
        self.request.limit.is_some_and(|limit| self.hits >= limit)
    }

    /// Adds the readings of one hit that fit the pattern.
    fn add(&mut self, readings: &[Reading]) {
        if self.is_full() {
            return;
        }
        let rows: Vec<_> = readings
            .iter()
            .filter_map(|reading| self.row(reading))
            .collect();
        self.hits += usize::from(!rows.is_empty());
        self.rows.extend(rows);
    }

    fn row(&self, reading: &Reading) -> Option<Vec<Option<GroundTerm>>> {
        let mut row = vec![None; self.variables.len()];
        self.fit(self.request.subject, &reading.hit, &mut row)?;
        for (property, object) in &self.request.asked {
            let (_, value) = reading.values.iter().find(|(known, _)| known == property)?;
            self.fit(object, value, &mut row)?;
        }
        Some(row)
    }

    /// Binds a variable, or holds a term against the value; none if they differ.
    fn fit(
        &self,
        pattern: &TermPattern,
        value: &Term,
        row: &mut [Option<GroundTerm>],
    ) -> Option<()> {
        let value = match value {
            Term::NamedNode(node) => GroundTerm::NamedNode(node.clone()),
            Term::Literal(literal) => GroundTerm::Literal(literal.clone()),
            _ => return None,
        };
        match pattern {
            TermPattern::Variable(variable) => {
                let place = self.variables.iter().position(|known| known == variable)?;
                let cell = row.get_mut(place)?;
                match cell {
                    Some(known) if *known != value => None,
                    _ => {
                        *cell = Some(value);
                        Some(())
                    }
                }
            }
            TermPattern::NamedNode(node) => {
                (GroundTerm::NamedNode(node.clone()) == value).then_some(())
            }
            TermPattern::Literal(literal) => {
                (GroundTerm::Literal(literal.clone()) == value).then_some(())
            }
            TermPattern::BlankNode(_) => Some(()),
            TermPattern::Triple(_) => None,
        }
    }

    fn finish(self) -> GraphPattern {
        GraphPattern::Values {
            variables: self.variables,
            bindings: self.rows,
        }
    }
}
