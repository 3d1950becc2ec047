//! The final entities of a document and their names within `BASE/entity/`.

use super::{Entity, EntityId, Linked, key};
use crate::iri::{DocumentId, slug};
use crate::mention::Knowledge;
use crate::ontology::ClassId;
use oxrdf::NamedNode;
use std::collections::BTreeSet;

/// Keeps what has a name or a fact, in the order of first mention, and gives each its slug.
pub(super) fn finish(
    linked: &Linked,
    used: &[bool],
    document: &DocumentId,
    knowledge: Knowledge<'_>,
) -> (Vec<Entity>, Vec<Option<EntityId>>) {
    let mut kept: Vec<usize> = (0..linked.candidates.len())
        .filter(|index| {
            let candidate = &linked.candidates[*index];
            let named = !candidate.described
                && candidate.class.is_some()
                && !candidate.labels.is_empty()
                && !candidate.mentions.is_empty();
            named || used[*index] && !candidate.labels.is_empty()
        })
        .collect();
    kept.sort_by_key(|index| {
        (
            linked.candidates[*index].mentions.iter().min().copied(),
            *index,
        )
    });
    let mut places = vec![None; linked.candidates.len()];
    for (place, index) in kept.iter().enumerate() {
        places[*index] = Some(EntityId(place as u32));
    }
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut entities = Vec::with_capacity(kept.len());
    for index in kept {
        let candidate = &linked.candidates[index];
        let class = candidate.class.unwrap_or_else(|| organization(knowledge));
        let mut labels = candidate.labels.clone();
        // The fullest name first: the longest, but one without a bracket before one with, and one
        // without a head in lower case, which documents print or not, before one with.
        let article = knowledge.ontology.class("Article") == Some(class);
        if candidate.entry.is_none()
            && !article
            && let Some(best) = (0..labels.len()).max_by_key(|at| {
                let label = &labels[*at];
                (
                    !label.contains('('),
                    !ends_small(label) || labels.len() == 1,
                    key::bag(label).len(),
                    std::cmp::Reverse(*at),
                )
            })
        {
            let label = labels.remove(best);
            labels.insert(0, label);
        }
        let mut mentions = candidate.mentions.clone();
        mentions.sort();
        mentions.dedup();
        let entry = candidate
            .entry
            .map(|entry| &knowledge.lexicon.entries()[entry]);
        let scope = candidate
            .jurisdiction
            .or_else(|| linked.country.and_then(|id| linked.get(id).entry))
            .filter(|_| entry.is_none());
        let own = match entry {
            Some(entry) => entry.slug.clone(),
            None => made_slug(
                &labels,
                class,
                scope,
                candidate.described,
                document,
                knowledge,
            ),
        };
        // Two things of one name are told apart by class, then by number.
        let class_slug = slug(&knowledge.ontology.class_info(class).name);
        let mut unique = own.clone();
        let mut number = 1;
        while !taken.insert(unique.clone()) {
            number += 1;
            unique = match number {
                2 => format!("{own}-{class_slug}"),
                _ => format!("{own}-{class_slug}-{number}"),
            };
        }
        let own = unique;
        let jurisdiction = scope.and_then(|entry| {
            linked
                .candidates
                .iter()
                .position(|other| other.entry == Some(entry))
                .and_then(|place| places[place])
        });
        entities.push(Entity {
            class,
            slug: own,
            labels,
            mentions,
            known: entry.map(|entry| entry.iri.clone()),
            preferred: entry.map(|entry| entry.label.clone()),
            same_as: entry
                .map(|entry| {
                    entry
                        .same_as
                        .iter()
                        .filter_map(|iri| NamedNode::new(iri).ok())
                        .collect()
                })
                .unwrap_or_default(),
            jurisdiction,
        });
    }
    (entities, places)
}

/// Whether a name ends with a word in lower case: "eTwinning program".
fn ends_small(label: &str) -> bool {
    let last = label.rsplit(' ').next().unwrap_or(label);
    label.contains(' ') && last.chars().next().is_some_and(char::is_lowercase)
}

fn organization(knowledge: Knowledge<'_>) -> ClassId {
    knowledge
        .ontology
        .class("Organization")
        .expect("the ontology declares Organization")
}

/// The slug of a thing that the lexicon does not know.
fn made_slug(
    labels: &[String],
    class: ClassId,
    scope: Option<usize>,
    described: bool,
    document: &DocumentId,
    knowledge: Knowledge<'_>,
) -> String {
    let tree = knowledge.ontology;
    let is = |top: &str| tree.class(top).is_some_and(|top| tree.is_a(class, top));
    let country = scope.map(|entry| knowledge.lexicon.entries()[entry].slug.clone());
    if described || is("Agreement") {
        return format!("{}-{}", slug(document.as_str()), short(&slug(&labels[0])));
    }
    if is("GovernmentBody")
        || is("Person") && labels[0].split_whitespace().any(|word| word == "of")
        || is("Law")
        || is("Article")
        || is("Decree")
    {
        // The name in one order of words, so that "Education Ministry" and "Ministry of Education of X" agree.
        let name = if is("Ministry") {
            ministry(&labels[0])
        } else {
            labels[0].clone()
        };
        let mut base = slug(&name);
        if let Some(country) = country {
            let names = scope.map(|entry| &knowledge.lexicon.entries()[entry]);
            if let Some(entry) = names {
                let mut forms: Vec<String> = entry
                    .names
                    .iter()
                    .map(|name| slug(&name.text))
                    .chain(entry.demonyms.iter().map(|name| slug(name)))
                    .collect();
                forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
                for form in forms {
                    base = base
                        .strip_suffix(&format!("-of-the-{form}"))
                        .or_else(|| base.strip_suffix(&format!("-of-{form}")))
                        .or_else(|| base.strip_suffix(&format!("-in-{form}")))
                        .or_else(|| base.strip_prefix(&format!("{form}s-")))
                        .or_else(|| base.strip_prefix(&format!("{form}-")))
                        .map_or(base.clone(), str::to_owned);
                }
            }
            return format!("{country}-{}", short(&base));
        }
        return short(&base);
    }
    if is("Initiative") || is("Network") || is("Website") {
        let base = slug(&labels[0]);
        for end in ["-program", "-programme", "-project", "-initiative"] {
            if let Some(stem) = base.strip_suffix(end)
                && stem.contains('-')
            {
                return short(stem);
            }
        }
        return short(&base);
    }
    short(&slug(&labels[0]))
}

/// "Education Ministry" is the Ministry of Education.
fn ministry(label: &str) -> String {
    match label.strip_suffix(" Ministry") {
        Some(topic) => format!("Ministry of {topic}"),
        None => label.replace(" for ", " of "),
    }
}

/// At most 80 bytes, cut between words.
fn short(slug: &str) -> String {
    if slug.len() <= 80 {
        return if slug.is_empty() {
            "thing".to_owned()
        } else {
            slug.to_owned()
        };
    }
    let mut end = 80;
    while !slug.is_char_boundary(end) {
        end -= 1;
    }
    slug[..end]
        .rsplit_once('-')
        .map_or(&slug[..end], |(head, _)| head)
        .to_owned()
}
