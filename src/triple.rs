//! Stage 6, triple: entities and facts become quads, each fact with its statement and passage.
//!
//! # The graph model
//!
//! Graph `BASE/doc/SLUG` holds what the document says:
//!
//! ```turtle
//! entity:national-pc a pol:Program ;
//!     skos:prefLabel "National PC Project"@en ; skos:altLabel "Xalq Kompüteri"@en ;
//!     pol:partner entity:microsoft ; pol:startDate "2009"^^xsd:gYear ;
//!     pol:figure <https://w3id.org/tripolis/doc/azerbaijan/value/0f3a9c21b4de> .
//! entity:microsoft a pol:Company ; skos:prefLabel "Microsoft"@en ;
//!     owl:sameAs <http://www.wikidata.org/entity/Q2283> .
//! <…/doc/azerbaijan/value/0f3a9c21b4de> a pol:Figure ; pol:printed "11500 computers" ;
//!     pol:value 11500 ; pol:unit "computers" ; pol:bound "over" ; pol:isGoal false ;
//!     pol:asOf "2011-02"^^xsd:gYearMonth .
//! ```
//!
//! Graph `BASE/doc/SLUG/provenance` holds where it says it:
//!
//! ```turtle
//! <…/doc/azerbaijan> a pol:Document ; dcterms:title "azerbaijan" ; dcterms:source "data/azerbaijan.md" ;
//!     pol:contentHash "…" ; pol:knowledgeVersion "…" .
//! <…/doc/azerbaijan/statement/4b1d…> a pol:Statement , rdf:Statement ;
//!     rdf:subject entity:national-pc ; rdf:predicate pol:partner ; rdf:object entity:microsoft ;
//!     prov:wasQuotedFrom <…/doc/azerbaijan#char=6012,6133> ;
//!     pol:rule "cooperation-between" ; pol:confidence 0.95 ;
//!     pol:validFrom "2009"^^xsd:gYear .
//! <…/doc/azerbaijan#char=6012,6133> a pol:Passage , oa:TextQuoteSelector , oa:TextPositionSelector ;
//!     dcterms:isPartOf <…/doc/azerbaijan> ;
//!     oa:exact "…" ; oa:prefix "…" ; oa:suffix "…" ; oa:start 6012 ; oa:end 6133 .
//! ```
//!
//! Dates are `xsd:gYear`, `xsd:gYearMonth` or `xsd:date`; numbers `xsd:integer` or, with a fraction,
//! `xsd:decimal`; ages `xsd:integer`; an article's number a plain string. Figures (`pol:Figure`),
//! penalties (`pol:Penalty`) and budgets (`pol:Budget`, `schema:MonetaryAmount`) are nodes
//! `BASE/doc/SLUG/value/KEY`. No node is blank.
//!
//! A KEY is made of the fact's subject, property and object, so that it stays the same while other
//! parts of the document change; a structured value has the key of its statement. Offsets count
//! Unicode code points.

mod rows;
mod value;
mod write;

pub use rows::rows;
pub use write::{is_xml, order, serializer, write_quads};

use crate::iri::Base;
use crate::link::Entity;
use crate::ontology::Ontology;
use crate::read::Document;
use crate::relate::{Extraction, Fact, Object};
use crate::span::{CodePoints, Span};
use crate::vocab::{dcterms, oa, owl, pol, prov, skos};
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// The language of names: documents are read as English.
const LANGUAGE: &str = "en";

/// How many code points of context a passage keeps on each side.
const CONTEXT: usize = 32;

/// The quads of one document, sorted by [`order`] and without doubles: its facts in the graph
/// `BASE/doc/SLUG`, its statements and passages in `BASE/doc/SLUG/provenance`.
///
/// `knowledge_version` names the ontology, lexicon, rules and program that read the document.
/// Of facts alike in subject, property and object the first one gives the statement.
#[must_use]
pub fn triples(
    document: &Document,
    extraction: &Extraction,
    ontology: &Ontology,
    base: &Base,
    knowledge_version: &str,
) -> Vec<Quad> {
    let iri = base.document(&document.id);
    let mut graphs = Graphs {
        facts: GraphName::NamedNode(iri.clone()),
        provenance: GraphName::NamedNode(base.provenance(&document.id)),
        quads: Vec::with_capacity(extraction.entities.len() * 3 + extraction.facts.len() * 20),
    };

    graphs.source(&iri, rdf::TYPE, pol::DOCUMENT);
    graphs.source(&iri, dcterms::TITLE, plain(document.id.as_str()));
    graphs.source(&iri, dcterms::SOURCE, plain(&document.source));
    graphs.source(&iri, pol::CONTENT_HASH, plain(&document.hash));
    graphs.source(&iri, pol::KNOWLEDGE_VERSION, plain(knowledge_version));

    let entities: Vec<NamedNode> = extraction
        .entities
        .iter()
        .map(|entity| base.entity(&entity.slug))
        .collect();
    for (entity, node) in extraction.entities.iter().zip(&entities) {
        describe(entity, node, ontology, &mut graphs);
    }

    let points = CodePoints::new(&document.text);
    let mut seen = BTreeSet::new();
    for fact in &extraction.facts {
        let subject = &entities[fact.subject.0 as usize];
        let property = &ontology.property_info(fact.property).iri;
        let key = key(fact, extraction, property, &document.text);
        let object: Term = match &fact.object {
            Object::Entity(entity) => entities[entity.0 as usize].clone().into(),
            Object::Value(value) => {
                let node = base.value(&document.id, &key);
                value::object(value, node, &document.text, &mut graphs)
            }
        };
        graphs.fact(subject, property.as_ref(), object.clone());
        if !seen.insert(key.clone()) {
            continue;
        }
        let passage = passage(document, &points, fact.quote, base, &iri, &mut graphs);
        let statement = base.statement(&document.id, &key);
        graphs.source(&statement, rdf::TYPE, pol::STATEMENT);
        graphs.source(&statement, rdf::TYPE, rdf::STATEMENT);
        graphs.source(&statement, rdf::SUBJECT, subject.clone());
        graphs.source(&statement, rdf::PREDICATE, property.clone());
        graphs.source(&statement, rdf::OBJECT, object);
        graphs.source(&statement, prov::WAS_QUOTED_FROM, passage);
        graphs.source(&statement, pol::RULE, plain(&fact.rule));
        let confidence = Literal::new_typed_literal(fact.confidence.to_string(), xsd::DECIMAL);
        graphs.source(&statement, pol::CONFIDENCE, confidence);
        for (term, date) in [
            (pol::VALID_FROM, fact.valid_from),
            (pol::VALID_TO, fact.valid_to),
        ] {
            if let Some(date) = date {
                graphs.source(&statement, term, value::date(date));
            }
        }
    }

    let mut quads = graphs.quads;
    quads.sort_unstable_by(|a, b| order(a.as_ref(), b.as_ref()));
    quads.dedup();
    quads
}

