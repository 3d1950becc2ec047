//! Verb groups of a sentence with their voice, mood and what they share with other verbs.
//!
//! [`Parse::new`] finds them; who acts and what is acted on stands in `party`.

mod mood;
mod party;

use super::item::{ItemKind, Line, List};
use crate::mention::{is_determiner, is_preposition};
use crate::rules::{Form, Rules, VerbForm};

/// A verb with its auxiliaries.
#[derive(Clone, Debug)]
pub(super) struct Verb {
    /// First item of the group: an auxiliary, an adverb or the verb.
    pub(super) start: usize,
    /// The verb itself.
    pub(super) at: usize,
    /// The item behind the group, its particle or noun included.
    pub(super) end: usize,
    pub(super) voice: Voice,
    pub(super) mood: Mood,
    pub(super) tie: Tie,
    /// Places in [`Rules::frames`].
    pub(super) frames: Vec<usize>,
}

/// How subject and object stand to a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// "A launched T"
    Active,
    /// "T was launched by A"
    Passive,
    /// "T launched by A", "Launched in 2015, T …"
    Reduced,
    /// "A, launching T, …"
    Gerund,
    /// "to launch T"
    Infinitive,
}

/// Whether a verb says what is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// "was launched"
    Asserted,
    /// "will be launched"
    Future,
    /// "plans to launch", "could launch", "was not launched"
    Open,
}

/// What a verb shares with one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// Nothing.
    Free,
    /// "was funded by A and run by B": the theme of the verb at this place among the verbs.
    Theme(usize),
    /// "A partnered with B to launch T": those who act stand around the word at this item.
    Governed(usize),
    /// "A helped B to launch T": B acts, helped by the subject of the word at this item.
    Helped(usize),
}

/// The verbs of a line that some frame knows, in order.
pub(super) struct Parse<'l> {
    pub(super) line: &'l Line<'l>,
    rules: &'l Rules,
    pub(super) verbs: Vec<Verb>,
    /// Who acts in each active clause, by the place of its verb, so that chains of verbs are walked once.
    actors: Vec<Option<List>>,
}

/// How far the parts of a clause stand from its verb, in items.
const CLAUSE_REACH: usize = 120;

/// Adverbs of time and manner that do not end in "-ly".
const ADVERBS: &[&str] = &[
    "also",
    "since",
    "then",
    "now",
    "already",
    "later",
    "first",
    "further",
    "again",
    "just",
    "still",
    "thus",
    "together",
    "soon",
    "once",
    "so",
    "far",
    "yet",
    "ever",
    "even",
    "both",
    "therefore",
    "thereby",
    "meanwhile",
    "subsequently",
    "itself",
    "themselves",
    "officially",
];

/// What follows a participle that stands for a clause of its own: "launched in 2015".
const BEHIND_PARTICIPLE: &[&str] = &[
    "by", "in", "on", "under", "with", "within", "as", "for", "through", "at", "between",
    "jointly", "from", ",", "since", "to", "after", "during", "thanks",
];

/// Whether a word only colors the verb.
pub(super) fn is_adverb(norm: &str) -> bool {
    norm.len() > 4 && norm.ends_with("ly") || ADVERBS.contains(&norm)
}

/// The word before the item; empty at the start.
fn before<'l>(line: &'l Line<'_>, at: usize) -> &'l str {
    at.checked_sub(1).map_or("", |before| line.norm(before))
}

/// What stands before a verb.
#[derive(Default)]
struct Auxiliaries {
    any: bool,
    passive: bool,
    future: bool,
    modal: bool,
    denied: bool,
    to: bool,
}

impl<'l> Parse<'l> {
    /// Finds the verbs of `line`.
    pub(super) fn new(line: &'l Line<'l>, rules: &'l Rules) -> Self {
        let mut parse = Self {
            line,
            rules,
            verbs: Vec::new(),
            actors: Vec::new(),
        };
        let mut at = 0;
        while at < line.items.len() {
            match parse.verb(at) {
                Some(verb) => {
                    at = verb.end;
                    parse.verbs.push(verb);
                }
                None => at += 1,
            }
        }
        for place in 0..parse.verbs.len() {
            let actors = parse.find_actors(&parse.verbs[place]);
            parse.actors.push(actors);
        }
        parse
    }

