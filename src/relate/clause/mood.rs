//! Whether a verb says what is: denials, plans, conditions and wishes, and the verbs that tell an act done.

use super::{Auxiliaries, CLAUSE_REACH, Mood, Parse, Tie, Voice, auxiliaries, before};
use crate::mention::is_preposition;

/// How far a verb that governs an infinitive stands before it, in items.
const GOVERNOR_REACH: usize = 14;

impl Parse<'_> {
    /// Whether the verb group from `start` to `end` tells what is.
    pub(super) fn mood(
        &self,
        start: usize,
        end: usize,
        voice: Voice,
        tie: Tie,
        aux: &Auxiliaries,
    ) -> Mood {
        let line = self.line;
        let word = before(line, start);
        let planned = match tie {
            Tie::Governed(_) | Tie::Helped(_) => false,
            _ => aux.to && !self.rules.in_set("achieve", word) || self.rules.in_set("intend", word),
        };
        let open = aux.denied
            || aux.modal
            || planned && voice != Voice::Infinitive
            || self.is_supposed(start)
            || voice == Voice::Gerund && self.is_aim(start)
            || matches!(line.norm(end), "nothing" | "neither" | "no");
        let governing = match tie {
            Tie::Governed(at) | Tie::Helped(at) => {
                let (start, aux) = auxiliaries(line, at);
                self.mood(start, at + 1, Voice::Active, Tie::Free, &aux)
            }
            Tie::Theme(place) => self.verbs[place].mood,
            Tie::Free => Mood::Asserted,
        };
        match governing {
            _ if open => Mood::Open,
            Mood::Asserted if aux.future => Mood::Future,
            other => other,
        }
    }

    /// "if Intel supported it", "Had Intel supported it", "hopes that Intel supports it": the clause is a
    /// condition or a wish, no report.
    fn is_supposed(&self, start: usize) -> bool {
        let line = self.line;
        let first = start.saturating_sub(CLAUSE_REACH);
        let clause = (first..start)
            .rev()
            .find(|at| matches!(line.norm(*at), "," | ";"))
            .map_or(first, |comma| comma + 1);
        let inverted =
            clause == 0 && matches!(line.norm(0), "had" | "were" | "should") && line.is_mention(1);
        inverted
            || (clause..start).any(|at| {
                let norm = line.norm(at);
                matches!(norm, "if" | "unless" | "whether")
                    || norm == "that"
                        && (self.rules.in_set("deny", before(line, at))
                            || self.rules.in_set("wish", before(line, at))
                            || before(line, at) == "so")
            })
    }

    /// "aims at launching", "the idea of launching", "without launching": a gerund that tells no act.
    fn is_aim(&self, start: usize) -> bool {
        let line = self.line;
        let open = matches!(
            before(line, start),
            "of" | "for"
                | "at"
                | "from"
                | "without"
                | "against"
                | "about"
                | "on"
                | "than"
                | "towards"
        );
        let word = start.checked_sub(1).map_or("", |at| before(line, at));
        open && !self.rules.in_set("charge", word)
    }

    /// "assisted B in launching", "gave support to B in launching": the gerund that starts at `start` is an
    /// act of B's.
    pub(super) fn helped(&self, start: usize) -> Option<Tie> {
        let line = self.line;
        let last = self.verbs.last()?;
        let helps = self.rules.in_set("helper", line.norm(last.at))
            || last.end > last.at + 2 && self.rules.in_set("help-word", line.norm(last.end - 2));
        let behind = self.object(last)?.end + 1;
        (helps && before(line, start) == "in" && behind == start).then_some(Tie::Helped(last.at))
    }

    /// The word that tells whether the infinitive that starts at `start` came about: "helped to launch",
    /// "partnered with B to launch".
    pub(super) fn governor(&self, start: usize) -> Option<Tie> {
        let line = self.line;
        let (mut named, mut joined) = (false, false);
        for at in (start.saturating_sub(GOVERNOR_REACH)..start).rev() {
            if line.is_mention(at) {
                named = true;
                continue;
            }
            let norm = line.norm(at);
            match norm {
                "with" | "together" | "forces" | "hands" | "efforts" => joined = true,
                _ if line.value(at).is_some() || matches!(norm, "and" | "," | "up") => {}
                _ if self.rules.in_set("joint", norm) => {
                    let joins = joined || named && norm.starts_with("join");
                    return joins.then_some(Tie::Governed(at));
                }
                _ if joined && !named => return None,
                _ if self.rules.in_set("helper", norm) && named => {
                    return Some(Tie::Helped(at));
                }
                _ if self.rules.in_set("achieve", norm) && !named => {
                    return (at + 1 == start).then_some(Tie::Governed(at));
                }
                _ if is_preposition(norm) || self.rules.verbs.contains_key(norm) => return None,
                _ if line.is_word(at) && (named || joined) => {}
                _ => return None,
            }
        }
        None
    }
}
