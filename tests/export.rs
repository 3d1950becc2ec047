//! Exports and dumps of a small graph: what they hold, how they escape, that they stay the same, and
//! what independent tools read in them.

mod peers;

use oxrdf::vocab::rdfs;
use oxrdf::{Literal, NamedNode, Quad, Term};
use oxrdfio::{RdfFormat, RdfParser};
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use tripolis::analysis;
use tripolis::dump;
use tripolis::export::{
    Around, Caption, EntityGraph, Format, Links, Projection, SelectError, Selection, place, write,
    write_to,
};
use tripolis::iri::Base;
use tripolis::ontology::Ontology;

const NODES: usize = 9;
const EDGES: usize = 9;

fn ontology() -> Ontology {
    Ontology::from_turtle(include_str!("../ontology/policy.ttl"))
        .expect("the ontology is well-formed")
}

fn quads() -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::TriG)
        .for_slice(include_str!("export/small.trig"))
        .collect::<Result<_, _>>()
        .expect("the fixture is well-formed")
}

fn graph() -> EntityGraph {
    EntityGraph::from_quads(quads(), &ontology())
}

fn select(selection: &Selection) -> Result<EntityGraph, SelectError> {
    graph()
        .select(selection, &ontology())
        .map(|(graph, _)| graph)
}

fn labels(graph: &EntityGraph) -> Vec<&str> {
    graph
        .graph()
        .node_weights()
        .map(|node| node.label.as_str())
        .collect()
}

fn written(graph: &EntityGraph, format: Format) -> String {
    String::from_utf8(bytes(graph, format)).expect("the format is text in UTF-8")
}

fn bytes(graph: &EntityGraph, format: Format) -> Vec<u8> {
    let caption = Caption {
        title: "A <title> & more".to_owned(),
        notes: vec!["A note.".to_owned()],
    };
    let mut bytes = Vec::new();
    write(graph, format, &caption, &mut bytes).expect("memory takes every byte");
    bytes
}

/// The start tags of an XML text by their names; fails where it is not well-formed.
fn tags(xml: &str) -> BTreeMap<String, Vec<BTreeMap<String, String>>> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found: BTreeMap<String, Vec<_>> = BTreeMap::new();
    let mut take = |start: &BytesStart<'_>| {
        let name = String::from_utf8_lossy(start.name().as_ref()).into_owned();
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.expect("an attribute is well-formed");
            let value =
                quick_xml::escape::unescape(std::str::from_utf8(&attribute.value).expect("UTF-8"))
                    .expect("a value is well-escaped")
                    .into_owned();
            (
                String::from_utf8_lossy(attribute.key.as_ref()).into_owned(),
                value,
            )
        });
        found.entry(name).or_default().push(attributes.collect());
    };
    loop {
        match reader.read_event().expect("the file is well-formed") {
            Event::Eof => return found,
            Event::Start(start) | Event::Empty(start) => take(&start),
            _ => {}
        }
    }
}

#[test]
fn the_graph_holds_entities_and_the_facts_between_them() {
    let graph = graph();
    assert_eq!(
        (graph.graph().node_count(), graph.graph().edge_count()),
        (NODES, EDGES)
    );
    let titles: Vec<&str> = graph
        .documents()
        .iter()
        .map(|document| document.title.as_str())
        .collect();
    assert_eq!(titles, ["first", "second"]);

    let lantern = graph.find("lantern program").expect("it is named");
    let node = &graph.graph()[lantern];
    assert_eq!(
        (node.class_name.as_str(), node.class_label.as_str()),
        ("Program", "program")
    );
    assert_eq!(
        (node.documents.as_slice(), node.aliases.as_slice()),
        (&[0, 1][..], &["Lantern".to_owned()][..])
    );
    assert_eq!(node.places, ["Ruritania"]);

    let launch = graph
        .graph()
        .edge_weights()
        .find(|edge| edge.name == "launchedBy")
        .expect("it is told");
    assert_eq!(
        (launch.documents.as_slice(), launch.count, launch.confidence),
        (&[0, 1][..], 2, Some(0.95))
    );
    assert_eq!(
        launch.quote.as_deref(),
        Some("launched by the Ministry of Letters")
    );
    let funding = graph
        .graph()
        .edge_weights()
        .find(|edge| edge.name == "fundedBy")
        .expect("it is told");
    assert_eq!(
        (funding.count, funding.confidence, &funding.quote),
        (1, None, &None)
    );
}

