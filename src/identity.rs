//! Which things of different documents are one.
//!
//! Extraction names the things of each document by themselves; the archive keeps them so. Here their [`describe`]d forms
//! are compared: those that share a [`key`] are held against each other ([`compare`], [`evidence`]), what is surely one is joined
//! ([`cluster`]) under one IRI and name ([`canonical`]), what is not sure is a [`question`]. What a person decides
//! ([`decision`]) goes before all of it.
//!
//! [`index`] keeps keys and descriptions in a graph of the store, so that a new document is held against those alone with
//! which it shares a key; [`update`] brings the store up to date, in one transaction with the document.
//!
//! What comes out depends on the documents and decisions alone, not on the order in which they came.

pub mod canonical;
pub mod cluster;
pub mod compare;
pub mod decision;
pub mod describe;
pub mod evidence;
mod gather;
pub mod index;
mod judge;
pub mod key;
mod name;
pub mod question;
pub mod reconcile;
pub mod rewrite;
mod spelling;
pub mod update;
mod world;

pub use name::{Closeness, Name};
pub use world::World;
