//! The shell of `tripolis query`: lines in, answers out, until the user leaves.

mod complete;

use super::query::{Question, assignments, overview};
use super::{Fault, table};
use complete::{Assistant, Vocabulary};
use rustyline::config::{CompletionType, Config};
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{Cmd, Editor, EventHandler, KeyCode, KeyEvent, Modifiers};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use tripolis::query::answer::{Cell, Rows};
use tripolis::query::format::Format;
use tripolis::query::lexer::uneven;
use tripolis::query::named::{Library, NamedQuery};
use tripolis::query::prefixes::Prefixes;
use tripolis::store::Store;

const HELP: &str = "\
Write SPARQL over as many lines as you like; `;` at the end or an empty line runs it.
A named query runs by its name: partners program=\"National PC Project\"
Tab completes keywords, prefixes, classes, properties, entities, and names inside quotes.

  .queries         the named queries
  .format FORMAT   how answers are written (table, csv, json, turtle, …); .format alone: by itself
  .prefixes        prefixes that need not be declared
  .help            this page
  .quit            leave (Control-D as well)
";

/// Reads and answers until the user leaves. Faults are shown and do not end the shell.
pub(crate) fn run(
    store: &Store,
    library: &Library,
    prefixes: Prefixes,
    format: Option<Format>,
) -> Result<ExitCode, Fault> {
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .auto_add_history(true)
        .build();
    let mut editor: Editor<Assistant, FileHistory> =
        Editor::with_config(config).map_err(Fault::world)?;
    let vocabulary = Vocabulary::read(store, library, &prefixes)?;
    editor.set_helper(Some(Assistant::new(vocabulary)));
    editor.bind_sequence(
        KeyEvent(KeyCode::Enter, Modifiers::ALT),
        EventHandler::Simple(Cmd::Newline),
    );
    let history = history_file();
    if let Some(file) = &history {
        // The first time there is none to load.
        let _ = editor.load_history(file);
    }
    let mut shell = Shell {
        store,
        library,
        prefixes,
        format,
    };
    println!(
        "Tripolis. Write SPARQL and end it with `;`, or the name of a query. `.help` tells more."
    );
    loop {
        match editor.readline("tripolis> ") {
            Ok(text) => match shell.answer(&text) {
                Ok(true) => {}
                Ok(false) => break,
                Err(fault) => {
                    fault.report();
                }
            },
            // Control-C drops what was typed.
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(Fault::world(error)),
        }
    }
    if let Some(file) = &history
        && let Err(error) = editor.save_history(file)
    {
        eprintln!("note: the history is not kept: {error}");
    }
    Ok(ExitCode::SUCCESS)
}

/// A question with the values given for its parameters.
type Filled = (Question, BTreeMap<String, String>);

struct Shell<'s> {
    store: &'s Store,
    library: &'s Library,
    prefixes: Prefixes,
    format: Option<Format>,
}

impl Shell<'_> {
    /// Answers one input; `false` when the user wants to leave.
    fn answer(&mut self, text: &str) -> Result<bool, Fault> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(true);
        }
        if let Some(command) = text.strip_prefix('.') {
            return self.command(command);
        }
        let (question, given) = match self.named(text)? {
            Some(named) => named,
            None => (
                Question::typed(without_end(text).to_owned()),
                BTreeMap::new(),
            ),
        };
        question
            .prepare(&given, self.format, &self.prefixes)?
            .run(self.store, &self.prefixes)?;
        Ok(true)
    }

    fn command(&mut self, command: &str) -> Result<bool, Fault> {
        let mut words = command.split_whitespace();
        match (words.next().unwrap_or_default(), words.next()) {
            ("quit" | "exit", _) => return Ok(false),
            ("help", _) => print!("{HELP}"),
            ("queries", _) => {
                let all: Vec<&NamedQuery> = self.library.iter().collect();
                print!("{}", overview(&all, &self.prefixes)?);
            }
            ("format", Some(name)) => self.format = Some(name.parse().map_err(Fault::usage)?),
            ("format", None) => self.format = None,
            ("prefixes", _) => {
                let cell = |text: &str| Cell {
                    text: text.to_owned(),
                    is_number: false,
                };
                let rows = self
                    .prefixes
                    .iter()
                    .map(|(name, iri)| vec![cell(&format!("{name}:")), cell(iri)]);
                let columns = ["prefix", "IRI"].map(str::to_owned).to_vec();
                print!(
                    "{}",
                    table::plain(&Rows {
                        columns,
                        rows: rows.collect()
                    })
                );
            }
            (other, _) => {
                return Err(Fault::usage(format!(
                    "there is no command `.{other}`; `.help` lists them"
                )));
            }
        }
        Ok(true)
    }

    /// `NAME key=value …`, if the first word is the name of a query.
    fn named(&self, text: &str) -> Result<Option<Filled>, Fault> {
        let words = words(without_end(text));
        let Some((name, rest)) = words.split_first() else {
            return Ok(None);
        };
        let Some(query) = self.library.get(name) else {
            return Ok(None);
        };
        let given = assignments(rest.iter().map(String::as_str)).map_err(Fault::usage)?;
        Ok(Some((Question::named(query), given)))
    }
}

/// A `;` behind even braces ends the input and is no part of the query.
fn without_end(text: &str) -> &str {
    let text = text.trim();
    text.strip_suffix(';').unwrap_or(text)
}

/// Whether an input can run: a command, a named query, or SPARQL that ends in `;` or an empty line
/// outside of braces and quotes.
fn is_complete(text: &str, is_query: impl Fn(&str) -> bool) -> bool {
    let trimmed = text.trim();
    if trimmed.is_empty() || trimmed.starts_with('.') {
        return true;
    }
    let first = trimmed
        .trim_end_matches(';')
        .split_whitespace()
        .next()
        .unwrap_or_default();
    if is_query(first) {
        return true;
    }
    uneven(trimmed).is_none() && (trimmed.ends_with(';') || text.ends_with('\n'))
}

/// Words at spaces; quotes hold words together and are taken off.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    for c in text.chars() {
        match quote {
            Some(mark) if c == mark => quote = None,
            Some(_) => word.push(c),
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c.is_whitespace() => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            None => word.push(c),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// `tripolis/history` below the user's folder of state, else of settings; `None` where neither is there.
fn history_file() -> Option<PathBuf> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let folder = |variable: &str, below_home: &str| {
        let named = std::env::var_os(variable)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute());
        named.or_else(|| home.as_ref().map(|home| home.join(below_home)))
    };
    let folders = [
        folder("XDG_STATE_HOME", ".local/state"),
        folder("XDG_CONFIG_HOME", ".config"),
    ];
    let folder = folders
        .into_iter()
        .flatten()
        .find(|folder| folder.is_dir())?
        .join("tripolis");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_runs_at_its_end_and_not_before() {
        let complete = |text| is_complete(text, |name| name == "partners");
        assert!(complete(".help"));
        assert!(complete("partners program=\"SALT\""));
        assert!(complete("SELECT * { ?s ?p ?o };"));
        assert!(complete("SELECT * { ?s ?p ?o }\n"));
        assert!(!complete("SELECT * { ?s ?p ?o }"));
        assert!(!complete("SELECT * { ?s ?p ?o ;"));
        assert!(!complete("SELECT * { ?s ?p \"open ; }\n"));
    }

    #[test]
    fn words_in_quotes_stay_together() {
        assert_eq!(
            words("partners program=\"National PC  Project\" x=1"),
            ["partners", "program=National PC  Project", "x=1"]
        );
    }
}