#[test]
fn the_order_of_quads_does_not_matter() {
    let mut turned = quads();
    turned.reverse();
    let turned = EntityGraph::from_quads(turned, &ontology());
    for &format in Format::ALL {
        assert!(
            bytes(&graph(), format) == bytes(&turned, format),
            "{format}"
        );
    }
}

#[test]
fn xml_formats_are_well_formed_and_hold_every_node_and_edge() {
    let graph = graph();
    for (format, color) in [(Format::GraphMl, "key"), (Format::Gexf, "viz:color")] {
        let tags = tags(&written(&graph, format));
        assert_eq!(tags["node"].len(), NODES, "{format}");
        assert_eq!(tags["edge"].len(), EDGES, "{format}");
        assert!(tags.contains_key(color), "{format}");
        let ids: BTreeSet<&str> = tags["node"]
            .iter()
            .map(|node| node["id"].as_str())
            .collect();
        assert_eq!(ids.len(), NODES, "{format}");
        for edge in &tags["edge"] {
            assert!(
                ids.contains(edge["source"].as_str()) && ids.contains(edge["target"].as_str()),
                "{format}"
            );
        }
    }
}

#[test]
fn markup_quotes_and_scripts_survive_and_control_characters_are_named() {
    let graph = graph();
    let gexf = tags(&written(&graph, Format::Gexf));
    let labels: BTreeSet<&str> = gexf["node"]
        .iter()
        .map(|node| node["label"].as_str())
        .collect();
    for label in [
        "<b>Smith & \"Sons\"</b> \\N ]]>",
        "Open 🚀 École, “Ünïted”",
        "وزارة التعليم (Bureau)",
        "Bell Works Ltd",
    ] {
        assert!(labels.contains(label), "{label} is not in {labels:?}");
    }
    let quotes: Vec<&str> = gexf["attvalue"]
        .iter()
        .filter(|value| value["for"] == "quote")
        .map(|value| value["value"].as_str())
        .collect();
    assert!(
        quotes.contains(&"with Smith & \"Sons\",\nsince 2009"),
        "{quotes:?}"
    );

    let dropped: Vec<String> = graph.dropped().iter().map(ToString::to_string).collect();
    assert_eq!(
        dropped,
        ["dropped U+0007, U+000C from a name of <https://w3id.org/tripolis/entity/bell>"]
    );
    let json: serde_json::Value =
        serde_json::from_str(&written(&graph, Format::Json)).expect("JSON");
    let bell = json["nodes"]
        .as_array()
        .expect("nodes")
        .iter()
        .find(|node| node["class"] == "Company")
        .expect("a company");
    assert_eq!(bell["label"], "Bell\u{7} Works\u{c} Ltd");
}

