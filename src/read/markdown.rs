//! Markdown: blocks and markup by their places in the source, so that quotes stay byte-exact.

use super::{Content, MarkedBlock, MarkedKind, Metadata, ReadError, SourceFormat, charset};
use crate::span::Span;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Reads a Markdown text; it stays as it is, markup included.
pub(super) fn read(bytes: &[u8]) -> Result<Content, ReadError> {
    let decoded = charset::decode(bytes, None)?;
    let (blocks, markup) = structure(&decoded.text);
    Ok(Content {
        format: SourceFormat::Markdown,
        text: decoded.text,
        markup,
        blocks,
        places: Vec::new(),
        about: Metadata::default(),
        notes: decoded.note.into_iter().collect(),
    })
}

/// The blocks of a Markdown text, and the ranges inside them that are markup.
fn structure(text: &str) -> (Vec<MarkedBlock>, Vec<Span>) {
    let mut blocks: Vec<MarkedBlock> = Vec::new();
    let mut words: Vec<Span> = Vec::new();
    let mut open: Option<(MarkedKind, Option<Span>)> = None;
    let mut items = 0_u32;
    let mut first = false;
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut metadata = false;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let close = |open: &mut Option<(MarkedKind, Option<Span>)>,
                     blocks: &mut Vec<MarkedBlock>| {
            if let Some((kind, Some(span))) = open.take() {
                blocks.push(MarkedBlock { span, kind });
            }
        };
        match event {
            Event::Start(Tag::MetadataBlock(_)) => metadata = true,
            Event::End(TagEnd::MetadataBlock(_)) => metadata = false,
            Event::Start(Tag::Heading { level, .. }) => {
                open = Some((MarkedKind::Heading(depth(level)), None))
            }
            Event::Start(Tag::Item) => {
                close(&mut open, &mut blocks);
                items += 1;
                open = Some((MarkedKind::Item, None));
            }
            Event::Start(Tag::Paragraph) if open.is_none() => {
                open = Some((
                    if items > 0 {
                        MarkedKind::Item
                    } else {
                        MarkedKind::Paragraph
                    },
                    None,
                ));
            }
            // A cell stands on its own: no name crosses from one into the next.
            Event::Start(Tag::TableHead | Tag::TableRow) => first = true,
            Event::Start(Tag::TableCell) => {
                // An empty cell keeps its column.
                let start = Span::new(range.start, range.start);
                open = Some((MarkedKind::Cell { first }, Some(start)));
                first = false;
            }
            Event::End(TagEnd::Item) => {
                close(&mut open, &mut blocks);
                items = items.saturating_sub(1);
            }
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::TableCell) => {
                close(&mut open, &mut blocks)
            }
            Event::Text(_) | Event::Code(_) if !metadata => {
                let span = Span::new(range.start, range.end);
                words.push(span);
                if let Some((_, body)) = &mut open {
                    *body = Some(body.map_or(span, |body| body.join(span)));
                }
            }
            _ => {}
        }
    }
    let markup = markup(text, &blocks, &words);
    (blocks, markup)
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}

/// What lies inside a block and is neither words nor white space.
fn markup(text: &str, blocks: &[MarkedBlock], words: &[Span]) -> Vec<Span> {
    let mut out = Vec::new();
    for block in blocks {
        let mut at = block.span.start();
        // Both lists are in order.
        let first = words.partition_point(|span| span.start() < block.span.start());
        let inside = words[first..]
            .iter()
            .take_while(|span| span.end() <= block.span.end());
        for word in inside {
            push_markup(text, at, word.start(), &mut out);
            at = at.max(word.end());
        }
        push_markup(text, at, block.span.end(), &mut out);
    }
    out
}

fn push_markup(text: &str, start: usize, end: usize, out: &mut Vec<Span>) {
    if start < end {
        let gap = Span::new(start, end).trim(text);
        if !gap.is_empty() {
            out.push(gap);
        }
    }
}
