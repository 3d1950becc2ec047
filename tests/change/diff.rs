//! `tripolis diff`: versions, documents, files and runs, and patches that do what they say.

use crate::peers;
use crate::place::{BRIDGE, LIBRARY, Place};
use oxrdf::Quad;
use oxrdfio::{RdfFormat, RdfParser};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use tripolis::iri::{Base, DocumentId};
use tripolis::store::history::History;

/// The library's document, then with another year, and with a partner more.
fn changed() -> Place {
    let place = Place::with(&[("docs/library.txt", LIBRARY), ("docs/bridge.txt", BRIDGE)]);
    place.done("ingest docs");
    let text = LIBRARY.replace("2010", "2011");
    let more = format!("{text}\nThe Library Program was funded by UNESCO.\n");
    place.write("docs/library.txt", &more);
    place.done("ingest docs");
    place
}

/// The lines of N-Quads, each a quad.
fn quads(lines: &str) -> BTreeSet<String> {
    RdfParser::from_format(RdfFormat::NQuads)
        .for_slice(lines)
        .map(|quad| quad.expect("N-Quads").to_string())
        .collect()
}

fn shown(quads: &[Quad]) -> BTreeSet<String> {
    quads.iter().map(ToString::to_string).collect()
}

/// Applies an RDF Patch: a deleted quad must be there, an added one must not.
fn apply(patch: &str, mut to: BTreeSet<String>) -> BTreeSet<String> {
    let mut lines = patch.lines();
    assert!(
        lines
            .next()
            .is_some_and(|line| line.starts_with("H id <urn:uuid:"))
    );
    assert_eq!(lines.next(), Some("TX ."));
    let mut ended = false;
    for line in lines {
        assert!(!ended, "a line behind the end: {line}");
        match line.split_at(2) {
            ("D ", quad) => {
                for quad in quads(quad) {
                    assert!(to.remove(&quad), "not there: {quad}");
                }
            }
            ("A ", quad) => {
                for quad in quads(quad) {
                    assert!(to.insert(quad), "there already: {line}");
                }
            }
            ("TC", " .") => ended = true,
            _ => panic!("what is {line}"),
        }
    }
    assert!(ended, "the transaction is not committed");
    to
}

#[test]
fn the_version_before_against_now() {
    let place = changed();
    let told = place.done("diff library");
    assert!(told.starts_with("library: ingest 1 → now\n"), "{told}");
    assert!(
        told.contains("changed  Library Program  startDate  2010 → 2011"),
        "{told}"
    );
    assert!(
        told.contains("was  “Library Program was launched") && told.contains("in 2011”"),
        "{told}"
    );
    assert!(
        told.contains("came     Library Program  fundedBy"),
        "{told}"
    );
    assert!(told.ends_with(" came, 0 went\n"), "{told}");
    // Named by its path as well.
    assert_eq!(place.done("diff docs/library.txt"), told);
    let none = place.fails("diff bridge", 2);
    assert!(none.contains("no former version of `bridge`"), "{none}");
    assert!(place.fails("diff harbor", 2).contains("called `harbor`"));
}

#[test]
fn rows_and_objects_hold_the_same() {
    let place = changed();
    let rows = place.done("diff library --format tsv");
    let json: serde_json::Value =
        serde_json::from_str(&place.done("diff library --format json")).expect("JSON");
    let objects = json.as_array().expect("an array");
    assert_eq!(rows.lines().count(), objects.len() + 1);
    let start = objects
        .iter()
        .find(|object| object["property"]["name"] == "startDate")
        .expect("the start");
    assert_eq!(start["change"], "changed");
    assert_eq!(start["old"]["object"], "2010");
    assert_eq!(start["new"]["object"], "2011");
    assert!(
        start["new"]["quote"]
            .as_str()
            .is_some_and(|quote| quote.contains("2011"))
    );
    let row = rows
        .lines()
        .find(|row| row.contains("\tstartDate\t"))
        .expect("a row");
    assert!(
        row.starts_with("library\tchanged\tLibrary Program\tstartDate\t2010\t2011\t"),
        "{row}"
    );
}

#[test]
fn a_patch_makes_the_new_quads_of_the_old() {
    let place = changed();
    let store = place.store();
    let library = Base::default().document(&DocumentId::new("library"));
    let history = History::read(&store, Base::default().ingests().as_ref()).unwrap();
    let first = history
        .as_of(&library, 1)
        .unwrap()
        .archived
        .clone()
        .unwrap();
    let old = shown(&store.archived_as(&first).unwrap().quads);
    let new = shown(&store.archived(library.as_ref()).unwrap().unwrap().quads);
    drop(store);
    assert_ne!(old, new);
    let patch = place.done("diff library --format patch");
    assert_eq!(apply(&patch, old.clone()), new);
    assert_eq!(place.done("diff library@1 library@2 --format patch"), patch);
    assert_eq!(place.done("diff --since 1 --format patch"), patch);
    // The other way round.
    let back = place.done("diff library@2 library@1 --format patch");
    assert_eq!(apply(&back, new), old);
}

