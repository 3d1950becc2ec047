//! The ontology declares what the annotation guide and the code name, shapes and context follow it,
//! and its reader reads it so.

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{Graph, NamedNode, NamedOrBlankNodeRef, TermRef};
use oxrdfio::{JsonLdProfileSet, RdfFormat, RdfParser};
use std::collections::BTreeSet;
use tripolis::iri::PREFIXES;
use tripolis::ontology::{Ontology, OntologyError, turtle};
use tripolis::vocab::{self, owl, pol};

const POLICY: &str = include_str!("../ontology/policy.ttl");
const SHAPES: &str = include_str!("../ontology/shapes.ttl");
const CONTEXT: &str = include_str!("../ontology/context.jsonld");

/// The classes of the annotation guide, each with its parent there.
const CLASSES: &[(&str, Option<&str>)] = &[
    ("Organization", None),
    ("GovernmentBody", Some("Organization")),
    ("Ministry", Some("GovernmentBody")),
    ("Company", Some("Organization")),
    ("InternationalOrganization", Some("Organization")),
    ("NonGovernmentalOrganization", Some("Organization")),
    ("EducationalInstitution", Some("Organization")),
    ("Person", None),
    ("Place", None),
    ("Country", Some("Place")),
    ("City", Some("Place")),
    ("Region", Some("Place")),
    ("Initiative", None),
    ("Program", Some("Initiative")),
    ("Strategy", Some("Initiative")),
    ("Agreement", None),
    ("LegalInstrument", None),
    ("Law", Some("LegalInstrument")),
    ("Treaty", Some("LegalInstrument")),
    ("Decree", Some("LegalInstrument")),
    ("Article", Some("LegalInstrument")),
    ("CourtCase", None),
    ("Event", None),
    ("Website", None),
    ("Network", None),
    ("Publication", None),
    ("Product", None),
];

/// The properties of the annotation guide with the classes of subjects and objects; `=` marks a
/// literal or structured value. The guide's "any" is `Entity`, its "agent" `Agent`.
const PROPERTIES: &[(&str, &str, &str)] = &[
    (
        "launchedBy",
        "Event Initiative Network Organization Website",
        "Agent",
    ),
    ("adoptedBy", "Initiative LegalInstrument", "Agent"),
    ("implementedBy", "Event Initiative Website", "Agent"),
    (
        "developedBy",
        "Initiative Law Product Publication Website",
        "Agent",
    ),
    ("fundedBy", "Entity", "Agent"),
    ("supportedBy", "Entity", "Agent"),
    (
        "partner",
        "Agreement Event Initiative Organization Website",
        "Agent",
    ),
    ("organizedBy", "Event", "Agent"),
    ("participant", "Event Initiative", "Agent Place"),
    ("signatory", "Agreement Treaty", "Agent"),
    ("ratifiedBy", "Law Treaty", "Agent"),
    (
        "partOf",
        "Entity",
        "Initiative LegalInstrument Network Organization",
    ),
    (
        "succeeds",
        "Initiative LegalInstrument",
        "Initiative LegalInstrument",
    ),
    (
        "established",
        "Initiative LegalInstrument Organization",
        "Event Network Organization Product Publication Website",
    ),
    ("location", "Entity", "Place"),
    ("memberOf", "Organization Place", "Organization"),
    ("foundedBy", "Organization", "Agent"),
    ("creator", "Publication", "Agent"),
    ("penalty", "Article Law", "= Penalty"),
    ("number", "Article", "="),
    ("date", "Entity", "="),
    ("startDate", "Agreement Initiative Organization", "="),
    ("endDate", "Agreement Initiative Organization", "="),
    ("budget", "Initiative", "= Budget"),
    (
        "figure",
        "Country Event Initiative Network Organization",
        "= Figure",
    ),
    ("ageOfMajority", "Country", "="),
    ("ageOfConsent", "Country", "="),
    ("ageOfMarriageWomen", "Country", "="),
    ("ageOfMarriageMen", "Country", "="),
];

