//! Extraction rules: the language of `ontology/rules`, read and compiled.
//!
//! `ontology/rules/README.md` teaches the language. In short: `set` names words, `verb` gives irregular
//! forms, `head` says which nouns name which class, `group` names a list of classes; `frame` says what
//! a verb says in all its voices, `phrase` what a prepositional phrase adds to the theme of its
//! clause, `rule` what a sequence of words and mentions says. Every rule carries its own examples.

mod field;
mod inflect;
pub use field::Field;
pub(crate) use inflect::{singular, spell_ict};
mod parse;

use crate::ontology::{ClassId, Ontology, PropertyId};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// All rules, compiled for matching.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Nouns that name a class, by their last word in lower case.
    pub heads: FxHashMap<String, Vec<Head>>,
    /// Words that name a class from the front of a name, as in "Universidad de Chile", in lower case.
    pub leads: FxHashMap<String, ClassId>,
    /// Words of each set.
    pub sets: FxHashMap<String, Vec<String>>,
    /// The numbers of the sets by name.
    set_numbers: FxHashMap<String, u16>,
    /// For each word of a set, the numbers of its sets, in order.
    members: FxHashMap<String, Vec<u16>>,
    /// Inflected verb forms.
    pub verbs: FxHashMap<String, Vec<VerbForm>>,
    /// Verb frames.
    pub frames: Vec<Frame>,
    /// Prepositional phrases.
    pub phrases: Vec<Phrase>,
    /// Sequences.
    pub patterns: Vec<Pattern>,
    /// What the keys of key-value lines say, by their folded form: `funder` names `fundedBy`.
    pub(crate) fields: FxHashMap<String, Vec<Field>>,
    /// How sure the readers are that the code itself has, by name: `clause-date`, `penalty`.
    pub readers: FxHashMap<String, Reader>,
    /// Examples that each rule carries.
    pub examples: Vec<Example>,
    /// Which phrases and patterns can start with which word.
    pub(crate) triggers: FxHashMap<String, Vec<Trigger>>,
    /// Frames by their nominal words.
    pub(crate) nominals: FxHashMap<String, Vec<usize>>,
}

/// A noun that names a class: `program` names a `Program`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// All its words, the last one included: `action plan`.
    pub words: Vec<String>,
    /// The class.
    pub class: ClassId,
    /// Whether it makes names only, no descriptions: written with `!`.
    pub only_names: bool,
}

impl Head {
    /// Whether the words before the last one go on with those of the head.
    fn fits<W: AsRef<str>>(&self, before: &[W]) -> bool {
        let own = &self.words[..self.words.len() - 1];
        own.len() <= before.len()
            && own
                .iter()
                .rev()
                .zip(before.iter().rev())
                .all(|(own, word)| own == word.as_ref())
    }
}

/// What stands for an amount of money in the tail of a verb: `donate_<money>_to`.
pub(crate) const MONEY: &str = "<money>";

/// A form of a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerbForm {
    /// The lemma with its tail, such as `launch` or `set_up`.
    pub lemma: Arc<str>,
    /// What follows, one of several words at each step: `up` in `set up`, `funding for` in `provide funding for`.
    pub tail: Arc<[Vec<String>]>,
    /// Which form it is.
    pub form: Form,
    /// Frames that the verb belongs to.
    pub frames: Vec<usize>,
}

/// The form of a verb; a past form is a participle too unless the verb is irregular.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// "launch"
    Base,
    /// "launches"
    Third,
    /// "launched", "built"
    PastOrParticiple,
    /// "ran", "took"
    Past,
    /// "run", "taken"
    Participle,
    /// "launching"
    Gerund,
}

/// Where a rule file declares something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
}

/// How sure a reader is that the code itself has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Where it is declared.
    pub place: Place,
    /// How sure.
    pub confidence: Score,
}

/// What a verb says of its subject and object.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The rule's name.
    pub name: Arc<str>,
    /// Where it is declared.
    pub place: Place,
    /// Classes that the theme (object of the active voice) can have.
    pub theme: Vec<ClassId>,
    /// Classes that the agent (subject of the active voice) can have.
    pub agent: Vec<ClassId>,
    /// What is said.
    pub emit: Vec<Emit>,
    /// How sure.
    pub confidence: Score,
    /// What the clause's date is to the theme, if anything.
    pub date: Option<PropertyId>,
}

/// What a prepositional phrase adds.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// The rule's name.
    pub name: Arc<str>,
    /// Where it is declared.
    pub place: Place,
    /// The words before the object.
    pub words: Vec<Element>,
    /// Classes of the theme that it adds to.
    pub theme: Vec<ClassId>,
    /// Classes that it adds to only right behind them, or where their clause is about them.
    pub beside: Vec<ClassId>,
    /// Classes of its object.
    pub object: Vec<ClassId>,
    /// What is said; roles are `theme` and `object`.
    pub emit: Vec<Emit>,
    /// How sure.
    pub confidence: Score,
}

