//! How deep the elements of a page stand in each other, told before it is parsed: parsers take quadratic time there.

/// Elements without content, and those that the next of their kind closes.
const FLAT: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input",
    "keygen", "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd", "tr", "td",
    "th", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup", "html", "head", "body",
    "rt", "rp",
];

/// Elements whose content is no markup.
const RAW: &[&str] = &[
    "script", "style", "textarea", "title", "xmp", "noembed", "noframes",
];

/// The most elements open at a time, end tags that may be left out aside; linear in the text.
pub(super) fn depth(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut open, mut most) = (0_usize, 0_usize, 0_usize);
    while let Some(found) = find(bytes, at, b"<") {
        at = found + 1;
        if bytes[at..].starts_with(b"!--") {
            at = find(bytes, at + 3, b"-->").map_or(bytes.len(), |end| end + 3);
            continue;
        }
        let closes = bytes.get(at) == Some(&b'/');
        let start = at + usize::from(closes);
        let length = bytes[start..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-')
            .count();
        if length == 0 {
            continue;
        }
        let name = text[start..start + length].to_ascii_lowercase();
        let (end, empty) = tag_end(bytes, start + length);
        at = end;
        if FLAT.contains(&name.as_str()) || empty {
            continue;
        }
        if closes {
            open = open.saturating_sub(1);
            continue;
        }
        if RAW.contains(&name.as_str()) {
            at = raw_end(bytes, at, name.as_bytes());
            continue;
        }
        open += 1;
        most = most.max(open);
    }
    most
}

/// Behind the `>` of a tag, quoted values passed over; and whether it ends in `/>`.
fn tag_end(bytes: &[u8], mut at: usize) -> (usize, bool) {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'>' => return (at + 1, bytes[at - 1] == b'/'),
            b'"' | b'\'' if bytes[at - 1] == b'=' => {
                at = find(bytes, at + 1, &[*byte]).map_or(bytes.len(), |end| end + 1);
            }
            _ => at += 1,
        }
    }
    (bytes.len(), false)
}

/// The end tag of an element whose content is no markup, or the end of the text.
fn raw_end(bytes: &[u8], mut at: usize, name: &[u8]) -> usize {
    while let Some(found) = find(bytes, at, b"</") {
        let rest = &bytes[found + 2..];
        if rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name) {
            return found + 2 + name.len();
        }
        at = found + 2;
    }
    bytes.len()
}

/// The first place of `needle` from `at` on.
fn find(bytes: &[u8], at: usize, needle: &[u8]) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let mut from = 0;
    while let Some(found) = rest[from..].iter().position(|byte| *byte == needle[0]) {
        let start = from + found;
        if rest[start..].starts_with(needle) {
            return Some(at + start);
        }
        from = start + 1;
    }
    None
}
