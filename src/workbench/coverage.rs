//! What no rule speaks of: sentences with mentions and a verb that gave no fact, by their pattern.

use crate::mention::token::{Token, TokenKind};
use crate::mention::{MentionKind, Sentence, is_determiner, is_preposition};
use crate::ontology::ClassId;
use crate::pipeline::Engine;
use crate::read::Document;
use crate::rules::Form;
use crate::span::Span;
use crate::value::{ValueKind, ValueMention};
use crate::workbench::inspect::{Inspection, inspect};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Classes that stand for those below them in patterns, so that sentences that say the same meet.
const FAMILIES: &[&str] = &["Organization", "Place", "Initiative", "LegalInstrument"];

/// Forms of "be", which tell a passive verb and are the last resort where there is no other verb.
const BE: &[&str] = &["is", "are", "was", "were", "been", "be", "being"];

/// Sentences that are alike and give no fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// What they have in common: the classes of what stands around the verb, its lemma and the
    /// preposition before what follows, as `Initiative be pilot in Place`.
    pub pattern: String,
    /// How many there are.
    pub count: usize,
    /// The document that holds the first of them, by its place among those given.
    pub document: usize,
    /// The first of them.
    pub sentence: Span,
}

/// The sentences of `documents` that hold a verb next to a mention and give no fact, the most frequent
/// pattern first.
#[must_use]
pub fn coverage(engine: &Engine, documents: &[Document]) -> Vec<Silence> {
    let silent: Vec<Vec<(String, Span)>> = documents
        .par_iter()
        .map(|document| silent(engine, document))
        .collect();
    let mut patterns: BTreeMap<String, Silence> = BTreeMap::new();
    for (document, sentences) in silent.into_iter().enumerate() {
        for (pattern, sentence) in sentences {
            let known = patterns
                .entry(pattern)
                .or_insert_with_key(|pattern| Silence {
                    pattern: pattern.clone(),
                    count: 0,
                    document,
                    sentence,
                });
            known.count += 1;
        }
    }
    let mut out: Vec<Silence> = patterns.into_values().collect();
    out.sort_by_key(|silence| {
        (
            usize::MAX - silence.count,
            silence.document,
            silence.sentence,
        )
    });
    out
}

/// The sentences of one document that give no fact, with their patterns.
fn silent(engine: &Engine, document: &Document) -> Vec<(String, Span)> {
    let inspection = inspect(engine, document);
    let mut facts = inspection.found.facts.iter().peekable();
    let mut out = Vec::new();
    for sentence in &inspection.sentences {
        // Quotes are in order, as sentences are.
        while facts
            .next_if(|fact| fact.quote.end() <= sentence.span.start())
            .is_some()
        {}
        let speaks = facts
            .peek()
            .is_some_and(|fact| fact.quote.start() < sentence.span.end());
        if !speaks && let Some(pattern) = pattern(engine, &inspection, sentence) {
            out.push((pattern, sentence.span));
        }
    }
    out
}

/// What stands in a sentence beside its words: a mention or a value.
struct Landmark {
    /// Its tokens.
    tokens: (usize, usize),
    name: String,
}