fn ontology() -> Ontology {
    Ontology::from_turtle(POLICY).expect("the ontology is readable")
}

fn graph(text: &str) -> Graph {
    let mut graph = Graph::new();
    turtle::read("test.ttl", text, &mut graph).expect("the file is readable");
    graph
}

fn iri(prefix: &str, local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{prefix}{local}"))
}

#[test]
fn classes_of_the_guide() {
    let ontology = ontology();
    for (name, parent) in CLASSES {
        let class = ontology
            .class(name)
            .unwrap_or_else(|| panic!("{name} is not declared"));
        let entity = ontology.class("Entity").expect("Entity");
        assert!(ontology.is_a(class, entity), "{name} is an entity");
        let parents: Vec<&str> = ontology
            .class_info(class)
            .parents
            .iter()
            .map(|parent| &*ontology.class_info(*parent).name)
            .filter(|parent| !matches!(*parent, "Entity" | "Agent"))
            .collect();
        assert_eq!(
            parents,
            parent.iter().copied().collect::<Vec<_>>(),
            "parents of {name}"
        );
        let agent = matches!(*name, "Person" | "Country")
            || ontology.is_a(class, ontology.class("Organization").expect("Organization"));
        assert_eq!(
            ontology.is_a(class, ontology.class("Agent").expect("Agent")),
            agent,
            "{name}"
        );
    }
}

