//! HTML: the main content of a page as blocks, and what its head says of it. No script runs, nothing is fetched.
//!
//! Parsed by `html5ever` (through `dom_query`, arena-allocated) as browsers do. Readability's choice of one article is
//! not taken: country profiles and project records are tables, definition lists and short fields, which it drops.
//! Instead what is known to be no content (`sieve`) is left out, and all the rest stays.

mod about;
mod depth;
mod sieve;
mod table;
mod walk;

use super::{Composer, Limits, Metadata, ReadError, SourceFormat, charset};
use dom_query::{Document as Page, NodeRef};

/// Reads a page of its own.
pub(super) fn read<'l>(
    bytes: &[u8],
    limits: &'l Limits,
    composer: &mut Composer<'l>,
) -> Result<Metadata, ReadError> {
    let decoded = charset::decode(bytes, declared(bytes).as_deref())?;
    if let Some(note) = decoded.note {
        composer.note(note);
    }
    if defines_entities(&decoded.text) {
        return Err(ReadError::External(SourceFormat::Html));
    }
    let page = parse(decoded.text, limits)?;
    let about = about::about(&page);
    walk::page(&page, limits, composer)?;
    Ok(about)
}

/// Reads a page that is a part of something else, a message or a book, and has no navigation.
pub(super) fn part<'l>(
    text: String,
    limits: &'l Limits,
    composer: &mut Composer<'l>,
) -> Result<(), ReadError> {
    walk::part(&parse(text, limits)?, limits, composer)
}

/// Whether the document type opens a set of declarations, which no web page has: entities could stand for what is not
/// in the page.
fn defines_entities(text: &str) -> bool {
    /// A document type stands at the beginning.
    const HEAD: usize = 4096;
    let head = &text[..text.floor_char_boundary(HEAD)];
    head.to_ascii_lowercase().contains("<!entity")
}

fn parse(text: String, limits: &Limits) -> Result<Page, ReadError> {
    if depth::depth(&text) > limits.nesting {
        return Err(ReadError::Nesting {
            limit: limits.nesting,
        });
    }
    Ok(Page::from(text))
}

/// The encoding that the head of a page declares: `charset=` of a `meta`, `encoding=` of an XML declaration.
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
    /// Browsers look at so many bytes.
    const HEAD: usize = 1024;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let behind = |key: &str| {
        let (_, rest) = head.split_once(key)?;
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let rest = rest.trim_start_matches(['"', '\'']);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':'));
        Some(rest[..end.unwrap_or(rest.len())].to_owned()).filter(|label| !label.is_empty())
    };
    let xml = head.trim_start().starts_with("<?xml");
    behind("charset").or_else(|| behind("encoding").filter(|_| xml))
}

/// The name of an element in lower case; empty for any other node.
fn name(node: &NodeRef<'_>) -> String {
    node.node_name()
        .map_or_else(String::new, |name| name.to_string())
}

/// An attribute, trimmed; `None` where it is missing or empty.
fn attribute(node: &NodeRef<'_>, name: &str) -> Option<String> {
    let value = node.attr(name)?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}
