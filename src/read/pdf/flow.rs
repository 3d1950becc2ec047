//! Lines of running text joined to paragraphs, items and headings, over columns and pages.

use super::order::Part;
use super::piece::Piece;
use super::words::Words;

/// A block of a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// A heading: what it looks like, and its words.
    Heading(Look, Text),
    /// A paragraph.
    Paragraph(Text),
    /// A line of the paragraph before that ends by intention.
    Line(Text),
    /// An item of a list.
    Item(Text),
    /// A row of a table; whether it opens the table, and its page.
    Row(bool, u32, Vec<String>),
}

/// Words, page by page; words of a later page go on with those before, joined as they stand.
pub(super) type Text = Vec<(u32, String)>;

/// The look of a heading; the larger, the higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Look {
    /// Half points.
    size: u32,
    bold: bool,
}

/// How a document is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// The size of most of its letters.
    body: f64,
    /// From line to line, in ems.
    pitch: f64,
    /// Where its widest lines end that are not set in columns.
    right: f64,
}

impl Style {
    /// The style of a document, by its parts and whether each stands in a column.
    pub(super) fn of<'p>(lines: impl Iterator<Item = &'p [Piece]> + Clone) -> Self {
        let mut sizes: Vec<(u32, usize)> = Vec::new();
        let mut gaps: Vec<f64> = Vec::new();
        for flow in lines.clone() {
            for line in flow {
                sizes.push((half_points(line.size), line.text.len()));
            }
        }
        let body = f64::from(most(&mut sizes)) / 2.0;
        let body = if body > 0.0 { body } else { 10.0 };
        let is_body = |line: &Piece| (line.size - body).abs() < 0.6;
        for pair in lines.clone().flat_map(|flow| flow.windows(2)) {
            let gap = (pair[1].base - pair[0].base) / body;
            if is_body(&pair[0]) && is_body(&pair[1]) && (0.8..2.2).contains(&gap) {
                gaps.push(gap);
            }
        }
        gaps.sort_by(f64::total_cmp);
        // Most lines follow each other inside a paragraph.
        let pitch = gaps.get(gaps.len() / 3).copied().unwrap_or(1.2);
        let right = lines.flatten().map(|line| line.right).fold(0.0, f64::max);
        Self { body, pitch, right }
    }
}

/// What occurs most, by weight.
fn most(values: &mut [(u32, usize)]) -> u32 {
    values.sort_unstable();
    let runs = values.chunk_by(|a, b| a.0 == b.0);
    let weigh = |run: &[(u32, usize)]| {
        (
            run.iter().map(|(_, weight)| weight).sum::<usize>(),
            run[0].0,
        )
    };
    runs.map(weigh).max().map_or(0, |(_, value)| value)
}

fn half_points(size: f64) -> u32 {
    (size * 2.0).round().clamp(0.0, 4_000.0) as u32
}

/// Joins lines to blocks.
pub(super) struct Flow<'w> {
    style: Style,
    words: &'w Words,
    page: u32,
    /// The width of the page.
    width: f64,
    out: Vec<Block>,
    open: Option<Open>,
    /// Footnotes, which follow the block that they interrupt.
    aside: Vec<Block>,
    note: Option<Open>,
}

/// A block that may go on.
struct Open {
    block: Block,
    last: Piece,
    /// Where its words start from the second line on, at the least.
    left: f64,
    /// Where its lines end at the most.
    right: f64,
}

/// How a line stands to the block before it.
enum Step {
    /// It goes on with it.
    On,
    /// It is a further line.
    Line,
    /// It opens a block.
    New,
}

impl<'w> Flow<'w> {
    /// Nothing yet.
    pub(super) fn new(style: Style, words: &'w Words) -> Self {
        Self {
            style,
            words,
            page: 0,
            width: 0.0,
            out: Vec::new(),
            open: None,
            aside: Vec::new(),
            note: None,
        }
    }

    /// Adds the parts of a page.
    pub(super) fn page(&mut self, page: u32, width: f64, parts: Vec<Part>) {
        self.page = page;
        self.width = width;
        let mut top = true;
        for part in parts {
            match part {
                Part::Flow { lines, column } => self.lines(&lines, column),
                Part::Table(rows) => self.table(rows, top),
            }
            top = false;
        }
        if let Some(note) = self.note.take() {
            self.aside.push(note.block);
        }
    }

