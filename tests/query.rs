//! Holds the named queries to their answers on a small store, and SPARQL's front door to its promises.

use oxrdfio::{RdfFormat, RdfParser};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tripolis::iri::Base;
use tripolis::query::account::account;
use tripolis::query::entity::{Found, find};
use tripolis::query::format::{Form, Format};
use tripolis::query::named::{Library, NamedQuery};
use tripolis::query::parameter::{Kind, Parameter, ParameterError};
use tripolis::query::prefixes::Prefixes;
use tripolis::query::{Query, QueryError};
use tripolis::read::Document;
use tripolis::store::{DocumentGraphs, ONTOLOGY_GRAPH, Store};
use tripolis::vocab::oa;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn prefixes() -> Prefixes {
    Prefixes::new(&Base::default())
}

/// The fixture's documents and history, and the real ontology.
fn fill(store: &Store) {
    let read = |path: &str| fs::read(root().join(path)).unwrap();
    let mut documents: BTreeMap<String, Vec<oxrdf::Quad>> = BTreeMap::new();
    for quad in RdfParser::from_format(RdfFormat::TriG).for_slice(&read("tests/query/fixture.trig"))
    {
        let quad = quad.unwrap();
        let graph = quad.graph_name.to_string();
        let document = graph
            .trim_matches(['<', '>'])
            .trim_end_matches("/provenance")
            .to_owned();
        documents.entry(document).or_default().push(quad);
    }
    let history = Base::default().ingests();
    let runs = documents.remove(history.as_str()).unwrap();
    let runs = runs.into_iter().map(oxrdf::Triple::from);
    store.put_knowledge(history.as_ref(), runs).unwrap();
    assert_eq!(documents.len(), 5);
    for (document, quads) in documents {
        let text = Document::read(
            document.rsplit("/doc/").next().unwrap(),
            "fixture.txt",
            text_of(&quads).as_bytes(),
        );
        let version = store.archive(&text.unwrap(), &quads).unwrap();
        let document = oxrdf::NamedNode::new(document).unwrap();
        let graphs = DocumentGraphs::new(document, quads).unwrap();
        store.put(&graphs.archived_as(&version)).unwrap();
    }
    let ontology = RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(&read("ontology/policy.ttl"))
        .map(|quad| quad.unwrap().into())
        .collect::<Vec<oxrdf::Triple>>();
    store.put_knowledge(ONTOLOGY_GRAPH, ontology).unwrap();
}

/// A text that holds the quotes of a document, each in its place and apart from the others.
fn text_of(quads: &[oxrdf::Quad]) -> String {
    let mut passages: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for quad in quads {
        let oxrdf::Term::Literal(value) = &quad.object else {
            continue;
        };
        let passage = passages.entry(quad.subject.to_string()).or_default();
        if quad.predicate == oa::START {
            passage.0 = value.value().parse().unwrap();
        } else if quad.predicate == oa::EXACT {
            passage.1 = value.value().to_owned();
        }
    }
    let mut text: Vec<char> = "Fixture.".chars().collect();
    for (start, quote) in passages
        .into_values()
        .filter(|(_, quote)| !quote.is_empty())
    {
        let quote: Vec<char> = quote.chars().collect();
        text.resize(text.len().max(start + quote.len()), '\n');
        text[start..start + quote.len()].copy_from_slice(&quote);
    }
    text.into_iter().collect()
}

fn fixture() -> Store {
    let store = Store::memory().unwrap();
    fill(&store);
    store
}

