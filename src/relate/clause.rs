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

/// The verb at `at`, unless the word is a noun or an adjective there.
fn verb(line: &Line<'_>, at: usize, rules: &Rules) -> Option<Verb> {
    let forms = rules.verbs.get(line.norm(at))?;
    let form = forms.iter().find(|form| match &form.particle {
        Some(particle) => line.norm(at + 1) == &**particle,
        None => true,
    })?;
    let end = at + 1 + usize::from(form.particle.is_some());
    let (start, aux) = auxiliaries(line, at);
    let can_be = |wanted: Form| {
        forms
            .iter()
            .any(|other| other.lemma == form.lemma && other.form == wanted)
    };
    let participle = can_be(Form::PastOrParticiple) || can_be(Form::Participle);
    let past = can_be(Form::PastOrParticiple) || can_be(Form::Past);
    let finite = past || can_be(Form::Third) || can_be(Form::Base) && base_is_finite(line, at);
    let voice = if aux.passive && participle {
        Voice::Passive
    } else if aux.to {
        Voice::Infinitive
    } else if aux.any && (participle || can_be(Form::Base) || can_be(Form::Gerund)) {
        Voice::Active
    } else if participle && opens_reduced(line, at, end) {
        Voice::Reduced
    } else if finite {
        if is_noun_here(line, at) {
            return None;
        }
        Voice::Active
    } else if can_be(Form::Gerund) {
        Voice::Gerund
    } else {
        return None;
    };
    let before = before(line, start);
    let planned = aux.to && !ACHIEVEMENTS.contains(&before) || INTENTIONS.contains(&before);
    let mood = if aux.denied
        || aux.modal
        || is_conditional(line, start)
        || planned && voice != Voice::Infinitive
    {
        Mood::Open
    } else if aux.future {
        Mood::Future
    } else {
        Mood::Asserted
    };
    Some(Verb {
        start,
        at,
        end,
        voice,
        mood,
        frames: form.frames.clone(),
    })
}

/// Verbs that take back what follows them: "denied that it launched the program".
const DENIALS: &[&str] = &[
    "denied", "denies", "deny", "doubted", "doubts", "doubt", "disputed", "disputes", "rejected",
    "refuted", "refutes",
];

