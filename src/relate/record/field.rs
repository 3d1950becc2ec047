//! Key-value lines: the key names the property, the value its objects.

use super::Own;
use super::publication::author_class;
use crate::link::EntityId;
use crate::ontology::{ClassId, PropertyId};
use crate::relate::fact::{Facts, Source};
use crate::relate::item::Line;
use crate::relate::when;
use crate::rules::Field;
use crate::span::Span;
use crate::value::{Value, ValueKind};

/// Properties whose values are bodies.
const BODY_FIELDS: &[&str] = &[
    "fundedBy",
    "implementedBy",
    "partner",
    "supportedBy",
    "memberOf",
    "organizedBy",
];

/// A line "Key: value" of a record, or a cell under the head of its column.
pub(super) struct Pair<'t> {
    pub(super) text: &'t str,
    pub(super) key: &'t str,
    pub(super) value: Span,
    pub(super) quote: Span,
}

/// "Funder: A": says each property of the key of each thing and value that is named.
///
/// The subject is `told` where a title or heading names it; else a date may be that of the text itself.
pub(super) fn field(
    pair: &Pair<'_>,
    own: Own<'_>,
    (subject, told): (EntityId, bool),
    facts: &mut Facts<'_>,
) {
    let (rules, tree) = (facts.knowledge.rules, facts.knowledge.ontology);
    let exact = !rules.is_key_of("address-key", pair.key);
    let (source, unsure) = (
        Source::new("record-field", 90, pair.quote),
        Source::new("record-field", 70, pair.quote),
    );
    let seated = names_bodies(pair, facts);
    let wholes = wholes(pair, own, seated, facts);
    let mut dated = false;
    for (offset, sentence) in own.sentences.iter().enumerate() {
        let line = Line::new(own.first + offset, sentence, &facts.linked, rules);
        for at in outer(&line, pair.value) {
            let item = line.items[at].span;
            if wholes.iter().any(|(span, _)| span.contains(item)) {
                continue;
            }
            if seated && let Some(body) = seat(&line, at, facts) {
                if let Some(place) = line.entity(at) {
                    let location = facts.property("location");
                    facts.relation(body, location, place, &source, (None, None));
                }
                continue;
            }
            // "Effective: 5 May 2010, extended to 4 May 2014": the first date is the key's.
            let date = line
                .value(at)
                .is_some_and(|value| matches!(value.kind, ValueKind::Date(_)));
            if date && std::mem::replace(&mut dated, true) {
                continue;
            }
            for field in rules.field(pair.key) {
                let name = tree.property_info(field.property).name.as_str();
                if !told && matches!(name, "date" | "creator") {
                    continue;
                }
                if exact {
                    settle(&line, at, *field, name, facts);
                }
                let source = if told { &source } else { &unsure };
                say(&line, at, *field, subject, source, facts);
            }
        }
    }
    for (_, object) in wholes {
        for field in rules.field(pair.key) {
            let source = if told { &source } else { &unsure };
            let (from, to) = field.sides(subject, object);
            facts.relation(from, field.property, to, source, (None, None));
        }
    }
}

/// Whether the values of the key are bodies.
fn names_bodies(pair: &Pair<'_>, facts: &Facts<'_>) -> bool {
    let tree = facts.knowledge.ontology;
    let fields = facts.knowledge.rules.field(pair.key);
    fields.iter().any(|field| {
        let name = tree.property_info(field.property).name.as_str();
        BODY_FIELDS.contains(&name) && !field.inverse
    })
}

