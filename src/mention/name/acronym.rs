//! Short names in brackets: "(IREX)", and the runs that they spell out.

use super::case::is_acronym;
use super::{Bracket, Draft, Names};
use crate::mention::is_preposition;
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
        let alien = || !acronym && self.is_other(open, close, draft);
        let alias = acronym || short_name() || cited() || self.is_gloss(open, close, draft);
        (alias && !alien()).then(|| Bracket {
            open,
            behind: close + 1,
            acronym: self.label(open + 1, close),
        })
    }

    /// "Dr Ana Rossi (University of Lyon)": a bracket whose own head tells another kind of thing.
    fn is_other(&self, open: usize, close: usize, draft: &Draft) -> bool {
        let joint = (open + 1..close).find(|at| !self.is_capital(*at));
        let inside = self
            .class_of(open + 1, joint.unwrap_or(close))
            .or_else(|| self.class_of(open + 1, close));
        let inside = inside.or_else(|| self.lead(open + 1, close));
        let (Some(inside), Some(own)) = (inside, self.class(draft)) else {
            // "Ana Rossi (University of Lyon)": where somebody works.
            return inside.is_some_and(|class| self.is_a(class, "EducationalInstitution"));
        };
        let tree = self.knowledge.ontology;
        let person = self.is_a(own, "Person") != self.is_a(inside, "Person");
        let place = self.is_a(own, "Place") != self.is_a(inside, "Place");
        person
            || place
            || tree.is_a(own, inside) == tree.is_a(inside, own)
                && own != inside
                && self.is_a(own, "Organization") != self.is_a(inside, "Organization")
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

    /// "ISR Implementation Status Report", "PIU: Project Implementation Unit": an entry of a list of abbreviations.
    pub(super) fn glossary(&self, start: usize) -> Option<Draft> {
        let (own, end) = self.expansion(start)?;
        let acronym = Bracket {
            open: end,
            behind: end,
            acronym: self.label(start, start + 1),
        };
        let joint = (own + 1..end).find(|at| !self.is_capital(*at));
        Some(Draft {
            start: own,
            end,
            joint: joint.map(|small| small - 1),
            brackets: vec![acronym],
            ..Draft::default()
        })
    }

    /// The words behind an acronym, a dash or colon between them passed over, whose initials it is, in order.
    pub(super) fn expansion(&self, at: usize) -> Option<(usize, usize)> {
        let printed = self.tokens[at].span.of(self.text);
        if !is_acronym(printed) || !printed.chars().all(char::is_alphabetic) {
            return None;
        }
        let between = matches!(self.tokens.get(at + 1)?.norm.as_str(), "-" | ":" | "=");
        let own = at + 1 + usize::from(between);
        let mut letters = printed.chars().flat_map(char::to_lowercase).peekable();
        let mut next = own;
        while let Some(letter) = letters.peek() {
            let token = self.tokens.get(next)?;
            let small = !token.capital
                && matches!(
                    token.norm.as_str(),
                    "of" | "and" | "for" | "the" | "in" | "on" | "to" | "&"
                );
            let shouted = token.norm.len() > 1 && self.is_acronym(next);
            if token.norm.starts_with(*letter) && (token.capital || small) && !shouted {
                letters.next();
            } else if !small {
                return None;
            }
            next += 1;
        }
        (next > own + 1 && self.is_capital(own)).then_some((own, next))
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
                "the" | "and" | "," | "&" | "-" => {}
                norm if is_preposition(norm) => {}
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
