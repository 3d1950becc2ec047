//! SPARQL over a store: free queries, and the named ones of `queries/`.
