//! The store: documents go in and out whole, also when the process is killed, and each fault has its name.

mod archive;
mod change;
mod fault;
mod kill;
mod sample;
mod stats;
