//! Lists of topics within a name: "Ministry of Education, Culture and Research", "the Information, Communications and
//! Media Act".

use super::{Draft, Names};
use crate::ontology::ClassId;

/// The longest list of topics that a comma opens, without its last member.
const LISTED: usize = 4;

impl Names<'_> {
    /// "the Information, Communications and Media Act": topics before a head, up to their "and".
    pub(super) fn joins_topics(&self, draft: &Draft, at: usize) -> bool {
        let definite = draft.start > 0 && self.tokens[draft.start - 1].norm == "the";
        let own = (draft.start..at)
            .rev()
            .find(|at| self.is_mark(*at, ','))
            .map_or(draft.start, |comma| comma + 1);
        if !definite || !self.is_short_topic(own, at) {
            return false;
        }
        let mut next = at + 1;
        for _ in 0..LISTED {
            let last = self
                .tokens
                .get(next)
                .is_some_and(|token| token.norm == "and");
            next += usize::from(last);
            if !self.is_plain_topic(next) {
                return false;
            }
            let end = self.plain(next);
            if last {
                return end > next + 1 && self.has_strong_head(next, end);
            }
            if !self.is_short_topic(next, end) {
                return false;
            }
            next = match self.tokens.get(end).map(|token| token.norm.as_str()) {
                Some(",") => end + 1,
                Some("and") => end,
                _ => return false,
            };
        }
        false
    }

    /// One or two words that are a topic and no head.
    pub(super) fn is_short_topic(&self, start: usize, end: usize) -> bool {
        (1..=2).contains(&(end - start))
            && (start..end).all(|at| self.is_plain_topic(at))
            && self.class_of(start, end).is_none()
    }

    /// "Education, Culture and Research" behind "Ministry of": topics up to an "and".
    pub(super) fn joins_comma(&self, draft: &Draft, at: usize) -> bool {
        if draft.joint.is_none() {
            return self.joins_topics(draft, at);
        }
        let mut next = at + 1;
        for _ in 0..LISTED {
            if !self.is_plain_topic(next) {
                return false;
            }
            let end = self.behind_owner(self.plain(next));
            if end - next > 4 || self.class_of(next, end).is_some() {
                return false;
            }
            match self.tokens.get(end).map(|token| token.norm.as_str()) {
                Some(",") => {
                    let and = self
                        .tokens
                        .get(end + 1)
                        .is_some_and(|token| token.norm == "and");
                    next = end + 1 + usize::from(and);
                }
                Some("and" | "&") => {
                    let last = end + 1;
                    return self.is_plain_topic(last)
                        && (!self.has_strong_head(last, self.plain(last))
                            || self
                                .class_of(last, self.plain(last))
                                .is_none_or(|class| !self.is_a(class, "Organization")));
                }
                _ => return false,
            }
        }
        false
    }

    /// "the Kite Technologies and Education Fund": behind "the" no business is named, so that its plural is a topic of
    /// the body whose head closes the name.
    pub(super) fn is_topic_of_body(&self, draft: &Draft, end: usize) -> bool {
        let definite = draft.start > 0 && self.tokens[draft.start - 1].norm == "the";
        let plural = self.tokens[draft.end - 1].norm.ends_with('s');
        let is = |class: Option<ClassId>, name| class.is_some_and(|class| self.is_a(class, name));
        definite
            && plural
            && is(self.head_class(draft), "Company")
            && !is(self.class_of(draft.end + 1, end), "Company")
    }

    /// "Veterans' | Affairs": past what the possessor that ends before `at` owns.
    fn behind_owner(&self, at: usize) -> usize {
        let owns = matches!(
            self.tokens.get(at).map_or("", |token| &token.norm),
            "'s" | "'"
        ) && self.in_set("possessor", &self.tokens[at - 1].norm)
            && self.is_capital(at + 1);
        if owns { self.plain(at + 1) } else { at }
    }

    /// A capitalized word that is neither known nor an acronym.
    pub(super) fn is_plain_topic(&self, at: usize) -> bool {
        self.is_capital(at) && self.known[at].is_none() && !self.is_acronym(at)
    }
}