#[test]
fn two_files_without_a_store() {
    let place = Place::with(&[
        ("old.txt", LIBRARY),
        (
            "new.md",
            &LIBRARY
                .replace("2010", "2013")
                .replace("Library Program", "**Library Program**"),
        ),
    ]);
    let told = place.done("diff old.txt new.md");
    assert!(told.contains("startDate  2010 → 2013"), "{told}");
    assert!(
        !told.contains("launchedBy  Ministry"),
        "what is the same is told: {told}"
    );
    assert!(!place.path(".tripolis").exists());
    let quads_of = |file: &str| quads(&place.done(&format!("convert {file} --to nquads")));
    let patch = place.done("diff old.txt new.md --format patch");
    assert_eq!(apply(&patch, quads_of("old.txt")), quads_of("new.md"));
    assert!(
        place
            .fails("diff old.txt absent.txt", 3)
            .contains("there is no store")
    );
}

#[test]
fn two_documents_of_the_store() {
    let place = changed();
    let told = place.done("diff library bridge");
    assert!(
        told.contains("came     Bridge Program  launchedBy"),
        "{told}"
    );
    assert!(
        told.contains("went     Library Program  launchedBy"),
        "{told}"
    );
    let same = place.done("diff library library");
    assert!(
        same.ends_with("the facts are the same\n0 changed, 0 came, 0 went\n"),
        "{same}"
    );
}

#[test]
fn a_store_since_a_run() {
    let place = changed();
    place.rename("docs/library.txt", "docs/moved.txt");
    place.delete("docs/bridge.txt");
    place.write("docs/port.txt", LIBRARY.replace("Library", "Port"));
    place.done("ingest --sync docs");
    let told = place.done("diff --since 1");
    for line in [
        "bridge: ingest 1 → not there",
        "moved: ingest 1 → now",
        "port: not there → now",
        "  went     Bridge Program  launchedBy  Ministry of Transport of Georgia",
        "  changed  Library Program  startDate  2010 → 2011",
        "  came     Port Program  startDate  2010",
    ] {
        assert!(told.contains(line), "no `{line}` in\n{told}");
    }
    assert!(!told.contains("library:"), "{told}");
    let one = place.done("diff port --since 2");
    assert!(
        one.starts_with("port: not there → now") && !one.contains("bridge"),
        "{one}"
    );
    assert!(
        place
            .fails("diff --since 9", 2)
            .contains("no ingest 9; the last one that changed something was 3")
    );
    // The document that is gone can still be looked at.
    let gone = place.done("diff bridge@1 bridge@2");
    assert!(gone.contains("the facts are the same"), "{gone}");
    let listed = place.done("query ingests --format tsv");
    assert_eq!(listed.lines().count(), 1 + 2 + 1 + 3, "{listed}");
}

#[test]
fn a_version_that_is_kept_no_longer_is_told() {
    let place = changed();
    place.write("docs/library.txt", LIBRARY.replace("2010", "2014"));
    place.done("ingest docs --keep-versions 1");
    assert_eq!(
        fs::read_dir(place.path(".tripolis/archive"))
            .unwrap()
            .count(),
        3
    );
    assert!(
        place
            .fails("diff library@1 library", 2)
            .contains("--keep-versions")
    );
    let output = place.run("diff --since 1");
    let warned = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success() && warned.contains("library: its version of ingest 1"),
        "{warned}"
    );
    assert!(
        place
            .done("diff library")
            .contains("startDate  2011 → 2014")
    );
}

/// `TRIPOLIS_PEERS=required` makes a missing rdflib a failure; `TRIPOLIS_PEERS_PYTHON` names the Python that has it.
#[test]
fn rdflib_makes_the_new_quads_of_the_old_as_well() {
    let place = Place::with(&[
        ("old.txt", LIBRARY),
        (
            "new.txt",
            &(LIBRARY.replace("2010", "2013") + "UNESCO funded the program.\n"),
        ),
    ]);
    for name in ["old", "new"] {
        let quads = place.done(&format!("convert {name}.txt --to nquads"));
        place.write(&format!("{name}.nq"), quads);
    }
    place.write(
        "changes.rdp",
        place.done("diff old.txt new.txt --format patch"),
    );
    let python = peers::python();
    let has_rdflib = Command::new(&python)
        .args(["-c", "import rdflib"])
        .output()
        .is_ok_and(|output| output.status.success());
    if !has_rdflib {
        return peers::skip(&format!("`{python}` has no rdflib"));
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/patch.py");
    let output = Command::new(&python)
        .arg(script)
        .args(["old.nq", "changes.rdp", "new.nq"].map(|name| place.path(name)))
        .output()
        .expect("it ran before");
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
