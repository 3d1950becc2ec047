//! From lines to blocks: entries, records, articles, tables, key-value lines, headings.

mod heading;
mod keyed;
mod table;

use super::plain::Line;
use super::shape::{first_chars, is_author, is_heading, is_prose, is_short, is_value_line};
use super::{Block, BlockKind, article, entry, publication};
use crate::rules::Rules;
use crate::span::Span;

/// Gives each line its kind and ties blocks to the heading and the entry that govern them.
pub(super) fn blocks(text: &str, lines: &[Line], rules: &Rules) -> Vec<Block> {
    let mut reader = Reader {
        text,
        lines,
        rules,
        out: Vec::with_capacity(lines.len()),
        heading: None,
        entry: None,
        section: None,
        statute: false,
    };
    reader.statute = reader.is_statute();
    let mut at = 0;
    while at < lines.len() {
        at += reader.step(at).max(1);
    }
    reader.out
}

/// One walk over the lines.
struct Reader<'t> {
    text: &'t str,
    lines: &'t [Line],
    rules: &'t Rules,
    out: Vec<Block>,
    /// The heading that governs what follows, and the entry that it belongs to.
    heading: Option<usize>,
    entry: Option<usize>,
    /// The last heading of a section.
    section: Option<usize>,
    /// Whether the text is one of articles.
    statute: bool,
}

