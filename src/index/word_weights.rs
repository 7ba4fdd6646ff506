//! What the words of a generation weigh.
//!
//! Words are counted while their texts are analysed. Texts that have not changed are not analysed again, so their words come
//! from the generation before. Either says only how the forms of a term divide; how many documents have the term, the
//! finished indexes say. So a word whose documents are gone is gone too, and nothing adds up from build to build.

use std::path::Path;

use rustc_hash::FxHashMap;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Searcher, SegmentReader, TantivyError};

use super::IndexError;
use super::words::{self, Words};
use crate::analysis::{Analyzer, WordCounts};

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
        let mut weights = WordWeights::default();
        for count in self.counts.take() {
            weights.add(count.term, count.word, count.occurrences);
        }
        if let Some(before) = &self.before {
            before.each(|word, weight| weights.add(self.analyzer.term_of(word), word.into(), weight));
        }
        for (searcher, field) in indexes {
            weights.add_documents(searcher, field)?;
        }
        words::write(generation, &weights.weights())
    }
}

/// The words of each term.
#[derive(Default)]
struct WordWeights {
    terms: FxHashMap<String, Forms>,
}

/// The words that are one term.
#[derive(Default)]
struct Forms {
    /// Each with its share of them all, in any unit.
    shares: FxHashMap<Box<str>, u64>,
    /// Documents that have the term.
    documents: u64,
}

impl WordWeights {
    fn add(&mut self, term: String, word: Box<str>, share: u64) {
        *self.terms.entry(term).or_default().shares.entry(word).or_default() += share;
    }

    /// Adds the documents that an index has of each term.
    fn add_documents(&mut self, searcher: &Searcher, field: Field) -> Result<(), IndexError> {
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().stream().map_err(TantivyError::from)?;
            while let Some((term, info)) = terms.next() {
                if let Some(forms) = str::from_utf8(term).ok().and_then(|term| self.terms.get_mut(term)) {
                    forms.documents += live_documents(segment, field, info)?;
                }
            }
        }
        Ok(())
    }

    /// Each word that a document has, in their order, with its weight: the documents of its term, by its share.
    fn weights(self) -> Vec<(Box<str>, u64)> {
        let mut weights = Vec::new();
        for forms in self.terms.into_values().filter(|forms| forms.documents > 0) {
            let all: u64 = forms.shares.values().sum();
            let weight = |share: u64| (forms.documents as f64 * share as f64 / all as f64).round() as u64;
            weights.extend(forms.shares.iter().map(|(word, &share)| (word.clone(), weight(share).max(1))));
        }
        weights.sort_unstable();
        weights
    }
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
