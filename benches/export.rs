//! How fast a graph of a million edges is written, beside networkx and igraph on the same graph in one run.
//!
//! `make bench-export` runs it. `TRIPOLIS_BENCH_EDGES=100000` sets another number. Entities, names and quotes are made up,
//! each edge with its attributes and a quote, the same each time. The peers read the graph from node-link JSON, and only
//! their writing is timed; `TRIPOLIS_PEERS_PYTHON` names their Python, as `make peers` sets it up. Peak memory is that of the
//! whole process with its graph; what writing adds to it is told apart.

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal, NamedNode, Quad, Term};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::Instant;
use tripolis::export::{Caption, EntityGraph, Format, write};
use tripolis::iri::Base;
use tripolis::pipeline::{Engine, KnowledgeFiles};
use tripolis::vocab::{POL, oa, pol, prov, skos};

/// Edges, unless the environment tells another number.
const EDGES: usize = 1_000_000;
/// Edges of a node.
const DEGREE: usize = 10;
/// What the peers write too.
const COMPARED: [Format; 2] = [Format::GraphMl, Format::Gexf];
/// Times networkx's seconds that writing may take at most one of.
const AT_LEAST: f64 = 30.0;

fn main() {
    let edges = std::env::var("TRIPOLIS_BENCH_EDGES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(EDGES);
    let engine = Engine::new(KnowledgeFiles::built_in(), Base::default()).expect("the knowledge");
    let graph = EntityGraph::from_quads(quads(edges), &engine.ontology);
    println!(
        "{} nodes, {} edges; memory of the graph's process at its peak {} MB",
        graph.graph().node_count(),
        graph.graph().edge_count(),
        high_water() / 1024
    );
    let folder = tempfile::tempdir().expect("a folder");
    let mut ours = Vec::new();
    for format in Format::ALL {
        // A picture or a chart is of small graphs.
        if format.default_limit().is_some() || *format == Format::Mermaid {
            continue;
        }
        let before = forget_high_water();
        let file = folder.path().join(format.name());
        let start = Instant::now();
        let mut out = BufWriter::new(File::create(&file).expect("a file"));
        write(&graph, *format, &Caption::default(), &mut out).expect("a folder takes files");
        out.flush().expect("a folder takes files");
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "tripolis {format:<11} {seconds:>8.2} s {:>8.1} MB, memory +{} MB",
            fs::metadata(&file).expect("it is there").len() as f64 / 1e6,
            high_water().saturating_sub(before) / 1024
        );
        if COMPARED.contains(format) {
            ours.push((*format, seconds));
        }
        if *format != Format::Json {
            fs::remove_file(&file).expect("it is there");
        }
    }
    compare(&folder.path().join(Format::Json.name()), &ours);
}

/// Has the peers write the same graph, and holds networkx against ours.
fn compare(graph: &Path, ours: &[(Format, f64)]) {
    let python = std::env::var("TRIPOLIS_PEERS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/export.py");
    let output = Command::new(&python).arg(script).arg(graph).output();
    let Some(output) = output.ok().filter(|output| output.status.success()) else {
        println!(
            "skipped: networkx and igraph do not run in `{python}`; `make peers` installs them"
        );
        return;
    };
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let mut words = line.split(' ');
        let (Some(peer), Some(name), Some(seconds)) = (words.next(), words.next(), words.next())
        else {
            continue;
        };
        let theirs: f64 = seconds.parse().expect("a number");
        let Some((_, seconds)) = ours.iter().find(|(format, _)| format.name() == name) else {
            continue;
        };
        let times = theirs / seconds;
        println!("{peer:<8} {name:<11} {theirs:>8.2} s: tripolis is {times:.0} times as fast");
        if peer == "networkx" && times < AT_LEAST {
            println!("  less than the {AT_LEAST} times that are wanted");
        }
    }
}

/// The quads of a graph with about so many edges.
fn quads(edges: usize) -> impl Iterator<Item = Quad> {
    let nodes = (edges / DEGREE).max(1);
    let classes = ["Program", "Ministry", "Company", "Law", "Event"];
    let entity = |number: usize| iri(format!("https://w3id.org/tripolis/entity/entity-{number}"));
    let said = move |number: usize| {
        let document = iri(format!("https://w3id.org/tripolis/doc/d{}", number % 500));
        let class = iri(format!("{POL}{}", classes[number % classes.len()]));
        let name = Literal::from(format!(
            "Entity “{number}” of the Ministry & Company <{number}>"
        ));
        [
            quad(entity(number), rdf::TYPE.into_owned(), class, &document),
            quad(
                entity(number),
                skos::PREF_LABEL.into_owned(),
                name,
                &document,
            ),
        ]
    };
    let told = move |number: usize| {
        let document = iri(format!("https://w3id.org/tripolis/doc/d{}", number % 500));
        let (from, to) = (
            number % nodes,
            (number.wrapping_mul(7919) + number / nodes) % nodes,
        );
        let property = iri(format!("{POL}{}", ["partner", "fundedBy"][number % 2]));
        let statement = iri(format!("https://w3id.org/tripolis/doc/statement/{number}"));
        let passage = iri(format!("https://w3id.org/tripolis/doc/passage/{number}"));
        let quote = Literal::from(format!(
            "in {number} the program was supported by \"the company\""
        ));
        let sure = Literal::new_typed_literal("0.85", xsd::DECIMAL);
        [
            quad(entity(from), property.clone(), entity(to), &document),
            quad(
                statement.clone(),
                rdf::SUBJECT.into_owned(),
                entity(from),
                &document,
            ),
            quad(
                statement.clone(),
                rdf::PREDICATE.into_owned(),
                property,
                &document,
            ),
            quad(
                statement.clone(),
                rdf::OBJECT.into_owned(),
                entity(to),
                &document,
            ),
            quad(
                statement.clone(),
                pol::CONFIDENCE.into_owned(),
                sure,
                &document,
            ),
            quad(
                statement,
                prov::WAS_QUOTED_FROM.into_owned(),
                passage.clone(),
                &document,
            ),
            quad(passage, oa::EXACT.into_owned(), quote, &document),
        ]
    };
    (0..nodes).flat_map(said).chain((0..edges).flat_map(told))
}

fn iri(text: String) -> NamedNode {
    NamedNode::new_unchecked(text)
}

fn quad(
    subject: NamedNode,
    property: NamedNode,
    object: impl Into<Term>,
    graph: &NamedNode,
) -> Quad {
    Quad::new(subject, property, object, GraphName::from(graph.clone()))
}

/// Has the system begin anew with the most memory, and gives what is in use now.
fn forget_high_water() -> u64 {
    // Where this cannot be done, the difference is that to the peak so far.
    let _ = fs::write("/proc/self/clear_refs", "5");
    high_water()
}

/// The most memory that this process has had, in KiB; 0 where the system does not tell.
fn high_water() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}
