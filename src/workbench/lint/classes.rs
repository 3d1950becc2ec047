//! Classes that the ontology does not let stand where a rule puts them.

use super::{Finding, of_rule};
use crate::ontology::{ClassId, Ontology, PropertyId};
use crate::rules::{Element, Emit, Place, Rules};

/// What a rule says, and what can fill its roles.
struct Said<'r> {
    name: &'r str,
    place: &'r Place,
    emit: &'r [Emit],
    roles: Vec<(&'r str, Filler<'r>)>,
    /// The class of a frame's agents that stand for those who issued them.
    issued: Option<ClassId>,
}

/// What can fill a role.
#[derive(Clone, Copy)]
enum Filler<'r> {
    Classes(&'r [ClassId]),
    Value,
}

/// The side of a fact on which a role stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Subject,
    Object,
}

/// Finds classes and values that no fact of their rule can have.
pub(super) fn check(rules: &Rules, tree: &Ontology, out: &mut Vec<Finding>) {
    for said in all(rules, tree) {
        said.check(tree, out);
    }
}

fn all<'r>(rules: &'r Rules, tree: &Ontology) -> Vec<Said<'r>> {
    let frames = rules.frames.iter().map(|frame| Said {
        name: &frame.name,
        place: &frame.place,
        emit: &frame.emit,
        roles: vec![
            ("theme", Filler::Classes(&frame.theme)),
            ("agent", Filler::Classes(&frame.agent)),
        ],
        issued: tree.class("Decree"),
    });
    let phrases = rules.phrases.iter().map(|phrase| Said {
        name: &phrase.name,
        place: &phrase.place,
        emit: &phrase.emit,
        roles: vec![
            ("theme", Filler::Classes(&phrase.theme)),
            ("object", Filler::Classes(&phrase.object)),
        ],
        issued: None,
    });
    let patterns = rules.patterns.iter().map(|pattern| Said {
        name: &pattern.name,
        place: &pattern.place,
        emit: &pattern.emit,
        roles: pattern
            .elements
            .iter()
            .filter_map(|element| match element {
                Element::Mention { role, classes, .. } => Some((&**role, Filler::Classes(classes))),
                Element::Value { role, .. } => Some((&**role, Filler::Value)),
                _ => None,
            })
            .collect(),
        issued: None,
    });
    frames.chain(phrases).chain(patterns).collect()
}

impl Said<'_> {
    fn check(&self, tree: &Ontology, out: &mut Vec<Finding>) {
        for emit in self.emit {
            for (role, filler) in &self.roles {
                self.check_value(emit, role, *filler, tree, out);
            }
        }
        for (role, filler) in &self.roles {
            let Filler::Classes(classes) = filler else {
                continue;
            };
            let uses: Vec<(PropertyId, Side)> = self
                .emit
                .iter()
                .flat_map(|emit| sides(emit, role))
                .collect();
            let fits = |class: ClassId, (property, side): (PropertyId, Side)| {
                can_be(tree, class, property, side)
            };
            // What fits one of the rule's facts may be there for that one.
            let wrong = classes.iter().filter(|class| {
                Some(**class) != self.issued
                    && !uses.is_empty()
                    && !uses.iter().any(|place| fits(**class, *place))
            });
            for class in wrong {
                let class = &tree.class_info(*class).name;
                let (property, side) = uses[0];
                let property = &tree.property_info(property).name;
                let side = if side == Side::Subject {
                    "subject"
                } else {
                    "object"
                };
                out.push(of_rule(
                    self.name,
                    self.place,
                    "breaks-ontology",
                    format!(
                        "`{role}` may be a {class}, which `{property}` does not take as its {side}"
                    ),
                    "narrow the classes of the role, or widen domain or range in policy.ttl",
                ));
            }
        }
    }

    /// A value where an entity must be, or the other way round.
    fn check_value(
        &self,
        emit: &Emit,
        role: &str,
        filler: Filler<'_>,
        tree: &Ontology,
        out: &mut Vec<Finding>,
    ) {
        let property = tree.property_info(emit.property);
        let is_value = matches!(filler, Filler::Value);
        let message = if &*emit.subject == role && is_value {
            format!(
                "`{role}` is a value and stands as the subject of `{}`",
                property.name
            )
        } else if &*emit.object == role && is_value != property.literal {
            let (is, takes) = if is_value {
                ("a value", "entities")
            } else {
                ("an entity", "values")
            };
            format!("`{role}` is {is}, and `{}` takes {takes}", property.name)
        } else {
            return;
        };
        out.push(of_rule(
            self.name,
            self.place,
            "never-fires",
            message,
            "emit another property, or change the role",
        ));
    }
}

/// The properties that a role stands beside, with its side.
fn sides<'e>(emit: &'e Emit, role: &'e str) -> impl Iterator<Item = (PropertyId, Side)> + 'e {
    [(&emit.subject, Side::Subject), (&emit.object, Side::Object)]
        .into_iter()
        .filter(move |(name, _)| &***name == role)
        .map(|(_, side)| (emit.property, side))
}

/// Whether a thing of `class` or narrower may stand on that side of `property`.
fn can_be(tree: &Ontology, class: ClassId, property: PropertyId, side: Side) -> bool {
    tree.classes()
        .map(|(narrower, _)| narrower)
        .filter(|narrower| tree.is_a(*narrower, class))
        .any(|narrower| match side {
            Side::Subject => tree.takes_subject(property, narrower),
            // A literal where an entity stands is told of elsewhere.
            Side::Object => {
                tree.property_info(property).literal || tree.takes_object(property, narrower)
            }
        })
}
