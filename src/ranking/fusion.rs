//! Putting evidence together.

use super::Explanation;

/// What one kind of evidence counts in a score, and its best value in the list, which counts 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Of all kinds together 1.
    pub weight: f32,
    /// The largest value in the list.
    pub best: f32,
}

impl Share {
    /// What a value of this kind adds to a score.
    #[must_use]
    pub fn of(self, value: f32) -> f32 {
        if self.best > 0.0 { self.weight * (value / self.best).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The share of a value that explains itself.
    #[must_use]
    pub fn explain(self, value: Explanation) -> Explanation {
        let description = format!("{} of {:.4}, the best here", self.weight, self.best);
        Explanation::tree(f64::from(self.of(value.value as f32)), description, vec![value])
    }
}

/// The convex combination of several kinds of evidence for one document (Bruch, Gai and Ingber 2023, *ACM TOIS* 42:20): each
/// kind's own values are kept in proportion, so a list does not depend on how many others stand in it, as ranks do. Zero
/// stays zero: both a fit and a cosine of 0 say that there is nothing.
#[must_use]
pub fn convex(evidence: &[(Share, f32)]) -> f32 {
    evidence.iter().map(|&(share, value)| share.of(value)).sum()
}

/// The probability that at least one of several independent causes holds, each weighted by its strength in 0..=1.
///
/// Noisy-or (Pearl, *Probabilistic Reasoning in Intelligent Systems*, 1988, section 4.3.2). Stays in 0..=1, grows with every
/// input, and does not depend on their order beyond rounding.
pub fn noisy_or(evidence: impl IntoIterator<Item = f64>) -> f64 {
    1.0 - evidence.into_iter().map(|strength| 1.0 - strength.clamp(0.0, 1.0)).product::<f64>()
}

/// How much a term says that so many of some documents have (Robertson and Zaragoza 2009, section 3.4.5, as Tantivy has it).
#[must_use]
pub fn inverse_document_frequency(holders: u64, documents: u64) -> f64 {
    (1.0 + (documents as f64 - holders as f64 + 0.5).max(0.0) / (holders as f64 + 0.5)).ln()
}
