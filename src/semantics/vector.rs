//! Vectors of meaning, and their two small forms.

/// Numbers of a vector. The optimum is flat: from 128 to 256 nothing changes by more than the noise of the development
/// sets, and 192 is three machine words of bits.
pub const DIMENSIONS: usize = 192;
/// Machine words of a signature.
pub const SIGNATURE_WORDS: usize = DIMENSIONS / 64;

/// What something means, as a direction: of unit length, or zero for what has no known word.
pub type Vector = [f32; DIMENSIONS];
/// A vector with a byte a dimension.
pub type Quantized = [i8; DIMENSIONS];
/// A vector with a bit a dimension: whether it lies above the average passage there.
pub type Signature = [u64; SIGNATURE_WORDS];

/// Steps of a quantised number per unit. The axes are turned at random, so a number of a unit vector is about normal with a
/// deviation of 1/√192 = 0.072; 4.5 deviations fit into a byte, and what lies beyond is cut.
const STEPS: f32 = 127.0 / (4.5 * 0.072_168_78);

/// Scales a vector to unit length; a zero vector stays what it is.
pub(super) fn normalize(vector: &mut Vector) {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > f32::EPSILON {
        for x in vector {
            *x /= length;
        }
    }
}

/// The cosine of the angle between two quantised vectors, about.
// Only inlined does it become part of a loop that was compiled for the processor at hand.
#[allow(clippy::inline_always)]
#[inline(always)]
#[must_use]
pub fn cosine(a: &Quantized, b: &[i8]) -> f32 {
    let product: i32 = a.iter().zip(b).map(|(&a, &b)| i32::from(i16::from(a) * i16::from(b))).sum();
    product as f32 / (STEPS * STEPS)
}

/// A vector with a byte a dimension.
pub(super) fn quantize(vector: &Vector) -> Quantized {
    vector.map(|x| (x * STEPS).round().clamp(-127.0, 127.0) as i8)
}

/// A quantised vector with a bit a dimension.
#[must_use]
pub fn signature(vector: &Quantized, mean: &Quantized) -> Signature {
    let mut signature = [0; SIGNATURE_WORDS];
    for (dimension, (x, mean)) in vector.iter().zip(mean).enumerate() {
        signature[dimension / 64] |= u64::from(x > mean) << (dimension % 64);
    }
    signature
}

/// The vector that a quantised one stands for.
pub(super) fn restore(vector: &[i8]) -> Vector {
    let mut restored = [0.0; DIMENSIONS];
    for (whole, &byte) in restored.iter_mut().zip(vector) {
        *whole = f32::from(byte) / STEPS;
    }
    restored
}
