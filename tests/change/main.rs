//! What the store remembers of documents: folders that change, versions, differences and contradictions.

mod conflicts;
mod diff;
#[path = "../folder/mod.rs"]
mod folder;
#[path = "../peers/mod.rs"]
mod peers;
mod place;
mod sync;
