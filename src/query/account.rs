//! All that the store knows of one entity: names, classes, and each fact with its sentence.

use super::QueryError;
use super::entity::{classes_of, label_of, name_of, quads};
use crate::store::Store;
use crate::vocab::{dcterms, oa, owl, pol, prov, skos};
use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of an entity.
#[derive(Clone, Debug)]
pub struct Account {
    /// The entity.
    pub iri: NamedNode,
    /// Its classes, with their labels.
    pub classes: BTreeMap<NamedNode, String>,
    /// Its names, chief ones first; each with its language, empty where none is told.
    pub names: Vec<(String, String)>,
    /// The same thing elsewhere, such as in Wikidata.
    pub same_as: BTreeSet<NamedNode>,
    /// Facts, those of which it is the subject first, then by property, other side and document.
    pub facts: Vec<Fact>,
}

/// One thing that one document says of the entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// Whether the entity is the object: another one's fact.
    pub inverse: bool,
    /// The property's label.
    pub property: String,
    /// The property.
    pub property_iri: NamedNode,
    /// The name or value of the other side.
    pub other: String,
    /// The other side, where it is a resource.
    pub other_iri: Option<NamedNode>,
    /// The document's title.
    pub document: String,
    /// First and last code point of the quote in the document's text, the last one excluded.
    pub place: Option<(u64, u64)>,
    /// The page of the document on which the quote begins, from 1.
    pub page: Option<u32>,
    /// The sheet, chapter or heading below which it stands.
    pub section: Option<String>,
    /// The words that say it.
    pub quote: String,
    /// The passage.
    pub passage: Option<NamedNode>,
    /// The rule that found it.
    pub rule: String,
    /// How sure the rule is, 0 to 1, as the store writes it.
    pub confidence: String,
    /// When the fact began to hold.
    pub valid_from: Option<String>,
    /// When it ceased to hold.
    pub valid_to: Option<String>,
}

const SAME_AS: [NamedNodeRef<'static>; 2] = [
    owl::SAME_AS,
    NamedNodeRef::new_unchecked("https://schema.org/sameAs"),
];

/// Gathers what is known of `iri`.
///
/// # Errors
///
/// When the store cannot be read.
pub fn account(store: &Store, iri: NamedNodeRef<'_>) -> Result<Account, QueryError> {
    let mut names = Vec::new();
    let mut same_as = BTreeSet::new();
    for property in [skos::PREF_LABEL, skos::ALT_LABEL] {
        for quad in quads(store, Some(iri), Some(property), None)? {
            if let Term::Literal(name) = quad.object {
                let name = (
                    name.value().to_owned(),
                    name.language().unwrap_or_default().to_owned(),
                );
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    }
    for property in SAME_AS {
        same_as.extend(
            quads(store, Some(iri), Some(property), None)?.filter_map(|quad| named(quad.object)),
        );
    }
    let mut facts = Vec::new();
    for (inverse, role) in [(false, rdf::SUBJECT), (true, rdf::OBJECT)] {
        for quad in quads(store, None, Some(role), Some(iri.into()))? {
            if let NamedOrBlankNode::NamedNode(statement) = quad.subject {
                facts.extend(fact(store, statement.as_ref(), inverse)?);
            }
        }
    }
    facts.sort_unstable();
    facts.dedup();
    Ok(Account {
        iri: iri.into_owned(),
        classes: classes_of(store, iri)?,
        names,
        same_as,
        facts,
    })
}

/// Reads one statement; `None` when it is no whole `rdf:Statement`.
fn fact(
    store: &Store,
    statement: NamedNodeRef<'_>,
    inverse: bool,
) -> Result<Option<Fact>, QueryError> {
    let parts = Node::read(store, statement)?;
    let other = parts.get(if inverse { rdf::SUBJECT } else { rdf::OBJECT });
    let (Some(Term::NamedNode(property)), Some(other)) = (parts.get(rdf::PREDICATE), other) else {
        return Ok(None);
    };
    let passage = parts.get(prov::WAS_QUOTED_FROM).cloned().and_then(named);
    let quoted = match &passage {
        Some(passage) => Node::read(store, passage.as_ref())?,
        None => Node::default(),
    };
    let document = match quoted.get(dcterms::IS_PART_OF).cloned().and_then(named) {
        Some(document) => match Node::read(store, document.as_ref())?.text(dcterms::TITLE) {
            Some(title) => title,
            None => document.as_str().to_owned(),
        },
        None => String::new(),
    };
    let offset = |property| quoted.text(property).and_then(|text| text.parse().ok());
    Ok(Some(Fact {
        inverse,
        property: label_of(store, property.as_ref())?,
        property_iri: property.clone(),
        other: shown(store, other)?,
        other_iri: named(other.clone()),
        document,
        place: offset(oa::START).zip(offset(oa::END)),
        page: quoted.text(pol::PAGE).and_then(|text| text.parse().ok()),
        section: quoted.text(pol::SECTION),
        quote: quoted.text(oa::EXACT).unwrap_or_default(),
        passage,
        rule: parts.text(pol::RULE).unwrap_or_default(),
        confidence: parts.text(pol::CONFIDENCE).unwrap_or_default(),
        valid_from: parts.text(pol::VALID_FROM),
        valid_to: parts.text(pol::VALID_TO),
    }))
}

/// A name, a printed value with what else is known of it, or the bare term.
fn shown(store: &Store, term: &Term) -> Result<String, QueryError> {
    let node = match term {
        Term::NamedNode(node) => node,
        Term::Literal(literal) => return Ok(literal.value().to_owned()),
        other => return Ok(other.to_string()),
    };
    if let Some(name) = name_of(store, node.as_ref())? {
        return Ok(name);
    }
    let value = Node::read(store, node.as_ref())?;
    let Some(mut printed) = value.text(pol::PRINTED) else {
        return Ok(node.as_str().to_owned());
    };
    let flag = |property| value.text(property).is_some_and(|text| text == "true");
    let mut notes = Vec::new();
    notes.extend(value.text(pol::BOUND).map(|bound| bound.replace('-', " ")));
    notes.extend(flag(pol::IS_GOAL).then(|| "goal".to_owned()));
    notes.extend(value.text(pol::AS_OF).map(|date| format!("as of {date}")));
    notes.extend(flag(pol::AGGRAVATED).then(|| "aggravated".to_owned()));
    notes.extend(
        value
            .text(pol::CONDITION)
            .map(|condition| format!("if \"{condition}\"")),
    );
    if !notes.is_empty() {
        printed = format!("{printed} ({})", notes.join(", "));
    }
    Ok(printed)
}

fn named(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        _ => None,
    }
}

/// The outgoing edges of a node.
#[derive(Default)]
struct Node(Vec<Quad>);

impl Node {
    fn read(store: &Store, node: NamedNodeRef<'_>) -> Result<Self, QueryError> {
        Ok(Self(quads(store, Some(node), None, None)?.collect()))
    }

    fn get(&self, property: NamedNodeRef<'_>) -> Option<&Term> {
        self.0
            .iter()
            .find(|quad| quad.predicate == property)
            .map(|quad| &quad.object)
    }

    fn text(&self, property: NamedNodeRef<'_>) -> Option<String> {
        match self.get(property)? {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        }
    }
}
