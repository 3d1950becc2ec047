//! A process that is killed while it writes leaves every document wholly as before or wholly as after.

use crate::sample::{actor, iri, plain, text_of};
use oxrdf::{GraphName, NamedNode, Quad};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;
use tripolis::store::{DocumentGraphs, Pattern, Store};
use tripolis::vocab::pol;

const DOCUMENTS: usize = 4;
const KILLS: u64 = 12;

/// Document `number` as of `round`: each quad names the round, and how many there are follows from it.
fn document(number: usize, round: u64) -> DocumentGraphs {
    let slug = format!("doc/{number}");
    let mut quads = Vec::new();
    for graph in [iri(&slug), iri(&format!("{slug}/provenance"))] {
        let graph = GraphName::from(graph);
        for node in 0..size(number, round) {
            let subject = iri(&format!("{slug}/{node}"));
            quads.push(Quad::new(
                subject,
                iri("round"),
                plain(&round.to_string()),
                graph.clone(),
            ));
        }
    }
    DocumentGraphs::new(iri(&slug), quads).expect("quads of the document")
}

fn text(number: usize, round: u64) -> String {
    format!("Document {number} as of round {round}.")
}

/// Nodes in each graph of a document.
fn size(number: usize, round: u64) -> usize {
    40 + 10 * number + usize::try_from(round % 7).expect("less than seven") * 15
}

/// The round of each document, after a look at whether its graphs hold that round and nothing else.
fn rounds(store: &Store) -> BTreeMap<usize, u64> {
    let mut found = BTreeMap::new();
    for number in 0..DOCUMENTS {
        let slug = format!("doc/{number}");
        let in_graph = |graph: NamedNode| -> Vec<String> {
            let pattern = Pattern {
                graph: Some(graph.as_ref().into()),
                ..Pattern::default()
            };
            store
                .quads(pattern)
                .map(|quad| quad.expect("a quad"))
                .filter(|quad| quad.predicate != pol::ARCHIVED)
                .map(|quad| quad.object.to_string())
                .collect()
        };
        let facts = in_graph(iri(&slug));
        let provenance = in_graph(iri(&format!("{slug}/provenance")));
        let seen: BTreeSet<&String> = facts.iter().chain(&provenance).collect();
        let Some(round) = seen.first() else { continue };
        assert_eq!(
            seen.len(),
            1,
            "document {number} is a mix of the rounds {seen:?}"
        );
        let round: u64 = round.trim_matches('"').parse().expect("a number");
        let whole = size(number, round);
        assert_eq!(
            (facts.len(), provenance.len()),
            (whole, whole),
            "document {number} has a part only"
        );
        let archived = store
            .archived(iri(&slug).as_ref())
            .expect("a whole version");
        let archived = archived.expect("each document has one");
        assert_eq!(archived.document.text, text(number, round));
        assert_eq!(archived.quads.len(), 2 * whole);
        found.insert(number, round);
    }
    found
}

/// The part of the process that is killed: says each document's round once the store has it.
pub(crate) fn write(folder: &Path) {
    let store = Store::open(folder).expect("the store opens");
    let first = rounds(&store).values().max().map_or(0, |round| round + 1);
    for round in first.. {
        for number in 0..DOCUMENTS {
            let graphs = document(number, round);
            let read = text_of(&number.to_string(), &text(number, round));
            let version = store.archive(&read, graphs.quads()).expect("archived");
            store.put(&graphs.archived_as(&version)).expect("put");
            if round % 5 == 0 {
                store.sweep().expect("swept");
            }
            println!("stored {number} {round}");
            std::io::stdout().flush().expect("the other end reads");
        }
    }
}

/// What a line of [`write`] says.
fn stored(line: &str) -> Option<(usize, u64)> {
    // The test harness may have begun the line.
    let (_, report) = line.split_once("stored ")?;
    let (number, round) = report.split_once(' ')?;
    Some((number.parse().ok()?, round.parse().ok()?))
}

#[test]
fn killed_at_any_moment_a_store_opens_and_its_documents_are_whole() {
    let folder = TempDir::new().expect("a folder");
    let program = std::env::current_exe().expect("this program");
    let mut random = Random(20_061_123);
    let mut last = BTreeMap::new();
    for kill in 0..KILLS {
        let mut child = actor(&program, "write", folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a second process");
        let mut told = BufReader::new(child.stdout.take().expect("its output")).lines();
        // Every third dies while it makes or opens the store, the others after some documents.
        let wanted = if kill % 3 == 0 {
            0
        } else {
            1 + random.below(25)
        };
        let mut expected: BTreeMap<usize, u64> = last;
        for _ in 0..wanted {
            let line = told.find_map(|line| stored(&line.expect("text")));
            expected.extend([line.expect("it goes on until it is killed")]);
        }
        sleep(Duration::from_micros(random.below(20_000)));
        child.kill().expect("it was running");
        child.wait().expect("it ends");
        // What it still said before it died counts too; a number cut short is a lower round.
        for (number, round) in told.map_while(Result::ok).filter_map(|line| stored(&line)) {
            let known = expected.entry(number).or_insert(round);
            *known = round.max(*known);
        }
        let store = Store::open(folder.path()).expect("the store opens after a kill");
        store.sweep().expect("what was left goes");
        last = rounds(&store);
        for (number, round) in &expected {
            assert!(
                last.get(number) >= Some(round),
                "document {number}: round {round} was lost"
            );
        }
    }
    assert_eq!(
        last.len(),
        DOCUMENTS,
        "documents were stored between the kills"
    );
}

/// SplitMix64: the same moments at each run, as far as a clock can be trusted.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }
}
