//! How far a description goes: where its phrase may open, its head noun, its tail.

use super::Finder;
use crate::mention::token::{Token, TokenKind};
use crate::mention::{Mention, is_determiner, is_preposition};
use crate::ontology::ClassId;

/// The longest tail of a description, in tokens.
const TAIL: usize = 14;

impl Finder<'_> {
    /// Whether an undetermined noun phrase may open here: at the start, or behind a mark or small word.
    pub(super) fn opens(&self, at: usize) -> bool {
        at == 0 || {
            let before = &self.tokens[at - 1];
            before.kind == TokenKind::Mark
                || is_preposition(&before.norm)
                || matches!(before.norm.as_str(), "and" | "or")
        }
    }

    /// Where the head noun of the phrase from `start` ends, and its class: at most six words of
    /// adjectives and nouns before it.
    pub(super) fn head(&self, start: usize, taken: &[Option<usize>]) -> Option<(usize, ClassId)> {
        let mut best = None;
        let mut at = start;
        while at < self.tokens.len() && at < start + 7 {
            let token = &self.tokens[at];
            let word =
                token.kind == TokenKind::Word || token.kind == TokenKind::Number && at > start;
            if !word
                || taken[at].is_some()
                || is_preposition(&token.norm)
                || is_determiner(&token.norm)
                || matches!(
                    token.norm.as_str(),
                    "and"
                        | "or"
                        | "which"
                        | "that"
                        | "who"
                        | "is"
                        | "was"
                        | "were"
                        | "are"
                        | "has"
                        | "have"
                        | "will"
                        | "be"
                        | "been"
                )
            {
                break;
            }
            if at > start && self.is_verb(at) && best.is_some() {
                break;
            }
            if let Some(head) = self
                .knowledge
                .rules
                .head(&self.tokens[start..=at])
                .filter(|head| !head.only_names)
            {
                best = Some((at + 1, head.class));
                // "memorandum of understanding"
                if self
                    .tokens
                    .get(at + 1)
                    .is_some_and(|token| token.norm == "of")
                    && at + 2 < self.tokens.len()
                    && let Some(head) = self
                        .knowledge
                        .rules
                        .head(&self.tokens[start..at + 3])
                        .filter(|head| head.words.len() >= 3)
                {
                    return Some((at + 3, head.class));
                }
            } else if best.is_some() && !self.continues_noun(at) {
                break;
            }
            at += 1;
        }
        best.filter(|(end, _)| *end == at || !self.noun_follows(*end, taken))
    }

    /// Whether a word for money ends at `head_end` and the amount follows.
    pub(super) fn is_sum(&self, head_end: usize) -> bool {
        let money = self
            .knowledge
            .rules
            .in_set("money-word", &self.tokens[head_end - 1].norm);
        let amount = |token: &Token| {
            token.kind != TokenKind::Word
                || token.span.len() == 3
                    && token
                        .span
                        .of(self.text)
                        .bytes()
                        .all(|b| b.is_ascii_uppercase())
        };
        money
            && self
                .tokens
                .get(head_end)
                .is_some_and(|token| token.norm == "of")
            && self.tokens.get(head_end + 1).is_some_and(amount)
    }

    /// A word between two heads that keeps the phrase going: "education | portal".
    pub(super) fn continues_noun(&self, at: usize) -> bool {
        self.knowledge
            .rules
            .in_set("modifier", &self.tokens[at].norm)
    }

    /// Behind a head, another plain noun makes a compound whose head is not ours: "project staff".
    pub(super) fn noun_follows(&self, at: usize, taken: &[Option<usize>]) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.kind == TokenKind::Word
                && taken[at].is_none()
                && !is_preposition(&token.norm)
                && !is_determiner(&token.norm)
                && !self.is_verb(at)
                && !self.knowledge.rules.in_set("function", &token.norm)
                && !token.norm.ends_with("ing")
                && !token.norm.ends_with("ed")
                && !token.norm.ends_with("ly")
        })
    }

    /// "a workshop on safety | in Lakeside", "… | in May 2020": where and when it was is no part of what it is.
    pub(super) fn opens_place(
        &self,
        at: usize,
        taken: &[Option<usize>],
        names: &[Mention],
    ) -> bool {
        let article = self
            .tokens
            .get(at + 1)
            .is_some_and(|token| token.norm == "the");
        let next = at + 1 + usize::from(article);
        let place = || {
            let name = taken.get(next).copied().flatten().map(|name| &names[name]);
            name.is_some_and(|name| {
                let class = name.class;
                class.is_some_and(|class| self.knowledge.is_a(class, "Place"))
            })
        };
        let date = || {
            self.tokens.get(next).is_some_and(|token| {
                self.knowledge.rules.in_set("month", &token.norm)
                    || token.kind == TokenKind::Number && token.norm.len() == 4
            })
        };
        matches!(self.tokens[at].norm.as_str(), "in" | "at" | "on" | "during")
            && (place() || date())
    }

    pub(super) fn is_verb(&self, at: usize) -> bool {
        self.knowledge
            .rules
            .verbs
            .contains_key(&self.tokens[at].norm)
    }

    /// Where the tail of a description ends: "of …", "for …", "on …", "to …", "between A and B", "aiming …".
    pub(super) fn tail(
        &self,
        head_end: usize,
        taken: &[Option<usize>],
        names: &[Mention],
    ) -> usize {
        let Some(first) = self.tokens.get(head_end) else {
            return head_end;
        };
        let opens = matches!(
            first.norm.as_str(),
            "of" | "for"
                | "on"
                | "to"
                | "between"
                | "aiming"
                | "aimed"
                | "designed"
                | "about"
                | "against"
                | "with"
        );
        if !opens || taken[head_end].is_some() {
            return head_end;
        }
        let mut at = head_end + 1;
        while at < self.tokens.len() && at < head_end + TAIL {
            if let Some(index) = taken[at] {
                at = names[index].tokens.1;
                continue;
            }
            let token = &self.tokens[at];
            let stop = token.kind == TokenKind::Mark
                && token.norm != "'s"
                && !token.is_mark('-')
                && !token.is_mark('&')
                || matches!(
                    token.norm.as_str(),
                    "which"
                        | "that"
                        | "who"
                        | "where"
                        | "was"
                        | "were"
                        | "is"
                        | "are"
                        | "has"
                        | "have"
                        | "had"
                        | "will"
                        | "by"
                        | "with"
                        | "from"
                        | "through"
                        | "under"
                        | "since"
                        | "until"
                        | "when"
                        | "including"
                        | "as"
                );
            if stop || at > head_end + 1 && self.opens_place(at, taken, names) {
                break;
            }
            at += 1;
        }
        // No tail that is a small word alone.
        while at > head_end
            && (is_preposition(&self.tokens[at - 1].norm)
                || is_determiner(&self.tokens[at - 1].norm)
                || self.tokens[at - 1].norm == "and")
        {
            at -= 1;
        }
        at
    }
}
