//! The attempts of one rule in one sentence: where it could begin, how far it comes, what it reads.

use super::{End, Reading};
use crate::link::EntityId;
use crate::ontology::ClassId;
use crate::relate::Object;
use crate::relate::clause::{Mood, Parse};
use crate::relate::frame::{self, Halt, entities};
use crate::relate::phrase;
use crate::relate::sequence::{self, Match};
use crate::relate::speak::{self, Scene};
use crate::rules::{Element, Emit, Frame, Pattern, Phrase, Trigger, ValueSort};
use crate::span::Span;
use crate::value::{Value, ValueKind};

/// What became of a rule at one word.
pub(super) struct Attempt {
    pub(super) sentence: Span,
    /// The words that it took.
    pub(super) took: Span,
    pub(super) found: Found,
}

/// Where an attempt ends.
pub(super) enum Found {
    /// At a word, if the sentence has one there.
    Stopped(Option<Span>, End),
    /// Behind its last word.
    Read(Vec<Reading>),
}

/// All attempts of the rule called `name`, in the order of their words.
pub(super) fn attempts(scene: &Scene<'_>, name: &str) -> Vec<Attempt> {
    let rules = scene.facts.knowledge.rules;
    let mut out = Vec::new();
    for at in 0..scene.line.items.len() {
        let norm = scene.line.norm(at);
        for trigger in speak::triggers(scene.line, at, rules) {
            match trigger {
                Trigger::Phrase(place) if *rules.phrases[*place].name == *name => {
                    out.push(scene.phrase(at, &rules.phrases[*place]));
                }
                Trigger::Pattern(place, element) if *rules.patterns[*place].name == *name => {
                    out.push(scene.pattern(at, &rules.patterns[*place], *element));
                }
                _ => {}
            }
        }
        let is_named = |frame: &&usize| *rules.frames[**frame].name == *name;
        let forms = rules.verbs.get(norm).into_iter().flatten();
        let verb = forms.flat_map(|form| &form.frames).find(is_named);
        let nominal = rules
            .nominals
            .get(norm)
            .into_iter()
            .flatten()
            .find(is_named);
        // "funding" may be a noun as well as a verb.
        let said = |frame: &usize| {
            let mut clauses = scene.clauses.iter();
            clauses.any(|clause| (clause.at, clause.frame) == (at, *frame))
        };
        match (verb, nominal) {
            (_, Some(frame)) if verb.is_none() || said(frame) => {
                out.push(scene.nominal(at, *frame))
            }
            (Some(frame), _) => out.push(scene.verb(at, *frame)),
            _ => {}
        }
    }
    out
}

