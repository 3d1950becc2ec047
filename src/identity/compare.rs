//! Holds two descriptions against each other: their classes, countries, years, names and facts.

use super::describe::Profile;
use super::evidence::{Bar, Decision, Evidence, Verdict};
use super::judge::{Case, Fit, Names, Place, is_of_state};
use super::name::{Closeness, Name};
use super::world::{Kind, World};
use std::collections::BTreeSet;

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
    // "2014-2017" and "2014-2018" are two periods.
    let periods = a.years.len() > 1 && b.years.len() > 1 && a.years != b.years;
    if !a.years.is_empty()
        && !b.years.is_empty()
        && (a.years.is_disjoint(&b.years) || periods)
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
    let (dated, linked): (Vec<&str>, Vec<&str>) = shared
        .iter()
        .map(|fact| fact.as_str())
        .partition(|fact| is_dated(fact));
    // One moment may be told twice, and two states may begin the same in one year.
    let dates: BTreeSet<&str> = dated
        .iter()
        .filter_map(|fact| fact.split(' ').next_back())
        .filter(|_| place != Place::Other || !linked.is_empty())
        .collect();
    let case = Case {
        a,
        b,
        fit,
        place,
        names: &names,
        shared: linked.len() + dates.len(),
    };
    let (mut decision, score, by_acronym, mut bar) = case.judge();
    let (ours, theirs) = (a.event_years(), b.event_years());
    if !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs) {
        decision = decision.min(Decision::Maybe);
        bar = Bar::All;
        evidence.push(Evidence::Years);
    }
    if decision > Decision::Different || bar > Bar::None {
        names.tell(&mut evidence);
        evidence.extend(
            shared
                .into_iter()
                .take(3)
                .map(|fact| Evidence::Fact(fact.clone())),
        );
    }
    Verdict {
        decision,
        score,
        by_acronym,
        bar,
        evidence,
    }
}

/// Whether a fact tells a date.
fn is_dated(fact: &str) -> bool {
    ["date ", "startDate ", "endDate "]
        .iter()
        .any(|property| fact.starts_with(property))
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
        // Extraction takes a name of which it knows nothing for an organization.
        || open(a) && b.kind == Kind::Person && !b.is_office
        || open(b) && a.kind == Kind::Person && !a.is_office
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
    let made = [a, b]
        .iter()
        .all(|profile| matches!(profile.kind, Kind::Work | Kind::Body));
    let place = place(a, b);
    let mut alike = Vec::new();
    for one in &a.names {
        for other in &b.names {
            // "One Laptop per Child in Peru" is the whole of it within Peru alone.
            let branch = made && place != Place::Same && one.is_local != other.is_local;
            if branch {
                continue;
            }
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
