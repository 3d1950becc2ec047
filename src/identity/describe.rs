//! What one document tells of one thing, as far as it can tell whether another document means the same.

use super::name::Name;
use super::world::{Kind, World};
use crate::iri::slug;
use crate::ontology::ClassId;
use crate::vocab::{POL, dcterms, is_date, skos};
use oxrdf::vocab::rdf;
use oxrdf::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// So many facts of a thing are compared at most: what has more is known by its name.
const FACTS: usize = 32;

/// Facts that things of all sorts share, so that they are no evidence.
const COMMON_FACTS: &[&str] = &["location", "memberOf"];

/// What one document, or the lexicon, tells of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Description {
    /// IRI of the document; empty for an entry of the lexicon and a row of a list.
    pub document: String,
    /// The IRI that extraction gave it, or the entry's.
    pub local: String,
    /// Local names of its classes.
    pub classes: BTreeSet<String>,
    /// Its names, the one to show first.
    pub labels: Vec<String>,
    /// The country whose it is, as its slug; none where the name alone tells.
    pub scope: Option<String>,
    /// The country that the document is about, as its slug.
    pub about: Option<String>,
    /// What is said of it, each as property and other side.
    pub facts: BTreeSet<String>,
}

impl Description {
    /// The IRI of the thing as this document has it: `DOCUMENT/entity/SLUG`. It stays the same whatever other
    /// documents say; for an entry of the lexicon it is the entry's own.
    #[must_use]
    pub fn occurrence(&self) -> String {
        if self.document.is_empty() {
            return self.local.clone();
        }
        format!("{}/entity/{}", self.document, slug_of(&self.local))
    }
}

/// The things that the quads of a document describe, as extraction gave them, by IRI.
#[must_use]
pub fn describe(document: NamedNodeRef<'_>, quads: &[Quad], world: &World<'_>) -> Vec<Description> {
    let facts_graph = GraphName::NamedNode(document.into_owned());
    let mut found: BTreeMap<&NamedNode, Description> = BTreeMap::new();
    let mut about = None;
    for quad in quads {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
            continue;
        };
        if quad.predicate == dcterms::SPATIAL && subject.as_ref() == document {
            about = slug_of_term(&quad.object, world).map(str::to_owned);
        }
        let Some(slug) = world
            .base
            .entity_slug(subject.as_ref())
            .filter(|_| quad.graph_name == facts_graph)
        else {
            continue;
        };
        let entry = found.entry(subject).or_insert_with(|| Description {
            document: document.as_str().to_owned(),
            local: subject.as_str().to_owned(),
            scope: world.country_of_slug(slug).map(str::to_owned),
            ..Description::default()
        });
        note(entry, quad, world);
    }
    notice_others(quads, &facts_graph, &mut found, world);
    place_plans(quads, &facts_graph, &mut found, world);
    let about = about.or_else(|| country_of_name(document.as_str(), world));
    let described = found
        .into_values()
        .filter(|one| !one.classes.is_empty() && !one.labels.is_empty());
    described
        .map(|mut one| {
            one.about.clone_from(&about);
            one
        })
        .collect()
}

/// The one country that a document is called by: `kenya` in `…/doc/reports/kenya-2014`, where the text itself does not tell.
fn country_of_name(document: &str, world: &World<'_>) -> Option<String> {
    let (_, name) = document.rsplit_once("/doc/")?;
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for part in name.split('/') {
        let starts = std::iter::once(0).chain(part.match_indices('-').map(|(at, _)| at + 1));
        found.extend(starts.filter_map(|at| world.country_at(&part[at..])));
    }
    let mut found = found.into_iter();
    let one = found.next()?;
    found.next().is_none().then(|| one.to_owned())
}

