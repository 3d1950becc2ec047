//! Holds the evaluation: how figures are counted, what a baseline refuses, and the figures of the project's own gold files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use tempfile::TempDir;
use tripolis::eval::baseline::{Baseline, BaselineError};
use tripolis::eval::gold::Sheet;
use tripolis::eval::score::{Tally, compare};
use tripolis::eval::{Case, Report, calibration, evaluate, hold_out};
use tripolis::iri::Base;
use tripolis::pipeline::{Engine, KnowledgeFiles};
use tripolis::read::Document;

const TEXT: &str = "The Reading Lamp Project was launched by the Ministry of Education in 2005.\n";

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    Engine::new(KnowledgeFiles::built_in(), Base::default()).expect("shipped files")
});

fn case(text: &str, gold: &str) -> Case {
    Case {
        name: "case".to_owned(),
        document: Document::read("case", "case.txt", text.as_bytes()).expect("a text"),
        gold: Sheet::read(gold).expect("rows"),
    }
}

fn report(gold: &str) -> Report {
    evaluate(&ENGINE, &[case(TEXT, gold)])
}

fn counts(tally: Tally) -> (f64, usize, usize) {
    (tally.right, tally.given, tally.wanted)
}

#[test]
fn all_that_is_found_and_nothing_else_is_one() {
    let report = report(
        "E\tp\tProgram\tReading Lamp Project\n\
         E\tm\tMinistry\tthe Ministry of Education\n\
         F\tp\tlaunchedBy\tm\tlaunched by the Ministry of Education\n\
         O\tp\tdate\t2005\tin 2005\n\
         O\tp\tstartDate\t2005\tin 2005\n",
    );
    let total = report.total();
    assert_eq!(counts(total.entity), (2.0, 2, 2));
    assert_eq!(counts(total.strict), (1.0, 1, 1));
    assert_eq!(counts(total.lenient), (1.0, 1, 1));
    assert!(report.documents[0].differences.is_empty());
    assert_eq!(report.judged().count(), 1, "an O row counts neither way");
}

#[test]
fn a_class_next_to_the_right_one_counts_half_and_a_label_may_differ_at_its_edges() {
    let report = report(
        "E\tp\tInitiative\tNational Reading Lamp Project\n\
         E\tm\tGovernmentBody\tMinistry of Education\n\
         E\tc\tCountry\tRuritania\n\
         F\tp\tlaunchedBy\tm\tlaunched by the Ministry of Education\n\
         O\tp\tdate\t2005\tin 2005\n\
         O\tp\tstartDate\t2005\tin 2005\n\
         F\tp\tlocation\tc\tno such words\n",
    );
    let total = report.total();
    assert_eq!(counts(total.entity), (1.0, 2, 3));
    // By label alone the project is another one: its date is wrong too, an O row or not.
    assert_eq!((total.strict.right, total.strict.wanted), (0.0, 2));
    assert_eq!(counts(total.lenient), (1.0, 1, 2));
    assert_eq!(total.lenient.recall(), 0.5);
    let classes = &report.documents[0].classes;
    assert_eq!(classes["Ministry"].right, 0.5);
    assert_eq!(classes["GovernmentBody"].found, 0.5);
    let [missing] = &report.documents[0].differences[..] else {
        panic!("{:?}", report.documents[0].differences)
    };
    assert!(missing.missing && missing.place.is_none());
    assert_eq!(
        missing.fact.join(" "),
        "[National Reading Lamp Project] location [Ruritania]"
    );
}

const GOLD: &str = "E\ta\tProgram\tDeer Leap Program | Deer Leap\n\
    E\tb\tMinistry\tMinistry of Education and Science | MES\n\
    E\tc\tCountry\tthe Republic of Ruritania | Ruritania\n\
    E\td\tLaw\tLaw on Mass Media\n\
    E\te\tOrganization\tOld Friends' Society\n\
    E\tf\tCity\tStrelsau\n\
    F\ta\tlaunchedBy\tb\tx\n\
    F\ta\tdate\t2005-03\tx\n\
    F\ta\tfigure\t4,521 rural schools\tx\n\
    F\ta\tbudget\tUSD 1,500,000\tx\n\
    F\td\tadoptedBy\tb\tx\n\
    F\te\tlocation\tf\tx\n\
    F\ta\tlocation\tc\tx\n\
    O\ta\tstartDate\t2005-03\tx\n\
    O\te\tpartner\tb\tx\n\
    ";

