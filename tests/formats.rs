//! Every format: the same content gives the same facts, a document says the same of itself, other languages are told
//! apart, and files that were made to do harm are refused with a reason and in bounded time.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tripolis::read::{self, Document, Limits, SourceFormat};

/// A refusal may take so long, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(90);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

/// The files of a folder below `tests/formats`, in order.
fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("the folder is there");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}

fn tripolis(arguments: &[&str], paths: &[&Path], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tripolis"))
        .args(arguments)
        .args(paths)
        .current_dir(folder)
        .env_remove("TRIPOLIS_STORE")
        .output()
        .expect("the command runs")
}

fn convert(path: &Path) -> Output {
    tripolis(&["convert", "--to", "tsv"], &[path], &root())
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Subject, property and object of each fact, entities by their first label.
fn facts(output: &Output) -> BTreeSet<[String; 3]> {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let rows: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    let name = |id: &str| {
        let entity = rows.iter().find(|row| row[0] == "E" && row[1] == id);
        entity
            .map_or(id, |row| row[3].split(" | ").next().unwrap_or(id))
            .to_owned()
    };
    rows.iter()
        .filter(|row| row[0] == "F")
        .map(|row| [name(row[1]), row[2].to_owned(), name(row[3])])
        .collect()
}

#[test]
fn the_same_content_gives_the_same_facts_in_every_format() {
    let plain = convert(&root().join("given/profile.txt"));
    let wanted = facts(&plain);
    assert!(wanted.len() > 20, "{wanted:?}");
    let readable = |file: &PathBuf| {
        let needs_feature = file
            .extension()
            .is_some_and(|extension| extension == "parquet");
        cfg!(feature = "parquet") || !needs_feature
    };
    let bulk = files("bulk/given").into_iter().filter(readable);
    for file in files("given").into_iter().chain(bulk) {
        let output = convert(&file);
        assert!(
            output.status.success(),
            "{}: {}",
            file.display(),
            errors(&output)
        );
        let found = facts(&output);
        let missing: Vec<_> = wanted.difference(&found).collect();
        let more: Vec<_> = found.difference(&wanted).collect();
        assert!(
            missing.is_empty() && more.is_empty(),
            "{}:\n missing {missing:?}\n more {more:?}",
            file.display()
        );
    }
}

fn document(name: &str) -> Document {
    let bytes = fs::read(root().join("given").join(name)).expect("the file is there");
    Document::read(name, name, &bytes).expect(name)
}

#[test]
fn a_document_says_the_same_of_itself_in_every_format() {
    for name in [
        "page.html",
        "page-1252.html",
        "page.html.gz",
        "profile.epub",
        "profile.eml",
    ] {
        let about = document(name).about;
        assert_eq!(
            about.title.as_deref(),
            Some("The Bright Desk Project"),
            "{name}"
        );
        assert_eq!(about.date.as_deref(), Some("2015-06-18"), "{name}");
        assert_eq!(
            about.publisher.as_deref(),
            Some("Foundation for Learning"),
            "{name}"
        );
    }
    let page = document("page.html");
    assert_eq!(page.about.language.as_deref(), Some("en"));
    assert_eq!(
        page.about.address.as_deref(),
        Some("https://learning.example.org/projects/bright-desk")
    );
    assert_eq!(page.id.as_str(), "page");
    assert_eq!(document("page.html.gz").id.as_str(), "page");
}

#[test]
fn what_stands_around_the_content_of_a_page_is_left_out() {
    let text = document("page.html").text;
    for word in [
        "cookie", "Google", "Home", "Share", "Amazon", "Apple", "Oracle", "Blue Pen",
    ] {
        assert!(!text.contains(word), "{word} in:\n{text}");
    }
    assert!(
        text.starts_with("The Bright Desk Project\n\nThe Bright Desk Project was launched"),
        "{text}"
    );
    assert!(text.contains("\n\n- Orange Moldova\n- Swedish"), "{text}");
    assert!(
        text.contains("\nFirst Steps Project\tWorld Bank\t2011\n"),
        "{text}"
    );
}

#[test]
fn a_message_names_what_is_attached_to_it() {
    let output = convert(&root().join("given/profile.eml"));
    assert!(
        errors(&output).contains("`annex.pdf` is attached"),
        "{}",
        errors(&output)
    );
}

#[test]
fn the_passage_of_a_fact_names_its_heading_or_chapter() {
    let folder = TempDir::new().expect("a folder");
    let page = root().join("given/page.html");
    let done = tripolis(&["ingest", "--quiet"], &[&page], folder.path());
    assert!(done.status.success(), "{}", errors(&done));
    let told = tripolis(&["explain", "First Steps Project"], &[], folder.path());
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(
        told.contains("The Bright Desk Project, “Phases” "),
        "{told}"
    );
}

#[test]
fn blocks_of_html_stay_apart_and_records_stay_whole() {
    let page = "<!doctype html><body><h1>Nepal<br>Profile</h1><p>One<br>Two<p>goes on<br>here</p>\
        <dl><dt>Capital:</dt><dd>Kathmandu</dd><dt>Partners</dt><dd>UNESCO</dd><dd>UNICEF</dd></dl>\
        <table><tr><th colspan=2>Facts</th></tr><tr><th>Area</th><td>147,516 km²</td></tr></table>\
        <table><tr><th>Year<th>Project</tr><tr><td rowspan=2>2011<td>A</tr><tr><td>B</tr></table>\
        <ul><li>x<ul><li>y</li></ul></li></ul><div>a<span>b</span></div><div>c</div><pre>d\ne</pre>";
    let text = Document::read("n", "n.html", page.as_bytes())
        .expect("a page")
        .text;
    assert_eq!(
        text,
        "Nepal Profile\n\nOne\nTwo\n\ngoes on here\n\nCapital: Kathmandu\nPartners: UNESCO\nPartners: UNICEF\n\n\
         Facts\n\nArea: 147,516 km²\n\nYear\tProject\n2011\tA\n2011\tB\n\n- x\n- y\n\nab\n\nc\n\nd e\n"
    );
}

#[test]
fn encodings_are_declared_or_guessed() {
    let text = "Министерство образования и науки начало проект. ".repeat(8);
    let (cyrillic, _, _) = encoding_rs::WINDOWS_1251.encode(&text);
    let guessed = Document::read("c", "c.txt", &cyrillic).expect("a text");
    assert_eq!(guessed.text, text);
    assert_eq!(guessed.notes.len(), 1);
    let head = "<html><head><meta http-equiv='Content-Type' content='text/html; charset=koi8-r'></head><body>";
    let (body, _, _) = encoding_rs::KOI8_R.encode(&text);
    let page = [head.as_bytes(), &body].concat();
    let declared = Document::read("k", "k.html", &page).expect("a page");
    assert_eq!(declared.text.trim(), text.trim());
    assert!(declared.notes.is_empty());
    let wide: Vec<u8> = "Intel joined in 2010."
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let wide = Document::read("w", "w.txt", &wide).expect("a text");
    assert_eq!(wide.text, "Intel joined in 2010.");
}

#[test]
fn formats_are_told_by_content_before_name() {
    for file in files("given") {
        let bytes = fs::read(&file).expect("a file");
        let name = file
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let named = read::Opened::new(&name, &bytes, &Limits::default()).expect("a file");
        let bare = read::Opened::new("-", &bytes, &Limits::default()).expect("a file");
        if !matches!(named.format, SourceFormat::Mail | SourceFormat::Csv)
            && !name.starts_with("profile.html")
        {
            assert_eq!(bare.format, named.format, "{name}");
        }
    }
}

#[test]
fn other_languages_are_reported_and_not_misread() {
    let texts = files("languages");
    assert!(texts.len() >= 10);
    for file in &texts {
        let output = convert(file);
        let stem = file
            .file_stem()
            .expect("a stem")
            .to_string_lossy()
            .into_owned();
        let errors = errors(&output);
        assert_eq!(output.status.code(), Some(1), "{errors}");
        assert!(
            errors
                .to_lowercase()
                .contains(&format!("this is {stem}; only english")),
            "{errors}"
        );
        assert!(
            errors.contains("hint: ") && errors.contains("--any-language"),
            "{errors}"
        );
        assert!(output.stdout.is_empty());
    }
    let all: Vec<&Path> = texts.iter().map(PathBuf::as_path).collect();
    let forced = tripolis(&["convert", "--to", "tsv", "--any-language"], &all, &root());
    assert!(forced.status.success(), "{}", errors(&forced));
}

#[test]
fn english_with_foreign_names_mixed_and_short_texts_stay() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        project.join("data"),
        project.join("tests/review"),
        root().join("mixed"),
    ];
    let mut seen = 0;
    for folder in folders {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.to_string_lossy().into_owned();
            if name.ends_with(".txt") || name.ends_with(".md") {
                let text = fs::read_to_string(&path).expect("a text");
                assert_eq!(read::foreign(&text), None, "{name}");
                seen += 1;
            }
        }
    }
    assert!(seen > 40, "{seen}");
    assert_eq!(
        read::foreign("Le ministère a lancé le projet en 2011."),
        None
    );
}

