//! Short names in brackets: "(IREX)", and the runs that they spell out.

use super::case::is_acronym;
use super::{Bracket, Draft, Names};
use crate::mention::token::TokenKind;

/// A bracket behind a name closes within so many tokens.
const GLOSS: usize = 14;

/// A run that an acronym spells out holds at most so many tokens.
const SPELLED_OUT: usize = 16;

impl Names<'_> {
    /// "(IREX)", "(E-Azerbaijan)", "(OSCE)" at `open`: a short name of the draft before it.
    pub(super) fn bracket(&self, open: usize, draft: &Draft) -> Option<Bracket> {
        let mark = match self.tokens.get(open)?.norm.as_str() {
            "(" => ')',
            "[" => ']',
            _ => return None,
        };
        if open == draft.start {
            return None;
        }
        let close = (open + 2..open + GLOSS).find(|at| self.is_mark(*at, mark))?;
        let inside = self.span(open + 1, close).of(self.text);
        let acronym = close == open + 2 && is_acronym(inside);
        let short_name = || {
            close - open <= 5
                && self.is_capital(open + 1)
                && self.tokens[open + 1..close]
                    .iter()
                    .all(|token| token.kind != TokenKind::Mark || token.is_mark('-'))
                && !self.is_value(open + 1)
                && !self.is_place(open + 1)
        };
        let cited = || self.is_law(draft) && (open + 1..close).any(|at| self.is_number_sign(at));
        (acronym || short_name() || cited() || self.is_gloss(open, close, draft)).then(|| Bracket {
            open,
            behind: close + 1,
            acronym: self.label(open + 1, close),
        })
    }

    /// "IREX (International Research and Exchanges Board)", "Dia da Internet Segura (Safer Internet Day of
    /// Brazil)": a long bracket that spells out the initials before it, or says a foreign name in English.
    fn is_gloss(&self, open: usize, close: usize, draft: &Draft) -> bool {
        let inside = || &self.tokens[open + 1..close];
        let plain = inside().iter().all(|token| {
            token.kind == TokenKind::Word || matches!(token.norm.as_str(), "-" | "'" | "&" | "'s")
        });
        if !plain || !self.is_capital(open + 1) {
            return false;
        }
        let short = open == draft.start + 1;
        let initials = || {
            let words = (open + 1..close).filter(|at| self.is_capital(*at));
            words
                .flat_map(|at| self.tokens[at].norm.split('-'))
                .filter_map(|part| part.chars().next())
                .collect::<Vec<char>>()
        };
        let foreign = || {
            self.tokens[draft.start..open].iter().any(|token| {
                !token.norm.is_ascii() && !token.norm.contains('\'')
                    || self.in_set("foreign-small-word", &token.norm)
            }) || self.lead(draft.start, open).is_some()
        };
        short && spells(self.tokens[draft.start].span.of(self.text), &initials())
            || !short && foreign()
    }

    /// A run whose initials a bracket behind it repeats is one name, whatever small words are in it:
    /// "Developing Tools for Outreach and Mobilization (DTOM)".
    pub(super) fn spelled_out(&self, start: usize) -> Option<Draft> {
        let mut initials: Vec<char> = Vec::new();
        let mut joint = None;
        for at in start..(start + SPELLED_OUT).min(self.tokens.len()) {
            let token = &self.tokens[at];
            if token.is_mark('(') {
                let acronym = self.tokens.get(at + 1)?.span.of(self.text);
                let bracket = Bracket {
                    open: at,
                    behind: at + 3,
                    acronym: acronym.to_owned(),
                };
                let whole = self.is_mark(at + 2, ')') && spells(acronym, &initials);
                return whole.then(|| Draft {
                    start,
                    end: at + 3,
                    joint,
                    brackets: vec![bracket],
                    ..Draft::default()
                });
            }
            if self.is_capital(at) {
                initials.extend(token.norm.split('-').filter_map(|part| part.chars().next()));
                continue;
            }
            match token.norm.as_str() {
                _ if at == start => return None,
                "of" | "for" | "on" => joint = joint.or(Some(at - 1)),
                "in" | "to" | "the" | "and" | "," | "&" | "-" => {}
                _ => return None,
            }
        }
        None
    }
}

/// Whether an acronym holds the initials of a run, three at least: most of its letters are among them, and
/// they are not many more, or the run starts too early.
fn spells(acronym: &str, initials: &[char]) -> bool {
    let letters: Vec<char> = acronym
        .chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    if !is_acronym(acronym)
        || letters.len() < 3
        || initials.len() < 3
        || letters.first() != initials.first()
    {
        return false;
    }
    let mut left = initials.to_vec();
    let mut covered = 0;
    for letter in &letters {
        if let Some(at) = left.iter().position(|c| c == letter) {
            left.swap_remove(at);
            covered += 1;
        }
    }
    covered * 10 >= letters.len() * 7 && initials.len() <= letters.len() + 1
}
