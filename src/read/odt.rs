//! ODT: the body of an OpenDocument text (ISO/IEC 26300), its notes and its properties.

use super::story::{Kind, Merge, Story};
use super::xml::{Element, Node, Xml};
use super::{Composer, Limits, Metadata, ReadError, SourceFormat, opendocument};
use std::collections::BTreeMap;

const FORMAT: SourceFormat = SourceFormat::Odt;

/// Reads a text. Headers, footers, comments, deletions and tables of contents are left out.
///
/// # Errors
///
/// If the file is damaged or encrypted, defines entities, or passes a limit.
pub(super) fn read(
    bytes: &[u8],
    limits: &Limits,
    composer: &mut Composer<'_>,
) -> Result<Metadata, ReadError> {
    let (mut archive, body) = opendocument::open(FORMAT, bytes, limits)?;
    let walk = Walk {
        xml: Xml::new(FORMAT, &body, limits),
        story: Story::new(composer),
        styles: BTreeMap::new(),
        open: Vec::new(),
        items: 0,
        notes: 0,
        cells: Vec::new(),
    };
    walk.run()?;
    opendocument::properties(FORMAT, &mut archive, limits)
}

/// A paragraph that is open; text boxes and notes stand inside of others.
struct Paragraph {
    text: String,
    kind: Kind,
}

struct Walk<'w, 's, 'l> {
    xml: Xml<'w>,
    story: Story<'s, 'l>,
    /// The style that each automatic style is made from.
    styles: BTreeMap<String, String>,
    open: Vec<Paragraph>,
    /// How many lists are open.
    items: usize,
    /// How many notes are open.
    notes: usize,
    /// How the open cells are merged, and how often each stands side by side.
    cells: Vec<(Merge, usize)>,
}

impl Walk<'_, '_, '_> {
    fn run(mut self) -> Result<(), ReadError> {
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Open(element) => self.open(&element)?,
                Node::Close(name) => self.close(&name)?,
                Node::Text(text) => self.push(&text),
            }
        }
        Ok(())
    }

    fn open(&mut self, element: &Element) -> Result<(), ReadError> {
        match element.name.as_str() {
            // Deletions; comments; tables of contents; what is said of pictures; numbers of notes; scripts and forms.
            "tracked-changes" | "annotation" | "table-of-content" | "title" | "desc"
            | "note-citation" | "scripts" | "forms" => self.xml.skip()?,
            "style" => {
                if let (Some(name), Some(parent)) =
                    (element.get("name"), element.get("parent-style-name"))
                {
                    self.styles.insert(name.to_owned(), parent.to_owned());
                }
            }
            "h" => {
                let level = element.count("outline-level").clamp(1, 6);
                self.paragraph(Kind::Heading(u8::try_from(level).unwrap_or(6)));
            }
            "p" => {
                let kind = match () {
                    () if self.is_title(element) => Kind::Heading(1),
                    () if self.items > 0 => Kind::Item,
                    () => Kind::Paragraph,
                };
                self.paragraph(kind);
            }
            "list" => self.items += 1,
            "note" => self.notes += 1,
            "s" | "tab" => self.push(" "),
            "line-break" => {
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.text.push('\n');
                }
            }
            "table" => self.story.open_table(),
            "table-cell" => {
                let rows = element.count("number-rows-spanned");
                // The columns that it spans follow as covered cells.
                self.cells.push((
                    Merge::Over(1, rows),
                    element.count("number-columns-repeated"),
                ));
            }
            "covered-table-cell" => {
                self.cells
                    .push((Merge::Above, element.count("number-columns-repeated")));
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "h" | "p" => {
                let Some(paragraph) = self.open.pop() else {
                    return Ok(());
                };
                if self.notes > 0 {
                    self.story.note(paragraph.text);
                } else {
                    self.story.block(paragraph.kind, &paragraph.text)?;
                }
            }
            "list" => self.items = self.items.saturating_sub(1),
            "note" => self.notes = self.notes.saturating_sub(1),
            "table" => self.story.close_table()?,
            "table-row" => self.story.close_row()?,
            "table-cell" | "covered-table-cell" => {
                if let Some((merge, times)) = self.cells.pop() {
                    self.story.close_cell(merge, times);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn paragraph(&mut self, kind: Kind) {
        self.open.push(Paragraph {
            text: String::new(),
            kind,
        });
    }

    fn is_title(&self, element: &Element) -> bool {
        let style = element.get("style-name").unwrap_or_default();
        let named = self.styles.get(style).map_or(style, String::as_str);
        named == "Title"
    }

    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            // Line breaks of the file are white space; those that are meant are elements.
            paragraph
                .text
                .extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
        }
    }
}