/// A page of so many nested elements.
fn nested(open: &str, count: usize) -> Vec<u8> {
    format!("<html><body>{}Intel joined.", open.repeat(count)).into_bytes()
}

#[test]
fn hostile_files_are_refused_with_a_reason_and_in_bounded_time() {
    use std::io::Write;
    let folder = TempDir::new().expect("a folder");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..300 {
        gzip.write_all(&vec![b' '; 1 << 20]).expect("memory");
    }
    let bomb = gzip.finish().expect("memory");
    let frame = zstd::encode_all(&vec![b'a'; 200 << 20][..], 3).expect("memory");
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("bomb.txt.gz", bomb.clone(), "unpacks to more than 200 times"),
        ("bomb.txt.zst", frame, "unpacks to more than 200 times"),
        ("broken.txt.gz", bomb[..bomb.len() / 2].to_vec(), "times its size"),
        ("torn.txt.gz", fs::read(root().join("given/page.html.gz")).expect("a file")[..600].to_vec(), "cannot be unpacked"),
        ("deep.html", nested("<div>", 100_000), "nested more than"),
        ("tables.html", nested("<table><tr><td>", 100_000), "nested more than"),
        ("lists.html", nested("<ul><li>", 100_000), "nested more than"),
        ("bold.html", nested("<p><b>", 100_000), "nested more than"),
        ("endless.html", nested("<table>", 1).into_iter().chain("<tr><td>a<td>b".repeat(600_000).into_bytes()).collect(), "more than 1000000 blocks"),
        ("entity.xhtml", b"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><body>&x;</body></html>".to_vec(), "entities of its own"),
        ("large.txt", vec![b'a'; (64 << 20) + 1], "larger than 64 MiB"),
        ("book.epub", b"PK\x03\x04 and no more".to_vec(), "no sound EPUB"),
        ("empty.html", b"<html><body><script>1</script></body></html>".to_vec(), "the document is empty"),
    ];
    for (name, bytes, reason) in cases {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("the folder is writable");
        let start = Instant::now();
        let output = convert(&path);
        let told = errors(&output);
        assert_eq!(output.status.code(), Some(1), "{name}: {told}");
        // On a busy machine the clock may be the first to refuse.
        let refused = told.contains(reason) || told.contains("takes more than 60 seconds");
        assert!(refused && told.contains("hint: "), "{name}: {told}");
        assert!(start.elapsed() < PATIENCE, "{name}: {:?}", start.elapsed());
        fs::remove_file(&path).expect("the file is there");
    }
}

