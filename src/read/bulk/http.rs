//! HTTP responses as web archives hold them: status, media type, charset, and the content without its codings.

use super::BulkError;
use crate::read::{Limits, SourceFormat, packed};
use encoding_rs::Encoding;
use std::io::Read;

/// What a response carries.
#[derive(Debug)]
pub(super) struct Payload {
    /// Its media type, empty where none is told; parameters may stand behind.
    pub(super) media_type: String,
    /// Its charset, as told.
    pub(super) charset: Option<String>,
    /// Its bytes, without transfer and content codings.
    pub(super) bytes: Vec<u8>,
}

impl Payload {
    /// Bytes of the media type that a header tells.
    pub(super) fn of(content_type: &str, bytes: Vec<u8>) -> Self {
        let charset = content_type.split(';').skip(1).find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            let value = value.trim().trim_matches(['"', '\'']);
            (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty())
                .then(|| value.to_owned())
        });
        Self {
            media_type: content_type.trim().to_owned(),
            charset,
            bytes,
        }
    }

    /// The bytes; those of a text in UTF-8, if the charset that is told holds for them.
    pub(super) fn in_utf8(self, format: SourceFormat) -> Vec<u8> {
        let is_text = matches!(
            format,
            SourceFormat::Text | SourceFormat::Markdown | SourceFormat::Html | SourceFormat::Csv
        );
        let encoding = self
            .charset
            .as_deref()
            .and_then(|told| Encoding::for_label(told.as_bytes()));
        match encoding {
            Some(encoding) if is_text => match encoding.decode(&self.bytes) {
                (text, _, false) => text.into_owned().into_bytes(),
                // The header is wrong: the reader of the format finds the charset.
                _ => self.bytes,
            },
            _ => self.bytes,
        }
    }
}

/// Headers of more than so many fields are refused.
const FIELDS: usize = 512;

/// Reads a response; `Err` in the inner result is a status other than that of a whole document.
///
/// # Errors
///
/// If it is no HTTP, if a coding is not known or broken, or if more comes out of it than the limits allow.
pub(super) fn response(message: &[u8], limits: &Limits) -> Result<Result<Payload, u16>, BulkError> {
    let mut fields = [httparse::EMPTY_HEADER; FIELDS];
    let mut head = httparse::Response::new(&mut fields);
    let mut config = httparse::ParserConfig::default();
    config
        .allow_spaces_after_header_name_in_responses(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .ignore_invalid_headers_in_responses(true);
    let message = as_version_1(message);
    let reason = |reason: &dyn ToString| BulkError::Http {
        reason: reason.to_string(),
    };
    let start = match config.parse_response(&mut head, &message) {
        Ok(httparse::Status::Complete(start)) => start,
        Ok(httparse::Status::Partial) => return Err(reason(&"its headers do not end")),
        Err(error) => return Err(reason(&error)),
    };
    match head.code {
        Some(200 | 203) => {}
        other => return Ok(Err(other.unwrap_or_default())),
    }
    let field = |name: &str| {
        let found = head
            .headers
            .iter()
            .find(|field| field.name.eq_ignore_ascii_case(name));
        found.map(|field| String::from_utf8_lossy(field.value).into_owned())
    };
    let mut bytes = message[start..].to_vec();
    let chunked = field("transfer-encoding")
        .is_some_and(|told| told.to_ascii_lowercase().contains("chunked"));
    if chunked && let Some(whole) = dechunked(&bytes) {
        bytes = whole;
    }
    let codings = field("content-encoding")
        .unwrap_or_default()
        .to_ascii_lowercase();
    // The last coding was put on last.
    for coding in codings.rsplit(',').map(str::trim) {
        bytes = decoded(coding, bytes, limits)?;
    }
    Ok(Ok(Payload::of(
        &field("content-type").unwrap_or_default(),
        bytes,
    )))
}

/// The message under the version that the parser knows: archives made by browsers say `HTTP/2 200`.
fn as_version_1(message: &[u8]) -> std::borrow::Cow<'_, [u8]> {
    let late = message.starts_with(b"HTTP/2") || message.starts_with(b"HTTP/3");
    let version = message.iter().take(10).position(|byte| *byte == b' ');
    match version {
        Some(end) if late => [b"HTTP/1.1", &message[end..]].concat().into(),
        _ => message.into(),
    }
}

/// The bytes of a chunked body; `None` where they are none, as when the archive keeps bodies without chunks but the
/// header with them. A body that breaks off is taken as far as it goes.
fn dechunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut first = true;
    loop {
        let size = httparse::parse_chunk_size(body);
        let Ok(httparse::Status::Complete((start, size))) = size else {
            return (!first).then_some(out);
        };
        first = false;
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let rest = &body[start..];
        out.extend_from_slice(&rest[..size.min(rest.len())]);
        // Behind each chunk stands a line end.
        match rest.get(size..) {
            Some([b'\r', b'\n', rest @ ..]) if size > 0 => body = rest,
            _ => return Some(out),
        }
    }
}

/// Takes a content coding off; bytes that do not have it in truth stay as they are.
fn decoded(coding: &str, bytes: Vec<u8>, limits: &Limits) -> Result<Vec<u8>, BulkError> {
    let packed = bytes.as_slice();
    let damaged = |error: std::io::Error| BulkError::Http {
        reason: format!("its content coding `{coding}` is damaged: {error}"),
    };
    let reader: Box<dyn Read + '_> = match coding {
        "" | "identity" | "none" | "utf-8" => return Ok(bytes),
        "gzip" | "x-gzip" if packed.starts_with(b"\x1f\x8b") => {
            Box::new(flate2::read::MultiGzDecoder::new(packed))
        }
        "zstd" if packed.starts_with(b"\x28\xb5\x2f\xfd") => {
            Box::new(zstd::stream::read::Decoder::with_buffer(packed).map_err(damaged)?)
        }
        "gzip" | "x-gzip" | "zstd" => return Ok(bytes),
        // RFC 9110 means zlib; some servers send the bare stream.
        "deflate" if is_zlib(packed) => Box::new(flate2::read::ZlibDecoder::new(packed)),
        "deflate" => Box::new(flate2::read::DeflateDecoder::new(packed)),
        "br" => Box::new(brotli_decompressor::Decompressor::new(packed, 16 << 10)),
        other => {
            return Err(BulkError::Coding {
                name: other.to_owned(),
            });
        }
    };
    packed::drain(reader, bytes.len(), limits, damaged)
}

/// RFC 1950: method and window in the first byte, and a check over both.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 0x0f == 8 && u16::from_be_bytes([*first, *second]) % 31 == 0)
}
