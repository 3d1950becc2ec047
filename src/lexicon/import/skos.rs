//! Any vocabulary in SKOS: its concepts with their labels, as Turtle, RDF/XML, N-Triples or JSON-LD.
//!
//! English labels and those without a language are taken; of a concept without any, the preferred label of the first
//! language in order. Classes of the project's ontology are kept; a concept without one is of the class that is told.

use super::{ImportError, Record, is_acronym};
use crate::vocab::{POL, owl, skos};
use oxrdf::vocab::rdf;
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxrdfio::{RdfFormat, RdfParser};
use std::collections::BTreeMap;
use std::io::Read;

const CONCEPT: &str = "http://www.w3.org/2004/02/skos/core#Concept";
const EXACT_MATCH: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#exactMatch");
const ACRONYM: &str = "acronym";
const ISO_CODE: &str = "isoCode";

#[derive(Default)]
struct Concept {
    is_concept: bool,
    class: Option<String>,
    /// Labels to show and others, each with its language.
    preferred: Vec<(String, String)>,
    other: Vec<(String, String)>,
    acronyms: Vec<String>,
    same_as: Vec<String>,
    iso: Option<String>,
}

/// Reads a vocabulary. Its labels are held until its end, since any triple may speak of any concept.
///
/// # Errors
///
/// If it cannot be read, or is not of the format.
pub fn read(
    input: impl Read,
    format: RdfFormat,
    class: &str,
    mut each: impl FnMut(Record),
) -> Result<(), ImportError> {
    let mut concepts: BTreeMap<String, Concept> = BTreeMap::new();
    for quad in RdfParser::from_format(format).for_reader(input) {
        let quad = quad.map_err(|error| match error {
            oxrdfio::RdfParseError::Io(error) => ImportError::Io(error),
            oxrdfio::RdfParseError::Syntax(error) => ImportError::Form {
                form: "vocabulary in SKOS",
                reason: error.to_string(),
                hint: "the extension tells the format: .ttl, .rdf, .nt or .jsonld",
            },
        })?;
        note(&mut concepts, quad);
    }
    for (id, concept) in concepts {
        if let Some(record) = record(id, concept, class) {
            each(record);
        }
    }
    Ok(())
}

fn note(concepts: &mut BTreeMap<String, Concept>, quad: Quad) {
    let NamedOrBlankNode::NamedNode(subject) = quad.subject else {
        return;
    };
    let predicate = quad.predicate.as_ref();
    let own = predicate.as_str().strip_prefix(POL);
    match quad.object {
        Term::NamedNode(object) => {
            let concept = concepts.entry(subject.into_string()).or_default();
            if predicate == rdf::TYPE {
                concept.is_concept |= object.as_str() == CONCEPT;
                let class = object.as_str().strip_prefix(POL).map(str::to_owned);
                concept.class = class.or(concept.class.take());
            } else if predicate == owl::SAME_AS || predicate == EXACT_MATCH {
                concept.same_as.push(object.into_string());
            }
        }
        Term::Literal(text) => {
            let label = (
                text.language().unwrap_or_default().to_owned(),
                text.value().to_owned(),
            );
            let concept = concepts.entry(subject.into_string()).or_default();
            if predicate == skos::PREF_LABEL {
                concept.preferred.push(label);
            } else if predicate == skos::ALT_LABEL {
                concept.other.push(label);
            } else if own == Some(ACRONYM) {
                concept.acronyms.push(label.1);
            } else if own == Some(ISO_CODE) {
                concept.iso = Some(label.1);
            }
        }
        _ => {}
    }
}

fn record(id: String, mut concept: Concept, class: &str) -> Option<Record> {
    concept.preferred.sort_unstable();
    let english = |(language, _): &&(String, String)| {
        language.is_empty() || language == "en" || language.starts_with("en-")
    };
    let shown = concept
        .preferred
        .iter()
        .find(|(language, _)| language.starts_with("en"));
    let shown = shown.or(concept.preferred.first());
    let name = shown.filter(|_| concept.is_concept)?.1.clone();
    let others = concept
        .preferred
        .iter()
        .chain(&concept.other)
        .filter(english)
        .map(|(_, text)| text);
    let (acronyms, aliases): (Vec<String>, Vec<String>) = others
        .filter(|text| **text != name)
        .cloned()
        .partition(|text| is_acronym(text));
    Some(Record {
        id,
        class: concept.class.unwrap_or_else(|| class.to_owned()),
        name,
        aliases,
        acronyms: acronyms.into_iter().chain(concept.acronyms).collect(),
        country: concept.iso,
        same_as: concept.same_as,
    })
}
