//! Documents made for these tests, and other processes that do something to a store.

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use std::path::Path;
use std::process::Command;
use tripolis::read::Document;
use tripolis::store::{DocumentGraphs, Store};
use tripolis::vocab::{POL, dcterms, pol};

/// In this variable a process finds what it was started for.
const ROLE: &str = "TRIPOLIS_STORE_TEST";
const FOLDER: &str = "TRIPOLIS_STORE_TEST_FOLDER";

pub(crate) fn iri(text: &str) -> NamedNode {
    NamedNode::new(format!("https://example.org/{text}")).expect("an IRI")
}

pub(crate) fn plain(text: &str) -> Term {
    Literal::new_simple_literal(text).into()
}

/// A document that gives each entity of `names` the class Program and, stated at `confidence`, a figure.
pub(crate) fn document(slug: &str, hash: &str, names: &[&str], confidence: &str) -> DocumentGraphs {
    let document = iri(&format!("doc/{slug}"));
    let facts = GraphName::from(document.clone());
    let provenance = GraphName::from(iri(&format!("doc/{slug}/provenance")));
    let node = |part: &str, name: &str| iri(&format!("doc/{slug}/{part}/{name}"));
    let mut quads = Vec::new();
    let mut add = |s: &NamedNode, p: NamedNodeRef<'_>, o: Term, g: &GraphName| {
        quads.push(Quad::new(s.clone(), p.into_owned(), o, g.clone()));
    };
    add(&document, rdf::TYPE, pol::DOCUMENT.into(), &provenance);
    add(&document, dcterms::TITLE, plain(slug), &provenance);
    add(&document, dcterms::SOURCE, plain("sample.txt"), &provenance);
    add(&document, pol::CONTENT_HASH, plain(hash), &provenance);
    add(&document, pol::KNOWLEDGE_VERSION, plain("1"), &provenance);
    let program = NamedNode::new(format!("{POL}Program")).expect("an IRI");
    let figure = NamedNode::new(format!("{POL}figure")).expect("an IRI");
    for name in names {
        let entity = iri(&format!("entity/{name}"));
        let value = node("value", name);
        let statement = node("statement", name);
        add(&entity, rdf::TYPE, program.clone().into(), &facts);
        add(&entity, figure.as_ref(), value.clone().into(), &facts);
        add(&value, rdf::TYPE, pol::FIGURE.into(), &facts);
        add(&statement, rdf::TYPE, pol::STATEMENT.into(), &provenance);
        add(&statement, rdf::SUBJECT, entity.into(), &provenance);
        add(
            &statement,
            rdf::PREDICATE,
            figure.clone().into(),
            &provenance,
        );
        add(&statement, rdf::OBJECT, value.into(), &provenance);
        let confidence = Literal::new_typed_literal(confidence, xsd::DECIMAL);
        add(&statement, pol::CONFIDENCE, confidence.into(), &provenance);
        add(
            &node("passage", name),
            rdf::TYPE,
            pol::PASSAGE.into(),
            &provenance,
        );
    }
    DocumentGraphs::new(document, quads).expect("quads of the document")
}

/// A document as it was read.
pub(crate) fn text_of(slug: &str, text: &str) -> Document {
    Document::read(slug, "sample.txt", text.as_bytes()).expect("a text")
}

/// Quads of [`document`] for so many names.
pub(crate) const fn size(names: usize) -> usize {
    5 + 9 * names
}

/// A store with two documents that share an entity.
pub(crate) fn filled() -> Store {
    let store = Store::memory().expect("a store in memory");
    store
        .put(&document("b", "hash b", &["shared", "other"], "0.9"))
        .expect("put b");
    store
        .put(&document("a", "hash a", &["shared"], "0.5"))
        .expect("put a");
    store
}

/// A command that runs `program`, this test binary or a copy of it, to play `role` on `folder`.
pub(crate) fn actor(program: &Path, role: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.args([
        "--exact",
        "sample::stage",
        "--nocapture",
        "--test-threads=1",
    ]);
    command.env(ROLE, role).env(FOLDER, folder);
    command
}

/// Where other processes of these tests begin; with no role to play, it does nothing.
#[test]
fn stage() {
    let (Ok(role), Some(folder)) = (std::env::var(ROLE), std::env::var_os(FOLDER)) else {
        return;
    };
    let folder = Path::new(&folder);
    match role.as_str() {
        "write" => crate::kill::write(folder),
        "meet read-only folders" => crate::fault::meet_read_only_folders(folder),
        "fill the disk" => crate::fault::fill_the_disk(folder),
        other => panic!("no role `{other}`"),
    }
}
