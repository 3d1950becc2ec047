//! What a document's nodes are said to be, until it becomes quads or lines of N-Quads.
//!
//! Most of a document's triples share their subject, predicate or object with others. They are kept as
//! places in a table of nodes and as references into document, extraction and ontology, so that
//! putting them in order and writing them costs little.

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// The language of names: documents are read as English.
const LANGUAGE: &str = "en";

/// A node of the document: its place in [`Graphs::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node(u32);

/// An object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Object<'o> {
    /// A node of the document.
    Node(Node),
    /// Any other IRI.
    Iri(&'o str),
    /// A literal.
    Literal(Cow<'o, str>, Tag),
}

/// What sort of literal a literal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// A plain string.
    Plain,
    /// A name in the language of the documents.
    Name,
    /// With a datatype.
    Typed(NamedNodeRef<'static>),
}

impl<'o> From<NamedNodeRef<'o>> for Object<'o> {
    fn from(iri: NamedNodeRef<'o>) -> Self {
        Self::Iri(iri.as_str())
    }
}

impl From<Node> for Object<'_> {
    fn from(node: Node) -> Self {
        Self::Node(node)
    }
}

impl<'o> Object<'o> {
    /// A plain string.
    pub(super) fn plain(text: impl Into<Cow<'o, str>>) -> Self {
        Self::Literal(text.into(), Tag::Plain)
    }

    /// A name.
    pub(super) fn name(text: &'o str) -> Self {
        Self::Literal(text.into(), Tag::Name)
    }

    /// A literal of a datatype.
    pub(super) fn typed(text: impl Into<Cow<'o, str>>, datatype: NamedNodeRef<'static>) -> Self {
        Self::Literal(text.into(), Tag::Typed(datatype))
    }
}

impl Tag {
    /// Datatype and language, as literals are ordered by.
    const fn parts(self) -> (&'static str, &'static str) {
        match self {
            Self::Plain => (xsd::STRING.as_str(), ""),
            Self::Name => (rdf::LANG_STRING.as_str(), LANGUAGE),
            Self::Typed(datatype) => (datatype.as_str(), ""),
        }
    }
}

/// Which of a document's two graphs a triple is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Graph {
    Facts,
    Provenance,
}

/// One triple.
#[derive(Clone, Debug)]
struct Said<'o> {
    graph: Graph,
    subject: Node,
    predicate: &'o str,
    object: Object<'o>,
}

/// The two graphs of a document.
pub(super) struct Graphs<'o> {
    facts: NamedNode,
    provenance: NamedNode,
    /// The IRIs of its nodes.
    nodes: Vec<String>,
    said: Vec<Said<'o>>,
    /// Places in `said`, in order and without doubles.
    order: Vec<usize>,
}

impl<'o> Graphs<'o> {
    /// Nothing yet, with room for so many triples.
    pub(super) fn new(facts: NamedNode, provenance: NamedNode, triples: usize) -> Self {
        Self {
            facts,
            provenance,
            nodes: Vec::new(),
            said: Vec::with_capacity(triples),
            order: Vec::new(),
        }
    }

    /// A node of this IRI.
    pub(super) fn node(&mut self, iri: NamedNode) -> Node {
        self.nodes.push(iri.into_string());
        Node((self.nodes.len() - 1) as u32)
    }

    /// Says a fact.
    pub(super) fn fact(
        &mut self,
        subject: Node,
        predicate: NamedNodeRef<'o>,
        object: impl Into<Object<'o>>,
    ) {
        self.say(Graph::Facts, subject, predicate, object.into());
    }

    /// Says where the document says something.
    pub(super) fn source(
        &mut self,
        subject: Node,
        predicate: NamedNodeRef<'o>,
        object: impl Into<Object<'o>>,
    ) {
        self.say(Graph::Provenance, subject, predicate, object.into());
    }

