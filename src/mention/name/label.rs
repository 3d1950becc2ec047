//! The names that a draft gives, as printed.

use super::{Draft, Names};
use crate::mention::token::printed;
use crate::span::Span;

impl Names<'_> {
    /// The place of tokens `start..end`.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let first = self.tokens[start].span;
        first.join(self.tokens[end - 1].span)
    }

    /// The words of `start..end` as printed, without markup.
    pub(super) fn label(&self, start: usize, end: usize) -> String {
        printed(self.text, &self.tokens[start..end])
    }

    /// The names that a draft gives, the fullest first: with its period, without brackets, with the
    /// head behind it, the quoted part alone, its acronyms.
    pub(super) fn names(&self, draft: &Draft) -> Vec<String> {
        let mut names = Vec::new();
        let mut push = |name: String| {
            let trimmed = name.trim_matches(|c: char| c == ',' || c.is_whitespace());
            let name = if trimmed.len() == name.len() {
                name
            } else {
                trimmed.to_owned()
            };
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        };
        let (start, end) = (draft.start, draft.name_end());
        if let Some(period) = draft.period {
            push(self.label(start, period.behind));
        }
        let printed = self.label(start, end);
        // "Project Harmony (PH) International" is also "Project Harmony International".
        let bare = draft
            .brackets
            .iter()
            .fold(printed.clone(), |name, bracket| {
                name.replace(&format!(" ({})", bracket.acronym), "")
                    .replace(&format!(" [{}]", bracket.acronym), "")
            });
        if let Some(tail) = draft.tail {
            let head = self.label(self.behind_bracket(draft.end), tail);
            push(format!("{bare} {head}"));
            if !draft.brackets.is_empty() {
                push(self.label(start, tail));
            }
        }
        push(bare);
        // "Blue Kite Ltd." is also "Blue Kite".
        let form = self.before_legal_form(start, end);
        if form < end {
            push(self.label(start, form));
        }
        if !draft.brackets.is_empty() {
            push(printed);
        }
        if let Some((open, close)) = draft.quoted {
            let quoted = self.label(open, close);
            push(quoted.clone());
            let head = draft.tail.unwrap_or(draft.end);
            if head > close + 1 {
                push(format!("{quoted} {}", self.label(close + 1, head)));
            }
        }
        for bracket in &draft.brackets {
            push(bracket.acronym.clone());
        }
        if let Some(alias) = &draft.alias {
            push(alias.acronym.clone());
        }
        if let Some(numbered) = draft.numbered {
            push(self.label(start, numbered));
        }
        names
    }
}
