//! Fuzzes the tables of an ODS, from their XML to quads.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tripolis_fuzz::ods(bytes));
