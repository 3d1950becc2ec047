//! Text laid out block by block: what readers of formats with structure of their own write into.

use super::{At, Limits, MarkedBlock, MarkedKind, Note, Place, ReadError};
use crate::span::Span;

/// Gathers the blocks of a document into one text.
///
/// Blocks stand apart by a blank line; items of a list, rows of a table and lines of a paragraph by a line break; the
/// cells of a row by tabs. White space inside a block is folded to single spaces, and characters that print nothing
/// are dropped. What has no words leaves no block. Each method fails where the text or the number of blocks passes
/// the limits; a reader hands that on.
#[derive(Debug)]
pub struct Composer<'l> {
    limits: &'l Limits,
    text: String,
    blocks: Vec<MarkedBlock>,
    places: Vec<Place>,
    /// The place at which the next block stands.
    next: Option<At>,
    /// Whether the document has pages, sheets or chapters; if not, its headings tell where a passage stands.
    placed: bool,
    notes: Vec<Note>,
    last: Last,
}

/// What stands at the end of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    Nothing,
    Item,
    Row,
    Other,
}

/// What a [`Composer`] gathered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Composed {
    /// The text.
    pub text: String,
    /// Its blocks, in order.
    pub blocks: Vec<MarkedBlock>,
    /// From where on it stands on which page, sheet or part.
    pub places: Vec<Place>,
    /// What the reader has to say of the document.
    pub notes: Vec<Note>,
}

impl<'l> Composer<'l> {
    /// An empty text.
    #[must_use]
    pub const fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            text: String::new(),
            blocks: Vec::new(),
            places: Vec::new(),
            next: None,
            placed: false,
            notes: Vec::new(),
            last: Last::Nothing,
        }
    }

    /// Says that what follows stands on this page, sheet or part.
    pub fn place(&mut self, at: At) {
        self.next = Some(at);
        self.placed = true;
    }

    /// Says something of the document that is not its text.
    pub fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// A heading of level 1 to 6.
    ///
    /// # Errors
    ///
    /// If a limit is passed, as for all methods below.
    pub fn heading(&mut self, level: u8, words: &str) -> Result<(), ReadError> {
        if !self.placed {
            let section = fold(words);
            self.next = (!section.is_empty()).then_some(At::Section(section));
        }
        self.block(MarkedKind::Heading(level.clamp(1, 6)), Last::Other, words)
    }

    /// A paragraph.
    ///
    /// # Errors
    ///
    /// If a limit is passed.
    pub fn paragraph(&mut self, words: &str) -> Result<(), ReadError> {
        self.block(MarkedKind::Paragraph, Last::Other, words)
    }

    /// A further line of the paragraph or heading before: a line break that is meant, a line of a record ("Budget:
    /// EUR 5 million"). Where nothing stands before, a paragraph.
    ///
    /// # Errors
    ///
    /// If a limit is passed.
    pub fn line(&mut self, words: &str) -> Result<(), ReadError> {
        if self.last == Last::Other {
            self.block(MarkedKind::Line, Last::Other, words)
        } else {
            self.paragraph(words)
        }
    }

    /// Further words of the block before, which stand on the next page; `apart` if a space parts them.
    ///
    /// # Errors
    ///
    /// If a limit is passed.
    pub fn go_on(&mut self, at: At, words: &str, apart: bool) -> Result<(), ReadError> {
        let words = fold(words);
        let Some(last) = self.blocks.last_mut().filter(|_| !words.is_empty()) else {
            return Ok(());
        };
        if apart {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(&words);
        last.span = Span::new(last.span.start(), self.text.len());
        self.places.push(Place { start, at });
        self.measure()
    }

    /// An item of a list; a bullet is put before it.
    ///
    /// # Errors
    ///
    /// If a limit is passed.
    pub fn item(&mut self, words: &str) -> Result<(), ReadError> {
        self.block(MarkedKind::Item, Last::Item, words)
    }

    /// A row of a table. Empty cells keep their columns; a row of a single cell with words is a paragraph.
    ///
    /// # Errors
    ///
    /// If a limit is passed.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), ReadError> {
        let cells: Vec<String> = cells.iter().map(|cell| fold(cell.as_ref())).collect();
        match cells.as_slice() {
            [] => return Ok(()),
            [only] => return self.paragraph(only),
            all if all.iter().all(String::is_empty) => return Ok(()),
            _ => {}
        }
        self.open(Last::Row);
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.text.push('\t');
            }
            self.push(MarkedKind::Cell { first: at == 0 }, cell)?;
        }
        Ok(())
    }

    /// Parts what stands before from what follows: the next row or item opens a table or list of its own.
    pub const fn part(&mut self) {
        if !matches!(self.last, Last::Nothing) {
            self.last = Last::Other;
        }
    }

    /// Plain text, whose lines tell its blocks as those of a text file do; line breaks and tabs stay.
    ///
    /// # Errors
    ///
    /// If a limit is passed.
    pub fn plain(&mut self, text: &str) -> Result<(), ReadError> {
        let kept = |c: &char| matches!(c, '\n' | '\t') || !is_silent(*c);
        let text: String = text.chars().filter(kept).collect();
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        self.open(Last::Other);
        self.push(MarkedKind::Paragraph, text)
    }

    /// The text and all that is known of it.
    #[must_use]
    pub fn finish(mut self) -> Composed {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        Composed {
            text: self.text,
            blocks: self.blocks,
            places: self.places,
            notes: self.notes,
        }
    }

    /// Writes a block, if it holds words.
    fn block(&mut self, kind: MarkedKind, last: Last, words: &str) -> Result<(), ReadError> {
        let words = fold(words);
        if words.is_empty() {
            return Ok(());
        }
        if kind == MarkedKind::Line {
            self.text.push('\n');
        } else {
            self.open(last);
        }
        if kind == MarkedKind::Item {
            self.text.push_str("- ");
        }
        self.push(kind, &words)
    }

    /// Lays what follows apart from what stands before.
    fn open(&mut self, now: Last) {
        let close = now == self.last && matches!(now, Last::Item | Last::Row);
        self.text.push_str(match self.last {
            Last::Nothing => "",
            _ if close => "\n",
            _ => "\n\n",
        });
        self.last = now;
        if let Some(at) = self.next.take() {
            let start = self.text.len();
            self.places.push(Place { start, at });
        }
    }

    fn push(&mut self, kind: MarkedKind, words: &str) -> Result<(), ReadError> {
        let start = self.text.len();
        self.text.push_str(words);
        let span = Span::new(start, self.text.len());
        self.blocks.push(MarkedBlock { span, kind });
        self.measure()
    }

    /// Holds what was written against the limits.
    fn measure(&self) -> Result<(), ReadError> {
        if self.blocks.len() > self.limits.blocks {
            return Err(ReadError::Blocks {
                limit: self.limits.blocks,
            });
        }
        if self.text.len() as u64 > self.limits.unpacked {
            return Err(ReadError::Unpacked {
                limit: self.limits.unpacked,
            });
        }
        Ok(())
    }
}

/// White space as single spaces, none at the ends; what prints nothing is dropped.
pub(super) fn fold(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut gap = false;
    for c in words.chars() {
        if c.is_whitespace() {
            gap = true;
        } else if !is_silent(c) {
            if std::mem::take(&mut gap) && !out.is_empty() {
                out.push(' ');
            }
            out.push(c);
        }
    }
    out
}

/// Control characters, soft hyphens, marks of direction and of places where a word may break.
pub(super) fn is_silent(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
                | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}
