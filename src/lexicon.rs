//! Names that the world at large knows, from the SKOS files of `ontology/lexicon`.
