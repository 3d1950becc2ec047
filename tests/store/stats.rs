//! The numbers of a store.

use crate::sample::filled;
use oxrdf::vocab::rdfs;
use oxrdf::{Literal, NamedNode, Triple};
use tripolis::store::stats::{Count, Stats};
use tripolis::store::{ONTOLOGY_GRAPH, Store};
use tripolis::vocab::POL;

#[test]
fn an_empty_store_has_nothing() {
    let stats = Stats::of(&Store::memory().unwrap()).unwrap();
    assert_eq!(
        (stats.documents, stats.entities, stats.facts, stats.quads),
        (0, 0, 0, 0)
    );
    assert_eq!(
        (stats.classes.len(), stats.properties.len(), stats.bytes),
        (0, 0, None)
    );
}

#[test]
fn things_are_counted_once() {
    let store = filled();
    let stats = Stats::of(&store).unwrap();
    assert_eq!(stats.documents, 2);
    assert_eq!(
        stats.entities, 2,
        "one is in both documents, and figures are none"
    );
    assert_eq!((stats.facts, stats.statements, stats.passages), (3, 3, 3));
    assert_eq!(stats.quads, store.len().unwrap() as u64);
    let shown = |counts: &[Count]| -> Vec<(String, u64)> {
        counts
            .iter()
            .map(|count| (count.label.clone(), count.count))
            .collect()
    };
    assert_eq!(shown(&stats.classes), [("Program".to_owned(), 2)]);
    assert_eq!(shown(&stats.properties), [("figure".to_owned(), 3)]);
}

#[test]
fn labels_of_the_ontology_are_used() {
    let store = filled();
    let program = NamedNode::new(format!("{POL}Program")).unwrap();
    let label = |text, language| {
        let label = Literal::new_language_tagged_literal(text, language).unwrap();
        Triple::new(program.clone(), rdfs::LABEL, label)
    };
    let labels = [label("Programm", "de"), label("program", "en")];
    store.put_knowledge(ONTOLOGY_GRAPH, labels).unwrap();
    assert_eq!(Stats::of(&store).unwrap().classes[0].label, "program");
}
