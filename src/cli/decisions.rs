//! The file of decisions: where it is, how it is read, and how it comes to bear on the store.

use super::{Common, Fault};
use std::path::PathBuf;
use tripolis::identity::decision::Decisions;
use tripolis::identity::update::Joiner;
use tripolis::store::{Store, StoreError, Update};

/// Its name, beside the folder of the store and in a folder of knowledge.
pub(crate) const FILE: &str = "tripolis.decisions.ttl";

/// Where new decisions are written: the file that `--decisions` names, else the one beside the store's folder.
pub(crate) fn path(common: &Common) -> PathBuf {
    let beside = || {
        common
            .store
            .parent()
            .map_or_else(|| PathBuf::from(FILE), |folder| folder.join(FILE))
    };
    common.decisions.clone().unwrap_or_else(beside)
}

/// The decisions of that file and of the one in the folder of `--ontology`, as far as they are there.
pub(crate) fn read(common: &Common) -> Result<Decisions, Fault> {
    let mut decisions = Decisions::default();
    let own = common.ontology.as_ref().map(|folder| folder.join(FILE));
    for path in own.into_iter().chain([path(common)]) {
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error)
                if error.kind() == std::io::ErrorKind::NotFound
                    && common.decisions.as_ref() != Some(&path) =>
            {
                continue;
            }
            Err(error) => {
                return Err(Fault::usage(format!(
                    "{}: {error}\n  hint: check the path",
                    path.display()
                )));
            }
        };
        decisions.extend(
            Decisions::from_turtle(&path.display().to_string(), &text).map_err(Fault::usage)?,
        );
    }
    Ok(decisions)
}

/// Joins and parts what decisions say that the store does not know yet.
pub(crate) fn apply(store: &Store, joiner: &Joiner<'_>) -> Result<bool, StoreError> {
    let mut update = Update::default();
    let changed = joiner.apply_decisions(store, &mut update)?;
    if changed {
        store.apply(&update)?;
    }
    Ok(changed)
}
