//! Ages that a country's law sets: of majority, of consent, of marriage.

use crate::span::Span;
use crate::value::atom::{Atoms, Gap};
use crate::value::number;

/// An age as a text prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeMention {
    /// The words that say it.
    pub span: Span,
    /// The local name of the property: `ageOfMajority`, `ageOfConsent`, `ageOfMarriageWomen`, `ageOfMarriageMen`.
    pub property: &'static str,
    /// The age in years.
    pub age: u32,
}

/// The ages set in `sentence`, in order.
///
/// # Panics
///
/// If `sentence` is outside `text` or cuts a character.
#[must_use]
pub fn ages(text: &str, sentence: Span) -> Vec<AgeMention> {
    const TELLING: &[&str] = &[
        "age", "Age", "AGE", "Marriage", "marriage", "marry", "Majority", "majority", "consent",
        "adult", "adults",
    ];
    if !TELLING.iter().any(|age| holds(sentence.of(text), age)) {
        return Vec::new();
    }
    let atoms = Atoms::new(text, sentence);
    let topics: Vec<Topic> = topics(&atoms);
    let mut ages = Vec::new();
    for (place, topic) in topics.iter().enumerate() {
        let from = place.checked_sub(1).map_or(0, |before| topics[before].end);
        let to = topics.get(place + 1).map_or(atoms.len(), |next| next.start);
        let mut printed = numbers(&atoms, topic.end, to);
        let led = printed.is_empty();
        if led {
            // "Eighteen is the age of majority."
            printed = numbers(&atoms, from, topic.start);
            printed.drain(..printed.len().saturating_sub(1));
        }
        let [first, ..] = printed.as_slice() else {
            continue;
        };
        let whole = |age: &Printed| {
            if led {
                atoms.span(age.start, topic.end)
            } else {
                atoms.span(topic.start, age.end)
            }
        };
        match topic.kind {
            Kind::Majority => ages.push(AgeMention {
                span: whole(first),
                property: "ageOfMajority",
                age: first.age,
            }),
            Kind::Consent => ages.push(AgeMention {
                span: whole(first),
                property: "ageOfConsent",
                age: first.age,
            }),
            Kind::Marriage => marriage(&atoms, topic, &printed, to, &mut ages),
        }
    }
    ages
}

/// Whether a text holds a word.
fn holds(text: &str, word: &str) -> bool {
    text.contains(word)
        && text.match_indices(word).any(|(at, _)| {
            let joined = |c: char| c.is_ascii_alphabetic();
            !text[..at].ends_with(joined) && !text[at + word.len()..].starts_with(joined)
        })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Majority,
    Consent,
    Marriage,
}

/// "the age of consent for marriage", in atoms.
#[derive(Clone, Copy, Debug)]
struct Topic {
    kind: Kind,
    start: usize,
    end: usize,
}

/// An age in atoms.
#[derive(Clone, Copy, Debug)]
struct Printed {
    age: u32,
    start: usize,
    end: usize,
}

fn topics(atoms: &Atoms<'_>) -> Vec<Topic> {
    const REACH: usize = 8;
    const PHRASES: &[(&str, Kind)] = &[
        ("age of majority", Kind::Majority),
        ("age of legal majority", Kind::Majority),
        ("age of adulthood", Kind::Majority),
        ("legal age of majority", Kind::Majority),
        ("majority age", Kind::Majority),
        ("reaches majority", Kind::Majority),
        ("reach majority", Kind::Majority),
        ("attains majority", Kind::Majority),
        ("attain majority", Kind::Majority),
        ("majority is reached", Kind::Majority),
        ("majority is attained", Kind::Majority),
        ("majority begins", Kind::Majority),
        ("come of age", Kind::Majority),
        ("comes of age", Kind::Majority),
        ("becomes an adult", Kind::Majority),
        ("become adults", Kind::Majority),
        ("age of sexual consent", Kind::Consent),
        ("age of consent to sexual activity", Kind::Consent),
        ("consent to sexual", Kind::Consent),
        ("sexual consent", Kind::Consent),
        ("age of consent", Kind::Consent),
        ("age for sexual consent", Kind::Consent),
        ("age of marriage", Kind::Marriage),
        ("age for marriage", Kind::Marriage),
        ("age at marriage", Kind::Marriage),
        ("age for marrying", Kind::Marriage),
        ("age to marry", Kind::Marriage),
        ("age for entering into marriage", Kind::Marriage),
        ("marriage is permitted", Kind::Marriage),
        ("marriage is allowed", Kind::Marriage),
        ("marriage is legal", Kind::Marriage),
        ("marriage is possible", Kind::Marriage),
        ("can marry", Kind::Marriage),
        ("may marry", Kind::Marriage),
        ("allowed to marry", Kind::Marriage),
        ("permitted to marry", Kind::Marriage),
        ("marry at", Kind::Marriage),
        ("marry from", Kind::Marriage),
        ("marriage age", Kind::Marriage),
        ("marriageable age", Kind::Marriage),
    ];
    let mut topics = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let found = PHRASES
            .iter()
            .find_map(|(phrase, kind)| Some((*kind, atoms.after_phrase(at, phrase)?)));
        let Some((mut kind, end)) = found else {
            at += 1;
            continue;
        };
        // "the age of consent for marriage"
        let own = (end..end + REACH)
            .take_while(|at| !is_verb(atoms.lower(*at)) && !atoms.is_mark(*at, ".;,"));
        if kind == Kind::Consent
            && own
                .clone()
                .any(|at| matches!(atoms.lower(at), "marriage" | "marry"))
        {
            kind = Kind::Marriage;
        }
        let lead = [
            "the legal",
            "the minimum",
            "the legal minimum",
            "the minimum legal",
            "legal",
            "minimum",
            "the",
        ];
        let start = atoms.phrase_before(at, &lead).unwrap_or(at);
        topics.push(Topic { kind, start, end });
        at = end;
    }
    topics
}