/// "University of Tartu, Estonia": the body before a comma that the place at `at`, which ends the value, is the seat of.
fn seat(line: &Line<'_>, at: usize, facts: &Facts<'_>) -> Option<EntityId> {
    let place = line
        .entity(at)
        .filter(|entity| facts.is_a(*entity, "Place"))?;
    let ends = matches!(line.norm(at + 1), "" | ";" | ")" | ".") && !line.is_mention(at + 1);
    let comma = at.checked_sub(1).filter(|at| line.norm(*at) == ",")?;
    let mut body = comma.checked_sub(1)?;
    // "Latvian Internet Association (LIA), Riga"
    if line.norm(body) == ")" {
        body = (0..body)
            .rev()
            .find(|at| line.norm(*at) == "(")?
            .checked_sub(1)?;
    }
    let first = body == 0 || line.norm(body - 1) == ";";
    let country = facts.is_a(place, "Country");
    line.entity(body)
        .filter(|body| facts.is_a(*body, "Organization") && ends && (first || !country))
}

/// The parts of a value, between semicolons, that each name a body though no mention fills them: "Friends of the Delta".
/// They take the place of the mentions within.
fn wholes(
    pair: &Pair<'_>,
    own: Own<'_>,
    bodies: bool,
    facts: &mut Facts<'_>,
) -> Vec<(Span, EntityId)> {
    let tree = facts.knowledge.ontology;
    let mut out = unnamed(pair, own, facts);
    if !bodies {
        return out;
    }
    let text = pair.text;
    let mut start = pair.value.start();
    for part in pair.value.of(text).split_inclusive(';') {
        let printed = part.trim_end_matches(';');
        let span = Span::new(start, start + printed.len()).trim(text);
        start += part.len();
        if !is_one_name(span.of(text)) {
            continue;
        }
        let inside: Vec<(EntityId, Span)> = own
            .mentions(&facts.linked)
            .filter(|(_, mention, _)| span.contains(mention.span))
            .filter_map(|(_, mention, entity)| Some((entity?, mention.span)))
            .collect();
        if inside
            .iter()
            .any(|(_, mention)| mention.len() * 100 >= span.len() * 85)
        {
            continue;
        }
        let words: Vec<String> = span
            .of(text)
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        let before_of = words
            .iter()
            .position(|word| word == "of")
            .unwrap_or(words.len());
        let words: Vec<&str> = words[..before_of].iter().map(String::as_str).collect();
        let class = facts
            .knowledge
            .rules
            .head(&words)
            .map(|head| head.class)
            .filter(|class| facts.knowledge.is_a(*class, "Organization"))
            .or_else(|| tree.class("Organization"));
        let Some(class) = class else { continue };
        for (entity, mention) in inside {
            facts.linked.forget(entity, mention);
        }
        let name = span
            .of(text)
            .trim_start_matches("The ")
            .trim_start_matches("the ");
        out.push((span, facts.linked.add(class, vec![name.to_owned()], span)));
    }
    out
}

/// The parts of a list, between commas and semicolons, that no mention touches: "Chikota" in "Districts: Chikota, Nsima".
fn unnamed(pair: &Pair<'_>, own: Own<'_>, facts: &mut Facts<'_>) -> Vec<(Span, EntityId)> {
    let (rules, tree) = (facts.knowledge.rules, facts.knowledge.ontology);
    let address = rules.is_key_of("address-key", pair.key);
    let class = rules.field(pair.key).iter().find_map(|field| {
        let name = tree.property_info(field.property).name.as_str();
        match (name, field.inverse) {
            ("location", false) if address || rules.is_key_of("city-key", pair.key) => Some("City"),
            ("location", false) => Some("Region"),
            (_, false) if BODY_FIELDS.contains(&name) => Some("Organization"),
            _ => None,
        }
    });
    let mut out = Vec::new();
    let (text, Some(class)) = (pair.text, class.and_then(|class| tree.class(class))) else {
        return out;
    };
    let mut start = pair.value.start();
    for part in pair.value.of(text).split_inclusive([',', ';']) {
        let span = Span::new(start, start + part.len());
        start = span.end();
        let printed = part.trim_matches([',', ';', '.', ' ', '\n']);
        let words: Vec<&str> = printed.split_whitespace().collect();
        let named = (1..=4).contains(&words.len())
            && words.iter().all(|word| {
                word.starts_with(char::is_uppercase)
                    && word.chars().count() >= 3
                    && word
                        .chars()
                        .all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''))
                    && !rules.in_set("address-word", &word.to_lowercase())
                    && !rules.in_set("no-value", &word.to_lowercase())
            });
        let touched = own
            .mentions(&facts.linked)
            .any(|(_, mention, _)| mention.span.overlaps(span));
        // A value of one word may be any remark.
        let listed = pair.value.of(text).contains([',', ';']) || class_is_place(class, facts);
        if named && !touched && listed {
            let at = span.start() + part.find(printed).unwrap_or(0);
            let place = Span::new(at, at + printed.len());
            out.push((
                place,
                facts.linked.add(class, vec![printed.to_owned()], place),
            ));
        }
    }
    out
}

