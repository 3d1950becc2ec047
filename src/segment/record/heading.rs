//! Lines that read like headings: marked by the format, named above a record, long titles of conventions.

use super::Reader;
use crate::segment::shape::{count_words, is_heading, is_name, is_prose, is_section, is_statement};
use crate::segment::{BlockKind, entry, publication};

impl Reader<'_> {
    /// A heading that the format marks.
    pub(super) fn marked_heading(&mut self, at: usize) -> usize {
        let line = &self.lines[at];
        let (next, third) = (self.lines.get(at + 1), self.lines.get(at + 2));
        if let Some((kind, taken)) = publication::titled(self.text, line, next, third) {
            return self.take(at, kind, taken);
        }
        let taken = self.keyed_list(at);
        if taken > 0 {
            return taken;
        }
        let kind = if self.describes(at) && !is_section(self.words(at), self.rules) {
            BlockKind::RecordHeading
        } else {
            BlockKind::Heading
        };
        self.take(at, kind, 1)
    }

    /// Whether a heading reads like the name of what the prose or the record below describes.
    fn describes(&self, at: usize) -> bool {
        let words = self.words(at);
        self.lines.get(at + 1).is_some_and(|next| {
            let below = next.span.of(self.text);
            next.heading.is_none()
                && !next.item
                && next.cells.is_empty()
                && is_prose(below)
                && entry::entry(self.text, next.span).is_none()
        }) && is_name(words)
    }

    /// Whether the line reads like a heading, and of which sort.
    pub(super) fn heading_kind(&self, at: usize) -> Option<BlockKind> {
        let line = &self.lines[at];
        let words = self.words(at);
        let next = self.lines.get(at + 1)?;
        // "3. NAME OF A BODY" above its record is a heading, "3. Item" among items none.
        // "2. Data protection" above prose, too.
        let below = next.span.of(self.text);
        let heads = is_name(words) || is_prose(below) && !is_statement(words, self.rules);
        let counted = line.numbered && !next.item && !next.apart && heads;
        // "Home > Countries": a path through a site.
        let path = [" > ", " » ", " › ", " >> "]
            .iter()
            .any(|mark| words.contains(mark));
        let head = words.strip_suffix('.').filter(|_| counted).unwrap_or(words);
        if line.item && !counted || path || !is_heading(head) && !self.is_long_title(at) {
            return None;
        }
        let named = self.describes(at)
            || counted && !is_section(words, self.rules) && !is_statement(words, self.rules);
        Some(
            if named && is_name(words) && !is_section(words, self.rules) {
                BlockKind::RecordHeading
            } else {
                BlockKind::Heading
            },
        )
    }

    /// "Convention on the Protection of …" on a line of its own: a long name that heads what stands below.
    fn is_long_title(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let words = self.words(at);
        let count = count_words(words, 31);
        line.apart
            && !line.item
            && (15..=30).contains(&count)
            && !words.contains('\n')
            && !words.ends_with(['.', ';', ',', ':', '!', '?'])
            && is_name(words)
            && !is_statement(words, self.rules)
    }
}