fn pairs(given: &[(&str, &str)]) -> BTreeMap<String, String> {
    given
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// The rows of a query as lines of cells joined by ` | `.
fn ask(
    store: &Store,
    text: &str,
    given: &[(&str, &str)],
    defaults: &BTreeMap<String, String>,
) -> Result<Vec<String>, QueryError> {
    let query = Query::parse(text, &prefixes())?.bind(&pairs(given), defaults, &prefixes())?;
    let rows = query.evaluate(store)?.rows(&prefixes())?;
    let line = |row: &Vec<tripolis::query::answer::Cell>| {
        row.iter()
            .map(|cell| cell.text.as_str())
            .collect::<Vec<_>>()
            .join(" | ")
    };
    Ok(rows.rows.iter().map(line).collect())
}

fn ask_named(store: &Store, name: &str, given: &[(&str, &str)]) -> Vec<String> {
    let library = Library::built_in().unwrap();
    let query = library.get(name).unwrap();
    ask(store, &query.text, given, &query.decorators.defaults).unwrap()
}

/// Each query's answer by its defaults stands in `tests/query/expected/NAME.txt`; `UPDATE=1` rewrites it.
#[test]
fn every_named_query_gives_the_expected_rows() {
    let store = fixture();
    let library = Library::built_in().unwrap();
    let folder = root().join("tests/query/expected");
    let mut names = BTreeSet::new();
    for query in library.iter() {
        let rows = ask_named(&store, &query.name, &[]);
        assert!(!rows.is_empty(), "{} gives no row", query.name);
        let found = rows.join("\n") + "\n";
        let file = folder.join(format!("{}.txt", query.name));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &found).unwrap();
        }
        let expected =
            fs::read_to_string(&file).unwrap_or_else(|_| panic!("{} is missing", file.display()));
        assert_eq!(found, expected, "{}", query.name);
        names.insert(format!("{}.txt", query.name));
    }
    assert!(names.len() >= 20);
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(names.contains(&name), "{name} belongs to no query");
    }
}

#[test]
fn every_named_query_tells_what_it_is() {
    let library = Library::built_in().unwrap();
    for query in library.iter() {
        let head = &query.decorators;
        assert!(
            !head.summary.is_empty() && head.summary.len() <= 80,
            "{}: summary",
            query.name
        );
        assert!(head.description.len() > 40, "{}: description", query.name);
        assert!(!head.tags.is_empty(), "{}: tags", query.name);
        let parsed = Query::parse(&query.text, &prefixes()).unwrap();
        let parameters: BTreeSet<_> = parsed.parameters().iter().map(|p| p.name.clone()).collect();
        let defaults: BTreeSet<_> = head.defaults.keys().cloned().collect();
        assert_eq!(
            parameters, defaults,
            "{}: each parameter has a default, and no other has",
            query.name
        );
        assert!(
            parsed.form() == Form::Graph || query.text.contains("ORDER BY"),
            "{}: rows without an order differ from run to run",
            query.name
        );
    }
}

/// A store without a single document: no query fails.
#[test]
fn named_queries_run_on_an_empty_store() {
    let store = Store::memory().unwrap();
    for query in Library::built_in().unwrap().iter() {
        assert_eq!(
            ask_named(&store, &query.name, &[]),
            Vec::<String>::new(),
            "{}",
            query.name
        );
    }
}

#[test]
fn names_are_matched_whole_first_and_by_words_then() {
    let store = fixture();
    let of = |program| ask_named(&store, "partners", &[("program", program)]);
    let all = [
        "National PC Project | Azercell Telekom | 2010 | 1",
        "National PC Project | HP |  | 1",
        "National PC Project | Microsoft |  | 1",
    ];
    assert_eq!(of("National PC Project"), all);
    assert_eq!(of("national pc project"), all);
    assert_eq!(of("people's computer"), all, "by another name");
    assert_eq!(of("pc project"), all, "by whole words");
    assert_eq!(
        of("ational PC"),
        Vec::<String>::new(),
        "not by parts of words"
    );

    // "Ministry of Education" is the full name of two ministries and part of a longer one's.
    let ministries = ask_named(
        &store,
        "programs-by-ministry",
        &[("ministry", "ministry of education")],
    );
    assert_eq!(ministries.len(), 3);
    assert!(
        ministries.iter().all(|row| !row.contains("Communications")),
        "{ministries:?}"
    );
}

