//! Lines that state an article of a law: "Article 147, Criminal Code. Slander. …", "Article 12", "CHAPTER III".

use super::BlockKind;
use super::shape::{is_heading, is_statement, is_title};
use crate::rules::Rules;
use crate::span::Span;

/// An article with its law on the same line: "Article 147, Criminal Code. Slander. …".
pub(super) fn with_law(text: &str, span: Span) -> Option<BlockKind> {
    let line = span.of(text);
    let rest = ["Article ", "Art. ", "Section "]
        .iter()
        .find_map(|head| line.strip_prefix(head))?;
    let start = span.end() - rest.len();
    let comma = rest.find(',')?;
    let number = &rest[..comma];
    if number.len() > 12 || !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let law_start = start + comma + 1;
    let behind = &text[law_start..span.end()];
    let stop = behind
        .match_indices(". ")
        .map(|(at, _)| at)
        .find(|at| !is_number_sign(&behind[..*at]))
        .or_else(|| behind.ends_with('.').then(|| behind.len() - 1))?;
    let law = Span::new(law_start, law_start + stop).trim(text);
    if law.of(text).split_whitespace().count() > 14 {
        return None;
    }
    let after = Span::new(law_start + stop + 1, span.end()).trim(text);
    let title_end = after
        .of(text)
        .find(". ")
        .or_else(|| after.of(text).ends_with('.').then(|| after.len() - 1));
    let title = title_end
        .map(|end| Span::new(after.start(), after.start() + end).trim(text))
        .filter(|title| {
            is_title(title.of(text)) && title.of(text).split_whitespace().count() <= 25
        });
    Some(BlockKind::Article {
        number: Span::new(start, start + comma).trim(text),
        law: Some(law),
        title,
        chapter: false,
    })
}

/// Whether the full stop behind `words` closes a sign that counts: "Decree No. 5".
fn is_number_sign(words: &str) -> bool {
    let last = words
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    ["No", "Nos", "Nr", "no", "nos", "nr"].contains(&last)
}

/// A line of a statute that opens an article or chapter: "Article 12", "Section 3.—(1) Whoever …",
/// "CHAPTER III. OFFENCES", with its title on the same line or on the line `below`. With it the number of lines that it takes.
pub(super) fn of_statute(
    text: &str,
    span: Span,
    below: Option<Span>,
    rules: &Rules,
) -> Option<(BlockKind, usize)> {
    let line = span.of(text);
    let (word, rest) = line.split_once(' ')?;
    let word = word.trim_end_matches('.').to_lowercase();
    let chapter = rules.in_set("chapter-word", &word);
    if !chapter && !rules.in_set("article-word", &word) {
        return None;
    }
    let start = span.end() - rest.trim_start().len();
    let number = number(&text[start..span.end()])?;
    let number = Span::new(start, start + number);
    let behind = Span::new(number.end(), span.end()).trim(text);
    let title = behind
        .of(text)
        .trim_start_matches(['.', ':', '-', '–', '—', ')', ' ']);
    let title = Span::new(span.end() - title.len(), span.end());
    let marked = behind.len() > title.len();
    let kind = |title| BlockKind::Article {
        number,
        law: None,
        title,
        chapter,
    };
    let as_title = |title: Span| {
        let words = title.of(text);
        is_heading(words.trim_end_matches('.')) && !is_statement(words, rules)
    };
    if title.is_empty() {
        let below = below.filter(|below| as_title(*below));
        return Some((kind(below), 1 + usize::from(below.is_some())));
    }
    // "Article 9. Slander. Whoever …": the text goes on behind the title.
    let first = title
        .of(text)
        .match_indices(". ")
        .map(|(at, _)| Span::new(title.start(), title.start() + at))
        .find(|first| !is_number_sign(first.of(text)))
        .filter(|_| marked);
    let titles = [first, Some(title).filter(|_| first.is_none())];
    // "Article 12 of the Act …" goes on as a sentence.
    (marked || title.of(text).starts_with(char::is_uppercase)).then(|| {
        let title = titles.into_iter().flatten().find(|title| as_title(*title));
        (kind(title), 1)
    })
}

/// How many bytes the number at the start of `rest` takes: "12", "3a", "147.1", "XIV".
fn number(rest: &str) -> Option<usize> {
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))
        .unwrap_or(rest.len());
    let printed = rest[..end].trim_end_matches('.');
    let roman = printed
        .chars()
        .all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
    let arabic = printed.starts_with(|c: char| c.is_ascii_digit());
    ((roman || arabic) && (1..=8).contains(&printed.len())).then_some(printed.len())
}
