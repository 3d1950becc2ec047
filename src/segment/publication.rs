//! Records of publications: "Title (year)", "Author (year). Title.", "Title, publisher, month year".

use super::BlockKind;
use super::plain::Line;
use super::shape::{is_author, is_statement};
use crate::rules::Rules;
use crate::span::Span;
use crate::value::date;

/// "Title (2012)" above an author line or a summary.
pub(super) fn titled(
    text: &str,
    line: &Line,
    next: Option<&Line>,
    third: Option<&Line>,
) -> Option<(BlockKind, usize)> {
    let words = line.span.of(text);
    let (title, year) = match words
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
    {
        Some((title, inside)) if inside.len() == 4 => {
            let start = line.span.start() + title.len() + 1;
            let date = date::whole(inside)?;
            (
                Span::new(
                    line.span.start(),
                    line.span.start() + title.trim_end().len(),
                ),
                Some((date, Span::new(start, start + 4))),
            )
        }
        _ => return None,
    };
    if title.of(text).split_whitespace().count() < 2 {
        return None;
    }
    let author = next
        .filter(|next| is_author(next.span.of(text)) && third.is_some())
        .map(|next| next.span);
    let taken = 1 + usize::from(author.is_some());
    Some((
        BlockKind::PublicationTitle {
            title,
            year,
            author,
        },
        taken,
    ))
}

/// An entry of a bibliography: "Author, A. (2012). Title. Publisher", or in a `listed` section
/// "Title, Publisher, March 2012".
pub(super) fn cited(text: &str, span: Span, listed: bool, rules: &Rules) -> Option<BlockKind> {
    by_author(text, span, rules).or_else(|| listed.then(|| by_date(text, span)).flatten())
}

/// "Author, A. and Author, B. (2012). Title of the work. Publisher."
fn by_author(text: &str, span: Span, rules: &Rules) -> Option<BlockKind> {
    let line = span.of(text);
    let open = line.find('(')?;
    let close = open + line[open..].find(')')?;
    let printed = Span::new(span.start() + open + 1, span.start() + close);
    let year = date::whole(printed.of(text))?;
    let author = Span::new(span.start(), span.start() + open).trim(text);
    let behind = &line[close + 1..];
    let body = behind.trim_start_matches(['.', ',', ' ']);
    if !is_author(author.of(text).trim_end_matches(['.', ','])) || body.len() == behind.len() {
        return None;
    }
    let start = span.end() - body.len();
    let end = start + body.find(". ").unwrap_or(body.trim_end_matches('.').len());
    let title = Span::new(start, end).trim(text);
    let titled = title.of(text).split_whitespace().count() >= 2
        && title
            .of(text)
            .starts_with(|c: char| c.is_uppercase() || "“\"'‘".contains(c))
        && !is_statement(title.of(text), rules);
    titled.then_some(BlockKind::PublicationTitle {
        title,
        year: Some((year, printed)),
        author: Some(author),
    })
}

/// "Title, Publisher, March 2012": what stands last is the date, before it the publisher.
fn by_date(text: &str, span: Span) -> Option<BlockKind> {
    let line = span.of(text).trim_end_matches('.');
    let (rest, printed) = line.rsplit_once(", ")?;
    let date = date::whole(printed)?;
    let printed = Span::new(
        span.start() + line.len() - printed.len(),
        span.start() + line.len(),
    );
    let (title, publisher) = rest.rsplit_once(", ")?;
    let author = Span::new(
        span.start() + rest.len() - publisher.len(),
        span.start() + rest.len(),
    );
    (title.split_whitespace().count() >= 2 && is_author(publisher)).then(|| {
        BlockKind::PublicationTitle {
            title: Span::new(span.start(), span.start() + title.len()),
            year: Some((date, printed)),
            author: Some(author),
        }
    })
}