#[test]
fn parameters_narrow_the_answer() {
    let store = fixture();
    assert_eq!(
        ask_named(&store, "active-in", &[("year", "2022")]),
        [
            "SALT | 2004 | ",
            "eTwinning | 2005 | ",
            "National PC Project | 2009 | ",
            "eTwinning Plus | 2013-03 | ",
            "Digital Action Plan 2021-2025 | 2021 | 2025",
        ]
    );
    assert_eq!(
        ask_named(&store, "low-confidence", &[("below", "0.55")]),
        [
            "0.5 | ICT in Primary Education | location | Moldova | location | studies | a study of Moldova"
        ]
    );
    assert_eq!(
        ask_named(&store, "works-with", &[("organization", "EU")]).len(),
        5
    );
    assert_eq!(
        ask_named(&store, "offences", &[("kind", "public-works")]),
        ["Article 147, Criminal Code | public-works ..240 hours | 10 | basic | "]
    );
    assert_eq!(
        ask_named(&store, "timeline", &[("country", "Moldova")]),
        [
            "2004 | begins | SALT | Program | 1",
            "2012-05-17 | on | ICT in Primary Education | Publication | 1",
            "2013-03 | begins | eTwinning Plus | Program | 1",
        ]
    );
    assert_eq!(
        ask_named(&store, "shared-entities", &[("least", "3")]).len(),
        4
    );
    assert_eq!(
        ask_named(
            &store,
            "sentence-behind",
            &[("entity", "SALT"), ("property", "partner")]
        ),
        [
            "SALT | partner | Microsoft | in cooperation with Microsoft since 2007 | moldova | 178 | 218 | 0.9",
            "SALT | partner | Soros Foundation Moldova | and the Soros Foundation | moldova | 238 | 262 | 0.9",
        ]
    );
}

#[test]
fn parameters_are_typed_by_their_variables() {
    let kind = |variable| Parameter::of_variable(variable).map(|p| (p.name, p.kind, p.optional));
    assert_eq!(
        kind("_program"),
        Some(("program".into(), Kind::Text, false))
    );
    assert_eq!(
        kind("_entity_iri"),
        Some(("entity".into(), Kind::Iri, false))
    );
    assert_eq!(
        kind("_year_integer"),
        Some(("year".into(), Kind::Integer, false))
    );
    assert_eq!(
        kind("_share_decimal"),
        Some(("share".into(), Kind::Decimal, false))
    );
    assert_eq!(
        kind("_since_date"),
        Some(("since".into(), Kind::Date, false))
    );
    assert_eq!(
        kind("_name_en"),
        Some(("name".into(), Kind::Language("en".into()), false))
    );
    assert_eq!(
        kind("_name_en_us"),
        Some(("name".into(), Kind::Language("en-US".into()), false))
    );
    assert_eq!(kind("__city"), Some(("city".into(), Kind::Text, true)));
    assert_eq!(
        kind("_first_name"),
        Some(("first_name".into(), Kind::Text, false))
    );
    assert_eq!(kind("name"), None);
    assert_eq!(kind("_"), None);
}

#[test]
fn values_of_the_wrong_type_are_refused() {
    let refused = |variable: &str, value: &str| {
        let parameter = Parameter::of_variable(variable).unwrap();
        matches!(
            parameter.term(value, &prefixes()),
            Err(ParameterError::Invalid { .. })
        )
    };
    for (variable, good, bad) in [
        ("_x_integer", "-12", "12.5"),
        ("_x_decimal", "0.75", "1e5"),
        ("_x_date", "2024-02-29", "2023-02-29"),
        ("_x_date", "2010-03-31", "2010"),
        ("_x_boolean", "true", "yes"),
        ("_x_iri", "entity:microsoft", "enitty:microsoft"),
        ("_x_iri", "https://example.org/a", "https://example.org/a b"),
    ] {
        assert!(!refused(variable, good), "{variable} {good}");
        assert!(refused(variable, bad), "{variable} {bad}");
    }
}

#[test]
fn parameter_errors_name_the_parameter_and_an_example() {
    let store = fixture();
    let error = |given: &[(&str, &str)]| {
        let text = "SELECT ?t { ?t pol:date ?d . FILTER(YEAR(?d) = ?_year_integer) }";
        ask(&store, text, given, &BTreeMap::new())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        error(&[]),
        "parameter `year` (integer) is missing: give it as --param year=2010"
    );
    assert_eq!(
        error(&[("year", "soon")]),
        "`soon` does not fit parameter `year`, which takes a whole number, such as --param year=2010"
    );
    assert_eq!(
        error(&[("jear", "2010")]),
        "the query has no parameter `jear`; it has year"
    );
}

