//! Lines that are names: titles run in before the text they head, and titles of two parts: "Open Shelves 2030: a Strategy for Libraries", "Net Monitor: Country Report". One thing, of
//! the class that a noun in one of the parts tells.

use super::token::{Token, TokenKind, printed};
use super::{Knowledge, Mention, MentionKind, is_determiner, is_preposition};
use crate::ontology::ClassId;

/// A title holds at most so many tokens.
const TITLE: usize = 26;

/// A name that is a sentence of its own holds at most so many tokens.
const RUN_IN: usize = 6;

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
    // "Net Freedom 2020: Kenya": a report on a country.
    let country = || {
        let place = knowledge.lexicon.by_name(&printed(text, right))?;
        let place = knowledge.lexicon.entries()[place].class;
        (knowledge.is_a(place, "Country") && class(left, knowledge).is_none())
            .then(|| knowledge.ontology.class("Publication"))?
    };
    let class = of_right.or(of_left).or_else(country)?;
    let names = vec![printed(text, tokens), printed(text, left)];
    Some(name(tokens, (0, tokens.len()), Some(class), names))
}

/// The name that a short sentence is, all its words with capitals: "Bright Screens. A campaign run by …", "2. Safe Use. …".
/// What follows tells its class, if anything does.
pub(super) fn run_in(text: &str, tokens: &[Token], knowledge: Knowledge<'_>) -> Option<Mention> {
    let start = tokens
        .iter()
        .position(|token| token.kind == TokenKind::Word)?;
    let (stop, words) = tokens.split_last()?;
    let words = words.get(start..)?;
    let named = |token: &Token| {
        token.kind == TokenKind::Word
            && (token.capital || is_preposition(&token.norm) || token.norm == "and")
    };
    let own = |token: &Token| {
        !["heading-word", "template-word"]
            .iter()
            .any(|set| knowledge.rules.in_set(set, &token.norm))
    };
    let whole = stop.is_mark('.')
        && (2..=RUN_IN).contains(&words.len())
        && words[0].capital
        && words.iter().all(named)
        && words.iter().any(own);
    whole.then(|| {
        name(
            tokens,
            (start, start + words.len()),
            None,
            vec![printed(text, words)],
        )
    })
}

/// The mention of `tokens[place]` by `names`.
fn name(
    tokens: &[Token],
    place: (usize, usize),
    class: Option<ClassId>,
    names: Vec<String>,
) -> Mention {
    Mention {
        span: tokens[place.0].span.join(tokens[place.1 - 1].span),
        tokens: place,
        kind: MentionKind::Name,
        class,
        told: false,
        names,
        entry: None,
        jurisdiction: None,
        period: None,
    }
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
