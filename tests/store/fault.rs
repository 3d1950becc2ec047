//! Each fault of the world has its name, its place and its advice.

use crate::sample::{actor, document, iri, size};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;
use tripolis::store::{Pattern, Store, StoreError};

/// Opens to write, which must fail, in words that name the place.
fn refused(place: &Path) -> StoreError {
    named(Store::open(place), place)
}

/// Opens to read, which must fail, in words that name the place.
fn unread(place: &Path) -> StoreError {
    named(Store::open_read_only(place), place)
}

fn named(opened: Result<Store, StoreError>, place: &Path) -> StoreError {
    let Err(error) = opened else {
        panic!("{} opens", place.display())
    };
    let words = error.to_string();
    assert!(words.contains(place.to_str().unwrap()), "no place: {words}");
    assert!(words.contains("; "), "no advice: {words}");
    error
}

/// A store with one document in `folder`.
fn small(folder: &TempDir) -> std::path::PathBuf {
    let place = folder.path().join("store");
    let store = Store::open(&place).unwrap();
    store.put(&document("a", "1", &["x"], "0.9")).unwrap();
    store.flush().unwrap();
    place
}

#[test]
fn nothing_to_read() {
    let folder = TempDir::new().unwrap();
    let missing = unread(&folder.path().join("none"));
    assert!(matches!(missing, StoreError::Missing { .. }), "{missing:?}");
    assert!(missing.to_string().contains("tripolis ingest"));
    let empty = unread(folder.path());
    assert!(matches!(empty, StoreError::Missing { .. }), "{empty:?}");
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        0,
        "a reader makes nothing"
    );
}

#[test]
fn no_folder() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "text").unwrap();
    for place in [file.clone(), file.join("below")] {
        for error in [refused(&place), unread(&place)] {
            assert!(matches!(error, StoreError::NotAFolder { .. }), "{error:?}");
        }
    }
    assert_eq!(fs::read(&file).unwrap(), b"text");
}

#[test]
fn a_folder_of_something_else() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("letter.txt"), "dear").unwrap();
    for error in [refused(folder.path()), unread(folder.path())] {
        assert!(matches!(error, StoreError::NotAStore { .. }), "{error:?}");
    }
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing is put beside it"
    );
}

#[test]
fn the_other_build_is_told_apart() {
    let folder = TempDir::new().unwrap();
    let file = if cfg!(feature = "rocksdb") {
        "quads.nq"
    } else {
        "CURRENT"
    };
    fs::write(folder.path().join(file), "").unwrap();
    for error in [refused(folder.path()), unread(folder.path())] {
        assert!(matches!(error, StoreError::OtherBuild { .. }), "{error:?}");
    }
}

#[test]
fn one_writer_or_many_readers() {
    let folder = TempDir::new().unwrap();
    let place = small(&folder);
    {
        let _writer = Store::open(&place).unwrap();
        for error in [refused(&place), unread(&place)] {
            assert!(matches!(error, StoreError::Locked { .. }), "{error:?}");
        }
    }
    let reader = Store::open_read_only(&place).unwrap();
    let other = Store::open_read_only(&place).unwrap();
    assert!(matches!(refused(&place), StoreError::Locked { .. }));
    assert_eq!(reader.len().unwrap(), other.len().unwrap());
    let put = reader.put(&document("b", "1", &["y"], "0.9"));
    assert!(
        matches!(put, Err(StoreError::OpenedToRead { .. })),
        "{put:?}"
    );
    drop((reader, other));
    Store::open(&place).expect("all others are gone");
}

#[test]
fn damaged_files() {
    let folder = TempDir::new().unwrap();
    let place = small(&folder);
    let file = place.join(if cfg!(feature = "rocksdb") {
        "CURRENT"
    } else {
        "quads.nq"
    });
    fs::write(&file, "\u{1}\u{2} no store\n").unwrap();
    for error in [refused(&place), unread(&place)] {
        assert!(matches!(error, StoreError::Corrupt { .. }), "{error:?}");
    }
}

