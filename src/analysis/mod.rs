//! Text to terms: one chain, the same when a passage is indexed and when a query is read.
//!
//! words (lower case, compounds joined) -> stems of the corpus's language -> folding of accents. Positions count words, so a
//! phrase survives; a joined compound (`omega3` of "omega-3") stands at the position of its first part.

mod beginning;
mod finder;
mod fold;
mod scan;
mod spelling;
mod stem;
mod stop_word;
mod word;
mod word_counts;

use std::cell::RefCell;
use std::hash::Hasher;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use tantivy::tokenizer::{TextAnalyzer, TokenStream};
use xxhash_rust::xxh3::Xxh3;

pub use finder::Finder;
pub use fold::{fold, fold_name};
pub use stem::stem;
pub use word_counts::{WordCount, WordCounts};

use self::stop_word::StopWords;
use crate::corpus::{Language, Vocabulary};

/// Raise it whenever the same text would give other terms: indexes of another analysis are rebuilt.
const ANALYSIS_VERSION: u64 = 1;

/// A term of a text, with the place it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As it stands in the index.
    pub text: String,
    /// The word it was made from, in bytes of UTF-8 of the analysed text.
    pub span: Range<usize>,
    /// Which word of the text it is, counted from 0; a joined compound has the position of its first part.
    pub position: usize,
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In lower case, without apostrophes and possessive ending, with its accents.
    pub text: String,
    /// In bytes of UTF-8 of the text.
    pub span: Range<usize>,
}

/// Makes the terms of a text. Cheap to clone; every clone is safe to use on its own thread.
#[derive(Clone)]
pub struct Analyzer {
    language: Language,
    chain: TextAnalyzer,
    /// In the form of [`word::compact`].
    protected: Arc<FxHashSet<String>>,
    stop_words: Arc<StopWords>,
    /// The terms of the stop words, to tell most words from them without a closer look.
    stop_terms: Arc<FxHashSet<String>>,
    fingerprint: u64,
}

impl Analyzer {
    /// The analyzer for text in the language of a vocabulary, with its protected words and stop words.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let language = vocabulary.language();
        let protected: Arc<FxHashSet<String>> =
            Arc::new(vocabulary.protected().iter().map(|word| word::compact(word)).collect());
        let mut analyzer = Self {
            language,
            chain: chain(language, &protected, None),
            protected,
            stop_words: Arc::new(StopWords::of(vocabulary)),
            stop_terms: Arc::default(),
            fingerprint: fingerprint(vocabulary),
        };
        let stop_terms = analyzer.stop_words.iter().flat_map(|word| analyzer.terms(word)).map(|term| term.text);
        analyzer.stop_terms = Arc::new(stop_terms.collect());
        analyzer
    }

    /// What it analyses.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The chain in the form that tantivy wants for a field.
    #[must_use]
    pub fn chain(&self) -> TextAnalyzer {
        self.chain.clone()
    }

    /// The chain in the same form, with every word counted.
    #[must_use]
    pub fn counting_chain(&self, counts: &WordCounts) -> TextAnalyzer {
        chain(self.language, &self.protected, Some(counts.clone()))
    }

    /// Changes whenever the same text would give other terms.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Calls `visit` for each term of a text, in order: the term, its word's bytes, its position.
    pub fn each_term(&self, text: &str, mut visit: impl FnMut(&str, Range<usize>, usize)) {
        self.with_warm_chain(|chain| {
            let mut stream = chain.token_stream(text);
            while stream.advance() {
                let token = stream.token();
                visit(&token.text, token.offset_from..token.offset_to, token.position);
            }
        });
    }

    /// The terms of a text.
    #[must_use]
    pub fn terms(&self, text: &str) -> Vec<Term> {
        let mut terms = Vec::new();
        self.each_term(text, |term, span, position| {
            terms.push(Term { text: term.to_owned(), span, position });
        });
        terms
    }

    /// The words of a text, in order, without the compounds they make.
    pub fn words(&self, text: &str) -> impl Iterator<Item = Word> {
        word::words(text, 0, self.language)
            .map(|span| Word { text: word::normal(&text[span.clone()], self.language), span })
    }

    /// The term of one word in the form of [`Word`].
    #[must_use]
    pub fn term_of(&self, word: &str) -> String {
        let mut term = None;
        self.each_term(word, |text, _, _| {
            term.get_or_insert_with(|| text.to_owned());
        });
        term.unwrap_or_default()
    }

    /// Whether a word, or a compound written as one, must stay as it is: never stemmed, corrected or split.
    #[must_use]
    pub fn is_protected(&self, word: &str) -> bool {
        self.protected.contains(word) || !word.is_ascii() && self.protected.contains(&fold(word))
    }

    /// Some terms, ready to be looked for in texts.
    pub fn finder<'t>(&'t self, terms: impl Iterator<Item = &'t str>) -> Finder<'t> {
        Finder::new(self, terms.collect())
    }

    /// Whether a word, as it stands in a text, carries no meaning of its own. Its term is known already.
    #[must_use]
    pub fn is_stop_word(&self, term: &str, word: &str) -> bool {
        self.stop_terms.contains(term) && self.stop_words.has(word)
    }

    /// Lends the calling thread's own copy of the chain, whose stems stay remembered from call to call.
    fn with_warm_chain<T>(&self, run: impl FnOnce(&mut TextAnalyzer) -> T) -> T {
        thread_local! {
            static WARM: RefCell<Option<(u64, TextAnalyzer)>> = const { RefCell::new(None) };
        }
        // Taken out while it is used: a nested call would find nothing and make its own.
        let mut warm = match WARM.take() {
            Some((fingerprint, chain)) if fingerprint == self.fingerprint => chain,
            _ => self.chain.clone(),
        };
        let result = run(&mut warm);
        WARM.set(Some((self.fingerprint, warm)));
        result
    }
}

fn chain(language: Language, protected: &Arc<FxHashSet<String>>, counts: Option<WordCounts>) -> TextAnalyzer {
    TextAnalyzer::builder(word::WordTokenizer::new(language, Arc::clone(protected)))
        .filter(stem::StemFilter::new(language, Arc::clone(protected), counts))
        // After the stemmer: Snowball's rules for most languages look at accents.
        .filter(fold::FoldFilter { language })
        .build()
}

fn fingerprint(vocabulary: &Vocabulary) -> u64 {
    let mut hasher = Xxh3::new();
    hasher.write_u64(ANALYSIS_VERSION);
    if vocabulary.language() != Language::English {
        // No word is empty, so no list of protected words begins like this.
        hasher.write(b"\n");
        hasher.write(vocabulary.language().code().as_bytes());
        hasher.write(b"\n");
    }
    let mut protected: Vec<&String> = vocabulary.protected().iter().collect();
    protected.sort_unstable();
    for word in protected {
        hasher.write(word.as_bytes());
        hasher.write_u8(b'\n');
    }
    hasher.finish()
}
