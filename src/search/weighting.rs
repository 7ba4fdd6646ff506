//! What each alternative of a query counts in one index.
//!
//! A rare synonym must not outweigh the common word that was typed: BM25 multiplies by the inverse document frequency, and by
//! that "rhytids" would count more for wrinkles than "wrinkles". So no alternative counts more than its weight times what the
//! words it stands for count themselves.

use tantivy::schema::Field;
use tantivy::{DocId, Searcher, Term};

use super::bits::Bits;
use super::limits::having;
use super::query::{Alternative, Origin, Query};
use crate::index::IndexError;
use crate::ranking::inverse_document_frequency;

/// An alternative with what it counts.
#[derive(Debug)]
pub(super) struct Weighted<'q> {
    pub(super) alternative: &'q Alternative,
    pub(super) weight: f32,
    /// The documents of each segment that have it, deleted or not, if it is several words: to look for these costs most.
    pub(super) holders: Option<Vec<Bits>>,
}

impl Weighted<'_> {
    /// Whether a document may have it.
    pub(super) fn may_be_in(&self, segment: usize, document: DocId) -> bool {
        self.holders.as_ref().is_none_or(|holders| holders[segment].has(document))
    }
}

/// How much each clause says: the inverse document frequency of its typed word.
pub(super) fn clause_idf(query: &Query, searcher: &Searcher, field: Field) -> Result<Vec<f32>, IndexError> {
    query.typed().map(|typed| idf(typed, searcher, field)).collect()
}

/// The alternatives of a query that can be in an index, typed words always among them.
pub(super) fn weighted<'q>(
    query: &'q Query,
    clause_idf: &[f32],
    searcher: &Searcher,
    field: Field,
) -> Result<Vec<Weighted<'q>>, IndexError> {
    let mut weighted = Vec::with_capacity(query.clauses.len());
    for alternative in query.alternatives() {
        let mut weight = alternative.weight;
        if alternative.origin != Origin::Typed {
            let most: f32 = alternative.clauses.iter().map(|&clause| clause_idf[clause]).sum();
            weight *= (most / idf(alternative, searcher, field)?).min(1.0);
        }
        let holders = match alternative.term() {
            Some(_) => None,
            None => Some(having(&alternative.terms, searcher, field)?),
        };
        weighted.push(Weighted { alternative, weight, holders });
    }
    Ok(weighted)
}

/// The inverse document frequency by which Tantivy multiplies a term, or a phrase of several.
fn idf(alternative: &Alternative, searcher: &Searcher, field: Field) -> Result<f32, IndexError> {
    let mut sum = 0.0;
    for term in &alternative.terms {
        let holders = searcher.doc_freq(&Term::from_field_text(field, &term.text))?;
        sum += inverse_document_frequency(holders, searcher.num_docs()) as f32;
    }
    Ok(sum)
}
