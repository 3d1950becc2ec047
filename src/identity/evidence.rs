//! Whether two descriptions are of one thing, and what speaks for it.

use super::describe::Profile;
use super::name::{Closeness, Name};
use super::world::{Kind, World};
use std::fmt;

/// What is decided of two descriptions, by the two alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// They are of two things, or nothing speaks for one.
    Different,
    /// A person has to tell.
    Maybe,
    /// They are of one thing.
    Same,
}

/// What keeps two descriptions apart when others would join them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bar {
    /// Nothing.
    #[default]
    None,
    /// They share an acronym and their full names differ: no acronym joins them.
    Acronym,
    /// They cannot be one: two states, two years, two sorts of things.
    All,
}

/// Something that speaks for or against.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// Both bear this name.
    Name(String),
    /// Both bear this acronym.
    Acronym(String),
    /// One is spelled as the other sounds.
    Spelling(String, String),
    /// One is made of the first letters of the other.
    Initials(String, String),
    /// One name is part of the other, or they overlap.
    Words(String, String),
    /// Both belong to this country.
    Country(String),
    /// They belong to two countries.
    Countries(String, String),
    /// Their names bear other years.
    Years,
    /// They are of classes that do not go together.
    Classes,
    /// Both say this of it.
    Fact(String),
}

impl fmt::Display for Evidence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(out, "both are called “{name}”"),
            Self::Acronym(letters) => write!(out, "both have the acronym “{letters}”"),
            Self::Spelling(a, b) => write!(out, "“{a}” and “{b}” differ in spelling"),
            Self::Initials(a, b) => write!(out, "“{a}” and “{b}” have the same first letters"),
            Self::Words(a, b) => write!(out, "“{a}” and “{b}” share words"),
            Self::Country(country) => write!(out, "both are of {country}"),
            Self::Countries(a, b) => write!(out, "one is of {a}, the other of {b}"),
            Self::Years => out.write_str("their names bear other years"),
            Self::Classes => out.write_str("they are of other classes"),
            Self::Fact(fact) => write!(out, "both: {}", fact.replace('^', "is the ")),
        }
    }
}

/// What two descriptions are to each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Whether they are of one thing.
    pub decision: Decision,
    /// How much speaks for it, 0 to 1.
    pub score: f64,
    /// Whether only an acronym joins them.
    pub by_acronym: bool,
    /// What keeps them apart.
    pub bar: Bar,
    /// What speaks for and against.
    pub evidence: Vec<Evidence>,
}

impl Verdict {
    /// The verdict where extraction saw both in one document and kept them apart: only full names of other documents join
    /// them, and only where the two have one name.
    pub(super) fn side_by_side(mut self) -> Self {
        let bar = if self.decision == Decision::Same {
            Bar::Acronym
        } else {
            Bar::All
        };
        self.bar = self.bar.max(bar);
        self.decision = Decision::Different;
        self
    }

    fn apart(bar: Bar, evidence: Vec<Evidence>) -> Self {
        Self {
            decision: Decision::Different,
            score: 0.0,
            by_acronym: false,
            bar,
            evidence,
        }
    }
}

/// How two classes go together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    None,
    /// One is often taken for the other.
    Near,
    /// One is the other, or a narrower sort of it.
    Full,
}

/// How the countries of two descriptions stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Same,
    Unknown,
    Other,
}

/// The names of two descriptions that come closest.
struct Names<'p> {
    /// The closest full names.
    full: (Closeness, &'p str, &'p str),
    /// The closest pair in which one at least is an acronym.
    acronym: (Closeness, &'p str, &'p str),
    /// Whether the closest full name stands for one thing anywhere.
    distinctive: bool,
    /// How many words the shorter of the closest full names has, marks and years included.
    words: usize,
    /// Whether both have a full name.
    both_full: bool,
}