#[test]
fn a_huge_attribute_does_no_harm() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("attribute.html");
    let page = format!(
        "<p title=\"{}\">Intel launched the Bright Desk Project.</p>",
        "x".repeat(8 << 20)
    );
    fs::write(&path, page).expect("the folder is writable");
    let output = convert(&path);
    assert!(facts(&output).len() == 1, "{}", errors(&output));
}

#[test]
fn what_fails_in_a_folder_is_named_and_the_rest_is_done() {
    let folder = TempDir::new().expect("a folder");
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join("in").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(path, bytes).expect("writable");
    };
    for name in ["page.html", "profile.epub", "text.eml"] {
        put(
            name,
            &fs::read(root().join("given").join(name)).expect("a file"),
        );
    }
    // The same name in another format, and other content.
    put(
        "page.txt",
        b"Intel launched the Quiet Room Project in 2016.\n",
    );
    put("bomb.html", &nested("<div>", 2000));
    put(
        "french.txt",
        &fs::read(root().join("languages/french.txt")).expect("a file"),
    );
    put("picture.png", b"\x89PNG\r\n");
    let done = tripolis(
        &["ingest", "--allow-duplicates"],
        &[Path::new("in")],
        folder.path(),
    );
    let (told, said) = (
        errors(&done),
        String::from_utf8_lossy(&done.stdout).into_owned(),
    );
    assert_eq!(done.status.code(), Some(1), "{told}");
    assert!(
        told.contains("in/bomb.html: its parts are nested"),
        "{told}"
    );
    assert!(told.contains("in/french.txt: this is French"), "{told}");
    assert!(!told.contains("picture"), "{told}");
    for name in ["page ", "page-txt ", "profile ", "text "] {
        assert!(said.contains(name), "{name} in {said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_ends_with_the_process_that_waits_for_it() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("long.html");
    let rows = "<tr><td>a<td>b<td>c<td>d".repeat(200_000);
    fs::write(&path, format!("<table>{rows}")).expect("the folder is writable");
    let mut parent = Command::new(env!("CARGO_BIN_EXE_tripolis"))
        .args(["convert", "--to", "tsv"])
        .arg(&path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command runs");
    let started = Instant::now();
    let worker = loop {
        if let Some(worker) = worker_of(parent.id()) {
            break Some(worker);
        }
        if parent.try_wait().expect("a state").is_some() || started.elapsed() > PATIENCE {
            break None;
        }
        sleep(Duration::from_millis(2));
    };
    parent.kill().expect("it may be ended");
    parent.wait().expect("it ended");
    let worker = worker.expect("a worker reads the page");
    let killed = Instant::now();
    while is_worker(worker) {
        assert!(killed.elapsed() < PATIENCE, "the worker goes on");
        sleep(Duration::from_millis(10));
    }
    assert!(
        killed.elapsed() < Duration::from_secs(5),
        "{:?}",
        killed.elapsed()
    );
}

/// The worker process that a process started.
#[cfg(target_os = "linux")]
fn worker_of(parent: u32) -> Option<u32> {
    let threads = fs::read_dir(format!("/proc/{parent}/task")).ok()?;
    threads.flatten().find_map(|thread| {
        let children = fs::read_to_string(thread.path().join("children")).ok()?;
        let mut children = children.split_whitespace().filter_map(|id| id.parse().ok());
        children.find(|child| is_worker(*child))
    })
}

#[cfg(target_os = "linux")]
fn is_worker(process: u32) -> bool {
    fs::read(format!("/proc/{process}/cmdline")).is_ok_and(|line| line.ends_with(b"read-worker\0"))
}
