//! Answers written out in the W3C's formats, and as cells for tables.

use super::QueryError;
use super::format::Format;
use super::prefixes::Prefixes;
use oxigraph::sparql::QueryResults;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxrdf::vocab::xsd;
use oxrdf::{Literal, Term, Triple};
use oxrdfio::RdfSerializer;
use std::io::{self, Write};

/// Why an answer could not be written.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The query failed while its rows were read.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The format does not hold such an answer; callers check [`Format::suits`] before they run a query.
    #[error("the answer has no form in {0}")]
    Unsuitable(Format),
    /// The writer failed.
    #[error("the answer could not be written")]
    Io(#[from] io::Error),
}

/// The terms of a row, in the order of the columns; `None` where a variable is not bound.
pub type TermRow = Vec<Option<Term>>;

/// What a query gave, still to be read: rows come as the engine finds them.
pub struct Answer(QueryResults<'static>);

impl Answer {
    pub(super) fn new(results: QueryResults<'static>) -> Self {
        Self(results)
    }

    /// Writes the answer in any format but [`Format::Table`]. Rows come in the query's order; a graph
    /// is sorted, since it has no order of its own.
    ///
    /// # Errors
    ///
    /// See [`AnswerError`].
    pub fn write(
        self,
        format: Format,
        prefixes: &Prefixes,
        mut out: impl Write,
    ) -> Result<(), AnswerError> {
        match (self.0, format) {
            (QueryResults::Boolean(truth), Format::Rows(format)) => {
                QueryResultsSerializer::from_format(format)
                    .serialize_boolean_to_writer(&mut out, truth)?;
                writeln!(out)?;
            }
            (QueryResults::Solutions(solutions), Format::Rows(format)) => {
                let mut writer = QueryResultsSerializer::from_format(format)
                    .serialize_solutions_to_writer(&mut out, solutions.variables().to_vec())?;
                for solution in solutions {
                    writer.serialize(&solution.map_err(QueryError::from)?)?;
                }
                writer.finish()?;
                // JSON and XML end without a line break, which a terminal wants.
                if matches!(format, QueryResultsFormat::Json | QueryResultsFormat::Xml) {
                    writeln!(out)?;
                }
            }
            (QueryResults::Graph(triples), Format::Graph(format)) => {
                let triples = sorted(
                    triples
                        .collect::<Result<_, _>>()
                        .map_err(QueryError::from)?,
                );
                let mut serializer = RdfSerializer::from_format(format);
                for (name, iri) in prefixes.iter().filter(|(_, iri)| is_used(iri, &triples)) {
                    serializer = serializer
                        .with_prefix(name, iri)
                        .map_err(io::Error::other)?;
                }
                let mut writer = serializer.for_writer(&mut out);
                for triple in &triples {
                    writer.serialize_triple(triple)?;
                }
                writer.finish()?;
            }
            (_, format) => return Err(AnswerError::Unsuitable(format)),
        }
        out.flush()?;
        Ok(())
    }

    /// Reads the answer into the cells of a table: rows as they are, a graph as its triples, a
    /// truth as one cell.
    ///
    /// # Errors
    ///
    /// When the query fails while its rows are read.
    pub fn rows(self, prefixes: &Prefixes) -> Result<Rows, QueryError> {
        match self.0 {
            QueryResults::Boolean(truth) => {
                let text = if truth { "yes" } else { "no" }.to_owned();
                let cell = Cell {
                    text,
                    is_number: false,
                };
                Ok(Rows {
                    columns: vec!["answer".to_owned()],
                    rows: vec![vec![cell]],
                })
            }
            _ => {
                let (columns, rows) = self.terms()?;
                let cell = |term: &Option<Term>| {
                    term.as_ref()
                        .map(|term| Cell::of(term, prefixes))
                        .unwrap_or_default()
                };
                let rows = rows.iter().map(|row| row.iter().map(cell).collect());
                Ok(Rows {
                    columns,
                    rows: rows.collect(),
                })
            }
        }
    }

    /// Reads the names of the answer's columns, and its rows of terms: those of a graph are its triples, as
    /// `subject`, `property` and `object`; yes and no have none.
    ///
    /// # Errors
    ///
    /// When the query fails while its rows are read.
    pub fn terms(self) -> Result<(Vec<String>, Vec<TermRow>), QueryError> {
        match self.0 {
            QueryResults::Boolean(_) => Ok((Vec::new(), Vec::new())),
            QueryResults::Solutions(solutions) => {
                let columns = solutions.variables().iter();
                let columns = columns.map(|column| column.as_str().to_owned()).collect();
                let rows = solutions
                    .map(|solution| Ok(solution?.values().to_vec()))
                    .collect::<Result<_, QueryError>>()?;
                Ok((columns, rows))
            }
            QueryResults::Graph(triples) => {
                let triples = sorted(triples.collect::<Result<_, _>>()?);
                let row = |triple: Triple| {
                    [
                        triple.subject.into(),
                        triple.predicate.into(),
                        triple.object,
                    ]
                    .map(Some)
                    .to_vec()
                };
                let columns = ["subject", "property", "object"].map(str::to_owned);
                Ok((columns.to_vec(), triples.into_iter().map(row).collect()))
            }
        }
    }
}

fn sorted(triples: Vec<Triple>) -> Vec<Triple> {
    let mut keyed: Vec<(String, Triple)> = triples
        .into_iter()
        .map(|triple| (triple.to_string(), triple))
        .collect();
    keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    keyed.dedup_by(|a, b| a.0 == b.0);
    keyed.into_iter().map(|(_, triple)| triple).collect()
}

fn is_used(space: &str, triples: &[Triple]) -> bool {
    // The text of a triple writes each IRI behind `<`.
    let mark = format!("<{space}");
    triples
        .iter()
        .any(|triple| triple.to_string().contains(&mark))
}

/// An answer as a table shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The columns' names.
    pub columns: Vec<String>,
    /// The rows; an unbound variable is an empty cell.
    pub rows: Vec<Vec<Cell>>,
}

/// One cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it shows.
    pub text: String,
    /// Whether it is a number, which stands to the right.
    pub is_number: bool,
}

impl Cell {
    /// The cell for a term: a CURIE for an IRI, the bare words or digits for a literal.
    #[must_use]
    pub fn of(term: &Term, prefixes: &Prefixes) -> Self {
        match term {
            Term::NamedNode(node) => Self {
                text: prefixes.compact(node.as_ref()),
                is_number: false,
            },
            Term::Literal(literal) => Self {
                text: literal.value().to_owned(),
                is_number: is_number(literal),
            },
            other => Self {
                text: other.to_string(),
                is_number: false,
            },
        }
    }
}

fn is_number(literal: &Literal) -> bool {
    let datatype = literal.datatype();
    [
        xsd::INTEGER,
        xsd::DECIMAL,
        xsd::DOUBLE,
        xsd::FLOAT,
        xsd::INT,
        xsd::LONG,
    ]
    .contains(&datatype)
}