#[test]
fn tables_have_the_headers_of_gephi_and_a_row_for_each_thing() {
    let folder = tempfile::tempdir().expect("a folder");
    write_to(&graph(), Format::Csv, &Caption::default(), folder.path()).expect("it takes files");
    let read = |name| fs::read_to_string(folder.path().join(name)).expect("UTF-8");
    let (nodes, edges) = (read("nodes.csv"), read("edges.csv"));
    assert_eq!(written(&graph(), Format::Csv), edges);
    assert!(nodes.starts_with("Id,Label,"), "{nodes}");
    assert!(
        edges.starts_with("Source,Target,Type,Label,Weight,"),
        "{edges}"
    );
    assert_eq!(nodes.matches("\r\n").count(), NODES + 1);
    assert_eq!(edges.matches("\r\n").count(), EDGES + 1);
    assert!(
        nodes.contains(r#","<b>Smith & ""Sons""</b> \N ]]>","#),
        "{nodes}"
    );
}

#[test]
fn the_picture_has_a_box_for_each_entity_and_no_two_touch() {
    let (core, notes) = graph()
        .select(
            &Selection {
                without: vec!["location".to_owned()],
                ..Selection::default()
            },
            &ontology(),
        )
        .expect("the property is known");
    assert_eq!(notes, ["Left out: 2 facts of location."]);
    let svg = written(&core, Format::Svg);
    let tags = tags(&svg);
    let number =
        |rect: &BTreeMap<String, String>, key: &str| rect[key].parse::<f64>().expect("a number");
    // The first rectangle is the page; those of the legend are all of one size.
    let boxes: Vec<[f64; 4]> = tags["rect"][1..]
        .iter()
        .filter(|rect| rect["height"] != "12")
        .map(|rect| ["x", "y", "width", "height"].map(|key| number(rect, key)))
        .collect();
    assert_eq!(boxes.len(), core.graph().node_count());
    for (at, [x, y, width, height]) in boxes.iter().enumerate() {
        for [other_x, other_y, other_width, other_height] in &boxes[at + 1..] {
            let beside = x + width <= *other_x || other_x + other_width <= *x;
            let below = y + height <= *other_y || other_y + other_height <= *y;
            assert!(beside || below, "boxes overlap in {svg}");
        }
    }
    assert!(
        svg.contains("A &lt;title&gt; &amp; more") && svg.contains("first; second"),
        "{svg}"
    );
}

#[test]
fn selections_keep_what_was_asked_for() {
    let keep = |selection: Selection| select(&selection).expect("everything named is there");
    let classes = keep(Selection {
        classes: vec!["Organization".to_owned()],
        ..Selection::default()
    });
    assert_eq!(classes.graph().node_count(), 5, "{:?}", labels(&classes));
    let partners = keep(Selection {
        properties: vec!["partner".to_owned()],
        ..Selection::default()
    });
    assert_eq!(
        (partners.graph().node_count(), partners.graph().edge_count()),
        (5, 5)
    );
    let second = keep(Selection {
        documents: vec!["second".to_owned()],
        ..Selection::default()
    });
    assert_eq!(
        (second.graph().node_count(), second.graph().edge_count()),
        (6, 4)
    );
    let sure = keep(Selection {
        min_confidence: Some(0.6),
        ..Selection::default()
    });
    assert_eq!(
        (sure.graph().node_count(), sure.graph().edge_count()),
        (NODES, 1)
    );
    let around = |depth| {
        Some(Around {
            entity: "entity:ruritania".to_owned(),
            depth,
        })
    };
    let near = keep(Selection {
        around: around(1),
        ..Selection::default()
    });
    assert_eq!(
        labels(&near),
        ["Lantern Program", "Ministry of Letters", "Ruritania"]
    );
    let far = keep(Selection {
        around: around(2),
        ..Selection::default()
    });
    assert_eq!(far.graph().node_count(), 7);
    let core = keep(Selection {
        limit: Some(3),
        ..Selection::default()
    });
    assert_eq!(
        labels(&core),
        ["Lantern Program", "Ministry of Letters", "Ruritania"]
    );
}

#[test]
fn countries_and_periods_keep_what_belongs_to_them() {
    let keep = |selection: Selection| select(&selection).expect("everything named is there");
    // What the document about the country names; the country itself among it.
    let country = keep(Selection {
        countries: vec!["ruritania".to_owned()],
        ..Selection::default()
    });
    assert_eq!(country.graph().node_count(), 5, "{:?}", labels(&country));
    assert!(!labels(&country).contains(&"Day of Rain"));
    let later = |text: &str| {
        let kept = keep(Selection {
            period: Some(text.parse().expect("a period")),
            ..Selection::default()
        });
        let labels = labels(&kept);
        (
            labels.contains(&"Lantern Program"),
            labels.contains(&"Day of Rain"),
            kept.graph().edge_count(),
        )
    };
    // The program ran to June 2015, one partner was there to February 2012, it rained on 4 March 2011.
    assert_eq!(later("2010..2012"), (true, true, EDGES));
    assert_eq!(later("2012-03..2015"), (true, false, EDGES - 1));
    assert_eq!(later("2015-07.."), (false, false, 1));
    assert!("2015-13".parse::<tripolis::export::Period>().is_err());
    assert!("..".parse::<tripolis::export::Period>().is_err());
}

#[test]
fn simpler_shapes_add_up_what_they_leave_out() {
    let keep = |selection: Selection| select(&selection).expect("everything named is there");
    let collapsed = keep(Selection {
        collapse: true,
        ..Selection::default()
    });
    assert_eq!(collapsed.graph().edge_count(), EDGES - 1);
    let both = collapsed
        .graph()
        .edge_weights()
        .find(|edge| edge.label.contains(';'))
        .expect("launch and funding are one");
    assert_eq!(
        (both.label.as_str(), both.count),
        ("funded by; launched by", 3)
    );
    assert_eq!(
        both.quote.as_deref(),
        Some("launched by the Ministry of Letters")
    );

    let shared = keep(Selection {
        project: Some(Projection {
            class: "Organization".to_owned(),
            through: Some("Program".to_owned()),
        }),
        ..Selection::default()
    });
    // Five organizations, each with each.
    assert_eq!(
        (shared.graph().node_count(), shared.graph().edge_count()),
        (5, 10)
    );
    assert!(!shared.is_directed());
    let edge = shared.graph().edge_weights().next().expect("there are ten");
    assert_eq!((edge.label.as_str(), edge.count), ("Lantern Program", 1));
    assert!(written(&shared, Format::Gexf).contains("defaultedgetype=\"undirected\""));
}

#[test]
fn a_query_draws_what_it_gives() {
    let iri = |name: &str| {
        let iri = format!("https://w3id.org/tripolis/entity/{name}");
        Some(Term::from(NamedNode::new(iri).expect("an IRI")))
    };
    let text = |text: &str| Some(Term::from(Literal::from(text)));
    let columns = |names: [&str; 3]| names.map(str::to_owned).to_vec();
    let answer = Links {
        columns: columns(["source", "target", "label"]),
        rows: vec![
            vec![iri("lantern"), iri("ministry"), text("launchedBy")],
            vec![iri("markup"), iri("nowhere"), text("near")],
            vec![iri("markup"), iri("nowhere"), text("near")],
        ],
    };
    let drawn = graph().linked(&answer, &ontology()).expect("a graph");
    let edges: Vec<_> = drawn
        .graph()
        .edge_weights()
        .map(|edge| (edge.label.as_str(), edge.count, edge.quote.is_some()))
        .collect();
    assert_eq!(labels(&drawn).len(), 4);
    // The known fact keeps its statements; the other is as heavy as it is repeated.
    assert_eq!(edges, [("launched by", 2, true), ("near", 2, false)]);

    let triples = Links {
        columns: columns(["subject", "property", "object"]),
        rows: vec![
            vec![iri("bell"), iri("knows"), iri("x")],
            vec![
                iri("x"),
                Some(rdfs::LABEL.into_owned().into()),
                text("The X"),
            ],
        ],
    };
    let drawn = graph().linked(&triples, &ontology()).expect("a graph");
    assert_eq!(labels(&drawn), ["Bell\u{7} Works\u{c} Ltd", "The X"]);
    let bad = Links {
        columns: columns(["source", "target", "label"]),
        rows: vec![vec![iri("bell"), text("no IRI"), None]],
    };
    assert_eq!(
        graph()
            .linked(&bad, &ontology())
            .expect_err("a text is no node")
            .to_string(),
        "row 1 of the answer: \"no IRI\" is no IRI, and cannot be a node"
    );
}

#[test]
fn times_are_those_of_the_facts() {
    let gexf = tags(&written(&graph(), Format::Gexf));
    assert_eq!(gexf["graph"][0]["mode"], "dynamic");
    assert_eq!(gexf["graph"][0]["timeformat"], "date");
    let days = |tag: &BTreeMap<String, String>| {
        let day = |key: &str| tag.get(key).cloned().unwrap_or_default();
        [day("start"), day("end")]
    };
    let node = |label: &str| {
        let node = gexf["node"].iter().find(|node| node["label"] == label);
        days(node.expect("it is there"))
    };
    assert_eq!(node("Lantern Program"), ["2009-01-01", "2015-06-30"]);
    assert_eq!(node("Day of Rain"), ["2011-03-04", "2011-03-04"]);
    assert_eq!(node("Ruritania"), ["", ""]);
    let timed: Vec<_> = gexf["edge"]
        .iter()
        .map(days)
        .filter(|days| *days != ["", ""])
        .collect();
    // 2012 was a leap year.
    assert_eq!(timed, [["2010-01-01", "2012-02-29"]]);
}

#[test]
fn mermaid_refuses_what_it_cannot_draw() {
    let iri = |number: usize| {
        let iri = format!("https://w3id.org/tripolis/entity/n{number}");
        Some(Term::from(NamedNode::new(iri).expect("an IRI")))
    };
    let links = Links {
        columns: ["source", "target"].map(str::to_owned).to_vec(),
        rows: (0..501).map(|at| vec![iri(at), iri(at + 1)]).collect(),
    };
    let large = graph().linked(&links, &ontology()).expect("a graph");
    let error = write(
        &large,
        Format::Mermaid,
        &Caption::default(),
        &mut Vec::new(),
    );
    let error = error.expect_err("501 lines are too many").to_string();
    assert!(
        error.starts_with("502 entities and 501 facts are too many for Mermaid")
            && error.contains("hint: choose fewer, as with --limit"),
        "{error}"
    );
}

#[test]
fn unknown_and_ambiguous_names_say_what_there_is() {
    let said = |selection: Selection| select(&selection).expect_err("it is not there").to_string();
    let class = said(Selection {
        classes: vec!["Ministries".to_owned()],
        ..Selection::default()
    });
    assert!(
        class.starts_with("no class is called `Ministries`; there are Company, Country, Event"),
        "{class}"
    );
    let document = said(Selection {
        documents: vec!["third".to_owned()],
        ..Selection::default()
    });
    assert_eq!(
        document,
        "no document is called `third`; there are first, second"
    );
    let around = |entity: &str| {
        Some(Around {
            entity: entity.to_owned(),
            depth: 1,
        })
    };
    let near = said(Selection {
        around: around("letters"),
        ..Selection::default()
    });
    assert_eq!(
        near,
        "no entity is called `letters`; did you mean `Ministry of Letters`?"
    );
    let two = said(Selection {
        around: around("lantern"),
        ..Selection::default()
    });
    assert!(
        two.contains("entity/lantern> (Lantern Program, program) or <"),
        "{two}"
    );
}

#[test]
fn formats_are_known_by_name() {
    for &format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(format));
        assert!(!format.extension().is_empty() && format.media_type().contains('/'));
    }
    assert!("gephi".parse::<Format>().is_err());
}

