//! How fast `tripolis convert` gives N-Quads: time, memory and start-up on texts of 1 to 100 MB.
//!
//! `make bench` runs it. The texts are the documents of `data/` and `tests/review/`, repeated with their paragraphs
//! shuffled, the same each time; the lexicon is the one that is built in, filled up to 50,000 names with invented ones. The output
//! goes to nowhere, so that the disk does not count. `TRIPOLIS_BENCH_MB=1,10` sets other sizes.
//!
//! Two times are told: what the clock shows, and what the processor worked. On a machine that does other things
//! as well, only the second tells something.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// So many names the lexicon holds.
const NAMES: usize = 50_000;

/// Sizes in MB, unless the environment names others.
const SIZES: &str = "1,10,100";

/// How often each measurement is made; the median counts.
const RUNS: usize = 3;

/// The ticks of a second in `/proc`, the same on every Linux.
const TICKS: f64 = 100.0;

fn main() {
    let folder = tempfile::tempdir().expect("a folder for the texts");
    let ontology = folder.path().join("ontology");
    let invented = lexicon(&ontology);
    println!("lexicon: {NAMES} names, {invented} of them invented");
    let hello = folder.path().join("hello.txt");
    fs::write(
        &hello,
        "UNESCO launched the Open Schools Program in 2010.\n",
    )
    .expect("written");
    let plain = median(|| run(&hello, None, 1));
    let filled = median(|| run(&hello, Some(&ontology), 1));
    println!(
        "start-up: {:.0} ms with the built-in lexicon, {:.0} ms with {NAMES} names",
        plain.clock.as_secs_f64() * 1e3,
        filled.clock.as_secs_f64() * 1e3
    );
    println!();
    println!(
        "{:>9} {:>9} {:>7} {:>9} {:>9} {:>7} {:>8}",
        "MB", "documents", "threads", "clock s", "worked s", "MB/s", "peak MB"
    );
    let sizes = std::env::var("TRIPOLIS_BENCH_MB").unwrap_or_else(|_| SIZES.to_owned());
    for size in sizes
        .split(',')
        .filter_map(|size| size.trim().parse::<f64>().ok())
    {
        let bytes = (size * 1e6) as usize;
        let many = folder.path().join(format!("text-{size}"));
        let documents = write_documents(&many, bytes);
        for threads in [1, 2] {
            report(&many, &ontology, documents, threads);
        }
        // The largest document that is read has 64 MiB.
        if bytes <= 60_000_000 {
            let one = folder.path().join(format!("text-{size}.txt"));
            join(&many, &one);
            report(&one, &ontology, 1, 1);
        }
        fs::remove_dir_all(&many).expect("removed");
    }
}

/// Measures one text and prints its row.
fn report(text: &Path, ontology: &Path, documents: usize, threads: usize) {
    let size = size_of(text) as f64 / 1e6;
    let found = median(|| run(text, Some(ontology), threads));
    let seconds = found.clock.as_secs_f64();
    println!(
        "{size:>9.1} {documents:>9} {threads:>7} {seconds:>9.2} {:>9.2} {:>7.1} {:>8.0}",
        found.worked,
        size / seconds,
        found.peak as f64 / 1e3,
    );
}

/// What one run took.
#[derive(Clone, Copy, Debug)]
struct Found {
    clock: Duration,
    /// Seconds of processor time.
    worked: f64,
    /// The most memory held, in kB.
    peak: u64,
}

fn median(measure: impl Fn() -> Found) -> Found {
    let mut runs: Vec<Found> = (0..RUNS).map(|_| measure()).collect();
    runs.sort_by_key(|found| found.clock);
    runs[RUNS / 2]
}

