//! Components of a project: the items below "The project has three components:", or counted on the line of their key.

use super::keyed::main_initiative;
use super::{Own, Shape};
use crate::link::EntityId;
use crate::relate::fact::{Facts, Source};
use crate::span::Span;
use crate::value::{Value, ValueKind, values};

/// An item of a list of components: its name opens it, money in brackets behind the name is its budget.
/// `lead` is the block above the list.
pub(super) fn item(
    shape: &Shape<'_>,
    (index, lead): (usize, Option<usize>),
    facts: &mut Facts<'_>,
) {
    let Some(whole) = lead.and_then(|lead| whole(shape, (index, lead), facts)) else {
        return;
    };
    let block = shape.segments.blocks[index].span;
    if let Some(component) = part(shape, index, block, whole, facts) {
        facts.themes.insert(index, component);
    }
}

/// "Components: 1. A 2. B 3. C" of the project `whole`, where `value` is what stands behind the key of the block at
/// `index`. Whether it was such a list.
pub(super) fn counted(
    shape: &Shape<'_>,
    index: usize,
    (key, value): (Span, Span),
    whole: EntityId,
    facts: &mut Facts<'_>,
) -> bool {
    let listed = facts
        .knowledge
        .rules
        .in_set("component-word", &key.of(shape.text).to_lowercase());
    if !listed || !facts.is_a(whole, "Initiative") {
        return false;
    }
    let parts = parts(shape.text, value);
    for span in &parts {
        part(shape, index, *span, whole, facts);
    }
    !parts.is_empty()
}

/// The parts of a line that counts them, "1. A 2. B"; none unless it counts two at least.
fn parts(text: &str, value: Span) -> Vec<Span> {
    let words = value.of(text);
    let mut out: Vec<Span> = Vec::new();
    let mut at = 0;
    for count in 1.. {
        let found = [".", ")", ":"].iter().find_map(|mark| {
            let sign = format!("{count}{mark} ");
            let place = words[at..].find(&sign)? + at;
            let open = place == 0 || words[..place].ends_with([' ', '(', ';', ',']);
            open.then_some((place, place + sign.len()))
        });
        let Some((place, behind)) = found.filter(|(place, _)| count > 1 || *place == 0) else {
            break;
        };
        if let Some(last) = out.last_mut() {
            *last = Span::new(last.start(), value.start() + place);
        }
        out.push(Span::new(value.start() + behind, value.end()));
        at = behind;
    }
    if out.len() < 2 {
        out.clear();
    }
    let ends = |span: &Span| {
        let kept = span.of(text).trim_end_matches([' ', ';', ',', '(']).len();
        Span::new(span.start(), span.start() + kept)
    };
    out.iter().map(ends).collect()
}

/// Adds what stands at `block` within the block at `index` as a component of `whole`.
fn part(
    shape: &Shape<'_>,
    index: usize,
    block: Span,
    whole: EntityId,
    facts: &mut Facts<'_>,
) -> Option<EntityId> {
    let text = shape.text;
    let name = name(text, block)?;
    let class = facts.knowledge.ontology.class("Program")?;
    let own = Own::of_block(shape.sentences, index);
    let named = own
        .mentions(&facts.linked)
        .filter(|(_, mention, _)| name.contains(mention.span))
        .filter_map(|(_, mention, entity)| Some((entity?, mention.span)))
        .collect::<Vec<(EntityId, Span)>>();
    let known = named
        .iter()
        .find(|(_, mention)| mention.len() * 10 >= name.len() * 8)
        .map(|(entity, _)| *entity);
    let component = known.unwrap_or_else(|| {
        for (entity, mention) in &named {
            facts.linked.forget(*entity, *mention);
        }
        facts
            .linked
            .add(class, vec![name.of(text).to_owned()], name)
    });
    facts.settle(component, "Program");
    let source = Source::new("component", 85, name);
    let part_of = facts.property("partOf");
    facts.relation(component, part_of, whole, &source, (None, None));
    let behind = text[name.end()..block.end()].trim_start();
    if behind.starts_with('(')
        && let Some(close) = behind.find(')')
    {
        let inside = &behind[..close];
        let money = values(inside, Span::new(0, inside.len()))
            .into_iter()
            .find_map(|value| match value.kind {
                ValueKind::Money(money) => Some(money),
                _ => None,
            });
        if let Some(money) = money {
            let budget = facts.property("budget");
            facts.literal(component, budget, Value::Money(money), &source);
        }
    }
    Some(component)
}

/// What the components are parts of, if the item stands in a list of them: what the lead-in speaks of, else what the
/// record or the document is about.
fn whole(shape: &Shape<'_>, (index, lead): (usize, usize), facts: &Facts<'_>) -> Option<EntityId> {
    let own = Own::of_block(shape.sentences, lead);
    let sentence = own.sentences.last()?;
    let words = sentence.span.of(shape.text);
    let last = words
        .strip_suffix(':')?
        .split_whitespace()
        .next_back()?
        .to_lowercase();
    if !facts.knowledge.rules.in_set("component-word", &last) {
        return None;
    }
    let place = own.first + own.sentences.len() - 1;
    let spoken = (0..sentence.mentions.len())
        .rev()
        .filter_map(|mention| facts.linked.entity(place, mention))
        .find(|entity| facts.is_a(*entity, "Initiative"));
    spoken
        .or_else(|| shape.about(index, facts))
        .or_else(|| main_initiative(facts))
        .filter(|entity| facts.is_a(*entity, "Initiative"))
}

/// Whether an item is a name that lists what it is about: "Training, Audit and Evaluation".
fn is_listing_name(words: &str) -> bool {
    const WORDS: usize = 8;
    let plain = |word: &str| word.len() > 3 && word.starts_with(char::is_lowercase);
    words.split_whitespace().count() <= WORDS
        && words.contains(" and ")
        && !words.split_whitespace().any(plain)
}

/// The name that opens an item: up to its bracket, colon, dash or full stop.
fn name(text: &str, item: Span) -> Option<Span> {
    let words = item.of(text);
    let end = [" (", ": ", ". ", " – ", " — ", " - ", ";", ", "]
        .iter()
        .filter(|mark| **mark != ", " || !is_listing_name(words))
        .filter_map(|mark| words.find(mark))
        .min()
        .unwrap_or_else(|| words.trim_end_matches(['.', ';', ',']).len());
    let name = Span::new(item.start(), item.start() + end).trim(text);
    let count = name.of(text).split_whitespace().count();
    ((2..=14).contains(&count) && name.of(text).starts_with(char::is_uppercase)).then_some(name)
}
