//! Questions as a TSV file, to be answered in a spreadsheet or an editor.

use super::super::{Fault, fault};
use std::path::Path;
use tripolis::identity::question::{Asked, Question, Side};

/// The columns of the file; those of `answer` and `why` are empty until a person fills them in.
const COLUMNS: [&str; 13] = [
    "answer",
    "why",
    "asked",
    "score",
    "name",
    "other_name",
    "classes",
    "other_classes",
    "evidence",
    "documents",
    "quotes",
    "iri",
    "other_iri",
];

/// An answer read from the file.
pub(super) struct Answer {
    /// The IRI of the one.
    pub(super) subject: String,
    /// The IRI of the other.
    pub(super) object: String,
    /// Whether they are one thing.
    pub(super) same: bool,
    /// The names of both.
    pub(super) labels: [String; 2],
    /// Why.
    pub(super) why: Option<String>,
}

/// Writes the questions; `-` is standard output.
pub(super) fn write_questions(path: &Path, open: &[Question]) -> Result<(), Fault> {
    let mut out = csv::WriterBuilder::new()
        .delimiter(b'\t')
        .from_writer(Vec::new());
    out.write_record(COLUMNS).map_err(Fault::world)?;
    for question in open {
        out.write_record(row(question)).map_err(Fault::world)?;
    }
    let bytes = out
        .into_inner()
        .map_err(|error| Fault::world(error.to_string()))?;
    if path.as_os_str() == "-" {
        return fault::say(&String::from_utf8_lossy(&bytes));
    }
    std::fs::write(path, bytes)
        .map_err(|error| Fault::world(format!("{}: {error}", path.display())))?;
    fault::say(&format!(
        "{} open questions written to {}\n",
        open.len(),
        path.display()
    ))
}

fn row(question: &Question) -> [String; 13] {
    let [a, b] = &question.sides;
    let asked = match question.asked {
        Asked::Merge => "merge",
        Asked::Split => "split",
        Asked::Known => "known",
    };
    let classes = |side: &Side| side.classes.iter().cloned().collect::<Vec<_>>().join(" ");
    let names = |side: &Side| plain(&side.names.join(" / "));
    let documents: Vec<&str> = a
        .documents
        .iter()
        .chain(&b.documents)
        .map(String::as_str)
        .collect();
    let quotes: Vec<String> = a
        .quotes
        .iter()
        .chain(&b.quotes)
        .map(|quote| format!("“{quote}”"))
        .collect();
    [
        String::new(),
        String::new(),
        asked.to_owned(),
        format!("{:.2}", question.score),
        names(a),
        names(b),
        classes(a),
        classes(b),
        plain(&question.evidence.join("; ")),
        documents.join(" "),
        plain(&quotes.join(" ")),
        a.iri.clone(),
        b.iri.clone(),
    ]
}

/// Cells hold no tab or line break, so that any tool reads the file.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads the answers: rows whose `answer` is y or n. Columns are found by their names; `iri`, `other_iri` and `answer`
/// must be there.
pub(super) fn read_answers(path: &Path) -> Result<Vec<Answer>, Fault> {
    let told = |what: String| Fault::usage(format!("{}: {what}", path.display()));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .flexible(true)
        .from_path(path)
        .map_err(|error| told(error.to_string()))?;
    let columns = reader
        .headers()
        .map_err(|error| told(error.to_string()))?
        .clone();
    let column = |name: &str| columns.iter().position(|column| column.trim() == name);
    let needed = |name: &str| {
        column(name).ok_or_else(|| {
            told(format!(
                "there is no column `{name}`\n  hint: `tripolis review --export` writes the columns"
            ))
        })
    };
    let (answer, subject, object) = (needed("answer")?, needed("iri")?, needed("other_iri")?);
    let (why, name, other_name) = (column("why"), column("name"), column("other_name"));
    let mut answers = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| told(error.to_string()))?;
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |place: Option<usize>| {
            place
                .and_then(|place| row.get(place))
                .unwrap_or_default()
                .trim()
                .to_owned()
        };
        let same = match cell(Some(answer)).to_lowercase().as_str() {
            "y" | "yes" => true,
            "n" | "no" => false,
            "" | "s" | "skip" => continue,
            other => {
                return Err(told(format!(
                    "line {line}: `{other}` is no answer\n  hint: write y, n or nothing"
                )));
            }
        };
        let (subject, object) = (cell(Some(subject)), cell(Some(object)));
        for iri in [&subject, &object] {
            oxrdf::NamedNode::new(iri.as_str())
                .map_err(|error| told(format!("line {line}: `{iri}` is no IRI: {error}")))?;
        }
        let first = |names: String| names.split(" / ").next().unwrap_or_default().to_owned();
        answers.push(Answer {
            subject,
            object,
            same,
            labels: [first(cell(name)), first(cell(other_name))],
            why: Some(cell(why)).filter(|why| !why.is_empty()),
        });
    }
    Ok(answers)
}
