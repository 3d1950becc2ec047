//! What goes in, what comes back, what is left alone.

use crate::sample::{document, filled, iri, plain, size};
use oxrdf::{GraphName, Literal, Quad, Triple};
use oxrdfio::{RdfFormat, RdfParser};
use tempfile::TempDir;
use tripolis::store::{Change, DocumentGraphs, ONTOLOGY_GRAPH, Pattern, Store};
use tripolis::vocab::pol;

#[test]
fn a_document_is_added_left_alone_changed_and_removed() {
    let store = Store::memory().expect("a store in memory");
    let first = document("a", "1", &["x", "y"], "0.9");
    assert_eq!(store.put(&first).unwrap(), Change::Added { quads: size(2) });
    assert_eq!(store.put(&first).unwrap(), Change::Unchanged);
    // The hash differs, one entity with its nine quads goes, another comes.
    let second = document("a", "2", &["x", "z"], "0.9");
    assert_eq!(
        store.put(&second).unwrap(),
        Change::Changed {
            added: 10,
            removed: 10
        }
    );
    assert_eq!(store.len().unwrap(), size(2));
    assert_eq!(store.remove(iri("doc/a").as_ref()).unwrap(), Some(size(2)));
    assert!(store.is_empty().unwrap());
    assert_eq!(store.remove(iri("doc/a").as_ref()).unwrap(), None);
}

#[test]
fn one_document_does_not_touch_another() {
    let store = filled();
    let of_b = || {
        let graph = |name| Pattern {
            graph: Some(name),
            ..Pattern::default()
        };
        let (facts, provenance) = (iri("doc/b"), iri("doc/b/provenance"));
        let mut quads = store.sorted_quads(graph(facts.as_ref().into())).unwrap();
        quads.extend(
            store
                .sorted_quads(graph(provenance.as_ref().into()))
                .unwrap(),
        );
        quads
    };
    let before = of_b();
    assert_eq!(before.len(), size(2));
    store
        .put(&document("a", "hash c", &["shared", "new"], "0.5"))
        .unwrap();
    store.remove(iri("doc/a").as_ref()).unwrap();
    assert_eq!(of_b(), before);
}

/// The engine keeps numbers as values: what comes back as `1` must not be taken for a change of `1.0`.
#[test]
fn another_spelling_of_a_number_is_no_change() {
    let store = Store::memory().unwrap();
    store.put(&document("a", "1", &["x"], "1.0")).unwrap();
    assert_eq!(
        store.put(&document("a", "1", &["x"], "1.0")).unwrap(),
        Change::Unchanged
    );
    assert_eq!(
        store.put(&document("a", "1", &["x"], "1.00")).unwrap(),
        Change::Unchanged
    );
    let changed = Change::Changed {
        added: 1,
        removed: 1,
    };
    assert_eq!(
        store.put(&document("a", "2", &["x"], "1.00")).unwrap(),
        changed
    );
    assert_eq!(store.len().unwrap(), size(1));
}

#[test]
fn current_is_the_same_content_read_with_the_same_knowledge() {
    let store = filled();
    let current = |slug: &str, hash: &str, version: &str| {
        store
            .is_current(iri(&format!("doc/{slug}")).as_ref(), hash, version)
            .unwrap()
    };
    assert!(current("a", "hash a", "1"));
    assert!(!current("a", "hash b", "1"));
    assert!(!current("a", "hash a", "2"));
    assert!(!current("c", "hash a", "1"));
}

#[test]
fn documents_are_listed_by_iri() {
    let records = filled().documents().unwrap();
    let shown: Vec<_> = records
        .iter()
        .map(|r| {
            [
                r.iri.as_str(),
                &r.title,
                &r.source,
                &r.content_hash,
                &r.knowledge_version,
            ]
        })
        .collect();
    assert_eq!(
        shown,
        [
            [
                "https://example.org/doc/a",
                "a",
                "sample.txt",
                "hash a",
                "1"
            ],
            [
                "https://example.org/doc/b",
                "b",
                "sample.txt",
                "hash b",
                "1"
            ],
        ]
    );
}

#[test]
fn quads_of_other_graphs_are_refused() {
    let stray = Quad::new(iri("s"), iri("p"), plain("o"), GraphName::DefaultGraph);
    let error = DocumentGraphs::new(iri("doc/a"), vec![stray]).expect_err("a stray quad");
    assert_eq!(error.document, iri("doc/a"));
    assert_eq!(error.graph, GraphName::DefaultGraph);
}