/// Compares two descriptions. Symmetric, and by nothing but the two.
#[must_use]
pub fn compare(a: &Profile, b: &Profile, world: &World<'_>) -> Verdict {
    let fit = fit(a, b, world);
    if fit == Fit::None {
        return Verdict::apart(Bar::All, vec![Evidence::Classes]);
    }
    let place = place(a, b);
    let mut evidence = Vec::new();
    match (a.country(), b.country()) {
        (Some(one), Some(_)) if place == Place::Same => {
            evidence.push(Evidence::Country(one.to_owned()))
        }
        (Some(one), Some(other)) if place == Place::Other => {
            let (one, other) = if one < other {
                (one, other)
            } else {
                (other, one)
            };
            evidence.push(Evidence::Countries(one.to_owned(), other.to_owned()));
        }
        _ => {}
    }
    if place == Place::Other && (is_of_state(a) || is_of_state(b)) {
        return Verdict::apart(Bar::All, evidence);
    }
    if !a.years.is_empty()
        && !b.years.is_empty()
        && a.years.is_disjoint(&b.years)
        && a.kind != Kind::Person
    {
        evidence.push(Evidence::Years);
        return Verdict::apart(Bar::All, evidence);
    }
    let names = names(a, b, world);
    let shared: Vec<&String> = a
        .description
        .facts
        .intersection(&b.description.facts)
        .collect();
    let case = Case {
        a,
        b,
        fit,
        place,
        names: &names,
        shared: shared.len(),
    };
    let (decision, score, by_acronym, bar) = case.judge();
    if decision > Decision::Different || bar > Bar::None {
        names.tell(&mut evidence);
        evidence.extend(
            shared
                .into_iter()
                .take(3)
                .map(|fact| Evidence::Fact(fact.clone())),
        );
    }
    let verdict = Verdict {
        decision,
        score,
        by_acronym,
        bar,
        evidence,
    };
    let together = !a.description.document.is_empty()
        && a.description.document == b.description.document
        && a.description.local != b.description.local;
    if together {
        verdict.side_by_side()
    } else {
        verdict
    }
}

/// One comparison, with all that counts.
struct Case<'p> {
    a: &'p Profile,
    b: &'p Profile,
    fit: Fit,
    place: Place,
    names: &'p Names<'p>,
    shared: usize,
}

type Judgment = (Decision, f64, bool, Bar);

const NOTHING: Judgment = (Decision::Different, 0.0, false, Bar::None);

const fn same(score: f64) -> Judgment {
    (Decision::Same, score, false, Bar::None)
}

const fn maybe(score: f64) -> Judgment {
    (Decision::Maybe, score, false, Bar::None)
}

