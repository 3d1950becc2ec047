//! Judges a comparison: how much it takes for two descriptions of each sort to be of one thing.

use super::describe::Profile;
use super::evidence::{Bar, Decision};
use super::name::Closeness;
use super::world::Kind;

/// How two classes go together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    None,
    /// One is often taken for the other.
    Near,
    /// One is the other, or a narrower sort of it.
    Full,
}

/// How the countries of two descriptions stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Same,
    Unknown,
    Other,
}

/// The names of two descriptions that come closest.
pub(super) struct Names<'p> {
    /// The closest full names.
    pub(super) full: (Closeness, &'p str, &'p str),
    /// The closest pair in which one at least is an acronym.
    pub(super) acronym: (Closeness, &'p str, &'p str),
    /// Whether the closest full name stands for one thing anywhere.
    pub(super) distinctive: bool,
    /// How many words the shorter of the closest full names has, marks and years included.
    pub(super) words: usize,
    /// Whether both have a full name.
    pub(super) both_full: bool,
}

/// One comparison, with all that counts.
pub(super) struct Case<'p> {
    pub(super) a: &'p Profile,
    pub(super) b: &'p Profile,
    pub(super) fit: Fit,
    pub(super) place: Place,
    pub(super) names: &'p Names<'p>,
    pub(super) shared: usize,
}

/// The decision, how much speaks for it, whether by an acronym alone, and what keeps apart.
pub(super) type Judgment = (Decision, f64, bool, Bar);

const NOTHING: Judgment = (Decision::Different, 0.0, false, Bar::None);

const fn same(score: f64) -> Judgment {
    (Decision::Same, score, false, Bar::None)
}

const fn maybe(score: f64) -> Judgment {
    (Decision::Maybe, score, false, Bar::None)
}

impl Case<'_> {
    pub(super) fn judge(&self) -> Judgment {
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
                // The same parties on the same day.
                Place::Same if self.shared >= 3 => same(0.86),
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
            // Each state has its "Cyber Security Strategy 2014-2017".
            Place::Other if kind == Kind::Plan && words >= 2 => maybe(0.5),
            _ if words >= 4 || helped => same(0.86),
            _ if words >= 2 => maybe(0.5),
            _ => NOTHING,
        }
    }

    /// One full name has all the words of the other.
    fn part(&self, part: f64) -> Judgment {
        let years = !self.a.years.is_empty() && self.a.years == self.b.years;
        let here = self.place == Place::Same;
        let named = self.names.acronym.0 == Closeness::Same
            && self.names.acronym.1.chars().count() >= 3
            && part >= 0.6;
        match self.kind() {
            _ if self.a.is_office || self.b.is_office => NOTHING,
            // "Internet Governance Forum (IGF)" and "Global Internet Governance Forum (IGF)".
            Kind::Body | Kind::Work if named => same(0.85),
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
pub(super) fn is_of_state(profile: &Profile) -> bool {
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
