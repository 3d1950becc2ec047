//! PDF: the letters of each page are laid out anew as lines, columns, tables, paragraphs and headings.
//!
//! `draw` reads off letters and lines, `piece` joins letters, `furniture` knows what surrounds the text, `order` finds
//! columns and `table` tables, `flow` joins lines and `words` the words that they cut.

mod draw;
mod flow;
mod furniture;
mod order;
mod piece;
mod table;
mod words;

use super::{At, Composer, Limits, Metadata, Note, ReadError, SourceFormat, metadata};
use draw::{Drawn, Source};
use flow::{Block, Flow, Look, Style};
use furniture::Furniture;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use order::Part;
use piece::Piece;
use std::panic::{AssertUnwindSafe, catch_unwind};
use words::Words;

/// A page with its pieces.
struct Page {
    number: u32,
    width: f64,
    height: f64,
    pieces: Vec<Piece>,
    grids: Vec<table::Grid>,
}

/// Reads a PDF file. A page that cannot be read is noted, and the others are read.
///
/// # Errors
///
/// If the file is no PDF, asks for a password, holds pictures only, or passes a limit.
pub(super) fn read(
    bytes: &[u8],
    limits: &Limits,
    composer: &mut Composer<'_>,
) -> Result<Metadata, ReadError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadError::Encrypted(SourceFormat::Pdf),
        LoadPdfError::Invalid => ReadError::Damaged {
            format: SourceFormat::Pdf,
            reason: "its table of objects cannot be read, nor made anew".to_owned(),
        },
    })?;
    let mut pages = pages(&pdf, limits, composer)?;
    let furniture = Furniture::of(
        pages
            .iter()
            .map(|page| (page.pieces.as_slice(), page.height)),
    );
    let mut words = Words::default();
    for page in &mut pages {
        furniture.clear(&mut page.pieces, page.height);
        words.learn(&page.pieces);
    }
    let laid: Vec<(u32, f64, Vec<Part>)> = pages
        .into_iter()
        .map(|page| {
            (
                page.number,
                page.width,
                parts(page.pieces, &page.grids, &words),
            )
        })
        .collect();
    let lines = laid
        .iter()
        .flat_map(|(_, _, parts)| parts)
        .filter_map(|part| match part {
            Part::Flow { lines, .. } => Some(lines.as_slice()),
            Part::Table(_) => None,
        });
    let mut flow = Flow::new(Style::of(lines), &words);
    for (number, width, parts) in laid {
        flow.page(number, width, parts);
    }
    write(flow.finish(), composer)?;
    Ok(about(&pdf))
}

/// The pages whose text can be read; the others are noted.
fn pages(pdf: &Pdf, limits: &Limits, composer: &mut Composer<'_>) -> Result<Vec<Page>, ReadError> {
    let source = Source::new(pdf);
    let mut left = usize::try_from(limits.unpacked).unwrap_or(usize::MAX);
    let mut pages = Vec::new();
    let (mut pictures, mut failed) = (false, None);
    for (at, page) in pdf.pages().iter().enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        // A fault of the foreign interpreter costs the page, not the document, and so does a page without end.
        let drawn = catch_unwind(AssertUnwindSafe(|| source.draw(page, left))).ok();
        let fault = match &drawn {
            None => Some("its content is damaged"),
            Some(drawn) if is_unreadable(drawn) => {
                Some("its fonts do not tell which letters they show")
            }
            Some(_) => None,
        };
        if let (Some(drawn), None) = (drawn, fault) {
            left -= drawn.glyphs.len().min(left);
            if left == 0 {
                return Err(ReadError::Unpacked {
                    limit: limits.unpacked,
                });
            }
            pictures |= drawn.picture;
            pages.push(Page {
                number,
                width: drawn.width,
                height: drawn.height,
                pieces: piece::pieces(&drawn),
                grids: table::grids(&drawn.rules),
            });
        }
        if let Some(reason) = fault {
            failed = Some(reason);
            composer.note(Note::Page {
                page: number,
                reason: reason.to_owned(),
            });
        }
    }
    let empty = pages.iter().all(|page| page.pieces.is_empty());
    match failed {
        Some(reason) if empty => Err(ReadError::Damaged {
            format: SourceFormat::Pdf,
            reason: reason.to_owned(),
        }),
        _ if empty && pictures => Err(ReadError::Pictures(SourceFormat::Pdf)),
        _ => Ok(pages),
    }
}

/// Whether a good part of the letters is unknown.
fn is_unreadable(drawn: &Drawn) -> bool {
    let unknown = drawn
        .glyphs
        .iter()
        .filter(|glyph| glyph.letter == '\u{fffd}')
        .count();
    unknown * 5 > drawn.glyphs.len()
}

/// Stands for a table among the lines around it; its number follows.
const TABLE: char = '\u{fffc}';

