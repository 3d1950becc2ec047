//! Time grows with the text and no faster: four times the text takes less than eight times as long, whatever the
//! shape of the text. What is quadratic takes sixteen times as long.
//!
//! `make bench` tells how fast; this only tells how it grows.

use std::sync::LazyLock;
use std::time::{Duration, Instant};
use tripolis::iri::Base;
use tripolis::pipeline::{Engine, KnowledgeFiles};
use tripolis::read::Document;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    Engine::new(KnowledgeFiles::built_in(), Base::default()).expect("the built-in knowledge")
});

/// So often a measurement may be made before it counts against the program: others use the machine too.
const ATTEMPTS: usize = 5;

/// The shorter text, in bytes.
const SHORT: usize = 60_000;

/// A part of a text, by its number.
type Part = fn(usize) -> String;

/// Shapes of text.
const SHAPES: &[(&str, Part)] = &[
    ("prose", |at| {
        format!(
            "In {}, UNESCO launched the Open School {at} Program with support from Intel. It trained {at} teachers.\n\n",
            1990 + at % 30
        )
    }),
    ("one sentence", |at| {
        format!("and the Ministry of Education of Estonia signed {at} agreements with Microsoft, ")
    }),
    ("one name", |at| format!("Bright{at} Horizon of ")),
    ("open brackets", |at| format!("the ( project {at} “ of ")),
    ("numbers", |at| format!("{at} schools, ")),
    ("list", |at| {
        format!("- Open Lab {at}, a program of the World Bank\n")
    }),
    ("records", |at| {
        format!(
            "Title: Open Lab {at}\nAcronym: OL{at}\nFunder: World Bank\nBudget: EUR {at} million\n\n"
        )
    }),
    ("headings", |at| {
        format!(
            "Bright School Network {at}\n\nThe organization supports schools in Latvia and trains the teachers of the country.\n\n"
        )
    }),
    ("articles", |at| {
        format!(
            "Article {at}, Criminal Code. Slander. Slander is punished with a fine of up to {at} euros or prison for up to years.\n\n"
        )
    }),
    ("publications", |at| {
        format!(
            "The state of schools, part {at} (2012)\nUNESCO\nA study of schools and their networks in the country.\n\n"
        )
    }),
    ("references", |at| {
        format!(
            "The {at}th competition was held. The project supported the ministry, and the program went on. The annual contest of schools {at} ended.\n\n"
        )
    }),
    ("decrees", |at| {
        format!("By Order of the President of the Republic {at} the project was approved.\n\n")
    }),
];

#[test]
fn time_grows_no_faster_than_the_text() {
    let slow: Vec<String> = SHAPES
        .iter()
        .filter_map(|(name, part)| grows(name, *part))
        .collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// What is wrong with a shape, if every attempt is.
fn grows(name: &str, part: Part) -> Option<String> {
    let (short, long) = (text(part, SHORT), text(part, SHORT * 4));
    let mut told = String::new();
    for _ in 0..ATTEMPTS {
        let (one, four) = (time(&short), time(&long));
        if four < one * 8 {
            return None;
        }
        told = format!("{name}: {one:?} for {SHORT} bytes, {four:?} for four times as many");
    }
    Some(told)
}

fn text(part: Part, length: usize) -> Document {
    let mut text = String::new();
    for at in 1.. {
        if text.len() >= length {
            break;
        }
        text += &part(at);
    }
    Document::read("speed", "speed.txt", text.as_bytes()).expect("a document")
}

fn time(document: &Document) -> Duration {
    let start = Instant::now();
    let found = ENGINE.extract(document);
    let mut lines = Vec::new();
    ENGINE.write_nquads(document, &found.output, &mut lines);
    assert!(!lines.is_empty());
    start.elapsed()
}
