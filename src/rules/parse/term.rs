//! The terms of rules: names, classes, properties, words and the elements of sequences.

use super::Parser;
use super::line::{Hint, Line};
use crate::ontology::{ClassId, PropertyId};
use crate::rules::{Element, Emit, RuleError, ValueSort};
use std::sync::Arc;

/// How many items `...` passes over at most.
const GAP: usize = 8;

/// How many items `.....` passes over at most.
const WIDE_GAP: usize = 24;

impl Parser<'_> {
    /// A rule's name, checked: its form, and that no other rule bears it.
    pub(super) fn name(&self, line: &Line<'_>, name: &str) -> Result<Arc<str>, RuleError> {
        let good = !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !good {
            return Err(line
                .fault(name, format!("`{name}` is no rule name"))
                .hint("use lower-case words joined by hyphens"));
        }
        let taken = self.rules.frames.iter().any(|frame| *frame.name == *name)
            || self
                .rules
                .phrases
                .iter()
                .any(|phrase| *phrase.name == *name)
            || self
                .rules
                .patterns
                .iter()
                .any(|pattern| *pattern.name == *name);
        if taken {
            return Err(line
                .fault(name, format!("there is another rule `{name}`"))
                .hint("names are shared by frames, phrases and rules of all files"));
        }
        Ok(name.into())
    }

    /// A class of the ontology.
    pub(super) fn class(&self, line: &Line<'_>, name: &str) -> Result<ClassId, RuleError> {
        self.ontology.class(name).ok_or_else(|| {
            line.fault(name, format!("the ontology has no class `{name}`")).hint("classes are declared in policy.ttl; groups by `group NAME = Class …` above")
        })
    }

    /// `Class|Group|…`; a trailing `+` is passed over.
    pub(super) fn classes(&self, line: &Line<'_>, text: &str) -> Result<Vec<ClassId>, RuleError> {
        let mut out = Vec::new();
        for name in text.trim_end_matches('+').split('|') {
            match self.groups.get(name) {
                Some(group) => out.extend(group),
                None => out.push(self.class(line, name)?),
            }
        }
        Ok(out)
    }

    /// A property of the ontology.
    pub(super) fn property(&self, line: &Line<'_>, name: &str) -> Result<PropertyId, RuleError> {
        self.ontology.property(name).ok_or_else(|| {
            line.fault(name, format!("the ontology has no property `{name}`"))
                .hint("properties are declared in policy.ttl")
        })
    }

    /// `emit SUBJECT PROPERTY OBJECT`, its sides among `roles`.
    pub(super) fn emit(
        &self,
        line: &Line<'_>,
        rest: &str,
        roles: &[&str],
    ) -> Result<Emit, RuleError> {
        let words: Vec<&str> = rest.split_whitespace().collect();
        let [subject, property, object] = words[..] else {
            return Err(line
                .fault(rest, "expected `emit SUBJECT PROPERTY OBJECT`")
                .hint("such as `emit theme launchedBy agent`"));
        };
        for role in [subject, object] {
            if !roles.contains(&role) {
                return Err(line
                    .fault(role, format!("nothing here is called `{role}`"))
                    .hint(format!("roles are {}", roles.join(", "))));
            }
        }
        Ok(Emit {
            subject: subject.into(),
            property: self.property(line, property)?,
            object: object.into(),
        })
    }

    /// The words that one alternative stands for: `word`, `word~` (all inflections), `$set`.
    pub(super) fn words(
        &self,
        line: &Line<'_>,
        alternatives: &str,
    ) -> Result<Vec<String>, RuleError> {
        let mut out = Vec::new();
        for word in alternatives.split('|').filter(|word| !word.is_empty()) {
            if let Some(set) = word.strip_prefix('$') {
                let words = self.rules.sets.get(set).ok_or_else(|| {
                    line.fault(word, format!("there is no set `{set}`"))
                        .hint("declare it above: `set NAME = words`")
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

    /// The elements of a sequence: words, `[maybe]`, `<role:Class>`, `...`.
    pub(super) fn elements(&self, line: &Line<'_>, text: &str) -> Result<Vec<Element>, RuleError> {
        let mut out = Vec::new();
        for part in text.split_whitespace() {
            let element = if let Some(inner) = part
                .strip_prefix('<')
                .and_then(|part| part.strip_suffix('>'))
            {
                let (role, kind) = inner.split_once(':').ok_or_else(|| {
                    line.fault(part, "expected `<role:Class>`")
                        .hint("such as <a:Organization> or <d:date>")
                })?;
                let sort = match kind {
                    "date" => Some(ValueSort::Date),
                    "period" => Some(ValueSort::Period),
                    "money" => Some(ValueSort::Money),
                    "number" => Some(ValueSort::Number),
                    _ => None,
                };
                match sort {
                    Some(kind) => Element::Value {
                        role: role.into(),
                        kind,
                    },
                    None => Element::Mention {
                        role: role.into(),
                        classes: self.classes(line, kind)?,
                        list: kind.ends_with('+'),
                    },
                }
            } else if part == "..." {
                Element::Gap(GAP)
            } else if part == "....." {
                Element::Gap(WIDE_GAP)
            } else if let Some(inner) = part
                .strip_prefix('[')
                .and_then(|part| part.strip_suffix(']'))
            {
                Element::Maybe(self.words(line, inner)?)
            } else if part.starts_with(['<', '[']) {
                return Err(line
                    .fault(part, format!("`{part}` is not closed"))
                    .hint("write <role:Class> and [maybe] without spaces inside"));
            } else {
                Element::Words(self.words(line, part)?)
            };
            out.push(element);
        }
        Ok(out)
    }
}
