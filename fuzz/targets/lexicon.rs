//! Fuzzes the lexicon's Turtle.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tripolis_fuzz::lexicon(bytes));
