//! The word that is still being typed: everything that it may become.
//!
//! What it may become is chosen by what is worth typing (titles, names, labels, words of many documents), so that one letter
//! costs hardly more than a word: few words stand for it, and the more letters, the more of them.

use std::ops::Range;

use super::query::{Query, literal_parts};
use super::spelling::words_alike_so_far;
use crate::analysis::Analyzer;
use crate::index::{Reader, completion_key};
use crate::ranking::inverse_document_frequency;
/// Words that one letter, two letters and more of them may become.
const MAX_WORDS: [usize; 3] = [3, 4, 6];
/// Completions that are looked through for words, for each word wanted.
const COMPLETIONS_A_WORD: usize = 4;
/// What a word counts that was only begun, beside one that was typed.
const WEIGHT: f32 = 0.8;
/// What it counts where what was typed is a word itself.
const WEIGHT_BESIDE_WORD: f32 = 0.4;
/// What it counts where it begins almost as was typed.
const WEIGHT_OF_ALIKE: f32 = 0.6;
/// Fewer letters begin almost everything, give or take one.
const MIN_LETTERS_TO_DOUBT: usize = 4;

/// The last word of a text, if nothing says that it is complete.
#[derive(Debug, Clone, PartialEq)]
pub struct Unfinished {
    /// In bytes of UTF-8 of the text.
    pub span: Range<usize>,
    /// What it may become, the likeliest first.
    words: Vec<Word>,
}

/// What a word may become.
#[derive(Debug, Clone, PartialEq)]
struct Word {
    text: String,
    term: String,
    /// What it counts.
    weight: f32,
}

impl Unfinished {
    /// The last word of a text with what it may become; nothing if it is complete, or stands in quotes or after a minus, or if the
    /// index has nothing that begins like it.
    #[must_use]
    pub fn of(text: &str, reader: &Reader, analyzer: &Analyzer) -> Option<Self> {
        let typed = analyzer.words(text).last().filter(|word| word.span.end == text.len())?;
        if literal_parts(text).iter().any(|part| part.end >= typed.span.start) {
            return None;
        }
        let letters = typed.text.chars().count();
        let most = MAX_WORDS[letters.clamp(1, MAX_WORDS.len()) - 1];
        let mut gathered = Gathered { reader, analyzer, most, found: Vec::new() };
        if analyzer.words(text).nth(1).is_some() {
            // What begins with the words before as well is likelier.
            gathered.add_worthy(text);
        }
        gathered.add_worthy(&typed.text);
        if gathered.has_room() {
            gathered.add_rare(&typed.text);
        }
        let mut weight = if reader.words().weight(&typed.text).is_some() { WEIGHT_BESIDE_WORD } else { WEIGHT };
        if gathered.found.is_empty() && letters >= MIN_LETTERS_TO_DOUBT {
            weight = WEIGHT_OF_ALIKE;
            for word in words_alike_so_far(&typed.text, reader.words(), most) {
                gathered.add(&word);
            }
        }
        let words = gathered.weighed(weight);
        (!words.is_empty()).then_some(Self { span: typed.span, words })
    }

    /// Adds to a query what its last word may become.
    pub fn complete(&self, query: &mut Query) {
        for Word { text, term, weight } in &self.words {
            query.complete_last(text, term, *weight);
        }
    }
}

/// Words that a prefix may become, each term once.
struct Gathered<'a> {
    reader: &'a Reader,
    analyzer: &'a Analyzer,
    most: usize,
    found: Vec<Word>,
}

impl Gathered<'_> {
    fn has_room(&self) -> bool {
        self.found.len() < self.most
    }

    fn add(&mut self, word: &str) {
        if !self.has_room() || self.found.iter().any(|known| known.text == word) {
            return;
        }
        let term = self.analyzer.term_of(word);
        if !self.found.iter().any(|known| known.term == term) && !self.analyzer.is_stop_word(&term, word) {
            self.found.push(Word { text: word.to_owned(), term, weight: 1.0 });
        }
    }

    /// The words with what they count: none more than the likeliest, however rare it is.
    fn weighed(mut self, weight: f32) -> Vec<Word> {
        let documents = self.reader.manifest().counts.passages + self.reader.manifest().counts.products;
        let idf = |word: &Word| {
            let holders = self.reader.words().weight(&word.text).unwrap_or(1);
            inverse_document_frequency(holders.min(documents), documents)
        };
        let most = self.found.first().map_or(0.0, idf);
        let counts: Vec<f32> = self.found.iter().map(|word| weight * (most / idf(word)).min(1.0) as f32).collect();
        self.found.iter_mut().zip(counts).for_each(|(word, counts)| word.weight = counts);
        self.found
    }

    /// Adds what the last word of a text becomes in the best completions of it.
    fn add_worthy(&mut self, text: &str) {
        let key = completion_key(text, self.analyzer);
        let before = key.matches(' ').count();
        for completion in self.reader.completions().beginning(&key, COMPLETIONS_A_WORD * self.most) {
            let at = before + completion.key[..completion.start].matches(' ').count();
            if let Some(word) = self.analyzer.words(completion.text).nth(at) {
                self.add(&word.text);
            }
        }
    }

    /// Adds words that are in no completion, those of most documents first.
    fn add_rare(&mut self, prefix: &str) {
        let mut rare: Vec<(u64, String)> = Vec::new();
        self.reader.words().beginning(prefix, |word, weight| rare.push((weight, word.to_owned())));
        rare.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        rare.iter().take(self.most).for_each(|(_, word)| self.add(word));
    }
}
