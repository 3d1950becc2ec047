//! Fuzzes JSON Lines, and the documents in them.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tripolis_fuzz::jsonl(bytes));
