//! Whether confidence says what it means: can questions that are answered be told from those that are not, and does 0.7 mean seven
//! of ten.

/// Bins of a reliability table.
const BINS: usize = 10;

/// A confidence, and whether the question is answered.
pub(super) type Judged = (f64, bool);

/// The part of the confidences between two bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// The least confidence in it.
    pub from: f64,
    /// Questions in it.
    pub questions: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share of them that is answered.
    pub answered: f64,
}

/// The area under the receiver operating characteristic: how often an answered question has more confidence than one that is not,
/// equal ones counting half. Nothing if either kind is missing.
#[must_use]
pub fn auroc(answered: &[f64], unanswered: &[f64]) -> Option<f64> {
    if answered.is_empty() || unanswered.is_empty() {
        return None;
    }
    let mut sorted = unanswered.to_vec();
    sorted.sort_by(f64::total_cmp);
    let wins = answered.iter().map(|&value| {
        let (below, up_to) =
            (sorted.partition_point(|&other| other < value), sorted.partition_point(|&other| other <= value));
        (below + up_to) as f64 / 2.0
    });
    Some(wins.sum::<f64>() / (answered.len() * unanswered.len()) as f64)
}

/// The reliability table: ten bins of equal width, empty ones left out.
#[must_use]
pub fn reliability(judged: &[Judged]) -> Vec<Bin> {
    let bin = |index: usize| {
        let of = |&&(confidence, _): &&Judged| ((confidence * BINS as f64) as usize).min(BINS - 1) == index;
        let inside: Vec<&Judged> = judged.iter().filter(of).collect();
        let mean = |value: fn(&Judged) -> f64| inside.iter().map(|one| value(one)).sum::<f64>() / inside.len() as f64;
        (!inside.is_empty()).then(|| Bin {
            from: index as f64 / BINS as f64,
            questions: inside.len(),
            confidence: mean(|judged| judged.0),
            answered: mean(|judged| f64::from(u8::from(judged.1))),
        })
    };
    (0..BINS).filter_map(bin).collect()
}

/// The expected calibration error (Naeini, Cooper and Hauskrecht 2015, AAAI): how far confidence and share are apart in a bin, on
/// average over all questions.
#[must_use]
pub fn calibration_error(judged: &[Judged]) -> f64 {
    let apart = |bin: Bin| bin.questions as f64 * (bin.confidence - bin.answered).abs();
    reliability(judged).into_iter().map(apart).sum::<f64>() / judged.len().max(1) as f64
}
