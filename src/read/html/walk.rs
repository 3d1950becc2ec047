//! The blocks of a page, in the order in which they stand.

use super::sieve::{Sieve, is_hidden};
use super::{name, table};
use crate::read::{Composer, Limits, ReadError};
use dom_query::{Document as Page, NodeRef};

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "main",
    "article",
    "header",
    "footer",
    "aside",
    "figure",
    "figcaption",
    "blockquote",
    "address",
    "details",
    "summary",
    "fieldset",
    "legend",
    "center",
    "form",
    "hgroup",
    "nav",
    "body",
    "html",
    "ul",
    "ol",
    "dir",
    "search",
    "caption",
    "tr",
    "td",
    "th",
    "tbody",
    "thead",
    "tfoot",
    "dd",
];

/// Writes the content of a page.
pub(super) fn page<'l>(
    page: &Page,
    limits: &'l Limits,
    composer: &mut Composer<'l>,
) -> Result<(), ReadError> {
    let root = page.body().unwrap_or_else(|| page.root());
    check_depth(&root, limits)?;
    let sieve = Sieve::new(&root);
    let outside = sieve.has_main();
    let mut walk = Walk::new(composer, limits, Some(sieve));
    walk.outside = outside;
    walk.children(&root)?;
    walk.flush()
}

/// Writes all that a page shows.
pub(super) fn part<'l>(
    page: &Page,
    limits: &'l Limits,
    composer: &mut Composer<'l>,
) -> Result<(), ReadError> {
    let root = page.body().unwrap_or_else(|| page.root());
    check_depth(&root, limits)?;
    let mut walk = Walk::new(composer, limits, None);
    walk.children(&root)?;
    walk.flush()
}

/// Parsers open elements by themselves: what was parsed is held against the limit once more, without going down.
fn check_depth(root: &NodeRef<'_>, limits: &Limits) -> Result<(), ReadError> {
    let (mut node, mut depth) = (*root, 0_usize);
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            depth += 1;
            if depth > limits.nesting * 2 {
                return Err(ReadError::Nesting {
                    limit: limits.nesting,
                });
            }
            continue;
        }
        loop {
            if depth == 0 {
                return Ok(());
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return Ok(()),
            }
            depth -= 1;
        }
    }
}

/// What is being written.
pub(super) struct Walk<'w, 'l> {
    pub(super) composer: &'w mut Composer<'l>,
    pub(super) limits: &'l Limits,
    /// `None` where all is content.
    sieve: Option<Sieve>,
    /// Words of the block that is open; a line break is one that is meant.
    words: String,
    /// Whether blocks are items.
    items: usize,
    /// "Capital", which waits for its value.
    key: Option<String>,
    /// The term of a definition list, and whether it had a definition.
    term: Option<(String, bool)>,
    /// Whether the next value stands right below another.
    below: bool,
    /// Whether white space counts.
    preformatted: bool,
    /// Whether the page has a main content, and this is not it: only tables and records are taken.
    outside: bool,
    /// Whether this is an article or the main content.
    inside: bool,
}

impl<'w, 'l> Walk<'w, 'l> {
    const fn new(composer: &'w mut Composer<'l>, limits: &'l Limits, sieve: Option<Sieve>) -> Self {
        Self {
            composer,
            limits,
            sieve,
            words: String::new(),
            items: 0,
            key: None,
            term: None,
            below: false,
            preformatted: false,
            outside: false,
            inside: false,
        }
    }

    /// Writes what is in an element.
    pub(super) fn children(&mut self, node: &NodeRef<'_>) -> Result<(), ReadError> {
        for child in node.children_it(false) {
            self.node(&child)?;
        }
        Ok(())
    }

    fn node(&mut self, node: &NodeRef<'_>) -> Result<(), ReadError> {
        if node.is_text() {
            self.text(&node.text());
            return Ok(());
        }
        if !node.is_element() {
            return Ok(());
        }
        let name = name(node);
        if self.drops(node, &name) {
            return Ok(());
        }
        let before = (self.outside, self.inside);
        if self.sieve.as_ref().is_some_and(|sieve| sieve.is_main(node)) {
            self.outside = false;
        }
        self.inside |= !self.outside && matches!(name.as_str(), "article" | "main")
            || before.0 != self.outside;
        let done = self.element(node, &name);
        (self.outside, self.inside) = before;
        done
    }

    /// Whether an element is left out.
    pub(super) fn drops(&self, node: &NodeRef<'_>, name: &str) -> bool {
        match &self.sieve {
            Some(sieve) => sieve.drops(node, name, self.inside),
            None => is_hidden(node, name),
        }
    }

