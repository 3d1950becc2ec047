//! Statements that say facts: frame, phrase, rule, with the examples that each carries.

use super::Parser;
use super::line::{Hint, Line};
use crate::ontology::PropertyId;
use crate::rules::{Element, Example, Frame, Pattern, Phrase, RuleError, Score};
use std::sync::Arc;

/// The confidence of a rule that states none.
const DEFAULT_CONFIDENCE: Score = Score::new(90);

impl Parser<'_> {
    /// `frame NAME`: what verbs say of their theme and agent.
    pub(super) fn frame(
        &mut self,
        first: &Line<'_>,
        name: &str,
        parts: &[Line<'_>],
    ) -> Result<(), RuleError> {
        let index = self.rules.frames.len();
        let mut frame = Frame {
            name: self.name(first, name)?,
            place: first.place(),
            theme: Vec::new(),
            agent: Vec::new(),
            emit: Vec::new(),
            confidence: DEFAULT_CONFIDENCE,
            date: None,
        };
        let mut verbs = 0;
        for line in parts {
            let (keyword, rest) = line.split();
            match keyword {
                "verbs" => verbs += self.verbs(line, rest, index)?,
                "nominal" => self
                    .nominals
                    .extend(rest.split_whitespace().map(|word| (word.to_owned(), index))),
                "theme" => frame.theme = self.classes(line, rest)?,
                "agent" => frame.agent = self.classes(line, rest)?,
                "emit" => frame.emit.push(self.emit(line, rest, &["theme", "agent"])?),
                "date" => frame.date = Some(self.property(line, rest)?),
                "confidence" => frame.confidence = line.score(rest)?,
                _ => self.example(line, keyword, rest, &frame.name)?,
            }
        }
        if verbs == 0 {
            return Err(first
                .fault(name, format!("frame `{name}` has no verbs"))
                .hint("add a line `verbs launch introduce`"));
        }
        self.rules.frames.push(frame);
        Ok(())
    }

    /// Enters `verb`, `verb_particle`, `verb|verb_noun|noun_to|for` for the frame at `index`; how many.
    fn verbs(&mut self, line: &Line<'_>, rest: &str, index: usize) -> Result<usize, RuleError> {
        let mut count = 0;
        for written in rest.split_whitespace() {
            let mut steps = written.split('_');
            let verbs = steps.next().unwrap_or_default();
            let tail = steps
                .map(|step| self.words(line, step))
                .collect::<Result<Vec<_>, _>>()?;
            for verb in verbs.split('|') {
                let frames = self
                    .lemmas
                    .entry((verb.to_owned(), tail.clone()))
                    .or_default();
                if frames.last() != Some(&index) {
                    frames.push(index);
                }
                count += 1;
            }
        }
        Ok(count)
    }

    /// `phrase NAME`: what a prepositional phrase adds to the theme of its clause.
    pub(super) fn phrase(
        &mut self,
        first: &Line<'_>,
        name: &str,
        parts: &[Line<'_>],
    ) -> Result<(), RuleError> {
        let (printed, name) = (name, self.name(first, name)?);
        let mut sequences = Vec::new();
        let (mut theme, mut beside, mut object) = (Vec::new(), Vec::new(), Vec::new());
        let (mut emit, mut confidence) = (Vec::new(), DEFAULT_CONFIDENCE);
        for line in parts {
            let (keyword, rest) = line.split();
            match keyword {
                "words" => sequences.push((line, self.elements(line, rest)?)),
                "theme" => theme = self.classes(line, rest)?,
                "beside" => beside = self.classes(line, rest)?,
                "object" => object = self.classes(line, rest)?,
                "emit" => emit.push(self.emit(line, rest, &["theme", "object"])?),
                "confidence" => confidence = line.score(rest)?,
                _ => self.example(line, keyword, rest, &name)?,
            }
        }
        if sequences.is_empty() || emit.is_empty() {
            return Err(first
                .fault(printed, format!("phrase `{name}` needs `words` and `emit`"))
                .hint("such as `words with support of` and `emit theme supportedBy object`"));
        }
        if sequences
            .iter()
            .any(|(_, words)| !matches!(words.first(), Some(Element::Words(_))))
        {
            return Err(first
                .fault(
                    printed,
                    format!(
                        "the words of phrase `{name}` must start with one that is always there"
                    ),
                )
                .hint("a word in square brackets may be missing; put one without before it"));
        }
        for (line, words) in sequences {
            self.rules.phrases.push(Phrase {
                name: name.clone(),
                place: line.place(),
                words,
                theme: theme.clone(),
                beside: beside.clone(),
                object: object.clone(),
                emit: emit.clone(),
                confidence,
            });
        }
        Ok(())
    }

    /// `rule NAME`: what a sequence of words and mentions says.
    pub(super) fn pattern(
        &mut self,
        first: &Line<'_>,
        name: &str,
        parts: &[Line<'_>],
    ) -> Result<(), RuleError> {
        let (printed, name) = (name, self.name(first, name)?);
        let mut sequences = Vec::new();
        let (mut emit, mut confidence) = (Vec::new(), DEFAULT_CONFIDENCE);
        let mut context = Vec::new();
        for line in parts {
            let (keyword, rest) = line.split();
            match keyword {
                "context" => context = self.classes(line, rest)?,
                "when" => {
                    let anchored = rest.strip_prefix("^ ");
                    let elements = self.elements(line, anchored.unwrap_or(rest))?;
                    sequences.push((line, anchored.is_some(), elements));
                }
                "emit" => {
                    let mut roles = vec!["context"];
                    for (_, _, elements) in &sequences {
                        roles.extend(elements.iter().filter_map(role));
                    }
                    emit.push(self.emit(line, rest, &roles)?);
                }
                "confidence" => confidence = line.score(rest)?,
                _ => self.example(line, keyword, rest, &name)?,
            }
        }
        if emit.is_empty() {
            return Err(first
                .fault(printed, format!("rule `{name}` emits nothing"))
                .hint("add a line `emit SUBJECT PROPERTY OBJECT`"));
        }
        for (line, opens, elements) in sequences {
            if !elements
                .iter()
                .any(|element| matches!(element, Element::Words(_)))
            {
                return Err(line
                    .fault(
                        line.text.trim(),
                        "a sequence needs at least one word that must be there",
                    )
                    .hint("matching starts from a word; mentions and [maybe] alone would fit anywhere"));
            }
            self.rules.patterns.push(Pattern {
                name: name.clone(),
                place: line.place(),
                opens,
                elements,
                context: context.clone(),
                emit: emit.clone(),
                confidence,
            });
        }
        Ok(())
    }

    /// `test "…" => N property` or `not "…"`: an example that the rule carries.
    fn example(
        &mut self,
        line: &Line<'_>,
        keyword: &str,
        rest: &str,
        rule: &Arc<str>,
    ) -> Result<(), RuleError> {
        if !matches!(keyword, "test" | "not") {
            return Err(line
                .fault(
                    line.text.trim(),
                    format!("`{keyword}` is no part of this statement"),
                )
                .hint(
                    "parts are verbs, nominal, theme, beside, agent, words, object, when, emit, date, \
                     confidence, test, not",
                ));
        }
        let (text, tail) = line.quoted(rest)?;
        let expected = if keyword == "test" {
            Some(self.expected(line, tail)?)
        } else {
            None
        };
        self.rules.examples.push(Example {
            rule: rule.clone(),
            text: text.to_owned(),
            expected,
            file: line.file.to_owned(),
            line: line.number,
        });
        Ok(())
    }

    /// `=> COUNT PROPERTY`: how many facts of a property an example gives.
    fn expected(&self, line: &Line<'_>, tail: &str) -> Result<(usize, PropertyId), RuleError> {
        let (count, property) = tail
            .strip_prefix("=>")
            .and_then(|tail| tail.trim().split_once(char::is_whitespace))
            .ok_or_else(|| {
                line.fault(tail, "expected `=> COUNT PROPERTY` behind the text")
                    .hint("such as `=> 1 launchedBy`")
            })?;
        let count = count.parse().map_err(|_| {
            line.fault(count, format!("`{count}` is no count"))
                .hint("a whole number, how many facts the rule gives")
        })?;
        Ok((count, self.property(line, property.trim())?))
    }
}

/// The name under which `emit` speaks of an element.
fn role(element: &Element) -> Option<&str> {
    match element {
        Element::Mention { role, .. } | Element::Value { role, .. } => Some(role),
        _ => None,
    }
}
