//! From lines to blocks: entries, records, articles, tables, key-value lines, headings.

use super::pairs::{Pair, leader, pairs};
use super::plain::Line;
use super::shape::{
    count_words, first_chars, is_author, is_heading, is_name, is_prose, is_section, is_short,
    is_statement, is_value, is_value_line,
};
use super::{Block, BlockKind, article, entry, publication};
use crate::rules::Rules;
use crate::span::Span;

/// A completed lead-in has items of at most so many words.
const ITEM_WORDS: usize = 25;

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
            return self.take(at, kind, taken);
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

    /// A heading that the format marks.
    fn marked_heading(&mut self, at: usize) -> usize {
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

    /// "Funder: A", or several keys with their values on one line.
    fn pairs(&mut self, at: usize) -> usize {
        let line = &self.lines[at];
        let (before, mut found) = pairs(self.text, line.span, self.rules);
        if found.is_empty() {
            found.extend(leader(self.text, line.span, self.rules));
        }
        let Some(last) = found.last() else { return 0 };
        let open = last.value.is_empty();
        if found.len() == 1 && self.runs_in(at, found[0]) {
            return 1;
        }
        if found.len() == 1 && (open || self.is_titled(at, found[0])) {
            return 0;
        }
        if !before.is_empty() {
            self.push(BlockKind::Paragraph, before);
        }
        for pair in found.iter().filter(|pair| !pair.value.is_empty()) {
            let kind = BlockKind::KeyValue {
                key: pair.key,
                value: pair.value,
            };
            self.push(kind, pair.key.join(pair.value));
        }
        1
    }

    /// "Open Doors: Books for Every School" at the head of a text: a title with its subtitle.
    fn is_titled(&self, at: usize, pair: Pair) -> bool {
        /// So many lines a title stands from the start at most.
        const HEAD: usize = 5;
        let line = &self.lines[at];
        let value = pair.value.of(self.text);
        at < HEAD
            && !line.item
            && self.lines.get(at + 1).is_some_and(|next| next.apart)
            && line.apart
            && !self.rules.is_column(pair.key.of(self.text))
            && is_name(self.words(at))
            && is_heading(value)
            && value.starts_with(char::is_uppercase)
            && value.split_whitespace().count() >= 2
    }

    /// "Media Law: The law regulates …": a heading on the line of the text that it governs.
    fn runs_in(&mut self, at: usize, pair: Pair) -> bool {
        let (key, value) = (pair.key.of(self.text), pair.value.of(self.text));
        let prose = value.split_whitespace().count() >= 7 && is_statement(value, self.rules);
        // "Members of the Council: A, B" says of whom.
        let whole = prose && !is_name(key) || key.contains(" of ") && !self.rules.is_column(key);
        if !(prose || whole) || self.rules.is_key(key) {
            return false;
        }
        if whole {
            let kind = if self.lines[at].item {
                BlockKind::Item
            } else {
                BlockKind::Paragraph
            };
            self.push(kind, self.lines[at].span);
            return true;
        }
        let outer = (self.heading, self.entry);
        self.push(BlockKind::Heading, pair.key);
        self.push(BlockKind::Paragraph, pair.value);
        (self.heading, self.entry) = outer;
        true
    }

    /// A key above its values: "Project partners" / "A" / "B".
    fn keyed_list(&mut self, at: usize) -> usize {
        let line = &self.lines[at];
        let words = self.words(at);
        let colon = words.ends_with(':');
        let key = words.trim_end_matches([':', ' ']);
        let short = key.split_whitespace().count() <= 8 && key.starts_with(char::is_alphabetic);
        if !short || line.item && !colon || self.rules.field(key).is_empty() && !colon {
            return 0;
        }
        let known = self.rules.is_key(key);
        let values = if known { self.values_below(at) } else { 0 };
        if values == 0 {
            return 0;
        }
        let key = Span::new(line.span.start(), line.span.start() + key.len());
        let title = self.rules.is_key_of("title-key", key.of(self.text));
        let outer = (self.heading, self.entry);
        if !title {
            self.push(BlockKind::Heading, line.span);
            (self.heading, self.entry) = outer;
        }
        for below in at + 1..=at + values {
            let value = self.lines[below].span;
            self.push(BlockKind::KeyValue { key, value }, value);
        }
        1 + values
    }

    /// How many of the lines below `at` are values of the key at `at`.
    fn values_below(&self, at: usize) -> usize {
        let mut count = 0;
        let mut items = false;
        while let Some(line) = self.lines.get(at + 1 + count) {
            let words = line.span.of(self.text);
            let first = count == 0;
            let goes_on = if first {
                items = line.item;
                true
            } else {
                line.item == items && (items || !line.apart)
            };
            let value = line.heading != Some(true)
                && line.cells.is_empty()
                && goes_on
                && is_value(words, self.rules)
                && (line.item || !self.rules.is_key(words))
                && pairs(self.text, line.span, self.rules).1.is_empty();
            if !value {
                break;
            }
            count += 1;
        }
        count
    }

    /// A lead-in that its list completes: "The project is funded by:" / "- A" / "- B". Gives the number of lines.
    fn listing(&self, at: usize) -> usize {
        let words = self.words(at);
        let Some(lead) = words.strip_suffix(':') else {
            return 0;
        };
        let last = lead.split_whitespace().last().unwrap_or_default();
        let open = self.rules.in_set("lead-in", &last.to_lowercase())
            || lead
                .split_whitespace()
                .any(|word| word.eq_ignore_ascii_case("following"));
        if !open || lead.split_whitespace().count() < 3 {
            return 0;
        }
        let items = self.lines[at + 1..]
            .iter()
            .take_while(|line| {
                let words = line.span.of(self.text);
                let words = words.strip_prefix("the ").unwrap_or(words);
                line.item
                    && line.heading != Some(true)
                    && words.split_whitespace().count() <= ITEM_WORDS
                    && words.starts_with(|c: char| c.is_uppercase() || "“\"'‘".contains(c))
                    && !is_statement(words, self.rules)
                    && !words.contains(". ")
            })
            .count();
        if items == 0 { 0 } else { items + 1 }
    }

    /// Whether the line reads like a heading, and of which sort.
    fn heading_kind(&self, at: usize) -> Option<BlockKind> {
        let line = &self.lines[at];
        let words = self.words(at);
        let next = self.lines.get(at + 1)?;
        // "3. NAME OF A BODY" above its record is a heading, "3. Item" among items none.
        let counted = line.numbered && !next.item && !next.apart && is_name(words);
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

    /// A run of rows under a header; a row alone is a line of its own.
    fn table(&mut self, at: usize) -> usize {
        let rows = self.lines[at..]
            .iter()
            .enumerate()
            .take_while(|(offset, line)| {
                !line.cells.is_empty() && (*offset == 0 || !line.apart || line.heading.is_some())
            })
            .count();
        let head = &self.lines[at].cells;
        let words = |cell: &Span| cell.of(self.text).split_whitespace().count() <= 8;
        let titled = head
            .iter()
            .filter(|cell| !cell.is_empty())
            .all(|cell| words(cell) && cell.of(self.text).chars().any(char::is_alphabetic));
        let known = head
            .iter()
            .filter(|cell| self.rules.is_column(cell.of(self.text)))
            .count();
        if rows >= 2 && titled && known * 2 >= head.len() {
            let header = self.out.len();
            let columns: Vec<Span> = head.clone();
            self.push(BlockKind::Header, self.lines[at].span);
            for line in &self.lines[at + 1..at + rows] {
                let kind = BlockKind::Row {
                    header,
                    columns: columns.clone(),
                    cells: line.cells.clone(),
                };
                self.push(kind, line.span);
            }
            return rows;
        }
        for line in &self.lines[at..at + rows] {
            self.loose_row(line);
        }
        rows
    }

    /// A row without a header: a key with its value, or cells that stand each on its own.
    fn loose_row(&mut self, line: &Line) {
        if let [key, value] = line.cells[..]
            && self.rules.is_key(key.of(self.text))
            && !value.is_empty()
        {
            let key = Span::new(
                key.start(),
                key.start() + key.of(self.text).trim_end_matches([':', ' ']).len(),
            );
            return self.push(BlockKind::KeyValue { key, value }, line.span);
        }
        let (_, found) = pairs(self.text, line.span, self.rules);
        if found.len() >= 2 {
            for pair in found.iter().filter(|pair| !pair.value.is_empty()) {
                let kind = BlockKind::KeyValue {
                    key: pair.key,
                    value: pair.value,
                };
                self.push(kind, pair.key.join(pair.value));
            }
            return;
        }
        // Bars part what a gap may only set apart.
        if line.heading.is_none() && !line.span.of(self.text).contains('|') {
            return self.push(BlockKind::Paragraph, line.span);
        }
        for cell in line.cells.iter().filter(|cell| !cell.is_empty()) {
            self.push(BlockKind::Item, *cell);
        }
    }
}
