//! Byte ranges in a document's text, and the way from bytes to Unicode code points.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A range of bytes in one document's text: `start` included, `end` excluded, both from 0.
///
/// Spans order by start, then by end.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// A span from byte `start` to byte `end`.
    ///
    /// # Panics
    ///
    /// If `end` stands before `start`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends after it starts");
        Self { start, end }
    }

    /// First byte of the span.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start
    }

    /// Byte after the last one of the span.
    #[must_use]
    pub const fn end(self) -> usize {
        self.end
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text of the span.
    ///
    /// # Panics
    ///
    /// If the span is outside `text` or cuts a character.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The shortest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The span as a range of bytes.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The span without the white space at both ends.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let inner = self.of(text);
        let start = self.start + (inner.len() - inner.trim_start().len());
        Self::new(start, start + inner.trim().len())
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl TryFrom<(usize, usize)> for Span {
    type Error = &'static str;

    fn try_from((start, end): (usize, usize)) -> Result<Self, Self::Error> {
        if start > end {
            return Err("a span ends after it starts");
        }
        Ok(Self { start, end })
    }
}

/// Turns byte offsets of one text into counts of Unicode code points, in one pass for ordered look-ups.
///
/// A table holds the count at every 256th byte, so a look-up reads 256 bytes at most.
#[derive(Clone, Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    marks: Vec<usize>,
}

impl<'t> CodePoints<'t> {
    const STEP: usize = 256;

    /// Counts the code points of `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut count = 0;
        let marks = text
            .as_bytes()
            .chunks(Self::STEP)
            .map(|chunk| {
                let before = count;
                count += starts(chunk);
                before
            })
            .collect();
        Self { text, marks }
    }

    /// The number of code points before byte `offset`.
    #[must_use]
    pub fn at(&self, offset: usize) -> usize {
        let mark = offset / Self::STEP;
        match self.marks.get(mark) {
            Some(before) => before + starts(&self.text.as_bytes()[mark * Self::STEP..offset]),
            None => self.marks.last().map_or(0, |before| {
                before + starts(&self.text.as_bytes()[(self.marks.len() - 1) * Self::STEP..offset])
            }),
        }
    }
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}
