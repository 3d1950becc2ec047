//! Tripolis turns policy documents into a linked-data knowledge graph in which every fact shows its sentence.
//!
//! The way of the data, each word a module:
//!
//! [`read`] → [`segment`] → [`mention`] → [`link`] → [`relate`] → [`triple`] → [`validate`] →
//! [`store`] → [`query`] → [`export`]
//!
//! Stages are functions from input to output plus diagnostics; they touch no file, clock or network.
//! What they know is given: [`ontology`], [`lexicon`] and [`rules`], read from the files of
//! `ontology/`. [`pipeline`] joins them.

// Ground: places, findings, names.
pub mod span;
pub mod diag;
pub mod iri;
pub mod vocab;
// Given: the knowledge that analysts edit.
pub mod ontology;
pub mod lexicon;
pub mod rules;
// Way: from bytes to valid quads.
pub mod read;
pub mod segment;
pub mod mention;
pub mod link;
pub mod relate;
pub mod triple;
pub mod validate;
// Graph: what is done with quads.
pub mod store;
pub mod query;
pub mod export;
pub mod dump;
// Whole.
pub mod pipeline;
