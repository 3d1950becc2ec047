//! Things without a name of their own: descriptions ("a portal of electronic textbooks"), references
//! ("the program") and pronouns.

mod phrase;

use super::token::{Token, TokenKind};
use super::{Knowledge, Mention, MentionKind, is_definite, is_determiner};
use crate::ontology::ClassId;
use crate::span::Span;

/// Adds descriptions, references and pronouns to the names of a sentence; the result is in order.
pub(super) fn with_descriptions(
    text: &str,
    tokens: &[Token],
    names: Vec<Mention>,
    knowledge: Knowledge<'_>,
) -> Vec<Mention> {
    let finder = Finder {
        text,
        tokens,
        knowledge,
    };
    let mut taken = vec![None; tokens.len()];
    for (index, name) in names.iter().enumerate() {
        taken[name.tokens.0..name.tokens.1].fill(Some(index));
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if taken[at].is_some() {
            at += 1;
            continue;
        }
        match finder.at(at, &taken, &names) {
            Some(mention) => {
                at = mention.tokens.1.max(at + 1);
                found.push(mention);
            }
            None => at += 1,
        }
    }
    // A description swallows the names of its tail that stay mentions of their own; only its start must be free.
    let mut all = names;
    all.extend(found);
    all.sort_by_key(|mention| (mention.tokens.0, std::cmp::Reverse(mention.tokens.1)));
    all
}

struct Finder<'s> {
    text: &'s str,
    tokens: &'s [Token],
    knowledge: Knowledge<'s>,
}

