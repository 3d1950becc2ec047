//! Full text search from the outside: what is found and what is not, in whatever state the index is, and inside SPARQL.

mod folder;

use folder::Place;
use proptest::prelude::*;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Output;
use tripolis::search::{Index, Question, SearchError};
use tripolis::store::Store;

const SCHOOLS: &str = "# Kenya

## Schools

In 2009 the Ministry of Education of Kenya launched the Open Classrooms Program with support from UNESCO. The programme \
trained 400 teachers in distance learning.

- The World Health Organization (WHO) gave health kits, and nobody asked who paid for them.

## Lines

In 2014 Safaricom joined the Open Classrooms Program. Pupils learn at a distance.
";

const SEKI: &str = "Azerbaijan

Women's clubs in Şəki

In 2011 the Ministry of Education of Azerbaijan launched the Open Libraries Project. UNESCO funded the project.

The e-learning rooms were closed in 2013.
";

impl Place {
    fn filled() -> Self {
        let place = Self::new();
        place.write("docs/kenya.md", SCHOOLS);
        place.write("docs/seki.txt", SEKI);
        place.done(&["ingest", "docs"]);
        place
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the command runs")
    }

    fn done(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {errors}");
        String::from_utf8(output.stdout).expect("text")
    }

    /// What the command says on standard error when it ends with status 2.
    fn refused(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {errors}");
        assert!(errors.contains("hint: "), "{errors}");
        errors
    }

    fn found(&self, words: &str) -> Value {
        let text = self.done(&["search", words, "--format", "json"]);
        serde_json::from_str(&text).expect("JSON")
    }

