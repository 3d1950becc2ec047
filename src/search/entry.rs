//! What one version of a document gives to the index: its passages, and the names that it has for things.

use super::passage::{Passage, passages};
use super::schema::{Fields, kind};
use super::words::fold;
use crate::iri::slug;
use crate::read::Document;
use crate::span::CodePoints;
use crate::vocab::{POL, dcterms, oa, prov, skos};
use oxrdf::vocab::rdf;
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};
use tantivy::TantivyDocument;

/// A document to be indexed.
pub(super) struct Source<'d> {
    /// `BASE/doc/SLUG`.
    pub(super) iri: NamedNodeRef<'d>,
    /// The name of its version.
    pub(super) version: &'d str,
    /// What was read.
    pub(super) document: &'d Document,
    /// What was found in it.
    pub(super) quads: &'d [Quad],
}

/// The entries of a document, its own first.
pub(super) fn entries(fields: &Fields, source: &Source<'_>) -> Vec<TantivyDocument> {
    let found = Found::of(source.quads);
    let mut out = vec![own(fields, source)];
    let points = CodePoints::new(&source.document.text);
    let countries = found.countries();
    for passage in passages(source.document) {
        let span = (
            points.at(passage.span.start()) as u64,
            points.at(passage.span.end()) as u64,
        );
        out.push(text_entry(
            fields, source, &found, &countries, &passage, span,
        ));
    }
    for (iri, thing) in &found.things {
        let near = near(&countries, *iri, thing);
        for name in &thing.names {
            out.push(name_entry(fields, source, &near, (iri, thing), name));
        }
    }
    out
}

/// The entry that tells the version.
fn own(fields: &Fields, source: &Source<'_>) -> TantivyDocument {
    let mut entry = base(fields, source, kind::DOCUMENT);
    entry.add_text(fields.version, source.version);
    entry
}

fn base(fields: &Fields, source: &Source<'_>, kind: &str) -> TantivyDocument {
    let mut entry = TantivyDocument::new();
    entry.add_text(fields.kind, kind);
    entry.add_text(fields.document, source.iri.as_str());
    entry
}

fn text_entry(
    fields: &Fields,
    source: &Source<'_>,
    found: &Found<'_>,
    countries: &BTreeMap<String, String>,
    passage: &Passage,
    (start, end): (u64, u64),
) -> TantivyDocument {
    let mut entry = base(fields, source, kind::PASSAGE);
    entry.add_text(fields.text, &passage.text);
    entry.add_text(fields.form, &passage.text);
    for heading in &passage.headings {
        entry.add_text(fields.heading, heading);
        entry.add_text(fields.form, heading);
    }
    if let Some(place) = &passage.place {
        entry.add_text(fields.place, place);
    }
    entry.add_u64(fields.start, start);
    entry.add_u64(fields.end, end);
    let mut facts = 0;
    let (mut quotes, mut classes, mut near) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for fact in found.facts_from(start, end) {
        facts += 1;
        quotes.insert(fact.quote);
        for side in fact.sides.iter().flatten() {
            let Some(thing) = found.things.get(side) else {
                continue;
            };
            classes.extend(thing.classes.iter().cloned());
            if thing.classes.contains("country") {
                near.extend(thing.names.iter().map(|(name, _)| slug(name)));
            }
        }
    }
    named_in(countries, &passage.text, &mut near);
    for heading in &passage.headings {
        named_in(countries, heading, &mut near);
    }
    entry.add_u64(fields.facts, facts);
    for (start, end) in quotes {
        entry.add_text(fields.quote, format!("{start},{end}"));
    }
    add_all(&mut entry, fields, classes, near);
    for year in years(&passage.text) {
        entry.add_u64(fields.year, year);
    }
    entry
}

fn name_entry(
    fields: &Fields,
    source: &Source<'_>,
    near: &BTreeSet<String>,
    (iri, thing): (&NamedNodeRef<'_>, &Thing),
    (name, language): &(String, String),
) -> TantivyDocument {
    let mut entry = base(fields, source, kind::NAME);
    entry.add_text(fields.name, name);
    entry.add_text(fields.language, language);
    entry.add_text(fields.form, name);
    entry.add_text(fields.entity, iri.as_str());
    entry.add_u64(fields.facts, thing.facts);
    add_all(&mut entry, fields, thing.classes.clone(), near.clone());
    entry
}

/// The countries that a thing's names, or its IRI, tell.
fn near(
    countries: &BTreeMap<String, String>,
    iri: NamedNodeRef<'_>,
    thing: &Thing,
) -> BTreeSet<String> {
    let mut near = BTreeSet::new();
    for (name, _) in &thing.names {
        named_in(countries, name, &mut near);
    }
    // A body that is called by its kind alone is named after its country: entity/kazakhstan-ministry-of-education.
    let local = iri.as_str().rsplit('/').next().unwrap_or_default();
    named_in(countries, &local.replace('-', " "), &mut near);
    near
}

fn add_all(
    entry: &mut TantivyDocument,
    fields: &Fields,
    classes: BTreeSet<String>,
    countries: BTreeSet<String>,
) {
    for class in classes {
        entry.add_text(fields.class, class);
    }
    for country in countries {
        entry.add_text(fields.country, country);
    }
}

/// What the quads of a document say of its things.
struct Found<'q> {
    things: BTreeMap<NamedNodeRef<'q>, Thing>,
    /// In the order of their quotes' first code points.
    facts: Vec<Fact<'q>>,
}

