//! How things look: one color and shape for each group of classes, one line for each family of facts.
//!
//! The hues are the "muted" scheme of Paul Tol with two of his "light" one, told apart by people with
//! any of the common color blindnesses; shapes and dashes say the same once more.

use crate::ontology::{ClassId, Ontology};

/// A color, 8 bits for each of red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub u8, pub u8, pub u8);

impl Color {
    /// As `#rrggbb`.
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// The same hue, light enough to stand under black text.
    #[must_use]
    pub fn tint(self) -> Self {
        let lighten = |part: u8| u8::MAX - (u8::MAX - part) / 5;
        Self(lighten(self.0), lighten(self.1), lighten(self.2))
    }
}

/// Classes that share a color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Programs and strategies.
    Initiative,
    /// Ministries and other state bodies.
    Government,
    /// Intergovernmental bodies.
    International,
    /// Businesses.
    Company,
    /// Non-governmental, educational and other organizations.
    Organization,
    /// Persons.
    Person,
    /// Countries, cities and regions.
    Place,
    /// Agreements.
    Agreement,
    /// Laws, treaties, decrees, their articles, and court cases.
    Law,
    /// Events.
    Event,
    /// Websites, networks, publications, products, and whatever else there is.
    Work,
}

/// The class that opens a group for itself and all below it; the nearest one counts.
const GROUPS: &[(&str, Group)] = &[
    ("Ministry", Group::Government),
    ("GovernmentBody", Group::Government),
    ("InternationalOrganization", Group::International),
    ("Company", Group::Company),
    ("Organization", Group::Organization),
    ("Initiative", Group::Initiative),
    ("Person", Group::Person),
    ("Place", Group::Place),
    ("Agreement", Group::Agreement),
    ("LegalInstrument", Group::Law),
    ("CourtCase", Group::Law),
    ("Event", Group::Event),
];

impl Group {
    /// All groups, in the order of legends.
    pub const ALL: [Self; 11] = [
        Self::Initiative,
        Self::Government,
        Self::International,
        Self::Company,
        Self::Organization,
        Self::Person,
        Self::Place,
        Self::Agreement,
        Self::Law,
        Self::Event,
        Self::Work,
    ];

    /// The group of a class.
    #[must_use]
    pub fn of(class: ClassId, ontology: &Ontology) -> Self {
        let group = GROUPS.iter().find(|(name, _)| {
            ontology
                .class(name)
                .is_some_and(|ancestor| ontology.is_a(class, ancestor))
        });
        group.map_or(Self::Work, |(_, group)| *group)
    }

    /// What legends call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Initiative => "program, strategy",
            Self::Government => "ministry, state body",
            Self::International => "international body",
            Self::Company => "company",
            Self::Organization => "NGO, school, other body",
            Self::Person => "person",
            Self::Place => "place",
            Self::Agreement => "agreement",
            Self::Law => "law, treaty, article",
            Self::Event => "event",
            Self::Work => "site, network, study, product",
        }
    }

    /// Its color.
    #[must_use]
    pub const fn color(self) -> Color {
        match self {
            Self::Initiative => Color(0x33, 0x22, 0x88),
            Self::Government => Color(0x44, 0xaa, 0x99),
            Self::International => Color(0x88, 0xcc, 0xee),
            Self::Company => Color(0xdd, 0xcc, 0x77),
            Self::Organization => Color(0x11, 0x77, 0x33),
            Self::Person => Color(0xff, 0xaa, 0xbb),
            Self::Place => Color(0x99, 0x99, 0x33),
            Self::Agreement => Color(0xee, 0x88, 0x66),
            Self::Law => Color(0x88, 0x22, 0x55),
            Self::Event => Color(0xaa, 0x44, 0x99),
            Self::Work => Color(0x77, 0x77, 0x77),
        }
    }

    /// How far the corners of its boxes are rounded, in parts of half the height: bodies have none,
    /// what they do is round.
    #[must_use]
    pub const fn roundness(self) -> f64 {
        match self {
            Self::Initiative | Self::Event => 1.0,
            Self::Place | Self::Agreement | Self::Law | Self::Work => 0.4,
            Self::Government
            | Self::International
            | Self::Company
            | Self::Organization
            | Self::Person => 0.0,
        }
    }
}

/// Properties that share a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Launched, adopted, implemented, developed, organized, founded, written.
    Doing,
    /// Funded or supported.
    Help,
    /// Partners, signatories, participants, members.
    Together,
    /// Parts and successors, and whatever else there is.
    Structure,
}

impl Family {
    /// All families, in the order of legends.
    pub const ALL: [Self; 4] = [Self::Doing, Self::Help, Self::Together, Self::Structure];

    /// The family of a property, by its local name.
    #[must_use]
    pub fn of(property: &str) -> Self {
        match property {
            "launchedBy" | "adoptedBy" | "implementedBy" | "developedBy" | "organizedBy"
            | "foundedBy" | "creator" | "established" => Self::Doing,
            "fundedBy" | "supportedBy" => Self::Help,
            "partner" | "participant" | "signatory" | "ratifiedBy" | "memberOf" => Self::Together,
            _ => Self::Structure,
        }
    }

    /// What legends call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Doing => "launched, run, adopted, made by",
            Self::Help => "funded, supported by",
            Self::Together => "partner, member, signatory of",
            Self::Structure => "part of, succeeds, other",
        }
    }

    /// Its color, dark enough for a thin line on white.
    #[must_use]
    pub const fn color(self) -> Color {
        match self {
            Self::Doing => Color(0x00, 0x55, 0x99),
            Self::Help => Color(0xcc, 0x66, 0x00),
            Self::Together => Color(0x22, 0x88, 0x55),
            Self::Structure => Color(0x77, 0x77, 0x77),
        }
    }

    /// Its dashes, as SVG writes them; empty for a whole line.
    #[must_use]
    pub const fn dashes(self) -> &'static str {
        match self {
            Self::Doing => "",
            Self::Help => "7 3",
            Self::Together => "2 3",
            Self::Structure => "10 3 2 3",
        }
    }
}
