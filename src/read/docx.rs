//! DOCX: the body of an Office Open XML text (ECMA-376), its notes and its properties.
//!
//! A walk of our own over its elements: which styles head, what was deleted, which cells are merged and where notes
//! stand has to be known exactly, and what is unpacked and nested is held against the limits on the way.

mod style;

use super::archive::Archive;
use super::format::is_compound;
use super::story::{Kind, Merge, Story};
use super::xml::{Element, Node, Xml};
use super::{Composer, Limits, Metadata, ReadError, SourceFormat};
use std::collections::BTreeMap;
use style::{Styles, is_on};

const FORMAT: SourceFormat = SourceFormat::Docx;

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
    if is_compound(bytes) {
        return Err(ReadError::Encrypted(FORMAT));
    }
    let mut archive = Archive::open(FORMAT, bytes, limits)?;
    let body = archive.required("word/document.xml")?;
    let styles = archive.entry("word/styles.xml")?.unwrap_or_default();
    let styles = Styles::read(Xml::new(FORMAT, &styles, limits))?;
    let mut notes = BTreeMap::new();
    for name in ["footnote", "endnote"] {
        let bytes = archive
            .entry(&format!("word/{name}s.xml"))?
            .unwrap_or_default();
        gather_notes(name, Xml::new(FORMAT, &bytes, limits), &mut notes)?;
    }
    let walk = Walk {
        xml: Xml::new(FORMAT, &body, limits),
        story: Story::new(composer),
        styles: &styles,
        notes: &notes,
        open: Vec::new(),
        hidden: false,
        cells: Vec::new(),
    };
    walk.run()?;
    properties(FORMAT, &mut archive, limits)
}

/// The properties of an Office Open XML package.
///
/// # Errors
///
/// If they are damaged, define entities, or pass a limit.
pub(super) fn properties(
    format: SourceFormat,
    archive: &mut Archive<'_>,
    limits: &Limits,
) -> Result<Metadata, ReadError> {
    let core = archive.entry("docProps/core.xml")?.unwrap_or_default();
    let app = archive.entry("docProps/app.xml")?.unwrap_or_default();
    about(
        Xml::new(format, &core, limits),
        Xml::new(format, &app, limits),
    )
}

/// The notes by their kind and number.
type Notes = BTreeMap<(String, String), String>;

/// A paragraph that is open.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    level: Option<u8>,
    /// Whether the paragraph itself says that it is an item.
    item: Option<bool>,
}

/// A cell that is open.
struct Cell {
    columns: usize,
    /// Whether it is merged with those above (`Some(true)`) or below it.
    merged: Option<bool>,
}

struct Walk<'w, 's, 'l> {
    xml: Xml<'w>,
    story: Story<'s, 'l>,
    styles: &'w Styles,
    notes: &'w Notes,
    /// Text boxes stand inside of paragraphs.
    open: Vec<Paragraph>,
    /// Whether the run is not shown.
    hidden: bool,
    cells: Vec<Cell>,
}

