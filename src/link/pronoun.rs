//! What stands around a pronoun and tells whom it can mean.

use super::{EntityId, Linker};
use crate::mention::token::{Token, TokenKind};
use crate::mention::{Mention, MentionKind, Sentence, is_definite, is_determiner, is_preposition};
use crate::rules::Form;

impl Linker<'_> {
    /// "With funding from A it developed", "Run by A, it has": only a phrase without a clause of its own stands before
    /// the pronoun, so that it means none of the names there.
    pub(super) fn is_fronted(&self, sentence: &Sentence, mention: &Mention) -> bool {
        /// A fronted phrase has at most so many words.
        const REACH: usize = 40;
        let rules = self.knowledge.rules;
        let before = &sentence.tokens[..mention.tokens.0];
        let form = |token: &Token, wanted: &[Form]| {
            let forms = rules.verbs.get(&token.norm);
            forms.is_some_and(|forms| forms.iter().any(|form| wanted.contains(&form.form)))
        };
        let Some((first, rest)) = before.split_first() else {
            return false;
        };
        let in_name = |at: usize| {
            let holds = |name: &Mention| (name.tokens.0..name.tokens.1).contains(&at);
            sentence.mentions.iter().any(holds)
        };
        // Behind a name or an article a subject of its own opens the sentence.
        let opens = first.kind == TokenKind::Word && !is_determiner(&first.norm) && !in_name(0);
        if !opens || rest.len() > REACH {
            return false;
        }
        let clause = (0..rest.len()).filter(|at| !in_name(at + 1)).any(|at| {
            let told = form(
                &rest[at],
                &[Form::Past, Form::PastOrParticiple, Form::Third],
            );
            let passive = rest.get(at + 1).is_some_and(|next| next.norm == "by");
            rules.in_set("finite", &rest[at].norm) || told && !passive
        });
        !clause
    }

    /// Whether a pronoun stands right behind a verb.
    pub(super) fn is_object(&self, sentence: &Sentence, mention: &Mention) -> bool {
        mention.tokens.0.checked_sub(1).is_some_and(|before| {
            self.knowledge
                .rules
                .verbs
                .contains_key(&sentence.tokens[before].norm)
        })
    }

    /// "Through its program the Ministry built …": the first body that the sentence names behind a pronoun
    /// at its start.
    pub(super) fn named_ahead(&mut self, sentence: &Sentence, place: usize) -> Option<EntityId> {
        // "Since its launch by UNICEF it …": what a preposition governs is not who the pronoun speaks of.
        let governed = |mention: &Mention| {
            let before = sentence.tokens[..mention.tokens.0]
                .iter()
                .rfind(|token| !is_definite(&token.norm));
            before.is_some_and(|token| is_preposition(&token.norm))
        };
        let next = sentence.mentions[place + 1..].iter().find(|mention| {
            mention.kind == MentionKind::Name
                && !governed(mention)
                && mention
                    .class
                    .is_some_and(|class| self.knowledge.is_a(class, "Organization"))
        })?;
        Some(self.name(sentence, next))
    }
}
