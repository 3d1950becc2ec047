//! Which small words and marks carry a name on: "of", "and", commas, dashes, possessives.

use super::case::{has_inner_capital, is_small};
use super::{Draft, Names};
use crate::ontology::ClassId;

/// How a name goes on.
pub(super) struct Step {
    /// The token to go on from.
    pub(super) next: usize,
    /// The word that the small word here makes the head of the name.
    pub(super) joint: Option<usize>,
}

/// A small word between two parts of a name, by what it asks of the part before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Connector {
    /// "of"
    Of,
    /// "de", "da", "von": names in other languages
    Foreign,
    /// "for", "on": the topic of a head
    Topic,
    /// "against"
    Against,
    /// "establishing", "relating to": what a legal instrument is about
    Link,
    /// "to": within titles only
    To,
    /// "in", "at": a place behind a title
    Place,
}

impl Names<'_> {
    /// A small word that joins two parts of a name, and the token behind it and its articles.
    pub(super) fn connector(&self, at: usize) -> Option<(Connector, usize)> {
        let token = self.tokens.get(at)?;
        let english = !token.capital || self.shouting || self.is_shouted(at);
        let connector = match token.norm.as_str() {
            "of" if english => Connector::Of,
            norm if english && self.in_set("law-link", norm) => Connector::Link,
            "for" | "on" if english => Connector::Topic,
            "against" if english => Connector::Against,
            "to" if english => Connector::To,
            "at" | "in" if english => Connector::Place,
            norm if self.in_set("foreign-small-word", norm) => Connector::Foreign,
            _ => return None,
        };
        let is_article =
            |norm: &str| matches!(norm, "the" | "an" | "a") || self.in_set("foreign-article", norm);
        let articles = self.tokens[at + 1..]
            .iter()
            .take_while(|token| {
                is_article(&token.norm) || connector == Connector::Link && token.norm == "to"
            })
            .count();
        // "Legislature of a State": any of its kind.
        if connector == Connector::Of
            && self.tokens[at + 1..at + 1 + articles]
                .iter()
                .any(|token| matches!(token.norm.as_str(), "a" | "an"))
        {
            return None;
        }
        Some((connector, at + 1 + articles))
    }

    /// "NATIONAL LIBRARY | OF NORWAY": a word in capitals between two such words.
    fn is_shouted(&self, at: usize) -> bool {
        let is_loud = |at: usize| {
            self.tokens.get(at).is_some_and(|token| {
                let printed = token.span.of(self.text);
                printed.len() > 1 && printed.chars().all(|c| c.is_uppercase() || c == '-')
            })
        };
        at > 0 && (at - 1..=at + 1).all(is_loud)
    }

    /// Whether a small word stands at `at` with a capital behind it.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        self.connector(at)
            .is_some_and(|(_, next)| self.is_capital(next))
    }

    /// Whether and how the draft goes on over the small word or mark at `at`.
    pub(super) fn step(&self, draft: &Draft, at: usize) -> Option<Step> {
        if let Some((connector, next)) = self.connector(at) {
            // "Program on informatization": a topic in lower case is no part of the name.
            let joins = self.is_capital(next) && self.connects(draft, connector, at, next);
            return joins.then_some(Step {
                next,
                joint: Some(at - 1),
            });
        }
        if self.opens_title(draft, at) {
            return Some(Step {
                next: at + 1,
                joint: Some(at),
            });
        }
        if self.is_versus(at) {
            return Some(Step {
                next: at + 1 + usize::from(self.is_mark(at + 1, '.')),
                joint: draft.joint.or(Some(at - 1)),
            });
        }
        let token = self.tokens.get(at)?;
        let joins = match token.norm.as_str() {
            "and" | "&" => self.is_capital(at + 1) && self.joins_and(draft, at),
            "y" | "e" | "et" | "und" | "dan" => {
                self.is_capital(at + 1) && !self.is_known_body(at + 1)
            }
            "," => self.is_legal_form(at + 1) || self.joins_comma(draft, at),
            "-" => self.joins_dash(draft, at),
            "'s" | "'" => {
                self.is_capital(at + 1)
                    && self.tokens[at - 1].span.end() == self.tokens[at].span.start()
                    && self.is_possessor(draft.start, at - 1)
            }
            _ => false,
        };
        joins.then_some(Step {
            next: at + 1,
            joint: None,
        })
    }

    /// "Children's | Fund", "Prosecutor General's | Office": who may own what a name goes on with.
    fn is_possessor(&self, start: usize, at: usize) -> bool {
        let officer = at > start && self.tokens[at].norm == "general" || self.is_official(at);
        self.in_set("possessor", &self.tokens[at].norm)
            || officer
                && self
                    .tokens
                    .get(at + 2)
                    .is_some_and(|next| self.in_set("office", &next.norm))
    }

    /// Whether the word at `at` says an office that a person holds.
    fn is_official(&self, at: usize) -> bool {
        self.is_capital(at)
            && self
                .class_of(at, at + 1)
                .is_some_and(|class| self.is_a(class, "Person"))
    }

    /// Whether the small word at `at` joins the draft with what stands at `next`.
    fn connects(&self, draft: &Draft, connector: Connector, at: usize, next: usize) -> bool {
        let class = self
            .head_class(draft)
            .or_else(|| self.announced_title(draft.start));
        if self.is_value(next) && self.known_name(next).is_none() {
            return false;
        }
        let titled = class.is_some_and(|class| self.is_titled(class));
        let joined = draft.joint.is_some();
        // "UNESCO for …": a name that the lexicon knows is whole as it stands.
        let whole = self
            .known_name(draft.start)
            .is_some_and(|(class, end)| end == at && !self.is_a(class, "Region"));
        match connector {
            // "Hygiene Programme of the Ministry of Health": whose it is, and no part of its name.
            Connector::Of
                if class.is_some_and(|class| {
                    self.is_any(class, &["Initiative", "Publication", "Website", "Product"])
                }) && self.is_body_at(next) =>
            {
                false
            }
            Connector::Of if self.is_owned(draft, class, next) => false,
            Connector::Of if whole => class.is_some() && !self.is_place(next),
            Connector::Of => class.is_some() || joined || self.is_across(draft.start, at, next),
            Connector::Topic => {
                class.is_some() && !whole
                    || joined
                    || !whole
                        && (self.is_headed(draft, at, next)
                            || self.is_act(draft, next)
                            || self.is_explained(next))
            }
            Connector::Against | Connector::Foreign => true,
            Connector::Link => {
                class.is_some_and(|class| self.is_any(class, &["LegalInstrument", "Agreement"]))
            }
            Connector::To | Connector::Place if self.is_office(draft, at, next) => true,
            Connector::To => {
                titled && joined
                    || !whole && (self.is_headed(draft, at, next) || self.is_explained(next))
            }
            Connector::Place => {
                let event = class.is_some_and(|class| self.is_a(class, "Event"));
                // "Guidelines on Safety | at the Reading Forum": where it was shown.
                let met =
                    self.tokens[at].norm == "at" && self.class_of(next, self.plain(next)).is_some();
                !met && titled && !event && (joined || self.has_period_behind(next))
            }
        }
    }

    /// "UNESCO Office | in Rome", "EU Delegation | to Georgia": a known body's office, by its seat.
    fn is_office(&self, draft: &Draft, at: usize, next: usize) -> bool {
        let body = self
            .known_name(draft.start)
            .filter(|(class, end)| *end + 1 == at && self.is_a(*class, "Organization"));
        body.is_some() && self.is_place(next) && self.in_set("office", &self.tokens[at - 1].norm)
    }

    /// Whether the name of a body starts at `at`: one that is known, or one with a head of its own.
    fn is_body_at(&self, at: usize) -> bool {
        let known = self
            .known_name(at)
            .is_some_and(|(class, _)| self.is_a(class, "Organization"));
        let end = self.plain(at);
        let state = |class: ClassId| self.is_a(class, "GovernmentBody");
        known || end > at && self.class_of(at, end).is_some_and(state)
    }

    /// "Communications and High Technologies" is one name; "Ministry of Education and Microsoft" are two.
    fn joins_and(&self, draft: &Draft, at: usize) -> bool {
        let right = at + 1;
        let end = self.plain(right);
        let body = self
            .lead(right, end)
            .is_some_and(|class| self.is_a(class, "Organization"));
        if body
            || self.is_legal_form(at - 1)
            || self.is_known_body(right)
            || self.is_acronym(right) && end == right + 1 && !self.is_shouted(at)
        {
            return false;
        }
        // "Convention … of Georgia and Armenia": only titles span two places.
        let place =
            self.is_place(right) && self.known[right].is_some_and(|(_, behind)| behind == end);
        if place {
            return draft.joint.is_some() && self.is_place(at - 1) && self.has_titled_head(draft);
        }
        // "Consortium of Academic and Research Libraries": a plural names a kind, no other body.
        let kind = draft.joint.is_some() && self.is_plural(end - 1);
        let right_head = self.has_strong_head(right, end) && !kind;
        match draft.joint {
            // "University of Western Sydney and ReachOut": no topic is written so.
            Some(_) if has_inner_capital(self.tokens[right].span.of(self.text)) => false,
            // "Alas de Selva and Tierra Nueva": English joins no parts of a foreign name.
            Some(joint)
                if self.in_set("foreign-small-word", &self.tokens[joint + 1].norm)
                    && self.head_class(draft).is_none() =>
            {
                false
            }
            // Behind "Ministry of", topics go on; a head starts another body.
            Some(_) => !right_head,
            // Before any small word, the head on the right may close a name that the left part opens.
            None => {
                let left_known = self
                    .known_name(draft.start)
                    .is_some_and(|(_, behind)| behind == at);
                let topics = (draft.start..at).any(|at| self.is_mark(at, ','));
                let plain = || {
                    (self.head_class(draft).is_none() || self.is_topic_of_body(draft, end))
                        && !left_known
                        && !self.goes_on(end)
                        && !self.is_acronym(at - 1)
                };
                right_head && (topics || plain()) || !left_known && self.is_pair(draft, at, end)
            }
        }
    }

    /// "the Healthy and Safe Internet | campaign": two unknown words that a head in lower case closes.
    fn is_pair(&self, draft: &Draft, at: usize, end: usize) -> bool {
        draft.start > 0
            && self.tokens[draft.start - 1].norm == "the"
            && at == draft.start + 1
            && self.known[at + 1].is_none()
            && !self.is_acronym(draft.start)
            && self.class_of(draft.start, at).is_none()
            && end < self.tokens.len()
            && self.tail(end).is_some()
    }

    /// Whether the word at `at` is a plural of a head, and no head as it stands.
    fn is_plural(&self, at: usize) -> bool {
        let word = &self.tokens[at].norm;
        word.ends_with('s') && !self.knowledge.rules.heads.contains_key(word)
    }

    /// "iEARN - Azerbaijan": a dash with space around it joins all but persons.
    fn joins_dash(&self, draft: &Draft, at: usize) -> bool {
        let span = |at: usize| self.tokens[at].span;
        at > draft.start
            && self.is_capital(at + 1)
            && !is_small(&self.tokens[at + 1].norm)
            && span(at - 1).end() < span(at).start()
            && span(at).end() < span(at + 1).start()
            && self
                .head_class(draft)
                .is_none_or(|class| !self.is_a(class, "Person"))
    }
}
