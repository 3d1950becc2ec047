//! What pronouns and references can point at: entities by how lately they were spoken of.

use crate::link::EntityId;

/// The entities spoken of, the latest last.
#[derive(Clone, Debug, Default)]
pub(super) struct Focus {
    /// Entities with the entry (group of blocks) in which each was last seen.
    seen: Vec<(EntityId, usize)>,
    group: usize,
    block: usize,
    /// First named entity of the sentence before, and of this one.
    before: Option<EntityId>,
    now: Option<EntityId>,
}

impl Focus {
    /// Goes on to a block of the group of blocks `group`.
    pub(super) fn enter(&mut self, block: usize, group: usize) {
        if self.block != block {
            self.before = None;
            self.now = None;
        }
        self.block = block;
        self.group = group;
    }

    /// Forgets what pronouns point at.
    pub(super) fn clear(&mut self) {
        self.before = None;
        self.now = None;
    }

    pub(super) fn see(&mut self, entity: EntityId, leads: bool) {
        self.seen.retain(|(known, _)| *known != entity);
        self.seen.push((entity, self.group));
        if self.now.is_none() && leads {
            self.now = Some(entity);
        }
    }

    pub(super) fn end_sentence(&mut self) {
        if self.now.is_some() {
            self.before = self.now;
        }
        self.now = None;
    }

    /// Entities, the latest first.
    pub(super) fn recent(&self) -> impl Iterator<Item = EntityId> + '_ {
        self.seen.iter().rev().map(|(entity, _)| *entity)
    }

    /// Whether an entity was spoken of in this entry.
    pub(super) fn is_near(&self, entity: EntityId) -> bool {
        self.seen.iter().any(|(known, group)| *known == entity && *group == self.group)
    }

    /// "it", "its", "they": what this sentence speaks of, else the one before, else the heading.
    pub(super) fn pronoun(&self, governing: Option<EntityId>) -> Option<EntityId> {
        self.now.or(governing).or(self.before)
    }
}
