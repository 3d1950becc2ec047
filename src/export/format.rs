//! The export formats: the one place that knows their names, extensions, media types and readers.

use super::graph::LOCATION;
use std::fmt;
use std::str::FromStr;

/// A format that the entity graph can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// GraphML, an XML format that most graph tools read.
    GraphMl,
    /// GEXF 1.3, Gephi's own XML format.
    Gexf,
    /// DOT, the language of Graphviz.
    Dot,
    /// A picture.
    Svg,
    /// Tables of nodes and edges.
    Csv,
    /// Node-link JSON, as D3 and networkx read it.
    Json,
}

/// What is known of one format.
struct About {
    name: &'static str,
    extension: &'static str,
    media_type: &'static str,
    readers: &'static str,
}

impl Format {
    /// All formats, in the order of the help.
    pub const ALL: [Self; 6] = [
        Self::GraphMl,
        Self::Gexf,
        Self::Dot,
        Self::Svg,
        Self::Csv,
        Self::Json,
    ];

    const fn about(self) -> About {
        let (name, extension, media_type, readers) = match self {
            Self::GraphMl => (
                "graphml",
                "graphml",
                "application/graphml+xml",
                "Cytoscape, yEd, igraph (R, Python), networkx",
            ),
            Self::Gexf => (
                "gexf",
                "gexf",
                "application/gexf+xml",
                "Gephi: opens with colors, sizes and places; networkx",
            ),
            Self::Dot => (
                "dot",
                "dot",
                "text/vnd.graphviz",
                "Graphviz: dot -Tsvg FILE",
            ),
            Self::Svg => (
                "svg",
                "svg",
                "image/svg+xml",
                "a browser, an office suite: a picture of the core",
            ),
            Self::Csv => (
                "csv",
                "csv",
                "text/csv",
                "Gephi, Cytoscape, a spreadsheet: nodes.csv and edges.csv",
            ),
            Self::Json => (
                "json",
                "json",
                "application/json",
                "D3, networkx, your own program: nodes and links",
            ),
        };
        About {
            name,
            extension,
            media_type,
            readers,
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
        match self {
            Self::Svg => Some(80),
            Self::GraphMl | Self::Gexf | Self::Dot | Self::Csv | Self::Json => None,
        }
    }

    /// The properties it leaves out when nobody says: what everything has makes a knot of lines that
    /// tells nothing.
    #[must_use]
    pub const fn default_without(self) -> &'static [&'static str] {
        match self {
            Self::Svg => &[LOCATION],
            Self::GraphMl | Self::Gexf | Self::Dot | Self::Csv | Self::Json => &[],
        }
    }

    /// Whether it can hold every character; the others lose the ones that XML forbids.
    #[must_use]
    pub const fn holds_every_character(self) -> bool {
        matches!(self, Self::Csv | Self::Json)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// A name that is no format's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no export format; there are graphml, gexf, dot, svg, csv and json")]
pub struct UnknownFormat(String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}
