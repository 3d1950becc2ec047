//! A baseline: the figures of an earlier run in a small file, and what has become worse since.

use super::Report;
use super::score::Scores;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The figures that a baseline keeps, in the order of its columns.
pub const MEASURES: [&str; 5] = ["entity", "strict", "lenient", "precision", "recall"];

/// The name under which a baseline keeps the figures of all documents together.
const TOTAL: &str = "TOTAL";

/// Figures by document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Baseline {
    documents: BTreeMap<String, [f64; MEASURES.len()]>,
    total: [f64; MEASURES.len()],
}

/// A file that is no baseline.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}\n  hint: write the file anew with --write-baseline")]
pub struct BaselineError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// One figure then and now.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The document; `None`: all together.
    pub document: Option<String>,
    /// Which figure.
    pub measure: &'static str,
    /// What it was; `None` where the document is new.
    pub was: Option<f64>,
    /// What it is; `None` where the document is gone.
    pub now: Option<f64>,
}

impl Baseline {
    /// The figures of a run.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let documents = report.documents.iter();
        Self {
            documents: documents
                .map(|document| (document.name.clone(), figures(&document.scores)))
                .collect(),
            total: figures(&report.total()),
        }
    }

    /// Reads what [`Baseline::print`] wrote.
    ///
    /// # Errors
    ///
    /// The first line that holds no figures.
    pub fn read(text: &str) -> Result<Self, BaselineError> {
        let mut baseline = Self::default();
        let mut whole = false;
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let fault = |message: String| BaselineError {
                line: index + 1,
                message,
            };
            let mut cells = line.split('\t');
            let name = cells.next().unwrap_or_default();
            let numbers: Vec<f64> = cells.map_while(|cell| cell.trim().parse().ok()).collect();
            let figures = <[f64; MEASURES.len()]>::try_from(numbers).map_err(|found| {
                let count = found.len();
                fault(format!(
                    "`{name}` has {count} figures, not {}",
                    MEASURES.len()
                ))
            })?;
            if name == TOTAL {
                (baseline.total, whole) = (figures, true);
            } else {
                baseline.documents.insert(name.to_owned(), figures);
            }
        }
        if !whole {
            return Err(BaselineError {
                line: text.lines().count().max(1),
                message: format!("there is no row `{TOTAL}`"),
            });
        }
        Ok(baseline)
    }

    /// The figures as a file: one row a document, the total last.
    #[must_use]
    pub fn print(&self) -> String {
        let mut out = format!("# document\t{}\n", MEASURES.join("\t"));
        let total = (TOTAL, &self.total);
        let documents = self.documents.iter();
        for (name, figures) in documents
            .map(|(name, row)| (name.as_str(), row))
            .chain([total])
        {
            out.push_str(name);
            for figure in figures {
                write!(out, "\t{figure:.4}").expect("a string takes every figure");
            }
            out.push('\n');
        }
        out
    }

    /// The figures of `now` that differ by more than `tolerance`, documents first, then the total.
    #[must_use]
    pub fn changes(&self, now: &Self, tolerance: f64) -> Vec<Change> {
        let mut out = Vec::new();
        let mut names: Vec<&String> = self.documents.keys().chain(now.documents.keys()).collect();
        names.sort();
        names.dedup();
        for name in names {
            let sides = (self.documents.get(name), now.documents.get(name));
            compare(Some(name), sides, tolerance, &mut out);
        }
        compare(
            None,
            (Some(&self.total), Some(&now.total)),
            tolerance,
            &mut out,
        );
        out
    }
}

impl Change {
    /// Whether the run as a whole is worse for it: a total fell, or a document of the baseline is gone.
    /// A single document may give up what others win.
    #[must_use]
    pub fn is_worse(&self) -> bool {
        match (self.was, self.now) {
            (Some(was), Some(now)) => self.document.is_none() && now < was,
            (Some(_), None) => true,
            _ => false,
        }
    }
}

fn figures(scores: &Scores) -> [f64; MEASURES.len()] {
    [
        scores.entity.f1(),
        scores.strict.f1(),
        scores.lenient.f1(),
        scores.lenient.precision(),
        scores.lenient.recall(),
    ]
}

fn compare(
    document: Option<&String>,
    (was, now): (
        Option<&[f64; MEASURES.len()]>,
        Option<&[f64; MEASURES.len()]>,
    ),
    tolerance: f64,
    out: &mut Vec<Change>,
) {
    for (at, measure) in MEASURES.into_iter().enumerate() {
        let (was, now) = (was.map(|row| row[at]), now.map(|row| row[at]));
        // The file keeps four digits.
        let same = was
            .zip(now)
            .is_some_and(|(was, now)| (was - now).abs() <= tolerance + 0.000_05);
        if !same {
            out.push(Change {
                document: document.cloned(),
                measure,
                was,
                now,
            });
        }
    }
}
