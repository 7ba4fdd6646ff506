//! Words of a corpus, and the phrases that it uses often: words that stand side by side far more often than by chance.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};
use xxhash_rust::xxh3::xxh3_64;

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
    words: FxHashMap<Box<str>, Holders>,
    /// By the hashes of their words: almost all of them are of one text, and never written down.
    runs: FxHashMap<u64, Run>,
    /// Whether a phrase may begin or end with a word as it stands in a text.
    may_end: FxHashMap<Box<str>, bool>,
}

/// How many texts have something.
#[derive(Default)]
struct Holders {
    texts: u32,
    /// The number of the last of them.
    last: u32,
}

/// Words side by side.
#[derive(Default)]
struct Run {
    holders: Holders,
    /// Once enough texts have it.
    phrase: Option<Box<str>>,
}

impl Holders {
    /// Counts a text, once.
    fn add(&mut self, text: u32) {
        self.texts += u32::from(self.last != text);
        self.last = text;
    }
}

impl Phrases {
    /// Counts a text's words and phrases, each once.
    pub(super) fn add(&mut self, text: &str, analyzer: &Analyzer) {
        self.texts += 1;
        let words: Vec<Word> = analyzer.words(text).collect();
        let mut ends = Vec::with_capacity(words.len());
        for word in &words {
            entry(&mut self.words, &word.text).add(self.texts);
            ends.push(self.may_end(word, text, analyzer));
        }
        let hashes: Vec<u64> = words.iter().map(|word| xxh3_64(word.text.as_bytes())).collect();
        for first in (0..words.len()).filter(|&first| ends[first]) {
            for last in first + 1..words.len().min(first + MAX_WORDS) {
                if !stand_side_by_side(&words[last - 1], &words[last], text) {
                    break;
                }
                if ends[last] {
                    self.add_run(&words[first..=last], &hashes[first..=last]);
                }
            }
        }
    }

    fn add_run(&mut self, words: &[Word], hashes: &[u64]) {
        let mut run = FxHasher::default();
        hashes.hash(&mut run);
        let run = self.runs.entry(run.finish()).or_default();
        run.holders.add(self.texts);
        if run.holders.texts == MIN_TEXTS && run.phrase.is_none() {
            run.phrase = Some(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ").into());
        }
    }

    fn may_end(&mut self, word: &Word, text: &str, analyzer: &Analyzer) -> bool {
        let raw = &text[word.span.clone()];
        if let Some(&known) = self.may_end.get(raw) {
            return known;
        }
        let is_word = word.text.chars().all(char::is_alphabetic);
        let may_end = is_word && !analyzer.is_stop_word(&analyzer.term_of(&word.text), raw);
        self.may_end.insert(raw.into(), may_end);
        may_end
    }

    /// How many texts were counted.
    pub(super) fn texts(&self) -> u32 {
        self.texts
    }

    /// Each word with the number of texts that have it.
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, u32)> {
        self.words.iter().map(|(word, holders)| (&**word, holders.texts))
    }

    /// The phrases that are some, each with the number of texts that have it.
    pub(super) fn into_frequent(self) -> impl Iterator<Item = (Box<str>, u32)> {
        let Self { texts, words, runs, .. } = self;
        let phrases = runs.into_values().filter_map(|run| Some((run.phrase?, run.holders.texts)));
        phrases.filter(move |(phrase, having)| {
            let by_chance = phrase.split(' ').filter_map(|word| words.get(word));
            let by_chance = by_chance.fold(1.0, |chance, word| chance * f64::from(word.texts) / f64::from(texts));
            (f64::from(*having) / f64::from(texts) / by_chance).log2() >= MIN_INFORMATION
        })
    }
}

fn entry<'w>(words: &'w mut FxHashMap<Box<str>, Holders>, word: &str) -> &'w mut Holders {
    if !words.contains_key(word) {
        words.insert(word.into(), Holders::default());
    }
    words.get_mut(word).expect("it is there by now")
}

fn stand_side_by_side(word: &Word, next: &Word, text: &str) -> bool {
    &text[word.span.end..next.span.start] == " "
}
