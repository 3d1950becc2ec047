//! The archive: versions come back as they were read, and go when nothing names them any more.

use crate::sample::{document, iri, text_of};
use std::fs;
use tempfile::TempDir;
use tripolis::store::{Change, DocumentGraphs, Store, StoreError, Update};

/// Puts a document whose text is `text`, with its version in the archive.
fn put(store: &Store, slug: &str, text: &str) -> DocumentGraphs {
    let graphs = document(slug, text, &["x"], "0.9");
    let name = store.archive(&text_of(slug, text), graphs.quads()).unwrap();
    let graphs = graphs.archived_as(&name);
    store.put(&graphs).unwrap();
    graphs
}

#[test]
fn a_version_comes_back_as_it_was_read() {
    let folder = TempDir::new().unwrap();
    let on_disk = Store::open(folder.path()).unwrap();
    for store in [&on_disk, &Store::memory().unwrap()] {
        let text = "Line\r\n\t\"quoted\" \\ ə 𝄞 \u{a0}\nend";
        put(store, "a", text);
        let back = store.archived(iri("doc/a").as_ref()).unwrap().unwrap();
        assert_eq!(back.document, text_of("a", text));
        let mut quads = document("a", text, &["x"], "0.9").quads().to_vec();
        quads.sort_unstable_by(|a, b| tripolis::triple::order(a.as_ref(), b.as_ref()));
        assert_eq!(back.quads, quads);
        assert!(store.archived(iri("doc/b").as_ref()).unwrap().is_none());
    }
    drop(on_disk);
    let store = Store::open_read_only(folder.path()).unwrap();
    assert!(store.archived(iri("doc/a").as_ref()).unwrap().is_some());
    let refused = store.archive(&text_of("a", "b"), &[]).unwrap_err();
    assert!(matches!(refused, StoreError::OpenedToRead { .. }));
}

#[test]
fn what_nothing_names_is_swept() {
    let folder = TempDir::new().unwrap();
    let on_disk = Store::open(folder.path()).unwrap();
    for store in [&on_disk, &Store::memory().unwrap()] {
        put(store, "a", "one");
        let first = store.documents().unwrap()[0].archived.clone();
        put(store, "a", "two");
        put(store, "b", "other");
        assert!(store.archived_as(&first).is_ok());
        assert_eq!(store.sweep().unwrap(), 1);
        assert!(matches!(
            store.archived_as(&first),
            Err(StoreError::Corrupt { .. })
        ));
        let text = |slug: &str| {
            let found = store.archived(iri(slug).as_ref()).unwrap();
            found.map(|found| found.document.text)
        };
        assert_eq!(text("doc/a").as_deref(), Some("two"));
        assert_eq!(text("doc/b").as_deref(), Some("other"));
        store.remove(iri("doc/b").as_ref()).unwrap();
        assert_eq!(store.sweep().unwrap(), 1);
        assert_eq!(store.sweep().unwrap(), 0);
    }
    // What a killed process left.
    let left = folder.path().join("archive/.tmpAbC");
    fs::write(&left, "half").unwrap();
    assert_eq!(on_disk.sweep().unwrap(), 1);
    assert!(!left.exists());
}

#[test]
fn a_damaged_version_is_told() {
    let folder = TempDir::new().unwrap();
    let store = Store::open(folder.path()).unwrap();
    put(&store, "a", "one");
    put(&store, "b", "two");
    let name = |at: usize| store.documents().unwrap()[at].archived.clone();
    let file = |at| folder.path().join(format!("archive/{}.zst", name(at)));
    fs::copy(file(1), file(0)).unwrap();
    let error = store.archived(iri("doc/a").as_ref()).unwrap_err();
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error:?}");
    fs::write(file(0), "no zstd").unwrap();
    let error = store.archived(iri("doc/a").as_ref()).unwrap_err();
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error:?}");
    assert!(store.archived(iri("doc/b").as_ref()).is_ok());
}

#[test]
fn a_backup_has_its_own_archive() {
    let folder = TempDir::new().unwrap();
    let (place, copy) = (folder.path().join("store"), folder.path().join("copy"));
    let store = Store::open(&place).unwrap();
    put(&store, "a", "one");
    store.backup(&copy).unwrap();
    put(&store, "a", "two");
    store.sweep().unwrap();
    let copy = Store::open_read_only(&copy).unwrap();
    let found = copy.archived(iri("doc/a").as_ref()).unwrap().unwrap();
    assert_eq!(found.document.text, "one");
    assert!(store.size_on_disk().unwrap() > Some(300));
}

#[test]
fn several_documents_change_at_once() {
    let store = Store::memory().unwrap();
    let old = put(&store, "old", "text");
    let kept = put(&store, "kept", "text");
    let mut update = Update::default();
    update.remove(old.document());
    update.put(&document("new", "text", &["y"], "0.9"));
    update.put(&document("new", "text", &["x"], "0.9"));
    update.put(&kept);
    let size = old.quads().len();
    let change = store.apply(&update).unwrap();
    assert_eq!(
        change,
        Change::Changed {
            added: size - 1,
            removed: size
        }
    );
    let names: Vec<String> = store
        .documents()
        .unwrap()
        .into_iter()
        .map(|record| record.title)
        .collect();
    assert_eq!(names, ["kept", "new"]);
    assert_eq!(store.apply(&update).unwrap(), Change::Unchanged);
}