#[test]
fn the_same_knowledge_read_again_is_no_change() {
    let read = |turtle: &str| -> Vec<Triple> {
        RdfParser::from_format(RdfFormat::Turtle)
            .for_slice(turtle)
            .map(|quad| quad.expect("Turtle").into())
            .collect()
    };
    let policy = include_str!("../../ontology/policy.ttl");
    let store = filled();
    let before = store.len().unwrap();
    let triples = read(policy);
    assert!(
        triples.iter().any(|triple| triple.subject.is_blank_node()),
        "else this tests nothing"
    );
    let added = Change::Added {
        quads: triples.len(),
    };
    assert_eq!(store.put_knowledge(ONTOLOGY_GRAPH, triples).unwrap(), added);
    assert_eq!(
        store.put_knowledge(ONTOLOGY_GRAPH, read(policy)).unwrap(),
        Change::Unchanged
    );
    let other = iri("lexicon");
    assert_eq!(
        store.put_knowledge(other.as_ref(), read(policy)).unwrap(),
        added
    );
    let shared = store
        .quads(Pattern {
            graph: Some(other.as_ref().into()),
            ..Pattern::default()
        })
        .map(Result::unwrap)
        .filter(|quad| quad.subject.is_blank_node())
        .filter(|quad| {
            let subject = Some(quad.subject.as_ref());
            let graph = Some(ONTOLOGY_GRAPH.into());
            store
                .quads(Pattern {
                    subject,
                    graph,
                    ..Pattern::default()
                })
                .next()
                .is_some()
        })
        .count();
    assert_eq!(shared, 0, "blank nodes of two graphs became one");
    store.put_knowledge(other.as_ref(), []).unwrap();
    store.put_knowledge(ONTOLOGY_GRAPH, []).unwrap();
    assert_eq!(store.len().unwrap(), before);
}

#[test]
fn quads_are_found_by_pattern_and_ordered() {
    let store = filled();
    let rated = Pattern {
        predicate: Some(pol::CONFIDENCE),
        ..Pattern::default()
    };
    let sorted = store.sorted_quads(rated).unwrap();
    let shown: Vec<String> = sorted.iter().map(|quad| quad.subject.to_string()).collect();
    assert_eq!(
        shown,
        [
            "<https://example.org/doc/a/statement/shared>",
            "<https://example.org/doc/b/statement/other>",
            "<https://example.org/doc/b/statement/shared>",
        ]
    );
    assert_eq!(store.quads(rated).count(), 3);
}

#[test]
fn what_was_stored_is_there_when_opened_again() {
    let folder = TempDir::new().unwrap();
    let place = folder.path().join("new/store");
    let strange = Literal::new_language_tagged_literal("line\n\"quoted\" \\ ə 𝄞", "az").unwrap();
    let graph = iri("doc/a");
    let odd = Quad::new(iri("entity/x"), iri("p"), strange, graph.clone());
    let mut quads = document("a", "1", &["x"], "0.9").quads().to_vec();
    quads.push(odd.clone());
    let with_odd = DocumentGraphs::new(graph, quads).unwrap();
    {
        let store = Store::open(&place).unwrap();
        store.put(&with_odd).unwrap();
        store.put(&document("b", "1", &["y"], "0.9")).unwrap();
        store.remove(iri("doc/b").as_ref()).unwrap();
    }
    {
        let store = Store::open_read_only(&place).unwrap();
        assert_eq!(store.len().unwrap(), size(1) + 1);
        assert!(
            store
                .quads(Pattern::default())
                .any(|quad| quad.unwrap() == odd)
        );
        assert!(store.size_on_disk().unwrap().unwrap() > 0);
    }
    let store = Store::open(&place).unwrap();
    assert_eq!(store.put(&with_odd).unwrap(), Change::Unchanged);
    store.flush().unwrap();
}

#[test]
fn a_backup_is_a_store_of_its_own() {
    let folder = TempDir::new().unwrap();
    let (place, copy) = (folder.path().join("store"), folder.path().join("copy"));
    let store = Store::open(&place).unwrap();
    store.put(&document("a", "1", &["x"], "0.9")).unwrap();
    store.backup(&copy).unwrap();
    store.put(&document("b", "1", &["y"], "0.9")).unwrap();
    // The writer goes on while the copy is read.
    assert_eq!(
        Store::open_read_only(&copy).unwrap().len().unwrap(),
        size(1)
    );
    assert_eq!(store.len().unwrap(), 2 * size(1));
    store.backup(&copy).expect_err("the place is taken");
}
