//! What the words of a generation weigh.
//!
//! Words are counted while their texts are analysed. Texts that have not changed are not analysed again, so their words come
//! from the generation before. Either says only how the forms of a term divide; how many documents have the term, the
//! finished indexes say. So a word whose documents are gone is gone too, and nothing adds up from build to build.

use std::path::Path;

use rayon::prelude::*;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Searcher, SegmentReader, TantivyError};

use super::IndexError;
use super::words::{self, Words};
use crate::analysis::{Analyzer, WordCount, WordCounts};

/// The words of a generation in the making.
pub(super) struct GatheredWords {
    analyzer: Analyzer,
    /// Of what is indexed now.
    counts: WordCounts,
    /// Of the generation before.
    before: Option<Words>,
}

impl GatheredWords {
    pub(super) fn new(analyzer: &Analyzer, before: Option<Words>) -> Self {
        Self { analyzer: analyzer.clone(), counts: WordCounts::default(), before }
    }

    /// The chain by which texts are to be analysed, so that their words are counted.
    pub(super) fn chain(&self) -> TextAnalyzer {
        self.analyzer.counting_chain(&self.counts)
    }

    /// Writes the words beside the finished indexes, whose writers are gone.
    pub(super) fn write(self, generation: &Path, indexes: [(&Searcher, Field); 2]) -> Result<(), IndexError> {
        let counts = self.counts.take().into_iter();
        let mut forms: Vec<Form> =
            counts.map(|WordCount { term, word, occurrences }| Form { term, word, share: occurrences }).collect();
        if let Some(before) = &self.before {
            before.each(|word, weight| {
                forms.push(Form { term: self.analyzer.term_of(word), word: word.into(), share: weight });
            });
        }
        forms.par_sort_unstable();
        let terms: Vec<&str> = forms.chunk_by(Form::is_of_same_term).map(|forms| forms[0].term.as_str()).collect();
        let mut weights = weights(&forms, &holders(&terms, indexes)?);
        weights.par_sort_unstable();
        words::write(generation, &weights)
    }
}

/// A word that stands for a term.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Form {
    term: String,
    word: Box<str>,
    /// Its share of all words of the term, in any unit; the same word may have several.
    share: u64,
}

impl Form {
    fn is_of_same_term(&self, other: &Self) -> bool {
        self.term == other.term
    }
}

/// Each word that a document has with its weight: the documents of its term, by its share. Takes words in the order of their
/// terms, with the documents of each term.
fn weights<'f>(forms: &'f [Form], holders: &[u64]) -> Vec<(&'f str, u64)> {
    let mut weights = Vec::with_capacity(forms.len());
    for (forms, &holders) in forms.chunk_by(Form::is_of_same_term).zip(holders).filter(|(_, holders)| **holders > 0) {
        let share_of = |forms: &[Form]| forms.iter().map(|form| form.share).sum::<u64>() as f64;
        let all = share_of(forms);
        for same in forms.chunk_by(|a, b| a.word == b.word) {
            let weight = (holders as f64 * share_of(same) / all).round() as u64;
            weights.push((&*same[0].word, weight.max(1)));
        }
    }
    weights
}

/// How many documents have each of some terms, which are in their order.
fn holders(terms: &[&str], indexes: [(&Searcher, Field); 2]) -> Result<Vec<u64>, IndexError> {
    let segments = indexes
        .iter()
        .flat_map(|&(searcher, field)| searcher.segment_readers().iter().map(move |segment| (segment, field)));
    let segments: Vec<(&SegmentReader, Field)> = segments.collect();
    let none = || vec![0; terms.len()];
    let counts = segments.par_iter().map(|&(segment, field)| holders_in(segment, field, terms));
    counts.try_reduce(none, |a, b| Ok(a.into_iter().zip(b).map(|(a, b)| a + b).collect()))
}

fn holders_in(segment: &SegmentReader, field: Field, terms: &[&str]) -> Result<Vec<u64>, IndexError> {
    let mut holders = vec![0; terms.len()];
    let mut at = 0;
    let index = segment.inverted_index(field)?;
    let mut stream = index.terms().stream().map_err(TantivyError::from)?;
    // Both are in the order of their bytes.
    while let Some((term, info)) = stream.next() {
        while terms.get(at).is_some_and(|wanted| wanted.as_bytes() < term) {
            at += 1;
        }
        if terms.get(at).is_some_and(|wanted| wanted.as_bytes() == term) {
            holders[at] = live_documents(segment, field, info)?;
        }
    }
    Ok(holders)
}

/// How many documents of a segment have a term and are not deleted. A term of more documents than are deleted is in a living
/// one for certain, and is counted by its dictionary.
fn live_documents(segment: &SegmentReader, field: Field, info: &TermInfo) -> Result<u64, IndexError> {
    let Some(alive) = segment.alive_bitset().filter(|_| info.doc_freq <= segment.num_deleted_docs()) else {
        return Ok(u64::from(info.doc_freq));
    };
    let index = segment.inverted_index(field)?;
    let postings = index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic);
    let mut postings = postings.map_err(TantivyError::from)?;
    let mut living = 0;
    while postings.block_len() > 0 {
        living += postings.docs().iter().filter(|&&document| alive.is_alive(document)).count() as u64;
        postings.advance();
    }
    Ok(living)
}
