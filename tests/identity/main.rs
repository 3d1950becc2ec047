//! Which things of different documents are one, on real documents and with the real command.

mod gold;
mod lists;
mod order;
mod place;
mod review;
