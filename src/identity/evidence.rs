//! What is found when two descriptions are compared: a decision, and what speaks for it.

use std::fmt;

/// What is decided of two descriptions, by the two alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// They are of two things, or nothing speaks for one.
    Different,
    /// A person has to tell.
    Maybe,
    /// They are of one thing.
    Same,
}

/// What keeps two descriptions apart when others would join them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bar {
    /// Nothing.
    #[default]
    None,
    /// They share an acronym and their full names differ: no acronym joins them.
    Acronym,
    /// They cannot be one: two states, two years, two sorts of things.
    All,
}

/// Something that speaks for or against.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// Both bear this name.
    Name(String),
    /// Both bear this acronym.
    Acronym(String),
    /// One is spelled as the other sounds.
    Spelling(String, String),
    /// One is made of the first letters of the other.
    Initials(String, String),
    /// One name is part of the other, or they overlap.
    Words(String, String),
    /// Both belong to this country.
    Country(String),
    /// They belong to two countries.
    Countries(String, String),
    /// Their names bear other years.
    Years,
    /// They are of classes that do not go together.
    Classes,
    /// Both say this of it.
    Fact(String),
}

impl fmt::Display for Evidence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(out, "both are called “{name}”"),
            Self::Acronym(letters) => write!(out, "both have the acronym “{letters}”"),
            Self::Spelling(a, b) => write!(out, "“{a}” and “{b}” differ in spelling"),
            Self::Initials(a, b) => write!(out, "“{a}” and “{b}” have the same first letters"),
            Self::Words(a, b) => write!(out, "“{a}” and “{b}” share words"),
            Self::Country(country) => write!(out, "both are of {country}"),
            Self::Countries(a, b) => write!(out, "one is of {a}, the other of {b}"),
            Self::Years => out.write_str("their names bear other years"),
            Self::Classes => out.write_str("they are of other classes"),
            Self::Fact(fact) => write!(out, "both: {}", fact.replace('^', "is the ")),
        }
    }
}

/// What two descriptions are to each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Whether they are of one thing.
    pub decision: Decision,
    /// How much speaks for it, 0 to 1.
    pub score: f64,
    /// Whether only an acronym joins them.
    pub by_acronym: bool,
    /// What keeps them apart.
    pub bar: Bar,
    /// What speaks for and against.
    pub evidence: Vec<Evidence>,
}

impl Verdict {
    /// The verdict where extraction saw both in one document and kept them apart: only full names of other documents join
    /// them, and only where the two have one name. `marked` says that a year is all that tells them apart, as a document
    /// does on purpose: "Policy" and "Policy 2019".
    pub(super) fn side_by_side(mut self, marked: bool) -> Self {
        let bar = if self.decision == Decision::Same && !marked {
            Bar::Acronym
        } else {
            Bar::All
        };
        self.bar = self.bar.max(bar);
        self.decision = Decision::Different;
        self
    }

    pub(super) fn apart(bar: Bar, evidence: Vec<Evidence>) -> Self {
        Self {
            decision: Decision::Different,
            score: 0.0,
            by_acronym: false,
            bar,
            evidence,
        }
    }
}
