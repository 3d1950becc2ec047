//! The language of a text: what is not English is told from it, so that it is not misread.
//!
//! The words of the text decide, not what it declares. English gives itself away by its small words; where they are
//! missing, the crate `whatlang` (trigrams, 70 languages) looks at samples of the text, and
//! most of them have to agree. Lists of names and figures hold few small words of any language and stay.

use whatlang::{Lang, Script};

/// A text of fewer letters is too short to tell.
pub const SHORTEST: usize = 200;

/// Words that English text is full of and that other languages hardly have.
const SMALL: &[&str] = &[
    "the", "and", "of", "with", "by", "from", "which", "their", "this", "that", "were", "been",
    "its", "for", "is", "was", "are", "has", "have", "will", "on", "at", "as", "to",
];

/// Of a hundred words of English prose, twenty and more are small ones; of a record, five.
const SHARE: usize = 5;

/// A sample has so many characters, and so many samples are taken at most.
const SAMPLE: usize = 600;
const SAMPLES: usize = 24;

/// The language of a text that is not English, by its English name; `None` for English, for text too short or too mixed
/// to tell.
///
/// Short is below [`SHORTEST`] letters; mixed is a text of which less than two thirds are in other languages.
#[must_use]
pub fn foreign(text: &str) -> Option<&'static str> {
    let samples = samples(text);
    let (mut letters, mut words, mut small) = (0, 0, 0);
    for word in samples.iter().flat_map(|sample| sample.split_whitespace()) {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        if word.is_empty() {
            continue;
        }
        letters += word.chars().count();
        words += 1;
        small += usize::from(SMALL.iter().any(|known| known.eq_ignore_ascii_case(word)));
    }
    if letters < SHORTEST || small * 100 >= words * SHARE {
        return None;
    }
    let mut votes: Vec<(Lang, usize)> = Vec::new();
    for sample in &samples {
        if let Some(lang) = vote(sample) {
            match votes.iter_mut().find(|(known, _)| *known == lang) {
                Some((_, count)) => *count += 1,
                None => votes.push((lang, 1)),
            }
        }
    }
    let all: usize = votes.iter().map(|(_, count)| count).sum();
    let (first, most) = votes.into_iter().rev().max_by_key(|(_, count)| *count)?;
    // Neighbors such as Spanish and Portuguese part the votes between them.
    (all * 3 >= samples.len() * 2 && most * 2 >= all).then(|| first.eng_name())
}

/// The language of a sample, where it is sure and not English.
fn vote(sample: &str) -> Option<Lang> {
    let found = whatlang::detect(sample)?;
    let other = found.lang() != Lang::Eng;
    // A script of its own is as sure as a language can be.
    let sure = found.script() != Script::Latin || found.is_reliable() || found.confidence() > 0.5;
    (other && sure).then(|| found.lang())
}

/// Samples of a text, spread over all of it.
fn samples(text: &str) -> Vec<&str> {
    let step = (text.len() / SAMPLES).max(SAMPLE);
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let start = text.ceil_char_boundary(at);
        let end = text.ceil_char_boundary((start + SAMPLE).min(text.len()));
        let sample = &text[start..end];
        // The last bit of a text votes only where it is all there is.
        if sample.len() * 2 >= SAMPLE || out.is_empty() {
            out.push(sample);
        }
        at += step;
    }
    out
}
