//! The export formats: the one place that knows their names, extensions, media types, readers and writers.

use super::graph::LOCATION;
use super::{
    Caption, EntityGraph, canvas, csv, cytoscape, dot, gexf, graphml, html, json, mermaid, picture,
    rdf,
};
use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

/// A format that the entity graph can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// GEXF 1.3, Gephi's own XML format.
    Gexf,
    /// GraphML, an XML format that most graph tools read.
    GraphMl,
    /// GraphML with the shapes and places of yEd.
    Yed,
    /// CX2, the exchange format of Cytoscape and NDEx.
    Cx2,
    /// Elements and style of Cytoscape.js.
    Cyjs,
    /// DOT, the language of Graphviz.
    Dot,
    /// Tables for Neo4j's bulk import, with a script.
    Neo4j,
    /// Turtle without statement nodes, for neosemantics.
    N10s,
    /// Tables of nodes and edges.
    Csv,
    /// The serialization of graphology.
    Graphology,
    /// Node-link JSON, as D3 and networkx read it.
    Json,
    /// JSON-LD, framed for the entity that was asked for.
    JsonLd,
    /// JSON Canvas 1.0.
    Canvas,
    /// A Mermaid flowchart, of small graphs.
    Mermaid,
    /// A page to look around in, one file.
    Html,
    /// A picture that scales.
    Svg,
    /// A picture in pixels.
    Png,
    /// A picture on a page.
    Pdf,
}

/// Writes one file of a format.
pub(super) type Writer = fn(&EntityGraph, &Caption, &mut dyn Write) -> io::Result<()>;

/// What is known of one format.
struct About {
    name: &'static str,
    extension: &'static str,
    media_type: &'static str,
    readers: &'static str,
    files: Files,
    /// See [`Format::default_limit`].
    limit: Option<usize>,
    /// See [`Format::default_without`].
    without: &'static [&'static str],
    /// See [`Format::prints_attributes`].
    attributes: bool,
    /// See [`Format::holds_every_character`].
    every_character: bool,
}

/// What a format is written to.
pub(super) enum Files {
    /// One file, named by the user.
    One(Writer),
    /// Several files of these names; the one with the edges stands first.
    Folder(&'static [(&'static str, Writer)]),
}

/// What most formats have in common.
const PLAIN: About = About {
    name: "",
    extension: "",
    media_type: "",
    readers: "",
    files: Files::Folder(&[]),
    limit: None,
    without: &[],
    attributes: true,
    every_character: false,
};

/// What pictures of the graph have in common.
const PICTURE: About = About {
    limit: Some(80),
    without: &[LOCATION],
    attributes: false,
    ..PLAIN
};

