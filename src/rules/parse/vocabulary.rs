//! Statements that name words and classes: set, verb, head, lead, group, field, reader.

use super::Parser;
use super::line::{Hint, Line};
use crate::rules::{Field, Head, Reader, RuleError, field};

impl Parser<'_> {
    /// `set NAME = words…`: words under one name, which rules write as `$NAME`.
    pub(super) fn set(
        &mut self,
        first: &Line<'_>,
        rest: &str,
        parts: &[Line<'_>],
    ) -> Result<(), RuleError> {
        let (name, words) = first.assignment(rest, parts)?;
        let mut all = Vec::new();
        for word in words {
            all.extend(
                self.words(first, word)?
                    .into_iter()
                    .map(|word| word.replace('_', " ")),
            );
        }
        all.sort();
        all.dedup();
        self.rules.sets.insert(name.to_owned(), all);
        Ok(())
    }

    /// `verb LEMMA past participle [gerund]`: irregular forms.
    pub(super) fn verb(&mut self, first: &Line<'_>, rest: &str) -> Result<(), RuleError> {
        let words: Vec<&str> = rest.split_whitespace().collect();
        let [lemma, forms @ ..] = &words[..] else {
            return Err(first
                .fault(rest, "expected `verb LEMMA PAST PARTICIPLE`")
                .hint("such as `verb take took taken`"));
        };
        if forms.len() < 2 {
            return Err(first
                .fault(
                    rest,
                    "expected the past form and the participle behind the lemma",
                )
                .hint("such as `verb take took taken`"));
        }
        self.irregular.insert(
            (*lemma).to_owned(),
            forms.iter().map(|form| (*form).to_owned()).collect(),
        );
        Ok(())
    }

    /// `head CLASS = nouns…`: nouns that name a class; `!` marks those that make names only.
    pub(super) fn heads(
        &mut self,
        first: &Line<'_>,
        rest: &str,
        parts: &[Line<'_>],
    ) -> Result<(), RuleError> {
        let (name, words) = first.assignment(rest, parts)?;
        let class = self.class(first, name)?;
        for word in words {
            let only_names = word.ends_with('!');
            let words: Vec<String> = word
                .trim_end_matches('!')
                .split('_')
                .map(str::to_lowercase)
                .collect();
            let last = words.last().cloned().unwrap_or_default();
            self.rules.heads.entry(last).or_default().push(Head {
                words,
                class,
                only_names,
            });
        }
        Ok(())
    }

    /// `lead CLASS = words`: words that tell the class of a name from its front.
    pub(super) fn leads(
        &mut self,
        first: &Line<'_>,
        rest: &str,
        parts: &[Line<'_>],
    ) -> Result<(), RuleError> {
        let (name, words) = first.assignment(rest, parts)?;
        let class = self.class(first, name)?;
        let leads = words.into_iter().map(|word| (word.to_lowercase(), class));
        self.rules.leads.extend(leads);
        Ok(())
    }

    /// `group NAME = Class …`: classes that rules name as one.
    pub(super) fn group(&mut self, first: &Line<'_>, rest: &str) -> Result<(), RuleError> {
        let (name, words) = first.assignment(rest, &[])?;
        let mut classes = Vec::new();
        for word in words {
            classes.extend(self.classes(first, word)?);
        }
        self.groups.insert(name.to_owned(), classes);
        Ok(())
    }

    /// `field PROPERTY = key another_key`: what the key of a key-value line says; `field ^PROPERTY` of keys
    /// whose value is the subject.
    pub(super) fn field(
        &mut self,
        first: &Line<'_>,
        rest: &str,
        parts: &[Line<'_>],
    ) -> Result<(), RuleError> {
        let (name, keys) = first.assignment(rest, parts)?;
        let (inverse, name) = match name.strip_prefix('^') {
            Some(name) => (true, name),
            None => (false, name),
        };
        let property = self.property(first, name)?;
        for key in keys {
            let key = field::fold(&key.replace('_', " "));
            let known = self.rules.fields.entry(key).or_default();
            known.push(Field { property, inverse });
        }
        Ok(())
    }

    /// `reader NAME = CONFIDENCE`: how sure a reader is that the code itself has.
    pub(super) fn reader(&mut self, first: &Line<'_>, rest: &str) -> Result<(), RuleError> {
        let (printed, confidence) = rest.split_once('=').ok_or_else(|| {
            first
                .fault(rest, "expected `NAME = CONFIDENCE`")
                .hint("such as `reader clause-date = 0.85`")
        })?;
        let name = self.name(first, printed.trim())?;
        let confidence = first.score(confidence.trim())?;
        let reader = Reader {
            place: first.place(),
            confidence,
        };
        self.rules.readers.insert(name.to_string(), reader);
        Ok(())
    }
}