    /// The first words of the passages found, in the order of the documents.
    fn passages(&self, words: &str) -> Vec<String> {
        let found = self.found(words);
        let passages = found["passages"].as_array().expect("an array").iter();
        let mut texts: Vec<String> = passages
            .map(|hit| {
                let text = hit["text"].as_str().expect("text");
                text.split_whitespace()
                    .take(3)
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        texts.sort();
        texts
    }

    fn names(&self, words: &str) -> Vec<String> {
        let found = self.found(words);
        let names = found["names"].as_array().expect("an array").iter();
        names
            .map(|hit| hit["name"].as_str().expect("a name").to_owned())
            .collect()
    }

    fn query(&self, text: &str) -> String {
        self.done(&["query", text, "--format", "tsv"])
    }
}

#[test]
fn a_hit_tells_its_passage_place_and_facts() {
    let place = Place::filled();
    let found = place.found("\"distance learning\"");
    let [hit] = found["passages"].as_array().expect("an array").as_slice() else {
        panic!("{found}");
    };
    let text = hit["text"].as_str().expect("text");
    assert!(
        text.starts_with("In 2009 the Ministry") && text.ends_with("distance learning."),
        "{text}"
    );
    assert_eq!(hit["headings"], serde_json::json!(["Kenya", "Schools"]));
    assert_eq!(hit["document"], "https://w3id.org/tripolis/doc/kenya");
    let marked: Vec<String> = hit["marks"]
        .as_array()
        .expect("an array")
        .iter()
        .map(|mark| {
            let at = |side: usize| mark[side].as_u64().expect("a number") as usize;
            text.chars().skip(at(0)).take(at(1) - at(0)).collect()
        })
        .collect();
    assert_eq!(marked, ["distance", "learning"]);
    let (start, end) = (
        hit["start"].as_u64().expect("start"),
        hit["end"].as_u64().expect("end"),
    );
    let of_document: String = SCHOOLS
        .chars()
        .skip(start as usize)
        .take((end - start) as usize)
        .collect();
    assert_eq!(of_document, text);
    assert!(hit["facts"].as_u64().expect("a number") >= 3, "{hit}");
    let entities: Vec<&str> = hit["entities"]
        .as_object()
        .expect("an object")
        .values()
        .filter_map(Value::as_str)
        .collect();
    assert!(
        entities.contains(&"Open Classrooms Program"),
        "{entities:?}"
    );
}

#[test]
fn names_come_first_and_the_weightier_before_the_others() {
    let place = Place::filled();
    let names = place.names("open");
    assert_eq!(names, ["Open Classrooms Program", "Open Libraries Project"]);
    let table = place.done(&["search", "UNESCO"]);
    let (name, passage) = (table.find("│ United Nations"), table.find("In 2009"));
    assert!(name.is_some() && name < passage, "{table}");
    assert!(
        table.contains("(UNESCO)"),
        "the name that was found is told: {table}"
    );
    assert!(place.names("open class:Organization").is_empty());
    assert_eq!(
        place.names("ministry class:Organization").len(),
        2,
        "ministries are organizations"
    );
    assert_eq!(
        place.names("education country:kenya"),
        ["Ministry of Education of Kenya"]
    );
    assert_eq!(place.names("class:Document"), ["kenya", "seki"]);
}

#[test]
fn words_are_compared_without_case_marks_and_endings() {
    let place = Place::filled();
    assert_eq!(place.passages("PROGRAMMES trained"), ["In 2009 the"]);
    assert_eq!(place.passages("library seki"), ["In 2011 the"]);
    assert_eq!(place.passages("libraries heading:seki"), ["In 2011 the"]);
    assert_eq!(place.passages("woman clubs"), Vec::<String>::new());
    assert_eq!(
        place.passages("women club"),
        ["In 2011 the", "The e-learning rooms"]
    );
    assert_eq!(place.passages("e-learning"), ["The e-learning rooms"]);
    assert_eq!(place.passages("health WHO"), ["The World Health"]);
    assert_eq!(place.passages("\"who paid\""), ["The World Health"]);
    assert_eq!(
        place.passages("\"WHO paid\""),
        ["The World Health"],
        "in a phrase, capitals do not count"
    );
    assert!(place.passages("U.S.").is_empty() && place.passages("IT").is_empty());
}

#[test]
fn operators_and_fields() {
    let place = Place::filled();
    let first = "In 2009 the";
    let lines = "In 2014 Safaricom";
    let project = "In 2011 the";
    assert_eq!(place.passages("distance"), [first, lines]);
    assert_eq!(
        place.passages("distance -learning NOT pupils"),
        Vec::<String>::new()
    );
    assert_eq!(place.passages("distance NOT pupils"), [first]);
    assert_eq!(place.passages("(safaricom OR libraries) 2011"), [project]);
    assert_eq!(place.passages("safaricom OR libraries"), [project, lines]);
    assert_eq!(place.passages("safari*"), [lines]);
    assert_eq!(place.passages("distnace~"), [first, lines]);
    assert_eq!(place.passages("dstnce~2"), [first, lines]);
    assert_eq!(place.passages("launched document:kenya"), [first]);
    assert_eq!(place.passages("launched country:Azerbaijan"), [project]);
    assert_eq!(place.passages("open after:2010"), [project, lines]);
    assert_eq!(place.passages("open after:2010 before:2011"), [project]);
    assert_eq!(place.passages("heading:lines"), [lines]);
    assert_eq!(place.passages("class:Company joined"), [lines]);
    assert_eq!(
        place
            .done(&[
                "search",
                "launched",
                "--document",
                "kenya",
                "--text",
                "--format",
                "tsv"
            ])
            .lines()
            .count(),
        2
    );
    assert_eq!(
        place
            .done(&["search", "open", "--limit", "1", "--format", "tsv"])
            .lines()
            .count(),
        3
    );
}

#[test]
fn a_search_that_cannot_be_read_is_refused_with_place_and_hint() {
    let place = Place::filled();
    for (words, told) in [
        ("\"open", "character 1: this quotation mark is never closed"),
        (
            "open (school",
            "character 6: this parenthesis is never closed",
        ),
        ("open)", "character 5: this parenthesis closes nothing"),
        ("open AND", "character 6: AND has nothing behind it"),
        ("OR open", "character 1: OR has nothing before it"),
        ("ä clas:Program", "character 3: there is no field `clas`"),
        ("open after:last", "character 6: `last` is no year"),
        ("o*", "character 1: this would find every word"),
        ("sch*ol", "character 1: a * stands inside this word"),
        ("?!", "there is no word to look for"),
        (
            "open class:Progam",
            "character 6: there is no class `Progam`",
        ),
        (
            "open document:kenia",
            "character 6: there is no document `kenia`",
        ),
    ] {
        let errors = place.refused(&["search", words]);
        assert!(errors.contains(told), "{words}: {errors}");
    }
    let near = place.refused(&["search", "open", "--document", "kenia"]);
    assert!(near.contains("did you mean kenya?"), "{near}");
}

#[test]
fn nothing_found_is_no_fault_and_what_may_have_been_meant_is_told() {
    let place = Place::filled();
    let told = place.done(&["search", "distanse lerning"]);
    assert_eq!(told, "nothing found\ndid you mean: distance learning\n");
    assert_eq!(place.done(&["search", "xylophone"]), "nothing found\n");
}

/// All that a store tells on some searches.
fn all(place: &Place) -> String {
    ["open", "distance OR project", "ministry", "launched"]
        .map(|words| place.done(&["search", words, "--limit", "1000", "--format", "tsv"]))
        .concat()
}

#[test]
fn the_index_follows_what_is_ingested_changed_and_removed() {
    let place = Place::filled();
    assert!(
        place.path(".tripolis/search/meta.json").exists(),
        "ingest makes the index"
    );
    place.write(
        "docs/kenya.md",
        SCHOOLS.replace("distance learning", "radio lessons"),
    );
    place.done(&["ingest", "docs"]);
    assert!(place.passages("\"distance learning\"").is_empty());
    assert_eq!(place.passages("\"radio lessons\"").len(), 1);
    place.done(&["remove", "kenya"]);
    assert!(place.passages("radio").is_empty() && place.names("classrooms").is_empty());
    place.write("docs/kenya.md", SCHOOLS);
    place.done(&["ingest", "docs"]);
    assert_eq!(
        all(&place),
        all(&Place::filled()),
        "the way there does not show"
    );
}

#[test]
fn the_order_of_ingest_and_the_threads_do_not_show() {
    let one = Place::filled();
    let other = Place::new();
    other.write("docs/kenya.md", SCHOOLS);
    other.write("docs/seki.txt", SEKI);
    other.done(&["ingest", "docs/seki.txt"]);
    let output = other
        .command(&["ingest", "docs/kenya.md"])
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .expect("the command runs");
    assert!(output.status.success());
    assert_eq!(all(&one), all(&other));
}

/// Copies the files of a folder.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder is writable");
    for entry in fs::read_dir(from).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        let place = to.join(path.file_name().expect("a name"));
        fs::copy(&path, place).expect("the folder is writable");
    }
}

