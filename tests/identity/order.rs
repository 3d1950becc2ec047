//! What is one does not depend on the order in which documents come, nor on those that came and went.

use super::gold::{documents, engine, ingest};
use tripolis::identity::decision::Decisions;
use tripolis::identity::update::{Arrival, Joiner};
use tripolis::pipeline::Engine;
use tripolis::read::Document;
use tripolis::store::{Pattern, Store, Update};

fn lines(store: &Store) -> Vec<String> {
    let quads = store.quads(Pattern::default());
    let mut lines: Vec<String> = quads
        .map(|quad| quad.expect("the store reads").to_string())
        .collect();
    lines.sort_unstable();
    lines
}

fn ingested(engine: &Engine, documents: &[Document]) -> Store {
    let store = Store::memory().expect("a store");
    ingest(&store, engine, Decisions::default(), documents);
    store
}

#[test]
fn any_order_gives_the_same_store() {
    let engine = engine();
    let mut documents = documents();
    let first = lines(&ingested(&engine, &documents));
    documents.reverse();
    assert!(
        first == lines(&ingested(&engine, &documents)),
        "the reverse order"
    );
    let half = documents.len() / 2;
    documents.rotate_left(half);
    documents.swap(0, 3);
    assert!(
        first == lines(&ingested(&engine, &documents)),
        "a third order"
    );
}

#[test]
fn what_rested_on_a_document_goes_with_it() {
    let engine = engine();
    let documents = documents();
    let world = engine.world();
    for gone in [
        "azerbaijan-visit",
        "georgia-brief",
        "azerbaijan",
        "kazakhstan-steppe",
    ] {
        let store = ingested(&engine, &documents);
        let joiner = Joiner::new(world.clone(), Decisions::default());
        let mut update = Update::default();
        let document = documents
            .iter()
            .find(|document| document.id.as_str() == gone)
            .expect("it is there");
        let arrival = Arrival::gone(engine.base.document(&document.id));
        joiner
            .arrive(&store, vec![arrival], &mut update)
            .expect("it goes");
        store.apply(&update).expect("it is gone");
        let others: Vec<Document> = documents
            .iter()
            .filter(|document| document.id.as_str() != gone)
            .cloned()
            .collect();
        assert!(
            lines(&store) == lines(&ingested(&engine, &others)),
            "something of {gone} is left"
        );
    }
}
