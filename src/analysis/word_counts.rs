//! How often each word of a corpus was seen, gathered by the chains that analyse it anyway.
//!
//! A chain remembers the stem of each word it has met, so counting costs one addition beside a look-up that is made in any
//! case. It hands its counts over when it is dropped or starts over: once for thousands of words.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::fold::fold;

/// The words that some chains have met. Clones share their counts.
#[derive(Debug, Clone, Default)]
pub struct WordCounts {
    words: Arc<Mutex<FxHashMap<Box<str>, Count>>>,
}

/// What was counted of a word.
#[derive(Debug, Default)]
struct Count {
    /// Before accents are folded.
    stem: Box<str>,
    occurrences: u64,
}

/// A word of a corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordCount {
    /// In lower case, without possessive ending, with its accents.
    pub word: Box<str>,
    /// As it stands in the index.
    pub term: String,
    /// How often it was met in any analysed field.
    pub occurrences: u64,
}

impl WordCounts {
    /// Adds words that a chain has met, each with its stem.
    pub(super) fn add(&self, met: impl Iterator<Item = (Box<str>, Box<str>, u64)>) {
        // A thread that died while it added has lost its own counts, no others.
        let mut words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        for (word, stem, occurrences) in met {
            let count = words.entry(word).or_default();
            count.stem = stem;
            count.occurrences += occurrences;
        }
    }

    /// Takes everything out. The chains that count must be gone by now, or have not handed over everything.
    #[must_use]
    pub fn take(&self) -> Vec<WordCount> {
        let words = std::mem::take(&mut *self.words.lock().unwrap_or_else(PoisonError::into_inner));
        let taken = words.into_iter().map(|(word, Count { stem, occurrences })| {
            let term = if stem.is_ascii() { stem.into() } else { fold(&stem) };
            WordCount { word, term, occurrences }
        });
        taken.collect()
    }
}
