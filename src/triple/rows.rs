//! The rows of the annotation guide: what scorers and spreadsheets read.

use crate::link::EntityId;
use crate::ontology::Ontology;
use crate::read::Document;
use crate::relate::{Extraction, Object};
use crate::span::CodePoints;
use std::fmt::Write;

/// One row for each entity, then one for each fact, cells apart by tabs:
/// `E id class labels` and `F subject property object quote start end rule confidence`.
///
/// Ids are `e1` on, in the order of the entities; labels are joined by ` | `; start and end count
/// Unicode code points of the document's text from 0, end excluded. Tabs and line breaks inside a
/// cell become spaces, one for one.
#[must_use]
pub fn rows(document: &Document, extraction: &Extraction, ontology: &Ontology) -> String {
    let mut out = String::new();
    let points = CodePoints::new(&document.text);
    for (at, entity) in extraction.entities.iter().enumerate() {
        let class = &ontology.class_info(entity.class).name;
        let labels: Vec<String> = entity.labels.iter().map(|label| cell(label)).collect();
        line(
            &mut out,
            format_args!("E\te{}\t{class}\t{}", at + 1, labels.join(" | ")),
        );
    }
    for fact in &extraction.facts {
        let object = match &fact.object {
            Object::Entity(entity) => id(*entity),
            Object::Value(value) => cell(value.to_string().trim_end()),
        };
        line(
            &mut out,
            format_args!(
                "F\t{}\t{}\t{object}\t{}\t{}\t{}\t{}\t{}",
                id(fact.subject),
                ontology.property_info(fact.property).name,
                cell(fact.quote.of(&document.text)),
                points.at(fact.quote.start()),
                points.at(fact.quote.end()),
                cell(&fact.rule),
                fact.confidence,
            ),
        );
    }
    out
}

fn line(out: &mut String, row: std::fmt::Arguments<'_>) {
    out.write_fmt(row).expect("a string takes every row");
    out.push('\n');
}

fn id(entity: EntityId) -> String {
    format!("e{}", entity.0 + 1)
}

/// The text with a space for each character that some reader of rows takes for their end.
fn cell(text: &str) -> String {
    let breaks = |c: char| matches!(c, '\t'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.chars()
        .map(|c| if breaks(c) { ' ' } else { c })
        .collect()
}
