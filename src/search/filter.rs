//! What a query requires and excludes, as one bit a document: hard limits that every stage of ranking keeps to.

use tantivy::query::{EnableScoring, PhraseQuery, Query as TantivyQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Searcher, SegmentReader, Term};

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
            for (left, having) in segments.iter_mut().zip(having_any(phrase, searcher, field)?) {
                left.keep_shared(&having);
            }
        }
        for phrase in &query.excluded {
            for (left, having) in segments.iter_mut().zip(having_any(phrase, searcher, field)?) {
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
}

/// The documents that have a phrase in any of its readings, deleted ones included.
fn having_any(phrase: &Phrase, searcher: &Searcher, field: Field) -> Result<Vec<Bits>, IndexError> {
    let mut readings = phrase.readings.iter().map(|reading| having(reading, searcher, field));
    let mut any = readings.next().transpose()?.unwrap_or_default();
    for reading in readings {
        any.iter_mut().zip(&reading?).for_each(|(bits, more)| bits.add_all(more));
    }
    Ok(any)
}

/// The documents that have some terms at their distances, segment by segment, deleted ones included.
pub(super) fn having(terms: &[PhraseTerm], searcher: &Searcher, field: Field) -> Result<Vec<Bits>, IndexError> {
    let weight = phrase_query(field, terms).weight(EnableScoring::disabled_from_searcher(searcher))?;
    let documents = |segment: &SegmentReader| {
        let mut bits = Bits::empty(segment.max_doc());
        weight.for_each_no_score(segment, &mut |documents| bits.set_all(documents))?;
        Ok(bits)
    };
    searcher.segment_readers().iter().map(documents).collect()
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