/// The attempts of each kind of rule.
impl Scene<'_> {
    fn stopped(&self, took: Span, at: usize, end: End) -> Attempt {
        let item = self.line.items.get(at);
        Attempt {
            sentence: self.line.sentence.span,
            took,
            found: Found::Stopped(item.map(|item| item.span), end),
        }
    }

    fn read(&self, took: Span, readings: Vec<Reading>) -> Attempt {
        Attempt {
            sentence: self.line.sentence.span,
            took,
            found: Found::Read(readings),
        }
    }

    /// The class of the mention at `at`, `open` if nothing tells it.
    fn class_name(&self, at: usize) -> Option<String> {
        let class = self.line.class(at)?;
        let tree = self.facts.knowledge.ontology;
        let name = |class| tree.class_info(class).name.clone();
        Some(class.map_or_else(|| "open".to_owned(), name))
    }

    /// What a mention at `at` should be and is not.
    fn wrong(&self, role: &str, wanted: &[ClassId], at: Option<usize>) -> End {
        let tree = self.facts.knowledge.ontology;
        let name = |class: &ClassId| tree.class_info(*class).name.clone();
        End::Mention {
            role: role.to_owned(),
            wanted: wanted.iter().map(name).collect(),
            found: at.and_then(|at| self.class_name(at)),
        }
    }

    /// The verb of a frame at `at`.
    fn verb(&self, at: usize, place: usize) -> Attempt {
        let (line, rules) = (self.line, self.facts.knowledge.rules);
        let frame = &rules.frames[place];
        let word = line.range(at, at);
        let parse = Parse::new(line, rules);
        let own = parse
            .verbs
            .iter()
            .find(|verb| verb.at == at && verb.frames.contains(&place));
        let Some(verb) = own else {
            return self.stopped(word, at, End::NoVerb);
        };
        let took = line.range(verb.start, verb.end - 1);
        if verb.mood == Mood::Open {
            return self.stopped(took, verb.start, End::Open);
        }
        let Some((theme, agents)) = frame::sides(&parse, verb, self.facts) else {
            return self.stopped(took, verb.start, End::Infinitive);
        };
        match frame::fit(
            line,
            self.facts,
            verb,
            place,
            theme.as_ref(),
            agents.as_ref(),
        ) {
            Ok(clause) => self.clause(frame, &clause),
            Err(Halt::Theme(at)) => {
                self.stopped(took, at, self.wrong("theme", &frame.theme, Some(at)))
            }
            Err(Halt::Other(at)) => {
                self.stopped(took, at, self.wrong("agent", &frame.agent, Some(at)))
            }
            Err(_) => self.stopped(took, verb.end, self.wrong("theme", &frame.theme, None)),
        }
    }

    /// The noun of a frame at `at`: "the launch of T by A".
    fn nominal(&self, at: usize, place: usize) -> Attempt {
        let found = self
            .clauses
            .iter()
            .find(|clause| clause.at == at && clause.frame == place);
        match found {
            Some(clause) => self.clause(&self.facts.knowledge.rules.frames[place], clause),
            None => self.stopped(self.line.range(at, at), at + 1, End::NoNominal),
        }
    }

    /// What a frame reads from a clause.
    fn clause(&self, frame: &Frame, clause: &frame::Clause) -> Attempt {
        let took = self.line.range(clause.quote.0, clause.quote.1);
        if clause.agents.is_empty() {
            let end = self.wrong("agent", &frame.agent, None);
            return self.stopped(took, clause.quote.1 + 1, end);
        }
        let mut readings = Vec::new();
        for theme in entities(self.line, &clause.theme) {
            for agent in entities(self.line, &clause.agents) {
                let emits = frame.emit.iter();
                readings.extend(emits.map(|emit| {
                    let agent = frame::acting(self.facts, emit, agent);
                    relation(emit, theme, agent)
                }));
            }
        }
        self.read(took, readings)
    }

    /// A phrase whose first word stands at `at`.
    fn phrase(&self, at: usize, rule: &Phrase) -> Attempt {
        let line = self.line;
        let (clauses, facts) = (self.clauses, self.facts);
        let halt = match phrase::take(line, at, rule, clauses, facts, self.context) {
            Ok(taken) => {
                let mut readings = Vec::new();
                for theme in &taken.themes {
                    for object in entities(line, &taken.objects) {
                        let emits = rule.emit.iter();
                        readings.extend(emits.map(|emit| relation(emit, *theme, object)));
                    }
                }
                return self.read(line.range(at, taken.end - 1), readings);
            }
            Err(halt) => halt,
        };
        let (reached, end) = match halt {
            Halt::Words => return self.ahead(at, at, &rule.words),
            Halt::NoOther(behind) => (behind, self.wrong("object", &rule.object, None)),
            Halt::Other(at) => (at, self.wrong("object", &rule.object, Some(at))),
            Halt::NoTheme | Halt::Theme(_) => {
                return self.stopped(
                    line.range(at, at),
                    at,
                    self.wrong("theme", &rule.theme, None),
                );
            }
        };
        self.stopped(line.range(at, reached.max(at + 1) - 1), reached, end)
    }

    /// A sequence whose step `element` stands at `at`.
    fn pattern(&self, at: usize, pattern: &Pattern, element: usize) -> Attempt {
        let (line, tree) = (self.line, self.facts.knowledge.ontology);
        let (before, behind) = pattern.elements.split_at(element);
        let whole = |elements: &[Element]| {
            sequence::forward(line, elements, at, tree, &mut Match::default())
        };
        if whole(behind).is_none() {
            let from = sequence::backward(line, before, at, tree, &mut Match::default());
            return self.ahead(from.unwrap_or(at), at, behind);
        }
        match sequence::around(line, pattern, element, at, tree) {
            Some(found) => {
                let took = line.range(found.start, found.end - 1);
                match self.readings(pattern, &found) {
                    Some(readings) => self.read(took, readings),
                    None => self.stopped(took, found.end, End::NoContext),
                }
            }
            None => self.behind(at, before),
        }
    }

    /// Where `elements`, which begin at item `at`, stop; the words taken begin at `from`.
    fn ahead(&self, from: usize, at: usize, elements: &[Element]) -> Attempt {
        let (line, tree) = (self.line, self.facts.knowledge.ontology);
        let mut reached = at;
        let mut place = 0;
        while place < elements.len() {
            let part = &elements[..=place];
            match sequence::forward(line, part, at, tree, &mut Match::default()) {
                Some(end) => reached = end,
                None => break,
            }
            place += 1;
        }
        let near = (reached..reached + 4).find(|at| line.is_mention(*at));
        let gap = place.checked_sub(1).map(|before| &elements[before]);
        let took = line.range(from, reached.max(from + 1) - 1);
        self.stopped(took, reached, self.missing(elements.get(place), gap, near))
    }

    /// Where `elements`, which end before item `at`, stop.
    fn behind(&self, at: usize, elements: &[Element]) -> Attempt {
        let (line, tree) = (self.line, self.facts.knowledge.ontology);
        let mut reached = at;
        let mut place = elements.len();
        while place > 0 {
            let part = &elements[place - 1..];
            match sequence::backward(line, part, at, tree, &mut Match::default()) {
                Some(start) => reached = start,
                None => break,
            }
            place -= 1;
        }
        let near = (reached.saturating_sub(4)..reached)
            .rev()
            .find(|at| line.is_mention(*at));
        let wanted = place.checked_sub(1).map(|last| &elements[last]);
        let end = self.missing(wanted, elements.get(place), near);
        let stop = reached.checked_sub(1).unwrap_or(line.items.len());
        self.stopped(line.range(reached, at), stop, end)
    }

    /// What is missing where `wanted` should stand next to `gap`; `near` is the next mention there.
    fn missing(&self, wanted: Option<&Element>, gap: Option<&Element>, near: Option<usize>) -> End {
        match wanted {
            Some(Element::Words(words) | Element::Maybe(words)) => End::Word {
                wanted: words.clone(),
                within: match gap {
                    Some(Element::Gap(limit)) => Some(*limit),
                    _ => None,
                },
            },
            Some(Element::Mention { role, classes, .. }) => self.wrong(role, classes, near),
            Some(Element::Value { role, kind }) => End::Value {
                role: role.to_string(),
                wanted: match kind {
                    ValueSort::Date => "date",
                    ValueSort::Period => "period",
                    ValueSort::Money => "sum of money",
                    ValueSort::Number => "number",
                },
            },
            // Only in a sequence that ends with a gap, which any word fits.
            Some(Element::Gap(limit)) => End::Word {
                wanted: Vec::new(),
                within: Some(*limit),
            },
            None => End::Word {
                wanted: Vec::new(),
                within: None,
            },
        }
    }

    /// What a sequence reads; `None` if it speaks of a context that is not there.
    fn readings(&self, pattern: &Pattern, found: &Match) -> Option<Vec<Reading>> {
        let role = |name: &str| -> Option<Vec<Object>> {
            if name == "context" {
                return self.context.map(|entity| vec![Object::Entity(entity)]);
            }
            let items = found.roles.get(name)?;
            let objects = entities(self.line, items).into_iter();
            Some(objects.map(Object::Entity).collect())
        };
        let value = |name: &str| -> Option<Vec<Object>> {
            let value = self.line.value(*found.values.get(name)?)?;
            let value = match &value.kind {
                ValueKind::Date(date) => Value::Date(*date),
                ValueKind::Money(money) => Value::Money(money.clone()),
                _ => return Some(Vec::new()),
            };
            Some(vec![Object::Value(value)])
        };
        let mut out = Vec::new();
        for emit in &pattern.emit {
            let subjects = role(&emit.subject)?;
            let objects = role(&emit.object).or_else(|| value(&emit.object))?;
            for subject in subjects {
                let Object::Entity(subject) = subject else {
                    continue;
                };
                out.extend(objects.iter().map(|object| Reading {
                    subject,
                    property: emit.property,
                    object: object.clone(),
                }));
            }
        }
        Some(out)
    }
}

/// What `emit` says of a theme and what stands on its other side.
fn relation(emit: &Emit, theme: EntityId, other: EntityId) -> Reading {
    let (subject, object) = emit.sides(theme, other);
    Reading {
        subject,
        property: emit.property,
        object: Object::Entity(object),
    }
}
