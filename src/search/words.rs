//! The words of a text as the index knows them: stems without case and marks, and acronyms in capitals beside them.
//!
//! "Programmes" and "program" are one stem, "WHO" is an acronym and no pronoun, "U.S." is "US", "ICTs" is "ICT",
//! "women's" is "women". Hyphens and apostrophes part words. The stemmer is Snowball's for English (Porter 2).

use crate::span::Span;
use frostem::{Algorithm, Stemmer};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longer words, in bytes, are addresses, codes or noise, and nobody looks for them.
const LONGEST: usize = 100;

/// Acronyms are of so many letters and digits.
const ACRONYM: std::ops::RangeInclusive<usize> = 2..=10;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands, in bytes.
    pub(super) span: Span,
    /// In small letters, without marks.
    pub(super) form: String,
    /// Its stem: "educ" for "education".
    pub(super) stem: String,
    /// The word in capitals, if it is written so: "WHO", and "ICT" for "ICTs".
    pub(super) acronym: Option<String>,
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let stemmer = Stemmer::new(Algorithm::English);
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(char::is_alphanumeric) {
        let start = at + offset;
        at = end_of(text, start);
        let written = &text[start..at];
        let end = at;
        at = past_genitive(text, at);
        if written.len() <= LONGEST {
            words.push(word(&stemmer, written, Span::new(start, end)));
        }
    }
    words
}

/// Where the word that starts at `start` ends. Letters with a stop behind each are one word: "U.S.A".
fn end_of(text: &str, start: usize) -> usize {
    let run = |from: usize| {
        text[from..]
            .find(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
            .map_or(text.len(), |length| from + length)
    };
    let is_letter = |from: usize, to: usize| {
        let mut letters = text[from..to].chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    };
    let mut end = run(start);
    if !is_letter(start, end) {
        return end;
    }
    while text[end..].starts_with('.') {
        let next = run(end + 1);
        if !is_letter(end + 1, next) {
            break;
        }
        end = next;
    }
    end
}

/// Behind "'s", if that stands at `at`, else `at`.
fn past_genitive(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let Some(behind) = rest.strip_prefix(['\'', '’']) else {
        return at;
    };
    match behind.strip_prefix('s') {
        Some(after) if !after.starts_with(char::is_alphanumeric) => text.len() - after.len(),
        _ => at,
    }
}

fn word(stemmer: &Stemmer, written: &str, span: Span) -> Word {
    let form = american(fold(written));
    let stem = stemmer.stem(&form).into_owned();
    let acronym = acronym(written);
    Word {
        span,
        form,
        stem,
        acronym,
    }
}

/// Small letters without marks, letters beyond the Latin alphabet's 26 spelled out: "ş" is "s", "ə" is "e".
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        out.extend(text.chars().filter(|c| *c != '.'));
        out.make_ascii_lowercase();
        return out;
    }
    for c in text.nfkd().filter(|c| !is_combining_mark(*c) && *c != '.') {
        for c in c.to_lowercase().filter(|c| !is_combining_mark(*c)) {
            match c {
                'ı' => out.push('i'),
                'ə' => out.push('e'),
                'ø' => out.push('o'),
                'đ' | 'ð' => out.push('d'),
                'ł' => out.push('l'),
                'ħ' => out.push('h'),
                'ß' => out.push_str("ss"),
                'æ' => out.push_str("ae"),
                'œ' => out.push_str("oe"),
                'þ' => out.push_str("th"),
                c => out.push(c),
            }
        }
    }
    out
}

/// British words of this field in American spelling, as the lexicon takes names.
fn american(word: String) -> String {
    const PAIRS: &[(&str, &str)] = &[
        ("programme", "program"),
        ("centre", "center"),
        ("defence", "defense"),
        ("labour", "labor"),
        ("behaviour", "behavior"),
        ("licence", "license"),
    ];
    for (british, american) in PAIRS {
        if let Some(rest) = word.strip_prefix(british) {
            return format!("{american}{rest}");
        }
    }
    for (british, american) in [("isation", "ization"), ("ise", "ize"), ("ising", "izing")] {
        for head in [
            "organ", "real", "modern", "digit", "central", "harmon", "author",
        ] {
            if let Some(rest) = word
                .strip_prefix(head)
                .and_then(|rest| rest.strip_prefix(british))
            {
                return format!("{head}{american}{rest}");
            }
        }
    }
    word
}

