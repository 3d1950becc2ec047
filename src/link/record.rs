//! Records: what a heading or a "Title:" line names, and which names are of one thing.

use super::{EntityId, Linker};
use crate::mention::{Mention, MentionKind, Sentence};
use crate::segment::BlockKind;

impl Linker<'_> {
    /// What a record's heading names: the name that fills half of it at least, such as "iEARN - Azerbaijan".
    pub(super) fn heading(&self, index: usize, sentence: &Sentence) -> Option<EntityId> {
        let whole = sentence.mentions.iter().position(|mention| {
            mention.span.len() * 2 >= sentence.span.len() && mention.kind == MentionKind::Name
        })?;
        self.linked.entity(index, whole)
    }

    /// "Title: X", "Acronym: Y" of a record name one thing.
    pub(super) fn name_record(&mut self, index: usize, sentence: &Sentence) {
        let BlockKind::KeyValue { key, value } = &self.segments.blocks[sentence.block].kind else {
            return;
        };
        let key = key.of(self.text).to_lowercase();
        let is_title = self.knowledge.rules.in_set("title-key", &key);
        if !is_title && !self.knowledge.rules.in_set("alias-key", &key) {
            return;
        }
        let whole = sentence
            .mentions
            .iter()
            .position(|mention| mention.span.len() * 10 >= value.len() * 9);
        let id = match whole.and_then(|place| self.linked.entity(index, place)) {
            Some(id) => id,
            None => {
                let Some(mention) = sentence.mentions.first() else {
                    return;
                };
                let named = Mention {
                    names: vec![value.of(self.text).to_owned()],
                    span: *value,
                    kind: MentionKind::Name,
                    entry: None,
                    class: None,
                    ..mention.clone()
                };
                self.by_name(&named)
                    .unwrap_or_else(|| self.create(&named, false))
            }
        };
        let program = self.knowledge.ontology.class("Program");
        let candidate = self.linked.get_mut(id);
        if candidate.mentions.is_empty() {
            candidate.mentions.push(*value);
        }
        if is_title {
            candidate.class = candidate.class.or(program);
            self.record = Some(id);
        } else if let Some(record) = self.record.filter(|record| *record != id) {
            self.merge(id, record);
        }
    }

    /// Makes `from` the same as `into`; `from` stays as a place without names, so that ids keep their meaning.
    fn merge(&mut self, from: EntityId, into: EntityId) {
        let old = self.linked.get_mut(from);
        let (labels, mentions) = (old.unname(), std::mem::take(&mut old.mentions));
        let class = old.class;
        let new = self.linked.get_mut(into);
        for label in &labels {
            new.call(label);
        }
        new.mentions.extend(mentions);
        new.class = new.class.or(class);
        self.ring.hand_over(from, into);
        let by_mention = self.linked.of.iter_mut().flatten().flatten();
        for id in by_mention.filter(|id| **id == from) {
            *id = into;
        }
    }
}
