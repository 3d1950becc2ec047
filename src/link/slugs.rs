//! The final entities of a document and their names within `BASE/entity/`.

use super::{Candidate, Entity, EntityId, Linked};
use crate::iri::{DocumentId, ends_small, slug};
use crate::mention::Knowledge;
use crate::ontology::ClassId;
use oxrdf::NamedNode;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

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
            let named = (!candidate.described || is_one_off(candidate, knowledge))
                && candidate.class.is_some()
                && !candidate.labels.is_empty()
                && !candidate.mentions.is_empty()
                && (candidate.entry.is_some() || !linked.only_headlined(&candidate.mentions));
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
    let mut taken: HashSet<String> = HashSet::new();
    let mut countries = Countries::new(linked, &places, knowledge);
    let mut entities = Vec::with_capacity(kept.len());
    for index in kept {
        let candidate = &linked.candidates[index];
        let class = candidate.class.unwrap_or_else(|| organization(knowledge));
        let mut labels = candidate.labels.clone();
        // The fullest name first: the longest, but one without a bracket before one with, and one
        // without a head in lower case, which documents print or not, before one with. A person's own name stands
        // before the office.
        let article = knowledge.ontology.class("Article") == Some(class);
        let person = knowledge.is_a(class, "Person");
        if candidate.entry.is_none()
            && !article
            && let Some(best) = (0..labels.len()).max_by_key(|at| {
                let label = &labels[*at];
                (
                    !label.contains('('),
                    !person || !label.contains(" of "),
                    !ends_small(label) || labels.len() == 1,
                    candidate.bags[*at].len(),
                    Reverse(*at),
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
                &mut countries,
            ),
        };
        // Two things of one name are told apart by class, then by number.
        let own = unique(own, &knowledge.ontology.class_info(class).name, &mut taken);
        let jurisdiction = scope.and_then(|entry| countries.places.get(&entry).copied().flatten());
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

/// The slug, with the class and a number behind it if it is taken, which it then is.
fn unique(own: String, class: &str, taken: &mut HashSet<String>) -> String {
    let mut unique = own.clone();
    let mut number = 1;
    while !taken.insert(unique.clone()) {
        number += 1;
        unique = match number {
            2 => format!("{own}-{}", slug(class)),
            _ => format!("{own}-{}-{number}", slug(class)),
        };
    }
    unique
}

/// What the countries of the lexicon give to the slugs of a document.
struct Countries<'k> {
    knowledge: Knowledge<'k>,
    /// Where the entity of an entry stands; the first one of several.
    places: HashMap<usize, Option<EntityId>>,
    /// The slugs of an entry's names and demonyms, the longest first.
    forms: HashMap<usize, Arc<[String]>>,
}

impl<'k> Countries<'k> {
    fn new(linked: &Linked, kept: &[Option<EntityId>], knowledge: Knowledge<'k>) -> Self {
        let mut places = HashMap::new();
        for (candidate, place) in linked.candidates.iter().zip(kept) {
            if let Some(entry) = candidate.entry {
                places.entry(entry).or_insert(*place);
            }
        }
        Self {
            knowledge,
            places,
            forms: HashMap::new(),
        }
    }

    fn forms(&mut self, country: usize) -> Arc<[String]> {
        let entry = &self.knowledge.lexicon.entries()[country];
        let forms = self.forms.entry(country).or_insert_with(|| {
            let names = entry.names.iter().map(|name| name.text.as_str());
            let demonyms = entry.demonyms.iter().map(String::as_str);
            let mut forms: Vec<String> = names.chain(demonyms).map(slug).collect();
            forms.sort_by_key(|form| Reverse(form.len()));
            forms.into()
        });
        Arc::clone(forms)
    }
}

/// A slug without the country that it ends or starts with.
fn without_country<'s>(base: &'s str, form: &str) -> &'s str {
    let behind = base.strip_suffix(form).and_then(|rest| {
        ["-of-the-", "-of-", "-in-"]
            .iter()
            .find_map(|joint| rest.strip_suffix(joint))
    });
    let before = || {
        let rest = base.strip_prefix(form)?;
        rest.strip_prefix("s-").or_else(|| rest.strip_prefix('-'))
    };
    behind.or_else(before).unwrap_or(base)
}

/// Whether a description tells a thing apart though no fact speaks of it: any agreement, a network that several
/// words describe, a gathering with its topic.
fn is_one_off(candidate: &Candidate, knowledge: Knowledge<'_>) -> bool {
    let is = |name: &str| {
        candidate
            .class
            .is_some_and(|class| knowledge.is_a(class, name))
    };
    let Some(head) = candidate.labels.last() else {
        return false;
    };
    let mut words = head.split(' ');
    let last = words.next_back().unwrap_or_default();
    is("Agreement")
        || is("Network") && words.count() >= 2
        || is("Event") && candidate.labels.len() > 1 && knowledge.rules.in_set("gathering", last)
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
    countries: &mut Countries<'_>,
) -> String {
    let knowledge = countries.knowledge;
    let tree = knowledge.ontology;
    let is = |top: &str| tree.class(top).is_some_and(|top| tree.is_a(class, top));
    if described && !is("GovernmentBody") || is("Agreement") {
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
        let base = slug(&name);
        if let Some(country) = scope {
            let mut base = base.as_str();
            for form in countries.forms(country).iter() {
                base = without_country(base, form);
            }
            let country = &knowledge.lexicon.entries()[country].slug;
            return format!("{country}-{}", short(base));
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
