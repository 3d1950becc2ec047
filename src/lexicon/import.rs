//! Entries made of lists that others keep: the registry of research organizations (ROR), the organization lists of IATI,
//! and vocabularies in SKOS.
//!
//! Each list is read as a stream of [`Record`]s by its own module. [`Sieve`] is shown all of them twice: first it counts
//! their names, then it makes an entry of each, without the names that would mislead, and says what it left out. The
//! entries are Turtle as in `ontology/lexicon`.

pub mod iati;
pub mod ror;
pub mod skos;

use super::Lexicon;
use super::fold::key;
use crate::iri::slug;
use oxrdf::{Literal, NamedNode};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::fmt::{self, Write as _};
use std::hash::{Hash, Hasher};

/// Names that are longer are sentences.
const LONGEST: usize = 160;

/// Acronyms of fewer letters mean too many things.
const ACRONYM: usize = 3;

/// One thing of a list, as the list tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The IRI that the list gives it.
    pub id: String,
    /// Local name of its class.
    pub class: String,
    /// The name to show.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Initials.
    pub acronyms: Vec<String>,
    /// Its country, as a code of two letters (ISO 3166-1).
    pub country: Option<String>,
    /// IRIs of the same thing elsewhere.
    pub same_as: Vec<String>,
}

/// Why a list cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The disk.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The list is not of the form that was told.
    #[error("this is no {form}: {reason}\n  hint: {hint}")]
    Form {
        /// What it should be.
        form: &'static str,
        /// What is wrong with it, with the place where it is known.
        reason: String,
        /// What to do.
        hint: &'static str,
    },
}

/// Something that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The name, or the record's.
    pub name: String,
    /// The record's IRI.
    pub id: String,
    /// Whether the whole record was left out.
    pub whole: bool,
    /// Why.
    pub reason: Reason,
}

/// Why something was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The lexicon has an entry of this name: its slug.
    Known(String),
    /// Several records of the list bear it.
    Shared,
    /// It is a common word.
    Word,
    /// It is too short, or too long.
    Length,
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(slug) => write!(out, "the lexicon knows it as `{slug}`"),
            Self::Shared => out.write_str("several records share it"),
            Self::Word => out.write_str("it is a common word"),
            Self::Length => out.write_str("it is too short or too long for a name"),
        }
    }
}

/// The head of a file of entries.
pub const HEAD: &str = "\
@prefix entity: <https://w3id.org/tripolis/entity/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pol: <https://w3id.org/tripolis/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
";

/// Makes entries of records, and keeps out what would mislead.
pub struct Sieve<'k> {
    lexicon: &'k Lexicon,
    /// Whether a name, folded, is a common word.
    is_word: Box<dyn Fn(&str) -> bool + 'k>,
    /// The slugs of countries, by code.
    countries: FxHashMap<String, String>,
    /// How often the list bears a name: hashes of folded names, so that a large list fits.
    names: FxHashMap<u64, u8>,
    /// The slugs that are taken.
    taken: FxHashSet<String>,
}

impl<'k> Sieve<'k> {
    /// Made with the lexicon beside which the entries shall stand, and what tells common words.
    #[must_use]
    pub fn new(lexicon: &'k Lexicon, is_word: impl Fn(&str) -> bool + 'k) -> Self {
        let entries = lexicon.entries();
        let coded = entries
            .iter()
            .filter_map(|entry| Some((entry.iso.clone()?, entry.slug.clone())));
        Self {
            lexicon,
            is_word: Box::new(is_word),
            countries: coded.collect(),
            names: FxHashMap::default(),
            taken: entries.iter().map(|entry| entry.slug.clone()).collect(),
        }
    }

    /// Counts the names of a record: the first look at each.
    pub fn count(&mut self, record: &Record) {
        let own: FxHashSet<u64> = all_names(record).map(|name| hash(name)).collect();
        for name in own {
            let count = self.names.entry(name).or_default();
            *count = count.saturating_add(1);
        }
    }

