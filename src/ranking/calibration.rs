//! A score that means the same for every query: the probability that a document answers, by logistic regression on what is known
//! at query time. The ranking orders the documents of one query; only this says whether the best of them is any good.
//!
//! The shipped coefficients were fitted by `wellspring calibrate` as docs/calibration.md says; that page has their reliability.

use nalgebra::{SMatrix, SVector};

/// What is known of a query and its strongest document, each from 0 to about 1.
pub const FEATURES: [&str; 8] = [
    "topical coverage",
    "share of the most that BM25 gives",
    "square root of proximity",
    "cosine",
    "share of words that are subjects",
    "subjects",
    "subjects of the corpus",
    "logarithm of the words",
];
/// Features and one for the intercept.
const WIDTH: usize = FEATURES.len() + 1;
/// The strength of the penalty that keeps coefficients small (ridge), beside examples whose weights add up to 1.
const PENALTY: f64 = 1e-4;
/// Steps of Newton's method; it converges in fewer than ten.
const STEPS: usize = 30;

/// The values of [`FEATURES`], in their order.
pub type Features = [f64; FEATURES.len()];

/// Coefficients of a logistic regression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// What a probability of one half has when every feature is 0, as log odds.
    pub intercept: f64,
    /// What each feature adds to the log odds.
    pub coefficients: Features,
}

/// An example to fit by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Example {
    /// What is known.
    pub features: Features,
    /// Whether it is answered.
    pub is_answered: bool,
    /// What it counts; of all examples together 1.
    pub weight: f64,
}

impl Calibration {
    /// The coefficients that the program uses.
    pub const SHIPPED: Self =
        Self { intercept: -0.8467, coefficients: [1.3920, 3.0526, 4.9791, 0.8558, -1.3006, 5.3447, 2.1946, -2.7868] };

    /// The probability that is meant by some features.
    #[must_use]
    pub fn probability(&self, features: &Features) -> f64 {
        let log_odds = self.intercept + self.coefficients.iter().zip(features).map(|(c, x)| c * x).sum::<f64>();
        1.0 / (1.0 + (-log_odds).exp())
    }

    /// The coefficients that fit some examples best: the maximum of the penalised likelihood, by Newton's method (iteratively
    /// reweighted least squares).
    #[must_use]
    pub fn fit(examples: &[Example]) -> Self {
        let mut found = SVector::<f64, WIDTH>::zeros();
        for _ in 0..STEPS {
            let mut gradient = -PENALTY * found;
            let mut curvature = SMatrix::<f64, WIDTH, WIDTH>::identity() * PENALTY;
            for example in examples {
                let x = SVector::<f64, WIDTH>::from_fn(|at, _| if at == 0 { 1.0 } else { example.features[at - 1] });
                let p = 1.0 / (1.0 + (-found.dot(&x)).exp());
                gradient += x * (example.weight * (f64::from(u8::from(example.is_answered)) - p));
                curvature += x * x.transpose() * (example.weight * p * (1.0 - p));
            }
            let Some(inverse) = curvature.try_inverse() else { break };
            found += inverse * gradient;
        }
        Self { intercept: found[0], coefficients: std::array::from_fn(|at| found[at + 1]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fit_gives_back_the_shares_of_its_examples() {
        let example = |x: f64, is_answered, weight| {
            let mut features = Features::default();
            features[2] = x;
            Example { features, is_answered, weight }
        };
        let examples =
            [example(0.0, true, 0.1), example(0.0, false, 0.4), example(1.0, true, 0.4), example(1.0, false, 0.1)];
        let fitted = Calibration::fit(&examples);
        assert!((fitted.probability(&examples[0].features) - 0.2).abs() < 0.01, "{fitted:?}");
        assert!((fitted.probability(&examples[2].features) - 0.8).abs() < 0.01, "{fitted:?}");
    }
}
