//! What stands behind a name and still belongs to it: a head in lower case, a period.

use super::{Draft, Names, Period};
use crate::mention::name::case::is_small;
use crate::mention::token::TokenKind;
use crate::value::{ValueKind, ValueMention};

/// The longest head in lower case behind a name, in tokens.
const TAIL: usize = 3;

/// At most so many small words stand between a name and its period.
const BEFORE_PERIOD: usize = 4;

/// A bracket passed over closes within so many tokens.
const BRACKET: usize = 8;

impl<'s> Names<'s> {
    /// Takes the period and a lower-case head behind a name; a draft without tokens is none.
    pub(super) fn close(&self, mut draft: Draft) -> Option<Draft> {
        if draft.end <= draft.start {
            return None;
        }
        // "Slate 2 tablet": the number of a product, whatever body its name is known as.
        let numbered = self.tokens[draft.end - 1].kind == TokenKind::Number;
        if draft.tail.is_none() && (numbered || !self.is_body(&draft)) {
            draft.tail = self.tail(self.behind_bracket(draft.end));
        }
        self.take_alias(&mut draft);
        if self
            .class(&draft)
            .is_some_and(|class| self.is_titled(class))
        {
            draft.period = self.period_from(draft.last());
        }
        Some(draft)
    }

    /// "the Tiger program (Tiigrihüpe)", "“Open Day” (Dia Abierto)": a bracket behind a head in lower case or a quote
    /// gives another name.
    fn take_alias(&self, draft: &mut Draft) {
        let behind = draft.last();
        let bare = draft.brackets.is_empty();
        let closed = draft.tail.is_some() || bare && (draft.quoted.is_some() || self.is_law(draft));
        if closed && draft.alias.is_none() {
            draft.alias = self.bracket(behind, draft);
        }
    }

    /// Bodies, places and known persons are named in full: a head behind them speaks of another thing.
    fn is_body(&self, draft: &Draft) -> bool {
        let known = self
            .known_name(draft.start)
            .filter(|(_, end)| *end == draft.end)
            .map(|(class, _)| class);
        known.is_some_and(|class| self.is_any(class, &["Organization", "Place", "Person"]))
            || self
                .class(draft)
                .is_some_and(|class| self.is_any(class, &["Organization", "Place"]))
    }

    /// Past a lower-case head that starts at `at`: "(TAG) program", "'National PC' project", "e-school
    /// pilot project".
    pub(super) fn tail(&self, at: usize) -> Option<usize> {
        let is_plain = |at: usize| {
            let token = &self.tokens[at];
            token.kind == TokenKind::Word && !token.capital && !is_small(&token.norm)
        };
        let is_modifier = |at: usize| self.in_set("modifier", &self.tokens[at].norm);
        let longest = (at + TAIL).min(self.tokens.len());
        (at + 1..=longest).rev().find(|end| {
            (at..*end).all(is_plain)
                && (at..end - 1).all(is_modifier)
                && self.class_of(at, *end).is_some_and(|class| {
                    self.is_any(
                        class,
                        &["Initiative", "Event", "Network", "Product", "Website"],
                    )
                })
        })
    }

    /// Past a short bracket that only says the name again.
    pub(super) fn behind_bracket(&self, at: usize) -> usize {
        if !self.is_mark(at, '(') {
            return at;
        }
        (at + 1..at + BRACKET)
            .find(|close| self.is_mark(*close, ')'))
            .map_or(at, |close| close + 1)
    }

    /// The period behind a title, few small words before it: "for the years 2008-2012".
    fn period_from(&self, behind: usize) -> Option<Period> {
        let at = (behind..behind + BEFORE_PERIOD)
            .find(|at| {
                self.period_at(*at).is_some()
                    || self.tokens.get(*at).is_none_or(|token| {
                        !matches!(
                            token.norm.as_str(),
                            "for" | "the" | "period" | "years" | "of" | "from" | "," | "(" | "in"
                        )
                    })
            })
            .unwrap_or(behind + BEFORE_PERIOD);
        let value = self.period_at(at)?;
        let ValueKind::Period {
            start: Some(start),
            end: Some(end),
        } = value.kind
        else {
            return None;
        };
        Some(Period {
            behind: self
                .tokens
                .partition_point(|token| token.span.start() < value.span.end()),
            start,
            end,
            span: value.span,
        })
    }

    /// Whether a period follows the plain words at `at`.
    pub(super) fn has_period_behind(&self, at: usize) -> bool {
        self.period_at(self.plain(at)).is_some()
    }

    /// The period that starts with the token at `at`.
    pub(super) fn period_at(&self, at: usize) -> Option<&'s ValueMention> {
        let start = self.tokens.get(at)?.span.start();
        let first = self
            .values
            .partition_point(|value| value.span.start() < start);
        self.values[first..]
            .iter()
            .take_while(|value| value.span.start() == start)
            .find(|value| matches!(value.kind, ValueKind::Period { .. }))
    }
}
