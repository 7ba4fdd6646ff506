//! Folding: "café" is found by "cafe", and the other way round.

use tantivy::tokenizer::{Token, TokenFilter, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

use crate::corpus::Language;

/// A word without its accents and in compatible characters: `crème` is `creme`, `ﬁ` is `fi`, `²` is `2`.
#[must_use]
pub fn fold(word: &str) -> String {
    fold_in(word, Language::English)
}

/// [`fold`] for a name in whatever language: the marks that Tamil means as letters (vowels, and their absence) are letters in
/// every script that has them.
#[must_use]
pub fn fold_name(name: &str) -> String {
    fold_in(name, Language::Tamil)
}

/// [`fold`], sparing what a language writes as a mark and means as a letter.
pub(super) fn fold_in(word: &str, language: Language) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut folded = String::with_capacity(word.len());
    fold_into(word, language, &mut folded);
    folded
}

/// Whether a mark is a letter of the language: Tamil writes its vowels as marks, and their absence too (the pulli, of
/// combining class 9).
fn is_letter(mark: char, language: Language) -> bool {
    language == Language::Tamil && matches!(canonical_combining_class(mark), 0 | 9)
}

fn fold_into(word: &str, language: Language, folded: &mut String) {
    for c in word.nfkd().filter(|&c| !is_combining_mark(c) || is_letter(c, language)) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            _ => folded.push(c),
        }
    }
}

/// Folds each token.
#[derive(Clone)]
pub(super) struct FoldFilter {
    pub(super) language: Language,
}

impl TokenFilter for FoldFilter {
    type Tokenizer<T: Tokenizer> = FoldTokenizer<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> FoldTokenizer<T> {
        FoldTokenizer { inner: tokenizer, language: self.language, buffer: String::new() }
    }
}

#[derive(Clone)]
pub(super) struct FoldTokenizer<T> {
    inner: T,
    language: Language,
    buffer: String,
}

impl<T: Tokenizer> Tokenizer for FoldTokenizer<T> {
    type TokenStream<'a> = FoldStream<'a, T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        FoldStream { tail: self.inner.token_stream(text), language: self.language, buffer: &mut self.buffer }
    }
}

pub(super) struct FoldStream<'a, T> {
    tail: T,
    language: Language,
    buffer: &'a mut String,
}

impl<T: TokenStream> TokenStream for FoldStream<'_, T> {
    fn advance(&mut self) -> bool {
        while self.tail.advance() {
            if self.tail.token().text.is_ascii() {
                return true;
            }
            self.buffer.clear();
            fold_into(&self.tail.token().text, self.language, self.buffer);
            std::mem::swap(&mut self.tail.token_mut().text, self.buffer);
            if !self.tail.token().text.is_empty() {
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.tail.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.tail.token_mut()
    }
}
