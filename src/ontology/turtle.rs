//! The Turtle files of the knowledge, read with the place of a fault.

use oxrdf::{Graph, Quad, TripleRef};
use oxrdfio::{RdfFormat, RdfParser};

/// A file of the knowledge is no Turtle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct SyntaxError {
    /// The file, as the caller named it.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// The column in code points, from 1.
    pub column: u64,
    /// What is wrong there.
    pub message: String,
}

/// Adds the triples of a Turtle file to `graph`; blank nodes of two files never meet.
///
/// `file` names the file in errors.
///
/// # Errors
///
/// If `turtle` is no Turtle; the triples before the fault are in `graph` then.
pub fn read(file: &str, turtle: &str, graph: &mut Graph) -> Result<(), SyntaxError> {
    for quad in quads(file, turtle) {
        let quad = quad?;
        graph.insert(TripleRef::new(&quad.subject, &quad.predicate, &quad.object));
    }
    Ok(())
}

/// The statements of a Turtle file in their order, the first fault among them; as [`read`] otherwise.
pub fn quads(file: &str, turtle: &str) -> impl Iterator<Item = Result<Quad, SyntaxError>> {
    RdfParser::from_format(RdfFormat::Turtle)
        .rename_blank_nodes()
        .for_slice(turtle)
        .map(move |quad| {
            quad.map_err(|error| {
                let place = error.location().map(|place| place.start);
                let message = error.to_string();
                SyntaxError {
                    file: file.to_owned(),
                    line: place.as_ref().map_or(1, |start| start.line + 1),
                    column: place.as_ref().map_or(1, |start| start.column + 1),
                    // The parser's words open with the place, which this error tells already.
                    message: match message
                        .strip_prefix("Parser error")
                        .and_then(|m| m.split_once(": "))
                    {
                        Some((_, rest)) => rest.to_owned(),
                        None => message,
                    },
                }
            })
        })
}