    /// The place of the verb at item `at` among the verbs.
    fn place(&self, at: usize) -> Option<usize> {
        self.verbs.binary_search_by_key(&at, |verb| verb.at).ok()
    }

    /// The verb at `at`, unless the word is a noun or an adjective there.
    fn verb(&self, at: usize) -> Option<Verb> {
        let line = self.line;
        let forms = self
            .rules
            .verbs
            .get(line.norm(at))
            .filter(|_| line.is_word(at))?;
        let (form, end) = forms
            .iter()
            .find_map(|form| Some((form, self.behind_tail(form, at)?)))?;
        let (start, aux) = auxiliaries(line, at);
        let can_be = |wanted: Form| {
            forms
                .iter()
                .any(|other| other.lemma == form.lemma && other.form == wanted)
        };
        let participle = can_be(Form::PastOrParticiple) || can_be(Form::Participle);
        let past = can_be(Form::PastOrParticiple) || can_be(Form::Past);
        let base = can_be(Form::Base);
        let finite = past || can_be(Form::Third) || base && self.base_is_finite(at);
        let mut tie = Tie::Free;
        let voice = if aux.passive && participle {
            Voice::Passive
        } else if aux.to || base && !aux.any && self.rules.in_set("helper", before(line, start)) {
            match self.governor(start).filter(|_| base && !aux.any) {
                Some(governor) => {
                    tie = governor;
                    Voice::Active
                }
                None => Voice::Infinitive,
            }
        } else if aux.any && (participle || base || can_be(Form::Gerund)) {
            Voice::Active
        } else if participle && let Some(shared) = self.shares_theme(start, end) {
            tie = Tie::Theme(shared);
            Voice::Reduced
        } else if participle && self.opens_reduced(at, end) {
            Voice::Reduced
        } else if finite {
            if is_noun_here(line, start) {
                return None;
            }
            Voice::Active
        } else if can_be(Form::Gerund) {
            tie = self.helped(start).unwrap_or(Tie::Free);
            Voice::Gerund
        } else {
            return None;
        };
        let mood = self.mood(start, end, voice, tie, &aux);
        Some(Verb {
            start,
            at,
            end,
            voice,
            mood,
            tie,
            frames: form.frames.clone(),
        })
    }

    /// The item behind the tail of a verb at `at`. A noun of the tail may have its adjectives and its amount:
    /// "provided generous funding for", "gave a loan of $5 million to".
    fn behind_tail(&self, form: &VerbForm, at: usize) -> Option<usize> {
        const REACH: usize = 6;
        let line = self.line;
        let is = |words: &[String], at: usize| {
            let norm = line.norm(at);
            !norm.is_empty()
                && words
                    .binary_search_by(|word| word.as_str().cmp(norm))
                    .is_ok()
        };
        let mut next = at + 1;
        for words in form.tail.iter() {
            let amount = words.iter().any(|word| word == crate::rules::MONEY);
            let found = (next..next + REACH).find_map(|place| {
                if is(words, place) || amount && self.is_amount(place) {
                    return Some(Some(place));
                }
                let passed = form.tail.len() > 1
                    && (line.value(place).is_some()
                        || line.is_possessive(place)
                        || matches!(line.norm(place), "of" | "worth" | "up" | "to" | "$" | "€")
                            && line.value(place + 1).is_some()
                        || line.is_word(place)
                            && !is_preposition(line.norm(place))
                            && !matches!(line.norm(place), "and" | "or" | "which" | "that" | "no"));
                (!passed).then_some(None)
            });
            next = found.flatten()? + 1;
        }
        Some(next)
    }

    /// Whether an amount of money stands at `at`.
    fn is_amount(&self, at: usize) -> bool {
        self.line
            .value(at)
            .is_some_and(|value| matches!(value.kind, crate::value::ValueKind::Money(_)))
    }

