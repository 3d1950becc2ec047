//! Facts that cannot both hold, on graphs made for the purpose.

use oxrdf::{GraphName, NamedNode, Quad};
use oxrdfio::{RdfFormat, RdfParser};
use tripolis::conflict::{Constraints, Kind, conflicts};
use tripolis::store::{DocumentGraphs, Store};

/// The conflicts of documents, each given by the Turtle of its facts, as kinds with both objects.
fn found(documents: &[&str]) -> Vec<(Kind, String, String)> {
    let store = Store::memory().expect("a store");
    for (number, facts) in documents.iter().enumerate() {
        let document = NamedNode::new_unchecked(format!("https://w3id.org/tripolis/doc/{number}"));
        let turtle = format!(
            "@prefix pol: <https://w3id.org/tripolis/ontology#> . @prefix e: <https://w3id.org/tripolis/entity/> .
             @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix v: <{}/value/> . {facts}",
            document.as_str()
        );
        let quads: Vec<Quad> = RdfParser::from_format(RdfFormat::Turtle)
            .for_slice(&turtle)
            .map(|quad| {
                let quad = quad.expect("Turtle");
                Quad::new(
                    quad.subject,
                    quad.predicate,
                    quad.object,
                    GraphName::from(document.clone()),
                )
            })
            .collect();
        let graphs = DocumentGraphs::new(document, quads).expect("its own graph");
        store.put(&graphs).expect("stored");
    }
    let ontology: Vec<_> = RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(include_str!("../ontology/policy.ttl"))
        .map(|quad| quad.expect("Turtle").into())
        .collect();
    conflicts(&store, &Constraints::of(&ontology))
        .expect("conflicts")
        .into_iter()
        .map(|conflict| (conflict.kind, conflict.first.object, conflict.second.object))
        .collect()
}

fn case(kind: Kind, first: &str, second: &str) -> (Kind, String, String) {
    (kind, first.to_owned(), second.to_owned())
}

#[test]
fn classes_that_have_nothing_in_common() {
    let ministry = "e:x a pol:Ministry .";
    assert_eq!(
        found(&[ministry, "e:x a pol:Law ."]),
        [case(Kind::Class, "Law", "Ministry")]
    );
    assert!(found(&[ministry, "e:x a pol:Organization ."]).is_empty());
    assert!(found(&[ministry, ministry]).is_empty());
}

#[test]
fn what_holds_in_one_direction() {
    let there = "e:a pol:partOf e:b .";
    assert_eq!(
        found(&[there, "e:b pol:partOf e:a ."]),
        [case(Kind::Direction, "b", "a")]
    );
    assert!(found(&[there, "e:b pol:partOf e:c ."]).is_empty());
}

#[test]
fn penalties_of_one_kind_and_case() {
    let fine = |most: &str, more: &str| {
        format!(
            "e:article pol:penalty v:1 . v:1 a pol:Penalty ; pol:printed \"{most}\" ; pol:penaltyKind \"fine\" ;
             pol:aggravated false ; pol:maximum {most} ; pol:unit \"EUR\" {more} ."
        )
    };
    assert_eq!(
        found(&[&fine("200", ""), &fine("300", "")]),
        [case(Kind::Value, "200", "300")]
    );
    assert!(found(&[&fine("200", ""), &fine("200.0", "")]).is_empty());
    let repeated = fine("300", "; pol:condition \"if repeated\"");
    assert!(found(&[&fine("200", ""), &repeated]).is_empty());
    // Grades of one document, which another one may give in part.
    let graded = format!(
        "{} {}",
        fine("200", ""),
        fine("300", "").replace("v:1", "v:2")
    );
    assert!(found(&[&graded]).is_empty());
    assert!(found(&[&fine("300", ""), &graded]).is_empty());
    assert_eq!(
        found(&[&graded, &fine("400", "")]),
        [case(Kind::Value, "200", "400")]
    );
}

#[test]
fn bounds_leave_room_or_do_not() {
    let figure = |number: u32, bound: &str| {
        format!(
            "e:p pol:figure v:1 . v:1 a pol:Figure ; pol:printed \"{number}\" ; pol:value {number} ; pol:unit \"schools\" ;
             pol:isGoal false ; pol:asOf \"2012\"^^xsd:gYear {bound} ."
        )
    };
    let over = figure(500, "; pol:bound \"over\"");
    assert!(found(&[&over, &figure(520, "")]).is_empty());
    assert_eq!(
        found(&[&over, &figure(400, "")]),
        [case(Kind::Value, "500", "400")]
    );
    let about = figure(500, "; pol:bound \"about\"");
    assert!(found(&[&about, &figure(520, "")]).is_empty());
    assert_eq!(found(&[&about, &figure(700, "")]).len(), 1);
    let most = figure(500, "; pol:bound \"up-to\"");
    assert!(found(&[&most, &over]).is_empty());
}

#[test]
fn each_value_is_told_once() {
    let start = |year: u32| format!("e:p pol:startDate \"{year}\"^^xsd:gYear .");
    let all = [
        start(2010),
        start(2010),
        start(2011),
        start(2012),
        start(2011),
    ];
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    assert_eq!(
        found(&all),
        [
            case(Kind::Value, "2010", "2011"),
            case(Kind::Value, "2010", "2012")
        ]
    );
}
