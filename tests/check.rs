//! `tripolis check` from the outside: what it prints and how it ends.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn check(arguments: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tripolis"))
        .arg("check")
        .args(arguments)
        .output()
        .expect("the command starts")
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/triple/sample.trig")
}

#[test]
fn a_good_graph() {
    let output = check(&[&sample()]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "1 file checked: no shape is broken\n"
    );
}

#[test]
fn a_broken_graph_and_a_broken_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = std::fs::read_to_string(sample()).expect("the sample is there");
    let bad = good.replace("pol:bound \"over\"", "pol:bound \"above\"");
    std::fs::write(folder.path().join("bad.trig"), bad).expect("the folder is writable");
    std::fs::write(folder.path().join("worse.ttl"), "<http://a/> <http://b/> ,").expect("writable");

    let output = check(&[folder.path()]);
    assert_eq!(output.status.code(), Some(1));
    let table = String::from_utf8_lossy(&output.stdout);
    assert!(
        table.contains("a bound is over, up-to, at-least or about"),
        "{table}"
    );
    assert!(table.contains("over 11500 computers"), "{table}");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        errors.contains("worse.ttl") && errors.contains("line 1"),
        "{errors}"
    );

    let output = check(&[
        &folder.path().join("bad.trig"),
        Path::new("--format"),
        Path::new("json"),
    ]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(found[0]["quote"], "over 11500 computers");
    assert_eq!(
        (&found[0]["start"], &found[0]["end"]),
        (&88.into(), &108.into())
    );
    assert_eq!(found.as_array().map(Vec::len), Some(1));
}
