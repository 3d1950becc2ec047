//! Verb groups of a sentence with their voice, mood, subjects, objects and agents.

use super::item::{ItemKind, Line, List};
use crate::mention::{MentionKind, is_determiner, is_preposition};
use crate::rules::{Form, Rules};

/// A verb with its auxiliaries.
#[derive(Clone, Debug)]
pub(super) struct Verb {
    /// First item of the group: an auxiliary, an adverb or the verb.
    pub(super) start: usize,
    /// The verb itself.
    pub(super) at: usize,
    /// The item behind the group, its particle included.
    pub(super) end: usize,
    pub(super) voice: Voice,
    pub(super) mood: Mood,
    /// Places in [`Rules::frames`].
    pub(super) frames: Vec<usize>,
}

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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    Asserted,
    /// "will be launched"
    Future,
    /// "plans to launch", "could launch", "was not launched"
    Open,
}

/// The verbs of a line that some frame knows, in order.
pub(super) fn verbs(line: &Line<'_>, rules: &Rules) -> Vec<Verb> {
    let mut out = Vec::new();
    for at in 0..line.items.len() {
        if line.is_word(at)
            && let Some(verb) = verb(line, at, rules)
        {
            out.push(verb);
        }
    }
    out
}

fn verb(line: &Line<'_>, at: usize, rules: &Rules) -> Option<Verb> {
    let forms = rules.verbs.get(line.norm(at))?;
    let form = forms.iter().find(|form| match &form.particle {
        Some(particle) => line.norm(at + 1) == &**particle,
        None => true,
    })?;
    let end = at + 1 + usize::from(form.particle.is_some());
    let (start, aux) = auxiliaries(line, at);
    let can_be = |wanted: Form| forms.iter().any(|other| other.lemma == form.lemma && other.form == wanted);
    let participle = can_be(Form::PastOrParticiple) || can_be(Form::Participle);
    let past = can_be(Form::PastOrParticiple) || can_be(Form::Past);
    let voice = if aux.to {
        if aux.passive && participle { Voice::Passive } else { Voice::Infinitive }
    } else if aux.passive && participle {
        Voice::Passive
    } else if aux.any && (participle || can_be(Form::Base) || can_be(Form::Gerund)) {
        Voice::Active
    } else if participle && opens_reduced(line, at, end) {
        Voice::Reduced
    } else if past || can_be(Form::Third) || can_be(Form::Base) && base_is_finite(line, at) {
        if is_noun_here(line, at) { return None } else { Voice::Active }
    } else if can_be(Form::Gerund) {
        Voice::Gerund
    } else {
        return None;
    };
    let planned = aux.to && !matches!(line.norm(start.saturating_sub(1)), "helped" | "began" | "started" | "continued" | "managed") || intends(line, start);
    let mood = if aux.denied || aux.modal || planned && voice != Voice::Infinitive {
        Mood::Open
    } else if aux.future {
        Mood::Future
    } else {
        Mood::Asserted
    };
    Some(Verb { start, at, end, voice, mood, frames: form.frames.clone() })
}

#[derive(Default)]
struct Auxiliaries {
    any: bool,
    passive: bool,
    future: bool,
    modal: bool,
    denied: bool,
    to: bool,
}

