//! Extraction rules: the language of `ontology/rules`, read and compiled.
