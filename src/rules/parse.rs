//! Reads rule files: one statement starts at a line's first column, its parts stand indented below.
//!
//! [`mod@line`] cuts files into statements, [`vocabulary`] and [`statement`] read them, [`term`] what
//! they are made of; [`compile`] makes them ready for matching.

mod compile;
mod line;
mod statement;
mod term;
mod vocabulary;

use super::{RuleError, Rules};
use crate::ontology::{ClassId, Ontology};
use line::{Hint, Line};
use std::collections::{BTreeMap, HashMap};

/// A verb, and the words that follow it step by step: `take` and `part in`.
type Lemma = (String, Vec<Vec<String>>);

/// What is read so far.
struct Parser<'o> {
    ontology: &'o Ontology,
    rules: Rules,
    groups: HashMap<String, Vec<ClassId>>,
    /// Past, participle and gerund of irregular verbs, by lemma.
    irregular: HashMap<String, Vec<String>>,
    /// Verbs with their tails, and the frames of each.
    lemmas: BTreeMap<Lemma, Vec<usize>>,
    /// Nouns that stand for a verb, with its frame.
    nominals: Vec<(String, usize)>,
}

/// Reads rule files, each with its name, in order: sets and groups stand before their use.
pub(super) fn parse<'f>(
    files: impl IntoIterator<Item = (&'f str, &'f str)>,
    ontology: &Ontology,
) -> Result<Rules, RuleError> {
    let mut parser = Parser {
        ontology,
        rules: Rules::default(),
        groups: HashMap::new(),
        irregular: HashMap::new(),
        lemmas: BTreeMap::new(),
        nominals: Vec::new(),
    };
    for (file, text) in files {
        for statement in line::statements(file, text)? {
            parser.statement(&statement)?;
        }
    }
    Ok(parser.compile())
}

impl Parser<'_> {
    fn statement(&mut self, lines: &[Line<'_>]) -> Result<(), RuleError> {
        let Some((first, parts)) = lines.split_first() else {
            return Ok(());
        };
        let (keyword, rest) = first.split();
        match keyword {
            "set" => self.set(first, rest, parts),
            "verb" => self.verb(first, rest),
            "head" => self.heads(first, rest, parts),
            "lead" => self.leads(first, rest, parts),
            "group" => self.group(first, rest),
            "field" => self.field(first, rest, parts),
            "reader" => self.reader(first, rest),
            "frame" => self.frame(first, rest, parts),
            "phrase" => self.phrase(first, rest, parts),
            "rule" => self.pattern(first, rest, parts),
            other => Err(first
                .fault(other, format!("`{other}` starts no statement"))
                .hint(
                    "statements are set, verb, head, lead, group, field, reader, frame, phrase and rule",
                )),
        }
    }
}