#[test]
fn an_index_that_does_not_fit_is_mended() {
    let place = Place::filled();
    let expected = all(&place);
    let folder = place.path(".tripolis/search");
    // Deleted.
    fs::remove_dir_all(&folder).expect("removed");
    assert_eq!(all(&place), expected);
    // Left behind: as after a crash between the store and the index.
    let kept = place.path("kept");
    copy(&folder, &kept);
    place.write(
        "docs/kenya.md",
        SCHOOLS.replace("distance learning", "radio lessons"),
    );
    place.done(&["ingest", "docs"]);
    let changed = all(&place);
    assert_ne!(changed, expected);
    fs::remove_dir_all(&folder).expect("removed");
    copy(&kept, &folder);
    assert_eq!(all(&place), changed);
    // Of another version, cut short, and no index at all.
    let meta = folder.join("meta.json");
    let text = fs::read_to_string(&meta).expect("the index has it");
    fs::write(&meta, text.replace("tripolis-search-", "another-")).expect("written");
    assert_eq!(all(&place), changed);
    for entry in fs::read_dir(&folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        let bytes = fs::read(&path).expect("a file");
        fs::write(&path, &bytes[..bytes.len() / 2]).expect("written");
    }
    assert_eq!(all(&place), changed);
    fs::write(&meta, "{}").expect("written");
    assert_eq!(all(&place), changed);
    fs::remove_dir_all(&folder).expect("removed");
    fs::write(&folder, "a file").expect("written");
    assert_eq!(place.run(&["search", "open"]).status.code(), Some(3));
}