    /// "… was funded by A and run by B": the verb before whose theme a participle shares, as a place among
    /// the verbs.
    fn shares_theme(&self, start: usize, end: usize) -> Option<usize> {
        let line = self.line;
        let place = self.verbs.len().checked_sub(1)?;
        let last = &self.verbs[place];
        let first = match last.tie {
            Tie::Theme(first) => first,
            _ => place,
        };
        if !matches!(last.voice, Voice::Passive | Voice::Reduced) {
            return None;
        }
        let before = before(line, start);
        let next = line.norm(end);
        let follows = BEHIND_PARTICIPLE.contains(&next) || line.value(end).is_some();
        if matches!(before, "and" | "but" | "or") {
            let mut joint = start - 1;
            if joint > 0 && line.norm(joint - 1) == "," {
                joint -= 1;
            }
            let broken = (last.end..joint).any(|at| {
                matches!(line.norm(at), ";" | ":" | "which" | "who" | "that")
                    || line.norm(at) == "," && line.norm(at + 1) == "and"
            });
            return (!broken && (follows || next == "and")).then_some(first);
        }
        if before == "," {
            let behind = self.agent_list(last).map_or(last.end, |list| list.end);
            return (behind + 1 == start && (follows || next == "and")).then_some(first);
        }
        None
    }

    /// A participle without auxiliary that opens a reduced clause: "by", a preposition or a date follows,
    /// and no noun phrase that it could govern.
    fn opens_reduced(&self, at: usize, end: usize) -> bool {
        let line = self.line;
        let next = line.norm(end);
        let follows = BEHIND_PARTICIPLE.contains(&next)
            || line.value(end).is_some()
            || end >= line.items.len();
        let by = next == "by" || next == "jointly" && line.norm(end + 1) == "by";
        // "Designed and run by A, T …"
        let paired = at == 0
            && next == "and"
            && self.rules.verbs.contains_key(line.norm(end + 1))
            && line.norm(end + 2) == "by";
        // "…, which A launched in 2015": A acts.
        let acts = |at: usize| {
            matches!(
                before(line, line.phrase_start(at)),
                "which" | "that" | "whom"
            )
        };
        let opens = at == 0
            || matches!(before(line, at), "," | "(")
            || line.is_mention(at - 1) && !acts(at - 1);
        paired || follows && (by || opens)
    }

    /// Whether a base form has a plural subject right before it, and so is no noun.
    fn base_is_finite(&self, at: usize) -> bool {
        let line = self.line;
        let before = before(line, at);
        at > 0
            && (line.is_mention(at - 1)
                || is_adverb(before)
                || matches!(before, "and" | "they" | "who" | "which" | "that")
                || before.ends_with('s'))
    }
}

/// Walks left over auxiliaries and adverbs.
fn auxiliaries(line: &Line<'_>, verb: usize) -> (usize, Auxiliaries) {
    let mut found = Auxiliaries::default();
    let mut start = verb;
    let mut at = verb;
    while at > 0 && line.is_word(at - 1) {
        let norm = line.norm(at - 1);
        match norm {
            "is" | "are" | "was" | "were" | "be" | "been" | "being" | "gets" | "got" => {
                (found.any, found.passive) = (true, true);
            }
            "has" | "have" | "had" | "do" | "does" | "did" | "having" => found.any = true,
            "will" | "shall" => (found.any, found.future) = (true, true),
            "can" | "could" | "may" | "might" | "should" | "must" | "would" => {
                (found.any, found.modal) = (true, true);
            }
            "not" | "never" | "cannot" | "n't" => found.denied = true,
            "to" => {
                found.to = true;
                start = at - 1;
                break;
            }
            _ if is_adverb(norm) => {
                at -= 1;
                continue;
            }
            _ => break,
        }
        at -= 1;
        start = at;
    }
    if !found.any && !found.to {
        start = verb;
        // An adverb right before the verb belongs to it.
        while start > 0 && line.is_word(start - 1) && is_adverb(line.norm(start - 1)) {
            start -= 1;
        }
    }
    (start, found)
}

/// "the planned projects", "newly launched portal": a form before a noun and behind a determiner is an
/// adjective; "supports" behind "the" is a noun.
fn is_noun_here(line: &Line<'_>, start: usize) -> bool {
    let before = before(line, start);
    is_determiner(before)
        || is_preposition(before) && before != "since"
        || before == "'s"
        || start > 0 && line.is_possessive(start - 1)
}

/// Whether the item ends what a verb can reach: a full stop or what stands for one.
fn is_border(line: &Line<'_>, at: usize) -> bool {
    line.items[at].kind == ItemKind::Mark && matches!(line.norm(at), ";" | ":" | ".")
}
