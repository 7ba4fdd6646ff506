//! The words of a query as they were typed, and which of them must stay as they are.

use std::ops::Range;

use crate::analysis::Analyzer;
use crate::search::query::literal_parts;

/// Shorter words are no evidence of what was meant: half of all strings of three letters are words. Letters.
const MIN_LETTERS: usize = 4;
/// The longest word in capitals that is taken for an abbreviation, in letters.
const MAX_ABBREVIATION_LETTERS: usize = 5;

/// A word of a query.
#[derive(Debug, Clone)]
pub(super) struct Typed {
    /// In lower case, without possessive ending: as the index counts words.
    pub(super) word: String,
    /// In bytes of UTF-8 of the query's text.
    pub(super) span: Range<usize>,
    /// As it stands in the index.
    pub(super) term: String,
    /// Whether it carries no meaning of its own.
    pub(super) is_stop_word: bool,
    /// Whether nothing but white space stands between it and the word before it.
    pub(super) follows: bool,
    /// Whether it must stay as it is.
    pub(super) is_fixed: bool,
}

impl Typed {
    /// Whether it may be written in another way, its own letters or the space after it.
    pub(super) fn is_free(&self) -> bool {
        !self.is_fixed && !self.is_stop_word
    }

    /// Whether it may be taken for another word.
    pub(super) fn is_correctable(&self) -> bool {
        !self.is_fixed && self.word.chars().count() >= MIN_LETTERS && self.word.chars().all(char::is_alphabetic)
    }
}

/// The words of a query, in order. Words in quotes and after a minus, protected words and parts of protected
/// compounds, and abbreviations in capitals are fixed.
pub(super) fn typed(text: &str, analyzer: &Analyzer) -> Vec<Typed> {
    let literal = literal_parts(text);
    let shouts = !text.chars().any(char::is_lowercase);
    let mut words: Vec<Typed> = Vec::new();
    for word in analyzer.words(text) {
        let raw = &text[word.span.clone()];
        let term = analyzer.term_of(&word.text);
        let before = words.last().map_or(0, |before| before.span.end);
        words.push(Typed {
            is_stop_word: analyzer.is_stop_word(&term, raw),
            follows: before > 0 && text[before..word.span.start].chars().all(char::is_whitespace),
            is_fixed: literal.iter().any(|part| part.contains(&word.span.start))
                || analyzer.is_protected(&word.text)
                || !shouts && is_abbreviation(raw),
            word: word.text,
            span: word.span,
            term,
        });
    }
    fix_compounds(&mut words, analyzer);
    words
}

/// Fixes the parts of protected compounds: "5-MTHF", "omega 3".
fn fix_compounds(words: &mut [Typed], analyzer: &Analyzer) {
    for at in 1..words.len() {
        let compound = format!("{}{}", words[at - 1].word, words[at].word);
        if analyzer.is_protected(&compound) {
            words[at - 1].is_fixed = true;
            words[at].is_fixed = true;
        }
    }
}

fn is_abbreviation(word: &str) -> bool {
    word.chars().count() <= MAX_ABBREVIATION_LETTERS && word.chars().all(char::is_uppercase)
}
