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
//!     dcterms:issued "2012-05"^^xsd:gYearMonth ; dcterms:publisher "…" ; dcterms:language "en" ; schema:url <…> ;
//!     pol:contentHash "…" ; pol:textHash "…" ; pol:knowledgeVersion "…" ; dcterms:spatial entity:azerbaijan .
//! <…/doc/azerbaijan/statement/4b1d…> a pol:Statement , rdf:Statement ;
//!     rdf:subject entity:national-pc ; rdf:predicate pol:partner ; rdf:object entity:microsoft ;
//!     prov:wasQuotedFrom <…/doc/azerbaijan#char=6012,6133> ;
//!     pol:rule "cooperation-between" ; pol:confidence 0.95 ;
//!     pol:validFrom "2009"^^xsd:gYear .
//! <…/doc/azerbaijan#char=6012,6133> a pol:Passage , oa:TextQuoteSelector , oa:TextPositionSelector ;
//!     dcterms:isPartOf <…/doc/azerbaijan> ;
//!     oa:exact "…" ; oa:prefix "…" ; oa:suffix "…" ; oa:start 6012 ; oa:end 6133 ;
//!     pol:page 12 .
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

mod graph;
mod rows;
mod value;
mod write;

pub use rows::rows;
pub use write::{is_xml, order, serializer, write_quads};

use crate::iri::Base;
use crate::link::Entity;
use crate::ontology::Ontology;
use crate::read::{At, Document};
use crate::relate::{self, Extraction, Fact};
use crate::span::{CodePoints, Span};
use crate::vocab::{dcterms, oa, owl, pol, prov, schema, skos};
use graph::{Graphs, Node, Object};
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{NamedNodeRef, Quad};
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

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
    graphs(document, extraction, ontology, base, knowledge_version).quads()
}

/// Appends the lines of N-Quads of what [`triples`] gives, the same as a serializer writes.
pub fn write_nquads(
    document: &Document,
    extraction: &Extraction,
    ontology: &Ontology,
    base: &Base,
    knowledge_version: &str,
    out: &mut Vec<u8>,
) {
    graphs(document, extraction, ontology, base, knowledge_version).write(out);
}

/// The two graphs of a document, in order.
fn graphs<'o>(
    document: &'o Document,
    extraction: &'o Extraction,
    ontology: &'o Ontology,
    base: &Base,
    knowledge_version: &'o str,
) -> Graphs<'o> {
    let iri = base.document(&document.id);
    let mut graphs = Graphs::new(
        iri.clone(),
        base.provenance(&document.id),
        extraction.entities.len() * 3 + extraction.facts.len() * 20,
    );
    let whole = graphs.node(iri);
    graphs.source(whole, rdf::TYPE, pol::DOCUMENT);
    describe_source(document, whole, &mut graphs);
    graphs.source(whole, dcterms::SOURCE, Object::plain(&document.source));
    graphs.source(whole, pol::CONTENT_HASH, Object::plain(&document.hash));
    graphs.source(whole, pol::TEXT_HASH, Object::plain(document.fingerprint()));
    graphs.source(
        whole,
        pol::KNOWLEDGE_VERSION,
        Object::plain(knowledge_version),
    );

    let entities: Vec<Node> = extraction
        .entities
        .iter()
        .map(|entity| describe(entity, base, ontology, &mut graphs))
        .collect();
    if let Some(country) = extraction.country {
        graphs.source(whole, dcterms::SPATIAL, entities[country.index()]);
    }
    let mut passages = Passages {
        document,
        base,
        whole,
        points: CodePoints::new(&document.text),
        nodes: FxHashMap::default(),
    };
    let mut seen = FxHashSet::default();
    for fact in &extraction.facts {
        let subject = entities[fact.subject.index()];
        let property = ontology.property_info(fact.property).iri.as_ref();
        let key = key(fact, extraction, property, &document.text);
        let object = match &fact.object {
            relate::Object::Entity(entity) => entities[entity.index()].into(),
            relate::Object::Value(value) => {
                let node = || base.value(&document.id, &key);
                value::object(value, node, &document.text, &mut graphs)
            }
        };
        graphs.fact(subject, property, object.clone());
        let iri = base.statement(&document.id, &key);
        if !seen.insert(key) {
            continue;
        }
        let passage = passages.node(fact.quote, &mut graphs);
        let statement = graphs.node(iri);
        graphs.source(statement, rdf::TYPE, pol::STATEMENT);
        graphs.source(statement, rdf::TYPE, rdf::STATEMENT);
        graphs.source(statement, rdf::SUBJECT, subject);
        graphs.source(statement, rdf::PREDICATE, property);
        graphs.source(statement, rdf::OBJECT, object);
        graphs.source(statement, prov::WAS_QUOTED_FROM, passage);
        graphs.source(statement, pol::RULE, Object::plain(&*fact.rule));
        let confidence = Object::typed(fact.confidence.to_string(), xsd::DECIMAL);
        graphs.source(statement, pol::CONFIDENCE, confidence);
        for (term, date) in [
            (pol::VALID_FROM, fact.valid_from),
            (pol::VALID_TO, fact.valid_to),
        ] {
            if let Some(date) = date {
                graphs.source(statement, term, value::date(date));
            }
        }
    }
    graphs.sort();
    graphs
}

