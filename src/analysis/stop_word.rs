//! The words of a language that carry no meaning of their own.

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;

use super::fold::fold_in;
use super::spelling::{canonical, lower};
use crate::corpus::{Language, Vocabulary};

/// The stop words of a vocabulary, in every way in which they are typed.
pub(super) struct StopWords {
    language: Language,
    /// As they are, and without accents.
    words: FxHashSet<String>,
}

impl StopWords {
    pub(super) fn of(vocabulary: &Vocabulary) -> Self {
        let mut stop_words = Self { language: vocabulary.language(), words: FxHashSet::default() };
        for word in vocabulary.stop_words() {
            let word = stop_words.normal(word);
            stop_words.words.insert(fold_in(&word, stop_words.language));
            stop_words.words.insert(word);
        }
        stop_words
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// Whether a word, as it stands in a text, is one of them.
    ///
    /// Accents may be left out, not put in: Spanish "mas" may be "más", but "té" is tea and not "te". Other scripts than Latin
    /// have lists without accents for texts with accents.
    pub(super) fn has(&self, word: &str) -> bool {
        if self.words.contains(word) {
            return true;
        }
        let word = self.normal(word);
        let folded = fold_in(&word, self.language);
        self.words.contains(&word) || !folded.is_ascii() && self.words.contains(&folded)
    }

    fn normal(&self, word: &str) -> String {
        let lower: String = word.nfkc().flat_map(|c| lower(c, self.language)).collect();
        canonical(&lower, self.language).into_owned()
    }
}
