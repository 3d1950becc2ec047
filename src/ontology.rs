//! Classes and properties as `ontology/policy.ttl` declares them: the tree, labels, domains and ranges.

use oxrdf::{Graph, NamedNode};
use std::collections::HashMap;

/// A class of the ontology, by its place in [`Ontology`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(u16);

/// A property of the ontology, by its place in [`Ontology`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PropertyId(u16);

/// What is known of one class.
#[derive(Clone, Debug)]
pub struct Class {
    /// Its IRI.
    pub iri: NamedNode,
    /// Its local name, such as `Program`.
    pub name: String,
    /// English label, such as "program".
    pub label: String,
    /// Direct parents within the ontology.
    pub parents: Vec<ClassId>,
}

/// What is known of one property.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its IRI.
    pub iri: NamedNode,
    /// Its local name, such as `launchedBy`.
    pub name: String,
    /// English label, such as "launched by".
    pub label: String,
    /// Classes of its subjects; any of them. Empty: anything.
    pub domain: Vec<ClassId>,
    /// Classes of its objects; any of them. Empty: anything, or a literal.
    pub range: Vec<ClassId>,
    /// Whether its object is a literal or a structured value rather than an entity.
    pub literal: bool,
}

/// The classes and properties that documents are turned into.
#[derive(Clone, Debug)]
pub struct Ontology {
    classes: Vec<Class>,
    properties: Vec<Property>,
    class_names: HashMap<String, ClassId>,
    property_names: HashMap<String, PropertyId>,
}

/// Why an ontology cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OntologyError {
    /// A class or property is used and not declared.
    #[error("`{term}` is used as a {role} and nowhere declared")]
    Undeclared {
        /// The IRI that is used.
        term: String,
        /// What it is used as.
        role: &'static str,
    },
}