/// The pattern of a sentence: its first verb with what stands around it.
fn pattern(engine: &Engine, inspection: &Inspection, sentence: &Sentence) -> Option<String> {
    let landmarks = landmarks(engine, inspection, sentence);
    let tokens = &sentence.tokens;
    let mut is_free = vec![true; tokens.len()];
    for landmark in &landmarks {
        is_free[landmark.tokens.0..landmark.tokens.1].fill(false);
    }
    let free: Vec<usize> = (0..tokens.len()).filter(|at| is_free[*at]).collect();
    let verb = free
        .iter()
        .copied()
        .find(|at| is_verb(engine, tokens, *at))
        .or_else(|| {
            free.iter()
                .copied()
                .find(|at| BE.contains(&&*tokens[*at].norm))
        })?;
    let before = landmarks.iter().rfind(|landmark| landmark.tokens.1 <= verb);
    let behind = landmarks.iter().find(|landmark| landmark.tokens.0 > verb);
    if before.is_none() && behind.is_none() {
        return None;
    }
    let passive = verb > 0 && BE.contains(&&*tokens[verb - 1].norm);
    let mut words = vec![before.map_or("…", |landmark| &landmark.name).to_owned()];
    if passive {
        words.push("be".to_owned());
    }
    words.push(lemma(engine, &tokens[verb].norm));
    if let Some(behind) = behind {
        // The preposition before what follows tells how it stands to the verb.
        let between = tokens[verb + 1..behind.tokens.0].iter();
        let last = between.rev().find(|token| is_preposition(&token.norm));
        words.extend(last.map(|token| token.norm.clone()));
        words.push(behind.name.clone());
    }
    Some(words.join(" "))
}

/// Mentions by their class, values by their sort, in order.
fn landmarks(engine: &Engine, inspection: &Inspection, sentence: &Sentence) -> Vec<Landmark> {
    let mentions = sentence
        .mentions
        .iter()
        .filter(|mention| !matches!(mention.kind, MentionKind::Demonym | MentionKind::Pronoun));
    let mut out: Vec<Landmark> = mentions
        .map(|mention| {
            let entity = inspection.entity(mention);
            let class = entity
                .map(|entity| inspection.found.entities[entity.0 as usize].class)
                .or(mention.class);
            Landmark {
                tokens: mention.tokens,
                name: class.map_or_else(|| "Name".to_owned(), |class| family(engine, class)),
            }
        })
        .collect();
    for value in &sentence.values {
        let start = sentence
            .tokens
            .partition_point(|token| token.span.start() < value.span.start());
        let end = sentence
            .tokens
            .partition_point(|token| token.span.start() < value.span.end());
        if let Some(name) = value_name(value) {
            out.push(Landmark {
                tokens: (start, end),
                name: name.to_owned(),
            });
        }
    }
    out.sort_by_key(|landmark| landmark.tokens);
    // A value within a name is a part of it.
    out.dedup_by(|next, known| next.tokens.0 < known.tokens.1);
    out
}

fn family(engine: &Engine, class: ClassId) -> String {
    let tree = &engine.ontology;
    let top = FAMILIES
        .iter()
        .filter_map(|name| tree.class(name))
        .find(|top| tree.is_a(class, *top));
    tree.class_info(top.unwrap_or(class)).name.clone()
}

fn value_name(value: &ValueMention) -> Option<&'static str> {
    match value.kind {
        ValueKind::Date(_) => Some("<date>"),
        ValueKind::Period { .. } => Some("<period>"),
        ValueKind::Money(_) => Some("<money>"),
        _ => None,
    }
}

/// Whether a word looks like a verb here: a form that some frame knows and that no determiner makes a
/// noun, or one in "-ed" behind a noun or an auxiliary.
fn is_verb(engine: &Engine, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    if token.kind != TokenKind::Word || token.capital && at > 0 {
        return false;
    }
    let forms = engine.rules.verbs.get(&token.norm);
    let inflected = forms.is_some_and(|forms| forms.iter().any(|form| form.form != Form::Base));
    let behind = at.checked_sub(1).map_or("", |before| &*tokens[before].norm);
    let is_noun = is_determiner(behind) || is_preposition(behind);
    !is_noun && (inflected || token.norm.len() > 4 && token.norm.ends_with("ed"))
}

/// The lemma of a verb that some frame knows, "be" for its forms, else the word itself.
fn lemma(engine: &Engine, norm: &str) -> String {
    if BE.contains(&norm) {
        return "be".to_owned();
    }
    let forms = engine.rules.verbs.get(norm);
    let known = forms.and_then(|forms| forms.iter().find(|form| form.tail.is_empty()));
    known.map_or_else(|| norm.to_owned(), |form| form.lemma.to_string())
}
