//! What a line looks like: a heading, a name, a value, prose.

use crate::rules::Rules;

/// The number of words of a line, counted up to `most`: lines may be whole paragraphs.
pub(super) fn count_words(line: &str, most: usize) -> usize {
    line.split_whitespace().take(most).count()
}

/// The first `count` characters of a line.
pub(super) fn first_chars(line: &str, count: usize) -> &str {
    let end = line.char_indices().nth(count);
    end.map_or(line, |(end, _)| &line[..end])
}

/// A line of names and nothing else: "Petra Jeney", "UNESCO, Freedom House".
pub(super) fn is_author(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.len() <= 9
        && !line.ends_with(['.', ':', ';', ')'])
        && !line.starts_with("The ")
        && words.iter().all(|word| {
            word.chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || !c.is_alphabetic())
                || matches!(
                    word.trim_matches(','),
                    "and" | "of" | "the" | "for" | "in" | "de" | "on" | "von" | "van" | "al" | "et"
                )
        })
}

/// Short enough for a label.
pub(super) fn is_short(line: &str) -> bool {
    count_words(line, 7) <= 6 && line.chars().nth(60).is_none()
}

/// A number or percentage and nothing else.
pub(super) fn is_value_line(line: &str) -> bool {
    line.len() <= 24
        && line.starts_with(|c: char| c.is_ascii_digit())
        && line.chars().all(|c| {
            c.is_ascii_digit() || matches!(c, ',' | '.' | '%' | ' ' | '\u{a0}' | '\u{202f}')
        })
}

/// Short, without the end of a sentence, and starting like a title.
pub(super) fn is_heading(line: &str) -> bool {
    let count = count_words(line, 15);
    (1..=14).contains(&count)
        && line.matches(", ").nth(2).is_none()
        && !line.ends_with(['.', ';', ',', ':', '!', '?'])
        && line.starts_with(|c: char| {
            c.is_uppercase()
                || c.is_ascii_digit()
                || matches!(c, '“' | '"' | '‘')
                || line.chars().nth(1).is_some_and(char::is_uppercase)
        })
}

/// A heading that reads like a name: most of its longer words are capitalized.
pub(super) fn is_name(line: &str) -> bool {
    let long: Vec<&str> = line
        .split_whitespace()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3)
        .collect();
    let capital = long
        .iter()
        .filter(|word| word.chars().any(char::is_uppercase))
        .count();
    !long.is_empty() && capital * 3 >= long.len() * 2
}

/// Running text: a sentence of some length.
pub(super) fn is_prose(line: &str) -> bool {
    let count = count_words(line, 25);
    count >= 7 && line.trim_end().ends_with(['.', '!', '?', '”', '"']) || count >= 25
}

/// The title of an article: capitalized, and no start of a sentence.
pub(super) fn is_title(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next().is_some_and(|first| {
        first.starts_with(|c: char| c.is_uppercase())
            && !matches!(
                first,
                "This" | "The" | "States" | "Defines" | "Imposes" | "It" | "Anyone"
            )
    }) && {
        let long: Vec<&str> = line
            .split_whitespace()
            .filter(|word| word.len() > 4)
            .collect();
        long.iter()
            .filter(|word| word.starts_with(|c: char| c.is_uppercase()))
            .count()
            * 2
            >= long.len()
    }
}

/// Whether a line has a verb that makes it a statement: "are", "has", "will".
pub(super) fn is_statement(line: &str, rules: &Rules) -> bool {
    line.split_whitespace().any(|word| {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        rules.in_set("finite", &plain.to_lowercase())
    })
}

/// Whether a heading only names a section of the text: "Core Facts", "Background".
pub(super) fn is_section(line: &str, rules: &Rules) -> bool {
    line.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !word.starts_with(|c: char| c.is_ascii_digit()))
        .all(|word| rules.in_set("heading-word", &word.to_lowercase()))
}

/// Whether a line stands for a value or a name on its own: what a key or a lead-in leaves to the lines below.
pub(super) fn is_value(line: &str, rules: &Rules) -> bool {
    count_words(line, 41) <= 40 && !is_statement(line, rules) && !line.ends_with(':')
}
