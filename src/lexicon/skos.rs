//! From Turtle to entries.

use super::matcher::is_upper;
use super::plain::{self, Object, Statement};
use super::{Entry, LexiconError, MatchKind, Name, NameKind};
use crate::ontology::{ClassId, Ontology, turtle};
use crate::vocab::POL;
use oxrdf::vocab::rdf;
use oxrdf::{NamedOrBlankNode, Quad, Term};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const SAME_AS: &str = "http://www.w3.org/2002/07/owl#sameAs";

/// A name or demonym to be found in texts.
pub(super) struct Known {
    /// As the file spells it.
    pub(super) text: String,
    /// What sort of name it is.
    pub(super) kind: MatchKind,
    /// Whether it is a common word as well, so that its place in the sentence must tell.
    pub(super) common: bool,
    /// Whose name it is.
    pub(super) entry: usize,
}

/// What the files say of one subject.
#[derive(Default)]
struct Raw {
    file: String,
    concept: bool,
    classes: Vec<ClassId>,
    names: Vec<(Name, bool)>,
    demonyms: Vec<String>,
    same_as: Vec<String>,
    country: Option<String>,
    part_of: Option<String>,
    iso: Option<String>,
}

/// Reads all files; gives the entries by slug, and all their names.
pub(super) fn read<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ontology: &Ontology,
) -> Result<(Vec<Entry>, Vec<Known>), LexiconError> {
    let mut subjects: FxHashMap<String, Raw> = FxHashMap::default();
    for (file, text) in files {
        if let Some(statements) = plain::statements(text) {
            for statement in statements {
                add(&mut subjects, file, statement, ontology);
            }
            continue;
        }
        for quad in turtle::quads(file, text) {
            if let Some(statement) = statement(&quad?) {
                add(&mut subjects, file, statement, ontology);
            }
        }
    }
    let mut slugs: BTreeMap<String, (String, Raw)> = BTreeMap::new();
    for (iri, raw) in subjects.into_iter().filter(|(_, raw)| raw.concept) {
        if let Some((other, _)) = slugs.get(local_name(&iri)) {
            let (first, second) = if *other < iri {
                (other.clone(), iri)
            } else {
                (iri, other.clone())
            };
            return Err(LexiconError::SameSlug { first, second });
        }
        slugs.insert(local_name(&iri).to_owned(), (iri, raw));
    }
    let places: FxHashMap<String, usize> = slugs
        .values()
        .enumerate()
        .map(|(at, (iri, _))| (iri.clone(), at))
        .collect();
    let mut entries = Vec::with_capacity(slugs.len());
    let mut names = Vec::new();
    for (slug, (iri, raw)) in slugs {
        entries.push(entry(slug, iri, raw, &places, ontology, &mut names)?);
    }
    Ok((entries, names))
}

/// A quad as a statement, unless it holds a blank node.
fn statement(quad: &Quad) -> Option<Statement<'_>> {
    let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
        return None;
    };
    let object = match &quad.object {
        Term::NamedNode(iri) => Object::Iri(iri.as_str().into()),
        Term::Literal(literal) => Object::Literal(literal.value().into()),
        _ => return None,
    };
    Some(Statement {
        subject: subject.as_str().into(),
        predicate: quad.predicate.as_str().into(),
        object,
    })
}

