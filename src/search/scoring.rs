//! The best documents for a query whose words have alternatives.
//!
//! An alternative counts *instead of* the words that it stands for, never on top of them: of "acne", "pimples" and "spots" the
//! one that counts most in a document counts (the disjunction maximum). Added up, a text that uses them all would beat the one
//! that answers: on `MedQuAD` the sum lost up to 0.008 nDCG@10, the maximum nothing.
//!
//! Tantivy cannot skip postings for a maximum. But the maximum is never more than the sum, and for a flat sum of terms it can
//! (block-max WAND). So the sum proposes documents, each proposed one is scored exactly, and the exact scores of the best so far
//! are the bar that a sum has to pass to be proposed. What comes out is the exact best. Documents with an alternative of several
//! words are few, and each is scored.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::query::{BooleanQuery, BoostQuery, EnableScoring, Query as TantivyQuery, Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentReader};

use super::bits::Bits;
use super::limits::phrase_query;
use super::query::{Alternative, Origin};
use super::weighting::Weighted;
use crate::index::{IndexError, Scored, disjunction, top};

/// What the bar is lowered by, as a share: sums are rounded in another order than exact scores, and documents of equal score
/// are to be compared by their address.
const SLACK: f32 = 1e-5;

/// What Tantivy scores by: of each alternative, one a field. To make them looks up every term, so one query makes them once.
pub(super) type Weights = Vec<Vec<Box<dyn Weight>>>;

/// A query over fields, each with its share of a word's weight; the first one holds the words of all the others.
pub(super) struct Scoring<'q> {
    pub(super) alternatives: &'q [Weighted<'q>],
    pub(super) fields: &'q [(Field, f32)],
    /// Of the alternatives, in these fields and perhaps in more behind them.
    pub(super) weights: &'q Weights,
    /// The documents that are allowed, segment by segment; all if there are none.
    pub(super) allowed: Option<&'q [Bits]>,
}