impl Reader<'_> {
    /// Makes the blocks that start with the line at `at`; gives the number of lines that they take.
    fn step(&mut self, at: usize) -> usize {
        let line = &self.lines[at];
        if !line.cells.is_empty() {
            return self.table(at);
        }
        if let Some((kind, taken)) = self.dated(at).or_else(|| self.article(at)) {
            return self.within_list(at, kind, taken);
        }
        if line.heading == Some(true) {
            return self.marked_heading(at);
        }
        if let Some((kind, taken)) = self.statistic(at).or_else(|| self.publication(at)) {
            return self.take(at, kind, taken);
        }
        let taken = self.pairs(at);
        if taken > 0 {
            return taken;
        }
        let taken = self.keyed_list(at);
        if taken > 0 {
            return taken;
        }
        let taken = self.listing(at);
        if taken > 0 {
            return self.take(at, BlockKind::Listing { lead: line.span }, taken);
        }
        if let Some(kind) = self.heading_kind(at) {
            return self.take(at, kind, 1);
        }
        let kind = if line.item {
            BlockKind::Item
        } else {
            BlockKind::Paragraph
        };
        self.take(at, kind, 1)
    }

    fn words(&self, at: usize) -> &str {
        self.lines[at].span.of(self.text)
    }

    /// Adds the block of `taken` lines from `at` on.
    fn take(&mut self, at: usize, kind: BlockKind, taken: usize) -> usize {
        let span = self.lines[at..at + taken]
            .iter()
            .fold(self.lines[at].span, |all, line| all.join(line.span));
        self.push(kind, span);
        taken
    }

    /// Adds an entry or an article; one that is an item of a list governs nothing below it.
    fn within_list(&mut self, at: usize, kind: BlockKind, taken: usize) -> usize {
        let outer = (self.heading, self.entry);
        let item = self.lines[at].item && matches!(kind, BlockKind::Article { law: None, .. });
        let taken = self.take(at, kind, taken);
        if item {
            (self.heading, self.entry) = outer;
        }
        taken
    }

    fn push(&mut self, kind: BlockKind, span: Span) {
        let place = self.out.len();
        match kind {
            BlockKind::Heading
            | BlockKind::RecordHeading
            | BlockKind::PublicationTitle { .. }
            | BlockKind::Article { law: None, .. } => {
                (self.heading, self.entry) = (Some(place), None);
            }
            BlockKind::Entry { .. } => (self.heading, self.entry) = (None, Some(place)),
            BlockKind::Statistic { .. } | BlockKind::Article { .. } => {
                (self.heading, self.entry) = (None, None);
            }
            _ => {}
        }
        if matches!(kind, BlockKind::Heading | BlockKind::RecordHeading) {
            self.section = Some(place);
        }
        self.out.push(Block {
            span,
            kind,
            sentences: Vec::new(),
            heading: self.heading.filter(|above| *above != place),
            entry: self.entry,
        });
    }

    /// "2006 - …", or "2006" above the text of that year.
    fn dated(&self, at: usize) -> Option<(BlockKind, usize)> {
        let line = &self.lines[at];
        if let Some(entry) = entry::entry(self.text, line.span) {
            return Some((entry, 1));
        }
        let next = self.lines.get(at + 1)?;
        // A day alone is when the text was filed.
        let date = entry::heading(self.text, line.span).filter(|date| date.day.is_none())?;
        let alone = !line.item && next.heading.is_none() && next.cells.is_empty();
        (alone && is_prose(next.span.of(self.text))).then_some((
            BlockKind::Entry {
                date: Some(date),
                printed: line.span,
            },
            2,
        ))
    }

    fn article(&self, at: usize) -> Option<(BlockKind, usize)> {
        let span = self.lines[at].span;
        if let Some(found) = article::with_law(self.text, span) {
            return Some((found, 1));
        }
        let below = self
            .lines
            .get(at + 1)
            .filter(|next| !next.item && next.cells.is_empty())
            .map(|next| next.span);
        article::of_statute(self.text, span, below, self.rules).filter(|_| self.statute)
    }

    /// Whether two lines at least open an article: one alone may be anything.
    fn is_statute(&self) -> bool {
        let articles = self.lines.iter().filter(|line| {
            let found = article::of_statute(self.text, line.span, None, self.rules);
            found.is_some_and(|(kind, _)| matches!(kind, BlockKind::Article { chapter: false, .. }))
        });
        articles.take(2).count() == 2
    }

    /// "Population" above "45,925,301".
    fn statistic(&self, at: usize) -> Option<(BlockKind, usize)> {
        let (line, next) = (&self.lines[at], self.lines.get(at + 1)?);
        let words = self.words(at);
        let filled = !line.item
            && is_short(words)
            && is_value_line(next.span.of(self.text))
            && !words.ends_with(['.', ':'])
            && words.chars().any(char::is_alphabetic)
            && !is_value_line(words)
            && self.dated(at + 1).is_none();
        filled.then_some((
            BlockKind::Statistic {
                label: line.span,
                value: next.span,
            },
            2,
        ))
    }

    /// A line of a list of publications.
    fn publication(&self, at: usize) -> Option<(BlockKind, usize)> {
        let line = &self.lines[at];
        // "Founder: A (1972)"
        if let Some((key, _)) = self.words(at).split_once(": ")
            && !self.rules.field(key).is_empty()
        {
            return None;
        }
        let (next, third) = (self.lines.get(at + 1), self.lines.get(at + 2));
        let listed = self.section.is_some_and(|heading| {
            let words = self.out[heading].span.of(self.text).to_lowercase();
            words
                .split_whitespace()
                .any(|word| self.rules.in_set("publication-section", word))
        });
        if let Some(kind) = publication::cited(self.text, line.span, listed, self.rules) {
            return Some((kind, 1));
        }
        if line.item {
            return None;
        }
        publication::titled(self.text, line, next, third).or_else(|| self.below_author(at))
    }

    /// Author above title, within a list of publications.
    fn below_author(&self, at: usize) -> Option<(BlockKind, usize)> {
        let line = &self.lines[at];
        let (next, third) = (self.lines.get(at + 1)?, self.lines.get(at + 2));
        let in_publications = self
            .out
            .iter()
            .rev()
            .take(3)
            .any(|block| matches!(block.kind, BlockKind::PublicationTitle { .. }));
        let title = next.span.of(self.text);
        let fits = in_publications
            && is_author(self.words(at))
            && publication::titled(self.text, next, third, None).is_none()
            && (5..=25).contains(&title.split_whitespace().count())
            && is_heading(first_chars(title, 80))
            && !title.ends_with('.');
        fits.then_some((
            BlockKind::PublicationTitle {
                title: next.span,
                year: None,
                author: Some(line.span),
            },
            2,
        ))
    }
}
