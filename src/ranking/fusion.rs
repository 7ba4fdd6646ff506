//! Putting independent evidence together.

/// The probability that at least one of several independent causes holds, each weighted by its strength in 0..=1.
///
/// Noisy-or (Pearl, *Probabilistic Reasoning in Intelligent Systems*, 1988, section 4.3.2). Stays in 0..=1, grows with every
/// input, and does not depend on their order beyond rounding.
pub fn noisy_or(evidence: impl IntoIterator<Item = f64>) -> f64 {
    1.0 - evidence.into_iter().map(|strength| 1.0 - strength.clamp(0.0, 1.0)).product::<f64>()
}

/// Divides scores by the best one, so that it becomes 1 whatever the scale of the list.
pub fn scale_by_best(scores: &mut [f64]) {
    let best = scores.iter().copied().fold(0.0, f64::max);
    if best > 0.0 {
        for score in scores {
            *score /= best;
        }
    }
}
