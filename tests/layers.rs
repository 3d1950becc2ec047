//! Holds the architecture: the order in which modules may import each other, and the form of the source files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules in the order of `src/lib.rs`, each with its layer.
const ORDER: &[(&str, Layer)] = &[
    ("span", Layer::Ground),
    ("diag", Layer::Ground),
    ("value", Layer::Ground),
    ("vocab", Layer::Ground),
    ("iri", Layer::Ground),
    ("ontology", Layer::Given),
    ("lexicon", Layer::Given),
    ("rules", Layer::Given),
    ("read", Layer::Way),
    ("segment", Layer::Way),
    ("mention", Layer::Way),
    ("link", Layer::Way),
    ("relate", Layer::Way),
    ("triple", Layer::Way),
    ("validate", Layer::Way),
    ("store", Layer::Graph),
    ("search", Layer::Graph),
    ("identity", Layer::Graph),
    ("query", Layer::Graph),
    ("export", Layer::Graph),
    ("analysis", Layer::Graph),
    ("dump", Layer::Graph),
    ("diff", Layer::Graph),
    ("conflict", Layer::Graph),
    ("pipeline", Layer::Whole),
    ("workbench", Layer::Whole),
    ("eval", Layer::Whole),
];

/// The only stages that the graph layer may know: what a document and a fact are, not how facts are found.
const SEEN_BY_GRAPH: &[&str] = &["read", "triple"];

/// The only modules that may name Oxigraph's engine; from `triple` on its term types come from `oxrdf`.
const ENGINE: &[&str] = &["store", "query"];

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Layer {
    Ground,
    Given,
    Way,
    Graph,
    Whole,
}

/// Whether `module` may import `other`, by the table above.
fn may_import(module: &str, other: &str) -> bool {
    let place = |name: &str| ORDER.iter().position(|(known, _)| *known == name);
    let (Some(here), Some(there)) = (place(module), place(other)) else {
        return false;
    };
    let (layer, target) = (ORDER[here].1, ORDER[there].1);
    here == there
        || there < here
            && (layer != Layer::Graph || target != Layer::Way || SEEN_BY_GRAPH.contains(&other))
}

/// What is wrong with the imports of a library file that belongs to `module`.
fn violations(module: &str, source: &str) -> Vec<String> {
    let code = code_of(source);
    let mut found = Vec::new();
    for other in paths_after(&code, "crate") {
        if !may_import(module, &other) {
            found.push(format!("`{module}` may not import `crate::{other}`"));
        }
    }
    for other in paths_after(&code, "super") {
        // A parent's sibling: `super::ontology` from src/rules.rs is `crate::ontology` by another name.
        if other == "super"
            || ORDER
                .iter()
                .any(|(name, _)| *name == other && other != module)
        {
            found.push(format!(
                "`{module}` reaches `super::{other}`; write it as `crate::…`"
            ));
        }
    }
    if !ENGINE.contains(&module) && words(&code).any(|word| word == "oxigraph") {
        found.push(format!("`{module}` names Oxigraph's engine"));
    }
    found
}

/// The first names of all paths that begin with `root::`, groups in braces included.
fn paths_after(code: &str, root: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(root) {
        let whole = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let Some(rest) = code[at + root.len()..].trim_start().strip_prefix("::") else {
            continue;
        };
        if !whole || code[..at].trim_end().ends_with("::") {
            continue;
        }
        let rest = rest.trim_start();
        match rest.strip_prefix('{') {
            Some(group) => names.extend(heads_of_group(group)),
            None => names.extend(words(rest).next().map(str::to_owned)),
        }
    }
    names
}

/// The names that stand first in each arm of `a::b, c::{d, e}, f}`.
fn heads_of_group(group: &str) -> Vec<String> {
    let (mut depth, mut heads, mut fresh) = (0, Vec::new(), true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            c if fresh && !c.is_whitespace() => {
                heads.extend(words(&group[at..]).next().map(str::to_owned));
                fresh = false;
            }
            _ => {}
        }
    }
    heads
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
}

/// The code of a file: without comments, the contents of strings, and its tests, which may look at anything.
fn code_of(source: &str) -> String {
    let source = source.split("#[cfg(test)]\nmod ").next().unwrap_or(source);
    let (mut code, mut rest) = (String::with_capacity(source.len()), source);
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with("r\"") || rest.starts_with("r#") {
            raw_string(rest)
        } else if c == '"' {
            string(rest)
        } else if rest.starts_with("'\"'") {
            3
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        code.push(' ');
        rest = &rest[skipped..];
    }
    code
}