impl Case<'_> {
    fn judge(&self) -> Judgment {
        let judged = match self.names.full.0 {
            Closeness::Same => self.full(0.0),
            Closeness::Sound if self.kind() == Kind::Place => maybe(0.5),
            Closeness::Sound => self.full(0.07),
            Closeness::Part(part) => self.part(part).max_by_score(self.acronym()),
            Closeness::Overlap(part)
                if part >= 0.6 && self.place == Place::Same && self.acronym() == NOTHING =>
            {
                self.overlap(part)
            }
            _ => self.acronym(),
        };
        // Classes that only go together when nothing else is in doubt.
        match judged {
            (Decision::Same, score, by_acronym, bar) if self.fit == Fit::Near => {
                let certain = (self.names.distinctive || self.names.words >= 3 || by_acronym)
                    && self.place != Place::Other;
                let decision = if certain || self.shared > 0 {
                    Decision::Same
                } else {
                    Decision::Maybe
                };
                (decision, score - 0.05, by_acronym, bar)
            }
            other => other,
        }
    }

    fn kind(&self) -> Kind {
        self.a.kind.min(self.b.kind)
    }

    /// The full names are the same, or sound so.
    fn full(&self, less: f64) -> Judgment {
        let Names {
            distinctive, words, ..
        } = *self.names;
        let also_acronym = self.names.acronym.0 == Closeness::Same;
        let described = self.a.is_described || self.b.is_described;
        let helped = self.shared > 0 || also_acronym;
        let judged = match self.kind() {
            _ if described => match self.place {
                Place::Same if distinctive && words >= 3 => same(0.86),
                Place::Same if words >= 3 && self.shared >= 2 => same(0.86),
                Place::Same if words >= 3 && helped => maybe(0.6),
                _ => NOTHING,
            },
            Kind::Agreement => match self.place {
                _ if words < 3 || !distinctive => NOTHING,
                Place::Same => same(0.9),
                _ if self.shared > 0 || words >= 4 => same(0.86),
                _ => maybe(0.6),
            },
            Kind::Treaty => same(0.95),
            _ if is_of_state(self.a) || is_of_state(self.b) => match self.place {
                Place::Same => same(0.97),
                _ if distinctive && words >= 2 => same(0.9),
                _ if helped => same(0.86),
                _ => maybe(0.6),
            },
            Kind::Person => match self.place {
                Place::Same => same(0.96),
                Place::Unknown if words >= 2 => same(0.92),
                _ if words >= 3 || words >= 2 && self.shared > 0 => same(0.88),
                _ if words >= 2 => maybe(0.7),
                _ => maybe(0.4),
            },
            Kind::Place => {
                if self.place == Place::Other {
                    maybe(0.5)
                } else {
                    same(0.9)
                }
            }
            kind => self.work(kind, distinctive, words, helped),
        };
        (judged.0, (judged.1 - less).max(0.0), judged.2, judged.3)
    }

    /// Bodies, works, plans, publications of one name.
    fn work(&self, kind: Kind, distinctive: bool, words: usize, helped: bool) -> Judgment {
        let national = self.place != Place::Same && (self.a.is_national() || self.b.is_national());
        match self.place {
            Place::Same if distinctive || words >= 3 || helped => same(0.96),
            Place::Same if words == 2 && kind != Kind::Plan => same(0.9),
            Place::Same => maybe(0.6),
            _ if national && self.place == Place::Other => {
                (Decision::Different, 0.3, false, Bar::All)
            }
            _ if national => {
                if helped {
                    same(0.86)
                } else {
                    maybe(0.5)
                }
            }
            Place::Unknown if distinctive => same(0.93),
            Place::Other if distinctive && (kind != Kind::Plan || words >= 3) => same(0.88),
            _ if words >= 4 || helped => same(0.86),
            _ if words >= 2 => maybe(0.5),
            _ => NOTHING,
        }
    }

    /// One full name has all the words of the other.
    fn part(&self, part: f64) -> Judgment {
        let years = !self.a.years.is_empty() && self.a.years == self.b.years;
        let here = self.place == Place::Same;
        match self.kind() {
            _ if self.a.is_office || self.b.is_office => NOTHING,
            Kind::Person if self.names.words >= 2 && self.place != Place::Other => same(0.85),
            Kind::Person if here => maybe(0.4),
            Kind::Plan | Kind::Work if here && years && part >= 0.7 => same(0.86),
            Kind::Plan | Kind::Work | Kind::Publication
                if self.shared >= 2 && part >= 0.7 && self.place != Place::Other =>
            {
                same(0.85)
            }
            Kind::Person | Kind::Agreement | Kind::Place | Kind::Treaty => NOTHING,
            _ if self.a.is_described || self.b.is_described => NOTHING,
            _ if here && part >= 0.6 => maybe(0.4 + part / 3.0),
            _ if self.names.distinctive
                && self.names.words >= 2
                && part >= 0.6
                && self.place == Place::Unknown =>
            {
                maybe(0.3 + part / 3.0)
            }
            _ => NOTHING,
        }
    }

    /// Full names share words, and each has its own.
    fn overlap(&self, part: f64) -> Judgment {
        let years = !self.a.years.is_empty() && self.a.years == self.b.years;
        match self.kind() {
            Kind::Plan | Kind::Work if years && part >= 0.8 => same(0.85),
            Kind::Plan | Kind::Work if years || self.shared > 0 => maybe(0.4 + part / 4.0),
            _ => NOTHING,
        }
    }

    /// Only an acronym joins the two.
    fn acronym(&self) -> Judgment {
        let (closeness, a, b) = self.names.acronym;
        let letters = a.chars().count().min(b.chars().count());
        let conflict = self.names.both_full && !matches!(self.names.full.0, Closeness::Part(_));
        match closeness {
            Closeness::Same if conflict => {
                let decision = if self.place == Place::Same && letters >= 4 {
                    Decision::Maybe
                } else {
                    Decision::Different
                };
                (decision, 0.45, true, Bar::Acronym)
            }
            Closeness::Same => match self.place {
                Place::Same => (Decision::Same, 0.9, true, Bar::None),
                Place::Unknown if letters >= 4 || self.shared > 0 => {
                    (Decision::Same, 0.85, true, Bar::None)
                }
                Place::Other if letters >= 5 || letters >= 4 && self.shared > 0 => {
                    (Decision::Same, 0.85, true, Bar::None)
                }
                _ if letters >= 3 => (Decision::Maybe, 0.5, true, Bar::None),
                _ => NOTHING,
            },
            Closeness::Initials if self.names.both_full => NOTHING,
            Closeness::Initials => match self.place {
                Place::Same if letters >= 4 => (Decision::Same, 0.82, true, Bar::None),
                Place::Same => (Decision::Maybe, 0.6, true, Bar::None),
                Place::Unknown if letters >= 4 => (Decision::Maybe, 0.5, true, Bar::None),
                _ => NOTHING,
            },
            _ => NOTHING,
        }
    }
}

trait MaxByScore {
    fn max_by_score(self, other: Self) -> Self;
}

impl MaxByScore for Judgment {
    fn max_by_score(self, other: Self) -> Self {
        if other.0 > self.0 || other.0 == self.0 && other.1 > self.1 {
            other
        } else {
            self
        }
    }
}

/// Whether it is a state's, so that two states never share it.
fn is_of_state(profile: &Profile) -> bool {
    profile.kind == Kind::State || profile.is_office
}

