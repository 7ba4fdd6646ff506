//! Stemming by `rust-stemmers`, safe against its panics and remembered from word to word.

use std::borrow::Cow;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Once};

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::tokenizer::{Token, TokenFilter, TokenStream, Tokenizer};

use super::fold::fold_in;
use super::spelling::canonical;
use super::word_counts::WordCounts;
use crate::corpus::Language;

/// Distinct words remembered before starting over: the running vocabulary of a large corpus, a few megabytes.
const MAX_REMEMBERED: usize = 1 << 16;

/// The stem of a lower-case word: the word itself where the stemmer would panic, or leave nothing.
#[must_use]
pub fn stem(word: &str, language: Language) -> String {
    SafeStemmer::new(language).stem(word).into_owned()
}

/// A stemmer that does not panic.
struct SafeStemmer {
    language: Language,
    stemmer: Stemmer,
}

impl SafeStemmer {
    fn new(language: Language) -> Self {
        Self { language, stemmer: Stemmer::create(algorithm(language)) }
    }

    fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        // English stems ASCII words by ASCII rules only: nothing to slice wrongly, and no unwinding to prepare for.
        let is_safe = self.language == Language::English && word.is_ascii();
        let stem = if is_safe { self.stemmer.stem(word) } else { without_panic(&self.stemmer, word) };
        if stem.is_empty() { Cow::Borrowed(word) } else { stem }
    }
}

fn algorithm(language: Language) -> Algorithm {
    match language {
        Language::Arabic => Algorithm::Arabic,
        Language::Danish => Algorithm::Danish,
        Language::Dutch => Algorithm::Dutch,
        Language::English => Algorithm::English,
        Language::Finnish => Algorithm::Finnish,
        Language::French => Algorithm::French,
        Language::German => Algorithm::German,
        Language::Greek => Algorithm::Greek,
        Language::Hungarian => Algorithm::Hungarian,
        Language::Italian => Algorithm::Italian,
        Language::Norwegian => Algorithm::Norwegian,
        Language::Portuguese => Algorithm::Portuguese,
        Language::Romanian => Algorithm::Romanian,
        Language::Russian => Algorithm::Russian,
        Language::Spanish => Algorithm::Spanish,
        Language::Swedish => Algorithm::Swedish,
        Language::Tamil => Algorithm::Tamil,
        Language::Turkish => Algorithm::Turkish,
    }
}

/// Snowball's generated code slices by byte offsets and panics on some words outside its alphabet. Such a word is its own
/// stem; a request or a build must not die of it.
fn without_panic<'a>(stemmer: &Stemmer, word: &'a str) -> Cow<'a, str> {
    thread_local! {
        static STEMMING: Cell<bool> = const { Cell::new(false) };
    }
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !STEMMING.get() {
                report(info);
            }
        }));
    });
    STEMMING.set(true);
    let stem = panic::catch_unwind(AssertUnwindSafe(|| stemmer.stem(word)));
    STEMMING.set(false);
    stem.unwrap_or(Cow::Borrowed(word))
}

/// Replaces each token by its stem, but for protected words and for whatever has a digit or a sign in it.
///
/// Outside English, a word with accents may have another stem when they are left out (Spanish "energía" and "energia"); it is
/// given by that one too, at the same place, so that it is found however it is typed.
#[derive(Clone)]
pub(super) struct StemFilter {
    language: Language,
    protected: Arc<FxHashSet<String>>,
    counts: Option<WordCounts>,
}

impl StemFilter {
    /// With `counts`, every word is counted.
    pub(super) fn new(language: Language, protected: Arc<FxHashSet<String>>, counts: Option<WordCounts>) -> Self {
        Self { language, protected, counts }
    }
}

impl TokenFilter for StemFilter {
    type Tokenizer<T: Tokenizer> = StemTokenizer<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> StemTokenizer<T> {
        StemTokenizer { inner: tokenizer, stems: Stems::new(self.language, self.protected, self.counts) }
    }
}

#[derive(Clone)]
pub(super) struct StemTokenizer<T> {
    inner: T,
    stems: Stems,
}

impl<T: Tokenizer> Tokenizer for StemTokenizer<T> {
    type TokenStream<'a> = StemStream<'a, T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        StemStream { tail: self.inner.token_stream(text), stems: &mut self.stems, unaccented: None }
    }
}

pub(super) struct StemStream<'a, T> {
    tail: T,
    stems: &'a mut Stems,
    /// The second term of the last word, still to be given out.
    unaccented: Option<Box<str>>,
}

impl<T: TokenStream> StemStream<'_, T> {
    /// Gives the second term of the last word in its place. Apart from the way of all tokens, which stays short for English.
    #[inline(never)]
    fn give_unaccented(&mut self) -> bool {
        let Some(term) = self.unaccented.take() else { return false };
        self.tail.token_mut().text = term.into();
        true
    }
}

