//! The country that a document is about, and how it becomes an entity.

use super::ring::Reading;
use super::{Candidate, EntityId, Linker};
use crate::lexicon::MatchKind;
use crate::mention::{Knowledge, Sentence};
use std::cmp::Reverse;
use std::collections::HashMap;

/// A title stands within so many sentences.
const OPENING: usize = 3;

/// A name counts as much as so many adjectives.
const NAME: usize = 2;

/// The country that a text is about, as an entry of the lexicon: the one that it names far more often than any
/// other, else the only one that its opening names. A text about several countries is about none of them.
pub(super) fn of(sentences: &[Sentence], knowledge: Knowledge<'_>) -> Option<usize> {
    let country = knowledge.ontology.class("Country")?;
    // For each country, how often it is named and where first.
    let mut counts: HashMap<usize, (usize, usize)> = HashMap::new();
    let mut opening: Vec<usize> = Vec::new();
    for (place, sentence) in sentences.iter().enumerate() {
        for found in &sentence.known {
            if knowledge.lexicon.entries()[found.entry].class != country {
                continue;
            }
            let named = matches!(found.kind, MatchKind::Name(_));
            let start = found.span.start();
            counts.entry(found.entry).or_insert((0, start)).0 += if named { NAME } else { 1 };
            if place < OPENING && !opening.contains(&found.entry) {
                opening.push(found.entry);
            }
        }
    }
    let mut ranked: Vec<(usize, (usize, usize))> = counts.into_iter().collect();
    ranked.sort_by_key(|(_, (count, first))| (Reverse(*count), *first));
    let (first, (most, _)) = *ranked.first()?;
    let next = ranked.get(1).map_or(0, |(_, (count, _))| *count);
    if most * 2 >= next * 3 {
        return Some(first);
    }
    let [one] = opening[..] else { return None };
    let often = ranked
        .iter()
        .any(|(entry, (count, _))| *entry == one && *count * 2 > most);
    often.then_some(one)
}

impl Linker<'_> {
    /// Makes the document's country, which facts may speak of before any sentence names it; its labels come from
    /// the text.
    pub(super) fn open_country(&mut self, entry: usize) -> EntityId {
        let class = self.knowledge.lexicon.entries()[entry].class;
        let id = self.linked.push(Candidate {
            class: Some(class),
            labels: Vec::new(),
            bags: Vec::new(),
            mentions: Vec::new(),
            entry: Some(entry),
            jurisdiction: None,
            described: false,
            told: false,
            keys: Vec::new(),
        });
        self.by_entry.insert(entry, id);
        let reading = Reading {
            scope: Some(entry),
            class: Some(class),
        };
        self.know(id, entry, reading);
        id
    }

    /// A document that says "Ministry of Health of Estonia" or "Estonian" all along, and never "Estonia" alone, is
    /// about Estonia all the same.
    pub(super) fn name_country(&mut self, sentences: &[Sentence]) {
        let (Some(id), Some(entry)) = (self.linked.country, self.profile) else {
            return;
        };
        if !self.linked.get(id).labels.is_empty() {
            return;
        }
        let own = || {
            sentences
                .iter()
                .flat_map(|sentence| &sentence.known)
                .filter(|found| found.entry == entry)
        };
        let name = own().find(|found| matches!(found.kind, MatchKind::Name(_)));
        let Some(found) = name.or_else(|| own().next()) else {
            return;
        };
        let label = match name {
            Some(found) => found.span.of(self.text),
            None => &self.knowledge.lexicon.entries()[entry].label,
        };
        let candidate = self.linked.get_mut(id);
        candidate.call(label);
        candidate.mentions.push(found.span);
    }
}
