//! What the signals say of each candidate.

use rustc_hash::FxHashMap;
use tantivy::DocAddress;

use super::reason::ReasonKind;
use crate::document::DocumentId;
use crate::ranking::{Explanation, noisy_or};

/// What one signal says of one product, or of one passage.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Evidence {
    pub(super) kind: ReasonKind,
    /// Of the signal at its strongest, 0 to 1.
    pub(super) strength: f64,
    /// What of the seed gave it.
    pub(super) source: Source,
    /// The article whose editor put the two together.
    pub(super) via: Option<Linker>,
}

/// A place in a seed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Source {
    /// Which of its parts.
    pub(super) part: usize,
    /// Which of that part's texts.
    pub(super) text: usize,
}

/// An article with editor's links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Linker {
    pub(super) document: DocumentId,
    pub(super) title: String,
}

impl Evidence {
    pub(super) fn new(kind: ReasonKind, strength: f64, source: Source) -> Self {
        Self { kind, strength, source, via: None }
    }

    /// What it counts, 0 to 1.
    pub(super) fn weight(&self) -> f64 {
        self.strength * self.kind.strength()
    }
}

/// Evidence by candidate, whatever signal found it. Candidates stay unread until it is clear which are the best.
#[derive(Default)]
pub(super) struct Candidates {
    known: FxHashMap<DocAddress, Vec<Evidence>>,
}

/// A candidate with all that speaks for it.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) address: DocAddress,
    /// 0 to 1.
    pub(super) score: f64,
    /// In the order in which it is told.
    pub(super) evidence: Vec<Evidence>,
}

impl Candidates {
    /// Adds evidence. Of several pieces of one kind the strongest stands.
    pub(super) fn add(&mut self, address: DocAddress, evidence: Evidence) {
        let known = self.known.entry(address).or_default();
        match known.iter_mut().find(|known| known.kind == evidence.kind) {
            Some(same) if same.strength < evidence.strength => *same = evidence,
            Some(_) => {}
            None => known.push(evidence),
        }
    }

    pub(super) fn addresses(&self) -> impl Iterator<Item = DocAddress> {
        self.known.keys().copied()
    }

    /// The best so far with their scores, best first, at most so many; equal ones by address.
    pub(super) fn best(&self, most: usize) -> Vec<(DocAddress, f64)> {
        let scored = self.known.iter().map(|(&address, evidence)| (address, score(evidence)));
        let mut best: Vec<(DocAddress, f64)> = scored.collect();
        best.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        best.truncate(most);
        best
    }

    /// All of them, best first, equal ones by address.
    pub(super) fn ranked(self) -> Vec<Candidate> {
        let mut ranked: Vec<Candidate> =
            self.known.into_iter().map(|(address, evidence)| Candidate::new(address, evidence)).collect();
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.address.cmp(&b.address)));
        ranked
    }
}

impl Candidate {
    fn new(address: DocAddress, mut evidence: Vec<Evidence>) -> Self {
        evidence.sort_by_key(|one| one.kind);
        Self { address, score: score(&evidence), evidence }
    }

    pub(super) fn explanation(&self) -> Explanation {
        let parts = self.evidence.iter();
        let parts = parts.map(|evidence| Explanation::leaf(evidence.weight(), evidence.kind.name())).collect();
        Explanation::tree(self.score, "noisy-or of", parts)
    }
}

fn score(evidence: &[Evidence]) -> f64 {
    noisy_or(evidence.iter().map(Evidence::weight))
}
