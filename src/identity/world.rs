//! What is known of the world before any document is read: classes, plain words, countries, known things.

use super::name::Name;
use crate::iri::{Base, slug};
use crate::lexicon::Lexicon;
use crate::ontology::{ClassId, Ontology};
use crate::rules::Rules;
use rustc_hash::{FxHashMap, FxHashSet};

/// The set of words that many names share.
const PLAIN_WORDS: &str = "plain-word";

/// The knowledge that tells whether two descriptions are of one thing.
#[derive(Clone)]
pub struct World<'k> {
    pub(super) ontology: &'k Ontology,
    pub(super) lexicon: &'k Lexicon,
    pub(super) rules: &'k Rules,
    pub(super) base: &'k Base,
    /// For each country's slug, the words of its names and demonyms.
    countries: FxHashMap<&'k str, FxHashSet<String>>,
    /// The words of all countries.
    country_words: FxHashSet<String>,
    /// The names and demonyms of one word, each with the country whose alone it is.
    country_names: FxHashMap<String, Option<&'k str>>,
    /// The entries, by slug.
    entries: FxHashMap<&'k str, usize>,
}

/// Words by which the full name of a state tells its form: "Kingdom of Norway".
const STATE_FORMS: &[&str] = &[
    "republic",
    "kingdom",
    "federation",
    "federal",
    "democratic",
    "people",
    "state",
    "islamic",
    "union",
    "united",
    "arab",
    "commonwealth",
    "dominion",
    "socialist",
    "plurinational",
    "bolivarian",
    "principality",
    "emirate",
    "sultanate",
    "hashemite",
];

/// What sort of thing a class is, as far as identity is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// A body of a state, or a law: named alike in many countries, and never the same in two.
    State,
    /// Any other body.
    Body,
    /// A human being, or an office.
    Person,
    /// A place.
    Place,
    /// What people do or make: programs, events, portals, networks, products.
    Work,
    /// A strategy or plan of a state or body.
    Plan,
    /// A study, a report.
    Publication,
    /// An agreement between parties, mostly called only that.
    Agreement,
    /// A treaty between states.
    Treaty,
    /// Anything else.
    Other,
}

const KINDS: &[(&str, Kind)] = &[
    ("GovernmentBody", Kind::State),
    ("Organization", Kind::Body),
    ("Person", Kind::Person),
    ("Place", Kind::Place),
    ("Strategy", Kind::Plan),
    ("Initiative", Kind::Work),
    ("Event", Kind::Work),
    ("Website", Kind::Work),
    ("Network", Kind::Work),
    ("Product", Kind::Work),
    ("Publication", Kind::Publication),
    ("Agreement", Kind::Agreement),
    ("Treaty", Kind::Treaty),
    ("LegalInstrument", Kind::State),
    ("CourtCase", Kind::State),
];

impl<'k> World<'k> {
    /// Puts the knowledge together; costs a walk over the lexicon's entries.
    #[must_use]
    pub fn new(
        ontology: &'k Ontology,
        lexicon: &'k Lexicon,
        rules: &'k Rules,
        base: &'k Base,
    ) -> Self {
        let country = ontology.class("Country");
        let mut countries = FxHashMap::default();
        let mut country_words = FxHashSet::default();
        let mut country_names = FxHashMap::default();
        let mut entries = FxHashMap::default();
        for (place, entry) in lexicon.entries().iter().enumerate() {
            entries.insert(entry.slug.as_str(), place);
            if Some(entry.class) != country {
                continue;
            }
            let names = entry.names.iter().map(|name| name.text.as_str());
            let forms: Vec<Vec<String>> = names
                .chain(entry.demonyms.iter().map(String::as_str))
                .map(|name| Name::new(name).words)
                .collect();
            let single: FxHashSet<&String> = forms
                .iter()
                .filter_map(|words| <&[String; 1]>::try_from(words.as_slice()).ok())
                .map(|[word]| word)
                .collect();
            for word in single {
                country_names
                    .entry(word.clone())
                    .and_modify(|of| *of = None)
                    .or_insert(Some(entry.slug.as_str()));
            }
            let words: FxHashSet<String> = forms
                .into_iter()
                .flatten()
                .filter(|word| !rules.in_set(PLAIN_WORDS, word))
                .collect();
            country_words.extend(words.iter().cloned());
            countries.insert(entry.slug.as_str(), words);
        }
        Self {
            ontology,
            lexicon,
            rules,
            base,
            countries,
            country_words,
            country_names,
            entries,
        }
    }

