//! Words of a query that stand near each other in a document.
//!
//! Each pair counts like a word of its own: as often as both stand within a window of some words in whatever order, saturated as
//! BM25 saturates a word's frequency, times what the two words say together: the unordered windows of Metzler and Croft 2005
//! ("A Markov random field model for term dependencies"), with BM25 for the language model.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet, Searcher, Term};

use super::query::Alternative;
use crate::index::IndexError;

/// What a pair counts beside a word.
const WEIGHT: f32 = 0.1;
/// Positions within which two words are near.
const WINDOW: u32 = 8;
/// How far apart two words of a query may be themselves, in words that count: a pasted page is not all pairs.
const REACH: usize = 8;
/// The saturation of BM25 (k1 of Tantivy's).
const SATURATION: f32 = 1.2;

/// The places of a query's words in documents, which are asked for in rising order.
pub(super) struct Proximity<'r> {
    searcher: &'r Searcher,
    field: Field,
    /// How much each clause of the query says.
    idf: &'r [f32],
    /// The segment that `open` is of.
    segment: u32,
    /// The postings of terms in the segment.
    open: Vec<(&'r str, Option<SegmentPostings>)>,
    /// Of the document at hand: where words stand, each with its place among those counted.
    places: Vec<(u32, usize)>,
    positions: Vec<u32>,
}

impl<'r> Proximity<'r> {
    pub(super) fn new(searcher: &'r Searcher, field: Field, idf: &'r [f32]) -> Self {
        Self { searcher, field, idf, segment: u32::MAX, open: Vec::new(), places: Vec::new(), positions: Vec::new() }
    }

    /// What the nearness of the alternatives that a document has adds to its BM25.
    pub(super) fn score(
        &mut self,
        document: DocAddress,
        counted: &[(f32, &'r Alternative)],
    ) -> Result<f32, IndexError> {
        if counted.len() < 2 {
            return Ok(0.0);
        }
        self.read_places(document, counted)?;
        let mut near = vec![0.0_f32; counted.len() * REACH];
        for (at, &(place, word)) in self.places.iter().enumerate() {
            let before = self.places[..at].iter().rev().take_while(|&&(other, _)| place - other <= WINDOW);
            for &(_, other) in before {
                let (first, last) = (word.min(other), word.max(other));
                if first < last && last - first <= REACH {
                    near[first * REACH + last - first - 1] += 1.0;
                }
            }
        }
        let weight = |word: usize| {
            let (_, alternative) = counted[word];
            alternative.weight * self.idf[alternative.clauses[0]]
        };
        let pairs = near.iter().enumerate().filter(|&(_, &times)| times > 0.0);
        let score = |(pair, &times): (usize, &f32)| {
            let (first, last) = (pair / REACH, pair / REACH + pair % REACH + 1);
            (weight(first) + weight(last)) * times * (1.0 + SATURATION) / (times + SATURATION)
        };
        Ok(WEIGHT * pairs.map(score).sum::<f32>())
    }

    fn read_places(&mut self, document: DocAddress, counted: &[(f32, &'r Alternative)]) -> Result<(), IndexError> {
        if self.segment != document.segment_ord {
            self.segment = document.segment_ord;
            self.open.clear();
        }
        self.places.clear();
        for (word, term) in counted.iter().enumerate().filter_map(|(word, (_, found))| Some((word, found.term()?))) {
            let at = self.open(term)?;
            let Some(postings) = &mut self.open[at].1 else { continue };
            if postings.doc() < document.doc_id {
                postings.seek(document.doc_id);
            }
            if postings.doc() == document.doc_id {
                postings.positions(&mut self.positions);
                self.places.extend(self.positions.iter().map(|&place| (place, word)));
            }
        }
        self.places.sort_unstable();
        Ok(())
    }

    /// The place of a term's postings in `open`.
    fn open(&mut self, term: &'r str) -> Result<usize, IndexError> {
        if let Some(at) = self.open.iter().position(|&(known, _)| known == term) {
            return Ok(at);
        }
        let index = self.searcher.segment_reader(self.segment).inverted_index(self.field)?;
        let of_term = Term::from_field_text(self.field, term);
        let postings = index.read_postings(&of_term, IndexRecordOption::WithFreqsAndPositions);
        self.open.push((term, postings.map_err(tantivy::TantivyError::from)?));
        Ok(self.open.len() - 1)
    }
}
