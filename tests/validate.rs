//! Each shape lets good graphs pass and names what is wrong with bad ones, with the place in the text.

use oxrdf::Quad;
use oxrdfio::{RdfFormat, RdfParser};
use tripolis::ontology::Ontology;
use tripolis::validate::{Severity, Shapes, ValidateError, Violation};

/// A document by the graph model, as `tests/triple.rs` holds it, and what is quoted in it.
const SAMPLE: &str = include_str!("triple/sample.trig");
const PARTNER: &str = "a cooperation of the Ministry and\tMicrosoft,\nbrought";
const FINE: &str = "a fine of 100 to 500 AZN";

fn ontology() -> Ontology {
    Ontology::from_turtle(include_str!("../ontology/policy.ttl")).expect("the ontology is readable")
}

fn shapes() -> Shapes {
    Shapes::from_turtle(include_str!("../ontology/shapes.ttl"), &ontology())
        .expect("the shapes are readable")
}

fn check(shapes: &Shapes, trig: &str) -> Vec<Violation> {
    let quads: Vec<Quad> = RdfParser::from_format(RdfFormat::TriG)
        .for_slice(trig)
        .map(|quad| quad.expect("the case is readable"))
        .collect();
    shapes.validate(&quads).expect("the engine works")
}

#[test]
fn a_document_of_the_graph_model_passes() {
    assert_eq!(check(&shapes(), SAMPLE), []);
}

/// What is put in whose place, which message then comes, and which words it points to.
const BROKEN: &[(&str, &str, &str, Option<&str>)] = &[
    // Subjects and objects of facts
    (
        "entity:microsoft a pol:Company",
        "entity:microsoft a pol:Website",
        "the object of partner is an agent",
        Some(PARTNER),
    ),
    (
        "entity:national-pc a pol:Program",
        "entity:national-pc a pol:City",
        "the subject of partner is an initiative, an event, a website, an agreement or an organization",
        Some(PARTNER),
    ),
    (
        "pol:partner entity:microsoft",
        "pol:partner entity:microsoft , entity:nowhere",
        "the object of partner is an agent",
        None,
    ),
    (
        "pol:partner entity:microsoft",
        "pol:partner \"Microsoft\"",
        "the object of partner is an agent",
        None,
    ),
    (
        "\"2009\"^^xsd:gYear",
        "\"2009\"",
        "the object of startDate is a year, month or day",
        Some("2009"),
    ),
    (
        "\"2011-02-28\"^^xsd:date",
        "\"2011-02-32\"^^xsd:date",
        "the object of endDate is a year, month or day",
        Some("February 2011"),
    ),
    (
        "pol:number \"147\"",
        "pol:number 147",
        "the object of number is one text",
        // The statement says something else, so no words can be shown.
        None,
    ),
    (
        "pol:number \"147\"",
        "pol:number \"147\" ; pol:penalty \"a fine\"",
        "the object of penalty is a penalty",
        None,
    ),
    // Entities
    (
        "skos:prefLabel \"Microsoft\"@en",
        "skos:prefLabel \"Microsoft\"",
        "an entity bears a name to show, a text with a language",
        Some(PARTNER),
    ),
    (
        "skos:prefLabel \"Article 147\"@en ;",
        "",
        "an entity bears a name to show, a text with a language",
        None,
    ),
    (
        "owl:sameAs wd:Q2283",
        "owl:sameAs \"Q2283\"",
        "what an entity is elsewhere is an IRI",
        Some(PARTNER),
    ),
    // Structured values
    (
        "pol:bound \"over\"",
        "pol:bound \"above\"",
        "a bound is over, up-to, at-least or about",
        Some("over 11500 computers"),
    ),
    (
        "pol:value 11500",
        "pol:value \"many\"",
        "a figure has at most one value, a number",
        Some("over 11500 computers"),
    ),
    (
        "pol:printed \"USD 1500000\"",
        "dcterms:title \"\"",
        "a structured value keeps its printed form",
        Some("USD 1500000"),
    ),
    (
        "schema:currency \"USD\"",
        "schema:currency \"dollars\"",
        "a currency is an ISO 4217 code",
        Some("USD 1500000"),
    ),
    (
        "schema:value 1500000",
        "schema:value -1",
        "an amount of money has one number",
        Some("USD 1500000"),
    ),
    (
        "pol:minimum 100",
        "pol:minimum 700",
        "the least of a penalty is one number, no more than its most",
        Some(FINE),
    ),
    (
        "pol:penaltyKind \"fine\"",
        "pol:penaltyKind \"banishment\"",
        "a penalty is of one of the known kinds",
        Some(FINE),
    ),
    // Provenance
    (
        "rdf:subject entity:article-147 ;\n\t\tprov:wasQuotedFrom <https://w3id.org/tripolis/doc/notes/sample#char=200,224>",
        "rdf:subject entity:article-147",
        "a statement shows one passage",
        None,
    ),
    (
        "rdf:predicate pol:partner ;",
        "rdf:predicate pol:partner , pol:supportedBy ;",
        "a statement has one predicate",
        Some(PARTNER),
    ),
    (
        "pol:confidence 0.95 ;\n\t\tpol:rule \"a-rule\" ;\n\t\tpol:validFrom",
        "pol:confidence 1.5 ;\n\t\tpol:rule \"a-rule\" ;\n\t\tpol:validFrom",
        "a statement has one confidence from 0 to 1",
        Some(PARTNER),
    ),
    (
        "pol:rule \"a-rule\" ;\n\t\tpol:validFrom",
        "pol:validFrom",
        "a statement names the rule that produced it",
        Some(PARTNER),
    ),
    (
        "oa:start 200",
        "oa:start 300",
        "a passage has one start, before its end",
        Some(FINE),
    ),
    (
        "oa:exact \"USD 1500000\" ;",
        "",
        "a passage has its words",
        None,
    ),
    (
        "pol:contentHash \"ab",
        "pol:contentHash \"AB",
        "a document has the SHA-256 of its bytes",
        None,
    ),
];

