//! Time grows with the text and no faster: a text takes less than twice as long as four texts of a quarter of its
//! length, whatever its shape. What is quadratic takes four times as long.
//!
//! Both take about equally long if all is well, so that other work on the machine weighs on both alike; where the
//! system tells the time that the process itself used, only that counts.
//!
//! `make bench` tells how fast; this only tells how it grows.

use std::sync::LazyLock;
use std::time::Instant;
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

/// So many shorter texts are as long as the longer one.
const PARTS: usize = 4;

/// Ticks of `/proc/self/stat` in a second.
const TICKS: f64 = 100.0;

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
    ("open brackets", |at| format!("the ( project {at} of ")),
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

#[test]
fn open_quotations_take_no_longer() {
    let slow = grows("open quotations", |at| format!("the ( project {at} “ of "));
    assert_eq!(slow, None);
}

/// What is wrong with a shape, if every attempt is.
fn grows(name: &str, part: Part) -> Option<String> {
    let (short, long) = (text(part, SHORT), text(part, SHORT * PARTS));
    let mut told = String::new();
    for _ in 0..ATTEMPTS {
        let parts = time(&short, PARTS);
        let whole = time(&long, 1);
        if whole < parts * 2.0 {
            return None;
        }
        told = format!(
            "{name}: {parts:.2} s for {PARTS} texts of {SHORT} bytes, {whole:.2} s for one as long as all"
        );
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

/// How long it takes to extract what a document says so many times, in seconds.
fn time(document: &Document, times: usize) -> f64 {
    let (start, used) = (Instant::now(), used());
    for _ in 0..times {
        std::hint::black_box(ENGINE.extract(document));
    }
    match (used, self::used()) {
        // Half a tick, so that nothing takes no time.
        (Some(before), Some(after)) => after - before + 0.5 / TICKS,
        _ => start.elapsed().as_secs_f64(),
    }
}

/// The processor time that this process has used, in seconds, where Linux tells it.
fn used() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may hold spaces.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) / TICKS)
}
