//! Each shape lets good graphs pass and names what is wrong with bad ones, with the place in the text.

use oxrdf::Quad;
use oxrdfio::{RdfFormat, RdfParser};
use tripolis::ontology::Ontology;
use tripolis::validate::{Shapes, Violation};

fn shapes() -> Shapes {
    let ontology = Ontology::from_turtle(include_str!("../ontology/policy.ttl"))
        .expect("the ontology is readable");
    Shapes::from_turtle(include_str!("../ontology/shapes.ttl"), &ontology)
        .expect("the shapes are readable")
}

fn parse(format: RdfFormat, text: &str) -> Vec<Quad> {
    RdfParser::from_format(format)
        .for_slice(text)
        .map(|quad| quad.expect("the case is readable"))
        .collect()
}

fn check(shapes: &Shapes, format: RdfFormat, text: &str) -> Vec<Violation> {
    shapes.validate(&parse(format, text)).expect("the engine works")
}

#[test]
fn a_document_of_the_graph_model_passes() {
    let sample = include_str!("triple/sample.trig");
    let hash = "0".repeat(64);
    let sample = sample.replace("\"ab12\"", &format!("\"{hash}\""));
    assert_eq!(check(&shapes(), RdfFormat::TriG, &sample), []);
}

#[test]
#[ignore]
fn speed() {
    let shapes = shapes();
    let sample = include_str!("triple/sample.trig");
    for copies in [1, 10, 50, 200] {
        let mut quads = Vec::new();
        for copy in 0..copies {
            quads.extend(parse(
                RdfFormat::TriG,
                &sample.replace("\"ab12\"", &format!("\"{}\"", "0".repeat(64)))
                    .replace("tripolis/doc/notes", &format!("tripolis/doc/n{copy}"))
                    .replace("entity:", &format!("entity:x{copy}-")).replace("@prefix entity:x", "@prefix entity:").replace(&format!("@prefix entity:{copy}-"), "@prefix entity:"),
            ));
        }
        let start = std::time::Instant::now();
        let found = shapes.validate(&quads).expect("ok");
        println!("{} quads {:?} {} found", quads.len(), start.elapsed(), found.len());
    }
}
