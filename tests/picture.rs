//! Pictures and measures: names do not overlap at 30, 300 and 3,000 entities, pictures are equal for equal
//! graphs and much alike for graphs that differ by a document, PNG and PDF open, measures are those of
//! small graphs that can be worked out by hand.

mod peers;

use oxrdf::vocab::rdf;
use oxrdf::{Literal, NamedNode, Quad};
use std::collections::BTreeMap;
use tripolis::analysis;
use tripolis::export::picture::{Columns, Picture};
use tripolis::export::{Caption, EntityGraph, Format, write};
use tripolis::ontology::Ontology;
use tripolis::vocab::skos;

fn ontology() -> Ontology {
    Ontology::from_turtle(include_str!("../ontology/policy.ttl"))
        .expect("the ontology is well-formed")
}

fn term(name: &str) -> NamedNode {
    NamedNode::new(format!("{}{name}", tripolis::vocab::POL)).expect("an IRI")
}

fn entity(name: &str) -> NamedNode {
    let slug = name.to_lowercase().replace(' ', "-");
    NamedNode::new(format!("https://w3id.org/tripolis/entity/{slug}")).expect("an IRI")
}

/// Facts of one document.
struct Document {
    graph: NamedNode,
    quads: Vec<Quad>,
}

impl Document {
    fn new(name: &str) -> Self {
        let graph = NamedNode::new(format!("https://w3id.org/tripolis/doc/{name}"));
        Self {
            graph: graph.expect("an IRI"),
            quads: Vec::new(),
        }
    }

    fn thing(&mut self, name: &str, class: &str) {
        let graph = self.graph.clone();
        let label = Literal::new_language_tagged_literal_unchecked(name, "en");
        self.quads.push(Quad::new(
            entity(name),
            rdf::TYPE,
            term(class),
            graph.clone(),
        ));
        self.quads
            .push(Quad::new(entity(name), skos::PREF_LABEL, label, graph));
    }

    fn fact(&mut self, subject: &str, property: &str, object: &str) {
        let graph = self.graph.clone();
        let (subject, object) = (entity(subject), entity(object));
        self.quads
            .push(Quad::new(subject, term(property), object, graph));
    }

    fn date(&mut self, subject: &str, property: &str, year: &str) {
        let graph = self.graph.clone();
        let date = Literal::new_typed_literal(year, oxrdf::vocab::xsd::G_YEAR);
        self.quads
            .push(Quad::new(entity(subject), term(property), date, graph));
    }
}

/// A graph of `count` entities in documents of ten: a program, two bodies that many documents share, and
/// seven that only this one names.
fn many(count: usize) -> EntityGraph {
    let mut quads = Vec::new();
    for number in 0..count / 8 {
        let mut document = Document::new(&format!("d{number}"));
        let program = format!("Regional Program of Digital Schools {number}");
        document.thing(&program, "Program");
        let (first, second) = (number / 7, number / 3);
        for body in [
            format!("Ministry of Education {first}"),
            format!("Agency {second}"),
        ] {
            document.thing(&body, "Organization");
            document.fact(&program, "launchedBy", &body);
        }
        for partner in 0..6 {
            let partner = format!("Partner Organization {number} {partner}");
            document.thing(&partner, "Company");
            document.fact(&program, "partner", &partner);
        }
        quads.extend(document.quads);
    }
    EntityGraph::from_quads(quads, &ontology())
}

fn svg(graph: &EntityGraph) -> String {
    let mut bytes = Vec::new();
    let caption = Caption {
        title: "Schools".to_owned(),
        notes: Vec::new(),
    };
    write(graph, Format::Svg, &caption, &mut bytes).expect("memory takes every byte");
    String::from_utf8(bytes).expect("SVG is UTF-8")
}

/// The places of the discs by what a browser shows of them.
fn discs(svg: &str) -> BTreeMap<String, (f64, f64)> {
    let mut found = BTreeMap::new();
    for disc in svg.split("<circle ").skip(1) {
        let number = |key: &str| -> f64 {
            let rest = disc
                .split(&format!("{key}=\""))
                .nth(1)
                .expect("the attribute");
            let value = rest.split('"').next().expect("its end");
            value.parse().expect("a number")
        };
        let title = disc
            .split("<title>")
            .nth(1)
            .and_then(|rest| rest.split("</title>").next());
        if let Some(title) = title.filter(|title| title.contains("entity/")) {
            found.insert(title.to_owned(), (number("cx"), number("cy")));
        }
    }
    found
}

