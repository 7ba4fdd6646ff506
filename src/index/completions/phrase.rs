//! Words of a corpus, and the phrases that it uses often: words that stand side by side far more often than by chance.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::{Analyzer, Word};

/// Words of the longest phrase.
const MAX_WORDS: usize = 3;
/// Texts that have a phrase, at least.
const MIN_TEXTS: u32 = 3;
/// How much more often than by chance the words stand side by side, in bits: pointwise mutual information (Church and Hanks 1990).
const MIN_INFORMATION: f64 = 5.0;

/// Counts the phrases of texts.
#[derive(Default)]
pub(super) struct Phrases {
    texts: u32,
    words: FxHashMap<Box<str>, u32>,
    runs: FxHashMap<Box<str>, u32>,
}

impl Phrases {
    /// Counts a text's words and phrases, each once.
    pub(super) fn add(&mut self, text: &str, analyzer: &Analyzer) {
        self.texts += 1;
        let words: Vec<Word> = analyzer.words(text).collect();
        let distinct: FxHashSet<&str> = words.iter().map(|word| word.text.as_str()).collect();
        for word in &distinct {
            count(&mut self.words, word);
        }
        let mut known: FxHashSet<String> = FxHashSet::default();
        for first in 0..words.len() {
            for length in 2..=MAX_WORDS.min(words.len() - first) {
                let run = &words[first..first + length];
                if !stand_side_by_side(run, text) {
                    break;
                }
                if may_end(&run[0], text, analyzer) && may_end(&run[length - 1], text, analyzer) {
                    known.insert(run.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" "));
                }
            }
        }
        for phrase in &known {
            count(&mut self.runs, phrase);
        }
    }

    /// How many texts were counted.
    pub(super) fn texts(&self) -> u32 {
        self.texts
    }

    /// Each word with the number of texts that have it.
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, u32)> {
        self.words.iter().map(|(word, &texts)| (&**word, texts))
    }

    /// The phrases that are some, each with the number of texts that have it.
    pub(super) fn into_frequent(self) -> impl Iterator<Item = (Box<str>, u32)> {
        let Self { texts, words, runs } = self;
        runs.into_iter().filter(move |(phrase, having)| {
            let by_chance = phrase.split(' ').filter_map(|word| words.get(word));
            let by_chance = by_chance.fold(1.0, |chance, &having| chance * f64::from(having) / f64::from(texts));
            *having >= MIN_TEXTS && (f64::from(*having) / f64::from(texts) / by_chance).log2() >= MIN_INFORMATION
        })
    }
}

fn count(counts: &mut FxHashMap<Box<str>, u32>, text: &str) {
    match counts.get_mut(text) {
        Some(count) => *count += 1,
        None => {
            counts.insert(text.into(), 1);
        }
    }
}

fn stand_side_by_side(words: &[Word], text: &str) -> bool {
    words.windows(2).all(|pair| &text[pair[0].span.end..pair[1].span.start] == " ")
}

/// Whether a phrase may begin or end with a word.
fn may_end(word: &Word, text: &str, analyzer: &Analyzer) -> bool {
    let raw = &text[word.span.clone()];
    word.text.chars().all(char::is_alphabetic) && !analyzer.is_stop_word(&analyzer.term_of(&word.text), raw)
}