impl Profile {
    /// Whether its name says that it is a nation's.
    fn is_national(&self) -> bool {
        self.names.iter().any(|name| {
            name.words.iter().any(|word| {
                matches!(
                    word.as_str(),
                    "national" | "state" | "government" | "federal" | "republic"
                )
            })
        })
    }
}

fn fit(a: &Profile, b: &Profile, world: &World<'_>) -> Fit {
    let related = a.classes.iter().any(|one| {
        b.classes
            .iter()
            .any(|other| world.ontology.is_a(*one, *other) || world.ontology.is_a(*other, *one))
    });
    if related {
        return Fit::Full;
    }
    let body = |kind: Kind| matches!(kind, Kind::State | Kind::Body);
    let law = |profile: &Profile| profile.kind == Kind::State && !profile.is_body(world);
    let made = |kind: Kind| matches!(kind, Kind::Work | Kind::Plan);
    let open = |profile: &Profile| {
        profile
            .description
            .classes
            .iter()
            .all(|class| class == "Organization")
    };
    let pair = |x: Kind, y: Kind| (a.kind, b.kind) == (x, y) || (b.kind, a.kind) == (x, y);
    let near = body(a.kind) && body(b.kind) && law(a) == law(b) && !law(a)
        || made(a.kind) && made(b.kind)
        || open(a) && made(b.kind)
        || open(b) && made(a.kind)
        || pair(Kind::Agreement, Kind::Treaty);
    if near { Fit::Near } else { Fit::None }
}

impl Profile {
    /// Whether it is a body rather than a law.
    fn is_body(&self, world: &World<'_>) -> bool {
        let body = world.ontology.class("Organization");
        self.classes
            .iter()
            .any(|class| body.is_some_and(|body| world.ontology.is_a(*class, body)))
    }
}

fn place(a: &Profile, b: &Profile) -> Place {
    // A country named in the name itself counts before the one that the document is about.
    match (a.country(), b.country()) {
        (Some(a), Some(b)) if a == b => Place::Same,
        (Some(_), Some(_)) => Place::Other,
        _ => Place::Unknown,
    }
}

/// The closest names of two descriptions; of equally close ones the first in order of letters.
fn names<'p>(a: &'p Profile, b: &'p Profile, world: &World<'_>) -> Names<'p> {
    let mut names = Names {
        full: (Closeness::Apart, "", ""),
        acronym: (Closeness::Apart, "", ""),
        distinctive: false,
        words: 0,
        both_full: [a, b]
            .iter()
            .all(|profile| profile.names.iter().any(|name| name.acronym.is_none())),
    };
    let mut alike = Vec::new();
    for one in &a.names {
        for other in &b.names {
            let closeness = one.closeness(other, world);
            let full = one.acronym.is_none() && other.acronym.is_none();
            if full && closeness == Closeness::Same {
                alike.push(one);
            }
            let place = if full {
                &mut names.full
            } else {
                &mut names.acronym
            };
            if closeness <= place.0 || closeness == Closeness::Apart {
                continue;
            }
            *place = (closeness, &one.text, &other.text);
            if full {
                let shorter = if one.words.len() <= other.words.len() {
                    one
                } else {
                    other
                };
                names.distinctive = shorter.is_distinctive(world);
                names.words = shorter.weight();
            }
        }
    }
    // Of several pairs alike the richest counts.
    for one in alike {
        names.distinctive |= one.is_distinctive(world);
        names.words = names.words.max(one.weight());
    }
    names
}

impl Name {
    /// How many words, marks and years it has.
    fn weight(&self) -> usize {
        self.words.len() + self.marks.len() + usize::from(!self.years.is_empty())
    }
}

impl Names<'_> {
    /// Says which names come close.
    fn tell(&self, out: &mut Vec<Evidence>) {
        let pair = |(_, a, b): (Closeness, &str, &str)| {
            if a <= b {
                (a.to_owned(), b.to_owned())
            } else {
                (b.to_owned(), a.to_owned())
            }
        };
        let (a, b) = pair(self.full);
        match self.full.0 {
            Closeness::Same if a == b => out.push(Evidence::Name(a)),
            Closeness::Same | Closeness::Part(_) | Closeness::Overlap(_) => {
                out.push(Evidence::Words(a, b))
            }
            Closeness::Sound => out.push(Evidence::Spelling(a, b)),
            Closeness::Initials | Closeness::Apart => {}
        }
        let (a, b) = pair(self.acronym);
        match self.acronym.0 {
            Closeness::Same => out.push(Evidence::Acronym(a)),
            Closeness::Initials => out.push(Evidence::Initials(a, b)),
            _ => {}
        }
    }
}
