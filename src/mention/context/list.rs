//! Lists: their members are of one kind.

use super::{Context, is_open};
use crate::mention::token::{Token, TokenKind};
use crate::mention::{Mention, MentionKind};
use crate::ontology::ClassId;
use std::ops::Range;

impl Context<'_> {
    /// Members of one list are of one kind: places, bodies, persons, initiatives.
    pub(super) fn lists(&self, mentions: &mut [Mention]) {
        for place in 1..mentions.len() {
            let (before, behind) = mentions.split_at_mut(place);
            let (before, name) = (&before[place - 1], &mut behind[0]);
            if is_open(name) && self.is_list(before, name) {
                name.class = self.shared(before, name, before.tokens.1..name.tokens.0);
            }
        }
        for place in (1..mentions.len()).rev() {
            let (before, behind) = mentions.split_at_mut(place);
            let (name, next) = (&mut before[place - 1], &behind[0]);
            if is_open(name) && self.is_list(name, next) {
                name.class = self.shared(next, name, name.tokens.1..next.tokens.0);
            }
        }
    }

    /// Whether only a comma, semicolon or conjunction stands between two names, and the second closes its phrase.
    fn is_list(&self, first: &Mention, second: &Mention) -> bool {
        let (from, to) = (first.tokens.1, second.tokens.0);
        if from >= to
            || to - from > 3
            || second.kind != MentionKind::Name
            || first.kind != MentionKind::Name
        {
            return false;
        }
        let between = &self.tokens[from..to];
        let joins =
            |token: &Token| matches!(token.norm.as_str(), "," | ";" | "and" | "or" | "&" | "the");
        let conjunction = between
            .iter()
            .any(|token| matches!(token.norm.as_str(), "and" | "or" | "&"));
        let closed = match self.tokens.get(second.tokens.1) {
            None => true,
            Some(next) => {
                next.kind == TokenKind::Mark && next.norm != "'s"
                    || matches!(next.norm.as_str(), "and" | "or")
            }
        };
        between.iter().all(joins) && (conjunction || closed)
    }

    /// What a member of a list takes from the one beside it.
    fn shared(&self, known: &Mention, open: &Mention, between: Range<usize>) -> Option<ClassId> {
        let class = known.class?;
        let is = |name: &str| self.knowledge.is_a(class, name);
        if is("Person") {
            return self.is_person_like(open).then_some(class);
        }
        // A list of countries holds no unknown one; a body of state seldom stands beside its like.
        if is("Country") || is("LegalInstrument") || is("Agreement") {
            return None;
        }
        if is("Place") && self.in_set("address-word", open.tokens.1 - 1) {
            return None;
        }
        if is("Place") || is("Company") {
            return Some(class);
        }
        if is("Organization") {
            return self.class("Organization");
        }
        // "Bridge, Kite": behind a comma alone the second may be another name of the first.
        let conjunction = between
            .into_iter()
            .any(|at| matches!(self.norm(at), "and" | "or" | "&"));
        (conjunction && !is("Website")).then_some(class)
    }
}