    /// Makes an entry of a record that was counted; none if its name cannot be an entry's.
    pub fn entry(&mut self, record: &Record, out: &mut Vec<LeftOut>) -> Option<String> {
        let left = |name: &str, whole: bool, reason: Reason| LeftOut {
            name: name.to_owned(),
            id: record.id.clone(),
            whole,
            reason,
        };
        if let Some(reason) = self.reason(&record.name, false) {
            out.push(left(&record.name, true, reason));
            return None;
        }
        let mut seen: FxHashSet<String> = FxHashSet::from_iter([key(&record.name)]);
        let mut keep = |names: &[String], initials: bool| -> Vec<String> {
            let mut kept = Vec::new();
            for name in names {
                if !seen.insert(key(name)) {
                    continue;
                }
                match self.reason(name, initials) {
                    Some(reason) => out.push(left(name, false, reason)),
                    None => kept.push(name.clone()),
                }
            }
            kept
        };
        let aliases = keep(&record.aliases, false);
        let acronyms = keep(&record.acronyms, true);
        let slug = self.slug(record);
        Some(self.turtle(record, &slug, &aliases, &acronyms))
    }

    /// Why a name is not taken.
    fn reason(&self, name: &str, initials: bool) -> Option<Reason> {
        let letters = name.chars().filter(|c| c.is_alphanumeric()).count();
        let words = name.split_whitespace().count();
        if letters < ACRONYM || name.chars().count() > LONGEST {
            return Some(Reason::Length);
        }
        let lower = !initials && name.chars().all(char::is_lowercase);
        if words == 1 && (lower || (self.is_word)(&key(name))) {
            return Some(Reason::Word);
        }
        if let Some(entry) = self.lexicon.by_name(name) {
            return Some(Reason::Known(self.lexicon.entries()[entry].slug.clone()));
        }
        (self.names.get(&hash(name)).copied().unwrap_or_default() > 1).then_some(Reason::Shared)
    }

    /// A slug that no other entry has.
    fn slug(&mut self, record: &Record) -> String {
        let own = slug(&record.name);
        let id = slug(record.id.rsplit(['/', '#', ':']).next().unwrap_or_default());
        let mut found = if own.is_empty() { id.clone() } else { own };
        if self.taken.contains(&found) {
            found = format!("{found}-{id}");
        }
        while !self.taken.insert(found.clone()) {
            found.push_str("-x");
        }
        found
    }

    fn turtle(
        &self,
        record: &Record,
        slug: &str,
        aliases: &[String],
        acronyms: &[String],
    ) -> String {
        let is_plain = slug
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let node = if is_plain {
            format!("entity:{slug}")
        } else {
            format!("<https://w3id.org/tripolis/entity/{slug}>")
        };
        let mut out = format!(
            "\n{node} a skos:Concept , pol:{} ;\n    skos:prefLabel {}",
            record.class,
            text(&record.name)
        );
        for (property, names) in [("skos:altLabel", aliases), ("pol:acronym", acronyms)] {
            let names: Vec<String> = names.iter().map(|name| text(name)).collect();
            if !names.is_empty() {
                // Writing to a string cannot fail.
                let _ = write!(out, " ;\n    {property} {}", names.join(" , "));
            }
        }
        if let Some(country) = record
            .country
            .as_ref()
            .and_then(|code| self.countries.get(code))
        {
            let _ = write!(out, " ;\n    pol:country entity:{country}");
        }
        let mut same: Vec<&String> = record.same_as.iter().chain([&record.id]).collect();
        same.sort_unstable();
        same.dedup();
        let same: Vec<String> = same
            .into_iter()
            .filter_map(|iri| NamedNode::new(iri.as_str()).ok())
            .map(|iri| iri.to_string())
            .collect();
        if !same.is_empty() {
            let _ = write!(out, " ;\n    owl:sameAs {}", same.join(" , "));
        }
        out.push_str(" .\n");
        out
    }
}

/// Whether a name is written as initials are: one word, capitals and digits.
#[must_use]
pub fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    (2..=10).contains(&letters) && capitals * 2 > letters && !name.contains(' ')
}

fn all_names(record: &Record) -> impl Iterator<Item = &String> {
    std::iter::once(&record.name)
        .chain(&record.aliases)
        .chain(&record.acronyms)
}

fn hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    key(name).hash(&mut hasher);
    hasher.finish()
}

/// A name as a literal of Turtle.
fn text(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    Literal::new_language_tagged_literal_unchecked(name, "en").to_string()
}
