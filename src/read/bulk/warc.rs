//! WARC (ISO 28500; WARC 1.0 and 1.1): the documents among the records of a web archive.
//!
//! The crate `warc` 0.4 was looked at: it reads header lines and declared lengths without a bound and cannot go on
//! behind a record that is broken, so the few lines of framing are read here. HTTP inside of records is `http`'s.

use super::http;
use super::{BulkError, Member, MemberError, Passed};
use crate::read::{Limits, Metadata, SourceFormat, metadata};
use std::io::{self, BufRead, Read};

/// The documents of a web archive: responses with status 200, resources, and conversions (as WET files have them).
pub(super) struct Records<R> {
    input: Input<R>,
    limits: Limits,
    number: u64,
    place: Place,
    passed: Passed,
}

/// Where the reader stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Between two records.
    Between,
    /// Behind the version line of a record.
    Opened,
    /// In what is no record, as has been told.
    Lost,
}

/// The most bytes of the headers of one record.
const HEADERS: u64 = 64 << 10;

impl<R: BufRead> Records<R> {
    pub(super) fn new(reader: R, limits: Limits) -> Self {
        Self {
            input: Input {
                back: io::Cursor::default(),
                spare: limits.unpacked,
                reader,
            },
            limits,
            number: 0,
            place: Place::Between,
            passed: Passed::default(),
        }
    }

    /// What was no document, and how often.
    pub(super) const fn passed(&self) -> &Passed {
        &self.passed
    }

    /// The next document; `None` at the end of the file.
    fn member(&mut self) -> Result<Option<Member>, BulkError> {
        while self.open()? {
            self.number += 1;
            let headers = self.headers().inspect_err(|_| self.place = Place::Lost)?;
            let body = self.body(&headers)?;
            match member(self.number, &headers, body, &self.limits)? {
                Ok(member) => return Ok(Some(member)),
                Err(Pass(why)) => self.passed.count(why),
            }
        }
        Ok(None)
    }

    /// Goes to behind the next version line; false at the end of the file.
    fn open(&mut self) -> Result<bool, BulkError> {
        if self.place == Place::Opened {
            self.place = Place::Between;
            return Ok(true);
        }
        let mut line = Vec::new();
        let mut whole = true;
        loop {
            line.clear();
            let read = self
                .input
                .by_ref()
                .take(HEADERS)
                .read_until(b'\n', &mut line)?;
            if read == 0 {
                return Ok(false);
            }
            let first = std::mem::replace(&mut whole, line.ends_with(b"\n"));
            if first && is_version(&line) {
                self.place = Place::Between;
                return Ok(true);
            }
            if !line.trim_ascii().is_empty() && self.place != Place::Lost {
                self.place = Place::Lost;
                self.number += 1;
                return Err(BulkError::NoRecord);
            }
        }
    }

    /// Reads the named fields of a record, up to the blank line behind them.
    fn headers(&mut self) -> Result<Headers, BulkError> {
        let mut bounded = self.input.by_ref().take(HEADERS);
        let mut headers = Headers::default();
        let mut line = Vec::new();
        loop {
            line.clear();
            bounded.read_until(b'\n', &mut line)?;
            if !line.ends_with(b"\n") {
                return Err(if bounded.limit() == 0 {
                    BulkError::LongHeaders { limit: HEADERS }
                } else {
                    BulkError::CutOff
                });
            }
            if line.trim_ascii().is_empty() {
                return Ok(headers);
            }
            headers.push(&String::from_utf8_lossy(&line));
        }
    }

    /// Reads the block of a record, and sees that the record ends where it says.
    fn body(&mut self, headers: &Headers) -> Result<Vec<u8>, BulkError> {
        let lost = |records: &mut Self, error| {
            records.place = Place::Lost;
            Err(error)
        };
        let Some(length) = headers
            .get("content-length")
            .and_then(|told| told.parse::<u64>().ok())
        else {
            return lost(self, BulkError::NoLength);
        };
        // What is too long is looked through for the next record: its length may be a lie.
        if length > self.limits.bytes {
            let limit = self.limits.bytes;
            return lost(self, BulkError::LongRecord { length, limit });
        }
        let mut body = Vec::new();
        let there = self.input.by_ref().take(length).read_to_end(&mut body)? as u64;
        let behind = self.behind()?;
        match behind {
            None if there == length => Ok(body),
            behind => {
                body.extend(behind.unwrap_or_default());
                self.input.give_back(body);
                lost(self, BulkError::Length { length })
            }
        }
    }

