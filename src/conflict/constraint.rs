//! What the ontology says cannot hold together.

use crate::vocab::{owl, pol};
use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedNode, NamedOrBlankNode, Term, Triple};
use std::collections::{BTreeMap, BTreeSet};

/// What cannot hold together, as an ontology declares it.
#[derive(Clone, Debug, Default)]
pub struct Constraints {
    /// `owl:FunctionalProperty`: one value for each thing.
    functional: BTreeSet<NamedNode>,
    /// `owl:AsymmetricProperty`: never in both directions.
    pub(super) asymmetric: BTreeSet<NamedNode>,
    /// `pol:oneValuePer`: one value for each thing and each combination of these parts of the value.
    pub(super) per: BTreeMap<NamedNode, BTreeSet<NamedNode>>,
    /// `pol:unlessOther`: values that differ in one of these parts speak of different cases.
    pub(super) unless: BTreeMap<NamedNode, BTreeSet<NamedNode>>,
    /// `pol:graded`: a document gives several values of one thing, as its grades.
    pub(super) graded: BTreeSet<NamedNode>,
    /// `pol:notAfter`: the dates of the first are no later than those of the second.
    pub(super) ordered: BTreeSet<(NamedNode, NamedNode)>,
    /// `owl:disjointWith`, in both directions.
    disjoint: BTreeSet<(NamedNode, NamedNode)>,
    /// Classes above each class, itself included.
    above: BTreeMap<NamedNode, BTreeSet<NamedNode>>,
}

impl Constraints {
    /// Reads what the triples of an ontology declare.
    #[must_use]
    pub fn of(triples: &[Triple]) -> Self {
        let mut found = Self::default();
        let mut parents: BTreeMap<NamedNode, BTreeSet<NamedNode>> = BTreeMap::new();
        for triple in triples {
            if let (NamedOrBlankNode::NamedNode(subject), Term::Literal(value)) =
                (&triple.subject, &triple.object)
                && triple.predicate == pol::GRADED
                && value.value() == "true"
            {
                found.graded.insert(subject.clone());
            }
            let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) =
                (&triple.subject, &triple.object)
            else {
                continue;
            };
            let (subject, object) = (subject.clone(), object.clone());
            let predicate = triple.predicate.as_ref();
            if predicate == rdf::TYPE && object == owl::FUNCTIONAL_PROPERTY {
                found.functional.insert(subject);
            } else if predicate == rdf::TYPE && object == owl::ASYMMETRIC_PROPERTY {
                found.asymmetric.insert(subject);
            } else if predicate == pol::ONE_VALUE_PER {
                found.per.entry(subject).or_default().insert(object);
            } else if predicate == pol::UNLESS_OTHER {
                found.unless.entry(subject).or_default().insert(object);
            } else if predicate == pol::NOT_AFTER {
                found.ordered.insert((subject, object));
            } else if predicate == owl::DISJOINT_WITH {
                found.disjoint.insert((object.clone(), subject.clone()));
                found.disjoint.insert((subject, object));
            } else if predicate == rdfs::SUB_CLASS_OF {
                parents.entry(subject).or_default().insert(object);
            }
        }
        found.climb(&parents);
        found
    }

    /// Keeps the classes above each class that is declared, itself included.
    fn climb(&mut self, parents: &BTreeMap<NamedNode, BTreeSet<NamedNode>>) {
        let declared = self.disjoint.iter().map(|(class, _)| class);
        let declared: BTreeSet<&NamedNode> = parents.keys().chain(declared).collect();
        for class in declared {
            let mut above = BTreeSet::new();
            let mut open = vec![class];
            while let Some(class) = open.pop() {
                if above.insert(class.clone()) {
                    open.extend(parents.get(class).into_iter().flatten());
                }
            }
            self.above.insert(class.clone(), above);
        }
    }

    /// Properties with one value, all or part of it.
    pub(super) fn single(&self) -> BTreeSet<&NamedNode> {
        self.functional.iter().chain(self.per.keys()).collect()
    }

    /// Whether there are classes that have nothing in common with this one.
    pub(super) fn is_apart(&self, class: &NamedNode) -> bool {
        let mut above = self.above.get(class).into_iter().flatten();
        above.any(|above| self.disjoint.iter().any(|(one, _)| one == above))
    }

    /// Whether nothing is of both classes, given by their IRIs.
    pub(super) fn are_disjoint(&self, one: &str, other: &str) -> bool {
        let above = |class: &str| {
            let class = NamedNode::new_unchecked(class);
            self.above.get(&class).into_iter().flatten()
        };
        above(one).any(|one| {
            above(other).any(|other| self.disjoint.contains(&(one.clone(), other.clone())))
        })
    }
}
