//! Applies verb frames: who did what, in whichever voice the sentence says it.

use super::clause::{Mood, Parse, Tie, Verb, Voice};
use super::fact::{Facts, Source};
use super::item::{Line, List};
use crate::link::EntityId;
use crate::mention::is_preposition;
use crate::ontology::ClassId;
use crate::rules::Emit;
use crate::span::Span;
use crate::value::Date;

/// What one verb of a sentence speaks of.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// The verb's item.
    pub(super) at: usize,
    /// First and last item of what belongs to it.
    pub(super) quote: (usize, usize),
    /// What it is about, as items.
    pub(super) theme: Vec<usize>,
    /// Who acts, as items.
    pub(super) agents: Vec<usize>,
    /// The frame.
    pub(super) frame: usize,
    pub(super) mood: Mood,
    /// The clause's own date, or that of its entry.
    pub(super) date: Option<(Date, Span)>,
}

/// Finds the clauses that a frame fits, in the order of their verbs.
pub(super) fn clauses(line: &Line<'_>, facts: &Facts<'_>) -> Vec<Clause> {
    let parse = Parse::new(line, facts.knowledge.rules);
    let mut out = Vec::new();
    for verb in &parse.verbs {
        // What is only planned, denied or aimed at is no fact.
        if verb.mood == Mood::Open {
            continue;
        }
        let Some((theme, agents)) = sides(&parse, verb, facts) else {
            continue;
        };
        for frame in &verb.frames {
            out.extend(fit(
                line,
                facts,
                verb,
                *frame,
                theme.as_ref(),
                agents.as_ref(),
            ));
        }
    }
    nominals(line, facts, &mut out);
    out.sort_by_key(|clause| (clause.at, clause.frame));
    out
}

/// What a verb is done to and who does it, whichever way round they stand; `None` for an infinitive.
pub(super) fn sides(
    parse: &Parse<'_>,
    verb: &Verb,
    facts: &Facts<'_>,
) -> Option<(Option<List>, Option<List>)> {
    let rules = &facts.knowledge.rules.frames;
    let accept = |at: usize| {
        let mut frames = verb.frames.iter();
        frames.any(|frame| fills(parse.line, facts, at, &rules[*frame].theme, true))
    };
    match verb.voice {
        Voice::Passive | Voice::Reduced => Some((parse.theme(verb, &accept), parse.agents(verb))),
        Voice::Active | Voice::Gerund => {
            let theme = helped(parse, verb).or_else(|| parse.acted_on(verb, &accept));
            Some((theme, parse.actors(verb)))
        }
        Voice::Infinitive => None,
    }
}

/// Why a frame or a phrase makes nothing of the words that it stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    /// Its words are not there.
    Words,
    /// Nothing is there for it to be about.
    NoTheme,
    /// What is there, at this item, cannot be its theme.
    Theme(usize),
    /// Nothing is there on its other side: behind this item no mention is in reach.
    NoOther(usize),
    /// What is there, at this item, cannot be its other side.
    Other(usize),
}

/// "A helped B to launch T": what A helps is T.
fn helped(parse: &Parse<'_>, verb: &Verb) -> Option<List> {
    let behind = parse.verbs.partition_point(|other| other.at <= verb.at);
    let act = parse.verbs.get(behind)?;
    if act.tie != Tie::Helped(verb.at) {
        return None;
    }
    parse.acted_on(act, &|_| true)
}

/// Whether the mention at `at` may be of one of `classes`.
fn fills(line: &Line<'_>, facts: &Facts<'_>, at: usize, classes: &[ClassId], theme: bool) -> bool {
    line.entity(at)
        .is_some_and(|entity| facts.may_fill(entity, classes, theme))
}

