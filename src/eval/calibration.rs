//! What a confidence is worth: how many of the facts given with it are right, by confidence and by rule.

use super::Judged;
use crate::rules::Score;
use std::collections::BTreeMap;

/// The lower ends of the bins, in hundredths; each reaches to the next.
const BINS: [u8; 7] = [0, 50, 70, 80, 85, 90, 95];

/// How many facts the prior counts as, when a rule's own precision is shrunk to it.
const PRIOR_WEIGHT: f64 = 6.0;

/// The facts given with a confidence within a range.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// The lowest confidence, in hundredths.
    pub from: u8,
    /// The highest confidence, in hundredths.
    pub to: u8,
    /// How many facts.
    pub given: usize,
    /// How many of them are right.
    pub right: usize,
    /// Their mean confidence.
    pub confidence: f64,
}

impl Bin {
    /// The share of the facts that is right.
    #[must_use]
    pub fn precision(&self) -> f64 {
        self.right as f64 / self.given.max(1) as f64
    }
}

/// The reliability table: the facts by confidence, bins without any left out.
#[must_use]
pub fn reliability<'j>(judged: impl IntoIterator<Item = &'j Judged>) -> Vec<Bin> {
    let mut bins: Vec<Bin> = BINS
        .iter()
        .enumerate()
        .map(|(at, from)| Bin {
            from: *from,
            to: BINS.get(at + 1).map_or(100, |next| next - 1),
            ..Bin::default()
        })
        .collect();
    for fact in judged {
        let hundredths = fact.confidence.hundredths();
        let bin = &mut bins[BINS.partition_point(|from| *from <= hundredths) - 1];
        bin.given += 1;
        bin.right += usize::from(fact.right);
        bin.confidence += f64::from(hundredths) / 100.0;
    }
    bins.retain(|bin| bin.given > 0);
    for bin in &mut bins {
        bin.confidence /= bin.given as f64;
    }
    bins
}

/// The expected calibration error: how far confidence and precision lie apart, over all facts.
#[must_use]
pub fn error(bins: &[Bin]) -> f64 {
    let given: usize = bins.iter().map(|bin| bin.given).sum();
    let apart = |bin: &Bin| (bin.confidence - bin.precision()).abs() * bin.given as f64;
    bins.iter().map(apart).sum::<f64>() / given.max(1) as f64
}

/// How one rule did.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleRecord {
    /// The rule.
    pub rule: String,
    /// How many facts it gave.
    pub given: usize,
    /// How many of them are right.
    pub right: usize,
    /// The mean confidence that it gave them.
    pub confidence: f64,
    /// The confidence that it has earned: its own precision, shrunk to that of all facts, so that a
    /// rule that has spoken twice is not believed for good.
    pub earned: Score,
}

/// How each rule did, those that gave most first.
#[must_use]
pub fn by_rule<'j>(judged: impl IntoIterator<Item = &'j Judged>) -> Vec<RuleRecord> {
    let mut rules: BTreeMap<&str, (usize, usize, f64)> = BTreeMap::new();
    for fact in judged {
        let record = rules.entry(&fact.rule).or_default();
        record.0 += 1;
        record.1 += usize::from(fact.right);
        record.2 += f64::from(fact.confidence.hundredths()) / 100.0;
    }
    let (given, right) = rules.values().fold((0, 0), |(given, right), record| {
        (given + record.0, right + record.1)
    });
    let prior = right as f64 / given.max(1) as f64;
    let mut out: Vec<RuleRecord> = rules
        .into_iter()
        .map(|(rule, (given, right, confidence))| RuleRecord {
            rule: rule.to_owned(),
            given,
            right,
            confidence: confidence / given as f64,
            earned: earned(given, right, prior),
        })
        .collect();
    out.sort_by(|a, b| b.given.cmp(&a.given).then_with(|| a.rule.cmp(&b.rule)));
    out
}

fn earned(given: usize, right: usize, prior: f64) -> Score {
    let share = (right as f64 + PRIOR_WEIGHT * prior) / (given as f64 + PRIOR_WEIGHT);
    Score::new((share * 100.0).round().clamp(0.0, 100.0) as u8)
}