/// The boxes of all pieces of text, as the font of PNG and PDF has them.
fn text_boxes(svg: &str) -> Vec<resvg::usvg::Rect> {
    fn walk(group: &resvg::usvg::Group, found: &mut Vec<resvg::usvg::Rect>) {
        for node in group.children() {
            match node {
                resvg::usvg::Node::Group(group) => walk(group, found),
                resvg::usvg::Node::Text(text) => found.push(text.abs_bounding_box()),
                _ => {}
            }
        }
    }
    let mut options = resvg::usvg::Options::default();
    let fonts = options.fontdb_mut();
    fonts.load_font_data(include_bytes!("../src/export/picture/font/sans.ttf").to_vec());
    fonts.load_font_data(include_bytes!("../src/export/picture/font/sans-bold.ttf").to_vec());
    fonts.set_sans_serif_family("DejaVu Sans Condensed");
    let tree = resvg::usvg::Tree::from_str(svg, &options).expect("the picture is well-formed");
    let mut found = Vec::new();
    walk(tree.root(), &mut found);
    found
}

#[test]
fn no_two_names_overlap_however_many_there_are() {
    for (count, least) in [(30, 24), (300, 250), (3000, 300)] {
        let graph = many(count);
        let svg = svg(&graph);
        let mut boxes = text_boxes(&svg);
        assert!(
            boxes.len() >= least,
            "{count} entities show {} texts",
            boxes.len()
        );
        boxes.sort_by(|a, b| a.left().total_cmp(&b.left()));
        for (at, first) in boxes.iter().enumerate() {
            let near = boxes[at + 1..]
                .iter()
                .take_while(|other| other.left() < first.right());
            for second in near {
                // Lines of one name follow each other closely: a pixel is no overlap.
                let over = first.bottom().min(second.bottom()) - first.top().max(second.top());
                assert!(over < 1.5, "{count} entities: {first:?} and {second:?}");
            }
        }
    }
}

#[test]
fn equal_graphs_give_equal_pictures() {
    let graph = many(300);
    assert!(svg(&graph) == svg(&many(300)));
    let bytes = |format| {
        let mut bytes = Vec::new();
        write(&graph, format, &Caption::default(), &mut bytes).expect("memory takes every byte");
        bytes
    };
    assert!(bytes(Format::Png) == bytes(Format::Png));
    assert!(bytes(Format::Pdf) == bytes(Format::Pdf));
}

#[test]
fn one_document_more_moves_the_others_little() {
    let (before, after) = (svg(&many(400)), svg(&many(408)));
    let (before, after) = (discs(&before), discs(&after));
    assert!(after.len() > before.len() && before.len() > 300);
    let places: Vec<(f64, f64)> = before.values().copied().collect();
    let spread = |pick: fn(&(f64, f64)) -> f64| {
        let values = places.iter().map(pick);
        values.clone().fold(f64::MIN, f64::max) - values.fold(f64::MAX, f64::min)
    };
    let diagonal = spread(|place| place.0).hypot(spread(|place| place.1));
    let mut moved: Vec<f64> = before
        .iter()
        .map(|(title, (x, y))| {
            let (now_x, now_y) = after[title];
            (now_x - x).hypot(now_y - y) / diagonal
        })
        .collect();
    moved.sort_by(f64::total_cmp);
    let median = moved[moved.len() / 2];
    println!("half of the entities move by less than {median:.3} of the diagonal");
    assert!(
        median < 0.1,
        "half of the entities move by {median:.3} of the diagonal or more"
    );
}

