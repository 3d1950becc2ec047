//! Descriptions become things: what is surely one is joined, unless something keeps it apart.

use super::compare::compare;
use super::decision::Decisions;
use super::describe::Profile;
use super::evidence::{Bar, Decision, Verdict};
use super::world::World;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Finds which descriptions are of one thing: the places of those of each, sorted.
///
/// `pairs` are the places of descriptions that are to be compared, such as those that share a key. What comes out
/// depends on the set of descriptions alone, in whatever order they stand: pairs are judged by themselves, joined from
/// the surest on, and not joined where members of the two sides are kept apart.
#[must_use]
pub fn cluster(
    profiles: &[Profile],
    pairs: &BTreeSet<(usize, usize)>,
    decisions: &Decisions,
    world: &World<'_>,
) -> Vec<Vec<usize>> {
    let units = Units::new(profiles, decisions, world);
    let mut judged: BTreeMap<(usize, usize), Verdict> = BTreeMap::new();
    for &(a, b) in pairs {
        let (a, b) = (units.of[a], units.of[b]);
        if a != b {
            let (a, b) = (a.min(b), a.max(b));
            judged.entry((a, b)).or_insert_with(|| units.judge(a, b));
        }
    }
    let bars = judged.iter().map(|(pair, verdict)| (*pair, verdict.bar));
    units.bars.borrow_mut().extend(bars);
    let ambiguous = units.ambiguous(&judged);
    let mut sides = Sides::new(units.members.len());
    for (a, b) in units.curated(decisions, true) {
        sides.join(a, b);
    }
    let apart: BTreeSet<(usize, usize)> = units.curated(decisions, false).collect();
    let mut sure: Vec<(&(usize, usize), &Verdict)> = judged
        .iter()
        .filter(|(pair, verdict)| verdict.decision == Decision::Same && !ambiguous.contains(pair))
        .collect();
    // Units stand in the order of their descriptions, so that equal scores have one order.
    sure.sort_by_key(|(pair, verdict)| {
        (
            verdict.by_acronym,
            Reverse((verdict.score * 1000.0) as i64),
            **pair,
        )
    });
    for ((a, b), verdict) in sure {
        let joined = sides.find(*a) == sides.find(*b);
        if joined || !units.may_join(&sides, *a, *b, verdict, &apart) {
            continue;
        }
        sides.join(*a, *b);
    }
    units.spread(&sides)
}

/// Descriptions that are alike in all that counts, so that many documents cost no more than one.
struct Units<'p, 'k> {
    world: &'p World<'k>,
    profiles: &'p [Profile],
    /// The unit of each description.
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
    /// What stands for a unit: its first description, with the facts of all.
    whole: Vec<Profile>,
    /// The documents of a unit.
    documents: Vec<BTreeSet<&'p str>>,
    /// What keeps two units apart, as far as it was asked.
    bars: RefCell<FxHashMap<(usize, usize), Bar>>,
}

impl<'p, 'k> Units<'p, 'k> {
    fn new(profiles: &'p [Profile], decisions: &Decisions, world: &'p World<'k>) -> Self {
        let mut units = Self {
            world,
            profiles,
            of: Vec::with_capacity(profiles.len()),
            members: Vec::new(),
            whole: Vec::new(),
            documents: Vec::new(),
            bars: RefCell::default(),
        };
        let mut alike: BTreeMap<_, usize> = BTreeMap::new();
        for (place, profile) in profiles.iter().enumerate() {
            let told = &profile.description;
            let labels: BTreeSet<&String> = told.labels.iter().collect();
            // Another year's event is another.
            let years = profile.event_years();
            let form = (
                &told.local,
                &told.classes,
                labels,
                &told.scope,
                &told.about,
                years,
            );
            let own = told.document.is_empty() || decisions.names(told);
            let unit = alike.get(&form).copied().filter(|_| !own);
            let unit = unit.unwrap_or_else(|| {
                let mut alone = profile.clone();
                alone.description.facts.clear();
                let sure = !own && compare(&alone, &alone, world).decision == Decision::Same;
                units.members.push(Vec::new());
                units.documents.push(BTreeSet::new());
                units.whole.push(profile.clone());
                if sure {
                    alike.insert(form, units.members.len() - 1);
                }
                units.members.len() - 1
            });
            units.of.push(unit);
            units.members[unit].push(place);
            units.documents[unit].insert(told.document.as_str());
            units.whole[unit]
                .description
                .facts
                .extend(told.facts.iter().cloned());
        }
        units
    }

    fn judge(&self, a: usize, b: usize) -> Verdict {
        let mut verdict = compare(&self.whole[a], &self.whole[b], self.world);
        let listed = |unit: usize| self.whole[unit].description.document.is_empty();
        // Two entries of the lexicon are two things.
        if listed(a) && listed(b) {
            verdict.decision = Decision::Different;
            verdict.bar = Bar::All;
        }
        let locals = [a, b].map(|unit| &self.whole[unit].description.local);
        let together = !listed(a) && !listed(b) && locals[0] != locals[1];
        if together && !self.documents[a].is_disjoint(&self.documents[b]) {
            let marked = self.whole[a].years != self.whole[b].years;
            verdict = verdict.side_by_side(marked);
        }
        // What the lexicon calls by an acronym extraction has linked where it could.
        if verdict.by_acronym && verdict.decision == Decision::Same && (listed(a) || listed(b)) {
            verdict.decision = Decision::Maybe;
        }
        // Extraction linked it to the entry.
        if (listed(a) || listed(b))
            && self.whole[a].description.local == self.whole[b].description.local
        {
            verdict.decision = Decision::Same;
            verdict.score = 1.0;
            verdict.by_acronym = false;
        }
        verdict
    }

