//! Gold files: rows of entities and facts, tab-separated, as the annotation guide asks for them.

use std::collections::BTreeMap;

/// One document's rows.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Entities by their id.
    pub entities: BTreeMap<String, Named>,
    /// Facts, in the order of the rows.
    pub rows: Vec<Row>,
}

/// An entity of a gold file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Its class, by name.
    pub class: String,
    /// Its names, the fullest first.
    pub labels: Vec<String>,
}

/// A fact of a gold file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whether it must be found.
    pub kind: RowKind,
    /// Id of the subject.
    pub subject: String,
    /// The property, by name.
    pub property: String,
    /// Id of the object, or a literal.
    pub object: String,
    /// The words that say it; empty where the row has none.
    pub quote: String,
}

/// Whether a fact must be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// It must: `F`.
    Fact,
    /// It may, and counts neither way: `O`.
    Optional,
}

/// A row that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "line {line}: not an E, F or O row: `{row}`\n  hint: cells stand apart by tabs: `E id class labels`, `F subject property object quote`"
)]
pub struct GoldError {
    /// The line, from 1.
    pub line: usize,
    /// What it holds.
    pub row: String,
}

impl Sheet {
    /// Reads rows; blank lines and those that start with `#` are passed over, cells behind the quote too.
    ///
    /// # Errors
    ///
    /// The first line that is no row.
    pub fn read(text: &str) -> Result<Self, GoldError> {
        let mut sheet = Self::default();
        for (index, row) in text.lines().enumerate() {
            if row.trim().is_empty() || row.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = row.split('\t').collect();
            match cells[..] {
                ["E", id, class, labels, ..] => {
                    let labels = labels.split(" | ").map(str::trim);
                    let named = Named {
                        class: class.to_owned(),
                        labels: labels
                            .filter(|label| !label.is_empty())
                            .map(str::to_owned)
                            .collect(),
                    };
                    sheet.entities.insert(id.to_owned(), named);
                }
                [kind @ ("F" | "O"), subject, property, object, ..] => sheet.rows.push(Row {
                    kind: if kind == "F" {
                        RowKind::Fact
                    } else {
                        RowKind::Optional
                    },
                    subject: subject.to_owned(),
                    property: property.to_owned(),
                    object: object.to_owned(),
                    quote: cells.get(4).copied().unwrap_or_default().to_owned(),
                }),
                _ => {
                    return Err(GoldError {
                        line: index + 1,
                        row: row.to_owned(),
                    });
                }
            }
        }
        Ok(sheet)
    }

    /// A fact as subject, property and object, entities by their first name in brackets.
    #[must_use]
    pub fn words(&self, row: &Row) -> [String; 3] {
        let name = |side: &String| {
            let label = self
                .entities
                .get(side)
                .and_then(|named| named.labels.first());
            label.map_or_else(|| side.clone(), |label| format!("[{label}]"))
        };
        [name(&row.subject), row.property.clone(), name(&row.object)]
    }
}
