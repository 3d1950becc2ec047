//! What has capitals and names nothing: kinds in the plural, "ICT", the words of a template.

use super::{Draft, Names};
use crate::mention::token::TokenKind;

/// A phrase that names nothing by itself holds at most so many tokens.
const NO_NAME: usize = 5;

impl Names<'_> {
    /// "Teacher Training Colleges": a plural head names a kind of bodies, none in particular.
    pub(super) fn is_plural_kind(&self, draft: &Draft) -> bool {
        let last = draft.joint.map_or(draft.name_end(), |joint| joint + 1);
        let end = draft.tail.unwrap_or(last);
        let Some(word) = end.checked_sub(1).map(|at| self.tokens[at].norm.as_str()) else {
            return false;
        };
        let plural = word.ends_with('s') && !self.knowledge.rules.heads.contains_key(word);
        let head = self
            .knowledge
            .rules
            .head(&[word])
            .filter(|_| plural && draft.quoted.is_none());
        head.is_some_and(|head| {
            let kinds = ["Organization", "Country", "Person", "Program"];
            let titles = ["LegalInstrument", "Publication", "Event"];
            !head.only_names
                && (self.is_any(head.class, &kinds)
                    || draft.joint.is_none() && self.is_any(head.class, &titles))
                || self.is_any(head.class, &["Region", "City"])
        })
    }

    /// "ICT", "Internet": words with a capital that name nothing by themselves.
    pub(super) fn is_no_name(&self, draft: &Draft) -> bool {
        let (start, end) = (draft.start, draft.tail.unwrap_or(draft.name_end()));
        let bare = draft.tail.is_some() && draft.quoted.is_none() && draft.name_end() == start + 1;
        if self.is_template_line(draft) || bare && self.in_set("no-name", &self.tokens[start].norm)
        {
            return true;
        }
        if end == start + 1 {
            let norm = &self.tokens[start].norm;
            let title = self.in_set("title", norm) && self.class_of(start, end).is_none();
            // "NGOs", "ISPs": initials in the plural are a kind.
            let printed = self.tokens[start].span.of(self.text);
            let kind = printed.strip_suffix('s').is_some_and(|initials| {
                initials.len() > 1 && initials.chars().all(char::is_uppercase)
            });
            return title || kind || self.in_set("no-name", norm);
        }
        // "Information and Communication Technologies": a phrase of the set.
        let short =
            end - start <= NO_NAME && self.in_set("no-name-start", &self.tokens[start].norm);
        short && self.in_set("no-name", &self.label(start, end).to_lowercase())
    }

    /// "Regulatory Framework" on a line of its own: words of a template, which name nothing.
    pub(super) fn is_template_line(&self, draft: &Draft) -> bool {
        let whole = draft.start == 0
            && self.tokens[draft.last()..]
                .iter()
                .all(|token| token.kind == TokenKind::Mark);
        let loud = || {
            self.tokens[draft.start..draft.last()]
                .iter()
                .all(|token| token.span.of(self.text).chars().all(char::is_uppercase))
                && draft.last() > draft.start + 1
        };
        (whole || loud())
            && draft.brackets.is_empty()
            && self.tokens[draft.start..draft.last()]
                .iter()
                .all(|token| self.in_set("template-word", &token.norm))
    }
}