/// An entity.
#[derive(Default)]
struct Thing {
    /// All its names, each with its language.
    names: BTreeSet<(String, String)>,
    /// Local names of its classes, in small letters.
    classes: BTreeSet<String>,
    /// Statements of which it is a side.
    facts: u64,
}

/// A statement as it is gathered.
#[derive(Default)]
struct Statement<'q> {
    /// Subject and object, where they are resources.
    sides: [Option<NamedNodeRef<'q>>; 2],
    passage: Option<NamedNodeRef<'q>>,
}

/// A statement and the code points of its quote.
struct Fact<'q> {
    quote: (u64, u64),
    sides: [Option<NamedNodeRef<'q>>; 2],
}

impl<'q> Found<'q> {
    fn of(quads: &'q [Quad]) -> Self {
        let mut things: BTreeMap<NamedNodeRef<'q>, Thing> = BTreeMap::new();
        let mut passages: BTreeMap<NamedNodeRef<'q>, (Option<u64>, Option<u64>)> = BTreeMap::new();
        let mut statements: BTreeMap<NamedNodeRef<'q>, Statement<'q>> = BTreeMap::new();
        for quad in quads {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
                continue;
            };
            let subject = subject.as_ref();
            let predicate = quad.predicate.as_ref();
            match &quad.object {
                Term::NamedNode(object) if predicate == rdf::SUBJECT => {
                    statements.entry(subject).or_default().sides[0] = Some(object.as_ref());
                }
                Term::NamedNode(object) if predicate == rdf::OBJECT => {
                    statements.entry(subject).or_default().sides[1] = Some(object.as_ref());
                }
                Term::NamedNode(object) if predicate == prov::WAS_QUOTED_FROM => {
                    statements.entry(subject).or_default().passage = Some(object.as_ref());
                }
                Term::NamedNode(class) if predicate == rdf::TYPE => {
                    if let Some(class) = class.as_str().strip_prefix(POL) {
                        things
                            .entry(subject)
                            .or_default()
                            .classes
                            .insert(class.to_lowercase());
                    }
                }
                Term::Literal(name)
                    if [skos::PREF_LABEL, skos::ALT_LABEL, dcterms::TITLE].contains(&predicate) =>
                {
                    let names = &mut things.entry(subject).or_default().names;
                    let language = name.language().unwrap_or_default();
                    names.insert((name.value().to_owned(), language.to_owned()));
                }
                Term::Literal(offset) if predicate == oa::START => {
                    passages.entry(subject).or_default().0 = offset.value().parse().ok();
                }
                Term::Literal(offset) if predicate == oa::END => {
                    passages.entry(subject).or_default().1 = offset.value().parse().ok();
                }
                _ => {}
            }
        }
        let mut facts = Vec::new();
        for Statement { sides, passage } in statements.into_values() {
            for side in sides.iter().flatten() {
                if let Some(thing) = things.get_mut(side) {
                    thing.facts += 1;
                }
            }
            if let Some((Some(start), Some(end))) =
                passage.and_then(|passage| passages.get(&passage))
            {
                facts.push(Fact {
                    quote: (*start, *end),
                    sides,
                });
            }
        }
        facts.sort_by_key(|fact| fact.quote);
        things.retain(|_, thing| !thing.names.is_empty());
        Self { things, facts }
    }

    /// The facts whose quotes start in these code points.
    fn facts_from(&self, start: u64, end: u64) -> &[Fact<'q>] {
        let first = self.facts.partition_point(|fact| fact.quote.0 < start);
        let behind = self.facts.partition_point(|fact| fact.quote.0 < end);
        &self.facts[first..behind.max(first)]
    }

    /// The names of the countries that the document speaks of, each with its slug.
    fn countries(&self) -> BTreeMap<String, String> {
        let countries = self
            .things
            .values()
            .filter(|thing| thing.classes.contains("country"));
        countries
            .flat_map(|thing| &thing.names)
            .map(|(name, _)| (fold(name), slug(name)))
            .collect()
    }
}

/// Adds the countries whose names stand in `text` as whole words.
fn named_in(countries: &BTreeMap<String, String>, text: &str, near: &mut BTreeSet<String>) {
    let folded = fold(text);
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    for (name, slug) in countries {
        let stands = folded.match_indices(name.as_str()).any(|(at, _)| {
            is_edge(folded[..at].chars().next_back())
                && is_edge(folded[at + name.len()..].chars().next())
        });
        if stands && !name.is_empty() {
            near.insert(slug.clone());
        }
    }
}

/// Years of four digits from 1800 to 2199 that a text names.
fn years(text: &str) -> BTreeSet<u64> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter_map(super::question::year)
        .filter(|year| (1800..2200).contains(year))
        .collect()
}
