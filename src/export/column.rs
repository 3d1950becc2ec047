//! The attributes of nodes and edges that tools see, declared once for all formats.

use super::graph::EntityGraph;
use crate::value::Date;
use petgraph::graph::{EdgeIndex, NodeIndex};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// The type of an attribute's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    List,
    Integer,
    Number,
}

impl Kind {
    /// What GraphML calls it.
    pub(super) const fn graphml(self) -> &'static str {
        match self {
            Self::Text | Self::List => "string",
            Self::Integer => "int",
            Self::Number => "double",
        }
    }

    /// What GEXF calls it.
    pub(super) const fn gexf(self) -> &'static str {
        match self {
            Self::Text | Self::List => "string",
            Self::Integer => "integer",
            Self::Number => "double",
        }
    }
}

/// A value of an attribute.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Value<'g> {
    Text(Cow<'g, str>),
    List(Vec<&'g str>),
    Integer(usize),
    Number(f64),
}

impl<'g> Value<'g> {
    /// As formats without types and lists have it: the parts of a list are joined by "; ".
    pub(super) fn text(self) -> Cow<'g, str> {
        match self {
            Self::Text(text) => text,
            Self::List(parts) => match parts[..] {
                [part] => part.into(),
                _ => parts.join("; ").into(),
            },
            Self::Integer(number) => number.to_string().into(),
            Self::Number(number) => number.to_string().into(),
        }
    }

    fn of(text: &'g str) -> Self {
        Self::Text(text.into())
    }

    fn date(date: Option<Date>) -> Option<Self> {
        date.map(|date| Self::Text(date.to_string().into()))
    }

    fn list(parts: impl Iterator<Item = &'g str>) -> Option<Self> {
        let parts: Vec<&str> = parts.collect();
        (!parts.is_empty()).then_some(Self::List(parts))
    }
}

/// An attribute of nodes or of edges, found by their index.
pub(super) struct Column<Index> {
    /// Its name.
    pub(super) name: &'static str,
    /// The type of its values.
    pub(super) kind: Kind,
    /// Its value; `None` where there is none.
    pub(super) value: for<'g> fn(&'g EntityGraph, Index) -> Option<Value<'g>>,
}

/// The attributes of nodes beside identifier, label, color, size and place.
pub(super) const NODE: &[Column<NodeIndex>] = &[
    Column {
        name: "iri",
        kind: Kind::Text,
        value: |graph, at| Some(Value::of(graph.graph[at].iri.as_str())),
    },
    Column {
        name: "class",
        kind: Kind::Text,
        value: |graph, at| Some(Value::of(&graph.graph[at].class_name)),
    },
    Column {
        name: "classLabel",
        kind: Kind::Text,
        value: |graph, at| Some(Value::of(&graph.graph[at].class_label)),
    },
    Column {
        name: "aliases",
        kind: Kind::List,
        value: |graph, at| Value::list(graph.graph[at].aliases.iter().map(String::as_str)),
    },
    Column {
        name: "places",
        kind: Kind::List,
        value: |graph, at| Value::list(graph.graph[at].places.iter().map(String::as_str)),
    },
    Column {
        name: "documents",
        kind: Kind::List,
        value: |graph, at| Value::list(graph.titles(&graph.graph[at].documents)),
    },
    Column {
        name: "sources",
        kind: Kind::List,
        value: |graph, at| Value::list(graph.sources(&graph.graph[at].documents)),
    },
    Column {
        name: "startDate",
        kind: Kind::Text,
        value: |graph, at| Value::date(graph.graph[at].period.from),
    },
    Column {
        name: "endDate",
        kind: Kind::Text,
        value: |graph, at| Value::date(graph.graph[at].period.to),
    },
    Column {
        name: "degree",
        kind: Kind::Integer,
        value: |graph, at| Some(Value::Integer(graph.degree(at))),
    },
    Column {
        name: "betweenness",
        kind: Kind::Number,
        value: |graph, at| {
            Some(Value::Number(
                graph.graph[at].measures.as_ref()?.betweenness,
            ))
        },
    },
    Column {
        name: "pagerank",
        kind: Kind::Number,
        value: |graph, at| Some(Value::Number(graph.graph[at].measures.as_ref()?.pagerank)),
    },
    Column {
        name: "community",
        kind: Kind::Integer,
        value: |graph, at| Some(Value::Integer(graph.graph[at].measures.as_ref()?.community)),
    },
];

/// The attributes of edges beside identifier, ends, label and weight.
pub(super) const EDGE: &[Column<EdgeIndex>] = &[
    Column {
        name: "property",
        kind: Kind::Text,
        value: |graph, at| Some(Value::of(graph.graph[at].property.as_str())),
    },
    Column {
        name: "propertyName",
        kind: Kind::Text,
        value: |graph, at| Some(Value::of(&graph.graph[at].name)),
    },
    Column {
        name: "documents",
        kind: Kind::List,
        value: |graph, at| Value::list(graph.titles(&graph.graph[at].documents)),
    },
    Column {
        name: "sources",
        kind: Kind::List,
        value: |graph, at| Value::list(graph.sources(&graph.graph[at].documents)),
    },
    Column {
        name: "confidence",
        kind: Kind::Number,
        value: |graph, at| graph.graph[at].confidence.map(Value::Number),
    },
    Column {
        name: "validFrom",
        kind: Kind::Text,
        value: |graph, at| Value::date(graph.graph[at].period.from),
    },
    Column {
        name: "validTo",
        kind: Kind::Text,
        value: |graph, at| Value::date(graph.graph[at].period.to),
    },
    Column {
        name: "count",
        kind: Kind::Integer,
        value: |graph, at| Some(Value::Integer(graph.graph[at].count)),
    },
    Column {
        name: "quote",
        kind: Kind::Text,
        value: |graph, at| graph.graph[at].quote.as_deref().map(Value::of),
    },
];

/// The attributes that one node or edge has, as an object of JSON.
pub(super) struct Attributes<'g, Index: 'static> {
    graph: &'g EntityGraph,
    at: Index,
    columns: &'static [Column<Index>],
}

impl<'g, Index> Attributes<'g, Index> {
    /// Those of the node or edge `at`; `columns` is [`NODE`] or [`EDGE`].
    pub(super) fn new(
        graph: &'g EntityGraph,
        at: Index,
        columns: &'static [Column<Index>],
    ) -> Self {
        Self { graph, at, columns }
    }
}

impl<Index: Copy> Serialize for Attributes<'_, Index> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.columns.iter().filter_map(|column| {
            let value = (column.value)(self.graph, self.at)?;
            Some((column.name, value))
        }))
    }
}
