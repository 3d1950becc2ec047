//! The formats that are known: one table of names, extensions and media types, told by content first, then by name.

use super::unpacked_name;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A format that documents are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SourceFormat {
    /// Plain text.
    Text,
    /// Markdown (CommonMark with tables).
    Markdown,
    /// HTML and XHTML.
    Html,
    /// PDF.
    Pdf,
    /// Office Open XML text, as Word writes.
    Docx,
    /// OpenDocument text, as LibreOffice Writer writes.
    Odt,
    /// Office Open XML workbook, as Excel writes.
    Xlsx,
    /// Binary workbook, as Excel wrote up to 2003.
    Xls,
    /// OpenDocument spreadsheet, as LibreOffice Calc writes.
    Ods,
    /// Comma-, semicolon- or tab-separated values.
    Csv,
    /// EPUB.
    Epub,
    /// A message of electronic mail (RFC 5322).
    Mail,
    /// JSON Lines: one document a line.
    JsonLines,
    /// WARC, web pages as archived (ISO 28500): many documents.
    Warc,
    /// Parquet: one document a row.
    Parquet,
}

/// What is to be known of a format.
struct Row {
    format: SourceFormat,
    name: &'static str,
    media_type: &'static str,
    /// Lower case, without the dot; the first is the usual one.
    extensions: &'static [&'static str],
}

const fn row(
    format: SourceFormat,
    name: &'static str,
    media_type: &'static str,
    extensions: &'static [&'static str],
) -> Row {
    Row {
        format,
        name,
        media_type,
        extensions,
    }
}

/// All formats, in the order of [`SourceFormat`].
#[rustfmt::skip]
const TABLE: [Row; 15] = {
    use SourceFormat as F;
    [
        row(F::Text, "plain text", "text/plain", &["txt", "text"]),
        row(F::Markdown, "Markdown", "text/markdown", &["md", "markdown"]),
        row(F::Html, "HTML", "text/html", &["html", "htm", "xhtml"]),
        row(F::Pdf, "PDF", "application/pdf", &["pdf"]),
        row(F::Docx, "DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx", "docm"]),
        row(F::Odt, "ODT", "application/vnd.oasis.opendocument.text", &["odt"]),
        row(F::Xlsx, "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx", "xlsm"]),
        row(F::Xls, "XLS", "application/vnd.ms-excel", &["xls"]),
        row(F::Ods, "ODS", "application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
        row(F::Csv, "CSV", "text/csv", &["csv", "tsv"]),
        row(F::Epub, "EPUB", "application/epub+zip", &["epub"]),
        row(F::Mail, "mail", "message/rfc822", &["eml"]),
        row(F::JsonLines, "JSON Lines", "application/jsonl", &["jsonl", "ndjson"]),
        row(F::Warc, "WARC", "application/warc", &["warc"]),
        row(F::Parquet, "Parquet", "application/vnd.apache.parquet", &["parquet"]),
    ]
};

