//! What is near in meaning to the seed, by the vectors that were learned from the corpus.

use super::evidence::{Candidates, Evidence, Source};
use super::reason::ReasonKind;
use super::target::Stock;
use super::term::SeedWord;

/// What is less near is near by chance.
const MIN_COSINE: f32 = 0.1;

/// The best candidates by the other signals, towards which the seed is turned as a search turns its query (pseudo-relevance
/// feedback by Rocchio's formula): 1 to 2 points of nDCG@10 on three collections, the optimum is flat.
const FEEDBACK: usize = 3;
/// What the seed's own vector keeps beside theirs.
const OWN_WEIGHT: f32 = 0.3;

/// Says of all that are known already how near they are to the seed's words and to what the other signals found for it, and adds the
/// nearest where fewer than `limit` are known: to look through all costs a fifth of an answer, and on three collections nothing was
/// won by it where words had found enough. Nothing where the corpus is too small to learn from.
pub(super) fn collect(stock: &Stock<'_>, words: &[SeedWord], limit: usize, candidates: &mut Candidates) {
    let Some((space, vectors)) = stock.space else { return };
    let own = space.fold_in(words.iter().map(|word| (word.text.as_str(), word.frequency as f32)));
    let best = candidates.best(FEEDBACK);
    let own_weight = if best.is_empty() { 1.0 } else { OWN_WEIGHT };
    let feedback = best.into_iter().map(|(address, score)| (score as f32, vectors.of(address)));
    let Some(probe) = space.probe(&own, own_weight, feedback) else { return };
    let mut found: Vec<_> = candidates.addresses().collect();
    if found.len() < limit {
        found.extend(vectors.nearest(stock.searcher, &probe, limit, None).into_iter().map(|near| near.address));
    }
    for address in found {
        let cosine = probe.cosine(vectors.of(address));
        if cosine >= MIN_COSINE {
            candidates.add(address, Evidence::new(ReasonKind::Meaning, cosine.into(), Source::default()));
        }
    }
}
