//! References: what "the program", "this ministry" or "the government" points at.

use super::focus::Recent;
use super::{EntityId, Linker};
use crate::mention::Mention;
use crate::ontology::ClassId;
use crate::rules::singular;

impl Linker<'_> {
    /// What a reference of a class points at: the document's country, what the heading governs, else what
    /// was spoken of last and fits.
    pub(super) fn refer(
        &mut self,
        mention: &Mention,
        governing: Option<EntityId>,
    ) -> Option<EntityId> {
        let class = mention.class?;
        if self.knowledge.ontology.class_info(class).name == "Country" {
            return self.linked.country;
        }
        let governed = governing.filter(|id| {
            let body = self.knowledge.is_a(class, "Organization")
                && self
                    .linked
                    .get(*id)
                    .class
                    .is_none_or(|known| self.knowledge.is_a(known, "Organization"));
            body || self.may_be(*id, class)
        });
        if governed.is_some() {
            return governed;
        }
        let phrase = mention
            .names
            .first()
            .map_or("", String::as_str)
            .to_lowercase();
        let head = phrase.split_whitespace().last().unwrap_or_default();
        let sole = self.knowledge.rules.in_set("official", head);
        let found = self.latest(class, &singular(head), sole);
        // "the project" is what the record is about, unless its own paragraph names another.
        let record = self.record.filter(|record| self.may_be(*record, class));
        let (found, here) = found.map_or((None, false), |(found, here)| (Some(found), here));
        if found.is_some() && (here || record.is_none()) {
            return found;
        }
        if self.knowledge.is_a(class, "Initiative") {
            return self.latest_initiative().or(record);
        }
        if record.is_some() && self.knowledge.is_a(class, "LegalInstrument") {
            return record;
        }
        if found.is_some() {
            return found;
        }
        let rules = &self.knowledge.rules;
        let sole = rules.in_set("official", head) || rules.in_set("sole-law", head);
        sole.then(|| self.sole_body(mention))
    }

    /// Whether an entity can be of `class`, as far as its own is known.
    fn may_be(&self, id: EntityId, class: ClassId) -> bool {
        let tree = self.knowledge.ontology;
        // "the government", "the ministry" are no names of a class that is still open.
        let state = self.knowledge.is_a(class, "GovernmentBody");
        match self.linked.get(id).class {
            Some(known) => tree.is_a(known, class) || tree.is_a(class, known),
            None => !state,
        }
    }

    /// Whether a name of an entity ends in the word of the reference, though its class is a neighbor of the word's:
    /// "the Bank" of the World Bank, which is no company.
    fn is_called(&self, id: EntityId, class: ClassId, head: &str) -> bool {
        let known = self.linked.get(id);
        let ends = |label: &String| {
            let last = label.rsplit(' ').next().unwrap_or(label);
            label.contains(' ') && last.eq_ignore_ascii_case(head)
        };
        known
            .class
            .is_some_and(|known| self.linked.family(known) == self.linked.family(class))
            && known.labels.iter().any(ends)
    }

    /// The entity of `class` that is closest: in this block, in this entry, or at least called by the
    /// same word; of equals the one spoken of last. With it whether this block spoke of it.
    fn latest(&self, class: ClassId, head: &str, sole: bool) -> Option<(EntityId, bool)> {
        let distance = |seen: Recent| {
            let bags = &self.linked.get(seen.entity).bags;
            let labeled = bags.iter().flatten().any(|word| word == head);
            let distance = match (seen.here, seen.near, labeled) {
                (true, _, true) => Some(0),
                (true, _, false) => Some(1),
                (false, true, true) => Some(2),
                (false, true, false) => Some(3),
                (false, false, true) => Some(4),
                (false, false, false) => None,
            };
            // "the parliament" is none of the bodies around it.
            distance.filter(|_| labeled || !sole)
        };
        let agent = self.knowledge.is_a(class, "Organization");
        self.focus
            .recent()
            .filter(|seen| {
                self.may_be(seen.entity, class) || self.is_called(seen.entity, class, head)
            })
            .filter_map(|seen| {
                // Who a sentence opens with stays who acts; of things the latest is meant.
                let aside = agent && !seen.opens;
                Some(((distance(seen)?, aside), seen))
            })
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, seen)| (seen.entity, seen.here))
    }

    /// "Both parties", "the two companies": so many entities of the class, one at least, that the last such reference
    /// of this block pointed at or that one sentence before named.
    pub(super) fn counted(&self, mention: &Mention) -> Option<Vec<EntityId>> {
        let phrase = mention.names.first()?.to_lowercase();
        let count = phrase.split_whitespace().find_map(count_of)?;
        let head = phrase.split_whitespace().last()?;
        let sides = self.knowledge.rules.in_set("sides", head);
        let fits = |id: EntityId| {
            let Some(class) = self.linked.get(id).class else {
                return false;
            };
            match mention.class {
                Some(wanted) if !sides => self.knowledge.ontology.is_a(class, wanted),
                _ => self
                    .knowledge
                    .is_any(class, &["Organization", "Country", "Person"]),
            }
        };
        let seen: Vec<Recent> = self
            .focus
            .recent()
            .take_while(|seen| seen.here)
            .filter(|seen| fits(seen.entity))
            .collect();
        let is_seen = |id: &EntityId| seen.iter().any(|seen| seen.entity == *id);
        if self.group.len() == count && self.group.iter().all(is_seen) {
            return Some(self.group.clone());
        }
        let named = seen
            .chunk_by(|a, b| a.sentence == b.sentence)
            .find(|named| named.len() == count)?;
        Some(named.iter().map(|seen| seen.entity).collect())
    }

    /// "the project" of a strategy: the initiative that this entry spoke of last, whatever its class.
    fn latest_initiative(&self) -> Option<EntityId> {
        let is_initiative = |id: EntityId| {
            let class = self.linked.get(id).class;
            class.is_some_and(|known| self.knowledge.is_a(known, "Initiative"))
        };
        let found = self
            .focus
            .recent()
            .find(|seen| seen.near && is_initiative(seen.entity))?;
        Some(found.entity)
    }

    /// "the government": a country has one, so the reference is its name.
    fn sole_body(&mut self, mention: &Mention) -> EntityId {
        let named = Mention {
            names: vec![mention.names[0].clone()],
            jurisdiction: self.profile,
            ..mention.clone()
        };
        // "the Government" is a name, "the government" only what facts may speak of; a constitution is told
        // apart by its state alone.
        let common = named.names[0].starts_with(char::is_lowercase);
        let law = mention
            .class
            .is_some_and(|class| self.knowledge.is_a(class, "LegalInstrument"));
        self.by_name(&named)
            .unwrap_or_else(|| self.create(&named, common && !law))
    }
}

/// The number that a word of a reference counts: "both parties", "the three ministries".
fn count_of(word: &str) -> Option<usize> {
    match word {
        "both" | "two" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        _ => None,
    }
}

/// Whether a reference counts what it points at.
pub(super) fn is_counted(mention: &Mention) -> bool {
    let phrase = mention.names.first().map_or("", String::as_str);
    phrase
        .split_whitespace()
        .any(|word| count_of(&word.to_lowercase()).is_some())
}