/// Whether a class is one of places.
fn class_is_place(class: ClassId, facts: &Facts<'_>) -> bool {
    facts.knowledge.is_a(class, "Place")
}

/// Whether a part of a value reads like one name: capitalized, short, no list and no sentence.
fn is_one_name(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let long: Vec<&&str> = words
        .iter()
        .filter(|word| word.chars().count() > 3)
        .collect();
    let capital = long
        .iter()
        .filter(|word| word.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '«')))
        .count();
    (2..=9).contains(&words.len())
        && words[0].starts_with(|c: char| c.is_uppercase())
        && !part.contains([',', '(', ':', '|', '/'])
        && !words.iter().any(|word| matches!(*word, "and" | "&"))
        && !part.contains(|c: char| c.is_ascii_digit())
        && capital * 4 >= long.len() * 3
}

/// Gives a name of an open class the one that its key tells.
fn settle(line: &Line<'_>, at: usize, field: Field, property: &str, facts: &mut Facts<'_>) {
    let Some(entity) = line.entity(at) else {
        return;
    };
    let class = match (property, field.inverse) {
        ("location", _) => "Region",
        ("developedBy", true) => "Product",
        ("implementedBy", true) => "Program",
        ("creator" | "foundedBy", false) => {
            let mention = line.items[at].span;
            facts
                .linked
                .get(entity)
                .labels
                .first()
                .filter(|label| label.len() == mention.len())
                .map_or("Organization", |label| author_class(label))
        }
        _ => "Organization",
    };
    facts.settle(entity, class);
}

/// The items of a value that stand outside of brackets.
fn outer(line: &Line<'_>, value: Span) -> Vec<usize> {
    let mut depth = 0_usize;
    let mut out = Vec::new();
    for at in 0..line.items.len() {
        match line.norm(at) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            _ if depth == 0 && value.contains(line.range(at, at)) => out.push(at),
            _ => {}
        }
    }
    out
}

/// What one item of a value says.
fn say(
    line: &Line<'_>,
    at: usize,
    field: Field,
    subject: EntityId,
    source: &Source,
    facts: &mut Facts<'_>,
) {
    if let Some(object) = line.entity(at) {
        let (subject, object) = field.sides(subject, object);
        facts.relation(subject, field.property, object, source, (None, None));
    }
    if let Some(value) = line.value(at).filter(|_| !field.inverse) {
        field_value(subject, field.property, &value.kind, source, facts);
    }
}

/// A value of a field, where it is of the sort that the property takes.
fn field_value(
    subject: EntityId,
    property: PropertyId,
    value: &ValueKind,
    source: &Source,
    facts: &mut Facts<'_>,
) {
    let name = &facts.knowledge.ontology.property_info(property).name;
    match (name.as_str(), value) {
        ("budget", ValueKind::Money(money)) => {
            facts.literal(subject, property, Value::Money(money.clone()), source);
        }
        ("date" | "startDate" | "endDate", ValueKind::Date(date)) => {
            facts.literal(subject, property, Value::Date(*date), source);
        }
        (
            "date",
            ValueKind::Period {
                start: Some(start), ..
            },
        ) => {
            facts.literal(subject, property, Value::Date(*start), source);
        }
        ("startDate", ValueKind::Period { start, end }) => {
            when::say_period(facts, subject, (*start, *end), source);
        }
        _ => {}
    }
}
