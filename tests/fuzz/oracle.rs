//! What must hold whatever a reader or parser is given: one function a fuzz target.
//!
//! Each takes bytes and panics where something does not hold: a span that leaves the text or cuts a character, a
//! quote that is not what stands at its place, a second reading that gives something else.

use std::io::{Cursor, Write};
use std::sync::LazyLock;
use tripolis::identity::decision::Decisions;
use tripolis::iri::{Base, DocumentId};
use tripolis::lexicon::Lexicon;
use tripolis::mention::Knowledge;
use tripolis::ontology::Ontology;
use tripolis::pipeline::{Engine, KnowledgeFiles};
use tripolis::query::lexer;
use tripolis::query::named::NamedQuery;
use tripolis::query::prefixes::Prefixes;
use tripolis::query::{Query, QueryError};
use tripolis::read::bulk::{self, FieldNames, Input, Members};
use tripolis::read::{Document, Limits, Opened, SourceFormat};
use tripolis::relate::{Extraction, Object};
use tripolis::rules::Rules;
use tripolis::search::{Index, Marker, Question};
use tripolis::span::Span;
use tripolis::store::{DocumentGraphs, Store, Update};
use tripolis::{link, mention, relate, segment, triple, value};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// The built-in knowledge.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    Engine::new(KnowledgeFiles::built_in(), Base::default())
        .expect("the built-in knowledge is sound")
});

/// A store that holds the sample, and its search index.
static FOUND: LazyLock<(Store, Index)> = LazyLock::new(|| {
    let store = Store::memory().expect("memory takes it");
    let document = sample();
    let quads = ENGINE.quads(&document).output;
    let version = store.archive(&document, &quads).expect("memory takes it");
    let graphs = DocumentGraphs::new(ENGINE.base.document(&document.id), quads);
    let mut update = Update::default();
    update.put(&graphs.expect("its own graphs").archived_as(&version));
    store.apply(&update).expect("memory takes it");
    let index = Index::open(&store).expect("memory takes it");
    (store, index)
});

/// A text that shows most of what rules and names can find, for rules and names that were made up.
const SAMPLE: &str = "Sports and Schools\n\n2009 - The National PC Project was launched by the Ministry of Education in \
    partnership with HP, the World Bank (WB) and 12 schools of Kenya. It reached 4,521 teachers by 2012 and cost US$ 3.5 \
    million.\n\nFunder: World Bank\n\nArticle 147, Criminal Code. Slander. Whoever slanders is fined up to 500 euros or \
    imprisoned for six months.\n";

/// A fuzz target, or what a test holds stored cases to.
pub type Target = fn(&[u8]);

/// All targets by name, in alphabetical order.
pub const TARGETS: &[(&str, Target)] = &[
    ("csv", csv),
    ("decisions", decisions),
    ("docx", docx),
    ("epub", epub),
    ("html", html),
    ("jsonl", jsonl),
    ("lexicon", lexicon),
    ("mail", mail),
    ("markdown", markdown),
    ("ods", ods),
    ("odt", odt),
    ("pdf", pdf),
    ("query", query),
    ("rules", rules),
    ("search", search),
    ("text", text),
    ("values", values),
    ("warc", warc),
];

/// Plain text, all the way to quads.
pub fn text(bytes: &[u8]) {
    document("case.txt", bytes);
}

/// Markdown, all the way to quads.
pub fn markdown(bytes: &[u8]) {
    document("case.md", bytes);
}

/// HTML, all the way to quads.
pub fn html(bytes: &[u8]) {
    document("case.html", bytes);
}

/// A table of separated values, all the way to quads.
pub fn csv(bytes: &[u8]) {
    document("case.csv", bytes);
}

/// A message of electronic mail, all the way to quads.
pub fn mail(bytes: &[u8]) {
    document("case.eml", bytes);
}

/// A PDF, all the way to quads.
pub fn pdf(bytes: &[u8]) {
    document("case.pdf", bytes);
}

/// The body of a DOCX, all the way to quads.
pub fn docx(bytes: &[u8]) {
    document("case.docx", &zipped(&[("word/document.xml", bytes)]));
}

/// The body of an ODT, all the way to quads.
pub fn odt(bytes: &[u8]) {
    document("case.odt", &zipped(&[("content.xml", bytes)]));
}

/// The tables of an ODS, all the way to quads.
pub fn ods(bytes: &[u8]) {
    document("case.ods", &zipped(&[("content.xml", bytes)]));
}

/// A chapter of an EPUB, all the way to quads.
pub fn epub(bytes: &[u8]) {
    const CONTAINER: &str = "<container version='1.0' xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>\
        <rootfile full-path='book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>";
    const PACKAGE: &str = "<package xmlns='http://www.idpf.org/2007/opf' version='3.0' unique-identifier='id'>\
        <metadata xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:identifier id='id'>urn:case</dc:identifier>\
        <dc:title>Case</dc:title><dc:language>en</dc:language></metadata>\
        <manifest><item id='one' href='one.xhtml' media-type='application/xhtml+xml'/></manifest>\
        <spine><itemref idref='one'/></spine></package>";
    let book = zipped(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", CONTAINER.as_bytes()),
        ("book.opf", PACKAGE.as_bytes()),
        ("one.xhtml", bytes),
    ]);
    document("case.epub", &book);
}

