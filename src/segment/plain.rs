//! Lines of a text: what stands alone, what a hard wrap has torn, what is a bullet, what a row of a table.

use crate::read::{Document, MarkedKind};
use crate::span::Span;

/// A logical line: a paragraph, heading or item with hard wraps mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The text of the line, trimmed, without its bullet.
    pub(super) span: Span,
    /// Whether a bullet or number stood before it.
    pub(super) item: bool,
    /// Whether that was a number.
    pub(super) numbered: bool,
    /// Whether the format itself says that it is a heading.
    pub(super) heading: Option<bool>,
    /// Blank lines stand before it.
    pub(super) apart: bool,
    /// The cells of a row of a table, two at least; empty for any other line.
    pub(super) cells: Vec<Span>,
}

impl Line {
    fn new(span: Span) -> Self {
        Self {
            span,
            item: false,
            numbered: false,
            heading: None,
            apart: true,
            cells: Vec::new(),
        }
    }
}

/// The logical lines of a document.
pub(super) fn lines(document: &Document) -> Vec<Line> {
    let text = &document.text;
    if document.blocks.is_empty() {
        return of_text(text, Span::new(0, text.len()));
    }
    let mut out: Vec<Line> = Vec::new();
    let mut end = 0;
    for block in &document.blocks {
        let line = Line::new(block.span.trim(text));
        let gap = &text[end.min(block.span.start())..block.span.start()];
        end = block.span.end();
        match block.kind {
            MarkedKind::Heading(_) => out.push(Line {
                heading: Some(true),
                ..line
            }),
            MarkedKind::Item => out.push(Line {
                item: true,
                heading: Some(false),
                apart: false,
                ..line
            }),
            MarkedKind::Cell { first } => {
                let row = out.last_mut().filter(|row| !first && !row.cells.is_empty());
                match row {
                    Some(row) => {
                        row.span = row.span.join(line.span);
                        row.cells.push(line.span);
                    }
                    None => out.push(Line {
                        heading: Some(false),
                        apart: has_blank_line(gap),
                        cells: vec![line.span],
                        ..line
                    }),
                }
            }
            MarkedKind::Paragraph | MarkedKind::Line => {
                let mut lines = of_text(text, block.span);
                if let Some(first) = lines.first_mut() {
                    first.apart = block.kind == MarkedKind::Paragraph;
                }
                out.extend(lines);
            }
        }
    }
    out
}

/// Whether one of the lines between two blocks is blank.
fn has_blank_line(gap: &str) -> bool {
    let mut lines = gap.split('\n');
    // What stands first and last is of the lines around the gap.
    lines.next();
    lines.next_back();
    lines.any(|line| line.trim().is_empty())
}

fn of_text(text: &str, within: Span) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let mut at = within.start();
    let mut apart = true;
    let mut run = Run::default();
    let wrap = Wrap::of(within.of(text));
    for raw in within.of(text).split_inclusive('\n') {
        let whole = Span::new(at, at + raw.len());
        let span = whole.trim(text);
        run.enter(text, within, whole);
        at += raw.len();
        if span.is_empty() {
            apart = true;
            continue;
        }
        if is_rule(span.of(text)) {
            underline(text, &mut out, span, apart);
            // A rule below the head of a table parts nothing.
            apart |= out.last().is_none_or(|last| last.cells.is_empty());
            continue;
        }
        let (bullet, span) = without_bullet(text, span);
        if span.is_empty() {
            continue;
        }
        let item = bullet.is_some();
        let cells = if item { Vec::new() } else { cells(text, span) };
        if !cells.is_empty() {
            out.push(Line {
                apart,
                cells,
                ..Line::new(span)
            });
            apart = false;
            continue;
        }
        match out.last_mut() {
            Some(last)
                if !apart
                    && !item
                    && last.cells.is_empty()
                    && is_torn(last.span.of(text), span.of(text), run.closed, wrap) =>
            {
                last.span = last.span.join(span);
            }
            _ => out.push(Line {
                item,
                numbered: bullet == Some(Bullet::Number),
                apart,
                ..Line::new(span)
            }),
        }
        apart = false;
    }
    out
}

