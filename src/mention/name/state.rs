//! Bodies and offices of a state that their state names, though the word for them has no capital.

use super::Names;
use crate::mention::token::TokenKind;
use crate::mention::{Mention, MentionKind};

impl Names<'_> {
    /// "mayor of Lyon", "president of the Republic of Estonia": an office in lower case, of a place.
    ///
    /// "Malaysian government", "parliament of the Republic of Estonia": a body that its state names,
    /// though the word for it has no capital.
    pub(super) fn state_body(&self, at: usize) -> Option<Mention> {
        let official = |at: usize| {
            self.tokens.get(at).is_some_and(|token| {
                let norm = &token.norm;
                token.kind == TokenKind::Word
                    && (self.in_set("official", norm) || self.in_set("office-holder", norm))
            })
        };
        let (head, state, end) = if self.is_demonym(at) {
            let (found, behind) = self.known[at]?;
            (behind, found.entry, behind + 1)
        } else {
            let of = self
                .tokens
                .get(at + 1)
                .is_some_and(|token| token.norm == "of");
            let the = self
                .tokens
                .get(at + 2)
                .is_some_and(|token| token.norm == "the");
            let place = at + 2 + usize::from(the);
            let (found, behind) =
                (*self.known.get(place)?).filter(|_| of && self.is_place(place))?;
            (at, found.entry, behind)
        };
        let token = self.tokens.get(head)?;
        let organ = self.is_demonym(at) && self.in_set("state-organ", &token.norm);
        if !(official(head) || organ) || token.capital && !self.is_demonym(at) {
            return None;
        }
        let class = self.knowledge.rules.head(&[&token.norm])?.class;
        Some(Mention {
            span: self.span(at, end),
            tokens: (at, end),
            kind: MentionKind::Name,
            class: Some(class),
            told: false,
            names: vec![self.label(at, end)],
            entry: None,
            jurisdiction: Some(state),
            period: None,
        })
    }
}
