//! Stemming by `rust-stemmers`, safe against its panics and remembered from word to word.

use std::borrow::Cow;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Once};

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::tokenizer::{Token, TokenFilter, TokenStream, Tokenizer};

/// Distinct words remembered before starting over: the running vocabulary of a large corpus, a few megabytes.
const MAX_REMEMBERED: usize = 1 << 16;

/// The stem of a lower-case word: the word itself where the stemmer would panic.
#[must_use]
pub fn stem(word: &str) -> String {
    stem_with(&Stemmer::create(Algorithm::English), word).into_owned()
}

/// Snowball's generated code slices by byte offsets and panics on some words outside its alphabet. Such a word is its own
/// stem; a request or a build must not die of it.
fn stem_with<'a>(stemmer: &Stemmer, word: &'a str) -> Cow<'a, str> {
    thread_local! {
        static STEMMING: Cell<bool> = const { Cell::new(false) };
    }
    static QUIET: Once = Once::new();
    if word.is_ascii() {
        // English stems ASCII words by ASCII rules only: nothing to slice wrongly, and no unwinding to prepare for.
        return stemmer.stem(word);
    }
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
#[derive(Clone)]
pub(super) struct StemFilter {
    protected: Arc<FxHashSet<String>>,
}

impl StemFilter {
    pub(super) fn new(protected: Arc<FxHashSet<String>>) -> Self {
        Self { protected }
    }
}

impl TokenFilter for StemFilter {
    type Tokenizer<T: Tokenizer> = StemTokenizer<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> StemTokenizer<T> {
        StemTokenizer { inner: tokenizer, stems: Stems::new(self.protected) }
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
        StemStream { tail: self.inner.token_stream(text), stems: &mut self.stems }
    }
}

pub(super) struct StemStream<'a, T> {
    tail: T,
    stems: &'a mut Stems,
}

impl<T: TokenStream> TokenStream for StemStream<'_, T> {
    fn advance(&mut self) -> bool {
        if !self.tail.advance() {
            return false;
        }
        self.stems.apply(&mut self.tail.token_mut().text);
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
    stemmer: Stemmer,
    protected: Arc<FxHashSet<String>>,
    known: FxHashMap<Box<str>, Box<str>>,
}

impl Stems {
    fn new(protected: Arc<FxHashSet<String>>) -> Self {
        Self { stemmer: Stemmer::create(Algorithm::English), protected, known: FxHashMap::default() }
    }

    fn apply(&mut self, word: &mut String) {
        let is_plain = word.bytes().all(|byte| byte.is_ascii_lowercase()) || word.chars().all(char::is_alphabetic);
        if !is_plain {
            return;
        }
        if let Some(stem) = self.known.get(word.as_str()) {
            word.clear();
            word.push_str(stem);
            return;
        }
        let stem: Box<str> = if self.protected.contains(word.as_str()) {
            word.as_str().into()
        } else {
            stem_with(&self.stemmer, word).into()
        };
        if self.known.len() >= MAX_REMEMBERED {
            self.known.clear();
        }
        let seen = std::mem::replace(word, stem.to_string());
        self.known.insert(seen.into_boxed_str(), stem);
    }
}

impl Clone for Stems {
    /// The copy starts without memories: it serves another thread.
    fn clone(&self) -> Self {
        Self::new(Arc::clone(&self.protected))
    }
}