#[test]
fn png_and_pdf_hold_the_picture() {
    let graph = many(30);
    let mut png = Vec::new();
    write(&graph, Format::Png, &Caption::default(), &mut png).expect("memory takes every byte");
    let pixels = resvg::tiny_skia::Pixmap::decode_png(&png).expect("it is a PNG");
    assert!(
        pixels.width() > 900 && pixels.height() > 300,
        "{}",
        pixels.width()
    );
    let dark = pixels
        .pixels()
        .iter()
        .filter(|pixel| pixel.green() < 128)
        .count();
    let share = dark as f64 / pixels.pixels().len() as f64;
    assert!(
        (0.002..0.5).contains(&share),
        "{share} of the pixels are dark"
    );

    let mut pdf = Vec::new();
    write(&graph, Format::Pdf, &Caption::default(), &mut pdf).expect("memory takes every byte");
    assert!(pdf.starts_with(b"%PDF-1.") && pdf.trim_ascii_end().ends_with(b"%%EOF"));
    let pdf = hayro_interpret::hayro_syntax::Pdf::new(pdf).expect("a reader of PDF opens it");
    assert_eq!(pdf.pages().len(), 1);
}

/// A country with two programs, an agreement and a law, and a program of another country.
fn country() -> EntityGraph {
    let mut document = Document::new("profile");
    for (name, class) in [
        ("Ruritania", "Country"),
        ("Borduria", "Country"),
        ("Ministry of Letters", "Ministry"),
        ("Bell Works", "Company"),
        ("Lantern Program", "Program"),
        ("School Network", "Program"),
        ("Far Program", "Program"),
        ("Treaty of Strelsau", "Agreement"),
        ("Law on Lamps", "Law"),
    ] {
        document.thing(name, class);
    }
    document.fact("Ministry of Letters", "location", "Ruritania");
    document.fact("Lantern Program", "launchedBy", "Ministry of Letters");
    document.fact("Lantern Program", "partner", "Bell Works");
    document.fact("School Network", "location", "Ruritania");
    document.fact("Far Program", "location", "Borduria");
    document.fact("Far Program", "fundedBy", "Bell Works");
    document.fact("Treaty of Strelsau", "signatory", "Ruritania");
    document.fact("Law on Lamps", "location", "Ruritania");
    document.date("Lantern Program", "startDate", "2004");
    document.date("Lantern Program", "endDate", "2008");
    document.date("Far Program", "startDate", "2005");
    document.date("Treaty of Strelsau", "date", "2006");
    document.date("Law on Lamps", "date", "2010");
    EntityGraph::from_quads(document.quads, &ontology())
}

#[test]
fn a_timeline_shows_what_is_of_the_country_and_has_a_date() {
    let graph = country();
    let ruritania = graph.find("Ruritania").expect("it is there");
    let picture = Picture::timeline(&graph, ruritania, &Caption::default()).expect("it is drawn");
    let svg = picture.svg();
    for shown in [
        "Lantern Program",
        "by Ministry of Letters · with Bell Works",
        ">2004<",
        ">2010<",
    ] {
        assert!(svg.contains(shown), "{shown} in {svg}");
    }
    assert!(
        svg.contains(">Treaty of Strelsau<") && svg.contains(">Law on Lamps<"),
        "{svg}"
    );
    assert!(!svg.contains("Far Program"), "{svg}");
    assert!(svg.contains("Left out: 1 entity without a date."), "{svg}");
}

#[test]
fn a_matrix_has_a_mark_where_an_organization_takes_part() {
    let graph = country();
    let draw = |columns| {
        let picture = Picture::partners(&graph, columns, 30, &Caption::default());
        picture.expect("it is drawn").svg().to_owned()
    };
    let programs = draw(Columns::Programs);
    // Three kinds in the legend; Bell Works twice and the Ministry once.
    assert_eq!(programs.matches("<circle ").count(), 3 + 3, "{programs}");
    let countries = draw(Columns::Countries);
    assert!(
        countries.contains(">Borduria<") && countries.contains(">1<"),
        "{countries}"
    );
}

