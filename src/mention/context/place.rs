//! Places that only their surroundings tell: "in Lakeside", "signed at Lakeside", "Lakeside, Kenya".

use super::Context;
use crate::mention::token::{Token, TokenKind};
use crate::mention::{Mention, MentionKind, is_preposition};
use crate::ontology::ClassId;

/// A place that only its preposition tells holds at most so many tokens.
const PLACE: usize = 4;

impl Context<'_> {
    /// "in Lakeside", "signed at Lakeside", "Lakeside, Kenya": a place, as far as what stands beside it tells.
    pub(super) fn located(&self, mention: &Mention, next: Option<&Mention>) -> Option<ClassId> {
        let (start, end) = mention.tokens;
        let article = start > 0 && self.norm(start - 1) == "the";
        if !self.is_place_like(mention) {
            return None;
        }
        let word = start.checked_sub(1 + usize::from(article));
        let before = |steps: usize| word.and_then(|word| word.checked_sub(steps));
        let country = next.is_some_and(|next| {
            let class = next
                .class
                .is_some_and(|class| self.knowledge.is_a(class, "Place"));
            class
                && next.kind == MentionKind::Name
                && next.tokens.0 == end + 1
                && self.norm(end) == ","
        });
        let opens = word.is_none_or(|word| {
            let token = &self.tokens[word];
            token.kind == TokenKind::Mark && token.norm != "," || is_preposition(&token.norm)
        });
        // "Moroni, 4.6.2014", "Lakeside, May 2022": the place of a letter or report.
        let dated = start == 0
            && self.norm(end) == ","
            && self.tokens.get(end + 1).is_some_and(|token| {
                token.kind == TokenKind::Number || self.in_set("month", end + 1)
            });
        if dated {
            return self.class("City");
        }
        let city = next.is_some_and(|next| {
            let class = next.class;
            class.is_some_and(|class| self.knowledge.is_a(class, "City"))
        });
        if country && opens && !article {
            // "Old Mill, Lyon": a part of the city.
            return self.class(if city { "Region" } else { "City" });
        }
        let (word, spoken) = (word?, before(1).is_some_and(|at| self.in_set("medium", at)));
        let inside = self.norm(word) == "in"
            // "ICT in Education", "written in Kite": a title, a language or a format.
            && !spoken
            && before(1).is_none_or(|at| at == 0 || !self.tokens[at].capital);
        let at = self.norm(word) == "at" && before(1).is_some_and(|at| self.in_set("done-at", at));
        let goes_on = matches!(self.norm(end), "of" | "with" | "for" | "to");
        let class = if article { "Region" } else { "City" };
        ((inside || at) && !goes_on).then(|| self.class(class))?
    }

    /// A few plain words with a capital, none an acronym.
    fn is_place_like(&self, mention: &Mention) -> bool {
        let (start, end) = mention.tokens;
        let plain = |token: &Token| {
            token.is_mark('.')
                || token.kind == TokenKind::Word
                    && (token.capital || self.knowledge.rules.in_set("name-particle", &token.norm))
                    && token
                        .norm
                        .chars()
                        .all(|c| c.is_alphabetic() || matches!(c, '-' | '\''))
        };
        let mut letters = self.tokens[start].span.of(self.text).chars().skip(1);
        end - start <= PLACE
            && self.tokens[start..end].iter().all(plain)
            && !letters.any(char::is_uppercase)
            && !self.in_set("no-place", start)
            && !self.in_set("address-word", end - 1)
            && !self.in_set("heading-word", start)
            && !self.in_set("no-name", start)
    }
}