#[test]
fn properties_of_the_guide() {
    let ontology = ontology();
    for (name, domain, range) in PROPERTIES {
        let property = ontology
            .property(name)
            .unwrap_or_else(|| panic!("{name} is not declared"));
        let info = ontology.property_info(property);
        let names = |classes: &[_]| -> String {
            let names: BTreeSet<&str> = classes
                .iter()
                .map(|class| &*ontology.class_info(*class).name)
                .collect();
            names.into_iter().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(names(&info.domain), *domain, "domain of {name}");
        assert_eq!(info.literal, range.starts_with('='), "{name}");
        assert_eq!(
            names(&info.range),
            range.trim_start_matches(['=', ' ']),
            "range of {name}"
        );
    }
}

#[test]
fn subjects_and_objects() {
    let ontology = ontology();
    let class = |name| ontology.class(name).expect(name);
    let property = |name| ontology.property(name).expect(name);
    assert!(ontology.takes_subject(property("launchedBy"), class("Ministry")));
    assert!(ontology.takes_object(property("launchedBy"), class("Country")));
    assert!(!ontology.takes_object(property("launchedBy"), class("Program")));
    assert!(!ontology.takes_subject(property("organizedBy"), class("Program")));
    assert!(ontology.takes_subject(property("date"), class("Treaty")));
    assert!(!ontology.takes_object(property("date"), class("Treaty")));
    assert!(
        !ontology.takes_object(property("figure"), class("Figure")),
        "a figure is no entity"
    );
}

#[test]
fn the_code_names_declared_terms_only() {
    let graph = graph(POLICY);
    for term in pol::ALL {
        let declared = graph
            .objects_for_subject_predicate(*term, rdf::TYPE)
            .any(|kind| {
                let about = iri("http://www.w3.org/2002/07/owl#", "AnnotationProperty");
                [owl::CLASS, owl::OBJECT_PROPERTY, owl::DATATYPE_PROPERTY]
                    .map(TermRef::from)
                    .contains(&kind)
                    || kind == about.as_ref().into()
            });
        assert!(declared, "{term} is not declared");
    }
}

#[test]
fn terms_of_queries_are_declared_and_stand_in_no_graph() {
    let graph = graph(POLICY);
    let annotation = iri("http://www.w3.org/2002/07/owl#", "AnnotationProperty");
    for term in vocab::search::ALL {
        let kind = graph.object_for_subject_predicate(*term, rdf::TYPE);
        let is_service = *term == vocab::search::SERVICE;
        assert_eq!(
            kind == Some(annotation.as_ref().into()),
            !is_service,
            "{term}"
        );
        for wanted in [rdfs::LABEL, rdfs::COMMENT, rdfs::IS_DEFINED_BY] {
            let told = graph.object_for_subject_predicate(*term, wanted);
            assert!(told.is_some(), "{term} has a {wanted}");
        }
    }
    let properties = ontology();
    for (_, property) in properties.properties() {
        let is_of_queries = vocab::search::ALL.contains(&property.iri.as_ref());
        assert!(!is_of_queries, "{} is no property of facts", property.iri);
    }
}

#[test]
fn each_term_explains_itself() {
    let graph = graph(POLICY);
    let ontology = ontology();
    let classes = ontology.classes().map(|(_, class)| class.iri.clone());
    let properties = ontology
        .properties()
        .map(|(_, property)| property.iri.clone());
    for term in classes.chain(properties) {
        for wanted in [rdfs::LABEL, rdfs::COMMENT] {
            let texts: Vec<_> = graph.objects_for_subject_predicate(&term, wanted).collect();
            assert!(
                matches!(&*texts, [TermRef::Literal(text)]
                    if text.language() == Some("en") && !text.value().is_empty()),
                "{term} has one English {wanted}"
            );
        }
        let home = graph.object_for_subject_predicate(&term, rdfs::IS_DEFINED_BY);
        assert_eq!(
            home.map(|home| home.to_string()),
            Some(format!("<{}>", vocab::POL.trim_end_matches('#'))),
            "{term}"
        );
    }
    for (_, property) in ontology.properties() {
        for wanted in [rdfs::DOMAIN, rdfs::RANGE] {
            let count = graph
                .objects_for_subject_predicate(&property.iri, wanted)
                .count();
            assert_eq!(count, 1, "{wanted} of {}", property.name);
        }
    }
}

/// The classes that a shape asks for, in `sh:class` or an `sh:or` list of them.
fn asked<'g>(shapes: &'g Graph, node: NamedOrBlankNodeRef<'g>) -> BTreeSet<String> {
    let sh = |local| iri("http://www.w3.org/ns/shacl#", local);
    let mut found = BTreeSet::new();
    for class in shapes.objects_for_subject_predicate(node, &sh("class")) {
        found.insert(class.to_string());
    }
    let mut rest = shapes.object_for_subject_predicate(node, &sh("or"));
    while let Some(TermRef::BlankNode(cell)) = rest {
        if let Some(TermRef::BlankNode(item)) =
            shapes.object_for_subject_predicate(cell, rdf::FIRST)
        {
            found.extend(asked(shapes, item.into()));
        }
        rest = shapes.object_for_subject_predicate(cell, rdf::REST);
    }
    found
}

#[test]
fn shapes_follow_domains_and_ranges() {
    let (shapes, ontology) = (graph(SHAPES), ontology());
    for (name, ..) in PROPERTIES {
        let property = ontology.property_info(ontology.property(name).expect(name));
        let iris = |classes: &[_]| -> BTreeSet<String> {
            classes
                .iter()
                .map(|class| ontology.class_info(*class).iri.to_string())
                .collect()
        };
        let shape = iri("https://w3id.org/tripolis/shapes#", name);
        let sh = |local| iri("http://www.w3.org/ns/shacl#", local);
        let target = shapes.object_for_subject_predicate(&shape, &sh("targetSubjectsOf"));
        assert_eq!(
            target,
            Some(property.iri.as_ref().into()),
            "target of {name}"
        );
        assert_eq!(
            asked(&shapes, shape.as_ref().into()),
            iris(&property.domain),
            "subjects of {name}"
        );
        let objects = shapes
            .objects_for_subject_predicate(&shape, &sh("property"))
            .find_map(|inner| match inner {
                TermRef::BlankNode(inner) => Some(asked(&shapes, inner.into())),
                _ => None,
            })
            .unwrap_or_default();
        assert_eq!(objects, iris(&property.range), "objects of {name}");
    }
}

