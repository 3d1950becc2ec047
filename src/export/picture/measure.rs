//! How wide text will be, in a font that only the reader's machine knows: rather too wide than too narrow.

/// The width of a line of text in pixels at a size in pixels.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// The advance of a character in parts of the size, for Helvetica and its kin, and for the font of PNG and PDF.
fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' | '.' | ',' | ':' | ';' | '/' => 0.3,
        ' ' | 'f' | 't' | 'r' | 'I' | 'J' | '(' | ')' | '[' | ']' | '-' | '!' | '·' => 0.37,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | '→' => 0.92,
        'A'..='Z' | '&' => 0.72,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0.0,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{ffef}' | '\u{1f000}'.. => 1.05,
        c if c.is_uppercase() => 0.76,
        _ => 0.58,
    }
}

/// Breaks text between words into at most `most` lines of at most `widest` pixels; what does not fit
/// is cut off with an ellipsis.
pub(super) fn wrap(text: &str, size: f64, widest: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = lines.len() >= most;
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(word, size) <= widest => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) if full => {
                line.push_str(" …");
                break;
            }
            _ => lines.push(word.to_owned()),
        }
    }
    for line in &mut lines {
        if width(line, size) > widest {
            while width(line, size) + width("…", size) > widest && line.pop().is_some() {}
            line.push('…');
        }
    }
    lines
}
