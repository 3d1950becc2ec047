//! Tripolis turns policy documents into a linked-data knowledge graph in which every fact shows its sentence.
//!
//! The way of the data, each word a module:
//!
//! [`read`] → [`segment`] → [`mention`] → [`link`] → [`relate`] → [`triple`] → [`validate`] →
//! [`store`] → [`search`] → [`query`] → [`export`], [`analysis`], [`dump`], [`diff`], [`conflict`]
//!
//! Stages are functions from input to output plus diagnostics; they touch no file, clock or network.
//! What they know is given: [`ontology`], [`lexicon`] and [`rules`], read from the files of
//! `ontology/`. [`pipeline`] joins them, [`workbench`] tries the rules, [`eval`]
//! measures what is found.

// Ground: places, findings, values, names.
pub mod span;
// What is wrong with an input.
pub mod diag;
// Numbers, dates, money, counted things.
pub mod value;
// The terms that the code names.
pub mod vocab;
// The IRIs of the graph.
pub mod iri;

// Given: the knowledge that analysts edit. Classes and properties.
pub mod ontology;
// Names known to the world.
pub mod lexicon;
// What words say.
pub mod rules;

// Way: from bytes to valid quads. Bytes become text.
pub mod read;
// Text becomes blocks and sentences.
pub mod segment;
// Sentences show names and descriptions.
pub mod mention;
// Mentions become entities.
pub mod link;
// Entities get facts.
pub mod relate;
// Facts become quads.
pub mod triple;
// Quads are held against shapes.
pub mod validate;

// Graph: what is done with quads. Kept.
pub mod store;
// Searched.
pub mod search;
// Joined: which things of different documents are one.
pub mod identity;
// Asked.
pub mod query;
// Handed to other tools.
pub mod export;
// Measured.
pub mod analysis;
// Written as RDF files.
pub mod dump;
// Compared with what they were.
pub mod diff;
// Held against each other.
pub mod conflict;

// Whole: all stages meet.
pub mod pipeline;
// Their rules are tried and looked after.
pub mod workbench;
// What they find is held against gold.
pub mod eval;