/// What an entry of the lexicon is, in the form of a description.
#[must_use]
pub(super) fn of_entry(entry: usize, world: &World<'_>) -> Description {
    let entries = world.lexicon.entries();
    let known = &entries[entry];
    let country = known.country.map(|place| entries[place].slug.clone());
    Description {
        local: world.base.entity(&known.slug).into_string(),
        classes: BTreeSet::from([world.ontology.class_info(known.class).name.to_string()]),
        labels: known.names.iter().map(|name| name.text.clone()).collect(),
        scope: country.clone(),
        about: country,
        ..Description::default()
    }
}

/// Adds what a quad tells of its subject.
fn note(entry: &mut Description, quad: &Quad, world: &World<'_>) {
    let predicate = quad.predicate.as_ref();
    match &quad.object {
        Term::NamedNode(class) if predicate == rdf::TYPE => {
            entry
                .classes
                .extend(class.as_str().strip_prefix(POL).map(str::to_owned));
        }
        Term::Literal(name) if predicate == skos::PREF_LABEL => {
            entry.labels.insert(0, name.value().to_owned())
        }
        Term::Literal(name) if predicate == skos::ALT_LABEL => {
            entry.labels.push(name.value().to_owned())
        }
        object => {
            let fact = property(predicate).zip(other_side(object, world));
            if let Some((property, other)) = fact.filter(|_| entry.facts.len() < FACTS) {
                entry.facts.insert(format!("{property} {other}"));
            }
        }
    }
}

/// Adds the facts in which a thing is the object.
fn notice_others(
    quads: &[Quad],
    graph: &GraphName,
    found: &mut BTreeMap<&NamedNode, Description>,
    world: &World<'_>,
) {
    for quad in quads.iter().filter(|quad| quad.graph_name == *graph) {
        let (Term::NamedNode(object), NamedOrBlankNode::NamedNode(subject)) =
            (&quad.object, &quad.subject)
        else {
            continue;
        };
        let Some(property) = property(quad.predicate.as_ref()) else {
            continue;
        };
        if let Some(entry) = found.get_mut(object)
            && let Some(slug) = world.base.entity_slug(subject.as_ref())
            && entry.facts.len() < FACTS
        {
            entry.facts.insert(format!("^{property} {slug}"));
        }
    }
}

/// "Estonia's Strategy": a plan of which the document tells one country is that country's.
fn place_plans(
    quads: &[Quad],
    graph: &GraphName,
    found: &mut BTreeMap<&NamedNode, Description>,
    world: &World<'_>,
) {
    let mut told: BTreeMap<&NamedNode, BTreeSet<&str>> = BTreeMap::new();
    for quad in quads.iter().filter(|quad| quad.graph_name == *graph) {
        if let NamedOrBlankNode::NamedNode(subject) = &quad.subject
            && quad.predicate.as_str().strip_prefix(POL) == Some("location")
            && let Some(place) = slug_of_term(&quad.object, world)
            && world.country_at(place) == Some(place)
        {
            told.entry(subject).or_default().insert(place);
        }
    }
    for (subject, countries) in told {
        if let Some(entry) = found.get_mut(subject)
            && entry.classes.contains("Strategy")
            && countries.len() == 1
        {
            let country = countries.first().map(|country| (*country).to_owned());
            entry.scope = entry.scope.take().or(country);
        }
    }
}

/// The local name of a property whose facts are evidence.
fn property(predicate: NamedNodeRef<'_>) -> Option<&str> {
    let name = predicate.as_str().strip_prefix(POL)?;
    (!COMMON_FACTS.contains(&name)).then_some(name)
}

/// What a fact says, if other documents would say it in the same words: an entity's slug, or a date.
fn other_side<'t>(object: &'t Term, world: &World<'_>) -> Option<&'t str> {
    match object {
        Term::NamedNode(_) => slug_of_term(object, world),
        Term::Literal(literal) => is_date(literal.datatype()).then(|| literal.value()),
        _ => None,
    }
}

fn slug_of_term<'t>(object: &'t Term, world: &World<'_>) -> Option<&'t str> {
    match object {
        Term::NamedNode(node) => world.base.entity_slug(node.as_ref()),
        _ => None,
    }
}

