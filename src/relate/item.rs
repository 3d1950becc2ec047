//! A sentence as a sequence of words, marks, mentions and values: what rules are matched against.

mod list;

pub(super) use list::List;

use crate::link::{EntityId, Linked};
use crate::mention::token::{Token, TokenKind};
use crate::mention::{Mention, MentionKind, Sentence, is_determiner};
use crate::ontology::ClassId;
use crate::rules::{Form, Rules};
use crate::span::Span;
use crate::value::{ValueKind, ValueMention};

/// One step of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Item<'s> {
    pub(super) span: Span,
    /// Lower-case text of a word or mark; empty for mentions and values.
    pub(super) norm: &'s str,
    pub(super) kind: ItemKind,
    /// The noun of a thing that is described or referred to, in lower case: "grant" of "a small grant".
    noun: &'s str,
    /// The entity of a mention, its class and its family of classes.
    entity: Option<(EntityId, Option<ClassId>, u8)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemKind {
    Word,
    Mark,
    /// A place in [`Sentence::mentions`].
    Mention(usize),
    /// A place in [`Sentence::values`].
    Value(usize),
}

/// A sentence with its items and what they stand for.
pub(super) struct Line<'s> {
    pub(super) sentence: &'s Sentence,
    rules: &'s Rules,
    pub(super) items: Vec<Item<'s>>,
}

/// The participle that a hyphen ties to a name: "funded" of "EU-funded".
fn compound<'s>(mention: &Mention, last: &'s Token, rules: &Rules) -> Option<&'s str> {
    let (_, participle) = last.norm.rsplit_once('-')?;
    let past = [Form::PastOrParticiple, Form::Participle];
    let forms = rules.verbs.get(participle)?;
    let tied = mention.kind == MentionKind::Name
        && mention.class.is_some()
        && participle.is_ascii()
        && last.norm.len() == last.span.len()
        && forms.iter().any(|form| past.contains(&form.form));
    tied.then_some(participle)
}

