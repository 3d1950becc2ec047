//! Titles that small words carry on: what before or behind them says that the name goes on as a title.

use super::{Draft, Names};
use crate::mention::token::TokenKind;
use crate::ontology::ClassId;

impl Names<'_> {
    /// "launched Smartly on the Web project", "Path to the Future (PTF) program": a name without a head of its own, up
    /// to a head in lower case.
    pub(super) fn is_headed(&self, draft: &Draft, at: usize, next: usize) -> bool {
        let end = self.behind_bracket(self.plain(next));
        let articled = matches!(self.tokens[at].norm.as_str(), "on" | "to");
        (articled || next == at + 1)
            && !self.is_acronym(draft.start)
            && self.known[next].is_none()
            && end < self.tokens.len()
            && self.tail(end).is_some()
    }

    /// "the Reading Unit of the | Directorate for Books": a part of a body, and the body.
    pub(super) fn is_owned(&self, draft: &Draft, class: Option<ClassId>, next: usize) -> bool {
        let long = draft.end > draft.start + 1;
        let body = |class: ClassId| self.is_a(class, "Organization");
        let owner = || {
            let known = self.known_name(next).is_some_and(|(class, _)| body(class));
            known || self.class_of(next, self.plain(next)).is_some_and(body)
        };
        long && self.tokens[next - 1].norm == "the" && class.is_some_and(body) && owner()
    }

    /// "the Enhancing Safety | for Children Act", "the Skills | for Growth (SG) Policy": a topic that the name of a law
    /// or initiative goes on with to its head.
    pub(super) fn is_act(&self, draft: &Draft, next: usize) -> bool {
        let end = self.plain(next);
        let behind = self.behind_bracket(end);
        let (from, to) = if behind > end && self.is_capital(behind) {
            (behind, behind + 1)
        } else {
            (next, end)
        };
        draft.start > 0
            && self.tokens[draft.start - 1].norm == "the"
            && self.known[next].is_none()
            && from < to
            && self.has_strong_head(from, to)
            && self
                .class_of(from, to)
                .is_some_and(|class| self.is_any(class, &["Law", "Initiative"]))
    }

    /// "Books | for Villages, a campaign of …": a name that an initiative's noun explains.
    pub(super) fn is_explained(&self, next: usize) -> bool {
        let comma = self.behind_bracket(self.plain(next));
        self.known[next].is_none()
            && self.apposes(comma)
            && (comma + 3..=comma + 5).any(|end| {
                end <= self.tokens.len()
                    && !self.tokens[end - 1].capital
                    && self
                        .class_of(comma + 2, end)
                        .is_some_and(|class| self.is_titled(class))
            })
    }

    /// "started the project | Improvement of …": the class of a noun in lower case that announces a title.
    pub(super) fn announced_title(&self, start: usize) -> Option<ClassId> {
        let last = start.checked_sub(1)?;
        let token = &self.tokens[last];
        if token.kind != TokenKind::Word || token.capital {
            return None;
        }
        let from = start.saturating_sub(4);
        let determined = self.tokens[from..last]
            .iter()
            .any(|token| matches!(token.norm.as_str(), "the" | "a" | "its" | "their" | "this"));
        self.class_of(start.saturating_sub(3), start)
            .filter(|class| determined && self.is_titled(*class))
    }

    /// "State program Informatization of …": a head in lower case that a title follows.
    pub(super) fn opens_title(&self, draft: &Draft, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word && !token.capital)
            && draft.joint.is_none()
            && self.is_capital(at + 1)
            && self.known[at + 1].is_none()
            && self.connector(self.plain(at + 1)).is_some()
            && self
                .class_of(draft.start, at + 1)
                .is_some_and(|class| self.is_titled(class))
    }

    /// "House of Representatives": a head over the small word at `at`.
    pub(super) fn is_across(&self, start: usize, at: usize, next: usize) -> bool {
        let rules = self.knowledge.rules;
        // "Year of Reading": a head may end with the small word.
        let open = rules
            .head(&self.tokens[start..=at])
            .is_some_and(|head| head.words.len() >= 2);
        let head = rules.head(&self.tokens[start..=next]);
        open || head.is_some_and(|head| {
            head.words.len() > next - at + 1 || head.words.len() == next + 1 - start
        })
    }
}