#[test]
fn a_dump_reads_back_and_stays_the_same() {
    let (first, second) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    // Each parse names blank nodes anew.
    let quads = quads();
    let mut turned = quads.clone();
    turned.reverse();
    let dumped = dump::dump(quads, &Base::default(), first.path(), &dump::Format::ALL)
        .expect("it reads back");
    dump::dump(
        turned,
        &Base::default(),
        &second.path().join("made"),
        &dump::Format::ALL,
    )
    .expect("it reads back");
    assert_eq!(dumped.len(), 6);
    for file in &dumped {
        let name = file.path.file_name().expect("a name");
        let (one, other) = (
            fs::read(&file.path),
            fs::read(second.path().join("made").join(name)),
        );
        assert!(
            one.expect("it appeared") == other.expect("it appeared"),
            "{}",
            file.format
        );
        let dropped: Vec<String> = file.dropped.iter().map(ToString::to_string).collect();
        match file.format {
            dump::Format::RdfXml => assert_eq!(
                dropped,
                [
                    "dropped U+0007, U+000C from a prefLabel of <https://w3id.org/tripolis/entity/bell>"
                ]
            ),
            _ => assert!(dropped.is_empty()),
        }
    }
    let turtle = fs::read_to_string(first.path().join("tripolis.ttl")).expect("it appeared");
    assert!(turtle.contains("@prefix pol: <https://w3id.org/tripolis/ontology#> ."));
}

