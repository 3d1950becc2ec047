//! A document's text cut into passages: what a reader takes in at a glance, with the headings above it.
//!
//! Where the format marked blocks, each paragraph, item and row of a table is a passage. A plain text is cut at its blank
//! lines, and a short line without a full stop above other text is a heading. What is longer than [`LONGEST`] is cut
//! between sentences.

use crate::read::{At, Document, MarkedKind};
use crate::span::Span;

/// Passages are cut to so many bytes.
const LONGEST: usize = 1200;
/// Headings of a plain text are of so many bytes at most.
const LONGEST_HEADING: usize = 100;

/// A block of a document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// Its place in the text.
    pub(super) span: Span,
    /// Its words, markup taken out and white space folded.
    pub(super) text: String,
    /// The headings above it, the outermost first.
    pub(super) headings: Vec<String>,
    /// The page, sheet or chapter on which it starts.
    pub(super) place: Option<String>,
}

/// The passages of a document, in order. A heading is one only if nothing stands below it.
pub(super) fn passages(document: &Document) -> Vec<Passage> {
    let blocks = if document.blocks.is_empty() {
        plain(&document.text)
    } else {
        marked(document)
    };
    let mut headings: Vec<(u8, Span)> = Vec::new();
    let mut out = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if let Some(level) = block.heading {
            while headings.last().is_some_and(|(above, _)| *above >= level) {
                headings.pop();
            }
            headings.push((level, block.span));
            if blocks
                .get(index + 1)
                .is_some_and(|next| next.heading.is_none())
            {
                continue;
            }
        }
        let above = headings
            .iter()
            .filter(|(_, span)| *span != block.span)
            .map(|(_, span)| clean(document, *span))
            .collect::<Vec<_>>();
        for span in pieces(&document.text, block.span) {
            let text = clean(document, span);
            if text.is_empty() {
                continue;
            }
            out.push(Passage {
                span,
                text,
                headings: above.clone(),
                place: document.at(span.start()).and_then(place),
            });
        }
    }
    out
}

/// The place as readers call it; headings are told by themselves.
fn place(at: &At) -> Option<String> {
    match at {
        At::Page(number) => Some(format!("page {number}")),
        At::Sheet(name) => Some(format!("sheet {name}")),
        At::Chapter(name) => Some(format!("chapter {name}")),
        At::Section(_) => None,
    }
}

struct Block {
    span: Span,
    /// Its level, if it is a heading.
    heading: Option<u8>,
}

/// The blocks that the format marked; lines join their paragraph, cells their row.
fn marked(document: &Document) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for block in &document.blocks {
        let goes_on = matches!(
            block.kind,
            MarkedKind::Line | MarkedKind::Cell { first: false }
        );
        let heading = match block.kind {
            MarkedKind::Heading(level) => Some(level),
            _ => None,
        };
        match blocks.last_mut() {
            Some(last) if goes_on && last.heading.is_none() => {
                last.span = last.span.join(block.span);
            }
            _ => blocks.push(Block {
                span: block.span,
                heading,
            }),
        }
    }
    blocks
}

/// The blocks of a text between its blank lines.
fn plain(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut at = 0;
    let mut open: Option<Span> = None;
    let mut close = |open: &mut Option<Span>| {
        let Some(span) = open.take() else {
            return;
        };
        let block = span.of(text);
        // "Population" above "18,157,122" is no heading but half of a statistic.
        if let Some(last) = blocks.last_mut()
            && last.heading.is_some()
            && !block.contains(char::is_alphabetic)
        {
            last.span = last.span.join(span);
            last.heading = None;
            return;
        }
        // What a text opens with is its title.
        let level = if blocks.is_empty() { 1 } else { 2 };
        let heading = is_heading(block).then_some(level);
        blocks.push(Block { span, heading });
    };
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trim(text);
        at += line.len();
        if span.is_empty() {
            close(&mut open);
        } else {
            open = Some(open.map_or(span, |before| before.join(span)));
        }
    }
    close(&mut open);
    blocks
}

/// Whether a block of a plain text heads what is below: short, on one line, without the stop of a sentence.
fn is_heading(block: &str) -> bool {
    block.len() <= LONGEST_HEADING
        && !block.contains('\n')
        && !block.ends_with(['.', ',', ';', ':', '!', '?'])
        && block.starts_with(char::is_uppercase)
}

/// A span in pieces of [`LONGEST`] bytes at most, cut behind sentences, else between words.
fn pieces(text: &str, span: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut rest = span;
    while rest.len() > LONGEST {
        let mut most = rest.start() + LONGEST;
        while !text.is_char_boundary(most) {
            most -= 1;
        }
        let window = &text[rest.start()..most];
        let sentence = window
            .rmatch_indices(['.', '!', '?', '\n'])
            .map(|(at, _)| at + 1)
            .find(|at| {
                window[*at..].starts_with(char::is_whitespace) || window[..*at].ends_with('\n')
            });
        let cut = sentence
            .filter(|at| *at > LONGEST / 4)
            .or_else(|| window.rfind(char::is_whitespace).filter(|at| *at > 0))
            .unwrap_or(window.len());
        let middle = rest.start() + cut;
        pieces.push(Span::new(rest.start(), middle).trim(text));
        rest = Span::new(middle, rest.end()).trim(text);
    }
    pieces.push(rest);
    pieces
}

/// The words of a span: without markup, white space folded; cells of a row, and other blocks within, are kept apart.
fn clean(document: &Document, span: Span) -> String {
    let mut text = String::with_capacity(span.len());
    let mut at = span.start();
    let first = document
        .markup
        .partition_point(|markup| markup.end() <= span.start());
    for markup in document.markup[first..]
        .iter()
        .take_while(|markup| markup.start() < span.end())
    {
        text.push_str(&document.text[at.min(markup.start())..markup.start()]);
        at = markup.end().max(at);
    }
    if at < span.end() {
        text.push_str(&document.text[at..span.end()]);
    }
    let mut out = String::with_capacity(text.len());
    for (index, cell) in text
        .split('\t')
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .enumerate()
    {
        if index > 0 {
            out.push_str(" | ");
        }
        for (index, word) in cell.split_whitespace().enumerate() {
            if index > 0 {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}
