//! Names: capitalized runs joined by small words, quoted names, names with an acronym in brackets.
//!
//! A name grows as a [`Draft`] of tokens and is closed into a [`Mention`]. Duties:
//! [`case`] tells what a single word looks like, [`known`] what lexicon and rules know of it, [`mod@class`]
//! of which class a name is, [`person`], [`law`] and [`state`] how those are named, [`run`]
//! grows a run over plain words, [`join`] decides which small words and marks carry it on, with [`titled`] for titles
//! and [`topics`] for lists, [`acronym`] and [`quoted`] read brackets and quotes, [`close`] adds what stands behind,
//! [`nothing`] refuses what names nothing, [`label`] says the names.

mod acronym;
mod case;
mod class;
mod close;
mod join;
mod known;
mod label;
mod law;
mod nothing;
mod person;
mod quoted;
mod run;
mod state;
mod titled;
mod topics;

use super::token::{Token, TokenKind};
use super::{Knowledge, Mention, MentionKind, is_definite};
use crate::lexicon::{LexicalMatch, MatchKind, NameKind};
use crate::span::Span;
use crate::value::{Date, ValueMention};

/// A sentence needs this many long words before its capitals can be called shouting.
const SHOUTED_WORDS: usize = 12;

/// A country has at most so many words before a possessive.
const POSSESSOR: usize = 4;

/// Finds the names of one sentence.
pub(super) struct Names<'s> {
    text: &'s str,
    tokens: &'s [Token],
    values: &'s [ValueMention],
    knowledge: Knowledge<'s>,
    /// For each token, the lexical match that starts there, with the token behind its end.
    known: Vec<Option<(&'s LexicalMatch, usize)>>,
    /// Whether the sentence is set in capitals, so that "OF" joins names as "of" does.
    shouting: bool,
}

/// A name in the making: tokens `start..end`.
#[derive(Clone, Debug, Default)]
struct Draft {
    start: usize,
    end: usize,
    /// Short names in brackets, in order; only the last can end the draft.
    brackets: Vec<Bracket>,
    /// The word before the first small word: the head of "Ministry of …".
    joint: Option<usize>,
    /// Quoted part, as tokens between the marks.
    quoted: Option<(usize, usize)>,
    /// Behind a name of something lasting: "for the period 2008-2012".
    period: Option<Period>,
    /// The token behind a head in lower case that follows: "eTwinning program".
    tail: Option<usize>,
    /// Another name in a bracket behind the whole.
    alias: Option<Bracket>,
    /// The token behind the number or date that an instrument is cited by: "Law No. 5651".
    numbered: Option<usize>,
}

/// A short name in brackets: "(IREX)".
#[derive(Clone, Debug)]
struct Bracket {
    /// The token of the opening bracket.
    open: usize,
    /// The token behind the closing one.
    behind: usize,
    /// What stands between.
    acronym: String,
}

/// A period that a name ends with.
#[derive(Clone, Copy, Debug)]
struct Period {
    /// The token behind it.
    behind: usize,
    start: Date,
    end: Date,
    span: Span,
}

impl Draft {
    /// The token behind the name itself, a bracket at its end left out.
    fn name_end(&self) -> usize {
        self.brackets
            .last()
            .filter(|bracket| bracket.behind == self.end)
            .map_or(self.end, |bracket| bracket.open)
    }

    /// The token behind the name with its head in lower case and the other name in a bracket.
    fn last(&self) -> usize {
        let own = self.tail.unwrap_or(self.end);
        self.alias.as_ref().map_or(own, |alias| alias.behind)
    }
}

impl<'s> Names<'s> {
    /// Prepares a sentence: its tokens, its values, and the lexicon's matches within it, all in order.
    pub(super) fn new(
        text: &'s str,
        tokens: &'s [Token],
        values: &'s [ValueMention],
        lexical: &'s [LexicalMatch],
        knowledge: Knowledge<'s>,
    ) -> Self {
        let mut known = vec![None; tokens.len()];
        for found in lexical {
            let start = tokens.partition_point(|token| token.span.start() < found.span.start());
            let end = tokens.partition_point(|token| token.span.start() < found.span.end());
            if start < end {
                known[start] = Some((found, end));
            }
        }
        let (mut long, mut capital) = (0, 0);
        for token in tokens {
            if token.kind == TokenKind::Word && token.norm.len() > 3 {
                long += 1;
                capital += usize::from(token.capital);
            }
        }
        Self {
            text,
            tokens,
            values,
            knowledge,
            known,
            shouting: long > SHOUTED_WORDS && capital * 10 > long * 9,
        }
    }

