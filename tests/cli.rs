//! The command from the outside: documents go in and out of a store, nothing is left half-done, and each
//! fault has its message and exit status.

mod folder;

use folder::Place;
use oxrdf::NamedOrBlankNode;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tripolis::store::Store;

const DOC: &str = "https://w3id.org/tripolis/doc/";

impl Place {
    /// With the documents of `data/` in the folder `data`.
    fn with_data() -> Self {
        let place = Self::new();
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("data"))
            .expect("data/ is there")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.is_file())
        {
            let name = entry.file_name().expect("a name").to_string_lossy();
            place.write(&format!("data/{name}"), fs::read(&entry).expect("a file"));
        }
        place
    }

    /// A command line whose words are apart by single spaces.
    fn line(&self, line: &str) -> Command {
        self.command(&line.split(' ').collect::<Vec<_>>())
    }

    /// Runs a command line whose words are apart by single spaces.
    fn run(&self, line: &str) -> Output {
        self.line(line).output().expect("the command runs")
    }

    /// What a command that succeeds prints.
    fn done(&self, line: &str) -> String {
        let output = self.run(line);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{line}: {errors}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// The quads of the store by the document that they belong to; the ontology's under its own graph.
    fn quads(&self) -> Documents {
        let query = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }";
        let output = self
            .line("query --format tsv")
            .arg(query)
            .output()
            .expect("the command runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        let mut documents = Documents::new();
        for row in String::from_utf8(output.stdout)
            .expect("UTF-8")
            .lines()
            .skip(1)
        {
            let graph = row
                .split('\t')
                .next()
                .expect("a graph")
                .trim_matches(['<', '>']);
            // Which run stored a document depends on where the one before was killed; what is one with what, on
            // all documents.
            if graph.ends_with("/ingests") || graph.contains("/identity") {
                continue;
            }
            let document = graph
                .trim_end_matches("/provenance")
                .trim_start_matches(DOC);
            let quads = documents.entry(document.to_owned()).or_default();
            quads.insert(row.to_owned());
        }
        documents
    }
}

type Documents = BTreeMap<String, BTreeSet<String>>;

/// What a document says whatever its things are called, which other documents have a say in.
fn passages(quads: &BTreeSet<String>) -> BTreeSet<&String> {
    quads
        .iter()
        .filter(|row| !row.contains("/entity/"))
        .collect()
}

#[test]
fn a_folder_ingested_twice_changes_nothing() {
    let place = Place::with_data();
    let first = place.done("ingest data");
    assert!(
        first.contains("4 documents: 4 added, 0 changed, 0 unchanged, 0 refused"),
        "{first}"
    );
    let quads = place.quads();
    assert_eq!(quads.len(), 5, "four documents and the ontology");
    let second = place.done("ingest data");
    assert!(
        second.contains("4 documents: 0 added, 0 changed, 4 unchanged, 0 refused"),
        "{second}"
    );
    assert!(place.quads() == quads, "the store is another");
}

#[test]
fn one_changed_sentence_changes_that_document_alone() {
    let place = Place::with_data();
    place.done("ingest data");
    let mut before = place.quads();
    let text = fs::read_to_string(place.path("data/kazakhstan.txt")).expect("the document");
    let (old, new) = ("opened by President", "closed by President");
    assert!(text.contains(old));
    place.write("data/kazakhstan.txt", text.replace(old, new));
    let report = place.done("ingest data");
    assert!(
        report.contains("0 added, 1 changed, 3 unchanged"),
        "{report}"
    );
    let mut after = place.quads();
    let (was, is) = (before.remove("kazakhstan"), after.remove("kazakhstan"));
    assert!(was.is_some() && is.is_some() && was != is);
    assert!(before == after, "another document changed");
}

#[test]
fn a_removed_document_is_gone_and_the_others_stay() {
    let place = Place::with_data();
    place.done("ingest data");
    let mut expected = place.quads();
    assert!(expected.remove("kazakhstan").is_some());
    place.done("remove data/kazakhstan.txt");
    assert!(place.quads() == expected);
    fails(
        &place.run("remove kazakhstan"),
        1,
        &["no document `kazakhstan`", "hint: "],
    );
    assert!(place.quads() == expected);
}