fn is_verb(word: &str) -> bool {
    matches!(word, "is" | "was" | "are" | "stands" | "remains" | "at")
}

/// Plausible ages from `start` to before `end`.
fn numbers(atoms: &Atoms<'_>, start: usize, end: usize) -> Vec<Printed> {
    let mut numbers = Vec::new();
    let mut at = start;
    while at < end {
        let age = (!is_cited(atoms, at))
            .then(|| number::number(atoms, at))
            .flatten();
        let Some((number, next)) = age else {
            at += 1;
            continue;
        };
        // A share or a date is no age.
        if let Some(age) = number
            .small()
            .filter(|age| (9..=30).contains(age) && !atoms.is_mark(next, "%"))
        {
            let years = ["years old", "years of age", "years"];
            let next = years
                .iter()
                .find_map(|phrase| atoms.after_phrase(next, phrase))
                .unwrap_or(next);
            numbers.push(Printed {
                age,
                start: at,
                end: next.min(end),
            });
        }
        at = next;
    }
    numbers
}

fn is_cited(atoms: &Atoms<'_>, at: usize) -> bool {
    matches!(
        atoms.before(at, 1),
        "article"
            | "articles"
            | "section"
            | "sections"
            | "chapter"
            | "no"
            | "paragraph"
            | "law"
            | "act"
    ) || (atoms.is_glued(at) && atoms.is_letters(at))
        || atoms.gap(at) == Gap::Paragraph && at > 0 && atoms.is_digits(at)
}

/// The ages of one marriage topic, for women and men apart.
fn marriage(
    atoms: &Atoms<'_>,
    topic: &Topic,
    printed: &[Printed],
    to: usize,
    ages: &mut Vec<AgeMention>,
) {
    let behind = |place: usize| {
        let age = printed[place];
        let limit = printed
            .get(place + 1)
            .map_or(to, |next| next.start)
            .min(age.end + 5);
        let at = (age.end..limit)
            .take_while(|at| !atoms.is_mark(*at, ",;.") && atoms.lower(*at) != "and")
            .find(|at| sexes(atoms.lower(*at)).is_some())?;
        let one = sexes(atoms.lower(at))?;
        // "for women and men"
        let other = if matches!(atoms.lower(at + 1), "and" | "or") && at + 2 < limit {
            sexes(atoms.lower(at + 2))
        } else {
            None
        };
        Some(match other {
            Some(other) => (
                Sexes {
                    women: one.women || other.women,
                    men: one.men || other.men,
                },
                at + 3,
            ),
            None => (one, at + 1),
        })
    };
    let before = |place: usize| {
        let from = place
            .checked_sub(1)
            .map_or(topic.end, |last| printed[last].end);
        // "Women may marry at 16": whom it is for may stand before the topic.
        let from = if place == 0 {
            from.min(topic.start.saturating_sub(3))
        } else {
            from
        };
        let both = matches!(atoms.before(topic.start, 2), "and" | "or");
        (from..printed[place].start)
            .rev()
            .filter(|at| !(both && *at < topic.start))
            .find_map(|at| Some((sexes(atoms.lower(at))?, at)))
    };
    // "17 for women and 18 for men" or "for women 17 and for men 18": the first age tells which.
    let follows = behind(0).is_some();
    let mut push = |property, age, span| {
        if !ages
            .iter()
            .any(|known: &AgeMention| known.property == property)
        {
            ages.push(AgeMention {
                span,
                property,
                age,
            });
        }
    };
    for (place, age) in printed.iter().enumerate() {
        let (sex, start, end) = match (follows, behind(place), before(place)) {
            (true, Some((sex, end)), _) => (sex, age.start, end),
            (false, _, Some((sex, start))) => (sex, start, age.end),
            (_, _, _) if place == 0 => (
                Sexes {
                    women: true,
                    men: true,
                },
                age.start,
                age.end,
            ),
            _ => continue,
        };
        let span = if place == 0 {
            atoms.span(topic.start, end)
        } else {
            atoms.span(start, end)
        };
        if sex.women {
            push("ageOfMarriageWomen", age.age, span);
        }
        if sex.men {
            push("ageOfMarriageMen", age.age, span);
        }
    }
}

/// Whom an age is for.
#[derive(Clone, Copy, Debug)]
struct Sexes {
    women: bool,
    men: bool,
}

fn sexes(word: &str) -> Option<Sexes> {
    Some(match word {
        "women" | "girls" | "females" | "brides" | "woman" | "female" => Sexes {
            women: true,
            men: false,
        },
        "men" | "boys" | "males" | "grooms" | "man" | "male" => Sexes {
            women: false,
            men: true,
        },
        "both" | "everyone" | "all" => Sexes {
            women: true,
            men: true,
        },
        _ => return None,
    })
}
