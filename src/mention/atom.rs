//! The finest cut of a text, which numbers and dates need: runs of letters, runs of digits, single marks.
