//! XLSX and XLS by calamine, cell by cell where the format lets.

use super::Grid;
use crate::read::archive::Archive;
use crate::read::format::is_compound;
use crate::read::{Composer, Limits, Metadata, ReadError, SourceFormat};
use calamine::{
    Data, Dimensions, ExcelDateTime, Reader as _, Sheet, SheetType, SheetVisible, Xls, XlsError,
    Xlsx,
};
use std::io::Cursor;

/// Reads a workbook of Office Open XML (ECMA-376). Hidden sheets are left out.
///
/// # Errors
///
/// If the file is damaged or encrypted, defines entities, or passes a limit.
pub(in crate::read) fn xlsx(
    bytes: &[u8],
    limits: &Limits,
    composer: &mut Composer<'_>,
) -> Result<Metadata, ReadError> {
    const FORMAT: SourceFormat = SourceFormat::Xlsx;
    if is_compound(bytes) {
        return Err(ReadError::Encrypted(FORMAT));
    }
    // calamine unpacks what it is given: it is given what was counted.
    Archive::open(FORMAT, bytes, limits)?.check()?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(FORMAT, &error))?;
    for sheet in shown(book.sheets_metadata()) {
        let mut grid = Grid::new(limits);
        let merged = book.merge_cells_by_sheet_name(&sheet);
        let mut cells = book
            .worksheet_cells_reader(&sheet)
            .map_err(|error| damaged(FORMAT, &error))?;
        let percent: Vec<bool> = cells
            .styles()
            .iter()
            .map(|style| {
                let format = style.number_format.as_ref();
                format.is_some_and(|format| format.format_code.contains('%'))
            })
            .collect();
        while let Some((cell, style)) = cells
            .next_cell_with_style_id()
            .map_err(|error| damaged(FORMAT, &error))?
        {
            let (row, column) = cell.get_position();
            let percent = percent.get(style).copied().unwrap_or(false);
            grid.set(
                row,
                column,
                &shows(&Data::from(cell.get_value().clone()), percent),
            )?;
        }
        fill(&mut grid, merged.unwrap_or_default())?;
        grid.write(Some(&sheet), composer)?;
    }
    let mut archive = Archive::open(FORMAT, bytes, limits)?;
    crate::read::docx::properties(FORMAT, &mut archive, limits)
}

/// Reads a workbook of Excel 97 to 2003. Hidden sheets are left out.
///
/// # Errors
///
/// If the file is damaged or encrypted, or passes a limit.
pub(in crate::read) fn xls(
    bytes: &[u8],
    limits: &Limits,
    composer: &mut Composer<'_>,
) -> Result<Metadata, ReadError> {
    const FORMAT: SourceFormat = SourceFormat::Xls;
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => ReadError::Encrypted(FORMAT),
        other => damaged(FORMAT, &other),
    })?;
    for sheet in shown(book.sheets_metadata()) {
        let mut grid = Grid::new(limits);
        let range = book
            .worksheet_range(&sheet)
            .map_err(|error| damaged(FORMAT, &error))?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let place =
                |first: u32, at: usize| first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            grid.set(place(top, row), place(left, column), &shows(value, false))?;
        }
        fill(
            &mut grid,
            book.merge_cells_by_sheet_name(&sheet).unwrap_or_default(),
        )?;
        grid.write(Some(&sheet), composer)?;
    }
    Ok(Metadata::default())
}

/// The names of the sheets that hold cells and are shown.
fn shown(sheets: &[Sheet]) -> Vec<String> {
    let shown = sheets.iter().filter(|sheet| {
        sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
    });
    shown.map(|sheet| sheet.name.clone()).collect()
}

fn fill(grid: &mut Grid, merged: Vec<Dimensions>) -> Result<(), ReadError> {
    for area in merged.iter().filter(|area| area.end.0 > area.start.0) {
        grid.merge(area.start.0, area.start.1, area.end.0)?;
    }
    Ok(())
}

/// A value as people see it: days as `2019-05-01`, shares in percent, numbers without an empty fraction.
fn shows(value: &Data, percent: bool) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) if percent => format!("{}%", rounded(number * 100.0)),
        Data::Float(number) => rounded(*number),
        Data::String(words) => words.clone(),
        Data::Bool(yes) => yes.to_string(),
        Data::DateTime(moment) => moment_of(moment),
        Data::DateTimeIso(words) => words.strip_suffix("T00:00:00").unwrap_or(words).to_owned(),
        Data::DurationIso(words) => words.clone(),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

/// A number without the noise of its binary form.
fn rounded(number: f64) -> String {
    let text = format!("{number:.9}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0" } else { text }.to_owned()
}

fn moment_of(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        return rounded(moment.as_f64());
    }
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let (days, clock) = (moment.as_f64() >= 1.0, hour > 0 || minute > 0);
    match (days, clock) {
        (true, false) => format!("{year:04}-{month:02}-{day:02}"),
        (true, true) => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"),
        (false, _) => format!("{hour:02}:{minute:02}"),
    }
}

fn damaged(format: SourceFormat, error: &dyn std::error::Error) -> ReadError {
    ReadError::Damaged {
        format,
        reason: error.to_string(),
    }
}
