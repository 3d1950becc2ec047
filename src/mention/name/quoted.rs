//! Quoted names: a head must stand beside the quote, or it quotes no name.

use super::{Draft, Names};
use crate::mention::token::TokenKind;

/// A quoted name holds at most so many tokens, its marks included.
const QUOTED_NAME: usize = 22;

/// A closing mark is sought within so many tokens.
const QUOTE: usize = 30;

impl Names<'_> {
    /// Whether an opening mark stands at `at`: a typographic one, or a straight one behind space.
    pub(super) fn opens_quote(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else {
            return false;
        };
        if !(token.is_mark('"') || token.is_mark('\'')) {
            return false;
        }
        match token.span.of(self.text) {
            "“" | "‘" | "«" | "„" => true,
            "\"" | "'" => at
                .checked_sub(1)
                .is_none_or(|before| self.tokens[before].span.end() < token.span.start()),
            _ => false,
        }
    }

    /// The mark that closes the quote opened at `open`.
    pub(super) fn closes_quote(&self, open: usize) -> Option<usize> {
        let mark = &self.tokens[open].norm;
        (open + 1..(open + QUOTE).min(self.tokens.len())).find(|at| {
            let token = &self.tokens[*at];
            token.kind == TokenKind::Mark && token.norm == *mark && !self.opens_quote(*at)
        })
    }

    /// The quoted name that opens at `open`, with the head behind it: "'National PC' project".
    pub(super) fn quoted(&self, open: usize) -> Option<Draft> {
        let close = self.closes_quote(open)?;
        if !(2..=QUOTED_NAME).contains(&(close - open)) {
            return None;
        }
        let behind = close + 1;
        let mut draft = Draft {
            start: open,
            end: behind,
            quoted: Some((open + 1, close)),
            ..Draft::default()
        };
        if self.is_capital(behind) {
            let run = self.plain(behind);
            if self.class_of(behind, run).is_some() {
                draft.end = run;
                return self.close(draft);
            }
        }
        draft.tail = self.tail(behind).or_else(|| self.school(behind));
        let first = &self.tokens[open + 1];
        let titled = self.has_capital(first) || first.kind == TokenKind::Number;
        let introduced = || titled && self.is_introduced(open, behind);
        (draft.tail.is_some() || introduced()).then(|| self.close(draft))?
    }

    /// "the 'Ana Rossi' | school": schools are often called by a quoted name.
    fn school(&self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at).filter(|token| !token.capital)?;
        let class = self.class_of(at, at + 1)?;
        (token.kind == TokenKind::Word && self.is_a(class, "EducationalInstitution"))
            .then_some(at + 1)
    }

    /// Whether the words beside a quote say what it names: "the project 'X'", "called 'X'", "'X', a study of …".
    fn is_introduced(&self, open: usize, behind: usize) -> bool {
        let norm = |at: usize| self.tokens.get(at).map_or("", |token| token.norm.as_str());
        let apposed = self.apposes(self.behind_bracket(behind));
        let before = open.checked_sub(1).filter(|before| {
            let token = &self.tokens[*before];
            token.kind == TokenKind::Word && !token.capital
        });
        apposed
            || before.is_some_and(|before| {
                self.in_set("naming", norm(before))
                    || self
                        .class_of(before.saturating_sub(2), open)
                        .is_some_and(|class| !self.is_a(class, "Person"))
            })
    }
}