impl Format {
    /// All formats, in the order of the help.
    pub const ALL: &'static [Self] = &[
        Self::Gexf,
        Self::GraphMl,
        Self::Yed,
        Self::Cx2,
        Self::Cyjs,
        Self::Dot,
        Self::Neo4j,
        Self::N10s,
        Self::Csv,
        Self::Graphology,
        Self::Json,
        Self::JsonLd,
        Self::Canvas,
        Self::Mermaid,
        Self::Html,
        Self::Svg,
        Self::Png,
        Self::Pdf,
    ];

    const fn about(self) -> About {
        match self {
            Self::Gexf => About {
                name: "gexf",
                extension: "gexf",
                media_type: "application/gexf+xml",
                readers: "Gephi: opens with colors, sizes, places and a timeline",
                files: Files::One(gexf::write),
                ..PLAIN
            },
            Self::GraphMl => About {
                name: "graphml",
                extension: "graphml",
                media_type: "application/graphml+xml",
                readers: "igraph (R, Python), networkx, Gephi, Cytoscape",
                files: Files::One(graphml::write),
                ..PLAIN
            },
            Self::Yed => About {
                name: "yed",
                extension: "graphml",
                media_type: "application/graphml+xml",
                readers: "yEd: opens with boxes, lines and places; links on a click",
                files: Files::One(graphml::yed),
                ..PLAIN
            },
            Self::Cx2 => About {
                name: "cx2",
                extension: "cx2",
                media_type: "application/json",
                readers: "Cytoscape 3.10 and NDEx: opens with a style and places",
                files: Files::One(cytoscape::cx2),
                every_character: true,
                ..PLAIN
            },
            Self::Cyjs => About {
                name: "cyjs",
                extension: "cyjs",
                media_type: "application/json",
                readers: "Cytoscape.js in a web page; Cytoscape",
                files: Files::One(cytoscape::cyjs),
                every_character: true,
                ..PLAIN
            },
            Self::Dot => About {
                name: "dot",
                extension: "dot",
                media_type: "text/vnd.graphviz",
                readers: "Graphviz: dot -Tsvg FILE",
                files: Files::One(dot::write),
                attributes: false,
                ..PLAIN
            },
            Self::Neo4j => About {
                name: "neo4j",
                extension: "csv",
                media_type: "text/csv",
                readers: "Neo4j: sh FOLDER/import.sh, for a new database",
                files: Files::Folder(&[
                    ("relationships.csv", csv::neo4j_edges),
                    ("nodes.csv", csv::neo4j_nodes),
                    ("import.sh", csv::neo4j_script),
                ]),
                ..PLAIN
            },
            Self::N10s => About {
                name: "n10s",
                extension: "ttl",
                media_type: "text/turtle",
                readers: "Neo4j with neosemantics: entities and relationships alone",
                files: Files::One(rdf::n10s),
                every_character: true,
                ..PLAIN
            },
            Self::Csv => About {
                name: "csv",
                extension: "csv",
                media_type: "text/csv",
                readers: "Gephi, Cytoscape, a spreadsheet: nodes.csv and edges.csv",
                files: Files::Folder(&[("edges.csv", csv::edges), ("nodes.csv", csv::nodes)]),
                every_character: true,
                ..PLAIN
            },
            Self::Graphology => About {
                name: "graphology",
                extension: "json",
                media_type: "application/json",
                readers: "graphology and sigma.js, in a web page",
                files: Files::One(json::graphology),
                every_character: true,
                ..PLAIN
            },
            Self::Json => About {
                name: "json",
                extension: "json",
                media_type: "application/json",
                readers: "D3, networkx, your own program: nodes and links",
                files: Files::One(json::node_link),
                every_character: true,
                ..PLAIN
            },
            Self::JsonLd => About {
                name: "jsonld",
                extension: "jsonld",
                media_type: "application/ld+json",
                readers: "a web page or program that reads linked data; best with --around",
                files: Files::One(rdf::json_ld),
                every_character: true,
                ..PLAIN
            },
            Self::Canvas => About {
                name: "canvas",
                extension: "canvas",
                media_type: "application/json",
                readers: "Obsidian: a card for each entity",
                files: Files::One(canvas::write),
                every_character: true,
                limit: Some(200),
                attributes: false,
                ..PLAIN
            },
            Self::Mermaid => About {
                name: "mermaid",
                extension: "mmd",
                media_type: "text/vnd.mermaid",
                readers: "a Markdown page (GitHub, GitLab, Notion): small graphs only",
                files: Files::One(mermaid::write),
                attributes: false,
                ..PLAIN
            },
            Self::Html => About {
                name: "html",
                extension: "html",
                media_type: "text/html",
                readers: "a browser, without a network: look around, search, read the quotes",
                files: Files::One(html::write),
                limit: Some(3000),
                without: &[LOCATION],
                attributes: false,
                every_character: true,
            },
            Self::Svg => About {
                name: "svg",
                extension: "svg",
                media_type: "image/svg+xml",
                readers: "a browser, an office suite: a picture of the core",
                files: Files::One(picture::svg),
                ..PICTURE
            },
            Self::Png => About {
                name: "png",
                extension: "png",
                media_type: "image/png",
                readers: "slides, a word processor, a chat: the same picture in pixels",
                files: Files::One(picture::png),
                ..PICTURE
            },
            Self::Pdf => About {
                name: "pdf",
                extension: "pdf",
                media_type: "application/pdf",
                readers: "a printer, LaTeX: the same picture on a page of its size",
                files: Files::One(picture::pdf),
                ..PICTURE
            },
        }
    }

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.about().name
    }

    /// The usual extension of its files, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        self.about().extension
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        self.about().media_type
    }

    /// Which tools want it, as a phrase for the help.
    #[must_use]
    pub const fn readers(self) -> &'static str {
        self.about().readers
    }

    /// How many entities it shows when nobody says: a picture of more cannot be read.
    #[must_use]
    pub const fn default_limit(self) -> Option<usize> {
        self.about().limit
    }

    /// The properties it leaves out when nobody says: what everything has makes a knot of lines that
    /// tells nothing.
    #[must_use]
    pub const fn default_without(self) -> &'static [&'static str] {
        self.about().without
    }

    /// Whether it prints the attributes of entities, measures among them; pictures and diagrams do not.
    #[must_use]
    pub const fn prints_attributes(self) -> bool {
        self.about().attributes
    }

    /// Whether it can hold every character; the others lose the ones that XML forbids.
    #[must_use]
    pub const fn holds_every_character(self) -> bool {
        self.about().every_character
    }

    /// What it is written to.
    pub(super) const fn files(self) -> Files {
        self.about().files
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// A name that is no format's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is no export format; there are {}", names())]
pub struct UnknownFormat {
    name: String,
}

fn names() -> String {
    let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    names.join(", ")
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.name() == name)
            .ok_or_else(|| UnknownFormat {
                name: name.to_owned(),
            })
    }
}
