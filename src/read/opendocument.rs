//! OpenDocument packages (ISO/IEC 26300): what texts and spreadsheets have in common.

use super::archive::Archive;
use super::xml::{Node, Xml};
use super::{Limits, Metadata, ReadError, SourceFormat};

/// Opens a package and unpacks its body.
///
/// # Errors
///
/// If the package is damaged, encrypted or without a body, or passes a limit.
pub(super) fn open<'b>(
    format: SourceFormat,
    bytes: &'b [u8],
    limits: &Limits,
) -> Result<(Archive<'b>, Vec<u8>), ReadError> {
    let mut archive = Archive::open(format, bytes, limits)?;
    let manifest = archive.entry("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest
        .windows(15)
        .any(|window| window == b"encryption-data")
    {
        return Err(ReadError::Encrypted(format));
    }
    let body = archive.required("content.xml")?;
    Ok((archive, body))
}

/// The properties of the document in a package.
///
/// # Errors
///
/// If they are damaged, define entities, or pass a limit.
pub(super) fn properties(
    format: SourceFormat,
    archive: &mut Archive<'_>,
    limits: &Limits,
) -> Result<Metadata, ReadError> {
    let meta = archive.entry("meta.xml")?.unwrap_or_default();
    about(Xml::new(format, &meta, limits))
}

/// What the properties say.
fn about(mut xml: Xml<'_>) -> Result<Metadata, ReadError> {
    let mut about = Metadata::default();
    let (mut creator, mut modified) = (None, None);
    while let Some(node) = xml.next()? {
        let Node::Open(element) = node else { continue };
        match element.name.as_str() {
            "title" => about.title = xml.value()?,
            "initial-creator" => creator = xml.value()?,
            "creator" => creator = xml.value()?.or(creator),
            "creation-date" => about.date = xml.day()?,
            "date" => modified = xml.day()?,
            "language" => about.language = xml.language()?,
            _ => {}
        }
    }
    about.date = about.date.or(modified);
    about.publisher = creator;
    Ok(about)
}