impl SourceFormat {
    /// All formats.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.format)
    }

    fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.row().media_type
    }

    /// Its extensions, the usual one first, in lower case and without the dot.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        self.row().extensions
    }

    /// The format of a media type, parameters (`; charset=…`) left aside.
    #[must_use]
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let known = |row: &&Row| row.media_type.eq_ignore_ascii_case(essence);
        let found = TABLE.iter().find(known).map(|row| row.format);
        found.or_else(|| {
            (essence.eq_ignore_ascii_case("application/xhtml+xml")).then_some(Self::Html)
        })
    }

    /// The format of a document: what its first bytes tell, else what its name tells, else plain text.
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        Self::told(Self::of_name(name), bytes)
    }

    /// The format of a document: what its first bytes tell, else `named`, else plain text.
    pub(super) fn told(named: Option<Self>, bytes: &[u8]) -> Self {
        magic(bytes, named).or(named).unwrap_or(Self::Text)
    }

    /// The format that the extension of a name tells.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let extension = extension(name)?;
        let known = |row: &&Row| row.extensions.contains(&extension.as_str());
        TABLE.iter().find(known).map(|row| row.format)
    }

    /// Whether a file found in a folder is taken to be a document, packed or not. Tables with the extension `tsv` are
    /// not: gold files and other tables of the project's own have it.
    #[must_use]
    pub fn takes(name: &str) -> bool {
        let inner = unpacked_name(name);
        Self::of_name(inner).is_some() && extension(inner).as_deref() != Some("tsv")
    }

    /// Whether a file of this format holds many documents.
    #[must_use]
    pub const fn is_bulk(self) -> bool {
        matches!(self, Self::JsonLines | Self::Warc | Self::Parquet)
    }

    /// Whether its reader is of few lines and own, so that it needs no process of its own.
    #[must_use]
    pub const fn is_plain(self) -> bool {
        matches!(self, Self::Text | Self::Markdown | Self::Csv)
    }
}

impl fmt::Display for SourceFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

fn extension(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '\\']).next()?;
    let (_, extension) = file.rsplit_once('.')?;
    Some(extension.to_ascii_lowercase())
}

/// Whether a file is an OLE compound: a binary workbook, or any office document behind a password.
pub(super) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// The format that the bytes themselves tell; `named` decides between those that look alike.
fn magic(bytes: &[u8], named: Option<SourceFormat>) -> Option<SourceFormat> {
    /// A PDF may have so many bytes before its header.
    const HEADER: usize = 1024;
    let head = &bytes[..bytes.len().min(HEADER)];
    if head.starts_with(b"PK\x03\x04") {
        return zip(bytes).or(named);
    }
    if is_compound(head) {
        return named.or(Some(SourceFormat::Xls));
    }
    if head.starts_with(b"PAR1") {
        return Some(SourceFormat::Parquet);
    }
    if head.starts_with(b"WARC/") {
        return Some(SourceFormat::Warc);
    }
    if head.windows(5).any(|window| window == b"%PDF-") && named != Some(SourceFormat::Warc) {
        return Some(SourceFormat::Pdf);
    }
    is_html(head).then_some(SourceFormat::Html)
}

/// Which of the formats that are archives it is, by the names and contents of the first entries.
fn zip(bytes: &[u8]) -> Option<SourceFormat> {
    /// `mimetype` stands first in OpenDocument and EPUB, uncompressed; behind 30 bytes of header and its name.
    const MIMETYPE: usize = 30 + "mimetype".len();
    if bytes.get(30..MIMETYPE) == Some(b"mimetype") {
        let of = [SourceFormat::Odt, SourceFormat::Ods, SourceFormat::Epub];
        return of
            .into_iter()
            .find(|format| bytes[MIMETYPE..].starts_with(format.media_type().as_bytes()));
    }
    // The list of entries stands at the end, and is small beside them.
    let tail = &bytes[bytes.len().saturating_sub(64 << 10)..];
    let holds = |name: &[u8]| tail.windows(name.len()).any(|window| window == name);
    if holds(b"word/document.xml") {
        Some(SourceFormat::Docx)
    } else if holds(b"xl/workbook") {
        Some(SourceFormat::Xlsx)
    } else {
        None
    }
}

/// `<!doctype html` or `<html`, behind a byte order mark, white space, an XML declaration or comments.
fn is_html(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head).replace('\0', "");
    let mut rest = head
        .trim_start_matches(['\u{feff}', '\u{fffd}'])
        .trim_start();
    for (open, close) in [("<?xml", "?>"), ("<!--", "-->")] {
        while rest.starts_with(open) {
            let Some((_, behind)) = rest.split_once(close) else {
                return false;
            };
            rest = behind.trim_start();
        }
    }
    let opens = |tag: &str| {
        rest.get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    opens("<!doctype html") || opens("<html")
}
