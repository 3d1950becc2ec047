//! Finds names in texts: a trie over the folded text, then checks of case.

use super::fold;
use super::skos::Known;
use super::trie::Trie;
use super::{Doubt, LexicalMatch, MatchKind, NameKind};
use crate::span::Span;
use std::cmp::Reverse;
use std::sync::Arc;

/// The trie of all folded names.
#[derive(Clone)]
pub(super) struct Matcher {
    /// Gives the place of a spelling in `spellings`.
    trie: Trie,
    /// The folded names, in order, each once.
    spellings: Vec<Spelling>,
}

/// A folded name, and the names that it may stand for, the best first.
#[derive(Clone)]
struct Spelling {
    text: String,
    patterns: Vec<Pattern>,
}

#[derive(Clone)]
struct Pattern {
    entry: usize,
    kind: MatchKind,
    case: Case,
    text: Arc<str>,
}

/// What the letters of a text must look like to give a name.
#[derive(Clone)]
enum Case {
    /// As the name spells them, accents aside.
    Exact,
    /// Word by word.
    Words(Vec<Need>),
    /// A capital first, and not where every word has one: the name is a common word too.
    InSentence,
    /// As the name spells them, and without dots not among words in capitals ("CONTACT US").
    AmongSmall,
}

/// What one word of a text must look like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    /// Nothing.
    Any,
    /// It begins with a capital or a digit.
    Capital,
    /// It is in capitals.
    Upper,
}

/// A name in a text that may have to give way to a longer one.
struct Candidate {
    span: Span,
    entry: usize,
    kind: MatchKind,
    /// Whether the text spells it as the lexicon does.
    exact: bool,
}

impl Matcher {
    pub(super) fn new(names: Vec<Known>) -> Self {
        let mut all: Vec<(String, Pattern)> = Vec::with_capacity(names.len());
        for name in names {
            let case = Case::of(&name);
            let text: Arc<str> = name.text.into();
            let pattern = Pattern {
                entry: name.entry,
                kind: name.kind,
                case,
                text: Arc::clone(&text),
            };
            all.extend(
                fold::spellings(&text)
                    .into_iter()
                    .map(|spelling| (spelling, pattern.clone())),
            );
        }
        all.retain(|(spelling, _)| !spelling.is_empty());
        all.sort_by(|(a, left), (b, right)| {
            (a, left.kind, left.entry).cmp(&(b, right.kind, right.entry))
        });
        let mut spellings: Vec<Spelling> = Vec::with_capacity(all.len());
        for (text, pattern) in all {
            match spellings.last_mut() {
                Some(last) if last.text == text => last.patterns.push(pattern),
                _ => spellings.push(Spelling {
                    text,
                    patterns: vec![pattern],
                }),
            }
        }
        Self::of(spellings)
    }

    /// The matcher of these spellings, which stand in order.
    fn of(spellings: Vec<Spelling>) -> Self {
        let numbered = spellings.iter().map(|spelling| &*spelling.text).zip(0..);
        Self {
            trie: Trie::new(numbered),
            spellings,
        }
    }

    /// The same without the names of the entries that are `silent`.
    pub(super) fn without(&self, silent: impl Fn(usize) -> bool) -> Self {
        let mut spellings = self.spellings.clone();
        for spelling in &mut spellings {
            spelling.patterns.retain(|pattern| !silent(pattern.entry));
        }
        spellings.retain(|spelling| !spelling.patterns.is_empty());
        Self::of(spellings)
    }

    /// Names of several entries, and names in any case that are common words by `is_word`.
    pub(super) fn doubtful(&self, is_word: impl Fn(&str) -> bool) -> Vec<Doubt> {
        let mut out = Vec::new();
        for Spelling { text, patterns } in &self.spellings {
            let names = |pattern: &&Pattern| matches!(pattern.kind, MatchKind::Name(_));
            let mut seen: Vec<&str> = Vec::new();
            for pattern in patterns.iter().filter(names) {
                if seen.contains(&&*pattern.text) {
                    continue;
                }
                seen.push(&pattern.text);
                let same = |other: &&Pattern| names(other) && other.text == pattern.text;
                let mut entries: Vec<usize> = patterns
                    .iter()
                    .filter(same)
                    .map(|other| other.entry)
                    .collect();
                entries.dedup();
                let is_word = matches!(pattern.case, Case::Words(_)) && is_word(text);
                if entries.len() > 1 || is_word {
                    out.push(Doubt {
                        name: pattern.text.to_string(),
                        entries,
                        is_word,
                    });
                }
            }
        }
        out
    }

