//! `tripolis reconcile` and `tripolis lexicon import`, on small files of the forms that users have.

use super::place::Place;

const KENYA: &str = "Kenya: a brief\n\nThe Ministry of Education of Kenya launched the Tusome Book Project in 2013 with Safaricom. Karibu Labs Ltd supported the Tusome Book Project in Kenya.\n";
const UGANDA: &str = "Uganda: a brief\n\nThe Ministry of Education of Uganda launched the Lake Villages Project in 2012.\n";

#[test]
fn a_list_is_held_against_the_graph() {
    let list = "id,partner,land\n1,Karibu Labs,KE\n2,Safaricom PLC,Kenya\n3,Education Ministry,Uganda\n4,UNESCO,\n5,\"Nobody, Inc.\",KE\n";
    let place = Place::with(&[
        ("docs/kenya.txt", KENYA),
        ("docs/uganda.txt", UGANDA),
        ("list.csv", list),
    ]);
    place.done(&["ingest", "docs"]);
    let told = place.done(&[
        "reconcile",
        "list.csv",
        "--column",
        "partner",
        "--country-column",
        "land",
    ]);
    let rows: Vec<&str> = told.lines().collect();
    assert_eq!(rows[0], "id,partner,land,iri,label,class,score,candidates");
    for (row, wanted) in [
        (1, "entity/karibu-labs-ltd,Karibu Labs Ltd,Company,0."),
        (2, "entity/safaricom,Safaricom,Company,"),
        (
            3,
            "entity/uganda-ministry-of-education,Ministry of Education",
        ),
        (4, "entity/unesco,"),
        (5, "5,\"Nobody, Inc.\",KE,,,,,"),
    ] {
        assert!(rows[row].contains(wanted), "{wanted} in {}", rows[row]);
    }
    let told = place.done(&[
        "reconcile",
        "list.csv",
        "--column",
        "partner",
        "--class",
        "Company",
    ]);
    assert!(
        told.lines()
            .nth(4)
            .is_some_and(|row| row == "4,UNESCO,,,,,,"),
        "{told}"
    );
    let wrong = place.feed(&["reconcile", "list.csv", "--column", "name"], "");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("no column `name`"));
}

const ROR: &str = r#"[
 {"id":"https://ror.org/00x0x0x01","status":"active","types":["education","funder"],"established":1970,"links":[],"domains":[],"relationships":[],"admin":{},
  "locations":[{"geonames_id":184745,"geonames_details":{"continent_code":"AF","country_code":"KE","country_name":"Kenya","lat":-1.2,"lng":36.8,"name":"Nairobi"}}],
  "external_ids":[{"type":"wikidata","preferred":null,"all":["Q900001"]},{"type":"grid","preferred":"grid.1.1","all":["grid.1.1"]}],
  "names":[{"lang":"en","types":["ror_display","label"],"value":"Lakeside Polytechnic of Kisumu"},{"lang":null,"types":["acronym"],"value":"LPKX"},{"lang":"zh","types":["label"],"value":"学校"},{"lang":"en","types":["alias"],"value":"Lakeside"},{"lang":"en","types":["alias"],"value":"Research"}]},
 {"id":"https://ror.org/00x0x0x02","status":"active","types":["government"],"locations":[{"geonames_id":1,"geonames_details":{"country_code":"DE"}}],
  "names":[{"lang":"en","types":["label"],"value":"Harbour Observatory of Emden"},{"lang":"de","types":["ror_display","label"],"value":"Hafenwarte Emden"},{"lang":"en","types":["alias"],"value":"Lakeside"}]},
 {"id":"https://ror.org/00x0x0x03","status":"withdrawn","types":["company"],"names":[{"lang":"en","types":["ror_display"],"value":"Gone Company"}]},
 {"id":"https://ror.org/00x0x0x04","status":"active","types":["nonprofit"],"names":[{"lang":"en","types":["ror_display"],"value":"UNESCO"}]}
]"#;

#[test]
fn entries_are_made_of_ror() {
    let document = "Kenya: news\n\nThe Lakeside Polytechnic of Kisumu launched the Reed Project in 2014. LPKX supported the Boat Project.\n";
    let place = Place::with(&[
        ("ror.json", ROR),
        ("mine/lexicon/x.txt", ""),
        ("doc.txt", document),
    ]);
    let output = place.feed(
        &[
            "lexicon",
            "import",
            "ror",
            "ror.json",
            "--to",
            "mine/lexicon/ror.ttl",
            "--verbose",
        ],
        "",
    );
    let notes = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{notes}");
    assert!(
        notes.contains("2 entries; left out: 1 records, 3 names"),
        "{notes}"
    );
    assert!(
        notes.contains("`UNESCO`") && notes.contains("the lexicon knows it as `unesco`"),
        "{notes}"
    );
    let turtle =
        std::fs::read_to_string(place.path("mine/lexicon/ror.ttl")).expect("the entries are there");
    for wanted in [
        "entity:lakeside-polytechnic-of-kisumu a skos:Concept , pol:EducationalInstitution ;",
        "pol:acronym \"LPKX\"@en ;",
        "pol:country entity:kenya ;",
        "owl:sameAs <http://www.wikidata.org/entity/Q900001> , <https://ror.org/00x0x0x01> .",
        "entity:harbour-observatory-of-emden a skos:Concept , pol:GovernmentBody ;",
        "skos:altLabel \"Hafenwarte Emden\"@en",
    ] {
        assert!(turtle.contains(wanted), "{wanted} in {turtle}");
    }
    for unwanted in ["Lakeside\"", "Research\"", "学校", "Gone Company"] {
        assert!(!turtle.contains(unwanted), "{unwanted} in {turtle}");
    }
    let rows = place.done(&["convert", "doc.txt", "--to", "turtle", "--ontology", "mine"]);
    assert!(
        rows.contains("entity:lakeside-polytechnic-of-kisumu a pol:EducationalInstitution"),
        "{rows}"
    );
}

