//! Holds the reading of bulk files to what their makers put in: documents, identifiers, faults with their numbers, limits.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use tripolis::iri::DocumentId;
#[cfg(feature = "parquet")]
use tripolis::read::bulk::BulkError;
use tripolis::read::bulk::{self, FieldNames, Input, Member, MemberError, Members};
use tripolis::read::{Limits, SourceFormat};

const TEXT: &str = "In 2009 the Ministry of Education of Kenya launched the National PC Project.";

fn members(format: SourceFormat, bytes: impl Into<Vec<u8>>) -> Vec<Result<Member, MemberError>> {
    let stream =
        bulk::unpacked(Cursor::new(bytes.into()), &Limits::default()).expect("bytes can be read");
    let names = FieldNames::default();
    let members = Members::open(format, Input::Stream(stream), names, &Limits::default());
    members.expect("a bulk file").collect()
}

fn texts(found: &[Result<Member, MemberError>]) -> Vec<(u64, &str)> {
    let read = found.iter().filter_map(|member| member.as_ref().ok());
    read.map(|member| {
        (
            member.number,
            std::str::from_utf8(&member.bytes).expect("a text"),
        )
    })
    .collect()
}

fn faults(found: &[Result<Member, MemberError>]) -> Vec<(u64, String)> {
    let refused = found.iter().filter_map(|member| member.as_ref().err());
    refused
        .map(|fault| (fault.number, fault.to_string()))
        .collect()
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/formats/bulk")
        .join(name)
}

fn tripolis(args: &[&str], input: impl FnOnce(&mut dyn Write) + Send) -> Output {
    run(
        Command::new(env!("CARGO_BIN_EXE_tripolis")).args(args),
        input,
    )
}

/// Runs the command with so many KiB of address space: more than that, and it dies.
#[cfg(target_os = "linux")]
fn tripolis_within(kib: u64, args: &[&str], input: impl FnOnce(&mut dyn Write) + Send) -> Output {
    let script = format!("ulimit -d {kib} && exec \"$0\" \"$@\"");
    run(
        Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_tripolis")])
            .args(args),
        input,
    )
}

