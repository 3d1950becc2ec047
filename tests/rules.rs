//! The rules themselves: what is wrong with them, their own examples, and how a broken file is told.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use tripolis::iri::Base;
use tripolis::pipeline::{Engine, KnowledgeFiles};
use tripolis::rules::{RuleError, Rules};
use tripolis::workbench::lint::{Finding, lint};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    Engine::new(KnowledgeFiles::built_in(), Base::default()).expect("shipped files")
});

/// The shipped rules and `own` behind them.
fn rules_with(own: &str) -> Result<Rules, RuleError> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology/rules");
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .expect("the rules are there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "rules")
        })
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            (
                name.into_owned(),
                fs::read_to_string(&path).expect("a text"),
            )
        })
        .collect();
    files.push(("99-own.rules".to_owned(), own.to_owned()));
    files.sort();
    let files = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()));
    Rules::parse(files, &ENGINE.ontology)
}

/// Every example of every rule holds, each rule has those that it needs, and none is without use.
#[test]
fn nothing_is_wrong_with_the_shipped_rules_and_names() {
    assert!(!ENGINE.rules.examples.is_empty());
    let findings: Vec<String> = lint(&ENGINE).iter().map(told).collect();
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

fn told(finding: &Finding) -> String {
    let place = finding.place.as_ref();
    let place = place.map_or("lexicon".to_owned(), |place| {
        format!("{}:{}", place.file, place.line)
    });
    format!(
        "{place}: {}: {} [{}]\n  hint: {}",
        finding.of, finding.message, finding.code, finding.hint
    )
}

/// The codes of what is found in rules that stand behind the shipped ones.
fn codes(rules: &str) -> Vec<&'static str> {
    let mut engine = ENGINE.clone();
    engine.rules = rules_with(rules).expect("rules that can be read");
    let own = |finding: &Finding| {
        let place = finding.place.as_ref();
        place.is_some_and(|place| place.file.ends_with("99-own.rules"))
    };
    let found = lint(&engine);
    found
        .iter()
        .filter(|finding| own(finding))
        .map(|finding| finding.code)
        .collect()
}

#[test]
fn lint_finds_what_cannot_be_meant() {
    let cases = [
        (
            "rule a\n  when <a:Company> can't|a,b <b:Company>\n  emit a partner b\n  test \"Intel can't Microsoft.\" => 1 partner\n",
            "dead-word",
        ),
        (
            "rule a\n  when <a:Company> x.,y <b:Company>\n  emit a partner b\n",
            "never-fires",
        ),
        (
            "frame a\n  verbs frobnicate_co,op\n  theme Event\n  agent Person\n  emit theme organizedBy agent\n",
            "never-fires",
        ),
        (
            "rule a\n  when <a:Event> frobnicates <b:Company>\n  emit a date b\n",
            "never-fires",
        ),
        (
            "phrase a\n  words frobnicated by\n  theme Event|City\n  object Person\n  emit theme organizedBy object\n",
            "breaks-ontology",
        ),
        (
            "phrase a\n  words frobnicated|mangled by\n  theme Event\n  object Person\n  emit theme organizedBy object\n  confidence 0.9\nphrase b\n  words mangled by\n  theme Event\n  object Person\n  emit theme organizedBy object\n  confidence 0.8\n",
            "shadowed",
        ),
        (
            "rule a\n  when <x:Event> mangles <y:Person>\n  emit x organizedBy y\nrule b\n  when <m:Event> mangles <n:Person>\n  emit m organizedBy n\n",
            "shadowed",
        ),
        (
            "frame a\n  verbs host\n  theme Event\n  agent Person\n  emit theme organizedBy agent\n  confidence 0.5\n",
            "shadowed",
        ),
        (
            "rule a\n  when <x:Event> mangles <y:Person>\n  emit x organizedBy y\n",
            "no-example",
        ),
        (
            "rule a\n  when <x:Event> by the <y:Person>\n  emit x organizedBy y\n",
            "no-counterexample",
        ),
        (
            "rule a\n  when <x:Event> mangles <y:Person>\n  emit x organizedBy y\n  test \"Nothing here.\" => 1 organizedBy\n",
            "example-fails",
        ),
        (
            "rule a\n  when <x:Organization> mangles <y:Organization>\n  emit x partner y\n  not \"Intel mangles Microsoft.\"\n",
            "example-fails",
        ),
    ];
    assert_eq!(codes("reader no-such = 0.5\n"), ["unknown-reader"]);
    for (rules, code) in cases {
        let found = codes(rules);
        assert!(found.contains(&code), "{rules}\nhas {found:?}, not {code}");
    }
}

