//! Classes and properties as `ontology/policy.ttl` declares them: the tree, labels, domains and ranges.

mod declared;
pub mod turtle;

use crate::vocab::{owl, pol};
use declared::{Declared, label};

pub(crate) use declared::local_name;
use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{Graph, NamedNode, TripleRef};
use rustc_hash::FxHashMap;
use turtle::SyntaxError;

/// A class of the ontology, by its place in [`Ontology`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(u16);

impl ClassId {
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

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
    /// English label, such as "program"; the name where none is given.
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
    /// English label, such as "launched by"; the name where none is given.
    pub label: String,
    /// Classes of its subjects; any of them. Empty: anything.
    pub domain: Vec<ClassId>,
    /// Classes of its objects; any of them. Empty: anything, or a literal.
    pub range: Vec<ClassId>,
    /// Whether its object is a literal or a structured value rather than an entity.
    pub literal: bool,
}

/// The classes and properties that documents are turned into.
///
/// Ids follow the order of the IRIs, so they are the same for the same ontology.
#[derive(Clone, Debug)]
pub struct Ontology {
    classes: Vec<Class>,
    properties: Vec<Property>,
    class_names: FxHashMap<String, ClassId>,
    property_names: FxHashMap<String, PropertyId>,
    /// Row by row, whether the class of the row is the class of the column or below it.
    below: Vec<bool>,
}

/// Why an ontology cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OntologyError {
    /// A file is no Turtle.
    #[error(transparent)]
    Syntax(#[from] SyntaxError),
    /// A class or property is used and not declared.
    #[error("`{term}` is used as a {role} and nowhere declared")]
    Undeclared {
        /// The IRI that is used.
        term: String,
        /// What it is used as.
        role: &'static str,
    },
    /// Two terms share a local name, so that rules could not tell them apart.
    #[error("`{first}` and `{second}` have the same local name")]
    Ambiguous {
        /// The IRI that comes first.
        first: String,
        /// The other one.
        second: String,
    },
    /// More classes or properties than an id can count.
    #[error("the ontology declares {0} classes or properties, {max} is the most", max = u16::MAX)]
    TooMany(usize),
}

/// Properties that the code itself says, besides those that rules name.
pub const NAMED_PROPERTIES: &[&str] = &[
    "adoptedBy",
    "ageOfConsent",
    "ageOfMajority",
    "ageOfMarriageMen",
    "ageOfMarriageWomen",
    "budget",
    "creator",
    "date",
    "endDate",
    "figure",
    "location",
    "number",
    "partOf",
    "penalty",
    "startDate",
];

/// Classes that the code itself names.
pub const NAMED_CLASSES: &[&str] = &[
    "Agreement",
    "Article",
    "City",
    "Country",
    "Decree",
    "Event",
    "GovernmentBody",
    "Initiative",
    "Law",
    "LegalInstrument",
    "Ministry",
    "Network",
    "Organization",
    "Person",
    "Place",
    "Product",
    "Program",
    "Publication",
    "Region",
    "Strategy",
    "Treaty",
    "Website",
];

impl Ontology {
    /// Whether the ontology declares all that the code names.
    ///
    /// # Errors
    ///
    /// The first term that is missing.
    pub fn check(&self) -> Result<(), OntologyError> {
        let class = NAMED_CLASSES.iter().find(|name| self.class(name).is_none());
        let property = NAMED_PROPERTIES
            .iter()
            .find(|name| self.property(name).is_none());
        match (class, property) {
            (Some(name), _) => Err(OntologyError::Undeclared {
                term: (*name).to_owned(),
                role: "class",
            }),
            (_, Some(name)) => Err(OntologyError::Undeclared {
                term: (*name).to_owned(),
                role: "property",
            }),
            (None, None) => Ok(()),
        }
    }

    /// Reads an ontology from the text of one Turtle file, called `policy.ttl` in errors.
    ///
    /// # Errors
    ///
    /// See [`Ontology::from_files`].
    pub fn from_turtle(turtle: &str) -> Result<Self, OntologyError> {
        Self::from_files([("policy.ttl", turtle)])
    }

