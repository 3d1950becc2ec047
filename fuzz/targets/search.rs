//! Fuzzes what is typed into a search, and what it finds.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tripolis_fuzz::search(bytes));
