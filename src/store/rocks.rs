//! The store on disk: Oxigraph over RocksDB.

use super::StoreError;
use oxigraph::store::{Store as Engine, Transaction};
use std::path::Path;

/// Opens or makes the database in `folder`.
pub(super) fn open(folder: &Path) -> Result<Engine, StoreError> {
    Engine::open(folder).map_err(|error| StoreError::engine(folder, error))
}

/// Opens the database in `folder` for reading.
pub(super) fn open_read_only(folder: &Path) -> Result<Engine, StoreError> {
    Engine::open_read_only(folder).map_err(|error| StoreError::engine(folder, error))
}

/// Makes a transaction last: one write batch, which enters the log whole or not at all.
pub(super) fn commit(folder: &Path, transaction: Transaction<'_>) -> Result<(), StoreError> {
    transaction
        .commit()
        .map_err(|error| StoreError::engine(folder, error))
}

/// Brings all that was committed from the log into tables, through to the disk.
pub(super) fn flush(folder: &Path, engine: &Engine) -> Result<(), StoreError> {
    engine
        .flush()
        .map_err(|error| StoreError::engine(folder, error))
}

/// Makes `target`, a store of its own that shares its files by hard links.
pub(super) fn backup(_folder: &Path, engine: &Engine, target: &Path) -> Result<(), StoreError> {
    engine
        .backup(target)
        .map_err(|error| StoreError::engine(target, error))
}
