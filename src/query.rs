//! SPARQL over a store: free queries, and the named ones of `queries/`.
//!
//! The default graph is the union of all named graphs, so facts, their provenance and the ontology
//! can be asked for together; `GRAPH ?doc { … }` tells which document says a fact. Since several
//! documents may say the same, count with `COUNT(DISTINCT …)`. Queries only read, and never call
//! other servers; `SERVICE pol:search` is the store's own full text [`search`](crate::search).

// What a query is made of.
pub mod lexer;
pub mod near;
pub mod prefixes;
pub mod syntax;
// What is put into it.
pub mod parameter;
pub mod substitute;
// Searches inside it.
mod service;
// Queries with names.
pub mod decorator;
pub mod named;
// What comes out.
pub mod answer;
pub mod format;
// One entity, all around.
pub mod account;
pub mod entity;

use crate::search::SearchError;
use crate::store::{Store, StoreError};
use answer::Answer;
use format::Form;
use oxigraph::sparql::{QueryEvaluationError, SparqlEvaluator};
use oxrdf::{Term, Variable};
use parameter::{Parameter, ParameterError};
use prefixes::Prefixes;
pub use service::ServiceError;
use spargebra::SparqlParser;
use std::collections::BTreeMap;
use substitute::PlaceError;
use syntax::SyntaxError;

/// Why a query gives no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The text is no SPARQL query.
    #[error("the query cannot be read: {0}")]
    Syntax(#[from] SyntaxError),
    /// The query asks another server.
    #[error(
        "SERVICE is off: queries see this store only, so take the SERVICE block out\n  hint: the one service that there is, full text search, is called pol:search"
    )]
    Service,
    /// A search inside the query describes no hit.
    #[error(transparent)]
    Describe(#[from] ServiceError),
    /// A search inside the query failed.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The parameters given do not fit.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// The query uses a parameter where its value cannot stand.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store failed, or the query asked for what cannot be computed.
    #[error("the query failed while it ran")]
    Evaluation(#[from] QueryEvaluationError),
}

impl QueryError {
    /// Whether asking otherwise would help, rather than mending the store or the disk.
    #[must_use]
    pub fn is_of_the_question(&self) -> bool {
        match self {
            Self::Syntax(_)
            | Self::Service
            | Self::Describe(_)
            | Self::Parameter(_)
            | Self::Place(_) => true,
            Self::Search(error) => error.is_of_the_question(),
            Self::Evaluation(error) => !matches!(error, QueryEvaluationError::Dataset(_)),
            Self::Store(_) => false,
        }
    }
}

/// A parsed query.
#[derive(Clone, Debug)]
pub struct Query {
    algebra: spargebra::Query,
    parameters: Vec<Parameter>,
    /// Whether full text is searched.
    searches: bool,
}

impl Query {
    /// Parses a query; `prefixes` need not be declared in it.
    ///
    /// # Errors
    ///
    /// [`QueryError::Syntax`], with the place in `text`, or [`QueryError::Service`].
    pub fn parse(text: &str, prefixes: &Prefixes) -> Result<Self, QueryError> {
        let mut parser = SparqlParser::new();
        for (name, iri) in prefixes.iter() {
            // Oxigraph takes no IRI here that `Base` has not checked already.
            parser = parser
                .with_prefix(name, iri)
                .map_err(|error| SyntaxError::of_parser(text, &error.to_string(), prefixes))?;
        }
        let algebra = parser
            .parse_query(text)
            .map_err(|error| SyntaxError::of_parser(text, &error.to_string(), prefixes))?;
        let contents = substitute::contents(&algebra);
        if contents.service {
            return Err(QueryError::Service);
        }
        let parameters = contents
            .variables
            .iter()
            .filter_map(|name| Parameter::of_variable(name))
            .collect();
        Ok(Self {
            algebra,
            parameters,
            searches: contents.search,
        })
    }

    /// Whether the query gives rows, a graph, or yes and no.
    #[must_use]
    pub fn form(&self) -> Form {
        match self.algebra {
            spargebra::Query::Select { .. } => Form::Rows,
            spargebra::Query::Construct { .. } | spargebra::Query::Describe { .. } => Form::Graph,
            spargebra::Query::Ask { .. } => Form::Truth,
        }
    }

    /// The query's parameters, in the order of their variables' names.
    #[must_use]
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The query with its parameters filled: by what is given, else by the defaults.
    ///
    /// # Errors
    ///
    /// [`QueryError::Parameter`] for one that is missing, unknown or of another type;
    /// [`QueryError::Place`] where a value cannot stand; [`QueryError::Describe`] and
    /// [`QueryError::Search`] for a search that cannot be read.
    pub fn bind(
        mut self,
        given: &BTreeMap<String, String>,
        defaults: &BTreeMap<String, String>,
        prefixes: &Prefixes,
    ) -> Result<Self, QueryError> {
        if let Some(name) = given
            .keys()
            .find(|name| self.parameters.iter().all(|p| p.name != **name))
        {
            let known = self
                .parameters
                .iter()
                .map(|parameter| parameter.name.clone())
                .collect();
            return Err(ParameterError::Unknown {
                name: name.clone(),
                known,
            }
            .into());
        }
        let mut values: BTreeMap<Variable, Term> = BTreeMap::new();
        for parameter in &self.parameters {
            match given
                .get(&parameter.name)
                .or_else(|| defaults.get(&parameter.name))
            {
                Some(value) => {
                    let variable = Variable::new_unchecked(parameter.variable.clone());
                    values.insert(variable, parameter.term(value, prefixes)?);
                }
                None if parameter.optional => {}
                None => {
                    let (name, kind) = (parameter.name.clone(), parameter.kind.clone());
                    return Err(ParameterError::Missing { name, kind }.into());
                }
            }
        }
        substitute::substitute(&mut self.algebra, &values)?;
        // Those without a value are plain variables from here on.
        self.parameters.clear();
        if self.searches {
            service::check(&self.algebra)?;
        }
        Ok(self)
    }

    /// Runs the query on one snapshot of the store.
    ///
    /// # Errors
    ///
    /// [`QueryError::Parameter`] if a parameter is still to be bound; [`QueryError::Evaluation`]
    /// when the store fails; [`QueryError::Search`] when its index does. Rows may fail later, while they
    /// are read.
    pub fn evaluate(mut self, store: &Store) -> Result<Answer, QueryError> {
        if let Some(parameter) = self.parameters.iter().find(|parameter| !parameter.optional) {
            let (name, kind) = (parameter.name.clone(), parameter.kind.clone());
            return Err(ParameterError::Missing { name, kind }.into());
        }
        if self.searches {
            service::run(&mut self.algebra, store)?;
        }
        let mut prepared = SparqlEvaluator::new().for_query(self.algebra);
        // FROM and FROM NAMED in the query go before the union.
        if prepared.dataset().is_default_dataset() {
            prepared.dataset_mut().set_default_graph_as_union();
        }
        Ok(Answer::new(prepared.on_store(store.engine()).execute()?))
    }
}
