//! Sentences of a block.

use super::{Block, BlockKind};
use crate::span::Span;

/// The sentences of a block, its bullet, entry date and article head left out.
pub(super) fn sentences(text: &str, block: &Block) -> Vec<Span> {
    let body = body(text, block);
    if matches!(
        block.kind,
        BlockKind::Heading
            | BlockKind::RecordHeading
            | BlockKind::PublicationTitle { .. }
            | BlockKind::Statistic { .. }
    ) {
        return vec![body];
    }
    if is_single(body.of(text)) {
        return vec![body];
    }
    let mut out: Vec<Span> = Vec::new();
    for boundary in sentencex::get_sentence_boundaries("en", body.of(text)) {
        let span = Span::new(
            body.start() + boundary.start_byte,
            body.start() + boundary.end_byte,
        )
        .trim(text);
        if span.is_empty() {
            continue;
        }
        match out.last_mut() {
            Some(last) if !ends_sentence(text, *last, span) => *last = last.join(span),
            _ => out.push(span),
        }
    }
    out
}

/// Whether a text is one line without a mark that could end a sentence before its own end: nothing to split.
fn is_single(body: &str) -> bool {
    let inner = body.strip_suffix(['.', '!', '?']).unwrap_or(body);
    !inner.is_empty()
        && inner.chars().all(|c| match c {
            '.' | '!' | '?' | '\n' => false,
            '“' | '”' | '‘' | '’' | '–' | '—' => true,
            _ => c.is_ascii() || c.is_alphabetic(),
        })
}

/// Mends what the splitter cuts too early: behind an initialism or before a lower-case letter.
fn ends_sentence(text: &str, last: Span, next: Span) -> bool {
    let lower = next.of(text).chars().next().is_some_and(char::is_lowercase);
    let initial = last
        .of(text)
        .rsplit(char::is_whitespace)
        .next()
        .is_some_and(|word| {
            let mut letters = word.chars().filter(|c| c.is_alphabetic());
            word.ends_with('.')
                && letters.next().is_some_and(char::is_uppercase)
                && letters.next().is_none()
        });
    !(lower || initial)
}

fn body(text: &str, block: &Block) -> Span {
    let start = match &block.kind {
        BlockKind::Entry { printed, .. } => {
            let rest = &text[printed.end()..block.span.end()];
            let marks: usize = rest
                .chars()
                .take_while(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':'))
                .map(char::len_utf8)
                .sum();
            printed.end() + marks
        }
        BlockKind::Article { law, title, .. } => title.map_or(law.end(), Span::end),
        BlockKind::KeyValue { value, .. } => value.start(),
        _ => block.span.start(),
    };
    let body = Span::new(start, block.span.end());
    let rest = body.of(text).trim_start_matches(['.', ' ', ')']);
    Span::new(body.end() - rest.len(), body.end()).trim(text)
}
