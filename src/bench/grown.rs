//! Corpora of any size, grown from real text.
//!
//! Passages are recombined from the sentences of real documents, so that words are as long and as frequent as in those. Past the
//! size of the original such text would say nothing new, and a vocabulary that has stopped growing makes an index look better
//! than it is; so words are coined at the rate at which the original's vocabulary grows (Heaps 1978, section 7.5: n words of text
//! have K n^β different ones), each from the beginning of one word and the end of another. A word comes again as often as a new
//! one comes (Simon 1955). What stands together in such text means nothing: it is for measuring cost, not relevance.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use fastrand::Rng;
use rustc_hash::FxHashSet;
use serde_json::json;
use xxhash_rust::xxh3::xxh3_64;

use crate::corpus::Corpus;
use crate::document::Document;
use crate::passage;

/// Words in a grown passage: what the passages of real articles have on average.
const PASSAGE_WORDS: usize = 150;
/// A sentence that goes on for longer is cut off, so that a passage is one.
const MAX_PASSAGE_WORDS: usize = 200;
/// Words of a grown title.
const TITLE_WORDS: usize = 6;
/// Two runs measure the same text.
const SEED: u64 = 0x5eed;
/// Of each word that is replaced, how likely it is that the one in its place is new.
const NEW: f64 = 0.5;
/// Shorter words are function words, and stay.
const MIN_REPLACED_CHARS: usize = 5;

/// Real text, in sentences.
pub struct RealText {
    sentences: Vec<String>,
    growth: VocabularyGrowth,
}

impl RealText {
    /// The text of all valid documents; nothing if they have none.
    #[must_use]
    pub fn of(corpus: &Corpus) -> Option<Self> {
        let mut sentences = Vec::new();
        for document in corpus.batches().flat_map(|batch| batch.documents) {
            match document {
                Document::Article(article) => passage::cut(&article)
                    .into_iter()
                    .for_each(|passage| push_sentences(&article.body.text[passage.span], &mut sentences)),
                Document::Product(product) => push_sentences(&product.description, &mut sentences),
            }
        }
        let growth = VocabularyGrowth::of(&sentences)?;
        Some(Self { sentences, growth })
    }

    /// Writes articles of one passage each as JSON lines. Calls `step` after each.
    pub fn grow(&self, passages: usize, path: &Path, step: &dyn Fn()) -> io::Result<()> {
        let mut random = Rng::with_seed(SEED);
        let mut vocabulary = Vocabulary::default();
        let mut out = BufWriter::new(File::create(path)?);
        for number in 0..passages {
            let text = self.passage(&mut vocabulary, &mut random);
            let title = text.split_whitespace().take(TITLE_WORDS).collect::<Vec<_>>().join(" ");
            serde_json::to_writer(&mut out, &json!({"_id": format!("grown-{number}"), "title": title, "text": text}))?;
            out.write_all(b"\n")?;
            step();
        }
        out.flush()
    }

    fn passage(&self, vocabulary: &mut Vocabulary, random: &mut Rng) -> String {
        let (mut text, mut words) = (String::new(), 0);
        while words < PASSAGE_WORDS {
            let sentence = self.sentences[random.usize(..self.sentences.len())].split_whitespace();
            for word in sentence.take(MAX_PASSAGE_WORDS - words) {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(&vocabulary.next(word, &self.growth, random));
                words += 1;
            }
        }
        text
    }
}

fn push_sentences(text: &str, sentences: &mut Vec<String>) {
    let starts = [0].into_iter().chain(passage::sentence_starts(text));
    let ends = passage::sentence_starts(text).chain([text.len()]);
    let trimmed = starts.zip(ends).map(|(start, end)| text[start..end].trim());
    sentences.extend(trimmed.filter(|sentence| !sentence.is_empty()).map(str::to_owned));
}

/// How many different words so many words of text have: K n^β.
#[derive(Debug, Clone, Copy, PartialEq)]
struct VocabularyGrowth {
    factor: f64,
    exponent: f64,
}

