//! Reads prepositional phrases: what they take, and what they speak of.

use super::clause;
use super::fact::{Facts, Source};
use super::frame::{Clause, Halt, entities};
use super::item::Line;
use super::sequence;
use crate::link::EntityId;
use crate::mention::is_preposition;
use crate::ontology::ClassId;
use crate::rules::{Phrase, singular};
use std::ops::Range;

/// How many words may stand before the noun of a place: "in the three poorest rural districts of".
const PLACE_REACH: usize = 6;

/// What a prepositional phrase took.
pub(super) struct Taken {
    /// What it speaks of.
    pub(super) themes: Vec<EntityId>,
    /// Its objects, as items.
    pub(super) objects: Vec<usize>,
    /// The item behind it.
    pub(super) end: usize,
}

/// Reads a prepositional phrase at `at`, unless it halts before it is whole.
pub(super) fn take(
    line: &Line<'_>,
    at: usize,
    phrase: &Phrase,
    clauses: &[Clause],
    facts: &Facts<'_>,
    context: Option<EntityId>,
) -> Result<Taken, Halt> {
    let tree = facts.knowledge.ontology;
    let is_among = |class: &str, classes: &[ClassId]| {
        tree.class(class)
            .is_some_and(|class| classes.contains(&class))
    };
    let mut found = sequence::Match::default();
    let mut behind =
        sequence::forward(line, &phrase.words, at, tree, &mut found).ok_or(Halt::Words)?;
    let placing = is_among("Place", &phrase.object) && phrase.object.len() == 1;
    if placing {
        behind = behind_place_noun(line, behind, facts).unwrap_or(behind);
    }
    let acting = is_among("Organization", &phrase.object);
    let closed = |norm: &str| {
        is_preposition(norm)
            || matches!(
                norm,
                "name" | "title" | "slogan" | "motto" | "and" | "which" | "that" | "who" | "no"
            )
    };
    let list = line
        .named(behind, 4, acting, closed)
        .ok_or(Halt::NoOther(behind))?;
    let mut end = list.end;
    let mut members = list.members;
    // "in the Norte and Centro regions of Portugal": in Portugal, too.
    if placing && let Some(wider) = behind_place_noun(line, end, facts) {
        let wider = line.named(wider, 2, false, closed);
        if let Some(wider) = wider.filter(|wider| wider.members[0] < end + 4) {
            members.extend(wider.members);
            end = wider.end;
        }
    }
    let first = members[0];
    members.retain(|at| sequence::of_class(line, *at, &phrase.object, tree));
    if members.is_empty() {
        return Err(Halt::Other(first));
    }
    let spoken = Spoken {
        line,
        clauses,
        context,
        rule: phrase,
        facts,
    };
    let themes = spoken.themes(at..end);
    if themes.is_empty() {
        return Err(Halt::NoTheme);
    }
    Ok(Taken {
        themes,
        objects: members,
        end,
    })
}

/// "the three districts of", "the capital,": where the name of a place goes on behind the noun of its kind.
fn behind_place_noun(line: &Line<'_>, at: usize, facts: &Facts<'_>) -> Option<usize> {
    let rules = facts.knowledge.rules;
    for next in at..at + PLACE_REACH {
        let norm = line.norm(next);
        if rules.in_set("place-noun", norm) && line.is_word(next) {
            let joins = matches!(line.norm(next + 1), "of" | "in");
            let named = norm == "capital" && line.norm(next + 1) == ",";
            if joins || named {
                return Some(next + 2);
            }
        }
        let passed = line.value(next).is_some()
            || line.is_word(next)
                && !is_preposition(norm)
                && !matches!(norm, "and" | "or" | "which" | "that");
        if !passed {
            return None;
        }
    }
    None
}

/// Says what a prepositional phrase at `at` adds to the theme that it speaks of.
pub(super) fn say(
    line: &Line<'_>,
    at: usize,
    phrase: &Phrase,
    clauses: &[Clause],
    facts: &mut Facts<'_>,
    context: Option<EntityId>,
) {
    let Ok(taken) = take(line, at, phrase, clauses, facts, context) else {
        return;
    };
    let source = Source::new(
        &phrase.name,
        phrase.confidence.hundredths(),
        line.range(at, taken.end - 1),
    );
    for theme in taken.themes {
        for object in entities(line, &taken.objects) {
            facts.settle_as(theme, &phrase.theme);
            for emit in &phrase.emit {
                facts.settle_as(object, &phrase.object);
                let (subject, object) = emit.sides(theme, object);
                facts.relation(subject, emit.property, object, &source, (None, None));
            }
        }
    }
}

/// What a phrase can speak of.
struct Spoken<'c> {
    line: &'c Line<'c>,
    clauses: &'c [Clause],
    /// What the entry is about.
    context: Option<EntityId>,
    rule: &'c Phrase,
    facts: &'c Facts<'c>,
}

