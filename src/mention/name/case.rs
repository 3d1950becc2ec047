//! What a single word looks like: capitals, acronyms, Roman numbers, small words.

use super::Names;
use crate::mention::token::{Token, TokenKind};
use crate::mention::{is_determiner, is_preposition};

impl Names<'_> {
    /// Whether the token is a word that can stand inside a name.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.kind == TokenKind::Word
                && !is_small_here(token)
                && self.has_capital(token)
                && !self.is_participle(token)
        })
    }

    /// "EU-funded", "Web-based": an adjective, however its first part is written.
    pub(super) fn is_participle(&self, token: &Token) -> bool {
        let printed = token.span.of(self.text);
        printed.rsplit_once('-').is_some_and(|(first, last)| {
            let small = !last.is_empty() && last.chars().all(char::is_lowercase);
            // "IT-companies": initials before a noun.
            let initials = first.len() > 1 && first.chars().all(char::is_uppercase);
            small && (initials || self.in_set("hyphen-participle", last))
        })
    }

    /// ", a campaign": whether what stands at `comma` opens an apposition.
    pub(super) fn apposes(&self, comma: usize) -> bool {
        let article = self
            .tokens
            .get(comma + 1)
            .is_some_and(|token| matches!(token.norm.as_str(), "a" | "an"));
        self.is_mark(comma, ',') && article
    }

    /// Whether a word with a capital, no small word, follows.
    pub(super) fn next_capital(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|next| {
            next.kind == TokenKind::Word && self.has_capital(next) && !is_small(&next.norm)
        })
    }

    /// A capital anywhere in the word.
    pub(super) fn has_capital(&self, token: &Token) -> bool {
        token.capital || has_inner_capital(token.span.of(self.text))
    }

    /// Whether the token stands first, a mark before it passed over.
    pub(super) fn is_initial(&self, at: usize) -> bool {
        at == 0 || (at == 1 && self.tokens[0].kind == TokenKind::Mark)
    }

    /// Whether the token looks like an acronym.
    pub(super) fn is_acronym(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| is_acronym(token.span.of(self.text)))
    }

    /// Whether the token is the mark `mark`.
    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_mark(mark))
    }

    /// Whether the token is an ordinal before a capital: "1st Conference".
    pub(super) fn is_ordinal(&self, at: usize) -> bool {
        let norm = &self.tokens[at].norm;
        ["st", "nd", "rd", "th"]
            .iter()
            .any(|ending| norm.ends_with(ending))
            && self.next_capital(at)
    }
}

/// Function words of English that are neither determiner nor preposition, yet never start or carry a name.
const FUNCTION_WORDS: &[&str] = &[
    "and", "or", "but", "if", "when", "where", "while", "it", "they", "he", "she", "we", "you",
    "i", "there", "which", "who", "is", "was", "were", "are", "be", "has", "have", "had", "will",
    "not", "also", "however", "although", "because", "so", "yes", "no",
];

/// Words that never start or carry a name.
pub(super) fn is_small(norm: &str) -> bool {
    is_determiner(norm) || is_preposition(norm) || FUNCTION_WORDS.contains(&norm)
}

/// Small in lower case; with a capital only the commonest, since "About" or "Under" may open a title.
fn is_small_here(token: &Token) -> bool {
    !token.capital && is_small(&token.norm)
        || matches!(
            token.norm.as_str(),
            "the" | "a" | "an" | "and" | "in" | "of"
        )
}

/// `eTwinning`, `EaPConnect`, `AZEDUNET`, `e-Azerbaijan`.
pub(super) fn has_inner_capital(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase)
}

/// Short, mostly capitals: `IREX`, `OLPC`, `ERfKE`, `AZ-CERT`.
pub(super) fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=12).contains(&letters)
        && capitals * 2 > letters
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '&' | '/' | '.'))
}

/// `II`, `IV`, `X`: small Roman numbers, as phases and parts are counted.
pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() <= 4 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}
