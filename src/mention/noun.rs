//! Light grammar of counted nouns: which words after a number are the noun, which only describe it.

use crate::mention::atom::{AtomKind, Atoms, Gap};

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
        if head.is_none() && next > at && kept.is_empty() && matches!(lower.as_str(), "and" | "or") {
            next = word.end;
            continue;
        }
        if is_boundary(&lower) {
            break;
        }
        let plural = is_plural(&lower);
        if head.is_some() && !plural {
            break;
        }
        if plural || !is_adjective(&word.text, &lower) {
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
    Some(Counted { words: kept.join(" "), head, end })
}

/// Whether the word at `at` is a plural noun in lower case, so that a number before it counts things.
pub(crate) fn is_counted(atoms: &Atoms<'_>, at: usize) -> bool {
    atoms.gap(at) < Gap::Paragraph
        && atoms.is_letters(at)
        && !atoms.is_capital(at)
        && counted(atoms, at, Grammar::Plural).is_some_and(|noun| noun.end <= at + 3 && !is_measure(&noun.head))
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
        let alphanumeric = |at: usize| atoms.is_glued(at) && matches!(atoms.kind(at), Some(AtomKind::Letters | AtomKind::Digits));
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
    const IRREGULAR: &[&str] = &[
        "alumni", "children", "criteria", "data", "faculty", "geese", "inhabitants", "manpower", "media", "men",
        "people", "personnel", "police", "population", "series", "staff", "women", "youth",
    ];
    const SINGULAR: &[&str] = &[
        "always", "besides", "gas", "news", "perhaps", "physics", "mathematics", "economics", "politics", "plus",
        "does", "has", "was", "its", "this", "yes", "versus", "towards", "afterwards", "overseas", "sales", "sports",
    ];
    let last = lower.rsplit(['-', '‐', '‑']).next().unwrap_or(lower);
    if IRREGULAR.binary_search(&last).is_ok() {
        return true;
    }
    last.chars().count() > 2
        && last.ends_with('s')
        && !["ss", "us", "is", "ics", "'s", "’s"].iter().any(|end| last.ends_with(end))
        && !SINGULAR.contains(&last)
}

/// Whether the noun measures time, so that its number is a duration.
pub(crate) fn is_time(lower: &str) -> bool {
    const TIME: &[&str] = &[
        "centuries", "century", "day", "days", "decade", "decades", "hour", "hours", "hrs", "minute", "minutes",
        "month", "months", "semester", "semesters", "week", "weeks", "weekdays", "year", "years", "seconds",
    ];
    TIME.contains(&lower)
}

/// Whether the noun measures, so that its number may have decimals.
fn is_measure(lower: &str) -> bool {
    is_time(lower)
        || ["kilometers", "kilometres", "kilometer", "kilometre", "miles", "meters", "metres", "tons", "tonnes", "degrees", "hectares", "points", "times"]
            .contains(&lower)
}

/// Whether the noun only orders the text or refers back, so that its number counts nothing of the world.
pub(crate) fn is_empty_noun(lower: &str) -> bool {
    const EMPTY: &[&str] = &[
        "articles", "aspects", "chapters", "examples", "factors", "halves", "issues", "items", "kinds", "levels",
        "matters", "ones", "others", "paragraphs", "parts", "percentage", "phases", "points", "questions", "reasons",
        "sections", "sides", "stages", "steps", "terms", "thirds", "times", "types", "ways",
    ];
    EMPTY.contains(&lower)
}

/// Whether the word cannot be part of a counted noun: function words and common verbs.
pub(crate) fn is_boundary(lower: &str) -> bool {
    const BOUNDARY: &[&str] = &[
        "a", "about", "above", "across", "after", "against", "all", "along", "also", "although", "amid", "among",
        "an", "and", "any", "are", "around", "as", "at", "be", "because", "been", "before", "began", "behind",
        "being", "below", "between", "both", "but", "by", "came", "can", "could", "did", "do", "does", "during",
        "each", "either", "every", "for", "from", "gave", "get", "give", "given", "gives", "giving", "go", "goes", "got", "had", "has", "have", "he", "held",
        "her", "his", "how", "however", "if", "in", "including", "inside", "into", "is", "it", "its", "joined",
        "like", "made", "may", "might", "more", "must", "near", "nor", "not", "now", "of", "off", "on", "only", "onto",
        "or", "our", "out", "outside", "over", "passed", "per", "plus", "received", "reported", "said", "shall", "she", "should",
        "since", "so", "some", "stated", "such", "than", "that", "the", "their", "them", "then", "there", "these",
        "they", "this", "those", "though", "through", "throughout", "till", "to", "took", "toward", "towards",
        "under", "until", "up", "upon", "using", "via", "was", "we", "went", "were", "what", "when", "where", "whereas",
        "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "would",
        "yet", "you", "your",
    ];
    BOUNDARY.contains(&lower)
}

