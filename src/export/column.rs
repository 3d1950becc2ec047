//! The attributes of nodes and edges that tools see, declared once for all formats with columns.

use super::graph::{Edge, EntityGraph};
use petgraph::graph::NodeIndex;
use std::borrow::Cow;

/// The type of an attribute's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Integer,
    Number,
}

impl Kind {
    /// What GraphML calls it.
    pub(super) const fn graphml(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "int",
            Self::Number => "double",
        }
    }

    /// What GEXF calls it.
    pub(super) const fn gexf(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Number => "double",
        }
    }
}

/// An attribute of a node.
pub(super) struct NodeColumn {
    /// Its name.
    pub(super) name: &'static str,
    /// The type of its values.
    pub(super) kind: Kind,
    /// Its value; `None` where there is none.
    pub(super) value: for<'g> fn(&'g EntityGraph, NodeIndex) -> Option<Cow<'g, str>>,
}

/// An attribute of an edge.
pub(super) struct EdgeColumn {
    /// Its name.
    pub(super) name: &'static str,
    /// The type of its values.
    pub(super) kind: Kind,
    /// Its value; `None` where there is none.
    pub(super) value: for<'g> fn(&'g EntityGraph, &'g Edge) -> Option<Cow<'g, str>>,
}

/// The attributes of nodes beside identifier, label, color, size and place.
pub(super) const NODE: &[NodeColumn] = &[
    NodeColumn {
        name: "iri",
        kind: Kind::Text,
        value: |graph, at| Some(graph.graph[at].iri.as_str().into()),
    },
    NodeColumn {
        name: "class",
        kind: Kind::Text,
        value: |graph, at| Some(graph.graph[at].class_name.as_str().into()),
    },
    NodeColumn {
        name: "classLabel",
        kind: Kind::Text,
        value: |graph, at| Some(graph.graph[at].class_label.as_str().into()),
    },
    NodeColumn {
        name: "aliases",
        kind: Kind::Text,
        value: |graph, at| {
            let aliases = graph.graph[at].aliases.join("; ");
            (!aliases.is_empty()).then_some(aliases.into())
        },
    },
    NodeColumn {
        name: "places",
        kind: Kind::Text,
        value: |graph, at| {
            let places = graph.graph[at].places.join("; ");
            (!places.is_empty()).then_some(places.into())
        },
    },
    NodeColumn {
        name: "documents",
        kind: Kind::Text,
        value: |graph, at| Some(graph.titles(&graph.graph[at].documents).into()),
    },
    NodeColumn {
        name: "degree",
        kind: Kind::Integer,
        value: |graph, at| Some(graph.degree(at).to_string().into()),
    },
];

/// The attributes of edges beside identifier, ends, label and weight.
pub(super) const EDGE: &[EdgeColumn] = &[
    EdgeColumn {
        name: "property",
        kind: Kind::Text,
        value: |_, edge| Some(edge.property.as_str().into()),
    },
    EdgeColumn {
        name: "propertyName",
        kind: Kind::Text,
        value: |_, edge| Some(edge.name.as_str().into()),
    },
    EdgeColumn {
        name: "documents",
        kind: Kind::Text,
        value: |graph, edge| Some(graph.titles(&edge.documents).into()),
    },
    EdgeColumn {
        name: "confidence",
        kind: Kind::Number,
        value: |_, edge| {
            edge.confidence
                .map(|confidence| confidence.to_string().into())
        },
    },
    EdgeColumn {
        name: "count",
        kind: Kind::Integer,
        value: |_, edge| Some(edge.count.to_string().into()),
    },
    EdgeColumn {
        name: "quote",
        kind: Kind::Text,
        value: |_, edge| edge.quote.as_deref().map(Cow::from),
    },
];
