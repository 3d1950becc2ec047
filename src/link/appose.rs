//! What stands beside a name and means the same: "X, a project of …", "X, also known as Y", "Y, Minister of X".

use super::{EntityId, Linker};
use crate::mention::token::{Token, TokenKind};
use crate::mention::{Mention, MentionKind, Sentence, is_definite};
use crate::ontology::ClassId;

/// Between two names of one thing stand at most so many tokens.
const BETWEEN: usize = 8;

/// What a name that stands as a sentence of its own may be.
const CARRIED: &[&str] = &[
    "Initiative",
    "Event",
    "Website",
    "Network",
    "Product",
    "Publication",
];

impl Linker<'_> {
    /// "Cybercrime@EAP, a project of …": the description speaks of the name before the comma.
    pub(super) fn apposed(
        &mut self,
        index: usize,
        sentence: &Sentence,
        place: usize,
    ) -> Option<EntityId> {
        let mention = &sentence.mentions[place];
        let comma = mention.tokens.0.checked_sub(1)?;
        if !sentence.tokens[comma].is_mark(',') {
            return None;
        }
        let before = sentence.mentions[..place]
            .iter()
            .rposition(|name| name.kind == MentionKind::Name && name.tokens.1 == comma)?;
        let id = self.linked.entity(index, before)?;
        let known = self.linked.get(id).class;
        let family = |class: Option<ClassId>| class.map(|class| self.linked.family(class));
        if known.is_some() && !self.linked.get(id).told && family(known) != family(mention.class) {
            return None;
        }
        self.linked.get_mut(id).class = known.or(mention.class);
        Some(id)
    }

    /// "Net Parents" above "A campaign run by Kite": a description that opens what stands below a heading says
    /// what the heading names.
    pub(super) fn headed(
        &mut self,
        sentence: &Sentence,
        mention: &Mention,
        governing: Option<EntityId>,
    ) -> Option<EntityId> {
        let id = governing.filter(|_| mention.tokens.0 == 0)?;
        let first = self.segments.blocks[sentence.block].sentences.first() == Some(&sentence.span);
        let known = self.linked.get(id).class;
        let tree = self.knowledge.ontology;
        let one = match (known, mention.class) {
            (Some(known), Some(class)) => tree.is_a(known, class) || tree.is_a(class, known),
            _ => true,
        };
        (first && one).then(|| {
            let candidate = self.linked.get_mut(id);
            candidate.class = candidate.class.or(mention.class);
            id
        })
    }

    /// "Safe School. Our main program …" and "… opened Kite. A portal that …": a description that opens a sentence says what
    /// the name right before it is, where that name is all of its sentence or of no class yet.
    pub(super) fn carried(
        &mut self,
        index: usize,
        sentence: &Sentence,
        mention: &Mention,
    ) -> Option<EntityId> {
        let before = index.checked_sub(1).filter(|_| mention.tokens.0 == 0)?;
        let own = |sentence: &Sentence| {
            sentence
                .tokens
                .first()
                .is_some_and(|token| token.norm == "our")
        };
        if mention.kind != MentionKind::Description && !own(sentence) {
            return None;
        }
        let id = (*self.linked.of[before].last()?)?;
        let known = self.linked.get(id);
        let last = known.mentions.last()?;
        let adjoins = last.end() <= sentence.span.start()
            && self.text[last.end()..sentence.span.start()].trim() == ".";
        let alone = last.start() == self.starts[before];
        let class = mention.class?;
        let fits = self.knowledge.is_any(class, CARRIED)
            && (alone || known.class.is_none() && self.is_fragment(sentence, mention));
        if !adjoins || !fits || known.entry.is_some() {
            return None;
        }
        let candidate = self.linked.get_mut(id);
        candidate.class = Some(class);
        candidate.told = true;
        Some(id)
    }

    /// Whether what stands behind a description goes on with it: "a portal | that offers", "a campaign | run by".
    fn is_fragment(&self, sentence: &Sentence, mention: &Mention) -> bool {
        sentence.tokens.get(mention.tokens.1).is_none_or(|token| {
            token.kind == TokenKind::Mark
                || matches!(
                    token.norm.as_str(),
                    "that" | "which" | "who" | "for" | "of" | "to" | "with"
                )
        })
    }

    /// The entity that the name at `place` is another name of, as the words between it and what stands before say.
    pub(super) fn renamed(
        &mut self,
        index: usize,
        sentence: &Sentence,
        place: usize,
    ) -> Option<EntityId> {
        let before = place.checked_sub(1)?;
        let (name, mention) = (&sentence.mentions[before], &sentence.mentions[place]);
        let between = sentence.tokens.get(name.tokens.1..mention.tokens.0)?;
        let id = self.linked.entity(index, before)?;
        let same = self.says_alias(between)
            || self.is_named_aside(sentence, name, mention)
            || name.kind == MentionKind::Name
                && (self.is_short_aside(sentence, name, mention)
                    || self.is_holder(between, name, mention));
        let known = self.linked.get(id);
        let one_entry = known.entry.is_none() || mention.entry.is_none();
        if !same || !one_entry || !self.compatible(known.class, mention.class) {
            return None;
        }
        if self.by_name(mention).is_some() {
            return None;
        }
        self.widen(id, mention);
        Some(id)
    }

    /// "also known as", "(formerly", "called": words that say that another name follows.
    fn says_alias(&self, between: &[Token]) -> bool {
        let rules = self.knowledge.rules;
        let mut words = between
            .iter()
            .filter(|token| token.kind == TokenKind::Word && !is_definite(&token.norm));
        between.len() <= BETWEEN
            && words
                .clone()
                .any(|token| rules.in_set("alias-cue", &token.norm))
            && words.all(|token| {
                rules.in_set("alias-cue", &token.norm) || rules.in_set("alias-word", &token.norm)
            })
    }

    /// "The Eastern Partnership Connect project, EaPConnect, …": a short name between commas right behind
    /// the long name of an initiative.
    fn is_short_aside(&self, sentence: &Sentence, name: &Mention, mention: &Mention) -> bool {
        let (start, end) = mention.tokens;
        let is_comma = |at: usize| {
            sentence
                .tokens
                .get(at)
                .is_some_and(|token| token.is_mark(','))
        };
        let open = mention.class.is_none() && mention.entry.is_none() && end == start + 1;
        let initiative = name
            .class
            .is_some_and(|class| self.knowledge.is_a(class, "Initiative"));
        open && initiative && name.tokens.1 + 1 == start && is_comma(start - 1) && is_comma(end)
    }

    /// "A second scheme, Open Windows, was …": the name of what was just described.
    fn is_named_aside(&self, sentence: &Sentence, name: &Mention, mention: &Mention) -> bool {
        let (start, end) = mention.tokens;
        let described = matches!(name.kind, MentionKind::Description | MentionKind::Definite);
        let closed = sentence
            .tokens
            .get(end)
            .is_none_or(|token| token.is_mark(',') || token.is_mark('.'));
        let head = |mention: &Mention| {
            let word = mention
                .names
                .last()
                .and_then(|name| name.rsplit(' ').next());
            word.map(str::to_lowercase)
        };
        // "a summer school, the Lyon School": one word says both kinds.
        let one_head = || {
            let word = head(name).unwrap_or_default();
            mention
                .names
                .iter()
                .any(|own| own.split(' ').any(|own| own.to_lowercase() == word))
        };
        let open = mention.entry.is_none()
            && (mention.class.is_none_or(|class| Some(class) == name.class) || one_head());
        described && closed && open && self.is_aside(sentence, name.tokens.1, start)
    }

    /// Whether a comma, and an article at most, stands between two mentions.
    fn is_aside(&self, sentence: &Sentence, from: usize, to: usize) -> bool {
        match &sentence.tokens[from.min(to)..to] {
            [comma] => comma.is_mark(','),
            [comma, article] => comma.is_mark(',') && article.norm == "the",
            _ => false,
        }
    }

    /// "Ana Rossi, Minister of Health" and "the Minister of Health, Ana Rossi": a person and the office.
    fn is_holder(&self, between: &[Token], name: &Mention, mention: &Mention) -> bool {
        let adjoins = match between {
            [] => true,
            [one] => one.is_mark(','),
            [one, the] => one.is_mark(',') && is_definite(&the.norm),
            _ => false,
        };
        let person = |mention: &Mention| {
            let class = mention.class;
            class.is_some_and(|class| self.knowledge.is_a(class, "Person"))
        };
        adjoins
            && person(name)
            && person(mention)
            && self.is_office(name) != self.is_office(mention)
    }

    /// "Minister of Health", "Prime Minister": a name that says an office and nobody's own name.
    fn is_office(&self, mention: &Mention) -> bool {
        let Some(name) = mention.names.first() else {
            return false;
        };
        let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        let head = self.knowledge.rules.head(&words);
        name.contains(" of ") || name.contains(" for ") || head.is_some()
    }
}
