//! Entities and facts become the quads, rows and files of the graph model.

use oxrdf::dataset::CanonicalizationAlgorithm;
use oxrdf::{Dataset, NamedNode, Quad};
use oxrdfio::{RdfFormat, RdfParser};
use std::sync::Arc;
use tripolis::iri::{Base, DocumentId};
use tripolis::link::{Entity, EntityId};
use tripolis::ontology::Ontology;
use tripolis::read::{Document, Metadata, SourceFormat};
use tripolis::relate::{Extraction, Fact, Object};
use tripolis::rules::Score;
use tripolis::span::Span;
use tripolis::triple::{rows, triples, write_quads};
use tripolis::value::{Bound, Date, Figure, Money, Penalty, PenaltyKind, Value};

const TEXT: &str = "2009 – The Xalq Kompüteri project, a cooperation of the Ministry and\tMicrosoft,\n\
    brought over 11500 computers by February 2011, to 33.50% of homes, one for 16 (1:16).\n\
    It cost USD 1500000. Article 147: a fine of 100 to 500 AZN; by a group, prison up to 1.5 years.";

fn ontology() -> Ontology {
    Ontology::from_turtle(include_str!("../ontology/policy.ttl")).expect("the ontology is readable")
}

fn document() -> Document {
    Document {
        id: DocumentId::new("notes/sample.md"),
        source: "notes/sample.md".into(),
        format: SourceFormat::Text,
        hash: "ab".repeat(32),
        text: TEXT.into(),
        markup: Vec::new(),
        blocks: Vec::new(),
        places: Vec::new(),
        about: Metadata::default(),
        notes: Vec::new(),
    }
}

/// The span of the only place where `words` stand.
fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect(words);
    assert_eq!(TEXT.rfind(words), Some(start), "{words}");
    Span::new(start, start + words.len())
}

fn entity(ontology: &Ontology, class: &str, slug: &str, labels: &[&str]) -> Entity {
    Entity {
        class: ontology.class(class).expect(class),
        slug: slug.into(),
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        mentions: Vec::new(),
        known: None,
        preferred: None,
        same_as: Vec::new(),
        jurisdiction: None,
    }
}

fn extraction(ontology: &Ontology) -> Extraction {
    let mut entities = vec![
        entity(
            ontology,
            "Program",
            "national-pc",
            &["National PC Project", "Xalq Kompüteri"],
        ),
        entity(ontology, "Company", "microsoft", &["MS"]),
        entity(ontology, "Article", "article-147", &["Article 147"]),
    ];
    entities[1].preferred = Some("Microsoft".into());
    entities[1].same_as = vec![NamedNode::new_unchecked(
        "http://www.wikidata.org/entity/Q2283",
    )];
    let fact = |subject: u32, property: &str, object: Object, quote: &str| Fact {
        subject: EntityId(subject),
        property: ontology.property(property).expect(property),
        object,
        quote: span(quote),
        rule: Arc::from("a-rule"),
        confidence: Score::new(95),
        valid_from: None,
        valid_to: None,
    };
    let date = |year, month, day| Date { year, month, day };
    let figure = |number: &str, unit: &str| Figure {
        number: number.into(),
        unit: unit.into(),
        bound: None,
        goal: false,
        as_of: None,
    };
    let penalty = |kind, minimum: Option<&str>, maximum: &str, unit: &str| Penalty {
        kind,
        minimum: minimum.map(str::to_owned),
        maximum: Some(maximum.into()),
        unit: unit.into(),
        condition: None,
        aggravated: false,
    };
    let value = Object::Value;
    let mut facts = vec![
        fact(
            0,
            "partner",
            Object::Entity(EntityId(1)),
            "a cooperation of the Ministry and\tMicrosoft,\nbrought",
        ),
        fact(
            0,
            "startDate",
            value(Value::Date(date(2009, None, None))),
            "2009",
        ),
        fact(
            0,
            "endDate",
            value(Value::Date(date(2011, Some(2), Some(28)))),
            "February 2011",
        ),
        fact(
            0,
            "figure",
            value(Value::Figure(Figure {
                bound: Some(Bound::Over),
                goal: true,
                as_of: Some(date(2011, Some(2), None)),
                ..figure("11500", "computers")
            })),
            "over 11500 computers",
        ),
        fact(
            0,
            "figure",
            value(Value::Figure(figure("33.50%", "homes"))),
            "33.50% of homes",
        ),
        fact(
            0,
            "figure",
            value(Value::Figure(figure("1:16", "computer to student"))),
            "1:16",
        ),
        fact(
            0,
            "budget",
            value(Value::Money(Money {
                currency: "USD".into(),
                amount: "1500000".into(),
            })),
            "USD 1500000",
        ),
        fact(2, "number", value(Value::Text("147".into())), "147"),
        fact(
            2,
            "penalty",
            value(Value::Penalty(penalty(
                PenaltyKind::Fine,
                Some("100"),
                "500",
                "AZN",
            ))),
            "a fine of 100 to 500 AZN",
        ),
        fact(
            2,
            "penalty",
            value(Value::Penalty(Penalty {
                condition: Some(span("by a group")),
                aggravated: true,
                ..penalty(PenaltyKind::Imprisonment, None, "1.5", "years")
            })),
            "by a group, prison up to 1.5 years",
        ),
    ];
    facts[0].valid_from = Some(date(2009, None, None));
    Extraction {
        entities,
        facts,
        country: None,
    }
}

