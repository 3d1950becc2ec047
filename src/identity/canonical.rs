//! Which IRI and which name stand for a thing that several documents speak of.

use super::decision::Decisions;
use super::describe::{Description, Profile};
use crate::iri::{ends_small, slug};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What stands for a thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Canonical {
    /// The IRI.
    pub iri: String,
    /// The name to show.
    pub label: String,
}

/// Chooses for each thing the IRI of one of its descriptions: the lexicon's entry; else the one that a person pointed
/// at; else the one with the fullest name. Where documents give one IRI to several things, each gets its country or
/// first document behind it, as in `national-strategy--kenya`, which no slug holds by itself.
///
/// `things` are the places of the descriptions of each.
#[must_use]
pub fn canonical(
    profiles: &[Profile],
    things: &[Vec<usize>],
    decisions: &Decisions,
) -> Vec<Canonical> {
    let mut users: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (thing, members) in things.iter().enumerate() {
        for place in members {
            users
                .entry(&profiles[*place].description.local)
                .or_default()
                .insert(thing);
        }
    }
    let chosen: Vec<&Description> = things
        .iter()
        .map(|members| choose(profiles, members, decisions))
        .collect();
    let shared = |thing: usize| {
        let told = chosen[thing];
        !told.document.is_empty() && users[told.local.as_str()].len() > 1
    };
    let mut marked: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for thing in (0..things.len()).filter(|thing| shared(*thing)) {
        *marked
            .entry((&chosen[thing].local, country(profiles, &things[thing])))
            .or_default() += 1;
    }
    chosen
        .iter()
        .enumerate()
        .map(|(thing, told)| {
            let mut iri = told.local.clone();
            if shared(thing) {
                let mark = country(profiles, &things[thing]);
                let alone = !mark.is_empty() && marked[&(told.local.as_str(), mark.clone())] == 1;
                let mark = if alone {
                    mark
                } else {
                    document(profiles, &things[thing])
                };
                iri = format!("{iri}--{mark}");
            }
            let label = told.labels.first().cloned().unwrap_or_default();
            Canonical { iri, label }
        })
        .collect()
}

/// The description that stands for the others.
fn choose<'p>(
    profiles: &'p [Profile],
    members: &[usize],
    decisions: &Decisions,
) -> &'p Description {
    let best = members.iter().min_by_key(|place| {
        let told = &profiles[**place].description;
        let chief = told.labels.first().map_or("", String::as_str);
        // Without the country and what else says little; the first name is that of the first label.
        let cut = profiles[**place].names.first();
        (
            !told.document.is_empty(),
            !decisions.points_at(told),
            cut.is_none_or(|name| name.acronym.is_some()),
            chief.contains('(') || chief.starts_with(|c: char| !c.is_alphanumeric()),
            ends_small(chief),
            Reverse(cut.map_or(0, |name| name.words.len() + name.years.len())),
            chief.chars().count(),
            chief,
            &told.local,
            &told.document,
        )
    });
    // A thing has one description at least.
    &profiles[best.copied().unwrap_or(members[0])].description
}

/// The one country of a thing's descriptions; empty if there is none, or more than one.
fn country(profiles: &[Profile], members: &[usize]) -> String {
    let all: BTreeSet<&str> = members
        .iter()
        .map(|place| profiles[*place].country().unwrap_or_default())
        .collect();
    match all.len() {
        1 => all.into_iter().collect(),
        _ => String::new(),
    }
}

/// The first of a thing's documents, as a slug.
fn document(profiles: &[Profile], members: &[usize]) -> String {
    let all = members
        .iter()
        .map(|place| profiles[*place].description.document.as_str());
    let first = all.min().unwrap_or_default();
    slug(first.rsplit_once("/doc/").map_or(first, |(_, name)| name))
}