/// A sequence of words and mentions.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The rule's name.
    pub name: Arc<str>,
    /// Where it is declared.
    pub place: Place,
    /// Whether it holds at the start of a sentence only: written `when ^ …`.
    pub opens: bool,
    /// What is matched.
    pub elements: Vec<Element>,
    /// Classes of the entity in focus of which it speaks; none: of any.
    pub context: Vec<ClassId>,
    /// What is said.
    pub emit: Vec<Emit>,
    /// How sure.
    pub confidence: Score,
}

/// One step of a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// One of these words, marks included, in lower case.
    Words(Vec<String>),
    /// The same, or nothing.
    Maybe(Vec<String>),
    /// A mention of one of these classes.
    Mention {
        /// The role it fills.
        role: Arc<str>,
        /// Its classes.
        classes: Vec<ClassId>,
        /// Whether a list is taken to its end.
        list: bool,
    },
    /// A value.
    Value {
        /// The role it fills.
        role: Arc<str>,
        /// `date`, `period`, `money` or `number`.
        kind: ValueSort,
    },
    /// Up to so many words of the same clause.
    Gap(usize),
}

/// The sort of value that a sequence takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueSort {
    /// A date.
    Date,
    /// A period.
    Period,
    /// Money.
    Money,
    /// A number.
    Number,
}

/// One fact that a rule gives: roles are names of its mentions, or `context` for the entity in focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emit {
    /// Role of the subject.
    pub subject: Arc<str>,
    /// The property.
    pub property: PropertyId,
    /// Role of the object.
    pub object: Arc<str>,
}

impl Emit {
    /// Subject and object of the fact, of the theme and what stands on its other side.
    pub(crate) fn sides<T>(&self, theme: T, other: T) -> (T, T) {
        if &*self.subject == "theme" {
            (theme, other)
        } else {
            (other, theme)
        }
    }
}

/// An example that a rule carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The rule.
    pub rule: Arc<str>,
    /// The text.
    pub text: String,
    /// How many facts of which property the rule gives; `None`: it gives no fact at all.
    pub expected: Option<(usize, PropertyId)>,
    /// The file that holds it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// What can start with a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trigger {
    /// A phrase, whose first word this is.
    Phrase(usize),
    /// A pattern, of which this is the step at the given place.
    Pattern(usize, usize),
}

/// A fault in a rule file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}\n{}{}", excerpt(text, *column, *width), hint.as_deref().map(|hint| format!("\n  hint: {hint}")).unwrap_or_default())]
pub struct RuleError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How many characters are at fault.
    pub width: usize,
    /// The line as the file has it.
    pub text: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

/// A line with carets under what is wrong in it.
fn excerpt(line: &str, column: usize, width: usize) -> String {
    // Tabs are kept, so that the carets stand where the eye sees the fault.
    let before: String = line
        .chars()
        .take(column - 1)
        .map(|c| if c == '\t' { '\t' } else { ' ' })
        .collect();
    format!("  | {line}\n  | {before}{}", "^".repeat(width.max(1)))
}

impl Rules {
    /// Reads rule files, given as name and text; later files may use the sets of earlier ones.
    ///
    /// # Errors
    ///
    /// The first fault, with its place.
    pub fn parse<'f>(
        files: impl IntoIterator<Item = (&'f str, &'f str)>,
        ontology: &Ontology,
    ) -> Result<Self, RuleError> {
        parse::parse(files, ontology)
    }

    /// The class that a noun phrase of these lower-case words names by its last word, longest head first.
    #[must_use]
    pub fn head<W: AsRef<str>>(&self, words: &[W]) -> Option<&Head> {
        let (last, before) = words.split_last()?;
        let last = last.as_ref();
        let singular = inflect::singular(last);
        let plural = singular != last;
        let as_printed = self.heads.get(last);
        let in_singular = plural.then(|| self.heads.get(&*singular)).flatten();
        as_printed
            .into_iter()
            .chain(in_singular)
            .flatten()
            .filter(|head| head.fits(before))
            .max_by_key(|head| {
                (
                    head.words.len(),
                    head.words.last().is_some_and(|own| own == last),
                )
            })
    }

    /// Whether `word` belongs to the set `name`.
    #[must_use]
    pub fn in_set(&self, name: &str, word: &str) -> bool {
        // Few words are in any set.
        self.members.get(word).is_some_and(|sets| {
            let set = self.set_numbers.get(name);
            set.is_some_and(|number| sets.binary_search(number).is_ok())
        })
    }
}

/// A confidence from 0 to 1, in hundredths, so that it prints the same everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u8);

impl Score {
    /// A score of `hundredths` hundredths.
    ///
    /// # Panics
    ///
    /// Above 100.
    #[must_use]
    pub const fn new(hundredths: u8) -> Self {
        assert!(hundredths <= 100, "a score is at most 1");
        Self(hundredths)
    }

    /// The score in hundredths.
    #[must_use]
    pub const fn hundredths(self) -> u8 {
        self.0
    }
}

/// `0.95`, `1`, `0.5`.
impl std::fmt::Display for Score {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.0 / 100, self.0 % 100) {
            (whole, 0) => write!(formatter, "{whole}"),
            (_, part) if part.is_multiple_of(10) => write!(formatter, "0.{}", part / 10),
            (_, part) => write!(formatter, "0.{part:02}"),
        }
    }
}
