//! Holds what fuzzing found, and the seeds that it starts from, to the oracles of the fuzz targets.

#[allow(unreachable_pub, reason = "the fuzz crate exports it as well")]
mod oracle;

use std::fs;
use std::path::{Path, PathBuf};

/// Files of a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("an entry can be read").path())
        .collect();
    files.sort();
    files
}

#[test]
fn what_fuzzing_found_holds_now() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/cases");
    for folder in files(&cases) {
        let name = folder
            .file_name()
            .expect("a folder has a name")
            .to_string_lossy()
            .into_owned();
        let (_, target) = oracle::TARGETS
            .iter()
            .find(|(known, _)| *known == name)
            .unwrap_or_else(|| panic!("tests/fuzz/cases/{name}: no target is called so"));
        for case in files(&folder) {
            // The last line of a failing test's output names the case.
            eprintln!("{}", case.display());
            target(&fs::read(&case).expect("a case can be read"));
        }
    }
}

#[test]
fn each_target_is_built_by_the_fuzz_crate() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest =
        fs::read_to_string(root.join("fuzz/Cargo.toml")).expect("the fuzz crate is there");
    let built: Vec<PathBuf> = files(&root.join("fuzz/targets"));
    let built: Vec<_> = built
        .iter()
        .filter_map(|path| path.file_stem()?.to_str())
        .collect();
    let named: Vec<_> = oracle::TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(built, named);
    for name in named {
        assert!(
            manifest.contains(&format!("path = \"targets/{name}.rs\"")),
            "{name} is no [[bin]]"
        );
    }
}
