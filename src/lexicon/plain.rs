//! The plain Turtle that lexicon files are written in, read in one pass.
//!
//! A lexicon is read whenever the command starts, and a parser of all Turtle takes most of that time. What
//! this one takes, it reads as any other; at anything else (blank nodes, escapes, collections, numbers, a fault)
//! it gives up, so that the full parser reads the file or tells its place.

use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// The object of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Object<'t> {
    Iri(Cow<'t, str>),
    /// A literal without its language or datatype.
    Literal(Cow<'t, str>),
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement<'t> {
    pub(super) subject: Cow<'t, str>,
    pub(super) predicate: Cow<'t, str>,
    pub(super) object: Object<'t>,
}

const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// The statements of a file; `None` where it is not plain.
pub(super) fn statements(turtle: &str) -> Option<Vec<Statement<'_>>> {
    let mut reader = Reader {
        rest: turtle,
        prefixes: FxHashMap::default(),
        out: Vec::with_capacity(turtle.len() / 40),
    };
    while reader.block()? {}
    Some(reader.out)
}

struct Reader<'t> {
    rest: &'t str,
    prefixes: FxHashMap<&'t str, &'t str>,
    out: Vec<Statement<'t>>,
}

impl<'t> Reader<'t> {
    /// Reads a prefix or all that is said of one subject; `false` at the end of the file.
    fn block(&mut self) -> Option<bool> {
        self.skip();
        if self.rest.is_empty() {
            return Some(false);
        }
        if self.take("@prefix ") {
            self.skip();
            let (prefix, behind) = self.rest.split_once(':')?;
            self.rest = behind;
            self.skip();
            let iri = self.bracketed()?;
            is_plain(prefix).then(|| self.prefixes.insert(prefix, iri))?;
            self.expect(".")?;
            return Some(true);
        }
        let subject = self.iri()?;
        loop {
            self.skip();
            let predicate = if self.take("a ") {
                Cow::Borrowed(TYPE)
            } else {
                self.iri()?
            };
            loop {
                self.skip();
                let object = self.object()?;
                self.out.push(Statement {
                    subject: subject.clone(),
                    predicate: predicate.clone(),
                    object,
                });
                self.skip();
                if !self.take(",") {
                    break;
                }
            }
            if !self.take(";") {
                self.expect(".")?;
                return Some(true);
            }
            self.skip();
            if self.take(".") {
                return Some(true);
            }
        }
    }

    fn object(&mut self) -> Option<Object<'t>> {
        if !self.take("\"") {
            return self.iri().map(Object::Iri);
        }
        let (text, behind) = self.rest.split_once('"')?;
        // "" may open a long string, and an escape needs reading.
        let plain = !text.is_empty() && !text.contains(['\\', '\n', '\r']);
        self.rest = plain.then_some(behind)?;
        if self.take("@") {
            let length = self
                .rest
                .bytes()
                .take_while(u8::is_ascii_alphabetic)
                .count();
            (length > 0).then(|| self.rest = &self.rest[length..])?;
        }
        // A datatype or what is left of a longer tag.
        (!self.rest.starts_with(['^', '-'])).then_some(Object::Literal(Cow::Borrowed(text)))
    }

    /// `prefix:name` or `<iri>`.
    fn iri(&mut self) -> Option<Cow<'t, str>> {
        if self.rest.starts_with('<') {
            return self.bracketed().map(Cow::Borrowed);
        }
        let (prefix, behind) = self.rest.split_once(':')?;
        let space = self.prefixes.get(prefix)?;
        let length = behind.bytes().take_while(|byte| is_name(*byte)).count();
        let (name, behind) = behind.split_at(length);
        // Dots, escapes and letters of other scripts are left to the full parser.
        let ends = behind.starts_with([' ', '\n', '\t', '\r']) && !name.is_empty();
        self.rest = ends.then_some(behind)?;
        Some(Cow::Owned([*space, name].concat()))
    }

    /// An IRI in angle brackets, absolute and without escapes.
    fn bracketed(&mut self) -> Option<&'t str> {
        let (iri, behind) = self.rest.strip_prefix('<')?.split_once('>')?;
        let bytes = || iri.bytes();
        let sound =
            bytes().all(|byte| byte > b' ' && byte < 0x7f && !b"<>\"{}|^`\\".contains(&byte));
        let absolute = iri.starts_with("http://") || iri.starts_with("https://");
        self.rest = (sound && absolute).then_some(behind)?;
        Some(iri)
    }

    /// Passes over white space and comments.
    fn skip(&mut self) {
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\n', '\t', '\r']);
            if !self.rest.starts_with('#') {
                return;
            }
            self.rest = self.rest.split_once('\n').map_or("", |(_, behind)| behind);
        }
    }

    fn take(&mut self, mark: &str) -> bool {
        let behind = self.rest.strip_prefix(mark);
        self.rest = behind.unwrap_or(self.rest);
        behind.is_some()
    }

    fn expect(&mut self, mark: &str) -> Option<()> {
        self.skip();
        self.take(mark).then_some(())
    }
}

