//! The whole way, from bytes to quads: the only place where all stages meet.
