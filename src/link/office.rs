//! Offices and who holds them: "Ana Rossi, Minister of Education", "the Minister of Education, Ana Rossi".

use super::{EntityId, Linker};
use crate::mention::{Mention, MentionKind, Sentence};

impl Linker<'_> {
    /// The person right before the comma, where one of the two mentions is the office of the other.
    pub(super) fn held(
        &mut self,
        index: usize,
        sentence: &Sentence,
        place: usize,
    ) -> Option<EntityId> {
        let mention = &sentence.mentions[place];
        let before = place.checked_sub(1)?;
        let other = &sentence.mentions[before];
        let comma = other.tokens.1;
        let gap = mention.tokens.0.checked_sub(comma)?;
        let article = gap == 2 && sentence.tokens[comma + 1].norm == "the";
        let beside = sentence.tokens.get(comma)?.is_mark(',') && (gap == 1 || article);
        let both = [mention, other].into_iter().all(|side| self.is_person(side));
        if !beside || !both || self.is_office(sentence, mention) == self.is_office(sentence, other) {
            return None;
        }
        let id = self.linked.entity(index, before)?;
        self.widen(id, mention);
        Some(id)
    }

    fn is_person(&self, mention: &Mention) -> bool {
        mention.kind == MentionKind::Name
            && mention
                .class
                .is_some_and(|class| self.knowledge.is_a(class, "Person"))
    }

    /// Whether a person is named by the office alone: its words end, or go on with "of", behind the title.
    fn is_office(&self, sentence: &Sentence, mention: &Mention) -> bool {
        let (start, end) = mention.tokens;
        let small = |at: usize| matches!(sentence.tokens[at].norm.as_str(), "of" | "for");
        let head = (start..end).find(|at| small(*at)).unwrap_or(end);
        head > start
            && self
                .knowledge
                .rules
                .head(&sentence.tokens[start..head])
                .is_some_and(|head| self.knowledge.is_a(head.class, "Person"))
    }
}