/// The length of the string literal at the start of `rest`.
fn string(rest: &str) -> usize {
    let mut escaped = true; // the opening quote does not close
    for (at, c) in rest.char_indices() {
        match c {
            '"' if !escaped => return at + 1,
            '\\' if !escaped => escaped = true,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// The length of the raw string at the start of `rest`, or of the `r` alone where it opens a raw identifier.
fn raw_string(rest: &str) -> usize {
    let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
    if !rest[1 + hashes..].starts_with('"') {
        return 1;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    let body = 2 + hashes;
    rest[body..]
        .find(&close)
        .map_or(rest.len(), |end| body + end + close.len())
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files below a folder of the project, sorted.
fn rust_files(folder: &str) -> Vec<PathBuf> {
    let (mut files, mut folders) = (Vec::new(), vec![root().join(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the project can be read") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The path below src/, as its parts without extension: `["mention", "value"]`.
fn parts(path: &Path) -> Vec<String> {
    let inside = path
        .strip_prefix(root().join("src"))
        .expect("a file below src/");
    inside
        .with_extension("")
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect()
}

fn assert_none(found: Vec<String>) {
    assert!(found.is_empty(), "\n  {}\n", found.join("\n  "));
}

#[test]
fn each_module_imports_only_what_stands_before_it() {
    let mut found = Vec::new();
    for path in rust_files("src") {
        let parts = parts(&path);
        let source = fs::read_to_string(&path).expect("a source file is text");
        match parts[0].as_str() {
            "lib" => {}
            // The binary is another crate: it sees the library's public items only. It may not go round the store.
            "main" | "cli" | "bin" => {
                if words(&code_of(&source)).any(|word| word == "oxigraph") {
                    found.push(format!("{}: names Oxigraph's engine", path.display()));
                }
            }
            module => found.extend(
                violations(module, &source)
                    .into_iter()
                    .map(|fault| format!("{}: {fault}", path.display())),
            ),
        }
    }
    assert_none(found);
}

#[test]
fn the_library_declares_its_modules_in_the_order_of_the_data() {
    let source = fs::read_to_string(root().join("src/lib.rs")).expect("src/lib.rs is text");
    let declared: Vec<&str> = source
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let order: Vec<&str> = ORDER.iter().map(|(name, _)| *name).collect();
    assert_eq!(declared, order);
    assert!(
        ORDER.is_sorted_by_key(|(_, layer)| *layer),
        "layers are in order"
    );
}

#[test]
fn every_file_opens_with_its_duty() {
    let mut found = Vec::new();
    for path in ["src", "tests", "benches"]
        .into_iter()
        .filter(|f| root().join(f).is_dir())
        .flat_map(rust_files)
    {
        let source = fs::read_to_string(&path).expect("a source file is text");
        let duty = source
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("//! "));
        if duty.is_none_or(|duty| duty.trim().is_empty()) {
            found.push(format!(
                "{}: the first line is no `//!` line",
                path.display()
            ));
        }
    }
    assert_none(found);
}

#[test]
fn no_file_is_named_after_a_drawer() {
    const DRAWERS: &[&str] = &["mod", "utils", "util", "common", "types", "helpers", "misc"];
    let drawers = rust_files("src")
        .into_iter()
        .filter(|path| {
            parts(path)
                .last()
                .is_some_and(|name| DRAWERS.contains(&name.as_str()))
        })
        .map(|path| format!("{}: name it after its duty", path.display()));
    assert_none(drawers.collect());
}

#[test]
fn the_check_itself_finds_what_is_wrong() {
    let wrong = [
        ("segment", "use crate::store::Store;"),
        (
            "segment",
            "use crate::{span::Span, mention::{Mention, value}};",
        ),
        ("mention", "fn f() -> crate::link::Entity { todo() }"),
        ("store", "use crate::relate::Fact;"),
        ("export", "use crate::{iri::Base, mention};"),
        ("rules", "use super::relate;"),
        ("triple", "use oxigraph::model::Quad;"),
        ("span", "use crate :: diag::Diagnostic;"),
        ("iri", "use crate::newcomer::Thing;"),
    ];
    for (module, source) in wrong {
        assert!(
            !violations(module, source).is_empty(),
            "{module} with {source:?} passes"
        );
    }
    let right = [
        ("segment", "use crate::{span::Span, read::Document};"),
        (
            "store",
            "use crate::triple::Graph; use oxigraph::store::Store;",
        ),
        (
            "query",
            "use crate::store::Store; use crate::ontology::Ontology;",
        ),
        (
            "span",
            "// crate::store is not named\n/* crate::store */ const S: &str = \"crate::store \\\" oxigraph\";",
        ),
        (
            "span",
            "const S: &str = r#\"crate::store \" oxigraph\"#; const Q: char = '\"'; use crate::span::x;",
        ),
        (
            "span",
            "fn f() {}\n#[cfg(test)]\nmod tests { use super::*; use crate::store; }",
        ),
        (
            "pipeline",
            "use crate::{read, store, export}; use super::super_thing;",
        ),
    ];
    for (module, source) in right {
        assert_eq!(
            violations(module, source),
            Vec::<String>::new(),
            "{module} with {source:?}"
        );
    }
}
