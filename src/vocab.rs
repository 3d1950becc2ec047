//! The terms that the code itself names; a test holds that `ontology/` declares each of them.

/// The namespace of the project's own terms, prefix `pol:`.
pub const POL: &str = "https://w3id.org/tripolis/ontology#";

/// Terms of `pol:` that the code writes or reads by name.
pub mod pol {
    use oxrdf::NamedNodeRef;

    macro_rules! terms {
        ($($(#[$doc:meta])* $name:ident = $local:literal;)*) => {
            $($(#[$doc])* pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(
                concat!("https://w3id.org/tripolis/ontology#", $local));)*
            /// Every term above, for the test that compares them with the ontology.
            pub const ALL: &[NamedNodeRef<'static>] = &[$($name),*];
        };
    }

    terms! {
        /// A source document.
        DOCUMENT = "Document";
        /// A reified fact with its source (also an `rdf:Statement`).
        STATEMENT = "Statement";
        /// A stretch of a document's text.
        PASSAGE = "Passage";
        /// The rule that produced a statement.
        RULE = "rule";
        /// How sure the rule is, 0 to 1.
        CONFIDENCE = "confidence";
        /// When the fact began to hold.
        VALID_FROM = "validFrom";
        /// When the fact ceased to hold.
        VALID_TO = "validTo";
        /// SHA-256 of the document's bytes.
        CONTENT_HASH = "contentHash";
        /// Version of ontology, lexicon, rules and program that read the document.
        KNOWLEDGE_VERSION = "knowledgeVersion";
        /// A counted result, goal or size.
        FIGURE = "Figure";
        /// A punishment that a law sets.
        PENALTY = "Penalty";
        /// The number of a figure or a penalty's exact value.
        VALUE = "value";
        /// What is counted.
        UNIT = "unit";
        /// `over`, `up-to`, `at-least` or `about`.
        BOUND = "bound";
        /// Whether a figure is a goal rather than a result.
        IS_GOAL = "isGoal";
        /// The date at which a figure held.
        AS_OF = "asOf";
        /// The kind of a penalty.
        PENALTY_KIND = "penaltyKind";
        /// The least of a penalty, in its unit.
        MINIMUM = "minimum";
        /// The most of a penalty, in its unit.
        MAXIMUM = "maximum";
        /// The most of a penalty of time, in days, for comparison.
        MAXIMUM_DAYS = "maximumDays";
        /// The words under which a grade of a penalty applies.
        CONDITION = "condition";
        /// Whether the grade is an aggravated one.
        AGGRAVATED = "aggravated";
        /// The literal as the annotation guide prints it.
        PRINTED = "printed";
    }
}
