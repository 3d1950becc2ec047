//! The figures of `tripolis eval` as one object.

use super::Shown;
use crate::cli::fault;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tripolis::eval::score::{Scores, Tally};
use tripolis::eval::{Case, Difference, Outcome, calibration, hold_out};

impl Shown<'_> {
    /// One object.
    pub(in crate::cli::eval) fn json(&self) -> String {
        let named = |tallies: &BTreeMap<String, Tally>| -> Value {
            let tallies = tallies.iter();
            tallies
                .map(|(name, tally)| (name.clone(), tally_object(*tally)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        let documents = self.report.documents.iter();
        let bins = calibration::reliability(self.report.judged());
        let mut object = json!({
            "total": scores_object(&self.report.total()),
            "documents": documents.map(|document| {
                let mut object = scores_object(&document.scores);
                object["name"] = document.name.clone().into();
                object
            }).collect::<Vec<_>>(),
            "classes": named(&self.report.by(|document| &document.classes)),
            "strict": named(&self.strict()),
            "lenient": named(&self.lenient()),
            "reliability": bins.iter().map(|bin| json!({
                "from": f64::from(bin.from) / 100.0,
                "to": f64::from(bin.to) / 100.0,
                "given": bin.given,
                "right": bin.right,
                "confidence": bin.confidence,
                "precision": bin.precision(),
            })).collect::<Vec<_>>(),
            "calibration_error": calibration::error(&bins),
        });
        if self.rules {
            let rules = calibration::by_rule(self.report.judged());
            object["rules"] = rules
                .iter()
                .map(|rule| {
                    json!({
                        "rule": rule.rule,
                        "given": rule.given,
                        "right": rule.right,
                        "confidence": rule.confidence,
                        "earned": f64::from(rule.earned.hundredths()) / 100.0,
                    })
                })
                .collect();
        }
        if let Some(held) = self.held {
            let [entity, strict, lenient] = hold_out::means(held);
            object["hold_out"] = json!({
                "folds": held.iter().map(scores_object).collect::<Vec<_>>(),
                "mean": {"entity": entity, "strict": strict, "lenient": lenient},
            });
        }
        if self.list {
            let pairs = self.cases.iter().zip(&self.report.documents);
            object["differences"] = pairs
                .flat_map(|(case, document)| {
                    document
                        .differences
                        .iter()
                        .map(|difference| difference_object(case, document, difference))
                })
                .collect();
        }
        if let Some(changes) = self.changes {
            object["changes"] = changes
                .iter()
                .map(|change| {
                    json!({
                        "document": change.document,
                        "measure": change.measure,
                        "was": change.was,
                        "now": change.now,
                        "worse": change.is_worse(),
                    })
                })
                .collect();
        }
        format!("{object:#}\n")
    }
}

fn tally_object(tally: Tally) -> Value {
    json!({
        "precision": tally.precision(),
        "recall": tally.recall(),
        "f1": tally.f1(),
        "right": tally.right,
        "given": tally.given,
        "wanted": tally.wanted,
    })
}

fn scores_object(scores: &Scores) -> Value {
    json!({
        "entity": tally_object(scores.entity),
        "strict": tally_object(scores.strict),
        "lenient": tally_object(scores.lenient),
    })
}

fn difference_object(case: &Case, document: &Outcome, difference: &Difference) -> Value {
    let [subject, property, object] = &difference.fact;
    let place = difference
        .place
        .map(|span| fault::place(&case.document.text, span));
    json!({
        "document": document.name,
        "source": case.document.source,
        "line": place.map(|(line, _)| line),
        "column": place.map(|(_, column)| column),
        "kind": if difference.missing { "missing" } else { "spurious" },
        "subject": subject,
        "property": property,
        "object": object,
        "sentence": difference.sentence,
        "rule": difference.rule.as_deref(),
    })
}
