//! How long the search index takes beside ingest, and how long a search, in a store of 10,000 documents.
//!
//! `make bench-search` runs it. Each document is a few paragraphs of `data/` and `tests/review/`, drawn as if by lot and
//! the same each time. `TRIPOLIS_BENCH_DOCUMENTS=1000` sets another number. The store is in a folder that is removed at the end.
//! Without the feature `rocksdb` all quads are held in memory, and the figures of ingest and memory tell little.

use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tripolis::iri::Base;
use tripolis::pipeline::{Engine, KnowledgeFiles};
use tripolis::read::Document;
use tripolis::search::{Index, Question, WRITER_MEMORY};
use tripolis::store::{DocumentGraphs, ONTOLOGY_GRAPH, Store, Update};

/// Documents, unless the environment tells another number.
const DOCUMENTS: usize = 10_000;
/// Paragraphs of a document.
const PARAGRAPHS: usize = 4;
/// How often each search is made; the median counts.
const RUNS: usize = 15;
/// Documents that are stored at once. The store in memory writes all of its file each time.
const BATCH: usize = if cfg!(feature = "rocksdb") { 64 } else { 5_000 };

/// Frequent words and rare ones, all parts of the language.
const SEARCHES: &[&str] = &[
    "education",
    "distance learning",
    "\"ministry of education\"",
    "ministry AND (UNESCO OR Microsoft) NOT pilot",
    "educat*",
    "minstry~",
    "class:Program teachers after:2010",
    "xylophone",
];

fn main() {
    let count = std::env::var("TRIPOLIS_BENCH_DOCUMENTS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(DOCUMENTS);
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(folder.path().join("store")).expect("a store");
    let engine = Engine::new(KnowledgeFiles::built_in(), Base::default()).expect("the knowledge");
    store
        .put_knowledge(ONTOLOGY_GRAPH, engine.ontology_triples())
        .expect("the ontology");
    let (ingested, bytes) = timed(|| ingest(&store, &engine, count));
    println!(
        "ingest: {count} documents, {:.1} MB of text, {} quads in {:.1} s",
        bytes as f64 / 1e6,
        store.len().expect("a number"),
        ingested.as_secs_f64()
    );
    let before = high_water();
    let (made, index) = timed(|| Index::open(&store).expect("an index"));
    println!(
        "index made: {:.1} s, {:.1} MB on the disk; writer heap {} MB, peak memory {} MB before, {} MB after",
        made.as_secs_f64(),
        size_of(&folder.path().join("store/search")) as f64 / 1e6,
        WRITER_MEMORY / 1024 / 1024,
        before / 1024,
        high_water() / 1024
    );
    drop(index);
    let (opened, index) = timed(|| Index::open(&store).expect("an index"));
    println!("index opened and found up to date: {:.0} ms", ms(opened));
    println!(
        "\n{:>9} {:>9} {:>10} {:>10}  search",
        "names", "passages", "10 hits ms", "all ms"
    );
    for text in SEARCHES {
        let question = Question::parse(text).expect("a search");
        let names = index.names(&store, &question, None).expect("names").len();
        let passages = index
            .passages(&store, &question, None)
            .expect("passages")
            .len();
        let first = median(|| {
            index.names(&store, &question, Some(10)).expect("names");
            for hit in index
                .passages(&store, &question, Some(10))
                .expect("passages")
            {
                hit.entities(&store).expect("entities");
            }
        });
        let all = median(|| {
            index.passages(&store, &question, None).expect("passages");
        });
        println!(
            "{names:>9} {passages:>9} {:>10.1} {:>10.1}  {text}",
            ms(first),
            ms(all)
        );
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = work();
    (start.elapsed(), made)
}

fn median(work: impl Fn()) -> Duration {
    let mut runs: Vec<Duration> = (0..RUNS).map(|_| timed(&work).0).collect();
    runs.sort();
    runs[RUNS / 2]
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Reads and stores the documents as `tripolis ingest` does; bytes of text in all.
fn ingest(store: &Store, engine: &Engine, count: usize) -> usize {
    let paragraphs = paragraphs();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let texts: Vec<String> = (0..count)
        .map(|number| {
            let drawn =
                (0..PARAGRAPHS).map(|_| paragraphs[random.below(paragraphs.len())].as_str());
            format!(
                "Report {number}\n\n{}\n",
                drawn.collect::<Vec<_>>().join("\n\n")
            )
        })
        .collect();
    let numbered: Vec<(usize, &String)> = texts.iter().enumerate().collect();
    for batch in numbered.chunks(BATCH) {
        let read: Vec<_> = batch
            .par_iter()
            .map(|(number, text)| {
                let name = format!("{number:06}.txt");
                let document = Document::read(&name, &name, text.as_bytes()).expect("a document");
                let quads = engine.triples(&document, &engine.extract(&document).output);
                let version = store.archive(&document, &quads).expect("archived");
                DocumentGraphs::new(engine.base.document(&document.id), quads)
                    .expect("the document's own graphs")
                    .archived_as(&version)
            })
            .collect();
        let mut update = Update::default();
        read.iter().for_each(|document| update.put(document));
        store.apply(&update).expect("stored");
    }
    store.flush().expect("on the disk");
    texts.iter().map(String::len).sum()
}

/// The paragraphs of the project's own documents.
fn paragraphs() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = ["data", "tests/review"]
        .iter()
        .flat_map(|folder| fs::read_dir(root.join(folder)).expect("a folder of documents"))
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    paths
        .iter()
        .flat_map(|path| {
            let text = fs::read_to_string(path).expect("a document");
            text.split("\n\n")
                .map(|part| part.trim().to_owned())
                .collect::<Vec<_>>()
        })
        .filter(|paragraph| paragraph.len() > 80)
        .collect()
}

fn size_of(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .filter_map(|entry| Some(entry.ok()?.metadata().ok()?.len()))
        .sum()
}

/// The most memory that this process held so far, in kB.
fn high_water() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// Numbers that look drawn by lot and are the same each time (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}
