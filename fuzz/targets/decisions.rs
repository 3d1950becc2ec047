//! Fuzzes decisions of reviewers in Turtle.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tripolis_fuzz::decisions(bytes));
