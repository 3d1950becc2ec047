//! The class of a name that its own form does not tell, by the words beside it: "the operator Norrtel", "Norrtel,
//! a mobile operator", "Lakeside region", "a portal called Edunet", "said Ana Rossi", lists of one kind.

use super::token::{Token, TokenKind};
use super::{Knowledge, Mention, MentionKind, is_definite, is_preposition};
use crate::ontology::ClassId;
use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The noun of an apposition stands within so many words.
const APPOSED: usize = 9;

/// The name of a person holds at most so many tokens, dots included.
const PERSON: usize = 6;

/// A place that only its preposition tells holds at most so many tokens.
const PLACE: usize = 4;

/// Gives each name without a class the class that its surroundings tell, if any.
pub(super) fn classify(
    text: &str,
    tokens: &[Token],
    mentions: &mut Vec<Mention>,
    knowledge: Knowledge<'_>,
) {
    let context = Context {
        text,
        tokens,
        knowledge,
    };
    let mut absorbed = vec![false; mentions.len()];
    for place in 0..mentions.len() {
        if !is_open(&mentions[place]) {
            continue;
        }
        let mention = &mentions[place];
        let told = context
            .called(mention)
            .or_else(|| context.announced(mention))
            .or_else(|| context.placed(mention))
            .or_else(|| context.apposed(mention))
            .or_else(|| context.speaking(mention));
        mentions[place].class = told;
        if told.is_some() && context.is_called(&mentions[place]) {
            absorbed[place] = absorb(mentions, place);
        }
    }
    context.lists(mentions);
    for place in 0..mentions.len() {
        if is_open(&mentions[place]) {
            mentions[place].class = context.located(&mentions[place], mentions.get(place + 1));
        }
    }
    context.lists(mentions);
    let mut place = 0;
    mentions.retain(|_| {
        place += 1;
        !absorbed.get(place).copied().unwrap_or(false)
    });
}

/// A name whose class nothing has told yet.
fn is_open(mention: &Mention) -> bool {
    mention.kind == MentionKind::Name && mention.class.is_none() && mention.entry.is_none()
}

/// "a portal called Edunet": the name takes the place of the description before it; tells whether there is one.
fn absorb(mentions: &mut [Mention], place: usize) -> bool {
    let [.., before, name] = &mut mentions[..=place] else {
        return false;
    };
    let described = matches!(
        before.kind,
        MentionKind::Description | MentionKind::Definite | MentionKind::Reference
    );
    let near = before.tokens.1 < name.tokens.0 && name.tokens.0 - before.tokens.1 <= 3;
    if !described || !near || before.class != name.class {
        return false;
    }
    name.tokens.0 = before.tokens.0;
    name.span = before.span.join(name.span);
    true
}

struct Context<'s> {
    text: &'s str,
    tokens: &'s [Token],
    knowledge: Knowledge<'s>,
}