    /// Passes over the two line ends behind a record; the line that stands there instead, if one does. A record may
    /// follow without them, and the file may end.
    fn behind(&mut self) -> Result<Option<Vec<u8>>, BulkError> {
        let mut line = Vec::new();
        for _ in 0..2 {
            line.clear();
            self.input
                .by_ref()
                .take(HEADERS)
                .read_until(b'\n', &mut line)?;
            if is_version(&line) {
                self.place = Place::Opened;
                return Ok(None);
            }
            if !line.trim_ascii().is_empty() {
                return Ok(Some(line));
            }
        }
        Ok(None)
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Member, MemberError>;

    fn next(&mut self) -> Option<Self::Item> {
        let member = self.member();
        let number = self.number;
        member
            .map_err(|error| MemberError { number, error })
            .transpose()
    }
}

fn is_version(line: &[u8]) -> bool {
    line.starts_with(b"WARC/") && line[5..].iter().any(u8::is_ascii_digit)
}

/// Why a record is no document, as a summary words it.
struct Pass(String);

/// The document of a record.
fn member(
    number: u64,
    headers: &Headers,
    body: Vec<u8>,
    limits: &Limits,
) -> Result<Result<Member, Pass>, BulkError> {
    let kind = headers
        .get("warc-type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let told = headers.get("content-type").unwrap_or_default();
    let payload = match kind.as_str() {
        "response" if essence(told) == "application/http" => match http::response(&body, limits)? {
            Ok(payload) => payload,
            Err(status) => return Ok(Err(Pass(format!("status {status}")))),
        },
        "response" | "resource" | "conversion" => http::Payload::of(told, body),
        _ => return Ok(Err(Pass(kind))),
    };
    let address = headers
        .get("warc-target-uri")
        // Some writers put it in angle brackets, as WARC 1.0 has it.
        .map(|uri| uri.trim_matches(['<', '>']).to_owned());
    let Some(format) = format(&payload, address.as_deref().unwrap_or_default()) else {
        return Ok(Err(Pass(essence(&payload.media_type))));
    };
    Ok(Ok(Member {
        number,
        key: address.clone(),
        format,
        bytes: payload.in_utf8(format),
        about: Metadata {
            address: address.as_deref().and_then(metadata::address),
            retrieved: headers.get("warc-date").and_then(metadata::moment),
            ..Metadata::default()
        },
    }))
}

/// The format of a payload: what its bytes tell, else its media type, else its address; `None` if it is no document.
fn format(payload: &http::Payload, address: &str) -> Option<SourceFormat> {
    let media_type = essence(&payload.media_type);
    let named = match media_type.as_str() {
        // Servers that do not know what they send say so in these words.
        "" | "application/octet-stream" | "application/zip" => {
            let path = address.split(['?', '#']).next().unwrap_or_default();
            SourceFormat::of_name(path)
        }
        known => Some(SourceFormat::of_media_type(known)?),
    };
    let format = SourceFormat::told(named, &payload.bytes);
    let is_text = !payload.bytes.contains(&0);
    (!format.is_bulk() && (named.is_some() || format != SourceFormat::Text || is_text))
        .then_some(format)
}

/// A media type in lower case, without its parameters.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The named fields of a record.
#[derive(Debug, Default)]
struct Headers(Vec<(String, String)>);

impl Headers {
    /// Takes a line: a field, or more of the one before (WARC 1.0 lets lines be folded). Others tell nothing.
    fn push(&mut self, line: &str) {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = self.0.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            let name = name.trim().to_ascii_lowercase();
            self.0.push((name, value.trim().to_owned()));
        }
    }

    /// The value of a field, its name in lower case; of several the first.
    fn get(&self, name: &str) -> Option<&str> {
        let mut found = self.0.iter().filter(|(known, _)| known == name);
        found.next().map(|(_, value)| value.as_str())
    }
}

/// A reader to which bytes can be given back.
struct Input<R> {
    back: io::Cursor<Vec<u8>>,
    /// So many bytes may still be given back: a file made of nothing but lies is read once, not again and again.
    spare: u64,
    reader: R,
}

impl<R> Input<R> {
    /// Lets bytes be read again, from the first version line in them on.
    fn give_back(&mut self, bytes: Vec<u8>) {
        const OPEN: &[u8] = b"\nWARC/";
        let Some(start) = bytes.windows(OPEN.len()).position(|window| window == OPEN) else {
            return;
        };
        let rest = (bytes.len() - start) as u64;
        if rest > self.spare {
            return;
        }
        self.spare -= rest;
        // What was given back before and not read yet follows.
        let mut all = bytes;
        all.drain(..=start);
        let unread = self.back.position() as usize;
        all.extend(self.back.get_ref().get(unread..).unwrap_or_default());
        self.back = io::Cursor::new(all);
    }
}

impl<R: BufRead> Read for Input<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(out.len());
        out[..count].copy_from_slice(&ready[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Input<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.back.fill_buf()?.is_empty() {
            self.reader.fill_buf()
        } else {
            self.back.fill_buf()
        }
    }

    fn consume(&mut self, count: usize) {
        if self.back.position() < self.back.get_ref().len() as u64 {
            self.back.consume(count);
        } else {
            self.reader.consume(count);
        }
    }
}
