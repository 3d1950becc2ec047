//! Appositions: "Norrtel, a mobile operator", "two operators, Norrtel and Telnor", "sites such as Kite".

use super::{APPOSED, Context};
use crate::mention::token::TokenKind;
use crate::mention::{Mention, MentionKind, is_definite, is_preposition};
use crate::ontology::ClassId;

impl Context<'_> {
    /// "Norrtel, a mobile operator of …", "Norrtel is a mobile operator", "Edunet, the portal for …", "Ana Rossi,
    /// director of …"; a bracket behind the name is passed over.
    pub(super) fn apposed(&self, mention: &Mention) -> Option<ClassId> {
        let at = self.behind_bracket(mention.tokens.1);
        let opens = matches!(self.norm(at), "," | "(" | "-");
        let copula = matches!(self.norm(at), "is" | "was");
        if !opens && !copula {
            return None;
        }
        if opens && self.is_post(at + 1) && self.is_person_like(mention) {
            return self.class("Person");
        }
        let determiner = self.norm(at + 1);
        let indefinite = matches!(determiner, "a" | "an");
        let definite = opens && determiner == "the";
        let start = at + 1 + usize::from(indefinite || definite);
        if copula && !indefinite {
            return None;
        }
        let longest = (start + APPOSED).min(self.tokens.len());
        let end = (start..longest)
            .find(|at| {
                let token = &self.tokens[*at];
                let joins = matches!(token.norm.as_str(), "and" | "or");
                token.kind == TokenKind::Mark && !token.is_mark('-')
                    || is_preposition(&token.norm)
                    || !joins && self.knowledge.rules.in_set("function", &token.norm)
            })
            .unwrap_or(longest);
        if indefinite {
            // "a start-up based in …": participles close the noun phrase.
            let noun = (start + 1..=end)
                .rev()
                .find(|end| self.noun(*end).is_some())?;
            return if self.is_of_members(noun) {
                self.class("Organization")
            } else {
                self.noun(noun)
            };
        }
        // "Norrtel, the ministry said": the noun must close its phrase, or another clause begins.
        let end = (start + 1..=end)
            .rev()
            .find(|end| self.noun(*end).is_some())?;
        let closes = match self.norm(end) {
            "" | "," | "." | ")" | ";" => definite,
            "of" | "for" if !definite => {
                let first = self.norm(start);
                !first.ends_with("ing") && !self.norm(end - 1).ends_with('s')
            }
            "of" | "for" => true,
            "in" | "on" | "at" | "from" | "by" | "to" => definite,
            participle => definite && participle.ends_with("ed"),
        };
        self.noun(end).filter(|_| closes)
    }

    /// "Kite School, an online course", "Bridge Initiative, a charity": an apposition with "a" says better than the
    /// form of a name what it names, unless it says less.
    pub(super) fn retold(&self, mention: &Mention) -> Option<ClassId> {
        const RETOLD: &[&str] = &[
            "Organization",
            "Initiative",
            "Event",
            "Website",
            "Network",
            "Product",
            "Publication",
        ];
        let own = mention
            .class
            .filter(|_| mention.kind == MentionKind::Name && mention.entry.is_none())?;
        let at = self.behind_bracket(mention.tokens.1);
        let indefinite = self.norm(at) == "," && matches!(self.norm(at + 1), "a" | "an");
        if !indefinite || !self.knowledge.is_any(own, RETOLD) {
            return None;
        }
        let told = self.apposed(mention)?;
        let tree = self.knowledge.ontology;
        let is = |class: ClassId, name: &str| self.knowledge.is_a(class, name);
        // "Reading Day, an initiative of Kite", "Edunet.org, a project of Kite": an initiative may be anything lasting.
        let initiative = is(told, "Initiative")
            && self
                .knowledge
                .is_any(own, &["Event", "Website", "Initiative"]);
        let program = is(told, "Program") && is(own, "Strategy");
        (self.knowledge.is_any(told, RETOLD) && !tree.is_a(own, told) && (!initiative || program))
            .then_some(told)
    }

    /// "a network | of volunteers", "a network | of child protection organizations": a body that its members make.
    pub(super) fn is_of_members(&self, at: usize) -> bool {
        /// The members are named within so many words.
        const REACH: usize = 5;
        let network = self
            .noun(at)
            .is_some_and(|class| self.knowledge.is_a(class, "Network"));
        let is_member = |at: usize| {
            let singular = crate::rules::singular(self.norm(at));
            let body = || {
                let head = self.knowledge.rules.head(&[&*singular]);
                head.is_some_and(|head| {
                    self.knowledge
                        .is_any(head.class, &["Organization", "Person"])
                })
            };
            self.norm(at).ends_with('s')
                && (self.knowledge.rules.in_set("member", &singular)
                    || self.knowledge.rules.in_set("role", &singular)
                    || body())
        };
        network
            && self.norm(at) == "of"
            && (at + 1..(at + REACH).min(self.tokens.len())).any(is_member)
    }

    /// "The reading app, Kite, …", "two operators, Norrtel and Telnor", "sites such as Kite", "vessels made by Kite".
    pub(super) fn instanced(&self, mention: &Mention) -> Option<ClassId> {
        let (start, end) = mention.tokens;
        let before = start.checked_sub(1)?;
        match self.norm(before) {
            "as" if before > 0 && self.norm(before - 1) == "such" => {
                let comma = usize::from(before > 1 && self.norm(before - 2) == ",");
                self.noun(before - 1 - comma)
            }
            "including" | "namely" | "like" => {
                let comma = usize::from(before > 0 && self.norm(before - 1) == ",");
                let noun = before - comma;
                let plural = noun > 0 && self.norm(noun - 1).ends_with('s');
                self.noun(noun).filter(|_| plural)
            }
            "," if matches!(self.norm(end), "," | "and" | ")" | ";") => {
                let determined = (before.saturating_sub(4)..before).any(|at| {
                    is_definite(self.norm(at))
                        || matches!(
                            self.norm(at),
                            "a" | "an" | "two" | "three" | "four" | "five"
                        )
                });
                self.noun(before).filter(|_| determined)
            }
            "by" if before > 0 && self.in_set("made", before - 1) => self.class("Company"),
            _ => None,
        }
    }
}