impl<T: TokenStream> TokenStream for StemStream<'_, T> {
    #[inline]
    fn advance(&mut self) -> bool {
        if self.unaccented.is_some() {
            return self.give_unaccented();
        }
        if !self.tail.advance() {
            return false;
        }
        let word = &mut self.tail.token_mut().text;
        if self.stems.may_have_accents(word) {
            self.unaccented = self.stems.unaccented(word);
        }
        self.stems.apply(word);
        true
    }

    fn token(&self) -> &Token {
        self.tail.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.tail.token_mut()
    }
}

/// The stems of the words seen so far: running text repeats itself, and a look-up costs a tenth of a stemming.
struct Stems {
    stemmer: SafeStemmer,
    protected: Arc<FxHashSet<String>>,
    known: FxHashMap<Box<str>, Known>,
    /// Words with accents and what they are without them, where that is something else. Empty in English.
    unaccented: FxHashMap<Box<str>, Option<Box<str>>>,
    /// Where to hand over how often each word was seen.
    counts: Option<WordCounts>,
}

/// What is known of a word.
struct Known {
    stem: Box<str>,
    /// How often it was seen since it is known.
    occurrences: u64,
}

impl Stems {
    fn new(language: Language, protected: Arc<FxHashSet<String>>, counts: Option<WordCounts>) -> Self {
        let stemmer = SafeStemmer::new(language);
        Self { stemmer, protected, known: FxHashMap::default(), unaccented: FxHashMap::default(), counts }
    }

    fn apply(&mut self, word: &mut String) {
        if !is_plain(word) {
            return;
        }
        if let Some(known) = self.known.get_mut(word.as_str()) {
            known.occurrences += 1;
            word.clear();
            word.push_str(&known.stem);
            return;
        }
        let stem: Box<str> = self.stem(word).into();
        if self.known.len() >= MAX_REMEMBERED {
            self.forget();
        }
        let seen = std::mem::replace(word, stem.to_string());
        self.known.insert(seen.into_boxed_str(), Known { stem, occurrences: 1 });
    }

    /// Starts over, after handing over the counts.
    fn forget(&mut self) {
        let known = self.known.drain();
        if let Some(counts) = &self.counts {
            counts.add(known.map(|(word, known)| (word, known.stem, known.occurrences)));
        }
    }

    fn stem(&self, word: &str) -> String {
        let language = self.stemmer.language;
        if language == Language::English {
            return if self.protected.contains(word) { word.to_owned() } else { self.stemmer.stem(word).into_owned() };
        }
        let folded = fold_in(word, language);
        // Protected words are kept folded; in Turkish "IBS" begins with a dotless i.
        if self.protected.contains(&folded) {
            folded
        } else {
            self.stemmer.stem(&canonical(word, language)).into_owned()
        }
    }

    /// Whether [`Self::unaccented`] is worth asking for.
    fn may_have_accents(&self, word: &str) -> bool {
        self.stemmer.language != Language::English && !word.is_ascii() && is_plain(word)
    }

    /// The term of the word without its accents, where people may type it so and it is another one.
    #[inline(never)]
    fn unaccented(&mut self, word: &str) -> Option<Box<str>> {
        if let Some(term) = self.unaccented.get(word) {
            return term.clone();
        }
        let term = self.stem_unaccented(word).map(String::into_boxed_str);
        if self.unaccented.len() >= MAX_REMEMBERED {
            self.unaccented.clear();
        }
        self.unaccented.insert(word.into(), term.clone());
        term
    }

    fn stem_unaccented(&self, word: &str) -> Option<String> {
        let language = self.stemmer.language;
        let folded = fold_in(word, language);
        // Marks of other scripts than Latin are not left out: they are on the same keyboard as the letters.
        let stem = folded.is_ascii().then(|| self.stem(&folded))?;
        (stem != fold_in(&self.stem(word), language)).then_some(stem)
    }
}

/// Whether a word has nothing but letters; the pulli is what Tamil writes where a vowel is missing, and counts as none.
fn is_plain(word: &str) -> bool {
    const PULLI: char = '\u{bcd}';
    word.bytes().all(|byte| byte.is_ascii_lowercase()) || word.chars().all(|c| c.is_alphabetic() || c == PULLI)
}

impl Drop for Stems {
    fn drop(&mut self) {
        self.forget();
    }
}

impl Clone for Stems {
    /// The copy starts without memories: it serves another thread.
    fn clone(&self) -> Self {
        Self::new(self.stemmer.language, Arc::clone(&self.protected), self.counts.clone())
    }
}
