//! Families of classes: the members of one list belong to one of them.

use crate::mention::Knowledge;
use crate::ontology::ClassId;

/// The family of places; that of agents is the one before.
pub(super) const PLACES: u8 = 2;

/// The classes that head a family, with the family's number; agents are one, whatever else they are.
const FAMILIES: &[(&str, u8)] = &[
    ("Organization", 1),
    ("Person", 1),
    ("Place", PLACES),
    ("Initiative", 3),
    ("Event", 3),
    ("Website", 3),
    ("Network", 3),
    ("Product", 3),
    ("LegalInstrument", 4),
];

/// The family of every class that belongs to none of [`FAMILIES`].
const OTHER_FAMILY: u8 = 5;

/// The family of each class, in the order of their ids.
pub(super) fn of(knowledge: Knowledge<'_>) -> Vec<u8> {
    let family = |class: ClassId| {
        FAMILIES
            .iter()
            .find(|(top, _)| knowledge.is_a(class, top))
            .map_or(OTHER_FAMILY, |(_, family)| *family)
    };
    let classes = knowledge.ontology.classes();
    classes.map(|(class, _)| family(class)).collect()
}
