//! A sentence as a sequence of words, marks, mentions and values: what rules are matched against.

use crate::link::{EntityId, Linked};
use crate::mention::token::{Token, TokenKind};
use crate::mention::{MentionKind, Sentence, is_determiner, is_preposition};
use crate::ontology::ClassId;
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
    pub(super) items: Vec<Item<'s>>,
}

/// A noun that announces a name stands within so many words before it.
const ANNOUNCED: usize = 4;

/// Nouns, in the singular, that announce the name of a body: "the telecom operator Acme".
const KINDS: &[&str] = &[
    "company",
    "companie",
    "firm",
    "operator",
    "provider",
    "giant",
    "corporation",
    "bank",
    "manufacturer",
    "foundation",
    "organization",
    "organisation",
    "ngo",
    "charity",
    "charitie",
    "association",
    "trust",
    "donor",
    "agency",
    "agencie",
    "university",
    "universitie",
    "institute",
    "group",
    "network",
    "partner",
];

/// A list of mentions: "A, B and C".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List {
    /// Its members, as places in the items.
    pub(super) members: Vec<usize>,
    /// The item behind it.
    pub(super) end: usize,
}

impl<'s> Line<'s> {
    /// The items of the sentence at `index`: mentions first, then values, then the tokens between.
    pub(super) fn new(index: usize, sentence: &'s Sentence, linked: &Linked) -> Self {
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
        Self { sentence, items }
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

    /// Whether a noun phrase without an entity opens at `at`, as far as its first word tells.
    fn is_generic(&self, at: usize) -> bool {
        let norm = self.norm(at);
        self.value(at).is_some()
            || matches!(
                norm,
                "other" | "others" | "several" | "many" | "various" | "some" | "private" | "local"
            )
            || is_determiner(norm)
            || matches!(
                norm,
                "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten"
            )
    }

    /// "the German foundation Acme": the name that a noun for its kind announces at `at`, else `at` itself.
    fn announced(&self, at: usize) -> usize {
        let name = (at..at + ANNOUNCED).find(|at| !self.is_word(*at));
        name.filter(|name| {
            *name > at
                && self.mention_kind(*name) == Some(MentionKind::Name)
                && KINDS.contains(&self.norm(*name - 1).trim_end_matches('s'))
                && (at..*name).all(|at| !is_preposition(self.norm(at)))
        })
        .unwrap_or(at)
    }

    /// Whether a place is named at `at`.
    fn is_place(&self, at: usize) -> bool {
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

    /// The list that starts with the mention at `start`.
    pub(super) fn list(&self, start: usize) -> List {
        self.gather(start, false)
    }

    /// What a noun phrase at `at` names: the list of mentions there, or those that stand for its plural noun,
    /// "several donors, including A and B". At most `limit` words go before it, none of them a `stop`.
    pub(super) fn named(
        &self,
        at: usize,
        limit: usize,
        acting: bool,
        stop: impl Fn(&str) -> bool,
    ) -> Option<List> {
        let first = self
            .before_mention(at, limit, &stop)
            .or_else(|| self.examples(at, limit, stop))?;
        Some(self.gather(first, acting))
    }

    /// The first of the examples of a noun phrase at `at`: "companies such as A", "donors, including A".
    fn examples(&self, at: usize, limit: usize, stop: impl Fn(&str) -> bool) -> Option<usize> {
        for next in at..=at + limit {
            let behind = next + usize::from(self.norm(next) == ",");
            let opens = match self.norm(behind) {
                "such" => (self.norm(behind + 1) == "as").then_some(behind + 2),
                "including" | "like" | "namely" | "notably" => Some(behind + 1),
                _ => None,
            };
            if let Some(first) = opens.filter(|_| next > at) {
                return self.before_mention(first, 3, stop);
            }
            let passed = self.value(next).is_some() || self.is_word(next) && !stop(self.norm(next));
            if !passed {
                return None;
            }
        }
        None
    }

    fn gather(&self, start: usize, acting: bool) -> List {
        let start = self.possessed(start);
        let mut members = vec![start];
        let mut end = start + 1;
        let mut closed = false;
        let mut generic = false;
        while !closed {
            let mut at = end;
            let mut comma = false;
            if matches!(self.norm(at), "," | ";") {
                comma = true;
                at += 1;
            }
            if self.norm(at) == "as" && self.norm(at + 1) == "well" && self.norm(at + 2) == "as" {
                closed = true;
                at += 3;
            } else if matches!(self.norm(at), "and" | "&" | "or") {
                closed = true;
                at += 1;
                if self.norm(at) == "in" && self.norm(at + 1) == "particular" {
                    at += 2;
                    if self.norm(at) == "in" {
                        at += 1;
                    }
                }
            }
            if !(comma || closed) {
                break;
            }
            while is_determiner(self.norm(at))
                || matches!(self.norm(at), "also" | "both" | "\"" | "'")
            {
                at += 1;
            }
            at = self.announced(at);
            let named = matches!(
                self.mention_kind(at),
                Some(
                    MentionKind::Name
                        | MentionKind::Reference
                        | MentionKind::Definite
                        | MentionKind::Description
                )
            );
            if !named || !self.alike(start, at, acting) {
                // "A, B and eight companies" is a list to its end.
                generic = closed && self.is_generic(at);
                closed = false;
                break;
            }
            let at = self.possessed(at);
            if comma && closed && members.len() == 1 && self.opens_clause(at) {
                closed = false;
                break;
            }
            members.push(at);
            end = at + 1;
            while matches!(self.norm(end), "\"" | "'") {
                end += 1;
            }
        }
        // "in Jabi, Abuja" is in both, where places are meant; "A; B" are two.
        let places = !acting && members.iter().all(|at| self.is_place(*at));
        let parted = self.norm(members[0] + 1) == ";";
        if !closed && !generic && members.len() == 2 && !places && !parted {
            // "Bureau of X, Department of State": a parent, not a second actor.
            members.truncate(1);
            end = start + 1;
        }
        List { members, end }
    }

    /// Whether the mention at `at`, with one more behind "and", is the subject of a clause of its own: "…, and A and B were".
    fn opens_clause(&self, at: usize) -> bool {
        let finite = |at: usize| {
            matches!(
                self.norm(at),
                "is" | "are" | "was" | "were" | "has" | "have" | "had" | "will"
            )
        };
        let paired = self.norm(at + 1) == "and" && (at + 3..at + 5).any(finite);
        finite(at + 1) || paired
    }

    /// "the Commission's Directorate" speaks of the directorate: the last mention of a chain of possessives.
    pub(super) fn possessed(&self, mut at: usize) -> usize {
        while self.norm(at + 1) == "'s"
            && let Some(next) =
                self.before_mention(at + 2, 3, |norm| is_preposition(norm) || norm == "and")
        {
            at = next;
        }
        at
    }

    /// The list that ends with the mention at `last`.
    pub(super) fn list_back(&self, last: usize) -> List {
        self.gather_back(last, false)
    }

    /// The list of those who act that ends with the mention at `last`.
    pub(super) fn actors_back(&self, last: usize) -> List {
        self.gather_back(last, true)
    }

    fn gather_back(&self, last: usize, acting: bool) -> List {
        let mut first = last;
        loop {
            let mut at = first;
            while at > 0
                && (is_determiner(self.norm(at - 1))
                    || matches!(self.norm(at - 1), "\"" | "'" | "both"))
            {
                at -= 1;
            }
            let joint = at.checked_sub(1).map(|at| self.norm(at));
            let closed = first != last;
            match joint {
                Some("and" | "&") if !closed => {
                    at -= 1;
                    if at > 0 && self.norm(at - 1) == "," {
                        at -= 1;
                    }
                }
                Some(",") if closed => at -= 1,
                _ => break,
            }
            let Some(before) = at.checked_sub(1) else {
                break;
            };
            let before = if matches!(self.norm(before), "\"" | "'") {
                before.saturating_sub(1)
            } else {
                before
            };
            if !self.is_mention(before) || !self.alike(before, last, acting) {
                break;
            }
            first = before;
        }
        let list = self.gather(first, acting);
        if list.members.contains(&last) {
            list
        } else {
            List {
                members: vec![last],
                end: last + 1,
            }
        }
    }

    /// Members of a list are of one kind: places with places, agents with agents; where they act, countries
    /// stand among agents.
    fn alike(&self, a: usize, b: usize, acting: bool) -> bool {
        let family = |at: usize| self.items[at].entity.map(|(.., family)| family);
        match (family(a), family(b)) {
            (Some(a), Some(b)) => {
                a == b || a == 0 || b == 0 || acting && a.max(b) <= Linked::PLACE_FAMILY
            }
            _ => false,
        }
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
