//! Stage 7, validate: a document's quads are held against the SHACL shapes.

mod place;

pub use place::Place;

use crate::diag::{self, Diagnostic};
use crate::ontology::Ontology;
use crate::ontology::turtle::{self, SyntaxError};
use oxrdf::vocab::rdfs;
use oxrdf::{Graph, NamedNodeRef, Quad, Term, TermRef, TripleRef};
use place::Places;
use rudof_rdf::rdf_impl::OxigraphInMemory;
use shacl::ir::IRSchema;
use shacl::rdf::ShaclParser;
use shacl::types::Severity as ShaclSeverity;
use shacl::validator::processor::{GraphValidation, ShaclProcessor};
use shacl::validator::report::ValidationResult;
use shacl::validator::{ShaclConfig, ShaclValidationMode};
use std::collections::HashMap;
use std::fmt;

const TARGET_SUBJECTS_OF: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/ns/shacl#targetSubjectsOf");
const MESSAGE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/ns/shacl#message");

/// Compiled shapes: made once, held against many documents.
#[derive(Clone, Debug)]
pub struct Shapes {
    schema: IRSchema,
    /// The class tree, which every document is validated with.
    tree: OxigraphInMemory,
    /// For each shape that targets the subjects of a property that property's IRI.
    properties: HashMap<Term, String>,
    /// What each shape says when it is broken; the engine passes it on for some constraints only.
    messages: HashMap<Term, String>,
}

/// A shape that is broken, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// How much it matters.
    pub severity: Severity,
    /// The resource that was looked at.
    pub focus: Term,
    /// The property whose values are wrong, as an IRI or SHACL path; `None` if it is the resource itself.
    pub path: Option<String>,
    /// The value that is wrong, where there is one.
    pub value: Option<Term>,
    /// What the shape asks for.
    pub message: String,
    /// The words that say the fact, where it is one and its statement shows a passage.
    pub place: Option<Place>,
}

impl Violation {
    /// The violation as a finding about its document, whose text is `text`.
    #[must_use]
    pub fn diagnostic(&self, text: &str) -> Diagnostic {
        let severity = match self.severity {
            Severity::Info => diag::Severity::Note,
            Severity::Warning => diag::Severity::Warning,
            Severity::Violation => diag::Severity::Error,
        };
        let what = self.value.as_ref().unwrap_or(&self.focus);
        let mut diagnostic = Diagnostic::new(
            severity,
            "shape",
            format!("{}, unlike {what}", self.message),
        );
        diagnostic.span = self.place.as_ref().and_then(|place| place.span(text));
        if let Some(place) = &self.place {
            diagnostic = diagnostic.hint(format!("it was read from “{}”", place.quote));
        }
        diagnostic
    }
}

/// How much a broken shape matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// `sh:Info` and below.
    Info,
    /// `sh:Warning`: worth a look, and no reason to refuse a document.
    Warning,
    /// `sh:Violation`, and anything unknown: a document with it does not enter the store.
    Violation,
}

/// The severity as people read it.
impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Violation => "violation",
        })
    }
}

/// Why shapes cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ValidateError {
    /// The shapes are no Turtle.
    #[error(transparent)]
    Syntax(#[from] SyntaxError),
    /// The shapes are no SHACL.
    #[error("the shapes cannot be used: {0}")]
    Shapes(String),
    /// The engine gave up on the data.
    #[error("the data cannot be validated: {0}")]
    Engine(String),
}