    fn bar(&self, a: usize, b: usize) -> Bar {
        let pair = (a.min(b), a.max(b));
        let mut bars = self.bars.borrow_mut();
        *bars
            .entry(pair)
            .or_insert_with(|| self.judge(pair.0, pair.1).bar)
    }

    /// The pairs of units that a person joined or parted.
    fn curated<'d>(
        &'d self,
        decisions: &'d Decisions,
        same: bool,
    ) -> impl Iterator<Item = (usize, usize)> + 'd {
        let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, profile) in self.profiles.iter().enumerate() {
            let told = &profile.description;
            if !decisions.names(told) {
                continue;
            }
            for iri in BTreeSet::from([told.local.clone(), told.occurrence()]) {
                if decisions.mentions(&iri) {
                    named.entry(iri).or_default().push(self.of[place]);
                }
            }
        }
        decisions
            .pairs(same)
            .flat_map(move |(a, b)| {
                let of = |iri: &str| named.get(iri).cloned().unwrap_or_default();
                let (left, right) = (of(a), of(b));
                left.into_iter()
                    .flat_map(move |a| right.clone().into_iter().map(move |b| (a.min(b), a.max(b))))
            })
            .filter(|(a, b)| a != b)
    }

    /// Acronyms that stand for two things: the pairs that they would join.
    fn ambiguous(&self, judged: &BTreeMap<(usize, usize), Verdict>) -> BTreeSet<(usize, usize)> {
        let mut ends: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for ((a, b), verdict) in judged {
            if verdict.by_acronym && verdict.decision == Decision::Same {
                ends.entry(*a).or_default().push(*b);
                ends.entry(*b).or_default().push(*a);
            }
        }
        let torn = |others: &[usize]| {
            others.iter().enumerate().any(|(place, a)| {
                others[place + 1..]
                    .iter()
                    .any(|b| self.bar(*a, *b) > Bar::None)
            })
        };
        let mut pairs = BTreeSet::new();
        for (unit, others) in ends.iter().filter(|(_, others)| torn(others)) {
            pairs.extend(
                others
                    .iter()
                    .map(|other| (*unit.min(other), *unit.max(other))),
            );
        }
        pairs
    }

    /// Whether nothing keeps the two sides of a pair apart.
    fn may_join(
        &self,
        sides: &Sides,
        a: usize,
        b: usize,
        verdict: &Verdict,
        apart: &BTreeSet<(usize, usize)>,
    ) -> bool {
        let (left, right) = (sides.members(a), sides.members(b));
        !self.told_apart(sides, a, b, apart)
            && left.iter().all(|one| {
                right.iter().all(|other| match self.bar(*one, *other) {
                    Bar::None => true,
                    Bar::Acronym => !verdict.by_acronym,
                    Bar::All => false,
                })
            })
    }

    /// Whether a person said of two members that they are two things.
    fn told_apart(
        &self,
        sides: &Sides,
        a: usize,
        b: usize,
        apart: &BTreeSet<(usize, usize)>,
    ) -> bool {
        !apart.is_empty()
            && sides.members(a).iter().any(|one| {
                sides
                    .members(b)
                    .iter()
                    .any(|other| apart.contains(&(*one.min(other), *one.max(other))))
            })
    }

    /// The descriptions of each side, in order.
    fn spread(&self, sides: &Sides) -> Vec<Vec<usize>> {
        let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (unit, members) in self.members.iter().enumerate() {
            found.entry(sides.find(unit)).or_default().extend(members);
        }
        let mut all: Vec<Vec<usize>> = found.into_values().collect();
        for members in &mut all {
            members.sort_unstable();
        }
        all.sort_unstable();
        all
    }
}

/// Disjoint sets that know their members.
struct Sides {
    side: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Sides {
    fn new(count: usize) -> Self {
        Self {
            side: (0..count).collect(),
            members: (0..count).map(|unit| vec![unit]).collect(),
        }
    }

    fn find(&self, unit: usize) -> usize {
        self.side[unit]
    }

    fn members(&self, unit: usize) -> &[usize] {
        &self.members[self.side[unit]]
    }

    /// Joins two sides; the smaller one moves.
    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.side[a], self.side[b]);
        if a == b {
            return;
        }
        let (keep, goes) = if self.members[a].len() >= self.members[b].len() {
            (a, b)
        } else {
            (b, a)
        };
        let moved = std::mem::take(&mut self.members[goes]);
        for unit in &moved {
            self.side[*unit] = keep;
        }
        self.members[keep].extend(moved);
    }
}
