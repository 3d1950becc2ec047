//! Keys with their values: lines of a record, filled statistics, and keys within running text.

use super::field::{Pair, field};
use super::{Own, Shape, component, table};
use crate::link::EntityId;
use crate::mention::Sentence;
use crate::relate::fact::{Facts, Source};
use crate::span::Span;
use crate::value::{Value, figure};

/// A value of more words is running text.
const VALUE_WORDS: usize = 80;

impl Shape<'_> {
    /// "Key: value", of what the record is about; a number of a country is a statistic.
    pub(super) fn pair(self, index: usize, (key, value): (Span, Span), facts: &mut Facts<'_>) {
        let block = &self.segments.blocks[index];
        let about = self.about(index, facts);
        let counted = about
            .filter(|about| facts.is_a(*about, "Organization"))
            .or(facts.linked.country);
        let rules = facts.knowledge.rules;
        // "Parties: 5" counts no people of a country.
        if counted == about
            || !rules.is_column(key.of(self.text))
            || rules.is_key_of("plain-key", key.of(self.text))
        {
            statistic(self.text, counted, key, value, facts);
        }
        let pair = Pair {
            text: self.text,
            key: key.of(self.text),
            value,
            quote: block.span,
        };
        if table::joined(&self, index, &pair, facts) {
            return;
        }
        let words = value.of(self.text);
        if words.split_whitespace().count() > VALUE_WORDS
            || rules.in_set("no-value", &words.to_lowercase())
            || words
                .split_whitespace()
                .all(|word| rules.in_set("heading-word", &word.to_lowercase()))
        {
            return;
        }
        let ours = || facts.linked.home.filter(|_| pair.key.starts_with("Our "));
        let about = ours().or(about);
        let Some(subject) = about.or_else(|| main_initiative(facts)) else {
            return;
        };
        if component::counted(&self, index, (key, value), subject, facts) {
            return;
        }
        let own = Own::of_block(self.sentences, index);
        field(&pair, own, (subject, about.is_some()), facts);
    }

    /// Sentences of running text that are a key and its value: "Partners: A, B."
    pub(super) fn keyed(self, index: usize, facts: &mut Facts<'_>) {
        /// A key ends within so many bytes.
        const KEY: usize = 60;
        let own = Own::of_block(self.sentences, index);
        for (offset, sentence) in own.sentences.iter().enumerate() {
            let words = sentence.span.of(self.text);
            let head = &words.as_bytes()[..words.len().min(KEY + 2)];
            let Some(colon) = head.windows(2).position(|two| two == b": ") else {
                continue;
            };
            let (key, value) = (&words[..colon], &words[colon + 2..]);
            if !key.starts_with(char::is_uppercase) || key.split_whitespace().count() > 8 {
                continue;
            }
            let whom = self.of_whom(own.first + offset, sentence, key, facts);
            let key = whom.map_or(key, |(key, _)| key);
            if facts.knowledge.rules.field(key).is_empty() {
                continue;
            }
            let whom = whom.map(|(_, whom)| whom);
            let ours = || facts.linked.home.filter(|_| key.starts_with("Our "));
            let subject = whom.or_else(ours).or_else(|| self.about(index, facts));
            let Some(subject) = subject else {
                continue;
            };
            let start = sentence.span.end() - value.len();
            let pair = Pair {
                text: self.text,
                key,
                value: Span::new(start, sentence.span.end()),
                quote: sentence.span,
            };
            let own = Own {
                first: own.first + offset,
                sentences: &own.sentences[offset..=offset],
            };
            if !facts.is_a(subject, "LegalInstrument") {
                field(&pair, own, (subject, true), facts);
            }
        }
    }

    /// "Members of the Council: A, B": the key, and whose it is.
    fn of_whom<'t>(
        self,
        index: usize,
        sentence: &Sentence,
        key: &'t str,
        facts: &Facts<'_>,
    ) -> Option<(&'t str, EntityId)> {
        let (own, whom) = key.split_once(" of ")?;
        let start = sentence.span.start() + key.len() - whom.len();
        let place = sentence.mentions.iter().position(|mention| {
            mention.span.start() >= start && mention.span.end() <= start + whom.len()
        })?;
        Some((own, facts.linked.entity(index, place)?))
    }
}

/// "Population: 10 million" says a figure of the document's country, "Staff: 42" one of the body.
pub(super) fn statistic(
    text: &str,
    counted: Option<EntityId>,
    label: Span,
    value: Span,
    facts: &mut Facts<'_>,
) {
    let (Some(counted), Some(figure)) =
        (counted, figure::statistic(label.of(text), value.of(text)))
    else {
        return;
    };
    let property = facts.property("figure");
    facts.literal(
        counted,
        property,
        Value::Figure(figure),
        &Source::new("statistic", 95, label.join(value)),
    );
}

/// The initiative that a record of keys and values is about: the first one named.
pub(super) fn main_initiative(facts: &Facts<'_>) -> Option<EntityId> {
    (0..facts.linked.candidates.len() as u32)
        .map(EntityId)
        .find(|id| facts.is_a(*id, "Initiative") && !facts.linked.get(*id).described)
}