#[test]
fn context_knows_each_term() {
    let context: serde_json::Value = serde_json::from_str(CONTEXT).expect("the context is JSON");
    let context = context["@context"]
        .as_object()
        .expect("the context is an object");
    assert!(PREFIXES.contains(&("pol", vocab::POL)));
    for (name, iri) in PREFIXES {
        assert_eq!(context[*name], *iri, "prefix {name}");
    }
    let ontology = ontology();
    for (_, class) in ontology.classes() {
        assert_eq!(context[&class.name], format!("pol:{}", class.name));
    }
    let graph = graph(POLICY);
    for (_, property) in ontology.properties() {
        let term = &context[&property.name];
        let id = term.get("@id").unwrap_or(term);
        assert_eq!(*id, format!("pol:{}", property.name));
        let object = TermRef::from(owl::OBJECT_PROPERTY);
        let link = graph
            .objects_for_subject_predicate(&property.iri, rdf::TYPE)
            .any(|kind| kind == object);
        assert_eq!(
            link,
            term.get("@type").is_some_and(|kind| kind == "@id"),
            "{}",
            property.name
        );
    }
}

#[test]
fn context_gives_the_graph_model() {
    let mut document: serde_json::Value = serde_json::json!({
        "id": "https://w3id.org/tripolis/entity/national-pc",
        "type": "Program",
        "name": "National PC Project",
        "partner": "https://w3id.org/tripolis/entity/microsoft",
        "startDate": {"@type": "xsd:gYear", "@value": "2009"},
    });
    let context: serde_json::Value = serde_json::from_str(CONTEXT).expect("the context is JSON");
    document["@context"] = context["@context"].clone();
    let found: Graph = RdfParser::from_format(RdfFormat::JsonLd {
        profile: JsonLdProfileSet::empty(),
    })
    .for_slice(&document.to_string())
    .map(|quad| oxrdf::Triple::from(quad.expect("the document is JSON-LD")))
    .collect();
    let expected = graph(
        "@prefix pol: <https://w3id.org/tripolis/ontology#> .
         @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
         @prefix entity: <https://w3id.org/tripolis/entity/> .
         entity:national-pc a pol:Program ; skos:prefLabel \"National PC Project\"@en ;
             pol:partner entity:microsoft ;
             pol:startDate \"2009\"^^<http://www.w3.org/2001/XMLSchema#gYear> .",
    );
    assert_eq!(found, expected);
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

/// A small ontology with one more triple.
fn with(line: &str) -> Result<Ontology, OntologyError> {
    Ontology::from_turtle(&format!(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix : <http://e/#> .
         @prefix far: <http://far/> . :A a owl:Class . :p a owl:ObjectProperty . {line}"
    ))
}

#[test]
fn faults_of_the_tree() {
    assert!(with(":A rdfs:subClassOf far:B . :p rdfs:range far:B .").is_ok());
    for line in [
        ":A rdfs:subClassOf :B .",
        ":p rdfs:range [ owl:unionOf ( :A :B ) ] .",
    ] {
        let error = with(line).expect_err(line);
        assert!(
            matches!(&error, OntologyError::Undeclared { term, .. } if term == "http://e/#B"),
            "{error}"
        );
    }
    let error = with("far:A a owl:Class .").expect_err("two classes of one name");
    assert!(matches!(&error, OntologyError::Ambiguous { .. }), "{error}");
    let circle =
        with(":A rdfs:subClassOf :B . :B a owl:Class ; rdfs:subClassOf :A .").expect("a circle");
    let class = |name| circle.class(name).expect(name);
    assert!(circle.is_a(class("A"), class("B")) && circle.is_a(class("B"), class("A")));
}