#[test]
fn values_are_terms_wherever_the_variable_stands() {
    let store = fixture();
    let ask = |text: &str, given: &[(&str, &str)]| ask(&store, text, given, &BTreeMap::new());
    // In a subquery that does not project it, in EXISTS, as a graph, in an aggregate, projected, grouped by.
    assert_eq!(
        ask(
            "SELECT ?n { { SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p pol:partner ?_who_iri } } }",
            &[("who", "entity:microsoft")]
        )
        .unwrap(),
        ["2"]
    );
    assert_eq!(
        ask("SELECT DISTINCT ?p { ?p a pol:Program FILTER EXISTS { ?p pol:partner ?_who_iri } } ORDER BY ?p", &[("who", "<https://w3id.org/tripolis/entity/hp>")]).unwrap(),
        ["entity:national-pc"]
    );
    assert_eq!(
        ask(
            "SELECT (COUNT(*) AS ?n) { GRAPH ?_doc_iri { ?p pol:partner ?a } }",
            &[("doc", "doc:moldova")]
        )
        .unwrap(),
        ["2"]
    );
    assert_eq!(
        ask("SELECT ?_word { }", &[("word", "told")]).unwrap(),
        ["told"]
    );
    assert_eq!(
        ask(
            "SELECT ?_kind_iri (COUNT(DISTINCT ?x) AS ?n) { ?x a ?_kind_iri } GROUP BY ?_kind_iri",
            &[("kind", "pol:Treaty")]
        )
        .unwrap(),
        ["pol:Treaty | 1"]
    );
    // A value is no SPARQL, whatever it holds.
    assert_eq!(
        ask(
            "SELECT ?x { ?x skos:prefLabel ?n FILTER(STR(?n) = ?_name) }",
            &[("name", "\" || true || \"")]
        )
        .unwrap(),
        Vec::<String>::new()
    );
    // An optional one that is not given stays a variable.
    let optional = "SELECT DISTINCT ?x { ?x pol:partner ?__who_iri } ORDER BY ?x";
    assert_eq!(
        ask(optional, &[]).unwrap(),
        ["entity:national-pc", "entity:salt"]
    );
    assert_eq!(
        ask(optional, &[("who", "entity:hp")]).unwrap(),
        ["entity:national-pc"]
    );
    let error = ask("SELECT * { ?x ?_p ?y }", &[("p", "partner")]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "parameter `_p` cannot stand as a property"
    );
}

#[test]
fn the_default_graph_is_the_union_and_services_are_off() {
    let store = fixture();
    let ask = |text: &str| ask(&store, text, &[], &BTreeMap::new());
    // Facts, provenance and ontology in one pattern, without GRAPH.
    let joined = "SELECT DISTINCT ?label { entity:salt a ?c . ?c rdfs:label ?label . ?s rdf:subject entity:salt }";
    assert_eq!(ask(joined).unwrap(), ["program"]);
    assert_eq!(
        ask("SELECT DISTINCT ?g { GRAPH ?g { entity:salt a ?c } }").unwrap(),
        ["doc:moldova"]
    );
    assert_eq!(
        ask("SELECT (COUNT(*) AS ?n) FROM doc:moldova { ?p pol:partner ?a }").unwrap(),
        ["2"]
    );
    for silent in ["", "SILENT"] {
        let text = format!(
            "SELECT * {{ {{ SELECT * {{ SERVICE {silent} <http://example.org/> {{ ?s ?p ?o }} }} }} }}"
        );
        assert!(matches!(ask(&text), Err(QueryError::Service)), "{text}");
    }
}

fn excerpt(text: &str) -> String {
    match Query::parse(text, &prefixes()) {
        Err(QueryError::Syntax(error)) => error.excerpt(text, "query"),
        other => panic!("{text} parses: {other:?}"),
    }
}

