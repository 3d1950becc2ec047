//! `tripolis conflicts`: what cannot both hold is found with both quotes, and what can is not.

use crate::place::Place;

/// The conflicts of documents with these texts, as rows: kind, subject, and both objects.
fn conflicts(texts: &[&str]) -> Vec<[String; 4]> {
    let place = Place::new();
    for (number, text) in texts.iter().enumerate() {
        place.write(&format!("docs/{number}.txt"), text);
    }
    place.done("ingest docs");
    let rows = place.done("conflicts --format tsv");
    rows.lines()
        .skip(1)
        .map(|row| {
            let cells: Vec<&str> = row.split('\t').collect();
            [0, 1, 5, 9].map(|column| cells[column].to_owned())
        })
        .collect()
}

fn launched(when: &str) -> String {
    format!("The Bookbus Program was launched by the Ministry of Culture of Georgia in {when}.\n")
}

#[test]
fn two_dates_of_one_start() {
    let found = conflicts(&[&launched("2010"), &launched("2012")]);
    assert_eq!(found, [["value", "Bookbus Program", "2010", "2012"]]);
}

#[test]
fn dates_of_different_exactness_agree() {
    assert!(conflicts(&[&launched("2010"), &launched("May 2010")]).is_empty());
    let found = conflicts(&[&launched("2011"), &launched("May 2010")]);
    assert_eq!(found, [["value", "Bookbus Program", "2011", "2010-05"]]);
}

#[test]
fn an_end_before_the_start() {
    let ended = "The Bookbus Program ended in 2008.\n";
    let found = conflicts(&[&launched("2010"), ended]);
    assert_eq!(found, [["order", "Bookbus Program", "2010", "2008"]]);
    assert!(conflicts(&[&launched("May 2008"), ended]).is_empty());
}

#[test]
fn figures_of_one_date_and_budgets() {
    let reached =
        |number: &str| format!("As of 2012, the Bookbus Program had equipped {number} schools.\n");
    let found = conflicts(&[&reached("500"), &reached("700")]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0][0], "value");
    assert!(conflicts(&[&reached("over 500"), &reached("520")]).is_empty());
    // Without a date, both may have held, one after the other.
    let undated = |number: &str| format!("The Bookbus Program equipped {number} schools.\n");
    assert!(conflicts(&[&undated("500"), &undated("700")]).is_empty());
    let budget = |sum: &str| format!("The Bookbus Program has a budget of {sum}.\n");
    assert_eq!(
        conflicts(&[&budget("2 million USD"), &budget("3 million USD")]).len(),
        1
    );
    assert!(conflicts(&[&budget("2 million USD"), &budget("3 million euros")]).is_empty());
}

#[test]
fn both_quotes_are_shown_and_the_ontology_decides() {
    let place = Place::with(&[
        ("docs/a.txt", &launched("2010")),
        ("docs/b.txt", &launched("2012")),
    ]);
    place.done("ingest docs");
    let table = place.done("conflicts");
    for line in [
        "Bookbus Program  (value)",
        "  startDate  2010  in a",
        "      “Bookbus Program was launched by the Ministry of Culture of Georgia in 2010”",
        "  startDate  2012  in b",
        "1 conflict",
    ] {
        assert!(
            table.lines().any(|found| found == line),
            "no `{line}` in\n{table}"
        );
    }
    let json: serde_json::Value =
        serde_json::from_str(&place.done("conflicts --format json")).expect("JSON");
    assert_eq!(json[0]["sides"][1]["object"], "2012");
    assert_eq!(json[0]["subject"]["name"], "Bookbus Program");
    // What is one of a kind is data.
    let policy = include_str!("../../ontology/policy.ttl");
    place.write(
        "mine/policy.ttl",
        policy.replace(
            "pol:startDate a owl:DatatypeProperty , owl:FunctionalProperty",
            "pol:startDate a owl:DatatypeProperty",
        ),
    );
    assert_eq!(place.done("conflicts --ontology mine"), "no conflicts\n");
}