/// Whether the word describes a noun without making another thing of it.
pub(crate) fn is_adjective(printed: &str, lower: &str) -> bool {
    const ADJECTIVES: &[&str] = &[
        "advanced", "bad", "best", "better", "big", "blind", "brand", "core", "deaf", "different", "disadvantaged",
        "due", "early", "elder", "entire", "existing", "extra", "female", "few", "final", "first", "former", "free", "fresh", "full", "further",
        "good", "great", "high", "innovative", "intermediate", "joint", "junior", "key", "large", "largest", "last", "late", "later",
        "latest", "leading", "local", "long", "low", "lower", "main", "major", "male", "many", "mid", "middle", "minor", "mobile",
        "modern", "most", "new", "newest", "next", "non", "old", "older", "online", "open", "other", "participating", "past", "poor",
        "present", "prominent", "remaining", "rich", "senior", "separate", "several", "short", "similar", "single", "small", "smaller", "smart",
        "some", "special", "strong", "subsequent", "such", "talented", "top", "total", "unique", "upper", "urban", "various", "vulnerable", "wide",
        "working", "young", "younger", "youngest", "developing", "emerging", "growing", "outstanding", "upcoming", "surrounding", "neighboring", "neighbouring",
        "current", "recent", "relevant", "independent", "excellent", "permanent", "important", "efficient", "frequent", "active", "kindred", "daily", "weekly", "monthly", "yearly", "annual",
        "live", "remote", "complete", "private", "separate", "concrete", "distinct", "direct", "ethnic", "foreign", "rare", "secure", "whole", "additional", "personal", "common",
        "multi", "state-of-the-art", "out-of-school", "popular", "regular", "particular", "secular", "disabled", "nearby", "selected", "state-owned", "unpaid", "low-income", "brand-new", "elderly",
        "human-readable", "friendly", "quality", "high-quality",
    ];
    const NOUNS: &[&str] = &[
        "animal", "archive", "cable", "campaign", "capital", "clinic", "concern", "drive", "executive", "feed", "festival", "field",
        "goal", "hospital", "initiative", "journal", "library", "manual", "material", "motive", "music", "need", "pattern",
        "portal", "professional", "proposal", "rehearsal", "rental", "salary", "seed", "shed", "signal", "speed", "survival", "table", "terminal", "topic",
        "traffic", "trial", "tutorial", "vegetable", "variable", "bed", "fabric", "metal", "crystal", "detective", "dictionary", "glossary",
    ];
    const SUFFIXES: &[&str] = &[
        "al", "ic", "ive", "ous", "ary", "ful", "ed", "able", "ible", "less", "ern", "ar-old", "-based", "-level", "-wide",
        "-scale", "-speed", "-language", "-friendly", "-term", "-time", "-free", "-year", "-month", "-day", "-hour", "-old", "-aged", "-quality", "-income", "-profit",
        "-governmental", "-funded", "-speaking", "-learning-based", "est",
    ];
    const DEMONYMS: &[&str] = &["an", "ish", "ese", "ic", "i", "ch", "ern", "al"];
    if ADJECTIVES.contains(&lower) {
        return true;
    }
    let last = lower.rsplit(['-', '‐', '‑']).next().unwrap_or(lower);
    if NOUNS.contains(&last) {
        return false;
    }
    let capital = printed.starts_with(char::is_uppercase);
    if capital && printed.chars().skip(1).any(char::is_uppercase) && !printed.contains(['-', '‐', '‑']) {
        return false;
    }
    let described = |list: &[&str]| list.iter().any(|end| lower.ends_with(end) && lower.len() > end.len() + 2);
    described(SUFFIXES) || (capital && lower.len() > 4 && described(DEMONYMS))
}
