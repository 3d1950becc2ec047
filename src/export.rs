//! The entity graph for graph tools, and pictures of it.