    /// Whether many names share a word (in the form that [`Name`] gives it).
    pub(super) fn is_plain(&self, word: &str) -> bool {
        let rules = self.rules;
        word.len() == 1
            || rules.in_set(PLAIN_WORDS, word)
            || rules.heads.contains_key(word)
            || rules.in_set("modifier", word)
    }

    /// Whether a word is of the name of some country.
    pub(super) fn is_country_word(&self, word: &str) -> bool {
        self.country_words.contains(word)
    }

    /// The one country that words of a name tell: "Peruvian Digital Agenda".
    pub(super) fn country_told(&self, words: &[String]) -> Option<&'k str> {
        let mut told = words
            .iter()
            .filter_map(|word| *self.country_names.get(word)?);
        let first = told.next()?;
        told.all(|other| other == first).then_some(first)
    }

    /// Whether a word is of the name of this country.
    pub(super) fn is_of_country(&self, country: &str, word: &str) -> bool {
        self.countries
            .get(country)
            .is_some_and(|words| words.contains(word))
    }

    /// Whether a word tells the form of a state: "Republic".
    pub(super) fn is_state_form(&self, word: &str) -> bool {
        STATE_FORMS.contains(&word)
    }

    /// Whether these are words of the name of this country, full or short, in any order.
    pub(super) fn is_country_name(&self, country: &str, words: &[String]) -> bool {
        words.iter().any(|word| self.is_of_country(country, word))
            && words
                .iter()
                .all(|word| self.is_of_country(country, word) || self.is_state_form(word))
    }

    /// The country that a slug opens with: `kenya` in `kenya-ministry-of-education`.
    pub(super) fn country_of_slug<'s>(&self, slug: &'s str) -> Option<&'s str> {
        let ends = slug.match_indices('-').map(|(at, _)| at);
        ends.map(|end| &slug[..end])
            .rfind(|head| self.countries.contains_key(head))
    }

    /// The country of which the slug is the whole, or stands before a hyphen.
    pub(super) fn country_at<'s>(&self, slug: &'s str) -> Option<&'s str> {
        let whole = self.countries.contains_key(slug).then_some(slug);
        whole.or_else(|| self.country_of_slug(slug))
    }

    /// The entry of the lexicon with this slug.
    pub(super) fn entry(&self, slug: &str) -> Option<usize> {
        self.entries.get(slug).copied()
    }

    /// The slug of a country that a user names: by name, code or slug.
    #[must_use]
    pub fn country(&self, named: &str) -> Option<&'k str> {
        let entries = self.lexicon.entries();
        let by_code = || {
            entries
                .iter()
                .position(|entry| entry.iso.as_deref() == Some(&named.to_uppercase()))
        };
        let found = self
            .lexicon
            .by_name(named)
            .or_else(by_code)
            .or_else(|| self.entry(&slug(named)))?;
        let slug = entries[found].slug.as_str();
        self.countries.contains_key(slug).then_some(slug)
    }

    /// What sort of thing a class is.
    pub(super) fn kind(&self, class: ClassId) -> Kind {
        let is = |top: &str| {
            self.ontology
                .class(top)
                .is_some_and(|top| self.ontology.is_a(class, top))
        };
        KINDS
            .iter()
            .find(|(top, _)| is(top))
            .map_or(Kind::Other, |(_, kind)| *kind)
    }

    /// Whether a word is a title of persons.
    pub(super) fn is_title(&self, word: &str) -> bool {
        self.rules.in_set("title", word)
    }

    /// Whether a word tells the legal form of a business.
    pub(super) fn is_legal_form(&self, word: &str) -> bool {
        self.rules.in_set("legal-form", word)
    }
}
