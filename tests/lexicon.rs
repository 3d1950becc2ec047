//! The lexicon reads, holds no doubtful names, and finds names in texts as a reader would.

use std::collections::{BTreeMap, BTreeSet};
use tripolis::lexicon::{Entry, Lexicon, LexiconError, MatchKind, NameKind};
use tripolis::ontology::Ontology;

const FILES: [(&str, &str); 7] = [
    (
        "companies.ttl",
        include_str!("../ontology/lexicon/companies.ttl"),
    ),
    ("donors.ttl", include_str!("../ontology/lexicon/donors.ttl")),
    (
        "international.ttl",
        include_str!("../ontology/lexicon/international.ttl"),
    ),
    ("ngos.ttl", include_str!("../ontology/lexicon/ngos.ttl")),
    ("other.ttl", include_str!("../ontology/lexicon/other.ttl")),
    ("places.ttl", include_str!("../ontology/lexicon/places.ttl")),
    (
        "treaties.ttl",
        include_str!("../ontology/lexicon/treaties.ttl"),
    ),
];

const PREFIXES: &str = "@prefix entity: <https://w3id.org/tripolis/entity/> .
@prefix pol: <https://w3id.org/tripolis/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
";

fn ontology() -> Ontology {
    Ontology::from_turtle(include_str!("../ontology/policy.ttl")).expect("the ontology is readable")
}

fn lexicon() -> Lexicon {
    Lexicon::from_turtle(FILES, &ontology()).expect("the lexicon is readable")
}

/// What is found in `text`: "words=slug", a demonym with `~` before the slug.
fn found(lexicon: &Lexicon, text: &str) -> Vec<String> {
    let show = |kind| if kind == MatchKind::Demonym { "~" } else { "" };
    lexicon
        .scan(text)
        .iter()
        .map(|m| {
            format!(
                "{}={}{}",
                m.span.of(text),
                show(m.kind),
                lexicon.entries()[m.entry].slug
            )
        })
        .collect()
}