fn run(command: &mut Command, input: impl FnOnce(&mut dyn Write) + Send) -> Output {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("its input is a pipe");
    thread::scope(|scope| {
        // It may end before it has read all: then writing fails, and that is what the test looks at.
        scope.spawn(move || input(&mut stdin));
        child.wait_with_output().expect("the command ends")
    })
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn json_lines_tell_documents_and_faults_by_line() {
    let file = format!(
        "{{\"id\": 7, \"text\": \"{TEXT}\", \"title\": \"Kenya\", \"date\": \"2013-05-01T10:00:00Z\", \"lang\": \"en\"}}\n\
         \n\
         {{\"text\": \"no end\n\
         [1, 2]\n\
         {{\"id\": \"b\", \"summary\": \"none\", \"text\": \" \"}}\n\
         {{\"url\": \"https://example.org/a?b=1.5\", \"meta\": {{\"text\": [[[]]]}}, \"content\": \"Second.\"}}\n\
         {{\"html\": \"<p>Third.</p>\"}}"
    );
    let found = members(SourceFormat::JsonLines, file);
    assert_eq!(
        texts(&found),
        [(1, TEXT), (6, "Second."), (7, "<p>Third.</p>")]
    );
    let faults = faults(&found);
    assert_eq!(
        faults.iter().map(|(line, _)| *line).collect::<Vec<_>>(),
        [3, 4, 5]
    );
    assert!(faults[0].1.starts_with("column 16: "), "{faults:?}");
    assert!(faults[1].1.contains("expected an object"), "{faults:?}");
    assert!(
        faults[2].1.contains("no field holds a text") && faults[2].1.contains("it has `summary`"),
        "{faults:?}"
    );
    let read: Vec<&Member> = found.iter().flatten().collect();
    assert_eq!(read[0].about.title.as_deref(), Some("Kenya"));
    assert_eq!(read[0].about.date.as_deref(), Some("2013-05-01"));
    assert_eq!(read[0].about.language.as_deref(), Some("en"));
    let file = DocumentId::new("news.jsonl");
    let ids: Vec<String> = read
        .iter()
        .map(|member| member.id(&file).to_string())
        .collect();
    assert_eq!(ids, ["7", "example-org/a-b-1-5", "news/7"]);
}

#[test]
fn identifiers_of_keys_are_short_and_apart() {
    let id = |key: &str| DocumentId::of_key(key).to_string();
    assert_eq!(
        id("https://www.gov.example/EN/policy.html"),
        "www-gov-example/en/policy-html"
    );
    assert_eq!(id("urn:uuid:75ec253c-49c3"), "urn-uuid-75ec253c-49c3");
    let long = |last: char| format!("https://example.org/{}{last}", "é/".repeat(400));
    let (one, other) = (id(&long('1')), id(&long('2')));
    assert!(
        one.len() < 130 && one.starts_with("example-org/e/e") && one != other,
        "{one}, {other}"
    );
    assert!(id("///") != id("//") && !id("//").is_empty());
}

#[test]
fn fields_can_be_named() {
    let line = format!(
        "{{\"id\": 1, \"key\": \"k\", \"text\": \"A summary.\", \"article\": \"{TEXT}\"}}\n"
    );
    let stream = bulk::unpacked(Cursor::new(line.clone()), &Limits::default()).expect("bytes");
    let names = FieldNames {
        text: Some("article".into()),
        id: Some("key".into()),
    };
    let members = Members::open(
        SourceFormat::JsonLines,
        Input::Stream(stream),
        names,
        &Limits::default(),
    );
    let found: Vec<_> = members.expect("a bulk file").collect();
    assert_eq!(texts(&found), [(1, TEXT)]);
    assert_eq!(
        found[0].as_ref().expect("a document").key.as_deref(),
        Some("k")
    );

    let output = tripolis(
        &[
            "convert",
            "-",
            "--from",
            "jsonl",
            "--text-field",
            "article",
            "--id-field",
            "key",
            "--to",
            "nquads",
        ],
        |stdin| stdin.write_all(line.as_bytes()).expect("the command reads"),
    );
    assert!(output.status.success(), "{}", words(&output.stderr));
    assert!(words(&output.stdout).contains("/doc/k/provenance>"));
}

#[test]
fn packed_lines_are_unpacked_and_bombs_are_refused() {
    let line = format!("{{\"text\": \"{TEXT}\"}}\n");
    let zstd = zstd::encode_all(line.as_bytes(), 3).expect("packed");
    assert_eq!(texts(&members(SourceFormat::JsonLines, zstd)), [(1, TEXT)]);
    let zeros = zstd::encode_all(&*vec![b' '; 64 << 20], 3).expect("packed");
    let found = members(SourceFormat::JsonLines, zeros);
    assert!(
        matches!(&found[..], [Err(fault)] if fault.to_string().contains("200 times its size")),
        "{found:?}"
    );
}

/// A record of a web archive that says it is `length` bytes long.
fn record(kind: &str, uri: &str, length: usize, body: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{uri}>\r\nWARC-Date: 2024-05-01T12:00:00Z\r\n\
         Content-Type: text/plain\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
    )
}

fn whole(uri: &str, body: &str) -> String {
    record("resource", uri, body.len(), body)
}

