//! Which of the candidates become results.

use std::collections::HashMap;

use super::candidates::Candidate;
use super::request::{RetrieveKinds, RetrieveRequest};
use super::source::{Documents, Retrieved};
use crate::document::Kind;
use crate::engine::{Engine, Error};

impl Engine {
    /// The best candidates within what is wanted, behind what was added for safety. Texts that say the same stand there once.
    pub(super) fn choose(
        &self,
        candidates: &[Candidate],
        added: Vec<Retrieved>,
        request: &RetrieveRequest,
        documents: &mut Documents,
    ) -> Result<Vec<Retrieved>, Error> {
        let is_wanted = |candidate: &&Candidate| {
            let kind = if candidate.kind == Kind::Article { RetrieveKinds::PASSAGES } else { RetrieveKinds::PRODUCTS };
            candidate.score >= request.threshold && request.kinds.contains(kind)
        };
        let mut left: Vec<Candidate> = candidates.iter().filter(is_wanted).copied().collect();
        let (mut chosen, mut results): (Vec<Candidate>, Vec<Retrieved>) = (Vec::new(), Vec::new());
        let mut of_document: HashMap<String, usize> = HashMap::new();
        while results.len() < request.limit
            && let Some(candidate) = self.take_best(&mut left, &chosen, request.diversity)
        {
            let Some(retrieved) = documents.retrieved(&candidate, request, self)? else { continue };
            let count = of_document.entry(retrieved.document.clone()).or_default();
            if *count < request.per_document && results.iter().all(|known| known.text != retrieved.text) {
                *count += 1;
                chosen.push(candidate);
                results.push(retrieved);
            }
        }
        Ok(with_added(results, added))
    }

    /// The best of what is left: its score less what it resembles of what was chosen (maximal marginal relevance, Carbonell and
    /// Goldstein 1998).
    fn take_best(&self, left: &mut Vec<Candidate>, chosen: &[Candidate], diversity: f32) -> Option<Candidate> {
        let value = |candidate: &Candidate| {
            let resembles = chosen.iter().map(|other| self.resemblance(candidate, other)).fold(0.0, f32::max);
            (1.0 - diversity) * candidate.score - diversity * resembles
        };
        // Of equals the first: `left` is in the order of the scores.
        let best = (0..left.len()).rev().max_by(|&a, &b| value(&left[a]).total_cmp(&value(&left[b])))?;
        Some(left.remove(best))
    }

    fn resemblance(&self, a: &Candidate, b: &Candidate) -> f32 {
        if a.kind != b.kind {
            return 0.0;
        }
        self.reader.space().map_or(0.0, |space| {
            let vectors = if a.kind == Kind::Article { &space.passages } else { &space.products };
            vectors.cosine(a.hit.address, b.hit.address)
        })
    }
}

/// Puts what was added behind the best result, so that no budget leaves it out; a result that was added too stands there once.
fn with_added(mut results: Vec<Retrieved>, added: Vec<Retrieved>) -> Vec<Retrieved> {
    for one in &added {
        if let Some(known) = results.iter_mut().find(|known| known.id == one.id) {
            known.concerns.clone_from(&one.concerns);
        }
    }
    let is_new = |one: &Retrieved| results.iter().all(|known| known.id != one.id);
    let mut rest: Vec<Retrieved> = added.into_iter().filter(is_new).collect();
    // What was found and needs care stands with what was added for it.
    let found = results.split_off(results.len().min(1));
    let (careful, others): (Vec<Retrieved>, Vec<Retrieved>) =
        found.into_iter().partition(|one| !one.concerns.is_empty());
    rest.sort_by(|a, b| b.score.total_cmp(&a.score));
    results.into_iter().chain(careful).chain(rest).chain(others).collect()
}
