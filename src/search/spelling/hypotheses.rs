//! What may have been meant by a typed word, weighed.

use super::candidates::Candidate;
use super::channel;
use super::context::Context;
use super::evidence::Evidence;
use crate::index::IndexError;

/// What may have been meant by a word.
pub(super) struct Hypotheses {
    as_typed: Candidate,
    candidates: Vec<Candidate>,
    /// Whether the word finds something as it was typed.
    pub(super) is_found: bool,
}

impl Hypotheses {
    /// A word as it was typed.
    pub(super) fn new(as_typed: Candidate, is_found: bool) -> Self {
        Self { as_typed, candidates: Vec::new(), is_found }
    }

    /// Adds others. One of the same term finds the same, so it speaks for the word as it was typed.
    pub(super) fn add(&mut self, candidates: Vec<Candidate>) {
        for candidate in candidates {
            if self.as_typed.term.is_some() && candidate.term == self.as_typed.term {
                self.as_typed.bits = channel::either(self.as_typed.bits, candidate.bits);
            } else {
                self.candidates.push(candidate);
            }
        }
    }

    /// The likeliest candidate with its probability against the others and the typed word.
    pub(super) fn best(&self) -> Option<(&Candidate, f32)> {
        let best = self.candidates.iter().max_by(|a, b| a.bits.total_cmp(&b.bits))?;
        let all = self.candidates.iter().chain([&self.as_typed]).map(|candidate| candidate.bits);
        Some((best, channel::confidence(best.bits, all)))
    }

    /// Adds what the other words of the query say.
    pub(super) fn ask(&mut self, context: &Context, evidence: &Evidence<'_>) -> Result<(), IndexError> {
        for candidate in self.candidates.iter_mut().chain([&mut self.as_typed]) {
            if let Some(term) = &candidate.term {
                candidate.bits += context.bits(term, evidence)?;
            }
        }
        Ok(())
    }
}