fn quads() -> Vec<Quad> {
    let ontology = ontology();
    triples(
        &document(),
        &extraction(&ontology),
        &ontology,
        &Base::default(),
        "1",
    )
}

fn canonical(quads: impl IntoIterator<Item = Quad>) -> Dataset {
    let mut dataset: Dataset = quads.into_iter().collect();
    dataset.canonicalize(CanonicalizationAlgorithm::Unstable);
    dataset
}

fn parse(format: RdfFormat, bytes: &[u8]) -> Dataset {
    canonical(
        RdfParser::from_format(format)
            .for_slice(bytes)
            .map(|quad| quad.expect("the file is readable")),
    )
}

fn write(format: RdfFormat) -> Vec<u8> {
    write_quads(
        quads().iter().map(Quad::as_ref),
        format,
        &Base::default(),
        Vec::new(),
    )
    .expect("a vector takes all bytes")
}

#[test]
fn graph_model() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/triple/sample.trig");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, write(RdfFormat::TriG)).expect("the expected file is writable");
    }
    let expected = std::fs::read(path).expect("the expected file is there");
    assert!(
        canonical(quads()) == parse(RdfFormat::TriG, &expected),
        "see UPDATE=1 and git diff"
    );
}

#[test]
fn every_format_reads_back() {
    let all = canonical(quads());
    let union = canonical(quads().into_iter().map(|quad| {
        Quad::new(
            quad.subject,
            quad.predicate,
            quad.object,
            oxrdf::GraphName::DefaultGraph,
        )
    }));
    for format in [
        RdfFormat::TriG,
        RdfFormat::NQuads,
        RdfFormat::JsonLd {
            profile: oxrdfio::JsonLdProfileSet::empty(),
        },
        RdfFormat::Turtle,
        RdfFormat::NTriples,
        RdfFormat::RdfXml,
    ] {
        let expected = if format.supports_datasets() {
            &all
        } else {
            &union
        };
        assert!(parse(format, &write(format)) == *expected, "{format}");
    }
}

#[test]
fn keys_do_not_depend_on_the_rest_of_the_document() {
    let ontology = ontology();
    let full = quads();
    let mut fewer = extraction(&ontology);
    fewer.facts.drain(..3);
    let mut moved = document();
    moved.text.push_str(" And more.");
    let fewer = triples(&moved, &fewer, &ontology, &Base::default(), "1");
    let statements = |quads: &[Quad]| -> Vec<String> {
        quads
            .iter()
            .map(|quad| quad.subject.to_string())
            .filter(|subject| subject.contains("/statement/") || subject.contains("/value/"))
            .collect()
    };
    let full = statements(&full);
    assert!(
        statements(&fewer)
            .iter()
            .all(|statement| full.contains(statement))
    );
}

#[test]
fn a_fact_said_twice_has_one_statement() {
    let ontology = ontology();
    let mut twice = extraction(&ontology);
    let mut again = twice.facts[0].clone();
    again.quote = span("USD 1500000");
    twice.facts.push(again);
    let twice = triples(&document(), &twice, &ontology, &Base::default(), "1");
    assert_eq!(twice, quads());
}

#[test]
fn guide_rows() {
    let ontology = ontology();
    let rows = rows(&document(), &extraction(&ontology), &ontology);
    let lines: Vec<&str> = rows.lines().collect();
    assert_eq!(lines.len(), 13);
    assert_eq!(
        lines[0],
        "E\te1\tProgram\tNational PC Project | Xalq Kompüteri"
    );
    assert_eq!(
        lines[3],
        "F\te1\tpartner\te2\ta cooperation of the Ministry and Microsoft, brought\t35\t87\ta-rule\t0.95"
    );
    assert_eq!(
        lines[8],
        "F\te1\tfigure\t1:16 computer to student\t1:16\t159\t163\ta-rule\t0.95"
    );
    assert_eq!(
        lines[12],
        "F\te3\tpenalty\timprisonment ..1.5 years\tby a group, prison up to 1.5 years\t226\t260\ta-rule\t0.95"
    );
}
