//! Candidates by name, for what relate adds: articles, publications, offices.

use super::key::fold;
use super::{Candidate, EntityId};
use std::collections::HashMap;

/// Candidates by their first name and by the words before "of" of all their names.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// How many candidates are read.
    read: usize,
    names: HashMap<String, Vec<EntityId>>,
    offices: HashMap<String, Vec<EntityId>>,
}

impl Index {
    /// Reads the candidates that are new.
    pub(super) fn read(&mut self, candidates: &[Candidate]) {
        for (place, candidate) in candidates.iter().enumerate().skip(self.read) {
            let id = EntityId(place as u32);
            if let Some(first) = candidate.labels.first() {
                self.names.entry(fold(first)).or_default().push(id);
            }
            for label in &candidate.labels {
                self.call(id, label);
            }
        }
        self.read = candidates.len();
    }

    /// Notes one more name of a candidate.
    pub(super) fn call(&mut self, id: EntityId, label: &str) {
        if let Some(head) = head(label) {
            self.offices.entry(head).or_default().push(id);
        }
    }

    /// The first candidate that is `wanted` and whose first name is `name`.
    pub(super) fn name(&self, name: &str, wanted: impl Fn(EntityId) -> bool) -> Option<EntityId> {
        first(self.names.get(&fold(name))?, wanted)
    }

    /// The first candidate that is `wanted` and has the words before "of" in common with `name`.
    pub(super) fn office(&self, name: &str, wanted: impl Fn(EntityId) -> bool) -> Option<EntityId> {
        first(self.offices.get(&head(name)?)?, wanted)
    }
}

/// "President" of "President of X".
fn head(label: &str) -> Option<String> {
    label.split_once(" of ").map(|(head, _)| fold(head))
}

fn first(ids: &[EntityId], wanted: impl Fn(EntityId) -> bool) -> Option<EntityId> {
    ids.iter().copied().filter(|id| wanted(*id)).min()
}
