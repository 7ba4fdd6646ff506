//! The documents of an index as rows of a sparse matrix: the postings, turned round.

use std::ops::Range;

use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, SegmentReader, TERMINATED, postings::Postings};

use super::dictionary::Dictionary;
use crate::index::IndexError;
use crate::semantics::{SparseMatrix, term_weight};

/// Documents turned round at a time: some 30 MB of entries.
const STRIPE: u32 = 1 << 15;

/// A segment whose terms were looked up.
pub(super) struct SegmentTerms<'s> {
    segment: &'s SegmentReader,
    field: Field,
    terms: Vec<(u32, TermInfo)>,
    width: usize,
}

impl<'s> SegmentTerms<'s> {
    pub(super) fn of(segment: &'s SegmentReader, field: Field, dictionary: &Dictionary) -> Result<Self, IndexError> {
        let index = segment.inverted_index(field)?;
        let mut stream = index.terms().stream().map_err(tantivy::TantivyError::from)?;
        let mut terms = Vec::new();
        while stream.advance() {
            if let Some(number) = dictionary.number(stream.key()) {
                terms.push((number, stream.value().clone()));
            }
        }
        Ok(Self { segment, field, terms, width: dictionary.terms.len() })
    }

    /// The ranges of documents that are turned round one after the other.
    pub(super) fn stripes(&self) -> impl Iterator<Item = Range<u32>> + use<> {
        let end = self.segment.max_doc();
        (0..end).step_by(STRIPE as usize).map(move |start| start..end.min(start.saturating_add(STRIPE)))
    }

    /// The rows of a range of documents, those that `row_of` gives a row to.
    pub(super) fn rows(
        &self,
        documents: Range<u32>,
        height: usize,
        row_of: impl Fn(u32) -> Option<u32>,
    ) -> Result<SparseMatrix, IndexError> {
        let index = self.segment.inverted_index(self.field)?;
        let mut entries = Vec::new();
        for (term, info) in &self.terms {
            let postings = index.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs);
            let mut postings = postings.map_err(tantivy::TantivyError::from)?;
            let mut document = postings.doc();
            if document < documents.start {
                document = postings.seek(documents.start);
            }
            while document != TERMINATED && document < documents.end {
                if let Some(row) = row_of(document) {
                    entries.push((row, *term, term_weight(postings.term_freq())));
                }
                document = postings.advance();
            }
        }
        Ok(SparseMatrix::from_entries(height, self.width, &entries))
    }
}
