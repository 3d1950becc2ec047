//! Laws, decrees and cases as they are cited: by number, date and year, with a bracket inside, "A v. B".

use super::{Draft, Names};
use crate::mention::token::TokenKind;
use crate::value::ValueKind;

/// The title of a numbered instrument in lower case goes over at most so many tokens.
const TITLE: usize = 24;

/// A bracket inside the name of a law closes within so many tokens.
const INNER_BRACKET: usize = 10;

impl Names<'_> {
    /// Past the number of an instrument: "No. 5651", "No 442-A", "№ 322", "220/2000".
    pub(super) fn number(&self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at)?;
        let sign = self.in_set("number-sign", &token.norm);
        let mut next = at + usize::from(sign);
        if sign && (self.is_mark(next, '.') || self.is_mark(next, '°')) {
            next += 1;
        }
        let number = self.tokens.get(next)?;
        let digits = number.norm.starts_with(|c: char| c.is_ascii_digit());
        // "Directive C/DIR.3/04/09"
        let code = number.norm.contains('/') && number.norm.ends_with(|c: char| c.is_ascii_digit());
        let counted = sign || number.norm.contains('/') || self.is_bare_number(at);
        (digits && counted && number.kind == TokenKind::Number
            || sign && self.has_digit(next)
            || code && number.capital)
            .then_some(next + 1)
    }

    /// "Law | 679", "Resolution | 5865": a plain number behind the word for an instrument alone, and no year.
    fn is_bare_number(&self, at: usize) -> bool {
        let Some(head) = at.checked_sub(1) else {
            return false;
        };
        let number = &self.tokens[at].norm;
        let year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
        self.is_capital(head)
            && !year
            && number.bytes().all(|b| b.is_ascii_digit())
            && self
                .class_of(head, at)
                .is_some_and(|class| self.is_any(class, &["Law", "Decree"]))
    }

    fn has_digit(&self, at: usize) -> bool {
        self.tokens[at].norm.contains(|c: char| c.is_ascii_digit())
    }

    /// Whether "No." or its like stands at `at` before a number.
    pub(super) fn is_number_sign(&self, at: usize) -> bool {
        self.in_set("number-sign", &self.tokens[at].norm) && self.number(at).is_some()
    }

    /// Past the date of an instrument: "of 12 May 2010", ", of 18 January", "dated 3 June 2004".
    pub(super) fn dated(&self, draft: &Draft, at: usize) -> Option<usize> {
        if !self.is_law(draft) {
            return None;
        }
        let comma = usize::from(self.is_mark(at, ','));
        let word = self.tokens.get(at + comma)?;
        if !matches!(word.norm.as_str(), "of" | "dated" | "from") {
            return None;
        }
        let start = self.tokens.get(at + comma + 1)?.span.start();
        let first = self
            .values
            .partition_point(|value| value.span.start() < start);
        let value = self.values.get(first)?;
        let date = value.span.start() == start
            && matches!(value.kind, ValueKind::Date(_) | ValueKind::Yearless { .. });
        let end = self
            .tokens
            .partition_point(|token| token.span.start() < value.span.end());
        // Only what goes on behind its date, or has no other name, takes the date in.
        let bare = at == draft.start + 1;
        let on = matches!(
            self.tokens.get(end).map_or("", |next| &next.norm),
            "on" | "of" | "concerning" | "regarding" | "approving" | "about"
        );
        // "the Online Safety Act of 2009"
        let year = value.span.len() == 4 && self.tokens[at - 1].norm == "act";
        (date && (bare || on || year)).then_some(end)
    }

    /// Past the year of an act or strategy: "Library Act 2003", "Library Act, 2003", "Vision 2020".
    pub(super) fn act_year(&self, draft: &Draft) -> Option<usize> {
        let at = draft.end;
        let law = self.is_law(draft);
        let strategy = self
            .head_class(draft)
            .is_some_and(|class| self.is_a(class, "Strategy"));
        if !(law || strategy)
            || draft
                .brackets
                .last()
                .is_some_and(|bracket| bracket.behind == at)
        {
            return None;
        }
        let comma = usize::from(law && self.is_mark(at, ','));
        let year = self.tokens.get(at + comma)?;
        let printed = year.kind == TokenKind::Number
            // "2003 - 2012" is a period, no year.
            && self.period_at(at + comma).is_none()
            && year.norm.len() == 4
            && matches!(year.norm.as_bytes()[0], b'1' | b'2')
            && year.norm.bytes().all(|b| b.is_ascii_digit());
        // "Under the Act, 2003 schools …": behind a comma the year closes its phrase.
        let closed = comma == 0
            || self
                .tokens
                .get(at + 2)
                .is_none_or(|next| next.kind == TokenKind::Mark || next.norm == "and");
        (printed && closed).then_some(at + comma + 1)
    }

    /// Whether the head of the draft makes a legal instrument.
    pub(super) fn is_law(&self, draft: &Draft) -> bool {
        self.head_class(draft)
            .is_some_and(|class| self.is_a(class, "LegalInstrument"))
    }

    /// Past a bracket that the word for a law follows: "Libraries (Opening Hours, etc.) Act".
    pub(super) fn inner_bracket(&self, draft: &Draft, at: usize) -> Option<usize> {
        (at > draft.start).then(|| self.closes_law(at))?
    }

    /// Past the bracket at `at` that the word for a law follows.
    pub(super) fn closes_law(&self, at: usize) -> Option<usize> {
        if !self.is_mark(at, '(') {
            return None;
        }
        let close = (at + 2..at + INNER_BRACKET).find(|close| self.is_mark(*close, ')'))?;
        let head = self.is_capital(close + 1)
            && self
                .class_of(close + 1, close + 2)
                .is_some_and(|class| self.is_a(class, "LegalInstrument"));
        head.then_some(close + 1)
    }

    /// Past the title of a numbered instrument in lower case: "on promoting the use of libraries".
    pub(super) fn lower_title(&self, draft: &Draft, at: usize) -> Option<usize> {
        let numbered = draft.numbered? <= at;
        let topic = matches!(
            self.tokens.get(at)?.norm.as_str(),
            "on" | "about" | "concerning" | "regarding" | "approving"
        );
        if !numbered || !topic {
            return None;
        }
        let stops = |at: &usize| {
            let token = &self.tokens[*at];
            let mark =
                token.kind == TokenKind::Mark && !matches!(token.norm.as_str(), "-" | "&" | "'s");
            let joins = matches!(token.norm.as_str(), "and" | "or");
            mark || !joins && self.in_set("function", &token.norm)
                || matches!(token.norm.as_str(), "by" | "from" | "under")
        };
        let longest = (at + TITLE).min(self.tokens.len());
        let end = (at + 1..longest).find(stops).unwrap_or(longest);
        (end > at + 1).then_some(end)
    }

    /// Whether "v." or "vs." stands at `at`, between two parties.
    pub(super) fn is_versus(&self, at: usize) -> bool {
        let word = self
            .tokens
            .get(at)
            .is_some_and(|token| matches!(token.norm.as_str(), "v" | "vs") && !token.capital);
        let next = at + 1 + usize::from(self.is_mark(at + 1, '.'));
        word && self.is_capital(next)
    }
}
