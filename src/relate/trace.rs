//! Why a rule says nothing: how far it comes at each word where it could begin, and what becomes of what it reads.
//!
//! A sequence comes as far as the longest beginning of it that matches, so that matching itself need not
//! keep count.

mod attempt;

use super::fact::Facts;
use super::speak;
use super::{Object, record};
use crate::link::{EntityId, Linked};
use crate::mention::{Knowledge, Sentence};
use crate::ontology::PropertyId;
use crate::read::Document;
use crate::segment::Segments;
use crate::span::Span;
use attempt::{Attempt, Found};
use std::fmt;
use std::sync::Arc;

/// How far a rule came at one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The sentence.
    pub sentence: Span,
    /// The words that it took.
    pub took: Span,
    /// The word at which it stopped, where there is one.
    pub at: Option<Span>,
    /// Why it stopped, or what it said.
    pub end: End,
}

/// How an attempt of a rule ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It says a fact: subject, property, object.
    Said([String; 3]),
    /// A word is none of those that must follow (or stand before).
    Word {
        /// The words that would do.
        wanted: Vec<String>,
        /// Within how many words they may stand, where the rule leaves a gap.
        within: Option<usize>,
    },
    /// No mention, or one of another class, stands where one must.
    Mention {
        /// What it would be to the rule: `theme`, `agent`, `object` or the name of a role.
        role: String,
        /// Classes that would do.
        wanted: Vec<String>,
        /// The class of what is there, `open` if nothing tells it; `None` if nothing is there.
        found: Option<String>,
    },
    /// No value of the sort stands where one must.
    Value {
        /// The role.
        role: String,
        /// The sort: `date`, `period`, `money` or `number`.
        wanted: &'static str,
    },
    /// The word is no verb here, but a noun, an adjective or a part of a name.
    NoVerb,
    /// The verb is denied, planned, possible or conditional.
    Open,
    /// The verb is an infinitive that no subject carries out.
    Infinitive,
    /// The noun has no "of" with a theme behind it.
    NoNominal,
    /// The entry has nothing that `context` could mean.
    NoContext,
    /// Both sides are one thing.
    Same,
    /// The ontology does not allow it.
    Ontology {
        /// The property.
        property: String,
        /// The classes of subject and object, as far as they do not fit.
        subject: Option<String>,
        /// The class of the object, where it does not fit; `a value` for values.
        object: Option<String>,
    },
    /// Another rule says the same more surely.
    SaidBy {
        /// The fact.
        fact: [String; 3],
        /// The rule.
        rule: Arc<str>,
    },
}

/// What an analyst reads.
impl fmt::Display for End {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Said(fact) => write!(out, "says {}", fact.join(" ")),
            Self::Word { wanted, within } => {
                write!(out, "expected {}", any(wanted))?;
                match within {
                    Some(limit) => write!(out, " within {limit} words"),
                    None => Ok(()),
                }
            }
            Self::Mention {
                role,
                wanted,
                found,
            } => {
                write!(out, "`{role}` must be {}", any(wanted))?;
                match found.as_deref() {
                    None => write!(out, "; no mention is in reach"),
                    Some("open") => write!(out, "; nothing tells the class of what is there"),
                    Some(class) => write!(out, "; this is a {class}"),
                }
            }
            Self::Value { role, wanted } => write!(out, "`{role}` must be a {wanted}"),
            Self::NoVerb => write!(out, "the word is no verb here"),
            Self::Open => write!(
                out,
                "the verb is denied, planned, only possible or a condition"
            ),
            Self::Infinitive => write!(out, "the infinitive tells of no act that took place"),
            Self::NoNominal => write!(out, "no \"of\" with a theme follows the noun"),
            Self::NoContext => write!(out, "the entry has nothing that `context` could mean"),
            Self::Same => write!(out, "subject and object are one thing"),
            Self::Ontology {
                property,
                subject,
                object,
            } => {
                write!(out, "`{property}`")?;
                if let Some(class) = subject {
                    write!(out, " takes no {class} as its subject")?;
                }
                if let Some(class) = object {
                    let and = if subject.is_some() { " and" } else { "" };
                    write!(out, "{and} takes no {class} as its object")?;
                }
                Ok(())
            }
            Self::SaidBy { fact, rule } => {
                write!(out, "{} is said more surely by `{rule}`", fact.join(" "))
            }
        }
    }
}

