//! Holds what documents become: small cases with their rows, and what must hold of every document of `data/`.

use oxrdf::vocab::rdf;
use oxrdf::{NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use tripolis::iri::Base;
use tripolis::pipeline::{Engine, KnowledgeFiles};
use tripolis::read::Document;
use tripolis::triple::rows;
use tripolis::validate::{Severity, Shapes};
use tripolis::vocab::{POL, oa};

/// The documents of `data/`, and how many facts of their gold files must be found at least: a
/// little under what is found today, so that a rule may give one up and win two.
const DATA: &[(&str, usize)] = &[
    ("azerbaijan.md", 140),
    ("eapconnect.md", 23),
    ("information-society-strategy.txt", 21),
    ("kazakhstan.txt", 53),
];

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    Engine::new(KnowledgeFiles::built_in(), Base::default()).expect("the knowledge is sound")
});

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> Document {
    let name = path.file_name().expect("a file").to_string_lossy();
    Document::read(&name, &name, &fs::read(path).expect("the file is there")).expect("a document")
}

/// The rows of a document, and its diagnostics as lines `code: words they point to`.
fn extract(document: &Document) -> (String, String) {
    let found = ENGINE.extract(document);
    let diagnostics = found.diagnostics.iter().map(|diagnostic| {
        let words = diagnostic.span.map_or("", |span| span.of(&document.text));
        format!("{}: {words}\n", diagnostic.code)
    });
    let diagnostics = diagnostics.collect();
    (rows(document, &found.output, &ENGINE.ontology), diagnostics)
}

/// Rows without their last cell, the confidence of facts: how sure a rule is follows from measuring it
/// (`tripolis eval --rules`), not from a case.
fn unmeasured(rows: &str) -> String {
    let row = |row: &str| {
        let cells: Vec<&str> = row.splitn(9, '\t').take(8).collect();
        format!("{}\n", cells.join("\t"))
    };
    rows.lines().map(row).collect()
}

/// A case is a folder: `document.txt` or `.md`, the rows in `expected.tsv`, and `diagnostics.txt` where
/// there are any. `UPDATE=1` rewrites the expected files that differ.
#[test]
fn each_case_gives_its_rows() {
    let update = std::env::var_os("UPDATE").is_some();
    let (mut cases, mut wrong) = (0, Vec::new());
    for entry in fs::read_dir(root().join("tests/extract")).expect("the cases are there") {
        let folder = entry.expect("an entry").path();
        let file = ["document.txt", "document.md"].map(|name| folder.join(name));
        let file = file.iter().find(|file| file.exists()).expect("a document");
        let (rows, diagnostics) = extract(&read(file));
        for (name, found) in [("expected.tsv", rows), ("diagnostics.txt", diagnostics)] {
            let path = folder.join(name);
            let found = unmeasured(&found);
            let read = || unmeasured(&fs::read_to_string(&path).unwrap_or_default());
            if update && found.is_empty() && path.exists() {
                fs::remove_file(&path).expect("the expected file can go");
            } else if update && !found.is_empty() && found != read() {
                fs::write(&path, &found).expect("the expected file is writable");
            }
            let expected = read();
            if found != expected {
                wrong.push(format!(
                    "{}\n{}",
                    path.display(),
                    difference(&expected, &found)
                ));
            }
        }
        cases += 1;
    }
    assert!(cases > 0, "no case");
    assert!(
        wrong.is_empty(),
        "{}\nsee UPDATE=1 and git diff",
        wrong.join("\n")
    );
}

/// The lines that only one side has.
fn difference(expected: &str, found: &str) -> String {
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) =
        (expected.lines().collect(), found.lines().collect());
    let gone = old.difference(&new).map(|line| format!("  - {line}"));
    let come = new.difference(&old).map(|line| format!("  + {line}"));
    gone.chain(come).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_quote_is_the_text_at_its_offsets() {
    for (name, _) in DATA {
        let document = read(&root().join("data").join(name));
        let points: Vec<char> = document.text.chars().collect();
        let at = |start: usize, end: usize| points[start..end].iter().collect::<String>();
        let mut quotes = 0;
        for row in extract(&document).0.lines() {
            if let ["F", _, _, _, quote, start, end, ..] = row.split('\t').collect::<Vec<_>>()[..] {
                let words = at(
                    start.parse().expect("a start"),
                    end.parse().expect("an end"),
                );
                assert_eq!(
                    words.replace(['\t', '\n', '\r'], " "),
                    quote,
                    "{name}: {row}"
                );
                quotes += 1;
            }
        }
        assert!(quotes > 0, "{name} gives no fact");

        let quads = ENGINE.quads(&document).output;
        for passage in quads.iter().filter(|quad| quad.predicate == oa::EXACT) {
            let offset = |property| number(&quads, &passage.subject, property);
            let words = at(offset(oa::START), offset(oa::END));
            assert_eq!(text(&passage.object), words, "{name}: {}", passage.subject);
        }
    }
}

