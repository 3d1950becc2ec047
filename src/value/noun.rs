//! Light grammar of counted nouns: which words after a number are the noun, which only describe it.

pub(crate) mod words;

use crate::value::atom::{AtomKind, Atoms, Gap};

/// A counted noun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    /// The noun with its noun modifiers as printed, without adjectives.
    pub(crate) words: String,
    /// The head in lower case.
    pub(crate) head: String,
    /// The place after the noun.
    pub(crate) end: usize,
}

/// How freely a noun may be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grammar {
    /// "20 schools": only a plural or the name of a mass.
    Plural,
    /// "20% of the market": any noun.
    Any,
}

/// The noun that starts at `at`, adjectives first.
pub(crate) fn counted(atoms: &Atoms<'_>, at: usize, grammar: Grammar) -> Option<Counted> {
    const LONGEST: usize = 7;
    let mut kept: Vec<String> = Vec::new();
    let mut head: Option<(String, usize)> = None;
    let mut fallback: Option<(String, usize)> = None;
    let mut next = at;
    for _ in 0..LONGEST {
        if next > at && atoms.gap(next) == Gap::Paragraph {
            break;
        }
        let Some(word) = word(atoms, next) else {
            // New items of a list of adjectives ("rural, remote schools") and quotation marks around a name.
            let listed = atoms.is_mark(next, ",") && next > at && kept.is_empty() && head.is_none();
            if atoms.is_mark(next, "‘’“”\"'") && head.is_none() || listed {
                next += 1;
                continue;
            }
            break;
        };
        let lower = word.text.to_lowercase();
        if head.is_none() && next > at && kept.is_empty() && matches!(lower.as_str(), "and" | "or")
        {
            next = word.end;
            continue;
        }
        // A capital behind a line break starts something else.
        let new_line = atoms.gap(next) == Gap::Wide && atoms.is_capital(next);
        if new_line || (is_boundary(&lower) && !is_acronym(&word.text)) {
            break;
        }
        let plural = is_plural(&lower);
        if head
            .as_ref()
            .is_some_and(|(head, _)| !plural || !is_attributive(head))
        {
            break;
        }
        let adjective = !plural && is_adjective(&word.text, &lower);
        if adjective && word.end > next + 1 {
            // "school connectivity-related grants": what stands before belongs to the compound.
            kept.clear();
        }
        if !adjective {
            kept.push(word.text);
            let place = (lower, word.end);
            if plural {
                head = Some(place);
            } else {
                fallback = Some(place);
            }
        }
        next = word.end;
    }
    let (head, end) = match grammar {
        Grammar::Plural => head?,
        Grammar::Any => head.or(fallback)?,
    };
    Some(Counted {
        words: kept.join(" "),
        head,
        end,
    })
}

/// Whether the word at `at` is a plural noun in lower case, so that a number before it counts things.
pub(crate) fn is_counted(atoms: &Atoms<'_>, at: usize) -> bool {
    atoms.gap(at) < Gap::Paragraph
        && atoms.is_letters(at)
        && !atoms.is_capital(at)
        && counted(atoms, at, Grammar::Plural)
            .is_some_and(|noun| noun.end <= at + 3 && !is_measure(&noun.head))
}

/// A word with its hyphens.
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) end: usize,
}