#[test]
fn lint_leaves_sound_rules_alone() {
    let sound = "rule a\n  when <x:Organization> mangles <y:Organization>\n  emit x partner y\n  test \"Intel mangles Microsoft.\" => 1 partner\n";
    assert_eq!(codes(sound), Vec::<&str>::new());
}

#[test]
fn lint_finds_names_that_mislead() {
    let mut files = KnowledgeFiles::built_in();
    let turtle = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix pol: <https://w3id.org/tripolis/ontology#> .
        <https://w3id.org/tripolis/entity/one> a skos:Concept, pol:Company ; skos:prefLabel \"Ruritania Works\" ; skos:altLabel \"Bridge\" .
        <https://w3id.org/tripolis/entity/two> a skos:Concept, pol:City ; skos:prefLabel \"Ruritania Works\" .";
    let pol = tripolis::vocab::POL;
    files.put(
        "lexicon/own.ttl",
        turtle.replace("https://w3id.org/tripolis/ontology#", pol),
    );
    let engine = Engine::new(files, Base::default()).expect("a lexicon that can be read");
    let found = lint(&engine);
    let has = |code: &str, name: &str| {
        found
            .iter()
            .any(|finding| finding.code == code && finding.of == name)
    };
    assert!(has("shared-name", "Ruritania Works"), "{found:?}");
    assert!(has("common-word", "Bridge"), "{found:?}");
}

#[test]
fn a_broken_rule_file_is_told_with_its_place_and_a_hint() {
    let cases = [
        (
            "frame x\n  verbs walk\n  theme Nonsense\n",
            "3:9",
            "no class `Nonsense`",
        ),
        (
            "rule y\n  when <a:Company> likes <b:Company\n  emit a partner b\n",
            "2:26",
            "not closed",
        ),
        (
            "rule z\n  when <a:Company> likes <b:Company>\n  emit a partner c\n",
            "3:18",
            "nothing here is called `c`",
        ),
        ("nonsense\n", "1:1", "starts no statement"),
        ("  verbs walk\n", "1:3", "needs a statement above it"),
        (
            "rule w\n  test \"never closed => 1 partner\n",
            "2:8",
            "not closed",
        ),
        ("set a = $b\n", "1:9", "no set `b`"),
        ("set a\n", "1:5", "expected `NAME = words`"),
        ("verb go\n", "1:6", "expected"),
        ("verb\n", "1:1", "expected"),
        ("reader age\n", "1:8", "expected `NAME = CONFIDENCE`"),
        ("reader age = high\n", "1:14", "no confidence"),
        ("rule Upper\n", "1:6", "no rule name"),
        (
            "rule launched\n  when <a:Company> likes it\n",
            "1:6",
            "another rule",
        ),
        ("rule a\n  when likes\n", "1:6", "emits nothing"),
        (
            "rule a\n  when <a:Company>\n  emit a partner a\n",
            "2:3",
            "at least one word",
        ),
        (
            "rule a\n  when <Company> likes\n",
            "2:8",
            "expected `<role:Class>`",
        ),
        (
            "rule a\n  when it likes\n  emit a b\n",
            "3:8",
            "expected `emit",
        ),
        (
            "rule a\n  when <a:Company> likes <b:Company>\n  emit a likes b\n",
            "3:10",
            "no property",
        ),
        ("rule a\n  nonsense\n", "2:3", "no part of this statement"),
        ("rule a\n  confidence 2\n", "2:14", "no confidence"),
        ("rule a\n  test unquoted\n", "2:8", "straight quotes"),
        (
            "rule a\n  test \"A text.\" 1\n",
            "2:18",
            "expected `=> COUNT PROPERTY`",
        ),
        (
            "rule a\n  test \"A text.\" => one partner\n",
            "2:21",
            "no count",
        ),
        ("frame a\n  theme Event\n", "1:7", "no verbs"),
        (
            "phrase a\n  theme Event\n",
            "1:8",
            "needs `words` and `emit`",
        ),
        (
            "phrase a\n  words [with] of\n  emit theme partner object\n",
            "1:8",
            "must start with",
        ),
    ];
    for (text, place, words) in cases {
        let Err(error) = rules_with(text) else {
            panic!("{text:?} was taken")
        };
        let error = error.to_string();
        assert!(
            error.contains(&format!("99-own.rules:{place}:")),
            "{text:?}: {error}"
        );
        assert!(error.contains(words), "{error}");
        assert!(error.contains("\n  hint: "), "no hint: {error}");
        let (line, column) = place.split_once(':').expect("a place");
        let line = text.lines().nth(line.parse::<usize>().expect("a line") - 1);
        let indent = " ".repeat(column.parse::<usize>().expect("a column") - 1);
        let picture = format!("\n  | {}\n  | {indent}^", line.expect("the line"));
        assert!(error.contains(&picture), "{error}");
    }
}
