//! Runs: where a name can start, and how far it goes over capitals, small words and brackets.

use super::case::{has_inner_capital, is_roman, is_small};
use super::{Draft, Names};
use crate::mention::token::TokenKind;

/// A quoted part of a name with a head holds at most so many tokens.
const QUOTED_PART: usize = 20;

/// The topic of a ministry in lower case goes over at most so many tokens.
const LOWER_TOPIC: usize = 7;

impl Names<'_> {
    /// Whether a name can start at `at`.
    pub(super) fn starts(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if token.kind != TokenKind::Word {
            return token.kind == TokenKind::Number && self.is_ordinal(at);
        }
        // "June 2003", "US$ 5 million"
        if self.is_value(at) {
            return false;
        }
        if !self.has_capital(token) {
            return self.known_name(at).is_some() || self.site(at, at + 1).is_some();
        }
        if is_small(&token.norm) || self.is_participle(token) {
            return false;
        }
        if self.in_set("month", &token.norm) || self.in_set("weekday", &token.norm) {
            return false;
        }
        let initial = self.is_initial(at);
        if self.in_set("opener", &token.norm) && (initial || !self.next_capital(at)) {
            return false;
        }
        let listed = initial && self.opens_list(at);
        // Any word has a capital at the start of a sentence: more must speak for a name there.
        !initial
            || listed
            || self.tokens[at].norm.len() > 1 && self.is_inner_dot(at + 1)
            || self.known[at].is_some()
            || self.site(at, at + 1).is_some()
            || self.next_capital(at)
            || self.number(at + 1).is_some()
            || self.is_head(at) && self.opens_quote(at + 1)
            || self.is_mark(at + 1, '(') && self.closes_law(at + 1).is_some()
            || has_inner_capital(token.span.of(self.text))
            || self.is_head_joined_on(at)
            || self.in_set("official", &token.norm) && self.is_acting(at + 1)
    }

    /// "Parliament | passed": a verb follows.
    fn is_acting(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|next| {
            !next.capital
                && (self.in_set("finite", &next.norm)
                    || self.knowledge.rules.verbs.contains_key(&next.norm))
        })
    }

    /// "Lakeside, Kenya", "Kite, Bridge and Norrtel", "Kite, the reading app": a list or a name that is explained
    /// starts so, and seldom a sentence.
    fn opens_list(&self, at: usize) -> bool {
        let comma = self.behind_bracket(at + 1);
        if !self.is_mark(comma, ',') {
            return false;
        }
        let place = self.is_place(comma + 1);
        let adverb = self.tokens[at].norm.ends_with("ly");
        (place || !adverb)
            && self.tokens.get(comma + 1).is_some_and(|next| {
                next.capital && !is_small(&next.norm)
                    || next.kind == TokenKind::Number
                    || matches!(next.norm.as_str(), "a" | "an" | "the")
            })
    }

    /// A head word that a small word and a capital follow: "Ministry of Education".
    fn is_head_joined_on(&self, at: usize) -> bool {
        (self.is_head(at)
            || self
                .knowledge
                .rules
                .leads
                .contains_key(&self.tokens[at].norm))
            && self.goes_on(at + 1)
    }

    /// The run of a name that starts at `start`.
    pub(super) fn run(&self, start: usize) -> Option<Draft> {
        if let Some(draft) = self.spelled_out(start) {
            return self.close(draft);
        }
        if let Some(draft) = self.glossary(start) {
            return self.close(draft);
        }
        let mut draft = Draft {
            start,
            end: start,
            ..Draft::default()
        };
        let small_site = !self.is_capital(start) && self.site(start, start + 1).is_some();
        let mut at = if small_site {
            start + 1
        } else {
            self.plain(start)
        };
        loop {
            draft.end = at;
            if let Some(end) = self.cited(&mut draft, at) {
                at = end;
                continue;
            }
            if let Some(end) = self.lower_topic(&draft, at) {
                draft.joint = Some(at - 1);
                at = end;
                continue;
            }
            if let Some(bracket) = self.bracket(at, &draft) {
                let behind = bracket.behind;
                draft.brackets.push(bracket);
                // "Project Harmony (PH) International": no head yet, so the name goes on behind.
                let unfinished = self.is_capital(behind)
                    && !self.is_known_body(behind)
                    && self.head_class(&draft).is_none();
                if unfinished {
                    at = self.plain(behind);
                    continue;
                }
                draft.end = behind;
                break;
            }
            if let Some(close) = self.quoted_part(at, &draft) {
                draft.quoted = Some((at + 1, close));
                draft.end = close + 1;
                break;
            }
            let Some(step) = self.step(&draft, at) else {
                break;
            };
            draft.joint = draft.joint.or(step.joint);
            at = self.plain(step.next);
        }
        if let Some(end) = self.act_year(&draft) {
            draft.end = end;
        }
        self.close(draft)
    }

    /// "Ministry | of communication": past the topic of a ministry in lower case.
    fn lower_topic(&self, draft: &Draft, at: usize) -> Option<usize> {
        let ministry = draft.joint.is_none()
            && self.tokens.get(at).is_some_and(|token| token.norm == "of")
            && self
                .head_class(draft)
                .is_some_and(|class| self.is_a(class, "Ministry"));
        if !ministry {
            return None;
        }
        let is_topic = |at: usize| {
            self.tokens.get(at).is_some_and(|token| {
                token.kind == TokenKind::Word
                    && !token.capital
                    && !is_small(&token.norm)
                    && !self.in_set("function", &token.norm)
            })
        };
        let mut end = at + 1;
        while end < at + LOWER_TOPIC && is_topic(end) {
            let and = self
                .tokens
                .get(end + 1)
                .is_some_and(|token| token.norm == "and");
            end += if and && is_topic(end + 2) { 2 } else { 1 };
        }
        (end > at + 1).then_some(end)
    }

    /// Past what a law is cited by at `at`: its number, its date, a bracket inside it, its title in lower case.
    fn cited(&self, draft: &mut Draft, at: usize) -> Option<usize> {
        if draft.numbered.is_none()
            && self.is_law(draft)
            && let Some(end) = self.number(at)
        {
            draft.joint = draft.joint.or(Some(at - 1));
            draft.numbered = Some(end);
            return Some(end);
        }
        if let Some(end) = self.dated(draft, at) {
            draft.joint = draft.joint.or(Some(at - 1));
            draft.numbered = draft.numbered.or(Some(end));
            return Some(end);
        }
        if let Some(end) = self.inner_bracket(draft, at) {
            return Some(self.plain(end));
        }
        self.lower_title(draft, at)
    }

    /// "Target | 2030, a campaign …": a year that closes a name which a noun explains.
    fn is_explained_number(&self, start: usize, at: usize) -> bool {
        let plain =
            |at: usize| self.known[at].is_none() && !self.in_set("month", &self.tokens[at].norm);
        self.apposes(at + 1) && (start..at).all(plain)
    }

    /// "Slate | 2 tablet": a number that a head in lower case and in the singular follows.
    fn is_version(&self, at: usize) -> bool {
        !self.is_place(at - 1)
            && self
                .tail(at + 1)
                .is_some_and(|end| !self.tokens[end - 1].norm.ends_with('s'))
    }

    /// "Ana Rossi | Acting Director", "Ministry of Finance | Tuesday": words that begin something else.
    fn ends_before(&self, start: usize, at: usize) -> bool {
        let norm = &self.tokens[at].norm;
        self.in_set("weekday", norm)
            || self.expansion(at).is_some()
            || at > start + 1
                && self.in_set("given-name", &self.tokens[start].norm)
                && self.in_set("post-word", norm)
    }

    /// The closing mark of a quote that names what the head before it announces: "the project 'X'".
    fn quoted_part(&self, at: usize, draft: &Draft) -> Option<usize> {
        if !self.opens_quote(at) {
            return None;
        }
        let close = self.closes_quote(at)?;
        (close - at <= QUOTED_PART && self.head_class(draft).is_some()).then_some(close)
    }

    /// Past the capitalized words from `start`, the numbers between them, and known names.
    pub(super) fn plain(&self, start: usize) -> usize {
        let mut at = start;
        while at < self.tokens.len() {
            if let Some((class, end)) = self.known_name(at) {
                // A body right behind another known name is a name of its own.
                let own = at > start && self.known[at - 1].is_some() && !self.is_a(class, "Place");
                if own {
                    break;
                }
                at = end;
            } else if self.is_inside(start, at) {
                at += 1;
            } else {
                break;
            }
        }
        at
    }

    /// Whether the token belongs to the run from `start` without a small word before it.
    fn is_inside(&self, start: usize, at: usize) -> bool {
        let token = &self.tokens[at];
        let number = token.kind == TokenKind::Number;
        if at > start && (self.is_number_sign(at) || self.ends_before(start, at)) {
            false
        } else if self.is_capital(at)
            || at > start && (self.is_inner_dot(at) || self.is_legal_form(at))
        {
            true
        } else if at == start {
            number && self.is_ordinal(at)
        } else {
            // "1.2 Scope": the number of a section opens something else.
            let counted = number && !self.is_value(at) && !token.norm.contains('.');
            let between = token.is_mark('&') || token.is_mark('@') || counted;
            between && self.is_capital(at + 1)
                || counted && self.is_version(at)
                || number && self.is_explained_number(start, at)
                || is_roman(token.span.of(self.text))
        }
    }
}
