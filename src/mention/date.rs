//! Dates and periods.
