//! The terms that the code itself names; a test holds that `ontology/` declares each of them.

/// The namespace of the project's own terms, prefix `pol:`.
pub const POL: &str = "https://w3id.org/tripolis/ontology#";

macro_rules! terms {
    ($base:literal $($(#[$doc:meta])* $name:ident = $local:literal;)*) => {
        $($(#[$doc])* pub const $name: oxrdf::NamedNodeRef<'static> =
            oxrdf::NamedNodeRef::new_unchecked(concat!($base, $local));)*
        /// Every term above, so that tests can look at each.
        pub const ALL: &[oxrdf::NamedNodeRef<'static>] = &[$($name),*];
    };
}

/// Terms of `pol:` that the code writes or reads by name.
pub mod pol {
    terms! {
        "https://w3id.org/tripolis/ontology#"
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
        /// When something happened, if in one moment.
        DATE = "date";
        /// When something began.
        START_DATE = "startDate";
        /// When something ended.
        END_DATE = "endDate";
        /// When the fact began to hold.
        VALID_FROM = "validFrom";
        /// When the fact ceased to hold.
        VALID_TO = "validTo";
        /// SHA-256 of the document's bytes.
        CONTENT_HASH = "contentHash";
        /// When an archive of the web fetched the document.
        RETRIEVED = "retrieved";
        /// SHA-256 of the words of the document's text.
        TEXT_HASH = "textHash";
        /// By what descriptions of one thing find each other.
        IDENTITY_KEY = "identityKey";
        /// What a document tells of a thing, as it is compared.
        IDENTITY_FORM = "identityForm";
        /// SHA-256 of the archived version that the graph was made of.
        ARCHIVED = "archived";
        /// Version of ontology, lexicon, rules and program that read the document.
        KNOWLEDGE_VERSION = "knowledgeVersion";
        /// What one run did to one document.
        DOCUMENT_CHANGE = "DocumentChange";
        /// The number of a run, from 1.
        INGEST_NUMBER = "ingestNumber";
        /// `added`, `changed`, `moved` or `removed`.
        CHANGE = "change";
        /// Parts of a value of which one thing has one value for each combination.
        ONE_VALUE_PER = "oneValuePer";
        /// Parts of a value that, where they differ, speak of different cases.
        UNLESS_OTHER = "unlessOther";
        /// Whether a document gives several values of one thing, as its grades.
        GRADED = "graded";
        /// A property whose dates are no earlier.
        NOT_AFTER = "notAfter";
        /// What a document was called before.
        MOVED_FROM = "movedFrom";
        /// A counted result, goal or size.
        FIGURE = "Figure";
        /// A punishment that a law sets.
        PENALTY = "Penalty";
        /// An amount of money set aside or spent.
        BUDGET = "Budget";
        /// A literal with parts: a figure, penalty or budget.
        STRUCTURED_VALUE = "StructuredValue";
        /// The number of a figure.
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
        /// The page on which a passage begins, from 1.
        PAGE = "page";
        /// The sheet, chapter or heading below which a passage stands.
        SECTION = "section";
        /// The literal as the annotation guide prints it.
        PRINTED = "printed";
    }
}

/// Terms of the Web Annotation Vocabulary: where a passage stands in its document.
pub mod oa {
    terms! {
        "http://www.w3.org/ns/oa#"
        /// A selector by the words themselves and what stands around them.
        TEXT_QUOTE_SELECTOR = "TextQuoteSelector";
        /// A selector by offsets.
        TEXT_POSITION_SELECTOR = "TextPositionSelector";
        /// The words.
        EXACT = "exact";
        /// What stands before them.
        PREFIX = "prefix";
        /// What stands behind them.
        SUFFIX = "suffix";
        /// Offset of the first character, from 0.
        START = "start";
        /// Offset behind the last character.
        END = "end";
    }
}

/// Terms of Dublin Core.
pub mod dcterms {
    terms! {
        "http://purl.org/dc/terms/"
        /// What something is called.
        TITLE = "title";
        /// Where something came from.
        SOURCE = "source";
        /// The larger thing.
        IS_PART_OF = "isPartOf";
        /// What something is a version of.
        IS_VERSION_OF = "isVersionOf";
        /// When something was issued.
        ISSUED = "issued";
        /// Who made something available.
        PUBLISHER = "publisher";
        /// The language of something (BCP 47).
        LANGUAGE = "language";
        /// The country that a document is about.
        SPATIAL = "spatial";
    }
}

/// Terms of PROV-O.
pub mod prov {
    terms! {
        "http://www.w3.org/ns/prov#"
        /// The passage that a statement repeats.
        WAS_QUOTED_FROM = "wasQuotedFrom";
        /// Something that took place.
        ACTIVITY = "Activity";
        /// What made something.
        WAS_GENERATED_BY = "wasGeneratedBy";
        /// When an activity ended.
        ENDED_AT_TIME = "endedAtTime";
    }
}

/// Terms of SKOS.
pub mod skos {
    terms! {
        "http://www.w3.org/2004/02/skos/core#"
        /// The name to show.
        PREF_LABEL = "prefLabel";
        /// Another name.
        ALT_LABEL = "altLabel";
        /// Something that it has to do with.
        RELATED = "related";
    }
}

/// Terms of OWL.
pub mod owl {
    terms! {
        "http://www.w3.org/2002/07/owl#"
        /// What every class is.
        CLASS = "Class";
        /// A property between resources.
        OBJECT_PROPERTY = "ObjectProperty";
        /// A property with literals.
        DATATYPE_PROPERTY = "DatatypeProperty";
        /// A property of which a thing has one value.
        FUNCTIONAL_PROPERTY = "FunctionalProperty";
        /// A property that never holds in both directions.
        ASYMMETRIC_PROPERTY = "AsymmetricProperty";
        /// A class with which another one has nothing in common.
        DISJOINT_WITH = "disjointWith";
        /// The classes that a class is made of.
        UNION_OF = "unionOf";
        /// Another IRI of the same thing.
        SAME_AS = "sameAs";
        /// The IRI of another thing.
        DIFFERENT_FROM = "differentFrom";
    }
}

/// Terms of schema.org.
pub mod schema {
    terms! {
        "https://schema.org/"
        /// A sum of money.
        MONETARY_AMOUNT = "MonetaryAmount";
        /// Its number.
        VALUE = "value";
        /// The address of a document on the web.
        URL = "url";
        /// Its currency, ISO 4217.
        CURRENCY = "currency";
    }
}

/// Terms of `pol:` that stand in queries alone: the search service, and what a pattern inside it may say of a hit.
pub mod search {
    terms! {
        "https://w3id.org/tripolis/ontology#"
        /// The service.
        SERVICE = "search";
        /// The words that a passage fits.
        MATCHES = "matches";
        /// The words that a name of an entity fits.
        NAMED = "named";
        /// The most hits.
        LIMIT = "limit";
        /// How well a hit fits.
        SCORE = "score";
        /// The document of a passage.
        DOCUMENT = "document";
        /// The words of a passage, or a name.
        TEXT = "text";
        /// The headings above a passage.
        HEADING = "heading";
        /// Page, sheet or chapter.
        PLACE = "place";
        /// An entity that a passage has facts about.
        ENTITY = "entity";
        /// The number of facts.
        FACTS = "facts";
    }
}

/// Whether a datatype is that of a day, a month or a year.
#[must_use]
pub fn is_date(datatype: oxrdf::NamedNodeRef<'_>) -> bool {
    use oxrdf::vocab::xsd;
    [xsd::DATE, xsd::G_YEAR_MONTH, xsd::G_YEAR].contains(&datatype)
}
