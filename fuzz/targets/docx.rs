//! Fuzzes the body of a DOCX, from its XML to quads.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tripolis_fuzz::docx(bytes));
