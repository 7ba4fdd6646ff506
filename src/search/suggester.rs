//! Whole queries for what was typed so far.
//!
//! First comes what the corpus itself says from the typed words on: titles, names, labels, phrases. Where it says nothing, the
//! words before the last stay as they are, and the last becomes each word that stands in documents together with them.

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::FxHashSet;
use tantivy::query::{BooleanQuery, EnableScoring, Query as TantivyQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{TERMINATED, Term};

use super::query::{Alternative, Origin, Query};
use crate::analysis::Analyzer;
use crate::index::{Completion, IndexError, Reader, completion_key};

/// Completions that are weighed, for each that is wanted.
const WEIGHED: usize = 6;
/// What it is worth that what was typed ends where a word ends: "iron" is rather "iron deficiency" than "ironing".
const WHOLE_WORD: i32 = 2_000;
/// What each character that is still to be typed costs.
const CHARACTER: i32 = 60;

/// A query that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// As it reads.
    pub text: String,
    /// What of it was typed, in bytes of UTF-8.
    pub typed: Range<usize>,
}

/// The likeliest queries for what was typed so far, likeliest first, no two of them of the same words; `query` is how it was read.
pub fn suggestions(
    typed: &str,
    query: &Query,
    is_unfinished: bool,
    most: usize,
    reader: &Reader,
    analyzer: &Analyzer,
) -> Result<Vec<Suggestion>, IndexError> {
    let mut list = List { analyzer, most, known: FxHashSet::default(), suggestions: Vec::new() };
    let words = completion_key(typed, analyzer);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let is_complete = !typed.ends_with(char::is_alphanumeric);
    let key = if is_complete { format!("{words} ") } else { words };
    let mut found = reader.completions().beginning(&key, WEIGHED * most);
    let worth = |completion: &Completion<'_>| {
        let rest = &completion.key[completion.start + key.len()..];
        let whole = !is_complete && (rest.is_empty() || rest.starts_with(' '));
        i32::from(completion.weight) + if whole { WHOLE_WORD } else { 0 } - rest.chars().map(|_| CHARACTER).sum::<i32>()
    };
    found.sort_by_cached_key(|completion| Reverse(worth(completion)));
    // What was typed is no suggestion.
    for completion in found.into_iter().filter(|completion| completion.key != key.trim_end()) {
        let typed = typed_span(completion, &key, analyzer);
        list.add(completion.text.to_owned(), typed);
    }
    if list.has_room() && is_unfinished {
        let begun = analyzer.words(typed).last().map_or(typed.len(), |word| word.span.start);
        for word in standing_together(query, most - list.suggestions.len(), reader)? {
            let end = begun + in_common(&word, &typed[begun..]);
            list.add(format!("{}{word}", &typed[..begun]), 0..end);
        }
    }
    Ok(list.suggestions)
}

/// How many bytes of UTF-8 a word has in common with what was typed, whatever the case.
fn in_common(word: &str, typed: &str) -> usize {
    let pairs = word.char_indices().zip(typed.chars());
    let same = pairs.take_while(|((_, a), b)| a.to_lowercase().eq(b.to_lowercase()));
    same.last().map_or(0, |((at, c), _)| at + c.len_utf8())
}

struct List<'a> {
    analyzer: &'a Analyzer,
    most: usize,
    /// The terms of each, in order: two that have the same are one.
    known: FxHashSet<Vec<String>>,
    suggestions: Vec<Suggestion>,
}

impl List<'_> {
    fn has_room(&self) -> bool {
        self.suggestions.len() < self.most
    }

    fn add(&mut self, text: String, typed: Range<usize>) {
        if self.has_room() && self.known.insert(self.terms(&text)) {
            self.suggestions.push(Suggestion { text, typed });
        }
    }

    fn terms(&self, text: &str) -> Vec<String> {
        let mut terms = Vec::new();
        self.analyzer.each_term(text, |term, span, _| {
            if !self.analyzer.is_stop_word(term, &text[span]) {
                terms.push(term.to_owned());
            }
        });
        terms.sort_unstable();
        terms.dedup();
        terms
    }
}

/// What of a completion's text a key stands for.
fn typed_span(completion: Completion<'_>, key: &str, analyzer: &Analyzer) -> Range<usize> {
    let before = completion.key[..completion.start].matches(' ').count();
    let (whole, last) = key.rsplit_once(' ').map_or((0, key), |(whole, last)| (1 + whole.matches(' ').count(), last));
    let words: Vec<Range<usize>> = analyzer.words(completion.text).map(|word| word.span).collect();
    let start = words.get(before).map_or(0, |word| word.start);
    let end = match words.get(before + whole) {
        // A folded letter is a letter, almost always; where it is two, a little too much is marked.
        Some(word) if !last.is_empty() => {
            let word_text = &completion.text[word.clone()];
            word.start + word_text.char_indices().nth(last.chars().count()).map_or(word_text.len(), |(at, _)| at)
        }
        _ => words.get((before + whole).wrapping_sub(1)).map_or(start, |word| word.end),
    };
    start..end.max(start)
}

/// What the last word may become and what stands in a passage or a product with all the words before it, likeliest first, at most so
/// many.
fn standing_together(query: &Query, most: usize, reader: &Reader) -> Result<Vec<String>, IndexError> {
    let is_begun = |alternative: &&Alternative| alternative.origin == Origin::Prefix;
    let Some(last) = query.clauses.iter().position(|clause| clause.alternatives.iter().any(|it| is_begun(&it))) else {
        return Ok(Vec::new());
    };
    let before: Vec<&str> =
        query.typed().enumerate().filter(|&(clause, _)| clause != last).filter_map(|(_, typed)| typed.term()).collect();
    let mut found = Vec::new();
    for alternative in query.clauses[last].alternatives.iter().filter(is_begun) {
        // What no completion has may be no word to show: compounds stand among the words too.
        let is_shown = || !reader.completions().beginning(&alternative.text, 1).is_empty();
        let terms: Vec<&str> = before.iter().copied().chain(alternative.term()).collect();
        if found.len() < most && is_shown() && stand_somewhere(&terms, reader)? {
            found.push(alternative.text.clone());
        }
    }
    Ok(found)
}

/// Whether a passage or a product has all of some terms.
fn stand_somewhere(terms: &[&str], reader: &Reader) -> Result<bool, IndexError> {
    let (passages, of_passages) = reader.passages();
    let (products, of_products) = reader.products();
    for (searcher, field) in [(passages, of_passages.body), (products, of_products.body)] {
        let term = |text: &&str| -> Box<dyn TantivyQuery> {
            Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
        };
        let all = BooleanQuery::intersection(terms.iter().map(term).collect());
        let weight = all.weight(EnableScoring::disabled_from_searcher(searcher))?;
        for segment in searcher.segment_readers() {
            // The first one is enough; a deleted one may mislead, and nobody is hurt.
            if weight.scorer(segment, 1.0)?.doc() != TERMINATED {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