impl<'q> Scoring<'q> {
    /// The best `limit` documents, best first; equal ones in the order of their addresses.
    pub(super) fn top(&self, searcher: &Searcher, limit: usize) -> Result<Vec<Scored>, IndexError> {
        if self.allowed.is_none()
            && self
                .alternatives
                .iter()
                .all(|weighted| matches!(weighted.alternative.origin, Origin::Typed | Origin::Prefix))
        {
            // Nothing stands for anything else: the sum is the score. What a word may become stands in few documents together, and
            // who is still typing does not wait for the difference.
            return top(searcher, &self.sum_of_terms(), limit);
        }
        let mut best = Best::new(limit.min(searcher.num_docs() as usize));
        let sum = self.sum_of_terms().weight(EnableScoring::enabled_from_searcher(searcher))?;
        for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
            let segment = Segment { ordinal, reader: segment, scoring: self };
            segment.score_phrases(&mut best)?;
            segment.score_proposed(sum.as_ref(), &mut best)?;
        }
        Ok(best.into_sorted())
    }

    /// The best `limit` of few documents, each of which is scored.
    pub(super) fn top_of_few(
        &self,
        searcher: &Searcher,
        documents: &[Bits],
        limit: usize,
    ) -> Result<Vec<Scored>, IndexError> {
        let mut best = Best::new(limit);
        for (ordinal, reader) in searcher.segment_readers().iter().enumerate() {
            let segment = Segment { ordinal, reader, scoring: self };
            let mut scorers = segment.scorers(|_| true)?;
            for document in documents[ordinal].iter() {
                best.push(segment.address(document), scorers.score(document));
            }
        }
        Ok(best.into_sorted())
    }

    /// Calls `visit` for each of some documents, which are in rising order, with what its score is made of.
    pub(super) fn count(
        &self,
        searcher: &Searcher,
        documents: &[DocAddress],
        mut visit: impl FnMut(DocAddress, &[(Score, &'q Alternative)]) -> Result<(), IndexError>,
    ) -> Result<(), IndexError> {
        for group in documents.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let ordinal = group[0].segment_ord;
            let reader = searcher.segment_reader(ordinal);
            let segment = Segment { ordinal: ordinal as usize, reader, scoring: self };
            let mut scorers = segment.scorers(|_| true)?;
            let mut counted = Vec::new();
            for document in group {
                scorers.count(document.doc_id);
                let clauses = scorers.clauses.iter();
                counted.clear();
                counted.extend(clauses.filter_map(|&(score, at)| Some((score, self.alternatives[at?].alternative))));
                visit(*document, &counted)?;
            }
        }
        Ok(())
    }

    /// The alternatives that a document's score is made of, as a query that adds them up.
    pub(super) fn counted(&self, searcher: &Searcher, hit: DocAddress) -> Result<BooleanQuery, IndexError> {
        let reader = searcher.segment_reader(hit.segment_ord);
        let segment = Segment { ordinal: hit.segment_ord as usize, reader, scoring: self };
        let counted = segment.scorers(|_| true)?.counted(hit.doc_id);
        Ok(BooleanQuery::union(
            counted.into_iter().flat_map(|at| queries(&self.alternatives[at], self.fields)).collect(),
        ))
    }

    fn sum_of_terms(&self) -> BooleanQuery {
        let terms =
            self.alternatives.iter().filter_map(|weighted| Some((weighted.alternative.term()?, weighted.weight)));
        disjunction(
            terms.flat_map(|(term, weight)| {
                self.fields.iter().map(move |&(field, share)| (field, term, share * weight))
            }),
        )
    }
}

/// One query a field; a phrase stands in the field with all words.
fn queries(weighted: &Weighted<'_>, fields: &[(Field, f32)]) -> Vec<Box<dyn TantivyQuery>> {
    let Weighted { alternative, weight, .. } = weighted;
    let fields = if alternative.terms.len() == 1 { fields } else { &fields[..1] };
    let query = |&(field, share): &(Field, f32)| -> Box<dyn TantivyQuery> {
        Box::new(BoostQuery::new(phrase_query(field, &alternative.terms), share * weight))
    };
    fields.iter().map(query).collect()
}

/// What Tantivy scores the alternatives of a query by.
pub(super) fn weights(
    alternatives: &[Weighted<'_>],
    fields: &[(Field, f32)],
    searcher: &Searcher,
) -> Result<Weights, IndexError> {
    let scoring = EnableScoring::enabled_from_searcher(searcher);
    let of_alternative = |weighted: &Weighted<'_>| -> tantivy::Result<Vec<Box<dyn Weight>>> {
        queries(weighted, fields).iter().map(|query| query.weight(scoring)).collect()
    };
    Ok(alternatives.iter().map(of_alternative).collect::<tantivy::Result<_>>()?)
}

struct Segment<'s> {
    ordinal: usize,
    reader: &'s SegmentReader,
    scoring: &'s Scoring<'s>,
}

impl<'s> Segment<'s> {
    /// Scores every document that has an alternative of several words.
    fn score_phrases(&self, best: &mut Best) -> Result<(), IndexError> {
        let phrases = self.phrases();
        if phrases.is_empty() {
            return Ok(());
        }
        let mut scorers = self.scorers(|_| true)?;
        for document in phrases.iter().filter(|&document| self.allows(document)) {
            best.push(self.address(document), scorers.score(document));
        }
        Ok(())
    }

    /// Scores what the sum of all terms proposes.
    fn score_proposed(&self, sum: &dyn Weight, best: &mut Best) -> Result<(), IndexError> {
        let phrases = self.phrases();
        let mut scorers = self.scorers(|weighted| weighted.holders.is_none())?;
        sum.for_each_pruning(best.bar(), self.reader, &mut |document, _| {
            if !phrases.has(document) && self.allows(document) {
                best.push(self.address(document), scorers.score(document));
            }
            best.bar()
        })?;
        Ok(())
    }

