//! Applies verb frames: who did what, in whichever voice the sentence says it.

use super::clause::{self, Mood, Verb, Voice};
use super::fact::{Facts, Source};
use super::item::{Line, List};
use crate::link::EntityId;
use crate::mention::is_preposition;
use crate::ontology::ClassId;
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
    let verbs = clause::verbs(line, facts.knowledge.rules);
    let mut out = Vec::new();
    for verb in &verbs {
        // What is only planned, denied or aimed at is no fact.
        if verb.mood == Mood::Open {
            continue;
        }
        let Some((theme, agents)) = sides(line, verb, &verbs) else {
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
    line: &Line<'_>,
    verb: &Verb,
    verbs: &[Verb],
) -> Option<(Option<List>, Option<List>)> {
    match verb.voice {
        Voice::Active | Voice::Gerund => Some((
            clause::object(line, verb),
            clause::subject(line, verb, verbs),
        )),
        Voice::Passive | Voice::Reduced => Some((
            clause::theme_of(line, verb, verbs),
            clause::agent(line, verb, verbs),
        )),
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
        let fills = |at: &usize| {
            line.entity(*at)
                .is_some_and(|entity| facts.may_fill(entity, classes, theme))
        };
        let members = list.map_or(&[][..], |list| &list.members);
        members.iter().copied().filter(fills).collect()
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

/// "the launch of T by A", "A's launch of T", "the launch of T".
fn nominals(line: &Line<'_>, facts: &Facts<'_>, out: &mut Vec<Clause>) {
    for at in 0..line.items.len() {
        let Some(frames) = facts.knowledge.rules.nominals.get(line.norm(at)) else {
            continue;
        };
        if line.norm(at + 1) != "of" {
            continue;
        }
        let Some(first) =
            line.before_mention(at + 2, 4, |norm| is_preposition(norm) || norm == "and")
        else {
            continue;
        };
        let theme = line.list(first);
        let mut quote = (at, *theme.members.last().unwrap_or(&first));
        let mut agents = None;
        if line.norm(theme.end) == "by"
            && let Some(first) = line.before_mention(theme.end + 1, 4, is_preposition)
        {
            let list = line.list(first);
            quote.1 = list.end - 1;
            agents = Some(list);
        } else if at >= 2 && line.norm(at - 1) == "'s" && line.is_mention(at - 2) {
            quote.0 = at - 2;
            agents = Some(List {
                members: vec![at - 2],
                end: at - 1,
            });
        }
        for frame in frames {
            let verb = Verb {
                start: at,
                at,
                end: at + 1,
                voice: Voice::Active,
                mood: Mood::Asserted,
                frames: Vec::new(),
            };
            if let Ok(mut found) = fit(line, facts, &verb, *frame, Some(&theme), agents.as_ref()) {
                found.quote = quote;
                out.push(found);
            }
        }
    }
}

/// Says what the clauses say.
pub(super) fn say(line: &Line<'_>, clauses: &[Clause], facts: &mut Facts<'_>) {
    let rules = facts.knowledge.rules;
    for clause in clauses {
        let rule = &rules.frames[clause.frame];
        let confidence = match clause.mood {
            Mood::Future => rule.confidence.hundredths() * 4 / 5,
            _ => rule.confidence.hundredths(),
        };
        let source = Source::new(
            &rule.name,
            confidence,
            line.range(clause.quote.0, clause.quote.1),
        );
        let time = (clause.date.map(|(date, _)| date), None);
        for theme in entities(line, &clause.theme) {
            for agent in entities(line, &clause.agents) {
                let agent = facts.issuer(agent).unwrap_or(agent);
                for emit in &rule.emit {
                    settle(facts, theme, agent, &rule.theme);
                    let (subject, object) = emit.sides(theme, agent);
                    facts.relation(subject, emit.property, object, &source, time);
                }
            }
        }
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
