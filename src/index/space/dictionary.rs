//! The terms that have a vector.

use rustc_hash::FxHashMap;
use tantivy::Searcher;
use tantivy::schema::Field;

use crate::index::IndexError;

/// A term of one document relates to nothing.
const MIN_HOLDERS: u64 = 2;
/// A term of more documents than this relates to everything: leaving it out makes the vectors better, and learning twice as
/// fast.
const MAX_HOLDERS_SHARE: f64 = 0.1;
/// The most frequent ones are kept of a larger vocabulary: 12 MB of vectors.
const MAX_TERMS: usize = 1 << 16;

/// Terms with what each counts, in the order of their bytes.
pub(super) struct Dictionary {
    pub(super) terms: Vec<Vec<u8>>,
    /// Inverse document frequencies.
    pub(super) weights: Vec<f32>,
    numbers: FxHashMap<Vec<u8>, u32>,
}

impl Dictionary {
    /// The terms of several indexes' fields that have at least two documents.
    pub(super) fn collect(indexes: &[(&Searcher, Field)]) -> Result<Self, IndexError> {
        let mut holders: FxHashMap<Vec<u8>, u64> = FxHashMap::default();
        let mut documents = 0;
        for &(searcher, field) in indexes {
            documents += searcher.num_docs();
            for segment in searcher.segment_readers() {
                let index = segment.inverted_index(field)?;
                let mut terms = index.terms().stream().map_err(tantivy::TantivyError::from)?;
                while terms.advance() {
                    let count = u64::from(terms.value().doc_freq);
                    if let Some(known) = holders.get_mut(terms.key()) {
                        *known += count;
                    } else if is_word(terms.key()) {
                        holders.insert(terms.key().to_vec(), count);
                    }
                }
            }
        }
        Ok(Self::new(holders, documents))
    }

    fn new(holders: FxHashMap<Vec<u8>, u64>, documents: u64) -> Self {
        let most = (MAX_HOLDERS_SHARE * documents as f64) as u64;
        let mut kept: Vec<(Vec<u8>, u64)> =
            holders.into_iter().filter(|&(_, count)| (MIN_HOLDERS..=most).contains(&count)).collect();
        kept.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        kept.truncate(MAX_TERMS);
        kept.sort_unstable();
        let weights = kept.iter().map(|&(_, count)| (documents as f32 / count as f32).ln()).collect();
        Self::from_terms(kept.into_iter().map(|(term, _)| term).collect(), weights)
    }

    /// Terms that are known already, in the order of their bytes.
    pub(super) fn from_terms(terms: Vec<Vec<u8>>, weights: Vec<f32>) -> Self {
        let numbers = terms.iter().cloned().zip(0..).collect();
        Self { terms, weights, numbers }
    }

    pub(super) fn number(&self, term: &[u8]) -> Option<u32> {
        self.numbers.get(term).copied()
    }
}

/// Numbers and single letters mean nothing of their own.
fn is_word(term: &[u8]) -> bool {
    term.len() > 1 && term.iter().any(|byte| !byte.is_ascii_digit())
}