impl Shapes {
    /// Compiles the shapes of one Turtle file, called `shapes.ttl` in errors; the class tree of
    /// `ontology` counts whenever a shape asks for a class.
    ///
    /// # Errors
    ///
    /// If `turtle` is no Turtle or no SHACL.
    pub fn from_turtle(turtle: &str, ontology: &Ontology) -> Result<Self, ValidateError> {
        let mut graph = Graph::new();
        turtle::read("shapes.ttl", turtle, &mut graph)?;
        let properties = graph
            .triples_for_predicate(TARGET_SUBJECTS_OF)
            .filter_map(|triple| match triple.object {
                TermRef::NamedNode(property) => Some((
                    triple.subject.into_owned().into(),
                    property.as_str().to_owned(),
                )),
                _ => None,
            })
            .collect();
        let messages = graph
            .triples_for_predicate(MESSAGE)
            .filter_map(|triple| match triple.object {
                TermRef::Literal(message) => Some((
                    triple.subject.into_owned().into(),
                    message.value().to_owned(),
                )),
                _ => None,
            })
            .collect();
        let schema = ShaclParser::new(load(graph.iter())?)
            .parse()
            .map_err(|error| ValidateError::Shapes(error.to_string()))?
            .try_into()
            .map_err(|error: shacl::error::IRError| ValidateError::Shapes(error.to_string()))?;
        let tree = ontology.classes().flat_map(|(_, class)| {
            class.parents.iter().map(|parent| {
                let parent = &ontology.class_info(*parent).iri;
                TripleRef::new(&class.iri, rdfs::SUB_CLASS_OF, parent)
            })
        });
        Ok(Self {
            schema,
            tree: load(tree)?,
            properties,
            messages,
        })
    }

    /// Holds quads, all graphs taken together, against the shapes; gives what is broken, in the
    /// order of the places in the text.
    ///
    /// # Errors
    ///
    /// If the engine gives up.
    pub fn validate(&self, quads: &[Quad]) -> Result<Vec<Violation>, ValidateError> {
        let mut data = self.tree.clone();
        add(
            &mut data,
            quads.iter().map(|quad| TripleRef::from(quad.as_ref())),
        )?;
        let report = GraphValidation::new(data.into())
            .validate(
                &self.schema,
                &ShaclValidationMode::Native,
                &ShaclConfig::default(),
            )
            .map_err(|error| ValidateError::Engine(error.to_string()))?;
        if report.results().is_empty() {
            return Ok(Vec::new());
        }
        let places = Places::new(quads);
        let mut violations: Vec<Violation> = report
            .results()
            .iter()
            .map(|result| self.violation(result, &places))
            .collect();
        // The engine works in parallel and over hash maps, so its own order tells nothing.
        violations.sort_by_cached_key(|violation| {
            let Violation {
                focus,
                path,
                value,
                message,
                place,
                ..
            } = violation;
            let value = value.as_ref().map(Term::to_string);
            (
                place.clone(),
                focus.to_string(),
                path.clone(),
                value,
                message.clone(),
            )
        });
        violations.dedup();
        Ok(violations)
    }

    fn violation(&self, result: &ValidationResult, places: &Places<'_>) -> Violation {
        let focus = Term::from(result.focus_node().clone());
        let value = result.value().cloned().map(Term::from);
        let path = result.path().map(ToString::to_string);
        let source = result.source().cloned().map(Term::from);
        let property = path
            .as_ref()
            .or_else(|| self.properties.get(source.as_ref()?));
        let message = source
            .as_ref()
            .and_then(|source| self.messages.get(source))
            .cloned();
        Violation {
            severity: match result.severity() {
                ShaclSeverity::Violation | ShaclSeverity::Generic(_) => Severity::Violation,
                ShaclSeverity::Warning => Severity::Warning,
                _ => Severity::Info,
            },
            place: places.find(&focus, property.map(String::as_str), value.as_ref()),
            message: message.unwrap_or_else(|| engine_message(result)),
            focus,
            path,
            value,
        }
    }
}

/// What the engine says of a shape without a message.
fn engine_message(result: &ValidationResult) -> String {
    result
        .message()
        .iter()
        .map(|(_, text)| text)
        .min()
        .cloned()
        .unwrap_or_default()
}

fn load<'t>(
    triples: impl IntoIterator<Item = TripleRef<'t>>,
) -> Result<OxigraphInMemory, ValidateError> {
    let mut graph = OxigraphInMemory::new();
    add(&mut graph, triples)?;
    Ok(graph)
}

fn add<'t>(
    graph: &mut OxigraphInMemory,
    triples: impl IntoIterator<Item = TripleRef<'t>>,
) -> Result<(), ValidateError> {
    triples.into_iter().try_for_each(|triple| {
        graph
            .add_triple_ref(triple.subject, triple.predicate, triple.object)
            .map_err(|error| ValidateError::Engine(error.to_string()))
    })
}
