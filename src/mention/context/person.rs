//! Persons whom only what they do or hold tells: "said Ana Rossi", "Ana Rossi, its director", "By Ana Rossi".

use super::Context;
use crate::mention::Mention;
use crate::mention::token::TokenKind;
use crate::ontology::ClassId;

/// The name of a person holds at most so many tokens, dots included.
const PERSON: usize = 6;

impl Context<'_> {
    /// "director", "its head", "State Secretary", "Managing Director": a post that opens at `at`.
    pub(super) fn is_post(&self, at: usize) -> bool {
        /// A post is named within so many words.
        const POST: usize = 3;
        let at = at + usize::from(matches!(self.norm(at), "its" | "their" | "the" | "then"));
        let said = |at: usize| self.in_set("role", at) || self.in_set("title", at);
        said(at)
            || (at + 1..at + POST)
                .take_while(|at| self.in_set("post-word", at - 1))
                .any(said)
    }

    /// "said Ana Rossi", "Ana Rossi added", "founded by Ana Rossi", "By Ana Rossi" above a text.
    pub(super) fn speaking(&self, mention: &Mention) -> Option<ClassId> {
        let (start, end) = mention.tokens;
        let says = self.in_set("speech", end) || start > 0 && self.in_set("speech", start - 1);
        let late = start > 2 && self.norm(start - 1) == "late" && self.norm(start - 2) == "the";
        let by = start
            .checked_sub(1 + if late { 2 } else { 0 })
            .filter(|by| self.norm(by.to_owned()) == "by");
        let does = by.is_some_and(|by| self.is_done_by(by, mention));
        let plain = || {
            (start..end).all(|at| {
                !self.in_set("modifier", at)
                    && !self.in_set("template-word", at)
                    && !self.in_set("role", at)
                    && !self.in_set("post-word", at)
                    && self.knowledge.rules.head(&[self.norm(at)]).is_none()
            })
        };
        ((says || does && plain()) && self.is_person_like(mention)).then(|| self.class("Person"))?
    }

    /// "founded in Lyon in 2005 | by", "the report, | by", a line that opens with "By": what only people do.
    pub(super) fn is_done_by(&self, by: usize, mention: &Mention) -> bool {
        /// The act stands within so many words.
        const ACT: usize = 7;
        let byline = || match self.norm(mention.tokens.1) {
            "" => true,
            "|" | "," | "-" | "and" => mention.tokens.1 + 8 > self.tokens.len(),
            _ => false,
        };
        if by == 0 {
            return byline();
        }
        let comma = usize::from(self.norm(by - 1) == ",");
        let written = self
            .noun(by - comma)
            .is_some_and(|class| self.knowledge.is_a(class, "Publication"));
        let acted = (by.saturating_sub(ACT)..by)
            .rev()
            .take_while(|at| self.tokens[*at].kind != TokenKind::Mark)
            .any(|at| self.in_set("personal-act", at));
        written || acted
    }

    /// Two to four words with a capital, none an acronym: the shape of a person's name.
    pub(super) fn is_person_like(&self, mention: &Mention) -> bool {
        let (start, end) = mention.tokens;
        let words = self.tokens[start..end]
            .iter()
            .filter(|token| token.kind == TokenKind::Word);
        (2..=PERSON).contains(&(end - start))
            && (2..=4).contains(&words.clone().count())
            && words.clone().all(|token| {
                let known = self.knowledge.rules.in_set("name-particle", &token.norm);
                let plain = |c: char| c.is_alphabetic() || c == '-' || c == '\'';
                (token.capital || known) && token.norm.chars().all(plain)
            })
            && self.tokens[start..end]
                .iter()
                .all(|token| token.kind == TokenKind::Word || token.is_mark('.'))
    }
}