/// Converts a text, its output thrown away.
fn run(text: &Path, ontology: Option<&Path>, threads: usize) -> Found {
    let start = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tripolis"));
    command.arg("convert").arg(text).args(["--to", "nquads"]);
    if let Some(ontology) = ontology {
        command.arg("--ontology").arg(ontology);
    }
    let mut child = command
        .env("RAYON_NUM_THREADS", threads.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("tripolis starts");
    let process = PathBuf::from(format!("/proc/{}", child.id()));
    let (mut peak, mut worked) = (0, 0.0);
    // What has ended stays in /proc until it is waited for.
    loop {
        let now = Stat::read(&process);
        peak = peak.max(high_water(&process));
        worked = now.worked.max(worked);
        if now.ended {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let clock = start.elapsed();
    let status = child.wait().expect("tripolis ends");
    assert!(status.success(), "tripolis convert failed: {status}");
    Found {
        clock,
        worked,
        peak,
    }
}

/// What `/proc/PID/stat` tells of a process.
struct Stat {
    ended: bool,
    worked: f64,
}

impl Stat {
    fn read(process: &Path) -> Self {
        let text = fs::read_to_string(process.join("stat")).unwrap_or_default();
        // The name in brackets may hold blanks; behind it come the state and, as 12th and 13th, the times.
        let fields: Vec<&str> = text
            .rsplit(')')
            .next()
            .unwrap_or("")
            .split_whitespace()
            .collect();
        let ticks = |at: usize| -> f64 {
            fields
                .get(at)
                .and_then(|field| field.parse().ok())
                .unwrap_or(0.0)
        };
        Self {
            ended: fields.first().is_none_or(|state| *state == "Z"),
            worked: (ticks(11) + ticks(12)) / TICKS,
        }
    }
}

/// The most memory a process held so far, in kB.
fn high_water(process: &Path) -> u64 {
    let status = fs::read_to_string(process.join("status")).unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// Writes documents of `bytes` bytes in all into a folder; their number.
fn write_documents(folder: &Path, bytes: usize) -> usize {
    let originals = originals();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    fs::create_dir_all(folder).expect("a folder");
    let (mut written, mut count) = (0, 0);
    while written < bytes {
        let (extension, paragraphs) = &originals[random.below(originals.len())];
        let mut order: Vec<&String> = paragraphs.iter().collect();
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        let text = order
            .iter()
            .fold(String::new(), |text, paragraph| text + paragraph + "\n\n");
        fs::write(folder.join(format!("{count:06}.{extension}")), &text).expect("written");
        written += text.len();
        count += 1;
    }
    count
}

/// The project's documents as paragraphs, with their extensions.
fn originals() -> Vec<(String, Vec<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = ["data", "tests/review"]
        .iter()
        .flat_map(|folder| fs::read_dir(root.join(folder)).expect("a folder of documents"))
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let extension = path.extension().unwrap_or_default();
            (extension == "txt" || extension == "md") && !path.ends_with("README.md")
        })
        .collect();
    paths.sort();
    let document = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a document");
        let extension = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        (
            extension,
            text.split("\n\n")
                .map(|part| part.trim_end().to_owned())
                .collect(),
        )
    };
    paths.iter().map(document).collect()
}

/// All documents of a folder as one.
fn join(folder: &Path, file: &Path) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the texts")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    let mut all = String::new();
    for path in paths {
        all += &fs::read_to_string(path).expect("a text");
    }
    fs::write(file, all).expect("written");
}

fn size_of(path: &Path) -> u64 {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("a folder");
        entries
            .filter_map(|entry| Some(entry.ok()?.metadata().ok()?.len()))
            .sum()
    } else {
        fs::metadata(path).map_or(0, |known| known.len())
    }
}

/// Writes an ontology folder with as many invented names as the built-in lexicon lacks; their number.
fn lexicon(folder: &Path) -> usize {
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology/lexicon");
    let known: usize = fs::read_dir(built_in)
        .expect("the lexicon")
        .filter_map(|entry| fs::read_to_string(entry.ok()?.path()).ok())
        // Nearly all that stands in quotes is a name.
        .map(|text| text.matches('"').count() / 2)
        .sum();
    let missing = NAMES.saturating_sub(known);
    let mut text = String::from(
        "@prefix entity: <https://w3id.org/tripolis/entity/> .\n\
         @prefix pol: <https://w3id.org/tripolis/ontology#> .\n\
         @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n",
    );
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    // Four names an entry: "Rokamu Tisel Institute".
    for entry in 0..missing.div_ceil(4) {
        let name = |random: &mut Random| {
            format!(
                "{} {} {}",
                word(random),
                word(random),
                HEADS[random.below(HEADS.len())]
            )
        };
        let names: Vec<String> = (0..4.min(missing - entry * 4))
            .map(|_| name(&mut random))
            .collect();
        let others: String = names[1..].iter().fold(String::new(), |mut text, name| {
            let _ = write!(text, " ;\n    skos:altLabel \"{name}\"@en");
            text
        });
        let _ = write!(
            text,
            "\nentity:invented-{entry} a skos:Concept , pol:Company ;\n    skos:prefLabel \"{}\"@en{others} .\n",
            names[0]
        );
    }
    let path = folder.join("lexicon");
    fs::create_dir_all(&path).expect("a folder");
    fs::write(path.join("invented.ttl"), text).expect("written");
    missing
}

/// Last words of invented names.
const HEADS: &[&str] = &[
    "Institute",
    "Bank",
    "Telecom",
    "Foundation",
    "Systems",
    "Group",
    "University",
    "Agency",
];

/// An invented word: "Rokamu".
fn word(random: &mut Random) -> String {
    let mut word = String::new();
    for _ in 0..2 + random.below(3) {
        word.push(char::from(b"bcdfghklmnprstvz"[random.below(16)]));
        word.push(char::from(b"aeiou"[random.below(5)]));
    }
    word[..1].to_uppercase() + &word[1..]
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