    /// The names, in order.
    pub(super) fn find(&self) -> Vec<Mention> {
        let mut out: Vec<Mention> = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            if let Some(body) = self.state_body(at) {
                at = body.tokens.1;
                out.push(body);
                continue;
            }
            // "Azerbaijani" alone is a demonym; "Azerbaijani Research Center" is a name that starts with one.
            let draft = if self.is_demonym(at) && !self.demonym_continues(at) {
                None
            } else if self.opens_quote(at) {
                self.quoted(at)
            } else {
                self.starts(at).then(|| self.run(at)).flatten()
            };
            if let Some(draft) = draft {
                at = draft.last().max(at + 1);
                let mention = self.mention(&draft);
                if mention.is_none() {
                    at = draft.end.max(draft.start + 1);
                }
                out.extend(mention);
            } else if let Some((found, end)) = self.known[at].filter(|_| !self.is_value(at)) {
                out.push(self.known_mention(found, at, end));
                at = end;
            } else {
                at += 1;
            }
        }
        out
    }

    /// A mention of what the lexicon knows, without a run around it.
    fn known_mention(&self, found: &LexicalMatch, start: usize, end: usize) -> Mention {
        let entry = &self.knowledge.lexicon.entries()[found.entry];
        // "UNESCO-led": what is known may be part of a word.
        let inside = self.span(start, end).len() > found.span.len();
        let printed = if inside {
            found.span.of(self.text).to_owned()
        } else {
            self.label(start, end)
        };
        let demonym = matches!(found.kind, MatchKind::Demonym);
        let hidden = matches!(found.kind, MatchKind::Name(NameKind::Hidden));
        let mut names = Vec::new();
        if demonym || hidden {
            names.push(entry.label.clone());
        }
        if !demonym && !names.contains(&printed) {
            names.push(printed);
        }
        Mention {
            span: self.span(start, end),
            tokens: (start, end),
            kind: if demonym {
                MentionKind::Demonym
            } else {
                MentionKind::Name
            },
            class: Some(entry.class),
            told: false,
            names,
            entry: Some(found.entry),
            jurisdiction: entry.country,
            period: None,
        }
    }

    /// Turns a draft into a mention: of itself, or of the known name that it is.
    fn mention(&self, draft: &Draft) -> Option<Mention> {
        let (start, end) = (draft.start, draft.name_end());
        let mut class = self.class(draft);
        let mut entry = None;
        let mut owner = None;
        if let Some((found, behind)) = self.known[start] {
            let whole = behind >= self.before_legal_form(start, end) && draft.tail.is_none();
            if whole && matches!(found.kind, MatchKind::Name(_)) {
                entry = Some(found.entry);
                class = Some(self.class_of_entry(found.entry));
            } else if self.is_place(start) && behind < end {
                owner = Some(found.entry);
            }
        }
        if entry.is_none() && draft.tail.is_none() {
            // "Project Harmony (PH) International": the lexicon may know the name without its bracket.
            entry = (!draft.brackets.is_empty())
                .then(|| self.knowledge.lexicon.by_name(&self.names(draft)[0]))
                .flatten();
            class = entry.map(|entry| self.class_of_entry(entry)).or(class);
        }
        let kind_only = entry.is_none() && (self.is_plural_kind(draft) || self.is_no_name(draft));
        if draft.tail.is_some() && class.is_none() || kind_only {
            return None;
        }
        // "The Ministry", "the Project": a head alone refers to a thing named before.
        let head_alone = end - start == 1
            && draft.tail.is_none()
            && draft.quoted.is_none()
            && entry.is_none()
            && self.class_of(start, end).is_some();
        let sole = head_alone && self.in_set("sole-law", &self.tokens[start].norm);
        // "the Country Director": a post refers to whoever holds it.
        let person = class.is_some_and(|class| self.is_a(class, "Person"));
        let refers = head_alone && !sole || person && entry.is_none() && self.is_post(draft);
        if refers && !self.is_referred_to(start) {
            return None;
        }
        let mut names = self.names(draft);
        if person && let Some(own) = self.behind_titles(draft)
            // A president is known by the office: the surname alone may be another's.
            && (end > own + 1 || self.in_set("civil-title", &self.tokens[start].norm))
        {
            names.push(self.label(own, end));
        }
        let last = draft
            .period
            .map_or(draft.last(), |period| period.behind.max(draft.last()));
        let country = entry.and_then(|entry| self.knowledge.lexicon.entries()[entry].country);
        Some(Mention {
            span: self.span(start, last),
            tokens: (start, last),
            kind: if refers {
                MentionKind::Reference
            } else {
                MentionKind::Name
            },
            class,
            told: false,
            names,
            entry,
            jurisdiction: country
                .or(owner)
                .or_else(|| self.jurisdiction_in(start, end))
                .or_else(|| self.possessor(start)),
            period: draft
                .period
                .map(|period| (Some(period.start), Some(period.end), period.span)),
        })
    }

    /// Whether a head that stands alone can refer: behind "the", at the start, or as an official does.
    fn is_referred_to(&self, at: usize) -> bool {
        let definite = match at.checked_sub(1) {
            Some(before) => is_definite(&self.tokens[before].norm),
            None => true,
        };
        definite || self.in_set("official", &self.tokens[at].norm)
    }

    /// The country that a name ends with: "Ministry of Education of Azerbaijan".
    fn jurisdiction_in(&self, start: usize, end: usize) -> Option<usize> {
        (start + 1..end).rev().find_map(|at| {
            let (found, behind) = self.known[at]?;
            (behind == end && self.is_place(at)).then_some(found.entry)
        })
    }

    /// The country whose possessive stands before a name: "Peru's Ministry of Education".
    fn possessor(&self, start: usize) -> Option<usize> {
        let mark = start
            .checked_sub(1)
            .filter(|mark| self.tokens[*mark].norm == "'s")?;
        (mark.saturating_sub(POSSESSOR)..mark).find_map(|at| {
            let (found, behind) = self.known[at]?;
            let country = self.is_a(self.class_of_entry(found.entry), "Country");
            (behind == mark && country).then_some(found.entry)
        })
    }
}