/// The word in capitals, if two letters or more of it are, and all but a plural's "s".
fn acronym(written: &str) -> Option<String> {
    let letters: String = written.chars().filter(|c| *c != '.').collect();
    let whole = letters.strip_suffix('s').unwrap_or(&letters);
    let capitals = whole.chars().filter(|c| c.is_uppercase()).count();
    let fits = ACRONYM.contains(&whole.chars().count())
        && capitals >= 2
        && whole.chars().all(|c| c.is_uppercase() || c.is_numeric());
    fits.then(|| whole.to_owned())
}

/// Words that stand in every text: looked for in quotation marks only.
pub(super) fn is_common(form: &str) -> bool {
    const COMMON: &[&str] = &[
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "has", "have", "in",
        "into", "is", "it", "its", "not", "of", "on", "or", "that", "the", "their", "there",
        "they", "this", "to", "was", "were", "which", "who", "will", "with",
    ];
    COMMON.binary_search(&form).is_ok()
}

/// What goes into the index at the place of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Give {
    /// Stems, and acronyms at the same place.
    Stems,
    /// The words as they are written, for `prefix*` and `fuzzy~`.
    Forms,
}

/// Gives the words of a text to tantivy.
#[derive(Clone, Debug)]
pub(super) struct Words(Give);

impl Words {
    /// Stems, and acronyms at the same place.
    pub(super) const STEMS: Self = Self(Give::Stems);
    /// The words as they are written.
    pub(super) const FORMS: Self = Self(Give::Forms);
}

impl Tokenizer for Words {
    type TokenStream<'t> = Tokens;

    fn token_stream<'t>(&'t mut self, text: &'t str) -> Tokens {
        let mut tokens = Vec::new();
        for (position, word) in words(text).into_iter().enumerate() {
            let mut push = |text: String| {
                tokens.push(Token {
                    offset_from: word.span.start(),
                    offset_to: word.span.end(),
                    position,
                    text,
                    position_length: 1,
                });
            };
            match self.0 {
                Give::Forms => push(word.form),
                Give::Stems => {
                    push(word.stem);
                    word.acronym.map(push);
                }
            }
        }
        Tokens { tokens, next: 0 }
    }
}

/// The tokens of a text, one after the other.
pub(super) struct Tokens {
    tokens: Vec<Token>,
    next: usize,
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        self.next += 1;
        self.next <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.next - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.next - 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> String {
        let words = words(text);
        let shown = words.iter().map(|word| match &word.acronym {
            Some(acronym) => format!("{}/{acronym}", word.stem),
            None => word.stem.clone(),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn case_marks_and_endings_are_taken_off() {
        assert_eq!(stems("Programmes, programs"), "program program");
        assert_eq!(stems("Şəki Côte d’Ivoire"), "seki cote d ivoir");
        assert_eq!(stems("women's schools"), "women school");
        assert_eq!(stems("e-learning"), "e learn");
        // Snowball keeps these apart from "organ" and "organic": its first region begins behind "organ".
        assert_eq!(
            stems("organisation organization organ"),
            "organiz organiz organ"
        );
    }

    #[test]
    fn acronyms_keep_their_capitals() {
        assert_eq!(stems("WHO who"), "who/WHO who");
        assert_eq!(stems("U.S. aid"), "us/US aid");
        assert_eq!(stems("ICTs A4 I"), "ict/ICT a4 i");
    }

    #[test]
    fn nothing_is_read_from_nothing() {
        assert!(words(" – ' \u{301} ").is_empty());
        assert!(words(&"x".repeat(200)).is_empty());
    }
}