/// The clause that a frame makes of a verb, if something is there for it to be about.
pub(super) fn fit(
    line: &Line<'_>,
    facts: &Facts<'_>,
    verb: &Verb,
    frame: usize,
    theme: Option<&List>,
    agents: Option<&List>,
) -> Result<Clause, Halt> {
    let rule = &facts.knowledge.rules.frames[frame];
    let pick = |list: Option<&List>, classes: &[ClassId], theme: bool| -> Vec<usize> {
        let members = list.map_or(&[][..], |list| &list.members);
        let fitting = |at: &usize| fills(line, facts, *at, classes, theme);
        members.iter().copied().filter(fitting).collect()
    };
    let first = |list: Option<&List>| list.and_then(|list| list.members.first().copied());
    let (object, acting) = (first(theme), first(agents));
    let theme = pick(theme, &rule.theme, true);
    let agents = pick(agents, &rule.agent, false);
    if theme.is_empty() {
        return Err(object.map_or(Halt::NoTheme, Halt::Theme));
    }
    // Who acts, and cannot act so, speaks of something else: a company that joins is no participant.
    if let Some(acting) = acting.filter(|_| agents.is_empty()) {
        return Err(Halt::Other(acting));
    }
    let all = || theme.iter().chain(&agents).copied();
    let from = all().fold(verb.start, usize::min);
    let to = all().fold(verb.end - 1, usize::max);
    Ok(Clause {
        at: verb.at,
        quote: (from, to),
        theme,
        agents,
        frame,
        mood: verb.mood,
        date: None,
    })
}

/// "the launch of T by A", "the launch by A of T", "A's launch of T", "the launch of T".
fn nominals(line: &Line<'_>, facts: &Facts<'_>, out: &mut Vec<Clause>) {
    let rules = facts.knowledge.rules;
    for at in 0..line.items.len() {
        let Some(frames) = rules.nominals.get(line.norm(at)) else {
            continue;
        };
        let before = at.checked_sub(1).map_or("", |at| line.norm(at));
        // "called for the adoption of T", "the planned launch of T".
        let hoped = (at.saturating_sub(4)..at)
            .any(|at| rules.in_set("wish", line.norm(at)) || rules.in_set("intend", line.norm(at)));
        if hoped {
            continue;
        }
        // "A's launch of T", "its launch by A".
        let owner = if before == "'s" {
            at.checked_sub(2)
        } else {
            at.checked_sub(1)
        };
        let owner = owner.filter(|owner| {
            before == "'s" && line.is_mention(*owner) || line.is_possessive(*owner)
        });
        let owner = owner.map(|owner| List {
            members: vec![owner],
            end: owner + 1,
        });
        let (theme, agents) = match (nominal_parties(line, at), owner) {
            ((Some(theme), agents), owner) => (theme, agents.or(owner)),
            ((None, Some(agents)), Some(owner)) => (own_theme(line, owner, &agents), Some(agents)),
            _ => continue,
        };
        let mut quote = (at.min(theme.members[0]), at.max(theme.end - 1));
        if let Some(list) = &agents {
            quote = (quote.0.min(list.members[0]), quote.1.max(list.end - 1));
        }
        for frame in frames {
            let verb = Verb {
                start: at,
                at,
                end: at + 1,
                voice: Voice::Active,
                mood: Mood::Asserted,
                tie: Tie::Free,
                frames: Vec::new(),
            };
            if let Ok(mut found) = fit(line, facts, &verb, *frame, Some(&theme), agents.as_ref()) {
                found.quote = quote;
                out.push(found);
            }
        }
    }
}

/// What "its launch by A" is the launch of; where the sentence opens so, it is named behind: "Since its
/// launch by A, T has grown".
fn own_theme(line: &Line<'_>, owner: List, agents: &List) -> List {
    let first = owner.members[0];
    let opens = line.is_possessive(first) && (0..first).all(|at| !line.is_mention(at));
    let comma = (agents.end..agents.end + 6).find(|at| line.norm(*at) == ",");
    let behind = comma.map_or(agents.end, |comma| comma + 1);
    let named = opens.then(|| line.named(behind, 3, false, is_preposition));
    named.flatten().unwrap_or(owner)
}

