//! The styles of a DOCX text: which of them head, list, or belong to a table of contents.

use crate::read::ReadError;
use crate::read::xml::{Element, Node, Xml};
use std::collections::BTreeMap;

/// What a style says of its paragraphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// The level of a heading.
    pub(super) level: Option<u8>,
    /// Whether they are items of a list.
    pub(super) item: bool,
    /// Whether they are lines of a table of contents.
    pub(super) contents: bool,
}

/// The styles by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, (Style, Option<String>)>);

impl Styles {
    /// Reads the part that defines them.
    pub(super) fn read(mut xml: Xml<'_>) -> Result<Self, ReadError> {
        let mut styles = Self::default();
        let mut open: Option<(String, Style, Option<String>)> = None;
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(element) if element.name == "style" => {
                    let id = element.get("styleId").unwrap_or_default().to_owned();
                    open = Some((id, Style::default(), None));
                }
                Node::Open(element) => {
                    if let Some((_, style, based)) = &mut open {
                        define(&element, style, based);
                    }
                }
                Node::Close(name) if name == "style" => {
                    if let Some((id, style, based)) = open.take() {
                        styles.0.insert(id, (style, based));
                    }
                }
                _ => {}
            }
        }
        Ok(styles)
    }

    /// The style of this identifier, with what it takes from those that it is based on.
    pub(super) fn of(&self, id: Option<&str>) -> Style {
        /// A longer chain is a ring.
        const CHAIN: usize = 16;
        let mut out = Style::default();
        let mut next = id;
        for _ in 0..CHAIN {
            let Some((style, based)) = next.and_then(|id| self.0.get(id)) else {
                break;
            };
            out.level = out.level.or(style.level);
            out.item |= style.item;
            out.contents |= style.contents;
            next = based.as_deref();
        }
        out
    }
}

fn define(element: &Element, style: &mut Style, based: &mut Option<String>) {
    match element.name.as_str() {
        "name" => {
            let name = element.get("val").unwrap_or_default().to_lowercase();
            let heading = name
                .strip_prefix("heading ")
                .and_then(|level| level.parse().ok());
            style.level = heading.or((name == "title").then_some(1)).or(style.level);
            style.contents = name.starts_with("toc ");
        }
        "basedOn" => *based = element.get("val").map(str::to_owned),
        "outlineLvl" => style.level = level(element).or(style.level),
        "numId" => style.item = element.get("val") != Some("0"),
        _ => {}
    }
}

/// The level that `outlineLvl` gives, from 0; 9 is body text.
pub(super) fn level(element: &Element) -> Option<u8> {
    let level: u8 = element.get("val")?.parse().ok()?;
    (level < 9).then_some(level + 1)
}

/// Whether a property that may be switched off is on.
pub(super) fn is_on(element: &Element) -> bool {
    !matches!(element.get("val"), Some("0" | "false" | "off"))
}