impl Walk<'_, '_, '_> {
    fn run(mut self) -> Result<(), ReadError> {
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Open(element) => self.open(&element)?,
                Node::Close(name) => self.close(&name)?,
                Node::Text(_) => {}
            }
        }
        Ok(())
    }

    fn open(&mut self, element: &Element) -> Result<(), ReadError> {
        match element.name.as_str() {
            // Deleted or moved away; the second form of a drawing; what formulas of fields are.
            "del" | "moveFrom" | "Fallback" | "instrText" | "delText" => self.xml.skip()?,
            "p" => self.open.push(Paragraph::default()),
            "pPr" => self.properties()?,
            "r" => self.hidden = false,
            "vanish" => self.hidden = is_on(element),
            "t" => {
                let text = self.xml.text()?;
                if !self.hidden {
                    self.push(&text);
                }
            }
            "tab" => self.push(" "),
            "br" | "cr"
                if element
                    .get("type")
                    .is_none_or(|kind| kind == "textWrapping") =>
            {
                self.push("\n")
            }
            "noBreakHyphen" => self.push("-"),
            "footnoteReference" | "endnoteReference" => {
                let kind = element.name.trim_end_matches("Reference").to_owned();
                let key = (kind, element.get("id").unwrap_or_default().to_owned());
                if let Some(note) = self.notes.get(&key) {
                    self.story.note(note.clone());
                }
            }
            "tbl" => self.story.open_table(),
            "tc" => self.cells.push(Cell {
                columns: 1,
                merged: None,
            }),
            "gridSpan" => {
                if let Some(cell) = self.cells.last_mut() {
                    cell.columns = element.count("val");
                }
            }
            "vMerge" => {
                if let Some(cell) = self.cells.last_mut() {
                    cell.merged = Some(element.get("val") != Some("restart"));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "p" => {
                if let Some(paragraph) = self.open.pop() {
                    self.paragraph(&paragraph)?;
                }
            }
            "r" => self.hidden = false,
            "tbl" => self.story.close_table()?,
            "tr" => self.story.close_row()?,
            "tc" => {
                if let Some(cell) = self.cells.pop() {
                    let merge = match cell.merged {
                        Some(true) => Merge::Above,
                        Some(false) => Merge::Over(cell.columns, usize::MAX),
                        None => Merge::Over(cell.columns, 1),
                    };
                    self.story.close_cell(merge, 1);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// What the properties of a paragraph say.
    fn properties(&mut self) -> Result<(), ReadError> {
        let mut paragraph = self.open.pop().unwrap_or_default();
        loop {
            match self.xml.next()? {
                Some(Node::Open(element)) => match element.name.as_str() {
                    "pStyle" => paragraph.style = element.get("val").map(str::to_owned),
                    "outlineLvl" => paragraph.level = style::level(&element),
                    "numId" => paragraph.item = Some(element.get("val") != Some("0")),
                    // The properties before they were changed.
                    "pPrChange" | "rPr" | "sectPr" => self.xml.skip()?,
                    _ => {}
                },
                Some(Node::Close(name)) if name == "pPr" => break,
                Some(_) => {}
                None => break,
            }
        }
        self.open.push(paragraph);
        Ok(())
    }

    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.text.push_str(text);
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> Result<(), ReadError> {
        let style = self.styles.of(paragraph.style.as_deref());
        if style.contents {
            return Ok(());
        }
        let kind = match paragraph.level.or(style.level) {
            Some(level) => Kind::Heading(level),
            None if paragraph.item.unwrap_or(style.item) => Kind::Item,
            None => Kind::Paragraph,
        };
        self.story.block(kind, &paragraph.text)
    }
}

/// Reads the notes of one kind.
fn gather_notes(kind: &str, mut xml: Xml<'_>, notes: &mut Notes) -> Result<(), ReadError> {
    let mut open: Option<(String, String)> = None;
    while let Some(node) = xml.next()? {
        match node {
            // Separators are notes too, of a type of their own.
            Node::Open(element) if element.name == kind && element.get("type").is_none() => {
                open = Some((
                    element.get("id").unwrap_or_default().to_owned(),
                    String::new(),
                ));
            }
            Node::Open(element) if matches!(element.name.as_str(), "del" | "moveFrom") => {
                xml.skip()?
            }
            Node::Open(element) if element.name == "t" => {
                let text = xml.text()?;
                if let Some((_, words)) = &mut open {
                    words.push_str(&text);
                }
            }
            Node::Close(name) if name == "p" => {
                if let Some((_, words)) = &mut open {
                    words.push(' ');
                }
            }
            Node::Close(name) if name == kind => {
                if let Some((id, words)) = open.take() {
                    notes.insert((kind.to_owned(), id), words);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The properties of the package and of the program that wrote it.
fn about(mut core: Xml<'_>, mut app: Xml<'_>) -> Result<Metadata, ReadError> {
    let mut about = Metadata::default();
    let (mut creator, mut company, mut modified) = (None, None, None);
    while let Some(node) = core.next()? {
        let Node::Open(element) = node else { continue };
        match element.name.as_str() {
            "title" => about.title = core.value()?,
            "creator" => creator = core.value()?,
            "language" => about.language = core.language()?,
            "created" => about.date = core.day()?,
            "modified" => modified = core.day()?,
            _ => {}
        }
    }
    while let Some(node) = app.next()? {
        let Node::Open(element) = node else { continue };
        if element.name == "Company" {
            company = app.value()?;
        }
    }
    about.date = about.date.or(modified);
    about.publisher = company.or(creator);
    Ok(about)
}