/// The parts of a page in reading order.
fn parts(mut pieces: Vec<Piece>, grids: &[table::Grid], words: &Words) -> Vec<Part> {
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    for grid in grids {
        if let Some((mut stand_in, rows)) = grid.take(&mut pieces, words) {
            stand_in.text = format!("{TABLE}{}", tables.len());
            pieces.push(stand_in);
            tables.push(rows);
        }
    }
    piece::sort(&mut pieces);
    let mut out = Vec::new();
    for part in order::parts(pieces, words, 0) {
        let Part::Flow { lines, column } = part else {
            out.push(part);
            continue;
        };
        let mut open: Vec<Piece> = Vec::new();
        for line in lines {
            let number = line
                .text
                .strip_prefix(TABLE)
                .and_then(|number| number.parse().ok());
            let table = number.and_then(|number: usize| tables.get_mut(number));
            let Some(table) = table else {
                open.push(line);
                continue;
            };
            let lines = std::mem::take(&mut open);
            out.push(Part::Flow { lines, column });
            out.push(Part::Table(std::mem::take(table)));
        }
        out.push(Part::Flow {
            lines: open,
            column,
        });
    }
    out.retain(|part| !matches!(part, Part::Flow { lines, .. } if lines.is_empty()));
    out
}

/// Writes blocks; headings get their levels by the looks that occur.
fn write(blocks: Vec<Block>, composer: &mut Composer<'_>) -> Result<(), ReadError> {
    let mut looks: Vec<Look> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading(look, _) => Some(*look),
            _ => None,
        })
        .collect();
    looks.sort_unstable_by(|a, b| b.cmp(a));
    looks.dedup();
    let mut page = 0;
    for block in &blocks {
        let mut turn = |composer: &mut Composer<'_>, to: u32| {
            if page != to {
                composer.place(At::Page(to));
                page = to;
            }
        };
        let (Block::Heading(_, text)
        | Block::Paragraph(text)
        | Block::Line(text)
        | Block::Item(text)) = block
        else {
            if let Block::Row(opens, at, cells) = block {
                if *opens {
                    composer.part();
                }
                turn(composer, *at);
                composer.row(cells)?;
            }
            continue;
        };
        let Some(((first, words), rest)) = text.split_first() else {
            continue;
        };
        turn(composer, *first);
        match block {
            Block::Heading(look, _) => {
                let level = looks.iter().position(|known| known == look).unwrap_or(0);
                composer.heading(u8::try_from(level + 1).unwrap_or(6), words)?;
            }
            // A numbered item keeps its number, and is told as in plain text.
            Block::Item(_) if !words.starts_with(|c: char| c.is_ascii_digit()) => {
                composer.item(words)?;
            }
            Block::Line(_) | Block::Item(_) => composer.line(words)?,
            _ => composer.paragraph(words)?,
        }
        go_on(words, rest, composer)?;
        if let Some((last, _)) = rest.last() {
            page = *last;
        }
    }
    Ok(())
}

/// Writes the words of further pages behind those of the first.
fn go_on(
    words: &str,
    rest: &[(u32, String)],
    composer: &mut Composer<'_>,
) -> Result<(), ReadError> {
    let mut apart = words.ends_with(' ');
    for (page, words) in rest {
        composer.go_on(At::Page(*page), words, apart)?;
        apart = words.ends_with(' ');
    }
    Ok(())
}

/// What the document information dictionary says, or else the XMP packet (ISO 32000-1, 14.3).
fn about(pdf: &Pdf) -> Metadata {
    let told = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| {
        let words = words(bytes.as_deref()?);
        let words = words.trim();
        (!words.is_empty()).then(|| words.to_owned())
    };
    let date = told
        .creation_date
        .or(told.modification_date)
        .map(|date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day));
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let language = catalog
        .as_ref()
        .and_then(|catalog| catalog.get::<PdfString<'_>>("Lang"));
    Metadata {
        title: text(&told.title).filter(|title| !is_file_name(title)),
        date,
        publisher: text(&told.author),
        address: None,
        language: language.and_then(|tag| metadata::language(&words(tag.as_bytes()))),
        retrieved: None,
    }
}

/// "Microsoft Word - draft3.docx": what programs put where a title belongs.
fn is_file_name(title: &str) -> bool {
    const ENDS: [&str; 8] = [
        ".doc", ".docx", ".odt", ".indd", ".pdf", ".rtf", ".tex", ".html",
    ];
    let lower = title.to_lowercase();
    lower.starts_with("microsoft word") || ENDS.iter().any(|end| lower.ends_with(end))
}

/// A text string (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 behind its mark, else the encoding of PDF documents, which
/// is Latin-1 for what titles are made of.
fn words(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    }
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| unit([pair[0], pair[1]]))
        .collect();
    String::from_utf16_lossy(&units)
}
