//! Titles of two parts: "Open Shelves 2030: a Strategy for Libraries", "Net Monitor: Country Report". One thing, of
//! the class that a noun in one of the parts tells.

use super::token::{Token, TokenKind, printed};
use super::{Knowledge, Mention, MentionKind, is_determiner, is_preposition};
use crate::ontology::ClassId;

/// A title holds at most so many tokens.
const TITLE: usize = 26;

/// The mention of the whole title that the tokens of a heading are, if a colon parts them and a noun tells its class.
pub(super) fn of_two_parts(
    text: &str,
    tokens: &[Token],
    knowledge: Knowledge<'_>,
) -> Option<Mention> {
    let rules = knowledge.rules;
    let mut colons = (1..tokens.len()).filter(|at| tokens[*at].is_mark(':'));
    let colon = colons.next().filter(|_| colons.next().is_none())?;
    let (left, right) = (&tokens[..colon], &tokens[colon + 1..]);
    let is_word = |token: &&Token| token.kind == TokenKind::Word;
    let stated = tokens
        .iter()
        .any(|token| rules.in_set("finite", &token.norm));
    let section = left
        .iter()
        .filter(is_word)
        .all(|token| rules.in_set("heading-word", &token.norm) || token.norm.len() == 1);
    let opened = right.first()?.capital || is_determiner(&right[0].norm);
    if tokens.len() > TITLE || left.len() < 2 || stated || section || !left[0].capital || !opened {
        return None;
    }
    let titled = |class: &ClassId| knowledge.is_any(*class, &["Publication", "Strategy"]);
    let of_right = class(right, knowledge).filter(titled);
    let of_left = class(left, knowledge).filter(titled);
    let class = of_right.or(of_left)?;
    let names = vec![printed(text, tokens), printed(text, left)];
    Some(Mention {
        span: tokens[0].span.join(tokens[tokens.len() - 1].span),
        tokens: (0, tokens.len()),
        kind: MentionKind::Name,
        class: Some(class),
        names,
        entry: None,
        jurisdiction: None,
        period: None,
    })
}

/// The class of the noun before the first preposition of a part.
fn class(part: &[Token], knowledge: Knowledge<'_>) -> Option<ClassId> {
    let end = part
        .iter()
        .position(|token| is_preposition(&token.norm))
        .unwrap_or(part.len());
    let year = |token: &Token| token.kind == TokenKind::Number;
    let end = part[..end].iter().rposition(|token| !year(token))? + 1;
    Some(knowledge.rules.head(&part[..end])?.class)
}