/// Whether a prefix is made of small letters.
fn is_plain(prefix: &str) -> bool {
    !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_lowercase())
}

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::{Object, Statement, statements};
    use crate::ontology::turtle;
    use oxrdf::Term;

    const HEAD: &str =
        "@prefix e: <https://example.org/> .\n@prefix s: <https://example.org/s#> . # names\n";

    /// The statements as the full parser gives them.
    fn by_full_parser(text: &str) -> Vec<Statement<'static>> {
        let statement = |quad: oxrdf::Quad| Statement {
            subject: quad
                .subject
                .to_string()
                .trim_matches(['<', '>'])
                .to_owned()
                .into(),
            predicate: quad.predicate.into_string().into(),
            object: match quad.object {
                Term::NamedNode(iri) => Object::Iri(iri.into_string().into()),
                Term::Literal(literal) => Object::Literal(literal.value().to_owned().into()),
                other => panic!("{other}"),
            },
        };
        turtle::quads("test.ttl", text)
            .map(|quad| statement(quad.expect("Turtle")))
            .collect()
    }

    #[test]
    fn plain_files_read_as_any_other() {
        let text = format!(
            "{HEAD}e:one-2 a s:Concept , s:City ;\n  s:label \"Ünë # no comment\"@en , \"B\" ;\n  s:same <http://x.org/?q=1> ;\n .\n\n#\ne:two s:of e:one-2 .\n"
        );
        let read = statements(&text).expect("plain");
        assert_eq!(read.len(), 6);
        assert_eq!(read, by_full_parser(&text));
    }

    #[test]
    fn the_lexicon_is_plain() {
        let files = crate::pipeline::KnowledgeFiles::built_in();
        for (file, text) in files.of("lexicon/", ".ttl") {
            let read = statements(text).unwrap_or_else(|| panic!("{file} is not plain"));
            assert_eq!(read, by_full_parser(text), "{file}");
        }
    }

    #[test]
    fn the_rest_is_left_to_the_full_parser() {
        for rest in [
            "e:one s:label \"a\\\"b\" .",
            "e:one s:label \"\"\"long\"\"\" .",
            "e:one s:label \"1\"^^s:number .",
            "e:one s:label \"a\"@en-GB .",
            "e:one s:number 1 .",
            "e:one s:in [ s:of e:two ] .",
            "e:one s:in ( e:two ) .",
            "_:b s:of e:two .",
            "e:one.two s:of e:two .",
            "e:one s:of f:two .",
            "e:one s:of <two> .",
            "e:one s:of e:two",
            "@base <https://example.org/> .",
        ] {
            assert_eq!(statements(&format!("{HEAD}{rest}\n")), None, "{rest}");
        }
    }
}