/// `GOLD` as an extractor might give it.
const GIVEN: &str = "E\te1\tInitiative\tDeer-Leap program\n\
    E\te2\tGovernmentBody\tMinistry of Education\n\
    E\te3\tCountry\tRURITANIA\n\
    E\te4\tDecree\tMass Media Law\n\
    E\te5\tCompany\tOld Friends Society\n\
    E\te6\tRegion\tZenda\n\
    E\te7\tProgram\tDeer Leap\n\
    F\te1\tlaunchedBy\te2\tx\n\
    F\te1\tdate\t2005-03\tx\n\
    F\te1\tstartDate\t2005-03\tx\n\
    F\te7\tdate\t2005-03\tx\n\
    F\te1\tfigure\t4521 Schools\tx\n\
    F\te1\tbudget\tUSD 1500000\tx\n\
    F\te4\tadoptedBy\te2\tx\n\
    F\te5\tlocation\te6\tx\n\
    F\te5\tpartner\te2\tx\n\
    F\te5\tpartner\te3\tx\n\
    F\te1\tlocation\te3\tx\n\
    F\te1\tlocation\te3\ty\n\
    ";

/// The counts are those of the annotation guide's own scorer.
#[test]
fn rows_are_matched_as_the_guide_matches_them() {
    let gold = Sheet::read(GOLD).expect("rows");
    let compared = |given: &str| {
        let given = Sheet::read(given).expect("rows");
        let scores = compare(&gold, &given, &ENGINE.ontology);
        [scores.entity, scores.strict, scores.lenient].map(counts)
    };
    // Of two that are the same to the letter the one of the right class is taken, and nothing is left of the other.
    assert_eq!(compared(GIVEN), [(3.0, 7, 6), (1.0, 11, 7), (2.0, 10, 7)]);
    let one: String = GIVEN
        .lines()
        .filter(|row| !row.contains("e7"))
        .map(|row| format!("{row}\n"))
        .collect();
    assert_eq!(compared(&one), [(2.5, 6, 6), (4.0, 9, 7), (6.0, 8, 7)]);
}

#[test]
fn a_spurious_fact_comes_with_its_rule_and_sentence() {
    let report = report("E\tp\tProgram\tReading Lamp Project\n");
    let differences = &report.documents[0].differences;
    let launch = differences
        .iter()
        .find(|difference| difference.fact[1] == "launchedBy")
        .expect("a spurious launch");
    assert!(!launch.missing && launch.rule.is_some());
    assert_eq!(launch.sentence, TEXT.trim());
    let bins = calibration::reliability(report.judged());
    assert_eq!(bins.iter().map(|bin| bin.right).sum::<usize>(), 0);
    assert!(
        calibration::error(&bins) > 0.5,
        "all wrong and all believed"
    );
    let rules = calibration::by_rule(report.judged());
    assert!(
        rules.iter().all(|rule| rule.earned.hundredths() == 0),
        "{rules:?}"
    );
}

#[test]
fn nothing_given_and_nothing_wanted_is_precise() {
    let total = evaluate(&ENGINE, &[case("Nothing.\n", "")]).total();
    assert_eq!(total.lenient.precision(), 1.0);
    assert_eq!(total.lenient.f1(), 1.0);
}

#[test]
fn without_its_names_the_lexicon_helps_no_more() {
    let text = "UNESCO launched the Reading Lamp Project.\n";
    let gold = "E\tu\tInternationalOrganization\tUNESCO\nE\tp\tProgram\tReading Lamp Project\nF\tp\tlaunchedBy\tu\tlaunched\n";
    let (engine, cases) = (&*ENGINE, [case(text, gold)]);
    let known = evaluate(engine, &cases).total();
    assert_eq!(known.entity.f1(), 1.0);
    let class = engine.ontology.class("Organization");
    let none = hold_out::hold_out(engine, &cases, 1, class);
    assert!(
        none[0].entity.f1() < 1.0,
        "the class of an acronym is not in its form"
    );
    let folds = hold_out::hold_out(engine, &cases, 4, class);
    let hurt = folds.iter().filter(|fold| fold.entity.f1() < 1.0).count();
    assert_eq!((folds.len(), hurt), (4, 1), "one part holds the name");
}