/// An archive of entries by name, not compressed.
fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in entries {
        archive.start_file(*name, stored).expect("memory takes it");
        archive.write_all(bytes).expect("memory takes it");
    }
    archive.finish().expect("memory takes it").into_inner()
}

/// Values that a text prints.
pub fn values(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let found = value::values(text, Span::new(0, text.len()));
    for mention in &found {
        inside(text, mention.span);
    }
    assert!(
        found.is_sorted_by(|one, next| one.span.end() <= next.span.start()),
        "values overlap"
    );
    assert_eq!(found, value::values(text, Span::new(0, text.len())));
}

/// A rule file, and what its rules find in a text.
pub fn rules(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    match Rules::parse([("case.rules", text)], &ENGINE.ontology) {
        Ok(rules) => {
            finds(&ENGINE.ontology, &ENGINE.lexicon, &rules);
        }
        Err(error) => {
            assert!((1..=text.lines().count() + 1).contains(&error.line));
            assert!((1..=error.text.chars().count() + 1).contains(&error.column));
            assert!(!error.to_string().is_empty());
        }
    }
}

/// A query file: decorators, SPARQL, parameters, and the place of a fault.
pub fn query(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let prefixes = Prefixes::new(&Base::default());
    for token in lexer::tokens(text) {
        inside(text, token.span);
    }
    let _ = lexer::uneven(text);
    let named = NamedQuery::read("case", text);
    match Query::parse(text, &prefixes) {
        Ok(query) => {
            let defaults = named.map(|named| named.decorators.defaults);
            let _ = query.bind(
                &Default::default(),
                &defaults.unwrap_or_default(),
                &prefixes,
            );
        }
        Err(QueryError::Syntax(fault)) => {
            inside(text, fault.span);
            assert!(!fault.excerpt(text, "case").is_empty());
        }
        Err(_) => {}
    }
}

/// What is typed into a search, and what it finds.
pub fn search(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let question = match Question::parse(text) {
        Ok(question) => question,
        Err(error) => {
            let behind = text.chars().count() + 1;
            assert!(
                error
                    .place
                    .is_none_or(|place| (1..=behind).contains(&place))
            );
            assert!(!error.message.is_empty() && !error.hint.is_empty());
            return;
        }
    };
    for span in Marker::of(&question).places(SAMPLE) {
        inside(SAMPLE, span);
    }
    let (store, index) = &*FOUND;
    let names = || index.names(store, &question, Some(10)).ok();
    assert_eq!(names(), names(), "two searches differ");
    let passages = || index.passages(store, &question, Some(10)).ok();
    let found = passages();
    assert_eq!(found, passages(), "two searches differ");
    for hit in found.into_iter().flatten() {
        assert!(hit.start < hit.end && hit.end <= SAMPLE.chars().count() as u64);
    }
}

