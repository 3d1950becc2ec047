//! Records of publications: title, year and authors.

use super::Own;
use crate::link::EntityId;
use crate::relate::fact::{Facts, Source};
use crate::span::Span;
use crate::value::{Date, Value};

/// A line of a list of publications.
pub(super) struct Publication {
    pub(super) title: Span,
    pub(super) year: Option<(Date, Span)>,
    pub(super) author: Option<Span>,
}

/// A publication with its date and authors.
pub(super) fn publication(text: &str, printed: &Publication, own: Own<'_>, facts: &mut Facts<'_>) {
    let Some(class) = facts.knowledge.ontology.class("Publication") else {
        return;
    };
    let title = printed.title;
    let name = title.of(text).trim_matches(['“', '”', '"']);
    let mut labels = vec![name.to_owned()];
    if let Some((date, _)) = printed.year {
        labels.push(format!("{name} ({date})"));
    }
    // Names inside a title are not listed.
    let inside: Vec<(EntityId, Span)> = own
        .mentions(&facts.linked)
        .filter(|(_, mention, _)| title.contains(mention.span))
        .filter_map(|(_, mention, entity)| Some((entity?, mention.span)))
        .collect();
    for (entity, span) in inside {
        facts.linked.forget(entity, span);
    }
    let entity = facts.linked.add(class, labels, title);
    if let Some((date, year)) = printed.year {
        let property = facts.property("date");
        let source = Source::new("publication-year", 95, closed(text, title.join(year)));
        facts.literal(entity, property, Value::Date(date), &source);
    }
    if let Some(author) = printed.author {
        authors(text, entity, author, own, facts);
    }
}

/// The authors of a line: the mentions in it, else its names between commas.
fn authors(text: &str, publication: EntityId, line: Span, own: Own<'_>, facts: &mut Facts<'_>) {
    let creator = facts.property("creator");
    let source = Source::new("author-line", 92, line);
    let linked: Vec<(EntityId, Span)> = own
        .mentions(&facts.linked)
        .filter(|(_, mention, _)| line.contains(mention.span))
        .filter_map(|(_, mention, entity)| Some((entity?, mention.span)))
        .collect();
    let mut given = false;
    for (agent, span) in linked {
        facts.settle(agent, author_class(span.of(text)));
        given |= facts.relation(publication, creator, agent, &source, (None, None));
    }
    if given {
        return;
    }
    let names = line.of(text).split(',').map(str::trim);
    for name in names.filter(|name| !name.is_empty()) {
        if let Some(class) = facts.knowledge.ontology.class(author_class(name)) {
            let agent = facts.linked.add(class, vec![name.to_owned()], line);
            facts.relation(publication, creator, agent, &source, (None, None));
        }
    }
}

/// Two or three capitalized words without a body's head are a person's name.
pub(super) fn author_class(name: &str) -> &'static str {
    let words: Vec<&str> = name.split_whitespace().collect();
    let plain = words.iter().all(|word| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word
                .chars()
                .skip(1)
                .all(|c| c.is_lowercase() || matches!(c, '.' | '-' | '’'))
    });
    if (2..=3).contains(&words.len()) && plain {
        "Person"
    } else {
        "Organization"
    }
}

/// A span with the bracket that closes right behind it.
fn closed(text: &str, span: Span) -> Span {
    let bracket = text[span.end()..].starts_with(')');
    Span::new(span.start(), span.end() + usize::from(bracket))
}
