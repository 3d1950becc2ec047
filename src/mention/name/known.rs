//! What lexicon, ontology and rules know of the tokens of a name: entries, places, classes by head.

use super::case::is_roman;
use super::{Draft, Names};
use crate::lexicon::{LexicalMatch, MatchKind};
use crate::mention::token::TokenKind;
use crate::ontology::ClassId;
use crate::value::ValueKind;

impl<'s> Names<'s> {
    /// Whether `word` belongs to the rules' set `set`.
    pub(super) fn in_set(&self, set: &str, word: &str) -> bool {
        self.knowledge.rules.in_set(set, word)
    }

    /// Whether `class` is the class called `name` or narrower.
    pub(super) fn is_a(&self, class: ClassId, name: &str) -> bool {
        self.knowledge.is_a(class, name)
    }

    /// Whether `class` is one of the classes called `names` or narrower than one.
    pub(super) fn is_any(&self, class: ClassId, names: &[&str]) -> bool {
        self.knowledge.is_any(class, names)
    }

    /// The class of an entry of the lexicon.
    pub(super) fn class_of_entry(&self, entry: usize) -> ClassId {
        self.knowledge.lexicon.entries()[entry].class
    }

    /// The known match that starts at `at`, whatever its kind.
    pub(super) fn match_at(&self, at: usize) -> Option<(&'s LexicalMatch, usize)> {
        self.known.get(at).copied().flatten()
    }

    /// The class of the known name (no demonym) that starts at `at`, and the token behind it.
    pub(super) fn known_name(&self, at: usize) -> Option<(ClassId, usize)> {
        self.match_at(at)
            .filter(|(found, _)| matches!(found.kind, MatchKind::Name(_)))
            .map(|(found, end)| (self.class_of_entry(found.entry), end))
    }

    /// Whether an adjective of a country starts here.
    pub(super) fn is_demonym(&self, at: usize) -> bool {
        self.match_at(at)
            .is_some_and(|(found, _)| matches!(found.kind, MatchKind::Demonym))
    }

    /// A demonym that a capitalized word follows belongs to a longer name, unless that is a demonym too.
    pub(super) fn demonym_continues(&self, at: usize) -> bool {
        self.match_at(at).is_some_and(|(_, end)| {
            self.tokens
                .get(end)
                .is_some_and(|next| next.kind == TokenKind::Word && next.capital)
                && !self.is_demonym(end)
        })
    }

    /// Whether a place's name or demonym starts here.
    pub(super) fn is_place(&self, at: usize) -> bool {
        self.match_at(at)
            .is_some_and(|(found, _)| self.is_a(self.class_of_entry(found.entry), "Place"))
    }

    /// Whether a known name of anything but a place starts here.
    pub(super) fn is_known_body(&self, at: usize) -> bool {
        self.known_name(at)
            .is_some_and(|(class, _)| !self.is_a(class, "Place"))
    }

    /// Classes whose names go on with "in Country", "for 2008-2012": initiatives, laws, publications.
    pub(super) fn is_titled(&self, class: ClassId) -> bool {
        self.is_any(
            class,
            &["Initiative", "LegalInstrument", "Publication", "Event"],
        )
    }

    /// Whether a date, period or sum of money covers the token.
    pub(super) fn is_value(&self, at: usize) -> bool {
        let span = self.tokens[at].span;
        let first = self
            .values
            .partition_point(|value| value.span.end() <= span.start());
        self.values[first..]
            .iter()
            .take_while(|value| value.span.start() < span.end())
            .any(|value| {
                matches!(
                    value.kind,
                    ValueKind::Date(_)
                        | ValueKind::Period { .. }
                        | ValueKind::Yearless { .. }
                        | ValueKind::Money(_)
                )
            })
    }

    /// Whether the token, with up to two words before it, is a head: "Ministry", "Action Plan".
    pub(super) fn is_head(&self, at: usize) -> bool {
        let words = &self.tokens[at.saturating_sub(2)..=at];
        self.knowledge.rules.head(words).is_some()
    }

    /// The class that the last word of `start..end` tells, numbers behind it passed over: "Phase II".
    pub(super) fn class_of(&self, start: usize, end: usize) -> Option<ClassId> {
        let is_number = |at: usize| {
            self.tokens[at].kind == TokenKind::Number
                || is_roman(self.tokens[at].span.of(self.text))
        };
        let mut end = end;
        while end > start + 1 && (is_number(end - 1) || self.tokens[end - 1].is_mark(',')) {
            end -= 1;
        }
        if start >= end {
            return None;
        }
        let head = self.knowledge.rules.head(&self.tokens[start..end])?;
        Some(head.class)
    }

    /// Whether `start..end` has a head that makes descriptions too; "High Technologies" may be a topic.
    pub(super) fn has_strong_head(&self, start: usize, end: usize) -> bool {
        self.knowledge
            .rules
            .head(&self.tokens[start..end])
            .is_some_and(|head| !head.only_names)
    }

    /// The class that the head of a draft tells, as far as the draft goes.
    pub(super) fn head_class(&self, draft: &Draft) -> Option<ClassId> {
        let end = draft.joint.map_or(draft.end, |joint| joint + 1);
        self.class_of(draft.start, end)
    }

    /// Whether the head of a draft makes a title that small words carry on.
    pub(super) fn has_titled_head(&self, draft: &Draft) -> bool {
        self.head_class(draft)
            .is_some_and(|class| self.is_titled(class))
    }
}
