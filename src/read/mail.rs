//! Messages of electronic mail (RFC 5322, MIME): subject, date and sender, and the body as HTML or as text.

use super::{Composer, Limits, Metadata, Note, ReadError, SourceFormat, html};
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

/// Reads a message. Documents that are attached are named in notes and not read.
pub(super) fn read<'l>(
    bytes: &[u8],
    limits: &'l Limits,
    composer: &mut Composer<'l>,
) -> Result<Metadata, ReadError> {
    let message = MessageParser::default()
        .parse(bytes)
        .ok_or_else(|| ReadError::Damaged {
            format: SourceFormat::Mail,
            reason: "it has no header".to_owned(),
        })?;
    for part in bodies(&message) {
        match &part.body {
            PartType::Html(text) => html::part(text.to_string(), limits, composer)?,
            PartType::Text(text) => composer.plain(text)?,
            _ => {}
        }
    }
    for part in message.attachments() {
        if let Some(name) = attached(part) {
            composer.note(Note::Attachment(name));
        }
    }
    Ok(about(&message))
}

/// The parts that are read: those of HTML, which keep headings and tables, or where there are none, those of text.
fn bodies<'m>(message: &'m Message<'m>) -> Vec<&'m MessagePart<'m>> {
    let html: Vec<_> = message
        .html_bodies()
        .filter(|part| matches!(part.body, PartType::Html(_)))
        .collect();
    if html.is_empty() {
        message.text_bodies().collect()
    } else {
        html
    }
}

/// The name of an attachment that is a document; pictures and signatures are none.
fn attached(part: &MessagePart<'_>) -> Option<String> {
    let media_type = part.content_type().map(|kind| {
        let subtype = kind.subtype().unwrap_or_default();
        format!("{}/{subtype}", kind.ctype())
    });
    let media_type = media_type.unwrap_or_default();
    let name = part.attachment_name().map(str::to_owned);
    let known = SourceFormat::of_media_type(&media_type).is_some()
        || name
            .as_deref()
            .is_some_and(|name| SourceFormat::of_name(name).is_some())
        || matches!(part.body, PartType::Message(_));
    known.then(|| name.unwrap_or(media_type))
}

fn about(message: &Message<'_>) -> Metadata {
    let sender = message.from().and_then(|from| from.first());
    let date = message
        .date()
        .map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    Metadata {
        title: message.subject().map(str::to_owned),
        date: date.as_deref().and_then(super::metadata::date),
        publisher: sender
            .and_then(|sender| sender.name().or_else(|| sender.address()))
            .map(str::to_owned),
        ..Metadata::default()
    }
}
