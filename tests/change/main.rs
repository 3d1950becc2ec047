//! What the store remembers of documents: folders that change, versions, differences and contradictions.

mod place;
mod sync;