#[test]
fn names_in_texts() {
    let lexicon = lexicon();
    let cases: &[(&str, &[&str])] = &[
        // The longest name wins, whole words only.
        (
            "UNESCO IITE works with UNESCO.",
            &["UNESCO IITE=unesco-iite", "UNESCO=unesco"],
        ),
        (
            "the World Bank Group and the World Bank",
            &["World Bank Group=world-bank-group", "World Bank=world-bank"],
        ),
        (
            "in San Francisco, Cisco opened",
            &["San Francisco=san-francisco", "Cisco=cisco"],
        ),
        ("Nigeria and Niger", &["Nigeria=nigeria", "Niger=niger"]),
        (
            "Guinea-Bissau, Guinea and Papua New Guinea",
            &[
                "Guinea-Bissau=guinea-bissau",
                "Guinea=guinea",
                "Papua New Guinea=papua-new-guinea",
            ],
        ),
        // Case.
        ("who may aid the people with care", &[]),
        (
            "WHO, IDA and GUAM, but Guam",
            &[
                "WHO=who",
                "IDA=international-development-association",
                "GUAM=guam-organization",
                "Guam=guam",
            ],
        ),
        ("a world bank, peace corps, turkey and china", &[]),
        ("EDUCATION IN AZERBAIJAN", &["AZERBAIJAN=azerbaijan"]),
        ("told us that US schools", &["US=united-states"]),
        // Names that are common words.
        (
            "Orange is a color. The company Orange pays.",
            &["Orange=orange-s-a"],
        ),
        ("CONTACT US", &[]),
        ("WHO WE ARE", &[]),
        ("the U.S. NGO", &["U.S.=united-states"]),
        ("UNICEF, WHO, ILO", &["UNICEF=unicef", "WHO=who", "ILO=ilo"]),
        // Typography and spelling.
        (
            "the U.S. Department of State and the US Department  of State",
            &[
                "U.S. Department of State=us-department-of-state",
                "US Department  of State=us-department-of-state",
            ],
        ),
        ("schools in the U.S.", &["U.S.=united-states"]),
        (
            "Côte d’Ivoire or Cote d'Ivoire",
            &["Côte d’Ivoire=cote-divoire", "Cote d'Ivoire=cote-divoire"],
        ),
        (
            "the United Nations Development Program, United Nations Development Programme.",
            &[
                "United Nations Development Program=undp",
                "United Nations Development Programme=undp",
            ],
        ),
        (
            "International Labor Organisation",
            &["International Labor Organisation=ilo"],
        ),
        (
            "Organisation for Economic Cooperation and Development",
            &["Organisation for Economic Cooperation and Development=oecd"],
        ),
        (
            "the Bill and Melinda Gates Foundation",
            &["Bill and Melinda Gates Foundation=bill-melinda-gates-foundation"],
        ),
        (
            "Microsoft® and Intel™ gave",
            &["Microsoft=microsoft", "Intel=intel"],
        ),
        ("GEANT and GÉANT", &["GEANT=geant", "GÉANT=geant"]),
        // Hyphens, dots, slashes, apostrophes.
        (
            "an EU-funded, Baku-based office",
            &["EU=european-union", "Baku=baku"],
        ),
        (
            "the Azerbaijan-Georgia border",
            &["Azerbaijan=azerbaijan", "Georgia=georgia"],
        ),
        (
            "a non-EU, post-Soviet state and the Pan-American games",
            &[],
        ),
        (
            "Microsoft's and UNESCO’s help, UNDP/UNESCO",
            &[
                "Microsoft=microsoft",
                "UNESCO=unesco",
                "UNDP=undp",
                "UNESCO=unesco",
            ],
        ),
        ("see www.UNESCO.org or a@UNICEF.org", &[]),
        (
            "held in Baku.Microsoft came",
            &["Baku=baku", "Microsoft=microsoft"],
        ),
        ("for US$ 5 or US $5 million", &[]),
        // Places within places.
        (
            "New Jersey, West Virginia, Northern Ireland",
            &[
                "New Jersey=new-jersey",
                "West Virginia=west-virginia",
                "Northern Ireland=northern-ireland",
            ],
        ),
        ("in Atlanta, Georgia", &["Atlanta, Georgia=atlanta"]),
        (
            "South Korea and Korean firms, Azeris",
            &[
                "South Korea=south-korea",
                "Korean=~south-korea",
                "Azeris=~azerbaijan",
            ],
        ),
        // A paragraph's end parts names, a line's end does not.
        ("the World\nBank", &["World\nBank=world-bank"]),
        ("the World\n\nBank", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(found(&lexicon, text), *expected, "in {text:?}");
    }
}

#[test]
fn a_shorter_name_stands_in_for_a_longer_one_that_fails() {
    let lexicon = lexicon();
    // "European Union agency for …" has no capitals where the agency's name has them.
    let text = "a European Union agency for cybersecurity";
    assert_eq!(found(&lexicon, text), ["European Union=european-union"]);
    assert_eq!(
        found(&lexicon, "the Bank of Georgia-based"),
        ["Bank of Georgia=bank-of-georgia"]
    );
}

#[test]
fn look_up_by_name() {
    let lexicon = lexicon();
    let slug = |name: &str| {
        lexicon
            .by_name(name)
            .map(|at| lexicon.entries()[at].slug.as_str())
    };
    assert_eq!(slug("united states of america"), Some("united-states"));
    assert_eq!(slug("U.S."), Some("united-states"));
    assert_eq!(slug("US"), Some("united-states"));
    assert_eq!(slug("“Microsoft”"), Some("microsoft"));
    assert_eq!(slug("GUAM"), Some("guam-organization"));
    assert_eq!(slug("Guam"), Some("guam"));
    assert_eq!(slug("who"), None);
    assert_eq!(slug("Azeri"), None, "a demonym is no name");
    assert_eq!(slug("Ministry of Education"), None);
}

#[test]
fn entries_know_their_surroundings() {
    let lexicon = lexicon();
    let entry = |name: &str| &lexicon.entries()[lexicon.by_name(name).expect(name)];
    let slug = |at: Option<usize>| at.map(|at| lexicon.entries()[at].slug.as_str());
    assert_eq!(slug(entry("Baku").country), Some("azerbaijan"));
    assert_eq!(slug(entry("UNICEF").part_of), Some("united-nations"));
    let azerbaijan = entry("AZERBAIJAN");
    assert_eq!(azerbaijan.label, "Azerbaijan");
    assert_eq!(azerbaijan.iso.as_deref(), Some("AZ"));
    assert_eq!(azerbaijan.demonyms, ["Azerbaijani", "Azeri"]);
    assert!(
        azerbaijan
            .same_as
            .iter()
            .any(|iri| iri == "http://www.wikidata.org/entity/Q227")
    );
    assert!(
        azerbaijan
            .names
            .iter()
            .any(|name| name.kind == NameKind::Hidden)
    );
}

#[test]
fn entries_stand_by_slug_and_links_are_unique() {
    let lexicon = lexicon();
    let slugs: Vec<&str> = lexicon
        .entries()
        .iter()
        .map(|entry| entry.slug.as_str())
        .collect();
    assert!(
        slugs.is_sorted_by(|a, b| a < b),
        "slugs are sorted and unique"
    );
    let mut links = BTreeMap::new();
    for entry in lexicon.entries() {
        assert!(
            entry
                .slug
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
            "{} is no plain slug",
            entry.slug
        );
        for link in &entry.same_as {
            let other = links.insert(link, &entry.slug);
            assert_eq!(other, None, "{link} is the same as {} too", entry.slug);
        }
    }
}

/// Small words, months, and words that open sentences and headings of policy documents: no name may be one.
const COMMON: &str = "a about academy access act action activities agency agreement aid all also an and annual any
    april article as asia-wide association at august bank before board bureau but by can care case center chapter child
    children city code commission committee community company conference contact council country court culture data
    december department development digital director district during education email employment energy environment
    event every fax february federal figure first five for forum four framework from fund funds general global goal
    government group health her his home house however i if in information initiative institute internet is it its january
    july june justice labor language law learning level local march may me media minister ministry mobile month most
    national network new news nice no north not note november october of office on one online open or orange order
    organization other our page parliament partner people plan police policy population president press program project
    public reading region report republic research right safety school second section security september service so some
    south state step strategy student students study summary support table teacher technology telephone ten that the their
    these they third this three to training two under union university until up us visa we web west what when where which
    while who why will with women work world year years yes you young youth";

#[test]
fn no_name_is_a_common_word_or_shared() {
    let lexicon = lexicon();
    let common: BTreeSet<&str> = COMMON.split_whitespace().collect();
    // Names as they match: initials in their own case, other names in any.
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for entry in lexicon.entries() {
        for (text, exact) in matched_names(entry) {
            let key = if exact {
                text.to_owned()
            } else {
                text.to_lowercase()
            };
            assert!(
                text.chars().count() > 1,
                "{}: {text:?} is too short",
                entry.slug
            );
            assert!(
                !text.starts_with("the "),
                "{}: {text:?} opens with an article",
                entry.slug
            );
            assert_eq!(text.trim(), text, "{}: spaces around {text:?}", entry.slug);
            let marked = lexicon.scan(&format!("{text} is here.")).is_empty();
            assert!(
                exact || marked || !common.contains(key.as_str()),
                "{}: {text:?} is a common word; use pol:commonWordLabel",
                entry.slug
            );
            let owner = owners.entry(key).or_insert(&entry.slug);
            assert_eq!(*owner, entry.slug, "{text:?} names two entries");
        }
    }
}

fn matched_names(entry: &Entry) -> impl Iterator<Item = (&str, bool)> {
    let names = entry
        .names
        .iter()
        .map(|name| (name.text.as_str(), name.kind == NameKind::Acronym));
    names.chain(
        entry
            .demonyms
            .iter()
            .map(|demonym| (demonym.as_str(), false)),
    )
}

#[test]
fn every_name_finds_its_entry() {
    let lexicon = lexicon();
    for (at, entry) in lexicon.entries().iter().enumerate() {
        for name in entry
            .names
            .iter()
            .filter(|name| name.kind != NameKind::Hidden)
        {
            let text = format!("work of {} here", name.text);
            let hits = lexicon.scan(&text);
            assert!(
                matches!(hits[..], [hit] if hit.entry == at && hit.span.of(&text) == name.text),
                "{}: {:?} gives {:?}",
                entry.slug,
                name.text,
                found(&lexicon, &text)
            );
        }
    }
}

#[test]
fn scanning_gives_ordered_spans_of_any_text() {
    let lexicon = lexicon();
    for text in [
        "",
        "\u{ad}",
        "Bakı şəhəri, Əliyev",
        "“UNESCO”—ÜNESCO…",
        "Баку UNESCOя",
        "programmE centre co-o",
        "a  &  b & c",
        "ﬁ UNESCO ﬁ",
        "¼-Hé ½",
    ] {
        let mut last = 0;
        for hit in lexicon.scan(text) {
            assert!(last <= hit.span.start() && !hit.span.is_empty());
            last = hit.span.end();
            assert!(text.is_char_boundary(hit.span.start()) && text.is_char_boundary(last));
        }
    }
}

#[test]
fn faults_have_a_place() {
    let read = |turtle: &str| {
        let text = format!("{PREFIXES}{turtle}");
        Lexicon::from_turtle([("mine.ttl", text.as_str())], &ontology()).expect_err(turtle)
    };
    assert!(matches!(
        read("entity:a a skos:Concept ,, pol:Country ."),
        LexiconError::Syntax(fault) if (fault.file.as_str(), fault.line) == ("mine.ttl", 4)
    ));
    assert!(matches!(
        read("entity:a a skos:Concept , pol:Nonsense ; skos:prefLabel \"A\" ."),
        LexiconError::NoClass { .. }
    ));
    assert!(matches!(
        read("entity:a a skos:Concept , pol:Country ."),
        LexiconError::NoLabel { .. }
    ));
    assert!(matches!(
        read("entity:a a skos:Concept , pol:City ; skos:prefLabel \"A\" ; pol:country entity:b ."),
        LexiconError::NoTarget { target, .. } if target.ends_with("/b")
    ));
}

#[test]
fn an_empty_lexicon_finds_nothing() {
    let lexicon = Lexicon::from_turtle([], &ontology()).expect("nothing to read");
    assert!(lexicon.scan("UNESCO in Baku").is_empty());
    assert_eq!(lexicon.by_name("UNESCO"), None);
}
