//! Folders that change: what `ingest --sync` takes out, renames and leaves alone, duplicates, and the history.

use crate::place::{BRIDGE, LIBRARY, Place};
use std::fs;
use tripolis::iri::{Base, DocumentId};
use tripolis::store::history::{History, What};

fn two() -> Place {
    Place::with(&[
        ("docs/library.txt", LIBRARY),
        ("docs/bridge.txt", BRIDGE),
        (
            "other/note.txt",
            "UNESCO supported the Harbor Program in 2009.\n",
        ),
    ])
}

fn line<'t>(report: &'t str, document: &str) -> &'t str {
    let mut lines = report.lines().map(str::trim);
    lines
        .find(|line| line.split_whitespace().next() == Some(document))
        .unwrap_or_else(|| panic!("no line of {document} in\n{report}"))
}

#[test]
fn a_moved_file_is_renamed_and_a_deleted_one_removed() {
    let place = two();
    place.done("ingest docs other");
    place.rename("docs/library.txt", "docs/old/lib.txt");
    place.delete("docs/bridge.txt");
    let report = place.done("ingest --sync docs");
    assert!(
        line(&report, "old/lib").contains("moved from library"),
        "{report}"
    );
    assert!(line(&report, "bridge").contains("removed"), "{report}");
    assert!(
        report.contains(
            "1 documents: 0 added, 0 changed, 0 unchanged, 0 refused, 1 moved, 1 removed"
        ),
        "{report}"
    );
    assert_eq!(place.documents(), ["note", "old/lib"]);
    let again = place.done("ingest --sync docs");
    assert!(
        again.contains("0 changed, 1 unchanged, 0 refused"),
        "{again}"
    );
    assert!(!again.contains("removed"), "{again}");
}

#[test]
fn without_sync_nothing_is_removed() {
    let place = two();
    place.done("ingest docs");
    place.delete("docs/bridge.txt");
    place.done("ingest docs");
    assert_eq!(place.documents(), ["bridge", "library"]);
}

#[test]
fn a_file_that_cannot_be_read_keeps_its_document() {
    let place = two();
    place.done("ingest docs");
    fs::write(place.path("docs/bridge.txt"), b"PK\0\0 nothing").unwrap();
    place.fails("ingest --sync docs", 1);
    assert_eq!(place.documents(), ["bridge", "library"]);
}

#[test]
fn a_missing_or_empty_folder_removes_nothing_unless_allowed() {
    let place = two();
    place.done("ingest docs other");
    place.delete("docs/library.txt");
    place.delete("docs/bridge.txt");
    // The other folder is fine, this one is not.
    let told = place.fails("ingest --sync docs other", 1);
    assert!(
        told.contains("docs: holds no document") && told.contains("--allow-empty"),
        "{told}"
    );
    place.fails("ingest --sync docs", 2);
    fs::remove_dir(place.path("docs")).unwrap();
    place.fails("ingest --sync docs other", 1);
    assert_eq!(place.documents(), ["bridge", "library", "note"]);
    let report = place.done("ingest --sync --allow-empty docs");
    assert!(report.contains("2 removed"), "{report}");
    assert_eq!(place.documents(), ["note"]);
}

/// Lines of a JSON Lines file, without identifiers: their numbers name them.
fn lines(texts: &[&str]) -> String {
    let line = |text: &&str| serde_json::json!({ "text": text }).to_string() + "\n";
    texts.iter().map(line).collect()
}

#[test]
fn documents_that_their_file_no_longer_gives_are_removed() {
    const HARBOR: &str = "UNESCO supported the Harbor Program in 2009.";
    let place = Place::with(&[("docs/all.jsonl", &lines(&[LIBRARY, BRIDGE, HARBOR]))]);
    place.done("ingest docs");
    let before = place.documents();
    assert_eq!(before, ["all/1", "all/2", "all/3"]);
    place.write("docs/all.jsonl", lines(&[LIBRARY, BRIDGE]));
    place.done("ingest docs");
    assert_eq!(place.documents(), before, "without --sync nothing goes");
    // What cannot be read may be what is missing.
    place.write("docs/all.jsonl", lines(&[LIBRARY, BRIDGE]) + "{ torn\n");
    let told = place.fails("ingest --sync docs", 1);
    assert!(
        told.contains("1 documents that it no longer gives were not removed"),
        "{told}"
    );
    assert_eq!(place.documents(), before);
    place.write("docs/all.jsonl", lines(&[LIBRARY, BRIDGE]));
    let report = place.done("ingest --sync docs");
    assert!(line(&report, "all/3").contains("removed"), "{report}");
    assert_eq!(place.documents(), ["all/1", "all/2"]);
}

#[test]
fn a_line_taken_out_at_the_top_loses_no_other() {
    const HARBOR: &str = "UNESCO supported the Harbor Program in 2009.";
    for (ingest, left) in [("ingest docs", 3), ("ingest --sync docs", 2)] {
        let place = Place::with(&[("docs/all.jsonl", &lines(&[LIBRARY, BRIDGE, HARBOR]))]);
        place.done("ingest docs");
        place.write("docs/all.jsonl", lines(&[BRIDGE, HARBOR]));
        place.done(ingest);
        for program in ["Bridge Program", "Harbor Program"] {
            let shown = place.done(&format!(
                "explain {}",
                program.replace(' ', "-").to_lowercase()
            ));
            assert!(shown.contains(program), "{ingest}: {shown}");
        }
        assert!(
            place.documents().len() <= left,
            "{ingest}: {:?}",
            place.documents()
        );
    }
}