#[test]
fn a_failed_write_leaves_what_was_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("graph.json");
    fs::write(&path, "before").expect("a folder takes files");
    let error = place::replace(&path, |out| {
        out.write_all(b"half")?;
        Err(std::io::Error::from(std::io::ErrorKind::StorageFull))
    });
    assert!(
        error
            .expect_err("the disk is full")
            .to_string()
            .contains("graph.json")
    );
    assert_eq!(fs::read_to_string(&path).expect("it is there"), "before");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);

    let missing = dump::dump(
        quads(),
        &Base::default(),
        &path.join("below-a-file"),
        &dump::Format::ALL,
    );
    assert!(missing.is_err());
}

/// Measures take time, so `export` takes them only for formats that print them.
#[test]
fn formats_that_print_no_attributes_are_the_same_with_measures() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut measured = graph();
    let measures = analysis::measure(&measured);
    measured.measure(measures);
    let files = |graph: &EntityGraph, format: Format, name: &str| {
        let path = folder.path().join(format!("{name}-{format}"));
        write_to(graph, format, &Caption::default(), &path).expect("a folder takes files");
        let mut paths = vec![path.clone()];
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a folder");
            paths = entries
                .map(|entry| entry.expect("an entry").path())
                .collect();
            paths.sort();
        }
        let read = paths.iter().map(|path| fs::read(path).expect("a file"));
        read.collect::<Vec<_>>()
    };
    for &format in Format::ALL {
        let same = files(&graph(), format, "plain") == files(&measured, format, "measured");
        assert_eq!(same, !format.prints_attributes(), "{format}");
    }
}

