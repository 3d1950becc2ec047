//! Fuzzes numbers, dates, periods and money.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tripolis_fuzz::values(bytes));
