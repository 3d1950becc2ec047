//! The store of the build without RocksDB: Oxigraph in memory, and one N-Quads file.
//!
//! The file is read at open; at each commit the new one is written beside it and takes its
//! place by rename, so that it is always whole. Made for small stores and fast builds.

use super::StoreError;
use super::folder::QUADS;
use oxigraph::store::{Store as Engine, Transaction};
use oxrdfio::{RdfFormat, RdfParseError, RdfParser, RdfSerializer};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;

/// What a commit writes before it is named [`QUADS`]; left over only where a process was killed.
const NEXT: &str = "quads.nq.next";

/// Reads the file in `folder`, or makes an empty one.
pub(super) fn open(folder: &Path) -> Result<Engine, StoreError> {
    let engine = read(folder)?;
    // An empty store shall be found as one, and a folder that cannot be written be told at once.
    if !folder.join(QUADS).exists() {
        File::create_new(folder.join(QUADS)).map_err(|error| StoreError::writing(folder, error))?;
    }
    Ok(engine)
}

/// Reads the file in `folder`.
pub(super) fn open_read_only(folder: &Path) -> Result<Engine, StoreError> {
    read(folder)
}

/// Makes a transaction last: first the file, then the memory.
pub(super) fn commit(folder: &Path, transaction: Transaction<'_>) -> Result<(), StoreError> {
    let next = folder.join(NEXT);
    write(&next, &transaction)
        .and_then(|()| fs::rename(&next, folder.join(QUADS)))
        .map_err(|error| {
            // A full disk needs the room back; the fault itself is what the caller has to hear.
            drop(fs::remove_file(&next));
            StoreError::writing(folder, error)
        })?;
    transaction
        .commit()
        .map_err(|error| StoreError::engine(folder, error))
}

/// Each commit is on the disk already.
pub(super) fn flush(_folder: &Path, _engine: &Engine) -> Result<(), StoreError> {
    Ok(())
}

/// Makes `target`, a store of its own.
pub(super) fn backup(folder: &Path, _engine: &Engine, target: &Path) -> Result<(), StoreError> {
    fs::create_dir(target)
        .and_then(|()| fs::copy(folder.join(QUADS), target.join(QUADS)))
        .map(drop)
        .map_err(|error| StoreError::writing(target, error))
}

fn read(folder: &Path) -> Result<Engine, StoreError> {
    let fault = |error| StoreError::reading(folder, error);
    let engine = Engine::new().map_err(|error| StoreError::engine(folder, error))?;
    let file = match File::open(folder.join(QUADS)) {
        Ok(file) => BufReader::new(file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(engine),
        Err(error) => return Err(fault(error)),
    };
    let mut transaction = engine
        .start_transaction()
        .map_err(|error| StoreError::engine(folder, error))?;
    // Not Oxigraph's own loader: it gives blank nodes new names.
    for quad in RdfParser::from_format(RdfFormat::NQuads).for_reader(file) {
        match quad {
            Ok(quad) => transaction.insert(&quad),
            Err(RdfParseError::Io(error)) => return Err(fault(error)),
            Err(RdfParseError::Syntax(error)) => {
                return Err(StoreError::Corrupt {
                    path: folder.to_owned(),
                    source: error.into(),
                });
            }
        }
    }
    transaction
        .commit()
        .map_err(|error| StoreError::engine(folder, error))?;
    Ok(engine)
}

fn write(path: &Path, transaction: &Transaction<'_>) -> io::Result<()> {
    let mut out = RdfSerializer::from_format(RdfFormat::NQuads)
        .for_writer(BufWriter::new(File::create(path)?));
    for quad in transaction {
        out.serialize_quad(&quad?)?;
    }
    let mut file = out.finish()?;
    file.flush()?;
    file.get_ref().sync_all()
}