/// `a`, `b` or `c`; all but the first few are counted.
fn any(words: &[String]) -> String {
    const SHOWN: usize = 8;
    let shown: Vec<String> = words
        .iter()
        .take(SHOWN)
        .map(|word| format!("`{word}`"))
        .collect();
    match words.len() {
        0 => "anything".to_owned(),
        count if count > SHOWN => format!("{} or one of {} more", shown.join(", "), count - SHOWN),
        _ => shown.join(" or "),
    }
}

/// Follows the rule called `rule` through a text: each word where it could begin, in order.
///
/// What is read is the same as in [`super::relate`].
#[must_use]
pub fn trace(
    document: &Document,
    segments: &Segments,
    sentences: &[Sentence],
    linked: Linked,
    knowledge: Knowledge<'_>,
    rule: &str,
) -> Vec<Step> {
    let mut facts = Facts::new(linked, knowledge);
    record::records(document, segments, sentences, &mut facts, &mut Vec::new());
    let mut attempts = Vec::new();
    speak::sentences(
        document,
        segments,
        sentences,
        &mut facts,
        &mut Vec::new(),
        |scene| {
            attempts.extend(attempt::attempts(scene, rule));
        },
    );
    // Who says a thing most surely is known when all is said.
    let mut out = Vec::new();
    for Attempt {
        sentence,
        took,
        found,
    } in attempts
    {
        let step = |at, end| Step {
            sentence,
            took,
            at,
            end,
        };
        match found {
            Found::Stopped(at, end) => out.push(step(at, end)),
            Found::Read(readings) => {
                out.extend(
                    readings
                        .into_iter()
                        .map(|reading| step(None, judge(&facts, reading, rule))),
                );
            }
        }
    }
    out
}

/// A fact that a rule reads from a text.
struct Reading {
    subject: EntityId,
    property: PropertyId,
    object: Object,
}

/// What becomes of a fact that a rule reads.
fn judge(facts: &Facts<'_>, reading: Reading, rule: &str) -> End {
    let Reading {
        subject,
        property,
        object,
    } = reading;
    let tree = facts.knowledge.ontology;
    let label = |entity: EntityId| {
        let labels = &facts.linked.get(entity).labels;
        format!("[{}]", labels.first().map_or("", String::as_str))
    };
    let fact = [
        label(subject),
        tree.property_info(property).name.clone(),
        match &object {
            Object::Entity(entity) => label(*entity),
            Object::Value(value) => value.to_string(),
        },
    ];
    if let Some(known) = facts.known(subject, property, &object) {
        return if *known.rule == *rule {
            End::Said(fact)
        } else {
            let rule = known.rule.clone();
            End::SaidBy { fact, rule }
        };
    }
    if object == Object::Entity(subject) {
        return End::Same;
    }
    let class = |entity: EntityId| facts.linked.get(entity).class;
    let name = |entity: EntityId| {
        class(entity).map_or_else(
            || "thing of an open class".to_owned(),
            |class| tree.class_info(class).name.clone(),
        )
    };
    let takes_subject = class(subject).is_some_and(|class| tree.takes_subject(property, class));
    let wrong_object = match &object {
        Object::Entity(entity) => {
            let takes = class(*entity).is_some_and(|class| tree.takes_object(property, class));
            (!takes).then(|| name(*entity))
        }
        Object::Value(_) => None,
    };
    End::Ontology {
        property: tree.property_info(property).name.clone(),
        subject: (!takes_subject).then(|| name(subject)),
        object: wrong_object,
    }
}
