//! What `ingest` tells at its end: a line for each document, and how many of each sort.

use comfy_table::{CellAlignment, Table, presets};

/// What became of one document.
pub(super) struct Row {
    /// Its name.
    pub(super) document: String,
    /// In a word.
    pub(super) outcome: Outcome,
    /// Entities and facts, where it was read.
    pub(super) counts: Option<(usize, usize)>,
    /// Quads that came and went.
    pub(super) quads: String,
}

/// What can become of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is new.
    Added,
    /// It took the place of its former version.
    Changed,
    /// The store held it already.
    Unchanged,
    /// The store held it under this name, whose file is gone.
    Moved(String),
    /// Its file is gone.
    Removed,
    /// It says what this other document says, which is kept.
    SameAs(String),
}

impl Outcome {
    fn shown(&self) -> String {
        match self {
            Self::Added => "added".to_owned(),
            Self::Changed => "changed".to_owned(),
            Self::Unchanged => "unchanged".to_owned(),
            Self::Moved(former) => format!("moved from {former}"),
            Self::Removed => "removed".to_owned(),
            Self::SameAs(other) => format!("same as {other}"),
        }
    }
}

/// More documents than these are not listed one by one.
const LISTED: usize = 500;

/// Prints a table of what was done, and the sums.
pub(super) fn print(rows: &[Row], failed: usize) {
    if rows.len() > LISTED {
        println!("{}", sums(rows, failed));
        return;
    }
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_header(["document", "", "entities", "facts", "quads"]);
    for row in rows {
        let (entities, facts) = row
            .counts
            .map_or_else(Default::default, |(entities, facts)| {
                (entities.to_string(), facts.to_string())
            });
        table.add_row([
            row.document.clone(),
            row.outcome.shown(),
            entities,
            facts,
            row.quads.clone(),
        ]);
    }
    for column in 2..=4 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    println!("{table}");
    println!("{}", sums(rows, failed));
}

/// How many documents of each sort; the rarer sorts only where there are some.
fn sums(rows: &[Row], failed: usize) -> String {
    let count = |is: fn(&Outcome) -> bool| rows.iter().filter(|row| is(&row.outcome)).count();
    let removed = count(|outcome| *outcome == Outcome::Removed);
    let mut line = format!(
        "{} documents: {} added, {} changed, {} unchanged, {failed} refused",
        rows.len() - removed + failed,
        count(|outcome| *outcome == Outcome::Added),
        count(|outcome| *outcome == Outcome::Changed),
        count(|outcome| *outcome == Outcome::Unchanged),
    );
    for (number, what) in [
        (
            count(|outcome| matches!(outcome, Outcome::Moved(_))),
            "moved",
        ),
        (removed, "removed"),
        (
            count(|outcome| matches!(outcome, Outcome::SameAs(_))),
            "the same as another",
        ),
    ] {
        if number > 0 {
            line.push_str(&format!(", {number} {what}"));
        }
    }
    line
}