#[test]
fn each_broken_graph_gives_its_violation() {
    let shapes = shapes();
    for (good, bad, message, quote) in BROKEN {
        let case = format!("{good:?} → {bad:?}");
        assert!(SAMPLE.contains(good), "{case} is not in the sample");
        let found = check(&shapes, &SAMPLE.replace(good, bad));
        let violation = found.iter().find(|violation| violation.message == *message);
        let Some(violation) = violation else {
            panic!("{case} gave {found:#?}")
        };
        assert_eq!(violation.severity, Severity::Violation, "{case}");
        assert_eq!(
            violation.place.as_ref().map(|place| &*place.quote),
            *quote,
            "{case}"
        );
    }
}

#[test]
fn two_names_to_show_are_a_warning() {
    let bad = SAMPLE.replace(
        "skos:prefLabel \"Microsoft\"@en",
        "skos:prefLabel \"Microsoft\"@en , \"MS\"@en",
    );
    let found: Vec<_> = check(&shapes(), &bad)
        .into_iter()
        .map(|found| (found.severity, found.message))
        .collect();
    assert_eq!(
        found,
        [
            (
                Severity::Warning,
                "another name is not the name to show again".to_owned()
            ),
            (
                Severity::Warning,
                "an entity bears one name to show in each language".to_owned()
            ),
        ]
    );
}

#[test]
fn a_place_leads_to_the_bytes() {
    let text = "“Дом”: a project of X";
    let quote = "project of X";
    let mut place = check(
        &shapes(),
        &SAMPLE.replace("pol:bound \"over\"", "pol:bound \"above\""),
    )
    .remove(0)
    .place
    .expect("a figure has a place");
    assert_eq!(place.span(text), None);
    (place.start, place.end, place.quote) = (9, 21, quote.to_owned());
    assert_eq!(place.span(text).map(|span| span.of(text)), Some(quote));
}

#[test]
fn shapes_that_are_no_turtle_tell_where() {
    let error = Shapes::from_turtle("\n\n<a> <b>", &ontology()).expect_err("no Turtle");
    let ValidateError::Syntax(error) = error else {
        panic!("{error}")
    };
    assert_eq!((error.file.as_str(), error.line), ("shapes.ttl", 3));
}