#[test]
fn a_backup_takes_the_index_along_and_a_store_in_memory_has_one() {
    let place = Place::filled();
    let backup = place.path("backup");
    {
        let store = Store::open(place.path(".tripolis")).expect("the store opens");
        store.backup(&backup).expect("a backup");
    }
    assert!(backup.join("search/meta.json").exists());
    let store = Store::open_read_only(&backup).expect("the backup opens");
    let index = Index::open(&store).expect("the index opens");
    let question = Question::parse("distance").expect("a search");
    assert_eq!(
        index.passages(&store, &question, None).expect("hits").len(),
        2
    );
    let memory = Store::memory().expect("a store");
    let index = Index::open(&memory).expect("an index");
    assert!(
        index
            .passages(&memory, &question, None)
            .expect("no hits")
            .is_empty()
    );
}

#[test]
fn a_search_inside_sparql_joins_with_the_rest() {
    let place = Place::filled();
    let rows = place.query(
        "SELECT ?name ?text WHERE {
           SERVICE pol:search { ?hit pol:matches \"distance\" ; pol:document ?doc ; pol:text ?text ; pol:entity ?e }
           GRAPH ?doc { ?e a pol:Program ; skos:prefLabel ?name }
         } ORDER BY ?text",
    );
    let rows: Vec<&str> = rows.lines().skip(1).collect();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(
        rows.iter()
            .all(|row| row.starts_with("\"Open Classrooms Program\"@en")),
        "{rows:?}"
    );
    let count = |pattern: &str| {
        let rows = place.query(&format!("SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"));
        rows.lines().nth(1).expect("a row").to_owned()
    };
    let distance = "SERVICE pol:search { ?hit pol:matches \"distance\" ; pol:document ?d }";
    assert_eq!(count(distance), "2");
    assert_eq!(count(&format!("VALUES ?d {{ doc:seki }} {distance}")), "0");
    assert_eq!(
        count(&format!("VALUES ?d {{ doc:kenya doc:seki }} {distance}")),
        "2"
    );
    assert_eq!(
        count(&format!(
            "VALUES ?d {{ doc:kenya doc:seki }} OPTIONAL {{ {distance} }}"
        )),
        "3"
    );
    assert_eq!(
        count(&format!(
            "VALUES ?d {{ doc:kenya doc:seki }} FILTER NOT EXISTS {{ {distance} }}"
        )),
        "1"
    );
    assert_eq!(
        count(&format!(
            "VALUES ?d {{ doc:kenya doc:seki }} MINUS {{ {distance} }}"
        )),
        "1"
    );
    assert_eq!(
        count(&format!("{{ SELECT DISTINCT ?d WHERE {{ {distance} }} }}")),
        "1"
    );
    assert_eq!(
        count(&format!("{{ {distance} }} UNION {{ {distance} }}")),
        "4"
    );
    assert_eq!(
        count("SERVICE pol:search { ?h pol:matches \"distance\" ; pol:limit 1 }"),
        "1"
    );
    assert_eq!(
        count(
            "SERVICE pol:search { ?h pol:matches \"open\" ; pol:document doc:seki ; pol:limit 5 }"
        ),
        "1"
    );
    assert_eq!(
        count("SERVICE pol:search { [] pol:matches \"xylophone\" }"),
        "0"
    );
    assert_eq!(
        count(
            "SERVICE pol:search { ?e pol:named \"open\" ; pol:score ?s } ?e a pol:Program FILTER(?s > 0)"
        ),
        "2"
    );
    assert_eq!(
        count(
            "SERVICE pol:search { ?a pol:named \"open\" } SERVICE pol:search { ?b pol:named \"ministry\" }"
        ),
        "4"
    );
    let again = place.query("SELECT * WHERE { SERVICE pol:search { ?hit pol:matches \"open\" ; pol:score ?s ; pol:heading ?h ; pol:place ?p ; pol:facts ?f ; pol:text ?t } }");
    assert_eq!(again.lines().count(), 4);
    for _ in 0..3 {
        let other = place
            .command(&[
                "query",
                "mentions",
                "--param",
                "topic=distance OR libraries",
                "--format",
                "csv",
            ])
            .env("RAYON_NUM_THREADS", "1")
            .output()
            .expect("the command runs");
        let one = place.done(&[
            "query",
            "mentions",
            "--param",
            "topic=distance OR libraries",
            "--format",
            "csv",
        ]);
        assert_eq!(String::from_utf8_lossy(&other.stdout), one);
        assert!(
            one.contains("Open Classrooms Program,kenya,Kenya › Schools,"),
            "{one}"
        );
    }
}