#[test]
fn records_that_lie_about_their_length_cost_no_others() {
    let huge = record("resource", "urn:huge", 1 << 60, "Huge.");
    let long = record("resource", "urn:long", 260, "Long.");
    let short = record("resource", "urn:short", 3, "Short, and cut.");
    let last = record("resource", "urn:last", 5000, "The last one.");
    let good = |n: u8| whole(&format!("urn:good:{n}"), TEXT);
    let file = [good(1), huge, good(2), long, good(3), short, good(4), last].concat();
    let found = members(SourceFormat::Warc, file);
    let read: Vec<&str> = found
        .iter()
        .flatten()
        .filter_map(|member| member.key.as_deref())
        .collect();
    assert_eq!(
        read,
        ["urn:good:1", "urn:good:2", "urn:good:3", "urn:good:4"]
    );
    let faults = faults(&found);
    assert_eq!(
        faults.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
        [2, 4, 6, 8],
        "{faults:?}"
    );
    assert!(
        faults[0].1.contains("1152921504606846976 bytes long"),
        "{faults:?}"
    );
    assert!(
        faults[1..]
            .iter()
            .all(|(_, fault)| fault.ends_with("does not end there")),
        "{faults:?}"
    );
}

#[test]
fn what_is_no_record_is_told_once_and_passed_over() {
    let file = format!(
        "{}no record\r\nat all\r\n{}WARC/1.0\r\nWARC-Type: resource\r\n",
        whole("urn:a", "A."),
        whole("urn:b", "B.")
    );
    let found = members(SourceFormat::Warc, file);
    assert_eq!(texts(&found), [(1, "A."), (3, "B.")]);
    let faults = faults(&found);
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert_eq!(faults[1], (4, "the file ends within its headers".into()));
}

#[test]
fn a_torn_content_coding_costs_its_own_record_alone() {
    let response = |uri: &str, coding: &str, body: &[u8]| {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: {coding}\r\n\r\n"
        );
        let fields = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nContent-Type: application/http\r\n\
             Content-Length: {}\r\n\r\n",
            head.len() + body.len()
        );
        [fields.as_bytes(), head.as_bytes(), body, b"\r\n\r\n"].concat()
    };
    let packed = zstd::encode_all(TEXT.as_bytes(), 3).expect("packed");
    let torn = &packed[..packed.len() / 2];
    let file = [
        response("urn:torn", "zstd", torn),
        // The two bytes of the format, and nothing that follows from them.
        response("urn:gzip", "gzip", b"\x1f\x8b\x08 no stream"),
        response("urn:whole", "zstd", &packed),
    ]
    .concat();
    let found = members(SourceFormat::Warc, file);
    assert_eq!(texts(&found), [(3, TEXT)]);
    let faults = faults(&found);
    assert_eq!(faults.len(), 2, "{faults:?}");
    for ((number, fault), (at, coding)) in faults.iter().zip([(1, "zstd"), (2, "gzip")]) {
        assert_eq!(*number, at);
        assert!(
            fault.contains(&format!("content coding `{coding}` is damaged")),
            "{fault}"
        );
    }
}

#[test]
fn a_file_of_lies_is_read_in_time_that_grows_with_it() {
    let file = record("resource", "urn:lie", 50 << 20, "A lie.").repeat(40_000);
    let found = members(SourceFormat::Warc, file);
    assert!(!found.is_empty() && found.iter().all(Result::is_err));
}

#[test]
fn archives_are_read_as_their_maker_wrote_them() {
    for name in ["profiles.warc", "profiles.warc.gz"] {
        let bytes = std::fs::read(fixture(name)).expect("a fixture");
        let found = members(SourceFormat::Warc, bytes);
        assert_eq!(faults(&found), []);
        let read: Vec<&Member> = found.iter().flatten().collect();
        let keys: Vec<&str> = read
            .iter()
            .filter_map(|member| member.key.as_deref())
            .collect();
        let names = [
            "kenya",
            "peru.html",
            "chunked",
            "brotli",
            "deflate",
            "latin",
            "ghana.md",
        ];
        assert_eq!(
            keys,
            names.map(|name| format!("https://example.org/{name}")),
            "{name}"
        );
        let formats: Vec<SourceFormat> = read.iter().map(|member| member.format).collect();
        use SourceFormat::{Html, Markdown, Text};
        assert_eq!(
            formats,
            [Text, Html, Html, Html, Html, Html, Markdown],
            "{name}"
        );
        for (member, country) in
            read[1..]
                .iter()
                .zip(["Peru", "Chile", "Bolivia", "Ecuador", "Côte d'Ivoire"])
        {
            let text = std::str::from_utf8(&member.bytes).expect("UTF-8");
            assert!(
                text.contains(&format!("<h1>{country}")) && text.trim_end().ends_with("</html>"),
                "{text}"
            );
        }
        assert!(
            read.iter()
                .all(|member| member.about.retrieved.as_deref() == Some("2024-05-01T12:00:00Z"))
        );
    }
}

