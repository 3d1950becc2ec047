//! Fuzzes rule files, and what they find.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tripolis_fuzz::rules(bytes));