#[test]
fn a_search_inside_sparql_that_describes_no_hit_is_refused() {
    let place = Place::filled();
    for (inside, told) in [
        ("?h pol:matches ?words", "?words has no value there"),
        (
            "?h pol:matches \"open (\"",
            "character 6: this parenthesis is never closed",
        ),
        (
            "?h pol:matches \"a\" . ?g pol:matches \"b\"",
            "there are several hits inside",
        ),
        (
            "?h pol:matches \"a\" ; pol:named \"b\"",
            "words are given twice",
        ),
        ("?h pol:text ?t", "no words are given"),
        ("", "there is nothing inside"),
        (
            "?h pol:matches \"a\" FILTER(?h = 1)",
            "there is more inside than triples",
        ),
        (
            "?h pol:matches \"a\" ; skos:prefLabel ?l",
            "is nothing that a passage has",
        ),
        (
            "?h pol:named \"a\" ; pol:document ?d",
            "is nothing that an entity found by its name has",
        ),
        (
            "?h pol:matches \"a\" ; pol:limit \"many\"",
            "pol:limit is no whole number",
        ),
        ("?h ?p \"a\"", "a variable stands as a property"),
    ] {
        let query = format!("SELECT * WHERE {{ SERVICE pol:search {{ {inside} }} }}");
        let errors = place.refused(&["query", &query]);
        assert!(errors.contains(told), "{inside}: {errors}");
        let silent = query.replace("SERVICE", "SERVICE SILENT");
        assert_eq!(place.query(&silent).lines().count(), 2, "{silent}");
    }
    for other in ["<https://example.org/sparql>", "?s", "pol:searches"] {
        let query = format!("SELECT * WHERE {{ SERVICE {other} {{ ?h pol:matches \"a\" }} }}");
        let errors = place.refused(&["query", &query]);
        assert!(errors.contains("SERVICE is off"), "{errors}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is typed, it is searched or refused.
    #[test]
    fn no_search_panics(text in "[a-z\"“() :*~\\-ÄäİßAORNDT0-9'.\u{301}]{0,40}|\\PC{0,60}") {
        let store = Store::memory().expect("a store");
        let index = Index::open(&store).expect("an index");
        if let Ok(question) = Question::parse(&text) {
            for found in [
                index.passages(&store, &question, Some(3)).map(drop),
                index.names(&store, &question, Some(3)).map(drop),
                index.suggestion(&text, &question).map(drop),
            ] {
                if let Err(error) = found {
                    prop_assert!(matches!(error, SearchError::Question(_)), "{text}: {error}");
                }
            }
            let _ = tripolis::search::Marker::of(&question).places(&text);
        }
    }
}