/// Walks left over auxiliaries and adverbs.
fn auxiliaries(line: &Line<'_>, verb: usize) -> (usize, Auxiliaries) {
    let mut found = Auxiliaries::default();
    let mut start = verb;
    let mut at = verb;
    while at > 0 && line.is_word(at - 1) {
        let norm = line.norm(at - 1);
        match norm {
            "is" | "are" | "was" | "were" | "be" | "been" | "being" => {
                (found.any, found.passive) = (true, true);
            }
            "has" | "have" | "had" | "do" | "does" | "did" | "having" => found.any = true,
            "will" | "shall" | "would" => (found.any, found.future, found.modal) = (true, norm != "would", found.modal || norm == "would"),
            "can" | "could" | "may" | "might" | "should" | "must" => (found.any, found.modal) = (true, true),
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

pub(super) fn is_adverb(norm: &str) -> bool {
    norm.len() > 4 && norm.ends_with("ly")
        || matches!(norm, "also" | "since" | "then" | "now" | "already" | "recently" | "later" | "first" | "further" | "again" | "just" | "still" | "thus" | "together" | "soon" | "once" | "so" | "far" | "currently")
}

/// "plans to", "expected to", "failed to" before the group.
fn intends(line: &Line<'_>, start: usize) -> bool {
    start > 0
        && matches!(
            line.norm(start - 1),
            "plans" | "planned" | "plan" | "intends" | "intended" | "aims" | "aimed" | "hopes" | "hoped" | "expects" | "expected" | "proposes" | "proposed" | "wants" | "seeks" | "sought" | "failed" | "refused" | "considering" | "pledged"
        )
}

/// A participle without auxiliary that opens a reduced clause: "by", a preposition or a date follows,
/// and no noun phrase that it could govern.
fn opens_reduced(line: &Line<'_>, at: usize, end: usize) -> bool {
    let next = line.norm(end);
    let follows = next == "by"
        || matches!(next, "in" | "on" | "under" | "with" | "within" | "as" | "for" | "through" | "at" | "between" | "jointly" | "from" | "," | "since")
        || line.value(end).is_some()
        || next.is_empty() && end >= line.items.len();
    let by = next == "by" || next == "jointly" && line.norm(end + 1) == "by";
    let opens = at == 0 || line.norm(at - 1) == "," || line.norm(at - 1) == "(" || matches!(line.norm(at - 1), "and" | "or") && by;
    follows && (by || opens || line.is_mention(at - 1))
}

fn base_is_finite(line: &Line<'_>, at: usize) -> bool {
    at > 0 && (line.is_mention(at - 1) || is_adverb(line.norm(at - 1)) || line.norm(at - 1) == "and" || line.norm(at - 1) == "they" || line.norm(at - 1).ends_with('s'))
}

/// "the planned projects", "increased skills": a form before a noun and behind a determiner is an adjective;
/// "supports" behind "the" is a noun.
fn is_noun_here(line: &Line<'_>, at: usize) -> bool {
    at > 0 && (is_determiner(line.norm(at - 1)) || is_preposition(line.norm(at - 1)) && line.norm(at - 1) != "since" || line.norm(at - 1) == "'s")
}

/// The subject of an active verb, left of it.
pub(super) fn subject(line: &Line<'_>, verb: &Verb, verbs: &[Verb]) -> Option<List> {
    let mut at = verb.start;
    // An aside between commas right before the verb is passed over.
    if at > 0 && line.norm(at - 1) == "," {
        let opens = |at: &usize| {
            line.norm(*at) == ","
                && (is_preposition(line.norm(*at + 1))
                    || matches!(line.norm(*at + 1), "a" | "an" | "which" | "who" | "where" | "one" | "known" | "formerly" | "based" | "together" | "along" | "also")
                    || line.norm(*at + 1).ends_with("ed")
                    || matches!(line.mention_kind(*at + 1), Some(MentionKind::Description)))
        };
        let open = (0..at - 1).rev().find(opens).or_else(|| (0..at - 1).rev().find(|at| line.norm(*at) == ","));
        at = match open {
            Some(open) if (0..open).any(|at| line.is_mention(at)) => open,
            _ => at - 1,
        };
    }
    let mut conjoined = false;
    let mut noun = false;
    while at > 0 {
        at -= 1;
        let item = &line.items[at];
        match item.kind {
            ItemKind::Mention(_) => {
                if line.mention_kind(at) == Some(MentionKind::Pronoun) && matches!(line.sentence.tokens.get(mention_token(line, at)).map(|token| token.norm.as_str()), Some("its" | "their")) {
                    // "its mission": a generic subject of that owner.
                    if noun { return None; }
                    continue;
                }
                let list = line.list_back(at);
                let first = list.members[0];
                let mut start = line.phrase_start(first);
                // "Egypt's Ministry": what counts stands before the owner.
                while start >= 2 && line.norm(start - 1) == "'s" && line.is_mention(start - 2) {
                    start = line.phrase_start(start - 2);
                }
                let before = start.checked_sub(1);
                let in_phrase = before.is_some_and(|before| {
                    let norm = line.norm(before);
                    is_preposition(norm) || norm == "'s"
                });
                if noun && !in_phrase {
                    // "IREX staff created": the noun behind the name is the subject; the name stands for it.
                    return Some(list);
                }
                if in_phrase {
                    at = before.unwrap_or(0);
                    noun = false;
                    continue;
                }
                return Some(list);
            }
            ItemKind::Value(_) => {}
            ItemKind::Mark => match item.norm {
                ")" => {
                    while at > 0 && line.norm(at) != "(" {
                        at -= 1;
                    }
                }
                ";" | ":" | "." => return None,
                "," => {
                    if noun {
                        noun = false;
                    }
                }
                _ => {}
            },
            ItemKind::Word => match item.norm {
                "which" | "that" | "who" => {
                    let antecedent = (0..at).rev().find(|at| line.is_mention(*at) && line.mention_kind(*at) != Some(MentionKind::Pronoun))?;
                    return Some(line.list_back(antecedent)).map(|list| List { members: vec![*list.members.last().unwrap_or(&antecedent)], end: list.end });
                }
                "and" | "or" | "but" => conjoined = true,
                norm if is_adverb(norm) => {}
                norm if is_preposition(norm) => noun = false,
                norm if is_determiner(norm) => {
                    if noun {
                        // "The students developed": a generic subject, unless a preposition opens the phrase.
                        if at > 0 && is_preposition(line.norm(at - 1)) { continue; }
                        return None;
                    }
                }
                _ => {
                    if conjoined && let Some(other) = verbs.iter().rev().find(|other| other.at == at && other.voice == Voice::Active) {
                        return subject(line, other, verbs);
                    }
                    noun = true;
                }
            },
        }
    }
    None
}

fn mention_token(line: &Line<'_>, at: usize) -> usize {
    match line.items[at].kind {
        ItemKind::Mention(place) => line.sentence.mentions[place].tokens.0,
        _ => 0,
    }
}

/// The object of an active verb, right of it.
pub(super) fn object(line: &Line<'_>, verb: &Verb) -> Option<List> {
    let mut at = verb.end;
    for _ in 0..9 {
        let item = line.items.get(at)?;
        match item.kind {
            ItemKind::Mention(_) if line.mention_kind(at) == Some(MentionKind::Pronoun) && matches!(line.sentence.tokens[mention_token(line, at)].norm.as_str(), "its" | "their") => at += 1,
            ItemKind::Mention(_) => return Some(line.list(at)),
            ItemKind::Value(_) => at += 1,
            ItemKind::Mark if matches!(item.norm, "\"" | "'" | "'s") => at += 1,
            ItemKind::Mark => return None,
            ItemKind::Word => {
                let of_amount = item.norm == "of" && matches!(line.norm(at - 1), "total" | "number" | "series" | "version" | "phase" | "stage" | "launch" | "implementation" | "development" | "range");
                if is_preposition(item.norm) && !of_amount || matches!(item.norm, "which" | "that" | "who" | "and" | "or" | "to" | "where") {
                    return None;
                }
                at += 1;
            }
        }
    }
    None
}

/// The agent behind "by" of a passive or reduced verb.
pub(super) fn agent(line: &Line<'_>, verb: &Verb, verbs: &[Verb]) -> Option<(usize, List)> {
    let stop = verbs
        .iter()
        .filter(|other| other.at > verb.at && matches!(other.voice, Voice::Active | Voice::Passive) && !chained(line, verb, other))
        .map(|other| other.start)
        .min()
        .unwrap_or(line.items.len());
    let by = (verb.end..stop).find(|at| line.norm(*at) == "by")?;
    if (verb.end..by).any(|at| matches!(line.norm(at), ";" | "which" | "who" | "where")) {
        return None;
    }
    let first = line.before_mention(by + 1, 6, |norm| is_preposition(norm) && norm != "of" || norm == "and")?;
    Some((by, line.list(first)))
}

/// "was designed and implemented by": two verbs that share one "by".
fn chained(line: &Line<'_>, first: &Verb, second: &Verb) -> bool {
    (first.end..second.start).all(|at| matches!(line.norm(at), "and" | "," | "or") || is_adverb(line.norm(at)))
}

/// What a passive or reduced verb speaks of, left of it (or right, where the clause opens the sentence).
pub(super) fn theme_of(line: &Line<'_>, verb: &Verb, verbs: &[Verb]) -> Option<List> {
    match verb.voice {
        Voice::Passive => subject(line, verb, verbs),
        Voice::Reduced => {
            let before = verb.start.checked_sub(1);
            let opens = before.is_none_or(|_| (0..verb.start).all(|at| !line.is_mention(at)));
            if opens {
                let comma = (verb.end..line.items.len()).find(|at| line.norm(*at) == ",")?;
                let first = line.before_mention(comma + 1, 4, is_preposition)?;
                return Some(line.list(first));
            }
            let mut at = verb.start;
            while at > 0 {
                at -= 1;
                if line.is_mention(at) && line.mention_kind(at) != Some(MentionKind::Pronoun) {
                    let list = line.list_back(at);
                    return Some(List { members: vec![*list.members.last()?], end: list.end });
                }
                if matches!(line.norm(at), ";" | ".") {
                    return None;
                }
            }
            None
        }
        _ => None,
    }
}
