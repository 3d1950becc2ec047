//! Amounts of money.