/// RocksDB would begin a new database over the tables of the old one.
#[cfg(feature = "rocksdb")]
#[test]
fn a_lost_part_is_damage() {
    let folder = TempDir::new().unwrap();
    let place = small(&folder);
    fs::rename(place.join("CURRENT"), folder.path().join("CURRENT")).unwrap();
    for error in [refused(&place), unread(&place)] {
        assert!(matches!(error, StoreError::Corrupt { .. }), "{error:?}");
    }
    fs::rename(folder.path().join("CURRENT"), place.join("CURRENT")).unwrap();
    assert_eq!(Store::open(&place).unwrap().len().unwrap(), size(1));
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written() {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    let folder = TempDir::new().unwrap();
    let place = small(&folder);
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    let allow =
        |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    for entry in fs::read_dir(&place).unwrap() {
        allow(&entry.unwrap().path(), 0o444);
    }
    for path in [&place, &empty, folder.path()] {
        allow(path, 0o555);
    }
    if fs::write(empty.join("try"), "").is_err() {
        meet_read_only_folders(folder.path());
    } else {
        // Root may write anywhere: another user has to try, with a program that he may run.
        fs::remove_file(empty.join("try")).unwrap();
        let program = folder.path().join("program");
        fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
        allow(&program, 0o555);
        let mut command = actor(&program, "meet read-only folders", folder.path());
        match command.uid(65534).gid(65534).output() {
            Ok(output) => assert_played(&output),
            Err(error) => eprintln!("skipped: this is root and cannot be another user ({error})"),
        }
    }
    for path in [&place, &empty, folder.path()] {
        allow(path, 0o755);
    }
}

/// Where `store` and `empty` and the folder itself may be read and not written.
pub(crate) fn meet_read_only_folders(folder: &Path) {
    for place in ["store", "empty", "new"] {
        let error = refused(&folder.join(place));
        assert!(
            matches!(error, StoreError::ReadOnly { .. }),
            "{place}: {error:?}"
        );
    }
    let store = Store::open_read_only(folder.join("store")).expect("reading is allowed");
    assert_eq!(store.len().unwrap(), size(1));
}

/// A small disk, which only a process in a namespace of its own may mount.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let folder = TempDir::new().unwrap();
    let small_disk = "mount -t tmpfs -o size=48m none \"$TRIPOLIS_STORE_TEST_FOLDER\"";
    let within = |command: &str, actor: &Command| {
        let mut unshare = Command::new("unshare");
        unshare.args([
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            command,
            "sh",
        ]);
        unshare.arg(actor.get_program()).args(actor.get_args());
        unshare.envs(
            actor
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        unshare.output()
    };
    let actor = actor(
        &std::env::current_exe().unwrap(),
        "fill the disk",
        folder.path(),
    );
    if !within(small_disk, &actor).is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: a small disk cannot be mounted here");
        return;
    }
    assert_played(&within(&format!("{small_disk} && exec \"$@\""), &actor).unwrap());
}

/// Puts documents until the disk is full, then makes room and goes on.
pub(crate) fn fill_the_disk(disk: &Path) {
    let (place, ballast) = (disk.join("store"), disk.join("ballast"));
    // RocksDB turns its log into tables when it opens, so the room to come is twice what it fills.
    fs::write(&ballast, vec![1; 32 << 20]).unwrap();
    let names: Vec<String> = (0..500).map(|name| format!("{name:0200}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let version = |slug: u32| document(&slug.to_string(), "1", &names, "0.9");
    let (stored, error) = {
        let store = Store::open(&place).unwrap();
        let put = |slug| store.put(&version(slug)).err().map(|error| (slug, error));
        (0..1000)
            .find_map(put)
            .expect("the disk is full at some time")
    };
    assert!(matches!(error, StoreError::Full { .. }), "{error:?}");
    assert!(stored > 0, "some room there was");
    fs::remove_file(&ballast).unwrap();
    let store = Store::open(&place).expect("it opens when there is room");
    for slug in 0..=stored {
        let facts = iri(&format!("doc/{slug}"));
        let provenance = iri(&format!("doc/{slug}/provenance"));
        let quads: usize = [facts, provenance]
            .iter()
            .map(|graph| Pattern {
                graph: Some(graph.as_ref().into()),
                ..Pattern::default()
            })
            .map(|pattern| store.sorted_quads(pattern).expect("quads").len())
            .sum();
        let whole = if slug < stored { size(names.len()) } else { 0 };
        assert_eq!(quads, whole, "document {slug} of {stored}");
    }
    store.put(&version(stored)).expect("there is room again");
}

/// Whether an actor did all that it was asked for.
fn assert_played(output: &Output) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(
        output.status.success() && out.contains("1 passed"),
        "{out}\n{err}"
    );
}