/// Decisions of reviewers in Turtle: what was read is read again from its triples.
pub fn decisions(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    match Decisions::from_turtle("case.ttl", text) {
        Ok(decisions) => {
            let triples: Vec<_> = decisions.triples().collect();
            let again = Decisions::from_triples(&triples);
            assert!(decisions.changed(&again).is_empty());
            let whole: String = triples
                .iter()
                .map(|triple| format!("{triple} .\n"))
                .collect();
            let written = Decisions::from_turtle("case.ttl", &whole).expect("N-Triples are Turtle");
            assert!(decisions.changed(&written).is_empty(), "{whole}");
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// A lexicon in Turtle, and the names that it knows in a text.
pub fn lexicon(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    match Lexicon::from_turtle([("case.ttl", text)], &ENGINE.ontology) {
        Ok(lexicon) => {
            for found in lexicon.scan(SAMPLE) {
                inside(SAMPLE, found.span);
            }
            finds(&ENGINE.ontology, &lexicon, &ENGINE.rules);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// JSON Lines, packed or not, and the documents in them.
pub fn jsonl(bytes: &[u8]) {
    bulk(SourceFormat::JsonLines, bytes);
}

/// A web archive, packed or not, and the documents in it.
pub fn warc(bytes: &[u8]) {
    bulk(SourceFormat::Warc, bytes);
}

/// Documents come in the order of their numbers, each with a name, and the same ones when read again.
fn bulk(format: SourceFormat, bytes: &[u8]) {
    let limits = Limits::default();
    let members = || -> Vec<_> {
        // What is damaged in its first bytes is no stream at all.
        let Ok(stream) = bulk::unpacked(Cursor::new(bytes.to_vec()), &limits) else {
            return Vec::new();
        };
        let members = Members::open(
            format,
            Input::Stream(stream),
            FieldNames::default(),
            &limits,
        );
        members.expect("a bulk format").collect()
    };
    let found = members();
    assert_eq!(found, members(), "two readings differ");
    let file = DocumentId::new("case");
    let mut last = 0;
    for member in found {
        let number = match &member {
            Ok(member) => member.number,
            Err(fault) => fault.number,
        };
        assert!(number >= last, "numbers are out of order");
        last = number;
        match member {
            Ok(member) => {
                assert!(!member.id(&file).as_str().is_empty());
                let opened = Opened {
                    format: member.format,
                    bytes: member.bytes.as_slice().into(),
                };
                if let (true, Ok(content)) = (member.format.is_plain(), opened.read(&limits)) {
                    marked(&member.document(&file, "case", content));
                }
            }
            Err(fault) => assert!(!fault.to_string().is_empty() && !fault.error.hint().is_empty()),
        }
    }
}

/// Reads bytes in the format that the name tells, and holds all that comes of it to the text.
fn document(name: &str, bytes: &[u8]) {
    let read = || Document::read(name, name, bytes);
    let document = match (read(), read()) {
        (Ok(first), Ok(second)) => {
            assert_eq!(first.text, second.text);
            assert_eq!(first.blocks, second.blocks);
            first
        }
        (Err(first), Err(second)) => {
            assert_eq!(first, second);
            assert!(!first.to_string().is_empty() && !first.hint().is_empty());
            return;
        }
        _ => panic!("read once, and refused once"),
    };
    marked(&document);
    segmented(&document);
    let found = ENGINE.extract(&document);
    for diagnostic in &found.diagnostics {
        diagnostic
            .span
            .iter()
            .for_each(|span| inside(&document.text, *span));
    }
    extracted(&document, &found.output);
    let quads = || {
        let mut lines = Vec::new();
        ENGINE.write_nquads(&document, &ENGINE.extract(&document).output, &mut lines);
        lines
    };
    assert_eq!(quads(), quads(), "two readings differ");
}

/// Blocks and markup lie in the text, in order.
fn marked(document: &Document) {
    for block in &document.blocks {
        inside(&document.text, block.span);
    }
    for span in &document.markup {
        inside(&document.text, *span);
    }
    let starts = |one: &Span, next: &Span| one.start() <= next.start();
    assert!(
        document.markup.is_sorted_by(starts),
        "markup is out of order"
    );
    assert!(
        document
            .blocks
            .is_sorted_by(|one, next| starts(&one.span, &next.span)),
        "blocks are out of order"
    );
}

/// No two blocks share a byte, and sentences lie in their block, in order.
fn segmented(document: &Document) {
    let segments = segment::segment(document, &ENGINE.rules);
    let mut end = 0;
    for block in &segments.blocks {
        inside(&document.text, block.span);
        assert!(end <= block.span.start(), "blocks overlap");
        end = block.span.end();
        for sentence in &block.sentences {
            inside(&document.text, *sentence);
            assert!(
                block.span.contains(*sentence),
                "a sentence leaves its block"
            );
        }
        let in_order = |one: &Span, next: &Span| one.end() <= next.start();
        assert!(block.sentences.is_sorted_by(in_order), "sentences overlap");
    }
}

/// Mentions and quotes lie in the text, facts speak of entities that are there, rows print what stands at their place.
fn extracted(document: &Document, found: &Extraction) {
    for entity in &found.entities {
        assert!(!entity.labels.is_empty() && !entity.slug.is_empty());
        entity
            .mentions
            .iter()
            .for_each(|span| inside(&document.text, *span));
    }
    let known = |id: link::EntityId| assert!((id.0 as usize) < found.entities.len());
    for fact in &found.facts {
        inside(&document.text, fact.quote);
        known(fact.subject);
        if let Object::Entity(entity) = fact.object {
            known(entity);
        }
    }
    let points: Vec<char> = document.text.chars().collect();
    for row in triple::rows(document, found, &ENGINE.ontology).lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        if cells[0] == "F" {
            let place = |cell: usize| {
                cells[cell]
                    .parse::<usize>()
                    .expect("a count of code points")
            };
            let quote = points[place(5)..place(6)].iter();
            let plain = |c: char| {
                if c.is_whitespace() || c.is_control() {
                    ' '
                } else {
                    c
                }
            };
            assert!(
                quote.map(|c| plain(*c)).eq(cells[4].chars().map(plain)),
                "{:?} is not what stands at its place",
                cells[4]
            );
        }
    }
}

/// The sample as a document.
fn sample() -> Document {
    Document::read("sample", "sample.txt", SAMPLE.as_bytes()).expect("a text")
}

/// Extracts from the sample with knowledge that is not the built-in one.
fn finds(ontology: &Ontology, lexicon: &Lexicon, rules: &Rules) {
    let knowledge = Knowledge {
        ontology,
        lexicon,
        rules,
    };
    let document = sample();
    let segments = segment::segment(&document, rules);
    let sentences = mention::mentions(&document, &segments, knowledge);
    let linked = link::link(&document, &segments, &sentences, knowledge);
    let found = relate::relate(&document, &segments, &sentences, linked, knowledge);
    for fact in &found.output.facts {
        inside(&document.text, fact.quote);
    }
}

/// The span lies in the text and cuts no character.
fn inside(text: &str, span: Span) {
    assert!(
        text.get(span.range()).is_some(),
        "{span:?} is no part of the text"
    );
}
