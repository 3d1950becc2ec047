//! EPUB: the chapters of a book in the order of its spine.

use super::archive::Archive;
use super::{At, Composer, Limits, Metadata, ReadError, SourceFormat, html, metadata};
use rbook::Epub;
use std::collections::BTreeMap;
use std::io::Cursor;

/// Reads a book.
pub(super) fn read<'l>(
    bytes: &[u8],
    limits: &'l Limits,
    composer: &mut Composer<'l>,
) -> Result<Metadata, ReadError> {
    Archive::open(SourceFormat::Epub, bytes, limits)?.check()?;
    let damaged = |error: &dyn std::fmt::Display| ReadError::Damaged {
        format: SourceFormat::Epub,
        reason: error.to_string(),
    };
    let book = Epub::read(Cursor::new(bytes.to_vec())).map_err(|error| damaged(&error))?;
    let names = chapters(&book);
    for content in book.reader() {
        let content = content.map_err(|error| damaged(&error))?;
        let entry = content.manifest_entry();
        // The table of contents repeats the headings.
        if entry.href().as_str().ends_with("nav.xhtml") {
            continue;
        }
        if let Some(name) = names.get(entry.href().as_str()) {
            composer.place(At::Chapter(name.clone()));
        }
        html::part(content.into_string(), limits, composer)?;
    }
    let about = book.metadata();
    Ok(Metadata {
        title: about.title().map(|title| title.value().to_owned()),
        date: about
            .published_entry()
            .and_then(|entry| metadata::date(entry.value())),
        publisher: about
            .publishers()
            .next()
            .map(|publisher| publisher.value().to_owned()),
        address: about
            .identifiers()
            .find_map(|identifier| metadata::address(identifier.value())),
        language: about
            .language()
            .and_then(|language| metadata::language(language.value())),
        retrieved: None,
    })
}

/// The name of each chapter by its file, as the table of contents has it; the first of a file counts.
fn chapters(book: &Epub) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let Some(contents) = book.toc().contents() else {
        return names;
    };
    for entry in contents.flatten() {
        if let Some(file) = entry.manifest_entry() {
            let name = super::compose::fold(entry.label());
            let href = file.href().as_str().to_owned();
            names.entry(href).or_insert(name);
        }
    }
    names
}