/// The slug of an IRI of an entity, in a document or of all; empty if it is none.
pub(super) fn slug_of(iri: &str) -> &str {
    iri.rsplit_once("/entity/").map_or("", |(_, slug)| slug)
}

/// A description with its names cut and its classes found: what is compared.
#[derive(Clone, Debug)]
pub struct Profile {
    /// What it was made of.
    pub description: Description,
    pub(super) classes: Vec<ClassId>,
    pub(super) kind: Kind,
    /// Its names, cut, without what says only of which country or sort it is.
    pub(super) names: Vec<Name>,
    /// Years that its names bear.
    pub(super) years: BTreeSet<u16>,
    /// Only described by its document, or called as others of its sort are.
    pub(super) is_described: bool,
    /// An office, which one person holds after the other.
    pub(super) is_office: bool,
}

impl Profile {
    /// Makes a description comparable.
    #[must_use]
    pub fn new(description: Description, world: &World<'_>) -> Self {
        let classes: Vec<ClassId> = description
            .classes
            .iter()
            .filter_map(|name| world.ontology.class(name))
            .collect();
        let kinds = classes.iter().map(|class| world.kind(*class));
        let kind = kinds.min().unwrap_or(Kind::Other);
        let mut description = description;
        // A plan that its own name gives to a country is that country's, whatever the document is about.
        if kind == Kind::Plan && description.scope.is_none() {
            let words = |label: &String| Name::new(label).words;
            let told = |label: &String| world.country_told(&words(label));
            description.scope = description.labels.iter().find_map(told).map(str::to_owned);
        }
        let is_article = description.classes.contains("Article");
        let mut profile = Self {
            is_described: is_described(&description, kind, world),
            is_office: false,
            classes,
            kind,
            names: Vec::new(),
            years: BTreeSet::new(),
            description,
        };
        // The heading of an article, such as "Slander", is that of other articles too.
        let counted = if is_article { 1 } else { usize::MAX };
        for label in profile.description.labels.iter().take(counted) {
            // The years may stand in what is cut off.
            profile.years.extend(Name::new(label).years);
            for name in profile.forms(label, world) {
                let alike = |known: &Name| {
                    known.words == name.words
                        && known.acronym == name.acronym
                        && known.marks == name.marks
                };
                if !profile.names.iter().any(alike) {
                    profile.names.push(name);
                }
            }
        }
        profile.is_office = kind == Kind::Person
            && profile.names.iter().all(|name| {
                name.words.len() <= 1
                    || name
                        .words
                        .iter()
                        .all(|word| world.is_plain(word) || world.is_title(word))
            });
        profile
    }

    /// The years of an event by its dates: another year's is another event, however it is called. A day that comes back
    /// each year is one.
    pub(super) fn event_years(&self) -> BTreeSet<&str> {
        let annual = |name: &Name| {
            name.words
                .iter()
                .any(|word| word == "day" || word == "week")
        };
        let classes = &self.description.classes;
        let is_event =
            classes.iter().all(|class| class == "Event") && !self.names.iter().any(annual);
        let dates = self.description.facts.iter().filter(|_| is_event);
        dates
            .filter_map(|fact| fact.strip_prefix("date ")?.get(..4))
            .collect()
    }

    /// The country whose it is, or that its document is about.
    pub(super) fn country(&self) -> Option<&str> {
        self.description
            .scope
            .as_deref()
            .or(self.description.about.as_deref())
    }

    /// The forms in which a name is compared: without what says only of which country or sort the thing is, and what else
    /// would be taken for the same.
    fn forms(&self, label: &str, world: &World<'_>) -> Vec<Name> {
        let name = self.cut(label, world);
        let whole = Name::new(label);
        let other = match self.kind {
            _ if name.acronym.is_some() => None,
            // "Digital Georgia": the country is of the name itself.
            Kind::Plan if name.words.len() == 1 && whole.words.len() == 2 => Some(whole),
            Kind::Work | Kind::Body => self
                .country()
                .and_then(|country| whole.of_country(country, world)),
            _ => None,
        };
        let other = other.map(|other| match self.kind {
            Kind::Work => without_sort(other, world),
            _ => other,
        });
        std::iter::once(name).chain(other).collect()
    }

