//! Documents as the store takes them in and tells of them.

use crate::vocab::pol;
use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad};

/// All quads of one document: what it says, and where it says it.
#[derive(Clone, Debug)]
pub struct DocumentGraphs {
    document: NamedNode,
    provenance: NamedNode,
    quads: Vec<Quad>,
}

/// A quad that stands in neither graph of its document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a quad of {document} stands in the graph {graph}, which is not the document's")]
pub struct StrayQuad {
    /// The document.
    pub document: NamedNode,
    /// The graph of the quad.
    pub graph: GraphName,
}

impl DocumentGraphs {
    /// Joins the quads of the graphs `document` (`BASE/doc/SLUG`) and `document/provenance`.
    /// Their order and repetitions do not matter.
    ///
    /// # Errors
    ///
    /// If a quad stands in any other graph.
    pub fn new(document: NamedNode, quads: Vec<Quad>) -> Result<Self, StrayQuad> {
        let provenance = provenance_of(document.as_ref());
        let own = |graph: &GraphName| matches!(graph, GraphName::NamedNode(name) if *name == document || *name == provenance);
        if let Some(stray) = quads.iter().find(|quad| !own(&quad.graph_name)) {
            return Err(StrayQuad {
                document,
                graph: stray.graph_name.clone(),
            });
        }
        Ok(Self {
            document,
            provenance,
            quads,
        })
    }

    /// Names the version that the quads were made of, as [`Store::archive`](super::Store::archive) gave it.
    #[must_use]
    pub fn archived_as(mut self, version: &str) -> Self {
        self.quads.push(Quad::new(
            self.document.clone(),
            pol::ARCHIVED,
            Literal::new_simple_literal(version),
            self.provenance.clone(),
        ));
        self
    }

    /// The document, and the graph of its facts.
    #[must_use]
    pub fn document(&self) -> NamedNodeRef<'_> {
        self.document.as_ref()
    }

    /// The graph of its statements and passages.
    #[must_use]
    pub fn provenance(&self) -> NamedNodeRef<'_> {
        self.provenance.as_ref()
    }

    /// The quads of both graphs.
    #[must_use]
    pub fn quads(&self) -> &[Quad] {
        &self.quads
    }
}

/// What the store knows of one document. Text is empty where the graph does not tell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentRecord {
    /// `BASE/doc/SLUG`.
    pub iri: NamedNode,
    /// Its title.
    pub title: String,
    /// Where it was read from.
    pub source: String,
    /// SHA-256 of its bytes.
    pub content_hash: String,
    /// Version of the knowledge that read it.
    pub knowledge_version: String,
    /// Name of its version in the archive.
    pub archived: String,
}

/// What became of a graph, or of a document's two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing was there before.
    Added {
        /// Quads that came.
        quads: usize,
    },
    /// Something else was there before.
    Changed {
        /// Quads that came.
        added: usize,
        /// Quads that went.
        removed: usize,
    },
    /// The same was there before; nothing was written.
    Unchanged,
}

/// The graph `BASE/doc/SLUG/provenance` of a document.
#[must_use]
pub fn provenance_of(document: NamedNodeRef<'_>) -> NamedNode {
    NamedNode::new_unchecked(format!("{}{PROVENANCE}", document.as_str()))
}

/// The document whose graph, of facts or of provenance, bears this name.
#[must_use]
pub fn document_of(graph: &str) -> &str {
    graph.strip_suffix(PROVENANCE).unwrap_or(graph)
}

const PROVENANCE: &str = "/provenance";