impl Context<'_> {
    fn norm(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.norm)
    }

    fn in_set(&self, set: &str, at: usize) -> bool {
        self.knowledge.rules.in_set(set, self.norm(at))
    }

    fn class(&self, name: &str) -> Option<ClassId> {
        self.knowledge.ontology.class(name)
    }

    /// The class of the noun in lower case that ends before `end`.
    fn noun(&self, end: usize) -> Option<ClassId> {
        let last = end.checked_sub(1)?;
        let token = &self.tokens[last];
        if token.kind != TokenKind::Word || token.capital {
            return None;
        }
        if self.in_set("role", last) {
            return self.class("Person");
        }
        let words = &self.tokens[end.saturating_sub(3)..end];
        self.knowledge.rules.head(words).map(|head| head.class)
    }

    /// Whether what stands before the name says that it is called so, past a quotation mark.
    fn naming(&self, mention: &Mention) -> Option<usize> {
        let at = mention.tokens.0;
        let quote = at > 0 && self.norm(at - 1) == "\"";
        let word = at.checked_sub(1 + usize::from(quote))?;
        self.in_set("naming", word).then_some(word)
    }

    fn is_called(&self, mention: &Mention) -> bool {
        self.naming(mention).is_some()
    }

    /// "a portal called Edunet", "a program, named Bridge".
    fn called(&self, mention: &Mention) -> Option<ClassId> {
        let word = self.naming(mention)?;
        let comma = word > 0 && matches!(self.norm(word - 1), "," | "is" | "was");
        self.noun(word - usize::from(comma))
    }

    /// "the operator Norrtel", "the NGO Kite", "the journalist Ana Rossi", "the city of Lakeside".
    fn announced(&self, mention: &Mention) -> Option<ClassId> {
        // "the “Kite” network", "five districts (Lakeside, …", "districts: Lakeside, …"
        let mark = mention.tokens.0 > 0
            && matches!(self.norm(mention.tokens.0 - 1), "\"" | "(" | ":");
        let start = mention.tokens.0 - usize::from(mark);
        let of = start > 0 && self.norm(start - 1) == "of";
        let end = if of { start - 1 } else { start };
        let class = self.noun(end)?;
        let place = self.knowledge.is_a(class, "Place");
        if of {
            return place.then_some(class);
        }
        // "survey", "order", "report" may be verbs: a determiner must stand before them.
        let noun_only = self.knowledge.is_any(
            class,
            &[
                "Organization",
                "Person",
                "Place",
                "Program",
                "Website",
                "Network",
                "Product",
            ],
        );
        let determined = (end.saturating_sub(5)..end - 1).any(|at| {
            is_definite(self.norm(at)) || matches!(self.norm(at), "a" | "an" | "of" | "in" | "by")
        });
        (noun_only || determined).then_some(class)
    }

    /// "Lakeside region", "Old Mill district".
    fn placed(&self, mention: &Mention) -> Option<ClassId> {
        let behind = mention.tokens.1;
        let token = self.tokens.get(behind)?;
        if token.capital {
            return None;
        }
        let class = self.noun(behind + 1)?;
        // "African countries": an adjective, and no place; "Telnor and Norrtel companies", but "Oslo companies".
        let plural = self.norm(behind).ends_with('s') && mention.tokens.0 > 0;
        let listed = plural && matches!(self.norm(mention.tokens.0 - 1), "and" | "&");
        let body = listed && self.knowledge.is_a(class, "Organization");
        (body || self.knowledge.is_any(class, &["Region", "City"])).then_some(class)
    }

    /// "Norrtel, a mobile operator of …", "Norrtel is a mobile operator", "Ana Rossi, director of …".
    fn apposed(&self, mention: &Mention) -> Option<ClassId> {
        let at = mention.tokens.1;
        let opens = matches!(self.norm(at), "," | "(" | "-");
        let copula = matches!(self.norm(at), "is" | "was");
        if !opens && !copula {
            return None;
        }
        if opens
            && (self.in_set("role", at + 1) || self.in_set("title", at + 1))
            && self.is_person_like(mention)
        {
            return self.class("Person");
        }
        if !matches!(self.norm(at + 1), "a" | "an") {
            return None;
        }
        let start = at + 2;
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
        // "a start-up based in …": participles close the noun phrase.
        (start + 1..=end).rev().find_map(|end| self.noun(end))
    }

    /// "said Ana Rossi", "Ana Rossi added".
    fn speaking(&self, mention: &Mention) -> Option<ClassId> {
        let (start, end) = mention.tokens;
        let says = self.in_set("speech", end) || start > 0 && self.in_set("speech", start - 1);
        (says && self.is_person_like(mention)).then(|| self.class("Person"))?
    }

    /// Two to four words with a capital, none an acronym: the shape of a person's name.
    fn is_person_like(&self, mention: &Mention) -> bool {
        let (start, end) = mention.tokens;
        let words = self.tokens[start..end]
            .iter()
            .filter(|token| token.kind == TokenKind::Word);
        (2..=PERSON).contains(&(end - start))
            && (2..=4).contains(&words.clone().count())
            && words.clone().all(|token| {
                let known = self.knowledge.rules.in_set("name-particle", &token.norm);
                let plain = |c: char| c.is_alphabetic() || c == '-' || c == '\'';
                (token.capital || known) && token.norm.chars().all(plain)
            })
            && self.tokens[start..end]
                .iter()
                .all(|token| token.kind == TokenKind::Word || token.is_mark('.'))
    }

    /// Members of one list are of one kind: places, bodies, persons, initiatives.
    fn lists(&self, mentions: &mut [Mention]) {
        for place in 1..mentions.len() {
            let (before, behind) = mentions.split_at_mut(place);
            let (before, name) = (&before[place - 1], &mut behind[0]);
            if is_open(name) && self.is_list(before, name) {
                name.class = self.shared(before, name, before.tokens.1..name.tokens.0);
            }
        }
        for place in (1..mentions.len()).rev() {
            let (before, behind) = mentions.split_at_mut(place);
            let (name, next) = (&mut before[place - 1], &behind[0]);
            if is_open(name) && self.is_list(name, next) {
                name.class = self.shared(next, name, name.tokens.1..next.tokens.0);
            }
        }
    }

    /// Whether only a comma, semicolon or conjunction stands between two names, and the second closes its phrase.
    fn is_list(&self, first: &Mention, second: &Mention) -> bool {
        let (from, to) = (first.tokens.1, second.tokens.0);
        if from >= to
            || to - from > 3
            || second.kind != MentionKind::Name
            || first.kind != MentionKind::Name
        {
            return false;
        }
        let between = &self.tokens[from..to];
        let joins =
            |token: &Token| matches!(token.norm.as_str(), "," | ";" | "and" | "or" | "&" | "the");
        let conjunction = between
            .iter()
            .any(|token| matches!(token.norm.as_str(), "and" | "or" | "&"));
        let closed = match self.tokens.get(second.tokens.1) {
            None => true,
            Some(next) => {
                next.kind == TokenKind::Mark && next.norm != "'s"
                    || matches!(next.norm.as_str(), "and" | "or")
            }
        };
        between.iter().all(joins) && (conjunction || closed)
    }

    /// What a member of a list takes from the one beside it.
    fn shared(&self, known: &Mention, open: &Mention, between: Range<usize>) -> Option<ClassId> {
        let class = known.class?;
        let is = |name: &str| self.knowledge.is_a(class, name);
        if is("Person") {
            return self.is_person_like(open).then_some(class);
        }
        // A list of countries holds no unknown one; a body of state seldom stands beside its like.
        if is("Country") || is("LegalInstrument") || is("Agreement") {
            return None;
        }
        if is("Place") && self.is_region(open) {
            return self.class("Region");
        }
        if is("Place") || is("Company") {
            return Some(class);
        }
        if is("Organization") {
            return self.class("Organization");
        }
        // "Bridge, Kite": behind a comma alone the second may be another name of the first.
        let conjunction = between
            .into_iter()
            .any(|at| matches!(self.norm(at), "and" | "or" | "&"));
        (conjunction && !is("Website")).then_some(class)
    }

    /// "in Lakeside", "signed at Lakeside", "Lakeside, Kenya": a place, as far as what stands beside it tells.
    fn located(&self, mention: &Mention, next: Option<&Mention>) -> Option<ClassId> {
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
        let region = self.is_region(mention);
        if (country || region) && opens && !article {
            return self.class(if region { "Region" } else { "City" });
        }
        let (word, spoken) = (word?, before(1).is_some_and(|at| self.in_set("medium", at)));
        let inside = self.norm(word) == "in"
            // "ICT in Education", "written in Kite": a title, a language or a format.
            && !spoken
            && before(1).is_none_or(|at| !self.tokens[at].capital);
        let at = self.norm(word) == "at" && before(1).is_some_and(|at| self.in_set("done-at", at));
        let goes_on = matches!(self.norm(end), "of" | "with" | "for" | "to");
        let class = if article || region { "Region" } else { "City" };
        ((inside || at) && !goes_on).then(|| self.class(class))?
    }

    /// Whether states call one of their divisions so.
    fn is_region(&self, mention: &Mention) -> bool {
        let (start, end) = mention.tokens;
        let name = self.tokens[start..end]
            .iter()
            .map(|token| token.norm.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).collect();
        self.knowledge.rules.in_set("region-name", &plain)
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
            && !self.in_set("no-name", start)
    }
}
