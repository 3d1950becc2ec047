//! What the store remembers of documents: folders that change, versions, differences and contradictions.

mod conflicts;
mod diff;
mod place;
mod sync;
