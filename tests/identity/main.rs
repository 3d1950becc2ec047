//! Which things of different documents are one, on real documents and with the real command.

#[path = "../folder/mod.rs"]
mod folder;
mod gold;
mod lists;
mod order;
mod place;
mod review;
