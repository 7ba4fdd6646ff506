//! What is near in meaning to the seed, by the vectors that were learned from the corpus.

use super::evidence::{Candidates, Evidence, Source};
use super::reason::ReasonKind;
use super::target::Stock;
use super::term::SeedWord;

/// What is less near is near by chance.
const MIN_COSINE: f32 = 0.1;

/// Adds the `limit` that are nearest to the seed's words, and says of those that are known already how near they are.
/// Nothing where the corpus is too small to learn from.
pub(super) fn collect(stock: &Stock<'_>, words: &[SeedWord], limit: usize, candidates: &mut Candidates) {
    let Some((space, vectors)) = stock.space else { return };
    let own = space.fold_in(words.iter().map(|word| (word.text.as_str(), word.frequency as f32)));
    let Some(probe) = space.probe(&own, 1.0, []) else { return };
    let near = vectors.nearest(stock.searcher, &probe, limit, None).into_iter().map(|near| near.address);
    let found: Vec<_> = near.chain(candidates.addresses()).collect();
    for address in found {
        let cosine = probe.cosine(vectors.of(address));
        if cosine >= MIN_COSINE {
            candidates.add(address, Evidence::new(ReasonKind::Meaning, cosine.into(), Source::default()));
        }
    }
}