    fn say(
        &mut self,
        graph: Graph,
        subject: Node,
        predicate: NamedNodeRef<'o>,
        object: Object<'o>,
    ) {
        self.said.push(Said {
            graph,
            subject,
            predicate: predicate.as_str(),
            object,
        });
    }

    /// Puts the triples in the [`order`](super::order) of files, each once.
    ///
    /// Nodes and predicates are compared once each; triples go to their subject's place by counting, so that
    /// only the few of one subject are left to be compared.
    pub(super) fn sort(&mut self) {
        let ranks = self.ranks();
        let predicates = self.predicate_ranks();
        let nodes = self.nodes.len();
        let bucket = |said: &Said<'_>| said.graph as usize * nodes + ranks[said.subject.0 as usize];
        let mut places = vec![0; 2 * nodes + 1];
        for said in &self.said {
            places[bucket(said) + 1] += 1;
        }
        for at in 1..places.len() {
            places[at] += places[at - 1];
        }
        let starts = places.clone();
        let mut order = vec![0; self.said.len()];
        for (at, said) in self.said.iter().enumerate() {
            let place = &mut places[bucket(said)];
            order[*place] = at;
            *place += 1;
        }
        let predicate = |at: usize| predicates[&key(self.said[at].predicate)];
        let object = |at: usize| self.said[at].object.parts(&self.nodes);
        for ends in starts.windows(2) {
            order[ends[0]..ends[1]].sort_unstable_by(|a, b| {
                let by_predicate = predicate(*a).cmp(&predicate(*b));
                by_predicate.then_with(|| object(*a).cmp(&object(*b)))
            });
        }
        order.dedup_by(|a, b| {
            bucket(&self.said[*a]) == bucket(&self.said[*b])
                && predicate(*a) == predicate(*b)
                && object(*a) == object(*b)
        });
        self.order = order;
    }

    /// For each node its place in the order of IRIs; nodes of one IRI have one place.
    fn ranks(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_unstable_by(|a, b| self.nodes[*a].cmp(&self.nodes[*b]));
        let mut ranks = vec![0; order.len()];
        let mut rank = 0;
        for (place, at) in order.iter().enumerate() {
            if place > 0 && self.nodes[order[place - 1]] != self.nodes[*at] {
                rank = place;
            }
            ranks[*at] = rank;
        }
        ranks
    }

    /// For each predicate, by its place in memory, its place in their order: `rdf:type` first.
    fn predicate_ranks(&self) -> FxHashMap<(usize, usize), usize> {
        let mut distinct: FxHashMap<(usize, usize), &str> = FxHashMap::default();
        for said in &self.said {
            distinct.insert(key(said.predicate), said.predicate);
        }
        let mut names: Vec<&str> = distinct.values().copied().collect();
        names.sort_unstable_by_key(|name| (*name != rdf::TYPE.as_str(), *name));
        names.dedup();
        let place = |name: &str| names.iter().position(|known| *known == name).unwrap_or(0);
        distinct
            .into_iter()
            .map(|(key, name)| (key, place(name)))
            .collect()
    }