    /// Scorers of the alternatives that are wanted and that a document here can have.
    fn scorers(&self, wanted: impl Fn(&Weighted<'_>) -> bool) -> Result<Scorers<'s>, IndexError> {
        let alternatives = self.scoring.weights.iter().zip(self.scoring.alternatives);
        let by_alternative = alternatives.map(|(weights, weighted)| {
            let is_nowhere = weighted.holders.as_ref().is_some_and(|holders| holders[self.ordinal].is_empty());
            let weights = if is_nowhere || !wanted(weighted) { &[] } else { weights.as_slice() };
            let weights = weights.iter().take(self.scoring.fields.len());
            weights.map(|weight| weight.scorer(self.reader, 1.0)).collect::<tantivy::Result<Vec<_>>>()
        });
        Ok(Scorers {
            by_alternative: by_alternative.collect::<tantivy::Result<Vec<_>>>()?,
            alternatives: self.scoring.alternatives,
            segment: self.ordinal,
            clauses: Vec::new(),
        })
    }

    /// The documents that have an alternative of several words.
    fn phrases(&self) -> Bits {
        let mut phrases = Bits::empty(self.reader.max_doc());
        for holders in self.scoring.alternatives.iter().filter_map(|weighted| weighted.holders.as_ref()) {
            phrases.add_all(&holders[self.ordinal]);
        }
        phrases
    }

    fn allows(&self, document: DocId) -> bool {
        self.scoring.allowed.is_none_or(|allowed| allowed[self.ordinal].has(document))
            && self.reader.alive_bitset().is_none_or(|alive| alive.is_alive(document))
    }

    fn address(&self, document: DocId) -> DocAddress {
        DocAddress::new(self.ordinal as u32, document)
    }
}

/// Scores documents of one segment, in rising order.
struct Scorers<'s> {
    /// Of each alternative, one a field.
    by_alternative: Vec<Vec<Box<dyn Scorer>>>,
    alternatives: &'s [Weighted<'s>],
    /// The segment's number.
    segment: usize,
    /// What counts for each clause of the document at hand: a score and the alternative that gives it.
    clauses: Vec<(Score, Option<usize>)>,
}

impl Scorers<'_> {
    fn score(&mut self, document: DocId) -> Score {
        self.count(document);
        self.clauses.iter().map(|&(score, _)| score).sum()
    }

    fn counted(mut self, document: DocId) -> Vec<usize> {
        self.count(document);
        self.clauses.iter().filter_map(|&(_, alternative)| alternative).collect()
    }

    /// Fills `clauses`: first with the best single-clause alternatives, then with each alternative for several clauses that
    /// counts more than those clauses do.
    fn count(&mut self, document: DocId) {
        self.clauses.clear();
        for several in [false, true] {
            for (at, weighted) in self.alternatives.iter().enumerate() {
                let clauses = weighted.alternative.clauses.as_slice();
                if (clauses.len() > 1) == several && weighted.may_be_in(self.segment, document) {
                    let score =
                        self.by_alternative[at].iter_mut().map(|scorer| score_at(scorer.as_mut(), document)).sum();
                    self.replace(clauses, at, score);
                }
            }
        }
    }

    fn replace(&mut self, clauses: &[usize], alternative: usize, score: Score) {
        let last = clauses.iter().max().map_or(0, |last| last + 1);
        self.clauses.resize(self.clauses.len().max(last), (0.0, None));
        let before: Score = clauses.iter().map(|&clause| self.clauses[clause].0).sum();
        if score > before {
            for &clause in clauses {
                self.clauses[clause] = (0.0, None);
            }
            self.clauses[clauses[0]] = (score, Some(alternative));
        }
    }
}

fn score_at(scorer: &mut dyn Scorer, document: DocId) -> Score {
    if scorer.doc() < document {
        scorer.seek(document);
    }
    if scorer.doc() == document { scorer.score() } else { 0.0 }
}

/// The best documents so far.
struct Best {
    limit: usize,
    /// The worst of them on top.
    heap: BinaryHeap<Reverse<Candidate>>,
}

impl Best {
    fn new(limit: usize) -> Self {
        Self { limit, heap: BinaryHeap::new() }
    }

    /// What a document must be proposed with to have a chance.
    fn bar(&self) -> Score {
        match self.heap.peek() {
            Some(Reverse(worst)) if self.heap.len() >= self.limit => worst.0.score * (1.0 - SLACK),
            _ if self.limit == 0 => Score::MAX,
            _ => Score::MIN,
        }
    }

    fn push(&mut self, address: DocAddress, score: Score) {
        self.heap.push(Reverse(Candidate(Scored { address, score })));
        if self.heap.len() > self.limit {
            self.heap.pop();
        }
    }

    fn into_sorted(self) -> Vec<Scored> {
        self.heap.into_sorted_vec().into_iter().map(|Reverse(candidate)| candidate.0).collect()
    }
}

/// Greater is better: a larger score, and of equal ones the lower address.
#[derive(PartialEq)]
struct Candidate(Scored);

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.score.total_cmp(&other.0.score).then(other.0.address.cmp(&self.0.address))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
