//! Everything that has a word of a query, as one bit a document: for totals and facet counts.
//!
//! Ranking skips most of what matches. Counting cannot, but it needs no scores: it decodes the postings of each term in
//! blocks and sets bits, at about a nanosecond a posting.

use std::iter;

use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, SegmentReader, Term};

use super::filter::Filter;
use super::query::{Alternative, Query};
use super::weighting::Weighted;
use crate::index::IndexError;

/// A set of documents of one segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
}

impl Bits {
    pub(super) fn empty(documents: u32) -> Self {
        Self { words: vec![0; (documents as usize).div_ceil(64)] }
    }

    /// Every document of a segment.
    pub(super) fn full(documents: u32) -> Self {
        let mut bits = Self { words: vec![u64::MAX; (documents as usize).div_ceil(64)] };
        if let Some(last) = bits.words.last_mut().filter(|_| !documents.is_multiple_of(64)) {
            *last = (1 << (documents % 64)) - 1;
        }
        bits
    }

    /// Sets the bits of rising numbers, a word of the set at a time.
    pub(super) fn set_all(&mut self, documents: &[u32]) {
        let (mut word, mut bits) = (0, 0_u64);
        for &document in documents {
            let next = document as usize / 64;
            if next != word {
                if bits != 0 {
                    self.words[word] |= bits;
                }
                (word, bits) = (next, 0);
            }
            bits |= 1 << (document % 64);
        }
        if bits != 0 {
            self.words[word] |= bits;
        }
    }

    pub(super) fn has(&self, document: u32) -> bool {
        self.words[document as usize / 64] >> (document % 64) & 1 == 1
    }

    /// The numbers of the bits that are set, rising.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        self.words.iter().enumerate().flat_map(|(index, &word)| {
            let first = index as u32 * 64;
            iter::successors(Some(word), |left| Some(left & left.wrapping_sub(1)))
                .take_while(|&left| left != 0)
                .map(move |left| first + left.trailing_zeros())
        })
    }

    pub(super) fn count(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    pub(super) fn count_shared(&self, other: &Self) -> u64 {
        self.words.iter().zip(&other.words).map(|(a, b)| u64::from((a & b).count_ones())).sum()
    }

    pub(super) fn keep_shared(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    pub(super) fn remove_all(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    fn keep_only(&mut self, keep: impl Fn(u32) -> bool) {
        for (index, word) in self.words.iter_mut().enumerate() {
            let mut left = *word;
            while left != 0 {
                let bit = left.trailing_zeros();
                if !keep(index as u32 * 64 + bit) {
                    *word &= !(1 << bit);
                }
                left &= left - 1;
            }
        }
    }
}

/// The documents of an index that a query finds, segment by segment.
pub struct Matches {
    pub(super) segments: Vec<Bits>,
    total: u64,
}

impl Matches {
    /// What has any alternative of the query and passes its filter.
    pub(super) fn collect(
        searcher: &Searcher,
        field: Field,
        query: &Query,
        alternatives: &[Weighted<'_>],
        filter: Option<&Filter>,
    ) -> Result<Self, IndexError> {
        let mut segments = Vec::with_capacity(searcher.segment_readers().len());
        for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
            let mut bits = segment_matches(segment, field, query)?;
            for holders in alternatives.iter().filter_map(|weighted| weighted.holders.as_ref()) {
                bits.add_all(&holders[ordinal]);
            }
            if let Some(alive) = segment.alive_bitset() {
                bits.keep_only(|document| alive.is_alive(document));
            }
            if let Some(filter) = filter {
                bits.keep_shared(filter.segment(ordinal));
            }
            segments.push(bits);
        }
        let total = segments.iter().map(Bits::count).sum();
        Ok(Self { segments, total })
    }

    /// How many documents match.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }
}

fn segment_matches(segment: &SegmentReader, field: Field, query: &Query) -> Result<Bits, IndexError> {
    let mut bits = Bits::empty(segment.max_doc());
    for term in query.alternatives().filter_map(Alternative::term) {
        each_block(segment, &Term::from_field_text(field, term), |documents| bits.set_all(documents))?;
    }
    Ok(bits)
}

/// The documents that have a term, deleted or not, in rising order: at the cost of their number, not of the segment's size.
pub(super) fn documents(segment: &SegmentReader, term: &Term) -> Result<Vec<u32>, IndexError> {
    let mut documents = Vec::new();
    each_block(segment, term, |block| documents.extend_from_slice(block))?;
    Ok(documents)
}

/// Calls `visit` with the documents that have a term, deleted or not, a block at a time.
fn each_block(segment: &SegmentReader, term: &Term, mut visit: impl FnMut(&[u32])) -> Result<(), IndexError> {
    let index = segment.inverted_index(term.field())?;
    let postings = index.read_block_postings(term, IndexRecordOption::Basic).map_err(tantivy::TantivyError::from)?;
    let Some(mut postings) = postings else { return Ok(()) };
    while postings.block_len() > 0 {
        visit(postings.docs());
        postings.advance();
    }
    Ok(())
}
