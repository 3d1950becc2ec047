//! Fuzzes a chapter of an EPUB, from its XHTML to quads.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tripolis_fuzz::epub(bytes));