/// Runs tests/peers/check.py over files of the fixture, whole and around an entity, with the tools that
/// are installed.
///
/// `TRIPOLIS_PEERS=required` makes a missing tool a failure; `TRIPOLIS_PEERS_PYTHON` names the Python of
/// `make peers`, beside which its packages for Node are.
#[test]
fn peers_read_what_was_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let caption = Caption {
        title: "A <title> & more: \"quoted\"".to_owned(),
        notes: vec!["A note.".to_owned()],
    };
    let around = Selection {
        around: Some(Around {
            entity: "entity:ministry".to_owned(),
            depth: 2,
        }),
        ..Selection::default()
    };
    let shared = Selection {
        project: Some(Projection {
            class: "Organization".to_owned(),
            through: None,
        }),
        ..Selection::default()
    };
    for (name, selection) in [
        ("whole", Selection::default()),
        ("around", around),
        ("shared", shared),
    ] {
        let graph = select(&selection).expect("everything named is there");
        let folder = folder.path().join(name);
        fs::create_dir(&folder).expect("a folder takes folders");
        for format in Format::ALL {
            let path = folder.join(format!("{format}.{}", format.extension()));
            write_to(&graph, *format, &caption, &path).expect("a folder takes files");
        }
    }
    dump::dump(quads(), &Base::default(), folder.path(), &dump::Format::ALL)
        .expect("it reads back");
    let python = peers::python();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/check.py");
    let Ok(output) = Command::new(&python)
        .arg(script)
        .arg(folder.path())
        .output()
    else {
        return peers::skip(&format!("`{python}` does not run"));
    };
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    println!("{said}");
    assert!(output.status.success(), "{said}");
    assert!(
        !peers::required() || !said.contains("skipped"),
        "TRIPOLIS_PEERS is `required`:\n{said}"
    );
}