/// Kills an ingest again and again, at moments that close in on the time when half of it is stored.
/// Holds what the archive has of each document against the graphs that the store has of it.
fn archive_is_whole(place: &Place) {
    let store = Store::open_read_only(place.path(".tripolis")).expect("the store opens");
    for record in store.documents().expect("documents") {
        let version = store
            .archived(record.iri.as_ref())
            .expect("a whole version");
        let version = version.expect("each document has one");
        assert_eq!(version.document.hash, record.content_hash);
        let named = NamedOrBlankNode::from(record.iri.clone());
        assert!(version.quads.iter().any(|quad| quad.subject == named));
    }
}

#[test]
fn a_killed_ingest_leaves_each_document_whole_or_absent() {
    let place = Place::with_data();
    let text = fs::read_to_string(place.path("data/kazakhstan.txt")).expect("the document");
    for copy in 0..4 {
        // Not quite a copy, which would not be stored again.
        let text = format!("{text}\nCopy {copy}.\n");
        place.write(&format!("data/copy-{copy}.txt"), text);
    }
    let begin = Instant::now();
    place.done("ingest data");
    let (mut early, mut late) = (Duration::ZERO, begin.elapsed() * 2);
    let whole = place.quads();
    let mut between = 0;
    for _ in 0..12 {
        drop(fs::remove_dir_all(place.path(".tripolis")));
        let mut child = place
            .line("ingest data --quiet")
            .spawn()
            .expect("the command starts");
        let moment = (early + late) / 2;
        sleep(moment);
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        // Killed before there was anything, it leaves no store, which is as before.
        let stats = place.run("stats");
        let nothing = String::from_utf8_lossy(&stats.stderr).contains("there is no store");
        let found = if nothing {
            Documents::new()
        } else {
            place.quads()
        };
        if !nothing {
            archive_is_whole(&place);
        }
        for (document, quads) in &found {
            assert!(
                whole.get(document).map(passages) == Some(passages(quads)),
                "{document} is there in part"
            );
        }
        if found.len() > whole.len() / 2 {
            late = moment;
        } else {
            early = moment;
        }
        // More than the ontology, less than all.
        if (2..whole.len()).contains(&found.len()) {
            between += 1;
            place.done("ingest data");
            assert!(place.quads() == whole, "the rest does not come");
        }
        if between == 3 {
            return;
        }
    }
    assert!(between > 0, "no kill came while documents were stored");
}

/// Holds a run to its exit status and to words of its message.
fn fails(output: &Output, status: i32, words: &[&str]) {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{errors}");
    for word in words {
        assert!(errors.contains(word), "no `{word}` in:\n{errors}");
    }
}

#[test]
fn a_document_that_cannot_be_read_does_not_stop_the_others() {
    let place = Place::new();
    place.write(
        "good.txt",
        "Intel launched the Bright Desk Project in 2014.\n",
    );
    place.write("binary.txt", b"PK\0\x03");
    place.write("empty.txt", " \n\n");
    let faults = [
        ("missing.txt", ": No such file", "check the path"),
        (
            "binary.txt",
            ": this is a binary file of a format that is not known (byte 2)",
            "export it as one",
        ),
        ("empty.txt", ": the document is empty", "nothing to read"),
    ];
    for command in ["convert --to tsv", "ingest"] {
        for (file, message, hint) in faults {
            let output = place.run(&format!("{command} {file} good.txt"));
            fails(
                &output,
                1,
                &[&format!("error: {file}{message}"), "  hint: ", hint],
            );
            let answer = String::from_utf8_lossy(&output.stdout);
            assert!(
                answer.contains("Bright Desk Project") || answer.contains("good"),
                "{command} {file} stops before good.txt: {answer}"
            );
        }
    }
    let documents: BTreeSet<String> = place.quads().into_keys().collect();
    assert!(documents.contains("good"));
    assert_eq!(
        documents.len(),
        2,
        "one document and the ontology: {documents:?}"
    );
}

