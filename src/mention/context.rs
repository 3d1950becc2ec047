//! The class of a name that its own form does not tell, by the words beside it: "the operator Norrtel", "Norrtel,
//! a mobile operator", "Lakeside region", "a portal called Edunet", "said Ana Rossi", lists of one kind.

mod appose;
mod list;
mod person;
mod place;

use super::token::{Token, TokenKind};
use super::{Knowledge, Mention, MentionKind, is_definite};
use crate::ontology::ClassId;

/// A bracket passed over closes, and the noun of an apposition stands, within so many words.
const APPOSED: usize = 9;

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
            if let Some(class) = context.retold(&mentions[place]) {
                mentions[place].class = Some(class);
                mentions[place].told = true;
            }
            continue;
        }
        let mention = &mentions[place];
        let told = context
            .called(mention)
            .or_else(|| context.announced(mention))
            .or_else(|| context.placed(mention))
            .or_else(|| context.apposed(mention))
            .or_else(|| context.instanced(mention))
            .or_else(|| context.speaking(mention));
        mentions[place].class = told;
        mentions[place].told = told.is_some();
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

/// The class of what a line that ends with a plural and a colon lists: "Outstanding initiatives:".
pub(super) fn heralded(text: &str, tokens: &[Token], knowledge: Knowledge<'_>) -> Option<ClassId> {
    let colon = tokens.len().checked_sub(1)?;
    let context = Context {
        text,
        tokens,
        knowledge,
    };
    let plural = colon > 0 && context.norm(colon - 1).ends_with('s');
    let words = &tokens[colon.saturating_sub(3)..colon];
    let head = (plural && context.norm(colon) == ":").then(|| knowledge.rules.head(words))??;
    Some(head.class)
}

/// Leaves out of an address the streets, houses and quarters that nothing but the address names.
pub(super) fn address(mentions: &mut Vec<Mention>, knowledge: Knowledge<'_>) {
    mentions.retain(|mention| {
        let place = mention
            .class
            .is_some_and(|class| knowledge.is_any(class, &["City", "Region"]));
        mention.entry.is_some() || !place
    });
}

/// Gives the name that opens a list item the class that the line above the list tells.
pub(super) fn item(mentions: &mut [Mention], listed: Option<ClassId>) {
    if let Some(first) = mentions.first_mut()
        && first.tokens.0 <= 1
        && is_open(first)
    {
        first.class = listed;
    }
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
        let printed = token.span.of(self.text);
        // "two NGOs, Kite and Bridge": initials for a kind.
        let initials = printed.len() > 2 && printed.chars().take(2).all(char::is_uppercase);
        if token.kind != TokenKind::Word || token.capital && !initials {
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
        let passive = self.norm(word) == "as" && word > 0;
        let word = word - usize::from(passive);
        self.in_set(if passive { "known" } else { "naming" }, word)
            .then_some(word)
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
        let mark =
            mention.tokens.0 > 0 && matches!(self.norm(mention.tokens.0 - 1), "\"" | "(" | ":");
        let start = mention.tokens.0 - usize::from(mark);
        let of = start > 0 && self.norm(start - 1) == "of";
        let end = if of { start - 1 } else { start };
        let class = self.noun(end)?;
        let place = self.knowledge.is_a(class, "Place");
        if of {
            return place.then_some(class);
        }
        // "the program (Life skills, …)": a bracket behind one thing lists its parts.
        if mark
            && self.norm(start) != "\""
            && !place
            && !self.norm(end - 1).ends_with('s')
            && self.norm(mention.tokens.1) == ","
        {
            return None;
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

    /// Past a short bracket at `at`.
    fn behind_bracket(&self, at: usize) -> usize {
        if self.norm(at) != "(" {
            return at;
        }
        let close =
            (at + 1..(at + APPOSED).min(self.tokens.len())).find(|at| self.norm(*at) == ")");
        close.map_or(at, |close| close + 1)
    }
}
