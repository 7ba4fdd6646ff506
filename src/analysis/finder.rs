//! Some terms that are looked for in one text after another.

use std::ops::Range;

use tantivy::tokenizer::TokenStream;

use super::beginning::Beginnings;
use super::{Analyzer, scan, word};

/// Finds some terms in texts: at a fraction of the cost of analysing them, because most words begin otherwise and are passed over
/// unread.
pub struct Finder<'t> {
    analyzer: &'t Analyzer,
    terms: Vec<&'t str>,
    beginnings: Beginnings,
}

impl<'t> Finder<'t> {
    pub(super) fn new(analyzer: &'t Analyzer, terms: Vec<&'t str>) -> Self {
        Self { beginnings: Beginnings::of(&terms, analyzer.language), analyzer, terms }
    }

    /// The terms, in the order in which they were given.
    #[must_use]
    pub fn terms(&self) -> &[&'t str] {
        &self.terms
    }

    /// Calls `visit` for each of the terms that a text has, with its place among them and its word's bytes and its position.
    pub fn find(&self, text: &str, mut visit: impl FnMut(usize, Range<usize>, usize)) {
        let language = self.analyzer.language;
        self.analyzer.with_warm_chain(|chain| {
            scan::each_likely_word(text, language, &self.beginnings, |word, position| {
                // With the word after it, for compounds of the two, and a sign.
                let end = word::words(text, word.end, language).next().map_or(text.len(), |next| next.end);
                let mut stream = chain.token_stream(&text[word.start..end]);
                while stream.advance() {
                    let token = stream.token();
                    if token.offset_from == 0
                        && let Some(term) = self.terms.iter().position(|&term| term == token.text)
                    {
                        visit(term, word.start..word.start + token.offset_to, position);
                    }
                }
            });
        });
    }
}
