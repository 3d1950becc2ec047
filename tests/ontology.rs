//! The ontology declares what the annotation guide and the code name, and its reader reads it so.

use tripolis::ontology::{Ontology, OntologyError};

const POLICY: &str = include_str!("../ontology/policy.ttl");

#[test]
fn tree() {
    let ontology = Ontology::from_turtle(POLICY).expect("the ontology is readable");
    let class = |name: &str| ontology.class(name).expect(name);
    assert!(ontology.is_a(class("Ministry"), class("Ministry")));
    assert!(ontology.is_a(class("Ministry"), class("Organization")));
    assert!(ontology.is_a(class("Ministry"), class("Agent")));
    assert!(ontology.is_a(class("Country"), class("Agent")));
    assert!(ontology.is_a(class("Country"), class("Place")));
    assert!(!ontology.is_a(class("Program"), class("Agent")));
    assert!(!ontology.is_a(class("Organization"), class("Ministry")));
}

#[test]
fn syntax_error_has_a_place() {
    let error =
        Ontology::from_files([("mine.ttl", "@prefix a: <http://a/> .\na:b a a:c ,, a:d .")])
            .expect_err("two commas");
    let OntologyError::Syntax(error) = error else {
        panic!("{error}")
    };
    assert_eq!(
        (error.file.as_str(), error.line, error.column),
        ("mine.ttl", 2, 12)
    );
    assert_eq!(error.message, ", is not a valid RDF object");
}
