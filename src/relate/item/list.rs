//! Lists of mentions: where they begin and end, and which members are alike.

use super::Line;
use crate::link::Linked;
use crate::mention::{MentionKind, is_determiner, is_preposition};

/// A noun that announces a name stands within so many words before it.
const ANNOUNCED: usize = 4;

/// A list of mentions: "A, B and C".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::relate) struct List {
    /// Its members, as places in the items.
    pub(in crate::relate) members: Vec<usize>,
    /// The item behind it.
    pub(in crate::relate) end: usize,
}

impl Line<'_> {
    /// The list that starts with the mention at `start`.
    pub(in crate::relate) fn list(&self, start: usize) -> List {
        self.gather(start, false)
    }

    /// What a noun phrase at `at` names: the list of mentions there, or those that stand for its plural noun,
    /// "several donors, including A and B". At most `limit` words go before it, none of them a `stop`.
    pub(in crate::relate) fn named(
        &self,
        at: usize,
        limit: usize,
        acting: bool,
        stop: impl Fn(&str) -> bool,
    ) -> Option<List> {
        let first = self
            .before_mention(at, limit, &stop)
            .or_else(|| self.examples(at, limit, stop))?;
        Some(self.gather(first, acting))
    }

    /// The first of the examples of a noun phrase at `at`: "companies such as A", "donors, including A".
    fn examples(&self, at: usize, limit: usize, stop: impl Fn(&str) -> bool) -> Option<usize> {
        for next in at..=at + limit {
            let behind = next + usize::from(self.norm(next) == ",");
            let opens = match self.norm(behind) {
                "such" => (self.norm(behind + 1) == "as").then_some(behind + 2),
                "among" => {
                    let them = matches!(self.norm(behind + 1), "them" | "which");
                    them.then_some(behind + 2)
                }
                "including" | "like" | "namely" | "notably" => Some(behind + 1),
                _ => None,
            };
            if let Some(first) = opens.filter(|_| next > at) {
                return self.before_mention(first, 3, stop);
            }
            // "by two NGOs, A and B"
            let listed = behind > next && next > at + 1 && self.announces(next - 1);
            if listed && self.is_generic(at) {
                return self.before_mention(behind, 1, stop);
            }
            let passed = self.value(next).is_some() || self.is_word(next) && !stop(self.norm(next));
            if !passed {
                return None;
            }
        }
        None
    }

    fn gather(&self, start: usize, acting: bool) -> List {
        let start = self.possessed(start);
        let mut members = vec![start];
        let mut end = start + 1;
        let mut closed = false;
        let mut generic = false;
        while !closed {
            let mut at = end;
            let mut comma = false;
            if matches!(self.norm(at), "," | ";") {
                comma = true;
                at += 1;
            }
            if self.norm(at) == "as" && self.norm(at + 1) == "well" && self.norm(at + 2) == "as" {
                closed = true;
                at += 3;
            } else if matches!(self.norm(at), "and" | "&" | "or") {
                closed = true;
                at += 1;
                if self.norm(at) == "in" && self.norm(at + 1) == "particular" {
                    at += 2;
                    if self.norm(at) == "in" {
                        at += 1;
                    }
                }
            }
            if !(comma || closed) {
                break;
            }
            while is_determiner(self.norm(at))
                || matches!(self.norm(at), "also" | "both" | "\"" | "'")
            {
                at += 1;
            }
            at = self.announced(at);
            let named = matches!(
                self.mention_kind(at),
                Some(
                    MentionKind::Name
                        | MentionKind::Reference
                        | MentionKind::Definite
                        | MentionKind::Description
                )
            );
            if !named || !self.alike(start, at, acting) {
                // "A, B and eight companies" is a list to its end.
                generic = closed && self.is_generic(at);
                closed = false;
                break;
            }
            let at = self.possessed(at);
            if comma && closed && members.len() == 1 && self.opens_clause(at) {
                closed = false;
                break;
            }
            members.push(at);
            end = at + 1;
            while matches!(self.norm(end), "\"" | "'") {
                end += 1;
            }
        }
        // "in Jabi, Abuja" is in both, where places are meant; "A; B" are two.
        let places = !acting && members.iter().all(|at| self.is_place(*at));
        let parted = self.norm(members[0] + 1) == ";";
        if !closed && !generic && members.len() == 2 && !places && !parted {
            // "Bureau of X, Department of State": a parent, not a second actor.
            members.truncate(1);
            end = start + 1;
        }
        List { members, end }
    }

    /// Whether the mention at `at`, with one more behind "and", is the subject of a clause of its own: "…, and A and B were".
    fn opens_clause(&self, at: usize) -> bool {
        let finite = |at: usize| {
            matches!(
                self.norm(at),
                "is" | "are" | "was" | "were" | "has" | "have" | "had" | "will"
            )
        };
        let paired = self.norm(at + 1) == "and" && (at + 3..at + 5).any(finite);
        finite(at + 1) || paired
    }

    /// "the Commission's Directorate" speaks of the directorate: the last mention of a chain of possessives.
    pub(in crate::relate) fn possessed(&self, mut at: usize) -> usize {
        while self.norm(at + 1) == "'s"
            && let Some(next) =
                self.before_mention(at + 2, 3, |norm| is_preposition(norm) || norm == "and")
        {
            at = next;
        }
        at
    }

    /// The list that ends with the mention at `last`.
    pub(in crate::relate) fn list_back(&self, last: usize) -> List {
        self.gather_back(last, false)
    }

    /// The list of those who act that ends with the mention at `last`.
    pub(in crate::relate) fn actors_back(&self, last: usize) -> List {
        self.gather_back(last, true)
    }

    fn gather_back(&self, last: usize, acting: bool) -> List {
        let mut first = last;
        loop {
            let mut at = first;
            while at > 0
                && (is_determiner(self.norm(at - 1))
                    || matches!(self.norm(at - 1), "\"" | "'" | "both"))
            {
                at -= 1;
            }
            let joint = at.checked_sub(1).map(|at| self.norm(at));
            let closed = first != last;
            match joint {
                Some("and" | "&") if !closed => {
                    at -= 1;
                    if at > 0 && self.norm(at - 1) == "," {
                        at -= 1;
                    }
                }
                Some(",") if closed => at -= 1,
                _ => break,
            }
            let Some(before) = at.checked_sub(1) else {
                break;
            };
            let before = if matches!(self.norm(before), "\"" | "'") {
                before.saturating_sub(1)
            } else {
                before
            };
            if !self.is_mention(before) || !self.alike(before, last, acting) {
                break;
            }
            first = before;
        }
        let list = self.gather(first, acting);
        if list.members.contains(&last) {
            list
        } else {
            List {
                members: vec![last],
                end: last + 1,
            }
        }
    }

    /// Members of a list are of one kind: places with places, agents with agents; where they act, countries
    /// stand among agents.
    fn alike(&self, a: usize, b: usize, acting: bool) -> bool {
        let family = |at: usize| self.items[at].entity.map(|(.., family)| family);
        match (family(a), family(b)) {
            (Some(a), Some(b)) => {
                a == b || a == 0 || b == 0 || acting && a.max(b) <= Linked::PLACE_FAMILY
            }
            _ => false,
        }
    }

    /// Whether a noun phrase without an entity opens at `at`, as far as its first word tells.
    fn is_generic(&self, at: usize) -> bool {
        let norm = self.norm(at);
        self.value(at).is_some()
            || matches!(
                norm,
                "other" | "others" | "several" | "many" | "various" | "some" | "private" | "local"
            )
            || is_determiner(norm)
            || matches!(
                norm,
                "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten"
            )
    }

    /// "the German foundation Acme": the name that a noun for its kind announces at `at`, else `at` itself.
    fn announced(&self, at: usize) -> usize {
        let name = (at..at + ANNOUNCED).find(|at| !self.is_word(*at));
        name.filter(|name| {
            *name > at
                && self.mention_kind(*name) == Some(MentionKind::Name)
                && self.announces(*name - 1)
                && (at..*name).all(|at| !is_preposition(self.norm(at)))
        })
        .unwrap_or(at)
    }

    /// Whether the word at `at` is a noun for what the name behind it is: "the telecom operator Acme".
    fn announces(&self, at: usize) -> bool {
        self.rules.in_set("announcer", self.norm(at))
    }
}
