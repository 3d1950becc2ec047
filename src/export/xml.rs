//! XML for the formats that need it: quick-xml's writer, with escapes that survive every reader.

use super::text::printable;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::borrow::Cow;
use std::io::{self, Write};

/// Bytes that are gathered before they are written.
const BLOCK: usize = 1 << 16;

/// Writes elements one below the other, indented.
pub(super) struct Xml<'w> {
    writer: Writer<Vec<u8>>,
    out: &'w mut dyn Write,
    /// The tag that is being made; kept, since a million tags would be a million allocations.
    tag: String,
}

impl<'w> Xml<'w> {
    /// Begins a document in UTF-8.
    pub(super) fn new(out: &'w mut dyn Write) -> io::Result<Self> {
        let mut writer = Writer::new_with_indent(Vec::with_capacity(2 * BLOCK), b' ', 1);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self {
            writer,
            out,
            tag: String::new(),
        })
    }

    /// `<name …>`
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        let start = start(&mut self.tag, name, attributes);
        self.writer.write_event(Event::Start(start))
    }

    /// `</name>`
    pub(super) fn close(&mut self, name: &str) -> io::Result<()> {
        self.writer.write_event(Event::End(BytesEnd::new(name)))?;
        self.pass_on(BLOCK)
    }

    /// `<name …/>`
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        let start = start(&mut self.tag, name, attributes);
        self.writer.write_event(Event::Empty(start))?;
        self.pass_on(BLOCK)
    }

    /// `<name …>text</name>`
    pub(super) fn text(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        text: &str,
    ) -> io::Result<()> {
        self.open(name, attributes)?;
        self.writer
            .write_event(Event::Text(BytesText::from_escaped(escape(text))))?;
        self.close(name)
    }

    /// Ends the document with a line break.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.writer.get_mut().push(b'\n');
        self.pass_on(0)
    }

    /// Writes what has gathered, if it is more than so many bytes.
    fn pass_on(&mut self, most: usize) -> io::Result<()> {
        let gathered = self.writer.get_mut();
        if gathered.len() > most {
            self.out.write_all(gathered)?;
            gathered.clear();
        }
        Ok(())
    }
}

/// The inside of a start tag, made in `tag`.
fn start<'t>(tag: &'t mut String, name: &str, attributes: &[(&str, &str)]) -> BytesStart<'t> {
    tag.clear();
    tag.push_str(name);
    for (key, value) in attributes {
        for part in [" ", key, "=\"", &escape(value), "\""] {
            tag.push_str(part);
        }
    }
    BytesStart::from_content(tag.as_str(), name.len())
}

/// Escapes markup, and the white space that readers would turn into spaces.
fn escape(text: &str) -> Cow<'_, str> {
    // The characters that XML forbids above the controls begin with 0xEF.
    let plain = |byte: &u8| *byte >= b' ' && !matches!(byte, b'<' | b'>' | b'&' | b'"' | 0xEF);
    if text.as_bytes().iter().all(plain) {
        return text.into();
    }
    let text = printable(text);
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
    out.into()
}
