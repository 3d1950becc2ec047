//! Fuzzes the body of an ODT, from its XML to quads.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tripolis_fuzz::odt(bytes));
