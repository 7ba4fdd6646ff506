//! What a query and a filter require and exclude, as one bit a document: hard limits that every stage of ranking keeps to.

use tantivy::query::{EnableScoring, PhraseQuery, Query as TantivyQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, SegmentReader, Term};

use super::bits::Bits;
use super::conditions::Conditions;
use super::query::{Phrase, PhraseTerm, Query};
use crate::index::IndexError;

/// The documents that a query and a filter allow, segment by segment.
#[derive(Debug, Default)]
pub(super) struct Limits {
    /// What the filter says.
    pub(super) conditions: Conditions,
    /// What the phrases and exclusions of the query leave; none if it has neither.
    phrases: Option<Vec<Bits>>,
    /// What both leave; none if there are neither.
    allowed: Option<Vec<Bits>>,
}

impl Limits {
    pub(super) fn of(
        query: &Query,
        conditions: Conditions,
        searcher: &Searcher,
        field: Field,
    ) -> Result<Self, IndexError> {
        let phrases = allowed_by_phrases(query, searcher, field)?;
        let allowed = match (&phrases, conditions.fulfilling(None)) {
            (Some(phrases), Some(mut fulfilling)) => {
                fulfilling.iter_mut().zip(phrases).for_each(|(bits, phrases)| bits.keep_shared(phrases));
                Some(fulfilling)
            }
            (phrases, fulfilling) => fulfilling.or_else(|| phrases.clone()),
        };
        Ok(Self { conditions, phrases, allowed })
    }

    /// The documents that are allowed; none if all are.
    pub(super) fn allowed(&self) -> Option<&[Bits]> {
        self.allowed.as_deref()
    }

    /// The documents that the query allows, whatever the filter does; none if all are.
    pub(super) fn allowed_by_query(&self) -> Option<&[Bits]> {
        self.phrases.as_deref()
    }
}

/// What the phrases and exclusions of a query leave; none if it has neither.
fn allowed_by_phrases(query: &Query, searcher: &Searcher, field: Field) -> Result<Option<Vec<Bits>>, IndexError> {
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
    Ok(Some(segments))
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
