//! Reads rule files: one statement starts at a line's first column, its parts stand indented below.

use super::{
    Element, Emit, Example, Form, Frame, Head, Pattern, Phrase, RuleError, Rules, Score, Trigger, ValueSort, VerbForm, inflect,
};
use crate::ontology::{ClassId, Ontology, PropertyId};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// One line with its place.
#[derive(Clone, Copy)]
struct Line<'f> {
    file: &'f str,
    number: usize,
    text: &'f str,
}

impl<'f> Line<'f> {
    fn fault(&self, part: &str, message: impl Into<String>) -> RuleError {
        let offset = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
        let column = match offset {
            Some(offset) if offset <= self.text.len() => self.text[..offset].chars().count() + 1,
            _ => 1,
        };
        RuleError { file: self.file.to_owned(), line: self.number, column, message: message.into(), hint: None }
    }

    /// The first word and the rest.
    fn split(&self) -> (&'f str, &'f str) {
        let body = self.text.trim();
        body.split_once(char::is_whitespace).map_or((body, ""), |(word, rest)| (word, rest.trim()))
    }
}

trait Hint {
    fn hint(self, hint: impl Into<String>) -> Self;
}

impl Hint for RuleError {
    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

struct Parser<'o> {
    ontology: &'o Ontology,
    rules: Rules,
    groups: HashMap<String, Vec<ClassId>>,
    irregular: HashMap<String, Vec<String>>,
    /// Lemma to frames.
    lemmas: BTreeMap<String, Vec<usize>>,
    nominals: Vec<(String, usize)>,
}

pub(super) fn parse<'f>(
    files: impl IntoIterator<Item = (&'f str, &'f str)>,
    ontology: &Ontology,
) -> Result<Rules, RuleError> {
    let mut parser = Parser {
        ontology,
        rules: Rules::default(),
        groups: HashMap::new(),
        irregular: HashMap::new(),
        lemmas: BTreeMap::new(),
        nominals: Vec::new(),
    };
    for (file, text) in files {
        let mut statement: Vec<Line<'f>> = Vec::new();
        for (index, raw) in text.lines().enumerate() {
            let text = without_comment(raw);
            if text.trim().is_empty() {
                continue;
            }
            let line = Line { file, number: index + 1, text };
            if text.starts_with(char::is_whitespace) {
                if statement.is_empty() {
                    return Err(line.fault(text.trim(), "an indented line needs a statement above it").hint("start statements such as `rule NAME` in the first column"));
                }
                statement.push(line);
            } else {
                parser.statement(&statement)?;
                statement = vec![line];
            }
        }
        parser.statement(&statement)?;
    }
    Ok(parser.finish())
}

/// Cuts a comment: a `#` at the start of a line or behind white space, outside quotes.
fn without_comment(line: &str) -> &str {
    let mut quoted = false;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '#' if !quoted && before.is_whitespace() => return line[..at].trim_end(),
            _ => {}
        }
        before = c;
    }
    line.trim_end()
}

