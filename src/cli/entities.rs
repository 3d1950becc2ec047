//! The entity graph of the store, for the commands that measure, draw and export it.

use super::{Common, Fault, source};
use tripolis::export::EntityGraph;
use tripolis::pipeline::Engine;
use tripolis::store::{Pattern, Store};

/// The graph of all documents, and the knowledge by which it was made.
pub(crate) fn whole(common: &Common) -> Result<(EntityGraph, Engine), Fault> {
    let engine = source::engine(common)?;
    let store = Store::open_read_only(&common.store).map_err(Fault::world)?;
    Ok((of(&store, &engine)?, engine))
}

/// The graph of all documents of a store.
pub(crate) fn of(store: &Store, engine: &Engine) -> Result<EntityGraph, Fault> {
    let quads = store
        .quads(Pattern::default())
        .collect::<Result<Vec<_>, _>>()
        .map_err(Fault::world)?;
    Ok(EntityGraph::from_quads(quads, &engine.ontology))
}

/// The properties that `--without` names; `none` names none.
pub(crate) fn properties(named: &[String]) -> Vec<String> {
    let named = named.iter().filter(|name| *name != "none");
    named.cloned().collect()
}