#[test]
fn syntax_errors_point_at_what_was_typed() {
    let cases = [
        "SELECT ?x WHERE {\n  ?x a foo:Program\n}",
        "SELECT ?x WHERE {\n  ?x a pool:Program\n}",
        "SELECT ?x WHERE { ?x a pol:Program",
        "SELECT ?x WHERE { ?x a pol:Program }}",
        "SELECT ?x WHERE { ?x skos:prefLabel \"SALT }",
        "SELCT ?x WHERE { ?x a pol:Program }",
        "SELECT ?x WHERE { ?x a pol:Program } ORDR BY ?x",
        "SELECT name WHERE { ?x skos:prefLabel ?name }",
        "SELECT ?x WHERE {\n\t?ü ?p/pol:partOf ?x }",
        "SELECT ?x WHERE",
        "INSERT DATA { <a> <b> <c> }",
        "# only a comment",
    ];
    let found: Vec<String> = cases.iter().map(|text| excerpt(text)).collect();
    let found = found.join("\n\n") + "\n";
    let file = root().join("tests/query/syntax.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &found).unwrap();
    }
    assert_eq!(found, fs::read_to_string(file).unwrap());
}

/// No text, however broken, makes the hints panic.
#[test]
fn broken_texts_never_panic() {
    let whole =
        fs::read_to_string(root().join("queries/works-with.rq")).unwrap() + "\"ü\\\u{1F600}'''";
    for (at, _) in whole.char_indices() {
        for text in [&whole[..at], &whole[at..]] {
            if let Err(QueryError::Syntax(error)) = Query::parse(text, &prefixes()) {
                assert!(error.excerpt(text, "query").contains('^'));
            }
        }
    }
}

#[test]
fn decorators_are_read_as_grlc_reads_them() {
    let text = "#+ summary: A: \"quoted\" summary\n#+ endpoint: http://example.org/\n#+ description: |\n#+   First line\n#+   and second.\n#+\n#+   New paragraph.\n#+ tags: [one, two]\n#+ defaults:\n#+   - name: \"a: b\"\n#+   - year: 2010\nSELECT * { }";
    let head = NamedQuery::read("x", text).unwrap().decorators;
    assert_eq!(head.summary, "A: \"quoted\" summary");
    assert_eq!(head.description, "First line and second.\n\nNew paragraph.");
    assert_eq!(head.tags, ["one", "two"]);
    assert_eq!(head.defaults, pairs(&[("name", "a: b"), ("year", "2010")]));
    let faulty =
        NamedQuery::read("x", "#+ summary: s\n#+ defaults:\n#+   - year 2010\n").unwrap_err();
    let cause = std::error::Error::source(&faulty).unwrap().to_string();
    assert_eq!(
        cause,
        "line 3: `year 2010` is no default: write `- name: value`"
    );
}

#[test]
fn formats_know_themselves_and_what_they_hold() {
    for format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
        assert!(!format.extension().is_empty() && format.media_type().contains('/'));
        assert!(
            format.suits(Form::Rows) || format.suits(Form::Graph),
            "{format}"
        );
    }
    assert_eq!("ttl".parse::<Format>().unwrap().name(), "turtle");
    assert!("xlsx".parse::<Format>().is_err());
    assert!(!"turtle".parse::<Format>().unwrap().suits(Form::Rows));
    assert!(!"csv".parse::<Format>().unwrap().suits(Form::Graph));
}

