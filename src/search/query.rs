//! What was typed, as terms. Any text is a query: reading one cannot fail.

use std::collections::HashSet;

use crate::analysis::Analyzer;

/// Distinct terms that are searched for; a longer question has said what it wants by then.
const MAX_TERMS: usize = 64;

/// A query that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// As it was typed.
    pub text: String,
    /// What is searched for, each once, in the order of the text.
    pub terms: Vec<QueryTerm>,
    /// Words that are left out because they carry no meaning of their own.
    pub ignored: Vec<String>,
}

/// A term that is searched for.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryTerm {
    /// As it stands in the index.
    pub text: String,
    /// The word it was made from.
    pub word: String,
    /// How much it counts beside the others.
    pub weight: f32,
}

impl Query {
    /// Reads a query. Stop words count only when there is nothing else.
    #[must_use]
    pub fn read(text: &str, analyzer: &Analyzer) -> Self {
        let mut terms = Vec::new();
        let mut stop_terms = Vec::new();
        let mut ignored = Vec::new();
        let mut seen = HashSet::new();
        for term in analyzer.terms(text) {
            let word = &text[term.span];
            if !seen.insert(term.text.clone()) {
                continue;
            }
            let is_stop_word = analyzer.is_stop_word(&term.text, word);
            let query_term = QueryTerm { text: term.text, word: word.to_owned(), weight: 1.0 };
            if is_stop_word {
                ignored.push(word.to_owned());
                stop_terms.push(query_term);
            } else {
                terms.push(query_term);
            }
        }
        if terms.is_empty() {
            terms = stop_terms;
            ignored.clear();
        }
        terms.truncate(MAX_TERMS);
        Self { text: text.to_owned(), terms, ignored }
    }
}
