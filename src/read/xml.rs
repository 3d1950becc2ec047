//! XML of office documents, element by element: bounded in depth, without entities of its own.

use super::{Limits, ReadError, SourceFormat, metadata};
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

/// Walks through the elements and texts of a part of a document.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    format: SourceFormat,
    depth: usize,
    most: usize,
}

/// What comes next.
pub(super) enum Node {
    /// An element opens; each that opens also closes.
    Open(Element),
    /// The element of this name closes.
    Close(String),
    /// Text.
    Text(String),
}

/// The name and attributes of an element, prefixes left out.
pub(super) struct Element {
    /// Its name.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// A count that an attribute gives, 1 if it gives none.
    pub(super) fn count(&self, name: &str) -> usize {
        self.get(name)
            .and_then(|value| value.parse().ok())
            .unwrap_or(1)
    }
}

impl<'x> Xml<'x> {
    /// Starts at the top of a part.
    pub(super) fn new(format: SourceFormat, bytes: &'x [u8], limits: &Limits) -> Self {
        let mut reader = Reader::from_reader(bytes);
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            format,
            depth: 0,
            most: limits.nesting,
        }
    }

    /// The next element or text; `None` at the end.
    ///
    /// # Errors
    ///
    /// If the part is no XML, is nested too deep, or defines or asks for entities.
    pub(super) fn next(&mut self) -> Result<Option<Node>, ReadError> {
        loop {
            let event = self
                .reader
                .read_event()
                .map_err(|error| self.damaged(&error.to_string()))?;
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > self.most {
                        return Err(ReadError::Nesting { limit: self.most });
                    }
                    Node::Open(element(&start))
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close(local(end.local_name().as_ref()))
                }
                Event::Text(text) => Node::Text(String::from_utf8_lossy(&text).into_owned()),
                Event::CData(text) => Node::Text(String::from_utf8_lossy(&text).into_owned()),
                Event::GeneralRef(entity) => {
                    let known = match entity.resolve_char_ref() {
                        Ok(Some(letter)) => Some(letter.to_string()),
                        _ => {
                            resolve_xml_entity(&String::from_utf8_lossy(&entity)).map(str::to_owned)
                        }
                    };
                    Node::Text(known.ok_or(ReadError::External(self.format))?)
                }
                Event::DocType(_) => return Err(ReadError::External(self.format)),
                Event::Eof if self.depth > 0 => return Err(self.damaged("it breaks off")),
                Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }

    /// Passes over all that stands in the element that has just opened.
    ///
    /// # Errors
    ///
    /// As [`Xml::next`].
    pub(super) fn skip(&mut self) -> Result<(), ReadError> {
        let outer = self.depth.saturating_sub(1);
        while self.depth > outer && self.next()?.is_some() {}
        Ok(())
    }

    /// All text of the element that has just opened.
    ///
    /// # Errors
    ///
    /// As [`Xml::next`].
    pub(super) fn text(&mut self) -> Result<String, ReadError> {
        let outer = self.depth.saturating_sub(1);
        let mut out = String::new();
        while self.depth > outer {
            match self.next()? {
                Some(Node::Text(text)) => out.push_str(&text),
                Some(_) => {}
                None => break,
            }
        }
        Ok(out)
    }

    /// The text of the element that has just opened, if it says something.
    ///
    /// # Errors
    ///
    /// As [`Xml::next`].
    pub(super) fn value(&mut self) -> Result<Option<String>, ReadError> {
        let text = self.text()?;
        let words = text.trim();
        Ok((!words.is_empty()).then(|| words.to_owned()))
    }

    /// The day that the element that has just opened holds (`2019-05-01T10:00:00Z`).
    ///
    /// # Errors
    ///
    /// As [`Xml::next`].
    pub(super) fn day(&mut self) -> Result<Option<String>, ReadError> {
        Ok(self.value()?.and_then(|value| metadata::date(&value)))
    }

    /// The language that the element that has just opened holds (`en-US`).
    ///
    /// # Errors
    ///
    /// As [`Xml::next`].
    pub(super) fn language(&mut self) -> Result<Option<String>, ReadError> {
        Ok(self.value()?.and_then(|value| metadata::language(&value)))
    }

    fn damaged(&self, reason: &str) -> ReadError {
        ReadError::Damaged {
            format: self.format,
            reason: reason.to_owned(),
        }
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let mut attributes = start.attributes();
    let told = attributes.with_checks(false).flatten().map(|attribute| {
        let raw = String::from_utf8_lossy(&attribute.value).into_owned();
        let value = quick_xml::escape::unescape(&raw).map_or_else(|_| raw.clone(), String::from);
        (local(attribute.key.local_name().as_ref()), value)
    });
    let attributes = told.collect();
    Element {
        name: local(start.local_name().as_ref()),
        attributes,
    }
}

fn local(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}
