//! `tripolis remove`: documents go, with all their versions.

use super::{Common, Fault, clock, decisions, search, source};
use std::process::ExitCode;
use tripolis::identity::update::{Arrival, Joiner};
use tripolis::iri::DocumentId;
use tripolis::store::history::{Recorder, What};
use tripolis::store::{Change, Store, Update};

/// Arguments of `remove`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tripolis remove azerbaijan
  tripolis remove profiles/kenya.md

A document is named as `tripolis stats` lists it, or by the path that it was read from. Its former
versions go with it. To take out what is gone from a folder, see `tripolis ingest --sync`.")]
pub(crate) struct Args {
    /// Documents
    #[arg(required = true, value_name = "DOCUMENT")]
    documents: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(args: &Args, common: &Common) -> Result<ExitCode, Fault> {
    if !common.store.exists() {
        return Err(Fault::world(
            Store::open_read_only(&common.store)
                .map(|_| "")
                .err()
                .map_or_else(
                    || "the store went away".to_owned(),
                    |error| error.to_string(),
                ),
        ));
    }
    let engine = source::engine(common)?;
    let joiner = Joiner::new(engine.world(), decisions::read(common)?);
    let store = Store::open(&common.store).map_err(Fault::world)?;
    decisions::apply(&store, &joiner).map_err(Fault::world)?;
    let recorder =
        Recorder::begin(&store, common.base.ingests(), clock::now(), 0).map_err(Fault::world)?;
    let known = store.documents().map_err(Fault::world)?;
    let mut failed = false;
    for name in &args.documents {
        let iri = common.base.document(&DocumentId::new(name));
        let found = known.iter().find(|record| {
            record.iri == iri
                || record.source == *name
                || record.iri.as_str() == name
                || record.title == *name
        });
        let Some(record) = found else {
            eprintln!(
                "error: the store holds no document `{name}`\n  hint: `tripolis query documents` lists them"
            );
            failed = true;
            continue;
        };
        let document = record.iri.as_ref();
        let mut update = Update::default();
        let gone = vec![Arrival::gone(record.iri.clone())];
        joiner
            .arrive(&store, gone, &mut update)
            .map_err(Fault::world)?;
        recorder
            .record(&store, &mut update, What::Removed, document, None, None)
            .map_err(Fault::world)?;
        let quads = match store.apply(&update).map_err(Fault::world)? {
            Change::Changed { removed, .. } => removed,
            Change::Added { .. } | Change::Unchanged => 0,
        };
        println!("{}: removed, -{quads} quads", record.title);
    }
    store.flush().map_err(Fault::world)?;
    store.sweep().map_err(Fault::world)?;
    search::keep_up(&store)?;
    if failed {
        Err(Fault::Documents)
    } else {
        Ok(ExitCode::SUCCESS)
    }
}
