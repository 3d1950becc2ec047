//! Fuzzes tables of separated values, from their bytes to quads.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tripolis_fuzz::csv(bytes));