    fn cut(&self, label: &str, world: &World<'_>) -> Name {
        let country = self.country();
        let whole = Name::new(label);
        if whole.acronym.is_some() {
            return whole;
        }
        let of_country =
            |word: &str| country.is_some_and(|country| world.is_of_country(country, word));
        let tail = without_tail(label, country, world);
        let short = || Name {
            is_local: tail.len() < label.len(),
            ..Name::new(tail)
        };
        match self.kind {
            // A translation says "Act" or "Law".
            Kind::State => short().without(of_country).with("act", "law"),
            Kind::Plan => short().without(of_country),
            Kind::Person => {
                // An office is told by its country: "President of the Republic of Kenya".
                let own = short().without(|word| world.is_title(word) || word.chars().count() == 1);
                Name {
                    marks: BTreeSet::new(),
                    ..own
                }
            }
            Kind::Body => short().without(|word| world.is_legal_form(word)),
            Kind::Work => match whole.text.rsplit_once(' ') {
                // "The IATP program" is called by its acronym.
                Some((own, sort)) if is_sort(&Name::new(sort).words) => {
                    Some(Name::new(own)).filter(|own| own.acronym.is_some())
                }
                _ => None,
            }
            .unwrap_or_else(|| without_sort(short(), world)),
            _ => short(),
        }
    }
}

/// Whether these are words that say no more than that it is a program.
fn is_sort(words: &[String]) -> bool {
    const SORTS: &[&str] = &["program", "project", "initiative", "campaign", "pilot"];
    words.iter().all(|word| SORTS.contains(&word.as_str()))
}

/// A name without "program" and the like, where enough is left.
fn without_sort(name: Name, world: &World<'_>) -> Name {
    // "State Program X" is the program X.
    let state = name.run.windows(2).any(|two| two == ["state", "program"]);
    let bare = name.without(|word| is_sort(&[word.to_owned()]) || state && word == "state");
    if bare.words.len() > 1 || bare.is_distinctive(world) {
        bare
    } else {
        name
    }
}

/// A name without "of X" or "in X" at its end, where X is the own country.
fn without_tail<'l>(label: &'l str, country: Option<&str>, world: &World<'_>) -> &'l str {
    let Some(country) = country else {
        return label;
    };
    let joints = [" of ", " in "]
        .iter()
        .flat_map(|joint| label.match_indices(joint));
    joints
        .filter(|(at, joint)| {
            world.is_country_name(country, &Name::new(&label[at + joint.len()..]).words)
        })
        .map(|(at, _)| &label[..at])
        .min_by_key(|head| head.len())
        .unwrap_or(label)
}

/// Whether extraction named it by its document, since its name would not tell it from others: where no name of it opens
/// so by itself.
fn is_described(description: &Description, kind: Kind, world: &World<'_>) -> bool {
    let document = description
        .document
        .rsplit_once("/doc/")
        .map_or("", |(_, slug)| slug);
    let own = slug_of(&description.local);
    let prefix = format!("{}-", document.replace('/', "-"));
    let named = || {
        description
            .labels
            .iter()
            .any(|label| slug(label).starts_with(&prefix) || is_name(label, world))
    };
    // Bodies and laws of states open with their country, which documents are called by.
    !matches!(kind, Kind::State | Kind::Person | Kind::Agreement)
        && own.starts_with(&prefix)
        && !named()
}

/// Whether a description is a name all but its head: "Lake Villages project", but not "World Bank project", which is one of
/// many.
fn is_name(label: &str, world: &World<'_>) -> bool {
    let Some((own, head)) = label.rsplit_once(' ') else {
        return false;
    };
    own.contains(' ')
        && own
            .split(' ')
            .all(|word| word.starts_with(char::is_uppercase))
        && head.starts_with(char::is_lowercase)
        && world.lexicon.by_name(own).is_none()
}