impl VocabularyGrowth {
    /// By the vocabularies of the first quarter of a text and of all of it; nothing if there is no text.
    fn of(sentences: &[String]) -> Option<Self> {
        let mut vocabulary = FxHashSet::default();
        let mut counts = Vec::new();
        for word in sentences.iter().flat_map(|sentence| sentence.split_whitespace()) {
            vocabulary.insert(key(word));
            counts.push(vocabulary.len() as f64);
        }
        let (words, all) = (counts.len() as f64, *counts.last()?);
        let quarter = counts[counts.len() / 4];
        let exponent = (all / quarter).ln() / 4_f64.ln();
        Some(Self { factor: all / words.powf(exponent), exponent })
    }

    fn at(self, words: u64) -> f64 {
        self.factor * (words as f64).powf(self.exponent)
    }
}

/// The words of a text that grows.
#[derive(Default)]
struct Vocabulary {
    known: FxHashSet<u64>,
    coined: Vec<String>,
    words: u64,
    /// The end of the next word that is coined.
    last: String,
}

impl Vocabulary {
    /// The next word of the text: the one given, or one in its place while the vocabulary is smaller than it should be.
    fn next(&mut self, word: &str, growth: &VocabularyGrowth, random: &mut Rng) -> String {
        self.words += 1;
        let is_plain = word.chars().all(char::is_alphabetic) && word.chars().count() >= MIN_REPLACED_CHARS;
        let is_behind = (self.known.len() as f64) < growth.at(self.words).floor();
        let next = if !(is_plain && is_behind) {
            word.to_owned()
        } else if random.f64() < NEW || self.coined.is_empty() {
            self.coin(word)
        } else {
            self.coined[random.usize(..self.coined.len())].clone()
        };
        if is_plain {
            word.clone_into(&mut self.last);
        }
        self.known.insert(key(&next));
        next
    }

    /// The beginning of one word and the end of the one before.
    fn coin(&mut self, word: &str) -> String {
        let half = |word: &str| word.char_indices().nth(word.chars().count() / 2).map_or(0, |(at, _)| at);
        let coined = format!("{}{}", &word[..half(word)], self.last[half(&self.last)..].to_lowercase());
        self.coined.push(coined.clone());
        coined
    }
}

/// A word without case and the punctuation around it.
fn key(word: &str) -> u64 {
    xxh3_64(word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_bytes())
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashSet;

    use super::{RealText, VocabularyGrowth, key};
    use crate::corpus::Corpus;

    /// A little of the shipped articles.
    fn real_text() -> RealText {
        let corpus = Corpus::open(&["corpus/articles".into()], None).unwrap();
        let mut sentences = RealText::of(&corpus).unwrap().sentences;
        sentences.truncate(300);
        RealText { growth: VocabularyGrowth::of(&sentences).unwrap(), sentences }
    }

    #[test]
    fn the_vocabulary_of_grown_text_keeps_growing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("grown.jsonl");
        let text = real_text();
        text.grow(200, &path, &|| ()).unwrap();
        let grown = std::fs::read_to_string(&path).unwrap();
        assert_eq!(grown.lines().count(), 200);
        let words: Vec<u64> = grown.split_whitespace().map(key).collect();
        let vocabulary: FxHashSet<u64> = words.iter().copied().collect();
        let original: FxHashSet<u64> =
            text.sentences.iter().flat_map(|sentence| sentence.split_whitespace()).map(key).collect();
        assert!(vocabulary.len() > 2 * original.len(), "{} words of {}", vocabulary.len(), original.len());
    }

    #[test]
    fn the_same_text_grows_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let grown = ["a", "b"].map(|name| {
            let path = folder.path().join(name);
            real_text().grow(20, &path, &|| ()).unwrap();
            std::fs::read(path).unwrap()
        });
        assert_eq!(grown[0], grown[1]);
    }

    #[test]
    fn nothing_grows_from_nothing() {
        assert_eq!(VocabularyGrowth::of(&[]), None);
    }
}
