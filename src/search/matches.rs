//! Everything that has a word of a query, as one bit a document: for totals and facet counts.
//!
//! Ranking skips most of what matches. Counting cannot, but it needs no scores: it decodes the postings of each term in
//! blocks and sets bits, at about a nanosecond a posting.

use std::borrow::Cow;

use tantivy::schema::{Field as IndexField, IndexRecordOption};
use tantivy::{DocAddress, Searcher, SegmentReader, Term};

use super::bits::Bits;
use super::limits::Limits;
use super::query::{Alternative, Query};
use super::weighting::Weighted;
use crate::filter::{Field, Filter};
use crate::index::IndexError;

/// The documents of an index that a query finds, segment by segment.
pub struct Matches {
    /// What is found.
    segments: Vec<Bits>,
    /// What would be found if the filter said nothing; none if it does not.
    unfiltered: Option<Vec<Bits>>,
    limits: Limits,
    total: u64,
}

impl Matches {
    /// What has any alternative of the query and passes its limits.
    pub(super) fn collect(
        searcher: &Searcher,
        field: IndexField,
        query: &Query,
        alternatives: &[Weighted<'_>],
        limits: Limits,
    ) -> Result<Self, IndexError> {
        let mut segments = Vec::with_capacity(searcher.segment_readers().len());
        for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
            let mut bits = segment_matches(segment, field, query)?;
            for holders in alternatives.iter().filter_map(|weighted| weighted.holders.as_ref()) {
                bits.add_all(&holders[ordinal]);
            }
            segments.push(bits);
        }
        Ok(Self::within(searcher, segments, limits))
    }

    /// What of some documents is alive and passes the limits.
    pub(super) fn within(searcher: &Searcher, mut segments: Vec<Bits>, limits: Limits) -> Self {
        for (bits, segment) in segments.iter_mut().zip(searcher.segment_readers()) {
            if let Some(alive) = segment.alive_bitset() {
                bits.keep_only(|document| alive.is_alive(document));
            }
        }
        let mut unfiltered = None;
        if !limits.conditions.is_empty() {
            let before = unfiltered.insert(segments.clone());
            keep(before, limits.allowed_by_query());
        }
        keep(&mut segments, limits.allowed());
        let total = segments.iter().map(Bits::count).sum();
        Self { segments, unfiltered, limits, total }
    }

    /// How many documents match.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Whether a document is what the filter wants, whatever its words; nothing where there is no filter.
    #[must_use]
    pub fn within_filter(&self) -> Option<impl Fn(DocAddress) -> bool> {
        let fulfilling = self.limits.conditions.fulfilling(None)?;
        Some(move |address: DocAddress| fulfilling[address.segment_ord as usize].has(address.doc_id))
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(super) fn into_limits(self) -> Limits {
        self.limits
    }

    pub(super) fn segments(&self) -> &[Bits] {
        &self.segments
    }

    /// The documents that match, in the order of their addresses.
    pub(super) fn documents(&self) -> impl Iterator<Item = DocAddress> {
        addresses(&self.segments)
    }

    /// What would match if nothing were said of a field: what the values of a facet are counted in, so that another one can be
    /// chosen.
    pub(super) fn without(&self, field: Field) -> Cow<'_, [Bits]> {
        match &self.unfiltered {
            Some(unfiltered) if self.limits.conditions.refine(field) => {
                let mut segments = unfiltered.clone();
                keep(&mut segments, self.limits.conditions.fulfilling(Some(field)).as_deref());
                Cow::Owned(segments)
            }
            _ => Cow::Borrowed(&self.segments),
        }
    }

    /// The values and ranges of a field that were chosen.
    pub(super) fn chosen(&self, field: Field) -> Vec<&Filter> {
        self.limits.conditions.chosen(field)
    }
}

/// Some documents in the order of their addresses.
pub(super) fn addresses(segments: &[Bits]) -> impl Iterator<Item = DocAddress> {
    (0..).zip(segments).flat_map(|(segment, bits)| bits.iter().map(move |id| DocAddress::new(segment, id)))
}

fn keep(segments: &mut [Bits], allowed: Option<&[Bits]>) {
    for (bits, allowed) in segments.iter_mut().zip(allowed.unwrap_or_default()) {
        bits.keep_shared(allowed);
    }
}

fn segment_matches(segment: &SegmentReader, field: IndexField, query: &Query) -> Result<Bits, IndexError> {
    let mut bits = Bits::empty(segment.max_doc());
    for term in query.alternatives().filter_map(Alternative::term) {
        each_block(segment, &Term::from_field_text(field, term), |documents| bits.set_all(documents))?;
    }
    Ok(bits)
}

/// The documents that have a term, deleted or not.
pub(super) fn having_term(segment: &SegmentReader, term: &Term) -> Result<Bits, IndexError> {
    let mut bits = Bits::empty(segment.max_doc());
    each_block(segment, term, |block| bits.set_all(block))?;
    Ok(bits)
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
