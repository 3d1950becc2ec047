//! What two readings of one text have in common, whatever the format.

use super::{Document, hash};

impl Document {
    /// SHA-256, in hexadecimal, of the letters and digits of the text, markup left out: two documents
    /// with the same one say the same in the same words, as when one is read from HTML and one from PDF.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut words = String::with_capacity(self.text.len());
        let mut at = 0;
        let markup = self.markup.iter().map(|span| (span.start(), span.end()));
        for (start, end) in markup.chain([(self.text.len(), self.text.len())]) {
            if let Some(text) = self.text.get(at..start) {
                words.extend(text.chars().filter(|c| c.is_alphanumeric()));
            }
            at = at.max(end);
        }
        hash(words.as_bytes())
    }
}
