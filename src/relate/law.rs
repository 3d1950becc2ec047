//! Articles of laws and treaties: lines that state them, and articles cited in running text.

use super::fact::{Facts, Source};
use super::item::Line;
use super::penalty;
use crate::diag::Diagnostic;
use crate::link::EntityId;
use crate::mention::Sentence;
use crate::read::Document;
use crate::segment::{Block, BlockKind};
use crate::span::Span;
use crate::value::{Value, ValueKind};

/// "Article 147, Criminal Code. Slander. …": the law, the article, its title and its penalties.
pub(super) fn article(
    document: &Document,
    block: &Block,
    sentences: &[Sentence],
    law_entity: Option<EntityId>,
    facts: &mut Facts<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let BlockKind::Article { number, law, title } = &block.kind else {
        return;
    };
    let text = &document.text;
    let tree = facts.knowledge.ontology;
    let (law_name, printed_date) = split_date(law.of(text));
    let law_class = if law_name.contains("Convention") || law_name.contains("Protocol") {
        "Treaty"
    } else {
        "Law"
    };
    let Some(law_class) = tree.class(law_class) else {
        return;
    };
    let law_entity =
        law_entity.unwrap_or_else(|| facts.linked.add(law_class, vec![law_name.to_owned()], *law));
    let law_label = facts
        .linked
        .get(law_entity)
        .labels
        .iter()
        .max_by_key(|label| (law_name.contains(label.as_str()), label.len()))
        .cloned()
        .unwrap_or_else(|| law_name.to_owned());
    let Some(class) = tree.class("Article") else {
        return;
    };
    let mut labels = vec![format!("Article {}, {law_label}", number.of(text))];
    labels.extend(title.map(|title| title.of(text).to_owned()));
    let end = title.unwrap_or(*law).end();
    let quote = Span::new(block.span.start(), end).trim(text);
    let entity = facts.linked.add(class, labels, quote);
    let source = Source::new("article-line", 97, quote);
    state(facts, entity, law_entity, number.of(text), &source);
    if let Some((date, _)) = printed_date {
        let property = facts.property("date");
        facts.literal(
            law_entity,
            property,
            Value::Date(date),
            &Source::new("article-line", 90, *law),
        );
    }
    for sentence in sentences {
        let found = penalty::penalties(text, sentence.span);
        diagnostics.extend(found.diagnostics);
        for found in found.output {
            let property = facts.property("penalty");
            facts.literal(
                entity,
                property,
                Value::Penalty(found.penalty),
                &Source::new("penalty", 92, found.span),
            );
        }
    }
}

/// "Law on Mass Media (Dec 2009)": the name and the date in its brackets.
fn split_date(law: &str) -> (&str, Option<(crate::value::Date, usize)>) {
    if let Some((name, inside)) = law.strip_suffix(')').and_then(|rest| rest.rsplit_once('('))
        && let Some(date) = crate::value::date::whole(inside.trim())
    {
        return (name.trim(), Some((date, name.len())));
    }
    (law.trim(), None)
}

fn state(facts: &mut Facts<'_>, article: EntityId, law: EntityId, number: &str, source: &Source) {
    let (part_of, number_of) = (facts.property("partOf"), facts.property("number"));
    facts.relation(article, part_of, law, source, (None, None));
    facts.literal(article, number_of, Value::Text(number.to_owned()), source);
}

/// "Order of the President of the Republic": the decree names who issued it.
pub(super) fn decrees(
    document: &Document,
    index: usize,
    sentence: &Sentence,
    facts: &mut Facts<'_>,
) {
    for (place, mention) in sentence.mentions.iter().enumerate() {
        let Some(decree) = facts
            .linked
            .entity(index, place)
            .filter(|entity| facts.is_a(*entity, "Decree"))
        else {
            continue;
        };
        let printed = mention.span.of(&document.text);
        let Some(offset) = printed.find(" of the ").map(|at| at + " of the ".len()) else {
            continue;
        };
        let issuer = &printed[offset..];
        let words: Vec<String> = issuer
            .split_whitespace()
            .take(2)
            .map(str::to_lowercase)
            .collect();
        let person = facts.knowledge.ontology.class("Person");
        let office = facts
            .knowledge
            .rules
            .head(&words)
            .or_else(|| facts.knowledge.rules.head(&words[..words.len().min(1)]))
            .map(|head| head.class)
            .filter(|class| Some(*class) == person);
        if let Some(class) = office {
            let span = Span::new(mention.span.start() + offset, mention.span.end());
            let issuer = facts.linked.office(class, issuer, span);
            let property = facts.property("adoptedBy");
            facts.relation(
                decree,
                property,
                issuer,
                &Source::new("decree-of", 92, mention.span),
                (None, None),
            );
        }
    }
}

/// "Article 152 of the Criminal Code", "articles 16, 17(e) and 34 (c), to the Convention", "Chapter 30 of …".
pub(super) fn say(document: &Document, line: &Line<'_>, facts: &mut Facts<'_>) {
    let text = &document.text;
    let mut at = 0;
    while at < line.items.len() {
        let word = line.norm(at);
        let kind = match word {
            "article" | "articles" | "art" | "arts" | "section" | "sections" => "Article",
            "chapter" | "chapters" => "Chapter",
            _ => {
                at += 1;
                continue;
            }
        };
        let start = at;
        at += 1;
        if line.norm(at) == "." {
            at += 1;
        }
        let mut numbers: Vec<Span> = Vec::new();
        while let Some(number) = number_at(line, at, text) {
            at = number.1;
            numbers.push(number.0);
            let mut next = at;
            while matches!(line.norm(next), "," | "and" | "or" | "&") {
                next += 1;
            }
            if number_at(line, next, text).is_some() {
                at = next
            } else {
                break;
            }
        }
        if numbers.is_empty() {
            continue;
        }
        let mut next = at;
        while matches!(
            line.norm(next),
            "," | "of" | "to" | "the" | "in" | "under" | "its" | "country" | "'s"
        ) || line
            .entity(next)
            .is_some_and(|entity| facts.is_a(entity, "Country"))
        {
            next += 1;
        }
        let Some(law) = line.entity(next).filter(|entity| {
            facts.is_a(*entity, "LegalInstrument")
                || kind == "Article" && word.starts_with("art") && facts.is_a(*entity, "Strategy")
        }) else {
            continue;
        };
        let quote = line.range(start, next);
        let label = facts
            .linked
            .get(law)
            .labels
            .first()
            .cloned()
            .unwrap_or_default();
        for number in numbers {
            let printed = number.of(text);
            let Some(class) = facts.knowledge.ontology.class("Article") else {
                continue;
            };
            let article =
                facts
                    .linked
                    .add(class, vec![format!("{kind} {printed}, {label}")], quote);
            state(
                facts,
                article,
                law,
                printed,
                &Source::new("article-cited", 92, quote),
            );
        }
        at = next;
    }
}

/// A number with its letter: `16`, `17(e)`, `34 (c)`, `147.1`.
fn number_at(line: &Line<'_>, at: usize, text: &str) -> Option<(Span, usize)> {
    let item = line.items.get(at)?;
    let digits = match line.value(at).map(|value| &value.kind) {
        Some(ValueKind::Number(_)) => true,
        Some(_) => false,
        None => item.span.of(text).starts_with(|c: char| c.is_ascii_digit()),
    };
    if !digits {
        return None;
    }
    if line.norm(at + 1) == "("
        && line.norm(at + 3) == ")"
        && line.norm(at + 2).chars().count() <= 2
    {
        return Some((line.range(at, at + 3), at + 4));
    }
    Some((item.span, at + 1))
}