    /// The triples in order.
    fn in_order(&self) -> impl Iterator<Item = &Said<'o>> {
        self.order.iter().map(|at| &self.said[*at])
    }

    fn iri(&self, node: Node) -> &str {
        &self.nodes[node.0 as usize]
    }

    /// The triples as quads.
    pub(super) fn quads(&self) -> Vec<Quad> {
        let named = |iri: &str| NamedNode::new_unchecked(iri);
        let quad = |said: &Said<'_>| {
            let object: Term = match &said.object {
                Object::Node(node) => named(self.iri(*node)).into(),
                Object::Iri(iri) => named(iri).into(),
                Object::Literal(text, tag) => literal(text, *tag).into(),
            };
            let graph = match said.graph {
                Graph::Facts => &self.facts,
                Graph::Provenance => &self.provenance,
            };
            Quad::new(
                named(self.iri(said.subject)),
                named(said.predicate),
                object,
                GraphName::NamedNode(graph.clone()),
            )
        };
        self.in_order().map(quad).collect()
    }

    /// Appends the triples as lines of N-Quads.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let ends = [&self.facts, &self.provenance].map(|graph| format!(" {graph} .\n"));
        for said in self.in_order() {
            iri(self.iri(said.subject), out);
            out.push(b' ');
            iri(said.predicate, out);
            out.push(b' ');
            match &said.object {
                Object::Node(node) => iri(self.iri(*node), out),
                Object::Iri(object) => iri(object, out),
                Object::Literal(text, tag) => {
                    quote(text, out);
                    match tag {
                        Tag::Plain => {}
                        Tag::Name => {
                            out.push(b'@');
                            out.extend_from_slice(LANGUAGE.as_bytes());
                        }
                        Tag::Typed(datatype) => {
                            out.extend_from_slice(b"^^");
                            iri(datatype.as_str(), out);
                        }
                    }
                }
            }
            out.extend_from_slice(ends[said.graph as usize].as_bytes());
        }
    }
}

impl Object<'_> {
    /// By what objects are ordered, given the IRIs of nodes: IRIs first, then literals by text, datatype and language.
    fn parts<'s>(&'s self, nodes: &'s [String]) -> (bool, &'s str, &'s str, &'s str) {
        match self {
            Self::Node(node) => (false, &nodes[node.0 as usize], "", ""),
            Self::Iri(iri) => (false, iri, "", ""),
            Self::Literal(text, tag) => {
                let (datatype, language) = tag.parts();
                (true, text, datatype, language)
            }
        }
    }
}

/// A string by its place in memory.
fn key(text: &str) -> (usize, usize) {
    (text.as_ptr() as usize, text.len())
}

fn literal(text: &str, tag: Tag) -> Literal {
    match tag {
        Tag::Plain => Literal::new_simple_literal(text),
        Tag::Name => Literal::new_language_tagged_literal_unchecked(text, LANGUAGE),
        Tag::Typed(datatype) => Literal::new_typed_literal(text, datatype),
    }
}

fn iri(iri: &str, out: &mut Vec<u8>) {
    out.reserve(iri.len() + 3);
    out.push(b'<');
    out.extend_from_slice(iri.as_bytes());
    out.push(b'>');
}

/// Writes a string of N-Quads in its canonical form, as every serializer of the project does.
fn quote(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text;
    // Most literals hold nothing to escape; bytes tell that sooner than characters.
    while let Some((at, c)) = escaped(rest) {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        match c {
            '\u{8}' => out.extend_from_slice(b"\\b"),
            '\t' => out.extend_from_slice(b"\\t"),
            '\n' => out.extend_from_slice(b"\\n"),
            '\u{c}' => out.extend_from_slice(b"\\f"),
            '\r' => out.extend_from_slice(b"\\r"),
            '"' => out.extend_from_slice(b"\\\""),
            '\\' => out.extend_from_slice(b"\\\\"),
            other => out.extend_from_slice(format!("\\u{:04X}", u32::from(other)).as_bytes()),
        }
        rest = &rest[at + c.len_utf8()..];
    }
    out.extend_from_slice(rest.as_bytes());
    out.push(b'"');
}

/// The first character that is escaped, and its place.
fn escaped(text: &str) -> Option<(usize, char)> {
    let suspect = |byte: &u8| *byte < b' ' || matches!(byte, b'"' | b'\\' | 0x7f | 0xef);
    let from = text.bytes().position(|byte| suspect(&byte))?;
    let found = text[from..].char_indices().find(|(_, c)| is_escaped(*c));
    found.map(|(at, c)| (from + at, c))
}

const fn is_escaped(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{1f}' | '"' | '\\' | '\u{7f}' | '\u{fffe}' | '\u{ffff}'
    )
}
