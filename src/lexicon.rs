//! Names that the world at large knows, from the SKOS files of `ontology/lexicon`.

mod fold;
pub mod import;
mod matcher;
mod plain;
mod skos;
mod trie;

use crate::ontology::turtle::SyntaxError;
use crate::ontology::{ClassId, Ontology};
use crate::span::Span;
use std::fmt;

/// All entries, and the matcher that finds their names in texts.
#[derive(Clone)]
pub struct Lexicon {
    entries: Vec<Entry>,
    matcher: matcher::Matcher,
}

/// One thing that the lexicon knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its IRI as the file gives it.
    pub iri: String,
    /// The part of its IRI behind `BASE/entity/`.
    pub slug: String,
    /// Its narrowest class.
    pub class: ClassId,
    /// The name to show.
    pub label: String,
    /// All its names, the preferred one first; demonyms stand apart.
    pub names: Vec<Name>,
    /// The country it lies in or belongs to, as an entry.
    pub country: Option<usize>,
    /// IRIs of the same thing elsewhere, sorted.
    pub same_as: Vec<String>,
    /// For places: what is from there ("Azerbaijani", "Azeri").
    pub demonyms: Vec<String>,
    /// The body it is a part or organ of, as an entry.
    pub part_of: Option<usize>,
    /// For countries: ISO 3166-1 code of two letters.
    pub iso: Option<String>,
}

/// One name of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name as the file spells it.
    pub text: String,
    /// What sort of name it is.
    pub kind: NameKind,
}

/// What sort of name a name is; the better ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// The name to show (`skos:prefLabel`).
    Preferred,
    /// Another name (`skos:altLabel`).
    Alternative,
    /// Initials, matched in their own case only (`pol:acronym`).
    Acronym,
    /// A misspelling: matched and never shown (`skos:hiddenLabel`).
    Hidden,
}

/// A name that may stand for something else than its entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The name.
    pub name: String,
    /// The entries that bear it, as places in [`Lexicon::entries`], the one that wins first.
    pub entries: Vec<usize>,
    /// Whether it is a common word that nothing but its capital tells from the name.
    pub is_word: bool,
}

/// Where a text names an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LexicalMatch {
    /// The place in the text.
    pub span: Span,
    /// The entry, as a place in [`Lexicon::entries`].
    pub entry: usize,
    /// By what it is named.
    pub kind: MatchKind,
}

/// By what a text names an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchKind {
    /// By one of its names.
    Name(NameKind),
    /// By an adjective or noun for what is from there.
    Demonym,
}

/// Why a lexicon cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// A file is no Turtle.
    #[error(transparent)]
    Syntax(#[from] SyntaxError),
    /// An entry has no class of the ontology beside `skos:Concept`.
    #[error("{file}: `{entry}` has no class that the ontology declares")]
    NoClass {
        /// The file that names the entry first.
        file: String,
        /// The entry's IRI.
        entry: String,
    },
    /// An entry has no `skos:prefLabel`.
    #[error("{file}: `{entry}` has no skos:prefLabel")]
    NoLabel {
        /// The file that names the entry first.
        file: String,
        /// The entry's IRI.
        entry: String,
    },
    /// An entry points at a country or body that is no entry.
    #[error("{file}: `{entry}` points at `{target}`, which is no entry")]
    NoTarget {
        /// The file that names the entry first.
        file: String,
        /// The entry's IRI.
        entry: String,
        /// The IRI that it points at.
        target: String,
    },
    /// Two entries end in the same local name.
    #[error("`{first}` and `{second}` have the same local name")]
    SameSlug {
        /// The IRI that comes first.
        first: String,
        /// The other one.
        second: String,
    },
}

/// The number of entries; the names would fill pages.
impl fmt::Debug for Lexicon {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Lexicon")
            .field("entries", &self.entries.len())
            .finish_non_exhaustive()
    }
}

impl Lexicon {
    /// Reads a lexicon from Turtle files, each a name for errors and its text.
    ///
    /// An entry is what is a `skos:Concept`; its class is what else it is. Several files may speak of
    /// one entry. Entries stand in the order of their slugs, so the order of the files does not matter
    /// but for the order of names.
    ///
    /// # Errors
    ///
    /// If a file is no Turtle, if an entry lacks class or label, points at what is no entry or shares
    /// its slug.
    pub fn from_turtle<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
        ontology: &Ontology,
    ) -> Result<Self, LexiconError> {
        let (entries, names) = skos::read(files, ontology)?;
        Ok(Self {
            entries,
            matcher: matcher::Matcher::new(names),
        })
    }

    /// The same lexicon, which does not know the names of the entries that are `silent`; their places stay.
    #[must_use]
    pub fn without(&self, silent: impl Fn(usize) -> bool) -> Self {
        Self {
            entries: self.entries.clone(),
            matcher: self.matcher.without(silent),
        }
    }

    /// All entries, in the order of their slugs.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The names that several entries share, and those that any text may hold as plain words, in order.
    #[must_use]
    pub fn doubtful(&self, is_word: impl Fn(&str) -> bool) -> Vec<Doubt> {
        self.matcher.doubtful(is_word)
    }

    /// Finds the names of entries in a text, in one pass: whole words, the leftmost and longest name
    /// first, in order, none overlapping.
    #[must_use]
    pub fn scan(&self, text: &str) -> Vec<LexicalMatch> {
        self.matcher.scan(text)
    }

    /// The entry of this name, whatever its case, accents, dots and quotation marks; initials and
    /// names that are common words too keep their case ("WHO" and not "who").
    ///
    /// Where several entries have the name in different case (Guam and GUAM), the same case wins.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<usize> {
        self.matcher.by_name(name)
    }
}