#[test]
fn measures_are_those_worked_out_by_hand() {
    // A – B – C – D, and D – E, D – F, E – F.
    let mut document = Document::new("letters");
    for name in ["A", "B", "C", "D", "E", "F"] {
        document.thing(name, "Organization");
    }
    for (from, to) in [
        ("A", "B"),
        ("B", "C"),
        ("C", "D"),
        ("D", "E"),
        ("D", "F"),
        ("E", "F"),
    ] {
        document.fact(from, "partner", to);
    }
    let graph = EntityGraph::from_quads(document.quads, &ontology());
    let measures = analysis::measure(&graph);
    // Of the ten pairs of others, four paths lead over B, six over C and D.
    let betweenness: Vec<f64> = measures.iter().map(|node| node.betweenness).collect();
    assert_eq!(betweenness, [0.0, 0.4, 0.6, 0.6, 0.0, 0.0]);
    let whole: f64 = measures.iter().map(|node| node.pagerank).sum();
    assert!((whole - 1.0).abs() < 1e-4, "{whole}");
    let communities: Vec<usize> = measures.iter().map(|node| node.community).collect();
    assert_eq!(communities[4], communities[5]);
    assert_eq!(communities[0], communities[1]);
    assert_ne!(communities[0], communities[5]);
    let label = |at: petgraph::graph::NodeIndex| graph.graph()[at].label.as_str();
    let bridges: Vec<(&str, &str)> = analysis::bridges(&graph)
        .into_iter()
        .map(|(a, b)| (label(a), label(b)))
        .collect();
    // A hangs on B alone: no part is lost with it.
    assert_eq!(bridges, [("B", "C"), ("C", "D")]);

    let ends = ["A", "F"].map(|name| graph.find(name).expect("it is there"));
    let steps = analysis::path(&graph, ends[0], ends[1]).expect("they are connected");
    let way: Vec<(&str, &str)> = steps
        .iter()
        .map(|step| (label(step.from), label(step.to)))
        .collect();
    assert_eq!(way, [("A", "B"), ("B", "C"), ("C", "D"), ("D", "F")]);
    assert!(
        steps
            .iter()
            .all(|step| step.facts.len() == 1 && step.facts[0].forward)
    );
}

/// What Chromium makes of a page, or nothing where it is not there; `TRIPOLIS_PEERS=required` makes that
/// a failure.
fn rendered(page: &std::path::Path, hash: &str) -> Option<String> {
    for browser in ["chromium", "chromium-browser", "google-chrome"] {
        let output = std::process::Command::new(browser)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--virtual-time-budget=5000",
            ])
            .args(["--dump-dom", &format!("file://{}#{hash}", page.display())])
            .output();
        if let Ok(output) = output {
            return Some(String::from_utf8_lossy(&output.stdout).into_owned());
        }
    }
    peers::skip("Chromium does not run");
    None
}

#[test]
fn a_page_shows_names_as_they_are_and_runs_nothing_of_them() {
    let mut document = Document::new("hostile");
    let hostile = "</script><script>document.title = 'run'</script>";
    document.thing("Bell Works", "Company");
    document.thing("Lantern", "Program");
    document.fact("Lantern", "partner", "Bell Works");
    let label = Literal::new_language_tagged_literal_unchecked(hostile, "en");
    let graph = document.graph.clone();
    document.quads.retain(|quad| {
        quad.subject != entity("Lantern").into() || quad.predicate != skos::PREF_LABEL
    });
    document
        .quads
        .push(Quad::new(entity("Lantern"), skos::PREF_LABEL, label, graph));
    let graph = EntityGraph::from_quads(document.quads, &ontology());
    let caption = Caption {
        title: "A <b>title</b> & {{data}}".to_owned(),
        notes: Vec::new(),
    };
    let mut page = Vec::new();
    write(&graph, Format::Html, &caption, &mut page).expect("memory takes every byte");
    let text = String::from_utf8(page.clone()).expect("UTF-8");
    assert_eq!(text.matches("<script").count(), 2, "only its own scripts");
    assert!(
        !text.contains("src=") && !text.contains("@import"),
        "it asks for no other file"
    );
    assert!(text.contains("<title>A &lt;b>title&lt;/b> &amp; {{data}}</title>"));

    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("page.html");
    std::fs::write(&path, page).expect("a folder takes files");
    if let Some(shown) = rendered(&path, "lantern") {
        assert!(
            shown.contains("<h2>&lt;/script&gt;&lt;script&gt;document.title"),
            "{shown}"
        );
        assert!(
            shown.contains("partner → ") && shown.contains(">Bell Works</button>"),
            "{shown}"
        );
        assert!(!shown.contains("<title>run</title>"), "{shown}");
    }
}
