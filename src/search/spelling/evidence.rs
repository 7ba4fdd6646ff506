//! What the texts say about words: in how many they stand, alone, together and side by side.

use tantivy::query::{EnableScoring, PhraseQuery, Query};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

use crate::index::{IndexError, Reader};

/// Documents of a segment that are looked at to find two words together: enough for an estimate, a few microseconds.
const MAX_SAMPLED: u32 = 512;

/// Passages and products as one body of text.
pub(super) struct Evidence<'a> {
    indexes: [(&'a Searcher, Field); 2],
    /// Passages and products.
    pub(super) documents: f32,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(reader: &'a Reader) -> Self {
        let (passages, products) = (reader.passages(), reader.products());
        let documents = (passages.0.num_docs() + products.0.num_docs()) as f32;
        Self { indexes: [(passages.0, passages.1.body), (products.0, products.1.body)], documents }
    }

    /// How many documents have a term.
    pub(super) fn having(&self, term: &str) -> Result<f32, IndexError> {
        let counts =
            self.indexes.iter().map(|&(searcher, field)| searcher.doc_freq(&Term::from_field_text(field, term)));
        Ok(counts.sum::<Result<u64, _>>()? as f32)
    }

    /// About how many documents have both terms.
    pub(super) fn together(&self, one: &str, other: &str) -> Result<f32, IndexError> {
        let mut together = 0.0;
        for &(searcher, field) in &self.indexes {
            let terms = [one, other].map(|term| Term::from_field_text(field, term));
            for segment in searcher.segment_readers() {
                together += segment_together(segment, &terms)?;
            }
        }
        Ok(together)
    }

    /// How many documents have one term right before the other; counted no further than what is enough.
    pub(super) fn side_by_side(&self, one: &str, other: &str, enough: f32) -> Result<f32, IndexError> {
        let mut count = 0.0;
        for &(searcher, field) in &self.indexes {
            let phrase = PhraseQuery::new([one, other].map(|term| Term::from_field_text(field, term)).to_vec());
            let weight = phrase.weight(EnableScoring::disabled_from_searcher(searcher))?;
            for segment in searcher.segment_readers() {
                let mut holders = weight.scorer(segment, 1.0)?;
                while holders.doc() != TERMINATED && count < enough {
                    let is_alive = segment.alive_bitset().is_none_or(|alive| alive.is_alive(holders.doc()));
                    count += f32::from(u8::from(is_alive));
                    holders.advance();
                }
            }
        }
        Ok(count)
    }
}

/// Walks along the rarer term, and looks each document up in the other's postings.
fn segment_together(segment: &SegmentReader, terms: &[Term; 2]) -> Result<f32, IndexError> {
    let index = segment.inverted_index(terms[0].field())?;
    let postings = |term| index.read_postings(term, IndexRecordOption::Basic).map_err(TantivyError::from);
    let (Some(one), Some(other)) = (postings(&terms[0])?, postings(&terms[1])?) else { return Ok(0.0) };
    let (mut rarer, mut other) = if one.doc_freq() <= other.doc_freq() { (one, other) } else { (other, one) };
    let (mut sampled, mut shared) = (0, 0);
    while rarer.doc() != TERMINATED && sampled < MAX_SAMPLED {
        sampled += 1;
        if other.doc() < rarer.doc() {
            other.seek(rarer.doc());
        }
        shared += u32::from(other.doc() == rarer.doc());
        rarer.advance();
    }
    Ok(shared as f32 * rarer.doc_freq() as f32 / sampled.max(1) as f32)
}