    /// The blocks of all pages.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.close();
        self.out
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.out.push(open.block);
        }
        self.out.append(&mut self.aside);
    }

    fn table(&mut self, mut rows: Vec<Vec<String>>, top: bool) {
        self.close();
        let before = self
            .out
            .iter()
            .rev()
            .take_while(|block| matches!(block, Block::Row(..)));
        let head = before.last().map(|block| match block {
            Block::Row(_, _, cells) => cells.clone(),
            _ => Vec::new(),
        });
        // A table that goes on over pages may head each of them.
        let goes_on = top
            && head
                .as_ref()
                .is_some_and(|head| rows.first().is_some_and(|first| first.len() == head.len()));
        if goes_on && rows.first() == head.as_ref() {
            rows.remove(0);
        }
        for (at, cells) in rows.into_iter().enumerate() {
            let opens = at == 0 && !goes_on;
            self.out.push(Block::Row(opens, self.page, cells));
        }
    }

    fn lines(&mut self, lines: &[Piece], column: bool) {
        let edge = lines.iter().map(|line| line.left).fold(f64::MAX, f64::min);
        let own = lines.iter().map(|line| line.right).fold(0.0, f64::max);
        let right = if column {
            own
        } else if self.style.right < self.width * 0.6 {
            (self.width - edge).max(own)
        } else {
            self.style.right.max(own)
        };
        for (at, line) in lines.iter().enumerate() {
            let small = line.size < self.style.body * 0.92;
            let first = at == 0;
            if small && self.open.is_some() {
                let mut note = self.note.take();
                self.line(&mut note, line, right, first, true);
                self.note = note;
            } else {
                let mut open = self.open.take();
                self.line(&mut open, line, right, first, false);
                self.open = open;
            }
        }
    }

    /// Adds a line to what is open, or opens a block with it.
    fn line(&mut self, open: &mut Option<Open>, line: &Piece, right: f64, first: bool, note: bool) {
        let step = open
            .as_ref()
            .map_or(Step::New, |open| self.step(open, line, first));
        let mut text = line.text.clone();
        strip_leader(&mut text);
        if let (Step::On, Some(open)) = (&step, open.as_mut()) {
            self.append(&mut open.block, &text);
            open.last = line.clone();
            open.right = right;
            return;
        }
        if let Some(closed) = open.take() {
            if note {
                self.aside.push(closed.block);
            } else {
                self.out.push(closed.block);
                if let Some(note) = self.note.take() {
                    self.aside.push(note.block);
                }
                self.out.append(&mut self.aside);
            }
        }
        let text = vec![(self.page, text)];
        let block = match (self.look(line), step) {
            (Some(look), _) => Block::Heading(look, text),
            _ if line.item => Block::Item(text),
            (None, Step::Line) => Block::Line(text),
            (None, _) => Block::Paragraph(text),
        };
        *open = Some(Open {
            block,
            last: line.clone(),
            left: if line.item { line.left } else { f64::MIN },
            right,
        });
    }

    /// The look of a line that is a heading.
    fn look(&self, line: &Piece) -> Option<Look> {
        /// A heading has no more letters.
        const LETTERS: usize = 200;
        let count = line.text.chars().count();
        let large = line.size > self.style.body * 1.12;
        let bold = line.bold && line.size > self.style.body * 0.95 && !line.item;
        let titled = line
            .text
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && !line.text.ends_with(['.', ',', ';', ':']);
        let heads = count <= LETTERS && (large || bold && titled && count <= 100);
        heads.then(|| Look {
            size: half_points(line.size),
            bold: line.bold,
        })
    }

    fn step(&self, open: &Open, line: &Piece, first: bool) -> Step {
        let last = &open.last;
        let size = last.size;
        let same = (line.size / size - 1.0).abs() < 0.08;
        let gap = line.base - last.base;
        if let Block::Heading(look, _) = &open.block {
            let near = (0.5..1.42).contains(&(gap / size));
            return if self.look(line) == Some(*look) && near && !first {
                Step::On
            } else {
                Step::New
            };
        }
        if !same || line.item || self.look(line).is_some() {
            return Step::New;
        }
        let open_end = !last.text.ends_with(['.', '!', '?', ':', ';', '”', '"']);
        let lower = line.text.starts_with(char::is_lowercase);
        let cut = self.words.cut(&last.text, &line.text).is_some();
        let full = self.is_full(open, line);
        if first {
            let on = cut || (full || lower) && open_end;
            return if on { Step::On } else { Step::New };
        }
        let near = gap > 0.3 * size && gap < size * self.style.pitch * 1.28;
        let indented = line.left > last.left + 0.8 * size && !matches!(open.block, Block::Item(_));
        let outside = line.left < open.left - 1.0;
        if !near || outside || indented && !cut && !lower {
            return Step::New;
        }
        match full || cut {
            true => Step::On,
            false if matches!(open.block, Block::Item(_)) => Step::New,
            false => Step::Line,
        }
    }

    /// Whether the first word of a line found no room on the line before.
    fn is_full(&self, open: &Open, line: &Piece) -> bool {
        open.last.right + 0.6 * line.size + (line.word - line.left) >= open.right
    }

    fn append(&self, block: &mut Block, words: &str) {
        let (Block::Heading(_, text)
        | Block::Paragraph(text)
        | Block::Line(text)
        | Block::Item(text)) = block
        else {
            return;
        };
        let Some((page, last)) = text.last_mut() else {
            return;
        };
        if *page == self.page {
            self.words.glue(last, words);
            return;
        }
        // The words stay apart, so that each is found on its page; what joins them is settled here.
        match self.words.cut(last, words) {
            Some(false) => drop(last.pop()),
            Some(true) => {}
            None => last.push(' '),
        }
        text.push((self.page, words.to_owned()));
    }
}

/// Cuts the dots and the page number off a line of a table of contents.
fn strip_leader(text: &mut String) {
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let dots = bare.trim_end_matches(['.', ' ', '…']);
    if bare.len() - dots.len() >= 4 && bare[dots.len()..].matches(['.', '…']).count() >= 3 {
        text.truncate(dots.len());
    }
}