    /// The entry that `name` as a whole names.
    pub(super) fn by_name(&self, name: &str) -> Option<usize> {
        let key = fold::key(name);
        let at = self
            .spellings
            .binary_search_by(|spelling| spelling.text.as_str().cmp(&key))
            .ok()?;
        let mut fitting = self.spellings[at].patterns.iter().filter(|pattern| {
            matches!(pattern.kind, MatchKind::Name(_))
                && pattern.case.fits_alone(&pattern.text, name)
        });
        let first = fitting.next()?;
        let same = |pattern: &&Pattern| &*pattern.text == name;
        let best = std::iter::once(first).chain(fitting).find(same);
        Some(best.unwrap_or(first).entry)
    }

    /// All names in `text`, leftmost and longest first.
    ///
    /// Every name that starts at a word is seen, so that a shorter one is there where a longer one fails
    /// its checks; their number is bounded by the nesting of names, not by the size of the lexicon.
    pub(super) fn scan(&self, text: &str) -> Vec<LexicalMatch> {
        let folded = fold::fold(text);
        let mut found = Vec::new();
        self.trie.scan(&folded.text, |start, end, spelling| {
            let span = Span::new(folded.start(start), folded.end(end));
            self.candidates(text, span, spelling, &mut found);
        });
        longest(text, found)
    }

    fn candidates(&self, text: &str, span: Span, spelling: u32, out: &mut Vec<Candidate>) {
        let Some(Spelling { patterns, .. }) = self.spellings.get(spelling as usize) else {
            return;
        };
        for pattern in patterns
            .iter()
            .filter(|pattern| pattern.case.fits(&pattern.text, text, span))
        {
            let exact = &*pattern.text == span.of(text);
            out.push(Candidate {
                span,
                entry: pattern.entry,
                kind: pattern.kind,
                exact,
            });
        }
    }
}

impl Case {
    fn of(name: &Known) -> Self {
        let text = name.text.as_str();
        let single = !text.contains(' ');
        if is_upper(text) && (name.common || single && text.contains('.')) {
            Self::AmongSmall
        } else if name.common {
            Self::InSentence
        } else if name.kind == MatchKind::Name(NameKind::Acronym)
            || single && (is_upper(text) || text.starts_with(char::is_lowercase))
        {
            Self::Exact
        } else {
            Self::Words(
                text.split_whitespace()
                    .map(|word| Need::of(word, single))
                    .collect(),
            )
        }
    }

    fn fits(&self, name: &str, text: &str, span: Span) -> bool {
        let found = span.of(text);
        match self {
            Self::Exact => same_case(name, found),
            Self::Words(needs) => found
                .split_whitespace()
                .zip(needs)
                .all(|(word, need)| need.fits(word)),
            Self::InSentence => {
                found.starts_with(char::is_uppercase)
                    && !is_upper(found)
                    && is_inside(text, span.start())
            }
            Self::AmongSmall => {
                same_case(name, found) && (found.contains('.') || !is_among_capitals(text, span))
            }
        }
    }

    /// As `fits`, for a name that stands alone.
    fn fits_alone(&self, name: &str, found: &str) -> bool {
        match self {
            Self::Exact | Self::AmongSmall => same_case(name, found),
            Self::Words(_) => true,
            Self::InSentence => found.starts_with(char::is_uppercase),
        }
    }
}

impl Need {
    fn of(word: &str, single: bool) -> Self {
        if !single && is_upper(word) {
            Self::Upper
        } else if word.starts_with(char::is_lowercase) || !word.contains(char::is_alphanumeric) {
            Self::Any
        } else {
            Self::Capital
        }
    }

    fn fits(self, word: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Capital => word
                .chars()
                .find(|c| c.is_alphanumeric())
                .is_some_and(|first| !first.is_lowercase()),
            Self::Upper => is_upper(word),
        }
    }
}

