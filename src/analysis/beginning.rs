//! A filter in front of the analysis: can a word be one of some terms, by its first two letters?
//!
//! Stemming leaves the first two letters of a word as they are, but for English "dying", "lying" and "tying". Finnish and
//! Turkish have rules that reach them ("adı" is `at`); there, any word may be any term.

use crate::corpus::Language;

/// The first two bytes of some terms.
pub(super) struct Beginnings {
    /// Whether the first letters of a word tell anything.
    tell: bool,
    pairs: Vec<[u8; 2]>,
}

impl Beginnings {
    pub(super) fn of(terms: &[&str], language: Language) -> Self {
        let mut pairs = Vec::with_capacity(terms.len());
        for term in terms {
            let pair = first_two(term.as_bytes());
            pairs.push(pair);
            if pair[1] == b'i' {
                pairs.push([pair[0], b'y']);
            }
            if language == Language::German {
                // An umlaut may have been typed as "ae", "oe" or "ue".
                pairs.push([pair[0], b'e']);
            }
        }
        Self { tell: !matches!(language, Language::Finnish | Language::Turkish), pairs }
    }

    /// Whether a text that begins with a word may begin with a word of one of the terms. Errs on the side of yes.
    pub(super) fn may_begin(&self, text: &[u8]) -> bool {
        let word = first_two(text);
        if !word.is_ascii() || !self.tell {
            // It may lose an accent.
            return true;
        }
        // A part of one letter ("D 3") tells only by that; in a term of one letter the second byte says nothing.
        let alone = !word[1].is_ascii_alphanumeric();
        self.pairs.iter().any(|pair| pair[0] == word[0] && (alone || pair[1] == word[1] || pair[1] == 0))
    }
}

fn first_two(text: &[u8]) -> [u8; 2] {
    let byte = |at: usize| text.get(at).map_or(0, u8::to_ascii_lowercase);
    [byte(0), byte(1)]
}
