//! Articles of laws and treaties: lines that state them, and articles cited in running text.

pub(super) mod cite;

use super::fact::{Facts, Source};
use super::penalty;
use crate::diag::Diagnostic;
use crate::link::EntityId;
use crate::mention::Sentence;
use crate::read::Document;
use crate::segment::{Block, BlockKind};
use crate::span::Span;
use crate::value::Value;

/// "Article 147, Criminal Code. Slander. …": the law, the article, its title and its penalties.
///
/// `sentences` are those of the line itself and those below it; `law` is what its name, or the heading above, stands for.
pub(super) fn article(
    document: &Document,
    block: &Block,
    sentences: (&[Sentence], &[Sentence]),
    law: Option<EntityId>,
    facts: &mut Facts<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let BlockKind::Article {
        number,
        law: named,
        title,
        chapter,
    } = &block.kind
    else {
        return;
    };
    let text = &document.text;
    let law_entity = match (law, named) {
        (Some(law), _) => law,
        (None, Some(named)) => match law_of_line(text, *named, facts) {
            Some(law) => law,
            None => return,
        },
        (None, None) => return,
    };
    let printed = named.map_or("", |named| split_date(named.of(text)).0);
    let law_label = facts
        .linked
        .get(law_entity)
        .labels
        .iter()
        .max_by_key(|label| {
            (
                printed.contains(label.as_str()),
                named.is_some(),
                label.len(),
            )
        })
        .cloned()
        .unwrap_or_else(|| printed.to_owned());
    let Some(class) = facts.knowledge.ontology.class("Article") else {
        return;
    };
    let kind = match (chapter, named) {
        (true, _) => "Chapter",
        (false, None) if block.span.of(text).to_lowercase().starts_with("sec") => "Section",
        _ => "Article",
    };
    let mut labels = vec![format!("{kind} {}, {law_label}", number.of(text))];
    labels.extend(title.map(|title| title.of(text).to_owned()));
    let end = title.or(*named).unwrap_or(*number).end();
    let quote = Span::new(block.span.start(), end).trim(text);
    let entity = facts.linked.add(class, labels, quote);
    let source = Source::new("article-line", 97, quote);
    state(facts, entity, law_entity, number.of(text), &source);
    if let Some(named) = named
        && let Some((date, _)) = split_date(named.of(text)).1
    {
        let property = facts.property("date");
        let source = Source::new("article-line", 90, *named);
        facts.literal(law_entity, property, Value::Date(date), &source);
    }
    for sentence in sentences.0.iter().chain(sentences.1) {
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

/// The law that an article's line names though no mention does.
fn law_of_line(text: &str, named: Span, facts: &mut Facts<'_>) -> Option<EntityId> {
    let (name, _) = split_date(named.of(text));
    let printed = name
        .split(|c: char| !c.is_alphanumeric())
        .find_map(|word| facts.knowledge.rules.head(&[word.to_lowercase().as_str()]))
        .map(|head| head.class)
        .filter(|class| facts.knowledge.is_a(*class, "LegalInstrument"));
    let class = printed.or_else(|| facts.knowledge.ontology.class("Law"))?;
    Some(facts.linked.add(class, vec![name.to_owned()], named))
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
