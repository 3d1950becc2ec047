//! Office documents and sheets: the same content gives the same facts, and what is broken or hostile is refused.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tripolis::iri::Base;
use tripolis::pipeline::{Engine, KnowledgeFiles};
use tripolis::read::{At, Document, ReadError, SourceFormat};
use tripolis::triple::rows;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

fn read(path: &str) -> Result<Document, ReadError> {
    let bytes = std::fs::read(folder().join(path)).expect(path);
    Document::read(path, path, &bytes)
}

/// The facts of a document, entities by their labels: subject, property, object.
fn facts(engine: &Engine, path: &str) -> BTreeSet<String> {
    let document = read(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let found = engine.extract(&document).output;
    let text = rows(&document, &found, engine.knowledge().ontology);
    let rows: Vec<Vec<&str>> = text.lines().map(|row| row.split('\t').collect()).collect();
    let label = |id: &str| {
        let row = rows.iter().find(|row| row[0] == "E" && row[1] == id);
        row.map_or_else(|| id.to_owned(), |row| row[3].to_owned())
    };
    let facts = rows.iter().filter(|row| row[0] == "F");
    facts
        .map(|row| format!("{} {} {}", label(row[1]), row[2], label(row[3])))
        .collect()
}

#[test]
fn the_same_content_gives_the_same_facts() {
    let engine =
        Engine::new(KnowledgeFiles::built_in(), Base::default()).expect("the knowledge is sound");
    let groups: [(&str, &[&str]); 2] = [
        (
            "office/strategy.md",
            &[
                "office/strategy.docx",
                "office/strategy.odt",
                "office/saved/strategy.docx",
                "office/saved/strategy.odt",
                "office/saved/strategy.pdf",
                "office/page.pdf",
                "office/columns.pdf",
            ],
        ),
        (
            "office/partners.csv",
            &[
                "office/partners.xlsx",
                "office/partners.xls",
                "office/partners.ods",
                "office/semicolons.csv",
            ],
        ),
    ];
    for (source, others) in groups {
        let told = facts(&engine, source);
        assert!(told.len() > 10, "{source}: {told:?}");
        for other in others {
            let found = facts(&engine, other);
            let lost: Vec<&String> = told.difference(&found).collect();
            let new: Vec<&String> = found.difference(&told).collect();
            assert!(
                lost.is_empty() && new.is_empty(),
                "{other}: lost {lost:?}, new {new:?}"
            );
        }
    }
}

#[test]
fn pages_are_told_and_their_headers_dropped() {
    let document = read("office/page.pdf").expect("a sound PDF");
    assert_eq!(document.places[0].at, At::Page(1));
    assert!(!document.text.contains("Page 1 of"), "{}", document.text);
    assert!(
        document
            .text
            .contains("official offices, efficient workflows and affluent suburbs")
    );
    assert_eq!(document.about.title.as_deref(), Some("Schools on the Line"));
    let sheet = read("office/partners.xlsx").expect("a sound workbook");
    assert_eq!(sheet.places[0].at, At::Sheet("partners".to_owned()));
    assert!(sheet.text.contains("2014-03-01"), "{}", sheet.text);
}

#[test]
fn broken_and_hostile_documents_are_refused() {
    let refused = |path: &str| read(path).map(|document| document.text).expect_err(path);
    for path in ["cut.docx", "cut.odt", "cut.xlsx", "cut.pdf"] {
        let error = refused(&format!("hostile/{path}"));
        assert!(
            matches!(error, ReadError::Damaged { .. }),
            "{path}: {error}"
        );
    }
    for path in ["bomb.docx", "bomb.xlsx"] {
        let error = refused(&format!("hostile/{path}"));
        assert!(matches!(error, ReadError::Ratio { .. }), "{path}: {error}");
    }
    assert!(matches!(
        refused("hostile/deep.docx"),
        ReadError::Nesting { .. }
    ));
    assert!(matches!(
        refused("hostile/endless.ods"),
        ReadError::Blocks { .. }
    ));
    assert_eq!(
        refused("hostile/entity.docx"),
        ReadError::External(SourceFormat::Docx)
    );
    assert_eq!(
        refused("hostile/laughs.odt"),
        ReadError::External(SourceFormat::Odt)
    );
    assert_eq!(
        refused("hostile/locked.pdf"),
        ReadError::Encrypted(SourceFormat::Pdf)
    );
    assert_eq!(
        refused("hostile/scan.pdf"),
        ReadError::Pictures(SourceFormat::Pdf)
    );
    assert_eq!(refused("hostile/loop.pdf"), ReadError::Empty);
    assert_eq!(refused("hostile/form.pdf"), ReadError::Empty);
}

#[test]
fn empty_cells_without_end_take_no_room() {
    assert_eq!(
        read("hostile/empty.ods").expect("one cell").text.trim(),
        "x"
    );
    let wide = read("hostile/wide.xlsx").expect("a sheet with a cell at its far end");
    assert!(wide.text.contains("Open Class Project"));
}