    fn element(&mut self, node: &NodeRef<'_>, name: &str) -> Result<(), ReadError> {
        match name {
            "br" => self.words.push('\n'),
            "hr" => self.flush()?,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, name)?,
            "li" => {
                self.flush()?;
                self.items += 1;
                self.children(node)?;
                self.flush()?;
                self.items -= 1;
            }
            "ul" | "ol" | "dir" => {
                self.flush()?;
                self.lead()?;
                self.children(node)?;
                self.flush()?;
                if self.items == 0 {
                    self.composer.part();
                }
            }
            "dl" => self.record(node)?,
            "dt" => self.key(node)?,
            "dd" => {
                self.flush()?;
                if let Some((term, defined)) = &mut self.term {
                    self.key = Some(term.clone());
                    *defined = true;
                }
                self.children(node)?;
                self.flush()?;
                self.key = None;
            }
            "table" => {
                self.flush()?;
                self.lead()?;
                self.kept(|walk| table::write(walk, node))?;
            }
            "pre" => {
                self.flush()?;
                self.preformatted = true;
                self.children(node)?;
                self.flush()?;
                self.preformatted = false;
            }
            "q" => {
                self.words.push('“');
                self.children(node)?;
                self.words.push('”');
            }
            block if BLOCKS.contains(&block) => {
                self.flush()?;
                self.children(node)?;
                self.flush()?;
            }
            _ => self.children(node)?,
        }
        Ok(())
    }

    /// Writes a table or record, in the main content or beside it.
    fn kept(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let before = std::mem::replace(&mut self.outside, false);
        let done = write(self);
        self.outside = before;
        done
    }

    fn heading(&mut self, node: &NodeRef<'_>, name: &str) -> Result<(), ReadError> {
        self.flush()?;
        self.lead()?;
        self.below = false;
        self.children(node)?;
        let words = std::mem::take(&mut self.words);
        let stands_in = name == "h1"
            && self
                .sieve
                .as_ref()
                .is_some_and(|sieve| !sieve.main_headed());
        if self.outside && !stands_in {
            return Ok(());
        }
        let level = name[1..].parse().unwrap_or(6);
        self.composer.heading(level, &words)
    }

    /// A definition list: "term: value", one below the other.
    fn record(&mut self, node: &NodeRef<'_>) -> Result<(), ReadError> {
        self.flush()?;
        self.lead()?;
        self.kept(|walk| {
            let around = walk.term.take();
            walk.below = false;
            walk.children(node)?;
            walk.flush()?;
            walk.below = false;
            walk.term = around;
            walk.composer.part();
            Ok(())
        })
    }

    fn key(&mut self, node: &NodeRef<'_>) -> Result<(), ReadError> {
        self.flush()?;
        self.children(node)?;
        let term = std::mem::take(&mut self.words);
        let term = term.trim().trim_end_matches(':').trim_end();
        if !term.is_empty() {
            // Several terms may share a definition.
            let term = match self.term.take() {
                Some((before, false)) => format!("{before}, {term}"),
                _ => term.to_owned(),
            };
            self.term = Some((term, false));
        }
        Ok(())
    }

    /// Writes one line "key: value" of a record.
    pub(super) fn pair(&mut self, key: &str, value: &str) -> Result<(), ReadError> {
        self.key = Some(key.trim().trim_end_matches(':').trim_end().to_owned());
        self.words.push_str(value);
        self.flush()?;
        self.key = None;
        Ok(())
    }

    /// The next line "key: value" opens a record of its own.
    pub(super) const fn fresh(&mut self) {
        self.below = false;
    }

    /// A key whose value is a list or a table leads it in.
    fn lead(&mut self) -> Result<(), ReadError> {
        match self.key.take() {
            Some(key) => {
                self.below = true;
                self.composer.paragraph(&format!("{key}:"))
            }
            None => Ok(()),
        }
    }

    fn text(&mut self, text: &str) {
        if self.preformatted {
            self.words.push_str(text);
        } else {
            // A line break in the source is white space.
            self.words.extend(
                text.chars()
                    .map(|c| if c.is_whitespace() { ' ' } else { c }),
            );
        }
    }

    /// Closes the block that is open.
    pub(super) fn flush(&mut self) -> Result<(), ReadError> {
        let words = std::mem::take(&mut self.words);
        if self.outside || words.trim().is_empty() {
            return Ok(());
        }
        if let Some(key) = self.key.take() {
            let value = one_line(&words);
            let line = format!("{key}: {value}");
            let below = std::mem::replace(&mut self.below, true);
            return if below {
                self.composer.line(&line)
            } else {
                self.composer.paragraph(&line)
            };
        }
        if self.items > 0 {
            return self.composer.item(&one_line(&words));
        }
        let mut first = true;
        for line in lines(&words) {
            if std::mem::take(&mut first) {
                self.composer.paragraph(&line)?;
            } else {
                self.composer.line(&line)?;
            }
        }
        Ok(())
    }

    /// The words below an element in one line, as in a cell; blocks and line breaks are parted by semicolons.
    pub(super) fn cell(&mut self, node: &NodeRef<'_>) -> String {
        let mut out = String::new();
        self.gather(node, &mut out);
        one_line(&out)
    }

    fn gather(&self, node: &NodeRef<'_>, out: &mut String) {
        for child in node.children_it(false) {
            if child.is_text() {
                out.extend(
                    child
                        .text()
                        .chars()
                        .map(|c| if c.is_whitespace() { ' ' } else { c }),
                );
                continue;
            }
            let name = name(&child);
            if !child.is_element() || is_hidden(&child, &name) {
                continue;
            }
            let block = BLOCKS.contains(&name.as_str())
                || matches!(name.as_str(), "br" | "li" | "dt" | "pre");
            if block {
                out.push('\n');
            }
            self.gather(&child, out);
            if block && name != "br" {
                out.push('\n');
            }
        }
    }
}

/// Lines by the breaks that were meant: a line that goes on in small letters was only cut.
fn lines(words: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in words
        .split('\n')
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let goes_on = line.starts_with(char::is_lowercase);
        match out.last_mut() {
            Some(last) if goes_on && !last.ends_with(['.', ':', ';', '!', '?']) => {
                last.push(' ');
                last.push_str(line);
            }
            _ => out.push(line.to_owned()),
        }
    }
    out
}

/// Lines made one, parted by semicolons where nothing else parts them.
fn one_line(words: &str) -> String {
    let mut out = String::new();
    for line in lines(words) {
        if !out.is_empty() {
            out.push_str(if out.ends_with(['.', ',', ';', ':', '!', '?']) {
                " "
            } else {
                "; "
            });
        }
        out.push_str(&line);
    }
    out
}
