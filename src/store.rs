//! The embedded Oxigraph store: documents go in and out whole.
