//! The gold of links across documents: precision and F1 of pairs.
//!
//! `gold.tsv`, and `blind.tsv` for the documents of `blind/`, have a row for each thing of each document: the document, one of its names there, and the number or word of what it
//! is. Rows of one number or word are one thing. A row with `?` is in doubt and does not count. What extraction no longer
//! finds under its name is passed over, as long as that is little.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use tripolis::identity::decision::Decisions;
use tripolis::identity::update::{Arrival, Joiner};
use tripolis::iri::Base;
use tripolis::pipeline::{Engine, KnowledgeFiles};
use tripolis::read::Document;
use tripolis::store::{Pattern, Store, Update};
use tripolis::vocab::skos;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

pub(crate) fn engine() -> Engine {
    Engine::new(KnowledgeFiles::built_in(), Base::default())
        .expect("the built-in knowledge is sound")
}

/// The documents of `data/` and of this folder, by name.
pub(crate) fn documents() -> Vec<Document> {
    documents_of(&["data", "tests/identity"])
}

/// The documents of folders, by path.
fn documents_of(folders: &[&str]) -> Vec<Document> {
    let mut paths = Vec::new();
    for folder in folders {
        for entry in fs::read_dir(Path::new(ROOT).join(folder)).expect("the folder is there") {
            let path = entry.expect("an entry").path();
            let document = path
                .extension()
                .is_some_and(|found| found == "txt" || found == "md");
            if document && !path.ends_with("README.md") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        Document::read(&name, &name, &fs::read(path).expect("a file")).expect("a document")
    };
    paths.iter().map(read).collect()
}

/// Puts documents into a store, one after the other.
pub(crate) fn ingest(store: &Store, engine: &Engine, decisions: Decisions, documents: &[Document]) {
    let joiner = Joiner::new(engine.world(), decisions);
    for document in documents {
        let quads = engine.quads(document).output;
        let version = store.archive(document, &quads).expect("it is kept");
        let mut update = Update::default();
        let arrival = Arrival::of(engine.base.document(&document.id), quads, version);
        joiner
            .arrive(store, vec![arrival], &mut update)
            .expect("it joins");
        store.apply(&update).expect("it is stored");
    }
}

/// By document and name, the thing.
fn things(store: &Store) -> BTreeMap<(String, String), BTreeSet<String>> {
    let mut things: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for predicate in [skos::PREF_LABEL, skos::ALT_LABEL] {
        for quad in store.quads(Pattern {
            predicate: Some(predicate),
            ..Pattern::default()
        }) {
            let quad = quad.expect("the store reads");
            let graph = quad.graph_name.to_string();
            let (Some((_, document)), oxrdf::Term::Literal(name)) = (
                graph.trim_matches(['<', '>']).split_once("/doc/"),
                &quad.object,
            ) else {
                continue;
            };
            let key = (document.to_owned(), name.value().to_owned());
            things
                .entry(key)
                .or_default()
                .insert(quad.subject.to_string());
        }
    }
    things
}

#[test]
fn one_thing_is_one_entity() {
    holds("gold.tsv", &["data", "tests/identity"], 0.97);
}

/// What was found first of the blind golds is told in `blind/README.md`.
#[test]
fn what_was_written_blind_holds_too() {
    holds(
        "blind.tsv",
        &["data", "tests/identity", "tests/identity/blind"],
        0.96,
    );
}

/// Reads the documents of the folders into one store and holds their links against a gold: a precision of 0.99 and this F1.
fn holds(gold: &str, folders: &[&str], wanted: f64) {
    let (engine, store) = (engine(), Store::memory().expect("a store"));
    ingest(
        &store,
        &engine,
        Decisions::default(),
        &documents_of(folders),
    );
    let things = things(&store);
    let gold = fs::read_to_string(Path::new(ROOT).join("tests/identity").join(gold))
        .expect("the gold is there");
    let mut rows: Vec<(&str, &str, &str, &String)> = Vec::new();
    let mut lost = Vec::new();
    for line in gold
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let cells: Vec<&str> = line.split('\t').collect();
        let [document, name, number] = cells[..] else {
            panic!("no row of three cells: {line}")
        };
        if number == "?" {
            continue;
        }
        let found = things.get(&(document.to_owned(), name.to_owned()));
        let Some(found) = found else {
            lost.push(format!("{document} has no `{name}`"));
            continue;
        };
        // Where a document has several things of a name, the row cannot tell which.
        if let [thing] = found.iter().collect::<Vec<_>>()[..] {
            rows.push((document, name, number, thing));
        }
    }
    assert!(lost.len() * 20 < rows.len(), "{}", lost.join("\n"));
    let (mut right, mut wrong, mut missing) = (0, Vec::new(), Vec::new());
    for (at, a) in rows.iter().enumerate() {
        for b in &rows[at + 1..] {
            if a.0 == b.0 {
                continue;
            }
            match (a.2 == b.2, a.3 == b.3) {
                (true, true) => right += 1,
                (false, true) => wrong.push(format!("{}: {} and {}: {}", a.0, a.1, b.0, b.1)),
                (true, false) => missing.push(format!("{}: {} and {}: {}", a.0, a.1, b.0, b.1)),
                (false, false) => {}
            }
        }
    }
    let precision = f64::from(right) / (f64::from(right) + wrong.len() as f64);
    let recall = f64::from(right) / (f64::from(right) + missing.len() as f64);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!(
        "{} rows, {right} pairs: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}",
        rows.len()
    );
    let told = format!(
        "wrong:\n{}\nmissing:\n{}",
        wrong.join("\n"),
        missing.join("\n")
    );
    println!("{told}");
    assert!(
        precision >= 0.99 && f1 >= wanted,
        "precision {precision:.3}, F1 {f1:.3}\n{told}"
    );
}
