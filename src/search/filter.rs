//! What a query requires and excludes, as one bit a document: hard limits that every stage of ranking keeps to.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::index::SegmentId;
use tantivy::query::{
    BitSetDocSet, ConstScorer, EnableScoring, Explanation, PhraseQuery, Query as TantivyQuery, Scorer, TermQuery,
    Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocAddress, DocId, Score, Searcher, SegmentReader, TantivyError, Term};

use super::matches::Bits;
use super::query::{Phrase, PhraseTerm, Query};
use crate::index::IndexError;

/// The documents that a query allows, segment by segment.
#[derive(Debug, Clone)]
pub struct Filter {
    segments: Vec<Bits>,
}

impl Filter {
    /// What the phrases and exclusions of a query leave; none if it has neither.
    pub fn of(query: &Query, searcher: &Searcher, field: Field) -> Result<Option<Self>, IndexError> {
        if query.required.is_empty() && query.excluded.is_empty() {
            return Ok(None);
        }
        let mut segments: Vec<Bits> =
            searcher.segment_readers().iter().map(|segment| Bits::full(segment.max_doc())).collect();
        for phrase in &query.required {
            for (left, having) in segments.iter_mut().zip(having(phrase, searcher, field)?) {
                left.keep_shared(&having);
            }
        }
        for phrase in &query.excluded {
            for (left, having) in segments.iter_mut().zip(having(phrase, searcher, field)?) {
                left.remove_all(&having);
            }
        }
        Ok(Some(Self { segments }))
    }

    /// Whether a document is allowed.
    #[must_use]
    pub fn allows(&self, document: DocAddress) -> bool {
        self.segments[document.segment_ord as usize].has(document.doc_id)
    }

    pub(super) fn segment(&self, ordinal: usize) -> &Bits {
        &self.segments[ordinal]
    }

    /// The filter as a query that matches what it allows and adds nothing to a score.
    pub(super) fn query(&self, searcher: &Searcher) -> Box<dyn TantivyQuery> {
        let ids = searcher.segment_readers().iter().map(SegmentReader::segment_id);
        Box::new(FilterQuery { segments: Arc::new(ids.zip(self.segments.iter().map(Bits::to_bit_set)).collect()) })
    }
}

/// The documents that have a phrase in any of its readings, deleted ones included.
fn having(phrase: &Phrase, searcher: &Searcher, field: Field) -> Result<Vec<Bits>, IndexError> {
    let segments = searcher.segment_readers();
    let mut having: Vec<Bits> = segments.iter().map(|segment| Bits::empty(segment.max_doc())).collect();
    for reading in &phrase.readings {
        let weight = phrase_query(field, reading).weight(EnableScoring::disabled_from_searcher(searcher))?;
        for (segment, bits) in segments.iter().zip(&mut having) {
            weight.for_each_no_score(segment, &mut |documents| bits.set_all(documents))?;
        }
    }
    Ok(having)
}

/// Terms at their distances.
pub(super) fn phrase_query(field: Field, terms: &[PhraseTerm]) -> Box<dyn TantivyQuery> {
    let term = |term: &PhraseTerm| Term::from_field_text(field, &term.text);
    match terms {
        [only] => Box::new(TermQuery::new(term(only), IndexRecordOption::WithFreqs)),
        terms => {
            let placed = terms.iter().map(|placed| (placed.offset, term(placed))).collect();
            Box::new(PhraseQuery::new_with_offset(placed))
        }
    }
}

#[derive(Debug, Clone)]
struct FilterQuery {
    segments: Arc<FxHashMap<SegmentId, BitSet>>,
}

impl TantivyQuery for FilterQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for FilterQuery {
    fn scorer(&self, segment: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let allowed = self.segments.get(&segment.segment_id()).cloned().unwrap_or_else(|| BitSet::with_max_value(0));
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(allowed), 0.0)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        if self.segments.get(&segment.segment_id()).is_some_and(|allowed| allowed.contains(document)) {
            return Ok(Explanation::new("has what the query requires, and nothing that it excludes", 0.0));
        }
        Err(TantivyError::InvalidArgument(format!("document {document} does not match")))
    }
}