/// Whether two spellings of one name have their capitals at the same letters.
fn same_case(name: &str, found: &str) -> bool {
    let capitals = |word: &str| -> Vec<bool> {
        word.chars()
            .filter(|c| c.is_alphabetic())
            .map(char::is_uppercase)
            .collect()
    };
    capitals(name) == capitals(found)
}

/// Two letters or more, none of them small.
pub(super) fn is_upper(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.contains(char::is_lowercase)
}

/// Whether a word at `start` follows another one within its sentence, so that a capital tells something.
fn is_inside(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '"', '“', '\'', '‘', '(', '[']);
    before
        .ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '/' | ')' | '&' | '’' | '\''))
}

/// Whether the word next to `span` on either side is in capitals, with nothing but blanks between.
fn is_among_capitals(text: &str, span: Span) -> bool {
    let before = text[..span.start()].trim_end_matches(' ');
    let after = text[span.end()..].trim_start_matches(' ');
    let last = before.rsplit(|c: char| !c.is_alphabetic()).next();
    let first = after.split(|c: char| !c.is_alphabetic()).next();
    last.is_some_and(is_upper) || first.is_some_and(is_upper)
}

/// Takes the leftmost and longest candidates that do not cut a joined word in two.
fn longest(text: &str, mut found: Vec<Candidate>) -> Vec<LexicalMatch> {
    let mut starts: Vec<usize> = found
        .iter()
        .map(|candidate| candidate.span.start())
        .collect();
    let mut ends: Vec<usize> = found.iter().map(|candidate| candidate.span.end()).collect();
    starts.sort_unstable();
    ends.sort_unstable();
    found.retain(|candidate| {
        opens(text, candidate.span.start(), |end| {
            ends.binary_search(&end).is_ok()
        }) && closes(text, candidate.span, |start| {
            starts.binary_search(&start).is_ok()
        })
    });
    found.sort_by_key(|candidate| {
        (
            candidate.span.start(),
            Reverse(candidate.span.end()),
            !candidate.exact,
            candidate.kind,
            candidate.entry,
        )
    });
    let mut out: Vec<LexicalMatch> = Vec::with_capacity(found.len());
    for Candidate {
        span, entry, kind, ..
    } in found
    {
        if out
            .last()
            .is_none_or(|last| last.span.end() <= span.start())
        {
            out.push(LexicalMatch { span, entry, kind });
        }
    }
    out
}

/// Whether a name may begin at `start`: behind a hyphen only if another name ends there.
fn opens(text: &str, start: usize, is_end: impl Fn(usize) -> bool) -> bool {
    let mut before = text[..start].chars().rev();
    let (Some(mark), Some(letter)) = (before.next(), before.next()) else {
        return true;
    };
    let joined = letter.is_alphanumeric();
    match mark {
        '-' | '‐' | '‑' => !joined || is_end(start - mark.len_utf8()),
        '\'' | '’' | '_' => !joined,
        // "… in Baku.Microsoft" lacks a space; "www.UNESCO" and "U.S." do not.
        '.' => {
            !joined
                || letter.is_ascii_digit()
                || letter.is_lowercase() && !text[..start].ends_with("www.")
        }
        '@' | '#' => false,
        _ => true,
    }
}

/// Whether a name may end where it does: before a hyphen only if a small word ("EU-funded") or another
/// name follows; before a dot only if a sentence ends there; before a dollar never ("US$ 5").
fn closes(text: &str, span: Span, is_start: impl Fn(usize) -> bool) -> bool {
    let rest = &text[span.end()..];
    if rest.trim_start_matches([' ', '\u{a0}']).starts_with('$') {
        return false;
    }
    let mut after = rest.chars();
    let (Some(mark), Some(letter)) = (after.next(), after.next()) else {
        return true;
    };
    match mark {
        '-' | '‐' | '‑' => {
            !letter.is_alphanumeric()
                || letter.is_lowercase()
                || is_start(span.end() + mark.len_utf8())
        }
        '.' => {
            !letter.is_alphanumeric()
                || letter.is_uppercase() && span.of(text).ends_with(char::is_lowercase)
        }
        '@' | '_' => false,
        _ => true,
    }
}
