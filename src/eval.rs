//! Evaluation: what is found in documents, held against gold files of the annotation guide.
//!
//! [`gold`] reads the files, [`score`] counts what is right, [`baseline`] keeps the figures for the next
//! time, [`calibration`] tells what a confidence is worth, [`mod@hold_out`] what the figures are worth
//! where the lexicon does not know the names.

pub mod baseline;
pub mod calibration;
mod fold;
pub mod gold;
pub mod hold_out;
pub mod score;

use crate::pipeline::Engine;
use crate::read::Document;
use crate::rules;
use crate::segment::{Segments, segment};
use crate::span::Span;
use crate::triple::rows;
use gold::{RowKind, Sheet};
use rayon::prelude::*;
use score::{Given, Scores, Tally};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A document with what must be found in it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The name that the gold file and the document share.
    pub name: String,
    /// The document.
    pub document: Document,
    /// What must be found.
    pub gold: Sheet,
}

/// How one document did.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The name of the case.
    pub name: String,
    /// The figures as a whole.
    pub scores: Scores,
    /// Entities by class.
    pub classes: BTreeMap<String, Tally>,
    /// Facts by property, labels equal.
    pub strict: BTreeMap<String, Tally>,
    /// Facts by property, labels that may differ at their edges.
    pub lenient: BTreeMap<String, Tally>,
    /// What differs from the gold file, in the order of the text.
    pub differences: Vec<Difference>,
    /// The facts given, each right or wrong; those that need not be found are left out.
    pub judged: Vec<Judged>,
}

/// A fact that is missing or spurious.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Whether it is missing; spurious otherwise.
    pub missing: bool,
    /// The fact as subject, property and object, entities in brackets.
    pub fact: [String; 3],
    /// Where its words stand; `None` for a gold row whose quote the text does not have.
    pub place: Option<Span>,
    /// The sentence that holds them.
    pub sentence: String,
    /// The rule that gave it, if it is spurious.
    pub rule: Option<Arc<str>>,
}

/// A fact that was given, and whether it is right.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The rule that gave it.
    pub rule: Arc<str>,
    /// How sure the rule was.
    pub confidence: rules::Score,
    /// Whether the gold file has it.
    pub right: bool,
}

/// How all documents did.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Each document, in the order given.
    pub documents: Vec<Outcome>,
}

impl Report {
    /// The figures of all documents together.
    #[must_use]
    pub fn total(&self) -> Scores {
        let mut total = Scores::default();
        for document in &self.documents {
            total.add(&document.scores);
        }
        total
    }

    /// Tallies of all documents by one of their names: a class or a property.
    #[must_use]
    pub fn by(
        &self,
        which: impl Fn(&Outcome) -> &BTreeMap<String, Tally>,
    ) -> BTreeMap<String, Tally> {
        let mut all: BTreeMap<String, Tally> = BTreeMap::new();
        for (name, tally) in self.documents.iter().flat_map(which) {
            all.entry(name.clone()).or_default().add(*tally);
        }
        all
    }

    /// The facts given in all documents.
    pub fn judged(&self) -> impl Iterator<Item = &Judged> {
        self.documents.iter().flat_map(|document| &document.judged)
    }
}

/// Extracts from every document and scores what is found.
#[must_use]
pub fn evaluate(engine: &Engine, cases: &[Case]) -> Report {
    Report {
        documents: cases.par_iter().map(|case| outcome(engine, case)).collect(),
    }
}

/// How one document does.
fn outcome(engine: &Engine, case: &Case) -> Outcome {
    let found = engine.extract(&case.document).output;
    let printed = rows(&case.document, &found, &engine.ontology);
    let given = Sheet::read(&printed).expect("the rows are those that the guide asks for");
    let scored = score::score(&case.gold, &given, &engine.ontology);
    let segments = segment(&case.document, &engine.rules);

    let mut differences: Vec<Difference> = scored
        .missing
        .iter()
        .map(|place| missing(case, &segments, *place))
        .collect();
    let mut judged = Vec::with_capacity(scored.given.len());
    for Given { right, rows } in &scored.given {
        // Several facts may come to one in the gold file's names; the surest speaks for them.
        let Some(best) = rows.iter().max_by_key(|row| found.facts[**row].confidence) else {
            continue;
        };
        let fact = &found.facts[*best];
        judged.push(Judged {
            rule: fact.rule.clone(),
            confidence: fact.confidence,
            right: *right,
        });
        if !right {
            differences.push(Difference {
                missing: false,
                fact: given.words(&given.rows[*best]),
                place: Some(fact.quote),
                sentence: sentence(&case.document, &segments, fact.quote),
                rule: Some(fact.rule.clone()),
            });
        }
    }
    differences.sort_by_key(|difference| (difference.place, !difference.missing));
    Outcome {
        name: case.name.clone(),
        scores: scored.scores,
        classes: scored.classes,
        strict: scored.strict,
        lenient: scored.lenient,
        differences,
        judged,
    }
}

/// The difference of a gold row that was not found.
fn missing(case: &Case, segments: &Segments, row: usize) -> Difference {
    let row = &case.gold.rows[row];
    let text = &case.document.text;
    let place = (!row.quote.is_empty() && row.kind == RowKind::Fact)
        .then(|| text.find(&row.quote))
        .flatten()
        .map(|start| Span::new(start, start + row.quote.len()));
    Difference {
        missing: true,
        fact: case.gold.words(row),
        place,
        sentence: place.map_or_else(
            || row.quote.clone(),
            |place| sentence(&case.document, segments, place),
        ),
        rule: None,
    }
}

/// The sentence in which a span begins, else its own words.
fn sentence(document: &Document, segments: &Segments, span: Span) -> String {
    let blocks = &segments.blocks;
    let block = blocks.partition_point(|block| block.span.end() <= span.start());
    let found = blocks
        .get(block)
        .and_then(|block| {
            let holds = |known: &&Span| known.end() > span.start();
            block.sentences.iter().find(holds)
        })
        .filter(|known| known.start() <= span.start());
    found.unwrap_or(&span).of(&document.text).to_owned()
}