/// "if Intel supported it", "Had Intel supported it": the clause is a condition, no report.
fn is_conditional(line: &Line<'_>, start: usize) -> bool {
    let clause = (0..start)
        .rev()
        .find(|at| matches!(line.norm(*at), "," | ";"))
        .map_or(0, |comma| comma + 1);
    let inverted =
        clause == 0 && matches!(line.norm(0), "had" | "were" | "should") && line.is_mention(1);
    inverted
        || (clause..start).any(|at| {
            let norm = line.norm(at);
            matches!(norm, "if" | "unless" | "whether")
                || norm == "that" && DENIALS.contains(&before(line, at))
        })
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

/// Adverbs of time and manner that do not end in "-ly".
const ADVERBS: &[&str] = &[
    "also",
    "since",
    "then",
    "now",
    "already",
    "recently",
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
    "currently",
];

/// Verbs and participles before "to" that leave open whether the act comes about.
const INTENTIONS: &[&str] = &[
    "plans",
    "planned",
    "plan",
    "intends",
    "intended",
    "aims",
    "aimed",
    "hopes",
    "hoped",
    "expects",
    "expected",
    "proposes",
    "proposed",
    "wants",
    "seeks",
    "sought",
    "failed",
    "refused",
    "considering",
    "pledged",
];

/// Verbs before "to" that say that the act came about.
const ACHIEVEMENTS: &[&str] = &["helped", "began", "started", "continued", "managed"];

/// What follows a participle that stands for a clause of its own: "launched in 2015".
const BEHIND_PARTICIPLE: &[&str] = &[
    "by", "in", "on", "under", "with", "within", "as", "for", "through", "at", "between",
    "jointly", "from", ",", "since",
];

/// Nouns behind which "of X" speaks of X itself: "the first stage of the Program was carried out".
const STAGES: &[&str] = &[
    "stage",
    "phase",
    "version",
    "component",
    "implementation",
    "part",
    "launch",
    "round",
];
/// What opens an aside between a subject and its verb, besides prepositions: "X, known as Y, launched …".
const ASIDES: &[&str] = &[
    "a", "an", "which", "who", "where", "one", "known", "formerly", "based", "together", "along",
    "also",
];

/// Nouns that stand for the thing behind their "of": "launched a series of portals".
const AMOUNTS: &[&str] = &[
    "total",
    "number",
    "series",
    "version",
    "phase",
    "stage",
    "launch",
    "implementation",
    "development",
    "range",
];

/// Whether a word only colors the verb.
pub(super) fn is_adverb(norm: &str) -> bool {
    norm.len() > 4 && norm.ends_with("ly") || ADVERBS.contains(&norm)
}

/// The word before the item; empty at the start.
fn before<'l>(line: &'l Line<'_>, at: usize) -> &'l str {
    at.checked_sub(1).map_or("", |before| line.norm(before))
}

/// A participle without auxiliary that opens a reduced clause: "by", a preposition or a date follows,
/// and no noun phrase that it could govern.
fn opens_reduced(line: &Line<'_>, at: usize, end: usize) -> bool {
    let next = line.norm(end);
    let follows =
        BEHIND_PARTICIPLE.contains(&next) || line.value(end).is_some() || end >= line.items.len();
    let by = next == "by" || next == "jointly" && line.norm(end + 1) == "by";
    let opens = at == 0 || matches!(before(line, at), "," | "(") || line.is_mention(at - 1);
    follows && (by || opens)
}

/// Whether a base form has a plural subject right before it, and so is no noun.
fn base_is_finite(line: &Line<'_>, at: usize) -> bool {
    let before = before(line, at);
    at > 0
        && (line.is_mention(at - 1)
            || is_adverb(before)
            || matches!(before, "and" | "they")
            || before.ends_with('s'))
}

/// "the planned projects", "increased skills": a form before a noun and behind a determiner is an adjective;
/// "supports" behind "the" is a noun.
fn is_noun_here(line: &Line<'_>, at: usize) -> bool {
    let before = before(line, at);
    is_determiner(before) || is_preposition(before) && before != "since" || before == "'s"
}

/// The subject of an active verb, left of it.
pub(super) fn subject(line: &Line<'_>, verb: &Verb, verbs: &[Verb]) -> Option<List> {
    let mut at = before_aside(line, verb.start);
    let mut conjoined = false;
    // Whether a noun without an entity stands between here and the verb.
    let mut noun = false;
    while at > 0 {
        at -= 1;
        let item = &line.items[at];
        match item.kind {
            ItemKind::Mention(_) if line.is_possessive(at) => {
                // "its mission": a generic subject of that owner.
                if noun {
                    return None;
                }
            }
            ItemKind::Mention(_) => {
                let list = line.list_back(at);
                match phrase_opener(line, list.members[0]) {
                    // "the first stage of the Program": the program itself.
                    Some(opener)
                        if line.norm(opener) == "of" && STAGES.contains(&before(line, opener)) =>
                    {
                        return Some(list);
                    }
                    // "staff of IREX": what counts stands before the preposition.
                    Some(opener) => (at, noun) = (opener, false),
                    None => {
                        // "A signed X and ratified it": X is the object of the verb whose subject is shared.
                        let governor = verbs.iter().find(|other| {
                            other.voice == Voice::Active
                                && other.at < at
                                && other.end == line.phrase_start(list.members[0])
                        });
                        return match governor.filter(|_| conjoined) {
                            Some(other) => subject(line, other, verbs),
                            // "IREX staff created": the name stands for the noun behind it.
                            None => Some(list),
                        };
                    }
                }
            }
            ItemKind::Value(_) => {}
            ItemKind::Mark => match item.norm {
                ")" => {
                    while at > 0 && line.norm(at) != "(" {
                        at -= 1;
                    }
                }
                ";" | ":" | "." => return None,
                "," => noun = false,
                _ => {}
            },
            ItemKind::Word => match item.norm {
                "which" | "that" | "who" => return antecedent(line, at),
                "and" | "or" | "but" => conjoined = true,
                norm if is_adverb(norm) => {}
                norm if is_preposition(norm) => noun = false,
                norm if is_determiner(norm) => {
                    // "The students developed": a generic subject, unless a preposition opens the phrase.
                    if noun && !is_preposition(before(line, at)) {
                        return None;
                    }
                }
                _ => {
                    // "A launched X and opened Y": the subject of the verb before.
                    let other = verbs
                        .iter()
                        .rfind(|other| other.at == at && other.voice == Voice::Active);
                    if conjoined && let Some(other) = other {
                        return subject(line, other, verbs);
                    }
                    noun = true;
                }
            },
        }
    }
    None
}

/// Where the subject of a verb that starts at `start` is sought: before an aside between commas right
/// before the verb.
fn before_aside(line: &Line<'_>, start: usize) -> usize {
    if before(line, start) != "," {
        return start;
    }
    let comma = start - 1;
    let commas = || (0..comma).rev().filter(|at| line.norm(*at) == ",");
    let open = commas()
        .find(|at| opens_aside(line, at + 1))
        .or_else(|| commas().next());
    open.filter(|open| (0..*open).any(|at| line.is_mention(at)))
        .unwrap_or(comma)
}

fn opens_aside(line: &Line<'_>, at: usize) -> bool {
    let norm = line.norm(at);
    is_preposition(norm)
        || ASIDES.contains(&norm)
        || norm.ends_with("ed")
        || line.mention_kind(at) == Some(MentionKind::Description)
}

/// The preposition or possessive that makes the mention at `first` a part of a longer phrase.
fn phrase_opener(line: &Line<'_>, first: usize) -> Option<usize> {
    let mut start = line.phrase_start(first);
    // "Egypt's Ministry": what counts stands before the owner.
    while start >= 2 && line.norm(start - 1) == "'s" && line.is_mention(start - 2) {
        start = line.phrase_start(start - 2);
    }
    let opener = start.checked_sub(1)?;
    let norm = line.norm(opener);
    (is_preposition(norm) || norm == "'s").then_some(opener)
}

/// What the relative pronoun at `at` stands for: the name or description before it.
fn antecedent(line: &Line<'_>, at: usize) -> Option<List> {
    let before = (0..at).rev().find(|at| is_named(line, *at))?;
    // "… three grants, which were funded": several things, of which the name before is none.
    let nouns = (before + 1..at).any(|at| line.is_word(at));
    let several = matches!(line.norm(at + 1), "were" | "are" | "have");
    if nouns && several {
        return None;
    }
    last_of(line.list_back(before))
}

/// Whether the item is a mention that is no pronoun.
fn is_named(line: &Line<'_>, at: usize) -> bool {
    line.mention_kind(at)
        .is_some_and(|kind| kind != MentionKind::Pronoun)
}

/// A list of the last member alone, which what follows speaks of.
fn last_of(list: List) -> Option<List> {
    Some(List {
        members: vec![*list.members.last()?],
        end: list.end,
    })
}

/// An object stands within so many items of its verb.
const OBJECT_REACH: usize = 9;

/// The object of an active verb, right of it.
pub(super) fn object(line: &Line<'_>, verb: &Verb) -> Option<List> {
    for at in verb.end..verb.end + OBJECT_REACH {
        let item = line.items.get(at)?;
        match item.kind {
            ItemKind::Mention(_) if line.is_possessive(at) => {}
            ItemKind::Mention(_) => return Some(line.list(at)),
            ItemKind::Value(_) => {}
            ItemKind::Mark if matches!(item.norm, "\"" | "'" | "'s") => {}
            ItemKind::Mark => return None,
            ItemKind::Word => {
                let of_amount = item.norm == "of" && AMOUNTS.contains(&line.norm(at - 1));
                let ends = is_preposition(item.norm) && !of_amount
                    || matches!(
                        item.norm,
                        "which" | "that" | "who" | "and" | "or" | "to" | "where"
                    );
                if ends {
                    return None;
                }
            }
        }
    }
    None
}

/// The agent behind "by" of a passive or reduced verb.
pub(super) fn agent(line: &Line<'_>, verb: &Verb, verbs: &[Verb]) -> Option<List> {
    let stop = verbs
        .iter()
        .filter(|other| {
            other.at > verb.at
                && matches!(other.voice, Voice::Active | Voice::Passive)
                && !chained(line, verb, other)
        })
        .map(|other| other.start)
        .min()
        .unwrap_or(line.items.len());
    let by = (verb.end..stop).find(|at| line.norm(*at) == "by")?;
    if (verb.end..by).any(|at| matches!(line.norm(at), ";" | "which" | "who" | "where")) {
        return None;
    }
    let first = line.before_mention(by + 1, 6, |norm| {
        is_preposition(norm) && norm != "of" || norm == "and"
    })?;
    Some(line.list(first))
}

/// "was designed and implemented by": two verbs that share one "by".
fn chained(line: &Line<'_>, first: &Verb, second: &Verb) -> bool {
    (first.end..second.start)
        .all(|at| matches!(line.norm(at), "and" | "," | "or") || is_adverb(line.norm(at)))
}

/// What a passive or reduced verb speaks of, left of it (or right, where the clause opens the sentence).
pub(super) fn theme_of(line: &Line<'_>, verb: &Verb, verbs: &[Verb]) -> Option<List> {
    match verb.voice {
        Voice::Passive => subject(line, verb, verbs),
        Voice::Reduced if (0..verb.start).all(|at| !line.is_mention(at)) => {
            // "Launched in 2015, the portal …"
            let comma = (verb.end..line.items.len()).find(|at| line.norm(*at) == ",")?;
            let first = line.before_mention(comma + 1, 4, is_preposition)?;
            Some(line.list(first))
        }
        Voice::Reduced => {
            let stop = |at: &usize| is_named(line, *at) || matches!(line.norm(*at), ";" | ".");
            let at = (0..verb.start).rev().find(stop)?;
            if !is_named(line, at) {
                return None;
            }
            last_of(line.list_back(at))
        }
        _ => None,
    }
}
