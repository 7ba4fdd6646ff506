//! Lists without near-twins: maximal marginal relevance (Carbonell and Goldstein 1998).

use std::vec::IntoIter;

use super::evidence::Candidate;

/// Candidates that are chosen from; the rest follows in its own order.
const POOL: usize = 100;

/// Gives out candidates one after the other: what is best by its score less how much it resembles what was accepted before.
pub(super) struct Diverse<S> {
    /// Those that are chosen from, in their order, each with its resemblance to the most similar one that was accepted.
    pool: Vec<(Candidate, f64)>,
    rest: IntoIter<Candidate>,
    /// What resemblance counts, 0 to 1.
    diversity: f64,
    similarity: S,
}

impl<S: Fn(&Candidate, &Candidate) -> f64> Diverse<S> {
    pub(super) fn new(mut candidates: Vec<Candidate>, diversity: f64, similarity: S) -> Self {
        let rest = candidates.split_off(candidates.len().min(POOL)).into_iter();
        Self { pool: candidates.into_iter().map(|candidate| (candidate, 0.0)).collect(), rest, diversity, similarity }
    }

    /// Says that a candidate stands in the list: what resembles it steps back.
    pub(super) fn accept(&mut self, taken: &Candidate) {
        if self.diversity > 0.0 {
            for (candidate, nearest) in &mut self.pool {
                *nearest = nearest.max((self.similarity)(candidate, taken));
            }
        }
    }

    /// The place in the pool of the next one; of equal ones the first.
    fn best(&self) -> usize {
        let marginal = |&(ref candidate, nearest): &(Candidate, f64)| {
            (1.0 - self.diversity) * candidate.score - self.diversity * nearest
        };
        (1..self.pool.len())
            .fold(0, |best, at| if marginal(&self.pool[at]) > marginal(&self.pool[best]) { at } else { best })
    }
}

impl<S: Fn(&Candidate, &Candidate) -> f64> Iterator for Diverse<S> {
    type Item = Candidate;

    fn next(&mut self) -> Option<Candidate> {
        if self.pool.is_empty() {
            return self.rest.next();
        }
        let best = self.best();
        Some(self.pool.remove(best).0)
    }
}

#[cfg(test)]
mod tests {
    use tantivy::DocAddress;

    use super::*;

    fn order(diversity: f64) -> Vec<u32> {
        let scores = [0.9, 0.8, 0.7];
        let candidate = |(doc, score)| Candidate { address: DocAddress::new(0, doc), score, evidence: Vec::new() };
        // The first two are twins.
        let twins = |a: &Candidate, b: &Candidate| f64::from(u8::from(a.address.doc_id + b.address.doc_id == 1));
        let mut diverse = Diverse::new((0..).zip(scores).map(candidate).collect(), diversity, twins);
        let mut order = Vec::new();
        while let Some(next) = diverse.next() {
            diverse.accept(&next);
            order.push(next.address.doc_id);
        }
        order
    }

    #[test]
    fn without_diversity_scores_decide() {
        assert_eq!(order(0.0), [0, 1, 2]);
        assert_eq!(order(0.05), [0, 1, 2]);
    }

    #[test]
    fn a_twin_of_a_better_one_steps_back() {
        assert_eq!(order(0.5), [0, 2, 1]);
    }
}
