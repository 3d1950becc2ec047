//! What a document says of itself: title, date, publisher, address and language, each in one form.

use serde::{Deserialize, Serialize};

/// What a document says of itself; `None` where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// What it is called.
    pub title: Option<String>,
    /// When it was issued: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Who issued it.
    pub publisher: Option<String>,
    /// The address under which it is published: an absolute IRI.
    pub address: Option<String>,
    /// The language that it declares (BCP 47, such as `en-GB`).
    pub language: Option<String>,
    /// When it was fetched, as an archive of the web says (`xsd:dateTime`).
    pub retrieved: Option<String>,
}

/// The date that a value opens with, in the order year, month, day: `2011`, `2011-02`, `2011-02-03T10:00Z`, `2011/2/3`,
/// `20110203`. Nothing where month or day cannot be.
pub(super) fn date(value: &str) -> Option<String> {
    let value = value.trim();
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let (year, rest) = match digits {
        4 => value.split_at(4),
        8 | 14 => {
            return date(&format!(
                "{}-{}-{}",
                &value[..4],
                &value[4..6],
                &value[6..8]
            ));
        }
        _ => return None,
    };
    if !("1000".."2200").contains(&year) {
        return None;
    }
    let mut parts = rest.split(['-', '/', '.']).skip(1).map(|part| {
        let end = part.bytes().take_while(u8::is_ascii_digit).count();
        part[..end].parse::<u8>().ok()
    });
    let month = parts
        .next()
        .flatten()
        .filter(|month| (1..=12).contains(month));
    let day = parts.next().flatten().filter(|day| (1..=31).contains(day));
    Some(match (month, day) {
        (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year}-{month:02}"),
        (None, _) => year.to_owned(),
    })
}

/// A moment in UTC as archives of the web write it, `2024-05-01T12:00:00Z`, with or without a fraction of the second.
pub(super) fn moment(value: &str) -> Option<String> {
    const FORM: &[u8] = b"0000-00-00T00:00:00";
    let (head, rest) = value
        .trim()
        .strip_suffix('Z')?
        .split_at_checked(FORM.len())?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = FORM
        .iter()
        .zip(head.bytes())
        .all(|(form, byte)| match form {
            b'0' => byte.is_ascii_digit(),
            sign => *sign == byte,
        });
    let fraction = rest.is_empty()
        || rest
            .strip_prefix('.')
            .is_some_and(|rest| !rest.is_empty() && digits(rest));
    (fits && fraction && date(head)?.len() == 10).then(|| value.trim().to_owned())
}

/// An absolute address on the web or another IRI with a scheme; nothing where it is relative or unsound.
pub(super) fn address(value: &str) -> Option<String> {
    let value = value.trim();
    let scheme = ["http://", "https://", "urn:", "doi:"].iter();
    let known = scheme.into_iter().any(|scheme| value.starts_with(scheme));
    (known && oxrdf::NamedNode::new(value).is_ok()).then(|| value.to_owned())
}

/// A language tag in the form of BCP 47, `en_gb` as `en-GB`; nothing where it is none.
pub(super) fn language(value: &str) -> Option<String> {
    let value = value.trim().replace('_', "-");
    let mut parts = value.split('-');
    let primary = parts.next().filter(|part| (2..=3).contains(&part.len()))?;
    if !value
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    {
        return None;
    }
    let mut out = primary.to_ascii_lowercase();
    for part in parts.filter(|part| (1..=8).contains(&part.len())) {
        out.push('-');
        if part.len() == 2 {
            out.push_str(&part.to_ascii_uppercase());
        } else {
            out.push_str(part);
        }
    }
    Some(out)
}