impl Finder<'_> {
    /// What starts at `at`: a pronoun, or a noun phrase with a head that is no name.
    fn at(&self, at: usize, taken: &[Option<usize>], names: &[Mention]) -> Option<Mention> {
        let token = &self.tokens[at];
        if token.kind == TokenKind::Word
            && matches!(token.norm.as_str(), "it" | "its" | "they" | "their" | "we")
        {
            return Some(self.mention(at, at + 1, MentionKind::Pronoun, None, Vec::new()));
        }
        if let Some(counted) = self.counted(at, taken) {
            return Some(counted);
        }
        let printed = (token.kind == TokenKind::Word && is_determiner(&token.norm))
            .then_some(token.norm.as_str());
        let owned = at > 0 && self.tokens[at - 1].norm == "'s";
        let mut start = at + usize::from(printed.is_some());
        // "Azerbaijan's education portal" is as definite as "the education portal".
        let determiner = printed.or(owned.then_some("the"));
        // "through its X program": the possessor goes before.
        if determiner.is_none()
            && (token.kind != TokenKind::Word || token.capital && at > 0 || !self.opens(at))
        {
            return None;
        }
        if self
            .tokens
            .get(start)
            .is_some_and(|token| token.norm == "same")
        {
            start += 1;
        }
        let (head_end, class) = self.head(start, taken)?;
        // "within the framework of": a preposition of three words, no strategy.
        if head_end == start + 1 && self.is_frame(at, start) {
            return None;
        }
        // "a similar scheme", "a larger project": told by another, and by nothing of its own.
        let compared = self.tokens[start..head_end]
            .iter()
            .any(|token| self.knowledge.rules.in_set("comparing", &token.norm));
        if compared && printed.is_none_or(|word| !is_definite(word)) {
            return None;
        }
        // "a grant of EUR 5 million": a sum, no program.
        if self.is_sum(head_end) {
            return None;
        }
        // A lone plural without a determiner is generic: "schools", "projects".
        let word = &self.tokens[head_end - 1].norm;
        let plural = word.ends_with('s') && !word.ends_with("ss");
        let tail = self.tail(head_end, taken, names);
        let has_tail = tail > head_end;
        let reference = determiner.is_some_and(is_definite) && !has_tail;
        if reference && self.announces(head_end, class, taken, names) {
            return None;
        }
        if reference {
            let class_name = &self.knowledge.ontology.class_info(class).name;
            let words = head_end - start;
            // "the learning portal that the ministry opened": told by what it says of it.
            let told = words > 1
                && self
                    .tokens
                    .get(head_end)
                    .is_some_and(|token| token.norm == "that");
            let modified = (words > 2 || told) && class_name != "Country";
            let kind = if modified {
                MentionKind::Definite
            } else {
                MentionKind::Reference
            };
            let name = self.label(start, head_end);
            return Some(self.mention(at, head_end, kind, Some(class), vec![name]));
        }
        let compound = head_end - start >= 3 && self.tokens[start + 1].norm == "of";
        if plural || determiner.is_none() && !has_tail && !compound {
            return None;
        }
        // ", a non-governmental organization,": behind a name it tells what the name stands for.
        let apposed = at > 1 && self.tokens[at - 1].is_mark(',') && taken[at - 2].is_some();
        if !apposed && !self.may_be_described(class) {
            return None;
        }
        if determiner.is_some_and(|word| {
            matches!(
                word,
                "each" | "every" | "any" | "all" | "both" | "some" | "such"
            )
        }) {
            return None;
        }
        let end = if has_tail { tail } else { head_end };
        // "a USD 30 million grant", "a grant of EUR 5 million": a sum, and no thing of its own.
        let of = has_tail && self.tokens[head_end].norm == "of";
        let near = if of { tail.min(head_end + 4) } else { head_end };
        let sum = self.tokens[start..near]
            .iter()
            .any(|token| matches!(token.norm.as_str(), "million" | "billion"));
        if sum {
            return None;
        }
        let kind = match determiner {
            // "the law on mass media": its topic names a law.
            _ if has_tail && self.tokens[head_end].norm == "on" && self.is_law(class) => {
                MentionKind::Name
            }
            Some(word) if is_definite(word) => MentionKind::Definite,
            _ => MentionKind::Description,
        };
        let mut names_of = vec![self.label(start, end)];
        if has_tail && head_end - start >= 2 {
            names_of.push(self.label(start, head_end));
        }
        // Only the part before its tail takes the place of tokens, so that names in the tail stay.
        let first_name = (head_end..end).find(|at| taken[*at].is_some());
        let cover = first_name.map_or(end, |_| head_end);
        let mut mention = self.mention(at, cover.max(head_end), kind, Some(class), names_of);
        mention.span = Span::new(
            self.tokens[start].span.start(),
            self.tokens[end - 1].span.end(),
        );
        Some(mention)
    }

    /// Whether "in", "within" or "under" makes a preposition of the noun at `head`.
    fn is_frame(&self, at: usize, head: usize) -> bool {
        let before = at
            .checked_sub(1)
            .map_or("", |at| self.tokens[at].norm.as_str());
        matches!(
            self.tokens[head].norm.as_str(),
            "framework" | "frame" | "scope"
        ) && matches!(before, "in" | "within" | "under")
    }

    /// "both parties", "the two ministries": a reference to as many things named before.
    fn counted(&self, at: usize, taken: &[Option<usize>]) -> Option<Mention> {
        let norm = |at: usize| self.tokens.get(at).map_or("", |token| token.norm.as_str());
        let count = at + usize::from(matches!(norm(at), "the" | "these" | "those"));
        let counts =
            norm(count) == "both" || count > at && matches!(norm(count), "two" | "three" | "four");
        let head = count + 1;
        if !counts || taken.get(head)?.is_some() {
            return None;
        }
        let rules = self.knowledge.rules;
        let class = if rules.in_set("sides", norm(head)) {
            self.knowledge.ontology.class("Organization")
        } else {
            let plural = norm(head).ends_with('s');
            let head = rules
                .head(&[norm(head)])
                .filter(|head| plural && !head.only_names);
            head.map(|head| head.class)
        };
        let name = self.label(count, head + 1);
        Some(self.mention(
            at,
            head + 1,
            MentionKind::Reference,
            Some(class?),
            vec![name],
        ))
    }

    /// Bodies, people and places without a name are nobody in particular.
    fn may_be_described(&self, class: ClassId) -> bool {
        let tree = self.knowledge.ontology;
        let is = |top: &str| tree.class(top).is_some_and(|top| tree.is_a(class, top));
        !(is("Person")
            || is("Place")
            || is("Organization") && tree.class("Organization") != Some(class))
    }

    fn is_law(&self, class: ClassId) -> bool {
        let name = &self.knowledge.ontology.class_info(class).name;
        matches!(&**name, "Law" | "Treaty")
    }

    fn mention(
        &self,
        start: usize,
        end: usize,
        kind: MentionKind,
        class: Option<ClassId>,
        names: Vec<String>,
    ) -> Mention {
        Mention {
            span: Span::new(
                self.tokens[start].span.start(),
                self.tokens[end - 1].span.end(),
            ),
            tokens: (start, end),
            kind,
            class,
            told: false,
            names,
            entry: None,
            jurisdiction: None,
            period: None,
        }
    }

    fn label(&self, start: usize, end: usize) -> String {
        super::token::printed(self.text, &self.tokens[start..end])
    }

    /// "the organization | Kite", but not "the program | UNICEF launched": a noun right before the name of its own kind.
    fn announces(
        &self,
        head_end: usize,
        class: ClassId,
        taken: &[Option<usize>],
        names: &[Mention],
    ) -> bool {
        let tree = self.knowledge.ontology;
        let name = taken
            .get(head_end)
            .copied()
            .flatten()
            .map(|name| &names[name]);
        name.is_some_and(|name| {
            name.tokens.0 == head_end
                && name
                    .class
                    .is_none_or(|own| tree.is_a(own, class) || tree.is_a(class, own))
        })
    }
}
