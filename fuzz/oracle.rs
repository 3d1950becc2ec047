//! The oracles of the targets: those that `tests/fuzz` holds the stored cases to.

#[path = "../tests/fuzz/oracle.rs"]
mod oracle;

pub use oracle::*;