fn number(quads: &[Quad], subject: &NamedOrBlankNode, property: oxrdf::NamedNodeRef<'_>) -> usize {
    let says = |quad: &&Quad| quad.subject == *subject && quad.predicate == property;
    let quad = quads.iter().find(says).expect("the passage has its place");
    text(&quad.object).parse().expect("a number")
}

fn text(term: &Term) -> &str {
    let Term::Literal(literal) = term else {
        panic!("{term} is no literal")
    };
    literal.value()
}

#[test]
fn every_subject_and_object_has_a_class() {
    for (name, _) in DATA {
        let quads = ENGINE.quads(&read(&root().join("data").join(name))).output;
        let typed: BTreeSet<String> = quads
            .iter()
            .filter(|quad| quad.predicate == rdf::TYPE && is_term(&quad.object))
            .map(|quad| quad.subject.to_string())
            .collect();
        let mut ends = 0;
        for quad in &quads {
            let is_end = quad.predicate == rdf::SUBJECT || quad.predicate == rdf::OBJECT;
            if let (true, Term::NamedNode(node)) = (is_end, &quad.object) {
                assert!(
                    typed.contains(&node.to_string()),
                    "{name}: {node} has no class"
                );
                ends += 1;
            }
        }
        assert!(ends > 0, "{name} gives no statement");
    }
}

/// Whether a class is one of the ontology's own.
fn is_term(class: &Term) -> bool {
    matches!(class, Term::NamedNode(class) if class.as_str().starts_with(POL))
}

#[test]
fn no_document_breaks_a_shape() {
    let turtle = ENGINE.file("shapes.ttl").expect("the shapes are there");
    let shapes = Shapes::from_turtle(turtle, &ENGINE.ontology).expect("the shapes are readable");
    for (name, _) in DATA {
        let quads = ENGINE.quads(&read(&root().join("data").join(name))).output;
        let mut broken = shapes.validate(&quads).expect("the shapes can be held");
        broken.retain(|violation| violation.severity == Severity::Violation);
        assert!(broken.is_empty(), "{name}: {broken:#?}");
    }
}

#[test]
fn any_run_on_any_number_of_threads_gives_the_same_bytes() {
    let convert = |threads: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_tripolis"))
            .args(["convert", "data", "--to", "trig"])
            .current_dir(root())
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("the command runs");
        assert!(output.status.success());
        output.stdout
    };
    let first = convert("1");
    assert!(!first.is_empty());
    for threads in ["1", "2", "7"] {
        assert!(
            convert(threads) == first,
            "other bytes on {threads} threads"
        );
    }
}

#[test]
fn the_facts_of_the_gold_files_are_found() {
    for (name, floor) in DATA {
        let found = Rows::read(&extract(&read(&root().join("data").join(name))).0);
        let stem = name.split('.').next().expect("a stem");
        let gold = fs::read_to_string(root().join(format!("data/gold/{stem}.tsv")));
        let gold = Rows::read(&gold.expect("the gold file is there"));
        let hits = gold.facts.iter().filter(|fact| found.holds(fact, &gold));
        let hits = hits.count();
        let all = gold.facts.len();
        println!("{name}: {hits} of {all}");
        assert!(
            hits >= *floor,
            "{name}: {hits} of {all} facts, floor {floor}"
        );
    }
}

/// Rows of the annotation guide: labels by entity, and the facts that must be found.
struct Rows {
    labels: BTreeMap<String, BTreeSet<String>>,
    facts: Vec<[String; 3]>,
}

impl Rows {
    fn read(text: &str) -> Self {
        let (mut labels, mut facts) = (BTreeMap::new(), Vec::new());
        for row in text.lines() {
            match row.split('\t').collect::<Vec<_>>()[..] {
                ["E", id, _, names] => {
                    labels.insert(id.to_owned(), names.split(" | ").map(fold).collect());
                }
                ["F", subject, property, object, ..] => {
                    facts.push([subject, property, object].map(str::to_owned));
                }
                _ => {}
            }
        }
        Self { labels, facts }
    }

    /// The names of an entity; a literal is its own.
    fn names(&self, end: &str) -> BTreeSet<String> {
        let literal = || BTreeSet::from([fold(end)]);
        self.labels.get(end).cloned().unwrap_or_else(literal)
    }

    /// Whether a fact of `other` is here, its ends under at least one of their names.
    fn holds(&self, fact: &[String; 3], other: &Self) -> bool {
        let [subject, property, object] = fact;
        let meets = |here: &str, there: &str| !self.names(here).is_disjoint(&other.names(there));
        let same = |[s, p, o]: &[String; 3]| p == property && meets(s, subject) && meets(o, object);
        self.facts.iter().any(same)
    }
}

/// Words in small letters, marks and articles left out.
fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric() && !"%.:".contains(c));
    let words = words.filter(|word| !["", "the", "a", "an"].contains(word));
    words.collect::<Vec<_>>().join(" ")
}
