//! Fuzzes PDF, from its bytes to quads.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tripolis_fuzz::pdf(bytes));