/// The two graphs of a document while they grow.
struct Graphs {
    facts: GraphName,
    provenance: GraphName,
    quads: Vec<Quad>,
}

impl Graphs {
    fn fact(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(
            subject.clone(),
            predicate.into_owned(),
            object,
            self.facts.clone(),
        ));
    }

    fn source(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        object: impl Into<Term>,
    ) {
        self.quads.push(Quad::new(
            subject.clone(),
            predicate.into_owned(),
            object,
            self.provenance.clone(),
        ));
    }
}

/// Class and names of an entity, and its IRIs elsewhere.
fn describe(entity: &Entity, node: &NamedNode, ontology: &Ontology, graphs: &mut Graphs) {
    graphs.fact(
        node,
        rdf::TYPE,
        ontology.class_info(entity.class).iri.clone(),
    );
    let name = |text: &str| Literal::new_language_tagged_literal_unchecked(text, LANGUAGE);
    let preferred = entity.preferred.as_ref().or(entity.labels.first());
    if let Some(preferred) = preferred {
        graphs.fact(node, skos::PREF_LABEL, name(preferred));
    }
    for label in entity
        .labels
        .iter()
        .filter(|label| Some(*label) != preferred)
    {
        graphs.fact(node, skos::ALT_LABEL, name(label));
    }
    for same in &entity.same_as {
        graphs.fact(node, owl::SAME_AS, same.clone());
    }
}

/// Describes a passage and gives its IRI.
fn passage(
    document: &Document,
    points: &CodePoints<'_>,
    quote: Span,
    base: &Base,
    whole: &NamedNode,
    graphs: &mut Graphs,
) -> NamedNode {
    let text = &document.text;
    let place = Span::new(points.at(quote.start()), points.at(quote.end()));
    let node = base.passage(&document.id, place);
    let before = &text[..quote.start()];
    let prefix = before
        .char_indices()
        .rev()
        .take(CONTEXT)
        .last()
        .map_or("", |(at, _)| &before[at..]);
    let after = &text[quote.end()..];
    let suffix = after
        .char_indices()
        .nth(CONTEXT)
        .map_or(after, |(at, _)| &after[..at]);
    for class in [
        pol::PASSAGE,
        oa::TEXT_QUOTE_SELECTOR,
        oa::TEXT_POSITION_SELECTOR,
    ] {
        graphs.source(&node, rdf::TYPE, class);
    }
    graphs.source(&node, dcterms::IS_PART_OF, whole.clone());
    graphs.source(&node, oa::EXACT, plain(quote.of(text)));
    graphs.source(&node, oa::PREFIX, plain(prefix));
    graphs.source(&node, oa::SUFFIX, plain(suffix));
    graphs.source(&node, oa::START, integer(place.start()));
    graphs.source(&node, oa::END, integer(place.end()));
    node
}

/// 12 hexadecimal digits of what a fact says, whatever its place.
fn key(fact: &Fact, extraction: &Extraction, property: &NamedNode, text: &str) -> String {
    let slug = |entity: crate::link::EntityId| &extraction.entities[entity.0 as usize].slug;
    let mut hash = Sha256::new();
    hash.update(slug(fact.subject));
    hash.update("\n");
    hash.update(property.as_str());
    hash.update("\n");
    match &fact.object {
        Object::Entity(entity) => hash.update(slug(*entity)),
        Object::Value(value) => value::identify(value, text, &mut hash),
    }
    hash.finalize()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn plain(text: &str) -> Literal {
    Literal::new_simple_literal(text)
}

fn integer(number: usize) -> Literal {
    Literal::new_typed_literal(number.to_string(), xsd::INTEGER)
}