#[test]
fn entries_are_made_of_iati_lists_in_three_forms() {
    let csv = "code,name,category,status\nXM-DAC-99001,River Basin Development Fund (RBDFX),40,active\nGB-CHC-999001,Moss & Fern Trust,22,active\n";
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<codelist name=\"OrganisationIdentifier\"><codelist-items>\n<codelist-item status=\"active\"><code>XM-DAC-99001</code><name><narrative>River Basin Development Fund (RBDFX)</narrative><narrative xml:lang=\"fr\">Fonds du bassin</narrative></name><category>40</category></codelist-item>\n<codelist-item><code>GB-CHC-999001</code><name><narrative>Moss &amp; Fern Trust</narrative></name><category>22</category></codelist-item>\n</codelist-items></codelist>";
    let json = "{\"metadata\":{\"name\":\"OrganisationIdentifier\"},\"data\":[{\"code\":\"XM-DAC-99001\",\"name\":\"River Basin Development Fund (RBDFX)\",\"category\":\"40\",\"status\":\"active\"},{\"code\":\"GB-CHC-999001\",\"name\":\"Moss & Fern Trust\",\"category\":\"22\"}]}";
    let place = Place::with(&[("list.csv", csv), ("list.xml", xml), ("list.json", json)]);
    let entries = |file: &str| {
        let told = place.done(&["lexicon", "import", "iati", file]);
        told.split_once('\n').expect("a head").1.to_owned()
    };
    let turtle = entries("list.csv");
    for wanted in [
        "entity:river-basin-development-fund a skos:Concept , pol:InternationalOrganization ;",
        "pol:acronym \"RBDFX\"@en ;",
        "owl:sameAs <urn:x-iati:organisation:XM-DAC-99001> .",
        "entity:moss-fern-trust a skos:Concept , pol:NonGovernmentalOrganization ;",
        "skos:prefLabel \"Moss & Fern Trust\"@en ;\n    pol:country entity:united-kingdom ;",
    ] {
        assert!(turtle.contains(wanted), "{wanted} in {turtle}");
    }
    assert_eq!(turtle, entries("list.xml"));
    assert_eq!(turtle, entries("list.json"));
    let told = place.feed(
        &["lexicon", "import", "iati", "list.csv", "--country", "GB"],
        "",
    );
    assert!(String::from_utf8_lossy(&told.stderr).contains("1 entries"));
}

#[test]
fn entries_are_made_of_skos_in_two_formats() {
    let turtle = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<http://example.org/t/1> a skos:Concept ; skos:prefLabel \"Reef Watch Initiative\"@en , \"Initiative récif\"@fr ; skos:altLabel \"RWIX\"@en ; skos:exactMatch <http://example.com/reef> .\n<http://example.org/t/2> skos:prefLabel \"no concept\"@en .\n";
    let xml = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\"><skos:Concept rdf:about=\"http://example.org/t/1\"><skos:prefLabel xml:lang=\"en\">Reef Watch Initiative</skos:prefLabel><skos:altLabel xml:lang=\"en\">RWIX</skos:altLabel><skos:exactMatch rdf:resource=\"http://example.com/reef\"/></skos:Concept></rdf:RDF>";
    let place = Place::with(&[
        ("list.ttl", turtle),
        ("list.rdf", xml),
        ("broken.ttl", "<a> <b>"),
    ]);
    let entries = |file: &str| {
        let told = place.done(&["lexicon", "import", "skos", file, "--class", "Program"]);
        told.split_once('\n').expect("a head").1.to_owned()
    };
    let found = entries("list.ttl");
    assert!(found.contains("entity:reef-watch-initiative a skos:Concept , pol:Program ;\n    skos:prefLabel \"Reef Watch Initiative\"@en ;\n    pol:acronym \"RWIX\"@en ;\n    owl:sameAs <http://example.com/reef> , <http://example.org/t/1> ."), "{found}");
    assert_eq!(found, entries("list.rdf"));
    let wrong = place.feed(&["lexicon", "import", "skos", "broken.ttl"], "");
    assert_eq!(wrong.status.code(), Some(2));
    let wrong = place.feed(&["lexicon", "import", "ror", "list.ttl"], "");
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("no dump of ROR"));
}