#[test]
fn paths_mean_the_same_however_they_are_written() {
    let place = two();
    place.done("ingest ./docs");
    place.delete("docs/bridge.txt");
    place.done("ingest --sync other/../docs");
    assert_eq!(place.documents(), ["library"]);
}

#[test]
fn the_same_text_is_kept_once_also_in_another_format() {
    let place = two();
    place.write("docs/copy.txt", LIBRARY);
    place.write(
        "docs/marked.md",
        "The **Library Program** was launched by the Ministry of Culture\nof Georgia in 2010.\n",
    );
    let report = place.done("ingest docs");
    assert!(
        line(&report, "library").contains("same as copy"),
        "{report}"
    );
    assert!(line(&report, "marked").contains("same as copy"), "{report}");
    assert!(report.contains("4 documents: 2 added"), "{report}");
    assert!(report.contains("2 the same as another"), "{report}");
    assert_eq!(place.documents(), ["bridge", "copy"]);
    place.done("ingest docs --allow-duplicates");
    assert_eq!(place.documents(), ["bridge", "copy", "library", "marked"]);
}

#[test]
fn the_other_copy_takes_the_place_of_one_that_goes() {
    let place = two();
    place.write("docs/copy.txt", LIBRARY);
    place.done("ingest docs");
    place.delete("docs/copy.txt");
    let report = place.done("ingest --sync docs");
    assert!(
        line(&report, "library").contains("moved from copy"),
        "{report}"
    );
    assert_eq!(place.documents(), ["bridge", "library"]);
}

#[test]
fn two_files_that_change_places_are_both_kept() {
    let place = two();
    place.done("ingest docs");
    place.write("docs/library.txt", BRIDGE);
    place.write("docs/bridge.txt", LIBRARY);
    let report = place.done("ingest --sync docs");
    assert!(
        report.contains("2 documents: 0 added, 2 changed"),
        "{report}"
    );
    assert_eq!(place.documents(), ["bridge", "library"]);
}

#[test]
fn the_history_tells_each_run_that_changed_something() {
    let place = two();
    let ingest = |line: &str, time: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let mut command = place.command(&words);
        let status = command
            .env("SOURCE_DATE_EPOCH", time)
            .output()
            .unwrap()
            .status;
        assert!(status.success(), "{line}");
    };
    ingest("ingest docs", "1000000000");
    ingest("ingest docs", "1000000001");
    place.write("docs/library.txt", LIBRARY.replace("2010", "2011"));
    ingest("ingest docs", "1000000002");
    place.rename("docs/library.txt", "docs/moved.txt");
    place.delete("docs/bridge.txt");
    ingest("ingest --sync docs", "1000000003");

    let store = place.store();
    let base = Base::default();
    let history = History::read(&store, base.ingests().as_ref()).unwrap();
    let times: Vec<_> = history
        .ingests
        .iter()
        .map(|(n, t)| (*n, t.as_str()))
        .collect();
    assert_eq!(
        times,
        [
            (1, "2001-09-09T01:46:40Z"),
            (2, "2001-09-09T01:46:42Z"),
            (3, "2001-09-09T01:46:43Z")
        ]
    );
    let of = |name: &str| base.document(&DocumentId::new(name));
    let told = |name: &str| -> Vec<(u64, What)> {
        let changes = history.changes(&of(name));
        changes
            .into_iter()
            .map(|change| (change.ingest, change.what))
            .collect()
    };
    assert_eq!(
        told("moved"),
        [(3, What::Moved), (2, What::Changed), (1, What::Added)]
    );
    assert_eq!(told("bridge"), [(3, What::Removed), (1, What::Added)]);
    assert!(history.was_moved_after(&of("library"), 2));
    // Each former version is there to be read.
    let first = history
        .as_of(&of("moved"), 1)
        .unwrap()
        .archived
        .clone()
        .unwrap();
    assert_eq!(store.archived_as(&first).unwrap().document.text, LIBRARY);
    let gone = history
        .as_of(&of("bridge"), 2)
        .unwrap()
        .archived
        .clone()
        .unwrap();
    assert_eq!(store.archived_as(&gone).unwrap().document.text, BRIDGE);
}

#[test]
fn so_many_former_versions_are_kept_as_are_asked_for() {
    let place = Place::new();
    for year in 2001..2006 {
        place.write(
            "docs/library.txt",
            LIBRARY.replace("2010", &year.to_string()),
        );
        place.done("ingest --keep-versions 2 docs");
    }
    let files = || {
        fs::read_dir(place.path(".tripolis/archive"))
            .unwrap()
            .count()
    };
    assert_eq!(files(), 3, "the present version and two former ones");
    place.done("remove library");
    assert_eq!(files(), 0, "what a user takes out is gone");
}

#[test]
fn dumps_do_not_depend_on_how_the_store_came_about() {
    let (slow, fast) = (two(), two());
    slow.write(
        "docs/bridge.txt",
        LIBRARY.replace("Library", "Port").as_str(),
    );
    slow.done("ingest docs");
    slow.write("docs/bridge.txt", BRIDGE);
    for place in [&slow, &fast] {
        place.done("ingest docs");
        place.done("dump out --format nquads");
    }
    let read = |place: &Place| fs::read_to_string(place.path("out/tripolis.nq")).unwrap();
    assert_eq!(read(&slow), read(&fast));
    assert!(!read(&slow).contains("/ingests/"));
    slow.done("dump out --format nquads --history");
    assert!(read(&slow).contains("/ingests/2> "));
}
