//! The figures of `tripolis eval`: what is printed, and how it looks as rows.

mod object;
mod tables;

use std::collections::BTreeMap;
use std::fmt::Write;
use tripolis::eval::baseline::Change;
use tripolis::eval::score::{Scores, Tally};
use tripolis::eval::{Case, Report};

/// What is printed.
pub(super) struct Shown<'r> {
    pub(super) cases: &'r [Case],
    pub(super) report: &'r Report,
    /// Whether each difference is listed.
    pub(super) list: bool,
    /// Whether each rule is listed.
    pub(super) rules: bool,
    /// The figures with parts of the lexicon left out.
    pub(super) held: Option<&'r [Scores]>,
    /// What differs from the baseline.
    pub(super) changes: Option<&'r [Change]>,
}

impl Shown<'_> {
    /// Facts by property, labels equal.
    fn strict(&self) -> BTreeMap<String, Tally> {
        self.report.by(|document| &document.strict)
    }

    /// Facts by property, labels that may differ at their edges.
    fn lenient(&self) -> BTreeMap<String, Tally> {
        self.report.by(|document| &document.lenient)
    }

    /// One row a figure.
    pub(super) fn tsv(&self) -> String {
        let mut out = String::from(
            "scope\tname\tmeasure\tright\tfound\tgiven\twanted\tprecision\trecall\tf1\n",
        );
        let mut row = |scope: &str, name: &str, measure: &str, tally: Tally| {
            writeln!(
                out,
                "{scope}\t{name}\t{measure}\t{}\t{}\t{}\t{}\t{:.4}\t{:.4}\t{:.4}",
                tally.right,
                tally.found,
                tally.given,
                tally.wanted,
                tally.precision(),
                tally.recall(),
                tally.f1(),
            )
            .expect("a string takes all");
        };
        let mut scores = |scope: &str, name: &str, scores: &Scores| {
            row(scope, name, "entity", scores.entity);
            row(scope, name, "strict", scores.strict);
            row(scope, name, "lenient", scores.lenient);
        };
        for document in &self.report.documents {
            scores("document", &document.name, &document.scores);
        }
        for (fold, held) in self.held.into_iter().flatten().enumerate() {
            scores("fold", &(fold + 1).to_string(), held);
        }
        scores("total", "", &self.report.total());
        for (scope, measure, tallies) in [
            (
                "class",
                "entity",
                self.report.by(|document| &document.classes),
            ),
            ("property", "strict", self.strict()),
            ("property", "lenient", self.lenient()),
        ] {
            for (name, tally) in tallies {
                row(scope, &name, measure, tally);
            }
        }
        out
    }
}
