//! JSON Lines (jsonlines.org, NDJSON): an object a line, of which only the fields that matter are kept.

use super::record::{FieldNames, Record};
use super::{BulkError, Member, MemberError};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::io::{BufRead, Read};

/// The documents of a file, one a line; blank lines count and are passed over.
pub(super) struct Lines<R> {
    reader: R,
    names: FieldNames,
    /// The most bytes of a line.
    limit: u64,
    number: u64,
    /// The line that is read; kept, so that its memory is.
    line: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R, names: FieldNames, limit: u64) -> Self {
        Self {
            reader,
            names,
            limit,
            number: 0,
            line: Vec::new(),
        }
    }

    /// Reads the next line that is not blank, without its end; false at the end of the file.
    fn read_line(&mut self) -> Result<bool, BulkError> {
        loop {
            self.line.clear();
            self.number += 1;
            let mut bounded = self.reader.by_ref().take(self.limit + 1);
            let read = bounded.read_until(b'\n', &mut self.line)?;
            if read == 0 {
                return Ok(false);
            }
            if read as u64 > self.limit && self.line.last() != Some(&b'\n') {
                // What was held of it would only weigh on what follows.
                self.line = Vec::new();
                self.reader.skip_until(b'\n')?;
                return Err(BulkError::LongLine { limit: self.limit });
            }
            if self.number == 1 && self.line.starts_with(b"\xef\xbb\xbf") {
                self.line.drain(..3);
            }
            if !self.line.trim_ascii().is_empty() {
                return Ok(true);
            }
        }
    }

    fn member(&mut self) -> Result<Option<Member>, BulkError> {
        if !self.read_line()? {
            return Ok(None);
        }
        let mut json = serde_json::Deserializer::from_slice(self.line.trim_ascii_end());
        let seed = Object { names: &self.names };
        let record = seed.deserialize(&mut json).and_then(|record| {
            json.end()?;
            Ok(record)
        });
        let record = record.map_err(|error| BulkError::Json {
            column: error.column().max(1),
            reason: reason(&error),
        })?;
        record.member(self.number, &self.names).map(Some)
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Member, MemberError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.member() {
            Ok(member) => member.map(Ok),
            Err(error) => Some(Err(MemberError {
                number: self.number,
                error,
            })),
        }
    }
}

/// The parser's words without the place, which is told beside them.
fn reason(error: &serde_json::Error) -> String {
    let words = error.to_string();
    match words.rfind(" at line ") {
        Some(end) => words[..end].to_owned(),
        None => words,
    }
}

/// Reads an object and keeps the fields that tell something.
struct Object<'n> {
    names: &'n FieldNames,
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = Record;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Record, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = Record;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object, as in {\"id\": \"a1\", \"text\": \"…\"}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let mut record = Record::default();
        while let Some(name) = map.next_key::<String>()? {
            match self.names.column(&name) {
                Some(column) => {
                    if let Some(value) = map.next_value_seed(Scalar)? {
                        record.put(column, value);
                    }
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                    record.pass(&name);
                }
            }
        }
        Ok(record)
    }
}

/// Reads a string, number or truth value as text; `null`, lists and objects tell nothing.
struct Scalar;

impl<'de> DeserializeSeed<'de> for Scalar {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Scalar {
    type Value = Option<String>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Some(value.to_owned()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}
