//! Names of persons: titles, initials and abbreviations with their dots, given names.

use super::{Draft, Names};
use crate::mention::token::TokenKind;
use crate::ontology::ClassId;

/// The name of a person holds at most so many tokens, dots included.
const PERSON: usize = 7;

impl Names<'_> {
    /// Whether the dot at `at` belongs to an abbreviation within a name: "Dr. Rossi", "St. Lucy", "F. Aliyev".
    pub(super) fn is_inner_dot(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        self.is_mark(at, '.')
            && self.abbreviates(before)
            && self.tokens[before].span.end() == self.tokens[at].span.start()
            && self.is_capital(at + 1)
            && !self.is_function(at + 1)
    }

    /// A word that is cut short before its dot: a title, or a single capital.
    fn abbreviates(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let initial = token.capital && token.norm.chars().nth(1).is_none();
        token.kind == TokenKind::Word
            && token.capital
            && (initial || self.in_set("abbreviation", &token.norm))
    }

    /// Whether the token is a small word that happens to have a capital, as behind a full stop.
    fn is_function(&self, at: usize) -> bool {
        let norm = &self.tokens[at].norm;
        self.in_set("opener", norm) || self.in_set("function", norm)
    }

    /// "President Paul Kagame", "Education Minister Ana Rossi": a title before the last word makes a person.
    pub(super) fn titled_person(&self, draft: &Draft) -> Option<ClassId> {
        let last = draft.name_end().saturating_sub(1);
        let titled = self.tokens[draft.start..last.max(draft.start)]
            .iter()
            .any(|token| token.capital && self.in_set("title", &token.norm));
        titled.then(|| self.knowledge.ontology.class("Person"))?
    }

    /// "Ana Rossi", "Jomo KENYATTA", "F. Aliyev": a given name or an initial, then words with capitals.
    pub(super) fn named_person(&self, draft: &Draft) -> Option<ClassId> {
        let (start, end) = (draft.start, draft.name_end());
        let first = &self.tokens[start];
        let words = self.tokens[start..end]
            .iter()
            .filter(|token| token.kind == TokenKind::Word);
        let initial = self.is_mark(start + 1, '.') && first.norm.chars().count() == 1;
        let given = self.in_set("given-name", &first.norm) || initial;
        let shaped = (2..=PERSON).contains(&(end - start))
            && draft.quoted.is_none()
            && words.clone().count() >= 2
            && words.clone().all(|token| {
                token
                    .norm
                    .chars()
                    .all(|c| c.is_alphabetic() || matches!(c, '-' | '\''))
                    && (token.capital || self.in_set("name-particle", &token.norm))
            })
            && (!initial
                || words
                    .clone()
                    .filter(|token| token.norm.chars().count() > 1)
                    .count()
                    == 1)
            && (start..end)
                .all(|at| self.tokens[at].kind == TokenKind::Word || self.is_mark(at, '.'));
        (given && shaped).then(|| self.knowledge.ontology.class("Person"))?
    }

    /// Past the titles before a person's own name: "Education Minister | Ana Rossi"; `None` where none
    /// stands there or nothing follows.
    pub(super) fn behind_titles(&self, draft: &Draft) -> Option<usize> {
        let (start, end) = (draft.start, draft.joint.unwrap_or(draft.name_end()));
        let title = (start..end)
            .rev()
            .find(|at| self.in_set("title", &self.tokens[*at].norm))?;
        let own = title + 1 + usize::from(self.is_mark(title + 1, '.'));
        (own < end && draft.joint.is_none()).then_some(own)
    }

    /// "Country Director", "Acting Sector Manager": words for a post, and nobody's name.
    pub(super) fn is_post(&self, draft: &Draft) -> bool {
        draft.joint.is_none()
            && draft.brackets.is_empty()
            && (draft.start..draft.name_end()).all(|at| {
                let norm = self.tokens[at].norm.as_str();
                norm == "." || self.in_set("post-word", norm) || self.in_set("title", norm)
            })
    }
}
