//! The figures of `tripolis eval` as tables for people.

use super::Shown;
use crate::cli::{fault, table};
use std::collections::BTreeMap;
use std::fmt::Write;
use tripolis::eval::baseline::Change;
use tripolis::eval::calibration::{self, Bin, RuleRecord};
use tripolis::eval::score::{Scores, Tally};
use tripolis::eval::{Case, Difference, hold_out};
use tripolis::query::answer::{Cell, Rows};

impl Shown<'_> {
    /// Tables for people.
    pub(in crate::cli::eval) fn table(&self) -> String {
        let mut out = self.documents();
        let entities = self.report.by(|document| &document.classes);
        out.push_str("\nEntities by class\n");
        out.push_str(&tallies("class", &entities));
        for (title, facts) in [
            ("Facts by property, strict", self.strict()),
            ("Facts by property, lenient", self.lenient()),
        ] {
            write!(out, "\n{title}\n{}", tallies("property", &facts)).expect("a string takes all");
        }
        out.push_str(&self.reliability());
        if self.rules {
            out.push_str(&rules(&calibration::by_rule(self.report.judged())));
        }
        if let Some(held) = self.held {
            out.push_str(&held_out(held));
        }
        if self.list {
            out.push_str(&self.differences());
        }
        if let Some(changes) = self.changes {
            out.push_str(&compared(changes));
        }
        out
    }

    fn documents(&self) -> String {
        let row = |name: &str, scores: &Scores| {
            let lenient = scores.lenient;
            [
                word(name),
                figure(scores.entity.f1()),
                figure(scores.strict.f1()),
                figure(lenient.f1()),
                figure(lenient.precision()),
                figure(lenient.recall()),
                number(lenient.right),
                number(lenient.wanted as f64),
                number(lenient.given as f64),
            ]
            .into()
        };
        let documents = self.report.documents.iter();
        let mut rows: Vec<Vec<Cell>> = documents
            .map(|document| row(&document.name, &document.scores))
            .collect();
        rows.push(row("TOTAL", &self.report.total()));
        grid(
            &[
                "document",
                "entity",
                "strict",
                "lenient",
                "precision",
                "recall",
                "right",
                "wanted",
                "given",
            ],
            rows,
        )
    }

    fn reliability(&self) -> String {
        let bins = calibration::reliability(self.report.judged());
        let row = |bin: &Bin| {
            vec![
                word(&format!(
                    "{:.2} to {:.2}",
                    f64::from(bin.from) / 100.0,
                    f64::from(bin.to) / 100.0
                )),
                number(bin.given as f64),
                number(bin.right as f64),
                figure(bin.confidence),
                figure(bin.precision()),
            ]
        };
        let table = grid(
            &["confidence", "given", "right", "mean", "precision"],
            bins.iter().map(row).collect(),
        );
        let error = calibration::error(&bins);
        format!("\nReliability\n{table}calibration error {error:.3}\n")
    }

    fn differences(&self) -> String {
        let mut out = String::from("\nMissing (-) and spurious (+) facts\n");
        for (case, document) in self.cases.iter().zip(&self.report.documents) {
            for difference in &document.differences {
                let Difference {
                    missing,
                    fact,
                    sentence,
                    rule,
                    ..
                } = difference;
                let sign = if *missing { '-' } else { '+' };
                let rule = rule
                    .as_deref()
                    .map_or_else(String::new, |rule| format!("  by {rule}"));
                writeln!(
                    out,
                    "{sign} {}{rule}\n  {}  {}",
                    table::harmless(&fact.join("  ")),
                    place(case, difference),
                    table::harmless(sentence),
                )
                .expect("a string takes all");
            }
        }
        out
    }
}

fn word(text: &str) -> Cell {
    Cell {
        text: text.to_owned(),
        is_number: false,
    }
}

fn figure(share: f64) -> Cell {
    Cell {
        text: format!("{share:.3}"),
        is_number: true,
    }
}

fn number(count: f64) -> Cell {
    Cell {
        text: count.to_string(),
        is_number: true,
    }
}

fn grid(columns: &[&str], rows: Vec<Vec<Cell>>) -> String {
    table::plain(&Rows {
        columns: columns.iter().map(|name| (*name).to_owned()).collect(),
        rows,
    })
}

fn tallies(what: &str, tallies: &BTreeMap<String, Tally>) -> String {
    let row = |(name, tally): (&String, &Tally)| {
        vec![
            word(name),
            figure(tally.precision()),
            figure(tally.recall()),
            figure(tally.f1()),
            number(tally.right),
            number(tally.wanted as f64),
            number(tally.given as f64),
        ]
    };
    grid(
        &[
            what,
            "precision",
            "recall",
            "F1",
            "right",
            "wanted",
            "given",
        ],
        tallies.iter().map(row).collect(),
    )
}

fn rules(records: &[RuleRecord]) -> String {
    let row = |record: &RuleRecord| {
        vec![
            word(&record.rule),
            number(record.given as f64),
            number(record.right as f64),
            figure(record.right as f64 / record.given as f64),
            figure(record.confidence),
            figure(f64::from(record.earned.hundredths()) / 100.0),
        ]
    };
    let table = grid(
        &[
            "rule",
            "given",
            "right",
            "precision",
            "confidence",
            "earned",
        ],
        records.iter().map(row).collect(),
    );
    format!("\nRules\n{table}")
}

fn held_out(folds: &[Scores]) -> String {
    let row = |name: &str, figures: [f64; 3]| {
        let mut row = vec![word(name)];
        row.extend(figures.map(figure));
        row
    };
    let mut rows: Vec<Vec<Cell>> = folds
        .iter()
        .enumerate()
        .map(|(fold, scores)| {
            let figures = [scores.entity.f1(), scores.strict.f1(), scores.lenient.f1()];
            row(&(fold + 1).to_string(), figures)
        })
        .collect();
    rows.push(row("mean", hold_out::means(folds)));
    let table = grid(&["fold", "entity", "strict", "lenient"], rows);
    format!("\nWith a part of the lexicon left out\n{table}")
}

fn compared(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "\nAs the baseline\n".to_owned();
    }
    let share = |share: Option<f64>| share.map_or_else(|| word("none"), figure);
    let row = |change: &Change| {
        vec![
            word(change.document.as_deref().unwrap_or("TOTAL")),
            word(change.measure),
            share(change.was),
            share(change.now),
            word(if change.is_worse() { "worse" } else { "" }),
        ]
    };
    let table = grid(
        &["document", "figure", "baseline", "now", ""],
        changes.iter().map(row).collect(),
    );
    format!("\nOther than the baseline\n{table}")
}

/// `source:line:column` of a difference, as far as it has a place.
fn place(case: &Case, difference: &Difference) -> String {
    let document = &case.document;
    match difference.place {
        Some(span) => {
            let (line, column) = fault::place(&document.text, span);
            format!("{}:{line}:{column}", document.source)
        }
        None => document.source.clone(),
    }
}