impl Spoken<'_> {
    /// What a phrase speaks of: the mention right before it, else what the clause it stands in is
    /// about, else the nearest fitting mention before it or behind it, else what the entry is about.
    fn themes(&self, phrase: Range<usize>) -> Vec<EntityId> {
        let line = self.line;
        if self.describes_others(phrase.start) {
            return Vec::new();
        }
        if let Some(entity) = self.right_before(phrase.start) {
            return vec![entity];
        }
        // Clauses stand in the order of their verbs.
        let place = |end: usize| self.clauses.partition_point(|clause| clause.at < end);
        let before = self.clauses[..place(phrase.start)].last();
        let before = before.and_then(|clause| self.about(clause, phrase.start));
        let behind = self.clauses[place(phrase.start + 1)..].first();
        // "…, and in Kenya the Portal was opened": the phrase opens the clause behind it.
        let opens = behind.is_some_and(|clause| clause.quote.0 >= phrase.end)
            && opens_clause(line, &phrase);
        let behind = behind.and_then(|clause| self.about(clause, phrase.start));
        let clause = if opens { behind } else { before.or(behind) };
        if let Some(themes) = clause {
            return themes;
        }
        let is_theme = |entity: &EntityId| self.is(*entity, &self.rule.theme);
        let left = (0..phrase.start)
            .rev()
            .filter_map(|at| line.entity(at))
            .find(is_theme);
        // Only a phrase that opens the sentence speaks of what follows.
        let right = (phrase.end..line.items.len())
            .filter(|_| phrase.start < 2)
            .filter_map(|at| line.entity(at))
            .find(is_theme);
        left.or(right)
            .or(self.context.filter(is_theme))
            .into_iter()
            .collect()
    }

    fn is(&self, entity: EntityId, classes: &[ClassId]) -> bool {
        self.facts.linked.get(entity).class.is_some() && self.facts.fits(entity, classes)
    }

    /// Whether the phrase may speak of `entity`, be its class still open.
    fn may_be(&self, entity: EntityId) -> bool {
        self.facts.may_fill(entity, &self.rule.theme, true)
    }

    /// Whether the phrase may speak of `entity` only if nothing stands between.
    fn is_beside(&self, entity: EntityId) -> bool {
        !self.rule.beside.is_empty() && self.is(entity, &self.rule.beside)
    }

    /// What a clause before or behind the phrase at `at` is about, as far as the phrase can speak of it.
    fn about(&self, clause: &Clause, at: usize) -> Option<Vec<EntityId>> {
        let verbs = &self.facts.knowledge.rules.verbs;
        // "an NGO founded by A held a lesson in P": another verb stands between.
        let parted = (clause.at + 1..at)
            .any(|at| self.line.is_word(at) && verbs.contains_key(self.line.norm(at)));
        let mut themes = entities(self.line, &clause.theme);
        themes.retain(|theme| self.may_be(*theme) || !parted && self.is_beside(*theme));
        (!themes.is_empty()).then_some(themes)
    }

    /// Whether the word before the phrase takes it to itself: "a charity based in London", "schemes in Spain",
    /// "schools located in Kenya".
    fn describes_others(&self, at: usize) -> bool {
        let rules = self.facts.knowledge.rules;
        let before = at.checked_sub(1).map_or("", |at| self.line.norm(at));
        let one = singular(before);
        let several = *one != *before;
        if rules.in_set("seated", self.line.norm(at)) {
            return several && !rules.in_set("finite", before);
        }
        if self.rule.beside.is_empty() {
            return false;
        }
        let head = || rules.head(&[&*one]).filter(|head| !head.only_names);
        rules.in_set("seated", before)
            || several && head().is_some_and(|head| self.rule.theme.contains(&head.class))
    }

    /// The mention right before a phrase, marks and adverbs between passed over, unless it acts or is
    /// itself part of a phrase.
    fn right_before(&self, at: usize) -> Option<EntityId> {
        let line = self.line;
        let passed =
            |norm: &str| matches!(norm, "," | ")" | "\"" | "'" | "and") || clause::is_adverb(norm);
        let mut last = at.checked_sub(1)?;
        let mut parted = false;
        // "A, a joint venture of": the article belongs to the phrase.
        let apposed =
            matches!(line.norm(last), "a" | "an") && line.norm(last.checked_sub(1)?) == ",";
        if apposed {
            last -= 1;
        }
        while passed(line.norm(last)) {
            parted |= matches!(line.norm(last), "," | "and");
            last = last.checked_sub(1)?;
        }
        let entity = line.entity(last)?;
        let acts = self
            .clauses
            .iter()
            .any(|clause| clause.agents.contains(&last));
        let opening = |at: usize| {
            let before = line.phrase_start(at).checked_sub(1);
            before.map_or("", |at| line.norm(at))
        };
        let first = line.list_back(last).members[0];
        let in_phrase = [last, first].into_iter().map(opening);
        let in_phrase = in_phrase
            .into_iter()
            .any(|norm| is_preposition(norm) && norm != "of");
        let near = self.is(entity, &self.rule.theme)
            || self.is_beside(entity) && !parted
            || apposed && self.may_be(entity);
        (!acts && !in_phrase && near).then_some(entity)
    }
}

/// Whether a phrase stands between the end of one clause and the subject of the next.
fn opens_clause(line: &Line<'_>, phrase: &Range<usize>) -> bool {
    let before = phrase.start.checked_sub(1).map_or(";", |at| line.norm(at));
    let subject = || line.before_mention(phrase.end, 2, is_preposition);
    matches!(before, "," | ";" | "and") && (line.norm(phrase.end) == "," || subject().is_some())
}