#[test]
fn wrong_usage() {
    let place = Place::new();
    place.write(
        "good.txt",
        "Intel launched the Bright Desk Project in 2014.\n",
    );
    for (line, words) in [
        ("fly", "unrecognized subcommand 'fly'"),
        ("convert good.txt --fly", "unexpected argument '--fly'"),
        ("convert", "required arguments"),
        ("convert good.txt --to pdf", "possible values: tsv"),
        ("convert good.txt --base nowhere", "--base"),
        (
            "convert good.txt --ontology nowhere",
            "nowhere: No such file",
        ),
    ] {
        fails(&place.run(line), 2, &["error: ", words]);
    }
}

#[test]
fn broken_knowledge_is_told_with_its_place_and_no_store_is_begun() {
    let place = Place::new();
    place.write(
        "good.txt",
        "Intel launched the Bright Desk Project in 2014.\n",
    );
    let turtle = "@prefix a: <http://a/> .\na:b a:c ,\n";
    place.write(
        "rule/rules/60-own.rules",
        "rule own\n  when <p:Nothing> of\n  emit p partner p\n",
    );
    place.write("ontology/policy.ttl", turtle);
    place.write("lexicon/lexicon/own.ttl", turtle);
    place.write("shapes/shapes.ttl", turtle);
    for (folder, message) in [
        (
            "rule",
            "error: rules/60-own.rules:2:11: the ontology has no class `Nothing`\n  |   when <p:Nothing> of\n  |           ^^^^^^^\n  hint: ",
        ),
        ("ontology", "error: policy.ttl:2:9: "),
        ("lexicon", "error: lexicon/own.ttl:2:9: "),
        ("shapes", "error: shapes.ttl:2:9: "),
    ] {
        fails(
            &place.run(&format!("ingest good.txt --ontology {folder}")),
            2,
            &[message],
        );
        assert!(
            !place.path(".tripolis").exists(),
            "a store for broken {folder}"
        );
    }
}

#[test]
fn a_store_that_cannot_be_had() {
    let place = Place::new();
    place.write(
        "good.txt",
        "Intel launched the Bright Desk Project in 2014.\n",
    );
    for line in ["query documents", "stats", "explain Intel", "remove good"] {
        fails(
            &place.run(line),
            3,
            &["there is no store in `.tripolis`", "`tripolis ingest`"],
        );
        assert!(!place.path(".tripolis").exists(), "`{line}` begins a store");
    }
    for line in ["ingest good.txt", "stats"] {
        fails(
            &place.run(&format!("{line} --store good.txt")),
            3,
            &["`good.txt` is no folder"],
        );
        fails(
            &place.run(&format!("{line} --store .")),
            3,
            &["other files and no store"],
        );
    }
    place.done("ingest good.txt");
    let held = Store::open(place.path(".tripolis")).expect("the store opens");
    for line in ["ingest good.txt", "stats", "query documents", "remove good"] {
        fails(
            &place.run(line),
            3,
            &["in use by another process", "try again"],
        );
    }
    drop(held);
    place.done("stats");
}

#[test]
fn a_document_from_standard_input() {
    let place = Place::new();
    let feed = |line: &str| {
        let mut child = place
            .line(line)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let text = b"Intel launched the Bright Desk Project in 2014.\n";
        let mut input = child.stdin.take().expect("its input");
        input.write_all(text).expect("it reads");
        drop(input);
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{line}");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let rows = feed("convert - --to tsv");
    assert!(rows.contains("\tlaunchedBy\t"), "{rows}");
    feed("ingest -");
    assert!(place.quads().contains_key("stdin"));
}

#[test]
fn a_reader_that_went_away_is_no_fault() {
    let place = Place::with_data();
    place.done("ingest data");
    for line in [
        "convert data --to nquads",
        "convert data --to tsv",
        "stats",
        "queries",
        "query sentence-behind",
    ] {
        let mut child = place
            .line(line)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        drop(child.stdout.take());
        let mut errors = String::new();
        let mut pipe = child.stderr.take().expect("its errors");
        pipe.read_to_string(&mut errors).expect("UTF-8");
        let status = child.wait().expect("it ends");
        assert_eq!((status.code(), errors.as_str()), (Some(0), ""), "{line}");
    }
}
