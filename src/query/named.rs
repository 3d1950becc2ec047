//! Named queries: those of `queries/`, compiled in, and those that the caller adds.

use super::decorator::{self, DecoratorError, Decorators};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/queries");

/// A query with a name and what its decorators say of it.
#[derive(Clone, Debug)]
pub struct NamedQuery {
    /// The file's name without `.rq`.
    pub name: String,
    /// What the `#+` lines say.
    pub decorators: Decorators,
    /// The whole text, decorators included, so that places in it are places in the file.
    pub text: String,
}

impl NamedQuery {
    /// Reads a query file's text.
    ///
    /// # Errors
    ///
    /// When a `#+` line cannot be read.
    pub fn read(name: &str, text: &str) -> Result<Self, NamedQueryError> {
        let decorators = decorator::read(text)
            .map_err(|source| NamedQueryError { name: name.to_owned(), source })?;
        Ok(Self { name: name.to_owned(), decorators, text: text.to_owned() })
    }
}

/// A query file that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("query `{name}`")]
pub struct NamedQueryError {
    name: String,
    source: DecoratorError,
}

/// Named queries in the order of their names.
#[derive(Clone, Debug, Default)]
pub struct Library(BTreeMap<String, NamedQuery>);

impl Library {
    /// The queries compiled into the program.
    ///
    /// # Errors
    ///
    /// When a file of `queries/` was built in with a faulty decorator; the tests keep that from happening.
    pub fn built_in() -> Result<Self, NamedQueryError> {
        let mut library = Self::default();
        for file in BUILT_IN.files() {
            let name = file.path().file_stem().and_then(|stem| stem.to_str());
            let is_query = file.path().extension().is_some_and(|extension| extension == "rq");
            if let (true, Some(name), Some(text)) = (is_query, name, file.contents_utf8()) {
                library.add(NamedQuery::read(name, text)?);
            }
        }
        Ok(library)
    }

    /// Adds a query, or puts it in the place of the one of the same name.
    pub fn add(&mut self, query: NamedQuery) {
        self.0.insert(query.name.clone(), query);
    }

    /// The query of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&NamedQuery> {
        self.0.get(name)
    }

    /// All queries in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &NamedQuery> {
        self.0.values()
    }
}

/// Whether `text` can be the name of a query rather than SPARQL.
#[must_use]
pub fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}
