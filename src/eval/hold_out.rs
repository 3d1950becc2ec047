//! Cross-validation over the lexicon: the figures where some of its names are not known.

use super::score::Scores;
use super::{Case, evaluate};
use crate::ontology::ClassId;
use crate::pipeline::Engine;

/// Scores the cases `folds` times, each time without the names of another part of the lexicon; with one
/// fold, without any of them.
///
/// Parts are made of the entries of `class` (of all, if `None`) in the order of their slugs, dealt out one
/// by one, so that they are the same on every run.
#[must_use]
pub fn hold_out(
    engine: &Engine,
    cases: &[Case],
    folds: usize,
    class: Option<ClassId>,
) -> Vec<Scores> {
    let folds = folds.max(1);
    let mut part = 0;
    let parts: Vec<Option<usize>> = engine
        .lexicon
        .entries()
        .iter()
        .map(|entry| {
            class
                .is_none_or(|class| engine.ontology.is_a(entry.class, class))
                .then(|| {
                    part += 1;
                    (part - 1) % folds
                })
        })
        .collect();
    let mut engine = engine.clone();
    let whole = engine.lexicon.clone();
    let mut out = Vec::with_capacity(folds);
    for fold in 0..folds {
        engine.lexicon = whole.without(|entry| parts[entry] == Some(fold));
        out.push(evaluate(&engine, cases).total());
    }
    out
}

/// The means of F1 of entities, strict and lenient facts over the folds.
#[must_use]
pub fn means(folds: &[Scores]) -> [f64; 3] {
    let mean =
        |f1: fn(&Scores) -> f64| folds.iter().map(f1).sum::<f64>() / folds.len().max(1) as f64;
    [
        mean(|scores| scores.entity.f1()),
        mean(|scores| scores.strict.f1()),
        mean(|scores| scores.lenient.f1()),
    ]
}