/// "=====", "-----": a rule that parts what stands above from what stands below, or underlines a heading.
fn is_rule(line: &str) -> bool {
    let mut chars = line.chars();
    let first = chars.next().unwrap_or(' ');
    line.len() >= 3
        && matches!(first, '=' | '-' | '*' | '_' | '~' | '#' | '—' | '–')
        && chars.all(|c| c == first || c.is_whitespace())
        || line.contains("--")
            && line
                .chars()
                .all(|c| matches!(c, '|' | '-' | ':' | '+' | ' '))
}

/// A rule right below a short line makes it a heading.
fn underline(text: &str, out: &mut [Line], rule: Span, apart: bool) {
    let Some(last) = out.last_mut().filter(|_| !apart) else {
        return;
    };
    let above = last.span.of(text);
    let fits = above.chars().count() <= 100 && !above.contains('\n') && !above.ends_with('.');
    if fits && last.cells.is_empty() && rule.of(text).starts_with(['=', '-', '~', '#', '*']) {
        last.heading = Some(true);
        last.item = false;
    }
}

/// The cells of a row: between bars, tabs or wide gaps; none where the line is no row.
fn cells(text: &str, span: Span) -> Vec<Span> {
    let line = span.of(text);
    let bars = line.contains(" | ") || line.starts_with('|') && line[1..].contains('|');
    let cut: fn(&str) -> Option<(usize, usize)> = if bars {
        |rest| rest.find('|').map(|at| (at, at + 1))
    } else {
        gap
    };
    let mut out = Vec::new();
    let mut start = span.start();
    while let Some((at, behind)) = cut(&text[start..span.end()]) {
        out.push(Span::new(start, start + at).trim(text));
        start += behind;
    }
    out.push(Span::new(start, span.end()).trim(text));
    if bars {
        // Bars at both ends open and close the row.
        if line.starts_with('|') {
            out.remove(0);
        }
        if line.ends_with('|') {
            out.pop();
        }
    }
    // A sentence or two set wide apart are no row, nor is a date or key with its value.
    let is_cell = |cell: &Span| {
        let words = cell.of(text);
        let count = words.split_whitespace().count();
        if bars {
            count <= 40
        } else {
            count <= 8 && !words.ends_with(['.', '-', '–', '—', ':'])
        }
    };
    if out.len() < 2 || !out.iter().all(is_cell) {
        out.clear();
    }
    out
}

/// The first tab or run of three spaces: where it starts and ends.
fn gap(rest: &str) -> Option<(usize, usize)> {
    let at = [rest.find('\t'), rest.find("   ")]
        .into_iter()
        .flatten()
        .min()?;
    let blank = rest[at..].len() - rest[at..].trim_start().len();
    Some((at, at + blank))
}

/// A run of lines without a blank line between.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    /// Where it ends.
    end: usize,
    /// Whether its last line ends as a sentence does.
    closed: bool,
}

impl Run {
    /// Goes on to a line; the first of a run looks ahead to its end.
    fn enter(&mut self, text: &str, within: Span, line: Span) {
        if line.start() < self.end {
            return;
        }
        let rest = &text[line.start()..within.end()];
        let mut last = "";
        self.end = line.start();
        for raw in rest.split_inclusive('\n') {
            self.end += raw.len();
            if raw.trim().is_empty() {
                break;
            }
            last = raw.trim();
        }
        self.closed = last.ends_with(['.', '!', '?', ':', ';', '”', '"', '’', ')', ']']);
    }
}

/// How wide the lines of a text are set.
#[derive(Clone, Copy, Debug)]
enum Wrap {
    /// Paragraphs stand each on one line: a break is a break.
    None,
    /// Lines are cut at about so many characters.
    At(usize),
}

impl Wrap {
    fn of(text: &str) -> Self {
        /// A longer line holds a whole paragraph.
        const PARAGRAPH: usize = 140;
        /// A shorter line tells nothing of the width.
        const LINE: usize = 50;
        let mut counts = [0_usize; PARAGRAPH + 1];
        let (mut lines, mut long) = (0_usize, 0_usize);
        for line in text.lines() {
            let count = line.trim().chars().take(PARAGRAPH + 1).count();
            if count > PARAGRAPH {
                long += 1;
            } else if count > LINE {
                counts[count] += 1;
                lines += 1;
            }
        }
        if long * 4 > lines + long {
            return Self::None;
        }
        // The widest lines may be headings: nine of ten are the measure.
        let mut seen = 0;
        let width = counts.iter().position(|count| {
            seen += count;
            seen * 10 >= lines * 9
        });
        Self::At(width.unwrap_or(0))
    }

