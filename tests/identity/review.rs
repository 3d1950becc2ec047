//! `tripolis review`: answers hold, whatever becomes of the store.

use super::place::Place;
use std::fs;

const KENYA: &str = "Kenya: a brief\n\nThe National Plan was adopted by the Government of Kenya in 2006. Safaricom supported the Tusome Project in Kenya.\n";
const SPEECH: &str =
    "A speech on Kenya\n\nThe National Plan was presented by Intel in Kenya in 2010.\n";
const MALI: &str = "Mali: a brief\n\nOrange Mali supported the Tusome Project in Mali.\n";

fn place() -> Place {
    Place::with(&[
        ("docs/kenya.txt", KENYA),
        ("docs/speech.txt", SPEECH),
        ("docs/mali.txt", MALI),
    ])
}

#[test]
fn a_decision_outlives_the_store() {
    let place = place();
    place.done(&["ingest", "docs"]);
    let apart = place.named("National Plan");
    assert_eq!(
        apart.len(),
        2,
        "two plans of one country need not be one: {apart:?}"
    );
    let asked = place.done(&["review", "--list"]);
    assert!(
        asked.contains("National Plan") && asked.contains("Are these one thing?"),
        "{asked}"
    );
    assert!(
        asked.contains("“National Plan was adopted"),
        "sentences are shown: {asked}"
    );
    // The answers come in the order of the questions; the only one about the plan is answered yes.
    let answers: String = (0..questions(&asked))
        .map(|_| "y the minister's speech\n")
        .collect();
    let told = place.told(&["review", "--by", "M. Otieno"], &answers);
    assert!(
        told.contains("decisions written to tripolis.decisions.ttl"),
        "{told}"
    );
    let one = place.named("National Plan");
    assert_eq!(one.len(), 1, "the store follows at once: {one:?}");
    let file =
        fs::read_to_string(place.path("tripolis.decisions.ttl")).expect("the decisions are there");
    assert!(
        file.contains("owl:sameAs")
            && file.contains("M. Otieno")
            && file.contains("the minister's speech"),
        "{file}"
    );
    let again = place.done(&["review", "--list"]);
    assert!(
        !again.contains("National Plan"),
        "it is asked again: {again}"
    );
    fs::remove_dir_all(place.path(".tripolis")).expect("the store goes");
    place.done(&["ingest", "docs"]);
    assert_eq!(
        place.named("National Plan"),
        one,
        "the decision is gone with the store"
    );
}

#[test]
fn a_no_parts_what_was_joined() {
    let place = place();
    place.done(&["ingest", "docs"]);
    assert_eq!(place.named("Tusome Project").len(), 1);
    let iri = |document: &str| {
        format!("<https://w3id.org/tripolis/doc/{document}/entity/tusome-project>")
    };
    let turtle = format!(
        "{} <http://www.w3.org/2002/07/owl#differentFrom> {} .\n",
        iri("kenya"),
        iri("mali")
    );
    fs::write(place.path("tripolis.decisions.ttl"), turtle).expect("the folder is writable");
    // Any command that writes brings it to bear; nothing has to be read again.
    let told = place.done(&["ingest", "docs"]);
    assert!(told.contains("3 unchanged"), "{told}");
    assert_eq!(place.named("Tusome Project").len(), 2, "they are parted");
    fs::remove_file(place.path("tripolis.decisions.ttl")).expect("it was there");
    place.done(&["ingest", "docs"]);
    assert_eq!(
        place.named("Tusome Project").len(),
        1,
        "without the decision they are one again"
    );
}

#[test]
fn questions_are_answered_in_a_file() {
    let place = place();
    place.done(&["ingest", "docs"]);
    place.done(&["review", "--export", "questions.tsv"]);
    let table = fs::read_to_string(place.path("questions.tsv")).expect("the questions are there");
    let answered: String = table
        .lines()
        .enumerate()
        .map(|(at, line)| {
            if at > 0 && line.contains("National Plan") {
                format!("n{line}\n")
            } else {
                format!("{line}\n")
            }
        })
        .collect();
    assert!(answered.contains("\nn\t"), "{table}");
    fs::write(place.path("answers.tsv"), answered).expect("the folder is writable");
    let told = place.done(&["review", "--answers", "answers.tsv"]);
    assert!(told.contains("1 decisions written"), "{told}");
    assert_eq!(place.named("National Plan").len(), 2);
    let again = place.done(&["review", "--list"]);
    assert!(
        !again.contains("National Plan"),
        "it is asked again: {again}"
    );
    let wrong = place.feed(&["review", "--answers", "docs/kenya.txt"], "");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("no column `answer`"));
}

/// How many questions a list shows.
fn questions(list: &str) -> usize {
    let last = list.lines().last().unwrap_or_default();
    last.split(' ')
        .next()
        .and_then(|count| count.parse().ok())
        .unwrap_or(0)
}
