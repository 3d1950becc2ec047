//! Stage 2, segment: a text becomes blocks (entries, records, items, lines) and sentences.
