//! What the Tab key offers, and when Enter ends an input.

use crate::cli::Fault;
use crate::cli::query::fault;
use rustyline::completion::Completer;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};
use std::collections::{BTreeMap, BTreeSet};
use tripolis::query::Query;
use tripolis::query::lexer::{Kind, tokens};
use tripolis::query::named::Library;
use tripolis::query::prefixes::Prefixes;
use tripolis::query::syntax::KEYWORDS;
use tripolis::store::Store;

/// As many as a screen holds: a longer list helps nobody.
const MOST: usize = 60;

const COMMANDS: &[&str] = &[".format", ".help", ".prefixes", ".queries", ".quit"];

const TERMS: &str = "SELECT DISTINCT ?term WHERE {
  VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty }
  ?term a ?kind . FILTER(isIRI(?term))
}";
const ENTITIES: &str = "SELECT DISTINCT ?entity WHERE { ?entity skos:prefLabel ?name }";
const NAMES: &str = "SELECT DISTINCT ?name WHERE { ?entity skos:prefLabel|skos:altLabel ?name }";

/// The words that can be completed.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// Prefixes with their colon, classes, properties and entities as CURIEs.
    curies: BTreeSet<String>,
    /// Names of entities, for strings.
    names: BTreeSet<String>,
    /// Names of queries.
    queries: BTreeSet<String>,
}

impl Vocabulary {
    /// Reads the words of a store.
    pub(super) fn read(store: &Store, library: &Library, prefixes: &Prefixes) -> Result<Self, Fault> {
        let column = |text: &str| -> Result<BTreeSet<String>, Fault> {
            let answer = Query::parse(text, prefixes).and_then(|query| query.evaluate(store)).map_err(fault)?;
            let rows = answer.rows(prefixes).map_err(fault)?.rows;
            Ok(rows.into_iter().filter_map(|row| Some(row.into_iter().next()?.text)).collect())
        };
        let mut curies: BTreeSet<String> = column(TERMS)?.into_iter().chain(column(ENTITIES)?).collect();
        // A full IRI is no word to type.
        curies.retain(|curie| !curie.starts_with('<'));
        curies.extend(prefixes.iter().map(|(name, _)| format!("{name}:")));
        let queries = library.iter().map(|query| query.name.clone()).collect();
        Ok(Self { curies, names: column(NAMES)?, queries })
    }

    /// The words that fit what stands before byte `at`, and the byte at which they begin.
    fn offer(&self, text: &str, at: usize) -> (usize, Vec<String>) {
        let before = &text[..at];
        let begins = |known: &str, typed: &str| {
            known.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed))
        };
        if let Some(open) = tokens(before).last().filter(|token| token.kind == Kind::Text { closed: false }) {
            let start = open.span.start() + 1;
            let fits = |name: &&String| begins(name, &before[start..]);
            return (start, self.names.iter().filter(fits).take(MOST).cloned().collect());
        }
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.' | '?' | '$');
        let start = before.rfind(|c| !is_part(c)).map_or(0, |space| {
            space + before[space..].chars().next().map_or(1, char::len_utf8)
        });
        let typed = &before[start..];
        if typed.starts_with('.') {
            return (start, COMMANDS.iter().filter(|c| c.starts_with(typed)).map(|c| (*c).to_owned()).collect());
        }
        if typed.starts_with(['?', '$']) {
            let variables: BTreeSet<String> = tokens(text)
                .iter()
                .filter(|token| token.kind == Kind::Variable && token.span.start() != start)
                .map(|token| token.span.of(text).to_owned())
                .filter(|variable| variable.starts_with(typed))
                .collect();
            return (start, variables.into_iter().collect());
        }
        let mut offers: Vec<String> = Vec::new();
        if start == 0 {
            offers.extend(self.queries.iter().filter(|name| begins(name, typed)).cloned());
        }
        if !typed.is_empty() && !typed.contains(':') {
            offers.extend(KEYWORDS.iter().filter(|word| begins(word, typed)).map(|word| (*word).to_owned()));
        }
        offers.extend(self.terms(typed));
        offers.truncate(MOST);
        (start, offers)
    }

    /// Prefixes as long as no colon is typed, then the terms of the prefix.
    fn terms(&self, typed: &str) -> Vec<String> {
        let mut steps: BTreeMap<String, ()> = BTreeMap::new();
        for curie in self.curies.iter().filter(|curie| curie.starts_with(typed)) {
            match curie.find(':') {
                Some(colon) if !typed.contains(':') => steps.insert(curie[..=colon].to_owned(), ()),
                _ => steps.insert(curie.clone(), ()),
            };
        }
        steps.into_keys().collect()
    }
}

/// What rustyline asks while the user types.
pub(super) struct Assistant(Vocabulary);

impl Assistant {
    pub(super) fn new(vocabulary: Vocabulary) -> Self {
        Self(vocabulary)
    }
}

impl Completer for Assistant {
    type Candidate = String;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        Ok(self.0.offer(line, at))
    }
}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let is_query = |name: &str| self.0.queries.contains(name);
        Ok(if super::is_complete(context.input(), is_query) {
            ValidationResult::Valid(None)
        } else {
            ValidationResult::Incomplete
        })
    }
}

impl Hinter for Assistant {
    type Hint = String;
}

impl Highlighter for Assistant {}

impl Helper for Assistant {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_what_fits_the_place() {
        let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>();
        let vocabulary = Vocabulary {
            curies: set(&["pol:", "pol:Program", "pol:partner", "prov:", "entity:", "entity:salt"]),
            names: set(&["SALT", "Salzburg"]),
            queries: set(&["partners"]),
        };
        let offer = |text: &str| vocabulary.offer(text, text.len());
        assert_eq!(offer("par"), (0, vec!["partners".to_owned()]));
        assert_eq!(offer("SELECT * { ?s a p").1, ["PREFIX", "pol:", "prov:"]);
        assert_eq!(offer("SELECT * { ?s a pol:P"), (16, vec!["pol:Program".to_owned()]));
        assert_eq!(offer("partners program=\"sal"), (18, vec!["SALT".to_owned(), "Salzburg".to_owned()]));
        assert_eq!(offer("SELECT ?thing { ?t").1, ["?thing"]);
        assert_eq!(offer("SELECT * { ?s ?p entity:").1, ["entity:", "entity:salt"]);
        assert_eq!(offer(".qu").1, [".queries", ".quit"]);
    }
}
