//! Spellings that name the same: case, accents, quotation marks, hyphens, spaces, "&", and British words
//! ("programme", "organisation", "centre", "labour", "defence", "co-operation").

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A text with its differences of spelling taken off, and the way back to the text's own bytes.
pub(super) struct Folded {
    /// The folded text.
    pub(super) text: String,
    /// Where offsets cease to run in step with the text, in order.
    breaks: Vec<Break>,
}

/// From the folded byte `folded` on, offsets count from `after`; what stands before ends at `before`.
struct Break {
    folded: usize,
    before: usize,
    after: usize,
}

impl Folded {
    /// The byte of the text at which the folded byte `at` begins.
    pub(super) fn start(&self, at: usize) -> usize {
        let next = self.breaks.partition_point(|found| found.folded <= at);
        self.source(next, at)
    }

    /// The byte of the text behind the folded byte before `at`.
    pub(super) fn end(&self, at: usize) -> usize {
        let next = self.breaks.partition_point(|found| found.folded < at);
        match self.breaks.get(next) {
            Some(found) if found.folded == at => found.before,
            _ => self.source(next, at),
        }
    }

    fn source(&self, next: usize, at: usize) -> usize {
        match next.checked_sub(1) {
            Some(last) => self.breaks[last].after + (at - self.breaks[last].folded),
            None => at,
        }
    }

    /// Appends the word at byte `at`, in small letters and American spelling.
    fn push_word(&mut self, word: &str, at: usize) {
        let start = self.text.len();
        self.text.push_str(word);
        self.text[start..].make_ascii_lowercase();
        let text = &self.text[start..];
        // Few words open so; the rest of the text pays one look at its first letter.
        match text.as_bytes().first() {
            Some(b'p') if text.starts_with("programme") => self.cut(start + 7, 2, at + 9),
            Some(b'c') if text.starts_with("co-o") => self.cut(start + 2, 1, at + 3),
            Some(b'c') if text.starts_with("centre") => {
                self.text.replace_range(start + 4..start + 6, "er")
            }
            Some(b'd') if text.starts_with("defence") => {
                self.text.replace_range(start + 5..start + 6, "s")
            }
            Some(b'l') if text.starts_with("labour") => self.cut(start + 4, 1, at + 5),
            Some(b'o') if text.starts_with("organis") => {
                self.text.replace_range(start + 6..start + 7, "z")
            }
            _ => (),
        }
    }

    /// Takes out `length` bytes at `folded`; what follows stands at byte `after` of the text.
    fn cut(&mut self, folded: usize, length: usize, after: usize) {
        self.text.replace_range(folded..folded + length, "");
        self.breaks.push(Break {
            folded,
            before: after,
            after,
        });
    }

    /// Says that the folded text so far stands for the text up to `before`, and goes on at `after`.
    fn note(&mut self, before: usize, after: usize) {
        let folded = self.text.len();
        match self.breaks.last_mut() {
            Some(last) if last.folded == folded => last.after = after,
            _ => self.breaks.push(Break {
                folded,
                before,
                after,
            }),
        }
    }
}

/// Folds a text. Spaces become one blank, a paragraph's end one line break.
pub(super) fn fold(text: &str) -> Folded {
    let bytes = text.as_bytes();
    let mut out = Folded {
        text: String::with_capacity(text.len()),
        breaks: Vec::new(),
    };
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' | b'\n' | b'\t' | b'\r' => {
                let length = bytes[at..]
                    .iter()
                    .take_while(|next| next.is_ascii_whitespace())
                    .count();
                let lines = bytes[at..at + length]
                    .iter()
                    .filter(|next| **next == b'\n')
                    .count();
                out.text.push(if lines > 1 { '\n' } else { ' ' });
                at += length;
                if length > 1 {
                    out.note(at, at);
                }
            }
            b'&' if at > 0 && bytes[at - 1] == b' ' && bytes.get(at + 1) == Some(&b' ') => {
                out.text.push_str("and");
                at += 1;
                out.note(at, at);
            }
            b'`' => {
                out.text.push('\'');
                at += 1;
            }
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                let in_word = |next: &&u8| next.is_ascii_alphanumeric() || **next == b'-';
                let length = bytes[at..].iter().take_while(in_word).count();
                out.push_word(&text[at..at + length], at);
                at += length;
            }
            0..0x80 => {
                out.text.push(char::from(byte));
                at += 1;
            }
            _ => {
                let Some(c) = text[at..].chars().next() else {
                    break;
                };
                let next = at + c.len_utf8();
                let before = if fold_char(c, &mut out.text) {
                    next
                } else {
                    at
                };
                at = next;
                out.note(before, next);
            }
        }
    }
    out
}

/// Appends what `c` folds to; `false` if that is nothing.
fn fold_char(c: char, out: &mut String) -> bool {
    let length = out.len();
    match c {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '®' | '™' => (),
        '’' | '‘' | 'ʼ' | 'ʻ' | '´' => out.push('\''),
        '“' | '”' | '„' | '«' | '»' => out.push('"'),
        '‐' | '‑' | '‒' | '–' | '−' => out.push('-'),
        'ı' | 'İ' => out.push('i'),
        'ə' | 'Ə' => out.push('e'),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'þ' | 'Þ' => out.push_str("th"),
        'ß' => out.push_str("ss"),
        _ if c.is_whitespace() => out.push(' '),
        _ => {
            let parts = || c.nfkd().filter(|part| !is_combining_mark(*part));
            // A name may begin behind a mark, so none comes forth within a character ("½" is "1⁄2").
            if parts().count() > 1 && !parts().all(char::is_alphanumeric) {
                out.push(c);
            } else {
                out.extend(parts().flat_map(char::to_lowercase));
            }
        }
    }
    out.len() > length
}

/// The folded form by which names are looked up: no dots of initials, no outer quotation marks or spaces.
pub(super) fn key(name: &str) -> String {
    let name = name.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»')
    });
    without_dots(&fold(name).text)
}

/// All folded forms in which a text may give `name`.
pub(super) fn spellings(name: &str) -> Vec<String> {
    let folded = fold(name).text;
    let plain = without_dots(&folded);
    if plain == folded {
        vec![folded]
    } else {
        vec![folded, plain]
    }
}

/// Takes the dots off initials: "u.s. agency" to "us agency"; other dots stay.
fn without_dots(folded: &str) -> String {
    let words = folded.split(' ').map(|word| {
        if is_initials(word) {
            word.replace('.', "")
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Single letters, each but perhaps the last with a dot, two at least.
fn is_initials(word: &str) -> bool {
    let body = word.strip_suffix('.').unwrap_or(word);
    body.contains('.')
        && body.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        })
}
