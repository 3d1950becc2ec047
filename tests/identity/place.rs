//! What tests of identity do in a working folder with documents.

pub(crate) use crate::folder::Place;
use std::io::Write;
use std::process::{Output, Stdio};

impl Place {
    /// With these files in it.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let place = Self::new();
        for (name, text) in files {
            place.write(name, text);
        }
        place
    }

    /// Runs the command with words and something on its standard input.
    pub(crate) fn feed(&self, words: &[&str], input: &str) -> Output {
        let mut child = self
            .command(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let mut pipe = child.stdin.take().expect("its input");
        // A command that asks nothing does not read.
        drop(pipe.write_all(input.as_bytes()));
        drop(pipe);
        child.wait_with_output().expect("it ends")
    }

    /// What a command that succeeds prints.
    pub(crate) fn done(&self, words: &[&str]) -> String {
        self.told(words, "")
    }

    /// What a command that succeeds prints, given something on its standard input.
    pub(crate) fn told(&self, words: &[&str], input: &str) -> String {
        let output = self.feed(words, input);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{words:?}: {errors}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// The rows of a query without its heading, sorted.
    pub(crate) fn rows(&self, query: &str) -> Vec<String> {
        let told = self.done(&["query", "--format", "csv", query]);
        let mut rows: Vec<String> = told.lines().skip(1).map(str::to_owned).collect();
        rows.sort();
        rows
    }

    /// The local names of the things that bear a name, in any document.
    pub(crate) fn named(&self, name: &str) -> Vec<String> {
        let query = format!(
            "SELECT DISTINCT ?s WHERE {{ GRAPH ?g {{ ?s skos:prefLabel|skos:altLabel \"{name}\"@en }} }}"
        );
        let rows = self.rows(&query);
        rows.iter()
            .map(|row| row.rsplit('/').next().unwrap_or_default().to_owned())
            .collect()
    }
}