#[test]
fn a_row_that_is_none_is_told_with_its_line() {
    let error = Sheet::read("# a comment\n\nE\te1\tProgram\n").expect_err("no row");
    assert_eq!(error.line, 3);
}

#[test]
fn a_baseline_reads_what_it_printed() {
    let baseline = Baseline::of(&report("E\tp\tProgram\tReading Lamp Project\n"));
    let again = Baseline::read(&baseline.print()).expect("a baseline");
    assert!(baseline.changes(&again, 0.0).is_empty());
    let wrong = [("TOTAL\t1\t2\n", 1), ("a\t1\t1\t1\t1\t1\n", 1)];
    for (text, line) in wrong {
        let error: BaselineError = Baseline::read(text).expect_err("no baseline");
        assert_eq!(error.line, line, "{error}");
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs `tripolis` in `folder` with words apart by single spaces.
fn run(folder: &Path, line: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tripolis"))
        .args(line.split(' '))
        .current_dir(folder)
        .output()
        .expect("the command runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

#[test]
fn the_command_compares_with_a_baseline() {
    let place = TempDir::new().expect("a folder");
    let write = |name: &str, text: &str| {
        fs::create_dir_all(place.path().join("gold")).expect("a folder");
        fs::write(place.path().join(name), text).expect("a file");
    };
    write("lamp.txt", TEXT);
    let right = "E\tp\tProgram\tReading Lamp Project\nE\tm\tMinistry\tMinistry of Education\nF\tp\tlaunchedBy\tm\tlaunched\nO\tp\tdate\t2005\tin 2005\nO\tp\tstartDate\t2005\tin 2005\n";
    write("gold/lamp.tsv", right);
    let first = run(place.path(), "eval gold --write-baseline base.tsv --list");
    assert_eq!(first.status.code(), Some(0), "{first:?}");
    assert!(stdout(&first).contains("TOTAL"), "{}", stdout(&first));
    let same = run(place.path(), "eval gold --baseline base.tsv");
    assert_eq!(same.status.code(), Some(0), "{same:?}");

    write("gold/lamp.tsv", &right.replace("launchedBy", "fundedBy"));
    let worse = run(
        place.path(),
        "eval gold --baseline base.tsv --list --format json",
    );
    assert_eq!(worse.status.code(), Some(1), "{worse:?}");
    let told: serde_json::Value = serde_json::from_str(&stdout(&worse)).expect("JSON");
    assert_eq!(told["total"]["lenient"]["f1"], 0.0);
    let missing = told["differences"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["kind"] == "missing"))
        .expect("a missing fact");
    assert_eq!(
        (&missing["property"], &missing["line"]),
        (&"fundedBy".into(), &1.into())
    );
    assert!(
        told["changes"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
    );

    let rows = stdout(&run(place.path(), "eval gold --format tsv"));
    assert!(
        rows.contains("total\t\tlenient\t0\t0\t1\t1\t0.0000\t0.0000\t0.0000"),
        "{rows}"
    );

    write("gold/lost.tsv", "");
    let lost = run(place.path(), "eval gold");
    assert_eq!(lost.status.code(), Some(1));
    let told = String::from_utf8_lossy(&lost.stderr).into_owned();
    assert!(
        told.contains("lost.tsv") && told.contains("hint: "),
        "{told}"
    );
}

#[test]
fn the_command_refuses_what_it_cannot_do() {
    for line in [
        "eval no-such-folder",
        "eval data",
        "eval data/gold --baseline no-such-file",
        "eval data/gold --hold-out 2 --hold-out-of Nonsense",
        "eval data/gold --hold-out 0",
    ] {
        let output = run(&root(), line);
        assert_eq!(output.status.code(), Some(2), "{line}: {output:?}");
        assert!(!output.stderr.is_empty());
    }
}

/// The project's own gold files against the figures that are committed; write them anew with
/// `tripolis eval data/gold tests/review --write-baseline tests/eval/baseline.tsv`.
#[test]
fn the_figures_of_the_project_do_not_fall() {
    let line =
        "eval data/gold tests/review --baseline tests/eval/baseline.tsv --tolerance 0.01 --list";
    let output = run(&root(), line);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
}