/// The word at `at`: letters, with what hyphens and digits are glued to them.
pub(crate) fn word(atoms: &Atoms<'_>, at: usize) -> Option<Word> {
    if !atoms.is_letters(at) {
        return None;
    }
    const LONGEST: usize = 12;
    let mut end = at + 1;
    while end < at + LONGEST {
        let alphanumeric = |at: usize| {
            atoms.is_glued(at)
                && matches!(atoms.kind(at), Some(AtomKind::Letters | AtomKind::Digits))
        };
        if alphanumeric(end) {
            end += 1;
        } else if atoms.is_glued(end) && atoms.is_mark(end, "-‐‑") && alphanumeric(end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    let text = (at..end).map(|at| atoms.text(at)).collect();
    Some(Word { text, end })
}

/// Whether the word is a plural noun or a noun that is counted without a plural.
pub(crate) fn is_plural(lower: &str) -> bool {
    let last = lower.rsplit(['-', '‐', '‑']).next().unwrap_or(lower);
    if words::IRREGULAR.contains(last) {
        return true;
    }
    last.chars().count() > 2
        && last.ends_with('s')
        && !["ss", "us", "is", "'s", "’s"]
            .iter()
            .any(|end| last.ends_with(end))
        && !words::SINGULAR.contains(last)
}

/// Whether another plural may follow: "sports clubs", "youth centers".
fn is_attributive(lower: &str) -> bool {
    words::ATTRIBUTIVE.contains(lower)
}

/// Whether the word is all capitals: `IT` is no pronoun.
fn is_acronym(printed: &str) -> bool {
    printed.len() > 1 && printed.chars().all(char::is_uppercase)
}

/// Whether the noun measures time, so that its number is a duration.
pub(crate) fn is_time(lower: &str) -> bool {
    words::TIME.contains(lower)
}

/// Whether the noun is a means of payment or measures one, so that its number is no count of things.
pub(crate) fn is_payment(lower: &str) -> bool {
    words::PAYMENT.contains(lower)
}

/// Whether the noun measures, so that its number may have decimals.
pub(crate) fn is_measure(lower: &str) -> bool {
    is_time(lower) || words::MEASURE.contains(lower)
}

/// Whether a counted noun measures a whole country: its people, its land, its economy.
pub(crate) fn is_national(unit: &str) -> bool {
    let lower = unit.to_lowercase();
    let mut words = lower.split_whitespace().rev();
    let head = words.next().unwrap_or_default();
    words::NATIONAL.contains(head)
        || words.next().is_some_and(|before| {
            matches!(before, "square" | "sq") && words::MEASURE.contains(head)
                || matches!(before, "literacy" | "poverty" | "unemployment") && head == "rate"
        })
}

/// Whether the noun only orders the text or refers back, so that its number counts nothing of the world.
pub(crate) fn is_empty_noun(lower: &str) -> bool {
    words::EMPTY.contains(lower)
}

/// Whether the word cannot be part of a counted noun: function words and common verbs.
pub(crate) fn is_boundary(lower: &str) -> bool {
    words::BOUNDARY.contains(lower)
}

/// Whether the word describes a noun without making another thing of it.
pub(crate) fn is_adjective(printed: &str, lower: &str) -> bool {
    const SUFFIXES: &[&str] = &[
        "al",
        "ic",
        "ive",
        "ous",
        "ary",
        "ful",
        "ed",
        "able",
        "ible",
        "less",
        "ern",
        "ar-old",
        "-based",
        "-level",
        "-wide",
        "-scale",
        "-speed",
        "-related",
        "-language",
        "-friendly",
        "-term",
        "-time",
        "-free",
        "-year",
        "-month",
        "-day",
        "-hour",
        "-old",
        "-aged",
        "-quality",
        "-income",
        "-profit",
        "-governmental",
        "-funded",
        "-speaking",
        "-learning-based",
        "est",
    ];
    const DEMONYMS: &[&str] = &["an", "ish", "ese", "ic", "i", "ch", "ern", "al"];
    let prefixed = ["post-", "non-", "pre-", "multi-", "inter-"]
        .iter()
        .any(|prefix| lower.starts_with(prefix));
    if words::ADJECTIVES.contains(lower) || prefixed {
        return true;
    }
    let last = lower.rsplit(['-', '‐', '‑']).next().unwrap_or(lower);
    if words::NOUNS.contains(last) {
        return false;
    }
    let capital = printed.starts_with(char::is_uppercase);
    if capital
        && printed.chars().skip(1).any(char::is_uppercase)
        && !printed.contains(['-', '‐', '‑'])
    {
        return false;
    }
    let described = |list: &[&str]| {
        list.iter()
            .any(|end| lower.ends_with(end) && lower.len() > end.len() + 2)
    };
    described(SUFFIXES) || (capital && lower.len() > 4 && described(DEMONYMS))
}
