//! From a search as it was written to what tantivy looks for.

use super::SearchError;
use super::question::{Field as Narrow, Node, Question, QuestionError, year};
use super::schema::{Fields, kind};
use super::scope::OfStore;
use super::suggest::distance;
use super::words::{Word, is_common, words};
use crate::iri::slug;
use crate::span::Span;
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur,
    PhraseQuery, Query, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

/// What a word in the headings counts beside one in the text.
const HEADING: f32 = 0.3;
/// Acronyms of fewer letters are not taken for the word that is written alike: WHO, AIDS.
const SURE: usize = 6;

/// Which entries are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Names of entities.
    Names,
    /// Passages.
    Passages,
}

/// The query of a question; none where nothing of that kind can be meant.
pub(super) fn compile(
    question: &Question,
    fields: &Fields,
    target: Target,
    scope: &OfStore<'_>,
) -> Result<Box<dyn Query>, SearchError> {
    let compiler = Compiler {
        fields,
        target,
        scope,
    };
    let kind = match target {
        Target::Names => kind::NAME,
        Target::Passages => kind::PASSAGE,
    };
    if !has_words(&question.node) {
        return Err(SearchError::Question(QuestionError {
            place: None,
            message: "there is no word to look for in it".to_owned(),
            hint: "write a word with letters or digits, or a field such as class:Program"
                .to_owned(),
        }));
    }
    let words = compiler
        .query(&question.node)?
        .unwrap_or_else(|| Box::new(AllQuery));
    Ok(Box::new(BooleanQuery::new(vec![
        (Occur::Must, exact(Term::from_field_text(fields.kind, kind))),
        (Occur::Must, words),
    ])))
}

/// Whether something remains of the search once words without letters are left out.
fn has_words(node: &Node) -> bool {
    match node {
        Node::Word(text) | Node::Phrase(text) | Node::Prefix(text) | Node::Fuzzy(text, _) => {
            !words(text).is_empty()
        }
        Node::Field(..) => true,
        Node::And(parts) | Node::Or(parts) => parts.iter().any(has_words),
        Node::Not(inner) => has_words(inner),
    }
}

struct Compiler<'c> {
    fields: &'c Fields,
    target: Target,
    scope: &'c OfStore<'c>,
}

impl Compiler<'_> {
    /// The query of a part; none where it says nothing.
    fn query(&self, node: &Node) -> Result<Option<Box<dyn Query>>, SearchError> {
        Ok(match node {
            Node::Word(text) | Node::Phrase(text) => self.phrase(&words(text)),
            Node::Prefix(text) => self.form(text, |term| FuzzyTermQuery::new_prefix(term, 0, true)),
            Node::Fuzzy(text, distance) => {
                self.form(text, |term| FuzzyTermQuery::new(term, *distance, true))
            }
            Node::Field(field, value, place) => Some(self.narrowed(*field, value, *place)?),
            Node::Not(inner) => self.query(inner)?.map(|inner| {
                let all: Box<dyn Query> = Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0));
                boxed(vec![(Occur::Must, all), (Occur::MustNot, inner)])
            }),
            Node::Or(parts) => {
                let mut any = Vec::new();
                for part in parts {
                    any.extend(self.query(part)?.map(|query| (Occur::Should, query)));
                }
                (!any.is_empty()).then(|| boxed(any))
            }
            Node::And(parts) => self.all(parts)?,
        })
    }

    /// All parts. Common words are left out, unless there are no others.
    fn all(&self, parts: &[Node]) -> Result<Option<Box<dyn Query>>, SearchError> {
        let is_left_out = |node: &Node| match node {
            Node::Word(text) => {
                let words = words(text);
                words
                    .iter()
                    .all(|word| is_common(&word.form) && word.acronym.is_none())
            }
            _ => false,
        };
        let only_common = parts.iter().all(is_left_out);
        let mut all = Vec::new();
        for part in parts
            .iter()
            .filter(|part| only_common || !is_left_out(part))
        {
            match part {
                Node::Not(inner) => {
                    all.extend(self.query(inner)?.map(|query| (Occur::MustNot, query)));
                }
                part => all.extend(self.query(part)?.map(|query| (Occur::Must, query))),
            }
        }
        if all.is_empty() {
            return Ok(None);
        }
        if all.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            all.push((Occur::Must, Box::new(AllQuery)));
        }
        Ok(Some(boxed(all)))
    }

    /// Words one behind the other: those between quotation marks, or those of "e-learning".
    fn phrase(&self, words: &[Word]) -> Option<Box<dyn Query>> {
        (!words.is_empty()).then(|| self.everywhere(|field| row(field, words)))
    }

    /// A query over the words as they are written.
    fn form(&self, text: &str, query: impl Fn(Term) -> FuzzyTermQuery) -> Option<Box<dyn Query>> {
        let parts = words(text);
        let (last, before) = parts.split_last()?;
        let term = Term::from_field_text(self.fields.form, &last.form);
        let mut all: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, Box::new(query(term)))];
        for word in before {
            all.push((Occur::Must, self.everywhere(|field| of_word(field, word))));
        }
        Some(boxed(all))
    }

    /// In the text and, counting less, in the headings above it; or in names.
    fn everywhere(&self, query: impl Fn(Field) -> Box<dyn Query>) -> Box<dyn Query> {
        match self.target {
            Target::Names => query(self.fields.name),
            Target::Passages => boxed(vec![
                (Occur::Should, query(self.fields.text)),
                (
                    Occur::Should,
                    Box::new(BoostQuery::new(query(self.fields.heading), HEADING)),
                ),
            ]),
        }
    }

    /// What lies in a field; it narrows, and counts nothing.
    fn narrowed(
        &self,
        field: Narrow,
        value: &str,
        place: Option<usize>,
    ) -> Result<Box<dyn Query>, SearchError> {
        let fields = self.fields;
        let any = |field, values: Vec<String>| -> Box<dyn Query> {
            let terms = values
                .iter()
                .map(|value| Term::from_field_text(field, value));
            Box::new(TermSetQuery::new(terms.collect::<Vec<_>>()))
        };
        let query: Box<dyn Query> = match field {
            Narrow::Class => any(fields.class, self.scope.classes(value, place)?),
            Narrow::Document => any(fields.document, self.scope.documents(value, place)?),
            Narrow::Country => any(fields.country, vec![slug(value)]),
            Narrow::After | Narrow::Before => match year(value) {
                Some(year) => {
                    let bound = Bound::Included(Term::from_field_u64(fields.year, year));
                    let (from, to) = match field {
                        Narrow::After => (bound, Bound::Unbounded),
                        _ => (Bound::Unbounded, bound),
                    };
                    Box::new(RangeQuery::new(from, to))
                }
                None => Box::new(EmptyQuery),
            },
            Narrow::Heading => row(fields.heading, &words(value)),
        };
        Ok(Box::new(ConstScoreQuery::new(query, 0.0)))
    }
}