fn add(
    subjects: &mut FxHashMap<String, Raw>,
    file: &str,
    statement: Statement<'_>,
    ontology: &Ontology,
) {
    let raw = match subjects.get_mut(&*statement.subject) {
        Some(raw) => raw,
        None => subjects
            .entry(statement.subject.into_owned())
            .or_insert_with(|| Raw {
                file: file.to_owned(),
                ..Raw::default()
            }),
    };
    let predicate = &*statement.predicate;
    match statement.object {
        Object::Iri(object) if predicate == rdf::TYPE.as_str() => {
            match (object.strip_prefix(SKOS), object.strip_prefix(POL)) {
                (Some(kind), _) => raw.concept |= kind == "Concept",
                (_, Some(class)) => raw.classes.extend(ontology.class(class)),
                _ => (),
            }
        }
        Object::Iri(object) if predicate == SAME_AS => raw.same_as.push(object.into_owned()),
        Object::Iri(object) => match predicate.strip_prefix(POL) {
            Some("country") => raw.country = Some(object.into_owned()),
            Some("partOf") => raw.part_of = Some(object.into_owned()),
            _ => (),
        },
        Object::Literal(text) => {
            let text = text.into_owned();
            let (kind, common) = match (predicate.strip_prefix(SKOS), predicate.strip_prefix(POL)) {
                (Some("prefLabel"), _) => (NameKind::Preferred, false),
                (Some("altLabel"), _) => (NameKind::Alternative, false),
                (Some("hiddenLabel"), _) => (NameKind::Hidden, false),
                (_, Some("acronym")) => (NameKind::Acronym, false),
                (_, Some("commonWordLabel")) if is_upper(&text) => (NameKind::Acronym, true),
                (_, Some("commonWordLabel")) => (NameKind::Alternative, true),
                (_, Some("demonym")) => return raw.demonyms.push(text),
                (_, Some("isoCode")) => return raw.iso = Some(text),
                _ => return,
            };
            raw.names.push((Name { text, kind }, common));
        }
    }
}

fn entry(
    slug: String,
    iri: String,
    mut raw: Raw,
    places: &FxHashMap<String, usize>,
    ontology: &Ontology,
    names: &mut Vec<Known>,
) -> Result<Entry, LexiconError> {
    let at = places[&iri];
    let narrowest = |class: &&ClassId| {
        raw.classes
            .iter()
            .all(|other| ontology.is_a(**class, *other))
    };
    let Some(class) = raw.classes.iter().find(narrowest).copied() else {
        return Err(LexiconError::NoClass {
            file: raw.file,
            entry: iri,
        });
    };
    raw.names.sort_by_key(|(name, _)| name.kind);
    let label = match raw.names.first() {
        Some((
            Name {
                text,
                kind: NameKind::Preferred,
            },
            _,
        )) => text.clone(),
        _ => {
            return Err(LexiconError::NoLabel {
                file: raw.file,
                entry: iri,
            });
        }
    };
    let target = |iri_of_target: Option<String>| match iri_of_target {
        None => Ok(None),
        Some(target) => match places.get(&target) {
            Some(place) => Ok(Some(*place)),
            None => Err(LexiconError::NoTarget {
                file: raw.file.clone(),
                entry: iri.clone(),
                target,
            }),
        },
    };
    let (country, part_of) = (target(raw.country)?, target(raw.part_of)?);
    raw.same_as.sort_unstable();
    names.extend(raw.names.iter().map(|(name, common)| Known {
        text: name.text.clone(),
        kind: MatchKind::Name(name.kind),
        common: *common,
        entry: at,
    }));
    names.extend(
        raw.demonyms
            .iter()
            .flat_map(|demonym| with_plural(demonym))
            .map(|text| Known {
                text,
                kind: MatchKind::Demonym,
                common: false,
                entry: at,
            }),
    );
    Ok(Entry {
        iri,
        slug,
        class,
        label,
        names: raw.names.into_iter().map(|(name, _)| name).collect(),
        country,
        same_as: raw.same_as,
        demonyms: raw.demonyms,
        part_of,
        iso: raw.iso,
    })
}

/// A demonym, and its plural if it takes an `s` ("Azeris"; "Chinese" and "French" take none).
fn with_plural(demonym: &str) -> Vec<String> {
    let mut forms = vec![demonym.to_owned()];
    if demonym.ends_with(['n', 'i', 'r', 'o']) {
        forms.push(format!("{demonym}s"));
    }
    forms
}

/// What stands behind `/entity/`, else behind the last `/` or `#`.
fn local_name(iri: &str) -> &str {
    iri.split_once("/entity/").map_or_else(
        || iri.rsplit(['#', '/']).next().unwrap_or(iri),
        |(_, slug)| slug,
    )
}