/// Says what a document says of itself; its name is the title of one that has none.
fn describe_source<'o>(document: &'o Document, whole: Node, graphs: &mut Graphs<'o>) {
    let about = &document.about;
    let title = about.title.as_deref().unwrap_or(document.id.as_str());
    graphs.source(whole, dcterms::TITLE, Object::plain(title));
    if let Some(date) = &about.date {
        let datatype = match date.len() {
            4 => xsd::G_YEAR,
            7 => xsd::G_YEAR_MONTH,
            _ => xsd::DATE,
        };
        graphs.source(whole, dcterms::ISSUED, Object::typed(&**date, datatype));
    }
    for (term, value) in [
        (dcterms::PUBLISHER, &about.publisher),
        (dcterms::LANGUAGE, &about.language),
    ] {
        if let Some(value) = value {
            graphs.source(whole, term, Object::plain(&**value));
        }
    }
    if let Some(retrieved) = &about.retrieved {
        let moment = Object::typed(&**retrieved, xsd::DATE_TIME);
        graphs.source(whole, pol::RETRIEVED, moment);
    }
    if let Some(address) = &about.address {
        graphs.source(whole, schema::URL, Object::Iri(address));
    }
}

/// Says class and names of an entity, and its IRIs elsewhere.
fn describe<'o>(
    entity: &'o Entity,
    base: &Base,
    ontology: &'o Ontology,
    graphs: &mut Graphs<'o>,
) -> Node {
    let node = graphs.node(base.entity(&entity.slug));
    let class = ontology.class_info(entity.class).iri.as_ref();
    graphs.fact(node, rdf::TYPE, class);
    let preferred = entity.preferred.as_ref().or(entity.labels.first());
    if let Some(preferred) = preferred {
        graphs.fact(node, skos::PREF_LABEL, Object::name(preferred));
    }
    for label in entity
        .labels
        .iter()
        .filter(|label| Some(*label) != preferred)
    {
        graphs.fact(node, skos::ALT_LABEL, Object::name(label));
    }
    for same in &entity.same_as {
        graphs.fact(node, owl::SAME_AS, same.as_ref());
    }
    node
}

/// The passages of a document that facts quote.
struct Passages<'o, 'b> {
    document: &'o Document,
    base: &'b Base,
    /// The document's own node.
    whole: Node,
    points: CodePoints<'o>,
    nodes: FxHashMap<Span, Node>,
}

impl<'o> Passages<'o, '_> {
    /// The node of a passage, described once.
    fn node(&mut self, quote: Span, graphs: &mut Graphs<'o>) -> Node {
        if let Some(node) = self.nodes.get(&quote) {
            return *node;
        }
        let text = &self.document.text;
        let place = Span::new(self.points.at(quote.start()), self.points.at(quote.end()));
        let node = graphs.node(self.base.passage(&self.document.id, place));
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
            graphs.source(node, rdf::TYPE, class);
        }
        graphs.source(node, dcterms::IS_PART_OF, self.whole);
        graphs.source(node, oa::EXACT, Object::plain(quote.of(text)));
        graphs.source(node, oa::PREFIX, Object::plain(prefix));
        graphs.source(node, oa::SUFFIX, Object::plain(suffix));
        graphs.source(node, oa::START, integer(place.start()));
        graphs.source(node, oa::END, integer(place.end()));
        match self.document.at(quote.start()) {
            Some(At::Page(page)) => graphs.source(node, pol::PAGE, integer(*page as usize)),
            Some(At::Sheet(name) | At::Chapter(name) | At::Section(name)) => {
                graphs.source(node, pol::SECTION, Object::plain(&**name));
            }
            None => {}
        }
        self.nodes.insert(quote, node);
        node
    }
}

/// 12 hexadecimal digits of what a fact says, whatever its place.
fn key(fact: &Fact, extraction: &Extraction, property: NamedNodeRef<'_>, text: &str) -> String {
    let slug = |entity: crate::link::EntityId| &extraction.entities[entity.index()].slug;
    let mut hash = Sha256::new();
    hash.update(slug(fact.subject));
    hash.update("\n");
    hash.update(property.as_str());
    hash.update("\n");
    match &fact.object {
        relate::Object::Entity(entity) => hash.update(slug(*entity)),
        relate::Object::Value(value) => value::identify(value, text, &mut hash),
    }
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|half| char::from_digit(half.into(), 16));
    let hash = hash.finalize();
    hash[..6].iter().flat_map(digits).flatten().collect()
}

fn integer(number: usize) -> Object<'static> {
    Object::typed(number.to_string(), xsd::INTEGER)
}
