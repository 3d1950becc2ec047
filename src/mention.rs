//! Stage 3, mention: tokens, values and names of a text, each with its class and place.

pub mod value;

// Values, from the finest cut of the text to counted things.
pub(crate) mod atom;
pub(crate) mod noun;
pub(crate) mod number;
pub(crate) mod date;
pub(crate) mod money;
pub mod figure;
