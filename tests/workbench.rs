//! The workbench: what a rule says of its silence, what no rule speaks of, and the commands that show both.

use serde_json::Value;
use std::fs;
use std::process::{Command, Output};
use std::sync::LazyLock;
use tempfile::TempDir;
use tripolis::iri::Base;
use tripolis::pipeline::{Engine, KnowledgeFiles};
use tripolis::relate::READERS;
use tripolis::workbench::coverage::coverage;
use tripolis::workbench::examples::document;
use tripolis::workbench::inspect::inspect;
use tripolis::workbench::rule_names;
use tripolis::workbench::why_not::why_not;

/// Rules of the tests' own, so that the shipped ones may change.
const RULES: &str = "
frame gilded
  verbs      gild
  nominal    gildery
  theme      Program
  agent      Organization
  emit       theme launchedBy agent
  confidence 0.5

phrase with-glee-of
  words      with [great] glee of
  theme      Program
  object     Organization
  emit       theme supportedBy object

rule chums-with
  when  <a:Organization> chums up ... with <b:Organization>
  emit  a partner b

rule gilds-too
  when  <a:Organization> gilded <p:Program>
  emit  p launchedBy a
  confidence 0.9

rule dated-so
  when  so dated <d:date>
  emit  context date d
";

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let mut files = KnowledgeFiles::built_in();
    files.put("rules/99-own.rules", RULES.to_owned());
    Engine::new(files, Base::default()).expect("rules that can be read")
});

/// What becomes of a rule in a text, one line a place where it could begin: `words it took | word it stopped at | why`.
fn told(rule: &str, text: &str) -> Vec<String> {
    let document = document(text).expect("a text");
    let answer = why_not(&ENGINE, rule, &document).expect("a rule");
    assert!(!answer.words.is_empty());
    let steps = answer.steps.iter().map(|step| {
        let at = step.at.map_or("", |at| at.of(&document.text));
        format!("{} | {at} | {}", step.took.of(&document.text), step.end)
    });
    steps.collect()
}

#[test]
fn a_rule_says_how_far_it_came() {
    let cases = [
        ("gilded", "UNESCO sang.", ""),
        (
            "gilded",
            "UNESCO did not gild the Reading Project.",
            "did not gild | did | the verb is denied",
        ),
        (
            "gilded",
            "UNESCO gilded Kenya.",
            "gilded | Kenya | `theme` must be `Program`; this is a Country",
        ),
        (
            "gilded",
            "Baku gilded the Reading Project.",
            "gilded | Baku | `agent` must be `Organization`; this is a City",
        ),
        (
            "gilded",
            "UNESCO gilded.",
            "gilded | . | `theme` must be `Program`; no mention is in reach",
        ),
        (
            "gilded",
            "The gildery was bright.",
            "gildery | was | no \"of\" with a theme follows the noun",
        ),
        (
            "gilded",
            "UNESCO gilded the Reading Project.",
            "UNESCO gilded the Reading Project |  | [Reading Project] launchedBy [UNESCO] is said more surely by `gilds-too`",
        ),
        (
            "with-glee-of",
            "UNESCO met the Reading Project with great joy of Intel.",
            "with great | joy | expected `glee`",
        ),
        (
            "with-glee-of",
            "UNESCO ran the Reading Project with glee of Kenya.",
            "with glee of | Kenya | `object` must be `Organization`; this is a Country",
        ),
        (
            "with-glee-of",
            "It rained with glee of UNESCO.",
            "with | with | `theme` must be `Program`; no mention is in reach",
        ),
        (
            "chums-with",
            "Intel chums up quite merrily.",
            "Intel chums up | quite | expected `with` within 8 words",
        ),
        (
            "chums-with",
            "In the end, somebody chums up with UNESCO.",
            "chums | somebody | `a` must be `Organization`; no mention is in reach",
        ),
        (
            "chums-with",
            "Intel chums up with UNESCO.",
            "Intel chums up with UNESCO |  | says [Intel] partner [UNESCO]",
        ),
        (
            "dated-so",
            "Nothing was so dated 2005.",
            "so dated 2005 | . | the entry has nothing that `context` could mean",
        ),
        (
            "dated-so",
            "It was so dated there.",
            "so dated | there | `d` must be a date",
        ),
    ];
    for (rule, text, expected) in cases {
        let found = told(rule, text).join("\n");
        assert!(
            if expected.is_empty() {
                found.is_empty()
            } else {
                found.starts_with(expected)
            },
            "{rule}: {text}\n  gives {found}\n  not   {expected}"
        );
    }
    let text = document("Any text.").expect("a text");
    assert!(why_not(&ENGINE, "no-such-rule", &text).is_none());
}