fn boxed(parts: Vec<(Occur, Box<dyn Query>)>) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(parts))
}

fn exact(term: Term) -> Box<dyn Query> {
    let query = TermQuery::new(term, IndexRecordOption::Basic);
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}

/// The capitals of a word that is an acronym for sure.
fn sure(word: &Word) -> Option<&str> {
    let acronym = word.acronym.as_deref();
    acronym.filter(|acronym| acronym.chars().count() < SURE)
}

/// One word: an acronym by its capitals if it is written so, else the stem.
fn of_word(field: Field, word: &Word) -> Box<dyn Query> {
    let term = Term::from_field_text(field, sure(word).unwrap_or(&word.stem));
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// Words one behind the other in a field.
fn row(field: Field, words: &[Word]) -> Box<dyn Query> {
    match words {
        [] => Box::new(EmptyQuery),
        [word] => of_word(field, word),
        words => {
            let term = |word: &Word| Term::from_field_text(field, &word.stem);
            Box::new(PhraseQuery::new(words.iter().map(term).collect()))
        }
    }
}

/// Which words of a text a question looks for, so that they can be marked.
#[derive(Clone, Debug, Default)]
pub struct Marker {
    stems: Vec<String>,
    acronyms: Vec<String>,
    prefixes: Vec<String>,
    fuzzy: Vec<(String, usize)>,
}

impl Marker {
    /// The words that `question` looks for; those that it shuts out are none.
    #[must_use]
    pub fn of(question: &Question) -> Self {
        let mut marker = Self::default();
        marker.take(&question.node);
        marker
    }

    fn take(&mut self, node: &Node) {
        match node {
            Node::Word(text) => {
                for word in words(text) {
                    if !is_common(&word.form) || word.acronym.is_some() {
                        self.word(word);
                    }
                }
            }
            Node::Phrase(text) => words(text).into_iter().for_each(|word| self.word(word)),
            Node::Prefix(text) => self
                .prefixes
                .extend(words(text).pop().map(|word| word.form)),
            Node::Fuzzy(text, distance) => {
                let word = words(text).pop();
                self.fuzzy
                    .extend(word.map(|word| (word.form, usize::from(*distance))));
            }
            Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| self.take(part)),
            Node::Not(_) | Node::Field(..) => {}
        }
    }

    fn word(&mut self, word: Word) {
        match sure(&word) {
            Some(acronym) => self.acronyms.push(acronym.to_owned()),
            None => self.stems.push(word.stem),
        }
    }

    /// The places in `text` of the words that are looked for, in order.
    #[must_use]
    pub fn places(&self, text: &str) -> Vec<Span> {
        let is_meant = |word: &Word| {
            self.stems.contains(&word.stem)
                || word
                    .acronym
                    .as_ref()
                    .is_some_and(|acronym| self.acronyms.contains(acronym))
                || self
                    .prefixes
                    .iter()
                    .any(|prefix| word.form.starts_with(prefix.as_str()))
                || self
                    .fuzzy
                    .iter()
                    .any(|(form, most)| distance(form, &word.form, *most).is_some())
        };
        let words = words(text);
        words
            .iter()
            .filter(|word| is_meant(word))
            .map(|word| word.span)
            .collect()
    }
}
