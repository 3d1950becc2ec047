//! Headlines with a capital on each word, where capitals make no name: "Ministry and Kite Sign Deal to Wire Schools".

use super::Linked;
use crate::mention::Sentence;
use crate::mention::token::TokenKind;
use crate::rules::{Form, Rules};
use crate::span::Span;

/// A headline has so many words at least.
const WORDS: usize = 5;

/// Words of so many bytes have a capital in a headline.
const LONG: usize = 4;

/// Whether a sentence is a headline: each long word has a capital, a verb is among them, and no full stop ends it.
pub(super) fn is_headline(text: &str, sentence: &Sentence, rules: &Rules) -> bool {
    let words = || {
        sentence
            .tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Word)
    };
    let says = |norm: &str| {
        let forms = rules.verbs.get(norm);
        forms.is_some_and(|forms| {
            forms
                .iter()
                .any(|form| matches!(form.form, Form::Base | Form::Third))
        })
    };
    words().count() >= WORDS
        && !sentence.span.of(text).ends_with('.')
        && words().all(|token| token.capital || token.norm.len() < LONG)
        && words().skip(1).any(|token| {
            token.capital && says(&token.norm) && !rules.heads.contains_key(&token.norm)
        })
}

impl Linked {
    /// Whether all of `mentions` stand in headlines.
    pub(super) fn only_headlined(&self, mentions: &[Span]) -> bool {
        mentions.iter().all(|mention| {
            let next = self
                .headlines
                .partition_point(|line| line.end() < mention.end());
            self.headlines
                .get(next)
                .is_some_and(|line| line.start() <= mention.start())
        })
    }
}