    /// Reads an ontology from Turtle files, each a name for errors and its text.
    ///
    /// A class is what is an `owl:Class` with an IRI, a property what is an `owl:ObjectProperty` or
    /// `owl:DatatypeProperty`; domains and ranges are classes or `owl:unionOf` lists of classes.
    /// Classes of other vocabularies need no declaration and are passed over.
    ///
    /// # Errors
    ///
    /// If a file is no Turtle, if a parent, domain or range lies in a namespace of the ontology and
    /// is not declared, or if two classes or two properties share a local name.
    pub fn from_files<'f>(
        files: impl IntoIterator<Item = (&'f str, &'f str)>,
    ) -> Result<Self, OntologyError> {
        let mut graph = Graph::new();
        for (file, turtle) in files {
            turtle::read(file, turtle, &mut graph)?;
        }
        Self::from_graph(&graph)
    }

    fn from_graph(graph: &Graph) -> Result<Self, OntologyError> {
        let classes = Declared::new(graph, &[owl::CLASS])?;
        let properties = Declared::new(graph, &[owl::OBJECT_PROPERTY, owl::DATATYPE_PROPERTY])?;
        let mut ontology = Self {
            classes: Vec::with_capacity(classes.iris.len()),
            properties: Vec::with_capacity(properties.iris.len()),
            class_names: classes.names(ClassId),
            property_names: properties.names(PropertyId),
            below: Vec::new(),
        };
        for iri in &classes.iris {
            let name = local_name(iri.as_str()).to_owned();
            ontology.classes.push(Class {
                label: label(graph, iri.as_ref()).unwrap_or_else(|| name.clone()),
                parents: classes.used(graph, iri.as_ref(), rdfs::SUB_CLASS_OF, "parent class")?,
                name,
                iri: iri.clone(),
            });
        }
        ontology.below = closure(&ontology.classes);
        let structured = classes
            .places
            .get(&pol::STRUCTURED_VALUE.into_owned())
            .copied()
            .map(ClassId);
        for iri in &properties.iris {
            let name = local_name(iri.as_str()).to_owned();
            let range = classes.used(graph, iri.as_ref(), rdfs::RANGE, "range")?;
            let datatype = graph.contains(TripleRef::new(
                iri.as_ref(),
                rdf::TYPE,
                owl::DATATYPE_PROPERTY,
            ));
            let structure = structured.is_some_and(|top| {
                !range.is_empty() && range.iter().all(|class| ontology.is_a(*class, top))
            });
            ontology.properties.push(Property {
                label: label(graph, iri.as_ref()).unwrap_or_else(|| name.clone()),
                domain: classes.used(graph, iri.as_ref(), rdfs::DOMAIN, "domain")?,
                range,
                literal: datatype || structure,
                name,
                iri: iri.clone(),
            });
        }
        Ok(ontology)
    }

    /// The class with this local name, such as `Program`.
    #[must_use]
    pub fn class(&self, name: &str) -> Option<ClassId> {
        self.class_names.get(name).copied()
    }

    /// The property with this local name, such as `launchedBy`.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<PropertyId> {
        self.property_names.get(name).copied()
    }

    /// What is known of a class of this ontology.
    #[must_use]
    pub fn class_info(&self, class: ClassId) -> &Class {
        &self.classes[usize::from(class.0)]
    }

    /// What is known of a property of this ontology.
    #[must_use]
    pub fn property_info(&self, property: PropertyId) -> &Property {
        &self.properties[usize::from(property.0)]
    }

    /// Whether `class` is `ancestor` or stands below it in the tree.
    #[must_use]
    pub fn is_a(&self, class: ClassId, ancestor: ClassId) -> bool {
        self.below[usize::from(class.0) * self.classes.len() + usize::from(ancestor.0)]
    }

    /// Whether things of `class` may be subjects of `property`.
    #[must_use]
    pub fn takes_subject(&self, property: PropertyId, class: ClassId) -> bool {
        let domain = &self.property_info(property).domain;
        domain.is_empty() || domain.iter().any(|allowed| self.is_a(class, *allowed))
    }

    /// Whether things of `class` may be objects of `property`; never for literals.
    #[must_use]
    pub fn takes_object(&self, property: PropertyId, class: ClassId) -> bool {
        let Property { range, literal, .. } = self.property_info(property);
        !literal && (range.is_empty() || range.iter().any(|allowed| self.is_a(class, *allowed)))
    }

    /// All classes with their ids, in the order of their IRIs.
    pub fn classes(&self) -> impl ExactSizeIterator<Item = (ClassId, &Class)> {
        self.classes
            .iter()
            .enumerate()
            .map(|(at, class)| (ClassId(id(at)), class))
    }

    /// All properties with their ids, in the order of their IRIs.
    pub fn properties(&self) -> impl ExactSizeIterator<Item = (PropertyId, &Property)> {
        self.properties
            .iter()
            .enumerate()
            .map(|(at, property)| (PropertyId(id(at)), property))
    }
}

/// For every pair of classes whether the first is the second or below it; circles do no harm.
fn closure(classes: &[Class]) -> Vec<bool> {
    let count = classes.len();
    let mut below = vec![false; count * count];
    for start in 0..count {
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut below[start * count + at], true) {
                open.extend(
                    classes[at]
                        .parents
                        .iter()
                        .map(|parent| usize::from(parent.0)),
                );
            }
        }
    }
    below
}

fn id(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
