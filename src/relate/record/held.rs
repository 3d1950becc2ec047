//! A line of place and date, or an address, below the title or the name of what it belongs to.

use super::{Own, Shape};
use crate::link::EntityId;
use crate::relate::fact::Facts;
use crate::relate::fact::Source;
use crate::relate::item::Line;
use crate::value::{Date, Value, ValueKind};

impl Shape<'_> {
    /// "Lisbon, 5 May 2022" below a title: where and when the event was held, the treaty made or the report written;
    /// "Hill Street 5, Lisbon" below the name of a body: where it is.
    pub(super) fn held(self, index: usize, facts: &mut Facts<'_>) {
        /// A line of place and date has at most so many words and marks.
        const LENGTH: usize = 16;
        let own = Own::of_block(self.sentences, index);
        let Some(sentence) = own.sentences.first() else {
            return;
        };
        let near = index
            .checked_sub(1)
            .and_then(|above| self.heading(above, facts));
        let heading = || {
            let heading = self.segments.blocks[index].heading?;
            let body = self.heading(heading, facts)?;
            facts.is_a(body, "Organization").then_some(body)
        };
        let Some(above) = near.or_else(heading) else {
            return;
        };
        let is_one = |classes: &[&str]| classes.iter().any(|class| facts.is_a(above, class));
        let body = is_one(&["Organization"]);
        if !body && !is_one(&["Event", "Treaty", "Agreement", "Publication"])
            || sentence.tokens.len() > LENGTH
        {
            return;
        }
        let line = Line::new(own.first, sentence, &facts.linked, facts.knowledge.rules);
        let rules = facts.knowledge.rules;
        let place = |at: usize| {
            line.entity(at).filter(|entity| {
                facts.is_a(*entity, "Place") || !body && facts.linked.get(*entity).class.is_none()
            })
        };
        let plain = (0..line.items.len()).all(|at| {
            line.value(at).is_some()
                || place(at).is_some()
                || !line.is_word(at) && !line.is_mention(at)
                || line.norm(at).starts_with(|c: char| c.is_ascii_digit())
                || rules.in_set("held-word", line.norm(at))
                || body && rules.in_set("address-word", line.norm(at))
        });
        let dates: Vec<Date> = (0..line.items.len())
            .filter_map(|at| match line.value(at)?.kind {
                ValueKind::Date(date) => Some(date),
                ValueKind::Period { start, .. } => start,
                _ => None,
            })
            .collect();
        let places: Vec<EntityId> = (0..line.items.len()).filter_map(place).collect();
        if !plain || !body && dates.len() != 1 {
            return;
        }
        let source = Source::new("place-and-date", 90, sentence.span);
        if let [date] = dates[..]
            && !body
        {
            let property = facts.property("date");
            facts.literal(above, property, Value::Date(date), &source);
        }
        let sited = body || facts.is_a(above, "Event");
        for place in places {
            facts.settle(place, "City");
            if sited {
                let property = facts.property("location");
                facts.relation(above, property, place, &source, (None, None));
            }
        }
    }
}
