//! Every rule's own examples: what it must find, and what it must not.

use tripolis::iri::Base;
use tripolis::pipeline::{Engine, KnowledgeFiles};
use tripolis::read::Document;
use tripolis::rules::Example;

#[test]
fn examples_of_the_rules_hold() {
    let engine = Engine::new(KnowledgeFiles::built_in(), Base::default()).expect("shipped files");
    let failures: Vec<String> = engine
        .rules
        .examples
        .iter()
        .filter_map(|example| failure(&engine, example))
        .collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn every_rule_shows_what_it_finds() {
    let engine = Engine::new(KnowledgeFiles::built_in(), Base::default()).expect("shipped files");
    let rules = &engine.rules;
    let names = rules
        .frames
        .iter()
        .map(|rule| &rule.name)
        .chain(rules.phrases.iter().map(|rule| &rule.name))
        .chain(rules.patterns.iter().map(|rule| &rule.name));
    let silent: Vec<&str> = names
        .filter(|name| {
            !rules
                .examples
                .iter()
                .any(|example| example.rule == **name && example.expected.is_some())
        })
        .map(|name| &**name)
        .collect();
    assert!(silent.is_empty(), "rules without a test: {silent:?}");
}

#[test]
fn a_broken_rule_file_is_told_with_its_place() {
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
    ];
    for (text, place, words) in cases {
        let mut files = KnowledgeFiles::built_in();
        files.put("rules/99-broken.rules", text.to_owned());
        let Err(error) = Engine::new(files, Base::default()) else {
            panic!("{text:?} was taken")
        };
        let error = error.to_string();
        assert!(
            error.contains(&format!("99-broken.rules:{place}:")),
            "{error}"
        );
        assert!(error.contains(words), "{error}");
    }
}

/// What the rule of an example does wrong with it, if anything.
fn failure(engine: &Engine, example: &Example) -> Option<String> {
    let document = Document::read(
        "example",
        "example.txt",
        example.text.replace("\\n", "\n").as_bytes(),
    )
    .expect("a text");
    let facts = engine.extract(&document).output.facts;
    let own = facts.iter().filter(|fact| fact.rule == example.rule);
    let place = format!("{}:{}: {}", example.file, example.line, example.text);
    match example.expected {
        Some((count, property)) => {
            let found = own.filter(|fact| fact.property == property).count();
            (found != count).then(|| format!("{place}\n  gives {found}, not {count}"))
        }
        None => {
            let found = own.count();
            (found > 0).then(|| format!("{place}\n  gives {found}, and must give none"))
        }
    }
}
