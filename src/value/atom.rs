//! The finest cut of a text, which numbers and dates need: runs of letters, runs of digits, single marks.

use crate::span::Span;
use std::borrow::Cow;

/// What an atom is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AtomKind {
    /// Letters, with inner apostrophes: `country’s`.
    Letters,
    /// ASCII digits.
    Digits,
    /// One character of any other kind.
    Mark,
}

/// The white space before an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// None: the atom is glued to the one before it.
    None,
    /// One blank of any width.
    One,
    /// More than that, or a line break.
    Wide,
    /// A blank line, or the start of the text.
    Paragraph,
}

/// One atom.
#[derive(Clone, Debug)]
pub(crate) struct Atom<'t> {
    pub(crate) span: Span,
    pub(crate) text: &'t str,
    /// In lower case.
    pub(crate) lower: Cow<'t, str>,
    pub(crate) kind: AtomKind,
    pub(crate) gap: Gap,
}

/// The atoms of a stretch of text. Looking outside gives an empty word, never a panic.
#[derive(Clone, Debug)]
pub(crate) struct Atoms<'t> {
    atoms: Vec<Atom<'t>>,
}

impl<'t> Atoms<'t> {
    /// Cuts `text[within]`.
    pub(crate) fn new(text: &'t str, within: Span) -> Self {
        let mut atoms = Vec::with_capacity(within.len() / 4);
        let mut blanks = (0, 0);
        let mut at = within.start();
        let whole = within.of(text);
        while let Some(c) = whole[at - within.start()..].chars().next() {
            let start = at;
            at += c.len_utf8();
            if c.is_whitespace() {
                blanks.0 += 1;
                blanks.1 += usize::from(c == '\n');
                continue;
            }
            if is_invisible(c) {
                continue;
            }
            let kind = kind(c);
            at += run(kind, &whole[at - within.start()..]);
            let span = Span::new(start, at);
            let text = span.of(text);
            let gap = match blanks {
                _ if atoms.is_empty() => Gap::Paragraph,
                (0, _) => Gap::None,
                (1, 0) => Gap::One,
                (_, 0 | 1) => Gap::Wide,
                _ => Gap::Paragraph,
            };
            blanks = (0, 0);
            let lower = if text.is_ascii() {
                if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
                    Cow::Owned(text.to_ascii_lowercase())
                } else {
                    Cow::Borrowed(text)
                }
            } else if text.chars().any(char::is_uppercase) {
                Cow::Owned(text.to_lowercase())
            } else {
                Cow::Borrowed(text)
            };
            atoms.push(Atom {
                span,
                text,
                lower,
                kind,
                gap,
            });
        }
        Self { atoms }
    }

    pub(crate) fn len(&self) -> usize {
        self.atoms.len()
    }

    pub(crate) fn get(&self, at: usize) -> Option<&Atom<'t>> {
        self.atoms.get(at)
    }

    /// The atom as printed.
    pub(crate) fn text(&self, at: usize) -> &'t str {
        self.get(at).map_or("", |atom| atom.text)
    }

    /// The atom in lower case.
    pub(crate) fn lower(&self, at: usize) -> &str {
        self.get(at).map_or("", |atom| &atom.lower)
    }

    /// The atom `back` places before `at`, in lower case.
    pub(crate) fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.lower(at))
    }

    pub(crate) fn kind(&self, at: usize) -> Option<AtomKind> {
        self.get(at).map(|atom| atom.kind)
    }

    pub(crate) fn is_letters(&self, at: usize) -> bool {
        self.kind(at) == Some(AtomKind::Letters)
    }

    pub(crate) fn is_digits(&self, at: usize) -> bool {
        self.kind(at) == Some(AtomKind::Digits)
    }

    /// Whether the atom is one of the marks in `marks`.
    pub(crate) fn is_mark(&self, at: usize, marks: &str) -> bool {
        self.get(at)
            .is_some_and(|atom| atom.kind == AtomKind::Mark && marks.contains(atom.text))
    }

    /// Whether the atom is a hyphen or dash of any length.
    pub(crate) fn is_dash(&self, at: usize) -> bool {
        self.is_mark(at, "-‐‑‒–—−")
    }

    /// The white space before the atom.
    pub(crate) fn gap(&self, at: usize) -> Gap {
        self.get(at).map_or(Gap::Paragraph, |atom| atom.gap)
    }

    /// Whether the atom follows the one before it without a blank.
    pub(crate) fn is_glued(&self, at: usize) -> bool {
        self.gap(at) == Gap::None
    }

    /// Whether the atom starts with a capital.
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        self.text(at).starts_with(char::is_uppercase)
    }

    /// Whether the atoms from `at` are the words of `phrase`, which are separated by blanks.
    pub(crate) fn reads(&self, at: usize, phrase: &str) -> bool {
        self.after_phrase(at, phrase).is_some()
    }

    /// The place after the words of `phrase`, if they stand at `at`.
    pub(crate) fn after_phrase(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut rest = phrase;
        let mut next = at;
        loop {
            rest = rest.strip_prefix(self.word(next)?)?;
            next += 1;
            if rest.is_empty() {
                return Some(next);
            }
            rest = rest.strip_prefix(' ')?;
        }
    }

    /// The place where `phrase` starts, if it ends right before `at`.
    pub(crate) fn before_phrase(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut rest = phrase;
        let mut start = at;
        loop {
            start = start.checked_sub(1)?;
            rest = rest.strip_suffix(self.word(start)?)?;
            if rest.is_empty() {
                return Some(start);
            }
            rest = rest.strip_suffix(' ')?;
        }
    }

    /// The atom in lower case, if there is one.
    fn word(&self, at: usize) -> Option<&str> {
        self.get(at).map(|atom| &*atom.lower)
    }

    /// The longest of `phrases` that ends right before `at`: where it starts.
    pub(crate) fn phrase_before(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        phrases
            .iter()
            .filter_map(|phrase| self.before_phrase(at, phrase))
            .min()
    }

    /// The bytes of the atoms from `start` to before `end`.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        match (
            self.get(start),
            end.checked_sub(1).and_then(|last| self.get(last)),
        ) {
            (Some(first), Some(last)) if start < end => first.span.join(last.span),
            (Some(first), _) => Span::new(first.span.start(), first.span.start()),
            (None, _) => Span::default(),
        }
    }

    /// The first atom that starts at or after byte `offset`.
    pub(crate) fn at(&self, offset: usize) -> usize {
        self.atoms
            .partition_point(|atom| atom.span.start() < offset)
    }
}

/// How many bytes of `rest` go on with an atom of this kind.
fn run(of: AtomKind, rest: &str) -> usize {
    let plain = |is: fn(&u8) -> bool| rest.bytes().take_while(is).count();
    match of {
        AtomKind::Mark => 0,
        AtomKind::Digits => plain(u8::is_ascii_digit),
        AtomKind::Letters => {
            let length = plain(u8::is_ascii_alphabetic);
            match rest.as_bytes().get(length) {
                Some(byte) if !byte.is_ascii() || *byte == b'\'' => {
                    length + letters(&rest[length..])
                }
                _ => length,
            }
        }
    }
}

/// How many bytes of `rest` go on with letters, apostrophes between letters among them.
fn letters(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_letter = |c: char| kind(c) == AtomKind::Letters;
        let mut joins =
            || is_apostrophe(c) && chars.peek().is_some_and(|(_, next)| is_letter(*next));
        if !is_letter(c) && !joins() {
            return at;
        }
    }
    rest.len()
}

/// Whether the character is an apostrophe, straight or typographic.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn kind(c: char) -> AtomKind {
    if c.is_ascii_digit() {
        AtomKind::Digits
    } else if c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c) {
        AtomKind::Letters
    } else {
        AtomKind::Mark
    }
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}