#[cfg(feature = "parquet")]
#[test]
fn tables_are_read_row_by_row() {
    let open = |bytes: Vec<u8>, text: Option<&str>| {
        let stream = bulk::unpacked(Cursor::new(bytes), &Limits::default()).expect("bytes");
        let names = FieldNames {
            text: text.map(str::to_owned),
            id: None,
        };
        Members::open(
            SourceFormat::Parquet,
            Input::Stream(stream),
            names,
            &Limits::default(),
        )
    };
    for name in ["profiles.parquet", "profiles-snappy.parquet"] {
        let bytes = std::fs::read(fixture(name)).expect("a fixture");
        let found: Vec<_> = open(bytes.clone(), None).expect("a table").collect();
        let read: Vec<&Member> = found.iter().flatten().collect();
        let keys: Vec<_> = read
            .iter()
            .map(|member| (member.number, member.key.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(
            keys,
            [
                (1, "kenya-1"),
                (2, "ghana-2"),
                (3, "https://example.org/peru.html")
            ],
            "{found:?}"
        );
        let error = open(bytes.clone(), Some("article"))
            .err()
            .expect("no such column");
        assert!(matches!(error, BulkError::NoText { .. }), "{error}");
        assert!(open(bytes[..bytes.len() - 9].to_vec(), None).is_err());
    }
}

/// Whatever its reader makes of a broken table, it is told in words, and the process goes on.
#[cfg(feature = "parquet")]
#[test]
fn a_broken_table_does_no_harm() {
    let bytes = std::fs::read(fixture("profiles.parquet")).expect("a fixture");
    let folder = tempfile::tempdir().expect("a folder");
    let good = folder.path().join("z.txt");
    std::fs::write(&good, TEXT).expect("a file");
    for at in (3..bytes.len()).step_by(397) {
        let mut broken = bytes.clone();
        broken[at] ^= 0x55;
        let path = folder.path().join("a.parquet");
        std::fs::write(&path, &broken).expect("a file");
        let output = tripolis(
            &[
                "convert",
                folder.path().to_str().expect("a path"),
                "--to",
                "tsv",
            ],
            |_| {},
        );
        let told = words(&output.stderr);
        assert!(
            !told.contains("panicked") && matches!(output.status.code(), Some(0 | 1)),
            "byte {at}: {told}"
        );
        assert!(
            words(&output.stdout).contains("of Kenya launched"),
            "byte {at}: {told}"
        );
    }
}

#[test]
fn faults_and_twins_are_told_with_their_number_and_the_others_go_on() {
    let lines = format!(
        "{{\"id\": \"a\", \"text\": \"{TEXT}\"}}\nnone\n{{\"id\": \"A\", \"text\": \"Other.\"}}\n"
    );
    let output = tripolis(
        &["convert", "-", "--from", "jsonl", "--to", "tsv"],
        |stdin| {
            stdin
                .write_all(lines.as_bytes())
                .expect("the command reads");
        },
    );
    assert_eq!(output.status.code(), Some(1));
    let (rows, told) = (words(&output.stdout), words(&output.stderr));
    assert!(
        rows.contains("launchedBy") && !rows.contains("error"),
        "{rows}"
    );
    assert!(
        told.contains("error: -: line 2: column 2: expected"),
        "{told}"
    );
    assert!(
        told.contains("error: -/3: its name `a` is that of -/1 as well"),
        "{told}"
    );
    assert!(told.matches("hint: ").count() == 2, "{told}");
}

#[test]
fn a_bulk_file_gives_what_its_documents_give() {
    let kenya = "2009 - The National PC Project was launched by the Ministry of Education in partnership with HP.\n\n\
        The project reached 4,521 teachers by 2012.\n";
    let alone = tripolis(&["convert", "-", "--to", "tsv"], |stdin| {
        stdin
            .write_all(kenya.as_bytes())
            .expect("the command reads");
    });
    let alone = words(&alone.stdout);
    let mut files = vec![
        "profiles.jsonl",
        "profiles.jsonl.gz",
        "profiles.jsonl.zst",
        "profiles.warc",
        "profiles.warc.gz",
    ];
    if cfg!(feature = "parquet") {
        files.extend(["profiles.parquet", "profiles-snappy.parquet"]);
    }
    for name in files {
        let path = fixture(name);
        let output = tripolis(
            &["convert", path.to_str().expect("a path"), "--to", "tsv"],
            |_| {},
        );
        let rows = words(&output.stdout);
        assert!(
            alone.lines().count() > 5 && rows.starts_with(&alone),
            "{name}: {rows}\n{}",
            words(&output.stderr)
        );
        assert!(
            rows.contains("School Connectivity Program"),
            "{name}: {rows}"
        );
    }
}

#[test]
fn ingest_keeps_each_document_of_a_bulk_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("news.jsonl");
    let store = folder.path().join("store");
    let ingest = |second: &str| {
        let lines =
            format!("{{\"id\": \"a\", \"text\": \"{TEXT}\"}}\nnone\n{{\"text\": \"{second}\"}}\n");
        std::fs::write(&file, lines).expect("a file");
        let output = tripolis(
            &[
                "ingest",
                file.to_str().expect("a path"),
                "--store",
                store.to_str().expect("a path"),
            ],
            |_| {},
        );
        assert_eq!(output.status.code(), Some(1), "{}", words(&output.stderr));
        words(&output.stdout)
    };
    let report = ingest("The Ministry of Health of Chile launched the Vaccine Program.");
    assert!(
        report.contains("news/3")
            && report.contains("3 documents: 2 added, 0 changed, 0 unchanged, 1 refused"),
        "{report}"
    );
    // Without RocksDB a store is a file, which is written anew as a whole.
    let report = ingest("The Ministry of Health of Peru launched the Vaccine Program.");
    assert!(
        report.contains("0 added, 1 changed, 1 unchanged, 1 refused"),
        "{report}"
    );
}

/// Memory does not grow with a line or a file.
#[cfg(target_os = "linux")]
#[test]
fn a_line_of_a_gigabyte_is_refused_in_little_memory() {
    let output = tripolis_within(
        600 << 10,
        &["convert", "-", "--from", "jsonl", "--to", "tsv"],
        |stdin| {
            let piece = vec![b'a'; 1 << 20];
            stdin
                .write_all(b"{\"text\": \"")
                .expect("the command reads");
            for _ in 0..1024 {
                stdin.write_all(&piece).expect("the command reads");
            }
            write!(stdin, "\"}}\n{{\"text\": \"{TEXT}\"}}\n").expect("the command reads");
        },
    );
    let told = words(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(
        told.contains("error: -: line 1: the line is longer than 64 MiB"),
        "{told}"
    );
    assert!(words(&output.stdout).contains("launchedBy"));
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_number_of_documents() {
    let output = tripolis_within(
        300 << 10,
        &["convert", "-", "--from", "jsonl", "--to", "nquads"],
        |stdin| {
            let filler = "Nothing is said here. ".repeat(4000);
            for number in 0..600 {
                writeln!(
                    stdin,
                    "{{\"id\": {number}, \"text\": \"{TEXT}\", \"note\": \"{filler}\"}}"
                )
                .expect("the command reads");
            }
        },
    );
    assert!(output.status.success(), "{}", words(&output.stderr));
}