/// What stands behind a noun of action, and who acts: "of T [by A]", "by A [of T]", a date of its own passed over.
fn nominal_parties(line: &Line<'_>, at: usize) -> (Option<List>, Option<List>) {
    let closed = |norm: &str| is_preposition(norm) || norm == "and";
    let (mut theme, mut agents) = (None, None);
    let mut next = at + 1;
    while theme.is_none() || agents.is_none() {
        if matches!(line.norm(next), "in" | "on") && line.value(next + 1).is_some() {
            next += 2;
        }
        let by = line.norm(next) == "by";
        if !by && line.norm(next) != "of" {
            break;
        }
        let Some(list) = line.named(next + 1, 4, by, closed) else {
            break;
        };
        next = list.end;
        // "by the Parliament of Estonia of the Law": the last "of" tells what is adopted.
        let place = if by { &mut agents } else { &mut theme };
        if by && place.is_some() {
            break;
        }
        *place = Some(list);
        if theme.is_some() && agents.is_some() && line.norm(next) == "of" && !by {
            theme = line.named(next + 1, 4, false, closed).or(theme);
        }
    }
    (theme, agents)
}

/// Says what the clauses say.
pub(super) fn say(line: &Line<'_>, clauses: &[Clause], facts: &mut Facts<'_>) {
    let rules = facts.knowledge.rules;
    for clause in clauses {
        let rule = &rules.frames[clause.frame];
        let hundredths = rule.confidence.hundredths();
        let confidence = match clause.mood {
            // Four fifths; five times as much would not fit into the byte on the way.
            Mood::Future => hundredths - hundredths.div_ceil(5),
            _ => hundredths,
        };
        let source = Source::new(
            &rule.name,
            confidence,
            line.range(clause.quote.0, clause.quote.1),
        );
        let time = (clause.date.map(|(date, _)| date), None);
        for theme in entities(line, &clause.theme) {
            for agent in entities(line, &clause.agents) {
                for emit in &rule.emit {
                    let agent = acting(facts, emit, agent);
                    settle(facts, theme, agent, &rule.theme);
                    let (subject, object) = emit.sides(theme, agent);
                    facts.relation(subject, emit.property, object, &source, time);
                }
            }
        }
    }
}

/// Who acts: a decree acts for who issued it, unless the fact is its own.
pub(super) fn acting(facts: &Facts<'_>, emit: &Emit, agent: EntityId) -> EntityId {
    match &*emit.subject {
        "agent" => agent,
        _ => facts.issuer(agent).unwrap_or(agent),
    }
}

/// A name whose class is open takes the one that its role gives.
fn settle(facts: &mut Facts<'_>, theme: EntityId, agent: EntityId, classes: &[ClassId]) {
    facts.settle(agent, "Organization");
    if facts.linked.get(theme).class.is_some() {
        return;
    }
    if is_address(&facts.linked.get(theme).labels) {
        facts.settle(theme, "Website");
        return;
    }
    let tree = facts.knowledge.ontology;
    let initiative = classes
        .iter()
        .any(|class| facts.knowledge.is_a(*class, "Initiative"));
    let name = match classes.first() {
        _ if initiative => "Program",
        Some(class) => &tree.class_info(*class).name,
        None => "Organization",
    };
    facts.settle(theme, name);
}

/// Whether a name looks like that of a host: "e-gov.az".
fn is_address(labels: &[String]) -> bool {
    labels.iter().any(|label| {
        label.rsplit_once('.').is_some_and(|(name, end)| {
            !name.is_empty() && end.len() <= 4 && end.chars().all(|c| c.is_ascii_lowercase())
        })
    })
}

/// The entities of some items.
pub(super) fn entities(line: &Line<'_>, items: &[usize]) -> Vec<EntityId> {
    items.iter().filter_map(|at| line.entity(*at)).collect()
}