impl<'s> Line<'s> {
    /// The items of the sentence at `index`: mentions first, then values, then the tokens between.
    pub(super) fn new(
        index: usize,
        sentence: &'s Sentence,
        linked: &Linked,
        rules: &'s Rules,
    ) -> Self {
        let tokens = &sentence.tokens;
        // Mentions and values are in order, so that one walk over the tokens meets each in its turn.
        let mut mentions = sentence
            .mentions
            .iter()
            .enumerate()
            .filter(|(_, mention)| mention.kind != MentionKind::Demonym)
            .peekable();
        let mut values = sentence.values.iter().enumerate().peekable();
        let mut items = Vec::with_capacity(tokens.len());
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            while mentions
                .next_if(|(_, mention)| mention.tokens.0 < at)
                .is_some()
            {}
            while values
                .next_if(|(_, value)| value.span.start() < token.span.start())
                .is_some()
            {}
            if let Some((place, mention)) = mentions.next_if(|(_, known)| known.tokens.0 == at) {
                let end = mention.tokens.1;
                let span = token.span.join(tokens[end - 1].span);
                let noun = match mention.kind {
                    MentionKind::Name | MentionKind::Pronoun | MentionKind::Demonym => "",
                    _ => &tokens[end - 1].norm,
                };
                let of = |entity: Option<EntityId>| Item {
                    span,
                    norm: "",
                    noun,
                    kind: ItemKind::Mention(place),
                    entity: entity.map(|id| {
                        let class = linked.get(id).class;
                        (id, class, class.map_or(0, |class| linked.family(class)))
                    }),
                };
                items.push(of(linked.entity(index, place)));
                // "EU-funded": the participle acts for who stands before it.
                let last = &tokens[end - 1];
                if let Some(participle) = compound(mention, last, rules) {
                    let end = span.end();
                    if let Some(name) = items.last_mut() {
                        name.span = Span::new(span.start(), end - participle.len() - 1);
                    }
                    items.push(Item {
                        span: Span::new(end - participle.len(), end),
                        norm: participle,
                        noun: participle,
                        kind: ItemKind::Word,
                        entity: None,
                    });
                }
                // "Both parties" reads as "A and B".
                let several = linked.entities(index, place);
                for (count, id) in several.iter().enumerate().skip(1) {
                    let norm = if count + 1 == several.len() {
                        "and"
                    } else {
                        ","
                    };
                    items.push(Item {
                        span,
                        norm,
                        noun: norm,
                        kind: if norm == "and" {
                            ItemKind::Word
                        } else {
                            ItemKind::Mark
                        },
                        entity: None,
                    });
                    items.push(of(Some(*id)));
                }
                at = end;
            } else if let Some((place, value)) =
                values.next_if(|(_, value)| value.span.start() == token.span.start())
            {
                items.push(Item {
                    span: value.span,
                    norm: "",
                    noun: "",
                    kind: ItemKind::Value(place),
                    entity: None,
                });
                let inside = |token: &&Token| token.span.start() < value.span.end();
                at += 1 + tokens[at + 1..].iter().take_while(inside).count();
            } else {
                items.push(Item {
                    span: token.span,
                    norm: &token.norm,
                    noun: &token.norm,
                    kind: if token.kind == TokenKind::Mark {
                        ItemKind::Mark
                    } else {
                        ItemKind::Word
                    },
                    entity: None,
                });
                at += 1;
            }
        }
        Self {
            sentence,
            rules,
            items,
        }
    }

    /// Takes over the classes that entities were given since.
    pub(super) fn refresh(&mut self, linked: &Linked) {
        for (id, class, family) in self
            .items
            .iter_mut()
            .filter_map(|item| item.entity.as_mut())
        {
            *class = linked.get(*id).class;
            *family = class.map_or(0, |class| linked.family(class));
        }
    }

    /// The lower-case text of a word or mark; empty for mentions, values and past the end.
    pub(super) fn norm(&self, at: usize) -> &str {
        self.items.get(at).map_or("", |item| item.norm)
    }

    /// The word or mark at `at`, or the noun of what is described there: "grant" of "a small grant".
    pub(super) fn noun(&self, at: usize) -> &str {
        self.items.get(at).map_or("", |item| item.noun)
    }

    /// The entity of the mention at `at`.
    pub(super) fn entity(&self, at: usize) -> Option<EntityId> {
        self.items.get(at)?.entity.map(|(id, ..)| id)
    }

    /// How the mention at `at` stands for its thing.
    pub(super) fn mention_kind(&self, at: usize) -> Option<MentionKind> {
        match self.items.get(at)?.kind {
            ItemKind::Mention(place) => Some(self.sentence.mentions[place].kind),
            _ => None,
        }
    }

    /// The class of the entity at `at`; outer `None`: no entity, inner `None`: class open.
    pub(super) fn class(&self, at: usize) -> Option<Option<ClassId>> {
        self.items.get(at)?.entity.map(|(_, class, _)| class)
    }

    /// The value at `at`.
    pub(super) fn value(&self, at: usize) -> Option<&ValueMention> {
        match self.items.get(at)?.kind {
            ItemKind::Value(place) => Some(&self.sentence.values[place]),
            _ => None,
        }
    }

    /// Whether the item is "its" or "their".
    pub(super) fn is_possessive(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| match item.kind {
            ItemKind::Mention(place) => {
                let mention = &self.sentence.mentions[place];
                let norm = &self.sentence.tokens[mention.tokens.0].norm;
                mention.kind == MentionKind::Pronoun && matches!(norm.as_str(), "its" | "their")
            }
            _ => false,
        })
    }

    /// Whether who or what is named at `at` is a body, a person or a place.
    pub(super) fn acts(&self, at: usize) -> bool {
        let family = self.items.get(at).and_then(|item| item.entity);
        family.is_some_and(|(.., family)| (1..=Linked::PLACE_FAMILY).contains(&family))
    }

    /// Whether a place is named at `at`.
    pub(super) fn is_place(&self, at: usize) -> bool {
        let entity = self.items.get(at).and_then(|item| item.entity);
        entity.is_some_and(|(.., family)| family == Linked::PLACE_FAMILY)
    }

    /// Whether a mention stands at `at`.
    pub(super) fn is_mention(&self, at: usize) -> bool {
        matches!(
            self.items.get(at).map(|item| item.kind),
            Some(ItemKind::Mention(_))
        )
    }

    /// Whether a word stands at `at`.
    pub(super) fn is_word(&self, at: usize) -> bool {
        matches!(
            self.items.get(at).map(|item| item.kind),
            Some(ItemKind::Word)
        )
    }

    /// The text range from item `from` to item `to`, both included.
    pub(super) fn range(&self, from: usize, to: usize) -> Span {
        self.items[from].span.join(self.items[to].span)
    }

    /// Past determiners, adverbs and other words that may stand before a mention: at most `limit`.
    pub(super) fn before_mention(
        &self,
        at: usize,
        limit: usize,
        stop: impl Fn(&str) -> bool,
    ) -> Option<usize> {
        let mut next = at;
        for _ in 0..=limit {
            let item = self.items.get(next)?;
            match item.kind {
                ItemKind::Mention(_) => return Some(next),
                ItemKind::Word if stop(item.norm) => return None,
                ItemKind::Word => next += 1,
                ItemKind::Value(place)
                    if !matches!(
                        self.sentence.values[place].kind,
                        ValueKind::Date(_) | ValueKind::Period { .. }
                    ) =>
                {
                    next += 1
                }
                ItemKind::Mark if matches!(item.norm, "\"" | "'" | "(" | ":") => next += 1,
                ItemKind::Mark | ItemKind::Value(_) => return None,
            }
        }
        None
    }

    /// The place of the first item at or behind byte `offset`.
    pub(super) fn at_offset(&self, offset: usize) -> usize {
        self.items.partition_point(|item| item.span.end() <= offset)
    }

    /// The item before which a determiner opens the noun phrase that ends with the mention at `at`.
    pub(super) fn phrase_start(&self, at: usize) -> usize {
        let opens = |item: &Item<'_>| {
            item.kind == ItemKind::Mark && matches!(item.norm, "\"" | "'" | "(")
                || is_determiner(item.norm)
        };
        let mut start = at;
        while start > 0 && opens(&self.items[start - 1]) {
            start -= 1;
        }
        start
    }
}
