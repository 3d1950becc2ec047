//! The whole way, from bytes to quads: the only place where all stages meet.

use crate::diag::Warned;
use crate::identity::World;
use crate::iri::Base;
use crate::lexicon::{Lexicon, LexiconError};
use crate::mention::{self, Knowledge};
use crate::ontology::{Ontology, OntologyError, turtle};
use crate::read::{self, Document, Note};
use crate::relate::{self, Extraction};
use crate::rules::{RuleError, Rules};
use crate::{link, segment, triple};
use include_dir::{Dir, include_dir};
use oxrdf::Quad;
use std::collections::BTreeMap;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/ontology");

/// The files of an ontology folder, by their path within it.
#[derive(Clone, Debug)]
pub struct KnowledgeFiles(BTreeMap<String, String>);

impl Default for KnowledgeFiles {
    fn default() -> Self {
        Self::built_in()
    }
}

impl KnowledgeFiles {
    /// The files that are compiled into the program.
    #[must_use]
    pub fn built_in() -> Self {
        let mut files = BTreeMap::new();
        collect(&BUILT_IN, &mut files);
        Self(files)
    }

    /// Puts a file in the place of the one of the same path, or beside the others.
    pub fn put(&mut self, path: &str, text: String) {
        self.0.insert(path.to_owned(), text);
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// The files of a folder that end so, by path, each with its text.
    pub(crate) fn of<'f>(
        &'f self,
        folder: &'f str,
        extension: &'f str,
    ) -> impl Iterator<Item = (&'f str, &'f str)> {
        self.0
            .iter()
            .filter(move |(path, _)| path.starts_with(folder) && path.ends_with(extension))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Names all that can change what a document gives: the files and the program.
    fn version(&self) -> String {
        let mut all = String::from(env!("CARGO_PKG_VERSION"));
        for (path, text) in &self.0 {
            all.push_str(path);
            all.push('\0');
            all.push_str(text);
        }
        format!(
            "{}+{}",
            env!("CARGO_PKG_VERSION"),
            &read::hash(all.as_bytes())[..12]
        )
    }
}

fn collect(dir: &Dir<'_>, files: &mut BTreeMap<String, String>) {
    for file in dir.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            files.insert(path.to_owned(), text.to_owned());
        }
    }
    for inner in dir.dirs() {
        collect(inner, files);
    }
}

/// Why knowledge files cannot be used; each names the file and the place.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    /// The ontology.
    #[error(transparent)]
    Ontology(#[from] OntologyError),
    /// The lexicon.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// The rules.
    #[error(transparent)]
    Rules(#[from] RuleError),
}

/// All that is known, ready to read documents. Cheap to share between threads.
#[derive(Clone)]
pub struct Engine {
    /// Classes and properties.
    pub ontology: Ontology,
    /// Names known to the world.
    pub lexicon: Lexicon,
    /// Rules.
    pub rules: Rules,
    /// Below which IRI entities and documents are named.
    pub base: Base,
    files: KnowledgeFiles,
    version: String,
}

impl Engine {
    /// Reads and compiles the knowledge files.
    ///
    /// # Errors
    ///
    /// The first fault of a file, with its place.
    pub fn new(files: KnowledgeFiles, base: Base) -> Result<Self, KnowledgeError> {
        let ontology =
            Ontology::from_files(files.get("policy.ttl").map(|text| ("policy.ttl", text)))?;
        ontology.check()?;
        let lexicon = Lexicon::from_turtle(files.of("lexicon/", ".ttl"), &ontology)?;
        let rules = Rules::parse(files.of("rules/", ".rules"), &ontology)?;
        let version = files.version();
        Ok(Self {
            ontology,
            lexicon,
            rules,
            base,
            files,
            version,
        })
    }

    /// The text of a knowledge file, such as `shapes.ttl`.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&str> {
        self.files.get(path)
    }

    /// The triples of the ontology itself, for the store: queries follow its tree of classes.
    #[must_use]
    pub fn ontology_triples(&self) -> Vec<oxrdf::Triple> {
        let text = self.file("policy.ttl").unwrap_or_default();
        turtle::quads("policy.ttl", text)
            .filter_map(Result::ok)
            .map(oxrdf::Triple::from)
            .collect()
    }

    /// The version of program and knowledge.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What the stages are given beside the text.
    #[must_use]
    pub fn knowledge(&self) -> Knowledge<'_> {
        Knowledge {
            ontology: &self.ontology,
            lexicon: &self.lexicon,
            rules: &self.rules,
        }
    }

    /// What tells whether things of two documents are one.
    #[must_use]
    pub fn world(&self) -> World<'_> {
        World::new(&self.ontology, &self.lexicon, &self.rules, &self.base)
    }

    /// Finds what a document says.
    #[must_use]
    pub fn extract(&self, document: &Document) -> Warned<Extraction> {
        let knowledge = self.knowledge();
        let segments = segment::segment(document, &self.rules);
        let sentences = mention::mentions(document, &segments, knowledge);
        let linked = link::link(document, &segments, &sentences, knowledge);
        let mut found = relate::relate(document, &segments, &sentences, linked, knowledge);
        let notes = document.notes.iter().map(Note::diagnostic);
        found.diagnostics.splice(0..0, notes);
        found
    }

    /// The quads of what was found in a document: its facts and their provenance.
    #[must_use]
    pub fn triples(&self, document: &Document, found: &Extraction) -> Vec<Quad> {
        triple::triples(document, found, &self.ontology, &self.base, &self.version)
    }

    /// Appends the lines of N-Quads of what [`Engine::triples`] gives.
    pub fn write_nquads(&self, document: &Document, found: &Extraction, out: &mut Vec<u8>) {
        triple::write_nquads(
            document,
            found,
            &self.ontology,
            &self.base,
            &self.version,
            out,
        );
    }

    /// Reads a document's facts and gives their quads.
    #[must_use]
    pub fn quads(&self, document: &Document) -> Warned<Vec<Quad>> {
        let found = self.extract(document);
        Warned {
            output: self.triples(document, &found.output),
            diagnostics: found.diagnostics,
        }
    }
}
