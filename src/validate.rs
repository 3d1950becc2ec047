//! Stage 7, validate: a document's quads are held against the SHACL shapes.