    /// Whether the next line's first word would have found room on the line before: then the break was meant.
    fn is_meant(self, line: &str, next: &str) -> bool {
        /// Rags and hyphens leave so many characters free at most.
        const RAG: usize = 14;
        match self {
            Self::None => true,
            Self::At(width) => {
                let word = next.split_whitespace().next().unwrap_or_default();
                line.chars().count() + 1 + word.chars().count() + RAG <= width
            }
        }
    }
}

/// Whether a hard wrap parts the two lines: the first is long and ends inside a sentence. Lines of a run that is not
/// `closed` may be titles, so that they are torn only where a word is left hanging.
fn is_torn(first: &str, second: &str, closed: bool, wrap: Wrap) -> bool {
    if is_keyed(second) || is_keyed(first) {
        return false;
    }
    let last_line = first.rsplit('\n').next().unwrap_or(first).trim();
    let long = last_line.chars().count() >= 50;
    let open = !last_line.ends_with(['.', '!', '?', ':', ';']);
    let loose = !closed || matches!(wrap, Wrap::None);
    if loose && wrap.is_meant(last_line, second) && !hangs(last_line, second)
        || is_shouted(last_line) && !is_shouted(second)
    {
        return false;
    }
    let continues = second.chars().next().is_some_and(char::is_lowercase);
    (long && (open || continues))
        || (open && continues && last_line.chars().count() >= 25)
        || (long
            && first.chars().count() >= 60
            && last_line.chars().count() <= 100
            && !ends_paragraph(last_line, second))
}

/// Whether a line is set in capitals, as headings are.
fn is_shouted(line: &str) -> bool {
    line.chars().filter(|c| c.is_alphabetic()).count() >= 8 && !line.contains(char::is_lowercase)
}

/// Whether a line cannot end where it does.
fn hangs(line: &str, next: &str) -> bool {
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let small = last.len() <= 4 && last.chars().all(char::is_lowercase);
    small || line.ends_with(',') || next.starts_with(char::is_lowercase)
}

/// "Budget: EUR 5 million": a line of a record.
fn is_keyed(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, value)| {
        key.split_whitespace().count() <= 4
            && key.starts_with(char::is_uppercase)
            && key.chars().all(|c| {
                c.is_alphabetic() || c.is_whitespace() || matches!(c, '-' | '/' | '(' | ')')
            })
            && value.starts_with(' ')
    })
}

fn ends_paragraph(last_line: &str, second: &str) -> bool {
    last_line.ends_with([':', ';'])
        || last_line.chars().count() > 100
        || second.chars().count() < 20
}

/// What opens an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bullet {
    /// `•`, `-`, `*`
    Mark,
    /// `1.`, `2)`
    Number,
}

/// Cuts a bullet (`•`, `-`, `*`, `1.`) off a line.
fn without_bullet(text: &str, span: Span) -> (Option<Bullet>, Span) {
    let line = span.of(text);
    let mut chars = line.chars();
    let first = chars.next().unwrap_or(' ');
    let second = chars.next().unwrap_or(' ');
    let behind = |bytes: usize| Span::new(span.start() + bytes, span.end()).trim(text);
    if matches!(
        first,
        '•' | '◦'
            | '▪'
            | '●'
            | '·'
            | '‣'
            | '■'
            | '□'
            | '➢'
            | '✓'
            | '\u{f0b7}'
            | '-'
            | '*'
            | '–'
    ) && second.is_whitespace()
    {
        return (Some(Bullet::Mark), behind(first.len_utf8()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits)
        && let Some(after) = line[digits..].strip_prefix(['.', ')'])
    {
        // "2.The Report": extracted paragraphs lose the space behind their number.
        let spaced = after.starts_with(char::is_whitespace) && digits < 3;
        if spaced || after.starts_with(char::is_uppercase) {
            return (Some(Bullet::Number), behind(digits + 1));
        }
    }
    (None, span)
}
