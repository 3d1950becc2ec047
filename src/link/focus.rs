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
    /// Whether its sentence opens with it.
    opens: bool,
}

/// An entity that a reference can point at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recent {
    pub(super) entity: EntityId,
    /// Whether it was spoken of in this block.
    pub(super) here: bool,
    /// Whether it was spoken of in this entry or section.
    pub(super) near: bool,
    /// Whether the sentence that last spoke of it opens with it.
    pub(super) opens: bool,
    /// That sentence.
    pub(super) sentence: usize,
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
    /// Entities with where each was seen, the latest last. What was seen again later is outdated: only the
    /// last of an entity's places counts.
    seen: Vec<Seen>,
    /// For each entity, the sentence where it was last seen.
    last: Vec<Option<usize>>,
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
        if self.last.len() <= entity.index() {
            self.last.resize(entity.index() + 1, None);
        }
        let last = self.last[entity.index()].replace(self.place.sentence);
        // Within a sentence the order of first mention stays.
        if last == Some(self.place.sentence) {
            return;
        }
        if self.seen.len() >= REACH * 4 {
            let near = self.reached();
            self.seen.drain(..near);
            let last = &self.last;
            self.seen.retain(|seen| is_last(last, seen));
        }
        let last = self.seen.last();
        let opens = last.is_none_or(|last| last.sentence != self.place.sentence);
        self.seen.push(Seen {
            entity,
            opens,
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

    /// Where the entities that a reference reaches begin.
    fn reached(&self) -> usize {
        let places = (0..self.seen.len()).rev();
        let mut counted = places.filter(|place| is_last(&self.last, &self.seen[*place]));
        counted.nth(REACH - 1).unwrap_or(0)
    }

    /// Entities, the latest sentence first, within a sentence the first first.
    pub(super) fn recent(&self) -> impl Iterator<Item = Recent> {
        self.seen[self.reached()..]
            .chunk_by(|a, b| a.sentence == b.sentence)
            .rev()
            .flatten()
            .filter(|seen| is_last(&self.last, seen))
            .map(|seen| Recent {
                entity: seen.entity,
                here: seen.block == self.place.block,
                near: seen.group == self.place.group,
                opens: seen.opens,
                sentence: seen.sentence,
            })
    }

    /// "it", "its", "they": what this sentence speaks of, else the heading, else the thing or the first
    /// name of the sentence before.
    /// As the object of a verb ("… and ratified it") it is a thing of this sentence first; behind a `fronted` phrase
    /// ("with the help of A, it …") it is nothing of this sentence.
    pub(super) fn pronoun(
        &self,
        governing: Option<EntityId>,
        object: bool,
        fronted: bool,
    ) -> Option<EntityId> {
        self.now
            .thing
            .filter(|_| object)
            .or(self.now.first.filter(|_| !fronted))
            .or(governing)
            .or(self.before.thing)
            .or(self.before.first)
    }
}

/// Whether an entity was not seen again later.
fn is_last(last: &[Option<usize>], seen: &Seen) -> bool {
    last[seen.entity.index()] == Some(seen.sentence)
}
