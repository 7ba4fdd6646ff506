//! The vectors of terms, and folding in.

use std::borrow::Cow;

use super::vector::{DIMENSIONS, Quantized, Signature, Vector, cosine, normalize, quantize, restore, signature};

/// A vector for each of some terms, which are known by their numbers, with a byte a dimension.
#[derive(Debug, Clone, PartialEq)]
pub struct TermVectors<'a> {
    /// What a step of each term's bytes is worth.
    steps: Cow<'a, [f32]>,
    bytes: Cow<'a, [i8]>,
}

impl TermVectors<'static> {
    /// From `DIMENSIONS` numbers a term, each multiplied by its weight.
    pub(super) fn quantize(vectors: &[f32], weights: &[f32]) -> Self {
        let mut steps = Vec::with_capacity(weights.len());
        let mut bytes = Vec::with_capacity(vectors.len());
        for (vector, weight) in vectors.chunks_exact(DIMENSIONS).zip(weights) {
            let step = vector.iter().fold(0.0_f32, |most, x| most.max(x.abs())) / 127.0;
            let per_step = if step > 0.0 { 1.0 / step } else { 0.0 };
            bytes.extend(vector.iter().map(|x| (x * per_step).round() as i8));
            steps.push(step * weight);
        }
        Self { steps: steps.into(), bytes: bytes.into() }
    }
}

impl<'a> TermVectors<'a> {
    /// From what [`Self::steps`] and [`Self::bytes`] gave; nothing if they do not belong together.
    #[must_use]
    pub fn from_parts(steps: &'a [f32], bytes: &'a [i8]) -> Option<Self> {
        (steps.len() * DIMENSIONS == bytes.len()).then(|| Self { steps: steps.into(), bytes: bytes.into() })
    }

    /// The same in memory of its own.
    #[must_use]
    pub fn into_owned(self) -> TermVectors<'static> {
        TermVectors { steps: self.steps.into_owned().into(), bytes: self.bytes.into_owned().into() }
    }

    /// What a step of each term's bytes is worth.
    #[must_use]
    pub fn steps(&self) -> &[f32] {
        &self.steps
    }

    /// `DIMENSIONS` bytes a term.
    #[must_use]
    pub fn bytes(&self) -> &[i8] {
        &self.bytes
    }

    /// How many terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether there is no term.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The vector of a text: the sum of its terms', each weighted. A text without known terms is zero.
    #[must_use]
    pub fn fold_in(&self, terms: &[(u32, f32)]) -> Vector {
        let mut sum = [0.0; DIMENSIONS];
        for &(term, weight) in terms {
            let start = term as usize * DIMENSIONS;
            let step = weight * self.steps[term as usize];
            for (sum, &byte) in sum.iter_mut().zip(&self.bytes[start..start + DIMENSIONS]) {
                *sum += step * f32::from(byte);
            }
        }
        normalize(&mut sum);
        sum
    }

    /// [`Self::fold_in`] with a byte a dimension.
    #[must_use]
    pub fn fold_in_quantized(&self, terms: &[(u32, f32)]) -> Quantized {
        quantize(&self.fold_in(terms))
    }
}

/// Where the average of some vectors lies, with a byte a dimension.
#[must_use]
pub fn mean(vectors: &[Quantized]) -> Quantized {
    let mut mean = [0; DIMENSIONS];
    for (dimension, mean) in mean.iter_mut().enumerate() {
        let sum: i64 = vectors.iter().map(|vector| i64::from(vector[dimension])).sum();
        *mean = (sum as f64 / vectors.len().max(1) as f64).round() as i8;
    }
    mean
}

/// A query's vector in the forms that are compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Probe {
    pub(super) quantized: Quantized,
    pub(super) signature: Signature,
}

impl Probe {
    /// The cosine of the angle to a vector of [`DIMENSIONS`] bytes.
    #[must_use]
    pub fn cosine(&self, vector: &[i8]) -> f32 {
        cosine(&self.quantized, vector)
    }

    /// Of a query's own vector and those of passages that answer it well, each with its weight: the Rocchio feedback of
    /// vector space retrieval (Rocchio 1971). Nothing if none of them says anything.
    #[must_use]
    pub fn new<'v>(
        own: &Vector,
        own_weight: f32,
        feedback: impl IntoIterator<Item = (f32, &'v [i8])>,
        mean: &Quantized,
    ) -> Option<Self> {
        let mut heard = [0.0; DIMENSIONS];
        for (weight, vector) in feedback {
            for (sum, x) in heard.iter_mut().zip(restore(vector)) {
                *sum += weight * x;
            }
        }
        normalize(&mut heard);
        for (sum, own) in heard.iter_mut().zip(own) {
            *sum = (1.0 - own_weight) * *sum + own_weight * own;
        }
        normalize(&mut heard);
        let quantized = quantize(&heard);
        (quantized != [0; DIMENSIONS]).then(|| Self { signature: signature(&quantized, mean), quantized })
    }
}
