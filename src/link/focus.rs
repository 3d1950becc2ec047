//! What pronouns and references can point at: entities by how lately they were spoken of.

use crate::link::EntityId;

/// An entity and where it was last spoken of.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    entity: EntityId,
    /// Its entry or section, its block, its sentence.
    group: usize,
    block: usize,
    sentence: usize,
}

/// So many entities back a reference reaches, which also bounds its cost.
pub(super) const REACH: usize = 200;

/// What a sentence speaks of.
#[derive(Clone, Copy, Debug, Default)]
struct Spoken {
    /// Its first name.
    first: Option<EntityId>,
    /// Its first initiative, event, portal or the like: more often what "it" means than who acts.
    thing: Option<EntityId>,
}

/// The entities spoken of, the latest last.
#[derive(Clone, Debug, Default)]
pub(super) struct Focus {
    /// Entities with where each was last seen, the latest last.
    seen: Vec<Seen>,
    place: Seen,
    /// What the sentence before spoke of, and what this one does.
    before: Spoken,
    now: Spoken,
}

impl Focus {
    /// Goes on to a block of the group of blocks `group`.
    pub(super) fn enter(&mut self, block: usize, group: usize) {
        if self.place.block != block {
            self.clear();
        }
        (self.place.block, self.place.group) = (block, group);
    }

    /// Forgets what pronouns point at.
    pub(super) fn clear(&mut self) {
        self.before = Spoken::default();
        self.now = Spoken::default();
    }

    /// Notes that `entity` is spoken of: as a name or reference if it `leads`, as an initiative or the like if a `thing`.
    pub(super) fn see(&mut self, entity: EntityId, leads: bool, thing: bool) {
        // Within a sentence the order of first mention stays.
        if self
            .seen
            .iter()
            .any(|seen| seen.entity == entity && seen.sentence == self.place.sentence)
        {
            return;
        }
        self.seen.retain(|seen| seen.entity != entity);
        if self.seen.len() == REACH {
            self.seen.remove(0);
        }
        self.seen.push(Seen {
            entity,
            ..self.place
        });
        if leads {
            self.now.first = self.now.first.or(Some(entity));
        }
        if thing {
            self.now.thing = self.now.thing.or(Some(entity));
        }
    }

    pub(super) fn end_sentence(&mut self) {
        if self.now.first.is_some() || self.now.thing.is_some() {
            self.before = self.now;
        }
        self.now = Spoken::default();
        self.place.sentence += 1;
    }

    /// Entities, the latest sentence first, within a sentence the first first.
    pub(super) fn recent(&self) -> Vec<EntityId> {
        let mut seen = self.seen.clone();
        seen.reverse();
        seen.sort_by_key(|seen| std::cmp::Reverse(seen.sentence));
        let mut out: Vec<EntityId> = Vec::with_capacity(seen.len());
        for sentence in seen.chunk_by(|a, b| a.sentence == b.sentence) {
            out.extend(sentence.iter().rev().map(|seen| seen.entity));
        }
        out
    }

    /// Whether an entity was spoken of in this block.
    pub(super) fn is_here(&self, entity: EntityId) -> bool {
        self.seen
            .iter()
            .any(|seen| seen.entity == entity && seen.block == self.place.block)
    }

    /// Whether an entity was spoken of in this entry.
    pub(super) fn is_near(&self, entity: EntityId) -> bool {
        self.seen
            .iter()
            .any(|seen| seen.entity == entity && seen.group == self.place.group)
    }

    /// "it", "its", "they": what this sentence speaks of, else the heading, else the thing or the first
    /// name of the sentence before.
    /// As the object of a verb ("… and ratified it") it is a thing of this sentence first.
    pub(super) fn pronoun(&self, governing: Option<EntityId>, object: bool) -> Option<EntityId> {
        self.now
            .thing
            .filter(|_| object)
            .or(self.now.first)
            .or(governing)
            .or(self.before.thing)
            .or(self.before.first)
    }
}
