//! Keys and their values: on one line, above a list, and lead-ins that a list completes.

use super::Reader;
use crate::segment::BlockKind;
use crate::segment::pairs::{Pair, leader, pairs};
use crate::segment::shape::{is_heading, is_name, is_section, is_statement, is_value};
use crate::span::Span;

/// A completed lead-in has items of at most so many words.
const ITEM_WORDS: usize = 25;

impl Reader<'_> {
    /// "Funder: A", or several keys with their values on one line.
    pub(super) fn pairs(&mut self, at: usize) -> usize {
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
    pub(super) fn keyed_list(&mut self, at: usize) -> usize {
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
        // "Partners" / "Documents" / "Contact": the menu of a page.
        let menu = self.lines[at + 1..=at + values]
            .iter()
            .all(|line| is_section(line.span.of(self.text), self.rules));
        if menu {
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
    pub(super) fn listing(&self, at: usize) -> usize {
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
}
