//! Candidates by their meaning, and how near each candidate is to a query.
//!
//! A query of two words is a vague direction. So it is turned towards the passages that fit its words best (pseudo-relevance
//! feedback by Rocchio's formula): that costs nothing but reading their vectors, and finds what uses other words.

use tantivy::DocAddress;

use super::query::{Alternative, Query};
use crate::index::{DocumentVectors, Space};
use crate::semantics::{Probe, Vector};

/// Passages that are taken for answers. The optimum is flat from 3 to 10; fewer drift less.
const FEEDBACK_PASSAGES: usize = 3;
/// Those that fit as well as the last of them count too, so that no order of equals decides; but not without end.
const MAX_FEEDBACK_PASSAGES: usize = 10;
/// Sums of the same numbers differ by less, as a share.
const EQUAL: f32 = 1e-6;
/// What the query's own vector keeps beside theirs.
const OWN_WEIGHT: f32 = 0.3;

/// A document that is taken for an answer: its vector and how well it fits.
pub(super) type Answer<'v> = (f32, &'v [i8]);

/// What is looked for; nothing if neither the query's words nor its answers have a meaning here.
pub(super) fn probe(space: &Space, query: &Query, answers: &[Answer<'_>]) -> Option<Probe> {
    let terms = query.alternatives().flat_map(|alternative: &Alternative| {
        alternative.terms.iter().map(|term| (term.text.as_str(), alternative.weight))
    });
    let own = space.fold_in(terms);
    if is_zero(&own) && answers.is_empty() {
        return None;
    }
    let own_weight = if answers.is_empty() { 1.0 } else { OWN_WEIGHT };
    space.probe(&own, own_weight, answers.iter().copied())
}

/// The documents that are taken for answers, of some with their scores, best first.
pub(super) fn answers(best: impl Iterator<Item = (DocAddress, f32)>, vectors: &DocumentVectors) -> Vec<Answer<'_>> {
    let best: Vec<(DocAddress, f32)> = best.take(MAX_FEEDBACK_PASSAGES).take_while(|&(_, score)| score > 0.0).collect();
    let bar = best.get(FEEDBACK_PASSAGES - 1).map_or(0.0, |&(_, score)| score * (1.0 - EQUAL));
    let counted = best.into_iter().take_while(|&(_, score)| score >= bar);
    counted.map(|(address, score)| (score, vectors.of(address))).collect()
}

fn is_zero(vector: &Vector) -> bool {
    vector.iter().all(|&x| x == 0.0)
}
