//! Stage 3, mention: tokens, values and names of a text, each with its class and place.

pub mod value;
