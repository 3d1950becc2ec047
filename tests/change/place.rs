//! What tests of change do in a working folder with documents.

pub(crate) use crate::folder::Place;
use std::fs;
use std::process::Output;
use tripolis::store::Store;

/// A program and who launched it.
pub(crate) const LIBRARY: &str =
    "The Library Program was launched by the Ministry of Culture of Georgia in 2010.\n";
/// Another one.
pub(crate) const BRIDGE: &str =
    "The Bridge Program was launched by the Ministry of Transport of Georgia in 2012.\n";

impl Place {
    /// With these files in it.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let place = Self::new();
        for (name, text) in files {
            place.write(name, text);
        }
        place
    }

    pub(crate) fn delete(&self, name: &str) {
        fs::remove_file(self.path(name)).expect("it was there");
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        let to = self.path(to);
        fs::create_dir_all(to.parent().expect("a folder")).expect("the folder is writable");
        fs::rename(self.path(from), to).expect("it was there");
    }

    /// Runs a command line whose words are apart by single spaces.
    pub(crate) fn run(&self, line: &str) -> Output {
        let words: Vec<&str> = line.split(' ').collect();
        self.command(&words).output().expect("the command runs")
    }

    /// What a command that succeeds prints.
    pub(crate) fn done(&self, line: &str) -> String {
        let output = self.run(line);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{line}: {errors}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// What a command that ends with this status says on standard error.
    pub(crate) fn fails(&self, line: &str, status: i32) -> String {
        let output = self.run(line);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{line}: {errors}");
        errors
    }

    /// The documents of the store.
    pub(crate) fn documents(&self) -> Vec<String> {
        let records = self.store().documents().expect("documents");
        records.into_iter().map(|record| record.title).collect()
    }

    pub(crate) fn store(&self) -> Store {
        Store::open_read_only(self.path(".tripolis")).expect("the store opens")
    }
}