fn written(store: &Store, text: &str, format: &str) -> String {
    let answer = Query::parse(text, &prefixes())
        .unwrap()
        .evaluate(store)
        .unwrap();
    let mut out = Vec::new();
    answer
        .write(format.parse().unwrap(), &prefixes(), &mut out)
        .unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn answers_are_written_in_every_format() {
    let store = fixture();
    let rows = "SELECT DISTINCT ?p ?n { ?p pol:budget/schema:value ?n } ORDER BY ?p";
    assert_eq!(
        written(&store, rows, "csv"),
        "p,n\r\nhttps://w3id.org/tripolis/entity/national-pc,5000000\r\nhttps://w3id.org/tripolis/entity/salt,1200000\r\n"
    );
    assert!(
        written(&store, rows, "tsv")
            .starts_with("?p\t?n\n<https://w3id.org/tripolis/entity/national-pc>\t5000000\n")
    );
    assert!(written(&store, rows, "json").contains("\"value\":\"5000000\""));
    assert!(
        written(&store, rows, "xml").contains("<uri>https://w3id.org/tripolis/entity/salt</uri>")
    );
    assert!(written(&store, "ASK { ?x a pol:Treaty }", "json").contains("true"));

    let graph = "CONSTRUCT { ?p pol:partner ?a } WHERE { ?p pol:partner ?a }";
    let turtle = written(&store, graph, "turtle");
    assert!(
        turtle.contains("@prefix pol:") && !turtle.contains("@prefix foaf:"),
        "{turtle}"
    );
    for format in ["turtle", "ntriples", "trig", "nquads", "rdfxml", "jsonld"] {
        let text = written(&store, graph, format);
        let Format::Graph(rdf) = format.parse().unwrap() else {
            panic!("{format}")
        };
        let read = RdfParser::from_format(rdf)
            .for_slice(text.as_bytes())
            .collect::<Result<Vec<_>, _>>();
        assert_eq!(read.unwrap().len(), 5, "{format}");
        assert_eq!(text, written(&store, graph, format), "{format} twice");
    }
}

#[test]
fn entities_are_found_by_name_curie_and_iri() {
    let store = fixture();
    let found = |text| find(&store, &prefixes(), text).unwrap();
    let pc = Found::One(oxrdf::NamedNode::new_unchecked(
        "https://w3id.org/tripolis/entity/national-pc",
    ));
    for text in [
        "National PC Project",
        "national pc-project",
        "People’s Computer",
        "entity:national-pc",
        "https://w3id.org/tripolis/entity/national-pc",
    ] {
        assert_eq!(found(text), pc, "{text}");
    }
    // A chief name goes before another name: only one of the two ministries bears this one as its chief name.
    let Found::One(ministry) = found("Ministry of Education") else {
        panic!("a chief name decides")
    };
    assert!(
        ministry
            .as_str()
            .ends_with("azerbaijan-ministry-of-education")
    );
    let Found::Several(codes) = found("Criminal Code") else {
        panic!("two laws bear this name")
    };
    assert_eq!(
        codes
            .iter()
            .map(|code| code.name.as_str())
            .collect::<Vec<_>>(),
        ["Criminal Code of Azerbaijan", "Criminal Code of Moldova"]
    );
    assert_eq!(codes[0].classes, ["law"]);
    assert!(codes[1].documents[0].as_str().ends_with("doc/moldova"));
    let Found::None(near) = found("Nationl PC Projct") else {
        panic!("no such name")
    };
    assert_eq!(
        near.first().map(String::as_str),
        Some("National PC Project")
    );
    assert_eq!(found("entity:nothing-of-the-kind"), Found::None(Vec::new()));
}

#[test]
fn an_account_tells_each_fact_with_its_sentence() {
    let store = fixture();
    let Found::One(iri) = find(&store, &prefixes(), "National PC Project").unwrap() else {
        panic!()
    };
    let account = account(&store, iri.as_ref()).unwrap();
    assert_eq!(account.names[0].0, "National PC Project");
    assert_eq!(account.classes.values().collect::<Vec<_>>(), ["program"]);
    assert_eq!(account.facts.len(), 7);
    let joined = account
        .facts
        .iter()
        .find(|fact| fact.other == "Azercell Telekom")
        .unwrap();
    assert_eq!(
        (joined.property.as_str(), joined.valid_from.as_deref()),
        ("partner", Some("2010"))
    );
    assert_eq!(
        (joined.quote.as_str(), joined.place),
        ("Azercell came in a year later", Some((273, 302)))
    );
    assert_eq!(
        (
            joined.document.as_str(),
            joined.rule.as_str(),
            joined.confidence.as_str()
        ),
        ("azerbaijan", "joined", "0.7")
    );
    assert!(
        account
            .facts
            .iter()
            .any(|fact| fact.other == "11500 computers (over, as of 2011-02)")
    );

    let Found::One(iri) = find(&store, &prefixes(), "World Bank").unwrap() else {
        panic!()
    };
    let bank = tripolis::query::account::account(&store, iri.as_ref()).unwrap();
    assert!(bank.facts.len() == 2 && bank.facts.iter().all(|fact| fact.inverse));
}

fn tripolis(store: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tripolis"))
        .args(arguments)
        .arg("--store")
        .arg(store)
        .env_remove("TRIPOLIS_STORE")
        .env("COLUMNS", "100")
        .output()
        .unwrap()
}

#[test]
fn the_command_keeps_its_promises() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    {
        let store = Store::open(&path).unwrap();
        fill(&store);
        store.flush().unwrap();
    }
    let run = |arguments: &[&str]| {
        let output = tripolis(&path, arguments);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (
            output.status.code().unwrap(),
            text(&output.stdout),
            text(&output.stderr),
        )
    };

    let (status, table, _) = run(&[
        "query",
        "partners",
        "--param",
        "program=National PC Project",
    ]);
    assert_eq!(status, 0);
    assert!(
        table.ends_with("3 rows\n") && table.contains("Azercell Telekom"),
        "{table}"
    );
    assert!(
        table.lines().all(|line| line.chars().count() <= 100),
        "{table}"
    );

    let (status, csv, _) = run(&[
        "query",
        "SELECT DISTINCT ?t { ?t a pol:Treaty }",
        "--format",
        "csv",
    ]);
    assert_eq!(
        (status, csv.as_str()),
        (
            0,
            "t\r\nhttps://w3id.org/tripolis/entity/convention-cybercrime\r\n"
        )
    );
    assert_eq!(run(&["query", "ASK { ?t a pol:Treaty }"]).1, "yes\n");
    assert!(
        run(&["query", "neighborhood"])
            .1
            .contains("@prefix entity:")
    );

    // Wrong usage is status 2, whatever is wrong, and nothing goes to standard output.
    for (arguments, message) in [
        (
            &["query", "SELECT * { ?s ?p ?o }", "--format", "turtle"][..],
            "SELECT gives rows, which turtle does not hold",
        ),
        (&["query", "partner"], "did you mean partners?"),
        (
            &["query", "partners", "--param", "programme=x"],
            "it has program",
        ),
        (
            &["query", "partners", "--param", "program"],
            "gives no value",
        ),
        (
            &["query", "active-in", "--param", "year=soon"],
            "takes a whole number",
        ),
        (&["query", "SELECT * {"], "--> query:1:10"),
        (
            &["query", "--file", "no-such.rq"],
            "`no-such.rq` cannot be read",
        ),
        (
            &["explain", "Criminal Code"],
            "entity:moldova-criminal-code  Criminal Code of Moldova (law) in doc:moldova",
        ),
        (
            &["explain", "Nationl PC Project"],
            "did you mean National PC Project",
        ),
    ] {
        let (status, out, error) = run(arguments);
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}: {error}");
        assert!(error.contains(message), "{arguments:?}: {error}");
    }
    let missing = tripolis(&folder.path().join("nowhere"), &["query", "partners"]);
    assert_eq!(missing.status.code(), Some(3));

    let (status, text, _) = run(&["explain", "entity:salt"]);
    assert_eq!(status, 0);
    assert!(
        text.contains("SALT  entity:salt")
            && text.contains("“in cooperation with Microsoft since 2007”"),
        "{text}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&run(&["explain", "SALT", "--format", "json"]).1).unwrap();
    assert_eq!(json["facts"].as_array().unwrap().len(), 8);
    let list: serde_json::Value =
        serde_json::from_str(&run(&["queries", "--format", "json"]).1).unwrap();
    assert!(list.as_array().unwrap().len() >= 20);

    // A folder of queries adds and replaces.
    let queries = folder.path().join("queries");
    fs::create_dir(&queries).unwrap();
    fs::write(
        queries.join("mine.rq"),
        "#+ summary: Mine\nSELECT (1 AS ?one) { }",
    )
    .unwrap();
    let mine = queries.to_str().unwrap();
    assert!(
        run(&["query", "mine", "--queries", mine])
            .1
            .ends_with("1 row\n")
    );
    assert!(run(&["queries", "--queries", mine]).1.contains("Mine"));
}
