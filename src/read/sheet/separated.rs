//! Separated values: which character separates them is told by the file itself.

use super::Grid;
use crate::read::{Composer, Limits, Metadata, ReadError, SourceFormat, charset};

/// Characters that separate values, the usual ones first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Reads a file of comma-, semicolon-, tab- or bar-separated values (RFC 4180, read with patience).
///
/// # Errors
///
/// If its bytes are no text, or it passes a limit.
pub(in crate::read) fn csv(
    bytes: &[u8],
    limits: &Limits,
    composer: &mut Composer<'_>,
) -> Result<Metadata, ReadError> {
    let decoded = charset::decode(bytes, None)?;
    if let Some(note) = decoded.note {
        composer.note(note);
    }
    let mut grid = Grid::new(limits);
    let separator = separator(&decoded.text);
    for record in reader(&decoded.text, separator).records() {
        let record = record.map_err(|error| ReadError::Damaged {
            format: SourceFormat::Csv,
            reason: error.to_string(),
        })?;
        let place = record.position().map_or(0, csv::Position::record);
        let row = u32::try_from(place).unwrap_or(u32::MAX);
        for (column, words) in record.iter().enumerate() {
            grid.set(row, u32::try_from(column).unwrap_or(u32::MAX), words)?;
        }
    }
    grid.write(None, composer)?;
    Ok(Metadata::default())
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// The character under which most of the first records have the same number of values, and more than one.
fn separator(text: &str) -> u8 {
    /// So many records tell.
    const RECORDS: usize = 50;
    let weigh = |separator: &u8| {
        let records = reader(text, *separator)
            .into_records()
            .take(RECORDS)
            .flatten();
        let mut counts: Vec<usize> = records
            .map(|record| record.len())
            .filter(|count| *count > 1)
            .collect();
        counts.sort_unstable();
        let runs = counts.chunk_by(|a, b| a == b);
        runs.map(|run| (run.len(), run[0])).max().unwrap_or((0, 0))
    };
    // Of those that do as well, the first.
    let best = SEPARATORS
        .iter()
        .rev()
        .max_by_key(|separator| weigh(separator));
    best.copied().unwrap_or(b',')
}
