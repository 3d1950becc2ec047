//! The analysts' workbench: what a sentence gives and why, what is wrong with the rules, what they leave unsaid.
//!
//! [`inspect`] shows all that is found in a text, [`why_not`] follows one rule through it, [`examples`] runs
//! what the rules promise, [`lint`] finds what cannot be meant, [`coverage`] what no rule speaks of.

pub mod coverage;
pub mod examples;
pub mod inspect;
pub mod lint;
pub mod why_not;

use crate::rules::{Place, Rules};
use std::sync::Arc;

/// The name and place of every frame, phrase and rule, each once, in that order.
#[must_use]
pub fn rule_names(rules: &Rules) -> Vec<(Arc<str>, Place)> {
    let frames = rules.frames.iter().map(|rule| (&rule.name, &rule.place));
    let phrases = rules.phrases.iter().map(|rule| (&rule.name, &rule.place));
    let patterns = rules.patterns.iter().map(|rule| (&rule.name, &rule.place));
    let mut names: Vec<(Arc<str>, Place)> = frames
        .chain(phrases)
        .chain(patterns)
        .map(|(name, place)| (name.clone(), place.clone()))
        .collect();
    // Several ways to say the same stand next to each other under one name.
    names.dedup_by(|a, b| a.0 == b.0);
    names
}