impl Parser<'_> {
    fn statement(&mut self, lines: &[Line<'_>]) -> Result<(), RuleError> {
        let Some((first, parts)) = lines.split_first() else { return Ok(()) };
        let (keyword, rest) = first.split();
        match keyword {
            "set" => self.set(first, rest, parts),
            "verb" => self.verb(first, rest),
            "head" => self.heads(first, rest, parts),
            "group" => self.group(first, rest),
            "field" => self.field(first, rest, parts),
            "frame" => self.frame(first, rest, parts),
            "phrase" => self.phrase(first, rest, parts),
            "rule" => self.pattern(first, rest, parts),
            other => Err(first
                .fault(other, format!("`{other}` starts no statement"))
                .hint("statements are set, verb, head, group, field, frame, phrase and rule")),
        }
    }

    /// `NAME = words…`, words going on over indented lines.
    fn assignment<'f>(first: &Line<'f>, rest: &'f str, parts: &[Line<'f>]) -> Result<(&'f str, Vec<&'f str>), RuleError> {
        let (name, words) = rest
            .split_once('=')
            .ok_or_else(|| first.fault(rest, "expected `NAME = words`").hint("such as `set support = support~ back~`"))?;
        let mut all: Vec<&str> = words.split_whitespace().collect();
        all.extend(parts.iter().flat_map(|line| line.text.split_whitespace()));
        Ok((name.trim(), all))
    }

    fn set(&mut self, first: &Line<'_>, rest: &str, parts: &[Line<'_>]) -> Result<(), RuleError> {
        let (name, words) = Self::assignment(first, rest, parts)?;
        let mut all = Vec::new();
        for word in words {
            all.extend(self.words(first, word)?.into_iter().map(|word| word.replace('_', " ")));
        }
        all.sort();
        all.dedup();
        self.rules.sets.insert(name.to_owned(), all);
        Ok(())
    }

    /// `verb LEMMA past participle [gerund]`: irregular forms.
    fn verb(&mut self, first: &Line<'_>, rest: &str) -> Result<(), RuleError> {
        let words: Vec<&str> = rest.split_whitespace().collect();
        let [lemma, forms @ ..] = &words[..] else { return Err(first.fault(rest, "expected `verb LEMMA PAST PARTICIPLE`")) };
        if forms.len() < 2 {
            return Err(first.fault(rest, "expected the past form and the participle behind the lemma").hint("such as `verb take took taken`"));
        }
        self.irregular.insert((*lemma).to_owned(), forms.iter().map(|form| (*form).to_owned()).collect());
        Ok(())
    }

    fn heads(&mut self, first: &Line<'_>, rest: &str, parts: &[Line<'_>]) -> Result<(), RuleError> {
        let (name, words) = Self::assignment(first, rest, parts)?;
        let class = self.class(first, name)?;
        for word in words {
            let only_names = word.ends_with('!');
            let words: Vec<String> = word.trim_end_matches('!').split('_').map(str::to_lowercase).collect();
            let last = words.last().cloned().unwrap_or_default();
            self.rules.heads.entry(last).or_default().push(Head { words, class, only_names });
        }
        Ok(())
    }

    fn group(&mut self, first: &Line<'_>, rest: &str) -> Result<(), RuleError> {
        let (name, words) = Self::assignment(first, rest, &[])?;
        let mut classes = Vec::new();
        for word in words {
            classes.extend(self.classes(first, word)?);
        }
        self.groups.insert(name.to_owned(), classes);
        Ok(())
    }

    /// `field PROPERTY = key another_key`: what the key of a key-value line says.
    fn field(&mut self, first: &Line<'_>, rest: &str, parts: &[Line<'_>]) -> Result<(), RuleError> {
        let (name, keys) = Self::assignment(first, rest, parts)?;
        let property = self.property(first, name)?;
        for key in keys {
            self.rules.fields.entry(key.replace('_', " ").to_lowercase()).or_default().push(property);
        }
        Ok(())
    }

    fn frame(&mut self, first: &Line<'_>, name: &str, parts: &[Line<'_>]) -> Result<(), RuleError> {
        let index = self.rules.frames.len();
        let mut frame = Frame {
            name: self.name(first, name)?,
            theme: Vec::new(),
            agent: Vec::new(),
            emit: Vec::new(),
            confidence: Score::new(90),
            date: None,
        };
        let mut verbs = Vec::new();
        for line in parts {
            let (keyword, rest) = line.split();
            match keyword {
                "verbs" => verbs.extend(rest.split_whitespace()),
                "nominal" => self.nominals.extend(rest.split_whitespace().map(|word| (word.to_owned(), index))),
                "theme" => frame.theme = self.classes(line, rest)?,
                "agent" => frame.agent = self.classes(line, rest)?,
                "emit" => frame.emit.push(self.emit(line, rest, &["theme", "agent"])?),
                "date" => frame.date = Some(self.property(line, rest)?),
                "confidence" => frame.confidence = score(line, rest)?,
                _ => self.example(line, keyword, rest, &frame.name)?,
            }
        }
        if verbs.is_empty() {
            return Err(first.fault(name, format!("frame `{name}` has no verbs")).hint("add a line `verbs launch introduce`"));
        }
        for verb in verbs {
            self.lemmas.entry(verb.to_owned()).or_default().push(index);
        }
        self.rules.frames.push(frame);
        Ok(())
    }

    fn phrase(&mut self, first: &Line<'_>, name: &str, parts: &[Line<'_>]) -> Result<(), RuleError> {
        let name = self.name(first, name)?;
        let mut sequences = Vec::new();
        let (mut theme, mut object, mut emit, mut confidence) = (Vec::new(), Vec::new(), Vec::new(), Score::new(90));
        for line in parts {
            let (keyword, rest) = line.split();
            match keyword {
                "words" => sequences.push(self.elements(line, rest)?),
                "theme" => theme = self.classes(line, rest)?,
                "object" => object = self.classes(line, rest)?,
                "emit" => emit.push(self.emit(line, rest, &["theme", "object"])?),
                "confidence" => confidence = score(line, rest)?,
                _ => self.example(line, keyword, rest, &name)?,
            }
        }
        if sequences.is_empty() || emit.is_empty() {
            return Err(first.fault(&name, format!("phrase `{name}` needs `words` and `emit`")));
        }
        if sequences.iter().any(|words| !matches!(words.first(), Some(Element::Words(_)))) {
            return Err(first.fault(&name, format!("the words of phrase `{name}` must start with one that is always there")));
        }
        for words in sequences {
            self.rules.phrases.push(Phrase {
                name: name.clone(),
                words,
                theme: theme.clone(),
                object: object.clone(),
                emit: emit.clone(),
                confidence,
            });
        }
        Ok(())
    }

    fn pattern(&mut self, first: &Line<'_>, name: &str, parts: &[Line<'_>]) -> Result<(), RuleError> {
        let name = self.name(first, name)?;
        let mut sequences = Vec::new();
        let (mut emit, mut confidence) = (Vec::new(), Score::new(90));
        for line in parts {
            let (keyword, rest) = line.split();
            match keyword {
                "when" => sequences.push((line, self.elements(line, rest)?)),
                "emit" => {
                    let mut roles = vec!["context"];
                    for (_, elements) in &sequences {
                        roles.extend(elements.iter().filter_map(role));
                    }
                    emit.push(self.emit(line, rest, &roles)?);
                }
                "confidence" => confidence = score(line, rest)?,
                _ => self.example(line, keyword, rest, &name)?,
            }
        }
        if emit.is_empty() {
            return Err(first.fault(&name, format!("rule `{name}` emits nothing")).hint("add a line `emit SUBJECT PROPERTY OBJECT`"));
        }
        for (line, elements) in sequences {
            if !elements.iter().any(|element| matches!(element, Element::Words(_))) {
                return Err(line.fault(line.text.trim(), "a sequence needs at least one word that must be there"));
            }
            self.rules.patterns.push(Pattern { name: name.clone(), elements, emit: emit.clone(), confidence });
        }
        Ok(())
    }

    /// `test "…" => N property` or `not "…"`.
    fn example(&mut self, line: &Line<'_>, keyword: &str, rest: &str, rule: &Arc<str>) -> Result<(), RuleError> {
        let unknown = || {
            line.fault(line.text.trim(), format!("`{keyword}` is no part of this statement"))
                .hint("parts are verbs, nominal, theme, agent, words, object, when, emit, date, confidence, test, not")
        };
        let quoted = |rest: &str| -> Result<(String, usize), RuleError> {
            let inner = rest.strip_prefix('"').ok_or_else(|| line.fault(rest, "expected a text in straight quotes"))?;
            let end = inner.find('"').ok_or_else(|| line.fault(rest, "the quote is not closed"))?;
            Ok((inner[..end].to_owned(), end + 2))
        };
        let expected = match keyword {
            "test" => {
                let (_, end) = quoted(rest)?;
                let tail = rest[end..].trim();
                let (count, property) = tail
                    .strip_prefix("=>")
                    .and_then(|tail| tail.trim().split_once(char::is_whitespace))
                    .ok_or_else(|| line.fault(tail, "expected `=> COUNT PROPERTY` behind the text"))?;
                let count = count.parse().map_err(|_| line.fault(count, format!("`{count}` is no count")))?;
                Some((count, self.property(line, property.trim())?))
            }
            "not" => None,
            _ => return Err(unknown()),
        };
        let (text, _) = quoted(rest)?;
        self.rules.examples.push(Example { rule: rule.clone(), text, expected, file: line.file.to_owned(), line: line.number });
        Ok(())
    }

    fn name(&self, line: &Line<'_>, name: &str) -> Result<Arc<str>, RuleError> {
        let good = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !good {
            return Err(line.fault(name, format!("`{name}` is no rule name")).hint("use lower-case words joined by hyphens"));
        }
        let taken = self.rules.frames.iter().any(|frame| *frame.name == *name)
            || self.rules.phrases.iter().any(|phrase| *phrase.name == *name)
            || self.rules.patterns.iter().any(|pattern| *pattern.name == *name);
        if taken {
            return Err(line.fault(name, format!("there is another rule `{name}`")));
        }
        Ok(name.into())
    }

    fn class(&self, line: &Line<'_>, name: &str) -> Result<ClassId, RuleError> {
        self.ontology.class(name).ok_or_else(|| {
            line.fault(name, format!("the ontology has no class `{name}`")).hint("classes are declared in policy.ttl; groups by `group NAME = Class …` above")
        })
    }

    /// `Class|Group|…`; a trailing `+` is passed over.
    fn classes(&self, line: &Line<'_>, text: &str) -> Result<Vec<ClassId>, RuleError> {
        let mut out = Vec::new();
        for name in text.trim_end_matches('+').split('|') {
            match self.groups.get(name) {
                Some(group) => out.extend(group),
                None => out.push(self.class(line, name)?),
            }
        }
        Ok(out)
    }

    fn property(&self, line: &Line<'_>, name: &str) -> Result<PropertyId, RuleError> {
        self.ontology
            .property(name)
            .ok_or_else(|| line.fault(name, format!("the ontology has no property `{name}`")).hint("properties are declared in policy.ttl"))
    }

    fn emit(&self, line: &Line<'_>, rest: &str, roles: &[&str]) -> Result<Emit, RuleError> {
        let words: Vec<&str> = rest.split_whitespace().collect();
        let [subject, property, object] = words[..] else {
            return Err(line.fault(rest, "expected `emit SUBJECT PROPERTY OBJECT`"));
        };
        for role in [subject, object] {
            if !roles.contains(&role) {
                return Err(line.fault(role, format!("nothing here is called `{role}`")).hint(format!("roles are {}", roles.join(", "))));
            }
        }
        Ok(Emit { subject: subject.into(), property: self.property(line, property)?, object: object.into() })
    }

    /// The words that one alternative stands for: `word`, `word~` (all inflections), `$set`.
    fn words(&self, line: &Line<'_>, alternatives: &str) -> Result<Vec<String>, RuleError> {
        let mut out = Vec::new();
        for word in alternatives.split('|').filter(|word| !word.is_empty()) {
            if let Some(set) = word.strip_prefix('$') {
                let words = self.rules.sets.get(set).ok_or_else(|| {
                    line.fault(word, format!("there is no set `{set}`")).hint("declare it above: `set NAME = words`")
                })?;
                out.extend(words.iter().cloned());
            } else if let Some(lemma) = word.strip_suffix('~') {
                out.extend(self.forms(lemma).into_iter().map(|(_, form)| form));
                out.push(format!("{lemma}s"));
            } else {
                out.push(word.to_lowercase());
            }
        }
        out.sort();
        out.dedup();
        Ok(out)
    }

    fn forms(&self, lemma: &str) -> Vec<(Form, String)> {
        let mut forms: Vec<(Form, String)> = inflect::forms(lemma).into();
        if let Some(irregular) = self.irregular.get(lemma) {
            forms.retain(|(form, _)| *form != Form::PastOrParticiple);
            if irregular[0] == irregular[1] {
                forms.push((Form::PastOrParticiple, irregular[0].clone()));
            } else {
                forms.push((Form::Past, irregular[0].clone()));
                forms.push((Form::Participle, irregular[1].clone()));
            }
            if let Some(gerund) = irregular.get(2) {
                forms.retain(|(form, _)| *form != Form::Gerund);
                forms.push((Form::Gerund, gerund.clone()));
            }
        }
        forms
    }

    fn elements(&self, line: &Line<'_>, text: &str) -> Result<Vec<Element>, RuleError> {
        let mut out = Vec::new();
        for part in text.split_whitespace() {
            let element = if let Some(inner) = part.strip_prefix('<').and_then(|part| part.strip_suffix('>')) {
                let (role, kind) = inner.split_once(':').ok_or_else(|| line.fault(part, "expected `<role:Class>`"))?;
                let sort = match kind {
                    "date" => Some(ValueSort::Date),
                    "period" => Some(ValueSort::Period),
                    "money" => Some(ValueSort::Money),
                    "number" => Some(ValueSort::Number),
                    _ => None,
                };
                match sort {
                    Some(kind) => Element::Value { role: role.into(), kind },
                    None => Element::Mention {
                        role: role.into(),
                        classes: self.classes(line, kind)?,
                        list: kind.ends_with('+'),
                    },
                }
            } else if part == "..." {
                Element::Gap(8)
            } else if part == "....." {
                Element::Gap(24)
            } else if let Some(inner) = part.strip_prefix('[').and_then(|part| part.strip_suffix(']')) {
                Element::Maybe(self.words(line, inner)?)
            } else if part.starts_with(['<', '[']) {
                return Err(line.fault(part, format!("`{part}` is not closed")).hint("write <role:Class> and [maybe] without spaces inside"));
            } else {
                Element::Words(self.words(line, part)?)
            };
            out.push(element);
        }
        Ok(out)
    }

    fn finish(mut self) -> Rules {
        for (lemma, frames) in std::mem::take(&mut self.lemmas) {
            let (verb, particle) = match lemma.split_once('_') {
                Some((verb, particle)) => (verb.to_owned(), Some(Arc::<str>::from(particle))),
                None => (lemma.clone(), None),
            };
            let name: Arc<str> = lemma.as_str().into();
            for (form, text) in self.forms(&verb) {
                let known = self.rules.verbs.entry(text).or_default();
                known.push(VerbForm { lemma: name.clone(), particle: particle.clone(), form, frames: frames.clone() });
                // A verb with its particle goes before the bare verb.
                known.sort_by_key(|form| (form.particle.is_none(), form.lemma.clone(), form.form));
            }
        }
        for (word, frame) in self.nominals {
            self.rules.nominals.entry(word).or_default().push(frame);
        }
        let mut triggers: HashMap<String, Vec<Trigger>> = HashMap::new();
        for (index, phrase) in self.rules.phrases.iter().enumerate() {
            if let Some(Element::Words(words)) = phrase.words.first() {
                for word in words {
                    triggers.entry(word.clone()).or_default().push(Trigger::Phrase(index));
                }
            }
        }
        for (index, pattern) in self.rules.patterns.iter().enumerate() {
            // The rarest step is a good one to start from; the longest word stands in for rarity.
            let best = pattern
                .elements
                .iter()
                .enumerate()
                .filter_map(|(place, element)| match element {
                    Element::Words(words) => Some((place, words)),
                    _ => None,
                })
                .max_by_key(|(place, words)| (words.iter().map(|word| word.len()).min(), std::cmp::Reverse(*place)));
            if let Some((place, words)) = best {
                for word in words {
                    triggers.entry(word.clone()).or_default().push(Trigger::Pattern(index, place));
                }
            }
        }
        self.rules.triggers = triggers;
        self.rules
    }
}

fn role(element: &Element) -> Option<&str> {
    match element {
        Element::Mention { role, .. } | Element::Value { role, .. } => Some(role),
        _ => None,
    }
}

fn score(line: &Line<'_>, text: &str) -> Result<Score, RuleError> {
    text.parse::<f64>()
        .ok()
        .filter(|score| (0.0..=1.0).contains(score))
        .map(|score| Score::new((score * 100.0).round() as u8))
        .ok_or_else(|| line.fault(text, format!("`{text}` is no confidence")).hint("a number from 0 to 1"))
}