#[test]
fn a_rule_that_speaks_is_traced_to_what_it_says() {
    // What the trace reads is what extraction gives, for every rule and its own examples.
    let engine = Engine::new(KnowledgeFiles::built_in(), Base::default()).expect("shipped files");
    let mut silent = Vec::new();
    for example in &engine.rules.examples {
        let text = document(&example.text).expect("a text");
        let steps = why_not(&engine, &example.rule, &text)
            .expect("a rule")
            .steps;
        let says = |step: &tripolis::relate::trace::Step| step.end.to_string().starts_with("says ");
        if example.expected.is_some_and(|(count, _)| count > 0) != steps.iter().any(says) {
            silent.push(format!("{}: {}", example.rule, example.text));
        }
    }
    assert!(silent.is_empty(), "\n{}", silent.join("\n"));
}

#[test]
fn facts_name_a_rule_or_a_reader() {
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    for entry in fs::read_dir(data).expect("data/ is there") {
        let path = entry.expect("an entry").path();
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        for fact in ENGINE
            .extract(&document(&text).expect("a text"))
            .output
            .facts
        {
            let is_rule = rule_names(&ENGINE.rules)
                .iter()
                .any(|(name, _)| *name == fact.rule);
            assert!(is_rule || READERS.contains(&&*fact.rule), "{}", fact.rule);
        }
    }
}

#[test]
fn a_text_shows_what_stands_for_what() {
    let text =
        document("UNESCO launched the Reading Project. It gilded the program.").expect("a text");
    let found = inspect(&ENGINE, &text);
    assert_eq!(found.sentences.len(), 2);
    let names: Vec<&str> = found.sentences[1]
        .mentions
        .iter()
        .filter_map(|mention| found.entity(mention))
        .map(|entity| found.name(entity))
        .collect();
    assert!(names.contains(&"Reading Project"), "{names:?}");
    assert!(
        found
            .fired()
            .iter()
            .any(|fired| **fired.rule == *"launched")
    );
}

#[test]
fn sentences_without_a_fact_are_grouped_by_pattern() {
    let text = "UNESCO bewildered the Reading Project.\n\nUNICEF bewildered the Writing Project.\n\nUNESCO funded the Reading Project.\n\nNobody came.\n";
    let text = document(text).expect("a text");
    let silent = coverage(&ENGINE, std::slice::from_ref(&text));
    let [silence] = &silent[..] else {
        panic!("{silent:?}")
    };
    assert_eq!(silence.pattern, "Organization bewildered Initiative");
    assert_eq!(silence.count, 2);
    assert!(silence.sentence.of(&text.text).starts_with("UNESCO"));
}

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tripolis"))
        .args(args)
        .output()
        .expect("the command runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

#[test]
fn the_commands_show_it() {
    let shown = stdout(&run(&[
        "rules",
        "test",
        "UNESCO launched the Reading Project.",
    ]));
    for part in [
        "tokens",
        "launched",
        "[Reading Project] launchedBy [UNESCO]",
        "0.",
    ] {
        assert!(shown.contains(part), "no {part} in:\n{shown}");
    }
    let json = run(&["rules", "test", "UNESCO launched it.", "--format", "json"]);
    let json: Value = serde_json::from_str(&stdout(&json)).expect("JSON");
    assert_eq!(json["sentences"][0]["mentions"][0]["entity"], "UNESCO");

    let stopped = run(&[
        "rules",
        "why-not",
        "launched",
        "UNESCO never launched the Reading Project.",
    ]);
    let stopped = stdout(&stopped);
    assert!(
        stopped.contains('^') && stopped.contains("denied"),
        "{stopped}"
    );
    let unknown = run(&["rules", "why-not", "launch", "UNESCO sang."]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("did you mean launched"));

    let place = TempDir::new().expect("a folder");
    let rules = place.path().join("rules");
    fs::create_dir(&rules).expect("a folder");
    fs::write(
        rules.join("99-own.rules"),
        "rule a\n  when <x:Event> mangles <y:Person>\n  emit x organizedBy y\n",
    )
    .expect("a file");
    let ontology = place.path().display().to_string();
    let found = run(&["rules", "lint", "--ontology", &ontology]);
    assert_eq!(found.status.code(), Some(1));
    assert!(
        stdout(&found).contains("rules/99-own.rules:2: a: no `test`"),
        "{}",
        stdout(&found)
    );
    fs::write(
        rules.join("99-own.rules"),
        "rule a\n  when <x:Nonsense> mangles\n",
    )
    .expect("a file");
    let broken = run(&["rules", "lint", "--ontology", &ontology]);
    assert_eq!(broken.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&broken.stderr).contains("^^^^"),
        "{broken:?}"
    );

    fs::write(
        place.path().join("a.txt"),
        "UNESCO bewildered the Reading Project.\n",
    )
    .expect("a file");
    let text = place.path().join("a.txt").display().to_string();
    let silent = stdout(&run(&["rules", "coverage", &text]));
    assert!(silent.contains("a.txt:1:1"), "{silent}");
}
